"""What was typed or pasted and not taken: a list with the reasons, shown until it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.layout import column, label, picture, row, small_button
from outsource_desk.ui.widgets.table import DeskTable

Index = QModelIndex | QPersistentModelIndex
Line = tuple[str, str, str]  # where, text, reason
_DISPLAY = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole


class RefusedLines(QAbstractTableModel):
    """One row for each text that was not taken."""

    def __init__(self, parent: QObject, place: str) -> None:
        super().__init__(parent)
        self._headings = (place, tr("Typed or pasted"), tr("Reason"))
        self._lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """List these."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _TIP):
            return None
        return self._lines[index.row()][index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY or orientation is not Qt.Orientation.Horizontal or section > 2:
            return None
        return self._headings[section]


class RefusedList(QFrame):
    """Lists refusals until it is closed; `reached` names the row of one on which Enter or a double click fell."""

    reached = Signal(int)

    def __init__(self, name: str, place: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "well")
        self.model = RefusedLines(self, place)
        self.title = label("", TextStyle.STRONG, wrap=True)
        self.table = _Table(self.model, f"{name}.table", accessible_name)
        self.table.reached.connect(self.reached)
        self.table.horizontalHeader().setStretchLastSection(True)
        head = row(
            picture("stop", "bad"), self.title, small_button(tr("Close"), self.hide, name=f"{name}.close"), gap=S
        )
        head.setStretch(1, 1)
        self.setLayout(column(head, self.table, gap=S, margins=(L, M, L, M)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_lines(self, title: str, lines: Sequence[Line], widths: Sequence[int] = (260, 110)) -> None:
        """Show what was refused under a title; the reason has the rest of the room."""
        self.model.show(lines)
        self.say_title(title)
        for place, wide in enumerate(widths):
            self.table.setColumnWidth(place, scaled(wide))
        self.table.setFixedHeight(scaled(34 + 28 * min(4, len(lines))))
        self.show()

    def say_title(self, title: str) -> None:
        """Say something else above the lines."""
        self.title.setText(title)
        self.setAccessibleName(title)


class _Table(DeskTable):
    reached = Signal(int)

    def __init__(self, model: RefusedLines, name: str, accessible_name: str) -> None:
        super().__init__(model, name, accessible_name)
        self.doubleClicked.connect(lambda index: self.reached.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.reached.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
