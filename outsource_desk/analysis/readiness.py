"""The readiness of a contingency plan: eight parts that add up to 100, and five caps that no paperwork lifts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from outsource_desk.domain.contingency import ExerciseKind, FallbackStatus
from outsource_desk.domain.tier import Tier

# What each part can earn; together 100. Source: product rule, as are the shares and caps below.
MOST: Mapping[str, float] = {
    "scenarios": 15.0,
    "triggers": 10.0,
    "steps": 15.0,
    "fallback": 20.0,
    "recovery": 15.0,
    "exit": 10.0,
    "exercise": 10.0,
    "authority": 5.0,
}
FALLBACK_SHARES: Mapping[FallbackStatus, float] = {
    FallbackStatus.IDEA: 0.2,
    FallbackStatus.IDENTIFIED: 0.4,
    FallbackStatus.TERMS_AGREED: 0.7,
    FallbackStatus.TESTED: 1.0,
}
EXERCISE_SHARES: Mapping[ExerciseKind, float] = {
    ExerciseKind.CHECKLIST_REVIEW: 0.3,
    ExerciseKind.TABLETOP: 0.6,
    ExerciseKind.SIMULATION: 0.6,
    ExerciseKind.PARTIAL_TEST: 0.8,
    ExerciseKind.FULL_TEST: 1.0,
}
FRESH_MONTHS = 12  # what is older begins to count less
STALE_MONTHS = 24  # what is older counts nothing


@dataclass(frozen=True)
class Process:
    """How soon a process must run again, and how soon its manual workaround does; in hours, None = not known."""

    mtpd_hours: float | None
    workaround_hours: float | None = None


@dataclass(frozen=True)
class Carrier:
    """A fallback: how real it is, and the hours from the call until it carries the service."""

    status: FallbackStatus
    hours: float | None


@dataclass(frozen=True)
class Trial:
    """An exercise that was held, by its age in months."""

    kind: ExerciseKind
    age_months: int
    is_failed: bool = False


@dataclass(frozen=True)
class ReadinessFacts:
    """What is known of a plan, as the score needs it. What is not known never helps.

    Attributes:
        scenarios, triggers, steps, recovery, exit_items: shares of what there should be, 0..1.
        trials: oldest first.
        exit_days: how long leaving takes; None = not known.
        assured_days: how long the provider must keep serving, by notice or assistance; None = not agreed.
    """

    scenarios: float = 0.0
    triggers: float = 0.0
    steps: float = 0.0
    fallbacks: tuple[Carrier, ...] = ()
    processes: tuple[Process, ...] = ()
    recovery: float = 0.0
    exit_items: float = 0.0
    trials: tuple[Trial, ...] = ()
    has_owner_and_deputy: bool = False
    has_budget: bool = False
    is_draft: bool = True
    tier: Tier | None = None
    exit_days: float | None = None
    assured_days: float | None = None
    is_scenario_unowned: bool = True


@dataclass(frozen=True)
class Part:
    """What one part earned of what it could."""

    key: str
    earned: float
    most: float


@dataclass(frozen=True)
class Cap:
    """A shortcoming that holds the whole score down."""

    code: str  # CAP1..CAP5
    limit: float


@dataclass(frozen=True)
class Score:
    """The readiness of a plan: its parts, their sum, the caps that are hit and what is left, 0..100."""

    parts: tuple[Part, ...]
    raw: float
    caps: tuple[Cap, ...]
    score: float


def tightest_mtpd(processes: Iterable[Process]) -> float | None:
    """Return the shortest tolerable disruption of all processes, in hours; None where none is known."""
    return min((each.mtpd_hours for each in processes if each.mtpd_hours is not None), default=None)


def is_in_time(hours: float | None, mtpd_hours: float | None) -> bool:
    """Tell whether something is known to start before a disruption becomes unbearable."""
    return hours is not None and mtpd_hours is not None and hours <= mtpd_hours


def carrier_share(carrier: Carrier, mtpd_hours: float | None) -> float:
    """Return what a fallback is worth, 0..1: half where it does not start in time, or nobody knows."""
    return FALLBACK_SHARES[carrier.status] * (1.0 if is_in_time(carrier.hours, mtpd_hours) else 0.5)


def trial_share(trials: Iterable[Trial]) -> float:
    """Return what the best of some exercises, oldest first, is worth, 0..1.

    A failure halves its own exercise and, while it is the last word, every earlier one.
    """
    held = list(trials)
    ended_badly = bool(held) and held[-1].is_failed
    return max((_aged(each) * (0.5 if each.is_failed or ended_badly else 1.0) for each in held), default=0.0)


def _aged(trial: Trial) -> float:
    """Return what an exercise is worth at its age."""
    if trial.age_months > STALE_MONTHS:
        return 0.0
    return EXERCISE_SHARES[trial.kind] * (1.0 if trial.age_months <= FRESH_MONTHS else 0.5)


def is_carried(facts: ReadinessFacts) -> bool:
    """Tell whether every process is carried in time, by a fallback that is more than an idea or its own workaround."""
    real = [each.hours for each in facts.fallbacks if each.status is not FallbackStatus.IDEA]
    return bool(facts.processes) and all(
        any(is_in_time(hours, process.mtpd_hours) for hours in (*real, process.workaround_hours))
        for process in facts.processes
    )


def is_way_out_open(facts: ReadinessFacts) -> bool:
    """Tell whether the service is known to be assured for as long as leaving takes."""
    return facts.exit_days is not None and facts.assured_days is not None and facts.exit_days <= facts.assured_days


def _is_untried(facts: ReadinessFacts) -> bool:
    """Tell whether a critical function's plan was not exercised within a year."""
    return facts.tier is Tier.T1 and not any(each.age_months <= FRESH_MONTHS for each in facts.trials)


_CAPS: Mapping[str, tuple[float, Callable[[ReadinessFacts], bool]]] = {
    "CAP1": (50.0, lambda facts: facts.is_draft),
    "CAP2": (40.0, lambda facts: not is_carried(facts)),
    "CAP3": (60.0, _is_untried),
    "CAP4": (55.0, lambda facts: not is_way_out_open(facts)),
    "CAP5": (60.0, lambda facts: facts.is_scenario_unowned),
}


def readiness_score(facts: ReadinessFacts) -> Score:
    """Return how ready a plan is: the sum of its parts, held down by the lowest cap that is hit.

    Source: product rule; tests/analysis/test_readiness.py holds two plans worked out by hand.
    """
    shares = {
        "scenarios": facts.scenarios,
        "triggers": facts.triggers,
        "steps": facts.steps,
        "fallback": _best_carrier(facts),
        "recovery": facts.recovery,
        "exit": facts.exit_items,
        "exercise": trial_share(facts.trials),
        "authority": 0.5 * facts.has_owner_and_deputy + 0.5 * facts.has_budget,
    }
    parts = tuple(Part(key, share * MOST[key], MOST[key]) for key, share in shares.items())
    raw = sum(each.earned for each in parts)
    caps = tuple(Cap(code, limit) for code, (limit, is_hit) in _CAPS.items() if is_hit(facts))
    return Score(parts, raw, caps, min([raw, *(each.limit for each in caps)]))


def _best_carrier(facts: ReadinessFacts) -> float:
    """Return what the best fallback is worth, against the process that bears least."""
    mtpd = tightest_mtpd(facts.processes)
    return max((carrier_share(each, mtpd) for each in facts.fallbacks), default=0.0)
