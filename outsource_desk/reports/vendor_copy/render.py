"""The vendor's workbook: what to know, the questions, the signature, and two sheets that are hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.vendor_copy import FORM_SHEET, SIGN_SHEET, CopyForm, VendorCopy, seal_lines, seal_of
from outsource_desk.reports.vendor_copy.pages import clean, prepare, put
from outsource_desk.reports.vendor_copy.questions import questions_sheet
from outsource_desk.reports.vendor_copy.read_me import read_me_sheet
from outsource_desk.reports.workbook.look import HEADING, INPUT, LABEL, LEAD, TEXT, Looks

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

SIGNATURE = replace(TEXT, ground=INPUT, is_input=True, line_style="thin")
SIGN_LINES = (("Name", "first and last name"), ("Role", "in your company"), ("Date", "such as 2026-07-31"))


def render_vendor_copy(copy: VendorCopy) -> bytes:
    """Return a vendor's copy of a questionnaire as a workbook, with what this vendor has answered already."""
    from openpyxl import Workbook
    from openpyxl.workbook.protection import WorkbookProtection

    book = Workbook()
    looks = Looks(book)
    read_me_sheet(book, looks, copy.form)
    questions_sheet(book, looks, copy)
    _sign_sheet(book, looks, copy.form)
    _form_sheet(book, copy.form)
    book.security = WorkbookProtection(lockStructure=True)
    book.properties.title = f"Questionnaire for {clean(copy.form.vendor)}"
    book.properties.creator = "Outsource Desk"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _sign_sheet(book: Workbook, looks: Looks, form: CopyForm) -> None:
    """Write where somebody at the vendor stands by the answers; without it they are nobody's word."""
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet: Any = book.create_sheet(SIGN_SHEET)
    put(sheet, looks, 1, 2, "Sign-off", replace(HEADING, size=18))
    said = (
        f"I confirm for {form.vendor} that the answers in this workbook are complete and true on the day named below, "
        "and that I may say so for the company."
    )
    put(sheet, looks, 2, 2, said, LEAD)
    sheet.merge_cells(start_row=2, end_row=2, start_column=2, end_column=4)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 28, 48
    for row, (what, hint) in enumerate(SIGN_LINES, 4):
        put(sheet, looks, row, 2, what, LABEL)
        put(sheet, looks, row, 3, None, replace(SIGNATURE, format="yyyy-mm-dd") if what == "Date" else SIGNATURE)
        put(sheet, looks, row, 4, hint, replace(LABEL, indent=1))
        sheet.row_dimensions[row].height = 24
    day = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)  # after 2000-01-01
    day.showErrorMessage, day.errorTitle, day.error = True, "Not a day", "Type a day such as 2026-07-31."
    day.add("C6")
    sheet.add_data_validation(day)
    note = "Without a name and a date the answers can be read, but they do not count as your company's word."
    put(sheet, looks, 8, 2, note, replace(LABEL, line=""))
    sheet.merge_cells(start_row=8, end_row=8, start_column=2, end_column=4)
    sheet.row_dimensions[8].height = 30
    for letter, width in zip("ABCD", (3, 14, 48, 26), strict=True):
        sheet.column_dimensions[letter].width = width
    prepare(sheet, form, is_wide=False)


def _form_sheet(book: Workbook, form: CopyForm) -> None:
    """Write what the file is checked by when it comes back: a line of JSON in each row."""
    sheet: Any = book.create_sheet(FORM_SHEET)
    for row, line in enumerate(seal_lines(seal_of(form)), 1):
        text = json.dumps(line).replace("_x", "\\u005fx")  # else Excel may see a character's number
        sheet.cell(row, 1, text).data_type = "s"
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
