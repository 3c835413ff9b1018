"""Reading the rows of a price sheet: lines, totals that are proven, and whatever is doubtful."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from outsource_desk.domain.formatting import plain
from outsource_desk.importers.cells import raw_text
from outsource_desk.importers.prices.amounts import Amount, PriceAmounts
from outsource_desk.importers.prices.offers import PriceColumn, PriceColumns
from outsource_desk.importers.prices.rows import (
    holds_facts,
    is_for_one,
    is_for_paying_early,
    is_measure,
    is_note,
    is_option,
    is_result,
    is_tax,
    label_of,
    may_be_tax,
    span_of,
)
from outsource_desk.importers.prices.shape import bare_role, has_others, total_without_lines
from outsource_desk.importers.prices.totals import Sum, Sums, adds_up, is_total, name_of_row, sums_of_parts
from outsource_desk.importers.prices.totals_below import TotalsBelow
from outsource_desk.importers.reading import NamedCell, OfferLine, Table
from outsource_desk.importers.registers.lists import account_for_surroundings
from outsource_desk.importers.scorecards.proof import close
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.ledger import Cell, Ledger
from outsource_desk.importers.sheets.periods import year_in

_CHECKS_SHOWN = 12
_MOST_NAMED = 5_000  # lines of which the names are looked at


@dataclass(frozen=True)
class Whose:
    """The columns in which rows say whose prices they hold, and for which year."""

    vendor: int
    year: int | None = None
    has_items_across: bool = False  # a column to each item, not a row


class PriceReading:
    """Reads the rows of a price sheet: each a line, and each vendor a column or several.

    Args:
        grid: the sheet.
        block: its part of the sheet.
        columns: what its columns hold.
        whose: where each row says whose prices it holds; None = the columns do.
    """

    def __init__(
        self,
        grid: Grid,
        block: Block,
        columns: PriceColumns,
        whose: Whose | None = None,
    ) -> None:
        self._whose = whose
        self._named: dict[str, Cell] = {}  # vendors that rows name
        self._latest = ""
        self._grid, self._block, self._columns = grid, block, columns
        self.ledger = Ledger(grid, block.rows)
        self.lines: list[OfferLine] = []
        self._offers = columns.offers()
        self._sums = {column.at: Sums() for column in columns.prices}
        self._taxes: dict[int, float] = {}
        self._amounts = PriceAmounts(grid, block, columns, self.ledger)
        self.money = self._amounts.money
        self._bare = bare_role(grid, block, columns)
        self._parts = sums_of_parts(grid, block, columns.label, [column.at for column in columns.prices])
        self._has_options = has_others(grid, block, columns, is_option)
        self._has_sums = has_others(grid, block, columns, is_for_one)
        self._is_proven = False  # a total shows that all lines add up to a price
        self._only_total = total_without_lines(grid, block, columns)
        self._span = ""  # for which the heading above says that prices are
        self._spans: dict[str, str] = {}  # name of a line → for what span of time its price is
        self._is_optional = False  # the rows below a heading such as “Options”

    def table(self) -> Table:
        """Return the whole table."""
        grid, block, ledger = self._grid, self._block, self.ledger
        self.read()
        width = range(len(grid.column_numbers))
        headers = sorted({*block.upper, block.header, *block.lower})
        for at, why in self._columns.left_out.items():
            ledger.skipped(((row, at) for row in [*headers, *block.body]), why)
        ledger.imported((row, at) for row in headers for at in width)
        for cell, doubt in self._columns.doubts:
            ledger.remark(cell, "ask", doubt)
        cells = [(row, at) for row in block.hidden for at in width]
        cells += [(row, at) for row in block.rows for at in self._columns.hidden]
        if cells:
            ledger.problem(cells, "ask", "the sheet hides these cells, so they are left out; is that right?")
        account_for_surroundings(grid, block, ledger)
        ledger.close()
        return Table(
            grid.sheet.name, "prices", self._orientation, tuple(grid.row_numbers[row] for row in headers),
            self._vendors(),
            derived=ledger.derived_areas(), skipped=ledger.skipped_areas(), problems=tuple(ledger.problems),
            used_cells=ledger.used, accounted_cells=ledger.accounted, range=ledger.area,
            account=ledger.account(headers), lines=tuple(self.lines), currency=self.money.currency,
            multiplier=self.money.multiplier,
        )  # fmt: skip

    @property
    def _orientation(self) -> str:
        if self._whose is None:
            return "vendors_as_columns"
        return "vendors_as_rows" if self._whose.has_items_across else "long"

    def _vendors(self) -> tuple[NamedCell, ...]:
        vendors = self._named if self._whose else self._columns.vendors
        return tuple(NamedCell(name, self._grid.address(*cell)) for name, cell in vendors.items())

    def read(self) -> None:
        """Read all lines; totals are proven and left out."""
        self._amounts.tell_money()
        self._tell_role()
        for row in self._grid.paced(self._block.body, len(self._columns.prices)):
            self._row(row)
        self._set_spans_of_names()
        self._ask_currency()

    def _set_spans_of_names(self) -> None:
        """Keep lines apart whose names say that they are paid once, monthly or yearly, unless a total adds them."""
        if self._is_proven or self._whose or not self.lines or len(self._spans) >= _MOST_NAMED:
            return
        spans = self._spans
        if len(set(spans.values())) < 2 or set(spans.values()) <= {"", "once"}:
            return
        self.lines = [line._replace(per=line.per or spans.get(line.name, "")) for line in self.lines]
        said = "lines for several spans of time stand below each other; they make no price together"
        self.ledger.remark((self._block.header, self._columns.prices[0].at), "ask", said)

    def _ask_currency(self) -> None:
        """Ask in which currency rates and costs are that no quantities and unit prices make an offer for our tender."""
        columns = self._columns
        if columns.quantity is not None or columns.roles["unit"] or self.money.currency:
            return
        if self.lines and not any(line.currency for line in self.lines):
            place = (self._block.header, columns.prices[0].at)
            self.ledger.remark(place, "ask", "nothing says in which currency these prices are")

    def _tell_role(self) -> None:
        """Ask about prices that may be for one unit."""
        if not self._bare:
            self.ledger.remark(
                (self._block.header, self._columns.prices[0].at),
                "ask",
                "are these the prices of one unit, or of the whole line? the whole line is taken",
            )

    def _row(self, row: int) -> None:
        grid, columns, ledger = self._grid, self._columns, self.ledger
        label = label_of(grid, row, columns.label, columns.prices)
        cells = [(row, column.at) for column in columns.prices]
        filled = [cell for cell in cells if grid.kind(*cell) != " "]
        if not filled:
            everything = [(row, at) for at in range(len(grid.column_numbers))]
            is_heading = bool(label) and row + 1 < self._block.rows.stop
            ledger.skipped(everything, "the heading of a group" if is_heading else "a note beside or below the table")
            self._is_optional, self._span = is_option(label), span_of(label)
            for sums in self._sums.values():
                sums.since_heading = Sum()
            return
        if row == self._only_total:
            self._lines_of(row, label)
        elif is_total(grid, columns.label, row) or (not label and self._proven(row)):
            self._leave_total(row, name_of_row(grid, columns.label, row))
        elif is_tax(label):
            self._taxes = {column.at: grid.number(row, column.at) or 0.0 for column in columns.prices}
            ledger.derived([(row, columns.label), *cells], "tax, which is no part of the price here")
        elif row in self._parts:
            ledger.derived([(row, columns.label), *cells], "the sum of the lines below it", self._parts[row])
        elif not label:
            ledger.problem(filled, "ask", "prices in a row without a name")
        elif not (self._leave_sum(row, label, filled) or self._leave_no_line(row, label, filled)):
            self._lines_of(row, label)

    def _leave_sum(self, row: int, label: str, filled: list[Cell]) -> bool:
        """Leave out a row that is the sum of lines above, unless the total below counts it; tell whether it is one."""
        if len(filled) < 2 or not self._proven(row, at_least=1 if self._may_sum_one(row) else 2):
            return False
        amounts = {column.at: self._sums[column.at] for column in self._amounts_alone}
        counts = self._below.counts(row, amounts)
        if counts is None:
            said = f"“{label}” is the sum of lines above and left out; is that right?"
            self.ledger.remark(filled[0], "ask", said)
        if not counts:
            self._leave_total(row, label)
        return not counts

    @cached_property
    def _below(self) -> TotalsBelow:
        columns = self._columns
        return TotalsBelow(self._grid, self._block.body, columns.label, [column.at for column in columns.prices])

    @cached_property
    def _amounts_alone(self) -> list[PriceColumn]:
        """Return the columns that count: not the prices of one unit, nor taxes beside an amount."""
        return [column for column in self._columns.prices if not self._is_beside_amount(column)]

    def _leave_no_line(self, row: int, label: str, filled: list[Cell]) -> bool:
        """Leave out a row that is no part of the price; tell whether it is one."""
        grid, ledger = self._grid, self.ledger
        everything = [(row, at) for at in range(len(grid.column_numbers))]
        if is_result(label):
            ledger.derived(everything, f"“{label}” follows from the offers")
        elif holds_facts(grid, label, filled):
            ledger.skipped(everything, "something about the offers that is no price")
        elif self._is_proven and is_note(grid, filled):
            ledger.skipped(everything, "a note beside or below the table")
        elif is_measure(label) and not any(self._amounts.shows_money(cell) for cell in filled):
            self._ask_aside(row, filled, f"“{label}” is measured or counted and no price; is that right?")
        elif self._has_options and (self._is_optional or is_option(label)):
            self._ask_aside(row, filled, f"“{label}” is an option and no part of the price; is that right?")
        elif self._has_sums and is_for_one(label) and self._is_without_quantity(row):
            said = f"“{label}” is the price of one unit and no part of the price; is that right?"
            self._ask_aside(row, filled, said)
        elif is_for_paying_early(label):
            said = f"“{label}” depends on when one pays, and is no part of the price; is that right?"
            self._ask_aside(row, filled, said)
        else:
            return False
        return True

    def _ask_aside(self, row: int, filled: list[Cell], said: str) -> None:
        """Leave a row out and ask about it; totals below may hold it all the same."""
        self.ledger.problem([(row, self._columns.label), *filled], "ask", said)
        for _, at in filled:
            self._sums[at].put_aside(self._grid.number(row, at) or 0.0)

    def _is_without_quantity(self, row: int) -> bool:
        """Tell whether a row has no quantity."""
        quantity = self._columns.quantity
        return quantity is None or self._grid.kind(row, quantity) == " "

    def _may_sum_one(self, row: int) -> bool:
        """Tell whether a row may be the sum of a single line: it lacks the quantity of lines, or holds the tax."""
        return bool(self._taxes) or (self._columns.quantity is not None and self._is_without_quantity(row))

    def _proven(self, row: int, at_least: int = 0) -> bool:
        """Tell whether every amount of a row is the sum of lines above, of so many at least."""
        given = [(column.at, self._grid.number(row, column.at)) for column in self._amounts_alone]
        known = [(at, number) for at, number in given if number is not None]
        return bool(known) and all(self._sum_for(at, number, at_least) is not None for at, number in known)

    def _sum_for(self, at: int, number: float, at_least: int = 0) -> float | None:
        """Return the sum of lines above that a number is; nothing if it is none."""
        return self._sums[at].proof_of(number, self._taxes.get(at, 0.0), at_least)

    def _leave_total(self, row: int, label: str) -> None:
        grid, checks = self._grid, []
        self._is_optional = False
        for column in self._columns.prices:
            number = grid.number(row, column.at)
            if number is None or self._is_beside_amount(column):
                continue
            own, sums = self._sum_for(column.at, number), self._sums[column.at]
            if own is None or not adds_up(own, number):
                above = plain(sums.all.amount if own is None else own)
                said = f"the lines above this total make {above} and not {plain(number)}"
                self.ledger.remark((row, column.at), "ask", said)
            else:
                checks.append(f"your total {plain(number)}, recomputed {plain(own)}")
                self._is_proven = self._is_proven or close(own, sums.all.amount)
            sums.begin_part(number, own)
        everything = [(row, at) for at in range(len(grid.column_numbers))]
        self.ledger.derived(everything, f"“{label}” is the total of each vendor", "; ".join(checks[:_CHECKS_SHOWN]))

    def _is_beside_amount(self, column: PriceColumn) -> bool:
        """Tell whether a column holds the prices of one unit or taxes, whose amounts stand in another."""
        roles = {self._role(other) for other in self._offers[column.offer].values()}
        first = next((role for role in ("amount", "total", "gross", "unit") if role in roles), "")
        return self._role(column) != first

    def _role(self, column: PriceColumn) -> str:
        return column.role or self._bare or "amount"

    def _lines_of(self, row: int, label: str) -> None:
        grid, columns, ledger = self._grid, self._columns, self.ledger
        if self._whose is not None:
            ledger.imported((row, at) for at in (self._whose.vendor, self._whose.year) if at is not None)
            if not self._vendor_of(row):
                ledger.problem(
                    [(row, column.at) for column in columns.prices], "ask", "prices in a row without a vendor"
                )
                return
        ledger.imported(
            (row, at) for at in (columns.label, columns.quantity, columns.unit, columns.currency) if at is not None
        )
        if may_be_tax(label):
            self.ledger.remark((row, columns.label), "ask", f"“{label}” counts as a part of the price; is it a tax?")
        self._is_proven = False
        if len(self._spans) < _MOST_NAMED:
            self._spans[label] = span_of(label) or self._span
        quantity = None if columns.quantity is None else grid.number(row, columns.quantity)
        unit = "" if columns.unit is None else grid.text(row, columns.unit)
        with_price: set[str] = set()
        sums: dict[str, float] = {}
        for (name, year, _), roles in self._offers.items():
            line = self._line(row, roles, quantity)
            if line is not None:
                with_price.add(name)
                sums[name] = sums.get(name, 0.0) + (line.amount or 0.0)
                line = line._replace(vendor=name, name=label, year=year, unit=unit, quantity=quantity)
                self.lines.append(self._turned(line, row, roles) if self._whose else line)
        self._leave_row_totals(row, sums)
        for name in dict.fromkeys(offer.vendor for offer in self._offers):
            if name not in with_price and not self._whose:
                self._ask_open(row, label, name, quantity, unit)

    def _leave_row_totals(self, row: int, sums: dict[str, float]) -> None:
        """Compare what a row says in all with its years; an item without a year may count too."""
        for column in self._columns.totals:
            number = self._grid.number(row, column.at)
            self.ledger.derived([(row, column.at)], "the total of the years")
            factor = self._monies_of_totals(column)
            ways = [sums.get(column.vendor, 0.0), *([sum(sums.values())] if self._whose else [])]
            if number is not None and not any(adds_up(own, number * factor) for own in ways):
                said = f"the years of this row make {plain(ways[0])} and not {plain(number)}"
                self.ledger.remark((row, column.at), "ask", said)

    def _monies_of_totals(self, column: PriceColumn) -> float:
        return column.money.multiplier / self.money.multiplier if column.money else 1.0

    def _turned(self, line: OfferLine, row: int, roles: dict[str, PriceColumn]) -> OfferLine:
        """Return a line with the vendor and the year that its row names."""
        whose, grid = self._whose, self._grid
        assert whose is not None
        name = self._vendor_of(row)
        if whose.has_items_across:
            header = grid.text(self._block.header, next(iter(roles.values())).at)
            return line._replace(vendor=name, name=line.vendor or header)
        year = line.year if whose.year is None else year_in(grid.text(row, whose.year))
        return line._replace(vendor=name, year=year)

    def _vendor_of(self, row: int) -> str:
        """Return the vendor that a row names, or the last one above it."""
        assert self._whose is not None
        at = self._whose.vendor
        if name := self._grid.text(row, at):
            self._named.setdefault(name, (row, at))
            self._latest = name
        return self._latest

    def _ask_open(self, row: int, label: str, vendor: str, quantity: float | None, unit: str) -> None:
        """Keep a line open for which only others have a price."""
        roles = next(roles for offer, roles in self._offers.items() if offer.vendor == vendor)
        column = next(iter(roles.values()))
        cell = (row, column.at)
        self.ledger.remark(cell, "ask", f"“{vendor}” has no price for “{label}”, and others have one")
        address = self._grid.address(*cell)
        self.lines.append(OfferLine(vendor, label, address, None, "", None, quantity, unit, None, ""))

    def _line(self, row: int, roles: dict[str, PriceColumn], quantity: float | None) -> OfferLine | None:
        """Return the price in a row below these columns; nothing where its cells are blank."""
        grid = self._grid
        by_role = {self._role(column): column for column in roles.values()}
        unit_column = by_role.get("unit")
        amount_column = by_role.get("amount") or by_role.get("total") or by_role.get("gross")
        self._leave_others(row, by_role, amount_column)
        cells = {
            name: (row, column.at) for name, column in (("unit", unit_column), ("amount", amount_column)) if column
        }
        filled = {name: cell for name, cell in cells.items() if grid.kind(*cell) != " "}
        if not filled:
            return None
        self.ledger.imported(filled.values())
        price = self._amounts.read(filled["unit"], is_unit=True) if "unit" in filled else None
        if "amount" in filled:
            found = self._amounts.read(filled["amount"])
        else:
            found = self._extended(price, quantity)
            if "amount" in cells and found.number is not None:
                said = f"no amount stands here; {plain(found.number)} is taken from the unit price"
                self.ledger.remark(cells["amount"], "ask", said)
        amount, own = found.number, self._extended(price, quantity).number
        if amount is not None and own is not None and quantity is not None and "amount" in filled:
            self._compare(filled["amount"], amount, own)
        cell = filled.get("amount", filled.get("unit"))
        assert cell is not None
        summed = amount_column or unit_column
        if amount is not None and summed is not None:
            self._sums[summed.at].add(amount)
        factor = self._amounts.factor_of(cell[1]) * self._amounts.factor_in(row)
        own_span = amount_column.span if amount_column is not None and amount_column.year is None else ""
        return OfferLine(
            "", "", grid.address(*cell), None if amount is None else amount * factor, raw_text(grid.value(*cell)),
            unit_price=None if price is None or price.number is None else price.number * factor,
            currency=self._amounts.currency_of(row, cell), per=found.per or own_span,
        )  # fmt: skip

    def _extended(self, price: Amount | None, quantity: float | None) -> Amount:
        """Return what a line costs by the price of one unit; of a quantity, it is for no span of time any more."""
        if price is None or price.number is None or quantity is None:
            return price or Amount()
        amount = price.number * quantity
        return Amount(amount if math.isfinite(amount) else None)

    def _leave_others(self, row: int, by_role: dict[str, PriceColumn], amount: PriceColumn | None) -> None:
        for role, column in by_role.items():
            if role in ("total", "tax", "gross") and column is not amount:
                self.ledger.derived([(row, column.at)], "a total or tax beside the amounts")

    def _compare(self, cell: Cell, amount: float, own: float) -> None:
        """Ask about an amount that is not its quantity times its unit price."""
        if abs(amount - own) > max(1.0, 0.001 * abs(amount)):
            said = f"quantity × unit price is {plain(own)}, and {plain(amount)} stands here"
            self.ledger.remark(cell, "ask", said)
