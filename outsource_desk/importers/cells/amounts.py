"""Numbers with what people write around them: per cent, a maximum, footnotes, a range, a remark."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from outsource_desk.importers.cells.money import read_money, without_currency, without_money
from outsource_desk.importers.cells.numbers import (
    FRACTIONS,
    LONGEST,
    is_mistyped,
    likely_number,
    quick_number,
    read_digits,
)
from outsource_desk.importers.cells.replies import read_word
from outsource_desk.importers.cells.units import split_unit
from outsource_desk.importers.cells.values import CellReading, Moment, Value, raw_text, tidy, with_flags

_FOOTNOTE = re.compile(
    r"(.*\d\D{0,12}?)\s*(?:[*†‡§]{1,3}\)?|\[\d{1,2}\])|(.*\d\s?%?)\s*(?:[¹²³⁴⁵⁶⁷⁸⁹]\)|(?<!\b10)[¹²³⁴⁵⁶⁷⁸⁹]|\s\d\))"
)  # neither a power of ten nor square metres
_NAMED_POINTS = r"(?:points?|pts\.?|punkte?|punti|puntos|pontos|pkt\.?)"
_OF_MAXIMUM = re.compile(
    rf"(\S+?)(?:\s*{_NAMED_POINTS})?\s*(?:/|\b(?:out of|of|von|sur|de|sobre|su|na|z)\b)\s*(\d+(?:[.,]\d+)?)"
    rf"(?:\s*{_NAMED_POINTS})?",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(.*\d)\s*(?:points?|pts\.?|punkte|punkt|pkt\.?|puntos|pontos|punti|stars?|sterne)", re.IGNORECASE
)
_END = r"(\D{0,5}\d[\d.,' ]*[^\W\d_]{0,3}[%€$£]?)"
_RANGE = re.compile(
    rf"(?:(?:between|from|von|zwischen|de|entre|da|tra|od) )?{_END}"
    rf"(?:\s?(?:-|–|—|\.\.)\s?|\s(?:to|bis|à|al?|do|and|und|et|e|y|i)\s){_END}"
)
_COMMENTED = re.compile(r"([^()]*\d[^()\d]{0,12}?)\s+\((.+)\)")
_GRADE_MINUS = re.compile(r"\d{1,2}(?:[.,]\d)?\s?[-−]")  # a mark, rather than less than nothing
_ABOUT = re.compile(
    r"(?:[~≈]|(?:ca|circa|about|around|roughly|approx|approximately|etwa|rund|environ|aprox|unos|unas|cerca de|"
    r"około)(?:\.|(?=\s))|(?:env|ok|c)\.)\s*(.+)",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:[<>≤≥±]=?\s*|(?:up to|maximum|max\.?|minimum|mindestens|mind\.?|höchstens|min\.?|maks\.?|at least|at most|"
    r"over|under|more than|less than|from|ab|über|unter|mehr als|weniger als|bis zu|bis|jusqu['’]à|à partir de|"
    r"au moins|au plus|plus de|moins de|hasta|al menos|más de|menos de|desde|até|pelo menos|mais de|a partir de|fino a|"
    r"almeno|più di|meno di|a partire da|od|do|co najmniej|ponad|poniżej|powyżej)\s+)(.*\d.*)|"
    r"(.*\d)\s*(?:\+|\+/-|or more|or less)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(.*?)\s*(?:[%％]|\b(?:per ?cent|prozent|pct|pour cent|por ciento|por cento|per cento|procent))", re.IGNORECASE
)
_THOUSANDTHS = re.compile(r"[-+−]?\d\d?([.,])\d{3}")
_WITH_FRACTION = re.compile(r"(\d{1,3}) ([1-9])/([2-9])")  # “3 1/2”
_DEEPEST = 2  # marks within marks that are looked through: “max. ca. 5 days”


def read_score(value: Value, decimal: str | None = None) -> CellReading:
    """Read a cell in which a score or a measure is expected."""
    if isinstance(value, bool):
        return CellReading("yes" if value else "no", text=raw_text(value), flags=("needs_mapping",))
    if isinstance(value, int | float):
        return CellReading("number", float(value))
    if isinstance(value, Moment):  # a date; in a column of scores it may once have been “4/5”
        return CellReading("date", text=str(value), flags=("date_was_fraction", "ask"))
    text = tidy(value)
    plain = quick_number(text, decimal)
    if plain is not None:
        return CellReading("number", plain, text)
    reading = _known_text(text, decimal) if len(text) <= LONGEST else _read_text(text, decimal)
    if reading.value is not None and has_lines_of_numbers(value):
        return CellReading("text", text=text, flags=("two_numbers", "ask"))
    return reading


def has_lines_of_numbers(value: str) -> bool:
    """Tell whether several lines of a cell have digits: two amounts, and not one with a gap in it."""
    lines = value.splitlines() if "\n" in value or "\r" in value else []
    return sum(any(map(str.isdigit, line)) for line in lines) > 1


@lru_cache(maxsize=16_384)  # each cell is looked at several times
def _known_text(text: str, decimal: str | None) -> CellReading:
    return _read_text(text, decimal)


def _read_text(text: str, decimal: str | None) -> CellReading:
    found = read_word(text) or read_amount(text, decimal)
    if found and "negative" in found.flags and _GRADE_MINUS.fullmatch(text):
        return found.with_doubts(("trailing_minus",))
    return found or CellReading("text", text=text, flags=("needs_mapping",))


def read_amount(text: str, decimal: str | None, *, is_money: bool = False) -> CellReading | None:
    """Read a number with what people write around it; a text without digits is nothing.

    A text that was meant to be a number and is none, such as ``12..5``, is asked about.
    """
    if not any(letter.isdigit() or letter in FRACTIONS for letter in text):
        return None
    if len(text) > LONGEST:
        return _with_comment(text, decimal, is_money) if len(text) <= 2_000 else None
    if mixed := _WITH_FRACTION.fullmatch(text):
        number = int(mixed[1]) + int(mixed[2]) / int(mixed[3])
        return CellReading("number", number, text) if mixed[2] < mixed[3] else None
    return (
        read_money(text, decimal, is_money)
        or _with_comment(text, decimal, is_money)
        or _read_of_maximum(text, decimal)
        or _read_range(text, decimal, is_money)
        or _read_marked(text, decimal, is_money)
        or _mistyped(text)
    )


def _read_range(text: str, decimal: str | None, is_money: bool) -> CellReading | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = (_inner(end, decimal, is_money) for end in match.groups())
    if first is None or last is None or first.value is None or last.value is None or "negative" in first.flags:
        return None
    low, high = first.value, last.value
    if (
        last.value >= 1000 > first.value
        and "multiplier_suffix" in last.flags
        and "multiplier_suffix" not in first.flags
    ):
        return CellReading("text", text=text, flags=("range", "ask"))  # “1-2k”: of one or of a thousand?
    if low >= high:
        return None
    flags = with_flags("range", "ask", *(flag for flag in (*first.flags, *last.flags) if flag == "dollar_assumed"))
    unit = last.unit or first.unit
    return CellReading("range", (low + high) / 2, text, unit, low=low, high=high, flags=flags)


def _inner(text: str, decimal: str | None, is_money: bool) -> CellReading | None:
    """Read the number inside of something longer."""
    text = text.strip()
    plain = quick_number(text, decimal)
    if plain is not None:
        return CellReading("number", plain, exact=text)
    return read_money(text, decimal, is_money) or _read_percent(text, decimal, is_money)


def _read_percent(text: str, decimal: str | None, is_money: bool) -> CellReading | None:
    """Read ``80 %``; of per cent, a lone mark is rather the decimal sign: ``92,384 %``."""
    match = _PERCENT.fullmatch(text)
    if match is None:
        return None
    lone = _THOUSANDTHS.fullmatch(match[1])
    found = read_money(match[1], lone[1] if lone else decimal, is_money)
    if found is None or found.unit:
        return None
    doubts = ("mixed_separators", "ask") if lone and decimal and lone[1] != decimal else ()
    return replace(found, kind="number", text=text, unit="%", flags=with_flags(*found.flags, *doubts))


def _part(text: str, decimal: str | None, is_money: bool, depth: int = 0) -> CellReading | None:
    """Read what stands between the marks round a value, which may have marks of its own."""
    return (
        _inner(text, decimal, is_money)
        or _read_of_maximum(text, decimal)
        or _read_range(text, decimal, is_money)
        or (_read_marked(text, decimal, is_money, depth + 1) if depth < _DEEPEST else None)
    )


def _read_of_maximum(text: str, decimal: str | None) -> CellReading | None:
    match = _OF_MAXIMUM.fullmatch(text)
    if not match:
        return None
    points, maximum = read_digits(match[1], decimal), read_digits(match[2], decimal)
    if points is None or maximum is None or not 0 <= points.number <= maximum.number:
        return None
    flags = with_flags("of_max", *points.flags)
    return CellReading("number", points.number, text, maximum=maximum.number, flags=flags)


def _with_comment(text: str, decimal: str | None, is_money: bool) -> CellReading | None:
    """Read ``4 (good)``."""
    match = _COMMENTED.fullmatch(text)
    inner = _part(match[1], decimal, is_money, 1) if match and len(match[1]) <= LONGEST else None
    if match is None or inner is None:
        return None
    flags = ("comment_split", "ask") if any(map(str.isdigit, match[2])) else ("comment_split",)
    return replace(inner, text=text, flags=with_flags(*inner.flags, *flags), comment=match[2].strip())


def _read_marked(text: str, decimal: str | None, is_money: bool, depth: int = 0) -> CellReading | None:
    """Read ``80 %``, ``4*``, ``~4``, ``5+``, ``>4``, ``4 points`` and ``14 days``."""
    if percent := _read_percent(text, decimal, is_money):
        return percent
    for pattern, flags in ((_FOOTNOTE, ("footnote",)), (_POINTS, ()), (_ABOUT, ("approximate",)), (_BOUND, ("ask",))):
        if match := pattern.fullmatch(text):
            return _marked(_part(match[1] or match[2], decimal, is_money, depth), text, "", flags)
    counted = None if is_money else split_unit(text)
    if counted is None:
        return None
    number, unit = counted
    return _marked(_read_range(number, decimal, is_money) or _inner(number, decimal, is_money), text, unit, ())


def _marked(inner: CellReading | None, text: str, unit: str, flags: tuple[str, ...]) -> CellReading | None:
    if inner is None or (unit and inner.unit):
        return None
    return replace(inner, text=text, unit=unit or inner.unit, flags=with_flags(*inner.flags, *flags))


def _mistyped(text: str) -> CellReading | None:
    """Ask about a text that was meant to be a number and is none."""
    rest, has_currency = without_money(text)
    is_meant = has_currency and any(map(str.isdigit, rest)) and not any(map(str.isalpha, rest))
    is_meant = is_meant or is_mistyped(rest)
    return CellReading("text", text=text, flags=("typing_error", "ask")) if is_meant else None


def likely_meant(text: str, decimal: str | None = None) -> float | None:
    """Return the number that a mistyped amount was perhaps meant to be, to be offered and never to be taken."""
    rest = without_currency(tidy(text)) if len(text) <= LONGEST else ""
    return likely_number(rest.strip(" %*"), decimal)
