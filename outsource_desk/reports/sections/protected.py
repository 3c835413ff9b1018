"""Risk and readiness on the first page: the verdict beside the others, and what is not examined."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.charts.spec import State
from outsource_desk.domain.formatting import counted
from outsource_desk.domain.paper import Section
from outsource_desk.reports.blocks import Tile
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.failure import NOBODY_PLANNED
from outsource_desk.reports.sections.phrases import full_stop

NO_REGISTER = "Nobody keeps a register of risks."


def failure_tile(findings: Findings) -> Tile | None:
    """Return whether the decision can be survived if it fails; nothing where nobody looked."""
    told, protection = findings.protected, findings.facts.evaluation.protection
    if told is None or protection is None or told.readiness is None:
        return None
    ready = told.readiness
    risks = _risks(findings)
    if not ready.has_plan:
        return Tile("If it fails", "0 of 100 ready", f"Nobody has planned for a failure. {risks}", State.BAD)
    enough = ready.least is None or ready.points >= ready.least
    state = State.BAD if ready.band == "not ready" else State.GOOD if enough and not told.above else State.OPEN
    least = f" of {ready.least} asked for" if ready.least is not None else ""
    text = f"Readiness is {ready.band}{'' if enough else f', {ready.points}{least}'}. {risks}"
    return Tile("If it fails", f"{ready.points} of 100 ready", text, state)


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
    accepted = f", {free} accepted by nobody" if free else ", all accepted by name"
    return f"{counted(above, 'risk')} above appetite{accepted}."


def unprotected_points(findings: Findings) -> Iterator[str]:
    """Yield what the board must know of risks and failure before it decides, each in a sentence."""
    told, protection = findings.protected, findings.facts.evaluation.protection
    if told is None or protection is None:
        return
    if told.readiness is None or not told.readiness.has_plan:
        yield NOBODY_PLANNED
    elif told.readiness.caps:
        yield full_stop(told.readiness.caps[0].words.replace("Capped at", "Readiness is capped at", 1))
    if not protection.register.is_begun:
        yield NO_REGISTER
    if told.signs:
        count, declare = len(told.signs), any(each.asks_to_declare for each in told.signs)
        asks = ", and asks to declare a failure" if declare and count == 1 else ""
        asks = ", some ask to declare a failure" if declare and count > 1 else asks
        verb = "is" if count == 1 else "are"
        yield f"{counted(count, 'trigger')} {verb} raised{asks}, see “{Section.FAILURE.label}”."
