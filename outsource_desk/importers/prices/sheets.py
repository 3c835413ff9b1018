"""Price sheets and bid tabulations: what each vendor asks for each line, with totals proven and left out."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.importers.prices.amounts import money_of
from outsource_desk.importers.prices.columns import columns_of, names_of_lines
from outsource_desk.importers.prices.headers import money_behind
from outsource_desk.importers.prices.offers import PriceColumns
from outsource_desk.importers.prices.reading import PriceReading, Whose
from outsource_desk.importers.prices.rows import is_beside_prices, is_tax
from outsource_desk.importers.prices.totals import adds_up, is_total
from outsource_desk.importers.prices.words import ITEM, PRICE, YEAR
from outsource_desk.importers.reading import CellProblem, Table
from outsource_desk.importers.scorecards.proof import close
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.money import money_in
from outsource_desk.importers.sheets.named_above import vendor_above
from outsource_desk.importers.sheets.periods import is_period
from outsource_desk.importers.sheets.vocabulary import MAX_WORDS
from outsource_desk.importers.sheets.words import (
    has,
    is_criterion_title,
    is_vendor_title,
    looks_like_vendor,
    words_of,
)

_LAST = 5  # rows in which a tax is looked for
_TITLE = 4  # words of a title
_LONGEST = 500  # rows of which a total is looked for
_POINTS = 500  # too many for points, even with a weight in them


def read_price_sheet(grid: Grid, block: Block, label: int | None, *, is_said: bool = False) -> Table | None:
    """Read a block as lines of offers, vendor by vendor; nothing if it does not look like prices.

    Args:
        grid: the sheet.
        block: the part of the sheet.
        label: the column of the names, as far as that is known.
        is_said: the user says that these are prices.
    """
    columns = columns_of(grid, block, names_of_lines(grid, block, label))
    above = None if columns.vendors else vendor_above(grid, block)
    if above is not None:
        columns.prices = [replace(column, vendor=above[0], vendor_cell=above[1]) for column in columns.prices]
    if not columns.prices or not (is_said or _looks_priced(grid, block, columns, is_named=above is not None)):
        return None
    is_nobodys = not columns.vendors
    _name_nobody(grid, block, columns)
    if columns.is_doubled or not columns.prices:
        return None
    is_unsure = not is_said and _is_unsure(grid, block, columns)
    table = PriceReading(grid, block, columns).table()
    if not is_nobodys and above is None:
        return _with_vendors_asked(table) if is_unsure else table
    said = f"no vendor is named; are these the prices of “{columns.prices[0].vendor}”?"
    if above is not None:
        said = f"one vendor is named above; are all these prices those of “{above[0]}”?"
    return replace(table, problems=(*table.problems, CellProblem(table.vendors[0].cell, "ask", said)))


def _with_vendors_asked(table: Table) -> Table:
    first = table.vendors[0]
    said = f"nothing says that “{first.name}” and the others are vendors; are they?"
    return replace(table, problems=(*table.problems, CellProblem(first.cell, "ask", said)))


def _name_nobody(grid: Grid, block: Block, columns: PriceColumns) -> None:
    """Let prices that the user says are some be those of the sheet, or leave out columns that are no vendor's."""
    if not columns.vendors:
        name, cell = grid.sheet.name or "Offer", (block.header, columns.label)
        columns.prices = [replace(column, vendor=name, vendor_cell=cell) for column in columns.prices]
        return
    for column in [column for column in columns.prices if not column.vendor]:
        columns.prices.remove(column)
        columns.left_out[column.at] = f"“{grid.text(block.header, column.at)}”: a field that is not imported"


def read_price_list(grid: Grid, block: Block, label: int | None, *, is_said: bool = False) -> Table | None:
    """Read prices where each row says whose they are: one line to a row, or the costs of a vendor by year.

    Args:
        grid: the sheet.
        block: the part of the sheet.
        label: the column of the names, as far as that is known.
        is_said: the user says that these are prices.
    """
    vendor = next((at for at in range(len(grid.column_numbers)) if _names_vendors(grid, block, at)), None)
    if vendor is None:
        return None
    item = names_of_lines(grid, block, label)
    if item != vendor and has(grid.text(block.header, item), ITEM):
        return _read_rows(grid, block, item, vendor, is_said=is_said)
    columns = columns_of(grid, block, vendor)
    says_money = money_of(grid, block, columns) is not None or all(column.money for column in columns.prices)
    has_money = says_money or any(has(text, PRICE) for text in (grid.sheet.name, *_titles(grid, block)))
    if len(columns.years) < 2 or not has_money or columns.has_weight or columns.is_doubled:
        return None
    are_years = all(column.year is not None or column.role for column in columns.prices)
    if not are_years and not _rows_add_up(grid, block, columns):
        return None  # other measures stand beside the years
    return PriceReading(grid, block, columns, Whose(vendor, has_items_across=True)).table()


