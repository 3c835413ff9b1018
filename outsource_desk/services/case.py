"""A decision as arrays: the ranked candidates on the leaves that count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from outsource_desk.analysis.agreement import variance_of_mean
from outsource_desk.domain.criterion import Criterion, Measure, leaves_of
from outsource_desk.domain.ranking import Evaluation, Ranking
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
