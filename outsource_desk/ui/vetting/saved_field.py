"""A field with its label above and its error below, saved when it is left; what is being typed is never overwritten."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.ui.language import say
from outsource_desk.ui.theme import XS, S, TextStyle, look, scaled
from outsource_desk.ui.widgets.layout import caption, column, holder, label, picture, repolish, row
from outsource_desk.ui.widgets.paragraph import Paragraph


class SavedField(QWidget):
    """A line or a text of several lines, with its unit.

    `left` is told when the field is left with another text than was shown; who hears of it saves the text, and shows
    a refusal with `refuse`. What was refused stays in the field, and comes back with its subject.
    """

    left = Signal(str)

    def __init__(
        self, name: str, title: str, *, width: int = 0, unit: str = "", is_long: bool = False, has_title: bool = True
    ) -> None:
        super().__init__()
        self._subject: object = None
        self._shown, self._width = "", width
        self._aside: dict[object, tuple[str, DeskError]] = {}
        self._problem: DeskError | None = None
        self.field: QLineEdit | Paragraph = Paragraph(1, 8) if is_long else QLineEdit()
        self.field.setObjectName(name)
        self.field.setAccessibleName(f"{title} ({unit})" if unit else title)
        self.field.installEventFilter(self)
        self._words = label("", TextStyle.CAPTION, "bad", wrap=True)
        line = row(picture("risk", "bad", 12), self._words, gap=XS)
        line.setStretch(1, 1)
        self._error = holder(line)
        self._error.hide()
        beside = row(self.field, *([label(unit, tone="muted")] if unit else []), gap=S)
        if width:
            beside.addStretch(1)
        self.setLayout(column(*([caption(title)] if has_title else []), beside, self._error, gap=XS))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if isinstance(self.field, Paragraph):
            self.field.setTabChangesFocus(True)
        else:
            self.field.editingFinished.connect(self.commit)
        self._dress()
        look.changed.connect(self._dress)

    @property
    def text(self) -> str:
        """Return what stands in the field."""
        return self.field.toPlainText() if isinstance(self.field, Paragraph) else self.field.text()

    def show_text(self, subject: object, text: str) -> None:
        """Show what the file holds of a subject; what is being typed of the same one stays."""
        if subject == self._subject:
            if self.text == self._shown:
                self._put(text)
            self._shown = text
            return
        if self._problem is not None and self._subject is not None:
            self._aside[self._subject] = (self.text, self._problem)
        self._subject, self._shown = subject, text
        typed, problem = self._aside.pop(subject, (text, None))
        self._put(typed)
        self._show_problem(problem)

    def type_over(self, text: str) -> None:
        """Begin to type, as if the keys had been pressed in the field."""
        self.field.setFocus()
        if text:
            self._put(text)
            if isinstance(self.field, QLineEdit):
                self.field.setCursorPosition(len(text))

    def refuse(self, error: DeskError) -> None:
        """Say under the field why its text was not taken."""
        self._show_problem(error)

    def commit(self) -> None:
        """Tell what stands in the field if it is something else than the file holds."""
        if self.text == self._shown:
            self._show_problem(None)
            return
        before, self._shown = self._shown, self.text  # so that the page may show again what the file then holds
        self._problem = None
        self.left.emit(self.text)
        if self._problem is None:
            self._show_problem(None)
        else:
            self._shown = before

    def set_read_only(self, is_read_only: bool) -> None:
        """Allow or forbid typing."""
        self.field.setReadOnly(is_read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field:
            if event.type() is QEvent.Type.FocusOut and isinstance(self.field, Paragraph):
                self.commit()
            elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.text != self._shown:
            self._show_problem(None)
            self._put(self._shown)
            return True
        return False

    def _show_problem(self, error: DeskError | None) -> None:
        if error is None and self._problem is None and self._error.isHidden():
            return
        self._problem = error
        words = f"{say(str(error))} {say(error.remedy)}".strip() if error else ""
        self._words.setText(words)
        self._error.setVisible(bool(error))
        self.field.setProperty("state", "error" if error else "")
        self.field.setAccessibleDescription(words)
        repolish(self.field)

    def _put(self, text: str) -> None:
        if self.text == text:
            return
        if isinstance(self.field, Paragraph):
            self.field.setPlainText(text)
        else:
            self.field.setText(text)
            self.field.setCursorPosition(0)

    def _dress(self) -> None:
        if self._width:
            self.field.setFixedWidth(scaled(self._width))
