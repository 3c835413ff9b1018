"""How long leaving takes against how long we can: the months of an exit, and the first hours of a failure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.vendor import Candidate


class ClockSource(StrEnum):
    """Where the length of an exit comes from."""

    RUNBOOK = "runbook"  # its longest chain of tasks
    STATED = "stated"  # the months that the initiative states
    UNKNOWN = "unknown"


@frozen
class RunbookTimes:
    """When each task of the runbook can begin and end, in days from the begin of the exit.

    Attributes:
        start: task id → day on which all that it needs is done; the first is 0.
        finish: task id → start plus its days.
        days: of the whole.
        critical: ids of a longest chain, first to last.
        slack: task id → days it can be late without delaying the end.
    """

    start: Mapping[int, float]
    finish: Mapping[int, float]
    days: float
    critical: tuple[int, ...]
    slack: Mapping[int, float]


@frozen
class ExitClock:
    """Days to leave a provider against the days for which service is assured; ``None`` = not known, never 0.

    Attributes:
        candidate: whom we would leave; None while nobody is decided for, planned for or ahead alone.
        planned_days: with notice and the provider's help.
        stressed_days: in an unplanned exit.
        source: where these come from.
        notice_days: the provider's notice period: how long it must go on after it gave notice.
        own_notice_days: ours.
        assistance_days: of exit assistance that the provider owes us.
        assured_days: the longer of notice and assistance; what is not known assures nothing.
        tolerance_days: how long we can bear to be leaving after a failure.
        transition_days: that the transition in takes; nobody leaves faster than he came.
        planned_gap_days: days of a planned exit for which nothing assures the service; 0 where there are none.
        stressed_gap_days: days of an unplanned exit beyond what we can bear.
        planned: the runbook in a planned exit; None without one.
        stressed: the runbook in an unplanned exit.
        untimed: tasks of the runbook without a duration; with any the length is a lower bound.
        loop: wordings of tasks that wait for each other, where a damaged file has such.
        findings: what is wrong or not known, worst first, in whole sentences.
    """

    candidate: Candidate | None = None
    planned_days: float | None = None
    stressed_days: float | None = None
    source: ClockSource = ClockSource.UNKNOWN
    notice_days: float | None = None
    own_notice_days: float | None = None
    assistance_days: float | None = None
    assured_days: float | None = None
    tolerance_days: float | None = None
    transition_days: float | None = None
    planned_gap_days: float | None = None
    stressed_gap_days: float | None = None
    planned: RunbookTimes | None = None
    stressed: RunbookTimes | None = None
    untimed: int = 0
    loop: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()

    @property
    def gap_days(self) -> float | None:
        """Return the larger of the two gaps; None where neither is known."""
        return max((gap for gap in (self.planned_gap_days, self.stressed_gap_days) if gap is not None), default=None)

    @property
    def is_lower_bound(self) -> bool:
        """Tell whether the length comes from a runbook in which tasks have no duration."""
        return self.source is ClockSource.RUNBOOK and bool(self.untimed)

    @property
    def is_faster_than_it_came(self) -> bool:
        """Tell whether the planned exit claims to be faster than the transition in."""
        if self.planned_days is None or self.transition_days is None:
            return False
        return self.planned_days < self.transition_days


class SpanKind(StrEnum):
    """What carries the service in a stretch of time after the failure."""

    BEARABLE = "bearable"  # nothing does, within what can be borne
    BARE = "bare"  # nothing does, beyond it
    FALLBACK = "fallback"


@frozen
class ClockSpan:
    """A stretch of time after the failure, in hours from it."""

    kind: SpanKind
    from_hours: float
    to_hours: float
    name: str = ""  # of the fallback
    fallback_id: int | None = None
    capacity: float | None = None  # share of the usual volume that it carries


@frozen
class FailureClock:
    """What carries the service from the failure of the provider until the exit is complete.

    Attributes:
        candidate: whose failure.
        spans: without holes, from 0 to the end; empty where nothing at all is known.
        mtpd_hours: the longest outage that we can bear.
        exit_hours: until an unplanned exit is complete.
        bare_hours: in which nothing carries the service, beyond what can be borne.
        ideas: titles of fallbacks that are only ideas and carry nothing.
        findings: what is wrong or not known, worst first, in whole sentences.
    """

    candidate: Candidate | None = None
    spans: tuple[ClockSpan, ...] = ()
    mtpd_hours: float | None = None
    exit_hours: float | None = None
    bare_hours: float = 0.0
    ideas: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@frozen
class Reversal:
    """What a candidate is expected to cost once the chance that it fails is counted, in minor units.

    Attributes:
        candidate: who.
        cost: if all goes well.
        failed_cost: if it fails: until then, the exit, and the service from elsewhere for the rest of the term.
        exit_cost: the part of it for leaving, all of it borne by us.
        probability: of failure over the term, 0..1.
        expected: the two, weighed by the probability; None where a part is not known.
        parts: cost to failure, exit, plan B; None where not known.
        missing: which parts are not known, in words.
        is_ranked: whether the candidate may be chosen as things stand.
    """

    candidate: Candidate
    cost: int | None = None
    failed_cost: int | None = None
    exit_cost: int | None = None
    probability: float | None = None
    expected: int | None = None
    parts: tuple[int | None, ...] = field(default=())
    missing: tuple[str, ...] = ()
    is_ranked: bool = True

    @property
    def surcharge(self) -> int | None:
        """Return what the chance of failure adds to the cost; below zero only where failing is the cheaper way."""
        return None if self.expected is None or self.cost is None else self.expected - self.cost
