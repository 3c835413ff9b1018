"""What would turn the first place, and how far it can be trusted, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import floor, inf
from typing import TYPE_CHECKING

from outsource_desk.charts.shares import beyond, percent, price_change, turning
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.domain.ranking import GateStatus
from outsource_desk.domain.robustness import Flip, FlipKind, Robustness, Trust, TrustVerdict

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase  # arrays: not loaded for words alone

_SIDES = (
    (FlipKind.WEIGHT,),
    (FlipKind.LEADER_SCORE, FlipKind.LEADER_PRICE),
    (FlipKind.RIVAL_SCORE, FlipKind.RIVAL_PRICE),
)  # one alternative of each in a sentence
_DECIMALS = 7


def flip_sentences(
    case: DecisionCase, robustness: Robustness, speech: Speech = ENGLISH, most: int = 3
) -> tuple[str, ...]:
    """Say which single changes would turn the first place, one sentence for each rival, the easiest first.

    Every figure is rounded away from what it is now, so that it is enough; points are steps that can be given.

    Args:
        case: what is decided.
        robustness: of the case.
        speech: the language.
        most: sentences at most.

    Returns:
        At least one sentence; none where fewer than two candidates are ranked.
    """
    if robustness.leader_id is None or robustness.rival_id is None:
        return ()
    if case.is_too_early:
        return (_too_early(case, speech),)
    words = _Words(case, robustness, speech)
    return words.shared() or words.sentences(most) or (words.nothing(),)


def verdict_sentence(case: DecisionCase, verdict: TrustVerdict, speech: Speech = ENGLISH) -> str:
    """Say in one sentence how far the first place can be trusted, with the rule that weighs most against it."""
    tr = speech.tr
    names = {candidate.id: candidate.name for candidate in case.candidates}
    if verdict.leader_id is None or verdict.rival_id is None:
        return tr("Fewer than two candidates are ranked, so there is nothing to compare.")
    leader, rival = names[verdict.leader_id], names[verdict.rival_id]
    against = next((reason for reason in verdict.reasons if not reason.speaks_for), None)
    why = "" if against is None else speech.say(against.text)
    if verdict.trust is Trust.NO_CLEAR_WINNER:
        return tr("There is no clear winner between {leader} and {rival}. {why}", leader=leader, rival=rival, why=why)
    if verdict.trust is Trust.SENSITIVE:
        return tr("{leader} comes first, but a small change could turn that. {why}", leader=leader, why=why)
    return tr("{leader} comes first, and nothing that was tried easily turns that.", leader=leader)


def _too_early(case: DecisionCase, speech: Speech) -> str:
    """Say why nothing can be said yet of what would turn the first place."""
    if any(standing.gate is GateStatus.OPEN for standing in case.ranking.leaders):
        return speech.tr("It is too early to say what would turn the first place: a gate of the first is still open.")
    return speech.tr(
        "It is too early to say what would turn the first place: only {share} of the weight is scored.",
        share=percent(speech, floor(100 * case.scored + 1e-9) / 100),
    )


def amount_beyond(leaf: Criterion, needed: float, now: float) -> float:
    """Return points or an amount to print that is enough: steps as they are, others with as few decimals as will do.

    Args:
        leaf: whose amount it is.
        needed: from `Flip`.
        now: from `Flip`.
    """
    if leaf.curve is Curve.DISCRETE or (leaf.measure is Measure.JUDGED and leaf.step > 0):
        return needed
    low, high = (0.0, leaf.maximum) if leaf.measure is Measure.JUDGED else (-inf, inf)
    for places in range(_DECIMALS):
        found = beyond(needed, now, places)
        if abs(found - needed) <= abs(needed - now) / 20 and low <= found <= high:
            return found
    return needed


class _Words:
    """Speaks of one case."""

    def __init__(self, case: DecisionCase, robustness: Robustness, speech: Speech) -> None:
        assert robustness.leader_id is not None
        self._speech, self._robustness = speech, robustness
        self._leaders = [standing.candidate.name for standing in case.ranking.leaders]
        self._names = {candidate.id: candidate.name for candidate in case.candidates}
        self._criteria = {criterion.id: criterion for criterion in case.evaluation.criteria}
        self._leader = self._names[robustness.leader_id]

    def shared(self) -> tuple[str, ...]:
        """Say that the first place is shared, where it is."""
        if len(self._leaders) < 2:
            return ()
        tr = self._speech.tr
        names = ", ".join(self._leaders[:-1])
        return (
            tr(
                "{names} and {last} share the first place: whatever favours one of them decides.",
                names=names,
                last=self._leaders[-1],
            ),
        )

    def sentences(self, most: int) -> tuple[str, ...]:
        """Return a sentence for each rival that a single change can carry past the leader."""
        by_rival: dict[int, list[Flip]] = {}
        for flip in self._robustness.flips:
            by_rival.setdefault(flip.rival_id, []).append(flip)
        said = (self._sentence(rival, list(_easiest(flips))) for rival, flips in list(by_rival.items())[:most])
        return tuple(said)

    def nothing(self) -> str:
        """Say that no single change turns the first place."""
        tr = self._speech.tr
        joint = next(iter(self._robustness.joint), None)
        if joint is None:
            return tr(
                "No single change turns the first place, and no weights put anybody else before {leader}.",
                leader=self._leader,
            )
        return tr(
            "No single change turns the first place; {rival} would overtake {leader} only if weights of {share} in all"
            " moved to other criteria.",
            rival=self._names[joint.rival_id],
            leader=self._leader,
            share=percent(self._speech, beyond(joint.moved, 0.0, 3), 1),
        )

    def _sentence(self, rival: int, flips: Sequence[Flip]) -> str:
        tr = self._speech.tr
        changes = self._change(flips[0])
        for flip in flips[1:]:
            changes = tr("{changes}, or {another}", changes=changes, another=self._change(flip))
        return tr(
            "{rival} overtakes {leader} if {changes}.", rival=self._names[rival], leader=self._leader, changes=changes
        )

    def _change(self, flip: Flip) -> str:
        criterion = self._criteria[flip.criterion_id]
        if flip.kind is FlipKind.WEIGHT:
            return self._weight(flip, criterion)
        whose = (
            self._leader if flip.kind in (FlipKind.LEADER_SCORE, FlipKind.LEADER_PRICE) else self._names[flip.rival_id]
        )
        is_price = criterion.measure is Measure.PRICE
        return self._price(flip, whose) if is_price and flip.now > 0 else self._amount(flip, criterion, whose)

    def _weight(self, flip: Flip, criterion: Criterion) -> str:
        tr = self._speech.tr
        reached, places = turning(flip.needed, flip.now)
        fields = {
            "criterion": criterion.name,
            "now": percent(self._speech, flip.now, places),
            "needed": percent(self._speech, reached, places),
        }
        if flip.needed > flip.now:
            return tr("the weight of {criterion} rises from {now} to {needed}", **fields)
        return tr("the weight of {criterion} falls from {now} to {needed}", **fields)

    def _price(self, flip: Flip, whose: str) -> str:
        tr = self._speech.tr
        share = price_change(self._speech, (flip.needed - flip.now) / flip.now)
        if flip.needed < flip.now:
            return tr("{candidate} cuts its price by {share}", candidate=whose, share=share)
        return tr("the price of {candidate} rises by {share}", candidate=whose, share=share)

    def _amount(self, flip: Flip, criterion: Criterion, whose: str) -> str:
        tr = self._speech.tr
        unit = f" {criterion.unit}" if criterion.measure is Measure.MEASURED and criterion.unit else ""
        needed = amount_beyond(criterion, flip.needed, flip.now)
        fields = {
            "candidate": whose,
            "criterion": criterion.name,
            "now": self._speech.tick(flip.now),
            "needed": self._speech.tick(needed) + unit,
        }
        if flip.needed > flip.now:
            return tr("{candidate} rises from {now} to {needed} on {criterion}", **fields)
        return tr("{candidate} falls from {now} to {needed} on {criterion}", **fields)


def _easiest(flips: Iterable[Flip]) -> Iterator[Flip]:
    """Yield the easiest change of weight, of the leader and of the rival; flips come with the easiest first."""
    sides = set(_SIDES)
    for flip in flips:
        side = next((kinds for kinds in sides if flip.kind in kinds), None)
        if side is not None:
            sides.remove(side)
            yield flip
