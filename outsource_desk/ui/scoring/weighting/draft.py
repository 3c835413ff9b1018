"""What a weighting dialog works on: a level, whose weights, and what follows from answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.stakes import LEAST_STEP, ImpliedMoney, Stake
from outsource_desk.domain.weighting import Elicitation, Elicited, Purpose, WeightMethod, WeightSet
from outsource_desk.services.found_weights import Said, found_weights
from outsource_desk.services.lenses import ranking_under, seen_through
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.stakes import implied_money, swing_stakes
from outsource_desk.services.weighting import WHOLE, elicitation_of, level_of, stored_answer, with_locks

_SAME = 1e-4  # of a share; smaller differences are rounding


@dataclass(frozen=True)
class Draft:
    """The weights of one level of one set, before anything is applied.

    ``weight_set_id`` None with ``is_official`` is the official set; without it a set that is still to be added.
    """

    evaluation: Evaluation
    ranking: Ranking
    parent_id: int | None
    weight_set_id: int | None
    is_official: bool

    @cached_property
    def level(self) -> tuple[Criterion, ...]:
        """The criteria that are weighed."""
        return level_of(self.evaluation, self.parent_id)

    @cached_property
    def stakes(self) -> dict[int, Stake]:
        """Criterion id → the worst and the best offer."""
        return {each.criterion_id: each for each in swing_stakes(self.evaluation, self.ranking, self.parent_id)}

    @cached_property
    def stakes_then(self) -> dict[int, Stake]:
        """Criterion id → the step that a swing was given to when the level was weighed, else the step as it is now.

        A step that was another one then has its values, of 100, without the amounts.
        """
        if self.elicitation is None or self.elicitation.method is not WeightMethod.SWING:
            return self.stakes
        answers = {each.criterion_id: each for each in self.elicitation.answers}
        return {each: _as_then(stake, answers.get(each)) for each, stake in self.stakes.items()}

    @cached_property
    def has_moved(self) -> bool:
        """Tell whether the steps are others now than when swings were given to them."""
        return self.stakes_then != self.stakes

    @cached_property
    def weight_set(self) -> WeightSet | None:
        """The set whose weights they are, if it exists."""
        return next((each for each in self.evaluation.weight_sets if each.id == self.weight_set_id), None)

    @cached_property
    def elicitation(self) -> Elicitation | None:
        """How the level was weighed last."""
        if self.weight_set_id is None and not self.is_official:
            return None
        return elicitation_of(self.evaluation, self.weight_set_id, self.parent_id)

    @cached_property
    def seen(self) -> Evaluation:
        """The decision as the set sees it now."""
        is_own = self.weight_set is not None and self.weight_set.purpose is not Purpose.OFFICIAL
        return seen_through(self.evaluation, self.weight_set) if is_own and self.weight_set else self.evaluation

    @cached_property
    def before(self) -> Ranking:
        """The ranking as the set makes it now."""
        return self.ranking if self.seen is self.evaluation else ranking_of(self.seen)

    @cached_property
    def shares_before(self) -> dict[int, float]:
        """Criterion id → share of its level now, 0..1; all 0 where nothing has a weight."""
        return _shares({each.id: each.weight for each in level_of(self.seen, self.parent_id)})

    @cached_property
    def is_changed_since(self) -> bool:
        """Tell whether the weights are others now than followed from what was said."""
        if self.elicitation is None:
            return False
        try:
            said, _, _ = self.outcome(found_weights(self.level, stored_answer(self.elicitation)).shares)
        except DeskError:  # criteria were added, or locked, since
            return True
        return any(abs(said[each] - self.shares_before[each]) > _SAME for each in said)

    @cached_property
    def locked(self) -> tuple[Criterion, ...]:
        """The criteria whose official weight stays."""
        return tuple(each for each in self.level if each.is_locked) if self.is_official else ()

    def beginning(self, method: WeightMethod) -> Said:
        """Return what is shown first: what was said before, or for per cent and points the weights as they are."""
        if self.elicitation is not None and self.elicitation.method is method:
            return stored_answer(self.elicitation)
        if method in (WeightMethod.DIRECT, WeightMethod.POINTS):
            return Said(method, {each: round(WHOLE * share, 3) for each, share in self.shares_before.items()})
        return Said(method)

    def outcome(self, shares: Mapping[int, float]) -> tuple[dict[int, float], Ranking, ImpliedMoney | None]:
        """Return the shares of the level as they would be applied, the ranking under them, and the worth of a point.

        Raises:
            DeskError: locked weights leave nothing to share.
        """
        applied = with_locks(self.level, shares) if self.is_official else {k: WHOLE * v for k, v in shares.items()}
        after = ranking_under(self.seen, applied)
        return _shares(applied), after, implied_money(self.seen, after.weights)


def _as_then(stake: Stake, answer: Elicited | None) -> Stake:
    """Return the step that an answer was about."""
    if answer is None:
        return stake
    then = None if answer.worst is None or answer.best is None else (answer.worst, answer.best)
    ends = stake.ends
    if then == ends or (then and ends and max(abs(then[0] - ends[0]), abs(then[1] - ends[1])) < LEAST_STEP):
        return stake
    worst, best = then or (None, None)
    return Stake(stake.criterion_id, stake.name, None, "", worst, best, worst, best)


def _shares(weights: Mapping[int, float]) -> dict[int, float]:
    total = sum(weights.values())
    return {each: weight / total if total else 0.0 for each, weight in weights.items()}
