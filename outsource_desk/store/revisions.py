"""Rebuilding an earlier revision in memory."""

from __future__ import annotations

import sqlite3

from outsource_desk.store import digest
from outsource_desk.store.capture import captured_tables, register_functions
from outsource_desk.store.errors import DamagedHistoryError, RevisionOutOfReachError
from outsource_desk.store.history import revert_after


def refuse_out_of_reach(connection: sqlite3.Connection, number: int) -> None:
    """Refuse a revision that the history does not lead back to.

    Raises:
        RevisionOutOfReachError: it lies before the file was updated or stripped of its history.
    """
    barrier = connection.execute(
        "SELECT ifnull(max(id), 0) FROM main.edit WHERE is_barrier AND id > ?", [number]
    ).fetchone()[0]
    if barrier:
        raise RevisionOutOfReachError(number, barrier)


def connection_at(source: sqlite3.Connection, number: int) -> sqlite3.Connection:
    """Return a copy in memory that stands at a revision, checked against the fingerprint recorded then."""
    refuse_out_of_reach(source, number)
    past = sqlite3.connect(":memory:", isolation_level=None)
    try:
        source.backup(past)
        _go_back(past, number)
    except BaseException:
        past.close()
        raise
    return past


def _go_back(past: sqlite3.Connection, number: int) -> None:
    register_functions(past)
    tables = captured_tables(past)
    # no foreign keys: each row is put back by itself, and the state that comes out is checked as a whole
    past.execute("BEGIN")
    revert_after(past, {table.name: table for table in tables}, number)
    past.execute("DELETE FROM change WHERE edit_id > ?", [number])
    past.execute("DELETE FROM edit WHERE id > ?", [number])
    totals = {table.name: digest.table_total(past, table) for table in tables}
    past.execute("DELETE FROM digest")
    digest.record_totals(past, totals)
    row = past.execute("SELECT content FROM edit WHERE id = ?", [number]).fetchone()
    if digest.fingerprint_of(totals) != (row[0] if row else digest.fingerprint_of({})):
        raise DamagedHistoryError(f"Revision {number} does not come out as it was recorded.")
    past.execute("COMMIT")
    past.execute("PRAGMA query_only = ON")
