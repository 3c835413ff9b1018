"""Write single rows of any table; the caller's edit makes them one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database

Row = Mapping[str, object]
T = TypeVar("T")

# the tables whose rows others are told by
_NAMED = (
    "initiative", "vendor", "candidate", "criterion", "evaluator", "import_file", "question", "answer",
    "attachment", "subcontractor", "risk", "metric", "recovery_objective", "scenario", "scenario_trigger",
    "response_step", "fallback", "exit_task", "audit_plan",
)  # fmt: skip

_LARGEST_ID = 2**63 - 1  # SQLite takes no number beyond it
_ROWS_TOGETHER, _VALUES_TOGETHER = 500, 30_000  # of one statement; SQLite takes 32,766 values


def insert_row(db: Database, table: str, values: Row) -> int:
    """Add a row and return its id."""
    names, marks = ", ".join(f'"{column}"' for column in values), ", ".join("?" * len(values))
    # sqlite-utils would first ask the schema about the table, several times
    done = db.conn.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(values.values()))
    assert done.lastrowid is not None
    return done.lastrowid


def insert_rows(db: Database, table: str, rows: Sequence[Row]) -> None:
    """Add many rows that have the same columns."""
    if rows:
        columns = list(rows[0])
        insert_lines(db, table, columns, [[row[column] for column in columns] for row in rows])


def insert_lines(db: Database, table: str, columns: Sequence[str], lines: Sequence[Sequence[object]]) -> None:
    """Add many rows, hundreds to a statement; each line has a value for every column.

    Before each statement whose triggers may fail, SQLite gets ready to take that one statement back; row by row this
    would cost more than the rows do.
    """
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    most = max(1, min(_ROWS_TOGETHER, _VALUES_TOGETHER // len(columns)))
    for start in range(0, len(lines), most):
        together = lines[start : start + most]
        rows = ", ".join([f"({marks})"] * len(together))
        db.conn.execute(f'INSERT INTO "{table}" ({names}) VALUES {rows}', list(chain.from_iterable(together)))


def update_row(db: Database, table: str, row_id: int, changes: Row) -> None:
    """Change some fields of a row."""
    if changes:
        sets = ", ".join(f'"{column}" = ?' for column in changes)
        db.conn.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', [*changes.values(), row_id])


def delete_row(db: Database, table: str, row_id: int) -> None:
    """Delete a row and, by cascade, what belongs to it."""
    db.conn.execute(f'DELETE FROM "{table}" WHERE id = ?', [row_id])


def delete_rows(db: Database, table: str, key: Row) -> None:
    """Delete the rows that have these values."""
    where = " AND ".join(f'"{column}" = ?' for column in key)
    db.conn.execute(f'DELETE FROM "{table}" WHERE {where}', list(key.values()))


def upsert_row(db: Database, table: str, key: Row, changes: Row) -> int:
    """Change the row that has this unique key, or add it; return its id."""
    where = " AND ".join(f'"{column}" = ?' for column in key)
    found = db.conn.execute(f'SELECT id FROM "{table}" WHERE {where}', list(key.values())).fetchone()
    if found is None:
        return insert_row(db, table, {**key, **changes})
    update_row(db, table, found[0], changes)
    return int(found[0])


def find_row(connection: Connection, table: str, key: Row, columns: Sequence[str]) -> tuple[int, Row] | None:
    """Return id and some columns of the row that has this unique key."""
    names, where = ", ".join(f'"{name}"' for name in columns), " AND ".join(f'"{column}" = ?' for column in key)
    query = f'SELECT id, {names} FROM "{table}" WHERE {where}'
    found = connection.execute(query, list(key.values())).fetchone()
    return None if found is None else (found[0], dict(zip(columns, found[1:], strict=True)))


def record(make: Callable[..., T], columns: str, row: Iterable[object], **convert: Callable[[Any], object]) -> T:
    """Return what ``make`` makes of a row, whose columns are its arguments.

    Args:
        make: such as a dataclass.
        columns: names of its arguments, separated by commas, in the order of the row.
        row: the values.
        convert: turns the value of a column into what the argument wants.
    """
    fields: dict[str, Any] = dict(zip(columns.split(", "), row, strict=True))
    return make(**fields | {name: change(fields[name]) for name, change in convert.items()})


def has_row(connection: Connection, table: str, row_id: int) -> bool:
    """Tell whether a table has a row with this id, which may be any number at all."""
    if not 0 < row_id <= _LARGEST_ID:
        return False
    return connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', [row_id]).fetchone() is not None


def next_position(connection: Connection, table: str, initiative_id: int) -> int:
    """Return the position behind the last row of an initiative."""
    query = f'SELECT coalesce(max(position), 0) + 1 FROM "{table}" WHERE initiative_id = ?'
    return int(connection.execute(query, [initiative_id]).fetchone()[0])


def load_images(connection: Connection) -> Iterator[tuple[str, int, dict[str, object]]]:
    """Yield (table, id, row) of everything that has a name, as it stands now."""
    for table in _NAMED:
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        columns = [column[0] for column in cursor.description]
        for row in cursor:
            image = dict(zip(columns, row, strict=True))
            yield table, row[0], image
