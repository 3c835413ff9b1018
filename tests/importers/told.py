"""What a table tells of itself, as tests ask for it."""

from __future__ import annotations

from pathlib import Path

from outsource_desk.importers.reading import Reading, Table
from outsource_desk.importers.spreadsheet import read_spreadsheet


def table_in(path: Path) -> Table:
    """Return the only table of a file, every used cell of it accounted for."""
    return only_table(read_spreadsheet(path))


def only_table(reading: Reading) -> Table:
    """Return the only table that was read, every used cell of it accounted for."""
    assert reading.refusal is None, reading.refusal
    (table,) = reading.tables
    assert table.accounted_cells == table.used_cells
    return table


def vendors(table: Table) -> list[str]:
    return [vendor.name for vendor in table.vendors]


def criteria(table: Table) -> list[tuple[str, float | None]]:
    return [(criterion.name, criterion.weight) for criterion in table.criteria]


def directions(table: Table) -> list[str | None]:
    return [criterion.direction for criterion in table.criteria]


def maxima(table: Table) -> list[float | None]:
    return [criterion.maximum for criterion in table.criteria]


def asked(table: Table) -> list[tuple[str, str]]:
    """Return cell and reason of each question."""
    return [(problem.cell, problem.reason) for problem in table.problems if problem.severity == "ask"]


def asked_cells(table: Table) -> set[str]:
    return {problem.cell for problem in table.problems if problem.severity == "ask"}
