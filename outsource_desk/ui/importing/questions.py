"""The cells in doubt, each with its answers as small buttons; the list and the picture follow each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.ui import formats
from outsource_desk.ui.importing.check_filter import CheckFilter
from outsource_desk.ui.importing.check_row import QuestionRow
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import S, TextStyle
from outsource_desk.ui.widgets.layout import Label, caption, clear, column, holder, label, link, picture, row, rule

if TYPE_CHECKING:
    from outsource_desk.services.import_answers import Answer
    from outsource_desk.services.import_questions import CellQuestion

LISTED = 60  # rows that are made at once


class QuestionList(QWidget):
    """All doubts of a table, those that need an answer first."""

    cell_chosen = Signal(str)
    answered = Signal(str, object)
    alike_answered = Signal(dict)  # cell → Answer
    all_left_open = Signal()
    directions_asked = Signal()  # back to where it is asked which way is better

    def __init__(self) -> None:
        super().__init__()
        self._questions: tuple[CellQuestion, ...] = ()
        self._shown: tuple[CellQuestion, ...] = ()
        self._answers: Mapping[str, Answer] = {}
        self._rows: dict[str, QuestionRow] = {}
        self._last = ""  # the cell that was answered last: its answer may hold for others
        self._listed = LISTED
        self._title = Label("", TextStyle.SECTION)
        self._rest = caption()
        self._directions = 0
        self.filter = CheckFilter()
        self.filter.changed.connect(self._on_filter)
        self._all_open = link(tr("Leave all open"), self.all_left_open.emit, name="import.all_open")
        self._more = link("", self._on_more, name="import.more")
        self._none = holder(
            column(
                caption(tr("No doubt is like that."), wrap=True),
                link(tr("Show all"), self.filter.clear, name="import.show_all"),
                gap=4,
            )
        )
        self._body = column(gap=0)
        area = scrolling(column(self._none, self._body, self._more, None, gap=S))
        area.setObjectName("import.questions")
        self._area = area
        head = row(self._title, None, self._rest)
        self.setLayout(column(head, self._build_asked(), self._all_open, self.filter, rule(), area, gap=S))

    def _build_asked(self) -> QWidget:
        self._undirected = label("", wrap=True)
        self._undirected.setObjectName("import.undirected")
        answer = link(tr("Say which way is better"), self.directions_asked.emit, name="import.to_directions")
        line = row(picture("risk", "warn", 14), self._undirected, gap=6)
        line.setStretch(1, 1)
        self._asked = holder(column(line, answer, gap=4))
        self._asked.hide()
        return self._asked

    def show_questions(self, questions: tuple[CellQuestion, ...], answers: Mapping[str, Answer]) -> None:
        """List other doubts."""
        if questions != self._questions:  # else the row with the focus would go
            self._questions, self._answers, self._listed, self._last = questions, answers, LISTED, ""
            self.filter.count(questions, answers)
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
            each.show_alike(*self._alike_counts(each.question))
        waiting = [each.cell for each in self._questions if each.needs_answer and each.cell not in answers]
        doubts = sum(1 for each in self._questions if each.acts)
        title = tr_n(doubts, "Check {count} cell", "Check {shown} cells", shown=formats.number(doubts, 0))
        if not doubts:
            title = tr("No cell to check") if self._directions else tr("Nothing to answer")
        self._title.setText(title)
        self._rest.setText(tr_n(len(waiting), "{count} needs an answer", "{count} need an answer") if waiting else "")
        self._all_open.setVisible(len(waiting) > 1)
        self.filter.count(self._questions, answers)

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
        return [each.cell for each in self._shown if each.acts]

    def _fill(self) -> None:
        self._shown = self.filter.shown(self._questions, self._answers)
        clear(self._body)
        self._rows = {}
        for question in self._shown[: self._listed]:
            each = QuestionRow(question)
            each.chosen.connect(self.cell_chosen)
            each.answered.connect(self._on_answered)
            each.spread.connect(self._on_spread)
            self._rows.setdefault(question.cell, each)
            self._body.addWidget(each)
            self._body.addWidget(rule())
        rest = len(self._shown) - self._listed
        self._more.setText(tr("Show {count} more", count=min(rest, LISTED)))
        self._more.setVisible(rest > 0)
        self._none.setVisible(bool(self._questions) and not self._shown)

    def _on_more(self) -> None:
        self._listed += LISTED
        self._fill()
        self.show_answers(self._answers)

    def _on_filter(self) -> None:
        self._listed = LISTED
        self._fill()
        self.show_answers(self._answers)

    def _on_answered(self, cell: str, answer: Answer | None) -> None:
        self._last = cell
        self.answered.emit(cell, answer)

    def _on_spread(self, cell: str, same_criterion: bool) -> None:
        found = self._alike(self._rows[cell].question, same_criterion=same_criterion)
        self._rows[cell].setFocus()
        self.alike_answered.emit(found)

    def _alike(self, question: CellQuestion, *, same_criterion: bool) -> dict[str, Answer]:
        from outsource_desk.services.import_alike import answers_alike

        answer = self._answers.get(question.cell)
        if answer is None:
            return {}
        return answers_alike(question, answer, self._questions, self._answers, same_criterion=same_criterion)

    def _alike_counts(self, question: CellQuestion) -> tuple[int, int]:
        """Return how many other doubts the answer given last could settle: of its criterion, and of the table."""
        if question.cell != self._last:
            return 0, 0
        everywhere = self._alike(question, same_criterion=False)
        beside = self._alike(question, same_criterion=True) if question.criterion else {}
        return len(beside), len(everywhere)
