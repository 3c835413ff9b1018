"""Find a candidate or a criterion in the matrix by its name."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from outsource_desk.domain.ranking import Cell
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_model import MatrixModel
from outsource_desk.ui.scoring.matrix_view import MatrixView
from outsource_desk.ui.theme import M, S
from outsource_desk.ui.widgets.find_bar import FindBar
from outsource_desk.ui.widgets.layout import caption, column, row

CANDIDATE, CRITERION = "candidate", "criterion"


class MatrixFind(QFrame):
    """A line above the matrix, there while one searches: candidates first, then criteria from the top."""

    def __init__(self, model: MatrixModel, view: MatrixView) -> None:
        super().__init__()
        self._model, self._view = model, view
        self._origin: Cell = (0, 0)  # where the search began
        self._shown: Cell | None = None  # where it has led
        self.bar = FindBar("matrix.find", tr("Find a criterion or candidate"), self._matches, self._show)
        self.bar.left.connect(self._on_left)
        hint = caption(tr("Enter goes on, Shift+Enter back, Esc leaves."))
        self.setLayout(column(row(self.bar, hint, None, gap=S), gap=0, margins=(M, S, M, S)))
        self.hide()

    def _matches(self, text: str) -> list[object]:
        wanted = text.casefold()
        found: list[object] = [
            (CANDIDATE, each.id) for each in self._model.candidates if wanted in each.name.casefold()
        ]
        criteria = self._model.evaluation.criteria if self._model.evaluation else ()
        return found + [(CRITERION, each.id) for each in criteria if wanted in each.name.casefold()]

    def _show(self, match: tuple[str, int]) -> None:
        """Go to a match; the other half of the cell is the one where the search began."""
        kind, number = match
        cell = self._view.cell
        if cell is None or cell != self._shown:
            self._origin = cell or (self._model.candidates[0].id, self._model.rows[0].criterion.id)
        candidate_id, criterion_id = self._origin
        self._shown = (number, criterion_id) if kind == CANDIDATE else (candidate_id, number)
        self._view.show_cell(self._shown)

    def _on_left(self) -> None:
        self._shown = None
        self.hide()
        self._view.setFocus()
