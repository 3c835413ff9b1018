"""The account of a table's cells: each is imported, derived, skipped or a problem, and none is forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from outsource_desk.importers.grid import Grid
from outsource_desk.importers.reading import CellProblem, LeftOut

Cell = tuple[int, int]  # row and column index in the grid


class Ledger:
    """Takes down what becomes of each used cell of a block of rows."""

    def __init__(self, grid: Grid, rows: range) -> None:
        self.grid, self.rows = grid, rows
        self._imported: set[Cell] = set()
        self._derived: dict[tuple[str, str], set[Cell]] = {}
        self._skipped: dict[str, set[Cell]] = {}
        self._problem_cells: set[Cell] = set()
        self.problems: list[CellProblem] = []

    def imported(self, cells: Iterable[Cell]) -> None:
        """Note cells whose content goes into the tables."""
        self._imported.update(cells)

    def derived(self, cells: Iterable[Cell], why: str, check: str = "") -> None:
        """Note results that follow from other cells."""
        self._derived.setdefault((why, check), set()).update(self._used(cells))

    def skipped(self, cells: Iterable[Cell], why: str) -> None:
        """Note cells that are of no use here."""
        self._skipped.setdefault(why, set()).update(self._used(cells))

    def problem(self, cells: Iterable[Cell], severity: str, reason: str) -> None:
        """Note cells that cannot be used as they are; they count as accounted."""
        cells = list(cells)
        self._problem_cells.update(self._used(cells))
        self.problems += [CellProblem(area, severity, reason) for area in self.grid.areas(cells)]

    def remark(self, cell: Cell, severity: str, reason: str) -> None:
        """Say something about a cell that is imported or left out all the same."""
        self.problems.append(CellProblem(self.grid.address(*cell), severity, reason))

    def close(self) -> None:
        """Name every used cell that nothing was said about."""
        known = self._accounted()
        left = [cell for cell in self._all_used() if cell not in known]
        if left:
            self.problem(left, "ask", "not recognised as part of the table")

    def derived_areas(self) -> tuple[LeftOut, ...]:
        """Return what was left out as a result, by address."""
        return tuple(
            LeftOut(area, why, check)
            for (why, check), cells in self._derived.items()
            for area in self.grid.areas(cells - self._imported)
        )

    def skipped_areas(self) -> tuple[LeftOut, ...]:
        """Return what was left out for other reasons, by address."""
        results = set().union(*self._derived.values()) | self._imported
        return tuple(
            LeftOut(area, why) for why, cells in self._skipped.items() for area in self.grid.areas(cells - results)
        )

    @property
    def used(self) -> int:
        """Return how many cells of the block are used."""
        return sum(len(kinds) - kinds.count(" ") for kinds in self.grid.kinds[self.rows.start : self.rows.stop])

    @property
    def accounted(self) -> int:
        """Return for how many used cells something was noted."""
        kinds = self.grid.kinds
        return sum(1 for row, column in self._accounted() if kinds[row][column] != " ")

    def _accounted(self) -> set[Cell]:
        return self._imported.union(self._problem_cells, *self._derived.values(), *self._skipped.values())

    def _used(self, cells: Iterable[Cell]) -> list[Cell]:
        kinds = self.grid.kinds
        return [(row, column) for row, column in cells if kinds[row][column] != " "]

    def _all_used(self) -> list[Cell]:
        return [(row, column) for row in self.rows for column, kind in enumerate(self.grid.kinds[row]) if kind != " "]
