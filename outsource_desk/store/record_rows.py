"""Reading whole rows of a table, to compare what comes in with what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

Row = dict[str, Any]


def load_rows(connection: sqlite3.Connection, table: str, column: str = "", owner_id: int = 0) -> list[Row]:
    """Return the rows of a table in the order of their ids: all, or those whose column names an owner."""
    where = f'WHERE "{column}" = ?' if column else ""
    cursor = connection.execute(f'SELECT * FROM "{table}" {where} ORDER BY id', [owner_id] if column else [])
    names = [each[0] for each in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def last_import(connection: sqlite3.Connection, sha256: str, kind: str) -> str | None:
    """Return when the same bytes were last brought in as this kind, as UTC; None if never."""
    found = connection.execute(
        "SELECT imported_at FROM import_file WHERE sha256 = ? AND kind = ? ORDER BY id DESC LIMIT 1", [sha256, kind]
    ).fetchone()
    return None if found is None else str(found[0])


def load_tags(connection: sqlite3.Connection, vendor_id: int) -> tuple[str, ...]:
    """Return a vendor's tags."""
    return tuple(tag for (tag,) in connection.execute("SELECT tag FROM vendor_tag WHERE vendor_id = ?", [vendor_id]))
