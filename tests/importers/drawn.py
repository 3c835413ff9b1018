"""Sheets drawn as text: a line to each row, cells between bars, indentation kept."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.importers.cells import Value
from outsource_desk.importers.reading import SheetView, Table
from outsource_desk.importers.sheets.grid import Area, Sheet
from outsource_desk.importers.tables import read_sheet


def sheet_of(drawing: str, merges: Sequence[str] = (), name: str = "Sheet1") -> Sheet:
    """Return the sheet that a drawing shows; what looks like a number is one."""
    lines = [line.removeprefix("    ") for line in drawing.strip("\n").splitlines()]
    rows = [(at, [_value(cell) for cell in line.split("|")]) for at, line in enumerate(lines, start=1)]
    areas = [area for merge in merges if (area := Area.from_address(merge)) is not None]
    return Sheet(name, merged=areas, rows=[row for row in rows if any(value != "" for value in row[1])])


def tables_of(drawing: str, merges: Sequence[str] = (), name: str = "Sheet1") -> list[Table]:
    """Return the tables of a drawn sheet, each with every used cell accounted for."""
    tables, _ = read_sheet(sheet_of(drawing, merges, name), view=SheetView())
    for table in tables:
        assert table.accounted_cells == table.used_cells == table.account.used
    return tables


def table_of(drawing: str, merges: Sequence[str] = (), name: str = "Sheet1") -> Table:
    """Return the only table of a drawn sheet."""
    (table,) = tables_of(drawing, merges, name)
    return table


def vendors(table: Table) -> list[str]:
    """Return the vendors' names."""
    return [vendor.name for vendor in table.vendors]


def criteria(table: Table) -> list[str]:
    """Return the criteria's names."""
    return [criterion.name for criterion in table.criteria]


def weights(table: Table) -> list[float | None]:
    """Return the criteria's weights."""
    return [criterion.weight for criterion in table.criteria]


def values(table: Table) -> list[list[float | str | None]]:
    """Return each vendor's values in the order of the criteria: numbers, or words where there are none."""
    by_vendor: dict[str, list[float | str | None]] = {name: [] for name in vendors(table)}
    for score in table.scores:
        by_vendor[score.vendor].append(score.text if score.value is None and score.text else score.value)
    return list(by_vendor.values())


def asked(table: Table) -> list[str]:
    """Return the cells that the user is asked about."""
    return [problem.cell for problem in table.problems if problem.severity == "ask"]


def _value(cell: str) -> Value:
    text = cell.rstrip() if cell.strip() else ""
    text = text if text.startswith("  ") else text.strip()
    try:
        return float(text)
    except ValueError:
        return text
