"""How each metric stands period by period: what was measured, what was missed, and how often in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from outsource_desk.analysis.service_levels import status_of
from outsource_desk.domain.days import days_after, months_after
from outsource_desk.domain.performance import Metric, MetricKind, Performance, Period, Reading, Status
from outsource_desk.domain.periods import end_of, month_of, next_start, start_of

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation

_LONGEST = 120  # periods that are looked at


@dataclass(frozen=True)
class JudgedPeriod:
    """One period of a metric.

    Attributes:
        reading: what was reported; None where the period passed without a report.
        is_missed: below the minimum, or critical and not measured although a month of grace has passed.
        nth: how many periods in a row were missed with this one; 0 where it was not.
    """

    metric: Metric
    starts_on: str
    ends_on: str
    reading: Reading | None
    status: Status
    is_missed: bool
    nth: int

    @property
    def actual(self) -> float | None:
        """Return what was measured, in the metric's unit."""
        return None if self.reading is None else self.reading.actual

    @property
    def month(self) -> str:
        """Return the first day of the month in which the period ended."""
        return month_of(self.ends_on)


Breach = JudgedPeriod  # one that was missed


@dataclass(frozen=True)
class Headline:
    """What the last month with figures amounts to."""

    month: str | None  # its first day; None: nothing was ever measured
    critical: int  # critical service levels agreed
    missed: int  # of them, in that month
    unmeasured: int  # of the missed, for want of a figure
    amber: int  # critical ones between minimum and target
    other_missed: int  # KPIs beyond their minimum
    worst: JudgedPeriod | None  # the miss that lasts longest


def latest(metric: Metric) -> Reading | None:
    """Return the last reading that holds a measurement."""
    return next((each for each in reversed(metric.readings) if each.actual is not None), None)


def status_of_metric(metric: Metric, as_of: str, since: str | None = None) -> Status:
    """Return how a metric stands on a day: by its last period, grey where that was not measured in time."""
    periods = periods_of(metric, as_of, since)
    return periods[-1].status if periods else Status.GREY


def periods_of(metric: Metric, as_of: str, since: str | None = None) -> tuple[JudgedPeriod, ...]:
    """Return the periods of a metric, oldest first.

    Periods without any report stand between the others, and at the end once their month of grace has passed.

    Args:
        metric: with its readings.
        as_of: the day on which dates are judged.
        since: from when it should have been measured, where it never was.
    """
    judged, row = [], 0
    for starts_on, ends_on, reading in sorted(_expected(metric, as_of, since), key=lambda each: each[0]):
        actual = None if reading is None else reading.actual
        status = status_of(actual, metric.target, metric.minimum, metric.direction)
        is_late = actual is None and _grace_over(ends_on, as_of)
        is_missed = status is Status.RED or (metric.kind is MetricKind.CSL and is_late)
        is_open = actual is None and not is_late
        if not is_open:
            row = row + 1 if is_missed else 0
        judged.append(JudgedPeriod(metric, starts_on, ends_on, reading, status, is_missed, row * is_missed))
    return tuple(judged)


def _expected(metric: Metric, as_of: str, since: str | None) -> Iterator[tuple[str, str, Reading | None]]:
    readings = metric.readings[-_LONGEST:]
    yield from ((each.starts_on, each.ends_on, each) for each in readings)
    first = min((each.starts_on for each in readings), default=since)
    if first is None or metric.period is Period.RELEASE:
        return
    reported = {start_of(metric.period, each.starts_on) for each in readings}
    late = [each for each in _due(metric.period, first, as_of) if each not in reported]
    # what was never measured may be new: only its last period can be held against anybody
    yield from ((start, end_of(metric.period, start), None) for start in (late if readings else late[-1:]))


@lru_cache(maxsize=64)
def _due(period: Period, first: str, as_of: str) -> tuple[str, ...]:
    """Return the first days of the periods from a day on whose month of grace has passed; most metrics share them."""
    found: list[str] = []
    start: str | None = start_of(period, max(first, _years_before(as_of)))
    while start is not None and _grace_over(end_of(period, start), as_of):
        found.append(start)
        start = next_start(period, start)
    return tuple(found)


def _years_before(as_of: str) -> str:
    """Return a day before which nothing is expected any more, so that a mistyped year costs no time."""
    return f"{max(1, int(as_of[:4]) - _LONGEST // 12):04}-01-01"


@lru_cache(maxsize=1024)
def _grace_over(ends_on: str, as_of: str) -> bool:
    """Tell whether the month after a period has passed, in which its report may still come in."""
    return ends_on < as_of and months_after(days_after(ends_on, 1), 1) <= as_of


def measured_since(performance: Performance) -> str | None:
    """Return the first day that any metric was measured for: from then on all of them should be."""
    return min((each.starts_on for metric in performance.metrics for each in metric.readings), default=None)


def judged_metrics(performance: Performance, as_of: str) -> Mapping[int, tuple[JudgedPeriod, ...]]:
    """Return metric id → its periods, oldest first; worked out once."""
    found: Mapping[int, tuple[JudgedPeriod, ...]] | None = performance.judged.get(as_of)
    if found is None:
        since = measured_since(performance)
        found = performance.judged[as_of] = {each.id: periods_of(each, as_of, since) for each in performance.metrics}
    return found


def breaches(evaluation: Evaluation) -> tuple[Breach, ...]:
    """Return every period in which a metric was missed, the newest first, critical ones before others.

    A critical level that was not measured counts as missed once a month of grace has passed.
    """
    if evaluation.protection is None:
        return ()
    performance, as_of = evaluation.protection.performance, evaluation.protection.as_of
    found = [each for periods in judged_metrics(performance, as_of).values() for each in periods if each.is_missed]
    found.sort(key=lambda each: (each.metric.kind is not MetricKind.CSL, -each.nth))
    return tuple(sorted(found, key=lambda each: each.ends_on, reverse=True))


def headline_of(performance: Performance, as_of: str) -> Headline:
    """Return what the last month with figures amounts to."""
    judged = judged_metrics(performance, as_of)
    critical = [each for each in performance.metrics if each.kind is MetricKind.CSL]
    month = _last_month(judged, critical or performance.metrics)
    last = [each for periods in judged.values() for each in periods if each.month == month]
    missed = [each for each in last if each.is_missed]
    ours = [each for each in missed if each.metric.kind is MetricKind.CSL]
    return Headline(
        month=month,
        critical=len(critical),
        missed=_metrics_in(ours),
        unmeasured=_metrics_in(each for each in ours if each.status is Status.GREY),
        amber=_metrics_in(each for each in last if each.status is Status.AMBER and each.metric.kind is MetricKind.CSL),
        other_missed=_metrics_in(each for each in missed if each.metric.kind is not MetricKind.CSL),
        worst=max(ours or missed, key=lambda each: each.nth, default=None),
    )


def _metrics_in(periods: Iterable[JudgedPeriod]) -> int:
    return len({each.metric.id for each in periods})


def _last_month(judged: Mapping[int, tuple[JudgedPeriod, ...]], metrics: Iterable[Metric]) -> str | None:
    """Return the last month that any of some metrics has a figure for, or for which it is late."""
    months = (
        each.month for metric in metrics for each in judged[metric.id] if each.actual is not None or each.is_missed
    )
    return max(months, default=None)
