"""What the evaluators amount to together: agreement, severity, halo, camps and disagreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum

from outsource_desk.analysis import agreement
from outsource_desk.domain.criterion import Criterion, Measure, global_weights, leaves_of
from outsource_desk.domain.panel import Conflict, Nature, Ruling
from outsource_desk.domain.panel_report import (
    Camp,
    CellSpread,
    Concordance,
    Declaration,
    EvaluatorRecord,
    Favour,
    Halo,
    OwnChoice,
    PanelReport,
)
from outsource_desk.domain.ranking import TIE_POINTS, Cell, Evaluation, GateStatus, Ranking
from outsource_desk.domain.score import Evaluator, Score
from outsource_desk.domain.weighting import Purpose
from outsource_desk.services.counting import Entry, counted
from outsource_desk.services.panel_rules import PanelRules
from outsource_desk.services.rules.rulebook import rulebook

_STATES = {
    Ruling.OPEN: Declaration.OPEN,
    Ruling.RECUSED: Declaration.RECUSED,
    Ruling.MANAGED: Declaration.MANAGED,
    Ruling.NO_CONFLICT: Declaration.NO_CONFLICT,
}


def panel_report(evaluation: Evaluation, ranking: Ranking) -> PanelReport:
    """Return what the evaluators of an initiative amount to together; scores that are sealed are in none of it."""
    panel = _Panel(evaluation, ranking)
    spreads = tuple(panel.spreads())
    records = tuple(panel.record(each) for each in evaluation.evaluators)
    return PanelReport(records, panel.concordance(), _camps(records), spreads, evaluation.conflicts)


def declaration_of(conflicts: Sequence[Conflict]) -> Declaration:
    """Return how things stand with one evaluator's declarations: the most pressing of them."""
    if not conflicts:
        return Declaration.MISSING
    states = {_STATES[each.ruling] for each in conflicts if each.nature is not Nature.NONE}
    return next((state for state in _STATES.values() if state in states), Declaration.NONE)


def _is_severe(deviation: float, cells: int) -> bool:
    return agreement.is_severe(
        deviation, cells, least=_limit("W21", "deviation"), least_cells=_limit("W21", "least_cells")
    )


def _is_favour(deviation: float, cells: int) -> bool:
    return agreement.is_favour(
        deviation, cells, least=_limit("W22", "deviation"), least_cells=_limit("W22", "least_cells")
    )


def _is_halo(share: float, leaves: int) -> bool:
    return agreement.is_halo(share, leaves, least=_limit("W23", "share"), least_leaves=_limit("W23", "least_leaves"))


def _limit(rule: str, name: str) -> float:
    """Return a threshold of a rule, so that what is marked is what is warned of."""
    value = rulebook().rules[rule].parameters[name]
    assert isinstance(value, float)
    return value


