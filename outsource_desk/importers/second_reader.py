"""The careful reader, for the child process: errors, formulas without a value, merged and hidden cells.

It is openpyxl, which stumbles over broken files in many ways; the child then dies, and the parent says so.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.reader import excel
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from outsource_desk.importers.cells import currency_of_format
from outsource_desk.importers.worker import (
    DATE,
    ERROR,
    FORMULA,
    MERGED_LIMIT,
    MONEY,
    NO_VALUE,
    PERCENT,
    CellBudget,
    say,
    say_rows,
)

_FORMULA = re.compile(rb"<(?:[^\s<>:/]+:)?f[\s/>]")  # the element f, with or without a namespace in front
_MOST_FORMATS = 20_000  # cells of a sheet whose date formats are told
_MOST_RULES = 500  # areas of a sheet for which it says what may be entered
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_ENDLESS_FORMAT = re.compile(rb"formatCode\s*=\s*[\"'][^\"']{1000}")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MONEY = re.compile(r"[€£¥₹]|\[\$[^-\]]|(?<!\[)\$|\b(?:EUR|USD|GBP|CHF)\b")  # [$-409] is a language, [$€-407] is money


def check_workbook(content: bytes, only: str | None) -> None:
    """Write, for every sheet, what the first reader cannot see, and each value for comparison."""
    if _has_endless_format(content):
        say({"refused": "damaged"})
        return
    values = _load(content)
    epoch = 1904 if values.epoch == CALENDAR_MAC_1904 else 1900
    formulas = _load(content, with_formulas=True) if _may_have_formulas(content) else None
    for sheet in _worksheets(values, only):
        say({"check": sheet.title, **_layout(sheet), "rules": _rules(sheet), "epoch": epoch})
        formats: list[tuple[int, int, str]] = []
        twins = formulas[sheet.title]._cells if formulas else {}
        for number, row in _used_rows(sheet):
            cells = [_seen(cell, twins.get((number, cell.column))) for cell in row]
            said = [item for item in cells if item[1] is not None or item[2] & (NO_VALUE | ERROR)]
            if said:
                say({"at": number, "seen": said})
            formats += [(number, cell.column, cell.number_format[:100]) for cell in row if cell.is_date]
        say({"formats": formats[:_MOST_FORMATS]})


class _SparingReader(WorksheetReader):
    """Makes no cells for merged blocks and links, which may claim to cover the whole sheet."""

    def bind_merged_cells(self) -> None:
        """Keep where the blocks are, and the values below them."""
        if self.parser.merged_cells:
            blocks = [CellRange(block.ref) for block in self.parser.merged_cells.mergeCell[:MERGED_LIMIT]]
            self.ws.merged_cells.ranges = blocks

    def bind_hyperlinks(self) -> None:
        """Leave the links out."""


def _load(content: bytes, *, with_formulas: bool = False) -> Workbook:
    excel.WorksheetReader = _SparingReader  # the library has no other door; this process does nothing else
    return load_workbook(io.BytesIO(content), data_only=not with_formulas, keep_links=False)


def _has_endless_format(content: bytes) -> bool:
    """Tell whether a number format is longer than any program writes: the library searches it again and again."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        styles = [name for name in package.namelist() if name.lower().endswith("styles.xml")]
        return any(_ENDLESS_FORMAT.search(package.read(name)) for name in styles)


