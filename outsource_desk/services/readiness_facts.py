"""What is prepared for the failure of the preferred vendor, counted as the readiness of a plan needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.analysis.readiness import (
    FRESH_MONTHS,
    Carrier,
    Process,
    ReadinessFacts,
    Trial,
    carrier_share,
    tightest_mtpd,
)
from outsource_desk.domain.checks import is_same_person
from outsource_desk.domain.contingency import (
    Contingency,
    Exercise,
    ExerciseResult,
    Fallback,
    FallbackKind,
    Plan,
    PlanState,
    RecoveryObjective,
    Scenario,
    Step,
    Trigger,
    TriggerLevel,
)
from outsource_desk.domain.days import days_after, months_between
from outsource_desk.domain.leaving import ExitItem, ExitPhase, ItemState
from outsource_desk.domain.protection import Protection
from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.required_scenarios import missing_codes, required_codes
from outsource_desk.services.risk_findings import judged_risks
from outsource_desk.services.tiering import tier_of
from outsource_desk.services.triggers import last_seen

if TYPE_CHECKING:
    from outsource_desk.domain.exit_clock import ExitClock
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.domain.tier import Tier
    from outsource_desk.domain.vendor import Candidate

CHECK_DAYS = 31  # a trigger that nobody has looked at for longer is not watched
_SETTLED = frozenset({ItemState.DONE, ItemState.NOT_APPLICABLE, ItemState.WAIVED})


@dataclass(frozen=True)
class Comparison:
    """One time of a process held against another, in hours: what we need, and what is offered or planned."""

    objective_id: int
    process: str
    what: str  # rto: our target against what is tolerable; provider: its target against ours; backup: against our RPO
    needed: float | None
    offered: float | None

    @property
    def is_met(self) -> bool:
        """Tell whether it is known to suffice."""
        return self.needed is not None and self.offered is not None and self.offered <= self.needed

    @property
    def is_missed(self) -> bool:
        """Tell whether it is known not to suffice."""
        return self.needed is not None and self.offered is not None and self.offered > self.needed


@dataclass(frozen=True)
class Prepared:
    """What was found of a plan, with the rows that are lacking, and the facts that it is scored by."""

    contingency: Contingency
    as_of: str
    tier: Tier | None
    candidate: Candidate | None  # whose failure it is prepared for
    required: tuple[str, ...]  # codes of scenarios, in order
    missing: tuple[str, ...]  # of them not in the plan
    unowned: tuple[Scenario, ...]  # required ones without an owner
    unwatched: tuple[Scenario, ...]  # no trigger to activate is checked
    loose_steps: tuple[Step, ...]  # without a person or a deadline
    steps: int
    fallback: Fallback | None  # the best
    comparisons: tuple[Comparison, ...]
    exit_items: tuple[ExitItem, ...]  # mandatory ones of design and maintenance
    open_items: tuple[ExitItem, ...]  # of them not done, or done too long ago
    held: tuple[Exercise, ...]  # oldest first
    clock: ExitClock
    facts: ReadinessFacts


def prepared_of(evaluation: Evaluation, ranking: Ranking) -> Prepared:
    """Return what is prepared for the failure of the preferred vendor."""
    protection = evaluation.protection
    assert protection is not None
    contingency, as_of = protection.contingency, protection.as_of
    candidate = preferred_of(evaluation, ranking)
    required = tuple(sorted(required_codes(evaluation)))
    missing = missing_codes(evaluation)
    above = {each.risk.id for each in judged_risks(evaluation) if each.is_above}
    owed = [
        each
        for each in contingency.scenarios
        if each.is_required or each.code in required or not above.isdisjoint(each.risk_ids)
    ]
    unowned = tuple(each for each in owed if not each.owner.strip())
    unwatched = tuple(each for each in contingency.scenarios if not _is_watched(each, protection))
    steps = [step for scenario in contingency.scenarios for step in scenario.steps]
    loose = tuple(each for each in steps if not contingency.person(each).strip() or each.deadline_hours is None)
    comparisons = tuple(comparisons_of(contingency, candidate))
    items = tuple(_mandatory(protection))
    open_items = tuple(each for each in items if not is_settled(each, as_of))
    held = contingency.held(as_of)
    processes = tuple(_process(each) for each in contingency.objectives)
    carriers = [each for each in contingency.fallbacks if _carries(each, candidate)]
    tier = tier_of(evaluation.initiative, evaluation.tiering).tier
    clock = exit_clock(evaluation, ranking)
    plan = contingency.plan
    facts = ReadinessFacts(
        scenarios=_share(len(required) - len(missing), len(required)),
        triggers=_share(len(contingency.scenarios) - len(unwatched), len(contingency.scenarios)),
        steps=_share(len(steps) - len(loose), len(steps)),
        fallbacks=tuple(map(_carrier, carriers)),
        processes=processes,
        recovery=_share(sum(each.is_met for each in comparisons), len(comparisons)),
        exit_items=_share(len(items) - len(open_items), len(items)),
        trials=tuple(_trial(each, as_of) for each in held),
        has_owner_and_deputy=plan is not None and _are_two(plan.decision_owner, plan.deputy),
        has_budget=plan is not None and plan.is_budget_approved,
        is_draft=plan is None or not is_in_force(plan, as_of) or is_hollow(contingency),
        tier=tier,
        exit_days=None if clock.is_lower_bound else clock.planned_days,
        assured_days=clock.assured_days,
        is_scenario_unowned=bool(missing or unowned),
    )
    best = max(carriers, key=lambda each: carrier_share(_carrier(each), tightest_mtpd(processes)), default=None)
    return Prepared(
        contingency, as_of, tier, candidate, required, missing, unowned, unwatched, loose, len(steps), best,
        comparisons, items, open_items, held, clock, facts,
    )  # fmt: skip


def comparisons_of(contingency: Contingency, candidate: Candidate | None) -> Iterator[Comparison]:
    """Yield three comparisons for each process: our target, the provider's, and how much may be lost."""
    for each in contingency.objectives:
        offer = each.commitment(candidate.id if candidate else None)
        yield Comparison(each.id, each.process, "rto", each.mtpd_hours, each.rto_hours)
        yield Comparison(each.id, each.process, "provider", each.rto_hours, offer.rto_hours if offer else None)
        yield Comparison(each.id, each.process, "backup", each.rpo_hours, offer.backup_hours if offer else None)


