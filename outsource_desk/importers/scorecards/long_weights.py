"""What a column of a long list says of its criteria: one number each, in all lines the same, such as a weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from outsource_desk.importers.cells import Value, read_weight
from outsource_desk.importers.reading import CellProblem
from outsource_desk.importers.scorecards.weighing import ask_about_doubtful, without_weights
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.ledger import Cell, Ledger

_MOST_ASKED = 20  # criteria that are asked about
_MISSING = ("missing", "na")


@dataclass
class SaidOfCriteria:
    """The numbers that a column says of criteria, and what it leaves in doubt."""

    numbers: dict[str, float] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)  # the first with the number of each
    differ: set[str] = field(default_factory=set)  # criteria of which it says several
    words: dict[str, Cell] = field(default_factory=dict)  # criteria of which a line says no number but something else

    def of(self, name: str) -> float | None:
        """Return the one number of a criterion."""
        return None if name in self.differ else self.numbers.get(name)


def said_of_criteria(
    grid: Grid, block: Block, column: int | None, criteria: Sequence[str], ledger: Ledger
) -> SaidOfCriteria:
    """Return what a column says of each criterion; what is no number is left to be accounted for as the rest.

    Args:
        grid: the sheet.
        block: the list.
        column: of the numbers; None = there is none.
        criteria: the name in each line.
        ledger: of the list.
    """
    said = SaidOfCriteria()
    if column is None:
        return said
    read: dict[tuple[type, Value], tuple[float | None, bool]] = {}  # the same few stand in most lines
    used: list[int] = []
    for row, name in zip(grid.paced(block.body), criteria, strict=True):
        if not name or grid.kinds[row][column] == " ":
            continue
        value = grid.value(row, column)
        known = read.get((type(value), value))
        if known is None:
            reading = read_weight(value, grid.decimal)
            known = read[type(value), value] = reading.value, reading.kind in _MISSING
        number, is_missing = known
        if number is None:
            if not is_missing:
                said.words.setdefault(name, (row, column))
            continue
        used.append(row)
        if name not in said.numbers:
            said.numbers[name], said.cells[name] = number, (row, column)
        elif said.numbers[name] != number:
            said.differ.add(name)
    ledger.imported_block(used, [column])
    header = grid.text(block.header, column)
    for name in sorted(said.differ)[:_MOST_ASKED]:
        reason = f"“{header}” says different numbers of “{name}”; which one holds?"
        ledger.problems.append(CellProblem(grid.address(*said.cells[name]), "ask", reason))
    return said


def ask_about_weights_of_list(said: SaidOfCriteria, names: Sequence[str], named: Cell, ledger: Ledger) -> None:
    """Ask about weights that are words or per cents beside numbers, and about criteria without any.

    Args:
        said: of the criteria by the column of weights.
        names: of all criteria.
        named: the cell that calls the weights so.
        ledger: of the list.
    """
    if not said.numbers:
        if said.words:
            ledger.remark(named, "ask", "the weights are words; how much does each criterion weigh?")
        return
    for cell in list(said.words.values())[:_MOST_ASKED]:
        ledger.remark(cell, "ask", f"“{ledger.grid.text(*cell)}” is no weight that can be used as a number")
    ask_about_doubtful(list(said.cells.values()), list(said.numbers.values()), ledger)
    bare = [name for name in names if name not in said.numbers and name not in said.words]
    if bare:
        ledger.remark(named, "ask", without_weights(bare))
