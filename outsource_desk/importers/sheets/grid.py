"""One sheet as a grid of its used rows and columns; each cell still knows its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from outsource_desk.domain.spreadsheets import column_letters, column_number
from outsource_desk.importers.cells import (
    Fault,
    Moment,
    Value,
    decimal_mark,
    is_number_like,
    plain_number,
    raw_text,
    read_score,
    tidy,
)

STEPS = 1024  # cells that are looked at between two beats
_ROWS_TOGETHER = 512  # that are looked at in one go: more would keep the window's thread waiting
_HEADERS = 60  # rows from the top among which a header is looked for
_TEXTS_BESIDE = 3  # texts that a name such as “3M” stands among at least
Item = TypeVar("Item")


_KINDS: dict[type, str] = {float: "n", int: "n", bool: "b", Moment: "d", Fault: "e"}


@dataclass(frozen=True)
class Area:
    """A block of cells by 1-based rows and columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """Return the address, ``B2`` or ``B2:D9``."""
        first = f"{column_letters(self.left)}{self.top}"
        last = f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    @classmethod
    def from_address(cls, address: str) -> Area | None:
        """Read ``$B$2:$D$9`` or ``B2``; anything else is nothing."""
        match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", address)
        if not match:
            return None
        left, top = column_number(match[1]), int(match[2])
        return cls(top, left, int(match[4] or top), column_number(match[3]) if match[3] else left)


class Rule(NamedTuple):
    """What a sheet lets people enter in an area: choices, or the lowest and the highest number as two texts."""

    area: Area
    allowed: tuple[str, ...]


@dataclass
class Sheet:
    """The raw cells of one sheet as they come through the pipe."""

    name: str
    merged: list[Area] = field(default_factory=list)
    separator: str = ""  # of a text file
    alphabet: str = ""  # of a text file, as it was read
    is_guessed: bool = False  # the alphabet: neither the file nor the user says it
    rows: list[tuple[int, list[Value]]] = field(default_factory=list)  # row number, values from column A on
    wide: list[tuple[int, list[tuple[int, Value]]]] = field(default_factory=list)  # rows that reach far right
    faults: dict[tuple[int, int], str] = field(default_factory=dict)  # (row, column): error that has no value
    formulas: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    money: set[tuple[int, int]] = field(default_factory=set)
    currencies: dict[tuple[int, int], str] = field(default_factory=dict)  # codes that formats of money show
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    disagreements: list[tuple[int, int, str, str]] = field(default_factory=list)  # row, column, first, second
    formats: dict[tuple[int, int], str] = field(default_factory=dict)  # how dates are shown: d-mmm
    rules: list[Rule] = field(default_factory=list)
    epoch: int = 1900  # the year from which serial dates count: 1900 or 1904
    stray_quotes: list[int] = field(default_factory=list)  # rows of a text file with quotes that nobody closes
    is_checked: bool = False  # the second reader has looked at it

    @property
    def used_cells(self) -> int:
        """Return how many cells hold something."""
        return sum(len(row) - row.count("") for _, row in self.rows) + sum(len(cells) for _, cells in self.wide)


