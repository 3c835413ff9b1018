"""Read evaluators, scores, agreed scores and measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.score import AgreedScore, Evaluator, Measurement, Score, Source

if TYPE_CHECKING:
    import sqlite3


def load_evaluators(connection: sqlite3.Connection, initiative_id: int) -> tuple[Evaluator, ...]:
    """Return an initiative's evaluators in their order."""
    rows = connection.execute(
        "SELECT id, initiative_id, name FROM evaluator WHERE initiative_id = ? ORDER BY position, id", [initiative_id]
    )
    return tuple(Evaluator(*row) for row in rows)


def load_scores(connection: sqlite3.Connection, initiative_id: int) -> tuple[Score, ...]:
    """Return every single score of an initiative, in the order they were first given."""
    rows = connection.execute(
        """SELECT score.id, candidate_id, criterion_id, evaluator_id, points, not_applicable, rationale,
            file_name, sheet, cell
        FROM score JOIN candidate ON candidate.id = candidate_id LEFT JOIN import_file ON import_file.id = import_id
        WHERE candidate.initiative_id = ? ORDER BY score.id""",
        [initiative_id],
    )
    return tuple(
        Score(score_id, candidate, criterion, evaluator, points, bool(not_applicable), rationale, _source(*origin))
        for score_id, candidate, criterion, evaluator, points, not_applicable, rationale, *origin in rows
    )


def load_agreed_scores(connection: sqlite3.Connection, initiative_id: int) -> tuple[AgreedScore, ...]:
    """Return every agreed score of an initiative."""
    rows = connection.execute(
        """SELECT agreed_score.id, candidate_id, criterion_id, points, not_applicable, rationale, file_name, sheet, cell
        FROM agreed_score JOIN candidate ON candidate.id = candidate_id
        LEFT JOIN import_file ON import_file.id = import_id
        WHERE candidate.initiative_id = ? ORDER BY agreed_score.id""",
        [initiative_id],
    )
    return tuple(
        AgreedScore(score_id, candidate, criterion, points, bool(not_applicable), rationale, _source(*origin))
        for score_id, candidate, criterion, points, not_applicable, rationale, *origin in rows
    )


def load_measurements(connection: sqlite3.Connection, initiative_id: int) -> tuple[Measurement, ...]:
    """Return every measured amount and price of an initiative, prices in major units."""
    rows = connection.execute(
        """SELECT measurement.id, candidate_id, criterion_id, amount, minor_units, currency, not_applicable, rationale,
            file_name, sheet, cell
        FROM measurement JOIN candidate ON candidate.id = candidate_id
        LEFT JOIN import_file ON import_file.id = import_id
        WHERE candidate.initiative_id = ? ORDER BY measurement.id""",
        [initiative_id],
    )
    return tuple(
        Measurement(
            number, candidate, criterion, _amount(amount, minor, currency), bool(is_na), rationale, _source(*origin)
        )
        for number, candidate, criterion, amount, minor, currency, is_na, rationale, *origin in rows
    )


def _amount(amount: float | None, minor_units: int | None, currency: str) -> float | None:
    return amount if minor_units is None else minor_units / 10 ** minor_digits(currency)


def _source(file_name: str | None, sheet: str, cell: str) -> Source | None:
    return Source(file_name, sheet, cell) if file_name is not None else None


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


def find_import(connection: sqlite3.Connection, initiative_id: int, file_name: str) -> int | None:
    """Return the id of the newest import of a file into an initiative."""
    query = "SELECT max(id) FROM import_file WHERE initiative_id = ? AND file_name = ?"
    return connection.execute(query, [initiative_id, file_name]).fetchone()[0]
