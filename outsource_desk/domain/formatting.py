"""Numbers, money and dates as people read them, on screen and on paper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import overload

NO_BREAK = "\u00a0"
MINUS = "\u2212"
_EXACT = Context(prec=400)  # digits: as many as any float needs
# ISO 4217: currencies whose minor unit is not a hundredth
_MINOR_DIGITS = {
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
    "RWF": 0, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip
# not strftime: a desktop may have set the locale, and papers are in English
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "US$", "JPY": "¥", "INR": "₹"}


def minor_digits(currency: str) -> int:
    """Return how many decimals a currency has (ISO 4217)."""
    return _MINOR_DIGITS.get(currency, 2)


def number(value: float, places: int = 1) -> str:
    """Return a number with thousands commas and a true minus: ``−1,234.5``; halves are rounded away from zero."""
    text = f"{_decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT):,f}"
    if text.startswith("-"):
        text = text[1:] if not text.strip("-0.,") else MINUS + text[1:]
    return text


def shown_difference(first: float, second: float, places: int = 1) -> float:
    """Return the difference of two numbers as a reader works it out: of what is printed, not of the exact values.

    Where 86.04 and 75.76 are printed as 86.0 and 75.8, the exact difference would be printed as 10.3, and who checks
    the subtraction finds 10.2. Every difference that stands beside its two numbers is therefore this one; only what
    is decided by a difference goes by the exact one.
    """
    step = Decimal(1).scaleb(-places)
    one, other = (_decimal(each).quantize(step, ROUND_HALF_UP, _EXACT) for each in (first, second))
    return float(one - other)


@lru_cache(maxsize=4096)  # the same few points are printed thousands of times
def plain(value: float) -> str:
    """Return a number with as many decimals as it needs, at most six."""
    text = number(value, 6)
    return text.rstrip("0").rstrip(".")


def signed(value: float, places: int = 1) -> str:
    """Return a difference with its sign: ``+2.0``, ``−0.3``, ``0.0``."""
    text = number(value, places)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def percent(share: float, places: int = 0) -> str:
    """Return a share of 1 as per cent: ``18 %``."""
    return f"{number(float(_decimal(share) * 100), places)}{NO_BREAK}%"


def percents(shares: Sequence[float]) -> list[str]:
    """Return shares of 1 as a column of per cent, all with as many decimals as they need to add up, at most two.

    Whole ones have none, so that ``40 %, 60 %`` stays short. Where no two decimals are exact, as with thirds, one is
    enough, unless it would hide a small share.
    """
    exact = [n for n in range(3) if all(_is_whole(share * 10 ** (n + 2)) for share in shares)]
    is_tiny = any(0 < share < 0.0005 for share in shares)
    places = exact[0] if exact else 2 if is_tiny else 1
    return [percent(share, places) for share in shares]


@overload
def main_units(minor: float, currency: str) -> float: ...
@overload
def main_units(minor: float | None, currency: str) -> float | None: ...
def main_units(minor: float | None, currency: str) -> float | None:
    """Return an amount of minor units in the currency's main unit; nothing for none."""
    return None if minor is None else minor / 10 ** minor_digits(currency)


def money(amount: float, currency: str) -> str:
    """Return an amount in major units, shortened where a reader would: ``€ 2.60 m``, ``€ 12,500``."""
    symbol = _SYMBOLS.get(currency, currency)
    size = abs(amount)
    if size >= 999_995_000:  # what would be printed as 1,000 m
        text = f"{number(amount / 1e9, 2)}{NO_BREAK}bn"
    elif size >= 999_999.5:
        text = f"{number(amount / 1e6, 2)}{NO_BREAK}m"
    else:
        text = number(amount, 0 if size >= 1000 or amount == int(amount) else minor_digits(currency))
    return f"{symbol}{NO_BREAK}{text}" if symbol else text


def day(iso: str | None) -> str:
    """Return a date as ``3 July 2026``; nothing stays empty."""
    if not iso:
        return ""
    when = date.fromisoformat(iso[:10])
    return f"{when.day}{NO_BREAK}{_MONTHS[when.month - 1]}{NO_BREAK}{when.year}"


def in_words(items: list[str], last: str = "and") -> str:
    """Return a list as a sentence has it: ``A, B and C``."""
    return f" {last} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def one_line(text: str, limit: int) -> str:
    """Return a text in one line of at most so many characters, with an ellipsis where it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def counted(count: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun: ``1 criterion``, ``23 criteria``."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def fingerprint(digest: str) -> str:
    """Return the first twelve digits of a content digest in groups of four."""
    return " ".join(digest[at : at + 4] for at in range(0, 12, 4))


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-7


def _decimal(value: float) -> Decimal:
    """Return a number as it is read, with the 15 digits that spreadsheets show: 8.45, not 8.449999999999999289."""
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be printed")
    return Decimal(f"{value:.15g}" if abs(value) < 1e15 else repr(value))
