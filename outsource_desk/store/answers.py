"""Read what candidates answered, with the evidence behind it and the questions back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from outsource_desk.domain.dossier import Attachment
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.score import Source
from outsource_desk.domain.vetting import Answer, AnswerState, Clarification, Evidence, EvidenceLevel
from outsource_desk.store.dossiers import ATTACHMENT_COLUMNS, attachment_of
from outsource_desk.store.rows import has_row, record

if TYPE_CHECKING:
    import sqlite3

_ANSWER = (
    "id, candidate_id, question_id, reply, amount, comment, stated_by, stated_on, state, reason, note, given_points, "
    "is_contradicted, reviewer, reviewed_on"
)
_OF_INITIATIVE = "answer.candidate_id IN (SELECT id FROM candidate WHERE initiative_id = ?)"
_WITH_FILE = (
    "answer.id IN (SELECT answer_id FROM evidence JOIN attachment ON attachment.id = attachment_id "
    "WHERE attachment.id = ?)"
)


def load_answers(connection: sqlite3.Connection, initiative_id: int) -> tuple[Answer, ...]:
    """Return all answers of an initiative's candidates, in the order they were first given."""
    return _answers(connection, _OF_INITIATIVE, initiative_id)


def load_answers_again(
    connection: sqlite3.Connection,
    initiative_id: int,
    known: tuple[Answer, ...],
    changed: Mapping[str, Collection[int]],
) -> tuple[Answer, ...]:
    """Return what `load_answers` would, reading only answers that have changed, or what stands behind them has.

    Args:
        connection: of the file.
        initiative_id: whose candidates.
        known: what was read before.
        changed: table → ids of the rows that were added, changed or deleted since.
    """
    answers, evidence, clarifications = (
        json.dumps(list(changed.get(table, ()))) for table in ("answer", "evidence", "clarification")
    )
    now = connection.execute(
        """SELECT value FROM json_each(?)
        UNION SELECT answer_id FROM evidence WHERE id IN (SELECT value FROM json_each(?))
        UNION SELECT answer_id FROM clarification WHERE id IN (SELECT value FROM json_each(?))""",
        [answers, evidence, clarifications],
    )
    ids = {each for (each,) in now}
    if not changed.keys().isdisjoint(("evidence", "attachment", "clarification")):
        ids |= {each.id for each in known if _rested_on(each, changed)}
    if not ids:
        return known
    ours = "answer.id IN (SELECT value FROM json_each(?)) AND +" + _OF_INITIATIVE
    fresh = _answers(connection, ours, json.dumps(list(ids)), initiative_id)
    return tuple(sorted((*(each for each in known if each.id not in ids), *fresh), key=attrgetter("id")))


def _rested_on(answer: Answer, changed: Mapping[str, Collection[int]]) -> bool:
    """Tell whether evidence, a file or a question back that has changed, or is gone, was part of an answer."""
    evidence, files, backs = (changed.get(table, ()) for table in ("evidence", "attachment", "clarification"))
    return (
        any(each.id in evidence for each in answer.evidence)
        or any(each.attachment is not None and each.attachment.id in files for each in answer.evidence)
        or any(each.id in backs for each in answer.clarifications)
    )


def load_answer(connection: sqlite3.Connection, answer_id: int) -> Answer:
    """Return one answer.

    Raises:
        NotFoundError: there is none with this id.
    """
    if not has_row(connection, "answer", answer_id):
        raise NotFoundError("answer", answer_id)
    return _answers(connection, "answer.id = ?", answer_id)[0]


def find_answer(connection: sqlite3.Connection, candidate_id: int, question_id: int) -> Answer | None:
    """Return what a candidate answered to a question, or nothing if nobody has touched it yet."""
    found = _answers(connection, "answer.candidate_id = ? AND answer.question_id = ?", candidate_id, question_id)
    return found[0] if found else None


def load_answers_with(connection: sqlite3.Connection, attachment_id: int) -> tuple[Answer, ...]:
    """Return the answers of all initiatives that a file is evidence for."""
    return _answers(connection, _WITH_FILE, attachment_id)


def answer_with_evidence(connection: sqlite3.Connection, evidence_id: int) -> Answer:
    """Return the answer that a piece of evidence stands behind.

    Raises:
        NotFoundError: there is no such evidence.
    """
    if not has_row(connection, "evidence", evidence_id):
        raise NotFoundError("evidence", evidence_id)
    return _answers(connection, "answer.id = (SELECT answer_id FROM evidence WHERE id = ?)", evidence_id)[0]


