"""What a change of weights, of one score or of one amount does to the first place: exact, without a grid.

While one criterion's weight t moves from 0 to 1 and the others keep their proportions, each candidate's total is a
straight line in t. So every bound is the place where two lines cross.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outsource_desk.domain.ranking import TIE_POINTS

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]
Sides = tuple[Floats, Floats]  # lower and upper

SAME_WEIGHT = 1e-9  # share of the whole; a crossing so near to 0 or 1 is no change inside
NOBODY = -1


class Lines(NamedTuple):
    """Totals as one criterion's weight goes from 0 to 1; both ends have shape (G, C), 0..100."""

    at_zero: Floats
    at_one: Floats

    def at(self, row: int, weight: float) -> Floats:
        """Return the totals, shape (C,), where the criterion of a row has this weight."""
        return self.at_zero[row] + weight * (self.at_one[row] - self.at_zero[row])


class Bounds:
    """Between which weights the first place, and the whole order, stay as they are; all of shape (G,).

    Attributes:
        low: of the first place, 0 where nobody comes first at a smaller weight.
        high: of the first place, 1 where nobody comes first at a larger weight.
        order_low: of the whole order.
        order_high: of the whole order.
    """

    def __init__(self, first: Sides, whole: Sides, turning: Callable[[], tuple[Rows, Rows]]) -> None:
        """Keep lower and upper bounds of both, and how to find out who comes first beyond them."""
        self.low, self.high = first
        self.order_low, self.order_high = whole
        self._turning = turning

    @property
    def below(self) -> Rows:
        """The row of who comes first just below ``low``; `NOBODY` where nobody does."""
        return np.where(self.low > SAME_WEIGHT, self._rivals[0], NOBODY)

    @property
    def above(self) -> Rows:
        """The row of who comes first just above ``high``; `NOBODY` where nobody does."""
        return np.where(self.high < 1 - SAME_WEIGHT, self._rivals[1], NOBODY)

    @cached_property
    def _rivals(self) -> tuple[Rows, Rows]:
        return self._turning()


def secured(values: Floats) -> Floats:
    """Return values with open ones as nothing, as totals count them.

    Args:
        values: shape (C, K), 0..100, NaN = open.
    """
    return np.nan_to_num(values, nan=0.0)


def criterion_lines(values: Floats, weights: Floats, inside: Floats, members: Flags | None = None) -> Lines:
    """Return every candidate's total as a straight line in each criterion's weight.

    At weight 1 only the criterion counts, with its parts in their proportions; at 0 only the others, in theirs.
    Where the others have no weight they share equally; a criterion that is all there is keeps the whole.

    Args:
        values: shape (C, K), 0..100, nothing open.
        weights: shape (K,), shares that add up to 1.
        inside: shape (G, K), each leaf's share of a criterion, 0 for leaves outside it; rows add up to 1. A leaf is a
            row with one 1, a group one with several shares.
        members: shape (G, K), which leaves are parts of a criterion, also those without a share; None = those with one.

    Source: one weight varies and the ratios of the others hold, Triantaphyllou & Sánchez (1997), Decision Sciences
    28(1), 151-194.
    """
    is_outside = inside == 0 if members is None else ~members
    outside = weights * is_outside
    left = outside.sum(axis=1, keepdims=True)
    alone = left[:, 0] < SAME_WEIGHT
    if alone.any():
        outside[alone] = is_outside[alone]
        left = outside.sum(axis=1, keepdims=True)
    at_one = inside @ values.T
    at_zero = (outside / np.where(left > 0, left, 1.0)) @ values.T
    return Lines(np.where(left > 0, at_zero, at_one), at_one)


