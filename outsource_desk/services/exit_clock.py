"""The exit clock: how long leaving takes against notice, assistance and tolerance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.analysis.network import LoopError, Schedule, longest_path
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.times import days_words
from outsource_desk.domain.days import DAYS_A_MONTH
from outsource_desk.domain.exit_clock import ClockSource, ExitClock, RunbookTimes
from outsource_desk.domain.leaving import ExitPlan, ExitTask
from outsource_desk.services.preferred import preferred_of

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking

USUAL_STRESS = 1.5  # where no plan says how much longer an unplanned exit takes
NOTABLE = 0.1  # of the stated length: a runbook that is longer by more is told


def exit_clock(evaluation: Evaluation, ranking: Ranking, speech: Speech = ENGLISH) -> ExitClock:
    """Return how long leaving takes, planned and unplanned, against how long service is assured and can be missed.

    The length is that of the runbook's longest chain, else the months that the initiative states. In a planned exit
    the provider goes on for the longer of its notice and the assistance it owes; in an unplanned one it is gone, and
    only what we can bear counts.

    Args:
        evaluation: of the initiative, with its protection.
        ranking: its ranking, which says whom we would leave where nothing else does.
        speech: how findings are said.
    """
    protection = evaluation.protection
    leaving = preferred_of(evaluation, ranking)
    if protection is None:
        return ExitClock(candidate=leaving)
    plan, facts = protection.leaving, protection.leaving.facts
    contract = protection.governance.contract(leaving.id if leaving else None)
    clock = ExitClock(
        candidate=leaving,
        notice_days=_number(contract.notice_vendor_days) if contract else None,
        own_notice_days=_number(contract.notice_us_days) if contract else None,
        assistance_days=_days(contract.assistance_months) if contract else None,
        tolerance_days=facts.tolerance_days if facts else None,
        transition_days=facts.transition_days if facts else None,
        untimed=sum(each.days is None for each in plan.tasks),
    )
    factor = facts.stress_factor if facts else USUAL_STRESS
    clock = _with_gaps(_with_length(clock, plan, evaluation.initiative.exit_months, factor))
    stated = _days(evaluation.initiative.exit_months)
    return replace(clock, findings=tuple(_findings(clock, plan.tasks, stated, speech)))


def runbook_times(tasks: Sequence[ExitTask], days: Mapping[int, float | None]) -> RunbookTimes:
    """Return when each task begins and ends; a task without days takes none.

    Raises:
        LoopError: tasks wait for each other.
    """
    durations = {each.id: days[each.id] or 0.0 for each in tasks}
    return _times(longest_path(durations, {each.id: each.needs for each in tasks}))


def planned_days_of(tasks: Sequence[ExitTask]) -> dict[int, float | None]:
    """Return how long each task takes in a planned exit."""
    return {each.id: each.days for each in tasks}


def stressed_days_of(tasks: Sequence[ExitTask], factor: float) -> dict[int, float | None]:
    """Return how long each task takes in an unplanned exit: as stated, else so many times its usual length."""
    usual = {each.id: None if each.days is None else each.days * factor for each in tasks}
    return {each.id: usual[each.id] if each.stressed_days is None else each.stressed_days for each in tasks}


def _with_length(clock: ExitClock, plan: ExitPlan, exit_months: float | None, factor: float) -> ExitClock:
    tasks, stated = plan.tasks, _days(exit_months)
    by_statement = replace(
        clock,
        planned_days=stated,
        stressed_days=None if stated is None else stated * factor,
        source=ClockSource.UNKNOWN if stated is None else ClockSource.STATED,
    )
    if all(each.days is None for each in tasks):
        return by_statement
    try:
        planned, stressed = _both_times(plan, factor)
    except LoopError as error:
        wordings = {each.id: each.wording for each in tasks}
        return replace(by_statement, loop=tuple(wordings[each] for each in error.ids))
    if clock.untimed and stated is not None and planned.days < stated:
        by_statement = replace(by_statement, stressed_days=max(stated * factor, stressed.days))
        return replace(by_statement, planned=planned, stressed=stressed)
    return replace(
        clock,
        planned_days=planned.days,
        stressed_days=stressed.days,
        source=ClockSource.RUNBOOK,
        planned=planned,
        stressed=stressed,
    )


def _both_times(plan: ExitPlan, factor: float) -> tuple[RunbookTimes, RunbookTimes]:
    """Return when the tasks begin and end in a planned and in an unplanned exit, worked out once.

    Raises:
        LoopError: tasks wait for each other.
    """
    found: tuple[RunbookTimes, RunbookTimes] | None = plan.timed.get(factor)
    if found is None:
        days = planned_days_of(plan.tasks), stressed_days_of(plan.tasks, factor)
        found = plan.timed[factor] = runbook_times(plan.tasks, days[0]), runbook_times(plan.tasks, days[1])
    return found


def _with_gaps(clock: ExitClock) -> ExitClock:
    known = [each for each in (clock.notice_days, clock.assistance_days) if each is not None]
    assured = max(known, default=None)
    return replace(
        clock,
        assured_days=assured,
        planned_gap_days=_beyond(clock.planned_days, assured),
        stressed_gap_days=_beyond(clock.stressed_days, clock.tolerance_days),
    )


def _beyond(days: float | None, limit: float | None) -> float | None:
    return None if days is None or limit is None else max(0.0, days - limit)


def _findings(clock: ExitClock, tasks: Sequence[ExitTask], stated: float | None, speech: Speech) -> list[str]:
    """Return what is wrong, then what is not known."""
    return [*_wrong(clock, tasks, stated, speech), *_unknown(clock, speech)]


def _wrong(clock: ExitClock, tasks: Sequence[ExitTask], stated: float | None, speech: Speech) -> list[str]:
    tr, said = speech.tr, []

    def words(days: float | None) -> str:
        return days_words(days or 0.0, speech)

    if clock.loop:
        names = " → ".join(f"“{each}”" for each in clock.loop)
        said.append(tr("Tasks of the runbook wait for each other and can never begin: {names}.", names=names))
    if clock.planned_gap_days:
        said.append(
            tr("Leaving takes {long}, but service is assured for {short}: {gap} are covered by nothing.",
               long=words(clock.planned_days), short=words(clock.assured_days), gap=words(clock.planned_gap_days))
        )  # fmt: skip
    if clock.stressed_gap_days:
        said.append(
            tr("Unplanned, leaving takes {long}; we can bear {short}, which is {gap} less.",
               long=words(clock.stressed_days), short=words(clock.tolerance_days), gap=words(clock.stressed_gap_days))
        )  # fmt: skip
    if clock.is_faster_than_it_came:
        said.append(
            tr("A planned exit of {short} would be faster than the transition in of {long}; nobody has shown how.",
               short=words(clock.planned_days), long=words(clock.transition_days))
        )  # fmt: skip
    if clock.stressed is not None:
        needing = sum(each.needs_vendor and each.id in clock.stressed.critical for each in tasks)
        if needing == 1:
            said.append(tr("One task on the critical path needs the help of a provider who may be gone."))
        elif needing:
            said.append(
                tr("{count} tasks on the critical path need the help of a provider who may be gone.", count=needing)
            )
    if clock.planned is not None and stated is not None and clock.planned.days > stated * (1 + NOTABLE):
        said.append(
            tr("The runbook takes {long}, but the initiative states {short}.",
               long=words(clock.planned.days), short=words(stated))
        )  # fmt: skip
    return said


def _unknown(clock: ExitClock, speech: Speech) -> list[str]:
    tr, said = speech.tr, []
    if clock.planned_days is None:
        said.append(tr("How long leaving takes is not known."))
    if clock.source is ClockSource.RUNBOOK and clock.untimed == 1:
        said.append(tr("One task of the runbook has no duration, so leaving takes longer than is shown."))
    elif clock.source is ClockSource.RUNBOOK and clock.untimed:
        said.append(
            tr("{count} tasks of the runbook have no duration, so leaving takes longer than is shown.",
               count=clock.untimed)
        )  # fmt: skip
    if clock.assured_days is None:
        said.append(tr("No contract says how long the provider must go on: neither its notice nor its assistance."))
    if clock.tolerance_days is None:
        said.append(tr("How long we can bear to be leaving after a failure is not stated."))
    return said


def _times(schedule: Schedule) -> RunbookTimes:
    return RunbookTimes(schedule.start, schedule.finish, schedule.length, schedule.critical, schedule.slack)


def _days(months: float | None) -> float | None:
    return None if months is None else months * DAYS_A_MONTH


def _number(days: int | None) -> float | None:
    return None if days is None else float(days)
