"""What is longer than the window: a page or a pane that scrolls up and down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


class Scroll(QScrollArea):
    """Scrolls its content up and down; the content is as wide as the view."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        content = QWidget()
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
