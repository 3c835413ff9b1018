"""The Contingency and Exit sheets: readiness that adds up, scenarios, and a runbook that recalculates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from outsource_desk.domain.contingency import Contingency, Scenario, Trigger
from outsource_desk.domain.exit_clock import ExitClock
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.leaving import ExitPlan, ExitTask
from outsource_desk.reports.protection import ProtectionFacts, ToldSign
from outsource_desk.reports.workbook.look import INPUT, STRONG, TEXT, WORD, Look
from outsource_desk.reports.workbook.package import Result
from outsource_desk.reports.workbook.page import Book
from outsource_desk.reports.workbook.plan import Plan
from outsource_desk.reports.workbook.register import (
    AFTER,
    AMOUNT,
    DATE,
    DECIMAL,
    SHARE,
    WHOLE,
    Entry,
    Live,
    Stack,
    day_of,
)

CONTINGENCY, EXIT = "Contingency", "Exit"
DAYS = Look(align="right")
DAYS_INPUT = Look(align="right", ground=INPUT, is_input=True)
_PHASES = {"h24": "first 24 hours", "d30": "by day 30", "d90": "by day 90"}


def contingency_sheet(book: Book, plan: Plan) -> None:
    """Write readiness, scenarios, signs, steps, fallbacks, recovery times, exercises and people."""
    told, protection = plan.facts.protection, plan.facts.evaluation.protection
    if told is None or protection is None or not protection.contingency.is_begun:
        return
    page = book.page(CONTINGENCY)
    page.widths(10, 34, 40, 20, 16, 14, 14, 14, 22)
    state = protection.contingency.plan.state.replace("_", " ") if protection.contingency.plan else ""
    version = protection.contingency.plan.version if protection.contingency.plan else 1
    page.title("If it goes wrong", f"Contingency plan version {version}, {state}.", 9)
    stack = Stack(page, 2, 9)
    _readiness(stack, told)
    contingency = protection.contingency
    scenarios = contingency.scenarios
    stack.table(
        "Scenarios", "",
        (("Code", TEXT), ("Scenario", STRONG), ("Declared when", TEXT), ("Declared by", TEXT), ("Owner", TEXT),
         ("Signs", WHOLE), ("Steps", WHOLE), ("Fallbacks", WHOLE), ("It is over when", AFTER)),
        [(each.code, each.title, each.activation_rule, each.activated_by.replace("_", " "), each.owner,
          len(each.triggers), len(each.steps), len(each.fallback_ids), each.stand_down) for each in scenarios],
    )  # fmt: skip
    _signs(stack, told, scenarios)
    _steps(stack, contingency)
    _carriers(stack, plan, contingency)
    _tries(stack, contingency)
    page.finish(stack.row, 9, repeat=(1, 1), freeze="A3")


def _readiness(stack: Stack, told: ProtectionFacts) -> None:
    ready = told.readiness
    assert ready is not None
    first = stack.row + 3
    parts: list[Sequence[Entry]] = [("", each.label, each.missing, each.earned, each.most) for each in ready.parts]
    last = first + len(parts) - 1
    parts.append(("", "Sum of the parts", "", Live(f"SUM(D{first}:D{last})", ready.raw), 100.0))
    stack.table(
        "Readiness", "",
        (("", TEXT), ("Part", STRONG), ("What is missing", TEXT), ("Points", DECIMAL), ("Of", WHOLE)), parts,
    )  # fmt: skip
    caps: list[Sequence[Entry]] = [("", "Cap", each.words, each.limit) for each in ready.caps]
    low = stack.row + 3
    value = min([ready.raw, *(each.limit for each in ready.caps)])
    limits = f"D{low}:D{low + len(caps) - 1}" if caps else "100"
    caps.append(("", "Readiness", f"{ready.band}", Live(f"MIN(D{last + 1},{limits})", value)))
    stack.table(
        "What holds it down", "", (("", TEXT), ("What", STRONG), ("Why", TEXT), ("At most", DECIMAL)), caps,
    )  # fmt: skip
    stack.page.book.name("Readiness", f"{CONTINGENCY}!$D${low + len(caps) - 1}")


def _signs(stack: Stack, told: ProtectionFacts, scenarios: Sequence[Scenario]) -> None:
    raised = {each.trigger_id: each for each in told.signs}
    rows: list[Sequence[Entry]] = [
        (
            one.code or each.code, each.title, one.wording, one.level.value, one.comparison,
            one.threshold, one.measure, "RAISED" if one.id in raised else "", _looked_at(one, raised),
        )
        for each in scenarios
        for one in each.triggers
    ]  # fmt: skip
    stack.table(
        "Signs", "" if rows else "No sign is written down.",
        (("Code", TEXT), ("Scenario", TEXT), ("Sign", TEXT), ("Asks to", TEXT), ("Compared", WORD),
         ("Threshold", DECIMAL), ("Measure", AFTER), ("State", STRONG), ("Last looked at", TEXT)),
        rows,
    )  # fmt: skip


def _looked_at(trigger: Trigger, raised: Mapping[int, ToldSign]) -> str:
    if trigger.id in raised:
        return raised[trigger.id].words
    return trigger.last_check.checked_on if trigger.last_check else "never checked"


def _steps(stack: Stack, contingency: Contingency) -> None:
    rows: list[Sequence[Entry]] = []
    for scenario in contingency.scenarios:
        place = {each.id: n for n, each in enumerate(scenario.steps, 1)}
        rows += [
            (
                place[each.id], scenario.title, each.wording, _PHASES[each.phase.value],
                contingency.person(each) or f"nobody ({each.role.replace('_', ' ')})", each.deadline_hours,
                ", ".join(str(place[one]) for one in each.needs if one in place),
                "yes" if each.needs_vendor else "", each.proof,
            )
            for each in scenario.steps
        ]  # fmt: skip
    stack.table(
        "Steps", "" if rows else "No step is written down.",
        (("No.", WHOLE), ("Scenario", AFTER), ("Step", TEXT), ("When", TEXT), ("Who", TEXT), ("Hours", DAYS),
         ("After", AFTER), ("Needs the provider", TEXT), ("Proof", TEXT)),
        rows,
    )  # fmt: skip


def _carriers(stack: Stack, plan: Plan, contingency: Contingency) -> None:
    unit = 10 ** minor_digits(plan.facts.evaluation.initiative.currency)
    stack.table(
        "Fallbacks", "" if contingency.fallbacks else "Nothing is planned that carries the service.",
        (("", TEXT), ("Fallback", STRONG), ("Needs", TEXT), ("State", TEXT), ("Ready within, hours", DECIMAL),
         ("Carries", SHARE), ("For, days", WHOLE), ("A month costs", AMOUNT), ("Shared risks", AFTER)),
        [("", each.title, each.needs, each.status.replace("_", " "), each.activation_hours, each.capacity,
          each.sustain_days, None if each.monthly_cost is None else each.monthly_cost / unit, each.shared_risks)
         for each in contingency.fallbacks],
    )  # fmt: skip
    stack.table(
        "Recovery times", "" if contingency.objectives else "Nobody has said how long any process can wait.",
        (("", TEXT), ("Process", STRONG), ("Workaround", TEXT), ("Peaks", TEXT), ("Can stand still, hours", DECIMAL),
         ("Runs again within, hours", DECIMAL), ("May lose, hours", DECIMAL), ("Least volume", SHARE), ("", TEXT)),
        [("", each.process, each.workaround, each.peaks, each.mtpd_hours, each.rto_hours, each.rpo_hours,
          each.minimum_level, "") for each in contingency.objectives],
    )  # fmt: skip


def _tries(stack: Stack, contingency: Contingency) -> None:
    titles = {each.id: each.title for each in contingency.scenarios}
    stack.table(
        "Exercises", "" if contingency.exercises else "The plan was never exercised.",
        (("", TEXT), ("Scenario", STRONG), ("What was seen", TEXT), ("Kind", TEXT), ("Held", DATE),
         ("Objectives met", WHOLE), ("Of", WHOLE), ("Result", AFTER), ("Next due", DATE)),
        [("", titles.get(each.scenario_id or 0, "all"), each.observations, each.kind.replace("_", " "),
          day_of(each.held_on), each.objectives_met, each.objectives,
          each.result.replace("_", " ") if each.result else "", day_of(each.next_due))
         for each in contingency.exercises],
    )  # fmt: skip
    stack.table(
        "People", "" if contingency.roles else "The plan names nobody.",
        (("", TEXT), ("Role", STRONG), ("E-mail", TEXT), ("Name", TEXT), ("Deputy", TEXT), ("Telephone", TEXT)),
        [("", each.role.replace("_", " "), each.email, each.name or "nobody", each.deputy, each.phone)
         for each in contingency.roles],
    )  # fmt: skip


def exit_sheet(book: Book, plan: Plan) -> None:
    """Write the exit clock, the runbook whose days may be changed, the checklist, what comes back and what it costs."""
    told, protection = plan.facts.protection, plan.facts.evaluation.protection
    if told is None or protection is None or not protection.leaving.is_begun:
        return
    page = book.page(EXIT)
    page.widths(8, 40, 14, 14, 14, 18, 16, 26)
    page.title("Leaving for good", "Change the yellow days of the runbook: begin, end and length follow.", 8)
    stack = Stack(page, 2, 8)
    leaving = protection.leaving
    length = _runbook(stack, told.clock, leaving)
    _clock(stack, told.clock, length)
    stack.table(
        "Checklist", "" if leaving.items else "There is no checklist.",
        (("Code", TEXT), ("Item", TEXT), ("Phase", TEXT), ("Due", TEXT), ("Mandatory", TEXT), ("State", TEXT),
         ("Owner", TEXT), ("Proof", TEXT)),
        [(each.code, each.wording, each.phase.value, each.due, "yes" if each.is_mandatory else "",
          "settled" if told.item_state.get(each.id) else each.state.replace("_", " "),
          each.owner or each.role.replace("_", " "), each.proof or each.wanted) for each in leaving.items],
    )  # fmt: skip
    stack.table(
        "What must come back", "" if leaving.returns else "Nothing is listed.",
        (("", TEXT), ("What", STRONG), ("Kind", TEXT), ("Days", DECIMAL), ("State", AFTER), ("Held by", TEXT),
         ("Owner", TEXT), ("How", TEXT)),
        [("", each.wording, each.kind.value, each.days, each.state.replace("_", " "), each.holder, each.owner,
          each.form) for each in leaving.returns],
    )  # fmt: skip
    _costs(stack, plan, leaving)
    page.finish(stack.row, 8, repeat=(1, 1), freeze="A3")


def _runbook(stack: Stack, clock: ExitClock, leaving: ExitPlan) -> str:
    """Write the runbook and return the cell of its length; empty without one."""
    times, tasks = clock.planned, leaving.tasks
    if times is None or not tasks:
        stack.table("Runbook", "There is no runbook with days.", (), ())
        return ""
    first = stack.row + 3
    at = {each.id: first + place for place, each in enumerate(tasks)}
    rows: list[Sequence[Entry]] = [_task(each, at, times.start[each.id], times.finish[each.id], place)
                                   for place, each in enumerate(tasks, 1)]  # fmt: skip
    last = first + len(rows) - 1
    rows.append(("", "Length in days", None, None, Live(f"MAX(E{first}:E{last})", times.days), "", "", ""))
    stack.table(
        "Runbook", "",
        (("No.", TEXT), ("Task", TEXT), ("Days", DAYS_INPUT), ("Begins on day", DAYS), ("Ends on day", DAYS),
         ("After", AFTER), ("Who", TEXT), ("Proof", TEXT)),
        rows,
    )  # fmt: skip
    return f"E{last + 1}"


def _task(task: ExitTask, at: dict[int, int], start: float, finish: float, place: int) -> Sequence[Entry]:
    row = at[task.id]
    needs = [each for each in task.needs if each in at]
    begins = f"MAX({','.join(f'E{at[each]}' for each in needs)})" if needs else "0"
    numbers = {task_id: str(n) for n, task_id in enumerate(at, 1)}
    return (
        str(place), task.wording, task.days, Live(begins, start), Live(f"D{row}+N(C{row})", finish),
        ", ".join(numbers[each] for each in needs), task.owner or task.role.replace("_", " "), task.proof,
    )  # fmt: skip


def _clock(stack: Stack, clock: ExitClock, length: str) -> None:
    first = stack.row + 3
    planned: Entry = (
        Live(length, clock.planned_days) if length and clock.planned_days is not None else clock.planned_days
    )
    notice, assistance = f"C{first + 1}", f"C{first + 2}"
    rows: list[Sequence[Entry]] = [
        ("", "Time to leave, planned", planned),
        ("", "Notice of the provider", clock.notice_days),
        ("", "Exit assistance", clock.assistance_days),
        ("", "Time to leave, unplanned", clock.stressed_days),
        ("", "How long we can bear to be leaving", clock.tolerance_days),
        ("", "Time that the transition in took", clock.transition_days),
    ]
    if clock.planned_gap_days is not None:
        gap = f"MAX(0,C{first}-MAX({notice},{assistance}))"
        rows.append(("", "Days that nothing covers, planned", Live(gap, clock.planned_gap_days)))
    if clock.stressed_gap_days is not None:
        rows.append(
            ("", "Days beyond what we can bear", Live(f"MAX(0,C{first + 3}-C{first + 4})", clock.stressed_gap_days))
        )
    stack.table("Exit clock", "", (("", TEXT), ("What", STRONG), ("Days", DAYS)), rows)


def _costs(stack: Stack, plan: Plan, leaving: ExitPlan) -> None:
    unit = 10 ** minor_digits(plan.facts.evaluation.initiative.currency)

    def amount(value: int | None) -> float | None:
        return None if value is None else value / unit

    rows: list[Sequence[Entry]] = [
        ("", each.wording, amount(each.low), amount(each.expected), amount(each.high), each.payer.value, "", each.note)
        for each in leaving.costs
    ]
    stack.table(
        f"What it costs, {plan.facts.evaluation.initiative.currency or 'money'}",
        "" if rows else "Nobody has said what leaving costs.",
        (("", TEXT), ("What", STRONG), ("Low", AMOUNT), ("Expected", AMOUNT), ("High", AMOUNT), ("Who pays", AFTER),
         ("", TEXT), ("Note", TEXT)),
        rows,
    )  # fmt: skip


def failure_comparisons(plan: Plan) -> list[tuple[str, str, str, Result, Result]]:
    """Return what the Check sheet compares of readiness."""
    told, protection = plan.facts.protection, plan.facts.evaluation.protection
    if told is None or protection is None or not protection.contingency.is_begun or told.readiness is None:
        return []
    own = min([told.readiness.raw, *(each.limit for each in told.readiness.caps)])
    return [("Readiness", "of 100", "Readiness", own, own)]
