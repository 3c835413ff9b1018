"""Read the criteria tree."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Criterion, Curve, Direction, Measure, in_tree_order
from outsource_desk.store.rows import has_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


def load_criteria(connection: sqlite3.Connection, initiative_id: int) -> tuple[Criterion, ...]:
    """Return an initiative's criteria in tree order: each group right before its parts."""
    anchors: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for criterion_id, points, wording in connection.execute(
        """SELECT criterion_id, points, wording FROM anchor JOIN criterion ON criterion.id = criterion_id
        WHERE initiative_id = ? ORDER BY points""",
        [initiative_id],
    ):
        anchors[criterion_id].append((points, wording))
    curves: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for criterion_id, amount, value in connection.execute(
        """SELECT criterion_id, amount, value FROM curve_point JOIN criterion ON criterion.id = criterion_id
        WHERE initiative_id = ? ORDER BY amount""",
        [initiative_id],
    ):
        curves[criterion_id].append((amount, value))
    rows = connection.execute(
        """SELECT id, initiative_id, parent_id, name, weight, ask, measure, maximum, step, direction, unit, worst, best,
            minimum, is_gate, is_locked, code, curve, multiple, section_id
        FROM criterion WHERE initiative_id = ? ORDER BY position, id""",
        [initiative_id],
    )
    return in_tree_order(
        Criterion(
            *row[:6],
            measure=Measure(row[6]),
            maximum=row[7],
            step=row[8],
            direction=Direction(row[9]) if row[9] else None,
            unit=row[10],
            worst=row[11],
            best=row[12],
            minimum=row[13],
            is_gate=bool(row[14]),
            is_locked=bool(row[15]),
            code=row[16],
            anchors=tuple(anchors[row[0]]),
            curve=Curve(row[17]),
            multiple=row[18],
            points=tuple(curves[row[0]]),
            section_id=row[19],
        )
        for row in rows
    )


def load_positions(connection: sqlite3.Connection, criterion_ids: Sequence[int]) -> dict[int, int]:
    """Return criterion id → the number that its place among its siblings follows from."""
    query = "SELECT position FROM criterion WHERE id = ?"
    return {each: connection.execute(query, [each]).fetchone()[0] for each in criterion_ids}


def is_scored(connection: sqlite3.Connection, criterion_id: int) -> bool:
    """Tell whether anybody scored or measured a criterion."""
    query = """SELECT EXISTS (SELECT 1 FROM score WHERE criterion_id = :id)
        OR EXISTS (SELECT 1 FROM agreed_score WHERE criterion_id = :id)
        OR EXISTS (SELECT 1 FROM measurement WHERE criterion_id = :id)"""
    return bool(connection.execute(query, {"id": criterion_id}).fetchone()[0])


def initiative_of(connection: sqlite3.Connection, criterion_id: int) -> int | None:
    """Return the initiative that a criterion belongs to; nothing if there is no such criterion."""
    if not has_row(connection, "criterion", criterion_id):
        return None
    return connection.execute("SELECT initiative_id FROM criterion WHERE id = ?", [criterion_id]).fetchone()[0]
