"""A vendor's sub-contractors as a tree: further in, further out, and what of it should be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.dossier import Consent, Dossier, Subcontractor
from outsource_desk.domain.formatting import in_words
from outsource_desk.services.records import update_record

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

DEEP = 3  # links from the vendor on


def depths_of(dossier: Dossier) -> dict[int, int]:
    """Return sub-contractor → how many others stand between it and the vendor."""
    depths: dict[int, int] = {}
    for link in dossier.subcontractors:  # each right behind the one that engages it
        depths[link.id] = 0 if link.parent_id is None else depths[link.parent_id] + 1
    return depths


def parent_further_in(dossier: Dossier, link_id: int) -> int | None:
    """Return under which sub-contractor one would come if it were moved further in: the one above it on its level."""
    link = _link(dossier, link_id)
    before = None
    for each in dossier.subcontractors:
        if each.id == link_id:
            return before
        if each.parent_id == link.parent_id:
            before = each.id
    return None


def move_further_in(desk: Desk, dossier: Dossier, link_id: int) -> bool:
    """Let a sub-contractor be engaged by the one above it on its level; return whether there is one.

    Undoable. Saved when this returns.
    """
    parent_id = parent_further_in(dossier, link_id)
    if parent_id is None:
        return False
    with desk.edit("Move sub-contractor"):  # each move is a step of its own
        update_record(desk, "subcontractor", link_id, "parent_id", parent_id)
    return True


def move_further_out(desk: Desk, dossier: Dossier, link_id: int) -> bool:
    """Let a sub-contractor be engaged by whoever engages the one above it; return whether it was not at the top.

    Undoable. Saved when this returns.
    """
    link = _link(dossier, link_id)
    if link.parent_id is None:
        return False
    with desk.edit("Move sub-contractor"):
        update_record(desk, "subcontractor", link_id, "parent_id", _link(dossier, link.parent_id).parent_id)
    return True


def open_points(dossier: Dossier) -> tuple[str, ...]:
    """Return in plain sentences what of a supply chain should be looked at; nothing if all is well."""
    links = dossier.subcontractors
    unasked = [link.name for link in links if link.touches_data and link.consent is Consent.NONE]
    nowhere = [link.name for link in links if not link.country]
    links_deep = 1 + max(depths_of(dossier).values(), default=0)
    said = []
    if unasked:
        said.append(f"Our data are seen without our consent by {in_words(unasked)}.")
    if nowhere:
        said.append(f"The country is not known of {in_words(nowhere)}.")
    if links_deep >= DEEP:
        said.append(f"The chain is {links_deep} links deep; who stands at its end is hard to hold to anything.")
    return tuple(said)


def _link(dossier: Dossier, link_id: int) -> Subcontractor:
    return next(each for each in dossier.subcontractors if each.id == link_id)
