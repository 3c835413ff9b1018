"""The score matrix of the sample, as tests drive it: by the names of candidates and criteria, keys and clicks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from outsource_desk.services.scoring import remove_evaluator
from outsource_desk.ui.pages.scoring import ScoringPage
from outsource_desk.ui.scoring.matrix_tab import MatrixTab
from outsource_desk.ui.scoring.matrix_view import MatrixView
from outsource_desk.ui.window import MainWindow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, TAB, ESCAPE, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Delete
ARDENFELL, CALLISTEN, SENNEVALE = "Ardenfell Digital", "Callisten Services", "Sennevale Cooperative"
FIT, PRACTICE, SKILLS = "Technical fit of the solution", "Engineering practice", "Depth of skills"
GATE, PRICE = "Security assurance", "Whole-life price"


@dataclass
class Scene:
    """The Scoring page of one window."""

    window: MainWindow
    page: ScoringPage
    qtbot: QtBot

    @property
    def tab(self) -> MatrixTab:
        return self.page.matrix

    @property
    def view(self) -> MatrixView:
        return self.tab.view

    @property
    def field(self) -> QLineEdit | None:
        return self.view.delegate.field

    def cell(self, candidate: str, criterion: str) -> tuple[int, int]:
        evaluation = self.page.session.evaluation
        assert evaluation is not None
        who = next(each.id for each in evaluation.candidates if each.name == candidate)
        return who, next(each.id for each in evaluation.criteria if each.name == criterion)

    def go(self, candidate: str, criterion: str) -> None:
        assert self.view.show_cell(self.cell(candidate, criterion))
        self.view.setFocus()

    def where(self) -> tuple[str, str]:
        index = self.view.currentIndex()
        return self.tab.model.candidates[index.column()].name, self.tab.model.rows[index.row()].criterion.name

    def text(self, candidate: str, criterion: str) -> str:
        return self.tab.model.index_of(self.cell(candidate, criterion)).data()

    def points(self, candidate: str, criterion: str) -> float | None:
        """Return what the file holds, as it counts."""
        ranking = self.page.session.ranking
        assert ranking is not None
        return ranking.cells[self.cell(candidate, criterion)].points

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.qtbot.keyClick(self.target(), key, with_)

    def type(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClicks(self.target(), letter)

    def target(self) -> QWidget:
        """Return what has the keys: the field of a cell, the line of the reason, or the matrix."""
        if self.field is not None:
            return self.field
        return self.tab.reason.field if self.tab.reason.isVisible() else self.view

    def select(self, first: tuple[str, str], last: tuple[str, str]) -> None:
        """Select a block with Shift and the arrow keys."""
        self.go(*first)
        start, end = (self.tab.model.index_of(self.cell(*each)) for each in (first, last))
        self.press(*[Qt.Key.Key_Down] * (end.row() - start.row()), with_=SHIFT)
        self.press(*[Qt.Key.Key_Right] * (end.column() - start.column()), with_=SHIFT)

    def keep_evaluators(self, count: int) -> None:
        evaluation = self.page.session.evaluation
        assert evaluation is not None
        for evaluator in evaluation.evaluators[count:]:
            self.page.session.try_act(remove_evaluator, evaluator.id)

    def view_of(self, name: str) -> None:
        """Choose whose scores are shown."""
        self.tab.views.setCurrentIndex(self.tab.views.findText(name))


def open_scene(window: MainWindow, qtbot: QtBot) -> Scene:
    window.go_to("scoring")
    page = window.page
    assert isinstance(page, ScoringPage)
    page.matrix.view.setFocus()
    return Scene(window, page, qtbot)
