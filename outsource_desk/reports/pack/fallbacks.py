"""What carries the service when the provider does not, and how long each process can wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outsource_desk.charts.spec import State
from outsource_desk.domain.contingency import Fallback, FallbackKind, FallbackStatus, RecoveryObjective
from outsource_desk.domain.formatting import main_units, money, percent
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
    Title,
    Tone,
)
from outsource_desk.reports.pack.facts import PackFacts
from outsource_desk.reports.pack.people import PhoneBook, person_cell
from outsource_desk.reports.pack.times import days, length
from outsource_desk.reports.sections.phrases import full_stop

SECTION = "Fallbacks"
NOTHING = "Nothing is planned that carries the service meanwhile."
KINDS = {
    FallbackKind.BACKUP_VENDOR: "backup vendor",
    FallbackKind.BRING_IN_HOUSE: "bring in-house",
    FallbackKind.SECOND_SITE: "second site of the provider",
    FallbackKind.HYBRID: "partly in-house",
    FallbackKind.MANUAL: "by hand",
    FallbackKind.SUSPEND: "suspend the service",
}
STATUSES = {
    FallbackStatus.IDEA: "only an idea",
    FallbackStatus.IDENTIFIED: "identified",
    FallbackStatus.TERMS_AGREED: "terms agreed",
    FallbackStatus.TESTED: "tested",
}
_STATES = {FallbackStatus.TESTED: State.GOOD, FallbackStatus.TERMS_AGREED: State.OPEN}


def fallbacks_page(facts: PackFacts) -> Page | None:
    """Return what carries the service and how long each process can wait; nothing where neither is known."""
    plan = facts.contingency
    if not plan.fallbacks and not plan.objectives:
        return None
    book = PhoneBook(facts)
    blocks: list[Block] = [Heading("How long each process can wait"), *_objectives(facts)]
    for each in plan.fallbacks:
        blocks += _fallback(facts, book, each)
    if not plan.fallbacks:
        blocks += [Heading("Fallbacks"), Paragraph(NOTHING, Tone.STRONG)]
    return Page(SECTION, Title("What carries the service, and how long each process can wait"), tuple(blocks))


def fallback_table(book: PhoneBook, fallbacks: Sequence[Fallback]) -> Table:
    """Return fallbacks in short, the soonest first."""
    columns = (
        TableColumn("Fallback", 0.37, tone=Tone.STRONG),
        TableColumn("Ready within", 0.14),
        TableColumn("Carries", 0.12, Align.RIGHT),
        TableColumn("For", 0.13),
        TableColumn("Call", 0.24),
    )
    ordered = sorted(fallbacks, key=lambda each: (each.activation_hours is None, each.activation_hours or 0.0))
    rows = tuple(
        Row((
            Cell(f"{each.title}\n{STATUSES[each.status]}", _STATES.get(each.status, State.BAD)),
            Cell(length(each.activation_hours) or "not stated"),
            Cell("–" if each.capacity is None else percent(each.capacity)),
            Cell(days(each.sustain_days) or "–"),
            person_cell(book.person(each.owner)),
        ))
        for each in ordered
    )  # fmt: skip
    return Table(columns, rows, tallest=40)


def _objectives(facts: PackFacts) -> Iterator[Block]:
    objectives = facts.contingency.objectives
    if not objectives:
        yield Paragraph("Nobody has said how long any process can wait.", Tone.STRONG)
        return
    provider = f"{facts.provider} says" if facts.candidate else "Provider says"
    columns = (
        TableColumn("Process", 0.20, tone=Tone.STRONG),
        TableColumn("Can stand still for", 0.125, Align.RIGHT),
        TableColumn("Runs again within", 0.12, Align.RIGHT),
        TableColumn("May lose data of", 0.11, Align.RIGHT),
        TableColumn(provider, 0.12, Align.RIGHT),
        TableColumn("Meanwhile", 0.325),
    )
    ordered = sorted(objectives, key=lambda each: (each.mtpd_hours is None, each.mtpd_hours or 0.0))
    yield Table(columns, tuple(_objective(facts, each) for each in ordered), tallest=40)


def _objective(facts: PackFacts, objective: RecoveryObjective) -> Row:
    theirs = objective.commitment(facts.candidate.id if facts.candidate else None)
    is_late = _is_late(objective, theirs.rto_hours if theirs else None)
    ready = f" (ready within {length(objective.workaround_hours)})" if objective.workaround_hours is not None else ""
    level = f"at least {percent(objective.minimum_level)} of the volume" if objective.minimum_level is not None else ""
    peaks = f"worst: {objective.peaks}" if objective.peaks else ""
    meanwhile = "; ".join(filter(None, (f"{objective.workaround}{ready}".strip(), level, peaks)))
    return Row((
        Cell(objective.process),
        Cell(length(objective.mtpd_hours) or "not stated"),
        Cell(length(objective.rto_hours) or "not stated"),
        Cell(length(objective.rpo_hours) or "not stated"),
        Cell((length(theirs.rto_hours) if theirs else "") or "nothing", State.BAD if is_late else None),
        Cell(full_stop(meanwhile) or "nothing planned"),
    ))  # fmt: skip


def _is_late(objective: RecoveryObjective, theirs: float | None) -> bool:
    return theirs is not None and objective.rto_hours is not None and theirs > objective.rto_hours


def _fallback(facts: PackFacts, book: PhoneBook, fallback: Fallback) -> Iterator[Block]:
    """Yield all that is known of one fallback."""
    yield Heading(fallback.title, f"{KINDS[fallback.kind]}, {STATUSES[fallback.status]}")
    currency = facts.evaluation.initiative.currency
    told: list[str] = [_carries(fallback)]
    if fallback.owner:
        told.append(f"Call: {book.person(fallback.owner).line}.")
    if fallback.needs:
        told.append(f"Needs: {full_stop(_listed(fallback.needs))}")
    if fallback.shared_risks:
        told.append(f"Would fail together with {facts.provider}: {full_stop(_listed(fallback.shared_risks))}")
    costs = ((fallback.one_off_cost, "to begin with"), (fallback.monthly_cost, "a month"))
    known = [f"{money(main_units(amount, currency), currency)} {when}" for amount, when in costs if amount]
    if known:
        told.append(f"It costs {' and '.join(known)}.")
    people = facts.contacts.get(fallback.candidate_id or 0, ())
    if people:
        listed = "; ".join(", ".join(filter(None, (each.name, each.role, each.phone))) for each in people[:3])
        told.append(f"There: {full_stop(listed)}")
    yield Paragraph(" ".join(told))


def _listed(text: str) -> str:
    """Return lines of a text as one."""
    return "; ".join(line.strip().rstrip(".;,") for line in text.split("\n") if line.strip())


def _carries(fallback: Fallback) -> str:
    ready = f"Ready within {length(fallback.activation_hours)}" if fallback.activation_hours is not None else ""
    share = f"carries {percent(fallback.capacity)} of the volume" if fallback.capacity is not None else ""
    lasting = f"for {days(fallback.sustain_days)}" if fallback.sustain_days is not None else ""
    told = ", ".join(filter(None, (ready or "Nobody has said how soon it is ready", share)))
    return f"{told} {lasting}".strip() + "."
