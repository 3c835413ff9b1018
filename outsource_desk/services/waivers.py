"""Waive a failed gate: by name, for a reason, with a compensating control and an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.checks import NAME_LIMIT, checked_date, looked_up
from outsource_desk.domain.errors import BadDateError, DeskError
from outsource_desk.domain.vetting import GateResult
from outsource_desk.services.answering import question_for, vetted_candidate
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.replies import checked_words
from outsource_desk.services.vetted import vetted_of
from outsource_desk.services.wording import shortened
from outsource_desk.store.answers import find_answer
from outsource_desk.store.rows import insert_row, update_row
from outsource_desk.store.vendors import load_candidate
from outsource_desk.store.vetting import load_question, load_waiver, today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class NothingToWaiveError(DeskError):
    """A waiver was to be given where no gate is failed."""

    remedy = "Judge the answer first; only a gate that an accepted answer fails can be waived."

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"“{name}” fails no gate at {code}.")


class OwnReviewError(DeskError):
    """Who judged an answer was to waive the gate behind it."""

    remedy = "Let somebody else approve the waiver, who answers for the risk."

    def __init__(self, name: str, code: str) -> None:
        super().__init__(f"“{name}” reviewed {code} and cannot approve its waiver too.")


class WaiverEndError(BadDateError):
    """A waiver has no end, or one that has gone."""

    remedy = "Choose a day after today on which the waiver ends; the gate then counts again."

    def __init__(self, day: str | None) -> None:
        DeskError.__init__(self, f"A waiver cannot end on {day}." if day else "The waiver has no end.")


class AlreadyWaivedError(DeskError):
    """A gate was to be waived twice."""

    remedy = "Revoke the waiver that is active first, if another shall take its place."

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code} of “{name}” is waived already.")


class WaiverOverError(DeskError):
    """A waiver was to be revoked that does not count any more."""

    remedy = "Nothing needs to be done: the gate counts again already."

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"The waiver of {code} for “{name}” has ended already.")


def waive(
    desk: Desk,
    candidate_id: int,
    question_id: int,
    *,
    approved_by: str,
    approver_role: str,
    reason: str,
    control: str,
    expires_on: str,
) -> int:
    """Answer by name for a gate that a candidate fails, and return the waiver's id.

    Undoable. Saved when this returns. Until it ends the candidate counts as having passed with conditions.

    Args:
        desk: the open file.
        candidate_id: who fails the gate.
        question_id: the question that is the gate.
        approved_by: who answers for it; not the reviewer of the answer.
        approver_role: in which office.
        reason: why the risk is taken.
        control: what keeps the risk small meanwhile.
        expires_on: YYYY-MM-DD; the last day on which it counts, after today.

    Raises:
        NothingToWaiveError: the gate is not failed, or is none.
        OwnReviewError: the approver reviewed the answer.
        WaiverEndError: there is no end in the future.
        DeskError: something is missing, or the gate is waived already.
    """
    candidate = vetted_candidate(desk, candidate_id)
    question = question_for(desk, candidate, question_id)
    values = {
        "approved_by": checked_words("The name of who approves the waiver", approved_by, NAME_LIMIT),
        "approver_role": checked_words("The role of who approves the waiver", approver_role, NAME_LIMIT),
        "reason": checked_words("The reason for the waiver", reason),
        "control": checked_words("The compensating control", control),
        "given_on": today(),
        "expires_on": _end(expires_on),
    }
    match _gate_of(desk, candidate.initiative_id, candidate_id, question_id):
        case GateResult.WAIVED:
            raise AlreadyWaivedError(question.code, candidate.name)
        case GateResult.FAILED | GateResult.CONDITION:
            pass
        case _:
            raise NothingToWaiveError(question.code, candidate.name)
    answer = find_answer(desk.connection, candidate_id, question_id)
    if answer is not None and looked_up(answer.reviewer) == looked_up(values["approved_by"]):
        raise OwnReviewError(values["approved_by"], question.code)
    with desk.edit(f"Waive {question.code} for “{shortened(candidate.name)}”"):
        places = {"candidate_id": candidate_id, "question_id": question_id}
        return insert_row(desk.db, "waiver", {**places, **values})


def revoke_waiver(desk: Desk, waiver_id: int) -> None:
    """End a waiver today; the gate counts again at once.

    Undoable. Saved when this returns.

    Raises:
        WaiverOverError: it has ended already.
        NotFoundError: there is no such waiver.
    """
    waiver = load_waiver(desk.connection, waiver_id)
    _, question = load_question(desk.connection, waiver.question_id)
    candidate = load_candidate(desk.connection, waiver.candidate_id)
    if not waiver.is_active(today()):
        raise WaiverOverError(question.code, candidate.name)
    with desk.edit(f"Revoke the waiver of {question.code} for “{shortened(candidate.name)}”"):
        update_row(desk.db, "waiver", waiver_id, {"revoked_on": today()})


def _end(value: object) -> str:
    day = checked_date("The end of the waiver", value)
    if day is None or day <= today():
        raise WaiverEndError(day)
    return day


def _gate_of(desk: Desk, initiative_id: int, candidate_id: int, question_id: int) -> GateResult | None:
    vetted = vetted_of(load_evaluation(desk, initiative_id))
    return vetted.candidates[candidate_id].judged[question_id].gate if vetted else None
