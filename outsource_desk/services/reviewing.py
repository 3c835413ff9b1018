"""Judge what candidates answer: accept, accept with a gap, reject, set aside as not applicable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import NAME_LIMIT, checked_number, looked_up
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetting import Answer, AnswerState, AnswerType, GapKind, Gate, Question
from outsource_desk.services.answering import (
    UNREVIEWED,
    answer_with_names,
    open_state,
    question_for,
    touch_answer,
    vetted_candidate,
)
from outsource_desk.services.gaps import NewGap, add_gap, checked_gap
from outsource_desk.services.proof import lacks_proof
from outsource_desk.services.replies import checked_words
from outsource_desk.services.vetted import is_answered
from outsource_desk.services.wording import shortened
from outsource_desk.store.rows import update_row
from outsource_desk.store.vetting import load_gaps_of, load_waivers_of, today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class NotAnsweredError(DeskError):
    """An answer was to be judged that was never given."""

    remedy = "Enter what the vendor answered first, or ask back."

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"“{name}” has not answered {code}.")


class EvidenceMissingError(DeskError):
    """An answer that needs proof was to be accepted on the vendor's word."""

    remedy = "Attach a document that is in date, or accept the answer with a gap that has an owner and a date."

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code} of “{name}” needs a document or better that is in date.")


class PointsMissingError(DeskError):
    """An answer that only a person can rate was to be accepted without points."""

    remedy = "Give it 0 to 5 points first; without them it would count as nothing."

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code} of “{name}” has no points yet.")


class PointsFollowError(DeskError):
    """Points were to be given where the answer itself gives them."""

    remedy = "Correct the answer, mark it as contradicted, or reject it with a reason."

    def __init__(self, code: str) -> None:
        super().__init__(f"The points of {code} follow from the answer.")


class ContradictedError(DeskError):
    """An answer that the evidence contradicts was to be accepted."""

    remedy = "Reject it with a reason, or take the mark “contradicted” away if it was a mistake."

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code} of “{name}” is contradicted by its evidence.")


class OpenGapError(DeskError):
    """An answer was to be accepted without reserve while a gap of it is open."""

    remedy = "Close the gap first, with a note on how, or accept the answer with a gap."

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code} of “{name}” has a gap that is still open.")


class RejectedAlreadyError(DeskError):
    """An answer that was set aside was to be accepted as it stands."""

    remedy = "Look at it again first; then it can be accepted."

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code} of “{name}” was rejected or does not apply.")


class OwnWaiverError(DeskError):
    """Who waived a gate was to judge the answer behind it."""

    remedy = "Let somebody else review the answer, or somebody else approve the waiver."

    def __init__(self, name: str, code: str) -> None:
        super().__init__(f"“{name}” approved the waiver of {code} and cannot review its answer too.")


class KnockOutError(DeskError):
    """A knock-out question was to be set aside."""

    remedy = "Judge the answer; if the candidate fails, somebody with authority may waive it by name and until a date."

    def __init__(self, code: str) -> None:
        super().__init__(f"{code} decides whether a candidate is ranked at all; it always applies.")


@dataclass(frozen=True)
class RefusedAcceptance:
    """An answer that was not accepted, and why."""

    answer_id: int
    error: DeskError


def accept(desk: Desk, answer_id: int, reviewer: str) -> None:
    """Stand by an answer as it is.

    Undoable. Saved when this returns. Bad news needs no proof: an answer that earns nothing or misses its gate can be
    accepted on the vendor's word.

    Args:
        desk: the open file.
        answer_id: which answer.
        reviewer: who stands by it.

    Raises:
        NotAnsweredError: there is nothing to accept.
        EvidenceMissingError: it needs a document or better that is in date.
        PointsMissingError: only a person can rate it, and nobody has.
        ContradictedError: the evidence contradicts it.
        OpenGapError: one of its gaps is still open.
        DeskError: the reviewer is not named or approved the waiver of this gate, or it was rejected or set aside.
    """
    answer, question, candidate = answer_with_names(desk, answer_id)
    name = _checked_acceptance(desk, answer, question, candidate, reviewer)
    if _has_open_gap(desk, answer):
        raise OpenGapError(question.code, candidate.name)
    if lacks_proof(desk, answer, question):
        raise EvidenceMissingError(question.code, candidate.name)
    with desk.edit(f"Accept {question.code} of “{shortened(candidate.name)}”"):
        _judge(desk, answer.id, AnswerState.ACCEPTED, name)


