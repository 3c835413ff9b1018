"""Judgements of pairs by several people, and those that nobody made."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import exp, fsum, log, sqrt

from outsource_desk.analysis.pairwise import Ratios, pairwise_weights

_ROUNDS, _NEAR = 2000, 1e-13


def joint_judgements(people: Sequence[Ratios]) -> Ratios:
    """Return the judgements of a group: of each pair the geometric mean over those who judged it.

    The only mean that gives the same whichever of the two criteria is named first.

    Args:
        people: each person's judgements, not necessarily of all pairs.

    Source: Aczél and Saaty (1983), Procedures for synthesizing ratio judgements, Journal of Mathematical Psychology
    27(1).
    """
    said = {pair: [ratios[pair] for ratios in people if pair in ratios] for one in people for pair in one}
    return {pair: exp(fsum(map(log, given)) / len(given)) for pair, given in said.items()}


def completed_judgements(count: int, ratios: Ratios) -> Ratios:
    """Return judgements with the missing ones such that the whole contradicts itself least.

    The principal eigenvalue is least where each missing ratio is ``sqrt((v_i / v_j) (u_j / u_i))``, v and u the right
    and the left principal eigenvector. Starting with the weights' own ratios, each round sets all of them anew.

    Args:
        count: how many criteria there are.
        ratios: of each pair that was judged.

    Returns:
        A ratio for every pair, those that were given unchanged.

    Raises:
        OutOfRangeError: the judgements do not connect all criteria.

    Source: least principal eigenvalue over all completions, Bozóki, Fülöp and Rónyai (2010), On optimal completion of
    incomplete pairwise comparison matrices, Mathematical and Computer Modelling 52(1-2).
    """
    weights = pairwise_weights(count, ratios)
    missing = [pair for pair in combinations(range(count), 2) if pair not in ratios]
    whole = {**ratios, **{(one, other): weights[one] / weights[other] for one, other in missing}}
    for _ in range(_ROUNDS if missing else 0):
        right = pairwise_weights(count, whole)
        left = pairwise_weights(count, {pair: 1 / ratio for pair, ratio in whole.items()})  # of the transposed matrix
        better = {(i, j): sqrt(right[i] * left[j] / (right[j] * left[i])) for i, j in missing}
        moved = max(abs(log(better[pair] / whole[pair])) for pair in missing)
        whole.update(better)
        if moved < _NEAR:
            break
    return whole
