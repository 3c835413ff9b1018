"""Rows of any table whose rows belong to a row of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

# table → the table of those its rows belong to, up to the initiative, and the column that says to which
ABOVE = {
    "candidate": ("initiative", "initiative_id"),
    "mitigation": ("risk", "risk_id"),
    "risk_acceptance": ("risk", "risk_id"),
    "metric_reading": ("metric", "metric_id"),
    "recovery_commitment": ("recovery_objective", "objective_id"),
    "scenario_trigger": ("scenario", "scenario_id"),
    "trigger_check": ("scenario_trigger", "trigger_id"),
    "response_step": ("scenario", "scenario_id"),
    "activation": ("scenario", "scenario_id"),
    "activation_entry": ("activation", "activation_id"),
    "exercise_inject": ("exercise", "exercise_id"),
    "exercise_action": ("exercise", "exercise_id"),
    "contract": ("candidate", "candidate_id"),
    "clause": ("contract", "contract_id"),
    "audit": ("audit_plan", "audit_plan_id"),
    "finding": ("audit", "audit_id"),
    "approval": ("decision", "decision_id"),
}


def load_row(connection: sqlite3.Connection, table: str, row_id: int) -> dict[str, Any]:
    """Return a row as column → value; there must be one with this id."""
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', [row_id])
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def initiative_of(connection: sqlite3.Connection, table: str, row_id: int) -> int:
    """Return the initiative that a row belongs to; there must be such a row, and it must belong to one."""
    while table != "initiative":
        above, column = ABOVE.get(table, ("initiative", "initiative_id"))
        row_id = connection.execute(f'SELECT "{column}" FROM "{table}" WHERE id = ?', [row_id]).fetchone()[0]
        table = above
    return row_id


def has_position(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether the rows of a table have an order of their own."""
    query = "SELECT 1 FROM pragma_table_info(?, 'main') WHERE name = 'position'"
    return connection.execute(query, [table]).fetchone() is not None


def next_position_of(connection: sqlite3.Connection, table: str, column: str, owner_id: int) -> int:
    """Return the position behind the last row that belongs to a row of another table."""
    query = f'SELECT coalesce(max(position), 0) + 1 FROM "{table}" WHERE "{column}" = ?'
    return int(connection.execute(query, [owner_id]).fetchone()[0])
