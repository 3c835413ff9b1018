"""Start, describe and delete initiatives and their goals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import (
    checked_amount,
    checked_choice,
    checked_date,
    checked_fields,
    checked_name,
    checked_number,
    checked_text,
    looked_up,
)
from outsource_desk.domain.errors import (
    BadCodeError,
    DuplicateNameError,
    NoInitiativeError,
    NotAWholeNumberError,
    NotFoundError,
    PricedAlreadyError,
    ReversedDatesError,
)
from outsource_desk.domain.initiative import Goal, GoalKind, Initiative, OutsourcingType, Weighting
from outsource_desk.domain.paper import PaperSize
from outsource_desk.store import initiatives as store
from outsource_desk.store.rows import delete_row, insert_row, next_position, update_row
from outsource_desk.store.scores import price_currency

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def _currency(value: object) -> str:
    text = checked_text("Currency", value).strip().upper()
    if text and not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise BadCodeError("Currency", value, "three letters such as EUR, GBP or USD")
    return text


def _term(value: object) -> int | None:
    if value is None:
        return None
    months = checked_number("Term in months", value, 1, 180)
    if months != int(months):
        raise NotAWholeNumberError("Term in months", months)
    return int(months)


def _paper_size(value: object) -> PaperSize:
    sizes = {size.casefold(): size for size in PaperSize}
    return checked_choice("Paper size", sizes.get(str(value).strip().casefold(), value), PaperSize)


_FIELDS: dict[str, Callable[[object], object]] = {
    "name": partial(checked_name, "The initiative"),
    "outsourcing_type": lambda value: checked_choice("Type", value, OutsourcingType) if value else None,
    "organisation": partial(checked_text, "Organisation"),
    "question": partial(checked_text, "The question to the board"),
    "aim": partial(checked_text, "Aim"),
    "function_name": partial(checked_text, "Function"),
    "scope": partial(checked_text, "Scope"),
    "term_months": _term,
    "currency": _currency,
    "owner": partial(checked_text, "Owner"),
    "start_date": partial(checked_date, "Start date"),
    "decision_date": partial(checked_date, "Decision date"),
    "classification": partial(checked_text, "Classification"),
    "weighting": lambda value: checked_choice("Weighting", value, Weighting),
    "paper_size": _paper_size,
}

_GOAL_FIELDS: dict[str, Callable[[object], object]] = {
    "kind": lambda value: checked_choice("Kind of goal", value, GoalKind),
    "statement": partial(checked_name, "The goal", limit=2000),
    "measure": partial(checked_text, "Measure"),
    "unit": partial(checked_text, "Unit"),
    "baseline": partial(checked_amount, "Baseline"),
    "target": partial(checked_amount, "Target"),
    "target_date": partial(checked_date, "Target date"),
    "owner": partial(checked_text, "Owner"),
}


def list_initiatives(desk: Desk) -> tuple[Initiative, ...]:
    """Return all initiatives, oldest first."""
    return store.load_initiatives(desk.connection)


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
        fields: any field of `Initiative` but ``id``, ``template`` and ``paper``; and ``paper_size``.

    Raises:
        DuplicateNameError: another initiative has this name.
        DeskError: a field is not allowed; the file is then unchanged.
    """
    values = checked_fields(_FIELDS, {"name": name, **fields})
    _refuse_duplicate(desk, str(values["name"]), None)
    _refuse_reversed(values.get("decision_date"), values.get("start_date"))
    with desk.edit("Start initiative"):
        return insert_row(desk.db, "initiative", values)


def update_initiative(desk: Desk, initiative_id: int, field: str, value: object) -> None:
    """Change one field of an initiative.

    Undoable. Saved when this returns.

    Raises:
        DeskError: the value is not allowed; the file is then unchanged.
    """
    initiative = store.load_initiative(desk.connection, initiative_id)
    values = checked_fields(_FIELDS, {field: value})
    if field == "name":
        _refuse_duplicate(desk, str(values["name"]), initiative_id)
    if field == "currency" and price_currency(desk.connection, initiative_id) not in ("", values["currency"]):
        raise PricedAlreadyError(initiative.name, price_currency(desk.connection, initiative_id))
    if field in ("decision_date", "start_date"):
        dates = {"decision_date": initiative.decision_date, "start_date": initiative.start_date, **values}
        _refuse_reversed(dates["decision_date"], dates["start_date"])
    with desk.edit(f"Change {field.replace('_', ' ')}", merge_key=("initiative", initiative_id, field)):
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
    values = checked_fields(_GOAL_FIELDS, {**fields, "target": target, "target_date": target_date, "owner": owner})
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
    values = checked_fields(_GOAL_FIELDS, {field: value})
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


def _refuse_reversed(decision: object, start: object) -> None:
    if decision and start and str(start) < str(decision):
        raise ReversedDatesError(decision, start)
