"""Lists as a reader would hand them over, typed in a test."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.importers.reading import Reading, Register, RegisterColumn, Table
from outsource_desk.importers.sheets.said import Said


def register(rows):
    """Return a list; its first row are the headings, None is an empty cell."""
    head, *body = rows
    columns = tuple(RegisterColumn(place, name, f"{column_letters(place)}1") for place, name in enumerate(head, 1))
    return Register(
        columns,
        tuple(
            (number, tuple(said(value, number, place) for place, value in enumerate(row, 1)))
            for number, row in enumerate(body, 2)
        ),
    )


def said(value, row, column):
    cell = f"{column_letters(column)}{row}"
    if isinstance(value, Said):
        return replace(value, cell=cell)
    return Said("" if value is None else value, cell)


def reading(rows, kind="vendors", sha256="a" * 64, file="List.xlsx"):
    """Return a file with one sheet that holds a list."""
    return Reading(file, sha256, tables=(Table("Sheet1", kind, "list", (1,), register=register(rows)),))


def used(rows):
    """Return how many cells of a list hold something."""
    return sum(value is not None for row in rows for value in row)
