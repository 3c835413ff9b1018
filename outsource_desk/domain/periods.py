"""The periods over which a metric is measured, as days of the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from outsource_desk.domain.days import months_after
from outsource_desk.domain.performance import Period

_MONTHS = {
    Period.MONTH: 1, Period.ROLLING_12_MONTHS: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12,
}  # fmt: skip


def months_of(period: Period) -> int | None:
    """Return after how many months the next period begins; None where the calendar does not say, as for releases.

    What looks back over twelve months is measured every month.
    """
    return _MONTHS.get(period)


def start_of(period: Period, on: str) -> str:
    """Return the first day of the period that a day lies in; a release starts on the day itself."""
    months = months_of(period)
    if months is None:
        return on
    day = date.fromisoformat(on)
    return date(day.year, (day.month - 1) // months * months + 1, 1).isoformat()


def end_of(period: Period, starts_on: str) -> str:
    """Return the last day of the period that starts on a day."""
    months = months_of(period)
    if months is None:
        return starts_on
    last = date.fromisoformat(months_after(month_of(starts_on), months - 1))
    return last.replace(day=monthrange(last.year, last.month)[1]).isoformat()


def next_start(period: Period, starts_on: str) -> str | None:
    """Return the first day of the period that follows; None where the calendar does not say, or where it ends."""
    months = months_of(period)
    if months is None:
        return None
    found = months_after(month_of(starts_on), months)
    return found if found == month_of(found) else None


def month_of(on: str) -> str:
    """Return the first day of the month that a day lies in."""
    return f"{on[:7]}-01"
