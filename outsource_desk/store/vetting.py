"""Read an initiative's vetting whole, at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor import VendorKind
from outsource_desk.domain.vetting import (
    AnswerType,
    Assessment,
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
from outsource_desk.store import dossiers
from outsource_desk.store.answers import load_answers, load_answers_again
from outsource_desk.store.questionnaires import initiative_of_section
from outsource_desk.store.rows import has_row, record

if TYPE_CHECKING:
    import sqlite3

    from outsource_desk.domain.dossier import Dossier

T = TypeVar("T")

TABLES = frozenset(
    {"questionnaire", "section", "question", "question_option", "question_point", "assessment", "answer", "evidence"}
    | {"clarification", "gap", "waiver", "feed", "tiering_answer"}
)
_AROUND = frozenset(  # what all answers hang on
    {"questionnaire", "section", "question", "question_option", "question_point", "candidate", "vendor", "import_file"}
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
    return _with_few(
        connection,
        initiative_id,
        Vetting(
            questionnaire=questionnaire,
            as_of=as_of or today(),
            answers=load_answers(connection, initiative_id),
            kinds={candidate: kind for candidate, (_, kind) in vendors.items()},
            dossiers=_dossiers(connection, {candidate: vendor for candidate, (vendor, _) in vendors.items()}),
        ),
    )


def load_vetting_again(
    connection: sqlite3.Connection, initiative_id: int, known: Vetting, changed: Mapping[str, Collection[int]]
) -> Vetting | None:
    """Return what `load_vetting` would, reading of the answers only those that have changed.

    Args:
        connection: of the file.
        initiative_id: whose vetting.
        known: what was read before.
        changed: table → ids of the rows that were added, changed or deleted since; other tables may be among them.
    """
    if not changed.keys().isdisjoint(_AROUND):
        return load_vetting(connection, initiative_id)
    vetting = known if known.as_of == today() else replace(known, as_of=today())
    if not changed.keys().isdisjoint(dossiers.TABLES):
        vendors = {candidate: dossier.vendor_id for candidate, dossier in known.dossiers.items()}
        vetting = replace(vetting, dossiers=_dossiers(connection, vendors))
    if not changed.keys().isdisjoint(TABLES | {"attachment"}):
        answers = load_answers_again(connection, initiative_id, known.answers, changed)
        vetting = _with_few(connection, initiative_id, replace(vetting, answers=answers))
    return vetting


def today() -> str:
    """Return the day, in UTC, on which dates are judged unless another one is given."""
    return f"{datetime.now(UTC):%Y-%m-%d}"


def _dossiers(connection: sqlite3.Connection, vendors: Mapping[int, int]) -> dict[int, Dossier]:
    """Return the dossier of each candidate's vendor.

    Args:
        connection: of the file.
        vendors: candidate id → vendor id.
    """
    found = dossiers.load_dossiers(connection, vendors.values())
    return {candidate: found[vendor] for candidate, vendor in vendors.items()}


def _with_few(connection: sqlite3.Connection, initiative_id: int, vetting: Vetting) -> Vetting:
    """Return a vetting with all of which there are few."""
    return replace(
        vetting,
        gaps=_of_candidates(
            connection, initiative_id, "gap", _GAP, Gap, severity=GapSeverity, kind=GapKind, state=GapState
        ),
        waivers=_of_candidates(connection, initiative_id, "waiver", _WAIVER, Waiver),
        assessments=_of_candidates(connection, initiative_id, "assessment", _ASSESSMENT, Assessment),
        feeds=_feeds(connection, initiative_id),
    )


def load_questionnaire(connection: sqlite3.Connection, initiative_id: int) -> Questionnaire | None:
    """Return an initiative's questionnaire with all its questions, or nothing if there is none yet."""
    query = f"SELECT {_QUESTIONNAIRE} FROM questionnaire WHERE initiative_id = ?"
    found = connection.execute(query, [initiative_id]).fetchone()
    if found is None:
        return None
    questions = _questions(connection, "section_id IN (SELECT id FROM section WHERE questionnaire_id = ?)", found[0])
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
    "depth, types, vendor_kinds, refs, is_ours"
)


