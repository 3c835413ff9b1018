"""PROMETHEE: who outranks whom, by how much better it must be before that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outsource_desk.analysis.methods.normalise import SLACK, Matrix, Signs, shares
from outsource_desk.domain.preference import Shape

ROWS = 512  # at a time, where every pair must be looked at
SAME = 1e-9

Pairs = NDArray[np.bool_]  # shape (C, C)
Rule = tuple[Shape, float, float]  # shape, indifference, strict; thresholds in the criterion's unit


@dataclass(frozen=True, eq=False)
class Flows:
    """How strongly each row is preferred to the others, and they to it; shape (C,), 0..1."""

    positive: Matrix
    negative: Matrix

    @property
    def net(self) -> Matrix:
        """Return the net flow, −1..1: the complete order of PROMETHEE II."""
        return self.positive - self.negative


def unicriterion_flows(amounts: Matrix, rule: Rule) -> tuple[Matrix, Matrix]:
    """Return the positive and the negative flow of each row on one criterion.

    Rows are sorted once; how many lie below each threshold is then looked up, and what they add together is the
    difference of two running sums: C log C steps instead of C². Only the Gaussian shape needs every pair.

    Args:
        amounts: shape (C,), more is better.
        rule: the preference function.

    Returns:
        Two arrays of shape (C,), 0..1; both 0 where there is only one row.

    Source: Brans & Vincke (1985), Management Science 31, 647-656.
    """
    others = max(1, len(amounts) - 1)
    order = np.argsort(amounts, kind="stable")
    ascending = amounts[order] - amounts.mean()
    slack = SLACK * float(np.abs(amounts).max())
    positive, negative = np.empty(len(amounts)), np.empty(len(amounts))
    positive[order] = _preferred(ascending, rule, slack) / others
    negative[order] = _preferred(-ascending[::-1], rule, slack)[::-1] / others
    return positive, negative


def flows(matrix: Matrix, weights: Matrix, rules: Sequence[Rule], better: Signs = None) -> Flows:
    """Return the flows over all criteria.

    Args:
        matrix: shape (C, K).
        weights: shape (K,), >= 0, any unit.
        rules: K preference functions.
        better: as everywhere.

    Raises:
        NoWeightError: every weight is zero.

    Source: Brans & Vincke (1985); the flows are linear in the weights.
    """
    share = shares(weights)
    positive, negative = np.zeros(len(matrix)), np.zeros(len(matrix))
    for column, rule in enumerate(rules):
        if share[column] > 0:
            amounts = np.ascontiguousarray(matrix[:, column])
            one, other = unicriterion_flows(amounts if better is None else amounts * better[column], rule)
            positive += share[column] * one
            negative += share[column] * other
    return Flows(positive, negative)


def partial_order(result: Flows) -> tuple[Pairs, Pairs]:
    """Return the order of PROMETHEE I, which leaves apart what the two flows do not agree on.

    Returns:
        Two matrices of shape (C, C): the row outranks the column; row and column are alike. Where neither holds in
        either direction, the two cannot be compared.

    Source: Brans & Vincke (1985).
    """
    more = result.positive[:, None] - result.positive[None, :]
    less = result.negative[None, :] - result.negative[:, None]
    is_alike = (np.abs(more) <= SAME) & (np.abs(less) <= SAME)
    outranks = (more >= -SAME) & (less >= -SAME) & ~is_alike
    return outranks, is_alike


def _preferred(ascending: Matrix, rule: Rule, slack: float) -> Matrix:
    """Return for each of the sorted amounts the sum of its preferences over all others."""
    shape, indifference, strict = rule
    if shape is Shape.GAUSSIAN and strict > 0:
        return _gaussian(ascending, strict)
    if shape is Shape.USUAL or (shape in (Shape.V_SHAPE, Shape.GAUSSIAN) and strict <= 0):
        return _number_below(ascending, slack)
    if shape is Shape.V_SHAPE:
        return _growing(ascending, 0.0, strict)
    if shape is Shape.LINEAR and strict > indifference:
        return _growing(ascending, indifference, strict)
    if shape is Shape.LEVEL and strict > indifference:
        above, far_above = (_number_below(ascending, threshold + slack) for threshold in (indifference, strict))
        return (above + far_above) / 2
    return _number_below(ascending, indifference + slack)


def _number_below(ascending: Matrix, distance: float) -> Matrix:
    """Return how many amounts lie more than a distance below each."""
    return np.searchsorted(ascending, ascending - distance, side="left").astype(np.float64)


def _growing(ascending: Matrix, low: float, high: float) -> Matrix:
    """Return preferences that grow from 0 at one distance to 1 at another, summed over all amounts below."""
    running = np.concatenate(([0.0], np.cumsum(ascending)))
    far = np.searchsorted(ascending, ascending - high, side="left")
    near = np.searchsorted(ascending, ascending - low, side="left")
    part = (near - far) * (ascending - low) - (running[near] - running[far])
    return far + part / (high - low)


def _gaussian(ascending: Matrix, turning: float) -> Matrix:
    """Return ``1 − exp(−d² / 2s²)`` over all amounts below, a few rows at a time."""
    sums = np.empty(len(ascending))
    for start in range(0, len(ascending), ROWS):
        ahead = np.maximum(ascending[start : start + ROWS, None] - ascending[None, :], 0.0)
        sums[start : start + ROWS] = -np.expm1(-((ahead / turning) ** 2) / 2).sum(axis=1)
    return sums