def _may_have_formulas(content: bytes) -> bool:
    """Tell whether any part could hold a formula, without parsing it; in an unusual encoding, any could."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if "/charts/" not in name and "/media/" not in name:
                part = package.read(name)
                if b"\0" in part[:4] or part[:2] in _UTF_16 or _FORMULA.search(part):
                    return True
    return False


def _layout(sheet: Worksheet) -> dict:
    hidden_columns = [
        [dimension.min or column_index_from_string(letters), dimension.max or column_index_from_string(letters)]
        for letters, dimension in sheet.column_dimensions.items()
        if dimension.hidden
    ]
    return {
        "merged": [[area.min_row, area.min_col, area.max_row, area.max_col] for area in sheet.merged_cells.ranges],
        "hidden_rows": [number for number, dimension in sheet.row_dimensions.items() if dimension.hidden],
        "hidden_columns": hidden_columns,
    }


def _rules(sheet: Worksheet) -> list[tuple[list[int], list[str]]]:
    """Return areas with what may be entered in them: a list of choices, or the lowest and highest number."""
    rules: list[tuple[list[int], list[str]]] = []
    for rule in sheet.data_validations.dataValidation[:_MOST_RULES]:
        allowed = _allowed(rule.type, rule.operator, str(rule.formula1 or ""), str(rule.formula2 or ""))
        areas = sorted(rule.sqref.ranges, key=lambda area: (area.min_row, area.min_col))
        if allowed:
            rules += [([area.min_row, area.min_col, area.max_row, area.max_col], allowed) for area in areas]
    return rules[:_MOST_RULES]


def _allowed(kind: str | None, operator: str | None, first: str, second: str) -> list[str]:
    if kind == "list" and first.startswith('"') and first.endswith('"'):
        return [choice.strip() for choice in first[1:-1].split(",")]
    is_number = kind in ("whole", "decimal") and operator in (None, "between")
    return [first, second] if is_number and _NUMBER.fullmatch(first) and _NUMBER.fullmatch(second) else []


def _seen(cell: Cell, twin: Cell | MergedCell | None) -> tuple[int, object, int] | tuple[int, object, int, str]:
    """Return a cell's column, value and facts, and the currency that its format shows, should there be one."""
    facts = _facts(cell, twin)
    if not facts & MONEY:
        return cell.column, cell.value, facts
    return cell.column, cell.value, facts, _currency(cell.number_format)


@lru_cache(maxsize=256)
def _currency(number_format: str) -> str:
    return currency_of_format(number_format)


def _facts(cell: Cell, twin: Cell | MergedCell | None) -> int:
    """Return what is special about a cell, as a sum."""
    facts = 0
    if twin is not None and twin.data_type == "f":
        facts |= FORMULA
        if cell.value is None and cell.data_type != "str":  # an empty text is a value
            facts |= NO_VALUE
    if cell.data_type == "e":
        facts |= ERROR
    if isinstance(cell.value, int | float) and "%" in cell.number_format:
        facts |= PERCENT
    elif isinstance(cell.value, int | float) and _MONEY.search(cell.number_format):
        facts |= MONEY
    elif cell.is_date or is_date_format(cell.number_format):
        facts |= DATE
    return facts


def _worksheets(workbook: Workbook, only: str | None) -> list[Worksheet]:
    return [sheet for sheet in workbook.worksheets if only is None or sheet.title == only]


def _used_rows(sheet: Worksheet) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the cells that exist, by row, without walking through the empty area between them."""
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in sorted(sheet._cells.items()):  # the public walk visits every cell of the used area
        if isinstance(cell, Cell):
            rows.setdefault(row, []).append(cell)
    yield from rows.items()


def read_workbook(content: bytes, only: str | None) -> None:
    """Write the values of a workbook whose used area is too wide for the fast reader's table."""
    workbook = _load(content)
    budget = CellBudget(len(content))
    budget.sheet_count(len(workbook.worksheets))
    hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
    say({"sheets": workbook.sheetnames, "hidden": hidden})
    for sheet in _worksheets(workbook, only):
        say({"sheet": sheet.title, "merged": _layout(sheet)["merged"]})
        say_rows(((number, _dense(row)) for number, row in _used_rows(sheet)), budget)


def _dense(cells: list[Cell]) -> list:
    row: list = [""] * (cells[-1].column if cells else 0)
    for cell in cells:
        if cell.value is not None and cell.data_type != "e":
            row[cell.column - 1] = cell.value
    return row
