"""A sentence beside the cell that it is about, until something else is done."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from outsource_desk.ui.theme import XS, S, TextStyle, scaled
from outsource_desk.ui.widgets.layout import label, picture, row


class Bubble(QFrame):
    """Says under a cell why it cannot be what was typed; it never takes the focus."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("matrix.bubble")
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = label("", TextStyle.CAPTION, "bad", wrap=True)
        line = row(picture("stop", "bad", 12), self.words, gap=XS, margins=(S, XS, S, XS))
        line.setStretch(1, 1)
        self.setLayout(line)
        self._line = line
        self.hide()

    def tell(self, text: str, near: QRect) -> None:
        """Show a sentence under a place of the view, or above it where there is no room below."""
        if not text:
            self.hide()
            return
        self.words.setText(text)
        self.setAccessibleName(text)
        viewport = self._view.viewport()
        origin = viewport.mapTo(self._view, near.bottomLeft())
        wide = min(scaled(300), self._view.width() - 2 * S)
        wide = min(wide, self.words.fontMetrics().horizontalAdvance(text) + scaled(12) + XS + 2 * S + 16)
        self.setFixedWidth(wide)
        self.setFixedHeight(max(self._line.heightForWidth(wide), scaled(24)))
        right = viewport.mapTo(self._view, viewport.rect().bottomRight()).x()
        left = min(max(0, origin.x()), right - wide)
        top = origin.y() + XS
        if top + self.height() > self._view.height():
            top = origin.y() - near.height() - self.height() - XS
        self.move(left, max(0, top))
        self.show()
        self.raise_()
