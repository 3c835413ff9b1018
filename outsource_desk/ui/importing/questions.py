"""The cells in doubt, each with its answers as small buttons; the list and the picture follow each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.ui import formats
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.theme import S, TextStyle, scaled
from outsource_desk.ui.widgets.layout import (
    Label,
    caption,
    clear,
    column,
    holder,
    label,
    link,
    picture,
    repolish,
    row,
    rule,
    small_button,
)

if TYPE_CHECKING:
    from outsource_desk.services.import_answers import Answer
    from outsource_desk.services.import_questions import CellQuestion

LISTED = 60  # rows that are made at once
_LOOK = (("stop", "bad"), ("risk", "warn"), ("risk", "warn"), ("open", "muted"), ("info", "muted"))


class QuestionRow(QFrame):
    """One doubt: its cell, what is the matter, and the answers."""

    chosen = Signal(str)  # the cell, when the row is clicked or one of its buttons gets the focus
    answered = Signal(str, object)  # the cell and an Answer, or None to take it back

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


class QuestionList(QWidget):
    """All doubts of a table, those that need an answer first."""

    cell_chosen = Signal(str)
    answered = Signal(str, object)
    all_left_open = Signal()
    directions_asked = Signal()  # back to where it is asked which way is better

    def __init__(self) -> None:
        super().__init__()
        self._questions: tuple[CellQuestion, ...] = ()
        self._answers: Mapping[str, Answer] = {}
        self._rows: dict[str, QuestionRow] = {}
        self._listed = LISTED
        self._title = Label("", TextStyle.SECTION)
        self._rest = caption()
        self._directions = 0
        self._undirected = label("", wrap=True)
        self._undirected.setObjectName("import.undirected")
        answer = link(tr("Say which way is better"), self.directions_asked.emit, name="import.to_directions")
        line = row(picture("risk", "warn", 14), self._undirected, gap=6)
        line.setStretch(1, 1)
        self._asked = holder(column(line, answer, gap=4))
        self._asked.hide()
        self._all_open = link(tr("Leave all open"), self.all_left_open.emit, name="import.all_open")
        self._more = link("", self._on_more, name="import.more")
        self._body = column(gap=0)
        area = scrolling(column(self._body, self._more, None, gap=S))
        area.setObjectName("import.questions")
        self._area = area
        head = row(self._title, None, self._rest)
        self.setLayout(column(head, self._asked, self._all_open, rule(), area, gap=S))

    def show_questions(self, questions: tuple[CellQuestion, ...], answers: Mapping[str, Answer]) -> None:
        """List other doubts."""
        if questions != self._questions:  # else the row with the focus would go
            self._questions, self._answers, self._listed = questions, answers, LISTED
            self._fill()
        self.show_answers(answers)

    def show_directions(self, count: int) -> None:
        """Say for how many criteria nobody has said yet which way is better, and what follows from it."""
        self._directions = count
        text = tr_n(
            count,
            "{count} direction is still open: that criterion does not count until you say which way is better.",
            "{count} directions are still open: those criteria do not count until you say which way is better.",
        )
        self._undirected.setText(text if count else "")
        self._asked.setVisible(count > 0)
        self.show_answers(self._answers)

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """Mark what has been answered, and say what has not."""
        self._answers = answers
        for each in self._rows.values():
            each.show_answer(answers.get(each.question.cell))
        waiting = [each.cell for each in self._questions if each.needs_answer and each.cell not in answers]
        doubts = sum(1 for each in self._questions if each.acts)
        title = tr_n(doubts, "Check {count} cell", "Check {shown} cells", shown=formats.number(doubts, 0))
        if not doubts:
            title = tr("No cell to check") if self._directions else tr("Nothing to answer")
        self._title.setText(title)
        self._rest.setText(tr_n(len(waiting), "{count} needs an answer", "{count} need an answer") if waiting else "")
        self._all_open.setVisible(len(waiting) > 1)

    def show_cell(self, cell: str) -> None:
        """Set off the doubt about a cell and bring it into view."""
        for each in self._rows.values():
            each.mark(each.question.cell == cell)
        if cell in self._rows:
            self._area.ensureWidgetVisible(self._rows[cell], 0, S)

    def first_button(self) -> QWidget | None:
        """Return the first answer of the first doubt that still needs one, else of the first one."""
        rows = [each for each in self._rows.values() if each.first_button()]
        waiting = [each for each in rows if each.question.needs_answer and each.question.cell not in self._answers]
        return next((each.first_button() for each in [*waiting, *rows]), None)

    def cells(self) -> list[str]:
        """Return the cells in doubt, in the order of the list."""
        return [each.cell for each in self._questions if each.acts]

    def _fill(self) -> None:
        clear(self._body)
        self._rows = {}
        for question in self._questions[: self._listed]:
            each = QuestionRow(question)
            each.chosen.connect(self.cell_chosen)
            each.answered.connect(self.answered)
            self._rows.setdefault(question.cell, each)
            self._body.addWidget(each)
            self._body.addWidget(rule())
        rest = len(self._questions) - self._listed
        self._more.setText(tr("Show {count} more", count=min(rest, LISTED)))
        self._more.setVisible(rest > 0)

    def _on_more(self) -> None:
        self._listed += LISTED
        self._fill()
        self.show_answers(self._answers)
