"""Value functions: points, amounts and prices onto 0..100, and back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf, isclose, nextafter
from typing import NamedTuple

from outsource_desk.domain.criterion import Criterion, Curve, Measure

Points = Sequence[tuple[float, float]]  # (amount, value 0..100), lowest amount first

_EXACT = 1e-9  # of a value: closer ones are the same


class Offers(NamedTuple):
    """The prices that a relative function compares with: of eligible candidates, above zero."""

    lowest: float
    highest: float


def value_of(leaf: Criterion, amount: float | None, offers: Offers | None = None) -> float | None:
    """Return the value of points, an amount or a price on a leaf by the curve that was chosen for it.

    Args:
        leaf: tells the curve with its end points or points.
        amount: points of a judged leaf, else in the leaf's unit; None = open.
        offers: what relative price functions compare with; None = nobody made a usable offer.

    Returns:
        0..100; None where the amount is open or the curve is not complete, see `Criterion.lacking`.
    """
    if leaf.curve is Curve.LINEAR:
        return linear_value(amount, *leaf.end_points)
    if amount is None or leaf.lacking:
        return None
    if leaf.curve.is_relative:
        return relative_price_value(leaf.curve, amount, offers, leaf.multiple)
    match leaf.curve:
        case Curve.THRESHOLD:
            return threshold_value(amount, leaf.points, less_is_better=leaf.less_is_better)
        case Curve.DISCRETE:
            return discrete_value(amount, leaf.points)
        case _:  # up to the best amount and down again is a piecewise line, too
            return piecewise_value(amount, leaf.points)


def offers_of(prices: Iterable[float | None]) -> Offers | None:
    """Return what relative price functions compare with; nothing where no price is above zero.

    Args:
        prices: of the eligible candidates; None = open.
    """
    usable = [price for price in prices if price is not None and price > 0]
    return Offers(min(usable), max(usable)) if usable else None


def column_values(
    leaf: Criterion, amounts: Sequence[float | None], eligible: Sequence[bool] | None = None
) -> list[float | None]:
    """Return the values of all candidates on one leaf.

    Args:
        leaf: with its curve.
        amounts: shape (C,), None = open.
        eligible: shape (C,), who has not failed a gate; None = all of them.
    """
    pool = amounts if eligible is None else [one for one, counts in zip(amounts, eligible, strict=True) if counts]
    offers = offers_of(pool) if leaf.curve.is_relative else None
    return [value_of(leaf, amount, offers) for amount in amounts]


def linear_value(amount: float | None, worst: float | None, best: float | None) -> float | None:
    """Return the value of points or an amount between two end points fixed beforehand.

    Points of a scale that begins at 0 run from 0 to its top, so an imported scorecard keeps its own proportions.

    Args:
        amount: in the criterion's unit, None = open.
        worst: the amount worth 0; None = not fixed.
        best: the amount worth 100; below ``worst`` where less is better; None = not fixed.

    Returns:
        0..100, limited to it; None where the amount is open or an end point is not fixed. Where both end points are
        the same, an amount at least as good as them is worth 100; as the direction is unknown, only equality counts.

    Source: absolute linear price function, points = 100 (C - p) / (C - F), limited; it has no rank reversal
    because no other offer enters the formula.
    """
    if amount is None or worst is None or best is None:
        return None
    if worst == best:
        return 100.0 if amount == best else 0.0
    return min(max(0.0, 100.0 * (amount - worst) / (best - worst)), 100.0)


def piecewise_value(amount: float, points: Points) -> float:
    """Return the value on the straight lines between points; beyond the first and the last it stays as there.

    Args:
        amount: in the criterion's unit.
        points: at least one, with distinct amounts.

    Source: piecewise linear value function, Belton & Stewart (2002), ch. 5.2.
    """
    at = bisect_right(points, amount, key=_amount)
    if at == 0:
        return points[0][1]
    if at == len(points):
        return points[-1][1]
    (left, low), (right, high) = points[at - 1], points[at]
    part = (amount - left) / (right - left)
    return low * (1 - part) + high * part


def threshold_value(amount: float, points: Points, *, less_is_better: bool) -> float:
    """Return what the last threshold reached is worth; nothing reached is worth 0.

    Args:
        amount: in the criterion's unit.
        points: at least one, with distinct amounts.
        less_is_better: a threshold is reached from above.
    """
    if less_is_better:
        at = bisect_left(points, amount, key=_amount)
        return points[at][1] if at < len(points) else 0.0
    at = bisect_right(points, amount, key=_amount)
    return points[at - 1][1] if at else 0.0


def discrete_value(amount: float, points: Points) -> float | None:
    """Return the value of one of a few amounts; any other amount has none.

    Args:
        amount: in the criterion's unit.
        points: with distinct amounts.
    """
    return next((value for one, value in points if isclose(one, amount, rel_tol=_EXACT, abs_tol=_EXACT)), None)


def relative_price_value(curve: Curve, price: float, offers: Offers | None, multiple: float = 2.0) -> float | None:
    """Return the value of a price compared with the other offers.

    Args:
        curve: one that `is_relative`.
        price: in money.
        offers: of the eligible candidates.
        multiple: of the lowest price, worth 0; above 1.

    Returns:
        0..100; a price below the lowest eligible one is worth 100 and no more. None where the price is not above zero
        or there is no offer to compare with.

    Source: lowest price: ``100 · p_min / p``, World Bank, Procurement Regulations (2016), and most public tenders;
    multiple: ``100 · (1 - (p - p_min) / ((k - 1) · p_min))``; min-max: ``100 · (p_max - p) / (p_max - p_min)``. All
    of them let an offer that nobody chooses decide between two others.
    """
    if offers is None or price <= 0:
        return None
    lowest, highest = offers
    if price <= lowest:
        return 100.0
    if curve is Curve.LOWEST:
        return 100.0 * (lowest / price)
    return linear_value(price, multiple * lowest if curve is Curve.MULTIPLE else highest, lowest)


def inverse_value(leaf: Criterion, value: float, amount: float, others: Sequence[float] = ()) -> float | None:
    """Return the amount nearest to one that was given whose value reaches another: the smallest change that does it.

    Where the amount is worth less than ``value``, the amount found is worth at least as much as it; where it is worth
    more, at most as much. On a step no amount need be worth exactly ``value``; the one found lies just past the step.

    Args:
        leaf: with its curve.
        value: 0..100, to be reached.
        amount: what was given, in points or the leaf's unit.
        others: for relative price functions, the prices of the other eligible candidates; their own values move with
            the price too, which is not taken into account here.

    Returns:
        The amount, ``amount`` itself where its value is ``value`` already; None where no amount reaches it, where the
        curve is not complete, or where the amount has no value to start from.
    """

    def worth(one: float) -> float | None:
        return value_of(leaf, one, offers_of([*others, one]) if leaf.curve.is_relative else None)

    now = worth(amount)
    if now is None:
        return None
    if abs(now - value) <= _EXACT:
        return amount
    sign = 1.0 if now < value else -1.0

    def reaches(one: float) -> bool:
        found = worth(one)
        return found is not None and sign * (found - value) >= -_EXACT

    reached = [one for one in _crossings(leaf, value, others) if _is_possible(leaf, one) and reaches(one)]
    return min(reached, key=lambda one: abs(one - amount), default=None)


def _crossings(leaf: Criterion, value: float, others: Sequence[float]) -> Iterator[float]:
    """Yield every amount at which the value of a leaf can pass a given one."""
    points = _knots(leaf, others)
    is_stepped = leaf.curve is Curve.THRESHOLD or len({one for one, _ in points}) < len(points)
    for one, _ in points:
        yield from (one, nextafter(one, -inf), nextafter(one, inf)) if is_stepped else (one,)
    if leaf.curve is Curve.LOWEST and others and value > 0:
        yield 100.0 * min(others) / value
    elif leaf.curve not in (Curve.THRESHOLD, Curve.DISCRETE):
        for (left, low), (right, high) in pairwise(points):
            if low != high and min(low, high) <= value <= max(low, high):
                part = (value - low) / (high - low)
                yield left * (1 - part) + right * part


def _knots(leaf: Criterion, others: Sequence[float]) -> list[tuple[float, float]]:
    """Return the points between which the value of a leaf runs straight, or at which it steps; lowest amount first."""
    if leaf.curve.has_points:
        return list(leaf.points)
    worst, best = leaf.end_points
    if leaf.curve.is_relative:
        offers = offers_of(others)
        if offers is None:
            return []
        best, worst = offers.lowest, leaf.multiple * offers.lowest if leaf.curve is Curve.MULTIPLE else offers.highest
    if worst is None or best is None:
        return []
    return sorted([(worst, 0.0), (best, 100.0)])


def _is_possible(leaf: Criterion, amount: float) -> bool:
    """Tell whether anybody could give this amount: points stay on their scale, prices are above zero."""
    if leaf.measure is Measure.JUDGED:
        return 0 <= amount <= leaf.maximum
    return leaf.measure is not Measure.PRICE or amount > 0


def _amount(point: tuple[float, float]) -> float:
    return point[0]
