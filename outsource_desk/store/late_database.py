"""sqlite-utils on an open connection, loaded only when one of its methods is used.

It brings numpy along, which takes a good part of a second; writing rows needs the connection alone.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database


class LateDatabase:
    """A connection that becomes a `sqlite_utils.Database` when more than its ``conn`` is asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.conn = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    @cached_property
    def _whole(self) -> Database:
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False)
