"""Every warning that the checks raised, and what somebody answered to it."""

from __future__ import annotations

from outsource_desk.charts.spec import State
from outsource_desk.domain.answers import AnswerKind
from outsource_desk.domain.formatting import counted, day
from outsource_desk.domain.ranking import Severity
from outsource_desk.reports.blocks import Cell, Page, Row, RowKind, Table, TableColumn, Title, Tone
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import full_stop
from outsource_desk.reports.study import Told

_HEADS = {Severity.BLOCK: "Stops a recommendation", Severity.WARN: "To note", Severity.INFO: "For information"}
WAIVED = "Would stop a recommendation, but was waived"


def warnings_page(findings: Findings) -> Page | None:
    """Return all warnings with their answers; nothing if the checks raised none."""
    if not findings.told:
        return None
    columns = (
        TableColumn("Rule", 0.07, tone=Tone.MUTED),
        TableColumn("What the check found", 0.53),
        TableColumn("What was answered", 0.40),
    )
    rows: list[Row] = []
    for head, told in _groups(findings):
        rows.append(Row((Cell(head), Cell(), Cell()), RowKind.GROUP))
        rows += [Row((Cell(one.warning.id), Cell(full_stop(one.warning.text)), _answer(one))) for one in told]
    source = "checks of this revision; a waiver needs a name and a reason, and lapses when the finding changes"
    return Page("Warnings and answers", warnings_title(findings), (Table(columns, tuple(rows), tallest=22),), source)


def warnings_title(findings: Findings) -> Title:
    """Return whether anything stops a recommendation, and what was waived."""
    stops, waived, count = len(findings.blocks), len(findings.waived), len(findings.told)
    tail = f"; {waived} more {'is' if waived == 1 else 'are'} waived by name" if waived else ""
    if stops:
        return Title(f"{_findings(stops)} {'stops' if stops == 1 else 'stop'} a recommendation until answered{tail}")
    if waived:
        return Title(f"{_findings(waived)} would stop a recommendation and {'is' if waived == 1 else 'are'} waived")
    if count == 1:
        return Title("The checks raised 1 warning, which does not stop a recommendation")
    return Title(f"The checks raised {counted(count, 'warning')}; none of them stops a recommendation")


def _findings(count: int) -> str:
    return counted(count, "finding")


def _groups(findings: Findings) -> list[tuple[str, list[Told]]]:
    found = [(_HEADS[Severity.BLOCK], [one for one in findings.told if one.stops])]
    found.append((WAIVED, [one for one in findings.told if one.is_waived]))
    for severity in (Severity.WARN, Severity.INFO):
        found.append((_HEADS[severity], [one for one in findings.told if one.warning.severity is severity]))
    return [(head, told) for head, told in found if told]


def _answer(told: Told) -> Cell:
    answer = told.answer
    if answer is None:
        if told.warning.severity is Severity.INFO:
            return Cell("–", tone=Tone.MUTED)
        return Cell("no answer yet", State.BAD if told.stops else State.OPEN)
    what = "Waived" if answer.kind is AnswerKind.WAIVED else "Seen and accepted"
    said = f"{what} by {answer.name or 'nobody named'}, {day(answer.at)}"
    said += f": {full_stop(answer.reason)}" if answer.reason.strip() else "."
    if told.has_lapsed:
        return Cell(f"No longer holds, because the finding has changed since. {said}", State.OPEN)
    return Cell(said, State.OPEN if told.is_waived else State.GOOD)
