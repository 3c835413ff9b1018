"""Read who may score what, who has an interest, and what was answered to warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.answers import AnswerKind, WarningAnswer
from outsource_desk.domain.panel import Assignment, Conflict, Nature, Ruling

if TYPE_CHECKING:
    import sqlite3


def load_assignments(connection: sqlite3.Connection, initiative_id: int) -> tuple[Assignment, ...]:
    """Return what the evaluators of an initiative are to score."""
    rows = connection.execute(
        """SELECT assignment.id, evaluator_id, criterion_id, candidate_id FROM assignment
        JOIN evaluator ON evaluator.id = evaluator_id WHERE initiative_id = ? ORDER BY assignment.id""",
        [initiative_id],
    )
    return tuple(Assignment(*row) for row in rows)


def load_conflicts(connection: sqlite3.Connection, initiative_id: int) -> tuple[Conflict, ...]:
    """Return the interests that the evaluators of an initiative declared, oldest first."""
    rows = connection.execute(
        """SELECT conflict.id, evaluator_id, candidate_id, nature, declared_on, note, ruling, ruled_by, reason
        FROM conflict JOIN evaluator ON evaluator.id = evaluator_id WHERE initiative_id = ? ORDER BY conflict.id""",
        [initiative_id],
    )
    return tuple(
        Conflict(number, evaluator, candidate, Nature(nature), on, note, Ruling(ruling), by, reason)
        for number, evaluator, candidate, nature, on, note, ruling, by, reason in rows
    )


def load_warning_answers(connection: sqlite3.Connection, initiative_id: int) -> tuple[WarningAnswer, ...]:
    """Return what was answered to the warnings of an initiative, oldest first."""
    rows = connection.execute(
        """SELECT id, rule, candidate_id, criterion_id, field, kind, name, reason, said, at FROM warning_answer
        WHERE initiative_id = ? ORDER BY id""",
        [initiative_id],
    )
    return tuple(
        WarningAnswer(number, rule, candidate, criterion, field, AnswerKind(kind), name, reason, said, at)
        for number, rule, candidate, criterion, field, kind, name, reason, said, at in rows
    )
