"""The values of one criterion: what they settle together, and what each of them says beside the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from outsource_desk.importers.cells import (
    CellReading,
    ColumnDecision,
    Value,
    are_fractions,
    decide_column,
    odd_fractions,
    odd_shares,
    raw_text,
    read_no_cost,
    read_score,
    tidy,
)
from outsource_desk.importers.cells.numbers import mark_before_three
from outsource_desk.importers.scorecards.stated import stated_scale
from outsource_desk.importers.scorecards.units import unit_of_header
from outsource_desk.importers.sheets.different import different
from outsource_desk.importers.sheets.grid import Fault, Grid
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.money import money_in
from outsource_desk.importers.sheets.vocabulary import PRICE_WORDS
from outsource_desk.importers.sheets.words import has

_BEYOND = 20  # times the other amounts: an amount that is hardly in thousands as they are
_THREE_ALONE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")  # of 92.384, the mark may be a decimal sign
_MINUS, _BESIDE_MINUS = ("-", "−", "–", "--", "−−"), ("+", "++", "S", "s", "=")


@dataclass
class ValuesTogether:
    """The values of one criterion: what they settle together, and how each is read."""

    decision: ColumnDecision = field(default_factory=ColumnDecision)
    odd: frozenset[float] = frozenset()  # shares of one among whole points
    in_full: frozenset[float] = frozenset()  # amounts among thousands or millions by the header
    are_signs: bool = False  # better, same and worse: + S -, perhaps with 0 for the same
    tops: tuple[float, ...] = ()  # that values such as “4/5” name, the most frequent first
    is_other_scale: bool = False  # the plain numbers lie above that top, or within its lower half
    least_of_many: float = 0.0  # the smallest amount where most are in thousands or millions
    highest_plain: float = 0.0  # of the numbers without a currency
    is_multiplied: bool = False  # by the header
    are_percents: bool = False  # by the header
    is_decimal_said: bool = False  # by the user
    are_shares: bool = False  # perhaps: all numbers lie between 0 and 1
    are_numbers: bool = False  # at least half of them, so that a word among them is asked
    are_prices: bool = False
    are_words: bool = False  # most of them, so that a number among them is asked
    _readings: dict[tuple[type, Value], CellReading] = field(default_factory=dict)

    @classmethod
    def of_numbers(cls, grid: Grid, name: str, values: list[Value]) -> ValuesTogether | None:
        """Look quickly at all values of a criterion; nothing if they are not numbers alone."""
        if grid.sheet.percents or grid.sheet.currencies:
            return None
        found = different(values)
        if not all(type(value) is float or value == "" for value in found):
            return None
        numbers = {value for value in found if type(value) is float}
        return cls(odd=_odd(name, numbers), in_full=_in_full(name, numbers), are_shares=are_fractions(numbers))

    @classmethod
    def of(cls, grid: Grid, name: str, cells: list[Cell]) -> ValuesTogether:
        """Look at all values of a criterion; nothing but numbers is looked at quickly."""
        grid.step(len(cells))
        values = [grid.columns[column][row] for row, column in cells]
        quick = cls.of_numbers(grid, name, values)
        if quick is not None:
            return quick
        numbers = {value for value in different(values) if type(value) is float}
        if grid.sheet.percents:
            pairs = zip(values, cells, strict=True)
            values = [f"{round(100 * float(value))}%" if grid.is_percent(*cell) else value for value, cell in pairs]
        currencies = {grid.currency(*cell) for cell in cells} if grid.sheet.currencies else ()
        decision = decide_column(values, grid.decimal, currencies, unit_of_header(name))
        kinds = [grid.kinds[row][column] for row, column in cells]
        readings = [read_score(value, decision.decimal) for value in values if type(value) is str and value]
        money, tops = money_in(name), _tops_of(name, readings)
        plain = _plain_numbers(grid, cells, readings)
        of_tops = sum(each.maximum is not None for each in readings)
        words = sum(each.flags == ("needs_mapping",) for each in readings)
        return cls(
            decision,
            _odd(name, set(plain)),
            in_full=_in_full(name, set(plain)),
            are_words=words > kinds.count("n"),
            tops=tops,
            is_other_scale=of_tops < len(plain) and bool(tops) and not tops[0] / 2 < max(plain) <= tops[0],
            least_of_many=_least_of_many(readings, kinds.count("n")),
            are_percents=decision.unit == "%",
            highest_plain=max(_without_currency(plain, readings), default=0.0),
            is_multiplied=money is not None and money.multiplier > 1,
            is_decimal_said=grid.is_decimal_said,
            are_shares=decision.are_fractions and not decision.has_percents,
            are_numbers=0 < kinds.count("n") >= kinds.count("t") + kinds.count("b"),
            are_signs=_are_signs(values, numbers, readings),
            are_prices=bool(decision.currencies) or has(name, PRICE_WORDS),
        )

    @property
    def is_asked(self) -> bool:
        """Tell whether plain numbers may be doubtful as well."""
        found = self.decision
        return (
            bool(self.odd)
            or bool(self.in_full)
            or self.are_words
            or self.are_signs
            or bool(self.least_of_many)
            or len(found.currencies) > 1
            or len(found.units) > 1
            or (found.has_percents and found.has_plain_numbers)
        )

    def read(self, grid: Grid, cell: Cell) -> CellReading:
        """Return what one cell says; a fraction that the sheet shows as per cent counts in per cent."""
        value = grid.rows[cell[0]][cell[1]]
        if grid.is_percent(*cell):
            share = CellReading("number", round(100 * float(value), 10), unit="%")
            return share.with_doubts(("among_words",)) if self.are_words else self.decision.checked(share)
        known = self._readings.get((type(value), value))
        if known is None:
            known = self._readings[type(value), value] = self._read(value)
        return known

    def _read(self, value: Value) -> CellReading:
        reading = read_fault(value) if isinstance(value, Fault) else read_score(value, self.decision.decimal)
        if self.are_signs and (reading.value == 0 or (reading.kind == "missing" and tidy(str(value)) in _MINUS)):
            return CellReading("text", text=raw_text(value), flags=("needs_mapping",))
        reading = self._with_doubts(reading, value)
        if self.are_numbers and reading.kind in ("text", "yes", "no"):
            free = read_no_cost(reading.text) if self.are_prices else None
            return free or reading.with_doubts(("no_number",) if reading.flags == ("needs_mapping",) else ())
        return self.decision.checked(reading)

    def _with_doubts(self, reading: CellReading, value: Value) -> CellReading:
        """Return a number with what the values around it make doubtful."""
        number = reading.value
        if number is None:
            return reading
        doubts: list[str] = []
        if type(value) is str and self._may_be_thousands(reading, value):
            doubts.append("ambiguous_separator")
            if self.are_prices:  # of a price, the mark rather groups thousands
                reading = replace(reading, value=read_score(value, "," if "." in tidy(value) else ".").value)
        if self.are_percents and abs(number) > 1000 and type(value) is str and _THREE_ALONE.fullmatch(value):
            doubts.append("ambiguous_separator")
            reading = replace(reading, value=number / 1000)
        if number in self.odd and reading.unit != "%" and reading.maximum is None:
            doubts.append("fraction")
        if self.are_words:
            doubts.append("among_words")
        if reading.maximum is not None and (reading.maximum != self.tops[0] or self.is_other_scale):
            doubts.append("other_maximum")
        is_whole = bool(reading.currency) and number > _BEYOND * self.highest_plain > 0
        is_other = self.is_multiplied and ("multiplier_suffix" in reading.flags or is_whole)
        if is_other or number in self.in_full:
            doubts.append("other_multiplier")
        if "multiplier_suffix" not in reading.flags and 0 < 100 * abs(number) < self.least_of_many:
            doubts.append("no_multiplier")
        if self.are_prices and reading.text[:1] == "+":
            doubts.append("addition")
        return reading.with_doubts(tuple(doubts)) if doubts else reading

    def _may_be_thousands(self, reading: CellReading, text: str) -> bool:
        """Tell whether a lone mark before three digits may group them, whatever other columns say."""
        if "ambiguous_separator" in reading.flags:
            return True
        mark = mark_before_three(text) if reading.unit != "%" and not self.is_decimal_said else ""
        return bool(mark) and mark == self.decision.decimal and (self.are_prices or not self.decision.is_own)


def _plain_numbers(grid: Grid, cells: list[Cell], readings: list[CellReading]) -> list[float]:
    """Return the numbers that are neither per cent nor out of a number of points, typed ones too."""
    pairs = ((grid.value(*cell), cell) for cell in cells)
    found = [value for value, cell in pairs if type(value) is float and not grid.is_percent(*cell)]
    typed = [each for each in readings if each.kind == "number" and each.maximum is None and each.unit != "%"]
    return found + [each.value for each in typed if each.value is not None]


def _without_currency(numbers: list[float], readings: list[CellReading]) -> list[float]:
    """Return the numbers but for those that name a currency themselves."""
    named = Counter(each.value for each in readings if each.currency and each.value is not None)
    return list((Counter(numbers) - named).elements())


def _are_signs(values: list[Value], numbers: Collection[float], readings: list[CellReading]) -> bool:
    """Tell whether the values are plus and minus, with 0 for the same; two kinds of minus show it as well."""
    said = {tidy(value) for value in values if type(value) is str}
    has_signs = bool(said & set(_BESIDE_MINUS)) or len(said & set(_MINUS)) > 1
    return has_signs and set(numbers) <= {0.0} and all(reading.value in (None, 0) for reading in readings)


def _odd(name: str, numbers: Collection[float]) -> frozenset[float]:
    """Return the broken numbers below one that are hardly what the others are."""
    return odd_shares(numbers) if unit_of_header(name) == "%" else odd_fractions(numbers)


def _in_full(name: str, numbers: Collection[float]) -> frozenset[float]:
    """Return the numbers that are hardly in the thousands or millions of the header: 130000 among 120 and 90."""
    money = money_in(name)
    if money is None or money.multiplier <= 1 or len(numbers) < 2:
        return frozenset()
    usual = sorted(numbers)[(len(numbers) - 1) // 2]
    return frozenset(each for each in numbers if 0 < usual / 10 <= each / money.multiplier <= usual * 10)


def _tops_of(name: str, readings: list[CellReading]) -> tuple[float, ...]:
    """Return the numbers of points that values such as ``4/5`` are out of, the header's or the most frequent first."""
    tops = Counter(reading.maximum for reading in readings if reading.maximum is not None)
    said = stated_scale([(name, None)]) if tops else None
    first = [said.top] if said is not None and said.top is not None else []
    return tuple(dict.fromkeys([*first, *(top for top, _ in tops.most_common())]))


def _least_of_many(readings: list[CellReading], numbers: int) -> float:
    """Return the smallest amount in thousands or millions where at least half of the numbers are such; else 0."""
    many = [abs(each.value) for each in readings if each.value is not None and "multiplier_suffix" in each.flags]
    return min(many) if many and 2 * len(many) >= numbers else 0.0


def read_fault(value: str) -> CellReading:
    """Return the reading of an error, or of a formula without a stored value."""
    flag = "cell_error" if value.startswith("#") else "formula_without_value"
    return CellReading("error", text=str(value), flags=(flag,))
