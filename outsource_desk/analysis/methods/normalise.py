"""Bring criteria of different units onto one scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from outsource_desk.domain.errors import NoWeightError

Matrix = NDArray[np.float64]
Signs = NDArray[np.float64] | None

SLACK = 1e-12  # of an amount: smaller differences come from rounding only


def shares(weights: Matrix) -> Matrix:
    """Return each weight's part of the whole.

    Args:
        weights: shape (K,), >= 0, any unit.

    Raises:
        NoWeightError: every weight is zero.
    """
    total = weights.sum()
    if not total > 0:
        raise NoWeightError
    return weights / total


def ideals(matrix: Matrix, better: Signs = None) -> tuple[Matrix, Matrix]:
    """Return the best and the worst that anybody has on each criterion, both of shape (K,)."""
    low, high = matrix.min(axis=0), matrix.max(axis=0)
    if better is None:
        return high, low
    return np.where(better > 0, high, low), np.where(better > 0, low, high)


def spans(best: Matrix, worst: Matrix) -> Matrix:
    """Return how far the worst lies from the best on each criterion, signed; 0 where only rounding sets them apart."""
    span = best - worst
    return np.where(np.abs(span) <= SLACK * np.maximum(np.abs(best), np.abs(worst)), 0.0, span)


def by_range(matrix: Matrix, better: Signs = None) -> Matrix:
    """Return values from 0 at the worst to 1 at the best of those compared; 1 where all are alike."""
    best, worst = ideals(matrix, better)
    span = spans(best, worst)
    return np.where(span == 0, 1.0, (matrix - worst) / np.where(span == 0, 1.0, span))


def lengths(matrix: Matrix) -> Matrix:
    """Return the Euclidean length of each column, shape (K,); 1 for a column of zeros, which then stays as it is."""
    length = np.sqrt(np.ones(len(matrix)) @ np.square(matrix))
    return np.where(length == 0, 1.0, length)


def by_length(matrix: Matrix) -> Matrix:
    """Return each column divided by its Euclidean length; a column of zeros stays as it is."""
    return matrix / lengths(matrix)


def by_sum(matrix: Matrix) -> Matrix:
    """Return each column divided by its sum; a column that adds up to zero stays as it is."""
    total = matrix.sum(axis=0)
    return matrix / np.where(total == 0, 1.0, total)


def by_best(matrix: Matrix, better: Signs = None) -> Matrix:
    """Return each amount as a part of the best of its column, ``x / max``; where less is better, ``min / x``.

    Args:
        matrix: shape (C, K), >= 0; above 0 where less is better.
        better: as everywhere.

    Returns:
        Shape (C, K), 0..1; a column of zeros stays as it is, and a zero where less is better has 1.
    """
    high, low = matrix.max(axis=0), matrix.min(axis=0)
    gains = matrix / np.where(high == 0, 1.0, high)
    if better is None:
        return gains
    return np.where(better > 0, gains, np.where(matrix == 0, 1.0, low / np.where(matrix == 0, 1.0, matrix)))
