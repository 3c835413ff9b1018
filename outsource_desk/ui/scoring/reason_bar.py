"""The one line in which the reason for agreed scores is given."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from outsource_desk.domain.errors import DeskError
from outsource_desk.ui.errors import explain
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.scoring.score_entry import ScoreWriter
from outsource_desk.ui.theme import L, S, TextStyle
from outsource_desk.ui.widgets.layout import button, column, label, repolish, row


class ReasonBar(QFrame):
    """Asks why scores were agreed on: Enter saves them, Esc leaves all as it was."""

    closed = Signal()

    def __init__(self, writer: ScoreWriter) -> None:
        super().__init__()
        self._writer = writer
        self.setObjectName("reason")
        self.setProperty("role", "notice-accent")
        self.title = label("")
        self.field = _Field()
        self.field.setObjectName("reason.field")
        self.field.escaped.connect(self._writer.drop)
        self.field.returnPressed.connect(self._save)
        self.field.left.connect(self._require)
        self.title.setBuddy(self.field)
        self.error = label("", TextStyle.CAPTION, "bad", wrap=True)
        self.error.setObjectName("reason.error")
        self.error.hide()
        save = button(tr("Agree"), self._save, kind="primary", name="reason.save")
        cancel = button(tr("Cancel"), self._writer.drop, name="reason.cancel")
        line = row(self.title, self.field, save, cancel, gap=S)
        line.setStretch(1, 1)
        self.setLayout(column(line, self.error, gap=S, margins=(L, S, L, S)))
        writer.reason_needed.connect(self._ask)
        writer.settled.connect(self._settle)
        self.hide()

    def _ask(self) -> None:
        count = len(self._writer.waiting)
        title = tr_n(count, "Reason for the agreed score", "Reason for {count} agreed scores")
        self.title.setText(title)
        self.field.setAccessibleName(title)
        self.field.setAccessibleDescription(tr("Required. Enter saves, Escape leaves all as it was."))
        self.field.setPlaceholderText(tr("Required: what settled it in moderation"))
        self.field.setProperty("unsaved", True)  # the scores wait for the reason
        self.show()
        self.field.setFocus()

    def _save(self) -> None:
        try:
            self._writer.give_reason(self.field.text())
        except DeskError as error:
            self._mark(" ".join(explain(error)))
            self.field.setFocus()

    def _require(self) -> None:
        """Say that the scores are not written yet, when somebody goes on without a reason."""
        if self._writer.waiting:
            self._mark(tr("Not written yet: give the reason, or cancel."))

    def _mark(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self.field.setProperty("state", "error")
        self.field.setAccessibleDescription(sentence)
        repolish(self.field)

    def _settle(self) -> None:
        self.field.clear()
        self.field.setProperty("unsaved", False)
        self.field.setProperty("state", "")
        repolish(self.field)
        self.error.hide()
        self.hide()
        self.closed.emit()


class _Field(QLineEdit):
    escaped = Signal()
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
