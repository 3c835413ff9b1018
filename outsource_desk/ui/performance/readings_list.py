"""The readings of a metric as a list edited in place, and the chart above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.charts.spec import Category, ChartSpec, Kind, Role, Series, State
from outsource_desk.domain.performance import Metric, Period, Reading, Reporter, Status
from outsource_desk.services.metrics import JudgedPeriod
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import echo_amount, read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.performance import words
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.records import Kind as RecordList
from outsource_desk.ui.widgets.records import Records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outsource_desk.ui.pages.page import Page

STATES = {Status.GREEN: State.GOOD, Status.AMBER: State.OPEN, Status.RED: State.BAD, Status.GREY: None}
SHOWN = 24  # periods of the chart


@dataclass(frozen=True)
class ReadingRow:
    """A reading as its list shows it."""

    id: int
    starts_on: str = ""
    actual: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    reported_by: Reporter = Reporter.VENDOR
    is_verified: bool = False
    note: str = ""
    origin: str = ""  # sheet and cell
    period: Period = Period.MONTH
    status: Status | None = None
    nth: int = 0


def rows_of(metric: Metric, periods: Sequence[JudgedPeriod]) -> tuple[ReadingRow, ...]:
    """Return a metric's readings, the newest first."""
    judged = {each.reading.id: each for each in periods if each.reading is not None}
    return tuple(_row(metric, each, judged.get(each.id)) for each in reversed(metric.readings))


def _row(metric: Metric, reading: Reading, judged: JudgedPeriod | None) -> ReadingRow:
    return ReadingRow(
        reading.id, reading.starts_on, reading.actual, reading.numerator, reading.denominator, reading.reported_by,
        reading.is_verified, reading.note, f"{reading.sheet} {reading.cell}".strip(), metric.period,
        judged.status if judged is not None else None, judged.nth if judged is not None else 0,
    )  # fmt: skip


def make_readings(page: Page) -> Records:
    """Return the list of readings."""
    verified = (("", tr("No")), ("1", tr("Yes")))
    return Records(
        page,
        RecordList(
            table="metric_reading",
            title=tr("Readings"),
            columns=(
                Column(
                    "starts_on",
                    tr("Period"),
                    lambda row: words.period(row.starts_on, row.period) if row.starts_on else "",
                    words.read_period,
                    echo=_echo_period,
                    width=104,
                ),
                _number("actual", tr("Actual")),
                Column("status", tr("Status"), _status, None, tone=_tone, width=136),
                _number("numerator", tr("Numerator")),
                _number("denominator", tr("Denominator")),
                Column(
                    "reported_by",
                    tr("Measured by"),
                    lambda row: str(row.reported_by),
                    choices=tuple((str(each), said) for each, said in words.reporters().items()),
                    width=116,
                ),
                Column(
                    "is_verified", tr("Verified"), lambda row: "1" if row.is_verified else "", bool,
                    choices=verified, width=80,
                ),
                Column("note", tr("Note"), lambda row: row.note),
                Column("origin", tr("From"), lambda row: row.origin, None, width=96),
            ),
            key="starts_on",
            blank=lambda: ReadingRow(0),
            add_text=tr("Add reading"),
            empty=tr("No reading yet. Type one, paste a block from a sheet, or import the provider’s report."),
            deleted=lambda row: tr("Reading of {period} deleted.", period=words.period(row.starts_on, row.period)),
        ),
    )  # fmt: skip


def _number(field: str, heading: str) -> Column:
    return Column(
        field, heading, lambda row: words.figure(getattr(row, field)), read_amount, is_number=True, echo=echo_amount,
        width=96,
    )  # fmt: skip


def _echo_period(text: str) -> str:
    from outsource_desk.domain.errors import DeskError

    try:
        found = words.read_period(text)
    except DeskError:
        return tr("not a period yet: write Oct 2026, Q4 2026 or a date")
    return "" if found is None else tr("the period of {date}", date=formats.day(found))


def _status(row: ReadingRow) -> str:
    if not row.id or row.status is None:
        return ""
    return words.statuses()[row.status]


def _tone(row: ReadingRow) -> words.Tone | None:
    return words.TONES[row.status] if row.id and row.status is not None else None


def chart_of(metric: Metric, periods: Sequence[JudgedPeriod]) -> ChartSpec:
    """Return the last periods of a metric against what was agreed."""
    shown = periods[-SHOWN:]
    known = [each.actual for each in shown if each.actual is not None]
    levels = [(tr("Target"), metric.target, Role.HIGH), (tr("Minimum"), metric.minimum, Role.LOW)]
    categories = tuple(
        Category(words.period(each.starts_on, metric.period), note=words.statuses()[each.status],
                 state=STATES[each.status])
        for each in shown
    )  # fmt: skip
    series = [Series(metric.name, tuple(each.actual for each in shown))]
    series += [Series(name, (value,) * len(shown), role) for name, value, role in levels if value is not None]
    said = "; ".join(
        f"{words.period(each.starts_on, metric.period)}: "
        f"{words.figure(each.actual, metric.unit) or tr('not measured')}, {words.statuses()[each.status]}"
        for each in shown
    )
    agreed = ", ".join(f"{name} {words.figure(value, metric.unit)}" for name, value, _ in levels if value is not None)
    return ChartSpec(
        Kind.LEVELS,
        tr("{metric} over time", metric=metric.name),
        categories,
        tuple(series),
        places=_places(known),
        alt=f"{metric.name}. {agreed}. {said}.",
        unit=metric.unit,
        speech=screen_speech(),
    )


def _places(values: Sequence[float]) -> int:
    """Return as many decimals as the figures were given with, at most three."""
    return max((len(f"{value:.3f}".rstrip("0").partition(".")[2]) for value in values), default=0)
