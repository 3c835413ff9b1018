"""The contingency plan: what may fail, how we notice, who acts in which order, and what carries the service then."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen


class PlanState(StrEnum):
    """How far a plan has come."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    ACTIVE = "active"  # a scenario has happened
    STOOD_DOWN = "stood_down"
    RETIRED = "retired"

    @property
    def words(self) -> str:
        """Return what the plan then is, as a sentence has it."""
        return {PlanState.DRAFT: "a draft", PlanState.ACTIVE: "in use"}.get(self, self.replace("_", " "))


class TriggerLevel(StrEnum):
    """What a sign asks for."""

    WATCH = "watch"  # prepare
    ACTIVATE = "activate"  # declare


class Comparison(StrEnum):
    """When the value of a trigger's check raises it."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EVENT = "event"  # somebody says so


class Phase(StrEnum):
    """When a step belongs."""

    H24 = "h24"  # the first 24 hours
    D30 = "d30"  # the first 30 days
    D90 = "d90"  # the first 90 days


class FallbackKind(StrEnum):
    """What may carry the service instead."""

    BACKUP_VENDOR = "backup_vendor"
    BRING_IN_HOUSE = "bring_in_house"
    SECOND_SITE = "second_site_same_vendor"
    HYBRID = "hybrid"
    MANUAL = "manual_workaround"
    SUSPEND = "suspend_service"


class FallbackStatus(StrEnum):
    """How real a fallback is."""

    IDEA = "idea"
    IDENTIFIED = "identified"
    TERMS_AGREED = "terms_agreed"
    TESTED = "tested"


class ExerciseKind(StrEnum):
    """How hard a plan is tried, the easiest first."""

    CHECKLIST_REVIEW = "checklist_review"
    TABLETOP = "tabletop"
    SIMULATION = "simulation"
    PARTIAL_TEST = "partial_test"
    FULL_TEST = "full_test"


class ExerciseResult(StrEnum):
    """How an exercise ended."""

    PASSED = "passed"
    PASSED_WITH_ACTIONS = "passed_with_actions"
    FAILED = "failed"


@frozen
class RoleHolder:
    """Who fills a role when it matters, and how to reach them."""

    id: int
    initiative_id: int
    role: str  # such as executive_sponsor
    name: str = ""
    phone: str = ""
    email: str = ""
    deputy: str = ""
    deputy_phone: str = ""


@frozen
class Plan:
    """The contingency plan as a document: for whom, by whom, how far."""

    id: int
    initiative_id: int
    candidate_id: int | None = None  # whose failure it is for; None: whoever leads
    version: int = 1
    state: PlanState = PlanState.DRAFT
    author: str = ""
    reviewer: str = ""
    approver: str = ""
    waiver_reason: str = ""  # why it was approved below the readiness that the tier asks for
    decision_owner: str = ""
    deputy: str = ""
    started_on: str | None = None  # YYYY-MM-DD, as all dates
    reviewed_on: str | None = None
    approved_on: str | None = None
    budget: int | None = None  # in minor units of the initiative's currency
    is_budget_approved: bool = False

    @property
    def looked_at(self) -> str | None:
        """Return the day on which it was approved, else reviewed."""
        return self.approved_on or self.reviewed_on


@frozen
class Commitment:
    """What a candidate commits to for one process."""

    id: int
    objective_id: int
    candidate_id: int
    rto_hours: float | None = None
    backup_hours: float | None = None  # between two backups
    minimum_level: float | None = None  # share of 1
    source: str = ""


@frozen
class RecoveryObjective:
    """How soon a process must run again, and how much it may lose."""

    id: int
    initiative_id: int
    process: str
    mtpd_hours: float | None = None  # maximum tolerable period of disruption
    rto_hours: float | None = None  # recovery time objective
    rpo_hours: float | None = None  # recovery point objective
    minimum_level: float | None = None  # of the usual volume while disrupted, share of 1
    workaround: str = ""
    workaround_hours: float | None = None  # until it runs
    peaks: str = ""  # when a disruption hurts most
    commitments: tuple[Commitment, ...] = ()

    def commitment(self, candidate_id: int | None) -> Commitment | None:
        """Return what a candidate commits to."""
        return next((each for each in self.commitments if each.candidate_id == candidate_id), None)


@frozen
class TriggerCheck:
    """Somebody looked whether a trigger is raised."""

    id: int
    trigger_id: int
    checked_on: str
    value: float | None = None
    is_raised: bool = False
    checked_by: str = ""
    note: str = ""


@frozen
class Trigger:
    """A sign that a scenario is coming or has come."""

    id: int
    scenario_id: int
    wording: str
    code: str = ""
    measure: str = ""  # what is counted
    comparison: str = ">="  # >=, <= or event
    threshold: float | None = None
    source: str = ""
    level: TriggerLevel = TriggerLevel.WATCH
    check_days: int = 31
    owner: str = ""
    metric_id: int | None = None  # the metric that it watches
    checks: tuple[TriggerCheck, ...] = ()  # oldest first

    @property
    def last_check(self) -> TriggerCheck | None:
        """Return the latest check."""
        return max(self.checks, key=lambda each: (each.checked_on, each.id), default=None)


@frozen
class Step:
    """One thing to do when a scenario is declared."""

    id: int
    scenario_id: int
    wording: str
    phase: Phase = Phase.H24
    role: str = ""
    owner: str = ""  # a person; empty: whoever holds the role
    deadline_hours: float | None = None  # after the scenario was declared
    proof: str = ""  # how we know that it is done
    needs_vendor: bool = False  # it cannot be done without the provider that fails
    is_prepared: bool = False  # everything it needs lies ready
    needs: tuple[int, ...] = ()  # ids of the steps that must be done before


@frozen
class ActivationEntry:
    """One line of the log that is kept while a plan is used."""

    id: int
    activation_id: int
    at: str  # UTC
    wording: str
    entered_by: str = ""
    step_id: int | None = None  # the step that was done with it


@frozen
class Activation:
    """A scenario was declared, and the plan used."""

    id: int
    scenario_id: int
    declared_at: str  # UTC
    declared_by: str
    reason: str
    stood_down_at: str | None = None
    cost: int | None = None  # in minor units of the initiative's currency
    lessons: str = ""
    entries: tuple[ActivationEntry, ...] = ()

    @property
    def is_running(self) -> bool:
        """Tell whether it has not been stood down."""
        return self.stood_down_at is None


@frozen
class Scenario:
    """One way in which the arrangement may fail."""

    id: int
    initiative_id: int
    title: str
    code: str = ""  # of the library, such as C01
    story: str = ""
    owner: str = ""
    activated_by: str = ""  # role
    activation_rule: str = ""
    stand_down: str = ""  # when it is over
    is_required: bool = False  # by decision; the basic ones and those of risks above appetite are anyway
    exercise_kind: ExerciseKind = ExerciseKind.TABLETOP
    exercise_hours: float | None = None
    injects: tuple[str, ...] = ()
    cost_lines: tuple[str, ...] = ()
    risk_ids: tuple[int, ...] = ()
    fallback_ids: tuple[int, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    steps: tuple[Step, ...] = ()
    activations: tuple[Activation, ...] = ()

    def steps_of(self, phase: Phase) -> tuple[Step, ...]:
        """Return the steps of one phase, in order."""
        return tuple(each for each in self.steps if each.phase is phase)


@frozen
class Fallback:
    """What may carry the service when the provider does not."""

    id: int
    initiative_id: int
    kind: FallbackKind
    title: str
    candidate_id: int | None = None  # the backup vendor
    status: FallbackStatus = FallbackStatus.IDEA
    activation_hours: float | None = None  # from the call until it carries
    sustain_days: int | None = None  # how long it can
    capacity: float | None = None  # share of the usual volume
    one_off_cost: int | None = None  # in minor units of the initiative's currency
    monthly_cost: int | None = None
    needs: str = ""
    shared_risks: str = ""  # what would fail with the provider, in words
    owner: str = ""

    @property
    def can_carry(self) -> bool:
        """Tell whether it could carry the service: it is more than an idea, and not its suspension."""
        return self.status is not FallbackStatus.IDEA and self.kind is not FallbackKind.SUSPEND


@frozen
class Inject:
    """A surprise put to those who exercise, and what they made of it."""

    id: int
    exercise_id: int
    wording: str
    observed: str = ""


@frozen
class ExerciseAction:
    """What an exercise showed must be done."""

    id: int
    exercise_id: int
    wording: str
    owner: str = ""
    due_on: str | None = None
    done_on: str | None = None


@frozen
class Exercise:
    """The plan was tried, or will be."""

    id: int
    initiative_id: int
    kind: ExerciseKind
    scenario_id: int | None = None
    planned_on: str | None = None
    held_on: str | None = None
    participants: str = ""
    is_vendor_present: bool = False
    objectives: int | None = None
    objectives_met: int | None = None
    rto_hours: float | None = None  # as achieved
    result: ExerciseResult | None = None
    script: str = ""
    observations: str = ""
    next_due: str | None = None
    injects_put: tuple[Inject, ...] = ()
    actions: tuple[ExerciseAction, ...] = ()


@frozen
class Contingency:
    """Everything prepared for the failure of the arrangement."""

    plan: Plan | None = None  # None: nobody has begun one
    roles: tuple[RoleHolder, ...] = ()
    objectives: tuple[RecoveryObjective, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    fallbacks: tuple[Fallback, ...] = ()
    exercises: tuple[Exercise, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Tell whether anybody has begun to plan."""
        return self.plan is not None

    def held(self, as_of: str) -> tuple[Exercise, ...]:
        """Return the exercises that were held by a day (YYYY-MM-DD), the oldest first; one without result is none."""
        held = [each for each in self.exercises if each.result and each.held_on and each.held_on <= as_of]
        return tuple(sorted(held, key=lambda each: (each.held_on or "", each.id)))

    def holder(self, role: str) -> RoleHolder | None:
        """Return who holds a role."""
        return next((each for each in self.roles if each.role.casefold() == role.casefold()), None)

    def person(self, step: Step) -> str:
        """Return who does a step: its own owner, else whoever holds its role; empty where nobody is named."""
        holder = self.holder(step.role)
        return step.owner or (holder.name if holder else "")
