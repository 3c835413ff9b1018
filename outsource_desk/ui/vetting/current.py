"""The question that is worked on, and why something cannot be done about it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged, Vetted
from outsource_desk.domain.vetting import Answer, AnswerState, Gate, GateResult
from outsource_desk.services.vetted import is_answered
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only

if TYPE_CHECKING:
    from outsource_desk.ui.session import Session


class Current(QObject):
    """The current question of the current candidate, as it stands."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.evaluation: Evaluation | None = None
        self.vetted: Vetted | None = None
        self.candidate_id = 0
        self.question_id = 0

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

    def why_nothing(self) -> str:
        """Return why there is nothing to look at."""
        return "" if self.judged else tr("Choose a question first.")

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
        return "" if judged.state.is_judged else tr("It has not been judged yet.")

    def why_not_waive(self) -> str:
        """Return why nobody needs to answer for the gate."""
        if why := self.why_no_question():
            return why
        return "" if self.judged and may_waive(self.judged) else tr("Only a gate that was missed can be waived.")

    def why_no_waiver(self) -> str:
        """Return why there is no waiver to end."""
        if why := self.why_no_question():
            return why
        return "" if self.judged and self.judged.waiver else tr("Nobody has waived it.")

    @property
    def code(self) -> str:
        """Return what the current question is called."""
        return self.judged.question.code if self.judged else ""

    @property
    def vendor(self) -> str:
        """Return who is asked."""
        candidates = self.evaluation.candidates if self.evaluation else ()
        return next((each.name for each in candidates if each.id == self.candidate_id), "")


def may_waive(judged: Judged) -> bool:
    """Tell whether a gate is missed that somebody could answer for."""
    return judged.gate in (GateResult.FAILED, GateResult.CONDITION)
