"""What is at stake on the criteria of a level: the worst and the best offer that is really there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import fsum
from operator import itemgetter

from outsource_desk.analysis.price import money_per_quality_point
from outsource_desk.domain.criterion import Criterion, Curve, Measure, global_weights
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking
from outsource_desk.domain.stakes import ImpliedMoney, Stake


def swing_stakes(evaluation: Evaluation, ranking: Ranking, parent_id: int | None) -> tuple[Stake, ...]:
    """Return for each criterion of a level the worst and the best offer of those that may still be chosen.

    A judged leaf has points, a measured leaf or a price amounts in its unit; a group has the value of its parts, for
    candidates of whom nothing in it is open.

    Args:
        evaluation: everything as it is.
        ranking: of it.
        parent_id: the group whose parts they are; None = the top level.
    """
    teller = _Teller(evaluation, ranking)
    return tuple(teller.stake(each) for each in evaluation.criteria if each.parent_id == parent_id)


def implied_money(evaluation: Evaluation, shares: Mapping[int, float]) -> ImpliedMoney | None:
    """Return what weights say one point of quality is worth; nothing without one price that is linear between ends.

    Args:
        evaluation: everything as it is.
        shares: criterion id → share of the whole, such as `Ranking.weights`.

    Source: ``(Wq / Wp) * (ceiling - floor) / 100`` with all criteria but the price as quality.
    """
    prices = [each for each in evaluation.criteria if each.measure is Measure.PRICE and shares.get(each.id, 0) > 0]
    if len(prices) != 1:
        return None
    price = prices[0]
    if price.curve is not Curve.LINEAR or price.worst is None or price.best is None or price.worst <= price.best:
        return None
    share = shares[price.id]
    per_point = money_per_quality_point(1 - share, share, price.best, price.worst)
    return ImpliedMoney(evaluation.initiative.currency, per_point, share)


class _Teller:
    """Finds the worst and the best offer on criteria."""

    def __init__(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self._evaluation, self._ranking = evaluation, ranking
        self._candidates = [each.candidate.id for each in ranking.standings if each.gate is not GateStatus.FAILED] or [
            each.candidate.id for each in ranking.standings
        ]
        self._groups = {each.parent_id for each in evaluation.criteria}

    def stake(self, criterion: Criterion) -> Stake:
        """Return the stake of one criterion."""
        is_group = criterion.id in self._groups
        offers = self._of_group(criterion) if is_group else self._of_leaf(criterion)
        measure = None if is_group else criterion.measure
        is_price = measure is Measure.PRICE
        unit = self._evaluation.initiative.currency if is_price else criterion.unit if measure else ""
        unit = "" if measure is Measure.JUDGED else unit
        if len(offers) < 2:
            return Stake(criterion.id, criterion.name, measure, unit, None, None, None, None)
        by_value = itemgetter(0)
        (low, worst), (high, best) = min(offers.values(), key=by_value), max(offers.values(), key=by_value)
        return Stake(criterion.id, criterion.name, measure, unit, worst, best, low, high)

    def _of_leaf(self, leaf: Criterion) -> dict[int, tuple[float, float]]:
        """Return candidate → (value, points or amount), of those who have both."""
        cells = {each: self._ranking.cells.get((each, leaf.id)) for each in self._candidates}
        return {
            each: (cell.value, cell.points)
            for each, cell in cells.items()
            if cell is not None and cell.value is not None and cell.points is not None
        }

    def _of_group(self, group: Criterion) -> dict[int, tuple[float, float]]:
        """Return candidate → (value, the same value), of those of whom nothing in the group is open."""
        inside = _tree_of(self._evaluation.criteria, group.id)
        shares = global_weights(inside, frozenset(self._ranking.dropped))
        parents = {each.parent_id for each in inside}
        leaves = [each.id for each in inside if each.id not in parents and shares[each.id] > 0]
        offers: dict[int, tuple[float, float]] = {}
        for candidate_id in self._candidates:
            values = [self._ranking.cells[candidate_id, leaf].value for leaf in leaves]
            if leaves and all(value is not None for value in values):
                total = fsum((value or 0.0) * shares[leaf] for value, leaf in zip(values, leaves, strict=True))
                offers[candidate_id] = min(total, 100.0), min(total, 100.0)
        return offers


def _tree_of(criteria: tuple[Criterion, ...], group_id: int) -> tuple[Criterion, ...]:
    """Return all that lies in a group, as a tree of its own."""
    inside = {group_id}
    found: list[Criterion] = []
    for each in criteria:
        if each.parent_id in inside:
            inside.add(each.id)
            found.append(replace(each, parent_id=None) if each.parent_id == group_id else each)
    return tuple(found)
