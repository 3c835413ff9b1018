"""Answer warnings: acknowledge what is to be weighed, waive what stops a recommendation, by name and for a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outsource_desk.domain.answers import AnswerKind, WarningAnswer
from outsource_desk.domain.checks import checked_name, checked_text
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.ranking import Evaluation, RuleWarning, Severity
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.panel import load_warning_answers
from outsource_desk.store.rows import delete_row, has_row, insert_row, update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_Place = tuple[str, int | None, int | None, str]


class NotToBeAcknowledgedError(DeskError):
    """Something that stops a recommendation was to be acknowledged only."""

    remedy = "Settle what it says, or waive it by name and with a reason."

    def __init__(self) -> None:
        super().__init__("A warning that stops a recommendation cannot just be acknowledged.")


class NothingToWaiveError(DeskError):
    """Something that stops nothing was to be waived."""

    remedy = "Acknowledge it instead."

    def __init__(self) -> None:
        super().__init__("This warning does not stop a recommendation, so there is nothing to waive.")


class NobodyAnswersError(DeskError):
    """An answer was to be given by nobody."""

    remedy = "Type the name of whoever answers for it."

    def __init__(self) -> None:
        super().__init__("An answer to a warning needs a name.")


class NoReasonError(DeskError):
    """An answer was to be given without a reason."""

    remedy = "Say in a sentence why the decision can be taken all the same."

    def __init__(self) -> None:
        super().__init__("An answer to a warning needs a reason.")


@dataclass(frozen=True)
class AnsweredWarning:
    """A warning with what was answered to it."""

    warning: RuleWarning
    answer: WarningAnswer | None = None
    lapsed: bool = False  # the warning says something else than when it was answered

    @property
    def is_settled(self) -> bool:
        """Tell whether an answer holds."""
        return self.answer is not None and not self.lapsed

    @property
    def stops(self) -> bool:
        """Tell whether it stops a recommendation."""
        return self.warning.severity is Severity.BLOCK and not self.is_settled


def answered(evaluation: Evaluation, warnings: Iterable[RuleWarning]) -> tuple[AnsweredWarning, ...]:
    """Return warnings with their answers, in the order given.

    An answer lapses when the warning says something else, or has come to stop a recommendation, since it was given.

    Args:
        evaluation: holds the answers.
        warnings: of its ranking, or all of them.
    """
    answers = {(one.rule, one.candidate_id, one.criterion_id, one.field): one for one in evaluation.answers}
    return tuple(_with_answer(warning, answers.get(_place(warning))) for warning in warnings)


def stops(evaluation: Evaluation, warnings: Iterable[RuleWarning]) -> tuple[AnsweredWarning, ...]:
    """Return what stops a recommendation: every warning of that severity which nobody has waived, as it is now.

    A paper must not recommend while there is any; it names them, and for one that lapsed, who had waived it.
    """
    return tuple(one for one in answered(evaluation, warnings) if one.stops)


def unanswered(evaluation: Evaluation, warnings: Iterable[RuleWarning]) -> tuple[RuleWarning, ...]:
    """Return the warnings to which no answer holds."""
    if not evaluation.answers:
        return tuple(warnings)
    return tuple(one.warning for one in answered(evaluation, warnings) if not one.is_settled)


def acknowledge_warning(desk: Desk, initiative_id: int, warning: RuleWarning, name: str, reason: str) -> int:
    """Record that somebody has seen a warning and decides all the same; return the answer's id.

    Undoable. Saved when this returns. An earlier answer at the same place is replaced.

    Raises:
        NotToBeAcknowledgedError: it stops a recommendation.
        DeskError: name or reason is missing or cannot be kept, or what it is about is gone.
    """
    if warning.severity is Severity.BLOCK:
        raise NotToBeAcknowledgedError
    return _answer(desk, initiative_id, warning, AnswerKind.ACKNOWLEDGED, name, reason)


def waive_warning(desk: Desk, initiative_id: int, warning: RuleWarning, name: str, reason: str) -> int:
    """Record that somebody answers for a recommendation in spite of a warning that stops it; return the answer's id.

    Undoable. Saved when this returns. An earlier answer at the same place is replaced.

    Raises:
        NothingToWaiveError: it stops nothing.
        DeskError: name or reason is missing or cannot be kept, or what it is about is gone.
    """
    if warning.severity is not Severity.BLOCK:
        raise NothingToWaiveError
    return _answer(desk, initiative_id, warning, AnswerKind.WAIVED, name, reason)


def withdraw_answer(desk: Desk, answer_id: int) -> None:
    """Take an answer to a warning back.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such answer.
    """
    if not has_row(desk.connection, "warning_answer", answer_id):
        raise NotFoundError("answer", answer_id)
    with desk.edit("Withdraw an answer"):
        delete_row(desk.db, "warning_answer", answer_id)


def _answer(desk: Desk, initiative_id: int, warning: RuleWarning, kind: AnswerKind, name: str, reason: str) -> int:
    load_initiative(desk.connection, initiative_id)
    for table, row_id in (("candidate", warning.candidate_id), ("criterion", warning.criterion_id)):
        if row_id is not None and not has_row(desk.connection, table, row_id):
            raise NotFoundError(table, row_id)
    why = checked_text("The reason", reason).strip()
    if not checked_text("The name", name).strip():
        raise NobodyAnswersError
    if not why:
        raise NoReasonError
    row: dict[str, object] = {
        "kind": kind,
        "name": checked_name("The name", name),
        "reason": why,
        "said": warning.text,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    earlier = next((one for one in load_warning_answers(desk.connection, initiative_id) if _is_at(one, warning)), None)
    with desk.edit("Waive a warning" if kind is AnswerKind.WAIVED else "Acknowledge a warning"):
        if earlier is not None:
            update_row(desk.db, "warning_answer", earlier.id, row)
            return earlier.id
        return insert_row(desk.db, "warning_answer", {"initiative_id": initiative_id, **_columns(warning), **row})


def _columns(warning: RuleWarning) -> dict[str, object]:
    return {
        "rule": warning.id,
        "candidate_id": warning.candidate_id,
        "criterion_id": warning.criterion_id,
        "field": warning.field,
    }


def _is_at(answer: WarningAnswer, warning: RuleWarning) -> bool:
    return (answer.rule, answer.candidate_id, answer.criterion_id, answer.field) == _place(warning)


def _place(warning: RuleWarning) -> _Place:
    return warning.id, warning.candidate_id, warning.criterion_id, warning.field


def _with_answer(warning: RuleWarning, answer: WarningAnswer | None) -> AnsweredWarning:
    if answer is None:
        return AnsweredWarning(warning)
    is_too_little = warning.severity is Severity.BLOCK and answer.kind is not AnswerKind.WAIVED
    return AnsweredWarning(warning, answer, answer.said != warning.text or is_too_little)
