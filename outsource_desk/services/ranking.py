"""Rank the candidates of an initiative, with bounds, gates, contributions and a verdict."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Criterion, Measure, global_weights, leaves_of
from outsource_desk.domain.formatting import plain
from outsource_desk.domain.ranking import (
    TIE_POINTS,
    Cell,
    CellValue,
    Evaluation,
    GateStatus,
    Ranking,
    Standing,
    Verdict,
)
from outsource_desk.domain.score import AgreedScore, Measurement, Score
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.warnings import warnings_of
from outsource_desk.store import evaluations

if TYPE_CHECKING:
    import numpy as np

    from outsource_desk.services.desk import Desk


def load_evaluation(desk: Desk, initiative_id: int) -> Evaluation:
    """Read everything that an initiative's ranking depends on.

    Raises:
        NotFoundError: there is no such initiative.
    """
    return evaluations.load_evaluation(desk.connection, initiative_id)


def rank_initiative(desk: Desk, initiative_id: int) -> Ranking:
    """Rank the candidates of an initiative as the file stands now.

    Raises:
        NotFoundError: there is no such initiative.
    """
    return ranking_of(load_evaluation(desk, initiative_id))


def ranking_of(evaluation: Evaluation) -> Ranking:
    """Rank candidates by their secured weighted total: a pure function of what was read.

    Open values count as nothing in the total and as 100 in ``high``. A leaf that applies to no candidate is left
    out for all; one that does not apply to some only stays open for them. A candidate that misses a gate, or that
    has no value at all, is not ranked.

    Source: additive value model, Keeney & Raiffa (1976), ch. 3; a lead inside 2 points or two standard errors is
    too close to call.
    """
    leaves = leaves_of(evaluation.criteria)
    cells = _cells(evaluation, leaves)
    dropped = _applicable_to_nobody(evaluation.candidates, leaves, cells)
    weights = global_weights(evaluation.criteria, dropped)
    counted = tuple(leaf for leaf in leaves if leaf.id not in dropped)
    standings = _standings(evaluation, counted, cells, weights)
    verdict, margin, threshold = _verdict(evaluation, counted, standings, weights)
    ranking = Ranking(standings, weights, cells, tuple(sorted(dropped)), verdict, margin, threshold)
    return replace(ranking, warnings=warnings_of(evaluation, ranking))


def _cells(evaluation: Evaluation, leaves: Sequence[Criterion]) -> dict[Cell, CellValue]:
    """Return what counts for every candidate and leaf."""
    scores: dict[Cell, list[Score]] = defaultdict(list)
    for score in evaluation.scores:
        scores[score.candidate_id, score.criterion_id].append(score)
    agreed = {(row.candidate_id, row.criterion_id): row for row in evaluation.agreed}
    measured = {(row.candidate_id, row.criterion_id): row for row in evaluation.measurements}
    cells: dict[Cell, CellValue] = {}
    for leaf in leaves:
        for candidate in evaluation.candidates:
            cell = candidate.id, leaf.id
            if leaf.measure is Measure.JUDGED:
                cells[cell] = _judged_cell(scores[cell], agreed.get(cell))
            else:
                cells[cell] = _measured_cell(measured.get(cell))
    return _with_values(cells, evaluation.candidates, leaves)


def _judged_cell(scores: Sequence[Score], agreed: AgreedScore | None) -> CellValue:
    """Return the agreed points, else the median of the evaluators', never called agreed unless there is only one."""
    points = [score.points for score in scores if score.points is not None]
    spread = max(points) - min(points) if points else 0.0
    if agreed is not None:
        return CellValue(None, agreed.points, True, agreed.not_applicable, spread)
    if points:
        return CellValue(None, statistics.median(points), len(points) == 1, False, spread)
    return CellValue(None, not_applicable=any(score.not_applicable for score in scores))


def _measured_cell(measurement: Measurement | None) -> CellValue:
    if measurement is None:
        return CellValue(None)
    return CellValue(None, measurement.amount, True, measurement.not_applicable)


