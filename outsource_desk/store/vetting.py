"""Read an initiative's vetting whole, at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.domain.score import Source
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor import VendorKind
from outsource_desk.domain.vetting import (
    Answer,
    AnswerState,
    AnswerType,
    Assessment,
    Clarification,
    Evidence,
    EvidenceLevel,
    Feed,
    Gap,
    GapKind,
    GapSeverity,
    GapState,
    Gate,
    Option,
    Question,
    Questionnaire,
    Vetting,
    VettingSection,
    Waiver,
)
from outsource_desk.store.dossiers import ATTACHMENT_COLUMNS, attachment_of, load_dossiers
from outsource_desk.store.rows import record

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")

TABLES = frozenset(
    {"questionnaire", "section", "question", "question_option", "question_point", "assessment", "answer", "evidence"}
    | {"clarification", "gap", "waiver", "feed", "tiering_answer"}
)


def load_vetting(connection: sqlite3.Connection, initiative_id: int, as_of: str | None = None) -> Vetting | None:
    """Return everything of an initiative's vetting, or nothing if it has no questionnaire yet.

    Args:
        connection: of the file.
        initiative_id: whose vetting.
        as_of: the day on which dates are judged; today (UTC) unless given.
    """
    questionnaire = load_questionnaire(connection, initiative_id)
    if questionnaire is None:
        return None
    vendors = {
        candidate: (vendor, VendorKind(kind))
        for candidate, vendor, kind in connection.execute(
            """SELECT candidate.id, vendor.id, vendor.kind FROM candidate JOIN vendor ON vendor.id = vendor_id
            WHERE initiative_id = ? ORDER BY candidate.id""",
            [initiative_id],
        )
    }
    dossiers = load_dossiers(connection, (vendor for vendor, _ in vendors.values()))
    return Vetting(
        questionnaire=questionnaire,
        as_of=as_of or f"{datetime.now(UTC):%Y-%m-%d}",
        answers=_answers(connection, initiative_id),
        gaps=_of_candidates(
            connection, initiative_id, "gap", _GAP, Gap, severity=GapSeverity, kind=GapKind, state=GapState
        ),
        waivers=_of_candidates(connection, initiative_id, "waiver", _WAIVER, Waiver),
        assessments=_of_candidates(connection, initiative_id, "assessment", _ASSESSMENT, Assessment),
        feeds=_feeds(connection, initiative_id),
        kinds={candidate: kind for candidate, (_, kind) in vendors.items()},
        dossiers={candidate: dossiers[vendor] for candidate, (vendor, _) in vendors.items()},
    )


def load_questionnaire(connection: sqlite3.Connection, initiative_id: int) -> Questionnaire | None:
    """Return an initiative's questionnaire with all its questions, or nothing if there is none yet."""
    query = f"SELECT {_QUESTIONNAIRE} FROM questionnaire WHERE initiative_id = ?"
    found = connection.execute(query, [initiative_id]).fetchone()
    if found is None:
        return None
    questions = _questions(connection, found[0])
    sections = connection.execute(
        "SELECT id, code, title, weight, purpose FROM section WHERE questionnaire_id = ? ORDER BY position, id",
        [found[0]],
    )
    return replace(
        record(Questionnaire, _QUESTIONNAIRE, found, depth=Depth),
        sections=tuple(VettingSection(*row, questions=questions[row[0]]) for row in sections),
    )


def load_tiering(connection: sqlite3.Connection, initiative_id: int) -> dict[str, int]:
    """Return what was answered to the questions on criticality: code → points 0..3."""
    return dict(
        connection.execute("SELECT question, points FROM tiering_answer WHERE initiative_id = ?", [initiative_id])
    )


_QUESTIONNAIRE = "id, initiative_id, title, template, version, depth, lead, started_on, due_on"
_QUESTION = (
    "id, section_id, code, wording, kind, unit, good, proof, needs_evidence, gate, pass_when, asked_if, weight, "
    "depth, types, vendor_kinds, refs"
)


def _questions(connection: sqlite3.Connection, questionnaire_id: int) -> defaultdict[int, tuple[Question, ...]]:
    """Return section id → questions in order."""
    ours = "section_id IN (SELECT id FROM section WHERE questionnaire_id = ?)"
    theirs = f"question_id IN (SELECT id FROM question WHERE {ours})"
    options: defaultdict[int, tuple[Option, ...]] = defaultdict(tuple)
    query = f"SELECT question_id, value, label, points FROM question_option WHERE {theirs} ORDER BY position, id"
    for question, *row in connection.execute(query, [questionnaire_id]):
        options[question] += (Option(*row),)
    curves: defaultdict[int, tuple[tuple[float, float], ...]] = defaultdict(tuple)
    query = f"SELECT question_id, amount, points FROM question_point WHERE {theirs} ORDER BY amount"
    for question, *point in connection.execute(query, [questionnaire_id]):
        curves[question] += ((point[0], point[1]),)
    found: defaultdict[int, tuple[Question, ...]] = defaultdict(tuple)
    rows = connection.execute(
        f"SELECT {_QUESTION} FROM question WHERE {ours} ORDER BY position, id", [questionnaire_id]
    )
    for row in rows:
        question = record(
            Question, _QUESTION, row, kind=AnswerType, needs_evidence=bool, gate=Gate, depth=Depth, types=_types,
            vendor_kinds=_vendor_kinds,
        )  # fmt: skip
        found[row[1]] += (replace(question, options=options[row[0]], curve=curves[row[0]]),)
    return found


