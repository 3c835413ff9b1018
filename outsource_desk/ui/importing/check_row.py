"""One cell in doubt: what is the matter, and the answers as small buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import one_line
from outsource_desk.ui import formats
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.theme import S, TextStyle, scaled
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

if TYPE_CHECKING:
    from outsource_desk.services.import_answers import Answer
    from outsource_desk.services.import_questions import CellQuestion

_LOOK = (("stop", "bad"), ("risk", "warn"), ("risk", "warn"), ("open", "muted"), ("info", "muted"))


class QuestionRow(QFrame):
    """One doubt: its cell, what is the matter, and the answers."""

    chosen = Signal(str)  # the cell, when the row is clicked or one of its buttons gets the focus
    answered = Signal(str, object)  # the cell and an Answer, or None to take it back
    spread = Signal(str, bool)  # the cell whose answer holds for all that are alike, or only those of its criterion

    def __init__(self, question: CellQuestion) -> None:
        super().__init__()
        self.question = question
        self.setObjectName(f"import.question.{question.cell}")
        icon, tone = _LOOK[question.severity]
        self.setAccessibleName(f"{question.cell}: {say(question.title)}. {say(question.sentence)}")
        self._buttons: dict[str, QPushButton] = {}
        self._field = QLineEdit()
        self._field.hide()
        self._refusal = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._refusal.hide()
        cell = label(question.cell, TextStyle.STRONG, tone)
        cell.setFixedWidth(scaled(38 if len(question.cell) < 5 else 72))
        title, sentence = (
            label(say(question.title), TextStyle.STRONG, wrap=True),
            caption(say(question.sentence), wrap=True),
        )
        for each in (title, sentence):
            each.setMinimumWidth(1)
        words = column(title, sentence, gap=0)
        answers = self._build_answers()
        if answers:
            words.addSpacing(4)
            words.addLayout(answers)
        words.addWidget(self._field)
        words.addWidget(self._refusal)
        words.addWidget(self._build_alike())
        head = row(picture(icon, tone, 14), cell, gap=6)
        head.setAlignment(Qt.AlignmentFlag.AlignTop)
        line = row(head, words, gap=4, margins=(4, S, 4, S))
        line.setStretch(1, 1)
        self.setLayout(line)

    def _build_answers(self):
        question = self.question
        buttons = []
        if "keep" in question.acts:
            known = question.understood
            text = tr("Keep") if known is None else tr("Keep {number}", number=formats.points(known))
            buttons.append(self._button("keep", text, self._on_keep))
        if question.guess is not None:
            text = tr("Use {number}", number=formats.points(question.guess))
            buttons.append(self._button("guess", text, self._on_guess))
        if "open" in question.acts:
            buttons.append(self._button("open", tr("Leave open"), self._on_open))
        if "value" in question.acts:
            text = tr("Type…") if question.severity < 3 else tr("Type a score")
            buttons.append(self._button("value", text, self._on_type))
            self._buttons["value"].setAccessibleName(tr("{cell}: Type a number", cell=question.cell))
            self._field.setObjectName(f"import.answer.{question.cell}.field")
            self._field.setAccessibleName(tr("Number for {cell}", cell=question.cell))
            self._field.setPlaceholderText(tr("Number, then Enter"))
            self._field.returnPressed.connect(self._on_typed)
            self._field.installEventFilter(self)
        return Flow(buttons, 4) if buttons else None

    def _build_alike(self) -> QWidget:
        cell = self.question.cell
        self._in_column = link("", lambda: self.spread.emit(cell, True), name=f"import.alike.{cell}.column")
        self._everywhere = link("", lambda: self.spread.emit(cell, False), name=f"import.alike.{cell}.all")
        for each in (self._in_column, self._everywhere):
            each.installEventFilter(self)
            each.hide()
        self._alike = holder(Flow([self._in_column, self._everywhere], S, 0))
        self._alike.hide()
        return self._alike

    def show_alike(self, in_column: int, everywhere: int) -> None:
        """Offer the answer to the other doubts that are alike; nothing where there are none.

        Args:
            in_column: how many there are of the same criterion.
            everywhere: how many there are in the table.
        """
        name = one_line(self.question.criterion, 40)
        texts = (
            (self._in_column, in_column, tr_n(in_column, "Also for the other one of “{name}”",
                                              "Also for {count} others of “{name}”", name=name)),
            (self._everywhere, everywhere if everywhere > in_column else 0,
             tr_n(everywhere, "Also for the other one like it", "Also for all {count} like it")),
        )  # fmt: skip
        for button, count, text in texts:
            button.setText(text)
            button.setAccessibleName(f"{self.question.cell}: {text}")
            button.setVisible(count > 0)
        self._alike.setVisible(everywhere > 0 or in_column > 0)

    def _button(self, name: str, text: str, slot: Callable[[], object]) -> QPushButton:
        made = small_button(text, slot, name=f"import.answer.{self.question.cell}.{name}")
        made.setCheckable(True)
        made.setAccessibleName(f"{self.question.cell}: {text}")
        made.installEventFilter(self)
        self._buttons[name] = made
        return made

    def show_answer(self, answer: Answer | None) -> None:
        """Mark the button that holds."""
        on = ""
        if answer is not None:
            is_guess = answer.number is not None and answer.number == self.question.guess
            on = "guess" if is_guess else str(answer.act)
        for name, made in self._buttons.items():
            made.setChecked(name == on)
        if "value" in self._buttons and not self._field.isVisible():
            text = tr("Type…") if self.question.severity < 3 else tr("Type a score")
            if on == "value" and answer is not None and answer.number is not None:
                text = tr("Typed: {number}", number=formats.points(answer.number))
            self._buttons["value"].setText(text)

    def mark(self, is_current: bool) -> None:
        """Set the row off from the others, because its cell is the present one in the picture."""
        role = "well" if is_current else ""
        if self.property("role") != role:
            self.setProperty("role", role)
            repolish(self)

    def first_button(self) -> QWidget | None:
        """Return the first answer."""
        return next(iter(self._buttons.values()), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.question.cell)
        super().mousePressEvent(event)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override] (only ever told of widgets)
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusIn:
            self.chosen.emit(self.question.cell)
        if watched is self._field and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._close_field()
            return True
        return super().eventFilter(watched, event)

    def _on_keep(self) -> None:
        from outsource_desk.services.import_answers import Answer

        self._answer("keep", Answer.keep())

    def _on_open(self) -> None:
        from outsource_desk.services.import_answers import Answer

        self._answer("open", Answer.leave_open())

    def _on_guess(self) -> None:
        from outsource_desk.services.import_answers import Answer

        assert self.question.guess is not None
        self._answer("guess", Answer.typed(self.question.guess))

    def _answer(self, name: str, answer: Answer) -> None:
        self._close_field()
        self.answered.emit(self.question.cell, answer if self._buttons[name].isChecked() else None)

    def _on_type(self) -> None:
        was_on = not self._buttons["value"].isChecked()
        if was_on:  # pressed once more: the number is taken back
            self.answered.emit(self.question.cell, None)
            return
        self._field.show()
        self._field.setFocus()

    def _on_typed(self) -> None:
        from outsource_desk.services.import_answers import Answer

        try:
            answer = Answer.typed(formats.read_number(self._field.text()))
        except DeskError as error:
            self._refusal.setText(f"{say(str(error))} {say(error.remedy)}")
            self._refusal.show()
            self._field.setProperty("state", "error")
            repolish(self._field)
            return
        self._close_field()
        self.answered.emit(self.question.cell, answer)

    def _close_field(self) -> None:
        had_focus = self._field.hasFocus()
        self._field.hide()
        self._refusal.hide()
        self._field.setProperty("state", "")
        repolish(self._field)
        if had_focus and "value" in self._buttons:
            self._buttons["value"].setFocus()
