"""Enter vendors and the in-house option into an initiative."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_fields, checked_name, checked_text
from outsource_desk.domain.errors import DuplicateNameError, NotFoundError
from outsource_desk.domain.vendor import Candidate
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import delete_row, has_row, insert_row, next_position, update_row
from outsource_desk.store.vendors import load_candidate, load_candidates, load_vendor

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_FIELDS: dict[str, Callable[[object], object]] = {
    "is_incumbent": lambda value: int(bool(value)),
    "note": partial(checked_text, "Note"),
}
_IN_HOUSE_FIELDS = {**_FIELDS, "name": partial(checked_name, "The in-house option")}


def list_candidates(desk: Desk, initiative_id: int) -> tuple[Candidate, ...]:
    """Return an initiative's candidates in their order."""
    return load_candidates(desk.connection, initiative_id)


def add_candidate(desk: Desk, initiative_id: int, vendor_id: int, *, is_incumbent: bool = False, note: str = "") -> int:
    """Let a vendor compete in an initiative and return the candidate's id.

    Undoable. Saved when this returns.

    Raises:
        DuplicateNameError: it competes already.
        NotFoundError: there is no such initiative or vendor.
    """
    vendor = load_vendor(desk.connection, vendor_id)
    text = checked_text("Note", note)
    _refuse_duplicate(desk, initiative_id, vendor.name)
    values = {"vendor_id": vendor_id, "is_incumbent": int(bool(is_incumbent)), "note": text}
    with desk.edit("Add candidate"):
        return _insert(desk, initiative_id, values)


def add_in_house(desk: Desk, initiative_id: int, name: str = "In-house", *, note: str = "") -> int:
    """Let the in-house option compete in an initiative and return the candidate's id.

    Undoable. Saved when this returns.

    Raises:
        DuplicateNameError: another candidate has this name.
        NotFoundError: there is no such initiative.
    """
    own_name, text = checked_name("The in-house option", name), checked_text("Note", note)
    _refuse_duplicate(desk, initiative_id, own_name)
    with desk.edit("Add in-house option"):
        return _insert(desk, initiative_id, {"in_house_name": own_name, "note": text})


def update_candidate(desk: Desk, candidate_id: int, field: str, value: object) -> None:
    """Change ``is_incumbent`` or ``note`` of a candidate; of an in-house option its ``name`` too.

    Undoable. Saved when this returns.

    Raises:
        DuplicateNameError: another candidate has this name.
        DeskError: there is no such candidate, or the value is not allowed; the file is then unchanged.
    """
    candidate = load_candidate(desk.connection, candidate_id)
    values = checked_fields(_IN_HOUSE_FIELDS if candidate.is_in_house else _FIELDS, {field: value})
    if field == "name":
        values = {"in_house_name": values["name"]}
        _refuse_duplicate(desk, candidate.initiative_id, str(values["in_house_name"]), candidate_id)
    with desk.edit(f"Change candidate's {field.removeprefix('is_')}", merge_key=("candidate", candidate_id, field)):
        update_row(desk.db, "candidate", candidate_id, values)


def remove_candidate(desk: Desk, candidate_id: int) -> None:
    """Take a candidate out of its initiative with its scores; the vendor stays in the directory.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such candidate.
    """
    _refuse_unknown(desk, candidate_id)
    with desk.edit("Remove candidate"):
        delete_row(desk.db, "candidate", candidate_id)


def _insert(desk: Desk, initiative_id: int, values: dict[str, object]) -> int:
    position = next_position(desk.connection, "candidate", initiative_id)
    return insert_row(desk.db, "candidate", {"initiative_id": initiative_id, "position": position, **values})


def _refuse_duplicate(desk: Desk, initiative_id: int, name: str, own_id: int | None = None) -> None:
    load_initiative(desk.connection, initiative_id)
    for candidate in list_candidates(desk, initiative_id):
        if candidate.id != own_id and candidate.name.casefold() == name.casefold():
            raise DuplicateNameError("The candidate", candidate.name)


def _refuse_unknown(desk: Desk, candidate_id: int) -> None:
    if not has_row(desk.connection, "candidate", candidate_id):
        raise NotFoundError("candidate", candidate_id)
