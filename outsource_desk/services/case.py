"""A decision as arrays: the ranked candidates on the leaves that count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from outsource_desk.analysis.agreement import variance_of_mean
from outsource_desk.analysis.robustness import scored_finding
from outsource_desk.domain.criterion import Criterion, Measure, is_scale_of_offers, leaves_of
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.counting import entries_of, judged_values

Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DecisionCase:
    """The ranked candidates, best first (C), on the leaves that count, in tree order (K).

    Attributes:
        values: shape (C, K), 0..100, NaN = open.
        weights: shape (K,), shares that add up to 1.
        amounts: shape (C, K), points or amounts in the leaf's unit, NaN = open.
        errors: shape (C, K), standard error of the evaluators' mean, points of 100; 0 for amounts, for agreed scores
            and where fewer than two evaluators scored.
    """

    evaluation: Evaluation
    ranking: Ranking
    candidates: tuple[Candidate, ...]
    leaves: tuple[Criterion, ...]
    values: Matrix
    weights: Matrix
    amounts: Matrix
    errors: Matrix

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Candidate id → row."""
        return {candidate.id: row for row, candidate in enumerate(self.candidates)}

    @cached_property
    def column_of(self) -> dict[int, int]:
        """Leaf id → column."""
        return {leaf.id: column for column, leaf in enumerate(self.leaves)}

    @property
    def scored(self) -> float:
        """Return how much of the weight is scored, of the first or the second, whichever has less; 0 to 1."""
        return float((~np.isnan(self.values[:2]) @ self.weights).min())

    @property
    def depends_on_offers(self) -> bool:
        """Tell whether what an amount is worth goes by other offers: by its function, or by end points that are two."""
        return any(leaf.curve.is_relative or self._is_scale_of_offers(leaf) for leaf in self.leaves)

    def _is_scale_of_offers(self, leaf: Criterion) -> bool:
        if leaf.measure is Measure.JUDGED:
            return False
        cells = self.ranking.cells
        return is_scale_of_offers(leaf, (cells[each.id, leaf.id].points for each in self.evaluation.candidates))

    @property
    def is_too_early(self) -> bool:
        """Tell whether so much is open that nobody can be named: most of the weight, or a gate of the first."""
        is_open = any(standing.gate is GateStatus.OPEN for standing in self.ranking.leaders)
        return is_open or not scored_finding(self.scored).speaks_for


def case_of(evaluation: Evaluation, ranking: Ranking) -> DecisionCase | None:
    """Return the decision as arrays; nothing where no candidate is ranked or no criterion has a weight."""
    candidates = tuple(standing.candidate for standing in ranking.ranked)
    leaves = tuple(leaf for leaf in leaves_of(evaluation.criteria) if leaf.id not in ranking.dropped)
    weights = np.array([ranking.weights[leaf.id] for leaf in leaves], dtype=np.float64)
    if not candidates or not weights.sum() > 0:
        return None
    entries = entries_of(evaluation)
    shape = len(candidates), len(leaves)
    values, amounts = np.full(shape, np.nan), np.full(shape, np.nan)
    errors = np.zeros(shape)
    for row, candidate in enumerate(candidates):
        for column, leaf in enumerate(leaves):
            cell = ranking.cells[candidate.id, leaf.id]
            values[row, column] = np.nan if cell.value is None else cell.value
            amounts[row, column] = np.nan if cell.points is None else cell.points
            entry = entries.get((candidate.id, leaf.id))
            if entry is not None and entry.agreed is None and leaf.measure is Measure.JUDGED:
                errors[row, column] = sqrt(variance_of_mean(judged_values(leaf, entry)))
    return DecisionCase(evaluation, ranking, candidates, leaves, values, weights / weights.sum(), amounts, errors)
