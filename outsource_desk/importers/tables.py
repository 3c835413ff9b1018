"""Finding every table of a sheet, and reading each as what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from outsource_desk.importers.prices.sheets import read_price_list, read_price_sheet, with_lines
from outsource_desk.importers.reading import CellProblem, SheetLeftOut, SheetView, Table
from outsource_desk.importers.registers.lists import read_register, with_heading_above, with_register
from outsource_desk.importers.scorecards.crossed import read_crossed
from outsource_desk.importers.scorecards.lists import read_dossier, read_vendor_list
from outsource_desk.importers.scorecards.long_lists import read_long_list
from outsource_desk.importers.scorecards.matrix import read_matrix
from outsource_desk.importers.scorecards.row_currencies import with_currencies_asked
from outsource_desk.importers.scorecards.sides import SIDES_OF_CRITERIA
from outsource_desk.importers.scorecards.view import Evidence, View, is_numeric, label_column, weigh_orientation
from outsource_desk.importers.sheets.grid import Area, Grid, Sheet
from outsource_desk.importers.sheets.layout import Block, blocks_of
from outsource_desk.importers.sheets.side_by_side import pieces_of
from outsource_desk.importers.sheets.vocabulary import (
    GIVEN_POINTS,
    IDENTIFIER,
    NAMING,
    NO_VENDORS,
    PRICE_WORDS,
    QUANTITY,
    THINGS,
)
from outsource_desk.importers.sheets.words import has, looks_like_measure, words_of

_RECORDS = ("risks", "metrics", "readings", "answers", "contracts")  # lists with a record to each row
_ACROSS, _DOWN = _DIRECTIONS = ("vendors_as_columns", "vendors_as_rows")


def read_sheet(
    sheet: Sheet, beat: Callable[[], None] | None = None, view: SheetView | None = None
) -> tuple[list[Table], SheetLeftOut | None]:
    """Return the sheet's tables; or, if it has none, that it was left out.

    Args:
        sheet: the raw cells.
        view: what the user says about the sheet in place of what would be found.
        beat: called again and again, at the latest after some thousand cells; what it raises stops the reading.
    """
    view = view or SheetView()
    grid = Grid(_shown(sheet) if view.with_hidden else sheet, beat, view.decimal)
    if not grid.rows:
        return [], None
    tables = _read_grid(grid, view)
    if not tables:
        return [], SheetLeftOut(sheet.name, grid.used_cells, _why_nothing(grid))
    tables = [replace(table, decimal=grid.decimal or "") for table in tables]
    # those of the whole sheet stand with the first table
    doubts = [*_disagreements(sheet), *_guessed_letters(grid), *_stray_quotes(grid)]
    return [_with_problems(tables[0], doubts), *tables[1:]], None


def _why_nothing(grid: Grid) -> str:
    """Return why no table was found, and what the user can do where there are names and numbers all the same."""
    width = range(len(grid.column_numbers))
    for block in blocks_of(grid):
        if len(block.body) >= 2 and sum(is_numeric(grid, block, column) for column in width) >= 2:
            return (
                "there are names and numbers on it, but nothing says that they compare vendors; "
                "if they do, read the sheet all the same and say where the vendors are"
            )
    return "no table of vendors or criteria was found on it"


def _read_grid(grid: Grid, view: SheetView) -> list[Table]:
    """Read all tables; those that stand side by side each by itself, if each of them is one."""
    blocks = blocks_of(grid, view.header_row)
    if not view.is_said and (pieces := pieces_of(grid, blocks)):
        grids = [Grid(piece, grid.beat, grid.decimal) for piece in pieces]
        found = [_read_blocks(part, blocks_of(part), view) for part in grids]
        if all(found):
            return [table for tables in found for table in tables]
    return _read_blocks(grid, blocks, view)


def _shown(sheet: Sheet) -> Sheet:
    """Return the sheet with nothing hidden."""
    return replace(sheet, hidden_rows=set(), hidden_columns=set())


def _read_blocks(grid: Grid, blocks: list[Block], view: SheetView) -> list[Table]:
    """Read the blocks; the rows of one that is no table are accounted for by the table before or after it."""
    tables = [_read_block(grid, block, view) for block in blocks]
    if None not in tables:
        return [table for table in tables if table is not None]
    readable = [block for block, table in zip(blocks, tables, strict=True) if table is not None]
    whole: list[Block] = []
    for at, block in enumerate(readable):
        start = whole[at - 1].rows.stop if at else 0
        stop = readable[at + 1].rows.start if at + 1 < len(readable) else len(grid.rows)
        foreign = [row for row in range(start, stop) if row not in block.rows]
        whole.append(replace(block, rows=range(start, stop), foreign=foreign))
    return [table for table in (_read_block(grid, block, view) for block in whole) if table is not None]


def _read_block(grid: Grid, block: Block, view: SheetView) -> Table | None:
    is_matrix = view.kind in ("scores", "prices") or view.orientation in _DIRECTIONS
    long = None if is_matrix and view.orientation != "long" else read_long_list(grid, block)
    if long is not None:
        return long
    if not view.is_said and (crossed := read_crossed(grid, block)) is not None:
        return crossed
    block = with_heading_above(grid, block)
    label = label_column(grid, block, view.roles)
    if label is None and not view.is_said:
        return read_register(grid, block) or read_price_sheet(grid, block, None)
    label = label or 0
    if view.kind in ("vendors",):
        return read_vendor_list(grid, block, label, is_said=True)
    if view.kind in _RECORDS:
        return read_register(grid, block, view.kind)
    listed = None if is_matrix or view.kind else read_register(grid, block)
    if listed is not None:
        return listed
    facts = None if view.is_said else read_dossier(grid, block, label)
    if facts is not None:
        return facts
    table = _read_matrix(grid, block, label, view)
    if view.kind in (None, "prices") and view.orientation != _DOWN and not view.roles:
        priced = read_price_list(grid, block, label, is_said=view.kind == "prices")
        priced = priced or read_price_sheet(grid, block, label, is_said=view.kind == "prices")
        if priced is not None:
            both = with_lines(grid, block, label, table) if table is not None and table.kind == "prices" else priced
            return both if both.lines else priced
    if table is None:
        table = read_vendor_list(grid, block, label)
    return None if table is None else with_currencies_asked(grid, block, with_register(grid, block, table))


def _read_matrix(grid: Grid, block: Block, label: int, said: SheetView) -> Table | None:
    evidence = weigh_orientation(grid, block, label, grid.sheet.name)
    if not said.is_said and _names_others(grid, block, label):
        return None
    if not said.is_said and (_compares_itself(grid, block, label) or not _is_believable(grid, block, label, evidence)):
        return None
    orientation = said.orientation or _orientation_of(said.roles)
    is_across = orientation == _ACROSS if orientation in _DIRECTIONS else evidence.as_columns > evidence.as_rows
    table = read_matrix(View(grid, block, label, is_across, roles=said.roles), grid.sheet.name)
    if table is not None and said.kind in ("scores", "prices", "risks") and table.vendors:
        table = replace(table, kind=said.kind)
    if table is not None and not said.is_said and _tells_facts_only(grid, block, table):
        return None
    if table is None or not table.vendors or orientation or said.roles:
        return table
    if not evidence.is_strong and not said.is_said:
        first = table.vendors[0]
        reason = f"nothing says that “{first.name}” and the others are vendors; are they?"
        table = _with_problems(table, [CellProblem(first.cell, "ask", reason)])
    if not evidence.is_doubtful:
        return table
    words = "columns" if is_across else "rows"
    doubt = CellProblem(
        grid.address(block.header, label), "ask", f"the vendors are taken to be the {words}; is that so?"
    )
    return _with_problems(table, [doubt])


def _names_others(grid: Grid, block: Block, label: int) -> bool:
    """Tell whether the names of a table are said to be those of clients, staff or things, and of no vendors."""
    words = set(words_of(grid.text(block.header, label)))
    return bool(words & NO_VENDORS) and words <= NO_VENDORS | NAMING | IDENTIFIER


def _compares_itself(grid: Grid, block: Block, label: int) -> bool:
    """Tell whether rows and columns have the same names in the same order, as where pairs of criteria are compared."""
    names = [grid.text(row, label).casefold() for row in block.body[:60] if grid.kind(row, label) == "t"]
    headers = [grid.text(block.header, at).casefold() for at in range(label + 1, len(grid.column_numbers))]
    return len(names) > 2 and headers[: len(names)] == names


def _tells_facts_only(grid: Grid, block: Block, table: Table) -> bool:
    """Tell whether rows of vendors hold texts, and a few flags among them, but no number or weight at all."""
    if table.orientation != _DOWN or table.derived or any(score.value is not None for score in table.scores):
        return False
    used = sum(any(grid.kind(row, at) != " " for row in block.body) for at in range(len(grid.column_numbers)))
    return 3 * len(table.criteria) < used and not any(criterion.weight for criterion in table.criteria)


def _orientation_of(roles: Mapping[int, str]) -> str:
    """Return the direction that follows from what the user says about columns and rows; nothing if none does."""
    sides = {"vendor", *SIDES_OF_CRITERIA}
    columns = {role for number, role in roles.items() if number > 0}
    rows = {role for number, role in roles.items() if number < 0}
    if columns & sides or "criterion" in rows:
        return _ACROSS
    return _DOWN if "criterion" in columns or rows & sides else ""


def _is_believable(grid: Grid, block: Block, label: int, evidence: Evidence) -> bool:
    """Tell whether a table compares vendors at all: a bill of materials or a budget must not become a ranking."""
    if evidence.is_strong:
        return True
    headers = [grid.text(block.header, column) for column in range(len(grid.column_numbers)) if column != label]
    if any(has(header, QUANTITY) for header in headers) and any(has(header, PRICE_WORDS) for header in headers):
        return False
    numeric = [
        column for column in range(len(grid.column_numbers)) if column != label and is_numeric(grid, block, column)
    ]
    title = words_of(grid.text(block.header, label))
    measures = [column for column in numeric if looks_like_measure(grid.text(block.header, column))]
    is_scored = bool(set(title) & THINGS) and any(has(grid.text(block.header, at), GIVEN_POINTS) for at in measures)
    if (title in ((), ("name",)) or (is_scored and len(title) <= 2)) and len(measures) >= 2:
        return True
    entries = [grid.text(row, label) for row in block.body[:60] if grid.kind(row, label) == "t"]
    known = sum(map(looks_like_measure, entries))
    return len(numeric) >= 2 and known >= 2 and known >= 0.4 * len(entries)


def _disagreements(sheet: Sheet) -> list[CellProblem]:
    return [
        CellProblem(str(Area(row, column, row, column)), "ask", _disagreement(first, second))
        for row, column, first, second in sheet.disagreements[:200]
    ]


def _disagreement(first: str, second: str) -> str:
    if not second:
        return f"“{first}” stands here, and who looks at the sheet sees nothing: is it meant?"
    return f"two readers disagree: “{first}” and “{second}”"


def _guessed_letters(grid: Grid) -> list[CellProblem]:
    """Show the first word that depends on a guessed alphabet."""
    alphabet = grid.sheet.alphabet
    if not grid.sheet.is_guessed:
        return []
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if not str(value).isascii():
                reason = (
                    f"the file does not say its alphabet; {alphabet} was taken: is “{grid.text(row, column)}” right?"
                )
                return [CellProblem(grid.address(row, column), "ask", reason)]
    return []


def _stray_quotes(grid: Grid) -> list[CellProblem]:
    """Ask about rows of a text file that were cut although a quotation mark is open in them."""
    reason = "a quotation mark is not closed as it should be; the row was cut at each separator: is that right?"
    return [
        CellProblem(grid.address(row, column), "ask", reason)
        for number in grid.sheet.stray_quotes
        if (row := grid.row_index.get(number)) is not None
        for column in [next((at for at, value in enumerate(grid.rows[row]) if '"' in str(value)), 0)]
    ]


def _with_problems(table: Table, problems: list[CellProblem]) -> Table:
    return replace(table, problems=(*table.problems, *problems)) if problems else table
