"""The open file, as every verb takes it."""

from __future__ import annotations

import getpass
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError
from outsource_desk.store.files import DeskFile, create_file, open_file
from outsource_desk.store.journal import Journal

if TYPE_CHECKING:
    from types import TracebackType

    from outsource_desk.store.rows import Connection, Database  # their names; only store knows SQL


SPREADSHEETS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"}


class SpreadsheetGivenError(DeskError):
    """A spreadsheet was to be opened as a document."""

    remedy = "Bring it into a document: `import FILE.odesk SHEET`."

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path.name}” is a spreadsheet, not a document of Outsource Desk.")


def create_desk(path: Path | str, author: str | None = None) -> Desk:
    """Make a new, empty file and open it.

    Raises:
        DeskError: it exists already, or cannot be written; nothing is left behind.
    """
    return Desk(create_file(Path(path), author or current_user()))


def open_desk(path: Path | str, *, read_only: bool = False, author: str | None = None) -> Desk:
    """Open a file.

    Raises:
        DeskError: it is missing, no Outsource Desk file, too new, in use or unreadable; it is left as it was.
    """
    if Path(path).suffix.casefold() in SPREADSHEETS and Path(path).exists():
        raise SpreadsheetGivenError(Path(path))
    return Desk(open_file(Path(path), author or current_user(), read_only=read_only))


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

    def close(self) -> None:
        """Close the file; everything is on disk already."""
        self._file.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)
