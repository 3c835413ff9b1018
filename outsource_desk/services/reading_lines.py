"""What was understood of a spreadsheet, in lines for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outsource_desk.domain.formatting import counted, plain

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CriterionCell, Reading, Table

MOST_PROBLEMS = 50  # of one table that is listed
_MOST_NAMES = 12
_DIRECTIONS = {"max": "more is better", "min": "less is better"}


def reading_lines(reading: Reading) -> Iterator[str]:
    """Yield what was understood of a spreadsheet, in words."""
    yield f"{reading.file}, SHA-256 {reading.sha256[:12]}"
    for number, table in enumerate(reading.tables, start=1):
        yield ""
        which = f"Table {number}. " if len(reading.tables) > 1 else ""
        yield which + _heading(table)
        if table.vendors:
            yield f"  Vendors: {_names([vendor.name for vendor in table.vendors])}"
        for criterion in table.criteria:
            yield f"  {criterion.cell:>5}  {criterion.name}: {', '.join(filter(None, _details(criterion)))}"
        if table.lines:
            money = f" in {table.currency}" if table.currency else ""
            times = f", times {plain(table.multiplier)}" if table.multiplier != 1 else ""
            yield f"  {counted(len(table.lines), 'line')} of offers{money}{times}"
        if table.register is not None:
            yield f"  Columns: {_names([column.name for column in table.register.columns])}"
        for problem in table.problems[:MOST_PROBLEMS]:
            yield f"  {problem.severity:>5}  {problem.cell}: {problem.reason}"
        if len(table.problems) > MOST_PROBLEMS:
            yield f"  and {len(table.problems) - MOST_PROBLEMS:,} more"


def _heading(table: Table) -> str:
    place = f"Sheet {table.sheet}: " if table.sheet else ""
    return (
        f"{place}{table.kind}, {table.orientation.replace('_', ' ')}; "
        f"{counted(len(table.vendors), 'vendor')}, {counted(len(table.criteria), 'criterion', 'criteria')}, "
        f"{counted(len(table.scores), 'value')}; "
        f"{table.accounted_cells:,} of {table.used_cells:,} cells accounted for"
    )


def _names(names: list[str]) -> str:
    return ", ".join(names[:_MOST_NAMES]) + " …" * (len(names) > _MOST_NAMES)


def _details(criterion: CriterionCell) -> Iterator[str]:
    yield "" if criterion.weight is None else f"weight {plain(criterion.weight)}"
    yield _DIRECTIONS.get(criterion.direction or "", "direction not known")
    yield "" if criterion.maximum is None else f"out of {plain(criterion.maximum)}"
    yield criterion.unit or ""
    yield f"in {criterion.group}" if criterion.group else ""
