"""Grow and weigh the tree of criteria."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import (
    AMOUNT_LIMIT,
    checked_amount,
    checked_choice,
    checked_fields,
    checked_name,
    checked_number,
    checked_text,
)
from outsource_desk.domain.criterion import Criterion, Direction, Measure
from outsource_desk.domain.errors import (
    CycleError,
    DuplicateNameError,
    HasScoresError,
    NotFoundError,
    OtherInitiativeError,
    OutOfScaleError,
    TooDeepError,
)
from outsource_desk.store import criteria as store
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import delete_row, delete_rows, insert_row, next_position, update_row, upsert_row
from outsource_desk.store.scores import highest_points

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


DEPTH_LIMIT = 20  # levels of the tree

_FIELDS: dict[str, Callable[[object], object]] = {
    "name": partial(checked_name, "The criterion"),
    "weight": lambda value: checked_number("The weight", value, 0, AMOUNT_LIMIT),
    "ask": partial(checked_text, "The question behind the criterion"),
    "measure": lambda value: checked_choice("Measure", value, Measure),
    "maximum": lambda value: checked_number("The top of the scale", value, 1e-6, 1e12),
    "step": lambda value: checked_number("The step of the scale", value, 0, 1e12),
    "direction": lambda value: checked_choice("Direction", value, Direction) if value else None,
    "unit": partial(checked_text, "Unit"),
    "worst": partial(checked_amount, "The worst amount"),
    "best": partial(checked_amount, "The best amount"),
    "minimum": partial(checked_amount, "The minimum"),
    "is_gate": lambda value: int(bool(value)),
    "code": partial(checked_text, "Code"),
}


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
            worst, best, minimum, is_gate, code.

    Raises:
        HasScoresError: the parent is scored already, so it cannot become a group.
        TooDeepError: the tree would have more than 20 levels.
        DuplicateNameError: a sibling has this name.
        DeskError: a field is not allowed; the file is then unchanged.
    """
    load_initiative(desk.connection, initiative_id)
    values = checked_fields(_FIELDS, {"name": name, **fields})
    shape = _Scale(values.get("measure", Measure.JUDGED), values.get("maximum", 5.0), values.get("step", 0.5))
    shape.check(values.get("minimum"), anchors or {})
    _refuse_parent(desk, initiative_id, parent_id)
    _refuse_duplicate(desk, initiative_id, parent_id, str(values["name"]), None)
    wordings = _checked_anchors(anchors or {})
    with desk.edit("Add criterion"):
        position = next_position(desk.connection, "criterion", initiative_id)
        place = {"initiative_id": initiative_id, "parent_id": parent_id, "position": position}
        criterion_id = insert_row(desk.db, "criterion", {**place, **values})
        for points, wording in wordings.items():
            insert_row(desk.db, "anchor", {"criterion_id": criterion_id, "points": points, "wording": wording})
    return criterion_id


def update_criterion(desk: Desk, criterion_id: int, field: str, value: object) -> None:
    """Change one field of a criterion.

    Undoable. Saved when this returns.

    Raises:
        OutOfScaleError: the new scale would leave points that were given outside it.
        HasScoresError: the measure of a scored criterion cannot change.
        DeskError: the value is not allowed; the file is then unchanged.
    """
    criterion = load_criterion(desk, criterion_id)
    values = checked_fields(_FIELDS, {field: value})
    if field == "name":
        _refuse_duplicate(desk, criterion.initiative_id, criterion.parent_id, str(values["name"]), criterion_id)
    if field == "measure" and values["measure"] != criterion.measure and store.is_scored(desk.connection, criterion_id):
        raise HasScoresError(criterion.name)
    now = {name: getattr(criterion, name) for name in ("measure", "maximum", "step", "minimum")} | values
    _Scale(now["measure"], now["maximum"], now["step"]).check(now["minimum"], dict(criterion.anchors))
    highest = highest_points(desk.connection, criterion_id)
    maximum = checked_number("The top of the scale", now["maximum"])
    if field == "maximum" and highest is not None and highest > maximum:
        raise OutOfScaleError(highest, maximum, 0)
    with desk.edit(f"Change criterion's {field.replace('_', ' ')}", merge_key=("criterion", criterion_id, field)):
        update_row(desk.db, "criterion", criterion_id, values)


