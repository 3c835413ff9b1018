"""The first page: what to do in the first hour, whom to call, and on which page it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outsource_desk.charts.spec import State
from outsource_desk.charts.words import shortened
from outsource_desk.domain.contingency import Phase, PlanState
from outsource_desk.domain.formatting import counted, day, in_words, percent
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Tick,
    Tile,
    Tiles,
    Title,
    Tone,
)
from outsource_desk.reports.pack.facts import PackFacts
from outsource_desk.reports.pack.people import NO_NUMBER, NOBODY, Person, PhoneBook
from outsource_desk.reports.pack.times import length

FIRST, CONTACTS, LOG = "First hour", "Contacts", "Log"
MOST_RULES = 4  # scenarios; of more, only the cards say when they are declared
MOST_LACKS = 4
NAME, RULE = 60, 150  # characters
STATES = {
    PlanState.DRAFT: "a draft that nobody has approved",
    PlanState.REVIEWED: "reviewed, not approved",
}


def first_page(facts: PackFacts, numbers: Mapping[str, int]) -> Page:
    """Return what somebody must know and do in the first hour.

    Args:
        facts: of the plan.
        numbers: section → the page on which it begins.
    """
    book = PhoneBook(facts)
    blocks: tuple[Block, ...] = (
        _calls(book),
        Heading("Do this"),
        _steps(facts, book, numbers),
        *_scenarios(facts, book, numbers),
        *_lacks(facts, book),
        *_next(facts, book, numbers),
    )
    return Page(FIRST, _title(facts), blocks, _source(facts))


def card_section(number: int) -> str:
    """Return what the card of a scenario is called."""
    return f"Card {number}"


def _title(facts: PackFacts) -> Title:
    if not facts.contingency.is_begun:
        return Title("Nobody has planned for a failure. Readiness 0 of 100.")
    return Title("If {0} fails: what to do in the first hour", (facts.provider,))


def _calls(book: PhoneBook) -> Tiles:
    provider = next(iter(book.at_provider), Person(""))
    return Tiles((
        _call("Decides", book.decides, "Call first, at any hour."),
        _call("Deputy", book.deputy, "Call if nobody answers within 15 minutes."),
        _call("Provider", provider, "Ask what has happened and when it runs again."),
    ))  # fmt: skip


def _call(name: str, person: Person, text: str) -> Tile:
    if not person.name:
        return Tile(name, NOBODY.capitalize(), "Write the name in here today.", State.BAD)
    if not person.phone:
        return Tile(f"{name}: {shortened(person.name, NAME)}", NO_NUMBER.capitalize(), "Write it in here.", State.BAD)
    return Tile(f"{name}: {shortened(person.name, NAME)}", person.number, text)


def _steps(facts: PackFacts, book: PhoneBook, numbers: Mapping[str, int]) -> Table:
    """Return the first hour in order, to be ticked off."""
    columns = (
        TableColumn("", 0.05),
        TableColumn("Minute", 0.10, tone=Tone.STRONG),
        TableColumn("What", 0.85),
    )
    told = [
        ("0", f"Note the time and open the log{_at(numbers, LOG)}. Write down each call, decision and name."),
        ("5", _call_sentence(book, numbers)),
        ("15", "Find below what has happened, and turn to its card. In doubt take the worse one."),
        ("20", "Declare it: say to who decides “I declare …, because …”, and note the time. It is T+0 of the card."),
        ("30", "Call everybody on the card and give them their steps. Agree when you speak again, within the hour."),
        ("60", _carry_on(facts, book)),
    ]
    return Table(columns, tuple(Row((Tick(), Cell(minute), Cell(what))) for minute, what in told), 30, is_dense=True)


def _call_sentence(book: PhoneBook, numbers: Mapping[str, int]) -> str:
    if not book.decides.name and not book.deputy.name:
        return f"Nobody is named to decide. Call the holders of the roles{_at(numbers, CONTACTS)} until somebody does."
    return f"Call who decides, else the deputy. All other numbers: contacts{_at(numbers, CONTACTS)}."


def _at(numbers: Mapping[str, int], section: str) -> str:
    return f" (page {numbers[section]})" if section in numbers else ""


def _carry_on(facts: PackFacts, book: PhoneBook) -> str:
    """Return what carries the service, the soonest first, and how long it may stand still."""
    gone = facts.candidate.id if facts.candidate else 0
    able = [each for each in facts.contingency.fallbacks if each.can_carry and each.candidate_id != gone]
    ready = [each for each in able if each.activation_hours is not None]
    soonest = min(ready, key=lambda each: each.activation_hours or 0.0, default=None)
    limit = facts.failure.mtpd_hours
    bear = f" We can bear {length(limit)} without." if limit is not None else " Nobody has said how long we can wait."
    if soonest is None:
        return f"Decide what carries the service meanwhile: the plan has nothing with a time.{bear}"
    capacity = f", carries {percent(soonest.capacity)}" if soonest.capacity is not None else ""
    who = f"; {book.person(soonest.owner).short}" if soonest.owner else ""
    title = shortened(" ".join(soonest.title.split()), NAME)
    return f"Start “{title}” (ready within {length(soonest.activation_hours)}{capacity}{who}).{bear}"


def _scenarios(facts: PackFacts, book: PhoneBook, numbers: Mapping[str, int]) -> Iterator[Block]:
    """Yield what can have happened, who may declare it, and where its card is."""
    scenarios = facts.contingency.scenarios
    yield Heading("What has happened?")
    if not scenarios:
        yield Paragraph("The plan has no scenario. Note what you see, call, and decide step by step.", Tone.STRONG)
        return
    has_rules = len(scenarios) <= MOST_RULES
    columns = [
        TableColumn("It looks like this", 0.31, tone=Tone.STRONG),
        TableColumn("Declared by", 0.25),
        TableColumn("Page", 0.07, Align.RIGHT, Tone.STRONG),
    ]
    if has_rules:
        columns.insert(1, TableColumn("Declare it when", 0.37))
    rows: list[Row] = []
    for each in scenarios:
        person = book.in_role(each.activated_by)
        by = Cell(person.short if person.name else f"{person.office or 'Not stated'}: {NOBODY}", _gap(person))
        page = Cell(str(numbers.get(card_section(facts.number(each)), "–")))
        rule = (Cell(shortened(" ".join(each.activation_rule.split()), RULE) or "Not stated"),) if has_rules else ()
        rows.append(Row((Cell(shortened(" ".join(each.title.split()), 90)), *rule, by, page)))
    yield Table(tuple(columns), tuple(rows), tallest=34, is_dense=len(rows) > MOST_RULES)


def _gap(person: Person) -> State | None:
    return None if person.name else State.BAD


def _lacks(facts: PackFacts, book: PhoneBook) -> Iterator[Block]:
    """Yield what the plan lacks that the reader will look for in vain; said now, not at three in the morning."""
    lacks = lacks_of(facts, book)
    if lacks:
        more = f"; and {len(lacks) - MOST_LACKS} more" if len(lacks) > MOST_LACKS else ""
        yield Paragraph(f"Not in this plan: {'; '.join(lacks[:MOST_LACKS])}{more}.", Tone.STRONG)


def _next(facts: PackFacts, book: PhoneBook, numbers: Mapping[str, int]) -> Iterator[Block]:
    """Yield who has something to do in the first day, in the order of their deadlines, as far as there is room."""
    steps = [step for each in facts.contingency.scenarios for step in each.steps_of(Phase.H24)]
    steps.sort(key=lambda each: (each.deadline_hours is None, each.deadline_hours or 0.0))
    people: dict[str, Person] = {}
    for step in steps:
        person = book.doing(step)
        if person.name:
            people.setdefault(person.name.casefold(), person)
    if not people:
        return
    columns = (
        TableColumn("Name", 0.36, tone=Tone.STRONG),
        TableColumn("Role", 0.36),
        TableColumn("Telephone", 0.28, tone=Tone.STRONG),
    )
    rows = tuple(
        Row((Cell(each.name.split(",")[0]), Cell(each.office), _number(each))) for each in people.values()
    )  # fmt: skip
    yield Heading("They act in the first day")
    yield Table(columns, rows, tallest=24, is_dense=True, more=f"and {{}} more{_at(numbers, CONTACTS)}")


def _number(person: Person) -> Cell:
    return Cell(person.number) if person.phone else Cell(NO_NUMBER, State.OPEN)


def lacks_of(facts: PackFacts, book: PhoneBook) -> list[str]:
    """Return what is missing to use the plan, the most important first."""
    plan = facts.contingency
    roles = {each.role for scenario in plan.scenarios for each in scenario.steps_of(Phase.H24) if not each.owner}
    roles |= {scenario.activated_by for scenario in plan.scenarios if scenario.activated_by}
    holders = {role: book.in_role(role) for role in sorted(roles) if role}
    nobody = [facts.role(role) for role, person in holders.items() if not person.name]
    silent = [facts.role(role) for role, person in holders.items() if person.name and not person.phone]
    empty = [each for each in plan.scenarios if not each.steps_of(Phase.H24)]
    late = [each for each in plan.scenarios if any(one.deadline_hours is None for one in each.steps_of(Phase.H24))]
    lacks: list[str] = []
    if nobody:
        lacks.append(f"a name for {_few(nobody)}")
    if silent:
        lacks.append(f"a number for {_few(silent)}")
    if empty:
        lacks.append(f"first steps of {counted(len(empty), 'scenario')}")
    if late:
        lacks.append(f"deadlines in {counted(len(late), 'scenario')}")
    if not plan.fallbacks:
        lacks.append("anything that carries the service meanwhile")
    if not facts.leaving.tasks:
        lacks.append("a runbook for leaving")
    return lacks


def _few(names: Sequence[str]) -> str:
    shown = [shortened(each, NAME) for each in names]
    return in_words(shown if len(shown) <= 3 else [*shown[:2], f"{len(shown) - 2} more"])


def _source(facts: PackFacts) -> str:
    plan = facts.contingency.plan
    if plan is None:
        return "there is no contingency plan"
    state = STATES.get(plan.state, plan.state.words)
    if plan.state is PlanState.APPROVED and plan.approved_on:
        state = f"approved {day(plan.approved_on)}"
    points, word = facts.readiness
    return f"contingency plan version {plan.version}, {state}. Readiness {points} of 100: {word}"