def answer_with_clarification(connection: sqlite3.Connection, clarification_id: int) -> Answer:
    """Return the answer that a question back is about.

    Raises:
        NotFoundError: there is no such question back.
    """
    if not has_row(connection, "clarification", clarification_id):
        raise NotFoundError("clarification", clarification_id)
    return _answers(connection, "answer.id = (SELECT answer_id FROM clarification WHERE id = ?)", clarification_id)[0]


def load_attachment(connection: sqlite3.Connection, attachment_id: int) -> Attachment:
    """Return one file.

    Raises:
        NotFoundError: there is none with this id.
    """
    if not has_row(connection, "attachment", attachment_id):
        raise NotFoundError("file", attachment_id)
    query = f"SELECT {ATTACHMENT_COLUMNS} FROM attachment WHERE id = ?"
    return attachment_of(connection.execute(query, [attachment_id]).fetchone())


def find_attachment(connection: sqlite3.Connection, vendor_id: int, sha256: str) -> Attachment | None:
    """Return a vendor's file that has this content, if there is one."""
    query = f"SELECT {ATTACHMENT_COLUMNS} FROM attachment WHERE vendor_id = ? AND sha256 = ?"
    row = connection.execute(query, [vendor_id, sha256]).fetchone()
    return attachment_of(row) if row else None


def size_of_contents(connection: sqlite3.Connection) -> int:
    """Return how many bytes the contents of all files take, each content counted once."""
    query = "SELECT coalesce(sum(size), 0) FROM (SELECT max(size) AS size FROM attachment GROUP BY sha256)"
    return int(connection.execute(query).fetchone()[0])


def _answers(connection: sqlite3.Connection, ours: str, *keys: int | str) -> tuple[Answer, ...]:
    """Return the answers for which the condition ``ours`` holds with its ``keys``."""
    evidence, clarifications = _evidence(connection, ours, keys), _clarifications(connection, ours, keys)
    columns = ", ".join(f"answer.{name}" for name in _ANSWER.split(", "))
    rows = connection.execute(
        f"""SELECT file_name, answer.sheet, cell, {columns} FROM answer
        LEFT JOIN import_file ON import_file.id = import_id WHERE {ours} ORDER BY answer.id""",
        keys,
    )
    columns = f"{_ANSWER}, source, evidence, clarifications"
    return tuple(
        record(
            Answer,
            columns,
            (
                *row,
                str(Source(file, sheet, cell)) if file else "",
                tuple(evidence.get(row[0], ())),
                tuple(clarifications.get(row[0], ())),
            ),
            state=AnswerState,
            is_contradicted=bool,
        )
        for file, sheet, cell, *row in rows
    )


def _evidence(
    connection: sqlite3.Connection, ours: str, keys: tuple[int | str, ...]
) -> defaultdict[int, list[Evidence]]:
    columns = ", ".join(f"attachment.{name}" for name in ATTACHMENT_COLUMNS.split(", "))
    rows = connection.execute(
        f"""SELECT evidence.id, answer_id, level, address, wording, evidence.expires, checked_by, checked_on, {columns}
        FROM evidence JOIN answer ON answer.id = answer_id
        LEFT JOIN attachment ON attachment.id = attachment_id WHERE {ours} ORDER BY evidence.id""",
        keys,
    )
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for number, answer, level, address, wording, expires, by, on, *file in rows:
        attachment = attachment_of(file) if file[0] is not None else None
        found[answer].append(
            Evidence(number, answer, EvidenceLevel(level), attachment, address, wording, expires, by, on)
        )
    return found


def _clarifications(
    connection: sqlite3.Connection, ours: str, keys: tuple[int | str, ...]
) -> defaultdict[int, list[Clarification]]:
    rows = connection.execute(
        f"""SELECT clarification.id, answer_id, asked_on, wording, due_on, clarification.reply, replied_on
        FROM clarification JOIN answer ON answer.id = answer_id WHERE {ours} ORDER BY clarification.id""",
        keys,
    )
    found: defaultdict[int, list[Clarification]] = defaultdict(list)
    for row in rows:
        found[row[1]].append(Clarification(*row))
    return found