class Grid:
    """The used rows and columns of a sheet, close together; indices count used rows and columns from 0.

    Args:
        sheet: the raw cells.
        beat: called again and again while the grid is made and read; what it raises stops the reading.
        decimal: ``","`` or ``"."`` where the user says so; nothing leaves it to the texts of the sheet.
    """

    def __init__(self, sheet: Sheet, beat: Callable[[], None] | None = None, decimal: str | None = None) -> None:
        self.sheet, self.beat, self._steps = sheet, beat, 0
        self._tidied = _Tidied()
        self.row_numbers, self.column_numbers, self.rows = _compact(sheet)
        self.row_index = {number: index for index, number in enumerate(self.row_numbers)}
        self.column_index = {number: index for index, number in enumerate(self.column_numbers)}
        self.columns: list[list[Value]] = [[] for _ in self.column_numbers]
        self.kinds, self.kinds_down = self._look()
        self._take_names_for_texts()
        self.decimal, self.is_decimal_said = decimal or self._decimal(), bool(decimal)

    def step(self, cells: int = 1) -> None:
        """Note that cells were looked at; beat now and then, so that reading a large sheet can be stopped."""
        self._steps += cells
        if self._steps >= STEPS:
            self._steps = 0
            if self.beat is not None:
                self.beat()

    def paced(self, items: Iterable[Item], cells: int = 1) -> Iterator[Item]:
        """Yield the items and take each for a step of so many cells."""
        for item in items:
            self.step(cells)
            yield item

    def _look(self) -> tuple[list[str], list[str]]:
        """Take the values column by column; return the kinds of all cells, a letter each, by row and by column."""
        if not self.column_numbers:
            return [""] * len(self.rows), []
        of_texts = _KindsOfTexts()
        kinds: list[str] = []
        down: list[list[str]] = [[] for _ in self.column_numbers]
        for start in range(0, len(self.rows), _ROWS_TOGETHER):
            together = self.rows[start : start + _ROWS_TOGETHER]
            self.step(len(together) * len(self.column_numbers))
            columns = []
            for values, column in zip(self.columns, zip(*together, strict=True), strict=True):
                values += column
                columns.append(_kinds_of(column, of_texts))
            kinds += map("".join, zip(*columns, strict=True))
            for column, parts in zip(columns, down, strict=True):
                parts.append(column)
        return kinds, ["".join(parts) for parts in down]

    def _take_names_for_texts(self) -> None:
        """Take “3M” among the texts of a header for a name, and not for three millions."""
        for row, kinds in enumerate(self.kinds[:_HEADERS]):
            numbers = [column for column, kind in enumerate(kinds) if kind == "n"]
            if len({self.rows[row][column] for column in numbers}) != 1 or kinds.count("t") < _TEXTS_BESIDE:
                continue
            # several in a column are amounts, such as 3M and 5M
            if any(sum(map(_is_short_name, self.columns[column][:STEPS])) != 1 for column in numbers):
                continue
            if not all(_is_short_name(self.rows[row][column]) for column in numbers):
                continue
            for column in numbers:
                down = self.kinds_down[column]
                self.kinds_down[column] = f"{down[:row]}t{down[row + 1 :]}"
            self.kinds[row] = kinds.replace("n", "t")

    def _decimal(self) -> str | None:
        texts = [
            tidy(value)
            for row, kinds in zip(self.rows[:500], self.kinds[:500], strict=True)
            if "n" in kinds
            for value in row
            if type(value) is str and value
        ]
        return decimal_mark(texts)

    @property
    def used_cells(self) -> int:
        """Return how many cells hold something visible."""
        return sum(len(kinds) - kinds.count(" ") for kinds in self.kinds)

    @cached_property
    def used_bits(self) -> list[int]:
        """Return for each row which columns are used, as bits; most rows of a sheet look alike."""
        known = {
            kinds: sum(1 << column for column, kind in enumerate(kinds) if kind != " ") for kinds in set(self.kinds)
        }
        return [known[kinds] for kinds in self.kinds]

    def kind(self, row: int, column: int) -> str:
        """Return ``n`` number, ``t`` text, ``b`` yes or no, ``d`` date, ``e`` error or a space for nothing."""
        return self.kinds[row][column]

    def value(self, row: int, column: int) -> Value:
        """Return what stands in the cell."""
        return self.rows[row][column]

    def text(self, row: int, column: int) -> str:
        """Return the cell's text in one line."""
        self.step()
        value = self.rows[row][column]
        if type(value) is not str:
            return tidy(raw_text(value))
        return self._tidied[value]

    def texts(self, rows: Sequence[int], column: int) -> list[str]:
        """Return the texts of a column in some rows; faster than one by one."""
        found: list[str] = []
        for start in range(0, len(rows), _ROWS_TOGETHER):
            together = rows[start : start + _ROWS_TOGETHER]
            self.step(len(together))
            values: list[Any] = [self.columns[column][row] for row in together]
            if set(map(type, values)) == {str}:
                found += map(self._tidied.__getitem__, values)
            else:
                found += [self.text(row, column) for row in together]
        return found

    def number(self, row: int, column: int) -> float | None:
        """Return the cell's number if it is one."""
        if self.kinds[row][column] != "n":
            return None
        value = self.rows[row][column]
        if type(value) is float:
            return value
        self.step()
        return read_score(value, self.decimal).value

    def is_percent(self, row: int, column: int) -> bool:
        """Tell whether the cell holds a fraction that the sheet shows as per cent."""
        place = (self.row_numbers[row], self.column_numbers[column])
        return place in self.sheet.percents and type(self.rows[row][column]) is float

    def unit(self, row: int, column: int) -> str:
        """Return ``%`` or a currency that the cell itself shows, by its format or beside its number."""
        value = self.rows[row][column]
        if type(value) is float:
            place = (self.row_numbers[row], self.column_numbers[column])
            money = self.sheet.currencies.get(place, "money") if place in self.sheet.money else ""
            return "%" if place in self.sheet.percents else money
        if self.kinds[row][column] != "n" or plain_number(str(value)) is not None:
            return ""
        return read_score(value, self.decimal).unit

    def currency(self, row: int, column: int) -> str:
        """Return the code of the currency that the format of a cell shows, or nothing."""
        return self.sheet.currencies.get((self.row_numbers[row], self.column_numbers[column]), "")

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell in the file."""
        return f"{column_letters(self.column_numbers[column])}{self.row_numbers[row]}"

    def is_gap_before(self, row: int) -> bool:
        """Tell whether blank rows stand above a row."""
        return row > 0 and self.row_numbers[row] - self.row_numbers[row - 1] > 1

    def merged_at(self, row: int, column: int) -> Area | None:
        """Return the merged block that begins at a cell."""
        return self._merged_from.get((self.row_numbers[row], self.column_numbers[column]))

    @cached_property
    def _merged_from(self) -> dict[tuple[int, int], Area]:
        """Return the merged blocks by row and column of their first cells."""
        return {(area.top, area.left): area for area in reversed(self.sheet.merged)}

    def areas(self, cells: Iterable[tuple[int, int]]) -> list[str]:
        """Return addresses of cells, neighbours in a row or equal runs below one another put together."""
        by_row: dict[int, int] = {}
        for row, column in self.paced(cells):
            by_row[row] = by_row.get(row, 0) | 1 << column
        return self.areas_of_lines(sorted(by_row.items()))

    def areas_of_lines(self, lines: Iterable[tuple[int, int]]) -> list[str]:
        """Return addresses of cells as `areas` does, given as rows, from the top, with their columns as bits."""
        runs: dict[tuple[int, int], list[tuple[int, int]]] = {}  # first and last column → first and last row of each
        for top, bottom, bits in self._alike(lines):
            for run in _runs([column for column in range(bits.bit_length()) if bits >> column & 1]):
                above = runs.setdefault(run, [])
                if above and above[-1][1] == top - 1:
                    above[-1] = (above[-1][0], bottom)
                else:
                    above.append((top, bottom))
        parts: list[tuple[int, int, str]] = []
        rows_at, columns_at = self.row_numbers, self.column_numbers
        for (left, right), spans in self.paced(runs.items(), 8):
            for top, bottom in spans:
                area = Area(rows_at[top], columns_at[left], rows_at[bottom], columns_at[right])
                parts.append((top, left, str(area)))
        return [address for _, _, address in sorted(parts)]

    def _alike(self, lines: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        """Yield first row, last row and bits of neighbouring rows that have the same bits."""
        top, last, same = 0, -1, 0
        for row, bits in self.paced(lines, 2):
            if bits == same and row == last + 1:
                last = row
                continue
            if same:
                yield top, last, same
            top, last, same = row, row, bits
        if same:
            yield top, last, same


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return first and last of each run of neighbours."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _compact(sheet: Sheet) -> tuple[list[int], list[int], list[list[Value]]]:
    rows = _with_faults(sheet)
    width = max((len(row) for _, row in rows), default=0)
    far = sorted({column for _, cells in sheet.wide for column, _ in cells if column > width})
    for number, cells in sheet.wide:
        row: list[Value] = [""] * (width + len(far))
        for column, value in cells:
            row[column - 1 if column <= width else width + far.index(column)] = value
        rows.append((number, row))
    if sheet.wide:
        rows.sort(key=lambda item: item[0])
    columns = [*range(1, width + 1), *far]
    dense = [row if len(row) == len(columns) else row + [""] * (len(columns) - len(row)) for _, row in rows]
    used = [at for at in range(len(columns)) if any(row[at] != "" for row in dense)]
    if len(used) < len(columns):
        dense = [[row[at] for at in used] for row in dense]
    return [number for number, _ in rows], [columns[at] for at in used], dense


def _with_faults(sheet: Sheet) -> list[tuple[int, list[Value]]]:
    """Put errors, which the first reader leaves blank, into their cells."""
    if not sheet.faults:
        return list(sheet.rows)
    rows = dict(sheet.rows)
    for (number, column), fault in sheet.faults.items():
        row = rows.setdefault(number, [])
        row.extend([""] * (column - len(row)))
        row[column - 1] = Fault(fault)
    return sorted(rows.items())


# what web pages and mails leave in names: breaks without width, soft hyphens, marks of direction and of byte order
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)


class _Tidied(dict[str, str]):
    """Keeps each text in one line and without what nobody sees: long lists say the same again and again."""

    def __missing__(self, text: str) -> str:
        tidied = self[text] = tidy(text if text.isascii() else text.translate(_INVISIBLE))
        return tidied


class _KindsOfTexts(dict[str, str]):
    """Keeps the kind of each text that was looked at once."""

    def __missing__(self, text: str) -> str:
        kind = self[text] = _kind_of_text(text)
        return kind


def _is_short_name(value: Value) -> bool:
    """Tell whether a cell holds one digit and one letter, such as “3M”."""
    return type(value) is str and len(text := value.strip()) == 2 and text[0].isdigit() and text[1].isalpha()


def _kinds_of(column: Sequence[Any], of_texts: _KindsOfTexts) -> str:
    """Return the kinds of some cells of one column, which are mostly alike."""
    types = set(map(type, column))
    if types == {str}:
        return "".join(map(of_texts.__getitem__, column))
    if len(types) == 1:
        return _KINDS[types.pop()] * len(column)
    return "".join([_KINDS.get(type(value)) or of_texts[str(value)] for value in column])


def _kind_of_text(text: str) -> str:
    if text[:4].isalpha() and len(text) > 3:  # amounts begin with three letters at most
        return "t"
    if not text or not text.strip():
        return " "
    return "n" if is_number_like(tidy(text)) else "t"
