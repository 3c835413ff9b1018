"""Ask other methods about the same data, and set how much better counts for outranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from outsource_desk.analysis.methods.normalise import Matrix, ideals, spans
from outsource_desk.analysis.methods.objective_weights import critic_weights, entropy_weights
from outsource_desk.analysis.methods.orders import ranks_of, spearman, tau_b
from outsource_desk.analysis.methods.products import LEAST, geometric_values
from outsource_desk.analysis.methods.promethee import Flows, flows, partial_order
from outsource_desk.analysis.methods.sums import range_sum
from outsource_desk.analysis.methods.topsis import closeness
from outsource_desk.analysis.methods.vikor import Vikor, accepted, vikor
from outsource_desk.domain.opinions import (
    LESS_IS_BETTER,
    Caveat,
    Compromise,
    Concordance,
    DiagnosedWeight,
    Method,
    Opinion,
    Opinions,
    Outranking,
)
from outsource_desk.domain.preference import Preference
from outsource_desk.domain.ranking import TIE_POINTS, Evaluation

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase


def second_opinions(case: DecisionCase) -> Opinions:
    """Return what six methods make of the same values and weights.

    All work on the values from 0 to 100 that the total is made of, so that money, measures and points are on one
    scale; open values count as nothing, as they do in the total. The first is the official ranking itself.
    """
    values = np.nan_to_num(case.values, nan=0.0)
    preferences = preferences_of(case.evaluation, [leaf.id for leaf in case.leaves])
    rules = [(each.shape, each.indifference, each.strict) for each in preferences.values()]
    compromise, outranking = vikor(values, case.weights), flows(values, case.weights, rules)
    scores = {
        Method.SUM: np.array([case.ranking.ranked[row].total for row in range(len(values))]),
        Method.RANGE_SUM: range_sum(values, case.weights),
        Method.PRODUCT: geometric_values(values, case.weights),
        Method.TOPSIS: closeness(values, case.weights),
        Method.VIKOR: compromise.index,
        Method.PROMETHEE: outranking.net,
    }
    ids = [candidate.id for candidate in case.candidates]
    opinions = tuple(_opinion(case, method, scores[method], values) for method in Method)
    return Opinions(
        opinions=opinions,
        compromise=_compromise(compromise, ids),
        outranking=_outranking(outranking, ids),
        concordance=tuple(_concordance(*pair) for pair in combinations(opinions, 2)),
        weights=_diagnosed(case, values),
        preferences=preferences,
        open_cells=int(np.isnan(case.values[:, case.weights > 0]).sum()),
        constant_ids=_constant(case, values),
    )


def preferences_of(evaluation: Evaluation, leaf_ids: Sequence[int]) -> dict[int, Preference]:
    """Return each leaf's preference function, the usual one where none was chosen."""
    chosen = {each.criterion_id: each for each in evaluation.preferences}
    return {leaf_id: chosen.get(leaf_id, Preference(leaf_id)) for leaf_id in leaf_ids}


def _opinion(case: DecisionCase, method: Method, scores: Matrix, values: Matrix) -> Opinion:
    """Return one method's scores and ranks; the official ranks are those of the ranking."""
    ids = [candidate.id for candidate in case.candidates]
    if method is Method.SUM:
        ranks = {standing.candidate.id: standing.rank for standing in case.ranking.ranked}
    else:
        same = TIE_POINTS if method is Method.PRODUCT else TIE_POINTS / 100
        ranks = dict(zip(ids, ranks_of(scores, less_is_better=method in LESS_IS_BETTER, same=same), strict=True))
    known = {candidate_id: rank for candidate_id, rank in ranks.items() if rank is not None}
    caveats = tuple(_caveats(case, method, known, values))
    return Opinion(method, _by_id(ids, scores), known, caveats)


def _caveats(case: DecisionCase, method: Method, ranks: Mapping[int, int], values: Matrix) -> list[Caveat]:
    weighted = values[:, case.weights > 0]
    is_floored = method is Method.PRODUCT and bool((weighted < LEAST).any())
    is_stretched = method in (Method.RANGE_SUM, Method.VIKOR) and bool(_constant(case, values))
    is_single = len(ranks) == 1
    found = {
        Caveat.SINGLE: is_single,
        Caveat.ALIKE: not is_single and set(ranks.values()) == {1},
        Caveat.OPEN: bool(np.isnan(case.values[:, case.weights > 0]).any()),
        Caveat.CONSTANT: not is_single and is_stretched,
        Caveat.FLOOR: is_floored,
    }
    return [caveat for caveat, holds in found.items() if holds]


def _constant(case: DecisionCase, values: Matrix) -> tuple[int, ...]:
    """Return the leaves with a weight on which all are alike."""
    if len(values) < 2:
        return ()
    best, worst = ideals(values)
    return tuple(
        leaf.id for leaf, weight, span in zip(case.leaves, case.weights, spans(best, worst), strict=True)
        if weight > 0 and span == 0
    )  # fmt: skip


def _compromise(result: Vikor, ids: Sequence[int]) -> Compromise:
    found = accepted(result)
    return Compromise(
        _by_id(ids, result.utility),
        _by_id(ids, result.regret),
        _by_id(ids, result.index),
        found.advantage,
        found.needed,
        found.has_advantage,
        found.is_stable,
        tuple(ids[row] for row in found.rows),
    )


def _outranking(result: Flows, ids: Sequence[int]) -> Outranking:
    outranks, is_alike = partial_order(result)
    pairs = list(combinations(range(len(ids)), 2))

    def named(found: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple((ids[one], ids[other]) for one, other in found)

    return Outranking(
        positive=_by_id(ids, result.positive),
        negative=_by_id(ids, result.negative),
        better=named((a, b) if outranks[a, b] else (b, a) for a, b in pairs if outranks[a, b] or outranks[b, a]),
        alike=named(pair for pair in pairs if is_alike[pair]),
        incomparable=named((a, b) for a, b in pairs if not (outranks[a, b] or outranks[b, a] or is_alike[a, b])),
        top_ids=tuple(ids[row] for row in np.flatnonzero(~outranks.any(axis=0)).tolist()),
    )


def _concordance(first: Opinion, second: Opinion) -> Concordance:
    one, other = (np.array([float(rank) for rank in opinion.ranks.values()]) for opinion in (first, second))
    return Concordance(first.method, second.method, tau_b(one, other), spearman(one, other))


def _diagnosed(case: DecisionCase, values: Matrix) -> tuple[DiagnosedWeight, ...]:
    entropy, critic = entropy_weights(values), critic_weights(values)
    return tuple(
        DiagnosedWeight(leaf.id, float(case.weights[n]), _one(entropy, n), _one(critic, n))
        for n, leaf in enumerate(case.leaves)
    )


def _one(weights: Matrix | None, column: int) -> float | None:
    return None if weights is None else float(weights[column])


def _by_id(ids: Sequence[int], numbers: Matrix) -> dict[int, float]:
    return dict(zip(ids, numbers.tolist(), strict=True))
