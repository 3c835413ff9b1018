"""The weights of a level that follow from what somebody said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from outsource_desk.analysis.aggregation import shares_of
from outsource_desk.analysis.pairwise import (
    SAATY_1980,
    Consistency,
    HardJudgement,
    Pair,
    consistency,
    hardest_judgements,
    pairwise_weights,
    parts,
)
from outsource_desk.analysis.weights import rank_order_centroid, rank_reciprocal, rank_sum, swing_weights, whole_or
from outsource_desk.domain.checks import AMOUNT_LIMIT, checked_number
from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.weighting import WeightMethod
from outsource_desk.domain.weighting_errors import TooManyPairsError, UnansweredError, UnconnectedError

MOST_PAIRED = 9  # criteria of a level that people can compare in pairs

_BY_ORDER = {
    WeightMethod.CENTROID: rank_order_centroid,
    WeightMethod.RANK_SUM: rank_sum,
    WeightMethod.RECIPROCAL: rank_reciprocal,
}
_BOUNDS = {WeightMethod.SWING: (0, 100), WeightMethod.DIRECT: (0, AMOUNT_LIMIT), WeightMethod.POINTS: (0, AMOUNT_LIMIT)}


@dataclass(frozen=True)
class Said:
    """What somebody said about a level.

    ``answers``: criterion id → per cent, points, swing (0..100) or rank (1 = first; equal = tied).
    ``judgements``: (first id, second id) → how many times as much the first matters, 1/9..9; either way round.
    ``ends``: criterion id → worst and best value, 0..100, of the step that a swing was given to; a criterion that is
    not there was asked about on its whole scale; None = nobody has said between which values.
    """

    method: WeightMethod
    answers: Mapping[int, float] = field(default_factory=dict)
    judgements: Mapping[tuple[int, int], float] = field(default_factory=dict)
    ends: Mapping[int, tuple[float, float]] | None = None

    def step(self, criterion_id: int) -> float | None:
        """Return how many points of value the step of a criterion has; None = its whole scale."""
        worst, best = (self.ends or {}).get(criterion_id, (None, None))
        return None if worst is None or best is None else best - worst


def what_steps_count(level: Sequence[Criterion], said: Said, weights: Mapping[int, float]) -> dict[int, float]:
    """Return what share of all the steps together each step has under weights, 0..1; all 0 where nothing counts."""
    counts = {each.id: weights[each.id] * whole_or(said.step(each.id)) for each in level}
    total = sum(counts.values())
    return {each: count / total if total else 0.0 for each, count in counts.items()}


@dataclass(frozen=True)
class Hard:
    """A pairwise judgement that fits the others badly."""

    first_id: int
    second_id: int
    ratio: float
    suggestion: float  # 1/9..9
    ratio_after: float | None  # consistency ratio if the suggestion is taken


@dataclass(frozen=True)
class FoundWeights:
    """The weights of a level that follow from what was said."""

    shares: Mapping[int, float]  # criterion id → 0..1, adding up to 1
    consistency: Consistency | None = None  # of pairwise judgements
    hard: tuple[Hard, ...] = ()  # the judgements that hurt most, worst first; of those that another value would help


def found_weights(level: Sequence[Criterion], said: Said) -> FoundWeights:
    """Return the weights that follow from what somebody said about a level.

    Raises:
        UnansweredError: a criterion has no answer.
        TooManyPairsError: there are more than nine criteria to compare.
        UnconnectedError: the judgements leave some criteria apart.
        NoWeightError: every answer is zero.
        OutOfRangeError: an answer lies outside what the method takes.
    """
    if said.method is WeightMethod.PAIRWISE:
        return _from_pairs(level, said.judgements)
    if unanswered := [each.name for each in level if each.id not in said.answers]:
        raise UnansweredError(unanswered)
    low, high = _BOUNDS.get(said.method, (1, len(level)))
    amounts = [checked_number(f"The answer for {each.name}", said.answers[each.id], low, high) for each in level]
    if weigh := _BY_ORDER.get(said.method):
        shares = weigh(amounts)
    else:
        is_swing = said.method is WeightMethod.SWING
        shares = swing_weights(amounts, [said.step(each.id) for each in level]) if is_swing else shares_of(amounts)
    return FoundWeights(dict(zip((each.id for each in level), shares, strict=True)))


def _from_pairs(level: Sequence[Criterion], judgements: Mapping[tuple[int, int], float]) -> FoundWeights:
    if len(level) > MOST_PAIRED:
        raise TooManyPairsError(len(level), MOST_PAIRED)
    ids = [each.id for each in level]
    ratios = ratios_of(ids, judgements)
    separate = parts(len(ids), ratios)
    if len(separate) > 1:
        names = [[level[place].name for place in part] for part in separate]
        raise UnconnectedError(names[0], [name for part in names[1:] for name in part])
    found = consistency(len(ids), ratios, SAATY_1980)
    hard = [_hard(ids, each) for each in hardest_judgements(len(ids), ratios, SAATY_1980) if _helps(each, found)]
    return FoundWeights(dict(zip(ids, pairwise_weights(len(ids), ratios), strict=True)), found, tuple(hard))


def ratios_of(ids: Sequence[int], judgements: Mapping[tuple[int, int], float]) -> dict[Pair, float]:
    """Return judgements as `by_places` does.

    Raises:
        OutOfRangeError: one of them lies outside 1/9..9.
    """
    checked = {pair: checked_number("The judgement", given, 1 / 9 - 1e-9, 9) for pair, given in judgements.items()}
    return by_places(ids, checked)


def by_places(ids: Sequence[int], judgements: Mapping[tuple[int, int], float]) -> dict[Pair, float]:
    """Return judgements by the places of their criteria, the smaller first; those about others are left out."""
    place = {each: number for number, each in enumerate(ids)}
    ratios: dict[Pair, float] = {}
    for (first, second), ratio in judgements.items():
        if first in place and second in place and first != second:
            a, b = place[first], place[second]
            ratios[min(a, b), max(a, b)] = ratio if a < b else 1 / ratio
    return ratios


def _hard(ids: Sequence[int], each: HardJudgement) -> Hard:
    return Hard(ids[each.pair[0]], ids[each.pair[1]], each.ratio, each.suggestion, each.ratio_after)


def _helps(each: HardJudgement, now: Consistency) -> bool:
    return each.ratio_after is not None and now.ratio is not None and each.ratio_after < now.ratio - 1e-6
