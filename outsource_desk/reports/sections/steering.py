"""How we will steer: who meets when, how both sides talk, what the contract has, and who audits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outsource_desk.charts.spec import State
from outsource_desk.charts.words import shortened
from outsource_desk.domain.formatting import counted, day, in_words, plain
from outsource_desk.domain.governance import Clause, ClauseKind, ClauseState, Governance, Vote
from outsource_desk.reports.blocks import (
    Align,
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
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.protection import ProtectionFacts, ToldFinding, ToldLine
from outsource_desk.reports.sections.phrases import brief, full_stop

MOST_CLAUSES = 3
RUNG, OFFICE, LINE = 32, 24, 26  # characters of a cause, of an office, and of a line of the year
MANY = 5  # times a month, from which the number says more than marks
LINES = {
    "audits": "Audits",
    "exercises": "Exercises and reviews",
    "training": "Training",
    "contract": "Contract",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def steering_page(findings: Findings) -> Page | None:
    """Return the year of forums and audits, communication, training, contract; nothing where nobody has begun."""
    told = findings.protected
    protection = findings.facts.evaluation.protection
    if told is None or protection is None or not protection.governance.is_begun:
        return None
    governance = protection.governance
    talk = tuple(_protocol(findings, told, governance))
    columns = Columns((
        Column(4, (*talk, *_findings(told.findings))),
        Column(4, tuple(_ladder(governance))),
        Column(4, (*_contract(told, governance), *_training(governance))),
    ))  # fmt: skip
    blocks = (*_year(told), columns)
    decided = governance.decision
    said = [f"dates judged on {day(told.as_of)}"]
    if decided is not None and decided.decided_on:
        said.insert(0, f"decided {day(decided.decided_on)}{_votes(governance)}")
    return Page("How we will steer", steering_title(findings, governance), blocks, "; ".join(said))


def steering_title(findings: Findings, governance: Governance) -> Title:
    """Return in a sentence who owns it, how many forums there are, and how far escalation reaches."""
    owner = findings.facts.evaluation.initiative.owner
    who = "{0} owns it" if owner else "Nobody owns it"
    forums = _count(len(governance.forums), "forum").lower()
    levels = _count(len(governance.escalations), "level").lower()
    return Title(f"{who}; {forums}, {levels} of escalation", (owner,) if owner else ())


def _count(count: int, noun: str) -> str:
    word = _WORDS[count] if count < len(_WORDS) else str(count)
    return f"{word} {noun}{'' if count == 1 else 's'}"


def _votes(governance: Governance) -> str:
    decision = governance.decision
    given = [each for each in decision.approvals if each.vote is not Vote.OPEN] if decision else []
    return f", {counted(len(given), 'vote')} given" if given else ""


def _year(told: ProtectionFacts) -> Iterator[Block]:
    """Yield what happens in the next twelve months, a column for each."""
    if not told.lines:
        return
    columns = (
        TableColumn("", 0.20, tone=Tone.STRONG),
        TableColumn("", 0.08, tone=Tone.MUTED),
        *(TableColumn(_month(each), 0.06, Align.CENTRE) for each in told.months),
    )
    yield Heading("The next twelve months", "● once; a number where it is more often")
    yield Table(columns, tuple(_line(each) for each in told.lines), tallest=24, is_dense=True)


def _month(first: str) -> str:
    name = _MONTHS[int(first[5:7]) - 1]
    return f"{name} {first[:4]}" if first[5:7] == "01" else name


def _line(line: ToldLine) -> Row:
    late = Cell(f"{line.late} late", State.BAD) if line.late else Cell(line.note)
    cells = (Cell("" if not count else "●" * count if count < 3 else str(count)) for count in line.counts)
    return Row((Cell(shortened(" ".join((line.label or LINES[line.kind]).split()), LINE)), late, *cells))


def _protocol(findings: Findings, told: ProtectionFacts, governance: Governance) -> Iterator[Block]:
    yield Heading("How both sides talk")
    protocol, initiative = governance.protocol, findings.facts.evaluation.initiative
    if protocol is None:
        yield Paragraph("No working language and no channels are agreed.", Tone.STRONG)
        return
    language = " ".join(filter(None, (protocol.language, protocol.language_level)))
    said = [f"Working language: {language or 'not agreed'}."]
    if protocol.language_rule:
        said.append(full_stop(protocol.language_rule))
    if initiative.overlap_hours is not None:
        sites = "what the sites give is not known" if told.overlap is None else f"the sites give {plain(told.overlap)}"
        said.append(f"Hours together a day: at least {plain(initiative.overlap_hours)}; {sites}.")
    said += [_channels(governance)] if governance.channels else ["No channel is agreed."]
    yield Paragraph(" ".join(said))


def _channels(governance: Governance) -> str:
    """Return how many channels are agreed, and which answers first."""
    first = governance.channels[0]
    answer = f", answered within {brief(first.answer_time)}" if first.answer_time else ""
    told = f"{brief(first.purpose)} by {brief(first.channel)}{answer}"
    count = len(governance.channels)
    return f"{counted(count, 'channel')} agreed, such as {told}." if count > 1 else f"One channel: {told}."


def _ladder(governance: Governance) -> Iterator[Block]:
    if not governance.escalations:
        return
    columns = (
        TableColumn("", 0.08, tone=Tone.STRONG),
        TableColumn("When", 0.42),
        TableColumn("To", 0.30),
        TableColumn("Answer", 0.20, Align.RIGHT),
    )
    rows = tuple(
        Row((
            Cell(str(each.level)),
            Cell(shortened(" ".join(each.cause.split()), RUNG)),
            Cell(shortened(" ".join(each.to_role.split()), OFFICE)),
            Cell(f"{plain(each.answer_hours)}\u00a0h" if each.answer_hours is not None else "–"),
        ))
        for each in governance.escalations
    )  # fmt: skip
    yield Heading("Ladder of escalation")
    yield Table(columns, rows, is_dense=True, tallest=22)


def _contract(told: ProtectionFacts, governance: Governance) -> Iterator[Block]:
    contract = governance.contract(told.candidate.id if told.candidate else None)
    yield Heading("Contract and clauses", f"with {brief(told.candidate.name)}" if told.candidate else "")
    if contract is None:
        yield Paragraph("No contract has been begun.", Tone.STRONG)
        return
    said = [_signed(contract.signed_on, contract.ends_on)]
    for kind, noun in (
        (ClauseKind.CONTRACT, ("clause",)),
        (ClauseKind.IP, ("clause on intellectual property", "clauses on intellectual property")),
    ):
        mine = [each for each in contract.clauses if each.kind is kind]
        if mine:
            said.append(
                f"{sum(each.state.is_settled for each in mine)} of {counted(len(mine), *noun)} settled{_weaker(mine)}."
            )
    yield Paragraph(" ".join(said))
    if told.missing_clauses:
        shown = [brief(each) for each in told.missing_clauses[:MOST_CLAUSES]]
        more = len(told.missing_clauses) - MOST_CLAUSES
        listed = "; ".join([*shown, f"{more} more"] if more > 0 else shown)
        yield Paragraph(f"Still missing: {listed}.", Tone.STRONG)


def _signed(signed_on: str | None, ends_on: str | None) -> str:
    signed = f"Signed {day(signed_on)}" if signed_on else "Not signed"
    return f"{signed}, ends {day(ends_on)}." if ends_on else f"{signed}."


def _weaker(clauses: Sequence[Clause]) -> str:
    weaker = sum(each.state is ClauseState.AGREED_WEAKER for each in clauses)
    waived = sum(each.state is ClauseState.WAIVED for each in clauses)
    words = [f"{weaker} weaker than asked"] * bool(weaker) + [f"{waived} waived"] * bool(waived)
    return f", {in_words(words)}" if words else ""


def _training(governance: Governance) -> Iterator[Block]:
    yield Heading("Training for both sides")
    trainings = governance.trainings
    if not trainings:
        yield Paragraph("No training is planned.", Tone.STRONG)
        return
    held = [each for each in trainings if each.held_on]
    invited = sum(each.invited or 0 for each in held)
    attended = sum(each.attended or 0 for each in held)
    said = f"{len(held)} of {counted(len(trainings), 'session')} held"
    said += f"; {attended} of {invited} people came." if invited else "."
    waiting = [brief(each.title) for each in trainings if not each.held_on]
    if waiting:
        more = [f"{len(waiting) - 2} more"] if waiting[2:] else []
        said += f" To come: {in_words([*waiting[:2], *more])}."
    yield Paragraph(said)


def _findings(found: Sequence[ToldFinding]) -> Iterator[Block]:
    """Yield what audits found that nobody has closed."""
    if not found:
        return
    late = [each for each in found if each.is_overdue]
    first = min(found, key=lambda each: (not each.is_overdue, each.finding.due_on, each.finding.id)).finding
    said = f"{counted(len(found), 'finding')} open{f', {len(late)} overdue' if late else ''}."
    who = brief(first.owner) or "nobody"
    yield Heading("What audits found")
    which = "Most urgent" if len(found) > 1 else "It is"
    told = f"{said} {which}: {brief(first.wording)}; {who}, due {day(first.due_on)}."
    yield Paragraph(told, Tone.STRONG if late else Tone.PLAIN)
