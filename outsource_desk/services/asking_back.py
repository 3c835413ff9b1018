"""Ask vendors about what they answered, and enter what they say to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.vetting import AnswerState
from outsource_desk.services.answering import UNREVIEWED, answer_with_names, open_state
from outsource_desk.services.gaps import future_day
from outsource_desk.services.replies import checked_words
from outsource_desk.services.wording import shortened
from outsource_desk.store.answers import answer_with_clarification
from outsource_desk.store.rows import insert_row, update_row
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def ask_back(desk: Desk, answer_id: int, wording: str, due_on: str | None = None) -> int:
    """Ask the vendor about an answer, and return the id of the question back.

    Undoable. Saved when this returns. Until the reply is there, the answer is not accepted.

    Args:
        desk: the open file.
        answer_id: which answer; it may be empty still.
        wording: what is asked.
        due_on: until when, YYYY-MM-DD; today or later.

    Raises:
        DeskError: nothing is asked, or the day has gone.
    """
    answer, question, candidate = answer_with_names(desk, answer_id)
    text = checked_words("The question back", wording)
    day = future_day("The day of the reply", due_on)
    with desk.edit(f"Ask back about {question.code} of “{shortened(candidate.name)}”"):
        update_row(desk.db, "answer", answer.id, {"state": AnswerState.CLARIFICATION.value, **UNREVIEWED})
        values = {"answer_id": answer.id, "asked_on": today(), "wording": text, "due_on": day}
        return insert_row(desk.db, "clarification", values)


def enter_clarification(desk: Desk, clarification_id: int, reply: str) -> None:
    """Enter what the vendor said to a question back; once none is open, the answer is in review again.

    Undoable. Saved when this returns.

    Raises:
        EmptyNameError: there is no reply.
        NotFoundError: there is no such question back.
    """
    answer, question, candidate = answer_with_names(
        desk, answer_with_clarification(desk.connection, clarification_id).id
    )
    text = checked_words("The reply", reply)
    is_last = all(each.replied_on for each in answer.clarifications if each.id != clarification_id)
    with desk.edit(
        f"Enter the reply on {question.code} of “{shortened(candidate.name)}”",
        merge_key=("clarification", clarification_id),
    ):
        update_row(desk.db, "clarification", clarification_id, {"reply": text, "replied_on": today()})
        if is_last and answer.state is AnswerState.CLARIFICATION:
            update_row(desk.db, "answer", answer.id, {"state": open_state(answer, question).value})
