"""Start, describe and delete initiatives and their goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_fields, looked_up
from outsource_desk.domain.errors import (
    DuplicateNameError,
    NoInitiativeError,
    NotFoundError,
    PricedAlreadyError,
)
from outsource_desk.domain.initiative import Goal, Initiative
from outsource_desk.services.initiative_fields import (
    GOAL_FIELDS,
    INITIATIVE_FIELDS,
    spread_hours,
    with_what_follows,
)
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.store import initiatives as store
from outsource_desk.store.rows import delete_row, insert_row, next_position, update_row
from outsource_desk.store.scores import price_currency

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

# field → what the Undo menu calls it, where that is another word
_CALLED = {
    "hours": "working hours",
    "work_days": "working days",
    "overlap_hours": "hours of overlap",
    "exit_months": "months to leave",
    "mtpd_hours": "tolerable disruption",
    "rto_hours": "time to recover",
    "rpo_hours": "loss of data",
}


def find_initiative(desk: Desk, name: str | None = None) -> Initiative:
    """Return the initiative with this name, in any case of letters; without a name the newest.

    Raises:
        NotFoundError: there is none.
    """
    found = list_initiatives(desk)
    if name is not None:
        found = tuple(initiative for initiative in found if looked_up(initiative.name) == looked_up(name))
    if found:
        return found[-1]
    raise NoInitiativeError if name is None else NotFoundError("initiative", name)


def add_initiative(desk: Desk, name: str, **fields: object) -> int:
    """Start an initiative and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        name: unlike any other initiative's, at most 500 characters.
        fields: fields of `Initiative` that people type, those of our hours as ``time_zone``, ``hours`` (“9:00–17:30”)
            and ``work_days``; ``yearly_value`` in the main unit of the currency; and ``paper_size``.

    Raises:
        DuplicateNameError: another initiative has this name.
        DeskError: a field is not allowed; the file is then unchanged.
    """
    values = with_what_follows(checked_fields(INITIATIVE_FIELDS, {"name": name, **spread_hours(fields)}))
    _refuse_duplicate(desk, str(values["name"]), None)
    with desk.edit("Start initiative"):
        return insert_row(desk.db, "initiative", values)


def update_initiative(desk: Desk, initiative_id: int, field: str, value: object) -> None:
    """Change one field of an initiative, as `add_initiative` takes it.

    Undoable. Saved when this returns.

    Raises:
        DeskError: the value is not allowed; the file is then unchanged.
    """
    initiative = store.load_initiative(desk.connection, initiative_id)
    values = with_what_follows(checked_fields(INITIATIVE_FIELDS, spread_hours({field: value})), initiative)
    if field == "name":
        _refuse_duplicate(desk, str(values["name"]), initiative_id)
    if field == "currency" and price_currency(desk.connection, initiative_id) not in ("", values["currency"]):
        raise PricedAlreadyError(initiative.name, price_currency(desk.connection, initiative_id))
    called = _CALLED.get(field, field.replace("_", " "))
    with desk.edit(f"Change {called}", merge_key=("initiative", initiative_id, field)):
        update_row(desk.db, "initiative", initiative_id, values)


def delete_initiative(desk: Desk, initiative_id: int) -> None:
    """Delete an initiative with its criteria, candidates and scores; vendors stay in the directory.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such initiative.
    """
    store.load_initiative(desk.connection, initiative_id)
    with desk.edit("Delete initiative"):
        delete_row(desk.db, "initiative", initiative_id)


def list_goals(desk: Desk, initiative_id: int) -> tuple[Goal, ...]:
    """Return an initiative's goals in their order."""
    return store.load_goals(desk.connection, initiative_id)


def add_goal(
    desk: Desk,
    initiative_id: int,
    kind: str,
    statement: str,
    *,
    measure: str = "",
    unit: str = "",
    baseline: float | None = None,
    target: float | None = None,
    target_date: str | None = None,
    owner: str = "",
) -> int:
    """Add a goal to an initiative and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        initiative_id: whose goal it is.
        kind: one of `GoalKind`.
        statement: what is to be achieved, in one sentence.
        measure: what is counted.
        unit: of baseline and target.
        baseline: where it stands now.
        target: where it is to be by ``target_date``.
        target_date: YYYY-MM-DD.
        owner: the office that answers for it.

    Raises:
        DeskError: a field is not allowed; the file is then unchanged.
    """
    store.load_initiative(desk.connection, initiative_id)
    fields = {"kind": kind, "statement": statement, "measure": measure, "unit": unit, "baseline": baseline}
    values = checked_fields(GOAL_FIELDS, {**fields, "target": target, "target_date": target_date, "owner": owner})
    with desk.edit("Add goal"):
        position = next_position(desk.connection, "goal", initiative_id)
        return insert_row(desk.db, "goal", {"initiative_id": initiative_id, "position": position, **values})


def update_goal(desk: Desk, goal_id: int, field: str, value: object) -> None:
    """Change one field of a goal.

    Undoable. Saved when this returns.

    Raises:
        DeskError: the value is not allowed; the file is then unchanged.
    """
    store.load_goal(desk.connection, goal_id)
    values = checked_fields(GOAL_FIELDS, {field: value})
    with desk.edit("Change goal", merge_key=("goal", goal_id, field)):
        update_row(desk.db, "goal", goal_id, values)


def move_goal(desk: Desk, goal_id: int, place: int) -> None:
    """Put a goal at another place among the goals of its initiative.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        goal_id: which goal.
        place: 0 is first; beyond the last means last.

    Raises:
        NotFoundError: there is no such goal.
    """
    moved = store.load_goal(desk.connection, goal_id)
    goals = list(list_goals(desk, moved.initiative_id))
    goals.remove(moved)
    goals.insert(max(0, place), moved)
    with desk.edit("Move goal"):
        for position, goal in enumerate(goals, start=1):
            update_row(desk.db, "goal", goal.id, {"position": position})


def delete_goal(desk: Desk, goal_id: int) -> None:
    """Delete a goal.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such goal.
    """
    store.load_goal(desk.connection, goal_id)
    with desk.edit("Delete goal"):
        delete_row(desk.db, "goal", goal_id)


def _refuse_duplicate(desk: Desk, name: str, own_id: int | None) -> None:
    for initiative in list_initiatives(desk):
        if initiative.id != own_id and initiative.name.casefold() == name.casefold():
            raise DuplicateNameError("The initiative", initiative.name)
