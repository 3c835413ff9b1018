"""The digest of the content: what SQLite's own check does not see, and the fingerprint printed on reports."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable

from outsource_desk.store.capture import CapturedTable, quoted

MODULUS = 2**256
NOT_CONTENT = frozenset({"named_revision"})  # names belong to the history; they change no report


def row_number(table: str, image: bytes | None) -> int:
    """Return the SHA-256 of a row's image as a number; no row counts nothing."""
    if image is None:
        return 0
    return int.from_bytes(hashlib.sha256(table.encode() + b"\0" + image).digest(), "big")


def table_total(connection: sqlite3.Connection, table: CapturedTable) -> int:
    """Return the digest of a table from its rows: their numbers' sum modulo 2^256, so their order does not matter."""
    prefix = hashlib.sha256(table.name.encode() + b"\0")
    total = 0
    name = quoted(table.name)
    for (image,) in connection.execute(f"SELECT CAST({table.image(name)} AS BLOB) FROM main.{name}"):
        row = prefix.copy()
        row.update(image)
        total += int.from_bytes(row.digest(), "big")
    return total % MODULUS


def recorded_totals(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the digest that the file keeps of each table."""
    return {tab: int(total, 16) for tab, total in connection.execute("SELECT tab, total FROM main.digest")}


def record_totals(connection: sqlite3.Connection, totals: dict[str, int]) -> None:
    """Keep new digests of some tables."""
    connection.executemany(
        "INSERT INTO main.digest (tab, total) VALUES (?, ?) ON CONFLICT (tab) DO UPDATE SET total = excluded.total",
        [(tab, f"{total:064x}") for tab, total in totals.items()],
    )


def moved_totals(totals: dict[str, int], changes: Iterable[tuple[str, bytes | None, bytes | None]]) -> dict[str, int]:
    """Return the new totals of the tables that some changes touch.

    Args:
        totals: before the changes.
        changes: table, image before and image after of each.
    """
    moved: dict[str, int] = {}
    for tab, before, after in changes:
        delta = row_number(tab, after) if before is None else row_number(tab, after) - row_number(tab, before)
        moved[tab] = moved.get(tab, 0) + delta
    return {tab: (totals.get(tab, 0) + delta) % MODULUS for tab, delta in moved.items()}


def fingerprint_of(totals: dict[str, int]) -> str:
    """Return the fingerprint: the same content has the same, whatever its history; empty tables do not matter."""
    content = [[tab, f"{total:064x}"] for tab, total in sorted(totals.items()) if total and tab not in NOT_CONTENT]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
