"""The account of a table's cells: each is imported, derived, skipped or a problem, and none is forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from outsource_desk.importers.reading import CellAccount, CellProblem, LeftOut
from outsource_desk.importers.sheets.grid import Area, Grid

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

    def add_bits(self, lines: Iterable[tuple[int, int]]) -> None:
        for row, bits in lines:
            self.rows[row] = self.rows.get(row, 0) | bits

    def bits_within(self, used: list[int], without: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """Yield each row with the marked columns that are used and that are not marked otherwise, if it has any."""
        for row, bits in sorted(self.rows.items()):
            bits &= used[row] & ~without.get(row, 0)
            if bits:
                yield row, bits


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
        self._imported.add_lines(rows, _bits_of(columns))

    def derived(self, cells: Iterable[Cell], why: str, check: str = "") -> None:
        """Note results that follow from other cells."""
        self._derived.setdefault((why, check), _Marks()).add(self.grid.paced(cells))

    def skipped(self, cells: Iterable[Cell], why: str) -> None:
        """Note cells that are of no use here."""
        self._skipped.setdefault(why, _Marks()).add(self.grid.paced(cells))

    def skipped_block(self, rows: Iterable[int], columns: Iterable[int], why: str) -> None:
        """Note a whole block of cells that are of no use here."""
        self._skipped.setdefault(why, _Marks()).add_lines(rows, _bits_of(columns))

    def problem(self, cells: Iterable[Cell], severity: str, reason: str) -> None:
        """Note cells that cannot be used as they are; they count as accounted."""
        marks = _Marks()
        marks.add(self.grid.paced(cells))
        self._trouble(list(marks.bits_within(self._used_bits, {})), severity, reason)

    def _trouble(self, lines: list[tuple[int, int]], severity: str, reason: str) -> None:
        """Note rows with bits of columns that cannot be used as they are."""
        self._troubled.add_bits(lines)
        self.problems += [CellProblem(area, severity, reason) for area in self.grid.areas_of_lines(lines)]

    def remark(self, cell: Cell, severity: str, reason: str) -> None:
        """Say something about a cell that is imported or left out all the same."""
        self.problems.append(CellProblem(self.grid.address(*cell), severity, reason))

    def close(self) -> None:
        """Name every used cell that nothing was said about."""
        known = self._accounted_bits()
        left = [(row, bits) for row in self.rows if (bits := self._used_bits[row] & ~known.get(row, 0))]
        if left:
            self._trouble(left, "ask", "not recognised as part of the table")

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
            for area in self._areas(marks, self._imported.rows)
        )

    def skipped_areas(self) -> tuple[LeftOut, ...]:
        """Return what was left out for other reasons, by address."""
        others = _together([self._imported, self._troubled, *self._derived.values()])
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
        first, second = self._imported.rows, self._troubled.rows
        third, fourth = _together(self._derived.values()), _together(self._skipped.values())
        rows = self._accounted_bits()  # not all rows: a sheet may hold thousands of tables
        self.grid.step(4 * len(rows))
        alike = Counter(  # most rows of a large sheet are alike
            (self._used_bits[row], first.get(row, 0), second.get(row, 0), third.get(row, 0), fourth.get(row, 0))
            for row in rows
        )
        for (left, *noted), times in alike.items():
            for place, bits in enumerate(noted):
                counts[place] += times * (bits & left).bit_count()
                left &= ~bits
        in_headers = sum((first.get(row, 0) & self._used_bits[row]).bit_count() for row in headers if row in rows)
        imported, problems, results, left_out = counts
        return CellAccount(imported, in_headers, results, left_out, problems)

    def _areas(self, marks: _Marks, without: Mapping[int, int]) -> list[str]:
        return self.grid.areas_of_lines(marks.bits_within(self._used_bits, without))

    def _accounted_bits(self) -> dict[int, int]:
        return _together([self._imported, self._troubled, *self._derived.values(), *self._skipped.values()])


def _bits_of(columns: Iterable[int]) -> int:
    bits = 0
    for column in columns:
        bits |= 1 << column
    return bits


def _together(many: Iterable[_Marks]) -> dict[int, int]:
    """Return row → bits of the columns that any of some marks have."""
    known: dict[int, int] = {}
    for marks in many:
        if not known:
            known = dict(marks.rows)
            continue
        for row, bits in marks.rows.items():
            known[row] = known.get(row, 0) | bits
    return known
