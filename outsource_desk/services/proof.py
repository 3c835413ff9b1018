"""What an acceptance rests on: evidence that is in date, unless the answer is bad news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import (
    Answer,
    AnswerState,
    Evidence,
    EvidenceLevel,
    GateResult,
    Question,
    Vetting,
)
from outsource_desk.services.answering import UNREVIEWED, today
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.vetted import level_of, vetted_of
from outsource_desk.store.answers import load_answer
from outsource_desk.store.rows import update_row
from outsource_desk.store.vetting import load_question

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

PROVING = frozenset({EvidenceLevel.DOCUMENT, EvidenceLevel.INDEPENDENT, EvidenceLevel.VERIFIED})


def is_proven(answer: Answer, as_of: str) -> bool:
    """Tell whether a document or better, in date and not contradicted, stands behind an answer."""
    return level_of(answer, as_of) in PROVING


def is_bad_news(desk: Desk, answer: Answer, question: Question) -> bool:
    """Tell whether an answer is bad for the vendor: even with proof it misses its gate, or has none and earns nothing.

    Nobody proves that a certificate is missing. And if such an answer needed proof, taking the proof away would take
    the failed gate away with it.
    """
    initiative_id, _ = load_question(desk.connection, question.id)
    evaluation = load_evaluation(desk, initiative_id)
    judged = _if_proven(evaluation, evaluation.vetting, answer) if evaluation.vetting else None
    if judged is None:
        return False
    if judged.gate is None:
        return judged.raw_points == 0
    return judged.gate in (GateResult.FAILED, GateResult.CONDITION, GateResult.WAIVED)


@contextmanager
def settled(desk: Desk, answers: Iterable[Answer]) -> Iterator[None]:
    """Change evidence inside, in an edit: acceptances that rested on it go back to review.

    An acceptance rests on evidence where the question needs it, the answer was proven before and is not any more, and
    it is no bad news.

    Args:
        desk: the open file.
        answers: as they stood before the change, all that it may concern.
    """
    resting = [each for each in answers if each.state.is_accepted and is_proven(each, today())]
    yield
    for before in resting:
        _, question = load_question(desk.connection, before.question_id)
        answer = load_answer(desk.connection, before.id)
        if question.needs_evidence and not is_proven(answer, today()) and not is_bad_news(desk, answer, question):
            update_row(desk.db, "answer", answer.id, {"state": AnswerState.IN_REVIEW.value, **UNREVIEWED})


def _if_proven(evaluation: Evaluation, vetting: Vetting, answer: Answer) -> Judged | None:
    """Return how an answer would stand if we had verified and accepted it."""
    proof = Evidence(0, answer.id, EvidenceLevel.VERIFIED)
    proven = replace(answer, state=AnswerState.ACCEPTED, is_contradicted=False, evidence=(*answer.evidence, proof))
    answers = tuple(proven if each.id == answer.id else each for each in vetting.answers)
    vetted = vetted_of(replace(evaluation, vetting=replace(vetting, answers=answers)))
    return vetted.candidates[answer.candidate_id].judged[answer.question_id] if vetted else None
