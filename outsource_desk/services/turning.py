"""Single changes that turn the first place: of one weight, one score, one amount or one price."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import ceil, floor

import numpy as np

from outsource_desk.analysis.sensitivity import SAME_WEIGHT, critical_values, secured
from outsource_desk.analysis.value_functions import column_values, inverse_value, value_of
from outsource_desk.domain.criterion import Criterion, Curve, Measure, groups_of
from outsource_desk.domain.ranking import TIE_POINTS
from outsource_desk.domain.robustness import CriticalAmount, Flip, FlipKind, Stability
from outsource_desk.services.case import DecisionCase

_FARTHEST = 100.0  # a price is tried up to this multiple, and down to this part, of what it is
_HALVINGS = 60
_NUDGE = 1e-9  # of a step, for amounts that are a multiple of it but for rounding


@dataclass(frozen=True)
class Turn:
    """A change of one cell, exact and as it can really be given."""

    amount: CriticalAmount
    given: float  # the nearest points on the scale, or the amount itself
    effort: float  # 0..1 of the scale, or of the price


def turns_of(case: DecisionCase) -> tuple[Turn, ...]:
    """Return every single score, amount or price that turns the first place, the smallest change first.

    A candidate behind the leader gets better on one leaf, or the leader gets worse, down to missing a gate. Only
    changes that stay on the scale count; open values are no change but news.
    """
    totals = secured(case.values) @ case.weights
    if len(totals) < 2 or totals[0] - totals[1] <= TIE_POINTS:
        return ()
    search = _Search(case, totals)
    rivals = (search.turns(row, totals[0] - totals[row]) for row in range(1, len(totals)))
    found = chain(search.turns(0, totals[1] - totals[0]), *rivals)
    return tuple(sorted(found, key=lambda turn: round(turn.effort, 9)))


def flips_of(case: DecisionCase, stability: Iterable[Stability], turns: Iterable[Turn]) -> tuple[Flip, ...]:
    """Return every single change that turns the first place, the easiest first."""
    weights = chain.from_iterable(map(_weight_flips, _distinct(case, stability)))
    cells = (_flip(case, turn) for turn in turns)
    return tuple(sorted([*weights, *cells], key=lambda flip: round(flip.effort, 9)))


def _distinct(case: DecisionCase, stability: Iterable[Stability]) -> Iterator[Stability]:
    """Yield leaves, and groups of more than one leaf."""
    parts: dict[int | None, int] = {}
    for leaf in case.leaves:
        for group in groups_of(case.evaluation.criteria, leaf.id):
            parts[group] = parts.get(group, 0) + 1
    return (each for each in stability if parts.get(each.criterion_id, 2) > 1)


def _weight_flips(one: Stability) -> Iterator[Flip]:
    for needed, rival in ((one.low, one.rival_below), (one.high, one.rival_above)):
        if rival is not None and abs(needed - one.weight) > SAME_WEIGHT:
            yield Flip(FlipKind.WEIGHT, rival, one.criterion_id, one.weight, needed, abs(needed - one.weight))


def _flip(case: DecisionCase, turn: Turn) -> Flip:
    amount = turn.amount
    is_leader = amount.candidate_id == case.candidates[0].id
    if amount.is_price:
        kind = FlipKind.LEADER_PRICE if is_leader else FlipKind.RIVAL_PRICE
    else:
        kind = FlipKind.LEADER_SCORE if is_leader else FlipKind.RIVAL_SCORE
    return Flip(kind, amount.rival_id, amount.criterion_id, amount.now, turn.given, turn.effort)


class _Search:
    """Looks for the amount at which the first place turns."""

    def __init__(self, case: DecisionCase, totals: np.ndarray) -> None:
        self._case, self._totals = case, totals

    def turns(self, row: int, gap: float) -> Iterator[Turn]:
        """Yield one candidate's turns, leaf by leaf.

        Args:
            row: 0 is the leader, who falls; any other rises.
            gap: how far its total must move, points of 100.
        """
        case = self._case
        needed = critical_values(case.values, case.weights, row, gap)
        for column, leaf in enumerate(case.leaves):
            now = float(case.amounts[row, column])
            if np.isnan(now):
                continue
            found = [self._by_total(row, column, now, float(needed[column]), gap)]
            found += [_by_gate(leaf, now)] if row == 0 else []
            possible = [each for each in found if each is not None]
            if not possible:
                continue
            exact, given = min(possible, key=lambda each: abs(each[1] - now))
            share = (exact - now) / abs(now) if now else None
            is_price = leaf.measure is Measure.PRICE
            rival = case.candidates[row or self._second_at(column, exact)].id
            amount = CriticalAmount(case.candidates[row].id, leaf.id, rival, now, exact, is_price, share)
            yield Turn(amount, given, self._effort(leaf, now, given, share if is_price else None))

    def _by_total(self, row: int, column: int, now: float, value: float, gap: float) -> tuple[float, float] | None:
        """Return the amount at which the totals are equal, and the nearest that can be given beyond it."""
        case, leaf = self._case, self._case.leaves[column]
        if leaf.curve.is_relative and case.weights[column] > SAME_WEIGHT:
            exact = self._relative(row, column, now)
            return None if exact is None else (exact, exact)
        if np.isnan(value):
            return None
        exact = inverse_value(leaf, value, now)
        if exact is None:
            return None
        least = TIE_POINTS / float(case.weights[column])

        def turns(amount: float) -> bool:
            reached = value_of(leaf, amount)
            return reached is not None and (reached - value) * (1 if gap > 0 else -1) > least

        if inverse_value(leaf, value + (2 * least if gap > 0 else -2 * least), now) is None:
            return None  # no amount is worth more than being level
        given = _given(leaf, now, exact, turns)
        return None if given is None else (exact, given)

    def _relative(self, row: int, column: int, now: float) -> float | None:
        """Return the price at which the lead is gone, where each price also moves the others' values."""

        def is_turned(price: float) -> bool:
            totals = self._totals_at(row, column, price)
            lead = totals[row] - np.delete(totals, row).max()
            return bool(-lead > TIE_POINTS if row == 0 else lead > TIE_POINTS)

        inside, outside = now, now * _FARTHEST if row == 0 else now / _FARTHEST
        if now <= 0 or not is_turned(outside):
            return None
        for _ in range(_HALVINGS):
            middle = (inside * outside) ** 0.5
            inside, outside = (inside, middle) if is_turned(middle) else (middle, outside)
        return outside

    def _second_at(self, column: int, price: float) -> int:
        """Return who is best behind the leader, or before it, if it asks another price: a row."""
        if not self._case.leaves[column].curve.is_relative:
            return 1
        return 1 + int(self._totals_at(0, column, price)[1:].argmax())

    def _totals_at(self, row: int, column: int, price: float) -> np.ndarray:
        """Return all totals if one candidate asks another price, with which those of the others are compared."""
        case, leaf = self._case, self._case.leaves[column]
        prices = [None if np.isnan(each) else float(each) for each in case.amounts[:, column]]
        prices[row] = price
        values = np.array([value or 0.0 for value in column_values(leaf, prices)])
        return self._totals + (values - secured(case.values[:, column])) * case.weights[column]

    def _effort(self, leaf: Criterion, now: float, given: float, share: float | None) -> float:
        if share is not None:
            return abs(share)
        if leaf.measure is Measure.JUDGED:
            return abs(given - now) / leaf.maximum
        before, after = value_of(leaf, now), value_of(leaf, given)
        return abs((after or 0.0) - (before or 0.0)) / 100


