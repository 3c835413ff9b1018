"""What was not taken into the matrix: cell, text and reason, each a step from its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.score_entry import Refusal, refusals_title
from outsource_desk.ui.theme import L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.layout import column, label, picture, row, small_button
from outsource_desk.ui.widgets.table import DeskTable

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole


class RefusalsModel(QAbstractTableModel):
    """One row for each value that was not taken."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.refusals: list[Refusal] = []
        self._lines: list[tuple[str, str, str]] = []

    def show(self, refusals: Sequence[Refusal], evaluation: Evaluation) -> None:
        """List these."""
        names = {each.id: each.name for each in evaluation.candidates}
        leaves = {each.id: each.name for each in evaluation.criteria}
        self.beginResetModel()
        self.refusals = list(refusals)
        self._lines = [
            (
                f"{names[each.cell[0]]}, {leaves[each.cell[1]]}" if each.cell else tr("outside the matrix"),
                each.text,
                each.reason,
            )
            for each in refusals
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _TIP):
            return None
        return self._lines[index.row()][index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY or orientation is not Qt.Orientation.Horizontal or section > 2:
            return None
        return (tr("Cell"), tr("Typed or pasted"), tr("Reason"))[section]


class RefusalsPanel(QFrame):
    """Lists refusals below the matrix until it is closed; Enter or a double click goes to the cell."""

    reached = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("refusals")
        self.setProperty("role", "well")
        self.model = RefusalsModel(self)
        self.title = label("", TextStyle.STRONG)
        self.table = _Table(self.model)
        self.table.reached.connect(self._on_row)
        self.table.horizontalHeader().setStretchLastSection(True)
        head = row(
            picture("stop", "bad"), self.title, None, small_button(tr("Close"), self.hide, name="refusals.close")
        )
        self.setLayout(column(head, self.table, gap=S, margins=(L, M, L, M)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, refusals: Sequence[Refusal], taken: int, evaluation: Evaluation) -> None:
        """Show what was refused, and say how much was taken all the same."""
        self.model.show(refusals, evaluation)
        self.title.setText(refusals_title(len(refusals), max(0, taken)))
        self.setAccessibleName(self.title.text())
        for place, wide in enumerate((260, 110)):
            self.table.setColumnWidth(place, scaled(wide))
        self.table.setFixedHeight(scaled(34 + 28 * min(4, len(refusals))))
        self.show()

    def _on_row(self, place: int) -> None:
        cell = self.model.refusals[place].cell
        if cell is not None:
            self.reached.emit(*cell)


class _Table(DeskTable):
    reached = Signal(int)

    def __init__(self, model: RefusalsModel) -> None:
        super().__init__(model, "refusals.table", tr("Values that were not taken"))
        self.doubleClicked.connect(lambda index: self.reached.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.reached.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
