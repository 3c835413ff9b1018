"""What is longer than the window: a page or a pane that scrolls up and down."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


class _Content(QWidget):
    """As high as its text needs at its width; Qt itself keeps the height of the narrowest, and leaves a gap below."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), self.heightForWidth(self.width())) if self.hasHeightForWidth() else hint


class Scroll(QScrollArea):
    """Scrolls its content up and down; the content is as wide as the view."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        content = _Content()
        content.setLayout(layout)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def place(self) -> int:
        """Return how far it is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def go_to(self, place: int) -> None:
        """Scroll to a place."""
        self.verticalScrollBar().setValue(place)
