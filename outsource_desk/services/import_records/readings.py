"""Lists of measurements: one reading to a row, or a row to a metric with its months across."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import looked_up
from outsource_desk.domain.formatting import plain
from outsource_desk.services import reading_import
from outsource_desk.services.import_policy import Fate, Policy
from outsource_desk.services.import_records.account import headers_of
from outsource_desk.services.import_records.column_headings import period_said
from outsource_desk.services.import_records.here import RecordsHere
from outsource_desk.services.import_records.kinds import register_of
from outsource_desk.services.import_records.outcomes import (
    Asks,
    Compared,
    Entry,
    FieldChange,
    Outcome,
    RecordAccount,
    RecordQuestion,
    RowPreview,
)
from outsource_desk.services.import_records.pace import Progress, paced
from outsource_desk.services.import_records.shapes import ProposedColumn, RecordAct, RecordChoices
from outsource_desk.services.reading_words import DoubtError, period_in

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.importers.sheets.said import Said
    from outsource_desk.services.desk import Desk

_NOTE_LIMIT = 2_000
_OUTCOMES = {
    reading_import.Outcome.NEW: Outcome.NEW,
    reading_import.Outcome.CHANGED: Outcome.CHANGED,
    reading_import.Outcome.SAME: Outcome.SAME,
    reading_import.Outcome.SKIPPED: Outcome.SKIPPED,
    reading_import.Outcome.ASKED: Outcome.ASKED,
    reading_import.Outcome.PROBLEM: Outcome.PROBLEM,
}
_ORDER = (Outcome.NEW, Outcome.CHANGED, Outcome.ASKED, Outcome.PROBLEM, Outcome.SAME, Outcome.SKIPPED)


def compared_readings(
    here: RecordsHere,
    reading: Reading,
    table: Table,
    columns: Sequence[ProposedColumn],
    choices: RecordChoices,
    progress: Progress,
) -> Compared:
    """Compare a list of measurements with those that the file has."""
    performance = here.known.performance
    assert performance is not None
    report = report_of_table(here.revision, reading, table, columns, choices)
    fates = reading_import.fates_beside(performance, report, targets_of(report, choices))
    metrics = tuple((each.id, each.name) for each in performance.metrics)
    cells = _cells_by_row(table, columns)
    rows: dict[int, list[reading_import.RowFate]] = defaultdict(list)
    for fate in fates:
        rows[fate.row.number].append(fate)
    previews, questions = [], []
    for number, said in paced(cells.items(), len(cells), progress):
        found = [_told(fate, choices) for fate in rows.get(number, ())]
        name = next((fate.row.name or fate.row.code for fate in rows.get(number, ())), "")
        if number in choices.skipped:
            previews.append(RowPreview(number, name, Outcome.SKIPPED, why="It is to be skipped."))
            continue
        previews.append(_row(number, name, found))
        questions += [
            _asked(fate, said, metrics, change)
            for fate, (outcome, change, _) in zip(rows.get(number, ()), found, strict=True)
            if outcome in (Outcome.ASKED, Outcome.PROBLEM) or (change is not None and change.fate is Fate.ASKED)
        ]
    return Compared(tuple(previews), tuple(questions), _account(table, columns, previews, questions))


def with_headings(block: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return pasted rows with headings above them; without any, they are metric, period and actual."""
    from outsource_desk.importers.sheets.said import Said

    try:
        period_in(Said(block[0][1]))
    except DoubtError:
        return list(block)
    return [("Metric", "Period", "Actual"), *block]


def report_of_table(
    revision: int, reading: Reading, table: Table, columns: Sequence[ProposedColumn], choices: RecordChoices
) -> reading_import.Report:
    """Return a list as a report of readings, as the user has answered for its cells."""
    assert choices.initiative_id is not None
    rows = [row for row in _report_rows(table, columns, choices) if row.number not in choices.skipped]
    return reading_import.Report(
        choices.initiative_id, revision, reading.file, reading.sha256, table.sheet or "", tuple(rows)
    )


def _report_rows(
    table: Table, columns: Sequence[ProposedColumn], choices: RecordChoices
) -> list[reading_import.ReportRow]:
    from outsource_desk.importers.sheets.said import NOTHING, Said

    places = {(column.field, column.which): place for place, column in enumerate(columns) if column.field}
    months = [(which, place) for (field, which), place in places.items() if field == "actual" and which]
    found = []
    for number, cells in register_of(table).rows:

        def at(key: str, cells: tuple[Said, ...] = cells) -> Said:
            place = places.get((key, ""))
            return _answered(cells[place], choices) if place is not None and place < len(cells) else NOTHING

        name, note = " ".join(at("metric").text.split()), at("note").text[:_NOTE_LIMIT]
        if not months:
            period, actual, parts = at("period"), at("actual"), (at("numerator"), at("denominator"))
            found.append(reading_import.ReportRow(number, name, at("code").text, period, actual, *parts, note))
        for _, place in months:
            said = _answered(cells[place], choices) if place < len(cells) else NOTHING
            if not said.is_empty:
                period = Said(period_said(columns[place].name), columns[place].cell)
                found.append(
                    reading_import.ReportRow(number, name, at("code").text, period, said, NOTHING, NOTHING, note)
                )
    return found


def _answered(said: Said, choices: RecordChoices) -> Said:
    """Return a cell as the user has answered for it."""
    answer = choices.answers.get(said.cell)
    if answer is None or answer.act in (RecordAct.TAKE, RecordAct.KEEP):
        return said
    text = answer.text if answer.act is RecordAct.VALUE else ""
    return replace(said, value=text, is_formula=False, is_percent=False, doubt="")


