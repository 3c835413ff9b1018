"""The risk register: what may go wrong, how bad that is before and after controls, and who has accepted it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.frozen import frozen

if TYPE_CHECKING:
    from outsource_desk.domain.initiative import Initiative


class RiskCategory(StrEnum):
    """Where a risk comes from."""

    PEOPLE_CULTURE = "people_culture"
    COMMUNICATION = "communication"
    SECURITY = "security"
    IP = "ip"
    CONTROL = "control"
    DELIVERY = "delivery"
    COMMERCIAL = "commercial"
    PROVIDER_VIABILITY = "provider_viability"
    COMPLIANCE = "compliance"
    EXTERNAL = "external"
    STRATEGIC = "strategic"


class Velocity(StrEnum):
    """How long it takes from the first sign to the harm."""

    SUDDEN = "sudden"
    WEEKS = "weeks"
    MONTHS = "months"


class RiskState(StrEnum):
    """How far a risk has come."""

    IDENTIFIED = "identified"
    ASSESSED = "assessed"  # likelihood, impact and owner are set
    TREATING = "treating"  # at least one mitigation is under way
    ACCEPTED = "accepted"  # by a named person until a date
    MATERIALISED = "materialised"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Tell whether the risk still has to be looked after."""
        return self is not RiskState.CLOSED


class Band(StrEnum):
    """How bad a rating is, by the matrix of likelihood and impact; the letter stands wherever a colour does."""

    LOW = "L"
    MEDIUM = "M"
    HIGH = "H"
    CRITICAL = "C"

    @property
    def label(self) -> str:
        """Return the band in words."""
        return {"L": "Low", "M": "Medium", "H": "High", "C": "Critical"}[self]

    def is_above(self, appetite: Band) -> bool:
        """Tell whether a rating is worse than what the initiative can live with."""
        order = tuple(Band)
        return order.index(self) > order.index(appetite)


class MitigationKind(StrEnum):
    """What a control does about a risk."""

    PREVENT = "prevent"
    DETECT = "detect"
    CORRECT = "correct"
    TRANSFER = "transfer"
    ACCEPT = "accept"


class MitigationState(StrEnum):
    """How far a control has come."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    IMPLEMENTED = "implemented"
    VERIFIED = "verified"
    DROPPED = "dropped"

    @property
    def works(self) -> bool:
        """Tell whether a control may lower the residual rating; plans may lower the target only."""
        return self in (MitigationState.IMPLEMENTED, MitigationState.VERIFIED)


class RiskProblem(StrEnum):
    """What is amiss with a risk, the worst first."""

    WORSE_THAN_BEFORE = "worse after controls than before"
    NOT_ACCEPTED = "above appetite, accepted by nobody"
    ON_PLANS = "lowered on plans only"
    VERIFIED_BY_NOBODY = "control verified by nobody"
    NO_OWNER = "no owner"
    REVIEW_PASSED = "review overdue"
    NOT_RATED = "not rated"
    NOT_CONFIRMED = "rating of the library, not confirmed"


@frozen
class Rating:
    """How likely a risk is within a contract year, and how bad it would be; both 1 to 5."""

    likelihood: int
    impact: int


@frozen
class Mitigation:
    """A control, and by how many steps it lowers a rating once it works."""

    id: int
    risk_id: int
    wording: str
    code: str = ""  # of the library, such as R05-M1
    kind: MitigationKind = MitigationKind.PREVENT
    role: str = ""  # who should see to it
    owner: str = ""  # who does
    due_on: str | None = None  # YYYY-MM-DD, as all dates
    cost: int | None = None  # in minor units of the initiative's currency
    likelihood_effect: int = 0  # steps, 0..2
    impact_effect: int = 0
    state: MitigationState = MitigationState.PROPOSED
    evidence: str = ""
    verified_by: str = ""
    verified_on: str | None = None


@frozen
class Acceptance:
    """A named person lives with a risk above appetite until a date."""

    id: int
    risk_id: int
    accepted_by: str
    role: str
    reason: str
    accepted_on: str
    expires_on: str
    revoked_on: str | None = None

    def is_valid(self, on: str) -> bool:
        """Tell whether it holds on a day (YYYY-MM-DD)."""
        return self.revoked_on is None and self.accepted_on <= on < self.expires_on


@frozen
class Risk:
    """One risk of the initiative, or of one candidate."""

    id: int
    initiative_id: int
    title: str
    candidate_id: int | None = None  # None: of outsourcing as such, whoever is chosen
    code: str = ""  # of the library, such as R05; own risks may have any or none
    category: RiskCategory = RiskCategory.DELIVERY
    cause: str = ""
    event: str = ""
    consequence: str = ""
    owner: str = ""
    review_on: str | None = None
    velocity: Velocity | None = None
    signs: tuple[str, ...] = ()  # early warnings
    state: RiskState = RiskState.IDENTIFIED
    likelihood: int | None = None  # inherent: before any control; 1..5
    impact: int | None = None
    residual_likelihood: int | None = None  # as the assessor states it; None: as the working controls give it
    residual_impact: int | None = None
    rationale: str = ""
    rated_by: str = ""
    rated_on: str | None = None
    note: str = ""
    mitigations: tuple[Mitigation, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()

    @property
    def inherent(self) -> Rating | None:
        """Return the rating before any control, or nothing while it is incomplete."""
        if self.likelihood is None or self.impact is None:
            return None
        return Rating(self.likelihood, self.impact)

    def acceptance(self, on: str) -> Acceptance | None:
        """Return the acceptance that holds on a day, the latest of several."""
        return next((each for each in reversed(self.acceptances) if each.is_valid(on)), None)


@frozen
class DismissedRisk:
    """A risk of the library that somebody decided not to keep, and why."""

    id: int
    initiative_id: int
    code: str
    reason: str
    dismissed_by: str = ""
    dismissed_on: str | None = None


@frozen
class RiskRegister:
    """All risks of one initiative."""

    risks: tuple[Risk, ...] = ()
    dismissed: tuple[DismissedRisk, ...] = ()
    # how its risks stand for an initiative on a day; only who judges looks into it
    judged: dict[tuple[Initiative, str], Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def is_begun(self) -> bool:
        """Tell whether anybody has begun to keep it."""
        return bool(self.risks or self.dismissed)
