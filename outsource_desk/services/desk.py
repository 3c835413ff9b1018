"""The open file, as every verb takes it."""

from __future__ import annotations

import getpass
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.spreadsheets import SPREADSHEETS
from outsource_desk.store.connection import ENGINE
from outsource_desk.store.errors import (
    BackupFailedError,
    BusyFileError,
    DamagedContentError,
    DiskFullError,
    FileInUseError,
    FolderNotWritableError,
    NewerFileError,
    ReadOnlyError,
    UnusableFileError,
    WriteProtectedError,
)
from outsource_desk.store.files import FROM_DAMAGED_ROWS, DeskFile, create_file, open_file
from outsource_desk.store.journal import Journal

if TYPE_CHECKING:
    from types import TracebackType

    from outsource_desk.store.damage import Damage
    from outsource_desk.store.rows import Connection, Database  # their names; only store knows SQL


DAMAGE_MAY_RAISE = FROM_DAMAGED_ROWS  # what reading a row that nobody could have entered may raise, anywhere
_ONLY_TO_BE_READ: dict[type[DeskError], str] = {  # what forbids writing but not reading, and why then it is read only
    FileInUseError: "",  # the lock says who, as long as it lasts
    WriteProtectedError: "it is write-protected",
    FolderNotWritableError: "its folder cannot be written",
    DiskFullError: "the disk is full",
    BackupFailedError: "it could not be backed up before its update",
}


class ConditionKind(StrEnum):
    """What may be the matter with an open file, the most pressing first."""

    DAMAGED = "damaged"
    CHANGED_UNDERNEATH = "changed underneath"
    NEWER = "newer"
    LOCKED = "locked"
    READ_ONLY = "read-only"
    BACKUP_FAILED = "backup failed"
    SOUND = "sound"


@dataclass(frozen=True)
class Condition:
    """What the user must know about an open file, and what to do; empty words where all is well."""

    kind: ConditionKind
    text: str
    remedy: str


class SpreadsheetGivenError(DeskError):
    """A spreadsheet was to be opened as a document."""

    remedy = "Open or begin a document, and import the spreadsheet there."

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path.name}” is a spreadsheet, not a document of Outsource Desk.")


def create_desk(path: Path | str, author: str | None = None) -> Desk:
    """Make a new, empty file and open it.

    Raises:
        DeskError: it exists already, or cannot be written; nothing is left behind.
    """
    return Desk(create_file(Path(path), author or current_user()))


def open_desk(path: Path | str, *, read_only: bool = False, why: str = "", author: str | None = None) -> Desk:
    """Open a file; ``why`` says why it is to be read only, if not because that was wished.

    Raises:
        DeskError: it is missing, no Outsource Desk file, too new, in use or unreadable; it is left as it was.
    """
    if Path(path).suffix.casefold() in SPREADSHEETS and Path(path).exists():
        raise SpreadsheetGivenError(Path(path))
    return Desk(open_file(Path(path), author or current_user(), read_only=read_only, why=why))


def open_or_read(path: Path | str) -> Desk:
    """Open a file for changes; where it cannot be written but read, for reading; its `condition` then says why.

    Raises:
        DeskError: it cannot be opened at all.
    """
    try:
        return open_desk(path)
    except tuple(_ONLY_TO_BE_READ) as error:
        return open_desk(path, read_only=True, why=_ONLY_TO_BE_READ[type(error)])


