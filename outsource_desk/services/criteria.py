"""Grow and weigh the tree of criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_fields, checked_number
from outsource_desk.domain.criterion import Criterion, Direction, Measure, groups_of, levels_of, new_positions
from outsource_desk.domain.errors import (
    CycleError,
    DuplicateNameError,
    HasScoresError,
    NotFoundError,
    OtherInitiativeError,
    OutOfScaleError,
    TooDeepError,
)
from outsource_desk.domain.feed_errors import TakesSectionError
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.weights import LevelWeight, balanced_weights, changed_weights
from outsource_desk.services.criterion_checks import CRITERION_FIELDS, Scale, checked_anchors
from outsource_desk.services.curve_points import check_curve, what_goes_with, write_points
from outsource_desk.services.pricing import Repricing
from outsource_desk.store import criteria as store
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import delete_row, delete_rows, insert_row, next_position, update_row, upsert_row
from outsource_desk.store.scores import highest_points

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


DEPTH_LIMIT = 20  # levels of the tree
# field → what the Undo menu calls it, where that is another word
_CALLED = {"is_gate": "is gate", "curve": "value curve", "points": "value curve", "multiple": "multiple of the price"}


def list_criteria(desk: Desk, initiative_id: int) -> tuple[Criterion, ...]:
    """Return an initiative's criteria in tree order: each group right before its parts."""
    return store.load_criteria(desk.connection, initiative_id)


def load_criterion(desk: Desk, criterion_id: int) -> Criterion:
    """Return one criterion.

    Raises:
        NotFoundError: there is none with this id.
    """
    initiative_id = store.initiative_of(desk.connection, criterion_id)
    if initiative_id is None:
        raise NotFoundError("criterion", criterion_id)
    return next(criterion for criterion in list_criteria(desk, initiative_id) if criterion.id == criterion_id)


def add_criterion(
    desk: Desk,
    initiative_id: int,
    name: str,
    *,
    parent_id: int | None = None,
    anchors: Mapping[float, str] | None = None,
    **fields: object,
) -> int:
    """Add a criterion at the end of its group and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        initiative_id: whose criterion it is.
        name: unlike its siblings', at most 500 characters.
        parent_id: the group it belongs to; None = top level.
        anchors: points on the scale → what earns them.
        fields: any other field of `Criterion`: weight (local, >= 0), ask, measure, maximum, step, direction, unit,
            worst, best, minimum, is_gate, is_locked, code, curve, multiple, points.

    Raises:
        HasScoresError: the parent is scored already, so it cannot become a group.
        TooDeepError: the tree would have more than 20 levels.
        DuplicateNameError: a sibling has this name.
        DeskError: a field is not allowed; the file is then unchanged.
    """
    load_initiative(desk.connection, initiative_id)
    values = checked_fields(CRITERION_FIELDS, {"name": name, **fields})
    shape = Scale(values.get("measure", Measure.JUDGED), values.get("maximum", 5.0), values.get("step", 0.5))
    shape.check(values.get("minimum"), anchors or {})
    check_curve(Criterion(0, initiative_id, parent_id, **values))  # pyright: ignore[reportArgumentType] - just checked
    points = values.pop("points", ())
    _refuse_parent(desk, initiative_id, parent_id)
    _refuse_duplicate(desk, initiative_id, parent_id, str(values["name"]), None)
    wordings = checked_anchors(anchors or {})
    with desk.edit("Add criterion"):
        position = next_position(desk.connection, "criterion", initiative_id)
        place = {"initiative_id": initiative_id, "parent_id": parent_id, "position": position}
        criterion_id = insert_row(desk.db, "criterion", {**place, **values})
        for at, wording in wordings.items():
            insert_row(desk.db, "anchor", {"criterion_id": criterion_id, "points": at, "wording": wording})
        write_points(desk, criterion_id, (), points)
    return criterion_id


