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
        """SELECT price_line.id, candidate_id, criterion_id, name, minor_units, currency, year, quantity, unit,
            unit_price, note, file_name, price_line.sheet, cell, sha256
        FROM price_line LEFT JOIN import_file ON import_file.id = import_id
        WHERE candidate_id IN (SELECT id FROM candidate WHERE initiative_id = ?)
        ORDER BY candidate_id, criterion_id, price_line.position, price_line.id""",
        [initiative_id],
    )
    return tuple(_line(*row) for row in rows)


def _line(
    number: int, candidate: int, criterion: int, name: str, minor: int, currency: str, year: int | None,
    quantity: float | None, unit: str, each: float | None, note: str, *source: str,
) -> PriceLine:  # fmt: skip
    amount = minor / 10 ** minor_digits(currency)
    where = Source(*source) if source[0] else None
    return PriceLine(
        number, candidate, criterion, name, amount, currency, year, quantity, unit, each, note, where
    )  # fmt: skip


def load_sources(connection: sqlite3.Connection, table: str, row_id: int) -> Mapping[str, Source]:
    """Return field → the cell that it was imported from, for one row of a table that keeps no cells itself."""
    rows = connection.execute(
        """SELECT field, file_name, imported_value.sheet, cell, sha256 FROM imported_value
        JOIN import_file ON import_file.id = import_id WHERE tab = ? AND row_id = ?""",
        [table, row_id],
    )
    return {field: Source(*where) for field, *where in rows}
