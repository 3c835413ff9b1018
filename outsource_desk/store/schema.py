"""What belongs in a file: the journal's own tables, the steps that are known, and no object besides."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from typing import NamedTuple

from outsource_desk import __version__

APPLICATION_ID = 0x4F44534B  # "ODSK"
JOURNAL_STEP = ("journal", "j0001_history")

# The steps of the schema in order, so that opening an up-to-date file need not load the code that runs them
STEPS: tuple[tuple[str, str], ...] = (
    JOURNAL_STEP,
    ("outsource_desk", "m0001_initiative_vendors_criteria_scores"),
    ("outsource_desk", "m0002_locked_weights_and_history_by_row"),
    ("outsource_desk", "m0003_choice_of_the_paper"),
    ("outsource_desk", "m0004_decision_analysis"),
    ("outsource_desk", "m0005_vetting"),
    ("outsource_desk", "m0006_protection"),
    ("outsource_desk", "m0007_imports"),
)
# `schema_hash` of a file with exactly these steps; a test says what to write here after a step was added
SCHEMA_HASH = "2ef69a9ab585bd9d1d5000b0a2e24e43184ec49fe36197abe948a8bc8e4782c2"
# The number of steps that a program must know at least to read this schema without changing it
READABLE_FROM = 6

JOURNAL_TABLES = """
CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT);
CREATE UNIQUE INDEX _sqlite_migrations_once ON _sqlite_migrations(migration_set, name);
CREATE TABLE format (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    needs TEXT NOT NULL,                -- the release that can change the file
    readable_from INTEGER NOT NULL      -- a program that knows so many steps may still read it
) STRICT;
CREATE TABLE edit (
    id INTEGER PRIMARY KEY,             -- the revision
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    label TEXT NOT NULL,
    step INTEGER NOT NULL,              -- edits joined into one undo step share the number of the first
    merge_key TEXT,
    reverts INTEGER,                    -- the step that an undo or redo takes back
    is_barrier INTEGER NOT NULL CHECK (is_barrier IN (0, 1)),
    content TEXT NOT NULL,              -- the fingerprint after the edit
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    edit_id INTEGER NOT NULL REFERENCES edit DEFERRABLE INITIALLY DEFERRED,
    tab TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX change_edit ON change(edit_id);
CREATE TABLE digest (tab TEXT PRIMARY KEY, total TEXT NOT NULL) STRICT;
CREATE TABLE named_revision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200)
) STRICT
"""

# An object of the schema: kind, name, table and the text that made it
SchemaObject = tuple[str, str, str, str]


class FileFormat(NamedTuple):
    """What a file says of itself."""

    steps: tuple[tuple[str, str], ...]
    needs: str
    readable_from: int


def create_schema(connection: sqlite3.Connection) -> None:
    """Create every table in an empty database, inside the transaction that is open."""
    for statement in JOURNAL_TABLES.split(";\n"):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, datetime('now'))", JOURNAL_STEP
    )
    connection.execute("INSERT INTO format VALUES (1, '', 0)")
    run_pending_steps(connection)


def run_pending_steps(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date inside the transaction that is open; needs sqlite-utils."""
    from sqlite_utils import Database

    from outsource_desk.store.migrations import migrations

    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute("UPDATE format SET needs = ?, readable_from = ?", [__version__, READABLE_FROM])


def read_format(connection: sqlite3.Connection) -> FileFormat:
    """Return what a file says of itself."""
    steps = connection.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY id").fetchall()
    row = connection.execute("SELECT needs, readable_from FROM format").fetchone()
    match row:
        case (str(needs), int(readable_from)):
            return FileFormat(tuple(steps), needs, readable_from)
        case _:
            return FileFormat(tuple(steps), "", 0)


def schema_objects(connection: sqlite3.Connection) -> list[SchemaObject]:
    """Return the objects of a schema without SQLite's own, their texts without layout and quotes."""
    rows = connection.execute(
        "SELECT CAST(type AS TEXT), CAST(name AS TEXT), CAST(tbl_name AS TEXT), CAST(ifnull(sql, '') AS TEXT) "
        "FROM main.sqlite_schema WHERE name <> 'sqlite_sequence' "
        "AND NOT (type = 'index' AND substr(name, 1, 17) = 'sqlite_autoindex_' AND sql IS NULL) ORDER BY type, name"
    )
    return [(kind, name, table, _plain(sql)) for kind, name, table, sql in rows]


def schema_hash(connection: sqlite3.Connection) -> str:
    """Return a hash of the whole schema."""
    return hashlib.sha256(json.dumps(schema_objects(connection)).encode()).hexdigest()


def foreign_object(connection: sqlite3.Connection, steps: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    """Return kind and name of an object that the steps do not make, or nothing.

    A step that is not known (the file is newer) may have made tables and indexes, but nothing that runs by itself.
    """
    if set(steps) == set(STEPS) and schema_hash(connection) == SCHEMA_HASH:
        return None
    ours = set(_expected_objects(steps))
    is_newer = bool(set(steps) - set(STEPS))
    for found in schema_objects(connection):
        kind, name, _, sql = found
        is_plain = kind in ("table", "index") and "virtual" not in sql.lower()[:30]
        if found not in ours and not (is_newer and is_plain):
            return ("virtual table" if kind == "table" and not is_plain else kind), name
    return None


def _expected_objects(steps: tuple[tuple[str, str], ...]) -> list[SchemaObject]:
    """Return the objects that the steps, as far as they are known, make in an empty database."""
    from sqlite_utils import Database

    from outsource_desk.store.migrations import migrations

    last = [step for step in STEPS if step in steps][-1]
    later = [name for _, name in STEPS[STEPS.index(last) + 1 :]]
    model = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statement in JOURNAL_TABLES.split(";\n"):
            model.execute(statement)
        migrations.apply(Database(model, execute_plugins=False), stop_before=later)
        return schema_objects(model)
    finally:
        model.close()


def _plain(sql: str) -> str:
    return re.sub(r'[\s"]+', " ", sql).strip()
