"""The live workbook against xlsxwriter, which writes the same cells in the same looks."""

from __future__ import annotations

import importlib.util
import math
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from benchmarks.material import board_facts
from benchmarks.pairing import Contender
from benchmarks.table import Row, compared
from outsource_desk.reports.workbook import render_workbook

CANDIDATES, CRITERIA = 100, 30
LIMIT = 1.4


def rows(rounds: int) -> list[Row]:
    """Measure the workbook of a large evaluation, inside one process."""
    what = f"board workbook of {CANDIDATES} candidates × {CRITERIA} criteria"
    facts = board_facts(CANDIDATES, CRITERIA)
    product = Contender("render_workbook", lambda: render_workbook(facts))
    if importlib.util.find_spec("xlsxwriter") is None:
        why = "xlsxwriter is missing; run with `uv run --extra bench`"
        return [Row("W1", what, product.name, "xlsxwriter", None, LIMIT, why_skipped=why)]
    sheets = read_back(render_workbook(facts))
    again = read_back(with_xlsxwriter(sheets))
    for sheet, copy in zip(sheets, again, strict=True):
        assert all(map(_agree, sheet.cells, copy.cells)), sheet.name
        assert len(sheet.cells) == len(copy.cells), sheet.name
    count = sum(len(sheet.cells) for sheet in sheets)
    peer = Contender("xlsxwriter: same cells, without names, rules and charts", lambda: with_xlsxwriter(sheets))
    return compared(f"{what} ({count:,} cells)", peer, [("W1", product, LIMIT)], rounds)


Look = tuple[Any, ...]
Cell = tuple[
    int, int, Any, Any, int
]  # row and column from 0, value or formula, result of a formula, number of its look


def _agree(ours: Cell, theirs: Cell) -> bool:
    """Tell whether two cells are the same; xlsxwriter keeps 16 digits of a number."""
    return all(
        math.isclose(one, other, rel_tol=1e-14) if isinstance(one, float) and one else one == other
        for one, other in zip(ours[:4], theirs[:4], strict=True)
    )


@dataclass(frozen=True)
class _Sheet:
    """What stands on one sheet, ready to be written again."""

    name: str
    cells: list[Cell]
    looks: dict[int, Look]
    heights: list[tuple[int, float]]
    widths: list[tuple[str, float]]
    merged: list[str]


def read_back(content: bytes) -> list[_Sheet]:
    """Return the cells of a workbook as openpyxl reads them."""
    from openpyxl import load_workbook

    formulas, results = load_workbook(BytesIO(content)), load_workbook(BytesIO(content), data_only=True)
    return [_sheet(sheet, results[sheet.title]) for sheet in formulas.worksheets]


def _sheet(sheet: Any, results: Any) -> _Sheet:
    cells: list[Cell] = []
    looks: dict[int, Look] = {}
    inside = {(row, column) for area in sheet.merged_cells.ranges for row, column in area.cells} - {
        (area.min_row, area.min_col) for area in sheet.merged_cells.ranges
    }
    for (row, column), cell in sorted(sheet._cells.items()):
        if (row, column) in inside:
            continue
        result = results._cells[row, column].value if cell.data_type == "f" else None
        cells.append((row - 1, column - 1, cell.value, result, cell.style_id))
        if cell.style_id not in looks:
            looks[cell.style_id] = _look(cell)
    return _Sheet(
        sheet.title,
        cells,
        looks,
        [(row - 1, one.height) for row, one in sheet.row_dimensions.items() if one.height],
        [(f"{letter}:{letter}", one.width) for letter, one in sheet.column_dimensions.items()],
        [str(area) for area in sheet.merged_cells.ranges],
    )


def _look(cell: Any) -> Look:
    font, fill, side = cell.font, cell.fill, cell.alignment
    ground = _colour(fill.fgColor) if fill.fill_type == "solid" else None
    edges = tuple(
        bool(getattr(getattr(cell.border, name), "style", None)) for name in ("bottom", "top", "left", "right")
    )
    return (
        font.name, font.size, bool(font.bold), _colour(font.color), ground, edges, cell.number_format,
        side.horizontal, side.vertical, bool(side.wrap_text), cell.protection.locked,
    )  # fmt: skip


def _colour(colour: Any) -> str | None:
    code = colour.rgb if colour is not None else None
    return f"#{code[-6:]}" if isinstance(code, str) else None


def with_xlsxwriter(sheets: list[_Sheet]) -> bytes:
    """Return the same cells as xlsxwriter writes them."""
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    formats: dict[Look, Any] = {}
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for row, height in sheet.heights:
            page.set_row(row, height)
        for columns, width in sheet.widths:
            page.set_column(columns, width)
        looks = {}
        for number, look in sheet.looks.items():
            if look not in formats:
                formats[look] = book.add_format(_properties(look))
            looks[number] = formats[look]
        for area in sheet.merged:
            page.merge_range(area, "")
        for row, column, value, result, number in sheet.cells:
            if value is None:
                page.write_blank(row, column, None, looks[number])
            elif result is not None:
                page.write_formula(row, column, value, looks[number], result)
            elif isinstance(value, str):
                page.write_string(row, column, value, looks[number])
            else:
                page.write_number(row, column, value, looks[number])
    book.close()
    return target.getvalue()


def _properties(look: Look) -> dict[str, Any]:
    name, size, bold, colour, ground, edges, numbers, across, upright, wrap, locked = look
    properties = {
        "font_name": name, "font_size": size, "bold": bold, "font_color": colour, "bg_color": ground,
        "bottom": int(edges[0]), "top": int(edges[1]), "left": int(edges[2]), "right": int(edges[3]),
        "num_format": numbers, "align": across, "text_wrap": wrap, "locked": locked,
        "valign": {"center": "vcenter", "top": "top"}.get(upright or ""),
    }  # fmt: skip
    return {key: value for key, value in properties.items() if value is not None}
