"""A table seen with vendors and criteria told apart, whichever of them runs down and whichever across."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from outsource_desk.importers.cells import Value
from outsource_desk.importers.scorecards.legends import Legend, legend_beside
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block, spread
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.vocabulary import (
    COMMENT,
    EVALUATOR,
    IDENTIFIER,
    INDEX,
    NAME,
    NAMING,
    UNIT,
    UNIT_WORDS,
    VENDOR,
)
from outsource_desk.importers.sheets.words import (
    has,
    is_criterion_title,
    is_level,
    is_vendor_code_title,
    is_vendor_title,
    is_weight_label,
    looks_like_measure,
    looks_like_vendor,
    result_of_label,
    starts_as_total,
    words_of,
)

_SAMPLE = 60  # names that are looked at
_FIELDS = 3  # columns that repeat for each vendor, such as unit price and amount
_PLACEHOLDER = re.compile(r"[^\W\d_]+[\s_-]*(?:\d{1,3}|[A-Z])(?![^\W\d_])")  # “Option 1: Build” is one vendor


@dataclass
class Line:
    """A row or column of values with its name: one vendor, one criterion, or something between them."""

    at: int  # row or column index
    name: str
    name_cell: Cell | None
    evaluator: str = ""
    comment: int | None = None  # the row or column of the comments on its values


@dataclass
class View:
    """The body of a block, addressed by vendor line and criterion line."""

    grid: Grid
    block: Block
    label: int  # column of the names that run down
    is_across: bool  # vendors are columns
    headers: dict[int, Line] = field(default_factory=dict)  # by column
    roles: Mapping[int, str] = field(default_factory=dict)  # as the user says, see `SheetView`

    def cell(self, vendor: int, criterion: int) -> Cell:
        """Return where a vendor's value on a criterion stands."""
        return (criterion, vendor) if self.is_across else (vendor, criterion)

    def role_of_side(self, line: Line) -> str:
        """Return what the user says that a line beside or among the vendors is, or nothing."""
        return self._role(line.at, is_column=self.is_across)

    def role_of_criterion(self, line: Line) -> str:
        """Return what the user says that a line beside or among the criteria is, or nothing."""
        return self._role(line.at, is_column=not self.is_across)

    def _role(self, at: int, *, is_column: bool) -> str:
        if not self.roles:
            return ""
        return self.roles.get(self.grid.column_numbers[at] if is_column else -self.grid.row_numbers[at], "")

    @property
    def hidden_columns(self) -> list[int]:
        """Return the columns that the sheet hides."""
        hidden = self.grid.sheet.hidden_columns
        return [at for at, number in enumerate(self.grid.column_numbers) if number in hidden and at != self.label]

    def kinds_of(self, criterion: Line, vendors: list[Line]) -> dict[str, int]:
        """Count the kinds of a criterion's cells."""
        self.grid.step(len(vendors))
        kinds, at = self.grid.kinds, criterion.at
        if self.is_across:
            found = "".join([kinds[at][vendor.at] for vendor in vendors])
        else:
            found = "".join([kinds[vendor.at][at] for vendor in vendors])
        return {kind: found.count(kind) for kind in "ntbde "}

    def values_of(self, criterion: Line, vendors: Sequence[Line]) -> list[Value]:
        """Return what stands in a criterion's cells."""
        self.grid.step(len(vendors))
        rows, at = self.grid.rows, criterion.at
        if self.is_across:
            line = rows[at]
            return [line[vendor.at] for vendor in vendors]
        return [rows[vendor.at][at] for vendor in vendors]

    def numbers_of(self, criterion: Line, vendors: list[Line]) -> list[float | None]:
        """Return a criterion's number for each vendor."""
        values, number = self.values_of(criterion, vendors), self.grid.number
        return [
            value if type(value) is float else number(*self.cell(vendor.at, criterion.at))
            for value, vendor in zip(values, vendors, strict=True)
        ]

    @cached_property
    def legend(self) -> Legend | None:
        """Return what the marks mean, where that stands beside the table; unless the user says what columns are."""
        return None if self.roles else legend_beside(self.grid, self.block, self.label)

    @cached_property
    def columns(self) -> list[int]:
        """Return the columns beside the names."""
        beside = self.legend.columns if self.legend else ()
        left_out = {self.label, *self.block.coordinate_columns, *self.hidden_columns, *beside}
        return [column for column in range(len(self.grid.column_numbers)) if column not in left_out]

    def header(self, column: int) -> Line:
        """Return a column's name; of a header in two rows the lower one counts."""
        if column not in self.headers:
            self.headers[column] = _header(self.grid, self.block, column)
        return self.headers[column]

    def row_line(self, row: int) -> Line:
        """Return a row's name; “Total” may stand before the column of names, over which it is merged."""
        if self.label and self.grid.kind(row, self.label) == " ":
            texts = [at for at in range(self.label) if self.grid.kind(row, at) != " "]
            name = self.grid.text(row, texts[0]) if len(texts) == 1 else ""
            if self.is_across and (result_of_label(name) or starts_as_total(name)):
                return Line(row, name, (row, texts[0]))
        return Line(row, self.grid.text(row, self.label), (row, self.label))

    @cached_property
    def vendor_lines(self) -> list[Line]:
        """Return what may be vendors: columns or rows."""
        return list(map(self.header, self.columns)) if self.is_across else list(map(self.row_line, self.block.body))

    @cached_property
    def criterion_lines(self) -> list[Line]:
        """Return what may be criteria: rows or columns, whose names may be stacked."""
        if self.is_across:
            return list(map(self.row_line, self.block.body))
        lines = list(map(self.header, self.columns))
        for line, name in _stacked(self, lines):
            line.name = name
        return lines