def targets_of(report: reading_import.Report, choices: RecordChoices) -> Mapping[str, int]:
    """Return the metrics that the user named, by what rows of the same metric are known by."""
    named = {looked_up(name): target for name, target in choices.names.items()}
    return {
        row.key: target if target is not None else reading_import.SKIP
        for row in report.rows
        for name in (row.code, row.name)
        if name and (target := named.get(looked_up(name), 0)) != 0
    }


def is_written(fate: reading_import.RowFate, choices: RecordChoices) -> bool:
    """Tell whether a reading is written, as the policy has it."""
    return _fate(fate, choices) in (None, Fate.REPLACED) and fate.outcome in reading_import.TAKEN


def _fate(fate: reading_import.RowFate, choices: RecordChoices) -> Fate | None:
    if fate.outcome is not reading_import.Outcome.CHANGED:
        return None
    answer = choices.answers.get(fate.row.actual.cell)
    if answer is not None and answer.act in (RecordAct.TAKE, RecordAct.KEEP):
        return Fate.REPLACED if answer.act is RecordAct.TAKE else Fate.KEPT
    if choices.policy is Policy.MERGE and fate.before is not None and fate.before.actual is None:
        return Fate.REPLACED
    return {Policy.REPLACE: Fate.REPLACED, Policy.ASK: Fate.ASKED}.get(choices.policy, Fate.KEPT)


_Told = tuple[Outcome, FieldChange | None, str]


def _told(fate: reading_import.RowFate, choices: RecordChoices) -> _Told:
    outcome = _OUTCOMES[fate.outcome]
    if fate.outcome not in reading_import.TAKEN or fate.metric is None:
        return outcome, None, fate.why
    before = fate.before.actual if fate.before is not None else None
    said = fate.row.actual if not fate.row.actual.is_empty else fate.row.numerator
    change = FieldChange(
        "actual", "Actual", said.cell, _figure(before, fate), _figure(fate.actual, fate), _fate(fate, choices),
        fate.actual, said.text, fate.starts_on,
    )  # fmt: skip
    return (outcome if change.is_written else Outcome.SAME), change, fate.why


def _figure(value: float | None, fate: reading_import.RowFate) -> str:
    unit = fate.metric.unit if fate.metric is not None else ""
    return "" if value is None else f"{plain(value)} {unit}".rstrip()


def _row(number: int, name: str, found: Sequence[_Told]) -> RowPreview:
    """Return what becomes of a row, which has several readings where months stand across."""
    if not found:
        return RowPreview(number, name, Outcome.SKIPPED, why="It holds no figure.")
    outcome = min((each[0] for each in found), key=_ORDER.index)
    why = next(why for each, _, why in found if each is outcome)
    changes = tuple(change for _, change, _ in found if change is not None)
    entries = (Entry("", "metric_reading", None, changes, number),) if changes else ()
    same = sum(each is Outcome.SAME and change is None for each, change, _ in found)
    return RowPreview(number, name, outcome, None, entries, same, why, number)


def _asked(
    fate: reading_import.RowFate,
    cells: Sequence[Said],
    metrics: tuple[tuple[int, str], ...],
    change: FieldChange | None,
) -> RecordQuestion:
    row = fate.row
    if fate.outcome is reading_import.Outcome.ASKED:
        name = row.code or row.name
        cell = next((said.cell for said in cells if " ".join(said.text.split()) == name), row.actual.cell)
        return RecordQuestion(
            Asks.NAME, cell, row.number, "metric", fate.why, name, choices=metrics, is_blocking=True
        )  # fmt: skip
    said = row.actual if not row.actual.is_empty else row.period
    if change is not None:
        reason = f"The document says “{change.before}”."
        return RecordQuestion(Asks.CONFLICT, said.cell, row.number, "actual", reason, said.text)
    return RecordQuestion(Asks.CELL, said.cell, row.number, "actual", fate.why, said.text)


def _cells_by_row(table: Table, columns: Sequence[ProposedColumn]) -> dict[int, tuple[Said, ...]]:
    return {
        number: tuple(said for said, column in zip(cells, columns, strict=False) if column.field)
        for number, cells in register_of(table).rows
    }


def _account(
    table: Table,
    columns: Sequence[ProposedColumn],
    rows: Sequence[RowPreview],
    questions: Sequence[RecordQuestion],
) -> RecordAccount:
    """Return how many used cells became what; a row's own cells go with its readings."""
    register, count = register_of(table), Counter[str]()
    asked = {question.cell for question in questions}
    whole = {Outcome.SKIPPED: "skipped", Outcome.ASKED: "asked", Outcome.PROBLEM: "asked"}
    for (_, cells), row in zip(register.rows, rows, strict=True):
        changed = {change.cell: "taken" if change.is_written else "kept" for change in row.changes}
        usual = whole.get(row.outcome, "taken" if row.outcome.is_taken else "same")
        for place, said in enumerate(cells[: len(columns)]):
            if not said.is_empty:
                is_field = columns[place].field is not None
                fate = "asked" if said.cell in asked else changed.get(said.cell, usual)
                count[fate if is_field else "left_out"] += 1
    return RecordAccount(headers=headers_of(register), **count)


def write_readings(
    desk: Desk, reading: Reading, table: Table, columns: Sequence[ProposedColumn], choices: RecordChoices
) -> int | None:
    """Write the readings that are taken, inside the edit that is open, and return the id of the file's import."""
    report = report_of_table(desk.journal.revision, reading, table, columns, choices)
    targets = targets_of(report, choices)
    taken = [fate.row for fate in reading_import.fates_of(desk, report, targets) if is_written(fate, choices)]
    log = reading_import.import_readings(
        desk, replace(report, rows=tuple(taken)), targets, reported_by=choices.reported_by
    )
    return log.import_id
