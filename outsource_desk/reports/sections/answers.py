"""Every answer of every candidate with what proves it: only where somebody asks for it."""

from __future__ import annotations

from outsource_desk.charts.spec import State
from outsource_desk.domain.formatting import counted, number
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import AnswerState, GateResult
from outsource_desk.reports.blocks import Align, Cell, Page, Row, RowKind, Table, TableColumn, Title, Tone
from outsource_desk.reports.examined import LEVELS, RESULTS, STATES, Examined, Seen, answer_text
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief, full_stop

_GATES = {GateResult.PASSED: State.GOOD, GateResult.FAILED: State.BAD}


def answers_pages(findings: Findings) -> tuple[Page, ...]:
    """Return one section for each vetted candidate, best first."""
    examined = findings.examined
    if examined is None:
        return ()
    return tuple(_page(examined, seen) for seen in examined.seen)


def _page(examined: Examined, seen: Seen) -> Page:
    columns = (
        TableColumn("Question", 0.09, tone=Tone.STRONG),
        TableColumn("", 0.30),
        TableColumn("Answer", 0.27),
        TableColumn("Evidence", 0.11),
        TableColumn("Points, of 5", 0.08, Align.RIGHT),
        TableColumn("State and gate", 0.15),
    )
    rows: list[Row] = []
    for section in examined.vetting.questionnaire.sections:
        asked = [seen.found.judged[each.id] for each in section.questions if seen.found.judged[each.id].is_asked]
        if asked:
            rows.append(Row((Cell(section.title), *(Cell() for _ in columns[1:])), RowKind.GROUP))
            rows += [_row(each) for each in asked]
    overall = seen.found.overall
    title = (
        f"{{0}} has answered {overall.answered} of {counted(overall.asked, 'question')}, {overall.complete} to the end"
    )
    table = Table(columns, tuple(rows), tallest=22)
    source = "answers as the vendor gave them; points after the cap that their evidence sets"
    return Page(f"Answers of {brief(seen.candidate.name)}", Title(title, (seen.candidate.name,)), (table,), source)


def _row(judged: Judged) -> Row:
    answer = judged.answer
    said = answer_text(judged.question, answer)
    if answer is not None:
        more = full_stop(answer.comment)
        why = full_stop(answer.reason) if answer.state in (AnswerState.REJECTED, AnswerState.NOT_APPLICABLE) else ""
        said = "\n".join(filter(None, (said, more, f"{STATES[answer.state].capitalize()}: {why}" if why else "")))
    gate = f", gate {RESULTS[judged.gate]}" if judged.gate else ""
    return Row((
        Cell(judged.question.code),
        Cell(judged.question.wording),
        Cell(said or "–"),
        Cell(LEVELS[judged.level] if answer else "–"),
        Cell("–" if judged.points is None else number(judged.points)),
        Cell(f"{STATES[judged.state]}{gate}", _GATES.get(judged.gate) if judged.gate else None),
    ))  # fmt: skip
