"""Read where questions belong and what rests on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.errors import NotFoundError
from outsource_desk.store.rows import has_row

if TYPE_CHECKING:
    import sqlite3


def initiative_of_section(connection: sqlite3.Connection, section_id: int) -> int:
    """Return the id of the initiative that a section of a questionnaire belongs to.

    Raises:
        NotFoundError: there is no such section.
    """
    if not has_row(connection, "section", section_id):
        raise NotFoundError("section", section_id)
    query = (
        "SELECT initiative_id FROM section JOIN questionnaire ON questionnaire.id = questionnaire_id "
        "WHERE section.id = ?"
    )
    return int(connection.execute(query, [section_id]).fetchone()[0])


def section_of_question(connection: sqlite3.Connection, question_id: int) -> int:
    """Return the id of the section that a question stands in.

    Raises:
        NotFoundError: there is no such question.
    """
    if not has_row(connection, "question", question_id):
        raise NotFoundError("question", question_id)
    query = "SELECT section_id FROM question WHERE id = ?"
    return int(connection.execute(query, [question_id]).fetchone()[0])


def given_replies(connection: sqlite3.Connection, question_id: int) -> tuple[str, ...]:
    """Return the reply, as it is kept, of every candidate that answered a question or was reviewed on it."""
    rows = connection.execute(
        """SELECT reply FROM answer WHERE question_id = ?
        AND (reply <> '' OR amount IS NOT NULL OR state <> 'unanswered' OR comment <> '' OR note <> '') ORDER BY id""",
        [question_id],
    )
    return tuple(reply for (reply,) in rows)


def things_resting_on(connection: sqlite3.Connection, question_id: int) -> int:
    """Return how many answers, gaps and waivers would be lost, or lose their question, with a question."""
    query = (
        "SELECT (SELECT count(*) FROM gap WHERE question_id = ?) + (SELECT count(*) FROM waiver WHERE question_id = ?)"
    )
    others = connection.execute(query, [question_id, question_id]).fetchone()[0]
    return len(given_replies(connection, question_id)) + int(others)
