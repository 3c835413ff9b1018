"""Lists with one record to each row: suppliers, risks, metrics, readings, contracts, questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from statistics import median_low

from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.importers.reading import NamedCell, Register, RegisterColumn, Table
from outsource_desk.importers.registers.kinds import (
    SAMPLE,
    SURE,
    Taken,
    classify,
    has_entries,
    title_columns,
    vendor_column,
)
from outsource_desk.importers.registers.ticked_answers import headed_by_answers, ticked_columns, with_one_answer
from outsource_desk.importers.registers.total_rows import is_total_row, sums_up
from outsource_desk.importers.scorecards.questions import Questions, questions_of
from outsource_desk.importers.sheets.grid import Area, Grid
from outsource_desk.importers.sheets.layout import Block, spread
from outsource_desk.importers.sheets.ledger import Ledger
from outsource_desk.importers.sheets.named_above import vendor_above
from outsource_desk.importers.sheets.said import Said
from outsource_desk.importers.sheets.words import looks_like_vendor

_OF_LEGEND = 2  # cells of its rows: a sign and what it means


def register_of(grid: Grid, block: Block, rows: list[int]) -> Register:
    """Return the used columns of a block with their headers, and these rows of it with all their cells."""
    columns = _shown_columns(grid, block)
    names = _names(grid, block, columns)
    shape = tuple(RegisterColumn(grid.column_numbers[at], *names[at]) for at in columns)
    return Register(shape, tuple(_said_rows(grid, rows, columns)))


def _shown_columns(grid: Grid, block: Block) -> list[int]:
    """Return the columns of a list that its sheet shows, without typed-in numbers of the rows."""
    return [at for at in range(len(grid.column_numbers)) if at not in {*block.coordinate_columns, *_hidden(grid)}]


def _hidden(grid: Grid) -> list[int]:
    return [at for at, number in enumerate(grid.column_numbers) if number in grid.sheet.hidden_columns]


def _said_rows(grid: Grid, rows: list[int], columns: list[int]) -> Iterator[tuple[int, tuple[Said, ...]]]:
    """Yield the number and the cells of each row; most sheets hold nothing special, and then it goes fast."""
    sheet, numbers = grid.sheet, grid.column_numbers
    doubts = {
        (row, column): f"one reader sees “{first}”, the other “{second}”"
        for row, column, first, second in sheet.disagreements
    }
    places = [(at, column_letters(numbers[at]), numbers[at]) for at in columns]
    unseen = False if sheet.is_checked else None
    is_plain = not (sheet.percents or sheet.formulas or doubts)
    for row in grid.paced(rows, len(columns)):
        number, values = grid.row_numbers[row], grid.rows[row]
        if is_plain:
            yield number, tuple([Said(values[at], f"{letters}{number}", False, unseen) for at, letters, _ in places])
            continue
        cells = [(values[at], f"{letters}{number}", (number, column)) for at, letters, column in places]
        yield (
            number,
            tuple(
                [
                    Said(value, cell, at in sheet.formulas, at in sheet.percents or unseen, doubts.get(at, ""))
                    for value, cell, at in cells
                ]
            ),
        )


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
    legend: list[int] = field(default_factory=list)  # below a gap: what signs mean


def with_heading_above(grid: Grid, block: Block) -> Block:
    """Let the row above the header belong to it where it names the columns that the header leaves blank.

    So ``Vendor`` and ``Sales contact`` may stand over blank, ``Name`` and ``E-mail``.
    """
    upper = block.header - 1
    if block.upper or block.lower or upper not in block.above:
        return block
    texts = len(grid.kinds[upper]) - grid.kinds[upper].count(" ")
    is_next = texts > 1 and grid.row_numbers[upper] == grid.row_numbers[block.header] - 1  # one alone is a title
    is_part = is_next and _complete_each_other(grid, upper, block.header, block.body[:SAMPLE])
    return replace(block, upper=[upper]) if is_part else block


def _complete_each_other(grid: Grid, upper: int, lower: int, lines: list[int]) -> bool:
    """Tell whether two rows of texts name all used columns together, and neither of them alone."""
    above, below = grid.kinds[upper], grid.kinds[lower]
    used = [at for at in range(len(above)) if any(grid.kinds[line][at] != " " for line in lines)]
    blank = [at for at in used if below[at] == " "]
    missing = [at for at in used if above[at] == " "]
    if not blank or not missing or blank[0] != used[0]:
        return False
    are_texts = all(above[at] in "t " and below[at] in "t " for at in used)
    return are_texts and all(above[at] == "t" for at in blank) and all(below[at] == "t" for at in missing)


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
    legend = _begin_of_legend(grid, block.body, used)
    for row in grid.paced(block.body):
        text = grid.text(row, name)
        if row >= legend:
            found.legend.append(row)
        elif used[row] == 1 and (text[:1] in ("*", "^", "†") or (usual >= 3 and row > last)):
            found.notes.append(row)
        elif used[row] == 1 and usual >= 3 and not looks_like_vendor(text):
            found.headings.append(row)
        elif "n" in grid.kinds[row] and is_total_row(grid, row, text, is_short=used[row] < usual):
            found.totals.append(row)
        else:
            found.records.append(row)
    if found.records and sums_up(grid, found.records[-1], found.records[:-1]):
        found.totals.append(found.records.pop())
    return found


def _begin_of_legend(grid: Grid, body: list[int], used: dict[int, int]) -> int:
    """Return the row where, below a gap, a title and short rows begin that are no records; past the end without one."""
    widest = max(used.values(), default=0)
    rest = 0  # the most cells of a row from here on
    for row in reversed(body):
        rest = max(rest, used[row])
        if rest > _OF_LEGEND:
            break
        if used[row] == 1 and rest > 1 and row != body[0] and grid.is_gap_before(row) and widest > rest:
            return row
    return len(grid.rows)


def read_register(grid: Grid, block: Block, kind: str = "") -> Table | None:
    """Read a block as a list with one record to each row, if its headers say that it is one.

    A table that compares vendors is none, except where the same vendor stands in several rows.

    Args:
        grid: the sheet.
        block: the list's part of it.
        kind: what the user says that the list is; nothing = what its headers say.
    """
    block = headed_by_answers(grid, block)
    register = register_of(grid, block, block.body[:SAMPLE])
    ticked = ticked_columns(register) if kind in ("", "answers") else ()
    register = with_one_answer(register, ticked) if ticked else register
    taken = Taken(kind or "answers", 100) if kind or ticked else classify(register, grid.sheet.name)
    if taken is None or taken.kind == "vendors" or taken.confidence < 50:
        return None
    vendor = vendor_column(register)
    is_about_others = taken.kind == "contracts" or has_entries(register, taken.kind)
    if vendor is not None and not kind and not _repeats(register, vendor) and not is_about_others:
        return None
    title = _title_column(register, taken.kind)
    rows = rows_of(grid, block, _index(grid, register, title))
    table = _table(grid, block, rows, taken.kind, None if vendor is None else _index(grid, register, vendor))
    whole = table.register
    return replace(table, register=with_one_answer(whole, ticked)) if whole is not None and ticked else table


def _index(grid: Grid, register: Register, at: int) -> int:
    return grid.column_index[register.columns[at].column]


def _title_column(register: Register, kind: str) -> int:
    """Return the column that says what a record is about: of several titles the one with texts."""
    return max(title_columns(register, kind), key=lambda at: (_letters(register, at), -at), default=0)


def _letters(register: Register, at: int) -> int:
    """Return how much text stands in a column, up to what tells names from codes."""
    texts = [cells[at].text for _, cells in register.rows[:SAMPLE]]
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
    elif kind == "answers" and (above := vendor_above(grid, block)) is not None:
        name, cell = above
        vendors[name] = NamedCell(name, grid.address(*cell))
        ledger.imported([cell])
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
        taken = classify(register_of(grid, block, block.body[:SAMPLE]), grid.sheet.name)
        if taken is None or taken.confidence < SURE:
            return table
    rows = sorted({_row_of(grid, vendor.cell) for vendor in table.vendors})
    return replace(table, register=register_of(grid, block, rows))


def _row_of(grid: Grid, address: str) -> int:
    area = Area.from_address(address)
    assert area is not None  # the grid wrote it
    return grid.row_index[area.top]


def account_for_rows(grid: Grid, block: Block, rows: Rows, ledger: Ledger) -> None:
    """Account for every cell of a list: records and headers are imported, the rest says why it is not."""
    width = range(len(grid.column_numbers))
    columns = _shown_columns(grid, block)
    ledger.imported_block([*block.upper, block.header, *block.lower, *rows.records], columns)
    ledger.derived(((row, at) for row in rows.totals for at in width), "a total of the list")
    ledger.skipped(((row, at) for row in rows.headings for at in width), "the heading of a group")
    ledger.skipped(((row, at) for row in rows.notes for at in width), "a note beside or below the table")
    ledger.skipped(((row, at) for row in rows.legend for at in width), "a legend below the list")
    for row in rows.legend:
        first = next(at for at in width if grid.kind(row, at) != " ")
        if looks_like_vendor(grid.text(row, first)):
            ledger.remark(
                (row, first), "ask", "this row stands below a gap and is left out; is it no part of the list?"
            )
    cells = [(row, at) for row in block.hidden for at in width]
    if unseen := _hidden(grid):
        lines = grid.paced([*block.upper, block.header, *block.lower, *block.body], len(unseen))
        cells += [(row, at) for row in lines for at in unseen if grid.kind(row, at) != " "]
    if cells:
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
