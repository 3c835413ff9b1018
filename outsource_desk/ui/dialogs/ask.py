"""Small questions before an act: a name to type, or a deed to confirm."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QSizePolicy, QSpacerItem, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import XL, L, M, S, TextStyle
from outsource_desk.ui.widgets.layout import button, caption, column, label, row

WIDTH = 440


class Question(QDialog):
    """A title, a sentence, what the question needs, and a button named after the deed. Opens without blocking."""

    def __init__(self, parent: QWidget, title: str, sentence: str, deed: str, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        self.content = column(gap=S)
        self.error = label("", TextStyle.CAPTION, "bad", wrap=True)
        self.error.setObjectName(f"{name}.error")
        self.error.hide()
        self.deed = button(deed, self.do, kind="primary", name=f"{name}.deed")
        self.deed.setDefault(True)
        self.cancel = button(tr("Cancel"), self.reject, name=f"{name}.cancel")
        words = label(sentence, tone="muted", wrap=True)
        buttons = row(None, self.cancel, self.deed, gap=S)
        heads = column(label(title, TextStyle.SECTION, wrap=True), words, gap=4)
        self.body = body = column(heads, self.content, self.error, gap=M, margins=(XL, XL, XL, L))
        body.addItem(QSpacerItem(0, S, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding))  # room to spare
        body.addLayout(buttons)
        self.setLayout(body)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need at this width; Qt itself keeps to two thirds of the screen."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and not event.spontaneous():
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def do(self) -> None:
        """Do what the button says and close; a refusal stays in the dialog with what was typed."""
        try:
            self.act()
        except DeskError as error:
            self.show_refusal(error)
        else:
            self.accept()

    def act(self) -> None:
        """Do the deed.

        Raises:
            DeskError: it was refused; nothing has changed.
        """
        raise NotImplementedError

    def show_refusal(self, error: DeskError) -> None:
        """Say what was refused and what to do."""
        self.error.setText(f"{say(str(error))} {say(error.remedy)}")
        self.error.show()
        self.adjustSize()


class TypedQuestion(Question):
    """A question whose fields take some typing: closing it without the deed asks once whether that may go."""

    def reject(self) -> None:
        if not self.is_typed():
            super().reject()
            return
        confirm(
            self,
            tr("Drop what you typed?"),
            tr("Nothing of it has been kept yet."),
            tr("Drop it"),
            partial(Question.reject, self),
        )

    def is_typed(self) -> bool:
        """Tell whether the user has typed anything; what was only filled in before does not count."""
        return any(
            each.isModified() if isinstance(each, QLineEdit) else each.document().isModified()
            for kind in (QLineEdit, QPlainTextEdit)
            for each in self.findChildren(kind)
        )


class _Ask(Question):
    def __init__(self, parent: QWidget, title: str, sentence: str, deed: str, act: Callable[[], object]) -> None:
        super().__init__(parent, title, sentence, deed, "ask")
        self._act = act

    def act(self) -> None:
        self._act()


def confirm(parent: QWidget, title: str, sentence: str, deed: str, act: Callable[[], object]) -> Question:
    """Ask before a deed; the button says what it does, with what and how many."""
    question = _Ask(parent, title, sentence, deed, act)
    question.open()
    return question


def ask_text(
    parent: QWidget,
    title: str,
    sentence: str,
    field_label: str,
    deed: str,
    take: Callable[[str], object],
    text: str = "",
) -> Question:
    """Ask for a line of text and hand it on; a refusal stays in the dialog."""
    field = QLineEdit(text)
    field.setObjectName("ask.field")
    field.setAccessibleName(field_label)
    question = _Ask(parent, title, sentence, deed, lambda: take(field.text().strip()))
    words = caption(field_label)
    words.setBuddy(field)
    question.content.addWidget(words)
    question.content.addWidget(field)
    question.open()
    field.setFocus()
    field.selectAll()
    return question