def _rows_add_up(grid: Grid, block: Block, columns: PriceColumns) -> bool:
    """Tell whether the total of each row is what all of its prices make, so that a set-up beside the years is one."""
    sums = [
        (number, sum(grid.number(row, column.at) or 0.0 for column in columns.prices))
        for row in block.body[:_LONGEST]
        for total in columns.totals
        if (number := grid.number(row, total.at)) is not None
    ]
    return bool(sums) and all(adds_up(own, number) for number, own in sums)


def _read_rows(grid: Grid, block: Block, item: int, vendor: int, *, is_said: bool) -> Table | None:
    """Read one line of one vendor to a row, with its price or with a price for each year."""
    columns = columns_of(grid, block, item)
    columns.left_out.pop(vendor, None)
    year = next((column.at for column in columns.prices if _is_year(column.vendor)), None)
    columns.prices = [column for column in columns.prices if column.at != year]
    names = [grid.text(row, vendor) for row in block.body if grid.text(row, vendor)]
    repeats = len(set(names)) < len(names) or len(names) < len(block.body)
    by_year = len(columns.years) >= 2 and (is_said or money_of(grid, block, columns) is not None)
    is_priced = columns.roles["amount"] or columns.roles["unit"] or by_year
    if not is_priced or not repeats or columns.vendors or columns.has_weight or columns.is_doubled:
        return None
    return PriceReading(grid, block, columns, Whose(vendor, year)).table()


def _names_vendors(grid: Grid, block: Block, at: int) -> bool:
    return at not in block.coordinate_columns and is_vendor_title(grid.text(block.header, at))


def _is_year(name: str) -> bool:
    return bool(name) and set(words_of(name)) <= YEAR


def with_lines(grid: Grid, block: Block, label: int, table: Table) -> Table:
    """Let a table that was read as items and their prices have the lines of the offers too."""
    columns = columns_of(grid, block, label)
    known = {vendor.name for vendor in table.vendors}
    if table.kind != "prices" or not known <= set(columns.vendors):
        return table
    columns.prices = [column for column in columns.prices if column.vendor in known]
    reading = PriceReading(grid, block, columns)
    reading.read()
    money = reading.money
    judged = {score.cell for score in table.scores}  # prices are judged as prices, not as scores
    problems = [problem for problem in table.problems if problem.cell not in judged]
    seen = {(problem.cell, problem.reason) for problem in problems}
    problems += [each for each in reading.ledger.problems if (each.cell, each.reason) not in seen]
    taken = sum(bool(line.raw) and line.cell not in judged for line in reading.lines)
    taken = min(taken, table.account.derived)  # amounts that the points of a line made a result come in after all
    account = table.account._replace(imported=table.account.imported + taken, derived=table.account.derived - taken)
    return replace(
        table, lines=tuple(reading.lines), currency=money.currency, multiplier=money.multiplier,
        problems=tuple(problems), account=account,
    )  # fmt: skip


def _looks_priced(grid: Grid, block: Block, columns: PriceColumns, *, is_named: bool = False) -> bool:
    """Tell whether a table is one of prices: by quantities, unit prices, or years and items in a named money."""
    title = grid.text(block.header, columns.label)
    vendors = columns.vendors
    if columns.has_weight or _has_vendors_beside(grid, block, columns):
        return False
    if not all(column.vendor for column in columns.prices) or all(map(is_period, vendors)):
        return False
    if len(vendors) < 2 and not is_named and not any(map(looks_like_vendor, vendors)):
        return False  # a budget or a bill of materials
    roles = columns.roles
    if roles["unit"] and (roles["amount"] or roles["total"] or columns.quantity is not None):
        return True
    if roles["tax"] or roles["gross"] or any(column.own_span for column in columns.prices):
        return True
    if is_criterion_title(title):
        return False
    if columns.quantity is not None:
        return _are_items(title)
    if _has_tax(grid, block, columns) and _are_large(grid, block, columns):
        return True
    judged = [row for row in block.body[:60] if has(grid.text(row, columns.label), MAX_WORDS)]
    if len(judged) > 0.3 * min(60, len(block.body)):
        return False
    return _has_money(grid, block, columns, title)


def _has_vendors_beside(grid: Grid, block: Block, columns: PriceColumns) -> bool:
    """Tell whether vendors stand in the rows, below a title of their own before the prices."""
    first = min(column.at for column in columns.prices)
    return any(_names_vendors(grid, block, at) for at in range(first))


