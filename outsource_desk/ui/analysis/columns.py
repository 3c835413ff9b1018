"""Two columns of cards, or one below the other where there is too little room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from outsource_desk.ui.theme import L, look, scaled
from outsource_desk.ui.widgets.layout import column, holder

SIDE = 336
WIDE = 860  # below, the side stands under the main cards


class Columns(QWidget):
    """Main cards at the left, side cards at the right."""

    def __init__(self, main: Sequence[QWidget], side: Sequence[QWidget], side_width: int = SIDE) -> None:
        super().__init__()
        self._side_width = side_width
        self._main = holder(column(*main, None, gap=L))
        self._side = holder(column(*side, None, gap=L))
        self._line = QVBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(L)
        self._line.addWidget(self._main, 1)
        self._line.addWidget(self._side)
        self._arrange()
        look.changed.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_wide = self.width() >= scaled(WIDE)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._line.setDirection(way)
        if is_wide:
            self._side.setFixedWidth(scaled(self._side_width))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16777215)
