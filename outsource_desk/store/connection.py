"""The one way to a file: its SQLite connection, with the settings that keep it safe."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from outsource_desk.store.errors import ChangedOutsideError, FileMovedError
from outsource_desk.store.faults import explained

BUSY_SECONDS = 5.0

_SETTINGS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",  # else INSERT OR REPLACE would delete a row unseen by the capture
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "temp_store = MEMORY",  # nothing confidential goes to the system's folder for temporary files
    "synchronous = EXTRA",
)

ENGINE = f"SQLite {sqlite3.sqlite_version}"


def sqlite_uri(path: Path) -> str:
    """Return an absolute path as SQLite takes it, whatever letters or bytes are in it, also on a Windows share."""
    name = quote(os.fsencode(path.as_posix()), safe="/:")
    return f"file://{name}" if name.startswith("/") else f"file:///{name}"


def connect(path: Path, *, mode: str) -> sqlite3.Connection:
    """Open a database without reading it yet.

    Args:
        path: an absolute path.
        mode: ``ro``, ``rw`` or ``rwc``, as SQLite has them; only the last makes a file.
    """
    connection = sqlite3.connect(
        f"{sqlite_uri(path)}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        if mode == "ro":
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def use_rollback_journal(connection: sqlite3.Connection) -> None:
    """Make sure that no second file holds content while the file is at rest."""
    connection.execute("PRAGMA journal_mode = DELETE")


class Identity:
    """Knows which file a connection was opened on, and that nobody else wrote into it.

    SQLite itself goes on writing when a file is renamed, deleted or replaced underneath: into the void.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._key = self._present_key()
        self._version = self._data_version()

    def check(self) -> None:
        """Refuse unless the path still leads to the opened file, as this connection left it.

        Raises:
            FileMovedError: it was renamed, deleted or replaced.
            ChangedOutsideError: another program wrote into it.
        """
        self.check_place()
        if self._data_version() != self._version:
            raise ChangedOutsideError(self._path)

    def check_place(self) -> None:
        """Refuse unless the path still leads to the opened file, whoever wrote into it.

        Raises:
            FileMovedError: it was renamed, deleted or replaced.
        """
        key = self._present_key()
        if key is None:
            raise FileMovedError(self._path, "renamed or deleted")
        if key != self._key:
            raise FileMovedError(self._path, "replaced by another file")

    def _present_key(self) -> tuple[int, int] | None:
        with explained(self._path, OSError):
            try:
                status = self._path.stat()
            except (FileNotFoundError, NotADirectoryError):
                return None
            return status.st_dev, status.st_ino

    def _data_version(self) -> int:
        return self._connection.execute("PRAGMA main.data_version").fetchone()[0]
