"""Vetting and gaps: what was checked, what must still close, and what the answers rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outsource_desk.charts.spec import State
from outsource_desk.domain.formatting import counted, day, in_words, number, percent
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import Gap, GapKind, GapSeverity, Gate, GateResult
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Heading,
    Page,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.examined import GAP_STATES, KINDS, Examined, Seen, answer_text, worst_first
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief, full_stop

MOST_GAPS = 30  # that have a row; the workbook has them all
MOST_IDLE = 4  # questions that a sentence names
_SEVERE = {GapSeverity.CRITICAL: State.BAD, GapSeverity.HIGH: State.BAD, GapSeverity.MEDIUM: State.OPEN}


def vetting_page(findings: Findings) -> Page | None:
    """Return what was checked and what must still close; nothing where nobody is vetted."""
    examined = findings.examined
    if examined is None:
        return None
    blocks: list[Block] = [_candidates(examined), *_gaps(examined), *_missed(examined), *_waived(examined)]
    questionnaire = examined.vetting.questionnaire
    asked = f"{questionnaire.title} ({questionnaire.version})" if questionnaire.version else questionnaire.title
    source = f"questionnaire “{asked}”, depth {questionnaire.depth}; dates judged on {day(examined.on)}"
    return Page("Vetting and gaps", vetting_title(examined), tuple(blocks), source)


def vetting_title(examined: Examined) -> Title:
    """Return in a sentence how much of the vetting is done and what stands before a signature."""
    leader = examined.leader
    if leader is not None:
        return Title(f"{{0}}: {_accepted([leader])}; {_standing_before(leader)}", (leader.candidate.name,))
    before = sum(len(each.before_signature) for each in examined.seen)
    return Title(f"{_accepted(examined.seen)}; {_must_close(before)}")


def _accepted(seen: Sequence[Seen]) -> str:
    """Return how many checks are accepted, and how many of these only with a gap that is still open."""
    accepted, checks = sum(len(each.accepted) for each in seen), sum(len(each.checks) for each in seen)
    unfinished = sum(len(each.unfinished) for each in seen)
    said = f"{accepted} of {counted(checks, 'check')} accepted"
    return f"{said}, {unfinished} of them with a gap still open" if unfinished else said


def _standing_before(seen: Seen) -> str:
    failed, still = len(seen.found.knocked_out), len(seen.found.open_knock_outs)
    if failed:
        return f"{counted(failed, 'knock-out')} {'is' if failed == 1 else 'are'} failed"
    still_open = f"{counted(still, 'knock-out')} {'is' if still == 1 else 'are'} open" if still else ""
    if still and not seen.before_signature and not seen.loose:
        return still_open
    loose = f"{counted(len(seen.loose), 'condition')} without owner and date" if seen.loose else ""
    before = _must_close(len(seen.before_signature)) if seen.before_signature or not loose else ""
    return ", and ".join(filter(None, (before, loose, still_open)))


def _must_close(gaps: int) -> str:
    return f"{counted(gaps, 'gap')} must close before signature" if gaps else "no gap stands before a signature"


def _candidates(examined: Examined) -> Table:
    columns = (
        TableColumn("Candidate", 0.17, tone=Tone.STRONG),
        TableColumn("Gates", 0.265),
        TableColumn("Checks accepted; with open gap", 0.11, Align.RIGHT),
        TableColumn("Secured, of 100", 0.085, Align.RIGHT, Tone.STRONG),
        TableColumn("Coverage", 0.085, Align.RIGHT),
        TableColumn("So far, of 100 answered", 0.115, Align.RIGHT, Tone.MUTED),
        TableColumn("On its own word", 0.10, Align.RIGHT),
        TableColumn("Gaps before signature", 0.095, Align.RIGHT),
    )
    return Table(columns, tuple(_candidate(each) for each in examined.seen), tallest=22, is_dense=True)


def _candidate(seen: Seen) -> Row:
    overall, (claims, answers) = seen.found.overall, seen.claims
    return Row((
        Cell(brief(seen.candidate.name)),
        Cell(seen.gates_text, _gate_state(seen)),
        Cell(f"{len(seen.accepted)} of {len(seen.checks)}; {len(seen.unfinished)}"),
        Cell(_score(overall.secured)),
        Cell("–" if overall.coverage is None else percent(overall.coverage)),
        Cell(_score(overall.so_far)),
        Cell(percent(claims / answers) if answers else "–"),
        Cell(str(len(seen.before_signature))),
    ))  # fmt: skip


def _gate_state(seen: Seen) -> State | None:
    if not seen.found.gates:
        return None
    if seen.gates(GateResult.FAILED):
        return State.BAD
    return State.GOOD if len(seen.gates(GateResult.PASSED)) == len(seen.found.gates) else State.OPEN


def _score(value: float | None) -> str:
    return "–" if value is None else number(value)


def _gaps(examined: Examined) -> Iterator[Block]:
    """Yield the gaps that are open, the worst first."""
    gaps = worst_first(gap for each in examined.seen for gap in each.open_gaps)
    closed = sum(len(each.gaps) for each in examined.seen) - len(gaps)
    note = f"{counted(closed, 'gap')} {'is' if closed == 1 else 'are'} closed or waived" if closed else ""
    if not gaps:
        if note:
            yield Paragraph(f"No gap is open; {note}.", Tone.MUTED)
        return
    columns = (
        TableColumn("Severity", 0.095, tone=Tone.STRONG),
        TableColumn("Candidate", 0.14),
        TableColumn("Gap, and what is to be done", 0.455),
        TableColumn("Owner", 0.135),
        TableColumn("Due, and kind", 0.175),
    )
    rows = tuple(_gap(examined, each) for each in gaps[:MOST_GAPS])
    if hidden := gaps[MOST_GAPS:]:
        rows += (Row((Cell(_uncounted(hidden), tone=Tone.PLAIN), *(Cell() for _ in columns[1:])), RowKind.GROUP),)
    yield Heading("Open gaps", note)
    yield Table(columns, rows, tallest=22, is_dense=True)


def _uncounted(gaps: Sequence[Gap]) -> str:
    """Return how many gaps have no row, by severity, how many of them are urgent, and where they stand."""
    by_severity = [(severity, sum(each.severity is severity for each in gaps)) for severity in reversed(GapSeverity)]
    counts = in_words([f"{count} {severity}" for severity, count in by_severity if count])
    before = sum(each.kind is GapKind.PRECEDENT for each in gaps)
    return f"And {counted(len(gaps), 'gap')} more ({counts}), {before or 'none'} before signature: workbook, sheet Gaps"


def _gap(examined: Examined, gap: Gap) -> Row:
    names = {each.candidate.id: each.candidate.name for each in examined.seen}
    question = examined.questions.get(gap.question_id or 0)
    code = f"{question.code}: " if question else ""
    said = f"{code}{full_stop(gap.wording)} {full_stop(gap.action)}".strip()
    is_late = gap.due_on < examined.on
    kind = KINDS[gap.kind] + (f", {GAP_STATES[gap.state]}" if gap.state.value == "in_progress" else "")
    return Row((
        Cell(gap.severity.capitalize(), _SEVERE.get(gap.severity)),
        Cell(brief(names[gap.candidate_id])),
        Cell(said),
        Cell(brief(gap.owner)),
        Cell(f"{day(gap.due_on)}{', overdue' if is_late else ''}\n{kind}", State.BAD if is_late else None),
    ))  # fmt: skip


def _missed(examined: Examined) -> Iterator[Block]:
    """Yield the gates that were missed and not waived: failed ones first, then those that need a condition."""
    columns = (
        TableColumn("Candidate", 0.17, tone=Tone.STRONG),
        TableColumn("Gate", 0.52),
        TableColumn("Answer", 0.095),
        TableColumn("Consequence", 0.215),
    )
    rows = [
        Row((Cell(brief(seen.candidate.name)), Cell(_gate(each)), Cell(_answer(each)), _consequence(each, seen)))
        for result in (GateResult.FAILED, GateResult.CONDITION)
        for seen in examined.seen
        for each in seen.gates(result)
    ]
    if rows:
        yield Heading("Gates that were missed")
        yield Table(columns, tuple(rows), tallest=22, is_dense=True)


def _gate(judged: Judged) -> str:
    return f"{judged.question.code}: {full_stop(judged.question.wording)}"


def _answer(judged: Judged) -> str:
    return answer_text(judged.question, judged.answer) or "–"


def _consequence(judged: Judged, seen: Seen) -> Cell:
    if judged.question.gate is Gate.KNOCK_OUT:
        return Cell("Knock-out: not ranked", State.BAD)
    if judged in seen.loose:
        return Cell("Condition without owner and date", State.BAD)
    return Cell("Only with a dated condition", State.OPEN)


def _waived(examined: Examined) -> Iterator[Block]:
    """Yield the gates that somebody waived, with who answers for it, why, with what control and until when."""
    columns = (
        TableColumn("Candidate", 0.135, tone=Tone.STRONG),
        TableColumn("Gate", 0.25),
        TableColumn("Waived by", 0.125),
        TableColumn("Reason", 0.19),
        TableColumn("Control in its place", 0.18),
        TableColumn("Until", 0.12),
    )
    rows = [
        Row((
            Cell(brief(seen.candidate.name)),
            Cell(_gate(each)),
            Cell(f"{each.waiver.approved_by}, {each.waiver.approver_role}"),
            Cell(full_stop(each.waiver.reason)),
            Cell(full_stop(each.waiver.control)),
            Cell(day(each.waiver.expires_on)),
        ))
        for seen in examined.seen
        for each in seen.gates(GateResult.WAIVED)
        if each.waiver
    ]  # fmt: skip
    if rows:
        yield Heading("Gates that were waived")
        yield Table(columns, tuple(rows), tallest=22, is_dense=True)


def idle_sentence(examined: Examined) -> str:
    """Return in one sentence which questions tell no candidates apart; empty if none is known."""
    codes = [examined.questions[each].code for each in examined.facts.idle if each in examined.questions]
    if not codes:
        return ""
    shown = codes if len(codes) <= MOST_IDLE else [*codes[: MOST_IDLE - 1], f"{len(codes) - MOST_IDLE + 1} more"]
    verb = "tells no candidates apart and touches" if len(codes) == 1 else "tell no candidates apart and touch"
    return f"{in_words(shown)} {verb} no gate."
