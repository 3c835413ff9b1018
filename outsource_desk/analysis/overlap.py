"""Hours in which two sides work at the same time, over the clock changes of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from outsource_desk.domain.dossier import WorkingHours
from outsource_desk.domain.dossier_errors import BadTimeZoneError, HoursNotKnownError

MID_MONTH = 15
SETTLED = timedelta(days=10)  # after the clocks change
WEEK = 7
_NEAR = range(-3, 4)  # days on which a shift may begin that still meets one of another zone
_HOUR = timedelta(hours=1)
Span = tuple[float, float]


@dataclass(frozen=True)
class PlanningOverlap:
    """How many hours both sides can count on, all year round."""

    hours: float  # of one working day, on the worst of the check dates
    on: date  # that check date
    days: int = 0  # working days of ours in the week of that date with any overlap


def overlap_hours(ours: WorkingHours, theirs: WorkingHours, on: date) -> float:
    """Return how many hours of our shift of a day the other side works too.

    Each shift is turned into UTC with its own zone's clock on its own day, so that clock changes of either side and
    shifts over midnight count as they happen. On a day off it is 0. Holidays are not known here.

    Raises:
        HoursNotKnownError: zone, begin or end of one side is missing.
        BadTimeZoneError: a zone is not in the database of time zones.
    """
    shift = _shift(ours, on)
    if shift is None:
        return 0.0
    return sum((_common(shift, other) for other in _shifts_near(theirs, on)), timedelta(0)) / _HOUR


def shifts_on(hours: WorkingHours, time_zone: str, on: date) -> tuple[Span, ...]:
    """Return when somebody works on a day of another zone, in hours after its midnight, 0..24; for a picture.

    Raises:
        HoursNotKnownError: zone, begin or end is missing.
        BadTimeZoneError: a zone is not in the database of time zones.
    """
    midnight = _utc(on, 0, _zone(time_zone))
    spans = []
    for begin, end in _shifts_near(hours, on):
        low, high = max((begin - midnight) / _HOUR, 0.0), min((end - midnight) / _HOUR, 24.0)
        if low < high:
            spans.append((low, high))
    return tuple(spans)


@lru_cache(maxsize=1024)
def usual_overlap(ours: WorkingHours, theirs: WorkingHours, week_from: date) -> tuple[float, int]:
    """Return the overlap of an ordinary common working day in the seven days from a date, and on how many there is any.

    The sides may have different days off, so that a single date could say nothing about the others.

    Raises:
        HoursNotKnownError: zone, begin or end of one side is missing.
        BadTimeZoneError: a zone is not in the database of time zones.
    """
    found = [overlap_hours(ours, theirs, week_from + timedelta(days=ahead)) for ahead in range(WEEK)]
    common = sorted(hours for hours in found if hours > 0)
    return (common[(len(common) - 1) // 2], len(common)) if common else (0.0, 0)


@lru_cache(maxsize=256)
def planning_overlap(ours: WorkingHours, theirs: WorkingHours, year: int) -> PlanningOverlap:
    """Return the overlap to plan with: the smallest over the check dates of a year.

    Raises:
        HoursNotKnownError: zone, begin or end of one side is missing.
        BadTimeZoneError: a zone is not in the database of time zones.
    """
    found = [PlanningOverlap(hours, on, days) for on, (hours, days) in _over(ours, theirs, year)]
    return min(found, key=lambda each: each.hours)


def check_dates(ours: WorkingHours, theirs: WorkingHours, year: int) -> tuple[date, ...]:
    """Return mid January, mid July and ten days after each clock change of either side, in order.

    Raises:
        HoursNotKnownError: zone, begin or end of one side is missing.
        BadTimeZoneError: a zone is not in the database of time zones.
    """
    _refuse_unknown(ours, theirs)
    settled = {on + SETTLED for zone in {ours.time_zone, theirs.time_zone} for on in clock_changes(zone, year)}
    return tuple(sorted({date(year, 1, MID_MONTH), date(year, 7, MID_MONTH)} | settled))


@lru_cache(maxsize=256)
def clock_changes(time_zone: str, year: int) -> tuple[date, ...]:
    """Return the days of a year on which the clocks of a zone change.

    Raises:
        BadTimeZoneError: the zone is not in the database of time zones.
    """
    zone = _zone(time_zone)
    days = [date(year, 1, 1) + timedelta(days=ahead) for ahead in range(-1, 366)]
    offsets = [datetime(day.year, day.month, day.day, 23, 59, tzinfo=zone).utcoffset() for day in days]
    changed = (day for day, before, after in zip(days[1:], offsets, offsets[1:], strict=False) if before != after)
    return tuple(day for day in changed if day.year == year)


def _over(ours: WorkingHours, theirs: WorkingHours, year: int) -> Iterator[tuple[date, tuple[float, int]]]:
    for on in check_dates(ours, theirs, year):
        yield on, usual_overlap(ours, theirs, on)


def _shifts_near(hours: WorkingHours, on: date) -> Iterator[tuple[datetime, datetime]]:
    for ahead in _NEAR:
        shift = _shift(hours, on + timedelta(days=ahead))
        if shift is not None:
            yield shift


def _shift(hours: WorkingHours, on: date) -> tuple[datetime, datetime] | None:
    """Return begin and end in UTC of the shift that begins on a day; nothing on a day off."""
    if not hours.time_zone or hours.start is None or hours.end is None:
        raise HoursNotKnownError
    zone = _zone(hours.time_zone)
    if str(on.isoweekday()) not in hours.days:
        return None
    return _utc(on, hours.start, zone), _utc(on, hours.end, zone)


def _utc(on: date, hours: float, zone: ZoneInfo) -> datetime:
    """Return the moment at which the clocks of a zone show an hour after midnight of a day."""
    shown = datetime(on.year, on.month, on.day, tzinfo=zone) + timedelta(hours=hours)  # counted as a clock shows it
    return shown.astimezone(UTC)


def _common(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> timedelta:
    return max(min(one[1], other[1]) - max(one[0], other[0]), timedelta(0))


def _refuse_unknown(*sides: WorkingHours) -> None:
    if not all(each.is_known for each in sides):
        raise HoursNotKnownError


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # unknown, or no name of a zone at all
        raise BadTimeZoneError(name) from error
