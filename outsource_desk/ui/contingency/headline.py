"""The worst truth about a plan in one sentence, and below it whose plan it is and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outsource_desk.charts.times import hours_words
from outsource_desk.domain.contingency import Phase
from outsource_desk.domain.days import HOURS_A_DAY
from outsource_desk.services.failure_clock import failure_clock
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.required_scenarios import missing_codes
from outsource_desk.services.triggers import raised_triggers
from outsource_desk.ui import formats
from outsource_desk.ui.contingency import words
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.widgets.chart_paint import screen_speech

_IN_HOURS = 3  # up to so many days are told in hours

if TYPE_CHECKING:
    from outsource_desk.domain.contingency import Contingency
    from outsource_desk.domain.exit_clock import FailureClock
    from outsource_desk.domain.ranking import Evaluation, Ranking


def headline_of(evaluation: Evaluation, ranking: Ranking) -> str:
    """Return the worst that is true of a plan, one sentence."""
    return next(_truths(evaluation, ranking))


def subline_of(evaluation: Evaluation, ranking: Ranking) -> str:
    """Return whose failure the plan is for, its version, who decides, and when it was exercised last."""
    assert evaluation.protection is not None
    contingency = evaluation.protection.contingency
    plan, preferred = contingency.plan, preferred_of(evaluation, ranking)
    if plan is None:
        return ""
    told = [tr("Plan for {name}", name=preferred.name) if preferred else tr("Plan for whoever leads")]
    told.append(tr("version {number}", number=plan.version))
    if plan.decision_owner:
        told.append(tr("decided by {name}", name=plan.decision_owner.partition(",")[0]))
    else:
        told.append(tr("nobody is named who decides"))
    if plan.deputy:
        told.append(tr("deputy {name}", name=plan.deputy.partition(",")[0]))
    held = contingency.held(evaluation.protection.as_of)
    told.append(tr("last exercise {date}", date=formats.day(held[-1].held_on)) if held else tr("never exercised"))
    return " · ".join(told)


def _truths(evaluation: Evaluation, ranking: Ranking) -> Iterator[str]:
    """Yield what is wrong, the worst first; at last what is right."""
    assert evaluation.protection is not None
    contingency = evaluation.protection.contingency
    declared = [each for each in contingency.scenarios if any(one.is_running for one in each.activations)]
    if declared:
        yield tr("Declared, and not stood down: {name}", name=declared[0].title)
    raised = [each for each in raised_triggers(evaluation) if each.asks_to_declare]
    if raised:
        yield tr("A trigger asks to declare: {name}", name=raised[0].scenario.title)
    clock = failure_clock(evaluation, ranking, speech=screen_speech())
    name = clock.candidate.name if clock.candidate else tr("the provider")
    yield from _of_cover(contingency, clock, name)
    missing = missing_codes(evaluation)
    if missing:
        count = len(missing)
        yield tr_n(count, "One required scenario is not planned for", "{count} required scenarios are not planned for")
    nobody = sum(not contingency.person(step) for one in contingency.scenarios for step in one.steps_of(Phase.H24))
    if nobody:
        yield tr_n(
            nobody,
            "One step of the first 24 hours has nobody to do it",
            "{count} steps of the first 24 hours have nobody to do them",
        )
    first = next((each for each in clock.spans if each.name), None)
    if first is not None:
        yield tr(
            "If {name} fails, “{fallback}” carries the service after {time}",
            name=name,
            fallback=first.name,
            time=hours_words(first.from_hours, screen_speech()),
        )
    yield tr("If {name} fails, the plan says what is done", name=name)


def _of_cover(contingency: Contingency, clock: FailureClock, name: str) -> Iterator[str]:
    carries = any(each.name for each in clock.spans)
    if not carries and contingency.fallbacks:
        yield tr("If {name} fails, nothing is ready to carry the service", name=name)
    if not contingency.fallbacks:
        yield tr("If {name} fails, nobody has planned what carries the service", name=name)
    if clock.bare_hours:
        time = _rounded(clock.bare_hours)
        yield tr("If {name} fails, nothing covers the service for {time}", name=name, time=time)


def _rounded(hours: float) -> str:
    """Return hours as a headline tells them: from three days on in whole days."""
    days = round(hours / HOURS_A_DAY)
    return hours_words(days * HOURS_A_DAY if days > _IN_HOURS else hours, screen_speech())


def state_of(contingency: Contingency) -> tuple[str, str]:
    """Return the plan's state in words, and its tone."""
    return words.plan_states()[contingency.plan.state] if contingency.plan else ("", "quiet")
