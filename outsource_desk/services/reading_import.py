"""Take readings from a report of service levels: every row is taken, told or asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import looked_up
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import plain
from outsource_desk.domain.performance import Metric, Performance, Reading, Reporter
from outsource_desk.domain.periods import end_of, start_of
from outsource_desk.services.reading_fields import actual_of
from outsource_desk.services.reading_words import (
    DoubtError,
    figure_in,
    fits,
    metric_named,
    period_in,
)
from outsource_desk.services.wording import repeatable, shortened
from outsource_desk.store.protection import load_performance
from outsource_desk.store.rows import insert_row, update_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.importers.sheets.said import Said
    from outsource_desk.services.desk import Desk

SKIP = -1  # where the rows of a name go that means no metric of ours


class ReadingsOutOfDateError(DeskError):
    """The document was changed between looking at a report and taking its readings."""

    remedy = "Open the report again, then take its readings."

    def __init__(self) -> None:
        super().__init__("The document has been changed since the report was looked at.")


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"  # another figure than is on file
    SAME = "same"
    SKIPPED = "skipped"
    ASKED = "asked"  # which metric is meant?
    PROBLEM = "problem"


TAKEN = frozenset({Outcome.NEW, Outcome.CHANGED})


@dataclass(frozen=True)
class ReportRow:
    """One row of a report."""

    number: int  # in the sheet
    name: str  # of the metric, as the report calls it
    code: str
    period: Said
    actual: Said
    numerator: Said
    denominator: Said
    note: str

    @property
    def key(self) -> str:
        """Return by what rows of the same metric are known."""
        return looked_up(self.code or self.name)


@dataclass(frozen=True)
class Report:
    """A sheet as a report of service levels."""

    initiative_id: int
    revision: int
    file: str  # empty: from the clipboard
    sha256: str
    sheet: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True)
class RowFate:
    """What becomes of a row, and why."""

    row: ReportRow
    outcome: Outcome
    metric: Metric | None = None
    starts_on: str = ""
    actual: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    before: Reading | None = None
    why: str = ""


@dataclass(frozen=True)
class ReadingLog:
    """What taking readings did: every row is in exactly one of these."""

    file: str
    new: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0  # skipped, asked or a problem
    lines: tuple[str, ...] = ()
    import_id: int | None = None  # of the file as it is remembered; None if nothing was taken

    @property
    def label(self) -> str:
        """Return what the history calls the edit."""
        if not self.file:
            return "Paste readings"
        return f"Readings from “{shortened(self.file)}”"


def fates_of(desk: Desk, report: Report, targets: Mapping[str, int] | None = None) -> tuple[RowFate, ...]:
    """Return what would become of every row; nothing is written.

    Args:
        desk: the open file.
        report: a list of readings.
        targets: key of a row → id of the metric that is meant, or `SKIP`, where the report's name is none of ours.
    """
    return fates_beside(load_performance(desk.connection, report.initiative_id), report, targets)


def fates_beside(
    performance: Performance, report: Report, targets: Mapping[str, int] | None = None
) -> tuple[RowFate, ...]:
    """Return what would become of every row beside the metrics and readings that there are; see `fates_of`."""
    used: dict[tuple[int, str], RowFate] = {}
    fates = []
    for row in report.rows:
        fate = _fate(performance, row, targets or {})
        if fate.outcome in (*TAKEN, Outcome.SAME) and fate.metric is not None:
            first = used.setdefault((fate.metric.id, fate.starts_on), fate)
            if first is not fate:
                fate = _twice(first, fate)
        fates.append(fate)
    return tuple(fates)


def _twice(first: RowFate, fate: RowFate) -> RowFate:
    if first.actual == fate.actual:
        return replace(fate, outcome=Outcome.SKIPPED, why=f"Row {first.row.number} says the same.")
    return replace(
        fate, outcome=Outcome.PROBLEM, why=f"Row {first.row.number} gives another figure for the same period."
    )


def _fate(performance: Performance, row: ReportRow, targets: Mapping[str, int]) -> RowFate:
    if not (row.name or row.code):
        return RowFate(row, Outcome.SKIPPED, why="It names no metric.")
    target = targets.get(row.key)
    if target == SKIP:
        return RowFate(row, Outcome.SKIPPED, why="It is to be skipped.")
    metrics = performance.metrics
    metric = next((each for each in metrics if each.id == target), None) or metric_named(metrics, row.code, row.name)
    if metric is None:
        return RowFate(row, Outcome.ASKED, why=f"“{repeatable(row.code or row.name)}” is none of the metrics.")
    try:
        return _understood(row, metric)
    except DeskError as error:
        return RowFate(row, Outcome.PROBLEM, metric, why=str(error))


def _understood(row: ReportRow, metric: Metric) -> RowFate:
    """Return what a row says of a metric.

    Raises:
        DeskError: period or figures cannot be read, or make no sense together.
    """
    period = period_in(row.period)
    if not fits(period, metric.period):
        raise DoubtError(f"“{repeatable(row.period.text)}” is not as long as the metric is measured.")
    starts_on = start_of(metric.period, period.starts_on)
    if starts_on > today():
        raise DoubtError(f"“{repeatable(row.period.text)}” lies in the future.")
    parts = figure_in(row.numerator, "", None), figure_in(row.denominator, "", None)
    given = figure_in(row.actual, metric.unit, metric.target)
    if given is None and all(part is None for part in parts):
        return RowFate(row, Outcome.SKIPPED, metric, starts_on, why="It holds no figure.")
    if given is None and any(part is None for part in parts):
        raise DoubtError("A reading needs numerator and denominator together.")
    facts: dict[str, Any] = {"code": metric.code, "formula": metric.formula, "unit": metric.unit, "name": metric.name}
    actual = actual_of(facts, *parts, given)
    before = next((each for each in metric.readings if each.starts_on == starts_on), None)
    fate = RowFate(row, Outcome.NEW, metric, starts_on, actual, *parts, before)
    return fate if before is None else _beside(fate, before)


def _beside(fate: RowFate, before: Reading) -> RowFate:
    if before.actual == fate.actual:
        return replace(fate, outcome=Outcome.SAME, why="It is on file already.")
    if before.is_verified:
        return replace(fate, outcome=Outcome.PROBLEM, why="We have verified another figure, which is kept.")
    was = plain(before.actual) if before.actual is not None else "nothing"
    return replace(fate, outcome=Outcome.CHANGED, why=f"It replaces {was}.")


def import_readings(
    desk: Desk, report: Report, targets: Mapping[str, int] | None = None, *, reported_by: str = Reporter.VENDOR
) -> ReadingLog:
    """Write the readings of a report that are new or changed; what is asked or doubtful is left out and told.

    Undoable as one step. Saved when this returns. Each reading keeps file, sheet and cell that it came from.

    Args:
        desk: the open file.
        report: a list of readings.
        targets: see `fates_of`.
        reported_by: who measured: vendor, own or independent.

    Raises:
        ReadingsOutOfDateError: the document has been changed since; nothing is written.
        DeskError: it is not said who measured.
    """
    from outsource_desk.services.records import kinds

    if desk.journal.revision != report.revision:
        raise ReadingsOutOfDateError
    checks = kinds()["metric_reading"].checks
    reporter = checks["reported_by"](reported_by)
    fates = fates_of(desk, report, targets)
    counts = {outcome: sum(fate.outcome is outcome for fate in fates) for outcome in Outcome}
    log = ReadingLog(
        report.file, counts[Outcome.NEW], counts[Outcome.CHANGED], counts[Outcome.SAME],
        counts[Outcome.SKIPPED] + counts[Outcome.ASKED] + counts[Outcome.PROBLEM], tuple(map(_told, fates)),
    )  # fmt: skip
    taken = [fate for fate in fates if fate.outcome in TAKEN]
    if not taken:
        return log
    with desk.edit(log.label):
        import_id = _note_file(desk, report, log) if report.file else None
        for values, fate in _rows(taken):
            values |= {"reported_by": reporter, "note": checks["note"](fate.row.note)}
            _write(desk, report, fate, values | {"import_id": import_id})
    return replace(log, import_id=import_id)


def _note_file(desk: Desk, report: Report, log: ReadingLog) -> int:
    named = {"initiative_id": report.initiative_id, "file_name": report.file, "sha256": report.sha256}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return insert_row(desk.db, "import_file", {**named, "imported_at": now, "log": "\n".join(log.lines)})


def _rows(taken: list[RowFate]) -> Iterator[tuple[dict[str, Any], RowFate]]:
    for fate in taken:
        assert fate.metric is not None
        yield {
            "actual": fate.actual, "numerator": fate.numerator, "denominator": fate.denominator,
            "starts_on": fate.starts_on, "ends_on": end_of(fate.metric.period, fate.starts_on),
        }, fate  # fmt: skip


def _write(desk: Desk, report: Report, fate: RowFate, values: dict[str, Any]) -> None:
    assert fate.metric is not None
    row = fate.row
    said = row.actual if not row.actual.is_empty else row.numerator
    origin = {"sheet": report.sheet, "cell": said.cell} if report.file else {"sheet": "", "cell": ""}
    if fate.before is not None:
        update_row(desk.db, "metric_reading", fate.before.id, {**values, **origin})
    else:
        insert_row(desk.db, "metric_reading", {"metric_id": fate.metric.id, **values, **origin})


def _told(fate: RowFate) -> str:
    """Return what became of a row, for the log."""
    named = repeatable(fate.row.code or fate.row.name)
    if fate.outcome not in TAKEN:
        return f"Row {fate.row.number} ({named}) not taken: {fate.why}"
    assert fate.metric is not None
    figure = plain(fate.actual) if fate.actual is not None else "nothing"
    return f"Row {fate.row.number} taken as {fate.metric.name}, {fate.starts_on}: {figure}. {fate.why}".strip()
