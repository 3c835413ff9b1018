"""The journal: one mechanism for saving, undo, audit trail, refresh and revisions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from outsource_desk.domain.checks import checked_name
from outsource_desk.domain.errors import DuplicateNameError
from outsource_desk.store import chain, digest
from outsource_desk.store.capture import captured_tables, install_capture, register_functions
from outsource_desk.store.damage import Damage, find_damage
from outsource_desk.store.errors import (
    DamagedHistoryError,
    EditUnderWayError,
    FileError,
    NothingToGoBackError,
    NothingToRedoError,
    NothingToUndoError,
    ReadOnlyError,
    UncertainCommitError,
    UnknownRevisionError,
    UnusableFileError,
)
from outsource_desk.store.faults import explained
from outsource_desk.store.history import Change, Edit, Stacks, revert_after, revert_step
from outsource_desk.store.revisions import connection_at, refuse_out_of_reach

REVISION_NAME_LIMIT = 200


class Journal:
    """Records every change of one open file.

    Every write happens inside ``with journal.edit("what the user did"):``; a write outside one fails. TEMP triggers
    copy each row's image before and after into the permanent table ``change``; undo, the audit trail, the list of
    tables to show again and every earlier revision come from these rows. Undo and redo are edits themselves, so the
    history is only ever added to.

    Attributes:
        on_edit: called after each commit with the names of the tables touched.
        before_edit: called before an edit begins, outside any transaction.
        guard: called at the beginning of an edit and just before its commit; raises if the file is no longer the one
            that was opened.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        author: str,
        *,
        path: Path | None = None,
        is_read_only: bool = False,
        read_only_reason: str = "",
    ) -> None:
        self._connection = connection
        self.author = author
        self._path = path or Path("the file in memory")
        self.is_read_only = is_read_only
        self.read_only_reason = read_only_reason
        self.is_usable = True
        self.write_error: FileError | None = None  # of the last edit that had to be written
        self.on_edit: Callable[[frozenset[str]], None] = lambda _tables: None
        self.before_edit: Callable[[], None] = lambda: None
        self.guard: Callable[[], None] = lambda: None
        self._number: int | None = None  # of the edit under way
        self._depth = 0
        self._last_merge: tuple[int, str] | None = None
        self._stacks = Stacks()
        self._tables = {table.name: table for table in captured_tables(connection)}
        register_functions(connection)
        if not is_read_only:
            connection.create_function("open_edit", 0, lambda: self._number)
            install_capture(connection, list(self._tables.values()))

    @contextmanager
    def edit(self, label: str, *, merge_key: tuple[object, ...] | None = None) -> Iterator[None]:
        """Run the block as one transaction and one undo step; an exception leaves no trace.

        An edit inside an edit joins it: it is saved with the outer one, or undone alone if it fails alone.

        Args:
            label: what the user did, as the Undo menu shows it.
            merge_key: names the one field that is edited; edits of it straight after each other are one undo step.

        Raises:
            ReadOnlyError: the file is open read-only.
            FileError: the file cannot be written; it is then as it was before the edit.
        """
        with self._joined() if self._number is not None else self._recorded(label, merge_key=merge_key):
            yield

    def undo(self) -> Edit:
        """Take back the newest step, also one of an earlier session.

        Raises:
            NothingToUndoError: nothing is left to undo.
        """
        self._refuse_inside_edit("Undo")
        stacks = self._read_stacks()
        if not stacks.undo:
            raise NothingToUndoError
        step = stacks.undo[-1]
        return self._revert(step.number, f"Undo: {step.label}")

    def redo(self) -> Edit:
        """Do again what the last undo took back.

        Raises:
            NothingToRedoError: nothing was undone, or something was changed since.
        """
        self._refuse_inside_edit("Redo")
        stacks = self._read_stacks()
        if not stacks.redo:
            raise NothingToRedoError
        step = stacks.redo[-1]
        return self._revert(step.number, f"Redo: {step.label}")

    def go_back(self, number: int, label: str) -> Edit:
        """Bring the content back to what it was at a revision, in one edit that can be undone like any other.

        Names of revisions are content: those given later go too, until the edit is undone.

        Raises:
            UnknownRevisionError: there is no such revision.
            RevisionOutOfReachError: it lies before the file was updated or stripped of its history.
            NothingToGoBackError: the content is the same already.
            DamagedHistoryError: what comes out is not what was recorded; nothing was changed.
        """
        self._refuse_inside_edit("Going back")
        self._refuse_unless_writable()
        self._refuse_unknown(number)
        refuse_out_of_reach(self._connection, number)
        content = self.fingerprint_at(number) or digest.fingerprint_of({})
        if content == self.fingerprint:
            raise NothingToGoBackError(number)
        with self._recorded(label, content=content):
            revert_after(self._connection, self._tables, number)
        return self.edits(self.revision - 1)[0]

    @property
    def is_editing(self) -> bool:
        """Whether an edit is under way."""
        return self._number is not None

    @property
    def undo_label(self) -> str | None:
        """What `undo` would take back, or nothing."""
        steps = self._read_stacks().undo
        return steps[-1].label if steps else None

    @property
    def redo_label(self) -> str | None:
        """What `redo` would do again, or nothing."""
        steps = self._read_stacks().redo
        return steps[-1].label if steps else None

    @property
    def revision(self) -> int:
        """The number of the last edit; 0 for a new file."""
        return self._connection.execute("SELECT ifnull(max(id), 0) FROM main.edit").fetchone()[0]

    @property
    def last_edit_at(self) -> str:
        """The time of the last edit, UTC; empty for a new file."""
        found = self._connection.execute("SELECT at FROM main.edit ORDER BY id DESC LIMIT 1").fetchone()
        return found[0] if found else ""

    @property
    def fingerprint(self) -> str:
        """The digest of the content, 64 hexadecimal digits: same content, same fingerprint, whatever the history."""
        return digest.fingerprint_of(digest.recorded_totals(self._connection))

    def fingerprint_at(self, number: int) -> str:
        """Return the fingerprint of the content as it stood after an edit; empty if there is no such edit."""
        row = self._connection.execute("SELECT content FROM main.edit WHERE id = ?", [number]).fetchone()
        return row[0] if row else ""

    def has_fingerprint(self, fingerprint: str) -> bool:
        """Tell whether the content ever was what this fingerprint stands for."""
        query = "SELECT EXISTS (SELECT 1 FROM main.edit WHERE content = ?)"
        return bool(self._connection.execute(query, [fingerprint]).fetchone()[0])

    @property
    def head(self) -> str:
        """The hash of the last edit, which vouches for the whole history; empty for a new file."""
        return chain.last_hash(self._connection)

    @property
    def origin(self) -> str:
        """The hash of the first edit, which all copies of a document share; empty for a new file."""
        row = self._connection.execute("SELECT hash FROM main.edit ORDER BY id LIMIT 1").fetchone()
        return row[0] if row else ""

    def edits(self, since: int = 0) -> list[Edit]:
        """Return the edits after a revision, oldest first."""
        with explained(self._path):
            names = {revision: name for name, revision in self.named_revisions().items()}
            rows = self._connection.execute(
                "SELECT id, at, author, label, step, reverts FROM main.edit WHERE id > ? ORDER BY id", [since]
            )
            return [
                Edit(number, at, author, label, step, reverts, names.get(number, ""))
                for number, at, author, label, step, reverts in rows
            ]

    def changes(self, after: int, until: int | None = None) -> list[Change]:
        """Return what was changed after one revision and up to another (the present one), oldest first.

        Raises:
            DamagedHistoryError: a change cannot be read any more.
        """
        with explained(self._path):
            return list(self._read_changes(after, self.revision if until is None else until))

    def _read_changes(self, after: int, until: int) -> Iterator[Change]:
        rows = self._connection.execute(
            "SELECT edit_id, tab, row_id, before, after FROM main.change "
            "WHERE edit_id > ? AND edit_id <= ? ORDER BY id",
            [after, until],
        )
        for edit_id, tab, row_id, before, now in rows:
            yield Change(edit_id, tab, row_id, self._values(tab, before), self._values(tab, now))

    def name_revision(self, name: str, number: int | None = None) -> None:
        """Give a revision a name, the present one if no other is given. Itself an edit, and undoable.

        Raises:
            DuplicateNameError: another revision has the name.
            UnknownRevisionError: there is no such revision.
        """
        name = checked_name("The revision", name, REVISION_NAME_LIMIT)
        if any(name.casefold() == other.casefold() for other in self.named_revisions()):
            raise DuplicateNameError("A revision named", name)
        revision = self.revision if number is None else number
        self._refuse_unknown(revision)
        with self.edit(f"Name revision {revision}"):
            self._connection.execute("INSERT INTO named_revision (revision, name) VALUES (?, ?)", [revision, name])

    def named_revisions(self) -> dict[str, int]:
        """Return name → revision, in the order of naming."""
        return dict(self._connection.execute("SELECT name, revision FROM main.named_revision ORDER BY id").fetchall())

    def at_revision(self, number: int) -> sqlite3.Connection:
        """Return an in-memory copy of the file as it stood after edit ``number``, for reading; the caller closes it.

        Raises:
            UnknownRevisionError: there is no such revision.
            RevisionOutOfReachError: it lies before the file was updated or stripped of its history.
            DamagedHistoryError: what comes out is not what was recorded.
        """
        self._refuse_inside_edit("Showing an earlier revision")
        self._refuse_unknown(number)
        with explained(self._path):
            return connection_at(self._connection, number)

    def damage(self) -> Damage:
        """Check the whole file: structure, rows against their digest, history against its chain."""
        self._refuse_inside_edit("A check")
        return find_damage(self._connection)

    @contextmanager
    def _recorded(
        self, label: str, *, merge_key: tuple[object, ...] | None = None, reverts: int | None = None, content: str = ""
    ) -> Iterator[None]:
        """Run the block as an edit of its own; ``content`` is the fingerprint that must come out, if it is known."""
        self._refuse_unless_writable()
        with self._noting_write_error(), explained(self._path, sqlite3.Error, MemoryError):
            self.guard()
            self.before_edit()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self.guard()
                number = self.revision + 1
                self._number = number
                yield
                touched = self._seal(number, label, merge_key, reverts, content)
                if touched:
                    self.guard()
                    self._commit(number, touched)
            finally:
                self._number = None
                self._roll_back()
        if touched:
            self.write_error = None
            self.on_edit(touched)

    @contextmanager
    def _noting_write_error(self) -> Iterator[None]:
        try:
            yield
        except FileError as error:
            self.write_error = error
            raise

    @contextmanager
    def _joined(self) -> Iterator[None]:
        self._depth += 1
        savepoint = f"edit_{self._depth}"
        self._connection.execute(f"SAVEPOINT {savepoint}")
        try:
            yield
            self._connection.execute(f"RELEASE {savepoint}")
        except BaseException:
            # a full disk, for one, ends the whole transaction and all its savepoints with it
            if self._connection.in_transaction:
                self._connection.execute(f"ROLLBACK TO {savepoint}")
                self._connection.execute(f"RELEASE {savepoint}")
            raise
        finally:
            self._depth -= 1

    def _seal(
        self, number: int, label: str, merge_key: tuple[object, ...] | None, reverts: int | None, content: str
    ) -> frozenset[str]:
        """Record the edit over its changes; return the tables touched, none if nothing was changed.

        The row of ``edit`` comes last: until it is there, the changes' foreign key keeps any commit from succeeding.
        """
        changes = chain.recorded_changes(self._connection, number)
        if not changes:
            return frozenset()
        totals = digest.recorded_totals(self._connection)
        moved = digest.moved_totals(totals, changes)
        digest.record_totals(self._connection, moved)
        result = digest.fingerprint_of(totals | moved)
        if content and content != result:
            raise DamagedHistoryError("The history does not lead back to the earlier state.")
        key = None if merge_key is None else json.dumps(merge_key)
        edit = chain.EditRow(
            number, utc_now(), self.author, label, self._step(number, key), key, reverts, is_barrier=0, content=result
        )
        chain.append(self._connection, edit, changes)
        self._last_merge = (number, key) if key else None
        return frozenset(moved)

    def _step(self, number: int, key: str | None) -> int:
        """Return the undo step of an edit: that of the edit before if it is the same field's, in this session."""
        if key is None or self._last_merge != (number - 1, key):
            return number
        return self._connection.execute("SELECT step FROM main.edit WHERE id = ?", [number - 1]).fetchone()[0]

    def _commit(self, number: int, touched: frozenset[str]) -> None:
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            if self.is_usable and self.revision == number:
                self.on_edit(touched)
                raise UncertainCommitError(self._path) from error
            raise

    def _roll_back(self) -> None:
        """End a transaction that was not committed; if even that fails, take no more changes."""
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            self.is_usable = False

    def _revert(self, step: int, label: str) -> Edit:
        row = self._connection.execute("SELECT content FROM main.edit WHERE id = ?", [step - 1]).fetchone()
        content = row[0] if row else digest.fingerprint_of({})
        with self._recorded(label, reverts=step, content=content):
            revert_step(self._connection, self._tables, step)
        return self.edits(self.revision - 1)[0]

    def _values(self, tab: str, image: str | None) -> dict[str, object] | None:
        if image is None:
            return None
        table = self._tables.get(tab)
        try:
            return table.values(image) if table else json.loads(image)
        except (ValueError, TypeError) as error:
            raise DamagedHistoryError("A change in the history cannot be read any more.") from error

    def _read_stacks(self) -> Stacks:
        return self._stacks.read(self._connection)

    def _refuse_unless_writable(self) -> None:
        if self.is_read_only:
            raise ReadOnlyError(self._path, self.read_only_reason)
        if not self.is_usable:
            raise UnusableFileError(self._path)

    def _refuse_unknown(self, number: int) -> None:
        if not 0 <= number <= self.revision:
            raise UnknownRevisionError(number)

    def _refuse_inside_edit(self, act: str) -> None:
        if self._number is not None:
            raise EditUnderWayError(act)


def utc_now() -> str:
    """Return the present time as the history writes it; order is by number, never by this."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
