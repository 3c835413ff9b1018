"""The weighted sum on the range of those compared."""

from __future__ import annotations

import numpy as np

from outsource_desk.analysis.methods.normalise import Matrix, Signs, ideals, shares, spans


def range_sum(matrix: Matrix, weights: Matrix, better: Signs = None) -> Matrix:
    """Return the weighted sum with each criterion stretched from the worst to the best of those compared.

    A criterion on which all are alike adds its whole share to everybody.

    Returns:
        Shape (C,), 0..1, more is better. No stretched matrix is made: the sum is an affine function of the rows.

    Raises:
        NoWeightError: every weight is zero.

    Source: additive model on local scales, Belton & Stewart (2002), ch. 5.
    """
    share = shares(weights)
    best, worst = ideals(matrix, better)
    span = spans(best, worst)
    is_alike = span == 0
    slope = np.where(is_alike, 0.0, share / np.where(is_alike, 1.0, span))
    return matrix @ slope + (np.where(is_alike, share, 0.0).sum() - worst @ slope)
