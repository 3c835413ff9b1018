"""The mathematics: bare functions and the whole ranking against numpy's floor."""

from __future__ import annotations

import numpy as np

from benchmarks.material import MAXIMUM, evaluation
from benchmarks.pairing import Contender
from benchmarks.table import Row, compared
from outsource_desk.analysis.aggregation import competition_ranks, contributions, shares_of, weighted_total_bounds
from outsource_desk.analysis.value_functions import linear_value
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.ranking import ranking_of

SIZES = ((10, 10), (100, 30))


def rows(rounds: int) -> list[Row]:
    """Measure one evaluation at each size."""
    return [row for size in SIZES for row in _size(*size, rounds)]


def _size(candidates: int, criteria: int, rounds: int) -> list[Row]:
    whole = evaluation(candidates, criteria)
    points, weights = _arrays(whole)
    rows, shares = points.tolist(), shares_of(weights.tolist())

    def floor() -> np.ndarray:
        points.min(0)
        points.max(0)
        return points @ weights

    def functions() -> list[float]:
        values = [[linear_value(cell, 0.0, MAXIMUM) for cell in row] for row in rows]
        for row in values:
            contributions(row, shares)
        totals = [weighted_total_bounds(row, shares)[0] for row in values]
        competition_ranks(totals)
        return totals

    ranking = ranking_of(whole)
    totals = {standing.candidate.id: standing.total for standing in ranking.standings}
    expected = 100 * floor() / MAXIMUM / weights.sum()
    assert np.allclose(functions(), expected, rtol=0, atol=1e-12)
    assert np.allclose([totals[candidate.id] for candidate in whole.candidates], expected, rtol=0, atol=1e-12)
    return compared(
        f"one evaluation of {candidates} × {criteria}",
        Contender("numpy: min, max, X @ w", floor),
        [
            ("", Contender("analysis: values, bounds, contributions, ranks", functions), None),
            ("", Contender("ranking_of: from domain values, with warnings", lambda: ranking_of(whole)), None),
        ],
        rounds,
    )


def _arrays(whole: Evaluation) -> tuple[np.ndarray, np.ndarray]:
    points = np.empty((len(whole.candidates), len(whole.criteria)))
    for score in whole.scores:
        points[score.candidate_id - 1, score.criterion_id - 1] = score.points
    return points, np.array([criterion.weight for criterion in whole.criteria])