def _header(grid: Grid, block: Block, column: int) -> Line:
    for row in [block.header, *reversed(block.upper), *block.lower]:
        if grid.kind(row, column) in "tdb":
            return Line(column, grid.text(row, column), (row, column))
    row = block.header
    if grid.kind(row, column) == "n":  # a year or a number as a name
        return Line(column, grid.text(row, column), (row, column))
    return Line(column, "", None)


def spans_over(view: View) -> list[dict[int, tuple[str, Cell]]]:
    """Return for each row of upper headers the name over each column and its cell, topmost first."""
    grid, found = view.grid, []
    for row in view.block.upper:
        spans: dict[int, tuple[str, Cell]] = {}
        first = (row, 0)
        for column, text in spread(grid, row, range(len(grid.column_numbers))).items():
            first = (row, column) if grid.kind(row, column) != " " else first
            spans[column] = (text, first)
        found.append(spans)
    return found


def repeated_blocks(view: View) -> tuple[int | None, list[tuple[str, list[int]]]]:
    """Return the row of the names over columns that repeat the same headers, and each name with its columns."""
    for row in view.block.upper:
        over = spread(view.grid, row, range(len(view.grid.column_numbers)))
        groups: dict[str, list[int]] = {}
        for column in view.columns:
            name = view.grid.text(view.block.header, column)
            if column in over and name and not is_weight_label(name):
                groups.setdefault(over[column], []).append(column)
        headers = {name: tuple(view.grid.text(view.block.header, at) for at in group) for name, group in groups.items()}
        _cut_last(headers)
        counts = Counter(headers.values())
        repeated = [
            (name, groups[name][: len(each)]) for name, each in headers.items() if counts[each] >= 2 and len(each) >= 2
        ]
        if repeated:
            return row, repeated
    return None, []


def _cut_last(headers: dict[str, tuple[str, ...]]) -> None:
    """Take from the last name what follows its columns, such as comments, where no merged block cuts it off."""
    *_, before, last = (None, None, *headers)
    if before and last and headers[last][: len(headers[before])] == headers[before]:
        headers[last] = headers[before]


def _stacked(view: View, lines: list[Line]) -> list[tuple[Line, str]]:
    """Return lines whose header goes on in the row above, over their column alone, with the whole name."""
    if not view.block.upper:
        return []
    spans = spans_over(view)[-1]
    counts = Counter(cell for _, cell in spans.values())
    found: list[tuple[Line, str]] = []
    for line in lines:
        above, cell = spans.get(line.at, ("", (0, 0)))
        is_alone = above and counts[cell] == 1 and line.name_cell is not None and line.name_cell[0] == view.block.header
        if is_alone and not is_vendor_title(above) and above != line.name:
            words = set(words_of(line.name))
            is_unit = bool(words & UNIT_WORDS) and len(words) <= 2
            found.append((line, f"{above} ({line.name})" if is_unit else f"{above} / {line.name}"))
    return found


def label_column(grid: Grid, block: Block, roles: Mapping[int, str] | None = None) -> int | None:
    """Return the column whose texts name the rows: the best header, else the first with mostly different texts."""
    said = [at for at, number in enumerate(grid.column_numbers) if roles and roles.get(number) == "names"]
    if said:
        return said[0]
    best: tuple[float, int] | None = None
    for column in range(len(grid.column_numbers)):
        if column in block.coordinate_columns:
            continue
        score = _label_score(grid, block, column)
        if score > 0 and (best is None or score > best[0]):
            best = (score, column)
    code = _code_column(grid, block)
    return code if code is not None and not (best and _is_titled(grid, block, best[1])) else (best and best[1])


