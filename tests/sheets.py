"""Workbooks for tests to read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def written(
    path: Path,
    sheets: Mapping[str, Rows] | Rows,
    hidden: Collection[str] = (),
    hidden_rows: Collection[int] = (),
) -> Path:
    """Write a workbook: rows by the name of their sheet, or the rows of its only one."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in (sheets if isinstance(sheets, Mapping) else {"Sheet": sheets}).items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
        for number in hidden_rows:
            page.row_dimensions[number].hidden = True
        if title in hidden:
            page.sheet_state = "hidden"
    book.save(path)
    return path
