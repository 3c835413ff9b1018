"""Distributions that people can state by a lowest, a most likely and a highest amount."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple


class Estimate(NamedTuple):
    """Three amounts somebody can name, in any unit: lowest <= mode <= highest."""

    lowest: float
    mode: float
    highest: float


def triangular_quantile(estimate: Estimate, share: float) -> float:
    """Return the amount below which a share of all outcomes lies, if they are spread as a triangle.

    Args:
        estimate: lowest, most likely and highest amount.
        share: 0..1.

    Source: inverse of the triangular distribution; Kotz & van Dorp (2004), ch. 1.
    """
    low, mode, high = estimate
    if high == low:
        return low
    if share <= (mode - low) / (high - low):
        return min(low + sqrt(share * (high - low) * (mode - low)), high)  # rounding must not leave the range
    return high - sqrt((1 - share) * (high - low) * (high - mode))


def triangular_mean(estimate: Estimate) -> float:
    """Return the mean of a triangular distribution.

    Source: Kotz & van Dorp (2004), ch. 1.
    """
    return sum(estimate) / 3


def triangular_deviation(estimate: Estimate) -> float:
    """Return the standard deviation of a triangular distribution.

    Source: Kotz & van Dorp (2004), ch. 1.
    """
    low, mode, high = estimate
    return sqrt(((high - low) ** 2 + (mode - low) ** 2 - (high - low) * (mode - low)) / 18)


def pert_mean(estimate: Estimate) -> float:
    """Return the mean by the three-point rule, which counts the most likely amount four times.

    Source: Malcolm, Roseboom, Clark & Fazar (1959).
    """
    return (estimate.lowest + 4 * estimate.mode + estimate.highest) / 6


def pert_deviation(estimate: Estimate) -> float:
    """Return the standard deviation by the three-point rule: a sixth of the range.

    Source: Malcolm, Roseboom, Clark & Fazar (1959).
    """
    return (estimate.highest - estimate.lowest) / 6


def pert_shape(estimate: Estimate) -> tuple[float, float]:
    """Return the two shape parameters of the beta distribution between lowest and highest that has the PERT mean.

    Returns:
        alpha and beta, both from 1 to 5, adding up to 6; 3 and 3 where all three amounts are equal.

    Source: Vose (2008), modified PERT with the usual weight of 4 for the most likely amount.
    """
    low, mode, high = estimate
    if high == low:
        return 3.0, 3.0
    return 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
