"""What is done about the question that is worked on: answer it, accept it, ask back, reject, leave out, waive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged, Vetted
from outsource_desk.domain.vetting import Answer, AnswerState, AnswerType, Gate, GateResult
from outsource_desk.services.vetted import is_answered
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.dialogs.ask import ask_text
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.vetting.replies import Given

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from outsource_desk.ui.pages.page import Shell
    from outsource_desk.ui.vetting.saved_field import SavedField


class Reviewing(QObject):
    """The acts of the page on the current question of the current candidate."""

    evidence_asked = Signal()

    def __init__(self, window: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._over = window.session, parent
        self.evaluation: Evaluation | None = None
        self.vetted: Vetted | None = None
        self.candidate_id = 0
        self.question_id = 0
        self.acts: Sequence[Action] = self._make_acts(parent)

    def _make_acts(self, parent: QWidget) -> list[Action]:
        why = self.why_not_judge
        return [
            make_action(parent, "vetting.accept", tr("&Accept"), self.accept, "Ctrl+Return; Ctrl+Enter", "check", why),
            make_action(
                parent, "vetting.ask_back", tr("Ask &back…"), self.ask_back, "Ctrl+T", "swap", self.why_no_answer
            ),
            make_action(parent, "vetting.reject", tr("&Reject…"), self.reject, "Ctrl+R", "stop", why),
            make_action(
                parent,
                "vetting.not_applicable",
                tr("&Not applicable…"),
                self.not_applicable,
                "Ctrl+Shift+X",
                "minus",
                self.why_not_leave_out,
            ),
            make_action(
                parent,
                "vetting.again",
                tr("Re&view again"),
                self.review_again,
                "Ctrl+Shift+R",
                "undo",
                self.why_not_again,
            ),
        ]

    @property
    def judged(self) -> Judged | None:
        """Return the current question as it stands."""
        found = self.vetted.candidates.get(self.candidate_id) if self.vetted else None
        return found.judged.get(self.question_id) if found else None

    @property
    def answer_of_current(self) -> Answer | None:
        """Return the answer to the current question."""
        return self.judged.answer if self.judged else None

    @property
    def reviewer(self) -> str:
        """Return who judges."""
        return self._session.desk.journal.author

    @property
    def as_of(self) -> str:
        """Return the day on which dates are judged."""
        vetting = self.evaluation.vetting if self.evaluation else None
        return vetting.as_of if vetting else ""

    @property
    def by(self) -> str:
        """Return the day until which proof should last: the decision, or today."""
        decided = self.evaluation.initiative.decision_date if self.evaluation else None
        return max(self.as_of, decided or "")

    def gap_of(self, candidate_id: int, question_id: int) -> str:
        """Return what must still be put right about a question, by whom and when."""
        vetting = self.evaluation.vetting if self.evaluation else None
        gaps = [
            each
            for each in (vetting.gaps if vetting else ())
            if each.candidate_id == candidate_id and each.question_id == question_id and each.state.is_open
        ]
        return " ".join(
            tr(
                "To be closed by {owner} until {day}: {gap}",
                owner=each.owner,
                day=formats.day(each.due_on),
                gap=each.wording,
            )
            for each in gaps
        )

    def why_read_only(self) -> str:
        """Return why nothing can be changed; empty if it can."""
        return why_read_only(self._session)

    def why_no_question(self) -> str:
        """Return why there is nothing to act on."""
        return self.why_read_only() or ("" if self.judged else tr("Choose a question first."))

    def why_no_answer(self) -> str:
        """Return why nothing can be asked back."""
        return self.why_no_question() or ("" if self.answer_of_current else tr("It has not been answered yet."))

    def why_not_judge(self) -> str:
        """Return why the answer cannot be accepted or rejected."""
        judged = self.judged
        if why := self.why_no_question():
            return why
        assert judged is not None
        if not is_answered(judged.question, judged.answer):
            return tr("It has not been answered yet.")
        return tr("It has been judged. Review it again first.") if judged.state.is_complete else ""

    def why_not_leave_out(self) -> str:
        """Return why the question cannot be left out."""
        judged = self.judged
        if why := self.why_no_question():
            return why
        assert judged is not None
        if judged.question.gate is Gate.KNOCK_OUT:
            return tr("A knock-out question is never left out.")
        return tr("It is left out already.") if judged.state is AnswerState.NOT_APPLICABLE else ""

    def why_not_again(self) -> str:
        """Return why there is no judgement to take back."""
        judged = self.judged
        if why := self.why_no_question():
            return why
        assert judged is not None
        is_judged = judged.state.is_complete or judged.state is AnswerState.REJECTED
        return "" if is_judged else tr("It has not been judged yet.")

    def may_waive(self, judged: Judged) -> bool:
        """Tell whether a gate is missed that somebody could answer for."""
        return judged.gate is GateResult.FAILED

    def answer(self, candidate_id: int, question_id: int, reply: Given) -> None:
        """Give an answer, or take it out.

        Raises:
            DeskError: it was refused; the caller shows it in place.
        """
        from outsource_desk.services.answering import give_answer

        self._session.try_act(give_answer, candidate_id, question_id, reply)

    def annotate(self, candidate_id: int, question_id: int, field: SavedField, **what: str) -> None:
        """Save who stands by an answer, or its comment; a refusal stays under the field."""
        from outsource_desk.services.answering import give_answer

        found = self.vetted.candidates.get(candidate_id) if self.vetted else None
        judged = found.judged.get(question_id) if found else None
        if judged is None or judged.answer is None:
            return
        reply = _kept(judged.question.kind, judged.answer)
        try:
            self._session.try_act(give_answer, candidate_id, question_id, reply, **what)
        except DeskError as error:
            field.refuse(error)

    def refused(self, error: DeskError) -> None:
        """Show a refusal that has no place of its own."""
        self._session.refused.emit(error)

    def accept(self) -> None:
        """Stand by the answer."""
        from outsource_desk.services.reviewing import accept

        if self.answer_of_current is not None:
            self._session.act(accept, self.answer_of_current.id, self.reviewer)

    def review_again(self) -> None:
        """Take the judgement back."""
        from outsource_desk.services.reviewing import review_again

        if self.answer_of_current is not None:
            self._session.act(review_again, self.answer_of_current.id)

    def give_points(self, points: float | None) -> None:
        """Rate an answer that only a person can rate."""
        from outsource_desk.services.reviewing import give_points

        if self.answer_of_current is not None:
            self._session.act(give_points, self.answer_of_current.id, points)

    def accept_with_gap(self) -> None:
        """Stand by the answer on the condition that something is put right."""

    def waive(self) -> None:
        """Let somebody answer by name for a failed gate."""

    def reject(self) -> None:
        """Refuse to believe the answer, with a reason."""
        from outsource_desk.services.reviewing import reject

        answer, reviewer = self.answer_of_current, self.reviewer
        if answer is not None:
            self._ask(
                tr("Reject the answer to {code}", code=self._code),
                tr("It then earns nothing until it is changed."),
                tr("Reason"),
                tr("Reject"),
                lambda reason: self._session.try_act(reject, answer.id, reviewer, reason),
            )

    def ask_back(self) -> None:
        """Ask the vendor about the answer."""
        from outsource_desk.services.reviewing import ask_back

        answer = self.answer_of_current
        if answer is not None:
            self._ask(
                tr("Ask back about {code}", code=self._code),
                tr("The answer is not accepted before the vendor has replied."),
                tr("Question to the vendor"),
                tr("Ask back"),
                lambda wording: self._session.try_act(ask_back, answer.id, wording),
            )

    def not_applicable(self) -> None:
        """Leave the question out for this candidate, with a reason."""
        from outsource_desk.services.reviewing import not_applicable

        ids, reviewer = (self.candidate_id, self.question_id), self.reviewer
        self._ask(
            tr("Leave {code} out as not applicable", code=self._code),
            tr("It then counts neither for nor against this candidate. The reason stands in the report."),
            tr("Reason"),
            tr("Leave out"),
            lambda reason: self._session.try_act(not_applicable, *ids, reviewer, reason),
        )

    def show_evidence(self) -> None:
        """Show what stands behind the answer."""
        self.evidence_asked.emit()

    @property
    def _code(self) -> str:
        return self.judged.question.code if self.judged else ""

    def _ask(self, title: str, sentence: str, field: str, deed: str, take: Callable[[str], object]) -> None:
        ask_text(self._over, title, sentence, field, deed, take)


def _kept(kind: AnswerType, answer: Answer) -> Given:
    """Return a reply as it was given, so that it can be given again."""
    if kind.is_number:
        return answer.amount
    if kind is AnswerType.SEVERAL:
        return answer.reply.split() or None
    return answer.reply or None
