"""How far evaluators agree, and what that means for the distance between two candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum, isfinite, sqrt

from outsource_desk.domain.errors import DeskError

MODERATION_RANGE = 2.0  # points of a scale of 5 between the highest and the lowest score
MODERATION_DEVIATION = 1.0  # sample standard deviation, points of a scale of 5
PRACTICAL_TIE = 2.0  # points of 100
_EQUAL = 1e-9


class NoRanksError(DeskError):
    """Numbers that are no ranks were to be compared as ranks."""

    remedy = "Give each judge's ranks of the same things, from 1 on; equal things share the mean of their ranks."

    def __init__(self, why: str) -> None:
        super().__init__(f"The agreement of rankings cannot be found: {why}.")


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
    if max(on_five) - min(on_five) >= MODERATION_RANGE - _EQUAL:
        return True
    return deviation_of(on_five) >= MODERATION_DEVIATION - _EQUAL


def deviation_of(scores: Sequence[float]) -> float:
    """Return the sample standard deviation of scores, in their own unit; 0 for fewer than two."""
    return sqrt(_sample_variance(scores)) if len(scores) > 1 else 0.0


def mean_ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, the highest being 1; equal values share the mean of their ranks.

    Args:
        values: shape (C,), such as totals; within 1e-9 they are equal.
    """
    order = sorted(range(len(values)), key=lambda place: -values[place])
    ranks, start = [0.0] * len(values), 0
    while start < len(order):
        end = start + 1
        while end < len(order) and values[order[end - 1]] - values[order[end]] <= _EQUAL:
            end += 1
        for place in order[start:end]:
            ranks[place] = (start + 1 + end) / 2
        start = end
    return ranks


def kendall_w(ranks: Sequence[Sequence[float]]) -> float | None:
    """Return Kendall's coefficient of concordance: 1 where all judges rank alike, 0 where they have nothing in common.

    Args:
        ranks: shape (M judges, N things), ranks from 1 to N; tied things share the mean of their ranks.

    Returns:
        0..1: ``12 S / (M² (N³ - N) - M Σ T)`` with ``T = Σ (t³ - t)`` over each judge's groups of ``t`` ties; None for
        fewer than two judges or things, and where every judge ties everything.

    Raises:
        NoRanksError: a row does not hold ranks; the formula would then give anything, even more than 1.

    Source: Kendall and Babington Smith (1939), The Problem of m Rankings; correction for ties Kendall (1948), ch. 6.
    """
    for row in ranks:
        _check_ranks(row, len(ranks[0]))
    judges, things = len(ranks), len(ranks[0]) if ranks else 0
    if judges < 2 or things < 2:
        return None
    sums = [fsum(row[place] for row in ranks) for place in range(things)]
    mean = fsum(sums) / things
    ties = sum(count**3 - count for row in ranks for count in Counter(row).values())
    most = judges**2 * (things**3 - things) - judges * ties
    if most <= _EQUAL:
        return None
    found = 12 * fsum((each - mean) ** 2 for each in sums) / most
    if not -_EQUAL <= found <= 1 + _EQUAL:
        raise NoRanksError("the result lies outside 0 to 1")
    return min(1.0, max(0.0, found))


def _check_ranks(row: Sequence[float], things: int) -> None:
    """Refuse numbers that are not the ranks of so many things."""
    if len(row) != things:
        raise NoRanksError("the judges did not rank equally many things")
    if not all(isfinite(rank) for rank in row):
        raise NoRanksError("a rank is no finite number")
    if mean_ranks([-rank for rank in row]) != list(row):
        raise NoRanksError("a row does not hold the ranks from 1 on, with the mean rank for ties")


def mean_deviation(own: Sequence[float], panel: Sequence[float]) -> float:
    """Return how many points an evaluator is above the panel on average; below it is negative.

    Args:
        own: shape (N,), the evaluator's points in the cells that others scored too, at least one.
        panel: shape (N,), the panel's mean there, the evaluator included.
    """
    return fsum(mine - theirs for mine, theirs in zip(own, panel, strict=True)) / len(own)


def is_severe(deviation: float, cells: int, *, least: float, least_cells: float) -> bool:
    """Tell whether an evaluator is notably strict or generous.

    Args:
        deviation: mean deviation from the panel, points of a scale of 5.
        cells: over how many common cells.
        least: from which deviation on, to either side.
        least_cells: from how many cells on.
    """
    return cells >= least_cells and abs(deviation) >= least - _EQUAL


def favours(deviations: Mapping[int, Sequence[float]]) -> dict[int, float]:
    """Return how much better each candidate is rated than is usual for one evaluator.

    Args:
        deviations: candidate → own points minus the panel's mean, one for each common cell.

    Returns:
        Candidate → mean deviation there minus the mean over all cells, in the same unit; candidates without cells
        are left out.
    """
    everything = [each for some in deviations.values() for each in some]
    usual = fsum(everything) / len(everything) if everything else 0.0
    return {one: fsum(some) / len(some) - usual for one, some in deviations.items() if some}


def is_favour(deviation: float, cells: int, *, least: float, least_cells: float) -> bool:
    """Tell whether a candidate is notably favoured.

    Args:
        deviation: from `favours`, points of a scale of 5.
        cells: over how many cells of the candidate.
        least: from which deviation on, upwards only.
        least_cells: from how many cells on.
    """
    return cells >= least_cells and deviation >= least - _EQUAL


def share_identical(scores: Sequence[float]) -> float:
    """Return which share of scores, 0..1, is the most frequent one; at least one score."""
    return max(Counter(round(score, 9) for score in scores).values()) / len(scores)


def is_halo(share: float, leaves: int, *, least: float, least_leaves: float) -> bool:
    """Tell whether one impression seems to have coloured every score of a candidate.

    Args:
        share: of equal scores, 0..1.
        leaves: of so many criteria.
        least: from which share on.
        least_leaves: from how many criteria on.
    """
    return leaves >= least_leaves and share >= least - _EQUAL


def _sample_variance(scores: Sequence[float]) -> float:
    """Return the variance of at least two scores around their mean, over one less than their number."""
    mean = fsum(scores) / len(scores)
    return fsum((score - mean) ** 2 for score in scores) / (len(scores) - 1)
