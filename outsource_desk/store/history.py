"""Reading history: the undo and redo stacks, and the way back to an earlier state."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from outsource_desk.store.capture import CapturedTable, quoted
from outsource_desk.store.errors import DamagedHistoryError


@dataclass(frozen=True)
class Edit:
    """One act of a user; its number is the file's revision after it.

    Attributes:
        step: edits joined into one undo step share it: the number of the first.
        reverts: the step that this edit takes back (undo), or the undo that it takes back (redo).
        name: the name given to this revision, or "".
    """

    id: int
    at: str
    author: str
    label: str
    step: int
    reverts: int | None
    name: str = ""


@dataclass(frozen=True)
class Change:
    """One row before and after an edit; ``None`` where it did not exist."""

    edit_id: int
    table: str
    row_id: int
    before: dict[str, object] | None
    after: dict[str, object] | None


@dataclass(frozen=True)
class Step:
    """What one undo or redo takes back: all edits that share the number ``number``."""

    number: int
    label: str


@dataclass
class Stacks:
    """The steps that can be undone and redone, newest last; a pure function of the edits in the file."""

    undo: list[Step] = field(default_factory=list)
    redo: list[Step] = field(default_factory=list)
    seen: int = 0

    def read(self, connection: sqlite3.Connection) -> Stacks:
        """Take in the edits added since the last reading."""
        rows = connection.execute(
            "SELECT id, label, step, reverts, is_barrier FROM main.edit WHERE id > ? ORDER BY id", [self.seen]
        )
        for number, label, step, reverts, is_barrier in rows:
            self._add(number, label, step, reverts, bool(is_barrier))
        return self

    def _add(self, number: int, label: str, step: int, reverts: int | None, is_barrier: bool) -> None:
        self.seen = number
        if is_barrier:
            self.undo.clear()
            self.redo.clear()
        elif reverts is None:
            if not self.undo or self.undo[-1].number != step:
                self.undo.append(Step(step, label))
            self.redo.clear()
        elif self.undo and self.undo[-1].number == reverts:
            self.redo.append(Step(number, self.undo.pop().label))
        elif self.redo and self.redo[-1].number == reverts:
            self.undo.append(Step(number, self.redo.pop().label))


def revert_step(connection: sqlite3.Connection, tables: dict[str, CapturedTable], step: int) -> None:
    """Write the inverse of a step's changes, newest first, inside the transaction that is open.

    Raises:
        DamagedHistoryError: a row is not as the history says.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    _revert(connection, tables, "edit_id IN (SELECT id FROM main.edit WHERE step = ?)", step)


def revert_after(connection: sqlite3.Connection, tables: dict[str, CapturedTable], revision: int) -> None:
    """Write the inverse of everything after a revision, newest first, inside the transaction that is open.

    Raises:
        DamagedHistoryError: a row is not as the history says.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    _revert(connection, tables, "edit_id > ?", revision)


def _revert(connection: sqlite3.Connection, tables: dict[str, CapturedTable], where: str, number: int) -> None:
    rows = connection.execute(
        f"SELECT tab, row_id, before, after FROM main.change WHERE {where} ORDER BY id DESC", [number]
    ).fetchall()
    try:
        for tab, row_id, before, after in rows:
            if _revert_one(connection, tables[tab], row_id, before, after) != 1:
                raise DamagedHistoryError(f"Row {row_id} of {tab} is not as the history says.")
    except (sqlite3.IntegrityError, KeyError, ValueError, TypeError) as error:
        raise DamagedHistoryError("An earlier state cannot be restored.") from error


def _revert_one(
    connection: sqlite3.Connection, table: CapturedTable, row_id: int, before: str | None, after: str | None
) -> int:
    """Write one row as it was; return how many rows that touched."""
    name = f"main.{quoted(table.name)}"
    if before is None:
        return connection.execute(f"DELETE FROM {name} WHERE id = ?", [row_id]).rowcount
    row = table.values(before)
    if row.keys() != table.columns.keys():
        raise ValueError(f"an image of {table.name} has other columns than the table")
    columns = [quoted(column) for column in row]
    if after is None:
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"
        return connection.execute(sql, list(row.values())).rowcount
    sets = ", ".join(f"{column} = ?" for column in columns)
    return connection.execute(f"UPDATE {name} SET {sets} WHERE id = ?", [*row.values(), row_id]).rowcount
