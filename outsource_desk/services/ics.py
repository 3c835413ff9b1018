"""What is due as a calendar file that other calendars take in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from outsource_desk.domain.due import Due
from outsource_desk.domain.governance import Cadence

LINE = 75  # bytes without the line end (RFC 5545, 3.1)
_RULES = {
    Cadence.DAILY: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    Cadence.WEEKLY: "FREQ=WEEKLY",
    Cadence.BIWEEKLY: "FREQ=WEEKLY;INTERVAL=2",
    Cadence.MONTHLY: "FREQ=MONTHLY",
    Cadence.QUARTERLY: "FREQ=MONTHLY;INTERVAL=3",
    Cadence.YEARLY: "FREQ=YEARLY",
}
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
_SHORT_MONTHS = 28  # days that every month has


def to_ics(dues: Iterable[Due], stamp: str, calendar: str = "", file_id: str = "") -> bytes:
    """Return a calendar with one all-day event for each thing that is due.

    An event keeps its UID as long as its record is in the file, so that a calendar that takes in a later export
    moves the event instead of showing it twice.

    Args:
        dues: what is due; what repeats becomes one event with a rule.
        stamp: when the calendar was made, UTC, YYYY-MM-DDTHH:MM:SSZ.
        calendar: what the calendar is called.
        file_id: tells records of this file from those of others.

    Source: RFC 5545; the name of the calendar by RFC 7986.
    """
    made = stamp.replace("-", "").replace(":", "")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Outsource Desk//Calendar//EN", "CALSCALE:GREGORIAN"]
    if calendar:
        lines += [f"NAME:{_escaped(calendar)}", f"X-WR-CALNAME:{_escaped(calendar)}"]
    for due in dues:
        lines += _event(due, made, file_id)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(due: Due, made: str, file_id: str) -> Iterator[str]:
    first = date.fromisoformat(due.on)
    yield "BEGIN:VEVENT"
    yield f"UID:{due.key}{f'-{file_id}' if file_id else ''}@outsource-desk"
    yield f"DTSTAMP:{made}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    if first < date.max:
        yield f"DTEND;VALUE=DATE:{first + timedelta(days=1):%Y%m%d}"
    if due.repeats is not None:
        yield f"RRULE:{_rule(due.repeats, first)}"
    title = f"{due.kind.value}: {due.what}" if due.what else due.kind.value
    yield f"SUMMARY:{_escaped(title)}"
    about = "\n".join(filter(None, (due.about, due.who)))
    if about:
        yield f"DESCRIPTION:{_escaped(about)}"
    yield f"CATEGORIES:{_escaped(due.kind.value)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _rule(repeats: Cadence, first: date) -> str:
    """Return the rule of recurrence; what is held at the end of a month is not left out in a shorter one."""
    rule = _RULES[repeats]
    if repeats in (Cadence.MONTHLY, Cadence.QUARTERLY) and first.day > _SHORT_MONTHS:
        days = ",".join(str(day) for day in range(_SHORT_MONTHS, first.day + 1))
        return f"{rule};BYMONTHDAY={days};BYSETPOS=-1"
    return rule


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """Return a content line of at most 75 bytes, going on in lines that begin with a space; no letter is split."""
    whole = line.encode("utf-8")
    if len(whole) <= LINE:
        return whole + b"\r\n"
    parts, now, room = [], b"", LINE
    for letter in line:
        code = letter.encode("utf-8")
        if len(now) + len(code) > room:
            parts.append(now)
            now, room = b"", LINE - 1  # the space counts
        now += code
    return b"\r\n ".join([*parts, now]) + b"\r\n"
