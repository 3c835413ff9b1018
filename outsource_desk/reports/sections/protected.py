"""Risk and readiness on the first page: the verdict beside the others, and what is not examined."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.charts.spec import State
from outsource_desk.domain.formatting import counted
from outsource_desk.domain.paper import Section
from outsource_desk.reports.blocks import Tile
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.failure import NOBODY_PLANNED

NO_REGISTER = "Nobody keeps a register of risks."


def failure_tile(findings: Findings) -> Tile | None:
    """Return whether the decision can be survived if it fails; nothing where nobody looked."""
    told, protection = findings.protected, findings.facts.evaluation.protection
    if told is None or protection is None or told.readiness is None:
        return None
    ready = told.readiness
    risks = _risks(findings)
    if not ready.has_plan:
        return Tile("If it fails", "0 of 100 ready", f"No plan. {risks}", State.BAD)
    enough = ready.least is None or ready.points >= ready.least
    state = State.BAD if ready.band == "not ready" else State.GOOD if enough and not told.above else State.OPEN
    asked = "" if enough else f", {ready.least} asked for"
    return Tile("If it fails", f"{ready.points} of 100 ready", f"{ready.band.capitalize()}{asked}. {risks}", state)


def _risks(findings: Findings) -> str:
    told, protection = findings.protected, findings.facts.evaluation.protection
    assert told is not None
    assert protection is not None
    if not protection.register.is_begun:
        return NO_REGISTER
    above = len(told.above)
    if not above:
        rated = sum(each.residual is not None for each in told.open_risks)
        return "No risk is above appetite." if rated else "No risk is rated."
    free = sum(each.acceptance is None for each in told.above)
    return f"{counted(above, 'risk')} above appetite{f', {free} not accepted' if free else ', all accepted'}."


def unprotected_points(findings: Findings) -> Iterator[str]:
    """Yield what the board must know of a failure before it decides, each in a sentence."""
    told, protection = findings.protected, findings.facts.evaluation.protection
    if told is None or protection is None:
        return
    if told.readiness is None or not told.readiness.has_plan:
        yield NOBODY_PLANNED
    if any(each.asks_to_declare for each in told.signs):
        yield f"A raised trigger asks to declare a failure, see “{Section.FAILURE.label}”."
