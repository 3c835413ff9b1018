"""One card for each scenario: when to declare it, the first 24 hours to tick off, what carries the service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outsource_desk.charts.spec import State
from outsource_desk.charts.words import shortened
from outsource_desk.domain.contingency import Phase, Scenario, Step, Trigger, TriggerLevel
from outsource_desk.domain.formatting import day, in_words, plain
from outsource_desk.reports.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Tick,
    Title,
    Tone,
)
from outsource_desk.reports.pack.facts import PackFacts
from outsource_desk.reports.pack.fallbacks import NOTHING, fallback_table
from outsource_desk.reports.pack.first_hour import card_section
from outsource_desk.reports.pack.people import NOBODY, PhoneBook, person_cell
from outsource_desk.reports.pack.times import deadline
from outsource_desk.reports.sections.phrases import full_stop

PHASES = {Phase.H24: "First 24 hours", Phase.D30: "By day 30", Phase.D90: "By day 90"}


def card_pages(facts: PackFacts) -> Iterator[Page]:
    """Yield the cards in the order of the plan."""
    book = PhoneBook(facts)
    for scenario in facts.contingency.scenarios:
        yield _card(facts, book, scenario)


def _card(facts: PackFacts, book: PhoneBook, scenario: Scenario) -> Page:
    code = f", {scenario.code}" if scenario.code else ""
    numbers = {step.id: place for place, step in enumerate(scenario.steps, 1)}
    done = _done(scenario)
    blocks: list[Block] = []
    if scenario.story:
        blocks.append(Paragraph(scenario.story, Tone.MUTED))
    blocks += [_when(facts, book, scenario), _declared(scenario)]
    first = scenario.steps_of(Phase.H24)
    blocks.append(Heading(PHASES[Phase.H24], "T is the time of the declaration"))
    if first:
        blocks.append(_steps(facts, book, first, numbers, done))
    else:
        blocks.append(Paragraph("No step is written down. Decide, and use the log.", Tone.STRONG))
    blocks += _fallbacks(facts, book, scenario)
    blocks += [Heading("It is over when"), Paragraph(full_stop(scenario.stand_down) or "Nobody has said when.")]
    for phase in (Phase.D30, Phase.D90):
        if steps := scenario.steps_of(phase):
            blocks += [Heading(PHASES[phase], "after the declaration"), _steps(facts, book, steps, numbers, done)]
    owner = scenario.owner or NOBODY
    return Page(
        card_section(facts.number(scenario)),
        Title("{0}", (scenario.title,)),
        tuple(blocks),
        f"scenario {facts.number(scenario)} of {len(facts.contingency.scenarios)}{code}; owner {owner}",
    )


def _done(scenario: Scenario) -> frozenset[int]:
    """Return the steps that are done already, while the scenario is declared."""
    entries = (entry for each in scenario.activations if each.is_running for entry in each.entries)
    return frozenset(entry.step_id for entry in entries if entry.step_id is not None)


def _when(facts: PackFacts, book: PhoneBook, scenario: Scenario) -> Columns:
    by = book.in_role(scenario.activated_by) if scenario.activated_by else None
    told = full_stop(scenario.activation_rule) or "Nobody has said when."
    if by is None:
        who = f"By whom: {NOBODY}."
    else:
        who = f"By: {by.line} ({by.office})" if by.name else f"By: {by.office}, {NOBODY}"
    signs: list[Block] = [Heading("Signs")]
    signs.append(
        _signs(facts, scenario.triggers) if scenario.triggers else Paragraph("No sign is written down.", Tone.MUTED)
    )
    left = Column(5, (Heading("Declare it when"), Paragraph(told), Paragraph(who, Tone.STRONG)))
    return Columns((left, Column(7, tuple(signs))))


def _signs(facts: PackFacts, triggers: Sequence[Trigger]) -> Table:
    columns = (TableColumn("Sign", 0.80), TableColumn("Then", 0.20, tone=Tone.STRONG))
    ordered = sorted(triggers, key=lambda each: each.level is TriggerLevel.WATCH)
    rows = (
        Row((_sign(facts, each), Cell("Declare" if each.level is TriggerLevel.ACTIVATE else "Prepare")))
        for each in ordered
    )
    return Table(columns, tuple(rows), is_dense=True)


def _sign(facts: PackFacts, trigger: Trigger) -> Cell:
    measure = ""
    is_told = trigger.threshold is None or plain(trigger.threshold) in trigger.wording
    if trigger.threshold is not None and not is_told and trigger.comparison in ("<=", ">="):
        bound = "at most" if trigger.comparison == "<=" else "at least"
        measure = f" ({bound} {plain(trigger.threshold)} {trigger.measure})".replace(" )", ")")
    told = shortened(" ".join(trigger.wording.split()), 160) + measure
    seen = facts.raised.get(trigger.id)
    return Cell(f"{told}: raised on {day(seen)}", State.BAD) if seen else Cell(told)


def _declared(scenario: Scenario) -> Table:
    """Return the line to be filled in when it is declared, or what was filled in already."""
    columns = (
        TableColumn("Declared on, at (T+0)", 0.28),
        TableColumn("By", 0.26),
        TableColumn("Because", 0.46),
    )
    running = next((each for each in scenario.activations if each.is_running), None)
    if running is None:
        return Table(columns, (Row((Cell("\n"), Cell(), Cell())),), tallest=36)
    at = f"{day(running.declared_at)}, {running.declared_at[11:16]} UTC"
    cells = (Cell(at), Cell(running.declared_by), Cell(running.reason))
    return Table(columns, (Row(cells),), tallest=36)


def _steps(
    facts: PackFacts, book: PhoneBook, steps: Sequence[Step], numbers: Mapping[int, int], done: frozenset[int]
) -> Table:
    columns = (
        TableColumn("", 0.05),
        TableColumn("", 0.05, tone=Tone.STRONG),
        TableColumn("Step", 0.48),
        TableColumn("By", 0.10, tone=Tone.STRONG),
        TableColumn("Who", 0.23),
        TableColumn("Done", 0.09),
    )
    rows = tuple(
        Row((
            Tick(step.id in done),
            Cell(str(numbers[step.id])),
            Cell(_told(facts, step, numbers)),
            Cell(deadline(step.deadline_hours)),
            person_cell(book.doing(step)),
            Cell(),
        ))
        for step in steps
    )  # fmt: skip
    return Table(columns, rows, tallest=46)


def _told(facts: PackFacts, step: Step, numbers: Mapping[int, int]) -> str:
    after = sorted(numbers[each] for each in step.needs if each in numbers)
    notes = [f"After {in_words([str(each) for each in after])}"] if after else []
    if step.needs_vendor:
        notes.append(f"needs {shortened(facts.provider, 30)}’s help")
    if step.proof:
        notes.append(f"proof: {step.proof}")
    note = "; ".join(notes)
    return f"{full_stop(step.wording)} {full_stop(note)}".strip()


def _fallbacks(facts: PackFacts, book: PhoneBook, scenario: Scenario) -> Iterator[Block]:
    mine = [each for each in facts.contingency.fallbacks if each.id in scenario.fallback_ids]
    yield Heading("What carries the service meanwhile")
    if mine:
        yield fallback_table(book, mine)
    else:
        yield Paragraph(NOTHING, Tone.STRONG)