def update_criterion(desk: Desk, criterion_id: int, field: str, value: object) -> None:
    """Change one field of a criterion.

    The points of its value curve are one field and are replaced together. A curve that is drawn by points begins, if
    there are none yet, with the end points that were fixed; a measure that has no offers to compare takes the straight
    line instead of a function that compares them. Measured amounts become prices where their unit says the currency,
    and prices amounts; an initiative without a currency takes over that of the unit.

    Undoable. Saved when this returns.

    Raises:
        OutOfScaleError: the new scale would leave points that were given, or of the curve, outside it.
        ScoredAlreadyError: points cannot become amounts, nor amounts points.
        TakesSectionError: its value comes from a section of the vetting, which needs a plain scale.
        DeskError: the value is not allowed; the file is then unchanged.
    """
    criterion = load_criterion(desk, criterion_id)
    values = checked_fields(CRITERION_FIELDS, {field: value})
    if field == "name":
        _refuse_duplicate(desk, criterion.initiative_id, criterion.parent_id, str(values["name"]), criterion_id)
    repricing = Repricing(desk, criterion, Measure(str(values["measure"]))) if field == "measure" else None
    now = {name: getattr(criterion, name) for name in ("measure", "maximum", "step", "minimum")} | values
    Scale(now["measure"], now["maximum"], now["step"]).check(now["minimum"], dict(criterion.anchors))
    highest = highest_points(desk.connection, criterion_id)
    maximum = checked_number("The top of the scale", now["maximum"])
    if field == "maximum" and highest is not None and highest > maximum:
        raise OutOfScaleError(highest, maximum, 0)
    values |= what_goes_with(criterion, values) | (repricing.values if repricing is not None else {})
    changed = replace(criterion, **values)
    if criterion.section_id is not None and not changed.is_plain:
        raise TakesSectionError(criterion.name)
    check_curve(changed)
    points = values.pop("points", criterion.points)
    with desk.edit(_change_label(field, value), merge_key=("criterion", criterion_id, field)):
        update_row(desk.db, "criterion", criterion_id, values)
        write_points(desk, criterion_id, criterion.points, points)
        if repricing is not None:
            repricing.write()


def turn_curve(desk: Desk, criterion_id: int) -> None:
    """Let a criterion be worth most where it was worth least: a drawn curve upside down, else the end points changed.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such criterion.
        TwoPeaksError: a target cannot stand upside down.
    """
    criterion = load_criterion(desk, criterion_id)
    with desk.edit("Turn the value curve round"):
        if criterion.curve.has_points:
            turned = [(amount, 100 - value) for amount, value in criterion.points]
            update_criterion(desk, criterion_id, "points", turned)
        elif criterion.measure is Measure.JUDGED:
            way = Direction.MAX if criterion.less_is_better else Direction.MIN
            update_criterion(desk, criterion_id, "direction", way)
        else:
            update_criterion(desk, criterion_id, "worst", criterion.best)
            update_criterion(desk, criterion_id, "best", criterion.worst)


def change_weight(desk: Desk, criterion_id: int, weight: float) -> int:
    """Set a criterion's weight, let its unlocked siblings make up for it, and return how many of them changed.

    The siblings keep their proportions. The level adds up to 100 afterwards; with points instead of per cents, to
    what it added up to before.

    Undoable. Saved when this returns.

    Raises:
        AllLockedError: every sibling is locked.
        WeightsTooLargeError: the weight and the locked ones leave less than nothing for the others.
        DeskError: there is no such criterion, or the weight is not allowed; the file is then unchanged.
    """
    criterion = load_criterion(desk, criterion_id)
    value = checked_number("The weight", CRITERION_FIELDS["weight"](weight))
    level = _level(desk, criterion.initiative_id, criterion.parent_id)
    is_direct = load_initiative(desk.connection, criterion.initiative_id).weighting is Weighting.DIRECT
    total = 100.0 if is_direct else fsum(entry.weight for entry in level.values())
    weights = changed_weights(level, criterion_id, value, total)
    with desk.edit("Change weight", merge_key=("weight", criterion_id)):
        _write_weights(desk, level, weights)
    return sum(weights[each] != level[each].weight for each in weights if each != criterion_id)


def balance_weights(desk: Desk, initiative_id: int, parent_id: int | None) -> None:
    """Bring the weights of one level to 100: the locked ones stay, the others keep their proportions.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        initiative_id: whose criteria they are.
        parent_id: the group whose parts they are; None = the top level.

    Raises:
        AllLockedError: every weight is locked, and they do not add up to 100.
        WeightsTooLargeError: the locked ones add up to more than 100.
        DeskError: there is no such initiative or group.
    """
    initiative = load_initiative(desk.connection, initiative_id)
    if parent_id is not None and (parent := load_criterion(desk, parent_id)).initiative_id != initiative_id:
        raise OtherInitiativeError(parent.name, initiative.name)
    level = _level(desk, initiative_id, parent_id)
    if level:
        weights = balanced_weights(level)
        with desk.edit("Balance weights"):
            _write_weights(desk, level, weights)


