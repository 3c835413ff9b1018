"""How ready we are for the failure of the preferred vendor: 0 to 100, why not more, and what would help most."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.analysis.readiness import (
    Carrier,
    ReadinessFacts,
    Score,
    Trial,
    readiness_score,
)
from outsource_desk.domain.contingency import ExerciseKind, FallbackStatus
from outsource_desk.domain.tier import Tier
from outsource_desk.services.readiness_facts import Prepared, prepared_of
from outsource_desk.services.readiness_words import ageing_words, cap_words, missing_words

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.domain.vendor import Candidate

# tier → the least readiness with which a plan may be approved. Source: product rule.
LEAST: Mapping[Tier, int] = {Tier.T1: 70, Tier.T2: 55, Tier.T3: 35}
LABELS: Mapping[str, str] = {
    "scenarios": "Scenarios",
    "triggers": "Triggers watched",
    "steps": "Steps assigned",
    "fallback": "Fallback",
    "recovery": "Recovery times",
    "exit": "Exit plan",
    "exercise": "Exercises",
    "authority": "Authority and money",
}
NO_PLAN = "Nobody has begun a contingency plan, so nothing counts."
_MOST_LIFTS = 3
_NOTHING = 1e-9


class ReadinessBand(StrEnum):
    """What a score of readiness means, in a word."""

    READY = "ready"
    NEARLY = "nearly ready"
    WEAK = "weak"
    NOT_READY = "not ready"


_BANDS = ((80.0, ReadinessBand.READY), (60.0, ReadinessBand.NEARLY), (40.0, ReadinessBand.WEAK))


@dataclass(frozen=True)
class ReadinessPart:
    """What one part earned of what it could, and what it lacks."""

    key: str
    label: str
    earned: float
    most: float
    missing: str  # a sentence; empty where nothing is


@dataclass(frozen=True)
class ReadinessCap:
    """A shortcoming that holds the score down whatever else is prepared."""

    code: str  # CAP1..CAP5
    limit: float
    words: str  # a sentence


@dataclass(frozen=True)
class Lift:
    """Something to do, and what the readiness would be once it and all before it were done."""

    key: str  # of the part that it is about
    words: str
    score: float


@dataclass(frozen=True)
class Readiness:
    """How ready we are, 0..100.

    Attributes:
        raw: the sum of the parts, before the caps.
        caps: those that are hit, the lowest first.
        lifts: what would help most, in order.
        ageing: what counts until when.
        least: what the tier asks for; None while the tier is not known.
        candidate: whose failure it is about.
    """

    score: float
    raw: float
    parts: tuple[ReadinessPart, ...]
    caps: tuple[ReadinessCap, ...]
    lifts: tuple[Lift, ...]
    ageing: tuple[str, ...]
    least: int | None
    candidate: Candidate | None
    has_plan: bool = True

    @property
    def points(self) -> int:
        """Return the score in whole points, never more than it is."""
        return math.floor(self.score + _NOTHING)

    @property
    def band(self) -> ReadinessBand:
        """Return what the score means in a word."""
        return band_of(self.score)

    @property
    def is_enough(self) -> bool | None:
        """Tell whether it is as much as the tier asks for; nothing while the tier is not known."""
        return None if self.least is None else self.score >= self.least - _NOTHING


def band_of(score: float) -> ReadinessBand:
    """Return what a score of readiness, 0..100, means in a word."""
    return next((band for least, band in _BANDS if score >= least - _NOTHING), ReadinessBand.NOT_READY)


def readiness_of(evaluation: Evaluation, ranking: Ranking) -> Readiness:
    """Return how ready we are for the failure of the preferred vendor; without any plan it is 0."""
    return readiness_from(prepared_of(evaluation, ranking))


def readiness_if_approved(evaluation: Evaluation, ranking: Ranking) -> Readiness:
    """Return how ready the plan would make us once approved: what is asked before it is."""
    found = prepared_of(evaluation, ranking)
    return readiness_from(replace(found, facts=_approve(found.facts)))


def readiness_from(found: Prepared) -> Readiness:
    """Return how ready a plan makes us by what was found of it."""
    has_plan = found.contingency.is_begun
    score = readiness_score(found.facts)
    parts = tuple(
        ReadinessPart(each.key, LABELS[each.key], each.earned, each.most, missing_words(each.key, found))
        for each in score.parts
    )
    caps = tuple(ReadinessCap(each.code, each.limit, cap_words(each, found)) for each in score.caps)
    return Readiness(
        score.score if has_plan else 0.0,
        score.raw,
        parts,
        tuple(sorted(caps, key=lambda each: each.limit)) if has_plan else (ReadinessCap("", 0.0, NO_PLAN),),
        tuple(_lifts(found.facts, score)) if has_plan else (),
        ageing_words(found),
        LEAST.get(found.tier) if found.tier else None,
        found.candidate,
        has_plan,
    )


_Change = Callable[[ReadinessFacts], ReadinessFacts]


def _approve(facts: ReadinessFacts) -> ReadinessFacts:
    return replace(facts, is_draft=False)


def _carry(facts: ReadinessFacts) -> ReadinessFacts:
    processes = tuple(replace(each, mtpd_hours=each.mtpd_hours or 0.0) for each in facts.processes)
    return replace(facts, fallbacks=(Carrier(FallbackStatus.TESTED, 0.0),), processes=processes)


def _exercise(facts: ReadinessFacts) -> ReadinessFacts:
    return replace(facts, trials=(*facts.trials, Trial(ExerciseKind.TABLETOP, 0)))


def _leave(facts: ReadinessFacts) -> ReadinessFacts:
    return replace(facts, exit_days=0.0, assured_days=0.0)


def _own(facts: ReadinessFacts) -> ReadinessFacts:
    return replace(facts, is_scenario_unowned=False, scenarios=1.0)


def _authorise(facts: ReadinessFacts) -> ReadinessFacts:
    return replace(facts, has_owner_and_deputy=True, has_budget=True)


def _share(field: str) -> _Change:
    return lambda facts: replace(facts, **{field: 1.0})


_ACTS: tuple[tuple[str, str, _Change], ...] = (  # where, what to do, and what of the facts is then otherwise
    ("fallback", "Test a fallback that starts in time.", _carry),
    ("approval", "Have the plan reviewed and approved.", _approve),
    ("exit", "Make leaving no longer than notice or assistance.", _leave),
    ("scenarios", "Plan for every required scenario, each with an owner.", _own),
    ("exercise", "Hold a tabletop exercise.", _exercise),
    ("recovery", "Agree recovery times that suffice.", _share("recovery")),
    ("steps", "Give every step a person and a deadline.", _share("steps")),
    ("triggers", "Check a trigger of each scenario.", _share("triggers")),
    ("exit", "Settle the mandatory exit items.", _share("exit_items")),
    ("authority", "Name who decides, and have the budget approved.", _authorise),
)


def _lifts(facts: ReadinessFacts, now: Score) -> Iterator[Lift]:
    """Yield the acts that help most, each on top of those before; none that would not help."""
    left = list(_ACTS)
    for _ in range(_MOST_LIFTS):
        best = max(left, key=lambda act: _gain(act[2](facts), now))
        if max(_gain(best[2](facts), now)) <= _NOTHING:
            return
        left.remove(best)
        facts = best[2](facts)
        now = readiness_score(facts)
        yield Lift(best[0], best[1], now.score)


def _gain(facts: ReadinessFacts, now: Score) -> tuple[float, int, float]:
    """Return what a change of facts gains: points first, then caps lifted, then points that a cap hides."""
    score = readiness_score(facts)
    return score.score - now.score, len(now.caps) - len(score.caps), score.raw - now.raw
