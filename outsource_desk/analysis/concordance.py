"""Whether judges agree by more than chance: Kendall's W with its test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, fsum, lgamma, log, sqrt

from outsource_desk.analysis.agreement import kendall_w


@dataclass(frozen=True)
class ConcordanceTest:
    """How far judges agree, and how likely so much agreement is where nobody has an opinion.

    Attributes:
        w: Kendall's coefficient, 0..1.
        squares: squared deviations of the rank sums from their mean, added up.
        chi_square: ``M (N - 1) W``.
        degrees: of freedom, N - 1.
        probability: of at least this chi-square by chance, 0..1; exact only for many judges or things.
        mean_spearman: mean rank correlation of all pairs of judges, ``(M W - 1) / (M - 1)``.
    """

    w: float
    squares: float
    chi_square: float
    degrees: int
    probability: float
    mean_spearman: float


def concordance_test(ranks: Sequence[Sequence[float]]) -> ConcordanceTest | None:
    """Return Kendall's W with its chi-square and what chance would give.

    Args:
        ranks: shape (M judges, N things), as for `kendall_w`; corrected for ties as there.

    Returns:
        Nothing where W is not defined.

    Raises:
        NoRanksError: a row does not hold ranks.

    Source: Kendall and Babington Smith (1939), The Problem of m Rankings; Siegel and Castellan (1988), Nonparametric
    Statistics for the Behavioral Sciences, ch. 9.
    """
    w = kendall_w(ranks)
    if w is None:
        return None
    judges, things = len(ranks), len(ranks[0])
    sums = [fsum(column) for column in zip(*ranks, strict=True)]
    mean = fsum(sums) / things
    chi_square = judges * (things - 1) * w
    return ConcordanceTest(
        w=w,
        squares=fsum((each - mean) ** 2 for each in sums),
        chi_square=chi_square,
        degrees=things - 1,
        probability=chi_square_beyond(chi_square, things - 1),
        mean_spearman=(judges * w - 1) / (judges - 1),
    )


def chi_square_beyond(amount: float, degrees: int) -> float:
    """Return the probability that a chi-square variate is at least an amount.

    Args:
        amount: >= 0.
        degrees: of freedom, at least 1.

    Source: finite sums for whole degrees of freedom, Abramowitz and Stegun (1964), 26.4.4 and 26.4.5.
    """
    half = amount / 2
    if half <= 0:
        return 1.0
    is_odd = degrees % 2
    start = erfc(sqrt(half)) if is_odd else 0.0
    powers = [step + is_odd / 2 for step in range(degrees // 2)]
    found = start + fsum(exp(power * log(half) - half - lgamma(power + 1)) for power in powers)
    return min(found, 1.0)
