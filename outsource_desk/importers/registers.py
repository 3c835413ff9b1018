"""Lists with one record to each row: suppliers, risks, metrics, readings, contracts, questions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median_low

from outsource_desk.importers.grid import Area, Grid
from outsource_desk.importers.layout import Block, spread
from outsource_desk.importers.ledger import Ledger
from outsource_desk.importers.periods import is_period
from outsource_desk.importers.questions import Questions, questions_of
from outsource_desk.importers.reading import NamedCell, Register, RegisterColumn, Table
from outsource_desk.importers.register_words import FACTS, FIELDS, MARK, OF_COMPANIES, PLAIN, SUPPORT, TITLES
from outsource_desk.importers.said import Said
from outsource_desk.importers.vocabulary import VENDOR
from outsource_desk.importers.words import (
    has,
    is_level,
    is_vendor_title,
    is_weight_label,
    looks_like_vendor,
    result_of_label,
    starts_as_total,
    words_of,
)

_SAMPLE = 200  # rows that are looked at to judge a column
_SURE = 75  # from here on a table of scores is a list of facts too
_TITLE_OF = {"risks": "risk", "metrics": "metric", "readings": "metric", "answers": "question", "criteria": "question",
             "contracts": "contract"}  # fmt: skip
_NAME_WORDS = frozenset(
    [
        "name",
        "title",
        "description",
        "text",
        "nombre",
        "nom",
        "nome",
        "nazwa",
        "bezeichnung",
        "titel",
        "titre",
        "titulo",
    ]
)


@dataclass(frozen=True)
class Taken:
    """What a list is taken for, and how sure that is."""

    kind: str
    confidence: int  # 0..100


def classify(register: Register, sheet: str = "") -> Taken | None:
    """Return what the rows of a register most probably are, judged by its headers; nothing if they say too little.

    Args:
        register: its columns and rows.
        sheet: its sheet's name, which may say what the headers do not.
    """
    headers = [_Header(column.name, *_manner(register, at)) for at, column in enumerate(register.columns)]
    found = [taken for kind in SUPPORT if (taken := _taken_for(kind, headers, sheet)) is not None]
    return max(found, key=lambda taken: taken.confidence, default=None)


@dataclass(frozen=True)
class _Header:
    """A column's header, and what stands below it."""

    name: str
    is_used: bool
    is_measured: bool  # mostly numbers or levels
    is_dated: bool = False  # mostly months or days

    @property
    def words(self) -> frozenset[str]:
        return frozenset(words_of(self.name))

    def is_title_of(self, kind: str) -> bool:
        """Tell whether the column names or numbers what the list is about."""
        title = TITLES[_TITLE_OF[kind]]
        return bool(self.words & title) and self.words <= title | PLAIN | FIELDS["remark"]

    @property
    def is_vendor(self) -> bool:
        return is_vendor_title(self.name) and _all_within(self.words, VENDOR | PLAIN)


def _all_within(words: Iterable[str], vocabulary: frozenset[str]) -> bool:
    return all(word in vocabulary or word.removesuffix("s") in vocabulary for word in words)


def _manner(register: Register, at: int) -> tuple[bool, bool, bool]:
    """Return whether a column is used, holds mostly numbers or levels, and holds mostly months or days."""
    cells = [cells[at] for _, cells in register.rows[:_SAMPLE]]
    used = [said for said in cells if not said.is_empty]
    measured = sum(isinstance(said.value, int | float) or is_level(said.text) for said in used)
    dated = sum(type(said.value).__name__ == "Moment" or is_period(said.text) for said in used)
    return bool(used), bool(used) and measured >= 0.5 * len(used), bool(used) and dated >= 0.6 * len(used)


def _taken_for(kind: str, headers: list[_Header], sheet: str) -> Taken | None:
    """Return how surely the headers are those of a kind of list; nothing if what it needs is not there."""
    known_words = PLAIN | FIELDS["remark"] | frozenset().union(*(FIELDS[field] for field in SUPPORT[kind]))
    known_words |= TITLES[_TITLE_OF[kind]] if kind in _TITLE_OF else VENDOR
    supports = {field: [h for h in headers if h.words & FIELDS[field]] for field in SUPPORT[kind]}
    has_title = _has_title(kind, headers, sheet)
    if not has_title or not _needs_are_met(kind, headers, supports):
        return None
    periods = [header for header in headers if is_period(header.name)]
    strange = [h for h in headers if h not in periods and not h.is_vendor and not _all_within(h.words, known_words)]
    is_report = kind == "readings" and has(sheet, TITLES["metric"])  # months down, and a metric to each column
    if sum(header.is_measured for header in strange) > _STRANGE[kind] and not is_report:
        return None
    met = len({header.name for found in supports.values() for header in found} | {each.name for each in periods})
    less = 0 if is_report else 8 * len(strange)
    return Taken(kind, max(0, min(96, 50 + 12 * met + 10 * (has_title == 2)) - less))


