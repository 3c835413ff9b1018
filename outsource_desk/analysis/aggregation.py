"""From values and weights to totals, contributions and ranks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from outsource_desk.domain.errors import NoWeightError
from outsource_desk.domain.ranking import TIE_POINTS

Array = NDArray[np.float64]


def contributions(values: Array, weights: Array) -> Array:
    """Return how many points of the total each criterion adds; open values add nothing.

    Args:
        values: shape (C, K), 0..100, NaN = open.
        weights: shape (K,), >= 0, any unit.

    Returns:
        Shape (C, K), 0..100; each row adds up to the candidate's secured total.

    Raises:
        NoWeightError: every weight is zero.

    Source: additive value model, Keeney & Raiffa (1976), ch. 3.
    """
    return np.nan_to_num(values, nan=0.0) * _shares(weights)


def weighted_total_bounds(values: Array, weights: Array) -> tuple[Array, Array]:
    """Return the lowest and the highest total that each candidate can still reach.

    An open value may turn out anywhere between 0 and 100, so silence never helps: a candidate leads for certain
    only if its lowest total beats every other highest one.

    Args:
        values: shape (C, K), 0..100, NaN = open.
        weights: shape (K,), >= 0, any unit.

    Returns:
        Two arrays of shape (C,), 0..100; equal where nothing with a weight is open.

    Raises:
        NoWeightError: every weight is zero.

    Source: additive value model, Keeney & Raiffa (1976), ch. 3.
    """
    share = _shares(weights)
    return np.nan_to_num(values, nan=0.0) @ share, np.nan_to_num(values, nan=100.0) @ share


def competition_ranks(totals: Array) -> NDArray[np.int64]:
    """Return ranks as 1, 1, 3: one more than the number of totals that are clearly higher.

    Args:
        totals: shape (C,), no NaN.

    Returns:
        Shape (C,), 1 = highest; totals within `TIE_POINTS` of each other share a rank.
    """
    higher = totals[np.newaxis, :] > totals[:, np.newaxis] + TIE_POINTS
    return 1 + higher.sum(axis=1)


def _shares(weights: Array) -> Array:
    if not weights.any():
        raise NoWeightError
    return weights / weights.sum()
