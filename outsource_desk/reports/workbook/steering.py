"""The SLA, Protocol, Audits, Clauses and Calendar sheets."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.analysis.service_levels import status_of
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.performance import Direction, MetricKind
from outsource_desk.reports.protection import ProtectionFacts, ToldMetric
from outsource_desk.reports.sections.measures import CREDITS, PERIODS, STATES
from outsource_desk.reports.workbook.look import INPUT, STRONG, TEXT, WORD, Look
from outsource_desk.reports.workbook.page import Book
from outsource_desk.reports.workbook.plan import Plan
from outsource_desk.reports.workbook.register import (
    AFTER,
    AMOUNT,
    DATE,
    DECIMAL,
    TOP,
    WHOLE,
    Entry,
    Field,
    Live,
    Stack,
    day_of,
    register_sheet,
)

SLA, PROTOCOL, AUDITS, CLAUSES, CALENDAR = "SLA", "Protocol", "Audits", "Clauses", "Calendar"
FIGURE_INPUT = Look(align="right", format="General", ground=INPUT, is_input=True)
FIGURE = Look(align="right")


def sla_sheet(book: Book, plan: Plan) -> None:
    """Write the metrics with their last figure; it may be changed, and the state follows."""
    told, protection = plan.facts.protection, plan.facts.evaluation.protection
    if told is None or protection is None or not protection.performance.is_begun:
        return
    fields = (
        Field("Code", 7), Field("Metric", 34, STRONG), Field("Kind", 12), Field("Unit", 12), Field("Each", 11),
        Field("Baseline", 10, FIGURE), Field("Target", 10, FIGURE_INPUT), Field("Minimum", 10, FIGURE_INPUT),
        Field("Last", 10, FIGURE_INPUT), Field("Figure says", 14, WORD), Field("Period to", 12, DATE),
        Field("Missed in a row", 9, WHOLE), Field("Share at risk, %", 10, DECIMAL), Field("Source", 22, AFTER),
        Field("Owner", 18), Field("How it could be made to look well", 34), Field("What keeps that from happening", 34),
    )  # fmt: skip
    rows: list[Sequence[Entry]] = [
        (
            each.metric.code, each.metric.name, "critical" if each.metric.kind is MetricKind.CSL else "indicator",
            each.metric.unit, PERIODS[each.metric.period], each.metric.baseline, each.metric.target,
            each.metric.minimum, each.actual, _state(row, each), day_of(each.ends_on), each.missed,
            each.metric.allocation or None,
            each.metric.source, each.metric.owner, each.metric.gaming, each.metric.guard,
        )
        for row, each in enumerate(told.metrics, TOP + 1)
    ]  # fmt: skip
    lead = "Change yellow figures and see what the last one says. Less is better where the state is read the other way."
    page = register_sheet(book, SLA, "How we will know", lead, fields, rows, "Metric_list")
    _readings(Stack(page, TOP + max(1, len(rows)) + 1, len(fields)), plan, told)


def _state(row: int, each: ToldMetric) -> Live:
    """Return what the last figure says against target and minimum; one of them stands for both where it is alone."""
    last, aim = f"I{row}", f"IF(ISNUMBER(G{row}),G{row},H{row})"
    least = f"IF(ISNUMBER(H{row}),H{row},G{row})"
    sign = "<=" if each.metric.direction is Direction.DOWN else ">="
    known = f"AND(ISNUMBER({last}),OR(ISNUMBER(G{row}),ISNUMBER(H{row})))"
    words = {key.value: word for key, (word, _) in STATES.items()}
    formula = (
        f'IF({known},IF({last}{sign}{aim},"{words["green"]}",'
        f'IF({last}{sign}{least},"{words["amber"]}","{words["red"]}")),"{words["grey"]}")'
    )
    return Live(formula, _says(each))


def _says(each: ToldMetric) -> str:
    metric = each.metric
    return STATES[status_of(each.actual, metric.target, metric.minimum, metric.direction)][0]


def _readings(stack: Stack, plan: Plan, told: ProtectionFacts) -> None:
    currency = plan.facts.evaluation.initiative.currency
    unit = 10 ** minor_digits(currency)
    credit: list[Sequence[Entry]] = [
        ("", ", ".join(each.missed), CREDITS[each.state], "", "", None if each.due is None else each.due / unit,
         None, None, None, "", day_of(each.month))
        for each in told.credits
    ]  # fmt: skip
    blank = ("", TEXT)
    stack.table(
        f"Service credits, {currency or 'money'}", "" if credit else "No critical level was missed.",
        (blank, ("Missed", STRONG), ("State", TEXT), blank, blank, ("Credit", AMOUNT), blank, blank, blank, blank,
         ("Month", DATE)),
        credit,
    )  # fmt: skip
    readings: list[Sequence[Entry]] = [
        (each.metric.code, each.metric.name, one.reported_by.value, each.metric.unit,
         "checked" if one.is_verified else "", None, None, None, one.actual, "", day_of(one.ends_on), None, None,
         one.note)
        for each in told.metrics
        for one in each.metric.readings
    ]  # fmt: skip
    stack.table(
        "Readings", "" if readings else "Nothing was measured yet.",
        (("Code", TEXT), ("Metric", STRONG), ("Reported by", TEXT), ("Unit", TEXT), ("By us", TEXT), *[blank] * 3,
         ("Actual", FIGURE), blank, ("Period to", DATE), blank, blank, ("Note", AFTER)),
        readings,
    )  # fmt: skip
    stack.page.finish(stack.row, stack.last_column, repeat=(TOP, TOP), freeze=f"A{TOP + 1}")


def protocol_sheet(book: Book, plan: Plan) -> None:
    """Write how both sides talk, meet, escalate and train."""
    protection = plan.facts.evaluation.protection
    if plan.facts.protection is None or protection is None or not protection.governance.is_begun:
        return
    governance = protection.governance
    page = book.page(PROTOCOL)
    page.widths(9, 32, 18, 18, 26, 26, 14, 14)
    page.title("How both sides work together", "Forums, channels, the ladder of escalation and training.", 8)
    stack = Stack(page, 2, 8)
    protocol = governance.protocol
    agreed: list[Sequence[Entry]] = []
    if protocol is not None:
        language = " ".join(filter(None, (protocol.language, protocol.language_level)))
        agreed = [
            ("", "Working language", language),
            ("", "Tools", ", ".join(protocol.tools)),
            ("", "Decision log", protocol.decision_log),
        ]
    stack.table(
        "Language and tools", "" if agreed else "Nothing is agreed yet.",
        (("", TEXT), ("What", STRONG), ("Agreed", TEXT)), agreed,
    )  # fmt: skip
    stack.table(
        "Forums", "" if governance.forums else "No forum is agreed.",
        (("Code", TEXT), ("Forum", STRONG), ("How often", TEXT), ("Chair", TEXT), ("Members", TEXT), ("Decides", TEXT),
         ("Minutes", WHOLE), ("First", DATE)),
        [(each.code, each.name, each.cadence.value, each.chair, ", ".join(each.members), each.decides, each.minutes,
          day_of(each.first_on)) for each in governance.forums],
    )  # fmt: skip
    stack.table(
        "Channels", "" if governance.channels else "No channel is agreed.",
        (("Code", TEXT), ("For", STRONG), ("Channel", TEXT), ("Answer within", TEXT), ("Record", TEXT)),
        [(each.code, each.purpose, each.channel, each.answer_time, each.record) for each in governance.channels],
    )  # fmt: skip
    stack.table(
        "Ladder of escalation", "" if governance.escalations else "No escalation is agreed.",
        (("Level", WHOLE), ("When", AFTER), ("From", TEXT), ("To", TEXT), ("Our side", TEXT), ("Their side", TEXT),
         ("Answer, hours", DECIMAL)),
        [(each.level, each.cause, each.from_role, each.to_role, each.own_contact, each.vendor_contact,
          each.answer_hours) for each in governance.escalations],
    )  # fmt: skip
    stack.table(
        "Training", "" if governance.trainings else "No training is planned.",
        (("Code", TEXT), ("Session", STRONG), ("For", TEXT), ("When", TEXT), ("Owner", TEXT), ("Came", TEXT),
         ("Planned", DATE), ("Held", DATE)),
        [(each.code, each.title, each.audience.value, each.time.replace("_", " "), each.owner,
          f"{each.attended} of {each.invited}" if each.attended is not None and each.invited else "",
          day_of(each.planned_on), day_of(each.held_on)) for each in governance.trainings],
    )  # fmt: skip
    page.finish(stack.row, 8, repeat=(1, 1), freeze="A3")


def audits_sheet(book: Book, plan: Plan) -> None:
    """Write the audit programme with its next dates, and every finding."""
    told, protection = plan.facts.protection, plan.facts.evaluation.protection
    if told is None or protection is None or not protection.governance.audit_plans:
        return
    page = book.page(AUDITS)
    page.widths(9, 40, 18, 14, 14, 14, 14, 22)
    page.title(
        "Audits and what they found", "The next date is the last audit of ours, or the start, plus the interval.", 8
    )
    stack = Stack(page, 2, 8)
    of = {each.plan_id: each for each in told.audits}
    first = stack.row + 3
    rows: list[Sequence[Entry]] = []
    for place, each in enumerate(protection.governance.audit_plans):
        row, seen = first + place, of[each.id]
        next_on = day_of(seen.next_on)
        since = f"IF(ISNUMBER(F{row}),F{row},E{row})"
        live = f'IF(AND(ISNUMBER(D{row}),N(E{row})+N(F{row})>0),EDATE({since},D{row}),"")'
        rows.append((each.code, each.title, each.auditor, each.every_months, day_of(each.starts_on),
                     day_of(seen.last_on), Live(live, _serial(next_on)), each.owner))  # fmt: skip
    stack.table(
        "Programme", "",
        (("Code", TEXT), ("Audit", STRONG), ("By", TEXT), ("Every, months", WHOLE), ("Since", DATE), ("Last", DATE),
         ("Next", DATE), ("Owner", TEXT)),
        rows,
    )  # fmt: skip
    found: list[Sequence[Entry]] = [
        (one.reference, one.wording, each.title, one.severity.value, day_of(one.due_on), day_of(one.closed_on),
         one.retest.value, one.owner)
        for each in protection.governance.audit_plans
        for audit in each.audits
        for one in audit.findings
    ]  # fmt: skip
    stack.table(
        "Findings", "" if found else "No finding is written down.",
        (("Ref.", TEXT), ("Finding", STRONG), ("Audit", TEXT), ("Severity", TEXT), ("Due", DATE), ("Closed", DATE),
         ("Retest", TEXT), ("Owner", TEXT)),
        found,
    )  # fmt: skip
    page.finish(stack.row, 8, repeat=(1, 1), freeze="A3")


def _serial(day: object) -> float | str:
    from datetime import date

    from outsource_desk.reports.workbook.register import days

    return days(day) if isinstance(day, date) else ""


def clauses_sheet(book: Book, plan: Plan) -> None:
    """Write every clause of every contract."""
    protection = plan.facts.evaluation.protection
    if plan.facts.protection is None or protection is None or not protection.governance.contracts:
        return
    names = {each.id: each.name for each in plan.candidates}
    fields = (
        Field("Contract", 22), Field("List", 12), Field("Code", 8), Field("Clause", 40, STRONG), Field("Asked for", 44),
        Field("For", 10), Field("State", 15), Field("No. in the contract", 12), Field("Waived by", 18),
        Field("Note", 30),
    )  # fmt: skip
    rows: list[Sequence[Entry]] = [
        (names.get(contract.candidate_id, ""), "intellectual property" if each.kind.value == "ip" else "contract",
         each.code, each.title, each.ask, each.level.value, each.state.replace("_", " "), each.number, each.waived_by,
         each.reason or each.note)
        for contract in protection.governance.contracts
        for each in contract.clauses
    ]  # fmt: skip
    lead = "Agreed, agreed weaker and waived clauses are settled; all others are still to be negotiated."
    register_sheet(book, CLAUSES, "What the contract has", lead, fields, rows, "Clause_list")


def calendar_sheet(book: Book, plan: Plan) -> None:
    """Write everything that is due, the earliest first."""
    told = plan.facts.protection
    if told is None or not told.dues:
        return
    fields = (
        Field("Due", 12, DATE), Field("State", 10), Field("What kind", 24), Field("What", 46, STRONG),
        Field("About", 30),
        Field("Who", 22), Field("Comes again", 12),
    )  # fmt: skip
    rows: list[Sequence[Entry]] = [
        (day_of(each.on), "overdue" if each.is_overdue(told.as_of) else "", each.kind.value, each.what, each.about,
         each.who or "nobody", each.repeats.value if each.repeats else "")
        for each in told.dues
    ]  # fmt: skip
    register_sheet(book, CALENDAR, "Everything that is due", f"Judged on {told.as_of}.", fields, rows, "Due_list")
