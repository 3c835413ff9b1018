"""What is done about the question that is worked on: answer it, accept it, ask back, reject, leave out, waive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged, Vetted
from outsource_desk.domain.vetting import Answer, AnswerState, AnswerType, Gate, GateResult
from outsource_desk.services.vetted import is_answered
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, WhyNot, make_action
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.vetting.replies import Given

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent
    from PySide6.QtWidgets import QWidget

    from outsource_desk.ui.pages.page import Shell
    from outsource_desk.ui.vetting.saved_field import SavedField


class Reviewing(QObject):
    """The acts of the page on the current question of the current candidate."""

    evidence_asked = Signal()

    def __init__(self, window: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._session, self._over = window, window.session, parent
        self.evaluation: Evaluation | None = None
        self.vetted: Vetted | None = None
        self.candidate_id = 0
        self.question_id = 0
        self.acts: Sequence[Action] = self._make_acts(parent)

    def _make_acts(self, parent: QWidget) -> list[Action]:
        why, no_question = self.why_not_judge, self.why_no_question

        def act(name: str, text: str, slot: Callable[[], object], keys: str, icon: str, why_not: WhyNot) -> Action:
            return make_action(parent, f"vetting.{name}", text, slot, keys, icon, why_not)

        return [
            act("accept", tr("&Accept"), self.accept, "Ctrl+Return; Ctrl+Enter", "check", why),
            act("accept_with_gap", tr("Accept with a &gap…"), self.accept_with_gap, "Ctrl+G", "flag", why),
            act("ask_back", tr("Ask &back…"), self.ask_back, "Ctrl+T", "swap", no_question),
            act("reject", tr("&Reject…"), self.reject, "Ctrl+R", "stop", why),
            act("leave_out", tr("&Not applicable…"), self.not_applicable, "Ctrl+L", "minus", self.why_not_leave_out),
            act("waive", tr("&Waive…"), self.waive, "Ctrl+Shift+W", "unlock", self.why_not_waive),
            act("end_waiver", tr("&End the waiver"), self.end_waiver, "", "lock", self.why_no_waiver),
            act("again", tr("Re&view again"), self.review_again, "Ctrl+Shift+R", "undo", self.why_not_again),
            act("evidence", tr("E&vidence"), self.show_evidence, "Ctrl+E", "clip", lambda: ""),
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
        from outsource_desk.ui.vetting.evidence.gap_dialogs import AcceptWithGapDialog

        answer = self.answer_of_current
        if answer is not None and not self.why_not_judge():
            AcceptWithGapDialog(self._over, self._session, answer.id, self._code, self.reviewer).open()

    def reject(self) -> None:
        """Refuse to believe the answer, with a reason."""
        from outsource_desk.ui.vetting.evidence.review_dialogs import ask_rejection

        answer = self.answer_of_current
        if answer is not None and not self.why_not_judge():
            ask_rejection(self._over, self._session, answer.id, self._code, self.reviewer)

    def ask_back(self) -> None:
        """Ask the vendor about the answer, or about a question that it left open."""
        from outsource_desk.services.answering import touch_answer
        from outsource_desk.ui.vetting.evidence.review_dialogs import AskBackDialog

        if self.why_no_question():
            return
        answer = self.answer_of_current
        answer_id = answer.id if answer else self._session.act(touch_answer, self.candidate_id, self.question_id)
        if answer_id is not None:
            AskBackDialog(self._over, self._session, answer_id, self._code).open()

    def not_applicable(self) -> None:
        """Leave the question out for this candidate, with a reason."""
        from outsource_desk.ui.vetting.evidence.review_dialogs import ask_not_applicable

        if not self.why_not_leave_out():
            ids = self.candidate_id, self.question_id
            ask_not_applicable(self._over, self._session, *ids, self._code, self.reviewer)

    def waive(self) -> None:
        """Let somebody answer by name for a failed gate."""
        from outsource_desk.ui.vetting.evidence.review_dialogs import WaiverDialog

        judged = self.judged
        if judged is not None and not self.why_not_waive():
            WaiverDialog(self._over, self._session, self.candidate_id, judged, self._vendor).open()

    def end_waiver(self) -> None:
        """Let the waiver count no longer."""
        from outsource_desk.services.waivers import revoke_waiver

        waiver = self.judged.waiver if self.judged else None
        if waiver is not None:
            self._session.act(revoke_waiver, waiver.id)

    def dropped(self, event: QDropEvent) -> Sequence[Path]:
        """Return the files that are being dropped, if they can be taken."""
        from outsource_desk.ui.vetting.evidence.dropping import dropped_files

        return [] if self.why_read_only() else dropped_files(event)

    def drop(self, candidate_id: int, question_id: int, event: QDropEvent) -> bool:
        """Take files that were dropped on a question as proof; return whether it was done."""
        from outsource_desk.ui.vetting.evidence.dropping import attach_dropped

        return attach_dropped(self._window, candidate_id, question_id, self.dropped(event))

    def show_evidence(self) -> None:
        """Show what stands behind the answer."""
        self.evidence_asked.emit()

    @property
    def _code(self) -> str:
        return self.judged.question.code if self.judged else ""

    @property
    def _vendor(self) -> str:
        candidates = self.evaluation.candidates if self.evaluation else ()
        return next((each.name for each in candidates if each.id == self.candidate_id), "")


def may_waive(judged: Judged) -> bool:
    """Tell whether a gate is missed that somebody could answer for."""
    return judged.gate in (GateResult.FAILED, GateResult.CONDITION)


def _kept(kind: AnswerType, answer: Answer) -> Given:
    """Return a reply as it was given, so that it can be given again."""
    if kind.is_number:
        return answer.amount
    if kind is AnswerType.SEVERAL:
        return answer.reply.split() or None
    return answer.reply or None
