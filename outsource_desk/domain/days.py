"""Days of the calendar, YYYY-MM-DD: so many days or months away from others, and how far apart they are."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from outsource_desk.domain.governance import Cadence

HOURS_A_DAY = 24
DAYS_A_MONTH = 30  # where a span is told in months; dates go by the calendar
_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}
_DAYS = {Cadence.DAILY: 1, Cadence.WEEKLY: 7, Cadence.BIWEEKLY: 14}
_LAST_WORKING_DAY = 5  # of the week, Friday


def days_after(on: str, days: float) -> str:
    """Return the day so many days later, or earlier where they are negative; the last of the calendar at most."""
    first = date.fromisoformat(on).toordinal() + round(days)
    return date.fromordinal(min(max(first, 1), date.max.toordinal())).isoformat()


def months_after(on: str, months: int) -> str:
    """Return the same day so many months later; the last of the month where it has no such day."""
    day = date.fromisoformat(on)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max.isoformat()
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).isoformat()


def days_between(earlier: str, later: str) -> int:
    """Return how many days one day is after another; negative where it is before it."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def months_between(earlier: str, later: str) -> int:
    """Return how many months old something of a day is on a later day; begun months count whole."""
    then, now = date.fromisoformat(earlier), date.fromisoformat(later)
    return (now.year - then.year) * 12 + now.month - then.month + (now.day > then.day)


def next_meeting(first_on: str, cadence: Cadence, as_of: str) -> str:
    """Return the first day from ``as_of`` on which something that began on ``first_on`` is held again.

    What is held daily is held on working days. Months are counted from the first day, so that what began on the 31st
    is held on the last day of shorter months and on the 31st of longer ones.
    """
    if as_of <= first_on:
        return first_on
    if cadence in _DAYS:
        return _next_by_days(date.fromisoformat(first_on), cadence, date.fromisoformat(as_of)).isoformat()
    first, now = date.fromisoformat(first_on), date.fromisoformat(as_of)
    step = _MONTHS[cadence]
    months = ((now.year - first.year) * 12 + now.month - first.month) // step * step
    found = months_after(first_on, months)
    return found if found >= as_of else months_after(first_on, months + step)


def _next_by_days(first: date, cadence: Cadence, as_of: date) -> date:
    step = _DAYS[cadence]
    found = first + timedelta(days=-(-(as_of - first).days // step) * step)
    while cadence is Cadence.DAILY and found.isoweekday() > _LAST_WORKING_DAY:
        found += timedelta(days=1)
    return found