def stability_bounds(values: Floats, weights: Floats) -> Bounds:
    """Return between which weights of each leaf the first place, and the whole order, stay as they are.

    O(C K): the first place is bounded by the crossings with the leader's line, the order by those of neighbours.
    A place that is shared by candidates who differ on a criterion has no room there: both bounds are its weight.

    Args:
        values: shape (C, K), 0..100, nothing open; at least one candidate.
        weights: shape (K,), shares that add up to 1.

    Returns:
        Bounds with G = K.

    Source: weight stability intervals, Mareschal (1988), EJOR 33(1), 54-64; critical weight
    ``w* = R / (R - d)`` with ``R = (D - W d) / (1 - W)``, Triantaphyllou & Sánchez (1997).
    """
    bounds = bounds_between(values, weights, values @ weights)
    if np.maximum.reduce(weights) > 1 - SAME_WEIGHT:
        lines = criterion_lines(values, weights, np.eye(len(weights)))
        bounds = _with_all_or_nothing(bounds, lines, weights > 1 - SAME_WEIGHT)
    return bounds


def block_bounds(lines: Lines, weights: Floats, totals: Floats) -> Bounds:
    """Return the bounds of leaves and groups alike.

    Args:
        lines: of G criteria and C candidates.
        weights: shape (G,), of these criteria, 0..1.
        totals: shape (C,), as they are.
    """
    bounds = bounds_between(lines.at_one.T, weights, totals)
    alone = weights > 1 - SAME_WEIGHT
    return _with_all_or_nothing(bounds, lines, alone) if alone.any() else bounds


def bounds_between(worths: Floats, weights: Floats, totals: Floats) -> Bounds:
    """Return the bounds of criteria whose weight is less than 1.

    With D the gap of two totals and d that of their values on a criterion of weight W, the gap at weight t is
    ``D + (t - W) (d - D) / (1 - W)``. It closes above W where d < 0, at ``W + (1 - W) / (1 - d / D)``, and below W
    where d > D, at ``W - (1 - W) / (d / D - 1)``: so the extremes of d / D over all pairs say everything.

    Args:
        worths: shape (C, G), what each candidate is worth on each criterion, 0..100.
        weights: shape (G,), 0..1.
        totals: shape (C,), 0..100.
    """
    pairs = len(totals) - 1
    if not pairs:
        whole, nobody = (np.zeros(len(weights)), np.ones(len(weights))), np.full(len(weights), NOBODY)
        return Bounds(whole, whole, lambda: (nobody, nobody))
    order = (-totals).argsort(kind="stable")
    better, worse = order.take(_better(pairs)), order.take(_worse(pairs))
    gaps = totals.take(better) - totals.take(worse)
    if np.minimum.reduce(gaps) <= TIE_POINTS:
        return _bounds_with_ties(worths[order], weights, totals[order], order)
    slopes = worths.take(better, axis=0)
    slopes -= worths.take(worse, axis=0)
    slopes /= gaps[:, None]
    (low, order_low), (high, order_high) = _nearest(slopes.reshape(2, pairs, -1), weights)

    def turning() -> tuple[Rows, Rows]:
        below, above = _steepest(slopes[:pairs], gaps[:pairs])
        return order[1:].take(below), order[1:].take(above)

    return Bounds((low, high), (order_low, order_high), turning)


def _steepest(slopes: Floats, gaps: Floats) -> tuple[Rows, Rows]:
    """Return the rows whose lines cross the leader's first, below and above; of several at one weight, who then leads.

    Args:
        slopes: shape (P, G), d / D of each rival.
        gaps: shape (P,), D.
    """
    low, high = slopes.max(axis=0) - SAME_WEIGHT, slopes.min(axis=0) + SAME_WEIGHT
    return (
        np.where(slopes >= low, gaps[:, None], 0.0).argmax(axis=0),
        np.where(slopes <= high, gaps[:, None], 0.0).argmax(axis=0),
    )


def _nearest(slopes: Floats, weights: Floats) -> Floats:
    """Return the nearest crossings below and above, 0 and 1 where there is none; shape (2, S, G).

    Both formulas of `bounds_between` are ``(W x - 1) / (x - 1)``: below with the largest x = d / D, if that exceeds 1,
    above with the smallest, if that is less than 0.

    Args:
        slopes: shape (S, P, G), d / D of each pair, whose gap D is above 0, for S sets of pairs.
        weights: shape (G,).
    """
    extremes = np.empty((2, len(slopes), len(weights)))
    np.maximum.reduce(slopes, axis=1, out=extremes[0], initial=1 + 1e-12)
    np.minimum.reduce(slopes, axis=1, out=extremes[1], initial=0.0)
    found = extremes * weights
    found -= 1
    extremes -= 1
    found /= extremes
    np.maximum(found, 0.0, out=found)
    return found


