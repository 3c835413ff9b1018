"""Creating, opening and closing a file."""

from __future__ import annotations

import os
import sqlite3
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from outsource_desk.store import opening, schema
from outsource_desk.store.connection import Identity, connect, use_rollback_journal
from outsource_desk.store.damage import Damage, find_damage
from outsource_desk.store.faults import explained
from outsource_desk.store.journal import Journal
from outsource_desk.store.lock import WriteLock

if TYPE_CHECKING:
    from sqlite_utils import Database


class DeskFile:
    """One open file.

    Attributes:
        path: where it really lies.
        connection: the one SQLite connection to it.
        journal: records every change.
        damage: what was found damaged on opening; the file is then open read-only.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        author: str,
        *,
        lock: WriteLock | None,
        damage: Damage,
    ) -> None:
        self.path = path
        self.connection = connection
        self.damage = damage
        self._lock = lock
        self.journal = Journal(connection, author, is_read_only=lock is None, path=path)
        if lock is not None:
            self.journal.guard = Identity(path, connection).check

    @property
    def is_read_only(self) -> bool:
        """Whether changes are refused."""
        return self._lock is None

    @cached_property
    def db(self) -> Database:
        """The same connection as sqlite-utils sees it; made when first asked for."""
        from sqlite_utils import Database

        return Database(self.connection, execute_plugins=False)

    def check(self) -> Damage:
        """Check the whole file now."""
        return self.journal.damage()

    def close(self) -> None:
        """Close the file and give up the right to write it. What was acknowledged is on the disk already."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_file(path: str | Path, author: str) -> DeskFile:
    """Create an empty file and open it.

    Raises:
        AlreadyExistsError: something of that name is there already.
        FileError: it cannot be made there.
    """
    target = opening.checked_new_path(path)
    with explained(target):
        _make(target)
    return open_file(target, author)


def _make(target: Path) -> None:
    """Build the file under another name, so that a half-made one is never found under its own."""
    draft = target.with_name(f".{target.name}.new-{os.getpid()}")
    draft.unlink(missing_ok=True)
    connection = connect(draft, mode="rwc")
    try:
        use_rollback_journal(connection)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("BEGIN")
        schema.create_schema(connection)
        connection.execute("COMMIT")
        connection.close()
        draft.rename(target)
    finally:
        connection.close()
        draft.unlink(missing_ok=True)


def open_file(path: str | Path, author: str, read_only: bool = False) -> DeskFile:
    """Open a file by the opening protocol. A damaged file is opened read-only, its damage named.

    Raises:
        FileError: it cannot be opened; the message says why, the remedy what to do.
    """
    target = opening.checked_path(path)
    if read_only:
        return _open_reading(target, author)
    opening.check_writable(target)
    with explained(target):
        lock = WriteLock(target, author)
    try:
        connection = opening.first_read(target, mode="rw")
        opening.inspect(connection, target)
        damage = find_damage(connection)
        return DeskFile(target, connection, author, lock=lock, damage=damage)
    except BaseException:
        lock.release()
        raise


def _open_reading(target: Path, author: str) -> DeskFile:
    connection = opening.first_read(target, mode="ro")
    opening.inspect(connection, target)
    return DeskFile(target, connection, author, lock=None, damage=find_damage(connection))