def accept_with_gap(desk: Desk, answer_id: int, reviewer: str, gap: NewGap) -> int:
    """Stand by an answer on the condition that something is put right, and return the gap's id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        answer_id: which answer.
        reviewer: who stands by it.
        gap: what must be put right, by whom and by when.

    Raises:
        DeskError: as for `accept`, but no evidence is needed; or the gap has no owner or date.
    """
    answer, question, candidate = answer_with_names(desk, answer_id)
    name = _checked_acceptance(desk, answer, question, candidate, reviewer)
    checked_gap(gap)
    with desk.edit(f"Accept {question.code} of “{shortened(candidate.name)}” with a gap"):
        gap_id = add_gap(desk, candidate.id, gap, question_id=question.id)
        _judge(desk, answer.id, AnswerState.ACCEPTED_WITH_GAP, name)
    return gap_id


def accept_several(desk: Desk, answer_ids: Iterable[int], reviewer: str) -> tuple[RefusedAcceptance, ...]:
    """Stand by several answers at once, and return those that cannot be accepted, with the reason.

    Undoable in one step. Saved when this returns.

    Raises:
        EmptyNameError: the reviewer is not named; nothing is then accepted.
    """
    name = checked_words("The name of the reviewer", reviewer, NAME_LIMIT)
    wanted = list(dict.fromkeys(answer_ids))
    refused: list[RefusedAcceptance] = []
    with desk.edit("Accept an answer" if len(wanted) == 1 else f"Accept {len(wanted)} answers"):
        for answer_id in wanted:
            try:
                accept(desk, answer_id, name)
            except DeskError as error:
                refused.append(RefusedAcceptance(answer_id, error))
    return tuple(refused)


def reject(desk: Desk, answer_id: int, reviewer: str, reason: str) -> None:
    """Refuse to believe an answer, and say why; it earns nothing until it changes.

    Undoable. Saved when this returns.

    Raises:
        NotAnsweredError: there is nothing to reject.
        EmptyNameError: the reviewer or the reason is missing.
    """
    answer, question, candidate = answer_with_names(desk, answer_id)
    name = checked_words("The name of the reviewer", reviewer, NAME_LIMIT)
    why = checked_words("The reason for the rejection", reason)
    _refuse_unanswered(answer, question, candidate)
    with desk.edit(f"Reject {question.code} of “{shortened(candidate.name)}”"):
        _judge(desk, answer.id, AnswerState.REJECTED, name, reason=why)


def not_applicable(desk: Desk, candidate_id: int, question_id: int, reviewer: str, reason: str) -> int:
    """Set a question aside for one candidate, and return the answer's id.

    Undoable. Saved when this returns. The reply that was given, if any, is kept but does not count.

    Raises:
        KnockOutError: it is a knock-out question.
        DeskError: the reviewer or the reason is missing, or an id is unknown or of another initiative.
    """
    name = checked_words("The name of the reviewer", reviewer, NAME_LIMIT)
    why = checked_words("The reason why it does not apply", reason)
    candidate = vetted_candidate(desk, candidate_id)
    question = question_for(desk, candidate, question_id)
    if question.gate is Gate.KNOCK_OUT:
        raise KnockOutError(question.code)
    with desk.edit(f"Set aside {question.code} of “{shortened(candidate.name)}” as not applicable"):
        answer_id = touch_answer(desk, candidate_id, question_id)
        _judge(desk, answer_id, AnswerState.NOT_APPLICABLE, name, reason=why)
    return answer_id


def review_again(desk: Desk, answer_id: int) -> None:
    """Take a judgement back, so that the answer is in review as if nobody had looked at it.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such answer.
    """
    answer, question, candidate = answer_with_names(desk, answer_id)
    state = open_state(answer, question)
    if answer.state is state:
        return
    with desk.edit(f"Review again {question.code} of “{shortened(candidate.name)}”"):
        update_row(desk.db, "answer", answer.id, {"state": state.value, **UNREVIEWED})


