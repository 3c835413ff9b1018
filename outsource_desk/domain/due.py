"""Something that somebody has to do by a day, and where it stands in the file."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.governance import Cadence


class DueKind(StrEnum):
    """What is due; the value is its name in words."""

    DECISION = "Decision"
    START = "Start of service"
    MITIGATION = "Mitigation"
    RISK_REVIEW = "Risk review"
    ACCEPTANCE = "Acceptance ends"
    TRIGGER_CHECK = "Trigger check"
    PLAN_REVIEW = "Plan review"
    EXERCISE = "Exercise"
    EXERCISE_ACTION = "Exercise action"
    EXIT_ITEM = "Exit checklist"
    EXIT_TASK = "Exit runbook"
    AUDIT = "Audit"
    FINDING = "Finding"
    FORUM = "Forum"
    TRAINING = "Training"
    NOTICE = "Notice"
    RENEWAL = "Renewal"
    CONTRACT_END = "Contract ends"
    GAP = "Gap"
    WAIVER = "Waiver ends"
    CERTIFICATE = "Certificate ends"
    INSURANCE = "Insurance ends"
    VETTING = "Vetting"


@frozen
class Due:
    """One thing that is due.

    Attributes:
        on: YYYY-MM-DD.
        kind: what sort of thing it is.
        what: its own words.
        who: who has to see to it: a name, else a role; empty where nobody is named.
        page: the page that shows it.
        thing: the table of the record.
        id: of the record.
        about: what it belongs to, such as a risk or a candidate.
        candidate_id: whose it is, where it is a candidate's.
        repeats: how often it comes again.
        part: tells two dates of one record apart.
    """

    on: str
    kind: DueKind
    what: str
    who: str
    page: str
    thing: str
    id: int
    about: str = ""
    candidate_id: int | None = None
    repeats: Cadence | None = None
    part: str = ""

    @property
    def key(self) -> str:
        """Return what tells it from everything else of the file, and stays when its date moves."""
        return "-".join(filter(None, (self.thing, str(self.id), self.part)))

    def is_overdue(self, as_of: str) -> bool:
        """Tell whether its day has passed."""
        return self.on < as_of
