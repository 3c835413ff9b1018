"""The field for a reason: saved when it is left, never overwritten while somebody types."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from outsource_desk.ui.widgets.paragraph import Paragraph


class RationaleField(Paragraph):
    """A text that belongs to a subject, such as one evaluator's score of a cell."""

    left = Signal(object, str)  # the subject and what was typed for it

    def __init__(self) -> None:
        super().__init__(lines=3, most=8)
        self.setObjectName("cell.rationale")
        self.setTabChangesFocus(True)
        self._subject: Hashable = None
        self._shown = ""

    def show_text(self, subject: Hashable, text: str) -> None:
        """Show what the file holds; typing for another subject is saved first, for the same one it is kept."""
        if subject != self._subject:
            self.save()
        elif self.is_dirty:
            return
        self._subject, self._shown = subject, text
        if self.toPlainText() != text:
            self.setPlainText(text)

    @property
    def is_dirty(self) -> bool:
        """Tell whether something is typed that is not saved."""
        return self._subject is not None and self.toPlainText() != self._shown

    def save(self) -> None:
        """Hand on what was typed, if it is new."""
        if self.is_dirty:
            self._shown = self.toPlainText()
            self.left.emit(self._subject, self._shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_dirty:
            self.setPlainText(self._shown)
        else:
            super().keyPressEvent(event)