def load_question(connection: sqlite3.Connection, question_id: int) -> tuple[int, Question]:
    """Return the initiative that a question is put in, and the question.

    Raises:
        NotFoundError: there is none with this id.
    """
    if not has_row(connection, "question", question_id):
        raise NotFoundError("question", question_id)
    ((question,),) = _questions(connection, "id = ?", question_id).values()
    return initiative_of_section(connection, question.section_id), question


def _questions(connection: sqlite3.Connection, ours: str, key: int) -> defaultdict[int, tuple[Question, ...]]:
    """Return section id → questions in order, of those for which the condition ``ours`` holds with its ``key``."""
    theirs = f"question_id IN (SELECT id FROM question WHERE {ours})"
    options: defaultdict[int, tuple[Option, ...]] = defaultdict(tuple)
    query = f"SELECT question_id, value, label, points FROM question_option WHERE {theirs} ORDER BY position, id"
    for question, *row in connection.execute(query, [key]):
        options[question] += (Option(*row),)
    curves: defaultdict[int, tuple[tuple[float, float], ...]] = defaultdict(tuple)
    query = f"SELECT question_id, amount, points FROM question_point WHERE {theirs} ORDER BY amount"
    for question, *point in connection.execute(query, [key]):
        curves[question] += ((point[0], point[1]),)
    found: defaultdict[int, tuple[Question, ...]] = defaultdict(tuple)
    rows = connection.execute(f"SELECT {_QUESTION} FROM question WHERE {ours} ORDER BY position, id", [key])
    for row in rows:
        question = record(
            Question, _QUESTION, row, kind=AnswerType, needs_evidence=bool, is_ours=bool, gate=Gate, depth=Depth,
            types=_types, vendor_kinds=_vendor_kinds,
        )  # fmt: skip
        found[row[1]] += (replace(question, options=options[row[0]], curve=curves[row[0]]),)
    return found


def _types(text: str) -> tuple[OutsourcingType, ...]:
    return tuple(OutsourcingType(word) for word in text.split())


def _vendor_kinds(text: str) -> tuple[VendorKind, ...]:
    return tuple(VendorKind(word) for word in text.split())


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


def load_gap(connection: sqlite3.Connection, gap_id: int) -> Gap:
    """Return one gap.

    Raises:
        NotFoundError: there is none with this id.
    """
    if not has_row(connection, "gap", gap_id):
        raise NotFoundError("gap", gap_id)
    row = connection.execute(f"SELECT {_GAP} FROM gap WHERE id = ?", [gap_id]).fetchone()
    return record(Gap, _GAP, row, severity=GapSeverity, kind=GapKind, state=GapState)


def load_waiver(connection: sqlite3.Connection, waiver_id: int) -> Waiver:
    """Return one waiver.

    Raises:
        NotFoundError: there is none with this id.
    """
    if not has_row(connection, "waiver", waiver_id):
        raise NotFoundError("waiver", waiver_id)
    return record(
        Waiver, _WAIVER, connection.execute(f"SELECT {_WAIVER} FROM waiver WHERE id = ?", [waiver_id]).fetchone()
    )


def load_waivers_of(connection: sqlite3.Connection, candidate_id: int, question_id: int) -> tuple[Waiver, ...]:
    """Return the waivers of one gate of one candidate, oldest first."""
    query = f"SELECT {_WAIVER} FROM waiver WHERE candidate_id = ? AND question_id = ? ORDER BY id"
    return tuple(record(Waiver, _WAIVER, row) for row in connection.execute(query, [candidate_id, question_id]))


def load_gaps_of(connection: sqlite3.Connection, candidate_id: int, question_id: int) -> tuple[Gap, ...]:
    """Return what a candidate must still put right about one question, oldest first."""
    query = f"SELECT {_GAP} FROM gap WHERE candidate_id = ? AND question_id = ? ORDER BY id"
    rows = connection.execute(query, [candidate_id, question_id])
    return tuple(record(Gap, _GAP, row, severity=GapSeverity, kind=GapKind, state=GapState) for row in rows)


def _feeds(connection: sqlite3.Connection, initiative_id: int) -> tuple[Feed, ...]:
    rows = connection.execute(
        """SELECT criterion_id, question_id FROM feed JOIN criterion ON criterion.id = criterion_id
        WHERE initiative_id = ? ORDER BY feed.id""",
        [initiative_id],
    )
    return tuple(Feed(*row) for row in rows)
