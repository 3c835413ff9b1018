"""Read from the history when scoring began, and what was changed after an edit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.ranking import Cell

if TYPE_CHECKING:
    import sqlite3

_GIVEN = ("score", "agreed_score", "measurement")
_VALUES = ("points", "amount", "minor_units", "not_applicable")  # a reason may be added without changing a score


def scoring_began(connection: sqlite3.Connection, initiative_id: int) -> tuple[int, str] | None:
    """Return number and time (UTC) of the edit that gave an initiative's first score or amount; None before it."""
    row = connection.execute(
        """SELECT edit_id, at FROM main.change JOIN main.edit ON edit.id = edit_id
        WHERE tab IN ('score', 'agreed_score', 'measurement') AND json_valid(after)
        AND coalesce(json_extract(after, '$.points'), json_extract(after, '$.amount'),
            json_extract(after, '$.minor_units')) IS NOT NULL
        AND json_extract(after, '$.candidate_id') IN (SELECT id FROM main.candidate WHERE initiative_id = ?)
        ORDER BY main.change.id LIMIT 1""",
        [initiative_id],
    ).fetchone()
    return None if row is None else (row[0], row[1])


def offers_opened(connection: sqlite3.Connection, initiative_id: int) -> int | None:
    """Return the number of the edit that last recorded that offers are opened; None if none did."""
    row = connection.execute(
        """SELECT max(edit_id) FROM main.change WHERE tab = 'initiative' AND row_id = ? AND json_valid(after)
        AND json_extract(after, '$.offers_opened_at') IS NOT NULL
        AND json_extract(before, '$.offers_opened_at') IS NULL""",
        [initiative_id],
    ).fetchone()
    return None if row is None else row[0]


def weights_changed(connection: sqlite3.Connection, initiative_id: int, after: int) -> dict[int, str]:
    """Return the criteria whose weight is another one than right after an edit: id → time of the last change (UTC)."""
    ids = [row[0] for row in connection.execute("SELECT id FROM criterion WHERE initiative_id = ?", [initiative_id])]
    changes = _changes(connection, ("criterion",), after)
    return {
        row_id: at
        for (_, row_id), was, now, at in _net(changes)
        if was and row_id in ids and _differ(was, now, "weight")
    }


def cells_changed(connection: sqlite3.Connection, initiative_id: int, after: int) -> dict[Cell, str]:
    """Return the cells in which something else is given than right after an edit: cell → time of the last change."""
    ids = {row[0] for row in connection.execute("SELECT id FROM candidate WHERE initiative_id = ?", [initiative_id])}
    found: dict[Cell, str] = {}
    for _, was, now, at in _net(_changes(connection, _GIVEN, after)):
        cell = _cell(now or was or {})
        if cell is not None and cell[0] in ids and _differ(was, now, *_VALUES):
            found[cell] = max(at, found.get(cell, ""))
    return found


Change = tuple[tuple[str, int], dict[str, Any] | None, dict[str, Any] | None, str]  # row, before, after, time


def _changes(connection: sqlite3.Connection, tables: Iterable[str], after: int) -> Iterator[Change]:
    for table in tables:
        rows = connection.execute(
            """SELECT row_id, before, after, at FROM main.change JOIN main.edit ON edit.id = edit_id
            WHERE edit_id > ? AND +tab = ? ORDER BY main.change.id""",
            [after, table],
        )
        for row_id, before, now, at in rows:
            yield (table, row_id), _image(before), _image(now), at


def _net(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield each row once, with what it was before its first change and what it is after its last."""
    found: dict[tuple[str, int], Change] = {}
    for row, before, after, at in changes:
        first = found[row][1] if row in found else before
        found[row] = row, first, after, at
    yield from found.values()


def _differ(was: dict[str, Any] | None, now: dict[str, Any] | None, *fields: str) -> bool:
    return any((was or {}).get(field) != (now or {}).get(field) for field in fields)


def _cell(image: dict[str, Any]) -> Cell | None:
    candidate_id, criterion_id = image.get("candidate_id"), image.get("criterion_id")
    if isinstance(candidate_id, int) and isinstance(criterion_id, int):
        return candidate_id, criterion_id
    return None


def _image(text: str | None) -> dict[str, Any] | None:
    return json.loads(text) if text else None
