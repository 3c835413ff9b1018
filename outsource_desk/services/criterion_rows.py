"""The criteria that count, groups and leaves, as rows over the leaves of a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from outsource_desk.analysis.sensitivity import NOBODY, Lines, block_bounds
from outsource_desk.domain.criterion import Criterion, global_weights, groups_of
from outsource_desk.domain.robustness import Stability
from outsource_desk.services.case import DecisionCase

Floats = NDArray[np.float64]


class CriterionRows:
    """The criteria that count, groups and leaves in tree order (G), over the leaves (K).

    Attributes:
        ids: of the criteria.
        inside: shape (G, K), each leaf's share of a criterion; rows add up to 1.
        members: shape (G, K), which leaves are parts of a criterion, also those without a share.
        weights: shape (G,), shares of the whole.
        leaf_rows: the row of each leaf.
    """

    def __init__(self, case: DecisionCase) -> None:
        self._case = case
        members: dict[int, list[int]] = {}
        for column, leaf in enumerate(case.leaves):
            for criterion_id in (leaf.id, *groups_of(case.evaluation.criteria, leaf.id)):
                members.setdefault(criterion_id, []).append(column)
        self.ids = tuple(each.id for each in case.evaluation.criteria if each.id in members)
        self.inside = np.zeros((len(self.ids), len(case.leaves)))
        self.members = np.zeros_like(self.inside, dtype=bool)
        for row, criterion_id in enumerate(self.ids):
            self.members[row, members[criterion_id]] = True
            self.inside[row, members[criterion_id]] = self._proportions(criterion_id, members[criterion_id])
        self.weights = self.members @ case.weights
        self.leaf_rows = [self.ids.index(leaf.id) for leaf in case.leaves]

    def _proportions(self, criterion_id: int, columns: Sequence[int]) -> Floats:
        """Return the shares of a criterion's leaves; those of its own weights where the criterion has none."""
        shares = self._case.weights[list(columns)]
        if not shares.sum() > 0:
            branch = _branch(self._case.evaluation.criteria, criterion_id)
            own = global_weights(branch, frozenset(self._case.ranking.dropped))
            shares = np.array([own.get(self._case.leaves[column].id, 0.0) for column in columns])
        if not shares.sum() > 0:
            shares = np.ones(len(columns))
        return shares / shares.sum()

    def shares_with(self, criterion_id: int, weight: float) -> dict[int, float]:
        """Return every criterion's share of the whole where one has another weight.

        Args:
            criterion_id: a leaf or a group that counts.
            weight: its share of the whole, 0..1; all other leaves share the rest in their proportions, equally where
                they have none.

        Raises:
            KeyError: the criterion counts for nobody.
        """
        if criterion_id not in self.ids:
            raise KeyError(criterion_id)
        row = self.ids.index(criterion_id)
        inside, is_outside = self.inside[row], ~self.members[row]
        others = np.where(is_outside, self._case.weights, 0.0)
        if not others.sum() > 0:
            others = is_outside.astype(np.float64)
        if not others.sum() > 0:
            others, weight = inside, 1.0
        leaves = weight * inside + (1 - weight) * others / others.sum()
        shares = self.members @ leaves
        return dict(zip(self.ids, shares.tolist(), strict=True))

    def stability(self, lines: Lines, totals: Floats) -> tuple[Stability, ...]:
        """Return the intervals of every criterion."""
        bounds = block_bounds(lines, self.weights, totals)
        ids = {NOBODY: None} | {row: candidate.id for row, candidate in enumerate(self._case.candidates)}
        below, above = ([ids[int(row)] for row in rows] for rows in (bounds.below, bounds.above))
        columns = (self.weights, bounds.low, bounds.high, bounds.order_low, bounds.order_high)
        weight, low, high, order_low, order_high = (each.tolist() for each in columns)
        return tuple(map(Stability, self.ids, weight, low, high, below, above, order_low, order_high))


def _branch(criteria: Sequence[Criterion], criterion_id: int) -> tuple[Criterion, ...]:
    """Return what lies in a group, as a tree of its own."""
    inside = [each for each in criteria if criterion_id in groups_of(criteria, each.id)]
    return tuple(replace(each, parent_id=None) if each.parent_id == criterion_id else each for each in inside)
