"""How far evaluators agree, and what that means for the distance between two candidates."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt

MODERATION_RANGE = 2.0  # points of a scale of 5 between the highest and the lowest score
MODERATION_DEVIATION = 1.0  # sample standard deviation, points of a scale of 5
PRACTICAL_TIE = 2.0  # points of 100


def median(scores: Sequence[float]) -> float:
    """Return the score in the middle, or halfway between the two in the middle.

    Args:
        scores: single scores in points, at least one, in any order.
    """
    ordered, middle = sorted(scores), len(scores) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def variance_of_mean(scores: Sequence[float]) -> float:
    """Return the sampling variance of one cell's mean over evaluators.

    Args:
        scores: shape (E,), single scores, 0..100.

    Returns:
        Squared points of 100; 0 where fewer than two evaluators scored, because one opinion says nothing about its
        own spread.
    """
    return _sample_variance(scores) / len(scores) if len(scores) > 1 else 0.0


def standard_error_of_gap(first: Sequence[float], second: Sequence[float], weights: Sequence[float]) -> float:
    """Return the standard error of the difference between two candidates' totals.

    Args:
        first: shape (K,), one candidate's cells, each from `variance_of_mean`.
        second: shape (K,), the other's.
        weights: shape (K,), shares that add up to 1.

    Returns:
        Points of 100: ``sqrt(Σ W² (sd_a² / m_a + sd_b² / m_b))``.

    Source: variance of a weighted sum of independent means.
    """
    cells = zip(first, second, weights, strict=True)
    return sqrt(fsum(weight**2 * (one + other) for one, other, weight in cells))


def needs_moderation(scores: Sequence[float], maximum: float) -> bool:
    """Tell whether scores of one cell lie too far apart to be averaged.

    Args:
        scores: single scores in points.
        maximum: top of the scale in points.

    Returns:
        True at a range of 2, or a sample standard deviation of 1, on a scale of 5; other scales in proportion.
    """
    if len(scores) < 2:
        return False
    on_five = [score * 5.0 / maximum for score in scores]
    if max(on_five) - min(on_five) >= MODERATION_RANGE - 1e-9:
        return True
    return sqrt(_sample_variance(on_five)) >= MODERATION_DEVIATION - 1e-9


def _sample_variance(scores: Sequence[float]) -> float:
    """Return the variance of at least two scores around their mean, over one less than their number."""
    mean = fsum(scores) / len(scores)
    return fsum((score - mean) ** 2 for score in scores) / (len(scores) - 1)
