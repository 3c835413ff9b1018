"""Everybody who may have to be called."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.charts.spec import State
from outsource_desk.domain.contingency import RoleHolder
from outsource_desk.domain.formatting import counted
from outsource_desk.reports.blocks import Block, Cell, Heading, Page, Paragraph, Row, Table, TableColumn, Title, Tone
from outsource_desk.reports.pack.facts import PackFacts
from outsource_desk.reports.pack.first_hour import CONTACTS
from outsource_desk.reports.pack.people import NO_NUMBER, NOBODY, PhoneBook, unbroken
from outsource_desk.reports.pack.times import length


def contacts_page(facts: PackFacts) -> Page:
    """Return our roles, the people at vendors, and the ladder of escalation."""
    book = PhoneBook(facts)
    blocks: tuple[Block, ...] = (*_ours(facts, book), *_theirs(facts), *_ladder(facts))
    return Page(CONTACTS, _title(facts), blocks)


def _title(facts: PackFacts) -> Title:
    roles = facts.contingency.roles
    named = sum(bool(each.name.strip()) for each in roles)
    if not roles:
        return Title("Nobody is named to call")
    if named == len(roles):
        return Title(f"Whom to call: all {counted(len(roles), 'role')} are filled" if named > 1 else "Whom to call")
    return Title(f"Whom to call: {named} of {counted(len(roles), 'role')} {'is' if named == 1 else 'are'} filled")


def _ours(facts: PackFacts, book: PhoneBook) -> Iterator[Block]:
    yield Heading("Our side")
    if not facts.contingency.roles:
        yield Paragraph("The plan names nobody. Write names and numbers here today.", Tone.STRONG)
    columns = (
        TableColumn("Role", 0.21, tone=Tone.STRONG),
        TableColumn("Name", 0.38),
        TableColumn("Telephone", 0.20, tone=Tone.STRONG),
        TableColumn("Deputy", 0.21),
    )
    rows = [_holder(facts, book, each) for each in facts.contingency.roles]
    rows += [Row(tuple(Cell() for _ in columns))] * (3 if not rows else 1)  # to be filled in
    yield Table(columns, tuple(rows), tallest=40)


def _holder(facts: PackFacts, book: PhoneBook, holder: RoleHolder) -> Row:
    is_named = bool(holder.name.strip())
    phone = holder.phone or book.phone(holder.name)
    deputy = book.person(holder.deputy)
    return Row((
        Cell(facts.role(holder.role)),
        Cell("\n".join(filter(None, (holder.name, holder.email)))) if is_named else Cell(NOBODY, State.BAD),
        _number(phone) if is_named else Cell(),
        Cell("\n".join(filter(None, (deputy.name, deputy.number)))),
    ))  # fmt: skip


def _number(phone: str) -> Cell:
    return Cell(unbroken(phone)) if phone else Cell(NO_NUMBER, State.OPEN)


def _theirs(facts: PackFacts) -> Iterator[Block]:
    """Yield whom the directory of vendors names at the provider and at the vendors that may stand in."""
    plan = facts.contingency
    wanted = [facts.candidate.id] if facts.candidate else []
    wanted += [each.candidate_id for each in plan.fallbacks if each.candidate_id is not None]
    names = {each.id: each.name for each in facts.evaluation.candidates}
    columns = (
        TableColumn("Role", 0.21, tone=Tone.STRONG),
        TableColumn("Name", 0.38),
        TableColumn("Telephone", 0.20, tone=Tone.STRONG),
        TableColumn("Reachable", 0.21),
    )
    for candidate_id in dict.fromkeys(wanted):
        people = facts.contacts.get(candidate_id, ())
        if candidate_id not in names or not people:
            continue
        yield Heading(names[candidate_id])
        rows = tuple(
            Row((
                Cell(each.role),
                Cell("\n".join(filter(None, (each.name, each.email)))),
                _number(each.phone),
                Cell("around the clock" if each.is_always_reachable else each.time_zone),
            ))
            for each in people
        )  # fmt: skip
        yield Table(columns, rows, tallest=34)


def _ladder(facts: PackFacts) -> Iterator[Block]:
    ladder = facts.protection.governance.escalations
    if not ladder:
        return
    columns = (
        TableColumn("", 0.05, tone=Tone.STRONG),
        TableColumn("When", 0.29),
        TableColumn("From, to", 0.22),
        TableColumn("Our side", 0.155),
        TableColumn("Their side", 0.155),
        TableColumn("Answer in", 0.13),
    )
    rows = tuple(
        Row((
            Cell(str(each.level)),
            Cell(each.cause),
            Cell(", ".join(filter(None, (each.from_role, each.to_role)))),
            Cell(each.own_contact),
            Cell(each.vendor_contact),
            Cell(length(each.answer_hours)),
        ))
        for each in ladder
    )  # fmt: skip
    yield Heading("Ladder of escalation", "where nothing is declared yet")
    yield Table(columns, rows, tallest=34)
