"""What every part of a sample's file is built with: what has been made so far, and who is to blame for a bad value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import (
    BadDateError,
    DeskError,
    EmptyNameError,
    NotANumberError,
    NotFoundError,
    OutOfRangeError,
    OutOfScaleError,
    TextTooLongError,
    UnknownChoiceError,
    UnreadableTextError,
    WrongMeasureError,
)
from outsource_desk.services.template_text import Entry, TemplateError

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

# what a value of the file can be wrong in; trouble with the desk's own file is none of these
_WRONG_VALUE = (
    BadDateError, EmptyNameError, NotANumberError, NotFoundError, OutOfRangeError, OutOfScaleError,
    TextTooLongError, UnknownChoiceError, UnreadableTextError, WrongMeasureError,
)  # fmt: skip

_FROM_TODAY = re.compile(r"in ([0-9]{1,4}) days|([0-9]{1,4}) days ago")
_MONTHS_AGO = re.compile(r"(first|last) of ([0-9]{1,2}) months ago")


@dataclass
class Build:
    """What has been made so far, by the keys that the file uses."""

    desk: Desk
    initiative_id: int = 0
    criteria: dict[str, int] = field(default_factory=dict)  # code of a leaf → id
    groups: dict[str, int] = field(default_factory=dict)  # code of a group → id
    candidates: dict[str, int] = field(default_factory=dict)
    evaluators: dict[str, int] = field(default_factory=dict)  # in the order of the lists of points


@contextmanager
def blamed_on(entry: Entry, *also: type[DeskError]) -> Iterator[None]:
    """Turn the refusal of a value into one that names the line it stands in."""
    try:
        yield
    except TemplateError:
        raise  # it names its own line
    except (*_WRONG_VALUE, *also) as error:
        raise entry.error(str(error), error.remedy) from error


def number_of(fields: dict[str, Entry], name: str) -> float | None:
    """Return the number of a part; none where it is not given."""
    return fields[name].number() if name in fields else None


def given(fields: dict[str, Entry], names: tuple[str, ...]) -> list[tuple[str, Entry]]:
    """Return those of the named parts that the file gives."""
    return [(name, fields[name]) for name in names if name in fields]


def texts(fields: dict[str, Entry], names: tuple[str, ...]) -> dict[str, str]:
    """Return the texts of those of the named parts that are given."""
    return {name: entry.text() for name, entry in given(fields, names)}


def known_id(entry: Entry, ids: dict[str, int], key: str | None = None) -> int:
    """Return the id behind a key of the file; ``key`` is the entry's own text unless given."""
    key = entry.text() if key is None else key
    if key not in ids:
        raise entry.error(f"“{key}” is not known here.", f"Write one of: {', '.join(ids)}.")
    return ids[key]


def new_key(entry: Entry, ids: dict[str, int]) -> str:
    """Return a key that nothing has yet."""
    key = entry.text()
    if key in ids:
        raise entry.error(f"The key “{key}” is used twice.", "Give one of the two another key.")
    return key


def day_of(entry: Entry) -> str:
    """Return a day as YYYY-MM-DD.

    The file may count it from today, as in “in 45 days”, “20 days ago” or “first of 2 months ago”.
    """
    return counted_day(entry.text())


def counted_day(text: str) -> str:
    """Return a day that is counted from today as YYYY-MM-DD; any other text as it is."""
    today = datetime.now(UTC).date()
    if found := _FROM_TODAY.fullmatch(text):
        days = int(found[1]) if found[1] else -int(found[2])
        return f"{today + timedelta(days=days):%Y-%m-%d}"
    if found := _MONTHS_AGO.fullmatch(text):
        month = today.year * 12 + today.month - 1 - int(found[2])
        first = date(month // 12, month % 12 + 1, 1)
        following = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
        return f"{first if found[1] == 'first' else following - timedelta(days=1):%Y-%m-%d}"
    return text
