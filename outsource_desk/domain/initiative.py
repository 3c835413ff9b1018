"""An initiative: one outsourcing decision from brief to exit, and its goals."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.dossier import UNKNOWN_HOURS, WorkingHours
from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.paper import USUAL_PAPER, PaperChoice
from outsource_desk.domain.risk import Band
from outsource_desk.domain.tier import Tier


class OutsourcingType(StrEnum):
    """The three kinds of outsourcing."""

    ITO = "ITO"  # information technology
    BPO = "BPO"  # business processes
    KPO = "KPO"  # knowledge processes

    @property
    def label(self) -> str:
        """Return the kind in words, as reports print it."""
        names = {"ITO": "IT outsourcing", "BPO": "Business process outsourcing", "KPO": "Knowledge process outsourcing"}
        return names[self]


class Weighting(StrEnum):
    """How weights were given; arithmetic uses only their shares."""

    DIRECT = "direct"  # per cent: the parts of each group add up to 100
    POINTS = "points"  # any total


class GoalKind(StrEnum):
    """Why companies outsource."""

    COST = "cost"
    EFFICIENCY = "efficiency"
    QUALITY = "quality"
    CUSTOMER = "customer"
    FOCUS = "focus"
    ACCESS = "access"


@frozen
class Initiative:
    """One outsourcing decision from brief to exit."""

    id: int
    name: str
    outsourcing_type: OutsourcingType | None  # None: not stated yet, as after an import
    organisation: str = ""  # who decides, as printed on the paper
    question: str = ""  # the one sentence put to the board
    aim: str = ""
    function_name: str = ""
    scope: str = ""
    term_months: int | None = None
    currency: str = ""  # ISO 4217
    owner: str = ""
    start_date: str | None = None  # YYYY-MM-DD, as all dates
    decision_date: str | None = None
    classification: str = "Confidential"
    weighting: Weighting = Weighting.DIRECT
    template: str = ""  # id and version of the criteria template that was copied
    paper: PaperChoice = USUAL_PAPER
    weights_frozen_at: str | None = None  # UTC; later changes of weights are disclosed
    weights_frozen_by: str = ""
    weights_reason: str = ""  # why weights were changed after they were frozen
    offers_opened_at: str | None = None  # UTC; when prices became known
    is_blind: bool = False  # scores are hidden, and do not count, until their evaluator has submitted them
    country: str = ""  # ISO 3166-1 alpha-2; where our own people are
    hours: WorkingHours = UNKNOWN_HOURS  # of our own people
    overlap_hours: float | None = None  # that both sides must work at the same time, at least
    yearly_value: int | None = None  # of the function, in minor units of ``currency``
    exit_months: float | None = None  # how long leaving a provider would take
    mtpd_hours: float | None = None  # maximum tolerable period of disruption
    rto_hours: float | None = None  # recovery time objective
    rpo_hours: float | None = None  # recovery point objective
    tier_override: Tier | None = None  # instead of the tier that the questions on criticality give
    tier_reason: str = ""
    risk_appetite: Band = Band.MEDIUM  # the worst band that needs nobody's acceptance


@frozen
class Goal:
    """What the initiative is to achieve, from where to where."""

    id: int
    initiative_id: int
    kind: GoalKind
    statement: str
    measure: str = ""
    unit: str = ""
    baseline: float | None = None  # in ``unit``
    target: float | None = None  # in ``unit``
    target_date: str | None = None
    owner: str = ""