def set_weights(desk: Desk, weights: Mapping[int, float]) -> None:
    """Give several criteria their weights in one act.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        weights: criterion id → local weight, >= 0, as entered.

    Raises:
        DeskError: a weight is negative, infinite or of an unknown criterion; the file is then unchanged.
    """
    values = {load_criterion(desk, key).id: _FIELDS["weight"](weight) for key, weight in weights.items()}
    with desk.edit("Set weights"):
        for criterion_id, weight in values.items():
            update_row(desk.db, "criterion", criterion_id, {"weight": weight})


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
    _Scale(criterion.measure, criterion.maximum, criterion.step).check(criterion.minimum, anchors)
    wordings = _checked_anchors(anchors)
    with desk.edit("Set anchors"):
        for points in {points for points, _ in criterion.anchors} - set(wordings):
            delete_rows(desk.db, "anchor", {"criterion_id": criterion_id, "points": points})
        for points, wording in wordings.items():
            upsert_row(desk.db, "anchor", {"criterion_id": criterion_id, "points": points}, {"wording": wording})


def move_criterion(desk: Desk, criterion_id: int, parent_id: int | None) -> None:
    """Move a criterion with its parts to the end of another group, or to the top level.

    Undoable. Saved when this returns.

    Raises:
        CycleError: the group is the criterion itself or one of its parts.
        HasScoresError: the group is scored already.
        OtherInitiativeError: the group belongs to another initiative.
    """
    criterion = load_criterion(desk, criterion_id)
    parents = {each.id: each.parent_id for each in list_criteria(desk, criterion.initiative_id)}
    ancestor = parent_id
    while ancestor is not None:
        if ancestor == criterion_id:
            raise CycleError(criterion.name)
        ancestor = parents.get(ancestor)
    _refuse_parent(desk, criterion.initiative_id, parent_id)
    _refuse_duplicate(desk, criterion.initiative_id, parent_id, criterion.name, criterion_id)
    with desk.edit("Move criterion"):
        position = next_position(desk.connection, "criterion", criterion.initiative_id)
        update_row(desk.db, "criterion", criterion_id, {"parent_id": parent_id, "position": position})


def delete_criterion(desk: Desk, criterion_id: int) -> None:
    """Delete a criterion with its parts and their scores.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such criterion.
    """
    load_criterion(desk, criterion_id)
    with desk.edit("Delete criterion"):
        delete_row(desk.db, "criterion", criterion_id)


class _Scale:
    """What fits the scale of a criterion; only points lie on it, amounts do not."""

    def __init__(self, measure: object, maximum: object, step: object) -> None:
        self._is_judged = measure == Measure.JUDGED
        self._maximum, self._step = float(str(maximum)), float(str(step))

    def check(self, minimum: object, anchors: Mapping[float, str]) -> None:
        """Refuse a step, a minimum or an anchor outside the scale."""
        checked_number("The step of the scale", self._step, 0, self._maximum)
        if not self._is_judged:
            return
        for points in [*([] if minimum is None else [minimum]), *anchors]:
            if not 0 <= checked_number("Points", points) <= self._maximum:
                raise OutOfScaleError(float(str(points)), self._maximum, 0)


def _checked_anchors(anchors: Mapping[float, str]) -> dict[float, str]:
    return {
        checked_number("Points of an anchor", points): checked_name("The anchor", wording, limit=2000)
        for points, wording in anchors.items()
    }


def _refuse_parent(desk: Desk, initiative_id: int, parent_id: int | None) -> None:
    if parent_id is None:
        return
    parent = load_criterion(desk, parent_id)
    if parent.initiative_id != initiative_id:
        raise OtherInitiativeError(parent.name, load_initiative(desk.connection, initiative_id).name)
    if store.is_scored(desk.connection, parent_id):
        raise HasScoresError(parent.name)
    parents = {each.id: each.parent_id for each in list_criteria(desk, initiative_id)}
    depth, ancestor = 1, parents.get(parent_id)
    while ancestor is not None:
        depth, ancestor = depth + 1, parents.get(ancestor)
    if depth >= DEPTH_LIMIT:
        raise TooDeepError(parent.name, DEPTH_LIMIT)


def _refuse_duplicate(desk: Desk, initiative_id: int, parent_id: int | None, name: str, own_id: int | None) -> None:
    for criterion in list_criteria(desk, initiative_id):
        if criterion.parent_id == parent_id and criterion.id != own_id and criterion.name.casefold() == name.casefold():
            raise DuplicateNameError("The criterion", criterion.name)
