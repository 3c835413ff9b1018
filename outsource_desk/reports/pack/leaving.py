"""How to get out for good: the clock, the runbook and the checklist to tick off, and what must come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outsource_desk.charts.exit_clock import failure_clock_spec, leaving_clock_spec
from outsource_desk.charts.spec import State
from outsource_desk.charts.words import shortened
from outsource_desk.domain.exit_clock import RunbookTimes
from outsource_desk.domain.formatting import counted, day, in_words, plain
from outsource_desk.domain.leaving import ExitItem, ExitPhase, ExitTask, ItemState, ReturnKind, ReturnState
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Figure,
    Heading,
    Page,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableColumn,
    Tick,
    Title,
    Tone,
)
from outsource_desk.reports.pack.facts import PackFacts
from outsource_desk.reports.pack.people import PhoneBook, person_cell
from outsource_desk.reports.pack.times import days
from outsource_desk.reports.sections.phrases import full_stop

CLOCK, RUNBOOK, CHECKLIST = "Exit clock", "Runbook", "Exit checklist"
NAME = 40  # characters of a provider inside a heading
NO_PLAN = "Nobody has planned how to leave."
PHASES = {
    ExitPhase.DESIGN: "Before signature",
    ExitPhase.MAINTAIN: "Every year",
    ExitPhase.MOBILISE: "Mobilise",
    ExitPhase.TRANSFER: "Transfer",
    ExitPhase.CLOSE: "Close out",
}
KINDS = {
    ReturnKind.DATA: "Data",
    ReturnKind.IP: "Intellectual property",
    ReturnKind.PEOPLE: "People",
    ReturnKind.KNOWLEDGE: "Knowledge",
    ReturnKind.LICENCE: "Licence",
    ReturnKind.SUBCONTRACTOR: "Sub-contractor",
    ReturnKind.ASSET: "Asset",
}
_RETURNS = {
    ReturnState.UNKNOWN: ("not agreed", State.BAD),
    ReturnState.AGREED: ("agreed", State.OPEN),
    ReturnState.TESTED: ("tested", State.GOOD),
    ReturnState.RETURNED: ("returned", State.GOOD),
    ReturnState.NOT_NEEDED: ("not needed", None),
}


def leaving_pages(facts: PackFacts) -> Iterator[Page]:
    """Yield the pages about leaving; one with a plain line where nobody has planned it."""
    yield _clock(facts)
    if facts.leaving.tasks:
        yield _runbook(facts)
    if items := [each for each in facts.leaving.items if each.phase not in (ExitPhase.DESIGN, ExitPhase.MAINTAIN)]:
        yield _checklist(facts, items)


def _clock(facts: PackFacts) -> Page:
    clock, plan = facts.clock, facts.leaving.facts
    told = [full_stop(each) for each in (*facts.failure.findings, *clock.findings)]
    told += [f"We must give notice {days(clock.own_notice_days)} before."] if clock.own_notice_days else []
    blocks: list[Block] = []
    if not facts.leaving.is_begun:
        blocks.append(Paragraph(NO_PLAN, Tone.STRONG))
    if facts.failure.spans:
        blocks += [
            Heading("The first hours and days", f"if {shortened(facts.provider, NAME)} stops without warning"),
            Figure(failure_clock_spec(facts.failure), 72.0, 76.0),
        ]
    leaving = leaving_clock_spec(clock)
    blocks += [Heading("How long it takes, and how long we have"), Figure(leaving, 140.0, 156.0)]
    if told:
        blocks += [Heading("What this means"), *(Paragraph(each, Tone.STRONG if n == 0 else Tone.PLAIN)
                                                 for n, each in enumerate(told))]  # fmt: skip
    if plan is not None:
        owners = [("Exit owner", plan.owner), (f"At {facts.provider}", plan.provider_owner)]
        book = PhoneBook(facts)
        named = [f"{label}: {book.person(name).line}." for label, name in owners if name]
        blocks += [Heading("Who leads it"), Paragraph("\n".join(named) or "Nobody is named.")]
    if facts.leaving.returns:
        blocks += [Heading("What must come back, move or end"), _returns(facts)]
    title = Title(f"Leaving {{0}} takes {days(clock.planned_days)}", (facts.provider,)) if clock.planned_days else None
    return Page(CLOCK, title or Title("How long leaving takes is not known"), tuple(blocks))


def _runbook(facts: PackFacts) -> Page:
    book, tasks = PhoneBook(facts), facts.leaving.tasks
    numbers = {each.id: place for place, each in enumerate(tasks, 1)}
    critical = frozenset(facts.clock.planned.critical if facts.clock.planned else ())
    columns = (
        TableColumn("", 0.05),
        TableColumn("", 0.05, tone=Tone.STRONG),
        TableColumn("Task", 0.42),
        TableColumn("Days", 0.08, Align.RIGHT),
        TableColumn("From, to day", 0.12, Align.RIGHT, Tone.STRONG),
        TableColumn("Who", 0.28),
    )
    rows = tuple(
        Row((
            Tick(each.done_on is not None),
            Cell(str(numbers[each.id])),
            Cell(_task(facts, each, numbers, is_critical=each.id in critical)),
            Cell("–" if each.days is None else plain(each.days)),
            Cell(_stretch(each, facts.clock.planned)),
            person_cell(book.working(each.owner, each.role)),
        ))
        for each in tasks
    )  # fmt: skip
    note = f"{counted(len(critical), 'task')} decide how long it takes: marked ●." if critical else ""
    blocks: tuple[Block, ...] = (Table(columns, rows, tallest=46),)
    if note:
        blocks = (Paragraph(f"Day 0 is the decision to leave. {note}", Tone.MUTED), *blocks)
    return Page(RUNBOOK, Title(f"The runbook: {counted(len(tasks), 'task')} to tick off"), blocks)


def _task(facts: PackFacts, task: ExitTask, numbers: Mapping[int, int], *, is_critical: bool) -> str:
    after = sorted(numbers[each] for each in task.needs if each in numbers)
    notes = [f"After {in_words([str(each) for each in after])}"] if after else []
    if task.needs_vendor:
        notes.append(f"needs {shortened(facts.provider, 30)}’s help")
    if task.proof:
        notes.append(f"proof: {task.proof}")
    if task.done_on:
        notes.append(f"done {day(task.done_on)}")
    note = "; ".join(notes)
    mark = "● " if is_critical else ""
    return f"{mark}{full_stop(task.wording)} {full_stop(note)}".strip()


def _stretch(task: ExitTask, times: RunbookTimes | None) -> str:
    if times is None or task.id not in times.start:
        return "–"
    return f"{plain(round(times.start[task.id], 1))}–{plain(round(times.finish[task.id], 1))}"


def _checklist(facts: PackFacts, items: Sequence[ExitItem]) -> Page:
    book = PhoneBook(facts)
    columns = (
        TableColumn("", 0.05),
        TableColumn("", 0.08, tone=Tone.STRONG),
        TableColumn("Item", 0.46),
        TableColumn("Due", 0.11, tone=Tone.STRONG),
        TableColumn("Who", 0.30),
    )
    rows: list[Row] = []
    for phase in (ExitPhase.MOBILISE, ExitPhase.TRANSFER, ExitPhase.CLOSE):
        mine = [each for each in items if each.phase is phase]
        if mine:
            rows.append(Row((Cell(PHASES[phase]), *(Cell() for _ in columns[1:])), RowKind.GROUP))
        rows += [_item(book, each) for each in mine]
    plan = facts.leaving.facts
    ends = f"T is {day(plan.ends_on)}." if plan and plan.ends_on else "T, the end of service: ____________________"
    blocks: tuple[Block, ...] = (Paragraph(ends, Tone.STRONG), Table(columns, tuple(rows), tallest=40))
    title = Title(f"The exit checklist: {counted(len(items), 'item')} around the end of service")
    return Page(CHECKLIST, title, blocks)


def _item(book: PhoneBook, item: ExitItem) -> Row:
    settled = item.state in (ItemState.DONE, ItemState.NOT_APPLICABLE, ItemState.WAIVED)
    notes = [] if not settled or item.state is ItemState.DONE else [item.state.replace("_", " ")]
    if item.wanted:
        notes.append(f"proof: {item.wanted}")
    note = "; ".join(notes)
    told = f"{full_stop(item.wording)} {full_stop(note)}".strip()
    return Row((
        Tick(settled),
        Cell(item.code),
        Cell(told if item.is_mandatory else f"{told} (optional)"),
        Cell(item.due.replace("-", "\u2212")),
        person_cell(book.working(item.owner, item.role)),
    ))  # fmt: skip


def _returns(facts: PackFacts) -> Table:
    columns = (
        TableColumn("", 0.05),
        TableColumn("What", 0.33, tone=Tone.STRONG),
        TableColumn("Held by", 0.16),
        TableColumn("How", 0.20),
        TableColumn("Days", 0.08, Align.RIGHT),
        TableColumn("State", 0.18),
    )
    rows = tuple(
        Row((
            Tick(each.state is ReturnState.RETURNED),
            Cell(f"{each.wording}\n{KINDS[each.kind]}{f', {each.owner}' if each.owner else ''}"),
            Cell(each.holder),
            Cell(each.form),
            Cell("–" if each.days is None else plain(each.days)),
            Cell(*_RETURNS[each.state]),
        ))
        for each in facts.leaving.returns
    )  # fmt: skip
    return Table(columns, rows, tallest=46)
