"""What is done about the question that is worked on: answer it, accept it, ask back, reject, leave out, waive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vetting import Answer, AnswerType
from outsource_desk.ui.actions import Action, WhyNot, make_action
from outsource_desk.ui.language import tr
from outsource_desk.ui.vetting.current import Current
from outsource_desk.ui.vetting.replies import Given

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent
    from PySide6.QtWidgets import QWidget

    from outsource_desk.ui.pages.page import Shell
    from outsource_desk.ui.vetting.saved_field import SavedField


class Reviewing(Current):
    """The acts of the page on the current question of the current candidate."""

    evidence_asked, file_asked, note_asked = Signal(), Signal(), Signal()

    def __init__(self, window: Shell, parent: QWidget) -> None:
        super().__init__(window.session, parent)
        self._window, self._over = window, parent
        self.acts: Sequence[Action] = self._make_acts(parent)

    def _make_acts(self, parent: QWidget) -> list[Action]:
        why, no_question, nothing = self.why_not_judge, self.why_no_question, self.why_nothing

        def act(name: str, text: str, slot: Callable[[], object], keys: str, icon: str, why_not: WhyNot) -> Action:
            return make_action(parent, f"vetting.{name}", text, slot, keys, icon, why_not)

        return [
            act("accept", tr("Accep&t"), self.accept, "Ctrl+Return; Ctrl+Enter", "check", why),
            act("accept_with_gap", tr("Accept &with a gap…"), self.accept_with_gap, "Ctrl+G", "flag", why),
            act("ask_back", tr("Ask &back…"), self.ask_back, "Ctrl+T", "swap", no_question),
            act("reject", tr("&Reject…"), self.reject, "Ctrl+R", "stop", why),
            act("leave_out", tr("&Not applicable…"), self.not_applicable, "Ctrl+L", "minus", self.why_not_leave_out),
            act("waive", tr("Wai&ve…"), self.waive, "Ctrl+Shift+W", "unlock", self.why_not_waive),
            act("end_waiver", tr("&End the waiver"), self.end_waiver, "", "lock", self.why_no_waiver),
            act("again", tr("Review aga&in"), self.review_again, "Ctrl+Shift+R", "undo", self.why_not_again),
            act("add_file", tr("Add a &file as evidence…"), self.file_asked.emit, "Ctrl+E", "clip", no_question),
            act("note_evidence", tr("Note evidence…"), self.note_asked.emit, "Ctrl+Shift+E", "plus", no_question),
            act("evidence", tr("All abo&ut the evidence"), self.evidence_asked.emit, "", "inspector", nothing),
        ]

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
            AcceptWithGapDialog(self._over, self._session, answer.id, self.code, self.reviewer).open()

    def reject(self) -> None:
        """Refuse to believe the answer, with a reason."""
        from outsource_desk.services.reviewing import reject

        answer, reviewer = self.answer_of_current, self.reviewer
        if answer is not None and not self.why_not_judge():
            self._ask_reason(
                tr("Reject the answer to {code}", code=self.code),
                tr("It then earns nothing until it is changed."),
                tr("Reject"),
                lambda reason: self._session.try_act(reject, answer.id, reviewer, reason),
            )

    def ask_back(self) -> None:
        """Ask the vendor about the answer, or about a question that it left open."""
        from outsource_desk.services.answering import touch_answer
        from outsource_desk.ui.vetting.evidence.review_dialogs import AskBackDialog

        if self.why_no_question():
            return
        answer = self.answer_of_current
        answer_id = answer.id if answer else self._session.act(touch_answer, self.candidate_id, self.question_id)
        if answer_id is not None:
            AskBackDialog(self._over, self._session, answer_id, self.code).open()

    def not_applicable(self) -> None:
        """Leave the question out for this candidate, with a reason."""
        from outsource_desk.services.reviewing import not_applicable

        if not self.why_not_leave_out():
            ids, reviewer = (self.candidate_id, self.question_id), self.reviewer
            self._ask_reason(
                tr("Leave {code} out as not applicable", code=self.code),
                tr("It then counts neither for nor against this candidate. The reason stands in the report."),
                tr("Leave out"),
                lambda reason: self._session.try_act(not_applicable, *ids, reviewer, reason),
            )

    def _ask_reason(self, title: str, sentence: str, deed: str, take: Callable[[str], object]) -> None:
        from outsource_desk.ui.vetting.evidence.review_dialogs import ReasonDialog

        ReasonDialog(self._over, title, sentence, deed, take).open()

    def waive(self) -> None:
        """Let somebody answer by name for a failed gate."""
        from outsource_desk.ui.vetting.evidence.review_dialogs import WaiverDialog

        judged = self.judged
        if judged is not None and not self.why_not_waive():
            WaiverDialog(self._over, self._session, self.candidate_id, judged, self.vendor).open()

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


def _kept(kind: AnswerType, answer: Answer) -> Given:
    """Return a reply as it was given, so that it can be given again."""
    if kind.is_number:
        return answer.amount
    if kind is AnswerType.SEVERAL:
        return answer.reply.split() or None
    return answer.reply or None
