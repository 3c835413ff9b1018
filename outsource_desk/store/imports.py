"""Read which files were imported, and how their layouts were understood."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class ImportedFile(NamedTuple):
    """One import of a file."""

    id: int
    initiative: str  # its name; nothing where the records belong to no initiative
    file_name: str
    imported_at: str  # UTC, ISO 8601
    mapping: str  # JSON: what was decided about the layout


_FOUND = """SELECT import_file.id, coalesce(initiative.name, ''), file_name, imported_at, mapping
FROM import_file LEFT JOIN initiative ON initiative.id = initiative_id"""


def imports_of_bytes(connection: sqlite3.Connection, sha256: str) -> list[ImportedFile]:
    """Return the imports of files with this content, newest first."""
    rows = connection.execute(f"{_FOUND} WHERE sha256 = ? ORDER BY import_file.id DESC", [sha256])
    return [ImportedFile(*row) for row in rows]


def imports_of_layout(connection: sqlite3.Connection, layout: str) -> list[ImportedFile]:
    """Return the imports of this layout about which something was decided, newest first."""
    rows = connection.execute(f"{_FOUND} WHERE layout = ? AND mapping <> '' ORDER BY import_file.id DESC", [layout])
    return [ImportedFile(*row) for row in rows]
