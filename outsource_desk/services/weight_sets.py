"""Sets of weights beside the official one: of people, of offices, of scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import AMOUNT_LIMIT, checked_choice, checked_name, checked_number, checked_text
from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.errors import DuplicateNameError, NotFoundError, OtherInitiativeError
from outsource_desk.domain.weighting import Purpose, WeightSet
from outsource_desk.domain.weighting_errors import OfficialSetError
from outsource_desk.services.entering import AMOUNTS, JUDGED, Cells
from outsource_desk.services.lenses import OFFICIAL
from outsource_desk.store.criteria import load_criteria
from outsource_desk.store.initiatives import load_initiative, load_initiatives
from outsource_desk.store.rows import delete_row, delete_rows, insert_row, next_position, update_row, upsert_row
from outsource_desk.store.weight_sets import load_weight_sets

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def load_weight_set(desk: Desk, weight_set_id: int) -> WeightSet:
    """Return one set of weights.

    Raises:
        NotFoundError: there is none with this id.
    """
    for initiative in load_initiatives(desk.connection):
        for each in load_weight_sets(desk.connection, initiative.id):
            if each.id == weight_set_id:
                return each
    raise NotFoundError("set of weights", weight_set_id)


def add_weight_set(
    desk: Desk,
    initiative_id: int,
    name: str,
    purpose: Purpose | str,
    *,
    evaluator_id: int | None = None,
    note: str = "",
    like: int | None = None,
) -> int:
    """Add a set of weights and return its id; it begins as a copy of another one or of the official weights.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        initiative_id: whose criteria it weighs.
        name: unlike any other set's, at most 500 characters.
        purpose: person, lens or scenario.
        evaluator_id: the evaluator who gives a person's weights, if it is one.
        note: anything worth knowing.
        like: the set whose weights and supposed values are copied.

    Raises:
        DuplicateNameError: another set has this name.
        OfficialSetError: a second official set was asked for.
        DeskError: an id is unknown, or a text cannot be kept.
    """
    load_initiative(desk.connection, initiative_id)
    kind = checked_choice("Purpose", purpose, Purpose)
    if kind is Purpose.OFFICIAL:
        raise OfficialSetError
    values = {"name": _checked_name(desk, initiative_id, name), "purpose": kind, "evaluator_id": evaluator_id}
    values["note"] = checked_text("The note", note)
    model = load_weight_set(desk, like) if like is not None else None
    if model is not None and model.initiative_id != initiative_id:
        raise OtherInitiativeError(model.name, str(values["name"]))
    with desk.edit("Add set of weights"):
        place = {
            "initiative_id": initiative_id,
            "position": next_position(desk.connection, "weight_set", initiative_id),
        }
        set_id = insert_row(desk.db, "weight_set", place | values)
        if model is not None:
            _copy(desk, model, set_id)
    return set_id


def rename_weight_set(desk: Desk, weight_set_id: int, name: str) -> None:
    """Give a set of weights another name.

    Undoable. Saved when this returns.

    Raises:
        DuplicateNameError: another set has this name.
        OfficialSetError: it is the official one.
        DeskError: there is no such set, or the name cannot be kept.
    """
    found = _own(desk, weight_set_id)
    text = _checked_name(desk, found.initiative_id, name, weight_set_id)
    with desk.edit("Rename set of weights", merge_key=("weight_set", weight_set_id, "name")):
        update_row(desk.db, "weight_set", weight_set_id, {"name": text})


def remove_weight_set(desk: Desk, weight_set_id: int) -> None:
    """Remove a set of weights with how it was found.

    Undoable. Saved when this returns.

    Raises:
        OfficialSetError: it is the official one.
        NotFoundError: there is no such set.
    """
    _own(desk, weight_set_id)
    with desk.edit("Remove set of weights"):
        delete_row(desk.db, "weight_set", weight_set_id)


def set_weights(desk: Desk, weight_set_id: int, weights: Mapping[int, float | None]) -> None:
    """Give a set these local weights; a criterion without one keeps the official weight.

    Undoable as one step. Saved when this returns.

    Args:
        desk: the open file.
        weight_set_id: whose weights.
        weights: criterion id → local weight, >= 0; None = the official one again.

    Raises:
        OfficialSetError: it is the official set, whose weights are those of the criteria.
        DeskError: an id is unknown, or a weight is not allowed.
    """
    found = _own(desk, weight_set_id)
    known = {each.id for each in load_criteria(desk.connection, found.initiative_id)}
    checked = {
        each: None if weight is None else checked_number("The weight", weight, 0, AMOUNT_LIMIT)
        for each, weight in weights.items()
    }
    for criterion_id in checked:
        if criterion_id not in known:
            raise NotFoundError("criterion", criterion_id)
    with desk.edit("Change set of weights"):
        write_weights(desk, weight_set_id, checked)


def set_weight(desk: Desk, weight_set_id: int, criterion_id: int, weight: float | None) -> None:
    """Give one criterion another local weight in a set; None = the official one again.

    Undoable. Saved when this returns.

    Raises:
        DeskError: as for `set_weights`.
    """
    set_weights(desk, weight_set_id, {criterion_id: weight})


def suppose_value(desk: Desk, weight_set_id: int, candidate_id: int, criterion_id: int, amount: float | None) -> None:
    """Suppose other points or another amount in a scenario; None takes what was given again.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        weight_set_id: a scenario, or any set but the official one.
        candidate_id: whose value.
        criterion_id: a leaf of the same initiative.
        amount: points on the scale, or an amount or a price in the criterion's unit.

    Raises:
        OfficialSetError: it is the official set.
        DeskError: an id is unknown or of another initiative, the criterion is a group, or the amount is not allowed.
    """
    found = _own(desk, weight_set_id)
    _, leaf = Cells(desk).leaf(candidate_id, criterion_id, JUDGED | AMOUNTS)
    if leaf.initiative_id != found.initiative_id:
        raise OtherInitiativeError(found.name, leaf.name)
    if leaf.measure is Measure.JUDGED:
        value = None if amount is None else checked_number("Points", amount, 0, leaf.maximum)
    else:
        value = None if amount is None else checked_number(leaf.name, amount, -AMOUNT_LIMIT, AMOUNT_LIMIT)
    key = {"weight_set_id": weight_set_id, "candidate_id": candidate_id, "criterion_id": criterion_id}
    with desk.edit("Suppose a value", merge_key=("scenario_value", *key.values())):
        if value is None:
            delete_rows(desk.db, "scenario_value", key)
        else:
            upsert_row(desk.db, "scenario_value", key, {"amount": value})


def official_set(desk: Desk, initiative_id: int) -> int:
    """Return the id of the official set; it is added, inside the edit that is open, when it is first needed."""
    for each in load_weight_sets(desk.connection, initiative_id):
        if each.purpose is Purpose.OFFICIAL:
            return each.id
    position = next_position(desk.connection, "weight_set", initiative_id)
    row = {"initiative_id": initiative_id, "position": position, "name": OFFICIAL, "purpose": Purpose.OFFICIAL}
    return insert_row(desk.db, "weight_set", row)


def write_weights(desk: Desk, weight_set_id: int, weights: Mapping[int, float | None]) -> None:
    """Write local weights of a set inside the edit that is open."""
    for criterion_id, weight in weights.items():
        key = {"weight_set_id": weight_set_id, "criterion_id": criterion_id}
        if weight is None:
            delete_rows(desk.db, "set_weight", key)
        else:
            upsert_row(desk.db, "set_weight", key, {"weight": weight})


def _copy(desk: Desk, model: WeightSet, set_id: int) -> None:
    for criterion_id, weight in model.weights:
        insert_row(desk.db, "set_weight", {"weight_set_id": set_id, "criterion_id": criterion_id, "weight": weight})
    for (candidate_id, criterion_id), amount in model.changed_values:
        row = {"weight_set_id": set_id, "candidate_id": candidate_id, "criterion_id": criterion_id, "amount": amount}
        insert_row(desk.db, "scenario_value", row)


def _own(desk: Desk, weight_set_id: int) -> WeightSet:
    """Return a set that is not the official one."""
    found = load_weight_set(desk, weight_set_id)
    if found.purpose is Purpose.OFFICIAL:
        raise OfficialSetError
    return found


def _checked_name(desk: Desk, initiative_id: int, name: object, own_id: int | None = None) -> str:
    text = checked_name("The set of weights", name)
    others = [each.name for each in load_weight_sets(desk.connection, initiative_id) if each.id != own_id]
    if text.casefold() in {other.casefold() for other in (OFFICIAL, *others)}:
        raise DuplicateNameError("The set of weights", text)
    return text
