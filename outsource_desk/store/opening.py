"""The opening protocol: every step has its own plain words."""

from __future__ import annotations

import os
import sqlite3
import stat
from dataclasses import dataclass
from pathlib import Path

from outsource_desk.store import errors, schema
from outsource_desk.store.connection import connect
from outsource_desk.store.faults import explained

NAME_LIMIT = 255 - 16  # bytes; the lock, the rollback journal and the folder of backups have longer names
PATH_LIMIT = 512 - 80  # bytes; SQLite's own limit on POSIX, less a backup's name and its rollback journal


@dataclass(frozen=True)
class Inspected:
    """What the opening protocol found out about a file that it did not refuse.

    Attributes:
        pending: the schema has steps to come.
        is_newer: a newer release wrote it and lets this one read it.
    """

    pending: bool
    is_newer: bool
    needs: str


def checked_new_path(path: str | Path) -> Path:
    """Return the absolute path at which a new file can be made.

    Raises:
        FileError: it exists, its name is too long, or its folder is missing or cannot be written.
    """
    target = _absolute(path)
    if os.path.lexists(target):
        raise errors.AlreadyExistsError(target)
    if not target.parent.is_dir():
        raise errors.MissingFolderError(target)
    if not os.access(target.parent, os.W_OK):
        raise errors.FolderNotWritableError(target)
    return target.parent.resolve() / target.name


def checked_path(path: str | Path) -> Path:
    """Return the real path of an existing regular file that may be read.

    Raises:
        FileError: there is none; the message says what there is.
    """
    target = _absolute(path)
    with explained(target, OSError):
        kind = target.stat().st_mode
        if not stat.S_ISREG(kind):
            raise errors.NotARegularFileError(target, _kind_of(kind))
        real = target.resolve(strict=True)
    _check_length(real)
    if not os.access(real, os.R_OK):
        raise errors.NoAccessError(real)
    return real


def check_writable(path: Path) -> None:
    """Refuse a file that is write-protected, or whose folder is: SQLite would quietly open it for reading.

    Raises:
        WriteProtectedError: the file cannot be written.
        FolderNotWritableError: its folder cannot.
    """
    if not os.access(path, os.W_OK):
        raise errors.WriteProtectedError(path)
    if not os.access(path.parent, os.W_OK):
        raise errors.FolderNotWritableError(path)


def first_read(path: Path, *, mode: str) -> sqlite3.Connection:
    """Connect and read once, which also sets right what a crash left half written.

    Raises:
        FileError: it is no file of ours, damaged at its head, or in the way of another program.
    """
    try:
        return _connected(path, mode)
    except (errors.UnfinishedSaveError, errors.FolderNotWritableError) as error:
        if mode != "ro" or not _has_rollback_journal(path):
            raise
        # an unfinished save must be rolled back, which takes a connection that may write
        if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
            raise errors.UnfinishedSaveError(path) from error
        _connected(path, "rw").close()
        return _connected(path, mode)


def inspect(connection: sqlite3.Connection, path: Path) -> Inspected:
    """Find out whether the file is ours, of a known release, and holds nothing foreign.

    Raises:
        NotADeskFileError: another program's file.
        NewerFileError: it needs a newer release even for reading.
        ForeignObjectError: it holds an object that does not belong there.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise errors.NotADeskFileError(path)
    kinds = connection.execute("SELECT type, name FROM main.sqlite_schema").fetchall()
    for kind, name in kinds:
        if kind not in ("table", "index"):
            raise errors.ForeignObjectError(path, str(kind), str(name))
    if not {("table", "format"), ("table", "_sqlite_migrations")} <= set(kinds):
        raise errors.NotADeskFileError(path)
    found = schema.read_format(connection)
    if schema.JOURNAL_STEP not in found.steps:
        raise errors.NotADeskFileError(path)
    is_newer = bool(set(found.steps) - set(schema.STEPS))
    if is_newer and not 0 < found.readable_from <= len(schema.STEPS):
        raise errors.NewerFileError(path, found.needs)
    foreign = schema.foreign_object(connection, found.steps)
    if foreign is not None:
        raise errors.ForeignObjectError(path, *foreign)
    return Inspected(bool(set(schema.STEPS) - set(found.steps)), is_newer, found.needs)


def _absolute(path: str | Path) -> Path:
    if "\0" in str(path):
        raise errors.MissingFileError(Path(str(path).replace("\0", "�")).absolute())
    target = Path(path).expanduser().absolute()
    _check_length(target)
    return target


def _check_length(path: Path) -> None:
    if len(os.fsencode(path.name)) > NAME_LIMIT:
        raise errors.PathTooLongError(path, "name", NAME_LIMIT)
    if len(os.fsencode(path)) > PATH_LIMIT:
        raise errors.PathTooLongError(path, "path", PATH_LIMIT)


def _kind_of(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((words for is_kind, words in kinds if is_kind(mode)), "a device")


def _has_rollback_journal(path: Path) -> bool:
    return path.with_name(f"{path.name}-journal").exists()


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    with explained(path):
        connection = connect(path, mode=mode)
        try:
            connection.execute("SELECT count(*) FROM main.sqlite_schema").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection
