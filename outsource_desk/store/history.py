"""Reading history: the undo and redo stacks, and the way back to an earlier state."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

from outsource_desk.store.capture import CapturedTable, quoted
from outsource_desk.store.errors import DamagedHistoryError

_ROWS_TOGETHER = 250  # rows that one statement takes back; of up to 130 columns, as SQLite takes 32,766 values
_Images = tuple[str, int, str | None, str | None]  # table, row, image before and image after


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
        for (tab, act), run in groupby(rows, key=_inverse):
            together = list(run)
            most = 1 if act == "update" or _refers_to_itself(connection, tab) else _ROWS_TOGETHER
            for start in range(0, len(together), most):
                _revert_alike(connection, tables[tab], act, together[start : start + most])
    except (sqlite3.IntegrityError, KeyError, ValueError, TypeError) as error:
        raise DamagedHistoryError("An earlier state cannot be restored.") from error


def _inverse(change: _Images) -> tuple[str, str]:
    """Return the table of a change and what takes the change back."""
    tab, _, before, after = change
    return tab, "delete" if before is None else "insert" if after is None else "update"


def _refers_to_itself(connection: sqlite3.Connection, tab: str) -> bool:
    """Tell whether deleting rows of a table may delete others of the same table, which must then go first."""
    query = 'SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_list(?) WHERE "table" = ?)'
    return bool(connection.execute(query, [tab, tab]).fetchone()[0])


def _revert_alike(connection: sqlite3.Connection, table: CapturedTable, act: str, changes: list[_Images]) -> None:
    """Take back changes of the same kind in one statement.

    Raises:
        DamagedHistoryError: a row is not as the history says.
    """
    name, row_ids = f"main.{quoted(table.name)}", [row_id for _, row_id, _, _ in changes]
    if act == "delete":
        done = connection.execute(f"DELETE FROM {name} WHERE id IN ({_marks(row_ids)})", row_ids)
    else:
        rows = [_row(table, before) for _, _, before, _ in changes]
        columns, values = list(map(quoted, rows[0])), list(chain.from_iterable(row.values() for row in rows))
        if act == "insert":
            lines = ", ".join([f"({_marks(columns)})"] * len(rows))
            done = connection.execute(f"INSERT INTO {name} ({', '.join(columns)}) VALUES {lines}", values)
        else:
            sets = ", ".join(f"{column} = ?" for column in columns)
            done = connection.execute(f"UPDATE {name} SET {sets} WHERE id = ?", [*values, *row_ids])
    if done.rowcount != len(row_ids):
        raise DamagedHistoryError(f"A row of {table.name} is not as the history says.")


def _row(table: CapturedTable, image: str | None) -> dict[str, object]:
    """Return the row that an image shows, its columns in the table's order.

    Raises:
        ValueError: it is damaged or shows other columns than the table has.
    """
    row = table.values(image or "")
    if row.keys() != table.columns.keys():
        raise ValueError(f"an image of {table.name} has other columns than the table")
    return {column: row[column] for column in table.columns}


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
