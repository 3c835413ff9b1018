"""What the rows of a price sheet are as a whole: lines with options beside them, totals alone, prices of one unit."""

from __future__ import annotations

from collections.abc import Callable

from outsource_desk.importers.prices.offers import PriceColumns
from outsource_desk.importers.prices.rows import is_tax, label_of
from outsource_desk.importers.prices.totals import is_total
from outsource_desk.importers.scorecards.proof import close
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block


def has_others(grid: Grid, block: Block, columns: PriceColumns, is_aside: Callable[[str], bool]) -> bool:
    """Tell whether most rows with prices are no options or the like, so that those that are stand beside them.

    Args:
        grid: the sheet.
        block: its part of the sheet.
        columns: what its columns hold.
        is_aside: tells of a row's name whether it is an option or the like.
    """
    rows = grid.paced(block.body, len(columns.prices))
    priced = [row for row in rows if any(grid.kind(row, each.at) != " " for each in columns.prices)]
    return 2 * sum(is_aside(grid.text(row, columns.label)) for row in priced) < len(priced)


def total_without_lines(grid: Grid, block: Block, columns: PriceColumns) -> int | None:
    """Return the first of the rows with prices where all are totals and taxes: it is the whole price."""
    first: int | None = None
    for row in grid.paced(block.body, len(columns.prices)):
        if not any(grid.number(row, column.at) is not None for column in columns.prices):
            continue
        label = label_of(grid, row, columns.label, columns.prices)
        if not label or not (is_total(grid, columns.label, row) or is_tax(label)):
            return None
        first = row if first is None else first
    return first


def bare_role(grid: Grid, block: Block, columns: PriceColumns) -> str:
    """Return whether a price without more words is for one unit or for the line, as the totals prove it."""
    if columns.quantity is None or columns.roles["unit"] or columns.roles["amount"]:
        return "amount"
    sums = {"amount": [0.0] * len(columns.prices), "unit": [0.0] * len(columns.prices)}
    for row in grid.paced(block.body, len(columns.prices)):
        prices = [grid.number(row, column.at) for column in columns.prices]
        if not any(price is not None for price in prices):
            continue
        if is_total(grid, columns.label, row):
            for role, own in sums.items():
                if all(price is None or close(price, mine) for price, mine in zip(prices, own, strict=True)):
                    return role
        quantity = grid.number(row, columns.quantity)
        for at, price in enumerate(prices):
            sums["amount"][at] += price or 0.0
            sums["unit"][at] += (price or 0.0) * (1.0 if quantity is None else quantity)
    return "" if sums["amount"] != sums["unit"] else "amount"
