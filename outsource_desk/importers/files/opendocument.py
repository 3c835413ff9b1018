"""OpenDocument spreadsheets cell by cell, for the child process: what repeats is counted before anybody unfolds it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from outsource_desk.importers.files.opendocument_walk import BrokenDocument, Cell, Columns, Row, TableStart, events
from outsource_desk.importers.files.worker import (
    ERROR,
    MERGED_LIMIT,
    ROW_LIMIT,
    CellBudget,
    LimitReached,
    say,
    say_rows,
    say_seen,
)

_SPARSE_AREA = 4_000_000  # cells of a sheet's area above which the fast reader's table of all of them is too large
_REPEATS_FREE = 100_000  # cells that may come from repeating in any case
_REPEATS_MOST = 100  # how often the cells of a larger document may stand in it on average

_QUICKLY_SURVEYED = 3_000_000  # bytes of content that are walked through in no time
_REPEATED = re.compile(rb"-repeated\s*=\s*[\"'][^\"']{3}")
# columns, empty cells, and rows of one empty cell, as the office programs write them
_EMPTY = re.compile(
    rb"<table:table-column\s[^<>]*>|<table:table-cell\s(?![^<>]*value)[^<>]*/>"
    rb"|<table:table-row\s[^<>]*>\s*<table:table-cell\s(?![^<>]*value)[^<>]*/>\s*</table:table-row>"
)


def read_opendocument(content: bytes, only: str | None, *, is_sparse: bool = False) -> None:
    """Write the values of every table, or of the one named ``only``, after a look at what they unfold to.

    Args:
        content: the bytes of the file.
        only: the only table to read.
        is_sparse: its tables are known to be too wide for the fast reader's memory.
    """
    try:
        if is_sparse or _may_unfold(content):
            is_sparse = _survey(content) or is_sparse
        if is_sparse:
            _say_all(content, only)
    except (BrokenDocument, expat.ExpatError, zipfile.BadZipFile, KeyError, ValueError, OverflowError):
        say({"refused": "damaged"})
        return
    if not is_sparse:
        from outsource_desk.importers.files.first_reader import read_workbook

        read_workbook(io.BytesIO(content), only, is_xlsx=False)


def check_opendocument(content: bytes, only: str | None) -> None:
    """Write, for every table, what the first reader cannot see, and each value for comparison."""
    for table, rows, hidden in _tables(content):
        if only is not None and table.name != only:
            continue
        hidden_rows = [number for row in rows if row.is_hidden for number in _numbers(row)]
        say({"check": table.name, "merged": _merged(rows), "hidden_rows": hidden_rows, "hidden_columns": hidden})
        say_seen((number, _seen(row)) for row in rows for number in _numbers(row))


def _seen(row: Row) -> list[tuple]:
    return [(at, cell.value, cell.facts) for cell in row.cells for at in _places(cell)]


def _may_unfold(content: bytes) -> bool:
    """Tell whether something that is not empty may be repeated often; a small document is always looked at."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read("content.xml")
    if len(text) < _QUICKLY_SURVEYED or b"\0" in text[:4]:
        return True
    return any(not _EMPTY.match(text, text.rfind(b"<", 0, match.start())) for match in _REPEATED.finditer(text))


def _survey(content: bytes) -> bool:
    """Count what the document unfolds to; return whether a table is too wide for the fast reader's memory.

    Raises:
        LimitReached: it is more than is read.
    """
    budget, stored, is_sparse = CellBudget(len(content)), 0, False
    rows = tables = bottom = right = 0
    for event in events(content):
        match event:
            case TableStart():
                budget.sheet_count(tables := tables + 1)
                rows = bottom = right = 0
            case Row(number, repeated, cells):
                budget.use(sum(cell.repeated for cell in cells) * repeated, rows := rows + repeated)
                stored += len(cells)
                bottom, right = number + repeated, max(right, cells[-1].column + cells[-1].repeated)
                is_sparse = is_sparse or bottom * right > _SPARSE_AREA
        if budget.cells > max(_REPEATS_FREE, _REPEATS_MOST * stored):
            raise LimitReached(f"the same few cells repeated {budget.cells:,} times")
    return is_sparse


def _say_all(content: bytes, only: str | None) -> None:
    starts = [event for event in events(content) if isinstance(event, TableStart)]
    say({"sheets": [table.name for table in starts], "hidden": [table.name for table in starts if table.is_hidden]})
    budget = CellBudget(len(content))
    for table, rows, _ in _tables(content):
        if only is None or table.name == only:
            say({"sheet": table.name, "merged": _merged(rows)})
            say_rows(_dense(rows), budget)


def _tables(content: bytes) -> Iterator[tuple[TableStart, list[Row], list[Columns]]]:
    """Yield each table with its rows and hidden columns."""
    start: TableStart | None = None
    rows: list[Row] = []
    hidden: list[Columns] = []
    for event in events(content):
        match event:
            case TableStart():
                if start is not None:
                    yield start, rows, hidden
                start, rows, hidden = event, [], []
            case Row():
                rows.append(event)
            case Columns():
                hidden.append(event)
    if start is not None:
        yield start, rows, hidden


def _numbers(row: Row) -> range:
    return range(row.number, row.number + min(row.repeated, ROW_LIMIT))


def _places(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.repeated)


def _dense(rows: list[Row]) -> Iterator[tuple[int, list]]:
    for row in rows:
        values: list = [""] * (row.cells[-1].column + row.cells[-1].repeated - 1)
        for cell in row.cells:
            if not cell.facts & ERROR:
                values[cell.column - 1 : cell.column - 1 + cell.repeated] = [cell.value] * cell.repeated
        for number in _numbers(row):
            yield number, list(values)


def _merged(rows: list[Row]) -> list[list[int]]:
    blocks = [
        [row.number, cell.column, row.number + cell.spans[0] - 1, cell.column + cell.spans[1] - 1]
        for row in rows
        for cell in row.cells
        if cell.spans != (1, 1)
    ]
    return blocks[:MERGED_LIMIT]