@lru_cache(maxsize=64)
def _better(pairs: int) -> Rows:
    """Return the places of the first of all pairs: the leader each time, then each but the last."""
    return np.concatenate([np.zeros(pairs, dtype=np.intp), np.arange(pairs)])


@lru_cache(maxsize=64)
def _worse(pairs: int) -> Rows:
    """Return the places of the second of all pairs: all behind the leader, twice."""
    return np.tile(np.arange(1, pairs + 1), 2)


def _bounds_with_ties(ranked: Floats, weights: Floats, falling: Floats, order: Rows) -> Bounds:
    """Return the bounds where some candidates share a place.

    Args:
        ranked: shape (C, G), worths on the criteria, best total first.
        weights: shape (G,).
        falling: shape (C,), totals, best first.
        order: shape (C,), the rows in that order.
    """
    shared = int((falling[0] - falling <= TIE_POINTS).sum())
    leaders, behind, rivals = ranked[:shared], ranked[shared:], order[shared:]
    slopes = (ranked[:1] - behind) / (falling[:1] - falling[shared:])[:, None]
    low, high = _nearest(slopes[None], weights)[:, 0]
    differs = np.ptp(leaders, axis=0) > TIE_POINTS

    def turning() -> tuple[Rows, Rows]:
        below, above = order[leaders.argmin(axis=0)], order[leaders.argmax(axis=0)]
        if not len(rivals):
            return below, above
        by_gap = [rivals[rows] for rows in _steepest(slopes, falling[0] - falling[shared:])]
        return np.where(differs, below, by_gap[0]), np.where(differs, above, by_gap[1])

    steps, apart = falling[:-1] - falling[1:], ranked[:-1] - ranked[1:]
    is_step = steps > TIE_POINTS
    order_low, order_high = _nearest((apart[is_step] / steps[is_step, None])[None], weights)[:, 0]
    parts = (np.abs(apart[~is_step]) > TIE_POINTS).any(axis=0)
    return Bounds(
        (np.where(differs, weights, low), np.where(differs, weights, high)),
        (np.where(parts, weights, order_low), np.where(parts, weights, order_high)),
        turning,
    )


def _with_all_or_nothing(bounds: Bounds, lines: Lines, alone: NDArray[np.bool_]) -> Bounds:
    """Return the bounds with those of criteria that have all the weight: there the others share what is freed."""
    low, below, order_low = bounds.low.copy(), bounds.below.copy(), bounds.order_low.copy()
    for row in np.flatnonzero(alone).tolist():
        order = np.argsort(-lines.at_one[row], kind="stable")
        ends, starts = lines.at_one[row][order], lines.at_zero[row][order]
        low[row], below[row], order_low[row] = 0.0, NOBODY, 0.0
        for better in range(len(order) - 1):
            for worse in range(better + 1, len(order)):
                crossing = _last_crossing(starts[better] - starts[worse], ends[better] - ends[worse])
                leads = ends[0] - ends[better] <= TIE_POINTS
                if leads and crossing > low[row]:
                    low[row] = crossing
                    below[row] = order[worse if starts[worse] > starts[better] else better]
                if worse == better + 1:
                    order_low[row] = max(order_low[row], crossing)
    above = bounds.above
    return Bounds((low, bounds.high), (order_low, bounds.order_high), lambda: (below, above))


def _last_crossing(start: float, end: float) -> float:
    """Return the weight below which a gap has another sign than at weight 1; 0 where there is none.

    Args:
        start: the gap at weight 0.
        end: the gap at weight 1, at least 0.
    """
    if end <= TIE_POINTS:
        return 1.0 if abs(start) > TIE_POINTS else 0.0
    return start / (start - end) if start < -TIE_POINTS else 0.0


class LineCrossing(NamedTuple):
    """A weight strictly between 0 and 1 at which two candidates have the same total."""

    weight: float
    first: int  # row, ahead below this weight
    second: int  # row, ahead above it
    is_lead: bool  # and nobody is ahead of them there


