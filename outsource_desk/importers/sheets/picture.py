"""The picture of a sheet: its cells as they stand in the file, and which part of a table each belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from enum import StrEnum

from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.importers.cells import Value, raw_text, tidy
from outsource_desk.importers.reading import PictureRow, SheetPicture, Table
from outsource_desk.importers.sheets.grid import Area, Sheet

ROWS = 200  # used rows from the top of the sheet, and of each further table
ROWS_IN_DOUBT = 400  # further rows that hold a problem
COLUMNS = 80
_GAP = 3  # blank rows or columns in a row that are shown as they are
_LONGEST = 300  # letters of one cell


class Region(StrEnum):
    """What a cell of a table is."""

    HEADER = "header"
    CRITERION = "criterion"
    WEIGHT = "weight"
    SCORE = "score"
    DERIVED = "derived"
    LEFT_OUT = "left out"


def picture_of(sheet: Sheet, tables: Iterable[Table]) -> SheetPicture:
    """Return the sheet's first used rows, the first ones of each table, and every row with a problem, up to a bound."""
    used = sorted({number for number, _ in (*sheet.rows, *sheet.wide)} | {number for number, _ in sheet.faults})
    known = set(used)
    wanted = set(used[:ROWS])
    in_doubt: list[int] = []
    for table in tables:
        area = Area.from_address(table.range)
        if area is not None and len(used) > ROWS:
            first = bisect_left(used, area.top)
            wanted.update(used[first : min(first + ROWS, bisect_right(used, area.bottom))])
        places = (Area.from_address(problem.cell.partition(":")[0]) for problem in table.problems)
        in_doubt += [place.top for place in places if place is not None and place.top in known]
    wanted.update(list(dict.fromkeys(in_doubt))[:ROWS_IN_DOUBT])
    cells = _cells_of(sheet, wanted)
    columns = sorted({column for row in cells.values() for column in row})
    shown = tuple(_without_gaps(columns[:COLUMNS]))
    return SheetPicture(
        sheet.name,
        shown,
        tuple(_row(number, cells.get(number, {}), shown, sheet) for number in _without_gaps(sorted(wanted))),
        frozenset(sheet.hidden_columns & set(shown)),
        len(used) - len(wanted),
        max(0, len(columns) - COLUMNS),
    )


def _cells_of(sheet: Sheet, wanted: Set[int]) -> dict[int, dict[int, Value]]:
    """Return row → column → value of the used cells of some rows, errors among them."""
    rows = {
        number: {column: value for column, value in enumerate(values, start=1) if value != ""}
        for number, values in sheet.rows
        if number in wanted
    }
    rows |= {number: dict(cells) for number, cells in sheet.wide if number in wanted}
    for (number, column), fault in sheet.faults.items():
        if number in wanted:
            rows.setdefault(number, {})[column] = fault
    return rows


def _without_gaps(numbers: list[int]) -> Iterator[int]:
    """Yield the numbers with short gaps between them filled; a long gap stays a jump."""
    last = 0
    for number in numbers:
        if number - last <= _GAP + 1:
            yield from range(last + 1, number)
        yield number
        last = number


def _row(number: int, cells: Mapping[int, Value], columns: tuple[int, ...], sheet: Sheet) -> PictureRow:
    texts = (tidy(raw_text(cells[column]))[:_LONGEST] if column in cells else "" for column in columns)
    return PictureRow(number, tuple(texts), number in sheet.hidden_rows)


def regions_of(table: Table, picture: SheetPicture) -> dict[str, Region]:
    """Return address → region for the cells of the picture that belong to the table; the strongest claim holds."""
    texts = {
        f"{column_letters(column)}{row.number}": text
        for row in picture.rows
        for column, text in zip(picture.columns, row.texts, strict=True)
    }
    found: dict[str, Region] = {}
    for left_out, region in ((table.skipped, Region.LEFT_OUT), (table.derived, Region.DERIVED)):
        for cells in left_out:
            found |= dict.fromkeys(_used_within(cells.cells, picture, texts), region)
    found |= {score.cell: Region.SCORE for score in table.scores if score.cell in texts}
    found |= {line.cell: Region.SCORE for line in table.lines if texts.get(line.cell)}
    settled = {*found}
    for number in table.header_rows:
        addresses = (f"{column_letters(column)}{number}" for column in picture.columns)
        found |= {cell: Region.HEADER for cell in addresses if texts.get(cell) and cell not in settled}
    named = Region.CRITERION if table.orientation != "vendors_as_rows" else Region.HEADER
    found |= {each.cell: named for each in (*table.criteria, *table.groups) if each.cell in texts}
    named = Region.HEADER if table.orientation == "vendors_as_columns" else Region.CRITERION
    found |= {each.cell: named for each in table.vendors if each.cell in texts}
    return found | {each.weight_cell: Region.WEIGHT for each in table.criteria if each.weight_cell in texts}


def _used_within(address: str, picture: SheetPicture, texts: Mapping[str, str]) -> Iterator[str]:
    area = Area.from_address(address)
    if area is None:
        return
    columns = [column_letters(column) for column in picture.columns if area.left <= column <= area.right]
    for row in picture.rows:
        if area.top <= row.number <= area.bottom:
            yield from (cell for letters in columns if texts.get(cell := f"{letters}{row.number}"))
