"""Read evaluators, scores, agreed scores and measurements."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.score import AgreedScore, Evaluator, Measurement, Score, Source

if TYPE_CHECKING:
    import sqlite3


def load_evaluators(connection: sqlite3.Connection, initiative_id: int) -> tuple[Evaluator, ...]:
    """Return an initiative's evaluators in their order."""
    rows = connection.execute(
        "SELECT id, initiative_id, name, submitted_at FROM evaluator WHERE initiative_id = ? ORDER BY position, id",
        [initiative_id],
    )
    return tuple(Evaluator(*row) for row in rows)


def load_scores(
    connection: sqlite3.Connection, initiative_id: int, ids: Collection[int] | None = None
) -> tuple[Score, ...]:
    """Return the single scores of an initiative, all or those with some ids, in the order they were first given."""
    columns = "id, candidate_id, criterion_id, evaluator_id, points, not_applicable, rationale"
    files = load_imports(connection)
    return tuple(
        Score(
            number, candidate, criterion, evaluator, points, is_na == 1, rationale, _source(files, origin, sheet, cell)
        )
        for number, candidate, criterion, evaluator, points, is_na, rationale, origin, sheet, cell in _rows(
            connection, "score", columns, initiative_id, ids
        )
    )


def load_agreed_scores(
    connection: sqlite3.Connection, initiative_id: int, ids: Collection[int] | None = None
) -> tuple[AgreedScore, ...]:
    """Return the agreed scores of an initiative, all or those with some ids."""
    columns = "id, candidate_id, criterion_id, points, not_applicable, rationale"
    files = load_imports(connection)
    return tuple(
        AgreedScore(number, candidate, criterion, points, is_na == 1, rationale, _source(files, origin, sheet, cell))
        for number, candidate, criterion, points, is_na, rationale, origin, sheet, cell in _rows(
            connection, "agreed_score", columns, initiative_id, ids
        )
    )


def load_measurements(
    connection: sqlite3.Connection, initiative_id: int, ids: Collection[int] | None = None
) -> tuple[Measurement, ...]:
    """Return the measured amounts and prices of an initiative, all or those with some ids, prices in major units."""
    columns = "id, candidate_id, criterion_id, amount, minor_units, currency, not_applicable, rationale"
    files = load_imports(connection)
    return tuple(
        Measurement(
            number,
            candidate,
            criterion,
            _amount(amount, minor, code),
            is_na == 1,
            reason,
            _source(files, origin, sheet, cell),
        )
        for number, candidate, criterion, amount, minor, code, is_na, reason, origin, sheet, cell in _rows(
            connection, "measurement", columns, initiative_id, ids
        )
    )


def _rows(
    connection: sqlite3.Connection, table: str, columns: str, initiative_id: int, ids: Collection[int] | None
) -> list[tuple[Any, ...]]:
    """Return rows by id, each with its import, sheet and cell at the end; those are read only where there is one."""
    origin = "import_id, iif(import_id IS NULL, '', sheet), iif(import_id IS NULL, '', cell)"
    whose = "candidate_id IN (SELECT id FROM candidate WHERE initiative_id = ?)"
    query = f"SELECT {columns}, {origin} FROM {table} WHERE "
    if ids is None:
        rows = connection.execute(query + whose, [initiative_id]).fetchall()
    else:  # the plus keeps SQLite from looking for the candidates first
        query += f"id IN (SELECT value FROM json_each(?)) AND +{whose}"
        rows = connection.execute(query, [json.dumps(list(ids)), initiative_id]).fetchall()
    rows.sort(key=itemgetter(0))  # sooner done than by SQLite, which moves whole rows
    return rows


def load_imports(connection: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """Return import → name and SHA-256 of the file that was imported."""
    rows = connection.execute("SELECT id, file_name, sha256 FROM import_file")
    return {number: (name, sha256) for number, name, sha256 in rows}


def _amount(amount: float | None, minor_units: int | None, currency: str) -> float | None:
    return amount if minor_units is None else minor_units / 10 ** minor_digits(currency)


def _source(files: Mapping[int, tuple[str, str]], import_id: int | None, sheet: str, cell: str) -> Source | None:
    if import_id is None:
        return None
    name, sha256 = files[import_id]
    return Source(name, sheet, cell, sha256)


def highest_points(connection: sqlite3.Connection, criterion_id: int) -> float | None:
    """Return the highest points anybody gave on a criterion."""
    query = """SELECT max(points) FROM (SELECT points FROM score WHERE criterion_id = :id
        UNION ALL SELECT points FROM agreed_score WHERE criterion_id = :id)"""
    return connection.execute(query, {"id": criterion_id}).fetchone()[0]


def price_currency(connection: sqlite3.Connection, initiative_id: int) -> str:
    """Return the currency in which an initiative's prices were given; empty without prices or with unnamed ones."""
    query = """SELECT max(currency) FROM measurement JOIN candidate ON candidate.id = candidate_id
        WHERE initiative_id = ? AND minor_units IS NOT NULL"""
    return connection.execute(query, [initiative_id]).fetchone()[0] or ""


def load_amounts(connection: sqlite3.Connection, criterion_id: int) -> list[tuple[int, float | None, int | None, str]]:
    """Return what was entered on a criterion as it is kept: row id, amount, or minor units and their currency."""
    query = "SELECT id, amount, minor_units, currency FROM measurement WHERE criterion_id = ?"
    return connection.execute(query, [criterion_id]).fetchall()


def find_import(connection: sqlite3.Connection, initiative_id: int, file_name: str) -> int | None:
    """Return the id of the newest import of a file into an initiative."""
    query = "SELECT max(id) FROM import_file WHERE initiative_id = ? AND file_name = ?"
    return connection.execute(query, [initiative_id, file_name]).fetchone()[0]
