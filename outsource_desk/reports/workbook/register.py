"""A sheet that is a register: title, heads, a row for each entry, as a table that can be filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from outsource_desk.reports.workbook.look import HEAD, HEAD_AFTER, HEAD_RIGHT, INPUT, TEXT, Look
from outsource_desk.reports.workbook.package import Result
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.text import line_count, parts

TOP = 4  # of the heads
MOST_LINES = 12
DATE = Look(format="yyyy-mm-dd", align="left")
WHOLE = Look(align="right", format="0")
AMOUNT = Look(align="right", format="#,##0")
DECIMAL = Look(align="right", format="0.0##")
SHARE = Look(align="right", format="0%")
AFTER = replace(TEXT, indent=1)
WHOLE_INPUT = replace(WHOLE, ground=INPUT, is_input=True)
TEXT_INPUT = replace(TEXT, ground=INPUT, is_input=True)
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class Live:
    """A formula with what the app computed for it."""

    formula: str
    result: Result


Entry = str | float | date | Live | None


@dataclass(frozen=True)
class Field:
    """A column of a register."""

    head: str
    width: float
    look: Look = TEXT


def register_sheet(
    book: Book, name: str, title: str, lead: str, fields: Sequence[Field], rows: Sequence[Sequence[Entry]], table: str
) -> Page:
    """Write a register on a sheet of its own and return the sheet, finished but for what is added to it.

    Args:
        book: the workbook.
        name: of the sheet.
        title: its title.
        lead: the sentence under it.
        fields: its columns.
        rows: one entry for each column; a text stays a text whatever it begins with.
        table: name of the table; none other has it.
    """
    page = book.page(name)
    page.widths(*(each.width for each in fields))
    page.title(title, lead, len(fields))
    last = write_rows(page, TOP, fields, rows)
    page.table(table, TOP, last, 1, len(fields))
    page.finish(last, len(fields), repeat=(TOP, TOP), freeze=f"A{TOP + 1}")
    return page


def write_rows(page: Page, top: int, fields: Sequence[Field], rows: Sequence[Sequence[Entry]]) -> int:
    """Write heads and rows from a row on and return the last one; there is always one under the heads."""
    for column, each in enumerate(fields, 1):
        head = HEAD_RIGHT if each.look.align == "right" else HEAD_AFTER if each.look.indent else HEAD
        page.text(top, column, each.head, head)
    page.tall(top, max(line_count(each.head, each.width) for each in fields))
    row = top
    for entries in rows:
        row += 1
        lines = [_write(page, row, column, entry, field)
                 for column, (entry, field) in enumerate(zip(entries, fields, strict=True), 1)]  # fmt: skip
        page.tall(row, min(MOST_LINES, max(lines)))
    if row == top:
        row += 1
        page.fill(row, 1, len(fields), TEXT)
    return row


def _write(page: Page, row: int, column: int, entry: Entry, field: Field) -> int:
    """Write one cell and return how many lines it takes."""
    if isinstance(entry, Live):
        page.formula(row, column, entry.formula, entry.result, field.look)
    elif isinstance(entry, date):
        page.number(row, column, days(entry), field.look)
    elif isinstance(entry, str):
        first = parts(page.book.clean(entry))[0]
        look = replace(field.look, format="General") if field.look.align == "right" else field.look
        page.piece(row, column, first, look)
        return line_count(first, field.width - 2 * field.look.indent)
    else:
        page.number(row, column, entry, field.look)
    return 1


def days(day: date) -> int:
    """Return a day as a worksheet counts it."""
    return (day - _EPOCH).days


def day_of(iso: str | None) -> date | None:
    """Return a date of the file as a day."""
    return date.fromisoformat(iso[:10]) if iso else None


def listed(page: Page, where: str, name: str, words: str) -> None:
    """Let cells take one of a named list only."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=name, allow_blank=True, showErrorMessage=True)
    rule.errorStyle, rule.errorTitle, rule.error = "stop", "Not one of the list", words
    rule.add(where)
    page.sheet.add_data_validation(rule)


def levels(page: Page, where: str) -> None:
    """Let cells take 1 to 5 only."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="whole", operator="between", formula1="1", formula2="5", allow_blank=True)
    rule.showErrorMessage = True
    rule.errorStyle, rule.errorTitle, rule.error = "stop", "Not on the scale", "Type 1, 2, 3, 4 or 5."
    rule.add(where)
    page.sheet.add_data_validation(rule)


class Stack:
    """Several registers below each other on one sheet, whose columns have one width for all."""

    def __init__(self, page: Page, row: int, last_column: int) -> None:
        self.page, self.row, self.last_column = page, row, last_column

    def table(self, title: str, note: str, fields: Sequence[tuple[str, Look]], rows: Sequence[Sequence[Entry]]) -> int:
        """Write a heading with a note, heads and rows, and return the row of the first entry.

        Args:
            title: its heading.
            note: a sentence beside it; in place of the rows where there are none.
            fields: head and look of each column.
            rows: one entry for each column.
        """
        self.row += 1
        self.page.heading(self.row, title, 1)
        self.row += 1
        if note:
            self.page.wide(self.row, 1, self.last_column, note, TEXT)
            self.row += 1
        if not rows:
            return self.row
        of = [Field(head, self.page.width(column), look) for column, (head, look) in enumerate(fields, 1)]
        first = self.row + 1
        self.row = write_rows(self.page, self.row, of, rows) + 1
        return first
