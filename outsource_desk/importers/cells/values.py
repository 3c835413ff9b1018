"""What a cell can hold, and what reading it comes to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from math import ulp

_DIGITS = 15  # that a spreadsheet shows
_NOISE = 4  # steps between neighbouring numbers, by which sums and products go wrong


class Moment(str):
    """A date or time of a spreadsheet, as ISO text."""

    __slots__ = ()


class Fault(str):
    """A spreadsheet error such as ``#N/A``, or a formula without a stored value."""

    __slots__ = ()


Value = str | int | float | bool | Moment


@dataclass(frozen=True, slots=True)
class CellReading:
    """What one cell says; the flag ``ask`` marks every reading that the user has to confirm.

    ``kind`` is number, money, missing, na, yes, partly, no, range, date, text or error.
    """

    kind: str
    value: float | None = None
    text: str = ""
    unit: str = ""  # a currency or “%”; of a weight “percent” or “points”
    maximum: float | None = None  # of “4/5”: 5
    flags: tuple[str, ...] = ()
    low: float | None = None  # ends of a range
    high: float | None = None
    exact: str = ""  # an amount of money in plain digits, no digit lost: “1234567.89”
    per: str = ""  # of an amount per period: year, quarter, month, week, day or hour; once of one that is paid once
    comment: str = ""  # what stands beside the value
    day: str = ""  # of a date, YYYY-MM-DD
    candidates: tuple[str, ...] = ()  # the days, or the numbers, that may be meant
    position: float | None = None  # 0 worst to 1 best of a sign that shows it by itself, such as ◕

    @property
    def currency(self) -> str:
        """Return the code of the currency, or nothing."""
        return self.unit if self.kind in ("money", "range") and len(self.unit) == 3 else ""

    def with_doubts(self, flags: tuple[str, ...]) -> CellReading:
        """Return the reading, to be asked for these reasons as well."""
        return replace(self, flags=with_flags(*self.flags, *flags, "ask"))

    @property
    def is_asked(self) -> bool:
        """Tell whether the user has to confirm it."""
        return "ask" in self.flags


def tidy(value: object) -> str:
    """Return a cell's text in one line, without outer or doubled spaces and in plain letters and digits."""
    text = str(value)
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def raw_text(value: Value) -> str:
    """Return what stands in the cell: numbers without a needless ``.0``, and without the noise of binary fractions."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value)
    return _without_noise(value, text) if isinstance(value, float) and len(text) > _DIGITS else text


def _without_noise(value: float, text: str) -> str:
    """Return 585.4 for 585.4000000000001, as a spreadsheet shows it; digits that may be meant stay."""
    short = f"{value:.{_DIGITS}g}"
    return short if abs(float(short) - value) <= _NOISE * ulp(value) else text


def with_flags(*flags: str) -> tuple[str, ...]:
    """Return the flags, each once, “ask” last."""
    found = dict.fromkeys(flag for flag in flags if flag != "ask")
    return (*found, "ask") if "ask" in flags else tuple(found)
