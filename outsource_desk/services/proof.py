"""What an acceptance rests on: evidence that is in date, unless the answer is bad news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetting import (
    Answer,
    AnswerState,
    Evidence,
    EvidenceLevel,
    Gate,
    GateResult,
    Question,
)
from outsource_desk.services.answering import UNREVIEWED
from outsource_desk.services.vetted import PROVING, level_of, raw_points_of, vetted_of
from outsource_desk.store.answers import load_answer
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import update_row
from outsource_desk.store.vendors import load_candidate
from outsource_desk.store.vetting import load_question, load_vetting, today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_MISSED = (GateResult.FAILED, GateResult.CONDITION, GateResult.WAIVED)


def is_proven(answer: Answer, as_of: str) -> bool:
    """Tell whether a document or better, in date and not contradicted, stands behind an answer."""
    return level_of(answer, as_of) in PROVING


def is_bad_news(desk: Desk, answer: Answer, question: Question) -> bool:
    """Tell whether an answer is bad for the vendor: even with proof it misses its gate, or has none and earns nothing.

    Nobody proves that a certificate is missing. And if such an answer needed proof, taking the proof away would take
    the failed gate away with it.
    """
    proof = Evidence(0, answer.id, EvidenceLevel.VERIFIED)
    proven = replace(answer, state=AnswerState.ACCEPTED, is_contradicted=False, evidence=(*answer.evidence, proof))
    if question.gate is Gate.NONE:
        return raw_points_of(question, proven, today()) == 0
    return _gate_of(desk, proven) in _MISSED


def lacks_proof(desk: Desk, answer: Answer, question: Question) -> bool:
    """Tell whether an answer needs proof that is in date and has none; bad news needs none."""
    return question.needs_evidence and not is_proven(answer, today()) and not is_bad_news(desk, answer, question)


def misses_gate(desk: Desk, answer: Answer) -> bool:
    """Tell whether an answer as it is misses the gate behind it, waived or not."""
    return _gate_of(desk, answer) in _MISSED


@contextmanager
def settled(desk: Desk, answers: Iterable[Answer]) -> Iterator[None]:
    """Change evidence inside, in an edit: acceptances that rested on it go back to review.

    An acceptance rests on evidence where the question needs it, the answer was proven before and is not any more, and
    it is no bad news. Nor does an answer go back whose gate was missed in spite of its proof, as where a gap is not
    allowed: the gate would otherwise be open again.

    Args:
        desk: the open file.
        answers: as they stood before the change, all that it may concern.
    """
    resting = [
        each for each in answers if each.state.is_accepted and is_proven(each, today()) and not misses_gate(desk, each)
    ]
    yield
    for before in resting:
        _, question = load_question(desk.connection, before.question_id)
        answer = load_answer(desk.connection, before.id)
        if lacks_proof(desk, answer, question):
            update_row(desk.db, "answer", answer.id, {"state": AnswerState.IN_REVIEW.value, **UNREVIEWED})


def _gate_of(desk: Desk, answer: Answer) -> GateResult | None:
    """Return what becomes of the gate behind an answer if the answer is this one; nobody else's answers matter."""
    candidate = load_candidate(desk.connection, answer.candidate_id)
    vetting = load_vetting(desk.connection, candidate.initiative_id)
    if vetting is None:
        return None
    ours = tuple(
        answer if each.id == answer.id else each for each in vetting.answers if each.candidate_id == candidate.id
    )
    vetting = replace(vetting, answers=ours, kinds={candidate.id: vetting.kinds[candidate.id]})
    initiative = load_initiative(desk.connection, candidate.initiative_id)
    vetted = vetted_of(Evaluation(initiative, (), (candidate,), (), (), (), (), (), vetting=vetting))
    return vetted.candidates[candidate.id].judged[answer.question_id].gate if vetted else None
