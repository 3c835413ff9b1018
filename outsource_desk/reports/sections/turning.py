"""The weight that turns the first place soonest, in words."""

from __future__ import annotations

from outsource_desk.charts.shares import turning
from outsource_desk.domain.formatting import percent
from outsource_desk.domain.robustness import Stability
from outsource_desk.reports.findings import Findings


def turning_words(findings: Findings, one: Stability) -> tuple[str, str, str, str]:
    """Return who comes first then, whether the weight ``rises`` or ``falls``, from what, and to what that is enough."""
    end, rival = one.turning_points[0]
    reached, places = turning(end, one.weight)
    verb = "rises" if end > one.weight else "falls"
    return findings.who(rival), verb, percent(one.weight, places), percent(reached, places)


def apart(now: float, then: float) -> tuple[str, str]:
    """Return two weights with one decimal, or two where only they tell them apart."""
    places = 1 if percent(now, 1) != percent(then, 1) else 2
    return percent(now, places), percent(then, places)