# how many columns with numbers or levels may be there that the kind does not know: in other lists they may be vendors
_STRANGE = {"vendors": 2, "risks": 1, "metrics": 0, "readings": 1, "answers": 0, "criteria": 0, "contracts": 2}


def _has_title(kind: str, headers: list[_Header], sheet: str) -> int:
    """Return 2 if a column says what the rows are, 1 if only the sheet's name does and a column has their names."""
    if kind == "vendors":
        if any(header.is_vendor for header in headers):
            return 2
        return int(any(header.words and header.words <= _NAME_WORDS | {"legal"} for header in headers))
    if any(header.is_title_of(kind) for header in headers):
        return 2
    if kind == "criteria" and any(header.words & MARK for header in headers):
        return 2
    if kind == "readings" and any(header.is_dated and header.words & FIELDS["period"] for header in headers):
        return 1
    return int(has(sheet, TITLES[_TITLE_OF[kind]]) and any(h.words & (_NAME_WORDS | FIELDS["remark"]) for h in headers))


def _needs_are_met(kind: str, headers: list[_Header], supports: dict[str, list[_Header]]) -> bool:
    """Tell whether the columns are there without which a list is not of its kind."""
    there = {field for field, found in supports.items() if found}
    match kind:
        case "vendors":
            named = any(header.is_vendor for header in headers)
            return len(there - {"standing", "revenue"}) >= (1 if named else 3) and len(there) >= (2 if named else 4)
        case "risks":
            return bool(there & {"likelihood", "impact", "level"}) and len(there) >= 2
        case "metrics":
            return bool(there & {"unit", "goal", "frequency"}) and not any(is_period(h.name) for h in headers)
        case "readings":
            return _is_about_readings(headers, supports)
        case "answers":
            return any("example" not in h.words and not h.words & FIELDS["guidance"] for h in supports["answer"])
        case "criteria":
            return bool(there) and not any(is_weight_label(header.name) for header in headers)
        case _:
            terms = {header.name for header in supports["term"]}
            return len(terms) >= 2 or (bool(terms) and bool(supports["worth"]))


def _is_about_readings(headers: list[_Header], supports: dict[str, list[_Header]]) -> bool:
    """Tell whether values stand beside a metric and a period, below months, or beside months that run down."""
    if sum(is_period(header.name) for header in headers) >= 2:
        return True
    has_metric = any(header.is_title_of("readings") for header in headers)
    dated = [header for header in supports["period"] if header.is_dated]
    if has_metric:
        return bool(supports["period"] and supports["value"])
    others = [header for header in headers if header.is_measured and header not in dated]
    return len(dated) == 1 and headers[0] in dated and len(others) == len(headers) - 1 >= 1


def register_of(grid: Grid, block: Block, rows: list[int]) -> Register:
    """Return the used columns of a block with their headers, and these rows of it with all their cells."""
    columns = [at for at in range(len(grid.column_numbers)) if at not in block.coordinate_columns]
    names = _names(grid, block, columns)
    doubts = {
        (row, column): f"one reader sees “{first}”, the other “{second}”"
        for row, column, first, second in grid.sheet.disagreements
    }
    shape = tuple(RegisterColumn(grid.column_numbers[at], *names[at]) for at in columns)
    said = tuple(
        (grid.row_numbers[row], tuple(_said(grid, row, at, doubts) for at in columns))
        for row in grid.paced(rows, len(columns))
    )
    return Register(shape, said)


def _said(grid: Grid, row: int, column: int, doubts: dict[tuple[int, int], str]) -> Said:
    sheet, at = grid.sheet, (grid.row_numbers[row], grid.column_numbers[column])
    is_percent = at in sheet.percents or (False if sheet.is_checked else None)
    cell = grid.address(row, column)
    return Said(grid.value(row, column), cell, at in sheet.formulas, is_percent, doubts.get(at, ""))


