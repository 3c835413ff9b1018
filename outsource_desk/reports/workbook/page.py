"""One worksheet while it is written: values, formulas with their results, print set-up and protection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.formatting import fingerprint
from outsource_desk.domain.paper import PaperSize
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.workbook.look import BLANK, HEADING, LEAD, TITLE, Look, Looks, argb
from outsource_desk.reports.workbook.package import Result
from outsource_desk.reports.workbook.text import line_count, parts, readable, shortened

if TYPE_CHECKING:
    from openpyxl.chart._chart import ChartBase
    from openpyxl.workbook import Workbook

_SIZES = {PaperSize.A4: 9, PaperSize.LETTER: 1}  # as Excel counts them
LINE_HEIGHT = 12.75  # points, of text in size 10
TALLEST = 405.0  # points; Excel allows no more


class Book:
    """The workbook while it is written, and what its pages share."""

    def __init__(self, facts: BoardFacts) -> None:
        from openpyxl.workbook import Workbook

        self.facts = facts
        self.file: Workbook = Workbook()
        self.file.remove(self.file.worksheets[0])
        self.pages: list[Page] = []
        self._removed: dict[str, int] = {}  # text → unreadable characters left out of it
        self._looks: Looks | None = None

    def page(self, name: str) -> Page:
        """Add a worksheet; its name is one of ours and therefore legal."""
        sheet = self.file.create_sheet(name)
        if self._looks is None:
            self._looks = Looks(self.file)
        page = Page(self, name, sheet, self._looks)
        self.pages.append(page)
        return page

    def clean(self, text: str) -> str:
        """Return a text as a cell can hold it, and remember what was left out."""
        kept, removed = readable(text)
        if removed:
            self._removed[text] = removed
        return kept

    @property
    def removed(self) -> int:
        """Return how many unreadable characters have been left out, each text counted once."""
        return sum(self._removed.values())

    def name(self, name: str, target: str) -> None:
        """Define a name for a range, such as ``Scores!$D$4:$H$4``, or for a constant."""
        from openpyxl.workbook.defined_name import DefinedName

        self.file.defined_names[name] = DefinedName(name, attr_text=target)

    def constant(self, name: str, text: str, place: str) -> None:
        """Define a name for a text; where it is too long for a constant, for the cell that holds it."""
        quoted = '"' + text.replace('"', '""') + '"'
        self.name(name, quoted if len(quoted.encode("utf-16-le")) <= 2 * 255 else place)


class Page:
    """One worksheet. Rows and columns count from 1."""

    def __init__(self, book: Book, name: str, sheet: Any, looks: Looks) -> None:
        from openpyxl.cell import Cell

        self.book, self.name, self.sheet = book, name, sheet
        self.results: dict[str, Result] = {}
        self.charts: list[str] = []  # in words
        self._looks, self._make = looks, Cell

    @property
    def reference(self) -> str:
        """Return the sheet's name as formulas write it."""
        return f"'{self.name}'" if "-" in self.name else self.name

    def _cell(self, row: int, column: int, look: Look) -> Any:
        """Return a cell in its look, free of openpyxl's guesses: values are numbers, clean texts or formulas."""
        cells = self.sheet._cells
        cell = cells.get((row, column))
        if cell is None:
            cell = cells[row, column] = self._make(self.sheet, row, column)
        self._looks.dress(cell, look)
        return cell

    def number(self, row: int, column: int, value: float | None, look: Look) -> None:
        """Write a number; ``None`` stays an empty cell."""
        self._cell(row, column, look)._value = value  # an empty cell counts as a number

    def text(self, row: int, column: int, text: str, look: Look) -> int:
        """Write a text as text, whatever it begins with; return in how many cells, the further ones to the right."""
        pieces = parts(self.book.clean(text))
        for offset, piece in enumerate(pieces):
            self.piece(row, column + offset, piece, look)
        return len(pieces)

    def piece(self, row: int, column: int, piece: str, look: Look) -> None:
        """Write a clean text that fits into one cell."""
        cell = self._cell(row, column, look)
        if piece:
            cell._value, cell.data_type = piece, "s"  # whatever it begins with, it is no formula

    def value(self, row: int, column: int, value: str | float | None, look: Look) -> None:
        """Write a text or a number."""
        if isinstance(value, str):
            self.text(row, column, value, look)
        else:
            self.number(row, column, value, look)

    def formula(self, row: int, column: int, formula: str, result: Result, look: Look) -> None:
        """Write a formula, without its ``=``, and what the app computed for it."""
        cell = self._cell(row, column, look)
        cell._value, cell.data_type = "=" + formula, "f"
        self.results[cell.coordinate] = readable(result)[0] if isinstance(result, str) else result

    def row(self, row: int, column: int, texts: Sequence[str], look: Look) -> None:
        """Write texts side by side."""
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, look)

    def fill(self, row: int, first: int, last: int, look: Look) -> None:
        """Give empty cells a look."""
        for column in range(first, last + 1):
            self._cell(row, column, look)

    def title(self, title: str, lead: str, last_column: int, first_column: int = 1) -> None:
        """Write the title and the sentence under it across the page."""
        self.wide(1, first_column, last_column, title, TITLE)
        self.wide(2, first_column, last_column, lead, LEAD)
        self.sheet.row_dimensions[2].height += 8

    def heading(self, row: int, text: str, column: int = 2) -> None:
        """Write the heading of a part of the page."""
        self.text(row, column, text, HEADING)
        self.sheet.row_dimensions[row].height = 24

    def wide(self, row: int, first: int, last: int, text: str, look: Look) -> None:
        """Write a text across columns, as high as it needs; what no cell can hold goes on to the right."""
        pieces = parts(self.book.clean(text))
        self.piece(row, first, pieces[0], look)
        self.fill(row, first + 1, last, look if look.line else BLANK)
        for offset, piece in enumerate(pieces[1:], 1):
            self.piece(row, last + offset, piece, look)
        if last > first:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        scale = look.size / 10
        width = sum(self.width(column) for column in range(first, last + 1)) / scale
        self.tall(row, line_count(pieces[0], width), scale)

    def width(self, column: int) -> float:
        """Return a column's width in characters; a hidden one has none."""
        from openpyxl.utils import get_column_letter

        dimension = self.sheet.column_dimensions[get_column_letter(column)]
        return 0.0 if dimension.hidden else dimension.width

    def widths(self, *widths: float) -> None:
        """Set the widths of columns from the first on; 0 hides one."""
        from openpyxl.utils import get_column_letter

        for column, width in enumerate(widths, 1):
            dimension = self.sheet.column_dimensions[get_column_letter(column)]
            dimension.width = width or 6
            dimension.hidden = not width

    def tall(self, row: int, lines: int, scale: float = 1.0) -> None:
        """Make a row high enough for a number of lines, unless it is so already."""
        dimension = self.sheet.row_dimensions[row]
        height = min(TALLEST, lines * LINE_HEIGHT * scale + 3)
        dimension.height = max(dimension.height or 0, height)

    def hide_rows(self, *rows: int) -> None:
        """Hide rows that only formulas and other programs read."""
        for row in rows:
            self.sheet.row_dimensions[row].hidden = True

    def table(self, name: str, first_row: int, last_row: int, first_column: int, last_column: int) -> None:
        """Make a range with a header row into a table with filters."""
        from openpyxl.worksheet.table import Table, TableStyleInfo

        table = Table(displayName=name, ref=_range(first_row, first_column, last_row, last_column))
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        self.sheet.add_table(table)

    def chart(self, chart: ChartBase, place: str, words: str) -> None:
        """Place a chart with the same in words."""
        self.sheet.add_chart(chart, place)
        self.charts.append(readable(words)[0])

    def finish(
        self,
        last_row: int,
        last_column: int,
        *,
        repeat: tuple[int, int] | None = None,
        freeze: str = "",
        is_one_sheet: bool = False,
    ) -> None:
        """Set the page up for screen and paper, and guard it against accidents.

        Args:
            last_row: of what is printed; 0 sets no print area.
            last_column: of what is printed.
            repeat: first and last row that every printed sheet repeats.
            freeze: the first cell that scrolls.
            is_one_sheet: print on one sheet of paper.
        """
        sheet, facts = self.sheet, self.book.facts
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 100
        if freeze:
            sheet.freeze_panes = freeze
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        initiative = facts.evaluation.initiative
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _SIZES[initiative.paper.size]
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(is_one_sheet)
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top = margins.bottom = 0.75
        if last_row:
            sheet.print_area = _range(1, 1, max(last_row, 2), last_column)
        if repeat:
            sheet.print_title_rows = f"{repeat[0]}:{repeat[1]}"
        sheet.oddHeader.left.text = _for_header(f"{initiative.name} · {self.name}", 150)
        sheet.oddHeader.right.text = _for_header(initiative.classification, 60)
        revision = f"Revision {facts.revision}" + (f", {facts.revision_name}" if facts.revision_name else "")
        sheet.oddFooter.left.text = _for_header(f"{revision} · Fingerprint {fingerprint(facts.fingerprint)}", 150)
        sheet.oddFooter.right.text = "Page &P of &N"
        self._protect()

    def _protect(self) -> None:
        protection = self.sheet.protection
        protection.sheet = True
        protection.objects = protection.scenarios = True
        # here False means that the act stays allowed
        protection.selectLockedCells = protection.selectUnlockedCells = False
        protection.sort = protection.autoFilter = False
        protection.formatColumns = protection.formatRows = False

    def tab(self, colour: str) -> None:
        """Colour the sheet's tab."""
        self.sheet.sheet_properties.tabColor = argb(colour)


def _for_header(text: str, limit: int) -> str:
    """Return a text for a header or footer, where ``&`` begins a code and all three parts share 255 characters."""
    line = shortened(readable(text)[0], limit)
    while len(line.replace("&", "&&")) > limit:
        line = line[:-2] + "…"
    return line.replace("&", "&&")


def _range(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(first_column)}{first_row}:{get_column_letter(last_column)}{last_row}"