def _types(text: str) -> tuple[OutsourcingType, ...]:
    return tuple(OutsourcingType(word) for word in text.split())


def _vendor_kinds(text: str) -> tuple[VendorKind, ...]:
    return tuple(VendorKind(word) for word in text.split())


_ANSWER = (
    "id, candidate_id, question_id, reply, amount, comment, stated_by, stated_on, state, reason, note, given_points, "
    "is_contradicted, reviewer, reviewed_on"
)
_IN_INITIATIVE = "JOIN candidate ON candidate.id = candidate_id AND candidate.initiative_id = ?"


def _answers(connection: sqlite3.Connection, initiative_id: int) -> tuple[Answer, ...]:
    evidence, clarifications = _evidence(connection, initiative_id), _clarifications(connection, initiative_id)
    columns = ", ".join(f"answer.{name}" for name in _ANSWER.split(", "))
    rows = connection.execute(
        f"""SELECT file_name, sheet, cell, {columns} FROM answer {_IN_INITIATIVE}
        LEFT JOIN import_file ON import_file.id = import_id ORDER BY answer.id""",
        [initiative_id],
    )
    return tuple(
        replace(
            record(Answer, _ANSWER, row, state=AnswerState, is_contradicted=bool),
            source=str(Source(file, sheet, cell)) if file else "",
            evidence=tuple(evidence[row[0]]),
            clarifications=tuple(clarifications[row[0]]),
        )
        for file, sheet, cell, *row in rows
    )


def _evidence(connection: sqlite3.Connection, initiative_id: int) -> defaultdict[int, list[Evidence]]:
    columns = ", ".join(f"attachment.{name}" for name in ATTACHMENT_COLUMNS.split(", "))
    rows = connection.execute(
        f"""SELECT evidence.id, answer_id, level, address, wording, evidence.expires, checked_by, checked_on, {columns}
        FROM evidence JOIN answer ON answer.id = answer_id {_IN_INITIATIVE}
        LEFT JOIN attachment ON attachment.id = attachment_id ORDER BY evidence.id""",
        [initiative_id],
    )
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for number, answer, level, address, wording, expires, by, on, *file in rows:
        attachment = attachment_of(file) if file[0] is not None else None
        found[answer].append(
            Evidence(number, answer, EvidenceLevel(level), attachment, address, wording, expires, by, on)
        )
    return found


def _clarifications(connection: sqlite3.Connection, initiative_id: int) -> defaultdict[int, list[Clarification]]:
    rows = connection.execute(
        f"""SELECT clarification.id, answer_id, asked_on, wording, due_on, clarification.reply, replied_on
        FROM clarification JOIN answer ON answer.id = answer_id {_IN_INITIATIVE} ORDER BY clarification.id""",
        [initiative_id],
    )
    found: defaultdict[int, list[Clarification]] = defaultdict(list)
    for row in rows:
        found[row[1]].append(Clarification(*row))
    return found


_WAIVER = "id, candidate_id, question_id, approved_by, approver_role, reason, control, given_on, expires_on, revoked_on"
_ASSESSMENT = "id, candidate_id, lead, due_on, sent_on, signed_by, signed_on"
_GAP = "id, candidate_id, wording, owner, due_on, question_id, criterion_id, severity, kind, action, state, closing"


def _of_candidates(
    connection: sqlite3.Connection,
    initiative_id: int,
    table: str,
    columns: str,
    make: Callable[..., T],
    **convert: Callable[[Any], object],
) -> tuple[T, ...]:
    """Return the rows of a table that belong to an initiative's candidates, in the order they were added."""
    ours = "candidate_id IN (SELECT id FROM candidate WHERE initiative_id = ?)"
    rows = connection.execute(f"SELECT {columns} FROM {table} WHERE {ours} ORDER BY id", [initiative_id])
    return tuple(record(make, columns, row, **convert) for row in rows)


def _feeds(connection: sqlite3.Connection, initiative_id: int) -> tuple[Feed, ...]:
    rows = connection.execute(
        """SELECT criterion_id, question_id FROM feed JOIN criterion ON criterion.id = criterion_id
        WHERE initiative_id = ? ORDER BY feed.id""",
        [initiative_id],
    )
    return tuple(Feed(*row) for row in rows)
