"""The head of a page: its title and what stands below it, and its buttons beside or, where there is no room, below."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QPushButton, QWidget

from outsource_desk.ui.theme import L, S
from outsource_desk.ui.widgets.layout import holder, row


class PageHeader(QWidget):
    """Titles to the left, buttons to the right; the last button is the one that goes on.

    `yielding` is a button that goes where there is no room for all, because a menu offers the same.
    """

    def __init__(self, titles: QLayout, *buttons: QPushButton, yielding: QPushButton | None = None) -> None:
        super().__init__()
        self._yielding = yielding
        self._titles, self._buttons = holder(titles), holder(row(None, *buttons))
        self._lay = row(self._titles, self._buttons, gap=S)
        self._lay.setStretch(0, 1)
        self.setLayout(self._lay)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed(is_whole=self._yielding is None), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._yielding is not None:
            self._yielding.setVisible(self._needed() <= event.size().width())
        needed = self._titles.sizeHint().width() + self._buttons.sizeHint().width() + L
        is_narrow, ways = event.size().width() < needed, QBoxLayout.Direction
        self._lay.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._lay.setStretch(0, 0 if is_narrow else 1)  # the titles take the width that is left, never the height

    def _needed(self, *, is_whole: bool = True) -> int:
        """Return how wide the buttons are, with or without the one that may go."""
        wide = self._buttons.minimumSizeHint().width()
        if self._yielding is None or is_whole is not self._yielding.isHidden():
            return wide
        own = self._yielding.minimumSizeHint().width() + S
        return wide + own if is_whole else wide - own
