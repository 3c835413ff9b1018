"""Days as lists write them; where day and month could be either, the rest of the column decides, or somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from outsource_desk.services.reading_words import DoubtError, period_in, short

if TYPE_CHECKING:
    from outsource_desk.importers.said import Said

_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}.*)?")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([^\W\d]+)\.?[ -]?,?\s?(\d{4})")
_WORDED_AMERICAN = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")


def day_first_of(texts: Sequence[str]) -> bool | None:
    """Return whether days stand before months in the dates of a column; None where nothing tells."""
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := _SLASHED.fullmatch(text.strip()))]
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 for _, second in pairs)
    return None if day_first == month_first else day_first


def day_in(said: Said, *, day_first: bool | None) -> str:
    """Return the day that a cell names, as YYYY-MM-DD; whether there is such a day is not looked at.

    Raises:
        DoubtError: it names none, or one of two.
    """
    from outsource_desk.importers.cells import Moment

    text = " ".join(said.text.split())
    if isinstance(said.value, Moment):
        return text.partition("T")[0].partition(" ")[0]
    if isinstance(said.value, int | float):
        raise DoubtError(f"{short(text)} is a number, not a day.")
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _DOTTED.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _SLASHED.fullmatch(text):
        return _slashed(text, found, day_first)
    if found := _WORDED.fullmatch(text):
        return _day(found[3], _month(text, found[2], found[3]), found[1])
    if found := _WORDED_AMERICAN.fullmatch(text):
        return _day(found[3], _month(text, found[1], found[3]), found[2])
    raise DoubtError(f"“{short(text)}” is not a day that can be read in one way only.")


def _slashed(text: str, found: re.Match[str], day_first: bool | None) -> str:
    first, second = int(found[1]), int(found[2])
    if first == second or day_first or first > 12:
        return _day(found[3], found[2], found[1])
    if day_first is False or second > 12:
        return _day(found[3], found[1], found[2])
    raise DoubtError(f"In “{short(text)}” either number may be the month.")


def _month(text: str, name: str, year: str) -> str:
    from outsource_desk.importers.said import Said

    try:
        return period_in(Said(f"{name} {year}")).starts_on[5:7]
    except DoubtError:
        raise DoubtError(f"“{short(text)}” is not a day that can be read in one way only.") from None


def _day(year: str, month: str, day: str) -> str:
    return f"{int(year):04}-{int(month):02}-{int(day):02}"
