"""Lists of vendors without scores."""

from __future__ import annotations

from outsource_desk.importers.reading import NamedCell, Table
from outsource_desk.importers.registers.directories import are_companies, tells_of_companies
from outsource_desk.importers.registers.kinds import SAMPLE, is_dossier, names_companies
from outsource_desk.importers.registers.lists import (
    account_for_rows,
    register_of,
    rows_of,
)
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.ledger import Ledger
from outsource_desk.importers.sheets.vocabulary import (
    IDENTIFIER,
    NAME,
    NAMING,
    VENDOR,
)
from outsource_desk.importers.sheets.words import (
    has,
    is_vendor_code_title,
    is_vendor_title,
    words_of,
)

_HINTS = VENDOR | {"entity", "entities", "party", "parties", "processor", "processors", "subprocessors"}
_OF_COMPANIES = frozenset(["raison", "ragione", "razon", "razao"])  # whose name it is says the word itself
_LONGEST_TITLE = 80


def read_dossier(grid: Grid, block: Block, label: int) -> Table | None:
    """Read a list of vendors with facts about them, in numbers or not; nothing where it compares them as well."""
    few = register_of(grid, block, [*block.body[:SAMPLE], *block.body[SAMPLE:][-2:]])
    place = next((at for at, each in enumerate(few.columns) if each.column == grid.column_numbers[label]), None)
    if place is None or not (
        tells_of_companies(few, place) or (not block.upper and is_dossier(few, place, grid.sheet.name))
    ):
        return None
    return read_vendor_list(grid, block, _names_beside(grid, block, label))


def _names_beside(grid: Grid, block: Block, label: int) -> int:
    """Return the column of the companies' own names where the first one found has their codes."""
    if not is_vendor_code_title(_title(grid, block, label)):
        return label
    columns = [at for at in range(len(grid.column_numbers)) if at not in block.coordinate_columns]
    named = [at for at in columns if _is_name(_title(grid, block, at)) and _has_letters(grid, block, at)]
    return named[0] if named else label


def _is_name(title: str) -> bool:
    words = set(words_of(title))
    return is_vendor_title(title) or bool(words & NAME and words <= NAMING | NAME)


def _has_letters(grid: Grid, block: Block, at: int) -> bool:
    texts = [grid.text(row, at) for row in block.body[:SAMPLE] if grid.kind(row, at) != " "]
    return 2 * sum(any(map(str.isalpha, text)) for text in texts) > len(texts)


def _title(grid: Grid, block: Block, at: int) -> str:
    """Return a column's heading: in its own row, or in the one above where that stands over it alone."""
    return next((text for row in [block.header, *reversed(block.upper)] if (text := grid.text(row, at))), "")


def _names_vendors(grid: Grid, block: Block, label: int) -> bool:
    """Tell whether ``Name`` over a column means vendors: by the sheet's name, their codes, or facts about companies."""
    title = _title(grid, block, label)
    words = set(words_of(title))
    if words_of(title)[:1] and words_of(title)[0] in NAME and has(title, VENDOR) and not words & IDENTIFIER:
        return True  # “Name of the ICT third-party service provider”
    if not words & NAME or not words <= NAMING | NAME | _HINTS:
        return is_vendor_code_title(title)
    has_codes = any(is_vendor_code_title(grid.text(block.header, column)) for column in range(label))
    if has_codes or words & _OF_COMPANIES or has(grid.sheet.name, _HINTS) or _is_said_above(grid, block):
        return True
    few = register_of(grid, block, block.body[:SAMPLE])
    place = next((at for at, each in enumerate(few.columns) if each.column == grid.column_numbers[label]), None)
    if place is None:
        return False
    return names_companies(few) or (are_companies(few, place) and tells_of_companies(few, place))


def _is_said_above(grid: Grid, block: Block) -> bool:
    """Tell whether a title above a list says that it is one of vendors."""
    titles = [grid.text(row, at) for row in block.above for at, kind in enumerate(grid.kinds[row]) if kind == "t"]
    return any(len(title) <= _LONGEST_TITLE and has(title, _HINTS) for title in titles)


def read_vendor_list(grid: Grid, block: Block, label: int, *, is_said: bool = False) -> Table | None:
    """Read a list of vendors without scores, if the header or the sheet's name says that it is one.

    Args:
        grid: the sheet.
        block: the list's part of it.
        label: the column of the names.
        is_said: the user says that it is one.
    """
    is_hinted = _names_vendors(grid, block, label)
    if not is_said and not is_vendor_title(_title(grid, block, label)) and not is_hinted:
        return None
    ledger = Ledger(grid, block.rows)
    rows = rows_of(grid, block, label)
    rows.notes += [row for row in rows.records if grid.text(row, label)[:1] in "*^†" and grid.text(row, label)]
    notes = set(rows.notes)
    nameless = [row for row in rows.records if grid.kind(row, label) not in "tn" and row not in notes]
    left_out = {*notes, *nameless}
    rows.records = [row for row in rows.records if row not in left_out]
    vendors: dict[str, NamedCell] = {}
    for row in grid.paced(rows.records):
        name = grid.text(row, label)
        vendors.setdefault(name, NamedCell(name, grid.address(row, label)))
    if not vendors:
        return None
    for row in rows.headings:
        ledger.remark((row, label), "ask", "only a name stands in this row: it is taken as a heading, not as a vendor")
    cells = [(row, column) for row in nameless for column in range(len(grid.column_numbers))]
    ledger.problem(cells, "ask", "this row of the list has no name")
    account_for_rows(grid, block, rows, ledger)
    headers = sorted({*block.upper, block.header, *block.lower})
    return Table(
        grid.sheet.name, "vendors", "list", tuple(grid.row_numbers[row] for row in headers),
        tuple(vendors.values()), derived=ledger.derived_areas(), skipped=ledger.skipped_areas(),
        problems=tuple(ledger.problems),
        used_cells=ledger.used, accounted_cells=ledger.accounted, range=ledger.area,
        account=ledger.account(headers), register=register_of(grid, block, rows.records),
    )  # fmt: skip
