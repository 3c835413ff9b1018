"""From values and weights to totals, contributions and ranks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import fsum

from outsource_desk.domain.errors import NoWeightError
from outsource_desk.domain.ranking import TIE_POINTS


def shares_of(weights: Sequence[float]) -> list[float]:
    """Return each weight's part of the whole.

    Args:
        weights: shape (K,), >= 0, any unit.

    Returns:
        Shape (K,), 0..1, adding up to 1.

    Raises:
        NoWeightError: every weight is zero.
    """
    if not any(weights):
        raise NoWeightError
    total = fsum(weights)
    return [weight / total for weight in weights]


def contributions(values: Sequence[float | None], shares: Sequence[float]) -> list[float]:
    """Return how many points of a candidate's total each criterion adds; open values add nothing.

    Args:
        values: shape (K,), 0..100, None = open.
        shares: shape (K,), from `shares_of`.

    Returns:
        Shape (K,), 0..100; they add up to the candidate's secured total.

    Source: additive value model, Keeney & Raiffa (1976), ch. 3.
    """
    return [0.0 if value is None else value * share for value, share in zip(values, shares, strict=True)]


def weighted_total_bounds(values: Sequence[float | None], shares: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and the highest total that a candidate can still reach.

    An open value may turn out anywhere between 0 and 100, so silence never helps: a candidate leads for certain
    only if its lowest total beats every other highest one.

    Args:
        values: shape (K,), 0..100, None = open.
        shares: shape (K,), from `shares_of`.

    Returns:
        Two totals, 0..100; equal where nothing with a weight is open. Sums are exact before they are rounded, so
        the order of the criteria never shows.

    Source: additive value model, Keeney & Raiffa (1976), ch. 3.
    """
    secured = contributions(values, shares)
    possible = (100 * share for value, share in zip(values, shares, strict=True) if value is None)
    return fsum(secured), fsum([*secured, *possible])


def competition_ranks(totals: Sequence[float]) -> list[int]:
    """Return ranks as 1, 1, 3: one more than the number of totals that are clearly higher.

    Args:
        totals: shape (C,).

    Returns:
        Shape (C,), 1 = highest; totals within `TIE_POINTS` of each other share a rank.
    """
    ascending = sorted(totals)
    return [1 + len(ascending) - bisect_right(ascending, total + TIE_POINTS) for total in totals]


def dense_ranks(totals: Sequence[float]) -> list[int]:
    """Return ranks as 1, 1, 2: one more than the number of different totals that are higher.

    Some public bodies publish ranks in this way; the product's own are those of `competition_ranks`.

    Args:
        totals: shape (C,).

    Returns:
        Shape (C,), 1 = highest; totals within `TIE_POINTS` of the next higher one share its rank.
    """
    order = sorted(range(len(totals)), key=lambda place: -totals[place])
    ranks, rank = [0] * len(totals), 0
    for before, place in zip([None, *order], order, strict=False):
        if before is None or totals[before] - totals[place] > TIE_POINTS:
            rank += 1
        ranks[place] = rank
    return ranks