def current_user() -> str:
    """Return the name that stands beside an edit when nobody says otherwise."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in the system's directory, as in a bare container
        return "unknown"


class Desk:
    """One open file. Use it as a context manager; leaving closes the file."""

    def __init__(self, file: DeskFile) -> None:
        self._file = file

    @property
    def file(self) -> DeskFile:
        """Return the document itself: its path, condition, backups and copies."""
        return self._file

    @property
    def path(self) -> Path:
        """Return where the file lies."""
        return self._file.path

    @property
    def is_read_only(self) -> bool:
        """Tell whether edits are refused."""
        return self._file.is_read_only

    @property
    def read_only_reason(self) -> str:
        """Return why edits are refused, if not because the file was opened for reading."""
        return self._file.read_only_reason

    @property
    def is_checked(self) -> bool:
        """Tell whether the whole file was checked; a very large one is not on opening."""
        return self._file.is_checked

    @property
    def connection(self) -> Connection:
        """Return the one connection, for reading."""
        return self._file.connection

    @property
    def db(self) -> Database:
        """Return the same connection with sqlite-utils on top, for writing inside an edit."""
        return self._file.db

    @property
    def journal(self) -> Journal:
        """Return the record of every edit."""
        return self._file.journal

    @property
    def engine(self) -> str:
        """Return the name and release of the library that reads and writes the file."""
        return ENGINE

    def explain(self, error: BaseException) -> DeskError | None:
        """Return what an unexpected error comes to if the file is damaged; nothing if it is a fault of the program."""
        return self._file.explain(error)

    @property
    def unsaved(self) -> DeskError | None:
        """Return why the last change could not be written; nothing once one was."""
        return self._file.journal.write_error

    def edit(self, label: str, *, merge_key: tuple | None = None) -> AbstractContextManager[None]:
        """Run a block as one act of the user: one transaction, one undo step."""
        return self._file.journal.edit(label, merge_key=merge_key)

    def refuse_damaged(self) -> None:
        """Refuse to compute anything from a file that is damaged.

        Raises:
            DeskError: it is; the message names the damage.
        """
        self._file.refuse_damaged()

    def troubles(self) -> list[str]:
        """Return what is wrong with the file or its backups, in plain words; nothing if all is well."""
        problem = self._file.backup_problem
        return [*self._file.damage.sentences(), *([str(problem), problem.remedy] if problem else [])]

    def check(self) -> Damage:
        """Check the whole file now; if it is damaged, edits are refused from then on.

        Raises:
            DeskError: called in the middle of a change.
        """
        return self._file.check()

    def is_alive(self) -> bool:
        """Tell whether the path still leads to the opened file and nobody else wrote into it; takes no time."""
        return self._change_underneath() is None

    def condition(self) -> Condition:
        """Return the most pressing thing that the user must know about the file, as it is now."""
        file = self._file
        if not file.damage.is_sound:
            return _told(ConditionKind.DAMAGED, DamagedContentError(file.path, file.damage.sentences()))
        if change := self._change_underneath():
            return _told(ConditionKind.CHANGED_UNDERNEATH, change)
        if file.needs:
            return _told(ConditionKind.NEWER, NewerFileError(file.path, file.needs))
        if not file.journal.is_usable:
            return _told(ConditionKind.READ_ONLY, UnusableFileError(file.path))
        if file.is_read_only:
            return self._reading()
        if file.backup_problem:
            return _told(ConditionKind.BACKUP_FAILED, file.backup_problem)
        return Condition(ConditionKind.SOUND, "", "")

    def _reading(self) -> Condition:
        """Return why the file can only be read: because somebody is writing it, or because that was wished."""
        owner = self._file.lock_holder()
        if owner is None:
            return _told(ConditionKind.READ_ONLY, ReadOnlyError(self.path, self.read_only_reason))
        text = f"{FileInUseError(self.path, owner)} Here it can only be read."
        remedy = "To change it, close it there and open it here again, or save a copy and work on that."
        return Condition(ConditionKind.LOCKED, text, remedy)

    def _change_underneath(self) -> DeskError | None:
        try:
            self._file.refuse_changed_underneath()
        except BusyFileError:
            return None  # somebody is at it this very moment; the next look will tell
        except DeskError as error:
            return error
        return None

    def close(self) -> None:
        """Close the file; everything is on disk already."""
        self._file.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)


def _told(kind: ConditionKind, error: DeskError) -> Condition:
    return Condition(kind, str(error), error.remedy)
