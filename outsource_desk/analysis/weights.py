"""From what people say about criteria to weights that add up to 1."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, log
from statistics import median

from outsource_desk.analysis.aggregation import shares_of
from outsource_desk.domain.stakes import LEAST_STEP
from outsource_desk.domain.weighting_errors import NothingInCommonError

WHOLE_SCALE = 100.0


def swing_weights(swings: Sequence[float], steps: Sequence[float | None] | None = None) -> list[float]:
    """Return weights from how much each step from the worst to the best offer matters.

    A weight multiplies the whole scale, so that a step counts as was said when ``weight_k`` is in proportion to
    ``swing_k / step_k``: equal swings on steps of different size give weights in inverse proportion to the steps.

    Args:
        swings: shape (K,), 0..100; the step that matters most has 100.
        steps: shape (K,), points of value, 0..100, between the ends of each step; a step that is not known, or is
            none, is the whole scale, and so is each where None is given.

    Returns:
        Shape (K,), adding up to 1.

    Raises:
        NoWeightError: every swing is zero.

    Source: von Winterfeldt and Edwards (1986), Decision Analysis and Behavioral Research, ch. 8; for steps of the
    offers at hand Keeney (2002), Common mistakes in making value trade-offs, Operations Research 50(6).
    """
    sizes = [whole_or(step) for step in steps] if steps is not None else [WHOLE_SCALE] * len(swings)
    return shares_of([swing / size for swing, size in zip(swings, sizes, strict=True)])


def whole_or(step: float | None) -> float:
    """Return the step, or the whole scale where it is not known or none."""
    return WHOLE_SCALE if step is None or step < LEAST_STEP else step


def rank_order_centroid(ranks: Sequence[float]) -> list[float]:
    """Return weights from an order alone: the centre of all weightings that have it.

    The k-th of K places weighs ``(1/K) * sum of 1/i for i = k..K``.

    Args:
        ranks: shape (K,), 1 = first; equal ranks are tied and share the weight of their places.

    Source: Barron and Barrett (1996), Decision quality using ranked attribute weights, Management Science 42(11).
    """
    count = len(ranks)
    places = [fsum(1 / later for later in range(place, count + 1)) / count for place in range(1, count + 1)]
    return _by_places(ranks, places)


def rank_sum(ranks: Sequence[float]) -> list[float]:
    """Return weights that fall in equal steps: the k-th of K places weighs ``2 (K + 1 - k) / (K (K + 1))``.

    Args:
        ranks: as for `rank_order_centroid`.

    Source: Stillwell, Seaver and Edwards (1981), A comparison of weight approximation techniques, Organizational
    Behavior and Human Performance 28(1).
    """
    count = len(ranks)
    return _by_places(ranks, [2 * (count + 1 - place) / (count * (count + 1)) for place in range(1, count + 1)])


def rank_reciprocal(ranks: Sequence[float]) -> list[float]:
    """Return weights in proportion to one over the place: the k-th weighs ``(1/k) / (1 + 1/2 + ... + 1/K)``.

    Args:
        ranks: as for `rank_order_centroid`.

    Source: Stillwell, Seaver and Edwards (1981), as for `rank_sum`.
    """
    return _by_places(ranks, shares_of([1 / place for place in range(1, len(ranks) + 1)]) if ranks else [])


def _by_places(ranks: Sequence[float], places: Sequence[float]) -> list[float]:
    """Return the weight of each one's place; those that are tied share the weights of the places they take."""
    ordered = sorted(range(len(ranks)), key=lambda each: ranks[each])
    weights = [0.0] * len(ranks)
    start = 0
    while start < len(ordered):
        rank = ranks[ordered[start]]
        tied = [each for each in ordered[start:] if ranks[each] == rank]
        share = fsum(places[start : start + len(tied)]) / len(tied)
        for each in tied:
            weights[each] = share
        start += len(tied)
    return weights


def median_weights(people: Sequence[Sequence[float]]) -> list[float]:
    """Return the middle of several people's weights: the median of each criterion, brought to a sum of 1.

    Args:
        people: shape (P, K), each person's weights in any unit.

    Returns:
        Shape (K,), adding up to 1.

    Raises:
        NoWeightError: one person's weights are all zero.
        NothingInCommonError: no criterion has weight for more than half of the people.
    """
    return _again([median(shares) for shares in zip(*map(shares_of, people), strict=True)])


def geometric_weights(people: Sequence[Sequence[float]]) -> list[float]:
    """Return the geometric mean of several people's weights, brought to a sum of 1.

    A criterion to which anybody gives nothing has nothing.

    Args:
        people: shape (P, K), each person's weights in any unit.

    Returns:
        Shape (K,), adding up to 1.

    Raises:
        NoWeightError: one person's weights are all zero.
        NothingInCommonError: somebody gives nothing to each of the criteria.

    Source: Aczél and Saaty (1983), Procedures for synthesizing ratio judgements, Journal of Mathematical Psychology
    27(1).
    """
    return _again([_geometric_mean(shares) for shares in zip(*map(shares_of, people), strict=True)])


def spread_of_weights(people: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Return the lowest and the highest share that anybody gives each criterion, 0..1.

    Args:
        people: shape (P, K), each person's weights in any unit.
    """
    return [(min(shares), max(shares)) for shares in zip(*map(shares_of, people), strict=True)]


def _geometric_mean(shares: Sequence[float]) -> float:
    return 0.0 if 0 in shares else exp(fsum(map(log, shares)) / len(shares))


def _again(weights: list[float]) -> list[float]:
    if not any(weights):
        raise NothingInCommonError
    return shares_of(weights)