def give_points(desk: Desk, answer_id: int, points: float | None) -> None:
    """Rate an answer that only a person can rate, or take the rating away with ``None``.

    Undoable. Saved when this returns. Without points, an answer that was accepted goes back to review.

    Raises:
        PointsFollowError: the points follow from the answer.
        OutOfRangeError: they lie outside 0 to 5.
        NotAnsweredError: there is nothing to rate.
    """
    answer, question, candidate = answer_with_names(desk, answer_id)
    if not is_rated(question):
        raise PointsFollowError(question.code)
    _refuse_unanswered(answer, question, candidate)
    given = None if points is None else checked_number(f"The points of {question.code}", points, 0, 5)
    with desk.edit(f"Rate {question.code} of “{shortened(candidate.name)}”", merge_key=("given_points", answer_id)):
        update_row(desk.db, "answer", answer_id, {"given_points": given})
        if given is None and answer.state.is_accepted and question.weight > 0:
            update_row(desk.db, "answer", answer_id, {"state": AnswerState.IN_REVIEW.value, **UNREVIEWED})


def contradict(desk: Desk, answer_id: int, is_contradicted: bool) -> None:
    """Say that the evidence contradicts an answer, which then earns nothing, or take that back.

    Undoable. Saved when this returns. An answer that was accepted goes back to review.

    Raises:
        NotFoundError: there is no such answer.
    """
    answer, question, candidate = answer_with_names(desk, answer_id)
    code, name = question.code, shortened(candidate.name)
    if is_contradicted:
        label = f"Mark {code} of “{name}” as contradicted"
    else:
        label = f"Take back the contradiction of {code} of “{name}”"
    with desk.edit(label):
        update_row(desk.db, "answer", answer_id, {"is_contradicted": int(is_contradicted)})
        if is_contradicted and answer.state.is_accepted:
            update_row(desk.db, "answer", answer_id, {"state": AnswerState.IN_REVIEW.value, **UNREVIEWED})


def is_rated(question: Question) -> bool:
    """Tell whether only a person can give an answer points: text, and numbers without a curve."""
    if question.kind in (AnswerType.NUMBER, AnswerType.PERCENTAGE):
        return not question.curve
    return question.kind is AnswerType.TEXT


def _checked_acceptance(desk: Desk, answer: Answer, question: Question, candidate: Candidate, reviewer: str) -> str:
    """Return the reviewer's name if nothing but evidence can be missing."""
    name = checked_words("The name of the reviewer", reviewer, NAME_LIMIT)
    _refuse_unanswered(answer, question, candidate)
    if answer.state in (AnswerState.REJECTED, AnswerState.NOT_APPLICABLE):
        raise RejectedAlreadyError(question.code, candidate.name)
    if answer.is_contradicted:
        raise ContradictedError(question.code, candidate.name)
    if is_rated(question) and answer.given_points is None and question.weight > 0:
        raise PointsMissingError(question.code, candidate.name)
    for waiver in load_waivers_of(desk.connection, candidate.id, question.id):
        if waiver.is_active(today()) and looked_up(waiver.approved_by) == looked_up(name):
            raise OwnWaiverError(name, question.code)
    return name


def _judge(desk: Desk, answer_id: int, state: AnswerState, reviewer: str, *, reason: str = "") -> None:
    verdict = {"state": state.value, "reviewer": reviewer, "reviewed_on": today(), "reason": reason}
    update_row(desk.db, "answer", answer_id, verdict)


def _has_open_gap(desk: Desk, answer: Answer) -> bool:
    gaps = load_gaps_of(desk.connection, answer.candidate_id, answer.question_id)
    return any(gap.state.is_open and gap.kind is not GapKind.NOTE for gap in gaps)


def _refuse_unanswered(answer: Answer, question: Question, candidate: Candidate) -> None:
    if not is_answered(question, answer):
        raise NotAnsweredError(question.code, candidate.name)
