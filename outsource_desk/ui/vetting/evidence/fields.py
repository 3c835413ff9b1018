"""Fields of the dialogs, each with its words above."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout

from outsource_desk.ui import formats
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.theme import XS, M, scaled
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.form import FREE
from outsource_desk.ui.widgets.layout import caption, column, row

Field = QLineEdit | QPlainTextEdit | Choice
HIGH = 64  # pixels of a field for a few sentences
DAY = 160  # pixels of a field for a date


def add_field(question: Question, words: str, field: Field, name: str, help_text: str = "") -> None:
    """Put a field at the end of a dialog, with its words above and help below."""
    question.content.addLayout(_named(words, field, name, help_text))


def add_pair(question: Question, *fields: tuple[str, Field, str]) -> None:
    """Put fields side by side at the end of a dialog: words, field and name of each."""
    for _, field, _ in fields:
        field.setMaximumWidth(FREE)  # the pair shares the width
    line = row(*(_named(*each) for each in fields), gap=M)
    for place in range(len(fields)):
        line.setStretch(place, 1)
    question.content.addLayout(line)


def _named(words: str, field: Field, name: str, help_text: str = "") -> QVBoxLayout:
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setAccessibleDescription(help_text)
    title = caption(words)
    title.setBuddy(field)
    more = [caption(help_text, wrap=True)] if help_text else []
    return column(title, field, *more, gap=XS)


def lines(text: str = "") -> QPlainTextEdit:
    """Return a field for a few sentences; Tab leaves it."""
    field = QPlainTextEdit(text)
    field.setTabChangesFocus(True)
    field.setFixedHeight(scaled(HIGH))
    return field


def day_field(day: str | None = None) -> QLineEdit:
    """Return a field for a date, as the user writes dates."""
    field = QLineEdit(formats.day(day))
    field.setMaximumWidth(scaled(DAY))
    field.setPlaceholderText(formats.day("2027-03-31"))
    return field


def text_of(field: QLineEdit | QPlainTextEdit) -> str:
    """Return what was typed, without spaces around."""
    return (field.text() if isinstance(field, QLineEdit) else field.toPlainText()).strip()


def day_of(field: QLineEdit) -> str | None:
    """Return the date that was typed.

    Raises:
        BadDateError: it is none.
    """
    return formats.read_day(field.text())
