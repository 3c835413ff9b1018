"""Ask for the name and the reason that an answer to a warning needs."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from outsource_desk.domain.ranking import Severity
from outsource_desk.services.warning_answers import AnsweredWarning, acknowledge_warning, waive_warning
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import scaled
from outsource_desk.ui.widgets.layout import caption, label

HIGH = 84  # of the field for the reason


class AnswerDialog(Question):
    """Records who answers for a decision in spite of a warning, and why."""

    def __init__(self, parent: QWidget, session: Session, answered: AnsweredWarning) -> None:
        self._warning = answered.warning
        self._session = session
        is_block = self._warning.severity is Severity.BLOCK
        super().__init__(
            parent,
            tr("Waive this warning?") if is_block else tr("Acknowledge this warning?"),
            say(self._warning.text),
            tr("Waive") if is_block else tr("Acknowledge"),
            "answer",
        )
        words = (
            tr("A recommendation is then possible. The paper names you and your reason.")
            if is_block
            else tr("The paper then says that it was seen, by whom and why it does not stand in the way.")
        )
        self.name = QLineEdit(self._name_before(answered))
        self.name.setObjectName("answer.name")
        self.name.setAccessibleName(tr("Your name or office"))
        self.reason = QPlainTextEdit(answered.answer.reason if answered.answer else "")
        self.reason.setObjectName("answer.reason")
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(scaled(HIGH))
        name_words, reason_words = caption(tr("Your name or office")), caption(tr("Reason"))
        name_words.setBuddy(self.name)
        reason_words.setBuddy(self.reason)
        for each in (label(words, wrap=True), name_words, self.name, reason_words, self.reason):
            self.content.addWidget(each)
        (self.reason if self.name.text() else self.name).setFocus()

    def act(self) -> None:
        evaluation = self._session.evaluation
        if evaluation is None:
            return
        verb = waive_warning if self._warning.severity is Severity.BLOCK else acknowledge_warning
        name, reason = self.name.text(), self.reason.toPlainText()
        self._session.try_act(verb, evaluation.initiative.id, self._warning, name, reason)

    def _name_before(self, answered: AnsweredWarning) -> str:
        """Return who answered this before, or who answered last."""
        if answered.answer is not None:
            return answered.answer.name
        evaluation = self._session.evaluation
        given = evaluation.answers if evaluation else ()
        return max(given, key=lambda each: each.at).name if given else ""
