"""Reading the lines of offers, and the cells that records were imported from."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.price_line import PriceLine
from outsource_desk.domain.score import Source


def load_price_lines(connection: sqlite3.Connection, initiative_id: int) -> tuple[PriceLine, ...]:
    """Return the lines of all offers of an initiative, by candidate and in their order."""
    rows = connection.execute(
        """SELECT price_line.id, candidate_id, criterion_id, name, minor_units, currency, year, quantity, unit, unit_price, note,
            file_name, price_line.sheet, cell
        FROM price_line LEFT JOIN import_file ON import_file.id = import_id
        WHERE candidate_id IN (SELECT id FROM candidate WHERE initiative_id = ?)
        ORDER BY candidate_id, criterion_id, price_line.position, price_line.id""",
        [initiative_id],
    )
    return tuple(
        PriceLine(
            number, candidate, criterion, name, minor / 10 ** minor_digits(currency), currency, year, quantity, unit, each, note,
            Source(file, sheet, cell) if file else None,
        )
        for number, candidate, criterion, name, minor, currency, year, quantity, unit, each, note, file, sheet, cell in rows
    )  # fmt: skip


def load_sources(connection: sqlite3.Connection, table: str, row_id: int) -> Mapping[str, Source]:
    """Return field → the cell that it was imported from, for one row of a table that keeps no cells itself."""
    rows = connection.execute(
        """SELECT field, file_name, imported_value.sheet, cell FROM imported_value
        JOIN import_file ON import_file.id = import_id WHERE tab = ? AND row_id = ?""",
        [table, row_id],
    )
    return {field: Source(file, sheet, cell) for field, file, sheet, cell in rows}
