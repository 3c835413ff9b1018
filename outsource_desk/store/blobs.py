"""Contents of files inside the document: each kept once, under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def put_blob(connection: sqlite3.Connection, content: bytes) -> str:
    """Keep a content, unless it is there already and whole, and return its SHA-256 in hexadecimal digits.

    A content is no row of the history: undoing the attachment leaves it here, until a copy without history is made.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    connection.execute(
        """INSERT INTO blob (sha256, content) VALUES (?, ?)
        ON CONFLICT (sha256) DO UPDATE SET content = excluded.content WHERE content IS NOT excluded.content""",
        [sha256, content],
    )
    return sha256


def get_blob(connection: sqlite3.Connection, sha256: str) -> bytes | None:
    """Return a content, or nothing if it is not there or is no longer what its hash says."""
    found = connection.execute("SELECT content FROM blob WHERE sha256 = ?", [sha256]).fetchone()
    if found is None or hashlib.sha256(found[0]).hexdigest() != sha256:
        return None
    return found[0]


def lost_blobs(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the attachments whose content is missing or is no longer what its hash says."""
    rows = connection.execute("SELECT sha256, min(file_name) FROM attachment GROUP BY sha256 ORDER BY 2")
    return [name for sha256, name in rows.fetchall() if get_blob(connection, sha256) is None]


def lost_hashes(connection: sqlite3.Connection) -> dict[str, bool]:
    """Return the SHA-256 of every lost content: True where other bytes are in its place, False where none are."""
    rows = connection.execute(
        "SELECT DISTINCT sha256, EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = attachment.sha256) FROM attachment"
    )
    return {sha256: bool(is_there) for sha256, is_there in rows.fetchall() if get_blob(connection, sha256) is None}


def drop_unused_blobs(connection: sqlite3.Connection) -> int:
    """Delete the contents that no attachment has, and return how many there were."""
    if not _keeps_files(connection):
        return 0
    return connection.execute("DELETE FROM blob WHERE sha256 NOT IN (SELECT sha256 FROM attachment)").rowcount


def has_all_blobs(copy: sqlite3.Connection, source: sqlite3.Connection) -> bool:
    """Tell whether a copy holds as many bytes for each attachment as its source does, without reading them."""
    if not _keeps_files(source):
        return True
    query = """SELECT DISTINCT attachment.sha256, length(content) FROM attachment
        LEFT JOIN blob ON blob.sha256 = attachment.sha256 ORDER BY 1"""
    return copy.execute(query).fetchall() == source.execute(query).fetchall()


def _keeps_files(connection: sqlite3.Connection) -> bool:
    """Tell whether a file is new enough to have files inside."""
    return connection.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'blob'").fetchone() is not None
