"""Empty workbooks to be filled in and imported: headings that come back as certain, help beside each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.reports.workbook.look import GROUP, HEADING, INPUT, LEAD, STRONG, TEXT, Look, Looks, argb
from outsource_desk.reports.workbook.package import packed
from outsource_desk.reports.workbook.text import line_count, readable

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = 200  # that are ready to be filled in; more may be added below
_HELP_WIDTH = 90.0  # characters
_PAGE_WIDTH = 200.0  # characters that can still be read on a sheet of paper
_LONGEST_LIST = 255  # characters of a list that Excel keeps within a rule
_WHEN = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same bytes every time
_HEAD = Look(is_bold=True, ground=GROUP, wraps=True, line_style="thin")
_NEEDED = replace(_HEAD, ground=INPUT)


@dataclass(frozen=True)
class TemplateColumn:
    """One column to be filled in.

    Attributes:
        heading: as the import knows it; empty where the heading is to be typed as well.
        help: what to fill in.
        choices: words to choose from, as the import knows them.
        kind: text, date, number, whole, share or level.
        is_required: every row needs it.
        means: the heading in the language of the help.
        meanings: the words to choose from in that language.
    """

    heading: str
    help: str = ""
    choices: tuple[str, ...] = ()
    kind: str = "text"
    is_required: bool = False
    means: str = ""
    meanings: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Return the heading, with what it means where the help is in another language."""
        return f"{self.heading} – {self.means}" if self.means not in ("", self.heading) else self.heading

    @property
    def words(self) -> list[str]:
        """Return the words to choose from, each with what it means where the help is in another language."""
        meanings = self.meanings or self.choices
        pairs = zip(self.choices, meanings, strict=True)
        return [word if word == meaning else f"{word} ({meaning})" for word, meaning in pairs]

    @property
    def width(self) -> float:
        """Return how wide the column is, in characters."""
        longest = max((len(word) for word in (*self.heading.split(), *self.choices)), default=10)
        return max(13.0, min(34.0, 1.25 * longest + 3, 30.0 if self.choices else 34.0)) + 6 * self.is_required


def render_template(title: str, lead: str, columns: Sequence[TemplateColumn], speech: Speech = ENGLISH) -> bytes:
    """Return an empty workbook for one kind of list; the same columns always make the same bytes.

    Args:
        title: of the list; its sheet is called so.
        lead: what it is for, in one or two sentences.
        columns: in their order.
        speech: the language of the help; headings and words to choose from stay as the import knows them.
    """
    from openpyxl.workbook import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    looks = Looks(book)
    for place, column in enumerate(columns, 1):
        _column(sheet, place, column, looks, speech)
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 42
    _print_set_up(sheet, sum(column.width for column in columns))
    _help(book, [(speech.say(title), HEADING), (lead, LEAD), *_sentences(columns, speech)], speech, looks)
    book.properties.created = book.properties.modified = _WHEN
    book.properties.title = title
    book.properties.creator = "Outsource Desk"
    return packed(book, {each.title: {} for each in book.worksheets}, {})


def _column(sheet: Worksheet, place: int, column: TemplateColumn, looks: Looks, speech: Speech) -> None:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(place)
    sheet.column_dimensions[letter].width = column.width
    cell: Any = sheet.cell(1, place, column.heading or None)
    looks.dress(cell, _NEEDED if column.is_required or not column.heading else _HEAD)
    shape = _SHAPES.get(column.kind, TEXT)
    for row in range(2, ROWS + 2):
        below: Any = sheet.cell(row, place)
        looks.dress(below, shape)
    rule = _rule(column, speech)
    rule.promptTitle, rule.prompt = (column.means or speech.tr("Name"))[:32], column.help[:255]
    rule.showInputMessage = bool(column.help)
    rule.add(f"{letter}{2 if column.heading else 1}:{letter}{ROWS + 1 if column.heading else 1}")
    sheet.add_data_validation(rule)


_SHAPES = {
    "date": replace(TEXT, format="yyyy-mm-dd"),
    "number": replace(TEXT, align="right"),
    "whole": replace(TEXT, align="right", format="0"),
    "share": replace(TEXT, align="right", format="0%"),
    "level": replace(TEXT, align="right", format="0"),
}


def _rule(column: TemplateColumn, speech: Speech) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    words = ",".join(column.choices)
    if column.choices and len(words) <= _LONGEST_LIST:
        rule = DataValidation("list", f'"{words}"', allow_blank=True)
        rule.error, rule.errorStyle, rule.showErrorMessage = speech.tr("Choose one of the list."), "warning", True
        return rule
    if column.kind == "level":
        return DataValidation("whole", "1", "5", allow_blank=True, operator="between", showErrorMessage=True)
    if column.kind == "date":
        return DataValidation("date", "1", "2958465", allow_blank=True, operator="between", showErrorMessage=True)
    return DataValidation(allow_blank=True)  # anything; it only carries the help


def _help(book: Workbook, lines: Sequence[tuple[str, Look]], speech: Speech, looks: Looks) -> None:
    """Write what each column is for, in one column of sentences, so that nothing takes it for a table."""
    sheet = book.create_sheet(speech.tr("How to fill in"))
    sheet.column_dimensions["A"].width = _HELP_WIDTH
    for row, (text, look) in enumerate(lines, 1):
        cell = sheet.cell(row, 1, readable(text)[0])
        cell.data_type = "s"
        looks.dress(cell, look)
        wide = _HELP_WIDTH * TEXT.size / look.size  # letters of this size that fit
        sheet.row_dimensions[row].height = (look.size + 5) * line_count(text, wide)
    sheet.sheet_view.showGridLines = False
    _fit_to_width(sheet)


def _sentences(columns: Sequence[TemplateColumn], speech: Speech) -> Iterator[tuple[str, Look]]:
    """Yield what each column is for, and that its heading is to be left as it is where it is in another language."""
    if any(column.called != column.heading for column in columns):
        yield speech.tr("Leave the headings and the words to choose from as they are: so the import knows them."), TEXT
    for column in columns:
        if column.heading:
            yield _sentence(column, speech), STRONG if column.is_required else TEXT


def _sentence(column: TemplateColumn, speech: Speech) -> str:
    one_of = speech.tr("One of: {words}.", words=", ".join(column.words)) if column.choices else ""
    said = " ".join(filter(None, (column.help.strip(), one_of)))
    called = speech.tr("{heading} (needed)", heading=column.called) if column.is_required else column.called
    return f"{called}: {said}" if said else called


def _print_set_up(sheet: Worksheet, width: float) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    sheet.sheet_properties.tabColor = argb(INPUT)
    pages = ceil(width / _PAGE_WIDTH)
    if pages > 1:
        sheet.print_title_cols = "A:A"
    _fit_to_width(sheet, pages)


def _fit_to_width(sheet: Worksheet, pages: int = 1) -> None:
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    properties: Any = sheet.sheet_properties
    properties.pageSetUpPr.fitToPage = True