def _has_money(grid: Grid, block: Block, columns: PriceColumns, title: str) -> bool:
    """Tell whether the numbers of items are prices, by a named or shown money, by words or by large totals."""
    says_items = _are_items(title)
    headed = [grid.text(block.header, column.at) for column in columns.prices]
    are_rates = all(column.span in ("day", "hour") for column in columns.prices)
    if all(has(text, PRICE) for text in headed) and (are_rates or _are_named(columns)):
        return True
    is_like_prices = len(columns.years) >= 2 or columns.roles["amount"] >= 2 or says_items
    says_prices = any(has(text, PRICE) for text in (title, grid.sheet.name, *_titles(grid, block)))
    says_money = money_of(grid, block, columns) is not None or all(column.money for column in columns.prices)
    says_money = says_money or columns.currency is not None
    is_in_lines = _are_named(columns) and _lines_name_money(grid, block, columns)
    if says_money or is_in_lines or _show_money(grid, block, columns):
        return is_like_prices or (says_prices and _are_named(columns)) or _are_summed(grid, block, columns)
    if says_prices and _are_large(grid, block, columns):
        return is_like_prices
    are_named = _are_named(columns)
    return says_items and are_named and _are_summed(grid, block, columns) and _are_large(grid, block, columns, _POINTS)


def _are_named(columns: PriceColumns) -> bool:
    """Tell whether at least half of the names have a legal form or stand for vendors."""
    return 2 * sum(map(looks_like_vendor, columns.vendors)) >= len(columns.vendors)


def _is_unsure(grid: Grid, block: Block, columns: PriceColumns) -> bool:
    """Tell whether nothing but words of lines or headers speaks of money, and nothing says that names are vendors."""
    if any(map(looks_like_vendor, columns.vendors)) or columns.quantity is not None or columns.roles["unit"]:
        return False
    if columns.roles["tax"] or columns.roles["gross"] or columns.years or any(each.own_span for each in columns.prices):
        return False
    says_money = money_of(grid, block, columns) is not None or all(column.money for column in columns.prices)
    return not (says_money or _show_money(grid, block, columns))


def _lines_name_money(grid: Grid, block: Block, columns: PriceColumns) -> bool:
    """Tell whether most lines name their money themselves, as “Hosting (EUR)” does."""
    first = columns.prices[0].at
    names = [grid.text(row, columns.label) for row in block.body[:60] if grid.number(row, first) is not None]
    return len(names) >= 2 and sum(money_behind(name) is not None for name in names) > 0.6 * len(names)


def _are_summed(grid: Grid, block: Block, columns: PriceColumns) -> bool:
    """Tell whether the last row but notes is the total of at least two lines above it, of each vendor."""
    numbered = [row for row in block.body if grid.number(row, columns.prices[0].at) is not None]
    if not 3 <= len(numbered) <= _LONGEST or not is_total(grid, columns.label, numbered[-1]):
        return False
    return all(
        close(sum(numbers[:-1]), numbers[-1])
        for column in columns.prices
        for numbers in [[grid.number(row, column.at) or 0.0 for row in numbered]]
    )


def _titles(grid: Grid, block: Block) -> list[str]:
    """Return the texts above a table that stand by themselves in a row, if short or with a money: “Rate card 2027”."""
    rows = [row for row in block.above if grid.kinds[row].count(" ") == len(grid.kinds[row]) - 1]
    texts = [text for row in rows for text in map(str, grid.rows[row]) if text]
    return [text for text in texts if len(text.split()) <= _TITLE or money_in(text) is not None]


def _show_money(grid: Grid, block: Block, columns: PriceColumns) -> bool:
    """Tell whether most prices show a currency themselves."""
    paid = [row for row in block.body[:60] if not is_beside_prices(grid.text(row, columns.label))]
    cells = [(row, column.at) for row in paid for column in columns.prices]
    units = [grid.unit(*cell) for cell in cells if grid.kind(*cell) == "n"]
    return bool(units) and sum(unit not in ("", "%") for unit in units) > 0.6 * len(units)


def _has_tax(grid: Grid, block: Block, columns: PriceColumns) -> bool:
    """Tell whether one of the last rows holds a tax."""
    return any(is_tax(grid.text(row, columns.label)) for row in block.body[-_LAST:])


def _are_large(grid: Grid, block: Block, columns: PriceColumns, limit: float = 100) -> bool:
    """Tell whether the numbers are too large for points."""
    numbers = [grid.number(row, column.at) for row in block.body[:60] for column in columns.prices]
    return sum(number is not None and abs(number) > limit for number in numbers) > 0.3 * len(numbers)


def _are_items(title: str) -> bool:
    words = set(words_of(title))
    return not words or bool(words & ITEM)
