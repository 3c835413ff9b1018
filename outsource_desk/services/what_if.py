"""Take up a weight that was tried: one criterion's share of the whole, while the others keep their proportions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Criterion, groups_of
from outsource_desk.domain.errors import DeskError, OutOfRangeError
from outsource_desk.services.criteria import load_criterion
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.store.rows import update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

PLACES = 3  # decimals of a local weight


class LockedWeightsError(DeskError):
    """A share of the whole was to change, and a weight that would have to move with it is locked."""

    remedy = "Unlock it on Scoring first, or change the weight there."

    def __init__(self, name: str) -> None:
        super().__init__(f"The weight of “{name}” is locked, so the others cannot make room in proportion.")


def use_share(desk: Desk, criterion_id: int, share: float) -> None:
    """Give a criterion another share of the whole; all others keep their proportions to each other.

    Undoable as one step. Saved when this returns.

    Args:
        desk: the open file.
        criterion_id: leaf or group.
        share: of the whole, 0..1, among the criteria that apply to anybody.

    Raises:
        LockedWeightsError: one of the weights that would move is locked.
        OutOfRangeError: the share is below 0 or above 1.
        DeskError: there is no such criterion. The file is then unchanged.
    """
    if not 0 <= share <= 1:
        raise OutOfRangeError("The weight", 100 * share, 0, 100)
    criterion = load_criterion(desk, criterion_id)
    evaluation = load_evaluation(desk, criterion.initiative_id)
    now = ranking_of(evaluation).weights
    after = _shares(evaluation.criteria, now, criterion_id, share)
    changed: dict[int, float] = {}
    for each in (criterion_id, *groups_of(evaluation.criteria, criterion_id)):
        parent_id = next(one.parent_id for one in evaluation.criteria if one.id == each)
        level = [one for one in evaluation.criteria if one.parent_id == parent_id]
        counted = [one for one in level if now[one.id] > 0 or one.id == each]  # the others apply to nobody
        changed |= _local_weights(counted, after)
    weights = {one.id: one.weight for one in evaluation.criteria}
    moved = {each: weight for each, weight in changed.items() if abs(weight - weights[each]) > 10**-PLACES / 2}
    for one in evaluation.criteria:
        if one.id in moved and one.is_locked:
            raise LockedWeightsError(one.name)
    with desk.edit("Use weight that was tried"):
        for each, weight in moved.items():
            update_row(desk.db, "criterion", each, {"weight": weight})


def _shares(
    criteria: Sequence[Criterion], now: Mapping[int, float], criterion_id: int, share: float
) -> dict[int, float]:
    """Return every criterion's share of the whole once one of them has another."""
    inside = {one.id for one in criteria if criterion_id in (one.id, *groups_of(criteria, one.id))}
    around = set(groups_of(criteria, criterion_id))
    was = now[criterion_id]
    shrunk = (1 - share) / (1 - was) if was < 1 else 0.0
    grown = share / was if was > 0 else 0.0
    after = {one.id: now[one.id] * (grown if one.id in inside else shrunk) for one in criteria}
    after[criterion_id] = share
    for group in around:
        after[group] = share + (now[group] - was) * shrunk
    return after


def _local_weights(level: Sequence[Criterion], shares: Mapping[int, float]) -> dict[int, float]:
    """Return a level's weights in the proportions of the shares; they add up to what they did."""
    room, whole = fsum(one.weight for one in level) or 100.0, fsum(shares[one.id] for one in level)
    if len(level) < 2 or whole <= 0:
        return {}
    weights = {one.id: round(room * shares[one.id] / whole, PLACES) for one in level}
    largest = max(weights, key=lambda each: weights[each])
    weights[largest] = round(room - fsum(weight for each, weight in weights.items() if each != largest), PLACES)
    return weights