def _is_titled(grid: Grid, block: Block, column: int) -> bool:
    """Tell whether a header says that names stand below it."""
    header = _header(grid, block, column).name
    return is_vendor_title(header) or is_criterion_title(header) or bool(set(words_of(header)) & NAME)


def _code_column(grid: Grid, block: Block) -> int | None:
    """Return a column of vendors' codes, all different: words, or whole numbers."""
    rows = block.body[:300]
    for column in range(len(grid.column_numbers)):
        if not is_vendor_code_title(_header(grid, block, column).name):
            continue
        texts = [grid.text(row, column) for row in rows if grid.kind(row, column) in "tbn"]
        numbers = [number for row in rows if (number := grid.number(row, column)) is not None]
        if len(set(texts)) == len(rows) > 1 and all(number.is_integer() for number in numbers):
            return column
    return None


def _label_score(grid: Grid, block: Block, column: int) -> float:
    rows = block.body[:300]
    header = _header(grid, block, column).name
    texts = [text for row in rows if grid.kind(row, column) in "tb" and _may_be_name(text := grid.text(row, column))]
    used = [row for row in rows if grid.kind(row, column) != " "]
    words = words_of(header)
    is_name = (is_vendor_title(header) and not _PLACEHOLDER.match(header)) or is_criterion_title(header)
    if not used or (len(texts) < 0.6 * len(used) and not _are_numbered_vendors(grid, header, used, column)):
        return 0
    filled = len(used) / max(1, len(rows))
    different = len(set(texts)) / max(1, len(texts))
    score = filled + 2 * different - 0.02 * min(column, 20) - 1.5 * (bool(words) and set(words) <= UNIT)
    score += 4 * is_name + 1.5 * bool(set(words) & NAME)
    is_number = bool(words and words[-1] in IDENTIFIER | INDEX)
    score -= (
        2 if words in (("item",), ("items",), ("position",), ("line",)) else 3
    ) * is_number  # “Item” may be a name
    score -= 0.8 * has(header, COMMENT)
    return score if filled >= 0.3 or is_name else 0


def _may_be_name(text: str) -> bool:
    """Tell whether a text has a letter or a digit, or signs of which nobody knows; “+” and “-” name nothing."""
    return any(letter.isalnum() or not letter.isascii() for letter in text)


def _are_numbered_vendors(grid: Grid, header: str, rows: list[int], column: int) -> bool:
    """Tell whether the numbers of a column are the names of vendors: whole ones under a title of vendors."""
    numbers = [grid.number(row, column) for row in rows]
    is_sure = all(has(word, VENDOR) or word in NAMING | INDEX | IDENTIFIER for word in words_of(header))
    return (
        is_sure  # “Cedar Partners” is one vendor
        and is_vendor_title(header)
        and not _PLACEHOLDER.match(header)
        and all(number is None or number.is_integer() for number in numbers)
    )


@dataclass(frozen=True)
class Evidence:
    """How much speaks for vendors as rows, and how much for vendors as columns."""

    as_rows: float
    as_columns: float
    is_strong: bool

    @property
    def is_doubtful(self) -> bool:
        """Tell whether the user should look at the direction."""
        return abs(self.as_rows - self.as_columns) < 2


