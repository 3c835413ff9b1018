"""Record what metrics came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_fields
from outsource_desk.domain.errors import EmptyNameError, NotFoundError
from outsource_desk.domain.performance import Period
from outsource_desk.domain.performance_errors import HalfAReadingError
from outsource_desk.domain.periods import start_of
from outsource_desk.services.records import add_record, kinds
from outsource_desk.store.records import load_row
from outsource_desk.store.rows import find_row, has_row, update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def record_reading(desk: Desk, metric_id: int, starts_on: str, actual: float | None = None, **fields: object) -> int:
    """Record what a metric came to in a period, and return the reading's id; a reading that is there is corrected.

    Undoable. Saved when this returns. Any day of the period will do: it begins where the calendar says.

    Args:
        desk: the open file.
        metric_id: which.
        starts_on: a day of the period, YYYY-MM-DD.
        actual: in the metric's unit; without it numerator and denominator, or nothing for a period that passed
            without a measurement.
        fields: further columns of a reading: numerator, denominator, ends_on, reported_by, is_verified, note.

    Raises:
        HalfAReadingError: only one of the two numbers is there.
        DeskError: the reading makes no sense; the file is then unchanged.
    """
    if not has_row(desk.connection, "metric", metric_id):
        raise NotFoundError("metric", metric_id)
    if (fields.get("numerator") is None) != (fields.get("denominator") is None):
        raise HalfAReadingError
    checks = kinds()["metric_reading"].checks
    day = checks["starts_on"](starts_on)
    if not day:
        raise EmptyNameError("Period")
    metric = load_row(desk.connection, "metric", metric_id)
    start = str(day) if fields.get("ends_on") else start_of(Period(metric["period"]), str(day))
    known = find_row(desk.connection, "metric_reading", {"metric_id": metric_id, "starts_on": start}, ["starts_on"])
    if known is None:
        return add_record(desk, "metric_reading", metric_id, starts_on=start, actual=actual, **fields)
    return _corrected(desk, metric_id, known[0], {"actual": actual, "numerator": None, "denominator": None, **fields})


def _corrected(desk: Desk, metric_id: int, reading_id: int, fields: dict[str, object]) -> int:
    kind = kinds()["metric_reading"]
    values = checked_fields(kind.checks, fields)
    row = load_row(desk.connection, "metric_reading", reading_id)
    values = kind.prepare(desk, metric_id, row, values)
    with desk.edit(kind.labels.change):
        update_row(desk.db, "metric_reading", reading_id, {**values, "import_id": None, "sheet": "", "cell": ""})
    return reading_id
