"""How far evaluators agree, and what that means for the distance between two candidates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MODERATION_RANGE = 2.0  # points of a scale of 5 between the highest and the lowest score
MODERATION_DEVIATION = 1.0  # sample standard deviation, points of a scale of 5
PRACTICAL_TIE = 2.0  # points of 100


def variance_of_mean(scores: Array) -> Array:
    """Return the sampling variance of each cell's mean over evaluators.

    Args:
        scores: shape (E, C, K), values 0..100 of single scores, NaN = not scored.

    Returns:
        Shape (C, K), squared points of 100; 0 where fewer than two evaluators scored, because one opinion says
        nothing about its own spread.
    """
    count = (~np.isnan(scores)).sum(axis=0)
    mean = np.where(count > 0, np.nansum(scores, axis=0) / np.maximum(count, 1), 0.0)
    squares = np.nansum((scores - mean) ** 2, axis=0)
    return np.where(count > 1, squares / np.maximum(count - 1, 1) / np.maximum(count, 1), 0.0)


def standard_error_of_gap(variances: Array, weights: Array, first: int, second: int) -> float:
    """Return the standard error of the difference between two candidates' totals.

    Args:
        variances: shape (C, K), from `variance_of_mean`.
        weights: shape (K,), shares that add up to 1.
        first: row of one candidate.
        second: row of the other.

    Returns:
        Points of 100: ``sqrt(Σ W² (sd_a² / m_a + sd_b² / m_b))``.

    Source: variance of a weighted sum of independent means.
    """
    return float(np.sqrt((weights**2 * (variances[first] + variances[second])).sum()))


def needs_moderation(scores: list[float], maximum: float) -> bool:
    """Tell whether scores of one cell lie too far apart to be averaged.

    Args:
        scores: single scores in points, at least one.
        maximum: top of the scale in points.

    Returns:
        True at a range of 2, or a sample standard deviation of 1, on a scale of 5; other scales in proportion.
    """
    if len(scores) < 2:
        return False
    on_five = np.asarray(scores) * 5.0 / maximum
    return bool(np.ptp(on_five) >= MODERATION_RANGE - 1e-9 or on_five.std(ddof=1) >= MODERATION_DEVIATION - 1e-9)