def set_anchors(desk: Desk, criterion_id: int, anchors: Mapping[float, str]) -> None:
    """Give a criterion exactly these worded anchors.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        criterion_id: whose scale it is.
        anchors: points on the scale → what earns them.

    Raises:
        OutOfScaleError: an anchor lies outside the scale.
    """
    criterion = load_criterion(desk, criterion_id)
    Scale(criterion.measure, criterion.maximum, criterion.step).check(criterion.minimum, anchors)
    wordings = checked_anchors(anchors)
    with desk.edit("Set anchors"):
        for points in {points for points, _ in criterion.anchors} - set(wordings):
            delete_rows(desk.db, "anchor", {"criterion_id": criterion_id, "points": points})
        for points, wording in wordings.items():
            upsert_row(desk.db, "anchor", {"criterion_id": criterion_id, "points": points}, {"wording": wording})


def move_criterion(desk: Desk, criterion_id: int, parent_id: int | None, position: int | None = None) -> None:
    """Move a criterion with its parts to a place in its own or another group, or at the top level.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        criterion_id: what moves.
        parent_id: the group that it belongs to afterwards; None = the top level.
        position: how many siblings stand before it afterwards; None = all of them.

    Raises:
        CycleError: the group is the criterion itself or one of its parts.
        HasScoresError: the group is scored already.
        TooDeepError: the tree would have more than 20 levels.
        OtherInitiativeError: the group belongs to another initiative.
        DeskError: a new sibling has its name, or the position is no number; the file is then unchanged.
    """
    criterion = load_criterion(desk, criterion_id)
    tree = list_criteria(desk, criterion.initiative_id)
    if criterion_id in (parent_id, *groups_of(tree, parent_id)):
        raise CycleError(criterion.name)
    if parent_id != criterion.parent_id:
        _refuse_parent(desk, criterion.initiative_id, parent_id, levels_of(tree, criterion_id))
    _refuse_duplicate(desk, criterion.initiative_id, parent_id, criterion.name, criterion_id)
    siblings = [each.id for each in tree if each.parent_id == parent_id and each.id != criterion_id]
    place = len(siblings) if position is None else min(int(checked_number("The position", position, 0)), len(siblings))
    order = [*siblings[:place], criterion_id, *siblings[place:]]
    end = next_position(desk.connection, "criterion", criterion.initiative_id)
    positions = new_positions(order, criterion_id, store.load_positions(desk.connection, order), end)
    with desk.edit("Move criterion"):
        update_row(desk.db, "criterion", criterion_id, {"parent_id": parent_id})
        for each, place in positions.items():
            update_row(desk.db, "criterion", each, {"position": place})


def delete_criterion(desk: Desk, criterion_id: int) -> None:
    """Delete a criterion with its parts and their scores.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such criterion.
    """
    load_criterion(desk, criterion_id)
    with desk.edit("Delete criterion"):
        delete_row(desk.db, "criterion", criterion_id)


def _change_label(field: str, value: object) -> str:
    """Return what the Undo menu calls a change of one field."""
    if field == "is_locked":
        return "Lock weight" if value else "Unlock weight"
    return f"Change criterion's {_CALLED.get(field, field)}"


def _level(desk: Desk, initiative_id: int, parent_id: int | None) -> dict[int, LevelWeight]:
    """Return the weights of the parts of one group, or of the top level."""
    return {
        each.id: LevelWeight(each.weight, each.is_locked)
        for each in list_criteria(desk, initiative_id)
        if each.parent_id == parent_id
    }


def _write_weights(desk: Desk, level: Mapping[int, LevelWeight], weights: Mapping[int, float]) -> None:
    for criterion_id, weight in weights.items():
        if weight != level[criterion_id].weight:
            update_row(desk.db, "criterion", criterion_id, {"weight": weight})


def _refuse_parent(desk: Desk, initiative_id: int, parent_id: int | None, levels: int = 1) -> None:
    """Refuse a group that cannot take a criterion, which has ``levels`` levels with its parts."""
    if parent_id is None:
        return
    parent = load_criterion(desk, parent_id)
    if parent.initiative_id != initiative_id:
        raise OtherInitiativeError(parent.name, load_initiative(desk.connection, initiative_id).name)
    if parent.section_id is not None:
        raise TakesSectionError(parent.name)
    if store.is_scored(desk.connection, parent_id):
        raise HasScoresError(parent.name)
    if len(groups_of(list_criteria(desk, initiative_id), parent_id)) + 1 + levels > DEPTH_LIMIT:
        raise TooDeepError(parent.name, DEPTH_LIMIT)


def _refuse_duplicate(desk: Desk, initiative_id: int, parent_id: int | None, name: str, own_id: int | None) -> None:
    for criterion in list_criteria(desk, initiative_id):
        if criterion.parent_id == parent_id and criterion.id != own_id and criterion.name.casefold() == name.casefold():
            raise DuplicateNameError("The criterion", criterion.name)