def weigh_orientation(grid: Grid, block: Block, label: int, sheet_hint: str) -> Evidence:
    """Weigh what header, names, weights, totals and magnitudes say about the direction of a table."""
    view = View(grid, block, label, is_across=False)
    headers = [view.header(column) for column in view.columns]
    ends = [*block.body[:_SAMPLE], *block.body[_SAMPLE:][-2:]]
    entries = [grid.text(row, label) for row in ends if grid.kind(row, label) != " "]
    numeric = [line.name for line in headers if line.name and is_numeric(grid, block, line.at)]
    title = next((text for row in [block.header, *block.upper] if (text := grid.text(row, label))), "")
    strong_rows = 6 * (is_vendor_title(title) or is_vendor_code_title(title))
    strong_rows += 6 * any(_is_weight_row(grid, view, row) for row in _edge_rows(block))
    strong_columns = 6 * is_criterion_title(title)
    strong_columns += 6 * any(is_weight_label(line.name) and _weighs(grid, block, line.at) for line in headers)
    people = [name for name in entries if not result_of_label(name)]
    strong_columns += 4 * (are_evaluators(title, people) and not any(map(looks_like_measure, numeric)))
    strong_rows += 4 * _share(entries, looks_like_vendor) + 3 * has(sheet_hint, VENDOR) * (not strong_columns)
    worded = [line.name for line in headers if line.name and _is_of_levels(grid, block, line.at)]
    strong_columns += 4 * _share([*numeric, *worded], looks_like_vendor)
    repeated = len(numeric) - len(set(numeric))
    again = {name for name, count in Counter(numeric).items() if count > 1}
    are_criteria = len(again) > _FIELDS and _share(numeric, looks_like_measure) > 0.5  # once scored and once weighted
    strong_columns += 5 * bool(block.upper and repeated and repeated >= len(numeric) / 3 and not are_criteria)
    upper = [name for row in block.upper for name in set(spread(grid, row, range(len(grid.column_numbers))).values())]
    strong_columns += 4 * _share(upper, looks_like_vendor) if len(upper) >= 2 else 0
    rows = strong_rows + 4 * _share(numeric, looks_like_measure)
    rows += 2 * any(result_of_label(name) for name in numeric[-2:])
    columns = strong_columns + 4 * _share(entries, looks_like_measure)
    columns += 2 * any(result_of_label(name) or starts_as_total(name) for name in entries[-2:])
    lean = _magnitudes(grid, block, [line.at for line in headers if is_numeric(grid, block, line.at)])
    return Evidence(rows + max(0, lean), columns + max(0, -lean), max(strong_rows, strong_columns) >= 2)


def are_evaluators(title: str, names: list[str]) -> bool:
    """Tell whether names are those of evaluators, by their title or by what each of them is called."""
    words = set(words_of(title))
    is_title = bool(words & EVALUATOR) and words <= EVALUATOR | {"name", "panel", "member", "initials"}
    return len(names) >= 2 and (is_title or all(set(words_of(name)) & EVALUATOR for name in names))


def _edge_rows(block: Block) -> list[int]:
    return [*block.body[:3], *block.body[-2:]]


def _is_weight_row(grid: Grid, view: View, row: int) -> bool:
    return is_weight_label(grid.text(row, view.label)) and grid.kinds[row].count("n") >= 1


def _share(names: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, names)) / len(names) if names else 0.0


def is_numeric(grid: Grid, block: Block, column: int) -> bool:
    """Tell whether a column of the body holds mostly numbers."""
    kinds = [grid.kinds[row][column] for row in block.body[:300]]
    numbers, used = kinds.count("n"), len(kinds) - kinds.count(" ")
    return numbers >= 1 and numbers >= 0.5 * used


def _weighs(grid: Grid, block: Block, column: int) -> bool:
    """Tell whether a column may hold weights: numbers, or words such as “High”."""
    return is_numeric(grid, block, column) or _is_of_levels(grid, block, column)


def _is_of_levels(grid: Grid, block: Block, column: int) -> bool:
    """Tell whether a column of the body holds mostly words such as “yes” and “High”."""
    rows = [row for row in block.body[:_SAMPLE] if grid.kinds[row][column] != " "]
    levels = sum(grid.kinds[row][column] in "tb" and is_level(grid.text(row, column)) for row in rows)
    return len(rows) >= 2 and levels >= 0.8 * len(rows)


def _magnitudes(grid: Grid, block: Block, columns: list[int]) -> float:
    """Return +2 if sizes differ from column to column much more than from row to row, −2 if the other way round."""
    rows = [row for row in block.body[:_SAMPLE] if sum(grid.kinds[row][column] == "n" for column in columns) >= 2]
    sizes = {
        (row, column): _size(grid.number(row, column))
        for row in rows
        for column in columns
        if grid.kinds[row][column] == "n"
    }
    if len(rows) < 2 or len(columns) < 2:
        return 0
    by_column = [[sizes[row, column] for row in rows if (row, column) in sizes] for column in columns]
    by_row = [[sizes[row, column] for column in columns if (row, column) in sizes] for row in rows]
    difference = _range_of_means(by_column) - _range_of_means(by_row)
    return 2.0 if difference > 1 else (-2.0 if difference < -1 else 0.0)


def _size(number: float | None) -> float:
    return math.log10(abs(number)) if number and math.isfinite(number) else 0.0


def _range_of_means(groups: list[list[float]]) -> float:
    means = [sum(group) / len(group) for group in groups if group]
    return max(means) - min(means) if means else 0.0
