"""Rows of a list that only sum up or count the others."""

from __future__ import annotations

from math import fsum, isclose

from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.words import result_of_label, starts_as_total

_FEWEST = 2  # rows above a total without a label


def is_total_row(grid: Grid, row: int, text: str, *, is_short: bool) -> bool:
    """Tell whether a row with a number holds totals, whose label may stand beside the column of the names.

    “Mean time to repair” and “Total Energies” with a full row are none.

    Args:
        grid: the sheet.
        row: its index.
        text: what stands in the column of the names.
        is_short: fewer cells are used than in most rows.
    """
    if text:
        return bool(result_of_label(text)) or (is_short and starts_as_total(text))
    labels = [grid.text(row, at) for at, kind in enumerate(grid.kinds[row]) if kind == "t"]
    return len(labels) == 1 and bool(result_of_label(labels[0])) and starts_as_total(labels[0])


def sums_up(grid: Grid, row: int, above: list[int]) -> bool:
    """Tell whether a row of nothing but numbers has below each column the sum of it or the count of the rows.

    Args:
        grid: the sheet.
        row: its index.
        above: indexes of the records above it.
    """
    used = [at for at, kind in enumerate(grid.kinds[row]) if kind != " "]
    if len(above) < _FEWEST or not used or any(grid.kind(row, at) != "n" for at in used):
        return False
    for at in used:
        numbers = [number for line in grid.paced(above) if (number := grid.number(line, at)) is not None]
        total = grid.number(row, at) or 0.0
        is_next = bool(numbers) and total == numbers[-1] + 1  # as where rows are numbered beforehand
        if is_next or not (isclose(total, fsum(numbers), rel_tol=1e-9) or total == len(above)):
            return False
    return True
