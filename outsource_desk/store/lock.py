"""One writer: a lock file beside the document, held by the operating system, that names its owner."""

from __future__ import annotations

import getpass
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from outsource_desk.store.errors import FileInUseError, FolderNotWritableError

# On Windows a locked byte cannot be read by others, so it lies far behind the owner's name
_FAR = 1 << 30
_OWNER_LIMIT = 4096


def lock_path(path: Path) -> Path:
    """Return where the lock file of a document lies."""
    return path.with_name(f".{path.name}.lock")


class WriteLock:
    """The right to write a document. It ends with `release`, or with the process, however that ends."""

    def __init__(self, path: Path, author: str) -> None:
        """Take the lock.

        Raises:
            FileInUseError: somebody has it; the message names the owner.
            FolderNotWritableError: the lock file cannot be made.
        """
        self._lock = lock_path(path)
        self._handle = self._take(path)
        owner = {"user": author or _user(), "host": _host(), "pid": os.getpid(), "since": _now()}
        try:
            os.ftruncate(self._handle, 0)
            os.write(self._handle, json.dumps(owner).encode())
        except OSError:
            pass  # on a full disk the lock holds all the same, only without a name

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._handle < 0:
            return
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(self._handle)
            self._remove()
        else:  # removed while held, so that nobody takes a lock on a file that is gone
            self._remove()
            os.close(self._handle)
        self._handle = -1

    def _take(self, path: Path) -> int:
        while True:
            handle = self._open(path)
            if not _lock(handle):
                os.close(handle)
                raise FileInUseError(path, lock_owner(path))
            try:
                if os.path.samestat(os.fstat(handle), self._lock.stat()):
                    return handle
            except FileNotFoundError:
                pass
            os.close(handle)  # its last owner removed it between our opening and our locking

    def _open(self, path: Path) -> int:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            return os.open(self._lock, flags, 0o600)  # not the document: the lock file beside it
        except PermissionError as error:
            if self._lock.exists():  # on Windows, or left by another user
                raise FileInUseError(path, lock_owner(path)) from error
            raise FolderNotWritableError(path) from error

    def _remove(self) -> None:
        try:
            self._lock.unlink()
        except OSError:
            pass  # a lock file that stays behind blocks nobody


def is_locked(path: Path) -> bool:
    """Tell whether somebody has a document open for writing now; a lock file alone may be left from a crash."""
    try:
        handle = os.open(lock_path(path), os.O_RDWR)  # not the document: the lock file beside it
    except OSError:
        return False
    try:
        return not _lock(handle)
    finally:
        os.close(handle)


def lock_owner(path: Path) -> str:
    """Return who has a document open, in words; empty if it is not known."""
    try:
        with open(lock_path(path), encoding="utf-8") as file:  # not the document: the lock file beside it
            owner = json.loads(file.read(_OWNER_LIMIT))
        return f"by {owner['user']} on {owner['host']}, since {owner['since']} (process {owner['pid']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _host() -> str:
    """Return the computer's name; the module `socket` would know it too, but nothing here is about a network."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
