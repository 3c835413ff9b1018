"""What a judgement needs besides the answer: a reason, a question back, its reply, a waiver."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import Clarification
from outsource_desk.services.asking_back import ask_back, enter_clarification
from outsource_desk.services.waivers import waive
from outsource_desk.ui import formats
from outsource_desk.ui.dialogs.ask import TypedQuestion
from outsource_desk.ui.language import tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import scaled
from outsource_desk.ui.vetting.evidence.fields import add_field, add_pair, day_field, day_of, lines, text_of
from outsource_desk.ui.widgets.layout import caption

WIDE = 520


class ReasonDialog(TypedQuestion):
    """An act that needs a reason of a few sentences."""

    def __init__(self, parent: QWidget, title: str, sentence: str, deed: str, take: Callable[[str], object]) -> None:
        super().__init__(parent, title, sentence, deed, "reason")
        self._take = take
        self.reason = lines()
        add_field(self, tr("Reason"), self.reason, "reason.text")
        self.reason.setFocus()

    def act(self) -> None:
        self._take(text_of(self.reason))


class AskBackDialog(TypedQuestion):
    """A question to the vendor, with a day for the reply."""

    def __init__(self, parent: QWidget, session: Session, answer_id: int, code: str) -> None:
        super().__init__(
            parent,
            tr("Ask back about {code}", code=code),
            tr("The answer is not accepted before the vendor has replied."),
            tr("Ask back"),
            "ask_back",
        )
        self._session, self._answer_id = session, answer_id
        self.wording, self.due_on = lines(), day_field()
        add_field(self, tr("Question to the vendor"), self.wording, "ask_back.wording")
        add_field(self, tr("Reply by"), self.due_on, "ask_back.due_on", tr("May stay empty."))
        self.wording.setFocus()

    def act(self) -> None:
        self._session.try_act(ask_back, self._answer_id, text_of(self.wording), day_of(self.due_on))


class ReplyDialog(TypedQuestion):
    """What the vendor said to a question back."""

    def __init__(self, parent: QWidget, session: Session, asked: Clarification) -> None:
        super().__init__(parent, tr("Enter the reply"), asked.wording, tr("Enter the reply"), "clarification")
        self._session, self._asked = session, asked
        self.reply = lines(asked.reply)
        add_field(self, tr("Reply of the vendor"), self.reply, "clarification.reply")
        self.reply.setFocus()

    def act(self) -> None:
        self._session.try_act(enter_clarification, self._asked.id, text_of(self.reply))


class WaiverDialog(TypedQuestion):
    """Who answers for a failed gate, why, what keeps the risk small, and until when."""

    def __init__(self, parent: QWidget, session: Session, candidate_id: int, judged: Judged, vendor: str) -> None:
        super().__init__(
            parent,
            tr("Waive {code} for “{vendor}”", code=judged.question.code, vendor=vendor),
            tr("Until the waiver ends, this vendor is ranked although it fails here. The paper names who approved it."),
            tr("Grant the waiver"),
            "waiver",
        )  # fmt: skip
        self.setMinimumWidth(scaled(WIDE))
        self._session, self._ids = session, (candidate_id, judged.question.id)
        reviewer = judged.answer.reviewer if judged.answer else ""
        not_reviewer = tr("Somebody other than {name}, who reviewed the answer.", name=reviewer) if reviewer else ""
        self.approved_by, self.role = QLineEdit(), QLineEdit()
        self.reason, self.control, self.expires_on = lines(), lines(), day_field()
        approver = tr("Approved by"), self.approved_by, "waiver.approved_by"
        add_pair(self, approver, (tr("Role"), self.role, "waiver.role"))
        if not_reviewer:
            self.content.addWidget(caption(not_reviewer, wrap=True))
            self.approved_by.setAccessibleDescription(not_reviewer)
        add_field(self, tr("Why the risk is taken"), self.reason, "waiver.reason")
        add_field(self, tr("What keeps the risk small meanwhile"), self.control, "waiver.control")
        add_field(self, tr("Ends on"), self.expires_on, "waiver.expires_on")
        self.approved_by.setFocus()

    def act(self) -> None:
        self._session.try_act(
            waive,
            *self._ids,
            approved_by=text_of(self.approved_by),
            approver_role=text_of(self.role),
            reason=text_of(self.reason),
            control=text_of(self.control),
            expires_on=day_of(self.expires_on) or "",
        )


def waiver_told(approved_by: str, role: str, expires_on: str) -> str:
    """Return who answers for a gate until when."""
    return tr("Waived by {name} ({role}) until {day}.", name=approved_by, role=role, day=formats.day(expires_on))
