"""The cards of Home beside each other, or below each other where there is too little room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from outsource_desk.ui.theme import L, look, scaled

SIDE = 266  # of the right column, and of the tile above it
WIDE = 890  # below, tiles stand two by two and the list stands under the chart


class Board(QWidget):
    """Four tiles, the ranking, the list at its right, and the way to the decision."""

    def __init__(self, tiles: Sequence[QWidget], main: QWidget, side: QWidget, foot: QWidget) -> None:
        super().__init__()
        self._tiles, self._main, self._side, self._foot = tuple(tiles), main, side, foot
        self._arranged: tuple[bool, int] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(L)
        self._arrange()
        look.changed.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_wide = self.width() >= scaled(WIDE)
        if self._arranged == (is_wide, scaled(SIDE)):
            return
        self._arranged = is_wide, scaled(SIDE)
        for each in (*self._tiles, self._main, self._side, self._foot):
            self._grid.removeWidget(each)
        for place, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, *((0, place) if is_wide else divmod(place, 2)))
        if is_wide:
            self._grid.addWidget(self._main, 1, 0, 1, 3)
            self._grid.addWidget(self._side, 1, 3, 2, 1)
            self._grid.addWidget(self._foot, 2, 0, 1, 3)
        else:
            for place, each in enumerate((self._main, self._side, self._foot)):
                self._grid.addWidget(each, 2 + place, 0, 1, 2)
        self._grid.setColumnMinimumWidth(3, scaled(SIDE) if is_wide else 0)
        for place in range(4):
            self._grid.setColumnStretch(place, 1 if place < (3 if is_wide else 2) else 0)


class Body(QWidget):
    """What is scrolled; it is as high as its texts are at the width that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
