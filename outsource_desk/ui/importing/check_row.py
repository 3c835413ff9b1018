"""One doubt: its cell, what is the matter, and the answers as small buttons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import one_line
from outsource_desk.ui.importing.check_doubts import Doubt, Reply
from outsource_desk.ui.importing.draft import COLUMNS, TABLE
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.theme import S, TextStyle, scaled
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import (
    caption,
    column,
    holder,
    label,
    link,
    picture,
    repolish,
    row,
    small_button,
)

_LOOK = (("stop", "bad"), ("risk", "warn"), ("risk", "warn"), ("open", "muted"), ("info", "muted"))
_TYPED = "value"  # the name of the button that opens the field


class QuestionRow(QFrame):
    """Shows a doubt and takes its answer."""

    chosen = Signal(str)  # the cell, when the row is clicked or one of its buttons gets the focus
    answered = Signal(str, object)  # the key and an answer, or None to take it back
    step_asked = Signal(int)  # where what it asks is said
    spread = Signal(str, bool)  # the key whose answer holds for all that are alike, or only those of its column

    def __init__(self, doubt: Doubt) -> None:
        super().__init__()
        self.doubt = doubt
        self.setObjectName(f"import.question.{doubt.key}")
        icon, tone = _LOOK[doubt.severity]
        self._mark, self._settled = picture(icon, tone, 14), picture("check", "good", 14)
        self._settled.hide()
        stop = "" if doubt.title.endswith("?") else "."
        self.setAccessibleName(f"{doubt.cell}: {doubt.title}{stop} {doubt.sentence}")
        self._buttons: dict[str, QPushButton] = {}
        self._replies: dict[str, Reply] = {}
        self._answer: Any = None
        self._options: Choice | None = None
        self._field = QLineEdit()
        self._field.hide()
        self._refusal = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._refusal.hide()
        cell = label(doubt.cell, TextStyle.STRONG, tone)
        cell.setFixedWidth(scaled(38 if len(doubt.cell) < 5 else 72))
        title, sentence = label(doubt.title, TextStyle.STRONG, wrap=True), caption(doubt.sentence, wrap=True)
        for each in (title, sentence):
            each.setMinimumWidth(1)
        words = column(title, sentence, gap=0)
        buttons = self._build_answers()
        if buttons:
            words.addSpacing(4)
            words.addLayout(Flow(buttons, 4))
        if doubt.options:
            words.addSpacing(4)
            words.addWidget(self._build_options())
        if doubt.is_asked_elsewhere:
            words.addWidget(self._build_ways())
        words.addWidget(self._field)
        words.addWidget(self._refusal)
        words.addWidget(self._build_alike())
        head = row(self._mark, self._settled, cell, gap=6)
        head.setAlignment(Qt.AlignmentFlag.AlignTop)
        line = row(head, words, gap=4, margins=(4, S, 4, S))
        line.setStretch(1, 1)
        self.setLayout(line)

    def _build_answers(self) -> list[QPushButton]:
        for reply in self.doubt.replies:
            self._replies[reply.name] = reply
            self._add_button(reply.name, reply.text, self._presser(reply))
        typing, key = self.doubt.typing, self.doubt.key
        if typing is not None:
            self._add_button(_TYPED, typing.text, self._on_type).setAccessibleName(typing.purpose)
            self._field.setObjectName(f"import.answer.{key}.field")
            self._field.setAccessibleName(typing.purpose)
            self._field.setPlaceholderText(typing.placeholder)
            self._field.returnPressed.connect(self._on_typed)
            self._field.installEventFilter(self)
        return list(self._buttons.values())

    def _build_options(self) -> QWidget:
        made = self._options = Choice()
        made.setObjectName(f"import.answer.{self.doubt.key}.options")
        made.setAccessibleName(f"{self.doubt.cell}: {self.doubt.title}")
        made.addItem(tr("Choose…"))
        for reply in self.doubt.options:
            made.addItem(reply.text)
        made.activated.connect(self._on_option)
        made.installEventFilter(self)
        return made

    def _build_ways(self) -> QWidget:
        """Return links to the steps in which a sheet is said to be otherwise than it was read."""
        ways = []
        for step, name, text in ((TABLE, "table", tr("Back to Table")), (COLUMNS, "columns", tr("Back to Columns"))):
            made = link(text, partial(self.step_asked.emit, step), name=f"import.back_to.{name}.{self.doubt.key}")
            made.setAccessibleName(f"{self.doubt.cell}: {text}")
            made.installEventFilter(self)
            ways.append(made)
        return holder(Flow(ways, S, 0))

    def _on_option(self, place: int) -> None:
        self._close_field()
        self.answered.emit(self.doubt.key, self.doubt.options[place - 1].answer if place else None)

    def _add_button(self, name: str, text: str, slot: Callable[[], object]) -> QPushButton:
        made = small_button(text, slot, name=f"import.answer.{self.doubt.key}.{name}")
        made.setCheckable(True)
        made.setAccessibleName(f"{self.doubt.cell}: {text}")
        made.installEventFilter(self)
        self._buttons[name] = made
        return made

    def _build_alike(self) -> QWidget:
        key = self.doubt.key
        self._in_column = link("", lambda: self.spread.emit(key, True), name=f"import.alike.{key}.column")
        self._everywhere = link("", lambda: self.spread.emit(key, False), name=f"import.alike.{key}.all")
        for each in (self._in_column, self._everywhere):
            each.installEventFilter(self)
            each.hide()
        self._alike = holder(Flow([self._in_column, self._everywhere], S, 0))
        self._alike.hide()
        return self._alike

    def show_alike(self, in_column: int, everywhere: int) -> None:
        """Offer the answer to the other doubts that are alike; nothing where there are none.

        Args:
            in_column: how many there are of the same criterion or field.
            everywhere: how many there are in the table.
        """
        name = one_line(self.doubt.about, 40)
        texts = (
            (self._in_column, in_column, tr_n(in_column, "Also for the other one of “{name}”",
                                              "Also for {count} others of “{name}”", name=name)),
            (self._everywhere, everywhere if everywhere > in_column else 0,
             tr_n(everywhere, "Also for the other one like it", "Also for all {count} like it")),
        )  # fmt: skip
        for button, count, text in texts:
            button.setText(text)
            button.setAccessibleName(f"{self.doubt.cell}: {text}")
            button.setVisible(count > 0)
        self._alike.setVisible(everywhere > 0 or in_column > 0)

    def show_answer(self, answer: Any) -> None:
        """Mark the button that holds, and the doubt as settled."""
        self._answer = answer
        self._mark.setVisible(answer is None)
        self._settled.setVisible(answer is not None)
        on = next((name for name, reply in self._replies.items() if answer is not None and reply.answer == answer), "")
        known = [each.answer for each in self.doubt.options]
        if self._options is not None:
            self._options.setCurrentIndex(known.index(answer) + 1 if answer in known else 0)
        typing = self.doubt.typing
        if typing is not None:
            typed = "" if answer is None or on else typing.said(answer)
            on = on or (_TYPED if typed else "")
            if not self._field.isVisible():
                self._buttons[_TYPED].setText(typed or typing.text)
        for name, made in self._buttons.items():
            made.setChecked(name == on)

    def mark(self, is_current: bool) -> None:
        """Set the row off from the others, because its cell is the present one in the picture."""
        role = "well" if is_current else ""
        if self.property("role") != role:
            self.setProperty("role", role)
            repolish(self)

    def first_button(self) -> QWidget | None:
        """Return the first answer."""
        return self._options if self._options is not None else next(iter(self._buttons.values()), None)

    def focus_answer(self) -> None:
        """Go to the answer that holds, else to the first."""
        on = next((each for each in self._buttons.values() if each.isChecked()), self.first_button())
        if on is not None:
            on.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.doubt.cell)
        super().mousePressEvent(event)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override] (only ever told of widgets)
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusIn:
            self.chosen.emit(self.doubt.cell)
        if watched is self._field and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._close_field()
            return True
        return super().eventFilter(watched, event)

    def _presser(self, reply: Reply) -> Callable[[], None]:
        def press() -> None:
            is_on = self._buttons[reply.name].isChecked()  # before the field goes, which marks the answer so far
            self._close_field()
            self.answered.emit(self.doubt.key, reply.answer if is_on else None)

        return press

    def _on_type(self) -> None:
        was_on = not self._buttons[_TYPED].isChecked()
        if was_on:  # pressed once more: what was typed is taken back
            self.answered.emit(self.doubt.key, None)
            return
        self._field.show()
        self._field.setFocus()

    def _on_typed(self) -> None:
        typing = self.doubt.typing
        assert typing is not None
        try:
            answer = typing.read(self._field.text())
        except DeskError as error:
            self._refusal.setText(f"{say(str(error))} {say(error.remedy)}")
            self._refusal.show()
            self._field.setProperty("state", "error")
            repolish(self._field)
            return
        self._close_field()
        self.answered.emit(self.doubt.key, answer)

    def _close_field(self) -> None:
        had_focus = self._field.hasFocus()
        self._field.hide()
        self._refusal.hide()
        self._field.setProperty("state", "")
        repolish(self._field)
        if self.doubt.typing is not None:
            self.show_answer(self._answer)
        if had_focus and _TYPED in self._buttons:
            self._buttons[_TYPED].setFocus()
