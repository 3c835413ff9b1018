"""TEMP triggers, generated from the schema, that copy every row's image before and after a write."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

# The file's own bookkeeping, and contents that rows of other tables point to by their hash
UNCAPTURED = frozenset({"edit", "change", "digest", "format", "_sqlite_migrations", "blob"})


@dataclass(frozen=True)
class CapturedTable:
    """One table of the user's data, and the SQL that prints its rows.

    Attributes:
        name: the table.
        columns: column name → declared type (INTEGER, REAL, TEXT or BLOB), in order.
    """

    name: str
    columns: dict[str, str]

    def image(self, row: str) -> str:
        """Return the SQL that prints a row as JSON, exactly and alike in every release of SQLite.

        Args:
            row: ``new``, ``old`` or the quoted table.
        """
        pairs = (f"{_text(name)}, {_exact(f'{row}.{quoted(name)}', kind)}" for name, kind in self.columns.items())
        return f"json_object({', '.join(pairs)})"

    def values(self, image: str | bytes) -> dict[str, object]:
        """Return what an image says, ready to be written again.

        Raises:
            ValueError: the image is damaged.
        """
        row: dict[str, object] = json.loads(image)
        if not isinstance(row, dict):
            raise ValueError(f"an image of {self.name} is no row")
        for name, value in row.items():
            if value is not None and self.columns.get(name) == "BLOB":
                row[name] = bytes.fromhex(str(value))
        return row


def captured_tables(connection: sqlite3.Connection) -> list[CapturedTable]:
    """Return the tables whose every change is recorded, in the order of their names."""
    names = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"
    )
    return [_described(connection, name) for (name,) in names.fetchall() if name not in UNCAPTURED]


def _described(connection: sqlite3.Connection, table: str) -> CapturedTable:
    rows = connection.execute("SELECT name, upper(type) FROM pragma_table_info(?, 'main')", [table])
    columns: dict[str, str] = {name: "INTEGER" if kind == "INT" else kind for name, kind in rows}
    odd = set(columns.values()) - {"INTEGER", "REAL", "TEXT", "BLOB"}
    if odd or columns.get("id") != "INTEGER":
        raise TypeError(f"table {table}: columns are INTEGER, REAL, TEXT or BLOB, one of them “id INTEGER”")
    return CapturedTable(table, columns)


def register_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the one function that row images need."""
    # repr() is the shortest text that reads back as the same number; SQLite's own printing differs between releases
    connection.create_function("exact_real", 1, repr, deterministic=True)


def install_capture(connection: sqlite3.Connection, tables: list[CapturedTable]) -> None:
    """Create the TEMP triggers: capture for each table, and a seal on the history itself.

    The connection must have the function ``open_edit()``: the number of the edit under way, or NULL.
    """
    for table in tables:
        for event in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(_capture(table, event))
    for table in ("edit", "change"):
        for event in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TEMP TRIGGER keep_{table}_{event} BEFORE {event} ON main.{table} "
                "BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END"
            )


def _capture(table: CapturedTable, event: str) -> str:
    before = "NULL" if event == "INSERT" else table.image("old")
    after = "NULL" if event == "DELETE" else table.image("new")
    row = "old" if event == "DELETE" else "new"
    guard = "SELECT RAISE(ABORT, 'written outside an edit') WHERE open_edit() IS NULL;"
    when = ""
    if event == "UPDATE":
        # a row that is set to what it was is no change; the collation matters: “acme” is not “Acme”
        differs = " OR ".join(f"old.{c} IS NOT new.{c} COLLATE BINARY" for c in map(quoted, table.columns))
        when = f"WHEN {differs}"
        guard += "SELECT RAISE(ABORT, 'an id never changes') WHERE old.id IS NOT new.id;"
    name = quoted(f"capture_{table.name}_{event}")
    return (
        f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{quoted(table.name)} {when} "
        f"BEGIN {guard} INSERT INTO change (edit_id, tab, row_id, before, after) "
        f"VALUES (open_edit(), {_text(table.name)}, {row}.id, {before}, {after}); END"
    )


def _exact(cell: str, kind: str) -> str:
    if kind == "REAL":
        whole = f"CAST({cell} AS INTEGER)"
        return (
            f"CASE WHEN {cell} IS NULL THEN NULL WHEN {cell} = {whole} THEN json({whole} || '.0') "
            f"ELSE json(exact_real({cell})) END"
        )
    if kind == "BLOB":
        return f"CASE WHEN {cell} IS NULL THEN NULL ELSE hex({cell}) END"
    return cell


def quoted(name: str) -> str:
    """Return an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
