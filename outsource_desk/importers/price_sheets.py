"""Price sheets and bid tabulations: what each vendor asks for each line, with totals proven and left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from outsource_desk.domain.formatting import plain
from outsource_desk.importers.amounts import Money, money_in
from outsource_desk.importers.cells import Hints, raw_text, read_cell
from outsource_desk.importers.grid import Grid
from outsource_desk.importers.layout import Block
from outsource_desk.importers.ledger import Cell, Ledger
from outsource_desk.importers.price_columns import PriceColumn, PriceColumns, columns_of, names_of_lines
from outsource_desk.importers.price_words import ITEM, PRICE, TAX
from outsource_desk.importers.proof import close
from outsource_desk.importers.reading import NamedCell, OfferLine, Table
from outsource_desk.importers.registers import account_for_surroundings
from outsource_desk.importers.vocabulary import MAX_WORDS
from outsource_desk.importers.words import (
    has,
    is_criterion_title,
    is_vendor_title,
    looks_like_vendor,
    result_of_label,
    starts_as_total,
    words_of,
)

_CHECKS_SHOWN = 12


@dataclass
class _Sums:
    """What the lines above a row add up to, column by column."""

    all: float = 0.0
    since_total: float = 0.0
    since_heading: float = 0.0
    totals: float = 0.0  # the totals of parts so far

    def add(self, amount: float) -> None:
        self.all += amount
        self.since_total += amount
        self.since_heading += amount


def read_price_sheet(grid: Grid, block: Block, label: int | None, *, is_said: bool = False) -> Table | None:
    """Read a block as lines of offers, vendor by vendor; nothing if it does not look like prices.

    Args:
        grid: the sheet.
        block: the part of the sheet.
        label: the column of the names, as far as that is known.
        is_said: the user says that these are prices.
    """
    columns = columns_of(grid, block, names_of_lines(grid, block, label))
    if not columns.prices or not (is_said or _looks_priced(grid, block, columns)):
        return None
    if len({(column.vendor, column.year, column.role) for column in columns.prices}) < len(columns.prices):
        return None
    return _PriceReading(grid, block, columns).table()


def with_lines(grid: Grid, block: Block, label: int, table: Table) -> Table:
    """Let a table that was read as items and their prices have the lines of the offers too."""
    columns = columns_of(grid, block, label)
    known = {vendor.name for vendor in table.vendors}
    if table.kind != "prices" or not known <= set(columns.vendors):
        return table
    columns.prices = [column for column in columns.prices if column.vendor in known]
    reading = _PriceReading(grid, block, columns)
    items = {criterion.cell for criterion in table.criteria}
    reading.read(only=items)
    money = reading.money
    seen = {(problem.cell, problem.reason) for problem in table.problems}
    more = [each for each in reading.ledger.problems if (each.cell, each.reason) not in seen]
    return replace(
        table, lines=tuple(reading.lines), currency=money.currency, multiplier=money.multiplier,
        problems=(*table.problems, *more),
    )  # fmt: skip


def _looks_priced(grid: Grid, block: Block, columns: PriceColumns) -> bool:
    """Tell whether a table is one of prices: by quantities, unit prices, or years and items in a named money."""
    title = grid.text(block.header, columns.label)
    vendors = columns.vendors
    if columns.has_weight or is_vendor_title(title) or not all(column.vendor for column in columns.prices):
        return False
    if len(vendors) < 2 and not any(map(looks_like_vendor, vendors)):
        return False  # a budget or a bill of materials
    if columns.roles["unit"] and (columns.roles["amount"] or columns.quantity is not None):
        return True
    if is_criterion_title(title):
        return False
    says_items = _are_items(title)
    if columns.quantity is not None:
        return says_items
    has_money = _money_of(grid, block, columns) is not None or has(title, PRICE) or has(grid.sheet.name, PRICE)
    judged = [row for row in block.body[:60] if has(grid.text(row, columns.label), MAX_WORDS)]
    if not has_money or len(judged) > 0.3 * min(60, len(block.body)):
        return False
    return len(columns.years) >= 2 or columns.roles["amount"] >= 2 or says_items


def _are_items(title: str) -> bool:
    words = set(words_of(title))
    return not words or bool(words & ITEM)


def _money_of(grid: Grid, block: Block, columns: PriceColumns) -> Money | None:
    """Return the money of all amounts, as the corner, the header of the names or a title says it."""
    rows = [*block.upper, block.header, *block.lower]
    left = min((column.at for column in columns.prices), default=0)
    corner = [grid.text(row, at) for row in rows for at in range(left) if grid.kind(row, at) == "t"]
    found = next((money for text in corner if (money := money_in(text)) is not None), None)
    if found is not None:
        return found
    titles = [
        grid.text(row, at) for row in block.above for at in range(len(grid.column_numbers)) if grid.kind(row, at) == "t"
    ]
    titles.append(grid.sheet.name)
    return next((money for text in titles if (money := money_in(text, is_title=True)) is not None), None)


class _PriceReading:
    """Reads the rows of a price sheet."""

    def __init__(self, grid: Grid, block: Block, columns: PriceColumns) -> None:
        self._grid, self._block, self._columns = grid, block, columns
        self.ledger = Ledger(grid, block.rows)
        self.lines: list[OfferLine] = []
        self._offers = columns.offers()
        self._sums = {column.at: _Sums() for column in columns.prices}
        self._taxes: dict[int, float] = {}
        self._headings: list[int] = []
        self._monies = self._money_by_column()
        self.money = self._common_money()
        self._bare = self._bare_role()

    def _money_by_column(self) -> dict[int, Money]:
        overall = _money_of(self._grid, self._block, self._columns)
        return {column.at: column.money or overall or Money("") for column in self._columns.prices}

    def _common_money(self) -> Money:
        """Return the money of the whole sheet: its currency if there is one, its factor if it is the same for all."""
        currencies = {money.currency for money in self._monies.values()}
        factors = {money.multiplier for money in self._monies.values()}
        currency = currencies.pop() if len(currencies) == 1 else ""
        return Money(currency, factors.pop() if len(factors) == 1 else 1.0)

    def _bare_role(self) -> str:
        """Return whether a price without more words is for one unit or for the line, as the totals prove it."""
        columns, grid = self._columns, self._grid
        if columns.quantity is None or columns.roles["unit"] or columns.roles["amount"]:
            return "amount"
        sums = {"amount": [0.0] * len(columns.prices), "unit": [0.0] * len(columns.prices)}
        for row in self._block.body:
            prices = [grid.number(row, column.at) for column in columns.prices]
            if not any(price is not None for price in prices):
                continue
            if self._is_total(row):
                for role, own in sums.items():
                    if all(price is None or close(price, mine) for price, mine in zip(prices, own, strict=True)):
                        return role
            quantity = grid.number(row, columns.quantity)
            for at, price in enumerate(prices):
                sums["amount"][at] += price or 0.0
                sums["unit"][at] += (price or 0.0) * (1.0 if quantity is None else quantity)
        return "" if sums["amount"] != sums["unit"] else "amount"

    def table(self) -> Table:
        """Return the whole table."""
        grid, block, ledger = self._grid, self._block, self.ledger
        self.read()
        width = range(len(grid.column_numbers))
        headers = sorted({*block.upper, block.header, *block.lower})
        for at, why in self._columns.left_out.items():
            ledger.skipped(((row, at) for row in [*headers, *block.body]), why)
        ledger.imported((row, at) for row in headers for at in width)
        if block.hidden:
            cells = [(row, at) for row in block.hidden for at in width]
            ledger.problem(cells, "ask", "the sheet hides these cells, so they are left out; is that right?")
        account_for_surroundings(grid, block, ledger)
        ledger.close()
        return Table(
            grid.sheet.name, "prices", "vendors_as_columns", tuple(grid.row_numbers[row] for row in headers),
            tuple(NamedCell(name, grid.address(*cell)) for name, cell in self._columns.vendors.items()),
            derived=ledger.derived_areas(), skipped=ledger.skipped_areas(), problems=tuple(ledger.problems),
            used_cells=ledger.used, accounted_cells=ledger.accounted, range=ledger.area,
            account=ledger.account(headers), lines=tuple(self.lines), currency=self.money.currency,
            multiplier=self.money.multiplier,
        )  # fmt: skip

    def read(self, only: set[str] | None = None) -> None:
        """Read all lines; totals are proven and left out.

        Args:
            only: the cells of the names of the lines that count, where that is known already.
        """
        self._tell_money()
        for row in self._grid.paced(self._block.body, len(self._columns.prices)):
            if only is not None and self._grid.address(row, self._columns.label) not in only:
                continue
            self._row(row)

    def _tell_money(self) -> None:
        """Ask about several currencies, amounts for a month, and prices that may be for one unit."""
        columns, header = self._columns, self._block.header
        currencies = sorted({money.currency for money in self._monies.values()} - {""})
        first = columns.prices[0]
        if len(currencies) > 1:
            self.ledger.remark(
                first.vendor_cell or (header, first.at),
                "ask",
                f"the prices are in several currencies: {', '.join(currencies)}",
            )
        for column in columns.prices:
            if column.period and column.role != "unit":
                self.ledger.remark((header, column.at), "ask", f"these amounts are for one {column.period} only")
        if not self._bare:
            self.ledger.remark(
                (header, first.at),
                "ask",
                "are these the prices of one unit, or of the whole line? the whole line is taken",
            )

    def _row(self, row: int) -> None:
        grid, columns, ledger = self._grid, self._columns, self.ledger
        label = grid.text(row, columns.label)
        cells = [(row, column.at) for column in columns.prices]
        filled = [cell for cell in cells if grid.kind(*cell) != " "]
        if not filled:
            everything = [(row, at) for at in range(len(grid.column_numbers))]
            is_heading = bool(label) and row + 1 < self._block.rows.stop
            ledger.skipped(everything, "the heading of a group" if is_heading else "a note beside or below the table")
            for sums in self._sums.values():
                sums.since_heading = 0.0
            return
        if self._is_total(row) or (not label and self._proven(row)):
            self._leave_total(row, label)
        elif set(words_of(label)) & TAX and not set(words_of(label)) & PRICE:
            self._taxes = {column.at: grid.number(row, column.at) or 0.0 for column in columns.prices}
            ledger.derived([(row, columns.label), *cells], "tax, which is no part of the price here")
        elif not label:
            ledger.problem(filled, "ask", "prices in a row without a name")
        else:
            self._lines_of(row, label)

    def _is_total(self, row: int) -> bool:
        """Tell whether a row's name, or its first text where it has none, is that of a total."""
        grid = self._grid
        texts = (grid.text(row, at) for at in (self._columns.label, *range(len(grid.column_numbers))))
        label = next((text for text in texts if text), "")
        return result_of_label(label) == "total" or starts_as_total(label)

    def _proven(self, row: int) -> bool:
        """Tell whether every amount of a row is the sum of lines above."""
        given = [(column.at, self._grid.number(row, column.at)) for column in self._columns.prices]
        known = [(at, number) for at, number in given if number is not None]
        return bool(known) and all(self._sum_for(at, number) is not None for at, number in known)

    def _sum_for(self, at: int, number: float) -> float | None:
        """Return the sum of lines above that a number is; nothing if it is none."""
        sums = self._sums[at]
        tax = self._taxes.get(at, 0.0)
        ways = (sums.since_heading, sums.since_total, sums.all, sums.totals, sums.all + tax)
        return next((own for own in ways if own and close(own, number)), None)

    def _leave_total(self, row: int, label: str) -> None:
        grid, checks = self._grid, []
        for column in self._columns.prices:
            number = grid.number(row, column.at)
            if number is None or self._is_beside_amount(column):
                continue
            own, sums = self._sum_for(column.at, number), self._sums[column.at]
            if own is None:
                said = f"the lines above this total make {plain(sums.all)} and not {plain(number)}"
                self.ledger.remark((row, column.at), "ask", said)
            else:
                checks.append(f"your total {plain(number)}, recomputed {plain(own)}")
            sums.totals += number if own is not None and not close(own, sums.totals) else 0.0
            sums.since_total = sums.since_heading = 0.0
        everything = [(row, at) for at in range(len(grid.column_numbers))]
        self.ledger.derived(everything, f"“{label}” is the total of each vendor", "; ".join(checks[:_CHECKS_SHOWN]))

    def _is_beside_amount(self, column: PriceColumn) -> bool:
        """Tell whether a column holds the prices of one unit, whose amounts stand in another."""
        roles = self._offers[column.vendor, column.year]
        return self._role(column) == "unit" and any(self._role(other) != "unit" for other in roles.values())

    def _role(self, column: PriceColumn) -> str:
        return column.role or self._bare or "amount"

    def _lines_of(self, row: int, label: str) -> None:
        grid, columns, ledger = self._grid, self._columns, self.ledger
        ledger.imported(
            (row, at) for at in (columns.label, columns.quantity, columns.unit, columns.currency) if at is not None
        )
        quantity = None if columns.quantity is None else grid.number(row, columns.quantity)
        unit = "" if columns.unit is None else grid.text(row, columns.unit)
        vendors = {vendor for vendor, _ in self._offers}
        with_price: set[str] = set()
        for (vendor, year), roles in self._offers.items():
            line = self._line(row, vendor, roles, quantity)
            if line is not None:
                with_price.add(vendor)
                self.lines.append(line._replace(name=label, year=year, unit=unit, quantity=quantity))
        for vendor in sorted(vendors - with_price):
            self._ask_open(row, label, vendor, quantity, unit)

    def _ask_open(self, row: int, label: str, vendor: str, quantity: float | None, unit: str) -> None:
        """Keep a line open for which only others have a price."""
        roles = next(roles for (name, _), roles in self._offers.items() if name == vendor)
        column = next(iter(roles.values()))
        cell = (row, column.at)
        self.ledger.remark(cell, "ask", f"“{vendor}” has no price for “{label}”, and others have one")
        address = self._grid.address(*cell)
        self.lines.append(OfferLine(vendor, label, address, None, "", None, quantity, unit, None, ""))

    def _line(self, row: int, vendor: str, roles: dict[str, PriceColumn], quantity: float | None) -> OfferLine | None:
        """Return what a vendor asks for a line in a year; nothing where its cells are blank."""
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
        price = self._amount(filled["unit"]) if "unit" in filled else None
        if "amount" in filled:
            amount = self._amount(filled["amount"])
        else:
            amount = price if quantity is None or price is None else price * quantity
            if "amount" in cells and amount is not None:
                self.ledger.remark(
                    cells["amount"], "ask", f"no amount stands here; {plain(amount)} is taken from the unit price"
                )
        if amount is not None and price is not None and quantity is not None and "amount" in filled:
            self._compare(filled["amount"], amount, price * quantity)
        cell = filled.get("amount", filled.get("unit"))
        assert cell is not None
        summed = amount_column or unit_column
        if amount is not None and summed is not None:
            self._sums[summed.at].add(amount)
        factor = self._monies[cell[1]].multiplier / self.money.multiplier
        own = "" if self.money.currency else self._monies[cell[1]].currency
        return OfferLine(
            vendor, "", grid.address(*cell), None if amount is None else amount * factor, raw_text(grid.value(*cell)),
            unit_price=None if price is None else price * factor, currency=self._currency_of(row, cell) or own,
        )  # fmt: skip

    def _leave_others(self, row: int, by_role: dict[str, PriceColumn], amount: PriceColumn | None) -> None:
        for role, column in by_role.items():
            if role in ("total", "tax", "gross") and column is not amount:
                self.ledger.derived([(row, column.at)], "a total or tax beside the amounts")

    def _currency_of(self, row: int, cell: Cell) -> str:
        """Return the currency that a cell or its row says, where it is not that of the sheet."""
        columns, grid = self._columns, self._grid
        money = money_in(grid.text(row, columns.currency)) if columns.currency is not None else None
        value = grid.value(*cell)
        own = "" if type(value) is float else read_cell(value, "money", hints=Hints(grid.decimal)).currency
        currency = money.currency if money else own
        if not currency or not self.money.currency:
            return currency
        if currency != self.money.currency:
            self._ask_currency(cell, currency, self.money.currency)
            return currency
        return ""

    def _ask_currency(self, cell: Cell, own: str, others: str) -> None:
        self.ledger.remark(cell, "ask", f"this price is in {own}, the sheet in {others}")

    def _amount(self, cell: Cell) -> float | None:
        """Return a price; words for nothing to pay are asked, and so is whatever is no number."""
        grid = self._grid
        value = grid.value(*cell)
        if type(value) is float:
            return value
        reading = read_cell(value, "money", hints=Hints(grid.decimal))
        raw = raw_text(value)
        if reading.kind not in ("money", "number", "range") or reading.value is None:
            self.ledger.remark(cell, "ask", f"“{raw}” is no price; the line stays open")
            return None
        if "included" in reading.flags or (not reading.value and reading.is_asked):
            self.ledger.remark(cell, "ask", f"“{raw}” is taken as 0; is it paid with another line?")
        elif reading.per:
            self.ledger.remark(cell, "ask", f"“{raw}” is an amount for one {reading.per}")
        elif reading.is_asked:
            self.ledger.remark(cell, "ask", f"“{raw}” can be read in several ways")
        return reading.value

    def _compare(self, cell: Cell, amount: float, own: float) -> None:
        """Ask about an amount that is not its quantity times its unit price."""
        if abs(amount - own) > max(1.0, 0.001 * abs(amount)):
            said = f"quantity × unit price is {plain(own)}, and {plain(amount)} stands here"
            self.ledger.remark(cell, "ask", said)