def _with_values(
    cells: dict[Cell, CellValue], candidates: Sequence[Candidate], leaves: Sequence[Criterion]
) -> dict[Cell, CellValue]:
    """Return the cells with their values 0..100 filled in."""
    import numpy as np

    from outsource_desk.analysis.value_functions import linear_values

    if not (candidates and leaves):
        return cells

    points = _matrix(candidates, leaves, {cell: value.points for cell, value in cells.items()})
    ends = np.array([[np.nan if end is None else end for end in leaf.end_points] for leaf in leaves])
    values = linear_values(points, ends[:, 0], ends[:, 1]).tolist()
    return {
        (candidate.id, leaf.id): _with_value(cells[candidate.id, leaf.id], value)
        for candidate, row in zip(candidates, values, strict=True)
        for leaf, value in zip(leaves, row, strict=True)
    }


def _with_value(cell: CellValue, value: float) -> CellValue:
    """Return a cell with its value filled in; NaN = open."""
    known = None if math.isnan(value) else value
    return CellValue(known, cell.points, cell.is_agreed, cell.not_applicable, cell.spread)


def _matrix(
    candidates: Sequence[Candidate], leaves: Sequence[Criterion], numbers: Mapping[Cell, float | None]
) -> np.ndarray:
    """Return numbers as an array of candidates × leaves; None becomes NaN."""
    import numpy as np

    rows = [[numbers[candidate.id, leaf.id] for leaf in leaves] for candidate in candidates]
    return np.array([[np.nan if number is None else number for number in row] for row in rows], dtype=float)


def _applicable_to_nobody(
    candidates: Sequence[Candidate], leaves: Sequence[Criterion], cells: Mapping[Cell, CellValue]
) -> frozenset[int]:
    return frozenset(
        leaf.id
        for leaf in leaves
        if candidates and all(cells[candidate.id, leaf.id].not_applicable for candidate in candidates)
    )


@dataclass(frozen=True)
class _Gate:
    """One candidate's way through the gates."""

    status: GateStatus
    reasons: tuple[str, ...]
    below_minimum: tuple[int, ...]


def _gate(candidate: Candidate, leaves: Sequence[Criterion], cells: Mapping[Cell, CellValue]) -> _Gate:
    """Judge the minimums: a gate that is missed fails, one that cannot be judged is open."""
    failed, unjudged, below = [], [], []
    for leaf in leaves:
        cell = cells[candidate.id, leaf.id]
        points = cell.points
        if leaf.minimum is None:
            unjudged += [f"{leaf.name} is a gate without a minimum"] if leaf.is_gate else []
        elif points is None:
            lack = "does not apply to this candidate only" if cell.not_applicable else "has no score yet"
            unjudged += [f"{leaf.name} {lack}"] if leaf.is_gate else []
        elif not leaf.has_direction:
            unjudged += [f"{leaf.name}: nobody has said whether more or less is better"] if leaf.is_gate else []
        elif _misses(points, leaf):
            below.append(leaf.id)
            failed += [f"{leaf.name} {plain(points)}, minimum {plain(leaf.minimum)}"] if leaf.is_gate else []
    if failed:
        return _Gate(GateStatus.FAILED, tuple(failed), tuple(below))
    return _Gate(GateStatus.OPEN if unjudged else GateStatus.PASSED, tuple(unjudged), tuple(below))


def _misses(points: float, leaf: Criterion) -> bool:
    """Tell whether an amount is on the wrong side of the minimum; for prices and costs that is above it."""
    assert leaf.minimum is not None
    return points > leaf.minimum if leaf.less_is_better else points < leaf.minimum


def _standings(
    evaluation: Evaluation,
    leaves: Sequence[Criterion],
    cells: Mapping[Cell, CellValue],
    weights: Mapping[int, float],
) -> tuple[Standing, ...]:
    """Return every candidate's standing, best first, those not ranked last in their given order."""
    import numpy as np

    from outsource_desk.analysis import aggregation

    candidates = evaluation.candidates
    if not candidates:
        return ()
    weight = np.array([weights[leaf.id] for leaf in leaves])
    values = _matrix(candidates, leaves, {cell: value.value for cell, value in cells.items()})
    if weight.any():
        low, high = aggregation.weighted_total_bounds(values, weight)
        parts = aggregation.contributions(values, weight)
    else:
        low, high = np.zeros(len(candidates)), np.zeros(len(candidates))
        parts = np.zeros((len(candidates), len(leaves)))

    standings: list[Standing] = []
    for i, candidate in enumerate(candidates):
        gate = _gate(candidate, leaves, cells)
        if not weight.any() or bool(np.isnan(values[i][weight > 0]).all()):
            reasons = (*gate.reasons, "nothing is scored yet") if weight.any() else ("no criterion has a weight",)
            status = GateStatus.FAILED if gate.status is GateStatus.FAILED else GateStatus.OPEN
            gate = replace(gate, status=status, reasons=reasons)
            rankable = False
        else:
            rankable = gate.status is not GateStatus.FAILED
        standings.append(
            Standing(
                candidate=candidate,
                rank=0 if rankable else None,
                total=float(low[i]),
                low=float(low[i]),
                high=float(high[i]),
                gate=gate.status,
                gate_reasons=gate.reasons,
                contributions=_with_groups(evaluation.criteria, leaves, parts[i]),
                open_leaves=tuple(leaf.id for j, leaf in enumerate(leaves) if np.isnan(values[i, j]) and weight[j] > 0),
                below_minimum=gate.below_minimum,
            )
        )
    return _ranked(standings)


