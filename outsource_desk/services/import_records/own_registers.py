"""The registers of a board workbook of ours, read back as the lists that they are."""

from __future__ import annotations

from itertools import count, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.importers.sheets.grid import Sheet
    from outsource_desk.importers.sheets.said import SheetCells

_SHEETS = {"risks": ("Risks", "Risk"), "metrics": ("SLA", "Metric")}  # kind → sheet, and the heading of names
_NUMBER = "No."
_HEAD_ROWS = 12


def own_list(reading: Reading, kind: str) -> Table | None:
    """Return the register of a kind that stands in a board workbook of ours; None where there is none."""
    if not reading.origin or kind not in _SHEETS:
        return None
    name, title = _SHEETS[kind]
    sheet = next((each for each in reading.sheets if each.name == name), None)
    return None if sheet is None else _table(sheet, kind, title, is_checked=reading.is_checked)


def _table(sheet: Sheet, kind: str, title: str, *, is_checked: bool) -> Table | None:
    from outsource_desk.domain.spreadsheets import column_letters
    from outsource_desk.importers.reading import Register, RegisterColumn, Table
    from outsource_desk.importers.sheets.said import SheetCells

    cells = SheetCells(sheet, is_checked)
    head = next((row for row in range(1, _HEAD_ROWS) if title in _texts(cells, row)), None)
    if head is None:
        return None
    headings = _texts(cells, head)
    names = headings.index(title) + 1
    columns = tuple(
        RegisterColumn(at, heading, f"{column_letters(at)}{head}")
        for at, heading in enumerate(takewhile(bool, headings), 1)
    )  # beside a gap stands something else
    below = takewhile(lambda number: cells.said(number, names).text, count(head + 1))
    rows = tuple((number, tuple(cells.said(number, column.column) for column in columns)) for number in below)
    return Table(sheet.name, kind, "list", (head,), register=Register(columns, rows)) if rows else None


def _texts(cells: SheetCells, row: int) -> list[str]:
    return [cells.said(row, column).text for column in range(1, cells.width() + 1)]


def own_numbers(table: Table) -> dict[int, int]:
    """Return row → id of the record that it came from, in a list of a workbook of ours."""
    if table.register is None:
        return {}
    at = next((place for place, column in enumerate(table.register.columns) if column.name == _NUMBER), None)
    if at is None:
        return {}
    return {
        number: int(cells[at].text)
        for number, cells in table.register.rows
        if cells[at].text.isdecimal() and len(cells[at].text) <= 15
    }
