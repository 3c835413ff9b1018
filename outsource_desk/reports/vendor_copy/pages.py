"""What all sheets of a vendor's workbook share: safe text, protection and paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from outsource_desk.domain.vendor_copy import CopyForm
from outsource_desk.reports.workbook.look import Look, Looks
from outsource_desk.reports.workbook.text import CELL_LIMIT, readable, shortened, units

LINE = 13.5  # points of height for a line of text


def put(sheet: Any, looks: Looks, row: int, column: int, value: str | float | date | None, look: Look) -> None:
    """Write a cell; text is never a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, str) and value:
        cell.value = clean(value)
        cell.data_type = "s"
    elif value != "":
        cell.value = value
    looks.dress(cell, look)


def clean(text: str) -> str:
    """Return a text that a cell can hold."""
    said = readable(text)[0]
    while units(said) > CELL_LIMIT:
        said = f"{said[: CELL_LIMIT - 1 - (units(said) - len(said))]}…"
    return said


def prepare(sheet: Any, form: CopyForm, *, is_wide: bool) -> None:
    """Protect a sheet and fit it to its paper."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.protection.sheet = True  # without a password: against accidents, not against people
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.sheet_view.showGridLines = False
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = 9, "landscape" if is_wide else "portrait"  # A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.5
    margins.bottom = 0.75
    footer = sheet.oddFooter
    footer.left.text = _in_margin(" · ".join(filter(None, (form.organisation, form.vendor))))
    footer.center.text = _in_margin(form.classification)
    footer.right.text = "&P / &N"


def _in_margin(text: str) -> str:
    return shortened(clean(text), 80).replace("&", "&&")
