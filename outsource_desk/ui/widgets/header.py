"""The head of a page: its title and what stands below it, and its buttons beside or, where there is no room, below."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QPushButton, QWidget

from outsource_desk.ui.theme import L, S
from outsource_desk.ui.widgets.layout import holder, row


class PageHeader(QWidget):
    """Titles to the left, buttons to the right; the last button is the one that goes on."""

    def __init__(self, titles: QLayout, *buttons: QPushButton) -> None:
        super().__init__()
        self._titles, self._buttons = holder(titles), holder(row(None, *buttons))
        self._lay = row(self._titles, self._buttons, gap=S)
        self._lay.setStretch(0, 1)
        self.setLayout(self._lay)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._buttons.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._titles.sizeHint().width() + self._buttons.sizeHint().width() + L
        is_narrow, ways = event.size().width() < needed, QBoxLayout.Direction
        self._lay.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._lay.setStretch(0, 0 if is_narrow else 1)  # the titles take the width that is left, never the height
