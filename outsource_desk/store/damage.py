"""Checking a whole file: what is damaged is named."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from outsource_desk.store import chain, digest
from outsource_desk.store.capture import CapturedTable, captured_tables, register_functions


@dataclass(frozen=True)
class Damage:
    """What a check found.

    Attributes:
        tables: the tables whose rows do not add up to their digest, or cannot be read.
        chain_ok: the history hangs together and leads to the present content.
        index_ok: SQLite finds its own structure whole, indexes included.
        broken_edit: the first edit of the history that does not fit, if one does not.
        details: SQLite's own words on the structure, for the technically minded.
    """

    tables: tuple[str, ...] = ()
    chain_ok: bool = True
    index_ok: bool = True
    broken_edit: int | None = None
    details: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.tables and self.chain_ok and self.index_ok

    def sentences(self) -> list[str]:
        """Return what is wrong, in plain words; empty if nothing is."""
        said: list[str] = []
        if self.tables:
            said.append(f"Damaged data in: {', '.join(table.replace('_', ' ') for table in self.tables)}.")
        if not self.chain_ok:
            where = f" at revision {self.broken_edit}" if self.broken_edit else ""
            said.append(f"The history was altered or damaged{where}.")
        if not self.index_ok:
            said.append("The structure of the file is damaged.")
        return said


def find_damage(connection: sqlite3.Connection) -> Damage:
    """Check structure, content and history; a part that cannot be read counts as damaged."""
    register_functions(connection)
    connection.execute("BEGIN")  # one moment of the file, whatever its writer does meanwhile
    try:
        details = _structure(connection)
        tables = _damaged_tables(connection)
        chain_ok, broken_edit = _history(connection)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return Damage(tables, chain_ok, not details, broken_edit, details)


# Damage may turn a value into one of another type, so that reading it fails in Python rather than in SQLite
_UNREADABLE = (sqlite3.Error, ValueError, TypeError)


# A row's number is never given again, so no counter may stand below a number that the history knows
_SEQUENCES_GONE_BACK = """
    SELECT tab FROM (SELECT tab, max(row_id) AS newest FROM main.change GROUP BY tab)
    LEFT JOIN main.sqlite_sequence ON name = tab WHERE newest > ifnull(seq, 0)"""


def _structure(connection: sqlite3.Connection) -> tuple[str, ...]:
    try:
        words = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
        lost = connection.execute("PRAGMA foreign_key_check").fetchmany(20)
        reused = connection.execute(_SEQUENCES_GONE_BACK).fetchall()
    except _UNREADABLE as error:
        return (str(error),)
    return (
        *(word for word in words if word != "ok"),
        *(f"row {row} of {table} points to a row of {parent} that is not there" for table, row, parent, _ in lost),
        *(f"numbers of {table} could be given twice" for (table,) in reused),
    )


def _damaged_tables(connection: sqlite3.Connection) -> tuple[str, ...]:
    try:
        recorded = digest.recorded_totals(connection)
        tables = captured_tables(connection)
    except _UNREADABLE:
        return ("digest",)
    known = {table.name for table in tables}
    strange = [str(tab) for tab, total in recorded.items() if total and tab not in known]
    return tuple(table.name for table in tables if not _adds_up(connection, table, recorded)) + tuple(sorted(strange))


def _adds_up(connection: sqlite3.Connection, table: CapturedTable, recorded: dict[str, int]) -> bool:
    try:
        return digest.table_total(connection, table) == recorded.get(table.name, 0)
    except _UNREADABLE:
        return False


def _history(connection: sqlite3.Connection) -> tuple[bool, int | None]:
    try:
        broken = chain.broken_at(connection)
        if broken is not None:
            return False, broken
        row = connection.execute("SELECT content FROM main.edit ORDER BY id DESC LIMIT 1").fetchone()
        present = digest.fingerprint_of(digest.recorded_totals(connection))
        return (row[0] if row else digest.fingerprint_of({})) == present, None
    except _UNREADABLE:
        return False, None