@dataclass(frozen=True)
class _Panel:
    """The evaluators' scores of one initiative, in several orders."""

    evaluation: Evaluation
    ranking: Ranking

    @cached_property
    def leaves(self) -> dict[int, Criterion]:
        """The judged leaves, in tree order."""
        return {each.id: each for each in leaves_of(self.evaluation.criteria) if each.measure is Measure.JUDGED}

    @cached_property
    def points(self) -> dict[Cell, dict[int, float]]:
        """What counts of single scores: cell → evaluator id → points on the criterion's scale."""
        points: dict[Cell, dict[int, float]] = defaultdict(dict)
        for each in self.evaluation.counting_scores:
            if each.points is not None and each.criterion_id in self.leaves:
                points[each.candidate_id, each.criterion_id][each.evaluator_id] = each.points
        return points

    @cached_property
    def given(self) -> dict[int, dict[Cell, Score]]:
        """All that was given, sealed or not: evaluator id → cell → score."""
        given: dict[int, dict[Cell, Score]] = defaultdict(dict)
        for each in self.evaluation.scores:
            if each.points is not None or each.not_applicable:
                given[each.evaluator_id][each.candidate_id, each.criterion_id] = each
        return given

    @cached_property
    def rules(self) -> PanelRules:
        """Who may score what."""
        return PanelRules.within(self.evaluation)

    @cached_property
    def deviations(self) -> dict[int, dict[Cell, float]]:
        """Evaluator id → cell that others scored too → own points minus the panel's mean, points of a scale of 5."""
        found: dict[int, dict[Cell, float]] = defaultdict(dict)
        for cell, points in self.points.items():
            if len(points) > 1:
                mean, top = fsum(points.values()) / len(points), self.leaves[cell[1]].maximum
                for evaluator_id, own in points.items():
                    found[evaluator_id][cell] = 5 * (own - mean) / top
        return found

    def spreads(self) -> Iterator[CellSpread]:
        """Yield the cells that at least two evaluators scored, candidate by candidate."""
        agreed = {(each.candidate_id, each.criterion_id) for each in self.evaluation.agreed}
        for candidate in self.evaluation.candidates:
            for leaf in self.leaves.values():
                cell = candidate.id, leaf.id
                points = self.points.get(cell, {})
                if len(points) < 2:
                    continue
                on_five = [5 * each / leaf.maximum for each in points.values()]
                in_order = [each.id for each in self.evaluation.evaluators if each.id in points]
                yield CellSpread(
                    *cell,
                    points=tuple((each, points[each]) for each in in_order),
                    spread=max(on_five) - min(on_five),
                    deviation=agreement.deviation_of(on_five),
                    is_out_of_tolerance=agreement.needs_moderation(list(points.values()), leaf.maximum),
                    is_agreed=cell in agreed,
                )

    def record(self, evaluator: Evaluator) -> EvaluatorRecord:
        """Return what one evaluator has done."""
        asked, given = self.rules.asked(evaluator.id), self.given.get(evaluator.id, {})
        deviations = self.deviations.get(evaluator.id, {})
        common = list(deviations.values())
        severity = agreement.mean_deviation(common, [0.0] * len(common)) if common else None
        declared = [each for each in self.evaluation.conflicts if each.evaluator_id == evaluator.id]
        is_sealed = evaluator.id in self.evaluation.sealed_ids
        return EvaluatorRecord(
            evaluator=evaluator,
            scored=sum(cell in given for cell in asked),
            asked=len(asked),
            declaration=declaration_of(declared),
            is_sealed=is_sealed,
            severity=severity,
            common_cells=len(common),
            is_severity_flagged=severity is not None and _is_severe(severity, len(common)),
            favours=tuple(self._favours(evaluator.id, deviations)),
            halos=() if is_sealed else tuple(self._halos(evaluator.id)),
            choice=None if is_sealed else self._choice(evaluator.id),
        )

    def _favours(self, evaluator_id: int, deviations: Mapping[Cell, float]) -> Iterator[Favour]:
        by_candidate = {
            candidate.id: [each for (candidate_id, _), each in deviations.items() if candidate_id == candidate.id]
            for candidate in self.evaluation.candidates
        }
        for candidate_id, deviation in agreement.favours(by_candidate).items():
            cells = len(by_candidate[candidate_id])
            yield Favour(evaluator_id, candidate_id, deviation, cells, _is_favour(deviation, cells))

    def _halos(self, evaluator_id: int) -> Iterator[Halo]:
        for candidate in self.evaluation.candidates:
            on_five = [
                5 * points[evaluator_id] / self.leaves[leaf_id].maximum
                for (candidate_id, leaf_id), points in self.points.items()
                if candidate_id == candidate.id and evaluator_id in points
            ]
            if on_five:
                share = agreement.share_identical(on_five)
                yield Halo(evaluator_id, candidate.id, share, len(on_five), _is_halo(share, len(on_five)))

    def concordance(self) -> Concordance:
        """Return how far evaluators rank alike, leaving out whoever scored least until there is common ground."""
        raters = [each.id for each in self.evaluation.evaluators if any(each.id in one for one in self.points.values())]
        while len(raters) > 1:
            candidates, leaves = self._common_ground(raters)
            if len(candidates) > 1 and leaves:
                break
            raters.remove(min(raters, key=lambda each: sum(each in points for points in self.points.values())))
        else:
            return Concordance()
        weights = self.ranking.weights
        ranks = [
            agreement.mean_ranks(
                [
                    fsum(
                        weights[leaf] * (self._value(candidate, leaf, self.points[candidate, leaf][rater]) or 0.0)
                        for leaf in leaves
                    )
                    for candidate in candidates
                ]
            )
            for rater in raters
        ]
        return Concordance(agreement.kendall_w(ranks), tuple(raters), tuple(candidates), tuple(leaves))

    def _common_ground(self, raters: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return candidates and leaves with a weight such that each of the raters scored each of the cells."""
        weighted = [leaf for leaf in self.leaves if self.ranking.weights.get(leaf, 0.0) > 0]
        whole: dict[int, set[int]] = {}
        for candidate in self.evaluation.candidates:
            leaves = {
                leaf for leaf in weighted if all(each in self.points.get((candidate.id, leaf), {}) for each in raters)
            }
            if leaves:
                whole[candidate.id] = leaves
        common = set.intersection(*whole.values()) if whole else set()
        return list(whole), [leaf for leaf in weighted if leaf in common]

    def _choice(self, evaluator_id: int) -> OwnChoice | None:
        """Return whom an evaluator would choose, by their own weights where a set of weights is theirs."""
        own = {cell: points[evaluator_id] for cell, points in self.points.items() if evaluator_id in points}
        if not own:
            return None
        weights, has_own = self._weights_of(evaluator_id)
        totals = {
            standing.candidate.id: fsum(
                weights.get(leaf, 0.0) * (self._own_value(standing.candidate.id, leaf, own) or 0.0)
                for leaf in self._counting_leaves
            )
            for standing in self.ranking.standings
            if standing.gate is not GateStatus.FAILED and standing.rank is not None
        }
        most = max(totals.values(), default=0.0)
        leaders = tuple(each for each, total in totals.items() if total >= most - TIE_POINTS)
        return OwnChoice(evaluator_id, totals, leaders, has_own)

    @cached_property
    def _counting_leaves(self) -> list[int]:
        return [each.id for each in leaves_of(self.evaluation.criteria) if each.id not in self.ranking.dropped]

    def _weights_of(self, evaluator_id: int) -> tuple[Mapping[int, float], bool]:
        sets = [
            each
            for each in self.evaluation.weight_sets
            if each.purpose is Purpose.PERSON and each.evaluator_id == evaluator_id and each.weights
        ]
        if not sets:
            return self.ranking.weights, False
        own = dict(sets[-1].weights)
        criteria = [replace(each, weight=own.get(each.id, each.weight)) for each in self.evaluation.criteria]
        weights = global_weights(criteria, frozenset(self.ranking.dropped))
        return (weights, True) if any(weights.values()) else (self.ranking.weights, False)

    def _own_value(self, candidate_id: int, leaf_id: int, own: Mapping[Cell, float]) -> float | None:
        points = own.get((candidate_id, leaf_id))
        if points is None:
            return self.ranking.cells[candidate_id, leaf_id].value
        return self._value(candidate_id, leaf_id, points)

    def _value(self, candidate_id: int, leaf_id: int, points: float) -> float | None:
        """Return what points would be worth if they alone counted."""
        score = Score(0, candidate_id, leaf_id, 0, points)
        return counted(self.leaves[leaf_id], Entry((score,))).value


def _camps(records: Sequence[EvaluatorRecord]) -> tuple[Camp, ...]:
    """Return who would choose the same, the largest camp first."""
    camps: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for record in records:
        if record.choice is not None and record.choice.leader_ids:
            camps[record.choice.leader_ids].append(record.evaluator.id)
    return tuple(
        Camp(leaders, tuple(evaluators))
        for leaders, evaluators in sorted(camps.items(), key=lambda each: -len(each[1]))
    )
