"""The weighted product: ratios count instead of differences."""

from __future__ import annotations

import numpy as np

from outsource_desk.analysis.methods.normalise import Matrix, Signs, shares

LEAST = 1.0  # points of 100


def weighted_product(matrix: Matrix, weights: Matrix, better: Signs = None) -> Matrix:
    """Return the product of each row's amounts, each raised to its share; where less is better, to minus its share.

    Only ratios between rows mean anything: another unit of a column multiplies all results by the same number.

    Returns:
        Shape (C,), more is better. 0 for a row with a zero where more is better. NaN for a row that has no product: an
        amount below zero, or a zero where less is better, with a weight.

    Raises:
        NoWeightError: every weight is zero.

    Source: Bridgman (1922), Dimensional Analysis; Miller & Starr (1969).
    """
    share = shares(weights)
    power = share if better is None else share * better
    counts = share > 0
    used, power = matrix[:, counts], power[counts]
    has_product = ((used > 0) | ((used == 0) & (power > 0))).all(axis=1)
    with np.errstate(divide="ignore"):  # the logarithm of 0 is meant: its product is 0
        logarithms = np.log(np.where(has_product[:, None], used, 1.0))
    return np.where(has_product, np.exp(logarithms @ power), np.nan)


def geometric_values(values: Matrix, weights: Matrix) -> Matrix:
    """Return the weighted geometric mean of values; a value below 1 counts as 1, or one zero would decide alone.

    Args:
        values: shape (C, K), 0..100.
        weights: shape (K,), >= 0, any unit.

    Returns:
        Shape (C,), 1..100: ``Π max(v, 1)^W``, with W the shares.

    Raises:
        NoWeightError: every weight is zero.

    Source: weighted product as above, with a floor of one point in a hundred.
    """
    return np.exp(np.log(np.maximum(values, LEAST)) @ shares(weights))