def crossings_of(at_zero: Floats, at_one: Floats) -> list[LineCrossing]:
    """Return every place where two candidates' lines cross, by weight.

    Args:
        at_zero: shape (C,), totals at weight 0.
        at_one: shape (C,), totals at weight 1.
    """
    found = []
    for one in range(len(at_zero)):
        for other in range(one + 1, len(at_zero)):
            start, end = at_zero[one] - at_zero[other], at_one[one] - at_one[other]
            if abs(start) <= TIE_POINTS or abs(end) <= TIE_POINTS or (start > 0) == (end > 0):
                continue
            weight = float(start / (start - end))
            totals = at_zero + weight * (at_one - at_zero)
            is_lead = bool(totals[one] >= totals.max() - TIE_POINTS)
            first, second = (one, other) if start > 0 else (other, one)
            found.append(LineCrossing(weight, first, second, is_lead))
    return sorted(found)


def leads_at(lines: Lines, weights: Floats, leader: int) -> Floats:
    """Return how far a candidate is ahead of the best other as each criterion takes another weight.

    Args:
        lines: of G criteria and C candidates, C > 1.
        weights: shape (G,), the other weights, 0..1.
        leader: whose lead.

    Returns:
        Shape (G,), points of 100; below 0 where another candidate is first.
    """
    totals = lines.at_zero + weights[:, None] * (lines.at_one - lines.at_zero)
    others = np.delete(totals, leader, axis=1)
    return totals[:, leader] - others.max(axis=1)


def critical_values(values: Floats, weights: Floats, row: int, gap: float) -> Floats:
    """Return what a candidate's value on each leaf must become for its total to move by a gap, all else equal.

    Args:
        values: shape (C, K), 0..100, NaN = open.
        weights: shape (K,), shares that add up to 1.
        row: whose values move.
        gap: points of 100; above 0 to rise, below 0 to fall.

    Returns:
        Shape (K,), 0..100; NaN where the move would leave the scale, where the value is open or has no weight.

    Source: a total is linear in each value, so ``v* = v + gap / W``; critical values as in Triantaphyllou & Sánchez
    (1997), where measures of performance vary.
    """
    change = np.divide(gap, weights, out=np.full(len(weights), np.nan), where=weights > SAME_WEIGHT)
    moved = values[row] + change
    return np.where((moved >= 0) & (moved <= 100), moved, np.nan)


def smallest_joint_change(leader: Floats, rival: Floats, weights: Floats) -> tuple[float, Floats] | None:
    """Return the least weight that must change hands for a rival to catch the leader, and the weights then.

    With ``d`` the leader's advantage on each criterion, moving a share m from criterion a to b narrows the gap by
    ``m (d_a - d_b)``. Any change of weights takes a mass m away and gives it elsewhere. What is taken can be worth at
    most the m with the largest d, of each criterion no more than it has; what is given is worth at least ``m min d``,
    and a single criterion can take it all. So taking from the most favourable to the leader first and giving to the
    least favourable closes the largest gap for every m, and the first m that closes the whole gap is the least.

    Args:
        leader: shape (K,), values 0..100.
        rival: shape (K,), values 0..100.
        weights: shape (K,), shares that add up to 1.

    Returns:
        Half the sum of absolute changes, 0..1, and the weights after it, shape (K,); None where no weights would do.

    Source: nearest weights under which another alternative is potentially optimal, Rios Insua & French (1991), EJOR
    54(2), 176-190, in the sum of absolute changes.
    """
    apart = leader - rival
    gap = float(apart @ weights)
    best_for_rival = int(apart.argmin())
    if apart[best_for_rival] >= -TIE_POINTS:
        return None
    after, moved = weights.copy(), 0.0
    for giver in np.argsort(-apart, kind="stable"):
        gain = float(apart[giver] - apart[best_for_rival])
        if gap <= 0 or gain <= 0:
            break
        taken = min(float(weights[giver]), gap / gain)
        after[giver] -= taken
        after[best_for_rival] += taken
        moved += taken
        gap -= taken * gain
    return moved, after
