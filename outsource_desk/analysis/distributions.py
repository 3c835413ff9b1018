"""Distributions that people can state by a lowest, a most likely and a highest amount."""

from __future__ import annotations

from math import exp, lgamma, log, log1p, sqrt
from typing import NamedTuple

_HALVINGS, _TERMS = 64, 80


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
    return max(high - sqrt((1 - share) * (high - low) * (high - mode)), low)


def triangular_share(estimate: Estimate, amount: float) -> float:
    """Return which share of all outcomes, 0..1, is at most an amount, if they are spread as a triangle.

    Source: triangular distribution function; Kotz & van Dorp (2004), ch. 1.
    """
    low, mode, high = estimate
    if amount >= high:
        return 1.0
    if amount <= low:
        return 0.0
    if amount <= mode:
        return (amount - low) ** 2 / ((high - low) * (mode - low))
    return 1 - (high - amount) ** 2 / ((high - low) * (high - mode))


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


def pert_share(estimate: Estimate, amount: float) -> float:
    """Return which share of all outcomes, 0..1, is at most an amount, under the beta distribution of `pert_shape`.

    Source: regularised incomplete beta function by its continued fraction, Abramowitz & Stegun (1964), 26.5.8.
    """
    low, _, high = estimate
    if amount >= high:
        return 1.0
    if amount <= low:
        return 0.0
    alpha, beta = pert_shape(estimate)
    part, rest = (amount - low) / (high - low), (high - amount) / (high - low)  # both exact near their own end
    if part * (alpha + beta) > alpha:
        return 1 - _beta_share(rest, beta, alpha)
    return _beta_share(part, alpha, beta)


def pert_quantile(estimate: Estimate, share: float) -> float:
    """Return the amount below which a share of all outcomes lies, under the beta distribution of `pert_shape`.

    Args:
        estimate: lowest, most likely and highest amount.
        share: 0..1.
    """
    low, high = estimate.lowest, estimate.highest
    if share >= 1:
        return high
    for _ in range(_HALVINGS):
        middle = low + (high - low) / 2
        low, high = (middle, high) if pert_share(estimate, middle) < share else (low, middle)
    return low + (high - low) / 2 if share > 0 else estimate.lowest


def pert_beta_deviation(estimate: Estimate) -> float:
    """Return the standard deviation of the beta distribution of `pert_shape`, which `pert_deviation` rounds off.

    Source: Vose (2008): ``sqrt((mean - lowest) (highest - mean) / 7)``.
    """
    mean = pert_mean(estimate)
    return sqrt(max(0.0, (mean - estimate.lowest) * (estimate.highest - mean)) / 7)


def _beta_share(part: float, alpha: float, beta: float) -> float:
    """Return the regularised incomplete beta function, best below the mean; 0 where nothing is left but rounding."""
    if part <= 0:
        return 0.0
    fraction = 1.0
    for step in range(_TERMS, 0, -1):
        half = step // 2
        if step % 2:
            factor = -(alpha + half) * (alpha + beta + half) / ((alpha + step - 1) * (alpha + step))
        else:
            factor = half * (beta - half) / ((alpha + step - 1) * (alpha + step))
        fraction = 1 + factor * part / fraction
    front = alpha * log(part) + beta * log1p(-part) + lgamma(alpha + beta) - lgamma(alpha) - lgamma(beta)
    return exp(front) / (alpha * fraction)