def _names(grid: Grid, block: Block, columns: list[int]) -> dict[int, tuple[str, str]]:
    """Return each column's header in one line, with the headings over several columns before it, and its cell."""
    width = range(len(grid.column_numbers))
    above = [spread(grid, row, width) for row in block.upper]
    names: dict[int, tuple[str, str]] = {}
    for at in columns:
        parts = [texts[at] for texts in above if texts.get(at)]
        row = next((row for row in [block.header, *block.lower] if grid.kind(row, at) != " "), block.header)
        own = _shown(grid, row, at)
        parts = [part for part in dict.fromkeys(parts) if part != own]
        names[at] = (" / ".join([*parts, own] if own else parts), grid.address(row, at))
    return names


def _shown(grid: Grid, row: int, column: int) -> str:
    text = grid.text(row, column)
    return text.partition(" ")[0] if grid.kind(row, column) == "d" and text.endswith(" 00:00:00") else text


@dataclass
class Rows:
    """The rows below a list's header, told apart."""

    records: list[int]
    headings: list[int]
    totals: list[int]
    notes: list[int]


def rows_of(grid: Grid, block: Block, name: int) -> Rows:
    """Tell records from headings of groups, totals and notes.

    Args:
        grid: the sheet.
        block: the list's part of it.
        name: the column of what the rows are about.
    """
    used = {row: len(grid.kinds[row]) - grid.kinds[row].count(" ") for row in block.body}
    several = sorted(count for count in used.values() if count > 1)
    usual = median_low(several) if several else 0
    found = Rows([], [], [], [])
    full = [row for row in block.body if used[row] > 1 or usual < 3]
    last = full[-1] if full else -1
    for row in grid.paced(block.body):
        text = grid.text(row, name)
        if used[row] == 1 and (text[:1] in ("*", "^", "†") or (usual >= 3 and row > last)):
            found.notes.append(row)
        elif used[row] == 1 and usual >= 3 and not looks_like_vendor(text):
            found.headings.append(row)
        elif text and (result_of_label(text) or starts_as_total(text)) and "n" in grid.kinds[row]:
            found.totals.append(row)
        else:
            found.records.append(row)
    return found


def read_register(grid: Grid, block: Block, kind: str = "") -> Table | None:
    """Read a block as a list with one record to each row, if its headers say that it is one.

    A table that compares vendors is none, except where the same vendor stands in several rows.

    Args:
        grid: the sheet.
        block: the list's part of it.
        kind: what the user says that the list is; nothing = what its headers say.
    """
    register = register_of(grid, block, block.body[:_SAMPLE])
    taken = Taken(kind, 100) if kind else classify(register, grid.sheet.name)
    if taken is None or taken.kind == "vendors" or taken.confidence < 50:
        return None
    vendor = next((at for at, header in enumerate(_headers(register)) if header.is_vendor), None)
    if vendor is not None and not kind and not _repeats(register, vendor) and taken.kind != "contracts":
        return None
    title = _title_column(register, taken.kind)
    rows = rows_of(grid, block, _index(grid, register, title))
    return _table(grid, block, rows, taken.kind, None if vendor is None else _index(grid, register, vendor))


def _headers(register: Register) -> list[_Header]:
    return [_Header(column.name, True, False) for column in register.columns]


def _index(grid: Grid, register: Register, at: int) -> int:
    return grid.column_index[register.columns[at].column]


def _title_column(register: Register, kind: str) -> int:
    """Return the column that says what a record is about: of several titles the one with texts."""
    headers = _headers(register)
    titles = [at for at, header in enumerate(headers) if kind in _TITLE_OF and header.is_title_of(kind)]
    titles += [at for at, header in enumerate(headers) if header.words & _NAME_WORDS]
    titles += [at for at, header in enumerate(headers) if header.words & FIELDS["remark"]]
    return max(titles, key=lambda at: (_letters(register, at), -at), default=0)


