"""Small rules that every value passes before it is written."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from outsource_desk.domain.errors import (
    BadDateError,
    EmptyNameError,
    NotANumberError,
    NotATextError,
    OutOfRangeError,
    TextTooLongError,
    UnknownChoiceError,
    UnreadableTextError,
)
from outsource_desk.domain.formatting import minor_digits

NAME_LIMIT = 500
TEXT_LIMIT = 2_000_000
MINOR_UNITS_LIMIT = 9e15  # beyond it a double does not hold every minor unit
AMOUNT_LIMIT = 1e15  # beyond it a double no longer tells whole numbers and tenths apart
# C0 controls but tab and line ends, C1 controls, lone surrogates, non-characters
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc"})  # classes of letters that take room at most
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters by their class, but nothing is to be seen of them
_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "mx", "sir", "dame", "herr", "frau", "mag", "dipl", "ing", "phd"})

Choice = TypeVar("Choice", bound=StrEnum)


def checked_name(what: str, name: object, limit: int = NAME_LIMIT) -> str:
    """Return a name in one line, without outer or doubled spaces, its accents composed (Unicode NFC).

    Raises:
        EmptyNameError: nothing visible is left.
        TextTooLongError: it is longer than ``limit``.
        UnreadableTextError: it holds control characters or is no text at all.
    """
    if isinstance(name, str) and len(name) <= limit and name.isascii() and name.isprintable() and name.strip():
        return " ".join(name.split())  # as most names
    if isinstance(name, str) and len(name) > 4 * limit:  # so many spaces are no accident
        raise TextTooLongError(what, len(name), limit)
    text = unicodedata.normalize("NFC", " ".join(checked_text(what, name).split()))
    if not any(unicodedata.category(letter)[0] != "C" and is_visible(letter) for letter in text):
        raise EmptyNameError(what)
    if len(text) > limit:
        raise TextTooLongError(what, len(text), limit)
    return text


def looked_up(name: str) -> str:
    """Return a name as names are compared: in one line, its accents composed, whatever the case of its letters."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def is_same_person(one: str, other: str) -> bool:
    """Tell whether two names mean the same person: written otherwise, in another order, or with a title."""
    words = _words_of(one)
    return looked_up(one) == looked_up(other) or (bool(words) and words == _words_of(other))


def _words_of(name: str) -> frozenset[str]:
    apart = unicodedata.normalize("NFKD", name.casefold())
    seen = (letter for letter in apart if unicodedata.category(letter) not in ("Cf", "Mn"))
    return frozenset(re.findall(r"[^\W_]+", "".join(seen))) - _TITLES


def checked_text(what: str, text: object, limit: int = TEXT_LIMIT) -> str:
    """Return a text of any number of lines, at most ``limit`` characters; one of nothing but invisible signs is empty.

    Raises:
        TextTooLongError: it is longer than ``limit``.
        UnreadableTextError: it holds control characters or is no text at all.
    """
    if not isinstance(text, str):
        raise NotATextError(what)
    if len(text) > limit:
        raise TextTooLongError(what, len(text), limit)
    if text.isascii() and text.isprintable():  # as most texts
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNREADABLE.search(text):
        raise UnreadableTextError(what)
    return text if not text.strip() or is_visible(text) else ""


def is_visible(text: str) -> bool:
    """Tell whether a text shows anything at all: not only spaces, signs without width, or blank letters."""
    return any(unicodedata.category(letter) not in _UNSEEN and letter not in _BLANK for letter in text)


def checked_number(what: str, value: object, low: float | None = None, high: float | None = None) -> float:
    """Return a finite number between ``low`` and ``high``, both included.

    Raises:
        NotANumberError: it is no number, infinite or not a number.
        OutOfRangeError: it lies outside.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotANumberError(what, value)
    try:
        number = float(value)
    except OverflowError as error:
        raise NotANumberError(what, "a number with hundreds of digits") from error
    if not math.isfinite(number):
        raise NotANumberError(what, value)
    if (low is not None and number < low) or (high is not None and number > high):
        raise OutOfRangeError(what, number, low, high)
    return number + 0.0  # -0.0 becomes 0.0


def checked_amount(what: str, value: object) -> float | None:
    """Return an amount of either sign, or nothing where there is none.

    Raises:
        NotANumberError: it is no number, infinite or not a number.
        OutOfRangeError: it is too large to be kept exactly.
    """
    return None if value is None else checked_number(what, value, -AMOUNT_LIMIT, AMOUNT_LIMIT)


def checked_minor_units(what: str, value: object, currency: str) -> int | None:
    """Return a price in the currency's smallest unit, or nothing where there is none.

    Raises:
        NotANumberError: it is no number, infinite or not a number.
        OutOfRangeError: it is too large for every minor unit to be kept exactly.
    """
    if value is None:
        return None
    factor = 10 ** minor_digits(currency)
    limit = MINOR_UNITS_LIMIT / factor
    return round(checked_number(what, value, -limit, limit) * factor)


def checked_choice(what: str, value: object, kind: type[Choice]) -> Choice:
    """Return the member of ``kind`` that has this value.

    Raises:
        UnknownChoiceError: there is none.
    """
    try:
        return kind(value)
    except ValueError as error:
        raise UnknownChoiceError(what, value, [str(member) for member in kind]) from error


def checked_date(what: str, value: object) -> str | None:
    """Return a date as ``YYYY-MM-DD``; nothing stays nothing.

    Raises:
        BadDateError: it is not a day of the calendar.
    """
    if value is None or value == "":
        return None
    try:
        if isinstance(value, date):
            return date(value.year, value.month, value.day).isoformat()
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise BadDateError(what, value) from error


def checked_fields(checks: Mapping[str, Callable[[object], object]], fields: Mapping[str, object]) -> dict[str, object]:
    """Return fields as their own checks leave them.

    Raises:
        UnknownChoiceError: there is no such field.
        DeskError: whatever a field's check refuses.
    """
    for field in fields:
        if field not in checks:
            raise UnknownChoiceError("Field", field, list(checks))
    return {field: checks[field](value) for field, value in fields.items()}
