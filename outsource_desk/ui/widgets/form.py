"""A form: each field with its label, unit, help and error, saved when it is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from outsource_desk.domain.errors import DeskError
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import FIELD, XS, L, M, S, TextStyle, look, scaled
from outsource_desk.ui.widgets.layout import Label, caption, column, holder, label, picture, repolish, row

Input = QLineEdit | QPlainTextEdit | QComboBox
Save = Callable[[str, str], object]
Echo = Callable[[str], str]
FREE = 16_777_215  # no limit, as Qt says it


@dataclass
class _Row:
    field: Input
    head: QWidget
    error: QWidget
    words: Label
    described: str
    shown: str = ""  # what the file holds, as shown
    problem: DeskError | None = None


class Form(QWidget):
    """Fields below each other. Leaving a field saves it through ``save(name, text)``.

    A refusal stays under its field with what was typed; Escape brings back what the file holds. A choice that is
    refused goes back at once. A field with unsaved
    typing is never overwritten; it is put aside while the form shows another thing, see `show_subject`.
    """

    def __init__(self, save: Save, *, label_width: int = 160) -> None:
        super().__init__()
        self._save = save
        self._label_width = label_width
        self._rows: dict[str, _Row] = {}
        self._subject: object = None
        self._aside: dict[tuple[object, str], tuple[str, DeskError | None]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(M)
        self._grid.setColumnStretch(1, 1)
        self._dress()
        look.changed.connect(self._dress)

    def add_row(
        self,
        text: str,
        field: Input,
        *,
        name: str,
        unit: str = "",
        help_text: str = "",
        required: bool = False,
        echo: Echo | None = None,
    ) -> Input:
        """Add a field at the end and return it.

        Args:
            text: its label, with ``&`` before the mnemonic if it has one.
            field: a line, a text of several lines, or a choice whose item data are the values to save.
            name: object name of the widget and name of the field when it is saved.
            unit: shown behind the field, such as EUR or months.
            help_text: one sentence under the field.
            required: whether the board paper needs it; marked in words.
            echo: says under the field how what is being typed is understood.
        """
        title = label(text)
        title.setBuddy(field)
        words = label("", TextStyle.CAPTION, "bad", wrap=True)
        line = row(picture("stop", "bad", 12), words, gap=XS)
        line.setStretch(1, 1)
        error = holder(line)
        error.hide()
        described = self._name_field(field, text, name, unit, help_text, required)
        head = holder(row(title, None, *([caption(tr("required"))] if required else []), gap=S))
        head.setFixedHeight(scaled(FIELD))
        below = [
            *([caption(help_text, wrap=True)] if help_text else []),
            *([_echo(field, echo)] if echo else []),
            error,
        ]
        place = self._grid.rowCount()
        self._grid.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
        beside = row(field, *([label(unit, tone="muted")] if unit else []), gap=S)
        if field.maximumWidth() < FREE:
            beside.addStretch()  # else Qt would put a narrow field into the middle
        self._grid.addLayout(column(beside, *below, gap=XS), place, 1)
        self._rows[name] = _Row(field, head, error, words, described)
        return field

    def show_subject(self, subject: object) -> None:
        """Turn to another thing before its values are shown.

        What was typed for the former one and not taken is put aside, with its error, and comes back with it.
        """
        if subject == self._subject:
            return
        for name, each in self._rows.items():
            if self._is_dirty(each):
                self._aside[self._subject, name] = (_text(each.field), each.problem)
                _put(each.field, each.shown)
            self.set_error(name, None)
        self._subject = subject

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all fields, in order."""
        return tuple(self._rows)

    def field(self, name: str) -> Input:
        """Return a field by its name."""
        return self._rows[name].field

    def show_value(self, name: str, text: str) -> None:
        """Show what the file holds, unless something else is being typed into the field."""
        each = self._rows[name]
        if self._is_dirty(each):
            return
        each.shown = text
        _put(each.field, text)
        typed, problem = self._aside.pop((self._subject, name), (text, None))
        _put(each.field, typed)
        self.set_error(name, problem)

    def set_error(self, name: str, error: DeskError | None) -> None:
        """Show under a field what was refused and what to do; None clears it."""
        each = self._rows[name]
        each.problem = error
        text = f"{say(str(error))} {say(error.remedy)}".strip() if error else ""
        each.words.setText(text)
        each.error.setVisible(bool(error))
        each.field.setProperty("state", "error" if error else "")
        each.field.setAccessibleDescription(text or each.described)
        repolish(each.field)

    def commit(self) -> bool:
        """Save every field with unsaved typing; return whether all were taken."""
        for name in self._rows:
            self._leave(name)
        wrong = [each for each in self._rows.values() if each.error.isVisibleTo(self)]
        if wrong:
            wrong[0].field.setFocus()
        return not wrong

    def set_read_only(self, is_read_only: bool) -> None:
        """Allow or forbid typing."""
        for each in self._rows.values():
            if isinstance(each.field, QComboBox):
                each.field.setEnabled(not is_read_only)
            else:
                each.field.setReadOnly(is_read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        name = watched.objectName()
        if name in self._rows:
            if event.type() is QEvent.Type.FocusOut and isinstance(watched, QPlainTextEdit):
                self._leave(name)
            elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(name, event)
        return super().eventFilter(watched, event)

    def _on_key(self, name: str, event: QKeyEvent) -> bool:
        each = self._rows[name]
        if event.key() == Qt.Key.Key_Escape and self._is_dirty(each):
            self.set_error(name, None)  # first, so that whoever hears of the text finds it in order
            _put(each.field, each.shown)
            return True
        return False

    def _name_field(self, field: Input, text: str, name: str, unit: str, help_text: str, required: bool) -> str:
        field.setObjectName(name)
        plain = text.replace("&", "")
        field.setAccessibleName(f"{plain} ({unit})" if unit else plain)
        described = " ".join(filter(None, (tr("Required.") if required else "", help_text)))
        field.setAccessibleDescription(described)
        field.setToolTip(help_text)
        field.installEventFilter(self)
        if isinstance(field, QLineEdit):
            field.editingFinished.connect(lambda: self._leave(name))
        elif isinstance(field, QComboBox):
            field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            field.activated.connect(lambda _place: self._leave(name))
        else:
            field.setTabChangesFocus(True)
        return described

    def _leave(self, name: str) -> None:
        each = self._rows[name]
        text = _text(each.field)
        if text == each.shown:
            self.set_error(name, None)
            return
        before, each.shown = each.shown, text  # so that the page may show again what the file then holds
        try:
            self._save(name, text)
        except DeskError as error:
            each.shown = before
            if isinstance(each.field, QComboBox):  # nothing was typed that could be mended
                _put(each.field, before)
            self.set_error(name, error)
        else:
            self.set_error(name, None)

    def _dress(self) -> None:
        self._grid.setColumnMinimumWidth(0, scaled(self._label_width))
        for each in self._rows.values():
            each.head.setFixedHeight(scaled(FIELD))

    def _is_dirty(self, each: _Row) -> bool:
        return not isinstance(each.field, QComboBox) and _text(each.field) != each.shown


def _echo(field: Input, echo: Echo) -> Label:
    """Return words under a field that say how it is understood, at every key."""
    words = caption("", wrap=True)
    words.setObjectName(f"{field.objectName()}.echo")

    def tell(text: str) -> None:
        said = echo(text) if text.strip() else ""
        words.setText(said)
        words.setVisible(bool(said))

    words.hide()
    assert isinstance(field, QLineEdit)
    field.textChanged.connect(tell)
    return words


def _text(field: Input) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return str(field.currentData() or "")


def _put(field: Input, text: str) -> None:
    if _text(field) == text and not isinstance(field, QComboBox):
        return
    if isinstance(field, QLineEdit):
        field.setText(text)
        field.setCursorPosition(0)  # a long text is read from its beginning
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    else:
        field.setCurrentIndex(max(0, field.findData(text)))
