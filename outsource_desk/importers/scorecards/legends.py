"""Legends beside a table: a column of marks and one that says what each of them means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from outsource_desk.domain.formatting import plain
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.vocabulary import FILLER, LEGEND, SCALE, SCORE
from outsource_desk.importers.sheets.words import has, is_level, words_of

_FEWEST, _MOST = 3, 12  # marks of a scale
_SAMPLE = 300


@dataclass(frozen=True)
class Legend:
    """Where a legend stands, and what it says in one line: “5 = Excellent, 4 = Good”."""

    columns: tuple[int, int]
    cell: Cell
    text: str


def legend_beside(grid: Grid, block: Block, label: int) -> Legend | None:
    """Return the legend to the right of a table, if there is one."""
    rows = [row for row in range(block.rows.start, block.rows.stop) if row >= block.header - 1][:_SAMPLE]
    for left in range(label + 2, len(grid.column_numbers) - 1):
        grid.step(len(rows) // 4)
        for numbers, texts in ((left, left + 1), (left + 1, left)):
            marks = _marks(grid, rows, numbers, texts)
            title = grid.text(block.header, numbers)
            if (
                marks
                and _may_head_marks(title)
                and _is_apart(grid, block, left, [grid.text(row, texts) for row in marks])
            ):
                said = [f"{plain(grid.number(row, numbers) or 0)} = {grid.text(row, texts)}" for row in marks]
                return Legend((left, left + 1), (marks[0], texts), ", ".join(said))
    return None


def _marks(grid: Grid, rows: Sequence[int], numbers: int, texts: int) -> list[int]:
    """Return the rows of a legend: different marks that only go up or only go down, with a text beside each."""
    found = [row for row in rows if grid.kind(row, numbers) == "n"]
    if not _FEWEST <= len(found) <= _MOST:
        return []
    values = [grid.number(row, numbers) or 0.0 for row in found]
    steps = [after - before for before, after in pairwise(values)]
    words = {grid.text(row, texts) for row in found if grid.kind(row, texts) == "t"}
    is_scale = (min(steps) > 0 or max(steps) < 0) and min(values) >= 0 and len(words) == len(found)
    others = sum(grid.kind(row, texts) != " " for row in rows) - len(found)
    return found if is_scale and others <= 2 else []  # apart from a title and a header


def _may_head_marks(title: str) -> bool:
    """Tell whether a header may stand over the marks of a legend; a name may not."""
    words = set(words_of(title))
    return not words or bool(words & (SCALE | LEGEND)) or words <= SCORE | FILLER


def _is_apart(grid: Grid, block: Block, left: int, texts: Sequence[str]) -> bool:
    """Tell whether two columns are no part of the table: called a scale, or behind a blank column with levels."""
    titles = [
        grid.text(row, column) for row in (block.header, *block.upper, *block.above) for column in (left, left + 1)
    ]
    is_gap = grid.column_numbers[left] - grid.column_numbers[left - 1] > 1
    if any(has(title, SCALE | LEGEND) for title in titles):
        return is_gap or not grid.text(block.header, left + 1)
    return is_gap and 2 * sum(map(is_level, texts)) >= len(texts)
