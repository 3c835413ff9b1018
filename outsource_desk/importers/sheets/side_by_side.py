"""Tables that stand side by side on a sheet: where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from outsource_desk.importers.sheets.grid import Grid, Sheet
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.words import is_criterion_title, is_vendor_title, is_weight_label

_SAMPLE = 100  # rows that are looked at


def pieces_of(grid: Grid, blocks: Sequence[Block]) -> list[Sheet]:
    """Return the parts of a sheet that hold tables side by side, and the rest between them; nothing if there are none.

    Each part is a sheet of its own whose cells keep their addresses.
    """
    cut = {at: columns for at, block in enumerate(blocks) if (columns := _cuts(grid, block))}
    if not cut:
        return []
    pieces: list[Sheet] = []
    start = 0
    for at, columns in cut.items():
        rows = blocks[at].rows
        pieces += [_part(grid, range(start, rows.start), range(len(grid.column_numbers)))] if start < rows.start else []
        edges = [0, *columns, len(grid.column_numbers)]
        pieces += [_part(grid, rows, range(left, right)) for left, right in pairwise(edges)]
        start = rows.stop
    if start < len(grid.rows):
        pieces.append(_part(grid, range(start, len(grid.rows)), range(len(grid.column_numbers))))
    return pieces


def _part(grid: Grid, rows: range, columns: range) -> Sheet:
    """Return some rows and columns as a sheet."""
    sheet = grid.sheet
    numbers = {grid.row_numbers[row] for row in rows}
    left, right = grid.column_numbers[columns[0]], grid.column_numbers[columns[-1]]
    return replace(
        sheet,
        rows=[
            (number, ["" if not left <= at <= right else value for at, value in enumerate(values, start=1)])
            for number, values in grid.paced(sheet.rows, len(grid.column_numbers))
            if number in numbers
        ],
        wide=[
            (number, [(at, value) for at, value in cells if left <= at <= right])
            for number, cells in sheet.wide
            if number in numbers
        ],
        faults={at: fault for at, fault in sheet.faults.items() if at[0] in numbers and left <= at[1] <= right},
    )


def _cuts(grid: Grid, block: Block) -> list[int]:
    """Return the columns at which, after the first table of a block, another begins."""
    rows = block.body[:_SAMPLE]
    cuts: list[int] = []
    first = next(_name_columns(grid, rows, range(len(grid.column_numbers))), None)
    if first is None:
        return []
    left = first
    for column in _name_columns(grid, rows, range(first + 2, len(grid.column_numbers))):
        if _begins(grid, block, rows, left, column) and _has_numbers(grid, rows, range(left + 1, column)):
            if not _has_numbers(grid, rows, range(column + 1, len(grid.column_numbers))):
                break
            cuts.append(_after_gap(grid, column) or column)
            left = column
    return cuts


def _name_columns(grid: Grid, rows: Sequence[int], columns: range) -> Iterator[int]:
    """Yield the columns that hold at least two different texts and few numbers."""
    for column in columns:
        grid.step(len(rows) // 4)
        kinds = [grid.kinds[row][column] for row in rows]
        texts = {str(grid.rows[row][column]) for row, kind in zip(rows, kinds, strict=True) if kind == "t"}
        if len(texts) >= 2 and kinds.count("n") < 0.2 * (len(kinds) - kinds.count(" ")):
            yield column


def _has_numbers(grid: Grid, rows: Sequence[int], columns: range) -> bool:
    """Tell whether one of the columns holds mostly numbers."""
    for column in columns:
        kinds = [grid.kinds[row][column] for row in rows]
        if 2 * kinds.count("n") > len(kinds) - kinds.count(" ") > 0:
            return True
    return False


def _begins(grid: Grid, block: Block, rows: Sequence[int], left: int, column: int) -> bool:
    """Tell whether a column of names heads another table, and is not the first one's names once more."""
    title, other = grid.text(block.header, column), grid.text(block.header, left)
    is_gap = _after_gap(grid, column) is not None
    is_title = is_criterion_title(title) or is_vendor_title(title)
    is_alike = title.casefold() == other.casefold()
    if not (is_title and (is_alike or is_gap)) and not (is_gap and not title and not other):
        return False
    differs = any(grid.kinds[row][column] != " " and grid.text(row, column) != grid.text(row, left) for row in rows)
    if differs or _names(grid, block, range(left + 1, column)) & _names(grid, block, _from(grid, column + 1)):
        return True
    return is_gap and _have_titles(grid, block, left, column)


def _have_titles(grid: Grid, block: Block, left: int, column: int) -> bool:
    """Tell whether different titles, such as lots, stand over two tables with the same names."""
    for row in [*block.above, *block.upper]:
        first, second = grid.text(row, left), grid.text(row, column)
        if first and second and first != second and len(grid.kinds[row]) - grid.kinds[row].count(" ") == 2:
            return True
    return False


def _after_gap(grid: Grid, column: int) -> int | None:
    """Return the first column behind a blank one that is this column or, as one of numbers, just before it."""
    numbers = grid.column_numbers
    return next((at for at in (column, column - 1) if at > 0 and numbers[at] - numbers[at - 1] > 1), None)


def _from(grid: Grid, column: int) -> range:
    return range(column, len(grid.column_numbers))


def _names(grid: Grid, block: Block, columns: range) -> set[str]:
    """Return the headers that may be names of vendors or criteria."""
    texts = {grid.text(block.header, column) for column in columns if grid.kind(block.header, column) == "t"}
    return {text.casefold() for text in texts if not is_weight_label(text)}
