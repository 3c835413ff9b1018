"""Let rows that point to one row point to another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from outsource_desk.store.rows import delete_row, update_row

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = dict[str, Any]


def references_to(connection: sqlite3.Connection, table: str) -> tuple[tuple[str, str], ...]:
    """Return every (table, column) that points to the rows of a table, in the order of their names."""
    query = """SELECT t.name, f."from" FROM main.sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f
        WHERE t.type = 'table' AND f."table" = ? ORDER BY t.name, f."from" """
    return tuple((str(name), str(column)) for name, column in connection.execute(query, [table]))


def rows_at(connection: sqlite3.Connection, table: str, column: str, value: int) -> tuple[Row, ...]:
    """Return the rows whose column points to a row, oldest first."""
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE "{column}" = ? ORDER BY id', [value])
    names = [each[0] for each in cursor.description]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor)


def count_at(connection: sqlite3.Connection, table: str, column: str, value: int) -> int:
    """Return how many rows point to a row."""
    query = f'SELECT count(*) FROM "{table}" WHERE "{column}" = ?'
    return int(connection.execute(query, [value]).fetchone()[0])


def repoint(db: Database, table: str, column: str, old: int, new: int) -> None:
    """Let every row that points to ``old`` point to ``new``.

    A row whose place is taken there goes; what it knows and the one in its place does not, that one takes over.
    """
    for row in rows_at(db.conn, table, column, old):
        try:
            update_row(db, table, row["id"], {column: new})
        except sqlite3.IntegrityError:
            _give_way(db, table, column, row, new)


def _give_way(db: Database, table: str, column: str, row: Row, new: int) -> None:
    there = next(_in_its_place(db.conn, table, column, row, new), None)
    delete_row(db, table, row["id"])
    if there is not None:  # else the key is an expression, and the two rows say the same
        fill_blanks(db, table, there, row)


def _in_its_place(connection: sqlite3.Connection, table: str, column: str, row: Row, new: int) -> Iterator[Row]:
    """Yield the rows at ``new`` that have a unique key of this row."""
    for columns in _unique_keys(connection, table):
        if column in columns:
            others = [name for name in columns if name != column]
            for each in rows_at(connection, table, column, new):
                if all(_alike(each[name], row[name]) for name in others):
                    yield each


def _alike(first: object, second: object) -> bool:
    if isinstance(first, str) and isinstance(second, str):
        return first.casefold() == second.casefold()
    return first == second


def _unique_keys(connection: sqlite3.Connection, table: str) -> list[list[str]]:
    """Return the columns of each unique key that is not an expression."""
    query = """SELECT l.name, i.name FROM pragma_index_list(?) AS l, pragma_index_info(l.name) AS i
        WHERE l."unique" ORDER BY l.seq, i.seqno"""
    keys: dict[str, list[str | None]] = {}
    for index, name in connection.execute(query, [table]):
        keys.setdefault(index, []).append(name)
    return [[name for name in names if name is not None] for names in keys.values() if None not in names]


def fill_blanks(db: Database, table: str, row: Row, other: Row) -> None:
    """Let a row take over what it does not know and another one does."""
    update_row(
        db,
        table,
        row["id"],
        {name: other[name] for name, value in row.items() if value in (None, "") and other[name] not in (None, "")},
    )
