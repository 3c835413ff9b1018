"""What the cells of one column settle together: decimal sign, currency, order of days, per cent or fractions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from outsource_desk.importers.cells.contexts import Hints
from outsource_desk.importers.cells.dates import day_first_in
from outsource_desk.importers.cells.money import currency_in
from outsource_desk.importers.cells.numbers import quick_number, vote
from outsource_desk.importers.cells.units import split_unit
from outsource_desk.importers.cells.values import CellReading, Moment, Value, tidy

_DECIMAL = re.compile(r"\d[.,]\d")


@dataclass(frozen=True)
class ColumnDecision:
    """What the cells of one column settle together, and what they leave in doubt."""

    decimal: str | None = None  # "," or "."
    is_mixed: bool = False  # both stand there as decimal signs, so that every number with a mark is asked
    currencies: tuple[str, ...] = ()  # of amounts; more than one are asked
    units: tuple[str, ...] = ()  # of what is counted: days, weeks; more than one are asked
    are_counted: bool = False  # most of the numbers have a unit, so that a rare one is asked: “4s”
    has_percents: bool = False
    are_percents: bool = False  # most of the numbers are per cent, so that a plain number is asked
    has_plain_numbers: bool = False
    are_fractions: bool = False  # all numbers lie between 0 and 1: shares, or points?
    day_first: bool | None = None
    has_both_orders: bool = False  # 31/12/2026 and 12/31/2026 both stand there
    dashes: int = 0  # cells in which a dash means nothing, zero or not applicable

    @property
    def hints(self) -> Hints:
        """Return what is known for each of the cells."""
        return Hints(self.decimal, self.day_first)

    def checked(self, reading: CellReading, currency: str = "") -> CellReading:
        """Return a cell's reading with the doubts that only the whole column shows.

        Args:
            reading: what the cell says by itself.
            currency: that the cell's format shows.
        """
        doubts = self._doubts(reading, reading.currency or currency)
        return reading.with_doubts(doubts) if doubts else reading

    def _doubts(self, reading: CellReading, currency: str) -> tuple[str, ...]:
        doubts: tuple[str, ...] = ()
        if reading.kind not in ("number", "money", "range"):
            return doubts
        if self.is_mixed and _DECIMAL.search(reading.text):
            doubts += ("mixed_separators",)
        if len(self.currencies) > 1 and reading.unit != "%":
            doubts += ("mixed_currencies",)
        if len(self.units) > 1 or (reading.unit in self.units and not self.are_counted):
            doubts += ("mixed_units",)
        if self.has_percents and self.has_plain_numbers and not currency:
            is_percent = reading.unit == "%"
            if is_percent != self.are_percents:
                doubts += ("mixed_percents",)
        return doubts


def decide_column(
    values: Iterable[Value], decimal: str | None = None, currencies: Iterable[str] = ()
) -> ColumnDecision:
    """Return what the cells of one column settle together; their own numbers settle the decimal sign before the sheet.

    Args:
        values: what stands in the cells, fractions that are shown as per cent as texts such as ``80%``.
        decimal: the decimal sign that the rest of the sheet settles.
        currencies: the codes that the formats of the cells show.
    """
    texts, numbers = _counted(values)
    votes = {mark for text in texts if (mark := vote(text))}
    units = dict.fromkeys(filter(None, (*map(currency_in, texts), *currencies)))
    counted = {text: found[1] for text in texts if (found := split_unit(text))}
    percents = sum(count for text, count in texts.items() if text.endswith("%"))
    is_plain = [text for text in texts if text[-1:].isdigit() and not currency_in(text)]
    others = sum(texts[text] for text in is_plain) + sum(numbers.values())
    typed = [number for text in is_plain if (number := quick_number(text, decimal)) is not None]
    day_first, has_both_orders = day_first_in(texts)
    return ColumnDecision(
        decimal=next(iter(votes)) if len(votes) == 1 else decimal if not votes else None,
        is_mixed=len(votes) > 1,
        currencies=tuple(units),
        units=tuple(dict.fromkeys(counted.values())),
        are_counted=sum(texts[text] for text in counted) >= others,
        has_percents=bool(percents),
        are_percents=percents > others,
        has_plain_numbers=bool(others),
        are_fractions=are_fractions([*numbers, *typed]),
        day_first=day_first,
        has_both_orders=has_both_orders,
        dashes=sum(count for text, count in texts.items() if text in "-–—−"),
    )


def _counted(values: Iterable[Value]) -> tuple[Counter[str], Counter[float]]:
    """Return the different short texts and numbers with how often they stand there."""
    texts: Counter[str] = Counter()
    numbers: Counter[float] = Counter()
    for value, count in Counter(values).items():
        if isinstance(value, str):
            if not isinstance(value, Moment) and 0 < len(value) <= 60 and (text := tidy(value)):
                texts[text] += count
        elif not isinstance(value, bool):
            numbers[float(value)] += count
    return texts, numbers


def are_fractions(numbers: Iterable[float]) -> bool:
    """Tell whether all numbers lie between 0 and 1, some of them broken: shares, or points?"""
    found = list(numbers)
    return len(found) > 1 and min(found) >= 0 and max(found) <= 1 and not all(number.is_integer() for number in found)


def odd_fractions(numbers: Collection[float]) -> frozenset[float]:
    """Return the broken numbers below one that stand among points up to ten: ``0.8`` may be a share or a slip."""
    below: set[float] = set()
    if len(numbers) < 3 or max(numbers) < 3:
        return frozenset()
    for number in numbers:
        if 0 < number < 1 and not (4 * number).is_integer():
            below.add(number)
        elif not (0 <= number <= 10 and (2 * number).is_integer()):
            return frozenset()
    return frozenset(below) if 2 * len(below) < len(numbers) else frozenset()