def _letters(register: Register, at: int) -> int:
    """Return how much text stands in a column, up to what tells names from codes."""
    texts = [cells[at].text for _, cells in register.rows[:_SAMPLE]]
    return min(20, sum(map(len, texts)) // max(1, len(texts)))


def _repeats(register: Register, at: int) -> bool:
    """Tell whether the same vendor stands in several rows."""
    names = [cells[at].text.casefold() for _, cells in register.rows if not cells[at].is_empty]
    return len(set(names)) < 0.9 * len(names)


def _table(grid: Grid, block: Block, rows: Rows, kind: str, vendor: int | None) -> Table:
    ledger = Ledger(grid, block.rows)
    register = register_of(grid, block, rows.records)
    vendors: dict[str, NamedCell] = {}
    if vendor is not None:
        for row in rows.records:
            if name := grid.text(row, vendor):
                vendors.setdefault(name, NamedCell(name, grid.address(row, vendor)))
    account_for_rows(grid, block, rows, ledger)
    headers = sorted({*block.upper, block.header, *block.lower})
    tree = questions_of(register) if kind == "criteria" else Questions()
    return Table(
        grid.sheet.name, kind, "questions_as_rows" if kind in ("criteria", "answers") else "list",
        tuple(grid.row_numbers[row] for row in headers), tuple(vendors.values()), tree.criteria, tree.groups,
        derived=ledger.derived_areas(), skipped=ledger.skipped_areas(), problems=tuple(ledger.problems),
        used_cells=ledger.used, accounted_cells=ledger.accounted, range=ledger.area,
        account=ledger.account(headers), register=register,
    )  # fmt: skip


def with_register(grid: Grid, block: Block, table: Table) -> Table:
    """Let a table with a vendor to each row have its whole rows too, where they hold more than scores."""
    if table.orientation not in ("vendors_as_rows", "list") or table.register is not None:
        return table
    if table.kind not in ("risks", "vendors"):
        taken = classify(register_of(grid, block, block.body[:_SAMPLE]), grid.sheet.name)
        if taken is None or taken.confidence < _SURE:
            return table
    rows = sorted({_row_of(grid, vendor.cell) for vendor in table.vendors})
    return replace(table, register=register_of(grid, block, rows))


def is_dossier(grid: Grid, block: Block, table: Table) -> bool:
    """Tell whether all that a table says of its vendors are facts about them, such as staff and year of foundation."""
    if table.orientation != "vendors_as_rows" or table.kind not in ("scores", "prices"):
        return False
    if not all(_all_within(_without_brackets(criterion.name), FACTS | PLAIN) for criterion in table.criteria):
        return False
    if any(criterion.weight is not None for criterion in table.criteria):
        return False
    taken = classify(register_of(grid, block, block.body[:_SAMPLE]), grid.sheet.name)
    return taken is not None and taken.kind == "vendors" and taken.confidence >= _SURE


def _without_brackets(name: str) -> tuple[str, ...]:
    return words_of(re.sub(r"[(\[][^()\[\]]*[)\]]", " ", name))


def names_companies(grid: Grid, block: Block) -> bool:
    """Tell whether a list below ``Name`` is one of companies, by at least two columns that persons do not have."""
    headers = [words_of(grid.text(block.header, at)) for at in range(len(grid.column_numbers))]
    return sum(bool(set(words) & OF_COMPANIES) for words in headers) >= 2


def _row_of(grid: Grid, address: str) -> int:
    area = Area.from_address(address)
    assert area is not None  # the grid wrote it
    return grid.row_index[area.top]


def account_for_rows(grid: Grid, block: Block, rows: Rows, ledger: Ledger) -> None:
    """Account for every cell of a list: records and headers are imported, the rest says why it is not."""
    width = range(len(grid.column_numbers))
    columns = [at for at in width if at not in block.coordinate_columns]
    ledger.imported_block([*block.upper, block.header, *block.lower, *rows.records], columns)
    ledger.derived(((row, at) for row in rows.totals for at in width), "a total of the list")
    ledger.skipped(((row, at) for row in rows.headings for at in width), "the heading of a group")
    ledger.skipped(((row, at) for row in rows.notes for at in width), "a note beside or below the table")
    if block.hidden:
        cells = [(row, at) for row in block.hidden for at in width]
        ledger.problem(cells, "ask", "the sheet hides these cells, so they are left out; is that right?")
    account_for_surroundings(grid, block, ledger)
    ledger.close()


def account_for_surroundings(grid: Grid, block: Block, ledger: Ledger) -> None:
    """Account for what stands around a list."""
    width = range(len(grid.column_numbers))
    ledger.skipped(((row, column) for row in block.above for column in width), "title or note above the list")
    ledger.skipped(((row, column) for row in block.coordinate_rows for column in width), "typed-in column letters")
    ledger.skipped(((row, at) for row in block.rows for at in block.coordinate_columns), "typed-in row numbers")
    ledger.skipped(((row, column) for row in block.repeated for column in width), "the header once more")
    ledger.skipped(((row, column) for row in block.foreign for column in width), "a part of the sheet without vendors")
