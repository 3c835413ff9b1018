"""The sparing reader of .xlsx, for the child process: sheets whose used area is too wide for the fast reader's table.

It is openpyxl, which stumbles over broken files in many ways; the child then dies, and the parent says so.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.reader import excel
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from outsource_desk.importers.files.worker import MERGED_LIMIT, CellBudget, say, say_rows

_ENDLESS_FORMAT = re.compile(rb"formatCode\s*=\s*[\"'][^\"']{1000}")


def read_workbook(content: bytes, only: str | None) -> None:
    """Write the values of a workbook."""
    if _has_endless_format(content):
        say({"refused": "damaged"})
        return
    workbook = _load(content)
    budget = CellBudget(len(content))
    budget.sheet_count(len(workbook.worksheets))
    hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
    say({"sheets": workbook.sheetnames, "hidden": hidden})
    for sheet in workbook.worksheets:
        if only is None or sheet.title == only:
            say({"sheet": sheet.title, "merged": _merged(sheet)})
            say_rows(((number, _dense(row)) for number, row in _used_rows(sheet)), budget)


class _SparingReader(WorksheetReader):
    """Makes no cells for merged blocks and links, which may claim to cover the whole sheet."""

    def bind_merged_cells(self) -> None:
        """Keep where the blocks are, and the values below them."""
        if self.parser.merged_cells:
            blocks = [CellRange(block.ref) for block in self.parser.merged_cells.mergeCell[:MERGED_LIMIT]]
            self.ws.merged_cells.ranges = blocks

    def bind_hyperlinks(self) -> None:
        """Leave the links out."""


def _load(content: bytes) -> Workbook:
    # the library has no other door; this process does nothing else
    excel.WorksheetReader = _SparingReader  # pyright: ignore[reportAttributeAccessIssue] (one of its own imports)
    return load_workbook(io.BytesIO(content), data_only=True, keep_links=False)


def _has_endless_format(content: bytes) -> bool:
    """Tell whether a number format is longer than any program writes: the library searches it again and again."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        styles = [name for name in package.namelist() if name.lower().endswith("styles.xml")]
        return any(_ENDLESS_FORMAT.search(package.read(name)) for name in styles)


def _merged(sheet: Worksheet) -> list[list[int]]:
    return [[area.min_row, area.min_col, area.max_row, area.max_col] for area in sheet.merged_cells.ranges]


def _used_rows(sheet: Worksheet) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the cells that exist, by row, without walking through the empty area between them."""
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in sorted(sheet._cells.items()):  # the public walk visits every cell of the used area
        if isinstance(cell, Cell):
            rows.setdefault(row, []).append(cell)
    yield from rows.items()


def _dense(cells: list[Cell]) -> list:
    row: list = [""] * (cells[-1].column if cells else 0)
    for cell in cells:
        if cell.value is not None and cell.data_type != "e":
            row[cell.column - 1] = cell.value
    return row
