"""Vetting built with only what a test is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from outsource_desk.domain.dossier import Dossier
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor import VendorKind
from outsource_desk.domain.vetting import (
    Answer,
    AnswerState,
    AnswerType,
    Evidence,
    EvidenceLevel,
    Feed,
    Gate,
    Question,
    Questionnaire,
    Vetting,
    VettingSection,
    Waiver,
)
from outsource_desk.services.desk import Desk
from outsource_desk.store.rows import insert_row, upsert_row
from outsource_desk.store.vetting import load_questionnaire

TODAY = "2026-03-01"

Given = Mapping[tuple[int, str], Answer]  # (candidate id, code) → answer


def question(code: str, kind: AnswerType = AnswerType.YES_NO, **fields: Any) -> Question:
    """Return a question; its section is what stands before the dash of its code."""
    return Question(0, 0, code, f"Is {code} met?", kind, **fields)


def knock_out(code: str, **fields: Any) -> Question:
    """Return a question that must be answered with yes."""
    return question(code, gate=Gate.KNOCK_OUT, pass_when="answer == yes", **fields)


def answer(
    reply: str | float = "yes",
    level: EvidenceLevel | None = EvidenceLevel.VERIFIED,
    *,
    state: AnswerState = AnswerState.ACCEPTED,
    expires: str | None = None,
    **fields: Any,
) -> Answer:
    """Return an accepted answer with one piece of evidence; None for none."""
    given = {"amount": float(reply)} if isinstance(reply, int | float) else {"reply": reply}
    evidence = (Evidence(1, 0, level, expires=expires),) if level else ()
    return Answer(0, 0, 0, **given, state=state, evidence=evidence, **fields)


def questionnaire_of(questions: Iterable[Question], *, weights: Mapping[str, float] | None = None) -> Questionnaire:
    """Return a questionnaire with ids from 1, its sections named by the codes of the questions."""
    sections: dict[str, list[Question]] = {}
    for number, each in enumerate(questions, start=1):
        sections.setdefault(each.code.partition("-")[0], []).append(replace(each, id=number))
    return Questionnaire(
        1,
        1,
        "Partner vetting",
        depth=Depth.FULL,
        sections=tuple(
            VettingSection(
                number, code, f"Chapter {code}", (weights or {}).get(code, 5.0),
                questions=tuple(replace(each, section_id=number) for each in some),
            )
            for number, (code, some) in enumerate(sections.items(), start=1)
        ),
    )  # fmt: skip


def with_vetting(
    evaluation: Evaluation,
    questions: Iterable[Question],
    answers: Given,
    *,
    as_of: str = TODAY,
    waivers: Iterable[Waiver] = (),
    feeds: Iterable[tuple[int, str]] = (),
    dossiers: Mapping[int, Dossier] | None = None,
) -> Evaluation:
    """Return an evaluation whose candidates, but for the in-house option, are vetted.

    Args:
        evaluation: what is compared.
        questions: of the questionnaire.
        answers: those that were given; ids are put in.
        as_of: the day on which dates are judged.
        waivers: with the codes' numbers, from 1, as ids of their questions.
        feeds: (criterion id, code of a question).
        dossiers: candidate id → dossier.
    """
    questionnaire = questionnaire_of(questions)
    id_of = {each.code: each.id for each in questionnaire.questions}
    given = [
        replace(
            each,
            id=number,
            candidate_id=candidate,
            question_id=id_of[code],
            evidence=tuple(replace(one, id=100 * number + n, answer_id=number) for n, one in enumerate(each.evidence)),
        )
        for number, ((candidate, code), each) in enumerate(answers.items(), start=1)
    ]
    vetting = Vetting(
        questionnaire,
        as_of,
        tuple(given),
        waivers=tuple(waivers),
        feeds=tuple(Feed(criterion, id_of[code]) for criterion, code in feeds),
        kinds={each.id: VendorKind.COMPANY for each in evaluation.candidates if not each.is_in_house},
        dossiers=dossiers or {each.id: Dossier(each.id) for each in evaluation.candidates if not each.is_in_house},
    )
    return replace(evaluation, vetting=vetting)


def store_questionnaire(desk: Desk, initiative_id: int, questions: Iterable[Question]) -> Questionnaire:
    """Write a questionnaire into a file and return it with the ids it has there."""
    built = questionnaire_of(questions)
    with desk.edit("Start vetting"):
        head = {"initiative_id": initiative_id, "title": built.title, "depth": str(built.depth)}
        owner = insert_row(desk.db, "questionnaire", head)
        for place, section in enumerate(built.sections, start=1):
            fields = {name: getattr(section, name) for name in ("code", "title", "weight")}
            chapter = insert_row(desk.db, "section", {"questionnaire_id": owner, "position": place, **fields})
            for number, each in enumerate(section.questions, start=1):
                row = {name: getattr(each, name) for name in _QUESTION}
                insert_row(desk.db, "question", {"section_id": chapter, "position": number, **row})
    stored = load_questionnaire(desk.connection, initiative_id)
    assert stored is not None
    return stored


def store_answer(desk: Desk, candidate_id: int, question_id: int, given: Answer) -> int:
    """Write an answer with its evidence into a file, in the place of one that is there."""
    with desk.edit("Answer"):
        key = {"candidate_id": candidate_id, "question_id": question_id}
        number = upsert_row(desk.db, "answer", key, {name: getattr(given, name) for name in _ANSWER})
        for each in given.evidence:
            insert_row(desk.db, "evidence", {"answer_id": number, "level": str(each.level), "expires": each.expires})
    return number


_QUESTION = ("code", "wording", "kind", "needs_evidence", "gate", "weight", "pass_when", "asked_if", "depth")
_ANSWER = ("reply", "amount", "state", "stated_by")
