"""The account of a table's cells: each is imported, derived, skipped or a problem, and none is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outsource_desk.importers.grid import Area, Grid
from outsource_desk.importers.reading import CellAccount, CellProblem, LeftOut

Cell = tuple[int, int]  # row and column index in the grid


class _Marks:
    """A set of cells, kept as one number of column bits for each row, since sheets may have a million cells."""

    def __init__(self) -> None:
        self.rows: dict[int, int] = {}

    def add(self, cells: Iterable[Cell]) -> None:
        rows = self.rows
        for row, column in cells:
            rows[row] = rows.get(row, 0) | 1 << column

    def add_lines(self, rows: Iterable[int], bits: int) -> None:
        for row in rows:
            self.rows[row] = self.rows.get(row, 0) | bits

    def cells_within(self, used: list[int], without: list[_Marks]) -> Iterator[Cell]:
        for row, bits in sorted(self.rows.items()):
            bits &= used[row]
            for other in without:
                bits &= ~other.rows.get(row, 0)
            for column in range(bits.bit_length()):
                if bits >> column & 1:
                    yield row, column


class Ledger:
    """Takes down what becomes of each used cell of a block of rows."""

    def __init__(self, grid: Grid, rows: range) -> None:
        self.grid, self.rows = grid, rows
        self.problems: list[CellProblem] = []
        self._used_bits = grid.used_bits
        self._imported, self._troubled = _Marks(), _Marks()
        self._derived: dict[tuple[str, str], _Marks] = {}
        self._skipped: dict[str, _Marks] = {}

    def imported(self, cells: Iterable[Cell]) -> None:
        """Note cells whose content goes into the tables."""
        self._imported.add(self.grid.paced(cells))

    def imported_block(self, rows: Iterable[int], columns: Iterable[int]) -> None:
        """Note a whole block of cells whose content goes into the tables."""
        bits = 0
        for column in columns:
            bits |= 1 << column
        self._imported.add_lines(rows, bits)

    def derived(self, cells: Iterable[Cell], why: str, check: str = "") -> None:
        """Note results that follow from other cells."""
        self._derived.setdefault((why, check), _Marks()).add(self.grid.paced(cells))

    def skipped(self, cells: Iterable[Cell], why: str) -> None:
        """Note cells that are of no use here."""
        self._skipped.setdefault(why, _Marks()).add(self.grid.paced(cells))

    def problem(self, cells: Iterable[Cell], severity: str, reason: str) -> None:
        """Note cells that cannot be used as they are; they count as accounted."""
        marks = _Marks()
        marks.add(self.grid.paced(cells))
        used = list(marks.cells_within(self._used_bits, []))
        self._troubled.add(used)
        self.problems += [CellProblem(area, severity, reason) for area in self.grid.areas(used)]

    def remark(self, cell: Cell, severity: str, reason: str) -> None:
        """Say something about a cell that is imported or left out all the same."""
        self.problems.append(CellProblem(self.grid.address(*cell), severity, reason))

    def close(self) -> None:
        """Name every used cell that nothing was said about."""
        known = self._accounted_bits()
        open_rows = _Marks()
        open_rows.rows = {row: bits for row in self.rows if (bits := self._used_bits[row] & ~known.get(row, 0))}
        left = list(self.grid.paced(open_rows.cells_within(self._used_bits, [])))
        if left:
            self.problem(left, "ask", "not recognised as part of the table")

    @property
    def area(self) -> str:
        """Return the address of the block, as far as it is used."""
        rows = [row for row in self.rows if self._used_bits[row]]
        bits = 0
        for row in rows:
            bits |= self._used_bits[row]
        if not bits:
            return ""
        columns = self.grid.column_numbers
        left, right = columns[(bits & -bits).bit_length() - 1], columns[bits.bit_length() - 1]
        return str(Area(self.grid.row_numbers[rows[0]], left, self.grid.row_numbers[rows[-1]], right))

    def derived_areas(self) -> tuple[LeftOut, ...]:
        """Return what was left out as a result, by address."""
        return tuple(
            LeftOut(area, why, check)
            for (why, check), marks in self._derived.items()
            for area in self._areas(marks, [self._imported])
        )

    def skipped_areas(self) -> tuple[LeftOut, ...]:
        """Return what was left out for other reasons, by address."""
        others = [self._imported, self._troubled, *self._derived.values()]
        return tuple(LeftOut(area, why) for why, marks in self._skipped.items() for area in self._areas(marks, others))

    @property
    def used(self) -> int:
        """Return how many cells of the block are used."""
        return sum(self._used_bits[row].bit_count() for row in self.rows)

    @property
    def accounted(self) -> int:
        """Return for how many used cells something was noted."""
        used = self._used_bits
        return sum((bits & used[row]).bit_count() for row, bits in self._accounted_bits().items())

    def account(self, header_rows: Iterable[int]) -> CellAccount:
        """Return what became of the used cells by count; the first of imported, problem, result and left out holds.

        Args:
            header_rows: indices of the rows whose imported cells are headers.
        """
        headers = set(header_rows)
        counts = [0, 0, 0, 0]
        in_headers = 0
        derived, skipped = list(self._derived.values()), list(self._skipped.values())
        for row in self.grid.paced(self._accounted_bits(), 4):  # not all rows: a sheet may hold thousands of tables
            left = self._used_bits[row]
            for place, many in enumerate(([self._imported], [self._troubled], derived, skipped)):
                bits = 0
                for marks in many:
                    bits |= marks.rows.get(row, 0)
                counts[place] += (count := (bits & left).bit_count())
                left &= ~bits
                in_headers += count if not place and row in headers else 0
        imported, problems, results, left_out = counts
        return CellAccount(imported, in_headers, results, left_out, problems)

    def _areas(self, marks: _Marks, without: list[_Marks]) -> list[str]:
        return self.grid.areas(marks.cells_within(self._used_bits, without))

    def _accounted_bits(self) -> dict[int, int]:
        known = dict(self._imported.rows)
        for marks in (self._troubled, *self._derived.values(), *self._skipped.values()):
            for row, bits in marks.rows.items():
                known[row] = known.get(row, 0) | bits
        return known
