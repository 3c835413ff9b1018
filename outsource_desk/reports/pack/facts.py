"""What the pack says, gathered once, so that every page is of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outsource_desk.domain.contingency import Contingency, Scenario
from outsource_desk.domain.exit_clock import ExitClock, FailureClock
from outsource_desk.domain.leaving import ExitPlan
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vendor import Candidate, Contact


@dataclass(frozen=True)
class PackFacts:
    """The contingency and exit plan of one initiative at one revision.

    Attributes:
        evaluation: everything that was read of the initiative, with its protection.
        candidate: whose failure it is for; None while nobody is chosen, planned for or ahead.
        contacts: candidate → the people whom the directory of vendors names there.
        roles: role → what it is called.
        clock: how long leaving takes, against how long it can.
        failure: what carries the service until the exit is complete.
        readiness: how ready we are, in points of 100 and a word.
        raised: trigger → the day on which it was seen raised.
        revision: of the file.
        revision_name: "" unless the revision was named.
        fingerprint: 64 hexadecimal digits.
        as_of: UTC time of the revision's edit; never the clock, so that the same data makes the same bytes.
        app_version: of this program.
    """

    evaluation: Evaluation
    candidate: Candidate | None
    contacts: Mapping[int, tuple[Contact, ...]] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    clock: ExitClock = field(default_factory=ExitClock)
    failure: FailureClock = field(default_factory=FailureClock)
    readiness: tuple[int, str] = (0, "not ready")
    raised: Mapping[int, str] = field(default_factory=dict)
    revision: int = 0
    revision_name: str = ""
    fingerprint: str = 64 * "0"
    as_of: str = "2000-01-01T00:00:00+00:00"
    app_version: str = ""

    @property
    def protection(self) -> Protection:
        """Return what protects the decision; it was read, else there is no pack."""
        assert self.evaluation.protection is not None
        return self.evaluation.protection

    @property
    def contingency(self) -> Contingency:
        """Return the contingency plan."""
        return self.protection.contingency

    @property
    def leaving(self) -> ExitPlan:
        """Return the exit plan."""
        return self.protection.leaving

    @property
    def provider(self) -> str:
        """Return the name of whose failure it is for."""
        return self.candidate.name if self.candidate else "the provider"

    def role(self, role: str) -> str:
        """Return what a role is called: ``executive_sponsor`` is the “Executive sponsor”; others as they were typed."""
        return self.roles.get(role, role)

    def number(self, scenario: Scenario) -> int:
        """Return the number of a scenario's card, from 1."""
        return 1 + [each.id for each in self.contingency.scenarios].index(scenario.id)
