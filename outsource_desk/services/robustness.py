"""How far a ranking can be trusted and what would turn it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from outsource_desk.analysis.dominance import dominated_pairs, on_frontier
from outsource_desk.analysis.sensitivity import (
    Lines,
    criterion_lines,
    crossings_of,
    leads_at,
    secured,
    smallest_joint_change,
)
from outsource_desk.analysis.simulation import Simulator
from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.robustness import (
    Crossing,
    Crossover,
    Dominance,
    DropOne,
    FrontierPoint,
    JointChange,
    Robustness,
    Simulation,
    SimulationPlan,
    TornadoBar,
    Trust,
    TrustVerdict,
)
from outsource_desk.services.case import DecisionCase, case_of
from outsource_desk.services.counting import entries_of
from outsource_desk.services.criterion_rows import CriterionRows
from outsource_desk.services.information import information_of
from outsource_desk.services.ranking import Tally, ranking_of
from outsource_desk.services.simulation import simulate, simulation_from, simulator_of
from outsource_desk.services.trust import trust_of
from outsource_desk.services.turning import flips_of, turns_of

__all__ = [
    "LiveRobustness", "Moment", "crossover_of", "information_of", "robustness_of", "simulate", "trust_of",
]  # fmt: skip

Floats = NDArray[np.float64]

_REMEMBERED = 24_000_000  # random numbers kept between two moves: 96 MB


def robustness_of(case: DecisionCase) -> Robustness:
    """Return all that is exact about how far a ranking can be trusted."""
    tree = CriterionRows(case)
    values = secured(case.values)
    lines = criterion_lines(values, case.weights, tree.inside, tree.members)
    stability = tree.stability(lines, values @ case.weights)
    turns = turns_of(case)
    return Robustness(
        leader_id=case.candidates[0].id,
        rival_id=case.candidates[1].id if len(case.candidates) > 1 else None,
        stability=stability,
        tornado=_tornado(case, tree, lines),
        critical=tuple(turn.amount for turn in turns),
        joint=_joint_changes(case, values),
        dominance=tuple(
            Dominance(case.candidates[better].id, case.candidates[worse].id)
            for better, worse in dominated_pairs(case.values, case.weights)
        ),
        frontier=_frontier(case, values),
        drop_one=_drop_one(case),
        flips=flips_of(case, stability, turns),
    )


def crossover_of(case: DecisionCase, criterion_id: int) -> Crossover:
    """Return every candidate's total as one criterion's weight, of a leaf or a group, goes from 0 to 1.

    Raises:
        KeyError: the criterion counts for nobody.
    """
    tree = CriterionRows(case)
    row = tree.ids.index(criterion_id) if criterion_id in tree.ids else None
    if row is None:
        raise KeyError(criterion_id)
    one = slice(row, row + 1)
    lines = criterion_lines(secured(case.values), case.weights, tree.inside[one], tree.members[one])
    ids = [candidate.id for candidate in case.candidates]
    return Crossover(
        criterion_id,
        float(tree.weights[row]),
        dict(zip(ids, lines.at_zero[0].tolist(), strict=True)),
        dict(zip(ids, lines.at_one[0].tolist(), strict=True)),
        tuple(
            Crossing(each.weight, ids[each.first], ids[each.second], each.is_lead)
            for each in crossings_of(lines.at_zero[0], lines.at_one[0])
        ),
    )


def _tornado(case: DecisionCase, tree: CriterionRows, lines: Lines) -> tuple[TornadoBar, ...]:
    """Return the leader's lead as each leaf's weight is halved and doubled, the longest bar first."""
    if len(case.candidates) < 2:
        return ()
    halved, doubled = tree.weights / 2, np.minimum(tree.weights * 2, 1.0)
    low, high = leads_at(lines, halved, 0), leads_at(lines, doubled, 0)
    bars = [
        TornadoBar(tree.ids[row], float(halved[row]), float(doubled[row]), float(low[row]), float(high[row]))
        for row in tree.leaf_rows
    ]
    return tuple(sorted(bars, key=lambda bar: -abs(bar.lead_at_high - bar.lead_at_low)))


def _joint_changes(case: DecisionCase, values: Floats) -> tuple[JointChange, ...]:
    changes = []
    for row, rival in enumerate(case.candidates[1:], start=1):
        found = smallest_joint_change(values[0], values[row], case.weights)
        if found is None:
            continue
        moved, after = found
        weights = {leaf.id: float(after[k]) for k, leaf in enumerate(case.leaves) if after[k] != case.weights[k]}
        changes.append(JointChange(rival.id, moved, weights))
    return tuple(sorted(changes, key=lambda change: change.moved))


def _frontier(case: DecisionCase, values: Floats) -> tuple[FrontierPoint, ...]:
    """Return price and merit of each candidate; nothing where there is no price, or nothing else."""
    is_price = np.array([leaf.measure is Measure.PRICE for leaf in case.leaves])
    merit_weights = np.where(is_price, 0.0, case.weights)
    if not is_price.any() or not merit_weights.sum() > 0:
        return ()
    prices, merits = case.amounts[:, is_price].sum(axis=1), values @ merit_weights / merit_weights.sum()
    efficient = on_frontier(prices, merits)
    return tuple(
        FrontierPoint(candidate.id, None if np.isnan(price) else float(price), float(merit), bool(is_on))
        for candidate, price, merit, is_on in zip(case.candidates, prices, merits, efficient, strict=True)
    )


def _drop_one(case: DecisionCase) -> tuple[DropOne, ...]:
    """Rank again without each candidate in turn.

    Only relative price functions and leaves that would then apply to nobody let one candidate decide between others;
    without them the order stays.
    """
    order = tuple(candidate.id for candidate in case.candidates)
    can_turn = _candidates_matter(case)
    found = []
    for dropped in order if len(order) > 1 else ():
        before = after = tuple(each for each in order if each != dropped)
        if can_turn:
            left = tuple(each for each in case.evaluation.candidates if each.id != dropped)
            ranking = ranking_of(replace(case.evaluation, candidates=left))
            after = tuple(standing.candidate.id for standing in ranking.ranked)
        found.append(DropOne(dropped, before, after))
    return tuple(found)


def _candidates_matter(case: DecisionCase) -> bool:
    """Tell whether what one candidate offers changes what the others are worth, or what counts at all."""
    if any(leaf.curve.is_relative for leaf in case.leaves):
        return True
    cells, candidates = case.ranking.cells, case.evaluation.candidates
    applying = (sum(not cells[each.id, leaf.id].not_applicable for each in candidates) for leaf in case.leaves)
    return any(count == 1 for count in applying)


@dataclass(frozen=True)
class Moment:
    """What holds at one position of the slider."""

    case: DecisionCase
    robustness: Robustness
    simulation: Simulation
    verdict: TrustVerdict

    @property
    def ranking(self) -> Ranking:
        """Return who stands where."""
        return self.case.ranking

    @property
    def weights(self) -> Mapping[int, float]:
        """Return each criterion's share of the whole, groups among them."""
        return self.case.ranking.weights

    @property
    def totals(self) -> Mapping[int, float]:
        """Return each ranked candidate's total."""
        return {standing.candidate.id: standing.total for standing in self.case.ranking.ranked}

    @property
    def ranks(self) -> Mapping[int, int | None]:
        """Return each ranked candidate's rank."""
        return {standing.candidate.id: standing.rank for standing in self.case.ranking.ranked}

    @property
    def leader_ids(self) -> tuple[int, ...]:
        """Return all that share the first rank."""
        return tuple(standing.candidate.id for standing in self.case.ranking.leaders)