def _ranked(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    import numpy as np

    from outsource_desk.analysis.aggregation import competition_ranks

    eligible = [standing for standing in standings if standing.rank is not None]
    others = [standing for standing in standings if standing.rank is None]
    ranks = competition_ranks(np.array([standing.total for standing in eligible]))
    placed = [replace(standing, rank=int(rank)) for standing, rank in zip(eligible, ranks, strict=True)]
    return (*sorted(placed, key=lambda standing: standing.rank or 0), *others)


def _with_groups(criteria: Sequence[Criterion], leaves: Sequence[Criterion], parts: np.ndarray) -> dict[int, float]:
    """Return the points of leaves and, as their sums, of groups."""
    points = dict.fromkeys((criterion.id for criterion in criteria), 0.0)
    points |= {leaf.id: float(part) for leaf, part in zip(leaves, parts, strict=True)}
    for criterion in reversed(criteria):  # parts come after their group, so sums are complete when they move up
        if criterion.parent_id is not None:
            points[criterion.parent_id] += points[criterion.id]
    return points


def _verdict(
    evaluation: Evaluation,
    leaves: Sequence[Criterion],
    standings: Sequence[Standing],
    weights: Mapping[int, float],
) -> tuple[Verdict, float | None, float]:
    """Return the verdict, the leader's margin and the margin below which it is too close to call."""
    from outsource_desk.analysis.agreement import PRACTICAL_TIE

    ranked = [standing for standing in standings if standing.rank is not None]
    if len(ranked) < 2:
        return (Verdict.SINGLE if ranked else Verdict.NONE), None, PRACTICAL_TIE
    leader, second = ranked[:2]
    margin = leader.total - second.total
    threshold = max(PRACTICAL_TIE, 2 * _standard_error(evaluation, leaves, weights, leader, second))
    if margin < threshold - TIE_POINTS:
        return Verdict.TOO_CLOSE, margin, threshold
    rivals = [standing for standing in standings if standing.gate is not GateStatus.FAILED and standing is not leader]
    reachable = any(rival.high > leader.total - TIE_POINTS for rival in rivals)  # also those that nobody has scored
    if reachable or leader.gate is GateStatus.OPEN:
        return Verdict.OPEN, margin, threshold
    return Verdict.CLEAR, margin, threshold


def _standard_error(
    evaluation: Evaluation,
    leaves: Sequence[Criterion],
    weights: Mapping[int, float],
    first: Standing,
    second: Standing,
) -> float:
    """Return the standard error of the gap between two candidates, points of 100."""
    import numpy as np

    from outsource_desk.analysis.agreement import standard_error_of_gap, variance_of_mean

    if not evaluation.evaluators:
        return 0.0
    evaluators = {evaluator.id: e for e, evaluator in enumerate(evaluation.evaluators)}
    rows = {first.candidate.id: 0, second.candidate.id: 1}
    columns = {leaf.id: (j, leaf.maximum) for j, leaf in enumerate(leaves) if leaf.measure is Measure.JUDGED}
    single = np.full((len(evaluators), 2, len(leaves)), np.nan)
    for score in evaluation.scores:
        if score.points is not None and score.candidate_id in rows and score.criterion_id in columns:
            j, maximum = columns[score.criterion_id]
            single[evaluators[score.evaluator_id], rows[score.candidate_id], j] = 100 * score.points / maximum
    weight = np.array([weights[leaf.id] for leaf in leaves])
    return standard_error_of_gap(variance_of_mean(single), weight, 0, 1)
