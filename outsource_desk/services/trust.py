"""How far the first place can be trusted, rule by rule, each in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor

from outsource_desk.analysis.robustness import (
    CLEAR_FIRST,
    NEAR_PRICE,
    STEPS_OF_SCALE,
    SURE_FIRST,
    Finding,
    Rule,
    finding,
    lead_finding,
    scored_finding,
    simulation_finding,
    stability_finding,
    verdict_of,
)
from outsource_desk.analysis.sensitivity import SAME_WEIGHT
from outsource_desk.charts.shares import price_change, turning
from outsource_desk.charts.speech import ENGLISH
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.formatting import number, percent, plain
from outsource_desk.domain.ranking import TIE_POINTS, GateStatus
from outsource_desk.domain.robustness import (
    DropOne,
    Flip,
    FlipKind,
    Reason,
    Robustness,
    Simulation,
    Stability,
    Trust,
    TrustVerdict,
)
from outsource_desk.services.case import DecisionCase
from outsource_desk.services.flip_words import amount_beyond

_ALIKE = 1e-9


def trust_of(case: DecisionCase, robustness: Robustness, simulation: Simulation | None) -> TrustVerdict:
    """Judge how far the first place can be trusted.

    A lead inside the threshold, or a first place in fewer than 60 % of samples, means no clear winner. One weight
    within 5 points, one step of one score, 1 % of one price, open values, somebody's withdrawal, or a first place in
    fewer than 80 % of samples make it sensitive.

    Args:
        case: what is judged.
        robustness: of the case.
        simulation: of the case; None = not simulated, then nothing is said of it.
    """
    if robustness.leader_id is None or robustness.rival_id is None:
        return TrustVerdict(Trust.NOTHING, robustness.leader_id, None)
    judge = _Judge(case, robustness, simulation)
    found = tuple(judge.findings())
    reasons = tuple(Reason(each.rule.value, each.speaks_for, text) for each, text in found)
    return TrustVerdict(
        verdict_of(each for each, _ in found), robustness.leader_id, robustness.rival_id, reasons
    )  # fmt: skip


class _Judge:
    """Applies every rule to one case."""

    def __init__(self, case: DecisionCase, robustness: Robustness, simulation: Simulation | None) -> None:
        assert robustness.leader_id is not None
        assert robustness.rival_id is not None
        self._case, self._ranking, self._robustness, self._simulation = case, case.ranking, robustness, simulation
        self._names: Mapping[int, str] = {candidate.id: candidate.name for candidate in case.candidates}
        self._criteria = {criterion.id: criterion for criterion in case.evaluation.criteria}
        self._leader_id = robustness.leader_id
        self._leader = self._names[robustness.leader_id]
        self._rival = self._names[robustness.rival_id]

    def findings(self) -> Iterator[tuple[Finding, str]]:
        """Yield what each rule says, with its sentence."""
        yield from self._scored()
        yield self._lead()
        if self._simulation is not None:
            yield self._first(self._simulation)
        is_shared = len(self._ranking.leaders) > 1
        if self._case.is_too_early:
            yield self._open()
            return
        if not is_shared:
            yield self._stability()
            yield self._score()
            yield from self._price()
        yield self._open()
        yield self._drop_one()
        if any(self._robustness.leader_id == each.better_id for each in self._robustness.dominance):
            yield from self._dominance()

    def _scored(self) -> Iterator[tuple[Finding, str]]:
        """Yield that too little is scored, where it is so."""
        found = scored_finding(self._case.scored)
        if not found.speaks_for:
            share = percent(floor(100 * self._case.scored + _ALIKE) / 100)
            yield found, f"Only {share} of the weight is scored."

    def _lead(self) -> tuple[Finding, str]:
        ranking = self._ranking
        margin = ranking.margin or 0.0
        found = lead_finding(margin + TIE_POINTS, ranking.threshold)
        if len(ranking.leaders) > 1:
            return found, f"{self._leader} and {self._rival} share the first place."
        places = 3 if ranking.is_lead_rounded_over else 1
        lead = number(margin, places) if places > 1 else number(ranking.lead, 1)
        least = number(ranking.threshold, places)
        if found.speaks_for:
            return found, f"{self._leader} is {lead} points ahead of {self._rival}; a clear lead takes {least}."
        return found, f"{self._leader} is only {lead} points ahead of {self._rival}; a clear lead takes {least}."

    def _first(self, simulation: Simulation) -> tuple[Finding, str]:
        share = simulation.first(self._leader_id)
        found, said = simulation_finding(share), _outward(share)
        if found.speaks_for:
            return found, f"{self._leader} comes first in {said} of all simulated cases."
        best = max(self._ranking.ranked, key=lambda one: simulation.first(one.candidate.id))
        most = simulation.first(best.candidate.id)
        if most > share and best.open_leaves:
            name, often = best.candidate.name, _outward(most)
            leader = self._leader
            return found, (
                f"Simulated, {name} comes first more often ({often}, {leader} {said}): open scores may turn out high."
            )
        if found.allows is Trust.NO_CLEAR_WINNER:
            limit = percent(CLEAR_FIRST)
            return (
                found,
                f"Simulated, {self._leader} comes first in only {said} of all cases; a clear winner takes {limit}.",
            )
        limit = percent(SURE_FIRST)
        return found, f"Simulated, {self._leader} comes first in {said} of all cases; robust takes {limit}."

    def _stability(self) -> tuple[Finding, str]:
        nearest = min(self._turning_weights(), key=lambda each: abs(each[1] - each[0].weight), default=None)
        if nearest is None:
            return stability_finding(None), "No change of a single weight turns the first place."
        one, limit, rival = nearest
        found = stability_finding(abs(limit - one.weight))
        name, now, needed = self._criteria[one.criterion_id].name, *_turn(limit, one.weight)
        if found.speaks_for:
            return found, f"The nearest weight that turns the first place is that of {name}: {needed} instead of {now}."
        other = self._names[rival]
        return found, f"A small change of weight puts {other} first: {name} at {needed} instead of {now}."

    def _turning_weights(self) -> Iterator[tuple[Stability, float, int]]:
        for one in self._robustness.stability:
            for needed, rival in ((one.low, one.rival_below), (one.high, one.rival_above)):
                if rival is not None and abs(needed - one.weight) > SAME_WEIGHT:
                    yield one, needed, rival

    def _score(self) -> tuple[Finding, str]:
        near = next(filter(self._is_one_step, self._robustness.flips), None)
        if near is None:
            return finding(Rule.SCORE, turns=False), "No single score turns the first place by one step."
        whose = self._leader if near.kind is FlipKind.LEADER_SCORE else self._names[near.rival_id]
        leaf = self._criteria[near.criterion_id]
        now, needed = plain(near.now), plain(amount_beyond(leaf, near.needed, near.now))
        text = f"One step of one score turns the first place: {whose}, {leaf.name}, {needed} instead of {now}."
        return finding(Rule.SCORE, turns=True), text

    def _price(self) -> Iterator[tuple[Finding, str]]:
        """Yield the price by which the first place hangs, where there is one."""
        prices = (FlipKind.LEADER_PRICE, FlipKind.RIVAL_PRICE)
        near = next((flip for flip in self._robustness.flips if flip.kind in prices), None)
        if near is None or near.effort > NEAR_PRICE + _ALIKE:
            return
        whose = self._leader if near.kind is FlipKind.LEADER_PRICE else self._names[near.rival_id]
        found, share = finding(Rule.PRICE, turns=True), price_change(ENGLISH, near.effort)
        if near.needed > near.now:
            yield found, f"A small change of one price turns the first place: {whose} asks {share} more."
        else:
            yield found, f"A small change of one price turns the first place: {whose} asks {share} less."

    def _is_one_step(self, flip: Flip) -> bool:
        if flip.kind not in (FlipKind.LEADER_SCORE, FlipKind.RIVAL_SCORE):
            return False
        leaf = self._criteria[flip.criterion_id]
        change, step = abs(flip.needed - flip.now), step_of(leaf)
        is_enough = change <= step * (1 + _ALIKE) if leaf.step > 0 else change < step * (1 - _ALIKE)
        return leaf.measure is Measure.JUDGED and is_enough

    def _open(self) -> tuple[Finding, str]:
        challengers = [one.candidate.name for one in self._ranking.challengers]
        leader = next(one for one in self._ranking.ranked if one.candidate.id == self._leader_id)
        if leader.gate is GateStatus.OPEN:
            return Finding(Rule.OPEN, Trust.NO_CLEAR_WINNER), f"{self._leader} has not passed all gates yet."
        if challengers:
            text = f"Open values could still put {challengers[0]} first."
            return finding(Rule.OPEN, turns=True), text
        if any(one.open_leaves for one in self._ranking.ranked):
            return finding(Rule.OPEN, turns=False), "Whatever the open values turn out to be, the first place stays."
        return finding(Rule.OPEN, turns=False), "No value that counts is open."

    def _drop_one(self) -> tuple[Finding, str]:
        turned = next((each for each in self._robustness.drop_one if self._is_turned(each)), None)
        if turned is None and self._case.depends_on_offers:
            text = "No single withdrawal turns the first place, but a scale stems from the offers themselves."
            return finding(Rule.DROP_ONE, turns=False), text
        if turned is None:
            return finding(Rule.DROP_ONE, turns=False), "The first place does not depend on who else takes part."
        dropped, first = self._names[turned.dropped_id], self._names[turned.order_after[0]]
        text = f"If {dropped} withdraws, {first} comes first instead of {self._leader}."
        return finding(Rule.DROP_ONE, turns=True), text

    def _is_turned(self, each: DropOne) -> bool:
        is_other = each.dropped_id != self._leader_id
        return is_other and bool(each.order_after) and each.order_after[0] != each.order_before[0]

    def _dominance(self) -> Iterator[tuple[Finding, str]]:
        worse = {each.worse_id for each in self._robustness.dominance if each.better_id == self._leader_id}
        others = self._names.keys() - {self._leader_id}
        found = finding(Rule.DOMINANCE, turns=False)
        if worse == others:
            yield found, f"{self._leader} is at least as good as everybody else on every criterion."
        elif self._robustness.rival_id in worse:
            yield found, f"{self._leader} is at least as good as {self._rival} on every criterion."


def step_of(leaf: Criterion) -> float:
    """Return one step of a judged scale, in points."""
    return leaf.step if leaf.step > 0 else leaf.maximum / STEPS_OF_SCALE


def _turn(needed: float, now: float) -> tuple[str, str]:
    """Return the present weight and one that turns the first place, as they are printed everywhere."""
    reached, places = turning(needed, now)
    return percent(now, places), percent(reached, places)


def _outward(share: float) -> str:
    """Return a share of samples in per cent; neither all nor none unless it is all or none."""
    if 0 < share < 0.0005 or 0.9995 <= share < 1:
        return percent(min(max(share, 0.001), 0.999), 1)
    return percent(share, 1) if 0 < share < 1 else percent(share)
