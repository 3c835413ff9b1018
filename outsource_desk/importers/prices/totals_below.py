"""What the next total below a row says of it: whether it counts as a line, or sums up lines above."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from outsource_desk.importers.prices.totals import Sums, adds_up, is_total
from outsource_desk.importers.sheets.grid import Grid


class TotalsBelow:
    """The totals of a price sheet, and what its rows add up to on the way there.

    Args:
        grid: the sheet.
        rows: of the table, ascending.
        label: the column of the names.
        prices: the columns of amounts.
    """

    def __init__(self, grid: Grid, rows: Sequence[int], label: int, prices: Sequence[int]) -> None:
        self._grid, self._rows = grid, rows
        grid.step(len(rows) * (1 + len(prices)))
        self._totals = [row for row in rows if is_total(grid, label, row)]
        self._running = {at: list(accumulate(grid.number(row, at) or 0.0 for row in rows)) for at in prices}

    def counts(self, row: int, above: Mapping[int, Sums]) -> bool | None:
        """Tell whether the next total adds a row to the lines; None if it does not say.

        Args:
            row: which is the sum of lines above.
            above: column of amounts → what the lines above the row add up to.
        """
        place = bisect_right(self._totals, row)
        if place == len(self._totals):
            return None
        said = [self._counts(row, self._totals[place], at, sums) for at, sums in above.items()]
        clear = {each for each in said if each is not None}
        return clear.pop() if len(clear) == 1 else None

    def _counts(self, row: int, below: int, at: int, sums: Sums) -> bool | None:
        """Tell the same of one column; a column that is blank in either row says nothing."""
        number, total = self._grid.number(row, at), self._grid.number(below, at)
        if not number or total is None:
            return None
        running, first, last = self._running[at], bisect_right(self._rows, row), bisect_right(self._rows, below)
        between = running[last - 1] - total - running[first - 1]
        bases = (sums.all.amount, sums.since_total.amount, sums.since_heading.amount)
        is_with = any(adds_up(base + number + between, total) for base in bases)
        is_without = any(adds_up(base + between, total) for base in bases)
        return None if is_with == is_without else is_with
