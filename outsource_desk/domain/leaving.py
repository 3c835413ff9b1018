"""The exit plan: what must be ready to leave a provider, in which order, how long that takes and what it costs."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Any

from outsource_desk.domain.days import days_after, months_after
from outsource_desk.domain.frozen import frozen

YEARLY_MONTHS = 12  # for which a yearly item counts as done


class ExitPhase(StrEnum):
    """When an item of the checklist belongs."""

    DESIGN = "design"  # before signature
    MAINTAIN = "maintain"  # kept current, every year
    MOBILISE = "mobilise"
    TRANSFER = "transfer"
    CLOSE = "close"


class Stream(StrEnum):
    """Which work an item belongs to."""

    GOVERNANCE = "governance"
    SERVICE = "service"
    KNOWLEDGE = "knowledge"
    DATA = "data"
    IP = "ip"
    PEOPLE = "people"
    ASSETS = "assets"
    THIRD_PARTIES = "third_parties"
    SECURITY = "security"
    FINANCE = "finance"
    COMMUNICATION = "communication"


class ItemState(StrEnum):
    """How far an item has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


class ReturnKind(StrEnum):
    """What must come back, move or end."""

    DATA = "data"
    IP = "ip"
    PEOPLE = "people"
    KNOWLEDGE = "knowledge"
    LICENCE = "licence"
    SUBCONTRACTOR = "subcontractor"
    ASSET = "asset"


class ReturnState(StrEnum):
    """How sure it is that it comes back."""

    UNKNOWN = "unknown"
    AGREED = "agreed"
    TESTED = "tested"
    RETURNED = "returned"
    NOT_NEEDED = "not_needed"


class Payer(StrEnum):
    """Who pays."""

    US = "us"
    VENDOR = "vendor"
    SHARED = "shared"


class Reintegration(StrEnum):
    """How hard it is to bring the service back in-house."""

    EASY = "easy"
    DIFFICULT = "difficult"
    HIGHLY_COMPLEX = "highly_complex"


class Substitutability(StrEnum):
    """How hard it is to replace the provider."""

    EASILY = "easily"
    MEDIUM_COMPLEXITY = "medium_complexity"
    HIGHLY_COMPLEX = "highly_complex"
    NOT_SUBSTITUTABLE = "not_substitutable"


@frozen
class ExitFacts:
    """What every exit plan must state, once per initiative."""

    id: int
    initiative_id: int
    owner: str = ""
    provider_owner: str = ""
    reason: str = ""  # why we leave, once that is decided
    started_on: str | None = None  # YYYY-MM-DD, as all dates
    ends_on: str | None = None  # the end-of-service date T
    reintegration: Reintegration | None = None
    substitutability: Substitutability | None = None
    data_gb: float | None = None
    transition_days: float | None = None  # that the transition in took or is planned to take
    tolerance_days: float | None = None  # how long we can bear to be leaving, after the failure
    stress_factor: float = 1.5  # how much longer everything takes in an unplanned exit
    failure_probability: float | None = None  # of the arrangement, over its term; 0..1
    cost_to_failure: int | None = None  # in minor units: what is spent until it is given up
    plan_b_cost: int | None = None  # in minor units: what the service costs instead, for the rest of the term


@frozen
class ExitItem:
    """One item of the checklist."""

    id: int
    initiative_id: int
    phase: ExitPhase
    stream: Stream
    wording: str
    code: str = ""  # of the library, such as X01
    due: str = "contract"  # contract, yearly, or days around the end of service: T-180, T, T+30
    is_mandatory: bool = False
    role: str = ""
    owner: str = ""
    wanted: str = ""  # what would prove it
    refs: str = ""
    state: ItemState = ItemState.OPEN
    done_on: str | None = None
    proof: str = ""  # what does prove it
    waived_by: str = ""
    reason: str = ""  # why it was waived or does not apply

    def due_on(self, start: str | None, ends_on: str | None) -> str | None:
        """Return until when it must be done, or done again, YYYY-MM-DD; None where that day is not known.

        Args:
            start: of the service.
            ends_on: the end of service, T.
        """
        if self.due == "contract":
            return start
        if self.due == "yearly":
            last = (self.done_on if self.state is ItemState.DONE else None) or start
            return months_after(last, YEARLY_MONTHS) if last else None
        try:
            return None if ends_on is None else days_after(ends_on, int(self.due.removeprefix("T") or 0))
        except ValueError:  # a file from elsewhere may say anything
            return None


@frozen
class ExitReturn:
    """Something that must come back, move or end: data, IP, people, knowledge, licences, sub-contractors, assets."""

    id: int
    initiative_id: int
    kind: ReturnKind
    wording: str
    holder: str = ""
    form: str = ""  # format, medium, or way
    owner: str = ""
    days: float | None = None  # until it is back
    state: ReturnState = ReturnState.UNKNOWN
    proof: str = ""
    note: str = ""


@frozen
class ExitCost:
    """A one-off cost of leaving, in minor units of the initiative's currency."""

    id: int
    initiative_id: int
    wording: str
    low: int | None = None
    expected: int | None = None
    high: int | None = None
    payer: Payer = Payer.US
    note: str = ""


@frozen
class ExitTask:
    """One task of the runbook."""

    id: int
    initiative_id: int
    wording: str
    code: str = ""
    stream: Stream | None = None
    role: str = ""
    owner: str = ""
    days: float | None = None  # how long it takes in a planned exit
    stressed_days: float | None = None  # in an unplanned one; None: ``days`` times the stress factor
    needs_vendor: bool = False
    proof: str = ""
    done_on: str | None = None
    needs: tuple[int, ...] = ()  # ids of the tasks that must be done before


@frozen
class ExitPlan:
    """Everything prepared for leaving."""

    facts: ExitFacts | None = None  # None: nobody has begun one
    items: tuple[ExitItem, ...] = ()
    returns: tuple[ExitReturn, ...] = ()
    costs: tuple[ExitCost, ...] = ()
    tasks: tuple[ExitTask, ...] = ()
    # when its tasks begin and end, by how much longer an unplanned exit takes; only the exit clock looks into it
    timed: dict[float, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def is_begun(self) -> bool:
        """Tell whether anybody has begun to plan."""
        return self.facts is not None
