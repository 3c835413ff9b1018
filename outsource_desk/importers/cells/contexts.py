"""Reading a cell by what is expected in it: a score, a weight, money, per cent, a day, an answer or a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from outsource_desk.domain.codes import CURRENCIES
from outsource_desk.importers.cells.amounts import has_lines_of_numbers, read_amount, read_score
from outsource_desk.importers.cells.dates import fraction_in, read_date
from outsource_desk.importers.cells.judged_words import word_scale
from outsource_desk.importers.cells.money import exact_amount
from outsource_desk.importers.cells.replies import read_answer, read_no_cost, read_word
from outsource_desk.importers.cells.values import CellReading, Fault, Moment, Value, raw_text, tidy, with_flags
from outsource_desk.importers.cells.weights import read_weight

USUAL_SCALE = (0.0, 5.0)
_SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "$": "USD", "zł": "PLN", "kč": "CZK", "₺": "TRY"}
_BRACKETED = re.compile(r"\[\$([^\]-]*)(?:-[0-9A-Fa-f]+)?\]")
_CODE = re.compile(rf"\b({'|'.join(CURRENCIES)})\b")


class Context(StrEnum):
    """What is expected in a cell."""

    SCORE = "score"
    WEIGHT = "weight"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    ANSWER = "answer"
    TEXT = "text"


@dataclass(frozen=True)
class Hints:
    """What the cells around one settle; None where they settle nothing."""

    decimal: str | None = None  # "," or "."
    day_first: bool | None = None
    epoch: int = 1900  # or 1904, from which the workbook counts its days


def read_cell(
    value: Value | None,
    context: str,
    *,
    number_format: str = "",
    is_formula: bool = False,
    hints: Hints | None = None,
    scale: tuple[float, float] | None = None,
    target: tuple[float, float] = USUAL_SCALE,
) -> CellReading:
    """Return what a cell says where something certain is expected in it.

    Args:
        value: what stands in the cell; None for nothing, or for a formula whose result was never stored.
        context: one of `Context`.
        number_format: of the cell, as the spreadsheet has it: ``0%``, ``[$€-407] #,##0``, ``dd.mm``.
        is_formula: whether the value is the stored result of a formula.
        hints: what the cells around it settle; None if nobody has looked at them: then a lone mark before three digits
            groups thousands or is the point of a decimal, as in English.
        scale: the lowest and highest points of the sheet; the target's if it names none.
        target: the scale on which the points come out; points of another scale are flagged ``rescaled``.
    """
    if is_formula and (value is None or value == ""):
        return CellReading("error", flags=("formula_without_value",))
    if isinstance(value, Fault):
        return CellReading("error", text=str(value), flags=("cell_error",))
    reading = _read("" if value is None else value, Context(context), number_format, hints, scale, target)
    return replace(reading, flags=with_flags("from_formula", *reading.flags)) if is_formula else reading


def _read(
    value: Value,
    context: Context,
    number_format: str,
    hints: Hints | None,
    scale: tuple[float, float] | None,
    target: tuple[float, float],
) -> CellReading:
    text = tidy(raw_text(value))
    if not text:
        return CellReading("missing")
    match context:
        case Context.SCORE:
            return _score(value, number_format, hints, scale, target)
        case Context.WEIGHT:
            return _weight(value, number_format, hints)
        case Context.MONEY:
            return _money(value, number_format, hints)
        case Context.PERCENT:
            return _percent(value, number_format, hints)
        case Context.DATE:
            given = hints or Hints()
            return _unless_said(value, lambda: read_date(value, given.day_first, given.epoch))
        case Context.ANSWER:
            return CellReading("yes" if value else "no", text=text) if isinstance(value, bool) else read_answer(text)
        case Context.TEXT:
            return CellReading("text", text=raw_text(value).strip())


def _unless_said(value: Value, read: Callable[[], CellReading]) -> CellReading:
    """Return that nothing is known, or that it is an error, where a word says so; else what is read."""
    word = read_word(tidy(value)) if isinstance(value, str) and not isinstance(value, Moment) else None
    return word if word is not None and word.kind in ("missing", "na", "error") else read()


def _by_hints(read: Callable[[str | None], CellReading], hints: Hints | None) -> CellReading:
    """Read with the decimal sign that the neighbours settle; where nobody looked, as in English."""
    reading = read(hints.decimal if hints else None)
    return read(".") if hints is None and "ambiguous_separator" in reading.flags else reading


def _score(
    value: Value,
    number_format: str,
    hints: Hints | None,
    scale: tuple[float, float] | None,
    target: tuple[float, float],
) -> CellReading:
    if isinstance(value, Moment):
        return _once_fraction(value, scale or target, target)
    reading = _by_hints(lambda decimal: read_score(value, decimal), hints)
    if "trailing_minus" in reading.flags:
        return CellReading("text", text=reading.text, flags=("trailing_minus", "ask"))
    if reading.kind == "text":
        ball = word_scale([reading.text]) if len(reading.text) == 1 else ()
        return replace(reading, position=ball[0].shares[reading.text]) if ball else reading
    if reading.kind not in ("number", "range", "money") or reading.value is None:
        return reading
    number, own = reading.value, scale or target
    if reading.unit == "%" or _is_percent(number_format, value):
        share = number if reading.unit != "%" else number / 100
        own, number = (0.0, 1.0), round(share, 12)
    elif reading.maximum is not None:
        own = (0.0 if own[0] > 0 else own[0], reading.maximum)
    elif 0 < number < 1 and scale is None:
        reading = replace(reading, flags=with_flags(*reading.flags, "ask"))
    return _on_target(reading, number, own, target)


def _on_target(
    reading: CellReading, number: float, own: tuple[float, float], target: tuple[float, float]
) -> CellReading:
    """Return points of the sheet's scale on the target's; what lies outside is an error."""
    low, high = own
    if reading.kind == "range":
        return reading
    if high <= low or not low <= number <= high:
        return CellReading("error", text=reading.text or f"{number:g}", flags=("out_of_scale",))
    if own == target:
        return replace(reading, kind="number", value=number)
    points = target[0] + (number - low) / (high - low) * (target[1] - target[0])
    return replace(reading, kind="number", value=round(points, 10), flags=with_flags(*reading.flags, "rescaled"))


def _once_fraction(value: Moment, own: tuple[float, float], target: tuple[float, float]) -> CellReading:
    """Return the points of a date that was perhaps typed as ``4/5``; it is asked in any case."""
    fraction = fraction_in(str(value))
    asked = CellReading("date", text=str(value), flags=("date_was_fraction", "ask"))
    if fraction is None:
        return asked
    points, maximum = fraction
    shown = replace(asked, kind="number", maximum=float(maximum))
    return _on_target(shown, float(points), (0.0 if own[0] > 0 else own[0], float(maximum)), target)


def _is_percent(number_format: str, value: Value) -> bool:
    return "%" in number_format and isinstance(value, int | float) and not isinstance(value, bool)


def _weight(value: Value, number_format: str, hints: Hints | None) -> CellReading:
    reading = _by_hints(lambda decimal: read_weight(value, decimal), hints)
    if reading.kind != "number" or reading.value is None:
        return reading
    if _is_percent(number_format, value):
        return replace(reading, value=round(100 * reading.value, 10), unit="percent")
    if reading.unit == "%":
        return replace(reading, unit="percent")
    flags = with_flags(*reading.flags, "ask") if 0 < reading.value < 1 else reading.flags
    return replace(reading, unit="points", flags=flags)


def _money(value: Value, number_format: str, hints: Hints | None) -> CellReading:
    if isinstance(value, bool | Moment):
        return CellReading("text", text=raw_text(value), flags=("ask",))
    if isinstance(value, int | float):
        unit = currency_of_format(number_format)
        flags = ("currency_from_format",) if unit else ()
        return CellReading("money", float(value), unit=unit, flags=flags, exact=exact_amount(raw_text(value)))
    text = tidy(value)
    if has_lines_of_numbers(value):
        return CellReading("text", text=text, flags=("two_numbers", "ask"))
    said = read_no_cost(text)
    if said is not None:
        return said
    return _unless_said(value, lambda: _by_hints(lambda decimal: _typed_money(text, decimal), hints))


def _typed_money(text: str, decimal: str | None) -> CellReading:
    reading = read_amount(text, decimal, is_money=True)
    if reading is None:
        return CellReading("text", text=text, flags=("ask",))
    if reading.kind == "number" and reading.unit == "%":
        return CellReading("text", text=text, flags=("ask",))
    return replace(reading, kind="money") if reading.kind == "number" else reading


def currency_of_format(number_format: str) -> str:
    """Return the currency that a number format shows, or nothing; ``[$-409]`` is a language and no currency."""
    signs: list[str] = [sign.strip() for sign in _BRACKETED.findall(number_format) if sign.strip()]
    plain = _BRACKETED.sub("", number_format)
    signs += [sign for sign in _SYMBOLS if sign in plain.lower()]
    signs += _CODE.findall(plain.upper())
    codes = {_SYMBOLS.get(sign.lower(), sign.upper()) for sign in signs}
    code = codes.pop() if len(codes) == 1 else ""
    return code if len(code) == 3 else ""


def _percent(value: Value, number_format: str, hints: Hints | None) -> CellReading:
    if isinstance(value, bool | Moment):
        return CellReading("text", text=raw_text(value), flags=("ask",))
    reading = _by_hints(lambda decimal: read_score(value, decimal), hints)
    if reading.kind in ("missing", "na", "error"):
        return reading
    if reading.kind != "number" or reading.value is None:
        return CellReading("text", text=tidy(raw_text(value)), flags=with_flags(*_doubts(reading), "ask"))
    if _is_percent(number_format, value):
        return reading
    is_small = reading.unit != "%" and 0 < abs(reading.value) <= 1
    flags = ("ask",) if is_small else (() if reading.unit == "%" or not reading.value else ("percent_assumed",))
    if abs(reading.value) > 100 and reading.unit != "%":
        flags += ("ask",)
    share = reading.value if is_small else float(Decimal(repr(reading.value)) / 100)
    return replace(reading, value=share, unit="", flags=with_flags(*reading.flags, *flags))


def _doubts(reading: CellReading) -> tuple[str, ...]:
    return tuple(flag for flag in reading.flags if flag in ("typing_error", "range", "two_currencies"))