def _given(leaf: Criterion, now: float, exact: float, turns: Callable[[float], bool]) -> float | None:
    """Return the first amount from ``exact`` on, away from ``now``, that can be given and turns the order."""
    away = 1 if exact >= now else -1
    if leaf.curve is Curve.DISCRETE:
        reached = [amount for amount, _ in leaf.points if turns(amount)]
        return min(reached, key=lambda amount: abs(amount - now), default=None)
    if leaf.measure is not Measure.JUDGED or leaf.step <= 0:
        return exact
    steps = exact / leaf.step
    first = ceil(steps - _NUDGE) if away > 0 else floor(steps + _NUDGE)
    for count in (first, first + away):
        amount = count * leaf.step
        if 0 <= amount <= leaf.maximum and amount != now and turns(amount):
            return amount
    return None


def _by_gate(leaf: Criterion, now: float) -> tuple[float, float] | None:
    """Return the amount at which a gate is just missed, and the nearest that can be given beyond it."""
    if not leaf.is_gate or leaf.minimum is None or not leaf.has_direction:
        return None
    away = 1 if leaf.less_is_better else -1
    if (now - leaf.minimum) * away > 0:
        return None
    if leaf.measure is not Measure.JUDGED or leaf.step <= 0:
        return leaf.minimum, leaf.minimum
    steps = leaf.minimum / leaf.step
    count = floor(steps + _NUDGE) + 1 if away > 0 else ceil(steps - _NUDGE) - 1
    amount = count * leaf.step
    return (leaf.minimum, amount) if 0 <= amount <= leaf.maximum else None
