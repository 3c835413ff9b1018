"""Choose what goes into an initiative's board paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.paper import USUAL_PAPER, PaperChoice, Section
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def paper_choice(desk: Desk, initiative_id: int) -> PaperChoice:
    """Return what an initiative's board paper has, in which order and on which paper.

    Raises:
        NotFoundError: there is no such initiative.
    """
    return load_initiative(desk.connection, initiative_id).paper


def leave_out(desk: Desk, initiative_id: int, section: Section) -> None:
    """Leave a section out of an initiative's board paper; the paper says so on its first page.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such initiative.
        KeptSectionError: the section says what a board must see.
    """
    _choose(desk, initiative_id, paper_choice(desk, initiative_id).leaving_out(section))


def take_in(desk: Desk, initiative_id: int, section: Section) -> None:
    """Take a section into an initiative's board paper again, at the place where it stood.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such initiative.
    """
    _choose(desk, initiative_id, paper_choice(desk, initiative_id).taking(section))


def move_section(desk: Desk, initiative_id: int, section: Section, place: int) -> None:
    """Put a section at another place of an initiative's board paper.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        initiative_id: whose paper.
        section: what moves.
        place: 0 is right behind the first page, which never moves; beyond the last means last.

    Raises:
        NotFoundError: there is no such initiative.
    """
    _choose(desk, initiative_id, paper_choice(desk, initiative_id).moved(section, place))


def use_usual_sections(desk: Desk, initiative_id: int) -> None:
    """Take every section into an initiative's board paper, in the usual order.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such initiative.
    """
    paper_choice(desk, initiative_id)
    _choose(desk, initiative_id, USUAL_PAPER)


def _choose(desk: Desk, initiative_id: int, choice: PaperChoice) -> None:
    """Write a choice; the usual one is written as nothing, so that the content is what it was before any choice."""
    is_usual = choice.order == USUAL_PAPER.order and not choice.extras
    named = (section for section in choice.order if choice.has(section) or not section.is_extra)
    order = "" if is_usual else " ".join(named)
    left_out = " ".join(section for section in Section if section in choice.left_out)
    with desk.edit("Choose sections of the paper"):
        update_row(desk.db, "initiative", initiative_id, {"paper_order": order, "paper_left_out": left_out})
