"""What the lines of a price sheet add up to, and which rows are such sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from outsource_desk.domain.formatting import plain
from outsource_desk.importers.prices.headers import without_money
from outsource_desk.importers.prices.words import (
    AMOUNT,
    BESIDE_TAX,
    CARRIED,
    GROSS,
    NET,
    PAID_SUM,
    PRICE,
    TAX,
    TERM,
    TOTAL,
    YEAR,
)
from outsource_desk.importers.scorecards.proof import close
from outsource_desk.importers.scorecards.view import View
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.outline import outline_of
from outsource_desk.importers.sheets.words import result_of_label, starts_as_total, words_of

_MANY = 5_000  # rows beyond which nobody numbers parts by hand
_SHOWN = 12


@dataclass
class Sum:
    """What some lines add up to, and how many they are."""

    amount: float = 0.0
    lines: int = 0

    def add(self, amount: float) -> None:
        """Count a line."""
        self.amount += amount
        self.lines += 1


@dataclass
class Sums:
    """What the lines above a row add up to in one column."""

    all: Sum = field(default_factory=Sum)
    since_total: Sum = field(default_factory=Sum)
    since_heading: Sum = field(default_factory=Sum)
    totals: Sum = field(default_factory=Sum)  # the totals of parts so far
    aside: Sum = field(default_factory=Sum)  # what is no part of the price, such as options
    aside_since: Sum = field(default_factory=Sum)  # of it what stands below the last total

    def add(self, amount: float) -> None:
        """Count a line."""
        for each in (self.all, self.since_total, self.since_heading):
            each.add(amount)

    def put_aside(self, amount: float) -> None:
        """Note an amount that is no part of the price, but perhaps of a total."""
        self.aside.add(amount)
        self.aside_since.add(amount)

    def proof_of(self, number: float, tax: float, at_least: int = 0) -> float | None:
        """Return the sum of lines above that a number is, perhaps with tax; nothing if it is none.

        Args:
            number: what may be a total.
            tax: on all lines above.
            at_least: so many lines make it up.
        """
        sums = (self.since_heading, self.since_total, self.all, self.totals)
        ways = [each.amount for each in sums if each.lines >= at_least]
        ways += [self.all.amount + tax] if self.all.lines >= at_least else []
        if self.aside.lines:
            whole = self.all.amount + self.aside.amount
            ways += [self.aside_since.amount, self.since_total.amount + self.aside_since.amount, whole, whole + tax]
        return next((own for own in ways if own and close(own, number)), None)

    def begin_part(self, total: float, own: float | None) -> None:
        """Note a total; what it sums up counts in no further one but that of all."""
        if own is not None and not close(own, self.totals.amount):
            self.totals.add(total)
        self.since_total, self.since_heading, self.aside_since = Sum(), Sum(), Sum()


def adds_up(own: float, number: float) -> bool:
    """Tell whether a total is a sum but for rounding."""
    return abs(own - number) <= max(1.0, 0.0001 * abs(number))


def name_of_row(grid: Grid, label: int, row: int) -> str:
    """Return a row's name, or its first text where it has none."""
    texts = (grid.text(row, at) for at in (label, *range(len(grid.column_numbers))))
    return next((text for text in texts if text), "")


def is_total(grid: Grid, label: int, row: int) -> bool:
    """Tell whether a row's name, or its first text where it has none, is that of a total."""
    name = name_of_row(grid, label, row)
    name = without_money(name) or name
    return result_of_label(name) == "total" or starts_as_total(name) or _is_sum(name)


def _is_sum(name: str) -> bool:
    """Tell whether a name says nothing but that it is a sum, as “Net total”, “Gross amount” and “Bruttosumme” do."""
    words = {word for word in words_of(name) if word.isalpha()}
    words -= (YEAR | TERM) if words & TOTAL else set()  # “5-year TCO”
    said = words & (TOTAL | GROSS | NET)
    last = words_of(name)[-1:]
    if last == ("sum",) and words & PAID_SUM and said == {"sum"}:
        return False
    is_named = bool(words & CARRIED) or (len(words) <= 4 and bool(last) and last[0] in TOTAL)  # “Tender total”
    return is_named or (bool(said) and words <= TOTAL | GROSS | NET | AMOUNT | PRICE | TAX | BESIDE_TAX)


def sums_of_parts(grid: Grid, block: Block, label: int, prices: Sequence[int]) -> dict[int, str]:
    """Return the rows that are the sum of the lines that numbers or indentation put below them, with the arithmetic.

    Args:
        grid: the sheet.
        block: the part of it.
        label: the column of the names.
        prices: the columns of amounts.
    """
    if len(block.body) > _MANY:
        return {}
    view = View(grid, block, label, is_across=True)
    rows = [view.row_line(row) for row in block.body if grid.text(row, label) and not is_total(grid, label, row)]
    parents = outline_of(view, rows)
    leaves: dict[int, list[int]] = {}
    for line in rows:
        if line.at in parents.values():
            continue
        above = parents.get(line.at)
        while above is not None and line.at not in leaves.setdefault(above, []):
            leaves[above].append(line.at)
            above = parents.get(above)
    return {row: check for row, below in leaves.items() if (check := _check(grid, row, below, prices))}


def _check(grid: Grid, row: int, below: Sequence[int], prices: Sequence[int]) -> str:
    """Return the arithmetic if a row's amounts are the sums of those below, else nothing."""
    checks = []
    for at in prices:
        number = grid.number(row, at)
        own = sum(grid.number(line, at) or 0.0 for line in below)
        if number is None:
            continue
        if not close(number, own):
            return ""
        checks.append(f"your total {plain(number)}, recomputed {plain(own)}")
    return "; ".join(checks[:_SHOWN])
