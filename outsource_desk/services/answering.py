"""Record what candidates answer; a reply that changes is looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.checks import NAME_LIMIT, checked_date, checked_text
from outsource_desk.domain.errors import DeskError, OtherInitiativeError
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetting import Answer, AnswerState, Question
from outsource_desk.services.replies import REPLY_LIMIT, Given, Reply, checked_reply, checked_words
from outsource_desk.services.vetted import is_answered
from outsource_desk.services.wording import shortened
from outsource_desk.store.answers import find_answer, load_answer
from outsource_desk.store.rows import insert_row, update_row
from outsource_desk.store.vendors import load_candidate
from outsource_desk.store.vetting import load_question, today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outsource_desk.services.desk import Desk

# what a reviewer said of an answer, when nothing has been said
UNREVIEWED: Mapping[str, object] = {"reason": "", "reviewer": "", "reviewed_on": None}


class NotVettedError(DeskError):
    """The in-house option was to be vetted."""

    remedy = "Choose a candidate that is a vendor; the in-house option is compared, not vetted."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is no vendor and answers no questions.")


class OursToAnswerError(DeskError):
    """Somebody at a vendor was to stand by an answer that is our own."""

    remedy = "Leave the name empty and add what was checked as evidence, or let the vendor answer the question."

    def __init__(self, code: str) -> None:
        super().__init__(f"{code} is ours to answer; nobody at the vendor stands by it.")


def give_answer(
    desk: Desk,
    candidate_id: int,
    question_id: int,
    reply: Reply,
    *,
    comment: str | None = None,
    stated_by: str | None = None,
    stated_on: str | None = None,
) -> int:
    """Enter what a candidate answers to a question, or clear it, and return the answer's id.

    Undoable. Saved when this returns. A reply that differs from the one before goes to review, also one that was
    accepted; points that the reviewer gave to the former one are then taken away. Clearing a reply keeps its evidence
    and what was asked back.

    Args:
        desk: the open file.
        candidate_id: who answers.
        question_id: a question of the same initiative.
        reply: what the question asks for, see `services.replies.checked_reply`; None = not answered.
        comment: the vendor's own words beside it; None keeps what is there.
        stated_by: who at the vendor stands by it; None keeps what is there, "" = nobody.
        stated_on: YYYY-MM-DD; None = today where somebody else states it, else what is there.

    Raises:
        DeskError: the reply is not what the question asks for, or an id is unknown or of another initiative; the file
            is then unchanged.
    """
    candidate = vetted_candidate(desk, candidate_id)
    question = question_for(desk, candidate, question_id)
    given = checked_reply(question, reply)
    answer = find_answer(desk.connection, candidate_id, question_id)
    former = answer or Answer(0, candidate_id, question_id)
    values: dict[str, object] = _changes(former, given)
    if comment is not None:
        values["comment"] = checked_text("The comment", comment, REPLY_LIMIT)
    if question.is_ours and (stated_by or "").strip():
        raise OursToAnswerError(question.code)
    if stated_by is not None:
        values |= _statement(former, stated_by, stated_on)
    elif stated_on is not None:
        values["stated_on"] = checked_date("The day of the statement", stated_on)
    if answer is not None and all(getattr(answer, name) == value for name, value in values.items()):
        return answer.id
    is_cleared = given.is_empty and answer is not None and _given(answer) != given
    name = shortened(candidate.name)
    label = f"Clear {question.code} for “{name}”" if is_cleared else f"Answer {question.code} for “{name}”"
    with desk.edit(label, merge_key=("answer", candidate_id, question_id)):
        if answer is not None:
            update_row(desk.db, "answer", answer.id, values)
            return answer.id
        return insert_row(desk.db, "answer", {"candidate_id": candidate_id, "question_id": question_id, **values})


def touch_answer(desk: Desk, candidate_id: int, question_id: int) -> int:
    """Return the id of a candidate's answer, making an empty one where there is none, for evidence or a question back.

    Undoable. Saved when this returns.

    Raises:
        DeskError: an id is unknown or of another initiative.
    """
    candidate = vetted_candidate(desk, candidate_id)
    question = question_for(desk, candidate, question_id)
    answer = find_answer(desk.connection, candidate_id, question_id)
    if answer is not None:
        return answer.id
    with desk.edit(f"Open {question.code} for “{shortened(candidate.name)}”"):
        return insert_row(desk.db, "answer", {"candidate_id": candidate_id, "question_id": question_id})


def open_state(answer: Answer, question: Question) -> AnswerState:
    """Return the state of an answer that nobody has judged."""
    return AnswerState.IN_REVIEW if is_answered(question, answer) else AnswerState.UNANSWERED


def vetted_candidate(desk: Desk, candidate_id: int) -> Candidate:
    """Return a candidate that is a vendor.

    Raises:
        NotVettedError: it is the in-house option.
        NotFoundError: there is no such candidate.
    """
    candidate = load_candidate(desk.connection, candidate_id)
    if candidate.vendor_id is None:
        raise NotVettedError(candidate.name)
    return candidate


def question_for(desk: Desk, candidate: Candidate, question_id: int) -> Question:
    """Return a question of the initiative in which somebody is a candidate.

    Raises:
        OtherInitiativeError: it is put in another initiative.
        NotFoundError: there is no such question.
    """
    initiative_id, question = load_question(desk.connection, question_id)
    if initiative_id != candidate.initiative_id:
        raise OtherInitiativeError(candidate.name, question.code)
    return question


def answer_with_names(desk: Desk, answer_id: int) -> tuple[Answer, Question, Candidate]:
    """Return an answer, its question and who gave it.

    Raises:
        NotFoundError: there is no such answer.
    """
    answer = load_answer(desk.connection, answer_id)
    _, question = load_question(desk.connection, answer.question_id)
    return answer, question, load_candidate(desk.connection, answer.candidate_id)


def _given(answer: Answer) -> Given:
    return Given(answer.reply, answer.amount)


def _changes(answer: Answer, given: Given) -> dict[str, object]:
    """Return what a reply changes of an answer: nothing where it says the same as before."""
    if _given(answer) == given:
        return {}
    state = AnswerState.UNANSWERED if given.is_empty else AnswerState.IN_REVIEW
    kept = {"reply": given.reply, "amount": given.amount}
    return {**kept, "state": state.value, "given_points": None, **UNREVIEWED}


def _statement(answer: Answer, stated_by: str, stated_on: str | None) -> dict[str, object]:
    who = checked_words("The name of who states it", stated_by, NAME_LIMIT) if stated_by.strip() else ""
    day = checked_date("The day of the statement", stated_on)
    if day is None and who:
        day = answer.stated_on if who == answer.stated_by and answer.stated_on else today()
    return {"stated_by": who, "stated_on": day if who else None}
