"""Bringing a file of an older release up to date."""

from __future__ import annotations

import sqlite3

from outsource_desk import __version__
from outsource_desk.store import chain, digest, schema
from outsource_desk.store.capture import captured_tables, register_functions
from outsource_desk.store.journal import utc_now


def update(connection: sqlite3.Connection, author: str) -> None:
    """Run the steps that a file has not seen, in one transaction; an edit that undo does not pass marks the place.

    No capture is installed yet, so rows may be rewritten freely; the digest is taken anew.
    """
    register_functions(connection)
    connection.execute("PRAGMA foreign_keys = OFF")  # a step may rebuild a table that others point to
    try:
        connection.execute("BEGIN IMMEDIATE")
        counters = connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        schema.run_pending_steps(connection)
        _keep_counters(connection, counters)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError("a step of the schema left a row that points nowhere")
        totals = {table.name: digest.table_total(connection, table) for table in captured_tables(connection)}
        connection.execute("DELETE FROM digest")
        digest.record_totals(connection, totals)
        _mark(connection, author, digest.fingerprint_of(totals))
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")


def updated_in_memory(connection: sqlite3.Connection, author: str) -> sqlite3.Connection:
    """Return an up-to-date copy in memory, for reading a file that must not be changed."""
    copy = sqlite3.connect("file::memory:", uri=True, isolation_level=None)
    try:
        connection.backup(copy)
        update(copy, author)
        copy.execute("PRAGMA query_only = ON")
    except BaseException:
        copy.close()
        raise
    return copy


def _keep_counters(connection: sqlite3.Connection, counters: list[tuple[str, int]]) -> None:
    """See to it that a table that a step rebuilt does not give old numbers again."""
    for table, number in counters:
        present = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table]).fetchone()
        if present is None:
            connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, number])
        elif present[0] < number:
            connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", [number, table])


def _mark(connection: sqlite3.Connection, author: str, content: str) -> None:
    number = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM edit").fetchone()[0]
    label = f"Update to release {__version__}"
    edit = chain.EditRow(number, utc_now(), author, label, number, None, None, is_barrier=1, content=content)
    chain.append(connection, edit)
