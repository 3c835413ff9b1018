"""How the arrangement is steered: contract and clauses, communication, training, audits, and who decided."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen


class ClauseKind(StrEnum):
    """Which list a clause belongs to."""

    CONTRACT = "contract"
    IP = "ip"


class ClauseLevel(StrEnum):
    """For which functions a clause is mandatory."""

    ALL = "all"
    CRITICAL = "critical"
    OPTIONAL = "optional"


class ClauseState(StrEnum):
    """How far a clause has come."""

    MISSING = "missing"
    REQUESTED = "requested"
    AGREED = "agreed"
    AGREED_WEAKER = "agreed_weaker"
    WAIVED = "waived"

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing is left to negotiate."""
        return self in (ClauseState.AGREED, ClauseState.AGREED_WEAKER, ClauseState.WAIVED)


class Cadence(StrEnum):
    """How often a forum meets."""

    DAILY = "daily"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class Audience(StrEnum):
    """Who is trained."""

    OWN = "own"
    VENDOR = "vendor"
    BOTH = "both"


class TrainingTime(StrEnum):
    """When training takes place."""

    BEFORE_START = "before_start"
    MONTH_3 = "month_3"
    YEARLY = "yearly"


class Auditor(StrEnum):
    """Who audited; only the first three count as our own last audit."""

    OWN = "own"
    JOINT = "joint"
    APPOINTED_THIRD_PARTY = "appointed_third_party"
    VENDOR_CERTIFICATE = "vendor_certificate"

    @property
    def is_ours(self) -> bool:
        """Tell whether it counts as an audit of ours; a certificate that the provider shows does not."""
        return self is not Auditor.VENDOR_CERTIFICATE


class AuditResult(StrEnum):
    """How an audit ended."""

    CLEAN = "clean"
    MINOR = "minor"
    MAJOR = "major"
    FAILED = "failed"


class FindingSeverity(StrEnum):
    """How much a finding matters."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Retest(StrEnum):
    """Whether a closed finding was looked at again."""

    NONE = "none"
    PASSED = "passed"
    FAILED = "failed"


class Vote(StrEnum):
    """What an approver said."""

    OPEN = "open"
    APPROVED = "approved"
    WITH_CONDITIONS = "with_conditions"
    AGAINST = "against"


@frozen
class Clause:
    """One clause of the checklist, as it stands in one contract."""

    id: int
    contract_id: int
    kind: ClauseKind
    code: str  # of the library, such as CL15 or IP2
    title: str
    ask: str = ""
    refs: str = ""
    level: ClauseLevel = ClauseLevel.ALL
    state: ClauseState = ClauseState.MISSING
    number: str = ""  # where it stands in the contract
    note: str = ""
    waived_by: str = ""
    reason: str = ""


@frozen
class Contract:
    """The contract with one candidate, drafted or signed."""

    id: int
    candidate_id: int
    reference: str = ""
    signed_on: str | None = None  # YYYY-MM-DD, as all dates
    starts_on: str | None = None
    ends_on: str | None = None
    renews_itself: bool = False
    notice_us_days: int | None = None
    notice_vendor_days: int | None = None
    assistance_months: float | None = None  # of exit assistance that the provider owes us
    law: str = ""
    monthly_charge: int | None = None  # in minor units of the initiative's currency
    at_risk: float | None = None  # per cent of the monthly charge
    pool: float | None = None  # per cent of the amount at risk that may be allocated
    earns_back: bool = False
    termination_rule: str = ""
    note: str = ""
    clauses: tuple[Clause, ...] = ()


@frozen
class Protocol:
    """How both sides communicate; minimum hours together are the initiative's."""

    id: int
    initiative_id: int
    language: str = ""
    language_level: str = ""  # such as B2
    language_rule: str = ""
    tools: tuple[str, ...] = ()
    decision_log: str = ""
    version: int = 1
    agreed_on: str | None = None


@frozen
class Forum:
    """A meeting that is held again and again."""

    id: int
    initiative_id: int
    name: str
    cadence: Cadence
    code: str = ""
    minutes: int | None = None
    chair: str = ""
    members: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    decides: str = ""
    first_on: str | None = None


@frozen
class Channel:
    """Which way is used for what, and how soon an answer comes."""

    id: int
    initiative_id: int
    purpose: str
    code: str = ""
    channel: str = ""
    answer_time: str = ""
    record: str = ""


@frozen
class Escalation:
    """One rung of the ladder."""

    id: int
    initiative_id: int
    level: int
    cause: str
    from_role: str = ""
    to_role: str = ""
    own_contact: str = ""
    vendor_contact: str = ""
    answer_hours: float | None = None


@frozen
class Training:
    """A session of cross-cultural or role training."""

    id: int
    initiative_id: int
    title: str
    code: str = ""
    hours: float | None = None
    audience: Audience = Audience.BOTH
    time: TrainingTime = TrainingTime.BEFORE_START
    owner: str = ""
    planned_on: str | None = None
    held_on: str | None = None
    invited: int | None = None
    attended: int | None = None
    feedback: float | None = None  # 1..5


@frozen
class Finding:
    """What an audit found."""

    id: int
    audit_id: int
    wording: str
    due_on: str
    reference: str = ""
    severity: FindingSeverity = FindingSeverity.MEDIUM
    owner: str = ""
    closed_on: str | None = None
    retest: Retest = Retest.NONE
    retested_on: str | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to do something: it is not closed, or its retest failed."""
        return self.closed_on is None or self.retest is Retest.FAILED


@frozen
class Audit:
    """An audit that took place."""

    id: int
    audit_plan_id: int
    performed_on: str
    performed_by: Auditor = Auditor.OWN
    result: AuditResult | None = None  # None: nobody has said
    note: str = ""
    findings: tuple[Finding, ...] = ()


@frozen
class AuditPlan:
    """An audit that is due again and again."""

    id: int
    initiative_id: int
    title: str
    code: str = ""
    scope: tuple[str, ...] = ()
    every_months: int | None = None  # None: not in the programme
    auditor: str = ""
    owner: str = ""
    starts_on: str | None = None  # from when the interval counts while none has taken place
    audits: tuple[Audit, ...] = ()  # oldest first


@frozen
class Approval:
    """What somebody who has to approve said."""

    id: int
    decision_id: int
    name: str
    role: str
    vote: Vote = Vote.OPEN
    voted_on: str | None = None
    note: str = ""


@frozen
class Decision:
    """The record of the decision: whom, why, instead of what, and on which facts."""

    id: int
    initiative_id: int
    candidate_id: int | None = None
    reasons: str = ""
    alternatives: str = ""
    conditions: str = ""
    decided_on: str | None = None
    fingerprint: str = ""  # of the standings that it rests on
    approvals: tuple[Approval, ...] = ()


@frozen
class Governance:
    """How one initiative is steered."""

    contracts: tuple[Contract, ...] = ()
    protocol: Protocol | None = None
    forums: tuple[Forum, ...] = ()
    channels: tuple[Channel, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    trainings: tuple[Training, ...] = ()
    audit_plans: tuple[AuditPlan, ...] = ()
    decision: Decision | None = None

    @property
    def is_begun(self) -> bool:
        """Tell whether anybody has said how both sides work together."""
        return bool(self.contracts or self.protocol or self.forums or self.audit_plans)

    def contract(self, candidate_id: int | None) -> Contract | None:
        """Return the contract with a candidate."""
        return next((each for each in self.contracts if each.candidate_id == candidate_id), None)
