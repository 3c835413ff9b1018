"""In what money the prices of a sheet are, and what one of its cells asks for."""

from __future__ import annotations

from typing import NamedTuple

from outsource_desk.domain.formatting import plain
from outsource_desk.importers.cells import CellReading, Hints, raw_text, read_cell
from outsource_desk.importers.cells.numbers import mark_before_three
from outsource_desk.importers.prices.headers import money_behind
from outsource_desk.importers.prices.offers import PriceColumns
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.ledger import Cell, Ledger
from outsource_desk.importers.sheets.money import Money, money_in

_MOST = 1e15  # up to which spreadsheets count money exactly; a number beyond is a slip
_WITH_POINT = frozenset({"USD", "GBP", "AUD", "CAD", "NZD", "HKD", "SGD", "INR", "JPY"})  # counted with a decimal point
_ASKED_SPANS = ("month", "day", "hour")


def money_of(grid: Grid, block: Block, columns: PriceColumns) -> Money | None:
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


class Amount(NamedTuple):
    """What a cell asks for."""

    number: float | None = None  # nothing where it is no price
    per: str = ""  # once, year, month, day or hour, where the cell says so


class PriceAmounts:
    """Reads the cells of prices, and asks about whatever is doubtful.

    Args:
        grid: the sheet.
        block: its part of the sheet.
        columns: what its columns hold.
        ledger: where doubts are noted.
    """

    def __init__(self, grid: Grid, block: Block, columns: PriceColumns, ledger: Ledger) -> None:
        self._grid, self._block, self._columns, self._ledger = grid, block, columns, ledger
        self._overall = money_of(grid, block, columns)
        self._monies = {column.at: self._money_of_column(column.money) for column in columns.prices}
        self._has_shown = not any(money.currency for money in self._monies.values()) and self._take_shown()
        self.money = self._common_money()

    def _take_shown(self) -> bool:
        """Take the currency that the formats of the prices show, or each vendor's; tell whether they show several."""
        shown: dict[str, set[str]] = {}
        if self._grid.sheet.currencies:
            for row in self._grid.paced(self._block.body, len(self._columns.prices)):
                for column in self._columns.prices:
                    shown.setdefault(column.vendor, set()).add(self._grid.currency(row, column.at))
        currencies = set().union(*shown.values()) - {""}
        if len(currencies) == 1:
            currency = currencies.pop()
            self._monies = {at: Money(currency, money.multiplier) for at, money in self._monies.items()}
        if len(currencies) < 2:
            return False
        for column in self._columns.prices:
            own = shown[column.vendor] - {""}
            currency = own.pop() if len(own) == 1 else ""
            self._monies[column.at] = Money(currency, self._monies[column.at].multiplier)
        return True

    def _money_of_column(self, own: Money | None) -> Money:
        """Return the money of a column: thousands over it count in the currency of the sheet."""
        overall = self._overall or Money("")
        if own is None:
            return overall
        if not own.currency:
            return Money(overall.currency, own.multiplier)
        return own if overall.currency or own.multiplier > 1 else Money(own.currency, overall.multiplier)

    def _common_money(self) -> Money:
        """Return the money of the whole sheet: its currency if there is one, its factor if it is the same for all."""
        currencies = {money.currency for money in self._monies.values()}
        factors = {money.multiplier for money in self._monies.values()}
        currency = currencies.pop() if len(currencies) == 1 else ""
        return Money(currency, factors.pop() if len(factors) == 1 else 1.0)

    def factor_of(self, at: int) -> float:
        """Return by what an amount of a column is multiplied to be in the money of the whole sheet."""
        return self._monies[at].multiplier / self.money.multiplier

    def tell_money(self) -> None:
        """Ask about several currencies, thousands that not every header repeats, and amounts for a month."""
        header = self._block.header
        first = self._columns.prices[0]
        currencies = sorted({money.currency for money in self._monies.values()} - {""})
        if len(currencies) > 1:
            said = f"the prices are in several currencies: {', '.join(currencies)}"
            self._ledger.remark(first.vendor_cell or (header, first.at), "ask", said)
        if self._overall is not None and self._overall.multiplier > 1 and self._overall.currency:
            for column in self._columns.prices:
                if column.money is not None and column.money.multiplier == 1:
                    said = "the sheet speaks of thousands or millions, this header does not: are they meant here too?"
                    self._ledger.remark((header, column.at), "ask", said)
        for column in self._columns.prices:
            if column.span in _ASKED_SPANS and column.role != "unit":
                said = f"these amounts are for one {column.span} only"
                self._ledger.remark((header, column.at), "ask", said)
        apart = next((column for column in self._columns.prices if column.own_span), None)
        if apart is not None:
            said = "prices for several spans of time stand side by side; they are kept apart and make no price together"
            self._ledger.remark((header, apart.at), "ask", said)

    def read(self, cell: Cell, *, is_unit: bool = False) -> Amount:
        """Return a price; words for nothing to pay are asked, and so is whatever is no number.

        An amount with three digits behind the sheet's decimal sign is read with thousands and asked about; the price
        of one unit may have so many decimals.
        """
        grid, ledger = self._grid, self._ledger
        value = grid.value(*cell)
        if abs(grid.number(*cell) or 0.0) > _MOST:
            ledger.remark(cell, "ask", f"“{raw_text(value)}” is no price; the line stays open")
            return Amount()
        if type(value) is float and grid.unit(*cell) != "%":
            return Amount(value)
        is_grouped = type(value) is str and not is_unit and self._may_group(value)
        reading = read_cell(
            value, "money", hints=Hints((".", ",")[grid.decimal == "."] if is_grouped else grid.decimal)
        )
        raw = raw_text(value)
        if type(value) is float or reading.unit == "%":
            raw = f"{plain(100 * value)} %" if type(value) is float else raw
            ledger.remark(cell, "ask", f"“{raw}” is a share of a price and no amount; the line stays open")
            return Amount()
        if reading.kind not in ("money", "number", "range") or reading.value is None:
            ledger.remark(cell, "ask", f"“{raw}” is no price; the line stays open")
            return Amount()
        if "included" in reading.flags or (not reading.value and reading.is_asked):
            ledger.remark(cell, "ask", f"“{raw}” is taken as 0; is it paid with another line?")
        elif reading.per in _ASKED_SPANS:
            ledger.remark(cell, "ask", f"“{raw}” is an amount for one {reading.per}")
        elif is_grouped or (reading.is_asked and not self._groups_thousands(cell, raw, reading)):
            ledger.remark(cell, "ask", f"“{raw}” can be read in several ways")
        return Amount(reading.value, reading.per)

    def _may_group(self, text: str) -> bool:
        """Tell whether a number has three digits behind what is the decimal sign elsewhere on the sheet."""
        mark = "" if self._grid.is_decimal_said else mark_before_three(text)
        return bool(mark) and mark == self._grid.decimal

    def _groups_thousands(self, cell: Cell, raw: str, reading: CellReading) -> bool:
        """Tell whether a comma before three digits groups thousands for sure: nobody writes £1,250 for less than £2."""
        doubts = set(reading.flags) - {"ask", "dollar_assumed", "negative"}
        currency = reading.currency or self._monies[cell[1]].currency
        return doubts == {"ambiguous_separator"} and "," in raw and currency in _WITH_POINT

    def shows_money(self, cell: Cell) -> bool:
        """Tell whether a cell itself names a currency, in its text or by its format."""
        value = self._grid.value(*cell)
        return bool(self._grid.currency(*cell)) or (type(value) is str and bool(read_cell(value, "money").currency))

    def factor_in(self, row: int) -> float:
        """Return what the amounts of a row are multiplied by, where only its name says so: “Hosting (k€)”."""
        own = money_behind(self._grid.text(row, self._columns.label))
        is_said = any(money.multiplier != 1 for money in self._monies.values())
        return 1.0 if own is None or is_said else own.multiplier

    def currency_of(self, row: int, cell: Cell) -> str:
        """Return the currency of a price, where the sheet as a whole has none or another."""
        columns, grid = self._columns, self._grid
        money = money_in(grid.text(row, columns.currency)) if columns.currency is not None else None
        value = grid.value(*cell)
        typed = "" if type(value) is float else read_cell(value, "money", hints=Hints(grid.decimal)).currency
        named = money_behind(grid.text(row, columns.label))
        currency = money.currency if money else typed or (named.currency if named else "")
        if not currency and self._has_shown:
            currency = grid.currency(*cell)
        if not self.money.currency:
            return currency or self._monies[cell[1]].currency
        if not currency or currency == self.money.currency:
            return ""
        self._ask_currency(cell, currency, self.money.currency)
        return currency

    def _ask_currency(self, cell: Cell, own: str, others: str) -> None:
        self._ledger.remark(cell, "ask", f"this price is in {own}, the sheet in {others}")
