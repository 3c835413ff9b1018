"""The finished package: each formula beside its result, and the same bytes for the same workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook

Result = float | int | str | bool
Results = Mapping[str, Result]  # cell → result

_ROWS = re.compile(r"<sheetData\s*/>|<sheetData></sheetData>")
_CHART_FRAME = re.compile(r'(<(?:\w+:)?cNvPr\b[^>]*\bname="Chart ([0-9]+)")')
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file knows
_MANY = 200  # rows written at once


def packed(book: Workbook, results: Mapping[str, Results], alternatives: Mapping[str, list[str]]) -> bytes:
    """Return the workbook as a file whose bytes depend on its content alone.

    openpyxl writes everything but the rows: it would leave the results of formulas empty, and take twice as long.

    Args:
        book: the finished workbook.
        results: by sheet, what the app computed for each formula.
        alternatives: the charts in words, by the drawing's part name, in the order of the charts.
    """
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class Frame(WorksheetWriter):
        """A worksheet without its rows."""

        def rows(self) -> list[Any]:
            sheet: Any = self.ws
            sheet._hyperlinks = [cell.hyperlink for cell in sheet._cells.values() if cell.hyperlink]
            return []

    class Writer(ExcelWriter):
        """Writes the frame of each sheet and lets the package put the rows in."""

        def write_worksheet(self, ws: Any) -> None:
            ws._drawing = SpreadsheetDrawing()
            ws._drawing.charts = ws._charts
            frame: Any = Frame(ws)
            frame.write()
            ws._rels = frame._rels
            archive.write_sheet(ws.path[1:], Path(frame.out), _rows(ws, results[ws.title]))
            self.manifest.append(ws)
            frame.cleanup()

    target = BytesIO()
    with _Package(target, alternatives) as archive:  # closed also when a temporary file cannot be written
        Writer(book, archive).save()
    return target.getvalue()


class _Package(ZipFile):
    """A zip file without a clock."""

    def __init__(self, target: BytesIO, alternatives: Mapping[str, list[str]]) -> None:
        super().__init__(target, "w", ZIP_DEFLATED)
        self._alternatives = alternatives

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Write one part; a drawing gets the words of its charts."""
        name = str(zinfo_or_arcname)
        if name in self._alternatives:
            data = _described(data if isinstance(data, str) else data.decode(), self._alternatives[name])
        super().writestr(_entry(name), data, ZIP_DEFLATED)

    def write_sheet(self, name: str, frame: Path, rows: Iterable[str]) -> None:
        """Write one worksheet: its frame with the rows in it, a stretch of rows at a time."""
        before, after = _ROWS.split(frame.read_text(encoding="utf-8"), maxsplit=1)
        with self.open(_entry(name), "w") as part:
            part.write(f"{before}<sheetData>".encode())
            for stretch in rows:
                part.write(stretch.encode())
            part.write(f"</sheetData>{after}".encode())


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DATE)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def _rows(sheet: Any, results: Results) -> Iterator[str]:
    """Return the rows of a worksheet as text, many at a time."""
    from openpyxl.utils import get_column_letter

    rows: dict[int, list[str]] = {
        row: [] for row in sorted(sheet.row_dimensions.keys() | {row for row, _ in sheet._cells})
    }
    letters = {column: get_column_letter(column) for column in {column for _, column in sheet._cells}}
    styles: dict[int, int] = {}
    for row, column in sorted(sheet._cells):
        cell = sheet._cells[row, column]
        style = styles.get(id(cell._style))
        if style is None:
            style = styles[id(cell._style)] = cell.style_id  # looks are shared, and kept as long as their cells
        rows[row].append(_cell(f"{letters[column]}{row}", style, cell, results))
    stretch: list[str] = []
    for row, cells in rows.items():
        about = "".join(f' {key}="{value}"' for key, value in dict(sheet.row_dimensions.get(row, {})).items())
        stretch.append(f'<row r="{row}"{about}>{"".join(cells)}</row>')
        if len(stretch) == _MANY:
            yield "".join(stretch)
            stretch.clear()
    yield "".join(stretch)


def _cell(place: str, style: int, cell: Cell, results: Results) -> str:
    """Return one cell as text."""
    value, start = cell.value, f'<c r="{place}" s="{style}"'
    if value is None:
        return f"{start}/>"
    if cell.data_type == "s":
        text = str(value)
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f'{start} t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
    if cell.data_type == "f":
        return f"{start}{_with_result(str(value)[1:], results[place])}</c>"
    return f"{start}><v>{_exact(value)}</v></c>"


def _with_result(formula: str, result: Result) -> str:
    if isinstance(result, bool):
        kind, shown = ' t="b"', str(int(result))
    elif isinstance(result, str):
        kind, shown = ' t="str"', escape(result)
    else:
        kind, shown = "", _exact(result)
    return f"{kind}><f>{escape(formula)}</f><v>{shown}</v>"


def _exact(number: Any) -> str:
    """Return a number with every bit of it."""
    return str(number) if isinstance(number, int) else repr(float(number))


def _described(drawing: str, words: list[str]) -> str:
    """Give each chart of a drawing its alternative text."""
    return _CHART_FRAME.sub(lambda frame: f"{frame[1]} descr={quoteattr(words[int(frame[2]) - 1])}", drawing)
