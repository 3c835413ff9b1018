"""Creating, opening and closing a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from outsource_desk.domain.errors import DeskError
from outsource_desk.store import backups, opening, schema, updating
from outsource_desk.store.connection import Identity, connect, use_rollback_journal
from outsource_desk.store.damage import Damage, find_damage
from outsource_desk.store.durable import draft_beside, put_in_place, remove_draft, remove_forgotten_drafts
from outsource_desk.store.errors import DamagedContentError, DamagedFileError, EditUnderWayError, NotADeskFileError
from outsource_desk.store.faults import explained, explanation
from outsource_desk.store.journal import Journal
from outsource_desk.store.late_database import LateDatabase
from outsource_desk.store.lock import WriteLock, is_locked, lock_owner

if TYPE_CHECKING:
    from sqlite_utils import Database

FROM_DAMAGED_ROWS = (sqlite3.Error, ValueError, TypeError, LookupError, ArithmeticError, StopIteration, RecursionError)
DAMAGED = "it is damaged"
CHECKED_ON_OPENING = 100 * 2**20  # bytes; about a second's work. Larger files open first and are checked when asked


def _now() -> datetime:
    return datetime.now(UTC)


class DeskFile:
    """One open file. Use it as a context manager, or call `close`.

    Attributes:
        path: where it really lies.
        connection: the one SQLite connection to it.
        journal: records every change.
        damage: what the check on opening found; a damaged file is open read-only.
        is_checked: whether the file was small enough to be checked on opening; else call `check` when there is time.
        needs: the newer release that wrote the file, if one did.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        journal: Journal,
        *,
        identity: Identity,
        lock: WriteLock | None,
        damage: Damage | None,
        needs: str = "",
    ) -> None:
        self.path = path
        self.connection = connection
        self.journal = journal
        self.damage = damage or Damage()
        self.is_checked = damage is not None
        self.needs = needs
        self._identity = identity
        self._lock = lock
        self._backups: backups.Backups | None = None

    @property
    def is_read_only(self) -> bool:
        """Whether changes are refused."""
        return self.journal.is_read_only

    @property
    def read_only_reason(self) -> str:
        """Why changes are refused, if not because the caller asked for it."""
        return self.journal.read_only_reason

    @property
    def backup_problem(self) -> DeskError | None:
        """Why the last automatic backup failed, or nothing."""
        return self._backups.problem if self._backups else None

    @cached_property
    def db(self) -> Database:
        """The same connection as sqlite-utils sees it; the library is loaded when its methods are first used."""
        return cast("Database", LateDatabase(self.connection))

    def keep_backups(self, clock: Callable[[], datetime]) -> None:
        """Make backups from now on, as the clock says they are due."""
        self._backups = backups.Backups(self.path, self.connection, clock)
        self.journal.before_edit = self._backups.before_edit

    def announce_backups(self, announce: Callable[[bool], object]) -> None:
        """Call this before an automatic backup that takes long, with true, and after it, with false."""
        if self._backups is not None:
            self._backups.announce = announce

    def check(self) -> Damage:
        """Check the whole file now; one that is found damaged takes no more changes.

        Raises:
            EditUnderWayError: called in the middle of a change.
        """
        self.damage, self.is_checked = self.journal.damage(), True
        if not self.damage.is_sound:
            self.journal.is_read_only, self.journal.read_only_reason = True, DAMAGED
        return self.damage

    def refuse_changed_underneath(self) -> None:
        """Refuse if the path no longer leads to the opened file, or if another program wrote into it.

        A file that is open for reading may well be written by its owner meanwhile.

        Raises:
            FileError: the message says what happened; what was acknowledged is in the file that was opened.
        """
        with explained(self.path):
            if self.is_read_only:
                self._identity.check_place()
            else:
                self._identity.check()

    def lock_holder(self) -> str | None:
        """Return who has the file open for writing, in words or empty; nothing if nobody but perhaps this one has."""
        return lock_owner(self.path) if self._lock is None and is_locked(self.path) else None

    def refuse_damaged(self) -> None:
        """Refuse if anything is wrong with the file; it is checked now if it was too large for that on opening.

        Raises:
            DamagedContentError: the message names the damage.
        """
        damage = self.damage if self.is_checked else self.check()
        if not damage.is_sound:
            raise DamagedContentError(self.path, damage.sentences())

    def backup_now(self) -> Path:
        """Make a checked backup and return where it lies.

        Raises:
            BackupFailedError: there is no new backup.
        """
        self._refuse_inside_edit("A backup")
        keeper = self._backups or backups.Backups(self.path, self.connection, _now)
        return keeper.make()

    def save_copy(self, target: str | Path, with_history: bool = True, *, replace: bool = False) -> None:
        """Write a checked copy under another name; without history it holds the content alone, nothing deleted.

        Raises:
            AlreadyExistsError: the target exists, and ``replace`` was not asked for.
            FileError: the copy cannot be made; the target is as it was.
        """
        from outsource_desk.store import copies

        self._refuse_inside_edit("Saving a copy")
        author = self.journal.author
        copies.save_copy(
            self.connection, self.path, Path(target), author=author, with_history=with_history, replace=replace
        )

    def close(self) -> None:
        """Close the file and give up the right to write it. What was acknowledged is on the disk already."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()

    def discard(self) -> None:
        """Close a file that was made just now and remove it, with all that a failed edit left beside it."""
        self.connection.close()
        remove_draft(self.path)
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        refusal = self.explain(error)
        self.close()
        if refusal is not None:
            raise refusal from error

    def explain(self, error: BaseException | None) -> DeskError | None:
        """Return what a fault met while working on the file comes to in plain words; nothing for a bug.

        SQLite's own faults tell of damage, the disk or another program. In a file that is damaged a row may hold what
        nobody could have entered, and reading it fails anywhere: that is no bug, but the damage.
        """
        refusal = explanation(error, self.path) if isinstance(error, sqlite3.Error) else None
        if refusal is None and isinstance(error, FROM_DAMAGED_ROWS) and not self._known_damage().is_sound:
            return DamagedContentError(self.path, self._known_damage().sentences())
        return refusal

    def _known_damage(self) -> Damage:
        if not self.is_checked and not self.connection.in_transaction:
            self.damage, self.is_checked = find_damage(self.connection), True
        return self.damage

    def _refuse_inside_edit(self, act: str) -> None:
        if self.journal.is_editing:
            raise EditUnderWayError(act)


def create_file(path: str | Path, author: str, *, clock: Callable[[], datetime] = _now) -> DeskFile:
    """Create an empty file and open it.

    Raises:
        AlreadyExistsError: something of that name is there already.
        FileError: it cannot be made there; nothing is left behind.
    """
    target = opening.checked_new_path(path)
    with explained(target):
        lock = WriteLock(target, author)
    try:
        opening.checked_new_path(target)  # again, now that nobody else can be making it
        with explained(target):
            _make(target)
        return _opened(target, author, lock, clock)
    except BaseException:
        lock.release()
        raise


def open_file(
    path: str | Path, author: str, read_only: bool = False, *, why: str = "", clock: Callable[[], datetime] = _now
) -> DeskFile:
    """Open a file by the opening protocol.

    A damaged file is opened read-only, its damage named; so is one of a newer release that allows it. ``why`` says
    why it is to be read only, if not because that was wished.

    Raises:
        FileInUseError: somebody has it open for writing; reading is still possible.
        FileError: it cannot be opened; the message says why, the remedy what to do.
    """
    target = opening.checked_path(path)
    if read_only:
        return _opened_for_reading(target, author, why)
    opening.check_writable(target)
    with explained(target):
        lock = WriteLock(target, author)
    try:
        return _opened(target, author, lock, clock)
    except BaseException:
        lock.release()
        raise


def _make(target: Path) -> None:
    """Build the file under another name, so that a half-made one is never found under its own."""
    draft = draft_beside(target)
    remove_draft(draft)
    connection = connect(draft, mode="rwc")
    try:
        use_rollback_journal(connection)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("BEGIN")
        schema.create_schema(connection)
        connection.execute("COMMIT")
        connection.close()
        put_in_place(draft, target)
    finally:
        connection.close()
        remove_draft(draft)


def _opened(target: Path, author: str, lock: WriteLock, clock: Callable[[], datetime]) -> DeskFile:
    """Open for writing if the file is sound, else for reading."""
    with _naming_the_backup(target):
        connection = opening.first_read(target, mode="rw")
        try:
            found = opening.inspect(connection, target)
            damage = _checked(connection)
            if found.is_newer or (damage and not damage.is_sound):
                connection.close()
                lock.release()
                return _opened_for_reading(target, author)
            use_rollback_journal(connection)
            remove_forgotten_drafts(target.parent)
            if found.pending:
                backups.Backups(target, connection, clock).make()
                updating.update(connection, author)
            journal = Journal(connection, author, path=target)
            identity = Identity(target, connection)
            journal.guard = identity.check
            file = DeskFile(target, connection, journal, identity=identity, lock=lock, damage=damage)
            file.keep_backups(clock)
            return file
        except BaseException:
            connection.close()
            raise


def _opened_for_reading(target: Path, author: str, why: str = "") -> DeskFile:
    with _naming_the_backup(target):
        connection = opening.first_read(target, mode="ro")
        try:
            found = opening.inspect(connection, target)
            damage = _checked(connection)
            reason = f"a newer release wrote it: {found.needs}" if found.is_newer else why
            if damage and not damage.is_sound:
                reason = DAMAGED
            elif found.pending:
                source, connection = connection, updating.updated_in_memory(connection, author)
                source.close()
            journal = Journal(connection, author, path=target, is_read_only=True, read_only_reason=reason)
            identity = Identity(target, connection)
            needs = (found.needs or "that wrote it") if found.is_newer else ""
            return DeskFile(target, connection, journal, identity=identity, lock=None, damage=damage, needs=needs)
        except BaseException:
            connection.close()
            raise


def _checked(connection: sqlite3.Connection) -> Damage | None:
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return find_damage(connection) if pages * size <= CHECKED_ON_OPENING else None


@contextmanager
def _naming_the_backup(target: Path) -> Iterator[None]:
    """Point from a file that cannot be read to its newest good backup."""
    try:
        with explained(target):
            yield
    except (DamagedFileError, NotADeskFileError) as error:
        backup = backups.newest_good_backup(target)
        if backup is not None:
            error.remedy = f"Open the newest good backup: {backup}"
        raise