def _are_two(owner: str, deputy: str) -> bool:
    return bool(owner.strip() and deputy.strip()) and not is_same_person(owner, deputy)


def _carries(fallback: Fallback, failing: Candidate | None) -> bool:
    """Tell whether a fallback could carry the service: neither its suspension nor the very vendor that fails."""
    if fallback.kind in (FallbackKind.SUSPEND, FallbackKind.SECOND_SITE):
        return fallback.kind is FallbackKind.SECOND_SITE
    return failing is None or fallback.candidate_id != failing.id


def is_in_force(plan: Plan, as_of: str) -> bool:
    """Tell whether a plan has been looked at by somebody, less than a year ago; else it counts as a draft."""
    if plan.state in (PlanState.DRAFT, PlanState.RETIRED):
        return False
    return plan.looked_at is not None and months_between(plan.looked_at, as_of) <= FRESH_MONTHS


def is_hollow(contingency: Contingency) -> bool:
    """Tell whether a plan holds nothing, or a scenario of which nothing says when it comes or what then to do."""
    return not contingency.scenarios or any(not (each.triggers and each.steps) for each in contingency.scenarios)


def is_settled(item: ExitItem, as_of: str) -> bool:
    """Tell whether an exit item asks for nothing now; what is to be done every year counts for a year."""
    if item.state not in _SETTLED:
        return False
    if item.done_on is not None and item.done_on > as_of:
        return False
    if item.due != "yearly" or item.state is not ItemState.DONE:
        return True
    return item.done_on is not None and months_between(item.done_on, as_of) <= FRESH_MONTHS


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _is_watched(scenario: Scenario, protection: Protection) -> bool:
    return any(_is_sharp(each) and is_checked(each, protection) for each in scenario.triggers)


def _is_sharp(trigger: Trigger) -> bool:
    """Tell whether a trigger says when to declare, and where to look."""
    has_threshold = trigger.comparison == "event" or trigger.threshold is not None
    return trigger.level is TriggerLevel.ACTIVATE and has_threshold and bool(trigger.source.strip())


def is_checked(trigger: Trigger, protection: Protection) -> bool:
    """Tell whether somebody, or a reading, has looked at a trigger within the last month."""
    seen = last_seen(protection, trigger)
    return seen is not None and days_after(protection.as_of, -CHECK_DAYS) <= seen.on <= protection.as_of


def _mandatory(protection: Protection) -> Iterator[ExitItem]:
    for each in protection.leaving.items:
        if each.is_mandatory and each.phase in (ExitPhase.DESIGN, ExitPhase.MAINTAIN):
            yield each


def _process(objective: RecoveryObjective) -> Process:
    return Process(objective.mtpd_hours, objective.workaround_hours if objective.workaround.strip() else None)


def _carrier(fallback: Fallback) -> Carrier:
    return Carrier(fallback.status, fallback.activation_hours)


def _trial(exercise: Exercise, as_of: str) -> Trial:
    assert exercise.held_on is not None
    age = months_between(exercise.held_on, as_of)
    return Trial(exercise.kind, age, exercise.result is ExerciseResult.FAILED)
