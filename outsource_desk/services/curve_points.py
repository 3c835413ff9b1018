"""The points of value curves: what can be drawn, what a curve begins with, and how its points are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Criterion, Curve, Direction, Measure
from outsource_desk.domain.curve_errors import OnlyForPricesError, TooFewPointsError, TwoPeaksError
from outsource_desk.services.criterion_checks import CurvePoints, Scale
from outsource_desk.store.rows import delete_rows, upsert_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def check_curve(criterion: Criterion) -> None:
    """Refuse a curve that cannot be drawn; one that has no points yet is drawn later, its values are open so long.

    Raises:
        OnlyForPricesError: it compares offers, and the criterion is no price.
        TooFewPointsError: it has some points, but not enough.
        TwoPeaksError: a target rises again after it has fallen.
        OutOfScaleError: a point lies outside the judged scale.
    """
    curve, points = criterion.curve, criterion.points
    if curve.is_relative and criterion.measure is not Measure.PRICE:
        raise OnlyForPricesError(criterion.name)
    if curve.has_points and 0 < len(points) < curve.fewest_points:
        raise TooFewPointsError(curve.fewest_points)
    if curve is Curve.TARGET and _has_two_peaks([value for _, value in points]):
        raise TwoPeaksError
    if curve.has_points:
        Scale(criterion.measure, criterion.maximum, criterion.step).check(criterion.minimum, {}, points)


def _has_two_peaks(values: list[float]) -> bool:
    """Tell whether values fall and rise again."""
    has_fallen = False
    for before, after in pairwise(values):
        if after > before and has_fallen:
            return True
        has_fallen = has_fallen or after < before
    return False


def first_points(criterion: Criterion) -> CurvePoints:
    """Return the points that a curve begins with: the end points that were fixed, or the ends of a judged scale."""
    worst, best = criterion.worst, criterion.best
    if criterion.measure is Measure.JUDGED:
        worst, best = (criterion.maximum, 0.0) if criterion.direction is Direction.MIN else (0.0, criterion.maximum)
    if worst is None or best is None or worst == best:
        return ()
    ends = [(worst, 0.0), (best, 100.0)]
    if criterion.curve is Curve.TARGET:  # down again on the other side, as far as up
        ends.append((2 * best - worst, 0.0))
        if criterion.measure is Measure.JUDGED:
            ends = [(0.0, 0.0), (criterion.maximum / 2, 100.0), (criterion.maximum, 0.0)]
    return tuple(sorted(ends))


def what_goes_with(criterion: Criterion, values: Mapping[str, object]) -> dict[str, object]:
    """Return what else a change of a field changes."""
    curve = values.get("curve")
    if isinstance(curve, Curve) and curve.has_points and not criterion.points:
        return {"points": first_points(replace(criterion, curve=curve))}
    if values.get("measure", Measure.PRICE) is not Measure.PRICE and criterion.curve.is_relative:
        return {"curve": Curve.LINEAR}
    return {}


def write_points(desk: Desk, criterion_id: int, before: CurvePoints, points: object) -> None:
    """Put the points of a curve in the place of those that it had."""
    assert isinstance(points, tuple)
    now: dict[float, float] = dict(points)
    for amount, _ in before:
        if amount not in now:
            delete_rows(desk.db, "curve_point", {"criterion_id": criterion_id, "amount": amount})
    for amount, value in now.items():
        if dict(before).get(amount) != value:
            upsert_row(desk.db, "curve_point", {"criterion_id": criterion_id, "amount": amount}, {"value": value})
