"""The digest of the content: what SQLite's own check does not see, and the fingerprint printed on reports."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from outsource_desk.store.capture import CapturedTable, quoted
from outsource_desk.store.chain import RawChange

MODULUS = 2**256
NOT_CONTENT = frozenset({"named_revision"})  # names belong to the history; they change no report


def table_total(connection: sqlite3.Connection, table: CapturedTable) -> int:
    """Return the digest of a table from its rows: their numbers' sum modulo 2^256, so their order does not matter."""
    name = quoted(table.name)
    rows = connection.execute(f"SELECT CAST({table.image(name)} AS BLOB) FROM main.{name}")
    return _sum(table.name, (image for (image,) in rows)) % MODULUS


def _sum(table: str, images: Iterable[bytes]) -> int:
    """Return the sum of some rows' numbers: a row's number is the SHA-256 of its table's name and its image."""
    prefix = table.encode() + b"\0"
    sha256, as_number = hashlib.sha256, int.from_bytes
    return sum(as_number(sha256(prefix + image).digest(), "big") for image in images)


def recorded_totals(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the digest that the file keeps of each table."""
    return {tab: int(total, 16) for tab, total in connection.execute("SELECT tab, total FROM main.digest")}


def record_totals(connection: sqlite3.Connection, totals: dict[str, int]) -> None:
    """Keep new digests of some tables."""
    connection.executemany(
        "INSERT INTO main.digest (tab, total) VALUES (?, ?) ON CONFLICT (tab) DO UPDATE SET total = excluded.total",
        [(tab, f"{total:064x}") for tab, total in totals.items()],
    )


def moved_totals(totals: dict[str, int], changes: Iterable[RawChange]) -> dict[str, int]:
    """Return the new totals of the tables that some changes touch.

    Args:
        totals: before the changes.
        changes: table, row, image before and image after of each.
    """
    moved: dict[str, int] = {}
    for tab, run in groupby(changes, key=itemgetter(0)):
        together = list(run)
        gone = _sum(tab, (before for _, _, before, _ in together if before is not None))
        come = _sum(tab, (after for _, _, _, after in together if after is not None))
        moved[tab] = moved.get(tab, 0) + come - gone
    return {tab: (totals.get(tab, 0) + delta) % MODULUS for tab, delta in moved.items()}


def fingerprint_of(totals: dict[str, int]) -> str:
    """Return the fingerprint: the same content has the same, whatever its history; empty tables do not matter."""
    content = [[tab, f"{total:064x}"] for tab, total in sorted(totals.items()) if total and tab not in NOT_CONTENT]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
