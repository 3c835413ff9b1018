"""Months, quarters and years as people write them over columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from outsource_desk.importers.cells import Moment, Value, raw_text
from outsource_desk.importers.registers.words import MONTH_WORDS
from outsource_desk.importers.sheets.words import words_of

_NUMBERED = re.compile(
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.]\d{1,2})?(?: 00:00:00)?|(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d|"
    r"(?:[QT][1-4]|H[12])(?:[\s/'’-]*(?:(?:19|20)?\d\d))?|(?:(?:19|20)\d\d)[\s/-]*(?:[QT][1-4]|H[12])|"
    r"M(?:0?[1-9]|1[0-2])|(?:KW|W|CW)\s?\d{1,2}(?:[/-]\d{2,4})?",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?:FY|GJ|CY)?\s?['’]?((?:19|20)\d\d)(?:\s?/\s?\d{2,4})?|(?:FY|GJ)\s?['’]?(\d\d)|"
    r"(?:Y|YR|J|A)\s?[-_]?\s?(\d{1,2})|(?:contract |vertrags)?"
    r"(?:year|jahr|ann[ée]e|a[ñn]o|ano|anno|rok)\s?[-_]?\s?(\d{1,2})|"
    r"(\d{1,2})\.?\s?(?:st|nd|rd|th)? ?(?:year|jahr|rok)",
    re.IGNORECASE,
)


def is_period(text: str) -> bool:
    """Tell whether a header is a month, a quarter, a half or a week, such as ``Jan 2026``, ``2026-01`` or ``Q3``."""
    text = text.strip()
    if not text or len(text) > 24:
        return False
    if _NUMBERED.fullmatch(text):
        return True
    words = words_of(text)
    rest = re.sub(r"[^\W\d_]+", " ", text)
    return len(words) == 1 and words[0] in MONTH_WORDS and bool(re.fullmatch(r"[\s./'’-]*(?:\d{2}|\d{4})?[\s.]*", rest))


def year_in(text: str) -> int | None:
    """Return the year that a header is: of the calendar, or of the contract as in ``Y0``, ``Year 1`` and ``Jahr 2``."""
    match = _YEAR.fullmatch(text.strip()) if len(text) <= 24 else None
    if match is None:
        return None
    number = next(group for group in match.groups() if group)
    return 2000 + int(number) if match[2] else int(number)


def is_year(number: float) -> bool:
    """Tell whether a number can be the year of a header."""
    return 1980 <= number < 2070


def go_up(values: Sequence[Value]) -> bool:
    """Tell whether numbers and dates can only be years or months of a header: they go up, perhaps from the start again.

    Args:
        values: at least two numbers or dates of one row, from the left.
    """
    if all(isinstance(value, Moment) for value in values):
        days = [str(value)[:10] for value in values]
        return all(day[8:] in ("01", "28", "29", "30", "31") for day in days) and _rise(days)
    years = [raw_text(value) for value in values if not isinstance(value, Moment)]
    if len(years) < len(values) or not all(re.fullmatch(r"(?:19[89]|20[0-6])\d", year) for year in years):
        return False
    steps = {int(after) - int(before) for before, after in pairwise(years) if after > before}
    return steps == {1} and _rise(years)


def _rise(texts: Sequence[str]) -> bool:
    """Tell whether each text is greater than the one before it, or the first once more."""
    return all(after > before or after == texts[0] for before, after in pairwise(texts))
