"""What a report says of risks, contingency, exit, service levels and governance, worked out by the services before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outsource_desk.domain.due import Due
from outsource_desk.domain.exit_clock import ExitClock, FailureClock, Reversal
from outsource_desk.domain.governance import Finding
from outsource_desk.domain.performance import CreditState, Metric, Status
from outsource_desk.domain.risk import Acceptance, Band, Rating, Risk
from outsource_desk.domain.vendor import Candidate


@dataclass(frozen=True)
class ToldRisk:
    """One risk as it stands: before controls, with those that work, and once all do."""

    risk: Risk
    residual: Rating | None  # None: not rated, and so are all that follow
    target: Rating | None
    band_before: Band | None
    band: Band | None
    target_band: Band | None
    is_above: bool
    acceptance: Acceptance | None
    expected_loss: int | None  # a year, in minor units
    problems: tuple[str, ...] = ()  # the worst first
    is_basic: bool = False  # every register has it, or says why not


@dataclass(frozen=True)
class ToldPart:
    """One part of the readiness."""

    label: str
    earned: float
    most: float
    missing: str  # a sentence; empty where nothing is


@dataclass(frozen=True)
class ToldCap:
    """What holds the readiness down."""

    limit: float
    words: str  # a sentence


@dataclass(frozen=True)
class ToldReadiness:
    """How ready we are for the failure of whom the decision is about."""

    points: int  # of 100
    raw: float  # before the caps
    band: str  # a word
    parts: tuple[ToldPart, ...]
    caps: tuple[ToldCap, ...]
    lifts: tuple[str, ...]  # what would help most, in order
    least: int | None  # what the tier asks for
    has_plan: bool


@dataclass(frozen=True)
class ToldBackup:
    """Who could take over if the winner were gone, ranked again without it."""

    candidate: Candidate
    rank: int | None
    total: float
    behind: float | None  # points behind the winner
    lacks: tuple[str, ...]  # sentences
    shared: tuple[str, ...]  # what it has in common with the winner, sentences
    is_planned: bool


@dataclass(frozen=True)
class ToldSign:
    """A trigger that is raised."""

    scenario_id: int
    trigger_id: int
    wording: str
    on: str  # YYYY-MM-DD
    words: str  # what was seen, a sentence
    asks_to_declare: bool


@dataclass(frozen=True)
class ToldMetric:
    """One metric as it stands."""

    metric: Metric
    status: Status
    actual: float | None  # of its last measured period, in its unit
    ends_on: str | None  # of that period
    missed: int  # periods in a row up to the last one


@dataclass(frozen=True)
class ToldCredit:
    """What the misses of one month are worth."""

    month: str  # its first day
    due: int | None  # in minor units; None while the amount at risk is not known
    is_capped: bool
    state: CreditState
    missed: tuple[str, ...]  # names of metrics


@dataclass(frozen=True)
class ToldTermination:
    """A reason for which the contract may be ended."""

    metric: str  # that was missed again and again; empty: credits at their cap
    months: tuple[str, ...]  # first days, oldest first


@dataclass(frozen=True)
class ToldAudit:
    """One line of the audit programme."""

    plan_id: int
    last_on: str | None  # of ours
    next_on: str | None


@dataclass(frozen=True)
class ToldFinding:
    """A finding of an audit that somebody still has to do something about."""

    finding: Finding
    audit: str  # its title
    is_overdue: bool


@dataclass(frozen=True)
class ToldLine:
    """What happens in each of the next twelve months."""

    label: str
    note: str
    counts: tuple[int, ...]  # month by month
    late: int = 0  # that were due before
    kind: str = ""  # audits, exercises, training or contract; of these nothing has a name of its own


@dataclass(frozen=True)
class ProtectionFacts:
    """What protects a decision, of one moment.

    Attributes:
        candidate: whose failure is prepared for; None while nobody is chosen or ahead alone.
        risks: the worst first, closed ones last.
        scenario_titles: scenario id → its title.
        signs: triggers that are raised, those that ask to declare first.
        unwatched: how many triggers nobody has looked at in time.
        exercise_due: by when the plan must be exercised next; None = not asked.
        reversals: what each candidate costs once the chance that it fails is counted.
        at_risk: of a month, that misses may cost the provider, in minor units.
        terminations: for which reasons the contract may be ended.
        missing_clauses: titles of mandatory clauses that the contract lacks.
        months: the first days of the next twelve months.
        lines: what happens in them.
        dues: everything that is due, the earliest first.
        item_state: exit items that are settled now, by id.
        overlap: hours a day that both sides work at the same time when they do least; None = not known.
        is_decision_current: whether the decision rests on the standings as they are; None without one.
    """

    as_of: str
    candidate: Candidate | None = None
    risks: tuple[ToldRisk, ...] = ()
    readiness: ToldReadiness | None = None
    clock: ExitClock = field(default_factory=ExitClock)
    failure: FailureClock = field(default_factory=FailureClock)
    reversals: tuple[Reversal, ...] = ()
    backups: tuple[ToldBackup, ...] = ()
    scenario_titles: Mapping[int, str] = field(default_factory=dict)
    signs: tuple[ToldSign, ...] = ()
    unwatched: int = 0
    exercise_due: str | None = None
    metrics: tuple[ToldMetric, ...] = ()
    credits: tuple[ToldCredit, ...] = ()
    at_risk: int | None = None
    terminations: tuple[ToldTermination, ...] = ()
    missing_clauses: tuple[str, ...] = ()
    audits: tuple[ToldAudit, ...] = ()
    findings: tuple[ToldFinding, ...] = ()
    months: tuple[str, ...] = ()
    lines: tuple[ToldLine, ...] = ()
    dues: tuple[Due, ...] = ()
    item_state: Mapping[int, bool] = field(default_factory=dict)
    overlap: float | None = None
    is_decision_current: bool | None = None

    @property
    def above(self) -> tuple[ToldRisk, ...]:
        """Return the risks above appetite after controls."""
        return tuple(each for each in self.risks if each.is_above)

    @property
    def open_risks(self) -> tuple[ToldRisk, ...]:
        """Return the risks that somebody still has to look after."""
        return tuple(each for each in self.risks if each.risk.state.is_open)
