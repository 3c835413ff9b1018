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
    is_own: bool = False  # its own numbers settle the decimal sign, and not those of the rest of the sheet
    is_mixed: bool = False  # both stand there as decimal signs, so that every number with a mark is asked
    unit: str = ""  # that the header names: a currency, or one of `units`
    currencies: tuple[str, ...] = ()  # of amounts; more than one are asked
    has_rare_currency: bool = False  # few of the amounts name it, and not the first
    units: tuple[str, ...] = ()  # of what is counted: days, weeks; more than one are asked
    are_counted: bool = False  # most of the numbers have a unit, so that a rare one is asked: “4s”
    has_percents: bool = False
    are_percents: bool = False  # most of the numbers are per cent, so that a plain number is asked
    are_mostly_percents: bool = False  # and the plain ones are few, or look like per cents too
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
        if len(self.currencies) > 1 and reading.unit != "%" and (not self.unit or currency not in ("", self.unit)):
            doubts += ("mixed_currencies",)
        if self.has_rare_currency and currency and not self.unit:
            doubts += ("rare_currency",)
        if self._is_other_unit(reading.unit):
            doubts += ("mixed_units",)
        if self.has_percents and self.has_plain_numbers and not currency:
            is_percent = reading.unit == "%"
            is_small = 0 < abs(reading.value or 0) < 1
            if (not self.are_mostly_percents) if is_percent else (self.are_percents or is_small):
                doubts += ("mixed_percents",)
        return doubts

    def _is_other_unit(self, unit: str) -> bool:
        if self.unit and (unit == self.unit or (not unit and self.unit in self.units)):
            return False
        return len(self.units) > 1 or (unit in self.units and not self.are_counted)


def decide_column(
    values: Iterable[Value], decimal: str | None = None, currencies: Iterable[str] = (), unit: str = ""
) -> ColumnDecision:
    """Return what the cells of one column settle together; their own numbers settle the decimal sign before the sheet.

    Args:
        values: what stands in the cells, fractions that are shown as per cent as texts such as ``80%``.
        decimal: the decimal sign that the rest of the sheet settles.
        currencies: the codes that the formats of the cells show.
        unit: the currency or the unit that the header names.
    """
    values = list(values)
    texts, numbers = _counted(values)
    decimal, is_own, is_mixed = _voted(texts, decimal)
    priced = {text: currency for text in texts if (currency := currency_in(text))}
    shown = [currency for currency in currencies if currency]
    counted = {text: found[1] for text in texts if (found := split_unit(text))}
    unit = unit or _most_frequent({text: texts[text] for text in counted}, counted)
    shares = {text for text in texts if "%" in text and text[-1:] not in ")"}
    percents = sum(texts[text] for text in shares)
    is_plain = [text for text in texts if _is_plain(text) and not (text in priced or text in counted or text in shares)]
    plain = sum(texts[text] for text in is_plain) + sum(numbers.values())
    others = plain + sum(texts[text] for text in {*priced, *counted})
    named = sum(texts[text] for text in priced)
    typed = [number for text in is_plain if (number := quick_number(text, decimal)) is not None]
    day_first, has_both_orders = day_first_in(texts)
    return ColumnDecision(
        decimal=decimal,
        is_own=is_own,
        is_mixed=is_mixed,
        unit=unit,
        currencies=tuple(dict.fromkeys((*priced.values(), *shown))),
        has_rare_currency=not shown and 0 < named < plain and not _first_is_priced(values),
        units=tuple(dict.fromkeys(counted.values())),
        are_counted=sum(texts[text] for text in counted) >= plain,
        has_percents=bool(percents),
        are_percents=percents > others,
        are_mostly_percents=percents >= 3 * others
        or (percents > others and not 1 < max([*numbers, *typed], default=0) <= 10),
        has_plain_numbers=bool(others),
        are_fractions=are_fractions([*numbers, *typed]),
        day_first=day_first,
        has_both_orders=has_both_orders,
        dashes=sum(count for text, count in texts.items() if text in "-–—−"),
    )


def _is_plain(text: str) -> bool:
    """Tell whether a text begins or ends as a number does."""
    return text[:1].isdigit() or text[-1:].isdigit()


def _voted(texts: Counter[str], decimal: str | None) -> tuple[str | None, bool, bool]:
    """Return the decimal sign, whether the texts themselves settle it, and whether they disagree; most decide."""
    votes: Counter[str] = Counter()
    for text, count in texts.items():
        if mark := vote(text):
            votes[mark] += count
    if not votes:
        return decimal, False, False
    mark, most = votes.most_common(1)[0]
    is_settled = most == votes.total() or (most > 2 and most >= 0.75 * votes.total())
    return (mark, True, False) if is_settled else (None, False, True)


def _most_frequent(counts: dict[str, int], units: dict[str, str]) -> str:
    """Return the unit that more than half of the texts with a unit have, or nothing."""
    found: Counter[str] = Counter()
    for text, count in counts.items():
        found[units[text]] += count
    unit, most = found.most_common(1)[0] if len(found) > 1 else ("", 0)
    return unit if 2 * most > found.total() else ""


def _first_is_priced(values: Iterable[Value]) -> bool:
    """Tell whether the first amount names its currency, as where the others below leave it out."""
    first = next((value for value in values if value != "" and any(map(str.isdigit, str(value)))), "")
    return isinstance(first, str) and bool(currency_in(tidy(first)))


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


def odd_shares(numbers: Iterable[float]) -> frozenset[float]:
    """Return the broken numbers below one that stand among whole per cents: ``0.61`` among 61 and 95."""
    found = set(numbers)
    below = {number for number in found if 0 < abs(number) < 1}
    return frozenset(below) if max(found, default=0) > 2 and 2 * len(below) < len(found) else frozenset()


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
