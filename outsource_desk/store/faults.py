"""Faults of the world (disk, permissions, other programs) as refusals in plain words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outsource_desk.domain.errors import DeskError
from outsource_desk.store import errors

_OF_A_GARBLED_HEAD = ("unsupported file format", "must use the same text encoding")
_PRIMARY = 0xFF  # the lower byte of SQLite's extended error codes


@contextmanager
def explained(path: Path, *kinds: type[Exception]) -> Iterator[None]:
    """Turn a fault of the world inside the block into a `DeskError`; a bug stays what it is.

    Args:
        path: the file that is being worked on.
        kinds: the exceptions looked at; all that the world causes, if none is named.
    """
    try:
        yield
    except (sqlite3.Error, OSError, MemoryError, UnicodeDecodeError) as fault:
        refusal = explanation(fault, path)
        if refusal is None or not isinstance(fault, kinds or Exception):
            raise
        raise refusal from fault


def explanation(fault: BaseException, path: Path) -> DeskError | None:
    """Return the refusal that a fault comes to, or nothing if it is none of the world's."""
    match fault:
        case MemoryError():
            return errors.OutOfMemoryError()
        case OSError():
            return _of_os_error(fault, path)
        case sqlite3.Error():
            return _of_sqlite_error(fault, path)
        case UnicodeDecodeError():  # SQLite's own message quotes a damaged name
            return errors.DamagedFileError(path, why="a name in it is garbled")
        case _:
            return None


def _of_os_error(fault: OSError, path: Path) -> DeskError:
    match fault.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return errors.MissingFileError(path)
        case errno.EACCES | errno.EPERM:
            return errors.NoAccessError(path)
        case errno.EROFS:
            return errors.FolderNotWritableError(path)
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return errors.DiskFullError(path)
        case errno.EEXIST:
            return errors.AlreadyExistsError(path)
        case errno.ENAMETOOLONG:
            return errors.PathTooLongError(path, "name or path", 255)
        case errno.EISDIR:
            return errors.NotARegularFileError(path, "a folder")
        case _:
            return errors.DiskFailedError(path, fault.strerror or type(fault).__name__)


def _of_sqlite_error(fault: sqlite3.Error, path: Path) -> DeskError | None:
    code: int = getattr(fault, "sqlite_errorcode", 0)
    name: str = getattr(fault, "sqlite_errorname", "")
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return errors.FileMovedError(path, "moved or deleted")
    if code in (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY):
        return errors.UnfinishedSaveError(path)
    match code & _PRIMARY:
        case sqlite3.SQLITE_FULL:
            return errors.DiskFullError(path)
        case sqlite3.SQLITE_IOERR:
            return errors.DiskFailedError(path, name.removeprefix("SQLITE_"))
        case sqlite3.SQLITE_READONLY:
            return errors.FolderNotWritableError(path)
        case sqlite3.SQLITE_CORRUPT:
            return errors.DamagedFileError(path, why=str(fault))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return errors.BusyFileError(path)
        case sqlite3.SQLITE_CANTOPEN:
            return errors.FolderNotWritableError(path)
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return errors.NoAccessError(path)
        case sqlite3.SQLITE_NOTADB:
            return errors.NotADeskFileError(path)
        case sqlite3.SQLITE_NOMEM:
            return errors.OutOfMemoryError()
        case _:
            # Python's own complaint about bytes that are no text has no code of SQLite's
            if "decode to UTF-8" in str(fault):
                return errors.DamagedFileError(path, why="a text in it is garbled")
            # nor have fields of the head that SQLite does not know what to make of
            if any(words in str(fault) for words in _OF_A_GARBLED_HEAD):
                return errors.DamagedFileError(path, why="its head is garbled")
            return None
