"""The hash chain: each edit's hash covers the edit, all its changes and the hash before."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

CHANGE_FIELDS = "tab, row_id, CAST(before AS BLOB), CAST(after AS BLOB)"
RawChange = tuple[str, int, bytes | None, bytes | None]  # the images as they are stored, to be hashed
EDIT_FIELDS = "id, at, author, label, step, merge_key, reverts, is_barrier, content"


@dataclass(frozen=True)
class EditRow:
    """What is recorded of one edit besides its changes."""

    id: int
    at: str
    author: str
    label: str
    step: int
    merge_key: str | None
    reverts: int | None
    is_barrier: int
    content: str

    def as_tuple(self) -> tuple[object, ...]:
        """Return the fields in the order of `EDIT_FIELDS`."""
        return (
            self.id,
            self.at,
            self.author,
            self.label,
            self.step,
            self.merge_key,
            self.reverts,
            self.is_barrier,
            self.content,
        )


def recorded_changes(connection: sqlite3.Connection, number: int) -> list[RawChange]:
    """Return the changes that are recorded under an edit's number, oldest first."""
    query = f"SELECT {CHANGE_FIELDS} FROM main.change WHERE edit_id = ? ORDER BY id"
    return connection.execute(query, [number]).fetchall()


def edit_hash(previous: str, edit: tuple[object, ...], changes: Iterable[RawChange]) -> str:
    """Return the hash of an edit.

    Args:
        previous: the hash of the edit before; empty for the first.
        edit: the fields in the order of `EDIT_FIELDS`.
        changes: its changes, in order.
    """
    whole = hashlib.sha256(json.dumps([previous, *edit]).encode())
    for tab, row_id, before, after in changes:
        # images are JSON and hold no raw NUL, so the separators cannot be forged
        whole.update(b"%b\0%d\0%b\0%b\0" % (tab.encode(), row_id, before or b"", after or b""))
    return whole.hexdigest()


def append(connection: sqlite3.Connection, edit: EditRow, changes: Iterable[RawChange] = ()) -> None:
    """Add an edit to the history, over the changes that are recorded under its number, if there are any."""
    whole = edit_hash(last_hash(connection), edit.as_tuple(), changes)
    marks = ", ".join("?" * 10)
    connection.execute(f"INSERT INTO main.edit ({EDIT_FIELDS}, hash) VALUES ({marks})", [*edit.as_tuple(), whole])


def last_hash(connection: sqlite3.Connection) -> str:
    """Return the head of the chain; empty for an empty history."""
    row = connection.execute("SELECT hash FROM main.edit ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def broken_at(connection: sqlite3.Connection) -> int | None:
    """Return the first edit whose hash is not what its content gives, or nothing if the chain holds."""
    changes = groupby(
        connection.execute(f"SELECT edit_id, {CHANGE_FIELDS} FROM main.change ORDER BY edit_id, id"),
        key=itemgetter(0),
    )
    owner, group = next(changes, (None, iter(())))
    previous = ""
    expected = 0
    for *edit, recorded in connection.execute(f"SELECT {EDIT_FIELDS}, hash FROM main.edit ORDER BY id"):
        expected += 1
        mine: Iterator[RawChange] = iter(())
        if owner == edit[0]:
            mine = (change[1:] for change in group)
        if edit[0] != expected or edit_hash(previous, tuple(edit), mine) != recorded:
            return expected
        if owner == edit[0]:
            owner, group = next(changes, (None, iter(())))
        previous = recorded
    return expected + 1 if owner is not None else None
