"""What the user says about a sheet in place of what was found, and the sheet read once more in this view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from outsource_desk.importers.files.text_form import DELIMITERS as DELIMITERS
from outsource_desk.importers.files.text_form import ENCODINGS as ENCODINGS
from outsource_desk.importers.reading import KINDS as KINDS  # the window knows these by this module
from outsource_desk.importers.reading import ROLES as ROLES
from outsource_desk.importers.reading import SheetView as SheetView
from outsource_desk.services.import_answers import empty_cells, weight_cells

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, SheetPicture, Table


def read_again(reading: Reading, views: Mapping[str, SheetView]) -> Reading:
    """Look at the cells of a file once more, as the user says its sheets are to be seen; nothing is opened or written.

    Args:
        reading: what was read, with its raw sheets.
        views: by the name of a sheet; a sheet that is named here is read even if it is hidden.
    """
    from outsource_desk.importers.spreadsheet import read_again as again

    return again(reading, views)


def picture_of_sheet(reading: Reading, name: str) -> SheetPicture | None:
    """Return the cells of a sheet as they stand, also of one that was left out; nothing without its raw cells."""
    from outsource_desk.importers.sheets.picture import picture_of

    known = next((each for each in reading.pictures if each.sheet == name), None)
    raw = next((each for each in reading.sheets if each.name == name), None)
    return known or (picture_of(raw, ()) if raw is not None else None)


def taken_as_tables(reading: Reading) -> Reading:
    """Return a file in which no table was found, each sheet read from its first row of several texts all the same.

    What cannot be read as scores comes as a list, one entry to a row; the user then says of what.
    """
    found = _taken_as(reading, "scores")
    return found if found.tables else _taken_as(reading, "metrics")


def _taken_as(reading: Reading, kind: str) -> Reading:
    views = dict(reading.views)
    for sheet in reading.sheets:
        picture = picture_of_sheet(reading, sheet.name)
        rows = picture.rows if picture is not None else ()
        header = next((row.number for row in rows if sum(map(bool, row.texts)) > 1), None)
        if header is not None and sheet.name not in reading.hidden_sheets:
            views[sheet.name] = SheetView(header_row=header, kind=kind)
    return read_again(reading, views)


def used_cells_of(reading: Reading, name: str) -> int:
    """Return how many cells of a sheet hold something."""
    return sum(each.used_cells for each in reading.sheets if each.name == name)


def has_hidden_lines(reading: Reading, name: str) -> bool:
    """Tell whether a sheet hides rows or columns."""
    return any(each.name == name and (each.hidden_rows or each.hidden_columns) for each in reading.sheets)


def answerable(table: Table, cells: Iterable[str]) -> set[str]:
    """Return those of the cells that can be answered for: values, weights, lines of offers, and places for a value."""
    wanted = set(cells)
    known = {score.cell for score in table.scores} | weight_cells(table).keys() | {line.cell for line in table.lines}
    return wanted & (known | empty_cells(table, only=frozenset(wanted)).keys())