class LiveRobustness:
    """Follows a slider: everything about a decision with one criterion at another weight.

    The same random numbers serve every position, so that the shares move smoothly with the weight and, at the weight
    as it is, are those of `simulate` with the same plan. Where so many values are uncertain that these numbers would
    fill the memory, fewer samples are taken: the first of the plan's.
    """

    def __init__(self, case: DecisionCase, plan: SimulationPlan | None = None) -> None:
        self._case, self._plan = case, _within_memory(case, plan or SimulationPlan())
        self._rows = CriterionRows(case)
        self._entries = entries_of(case.evaluation)
        self._tally: Tally | None = None
        self._simulator: Simulator | None = None

    def move(self, criterion_id: int, weight: float) -> Moment:
        """Return what holds where one criterion, a leaf or a group, has another weight.

        Args:
            criterion_id: one that counts.
            weight: share of the whole, 0..1; all other leaves share the rest in their proportions.

        Returns:
            Without a leader where nobody has a value on what still has a weight; central weights are left out.

        Raises:
            KeyError: the criterion counts for nobody.
        """
        shares = self._rows.shares_with(criterion_id, min(max(weight, 0.0), 1.0))
        evaluation = _weighted(self._case.evaluation, shares)
        ranking = self._ranked(evaluation)
        case = case_of(evaluation, ranking)
        if case is None:  # nobody has a value on what still has a weight
            return _nobody(replace(self._case, evaluation=evaluation, ranking=ranking), self._plan)
        robustness, simulation = robustness_of(case), self._simulated(case)
        return Moment(case, robustness, simulation, trust_of(case, robustness, simulation))

    def _ranked(self, evaluation: Evaluation) -> Ranking:
        if self._tally is None:
            self._tally = Tally(evaluation, self._entries)
        else:
            self._tally.recount(evaluation, self._entries, ())
        return self._tally.ranking

    def _simulated(self, case: DecisionCase) -> Simulation:
        if case.row_of.keys() != self._case.row_of.keys():
            return simulate(case, self._plan)  # without this weight nothing of a candidate counts
        if self._simulator is None:
            self._simulator = simulator_of(self._case, self._plan, keeps=True)
        return simulation_from(case, self._plan, self._simulator.run(case.weights, ranks_only=True))


def _nobody(case: DecisionCase, plan: SimulationPlan) -> Moment:
    """Return what holds where nobody is ranked."""
    robustness = Robustness(None, None, (), (), (), (), (), (), (), ())
    return Moment(case, robustness, Simulation(plan, {}, {}, {}), TrustVerdict(Trust.NOTHING, None, None))


def _within_memory(case: DecisionCase, plan: SimulationPlan) -> SimulationPlan:
    uncertain = int(((case.errors > 0) | (case.values != case.values)).sum())
    return replace(plan, samples=min(plan.samples, _REMEMBERED // (uncertain + 2 * len(case.leaves))))


def _weighted(evaluation: Evaluation, shares: Mapping[int, float]) -> Evaluation:
    """Return the evaluation with each criterion's share of the whole as its weight; groups have the sum of theirs."""
    criteria = tuple(replace(each, weight=shares.get(each.id, 0.0)) for each in evaluation.criteria)
    return replace(evaluation, criteria=criteria)
