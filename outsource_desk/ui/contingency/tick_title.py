"""Words beside a box to tick that go on in the next line where they do not fit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from outsource_desk.ui.theme import S, TextStyle
from outsource_desk.ui.widgets.layout import Label, row


class TickTitle(Label):
    """The words beside a box, which unlike its own go on in the next line; a click on them ticks it."""

    def __init__(self, text: str, box: QCheckBox, style: TextStyle = TextStyle.STRONG) -> None:
        super().__init__(text, style, wrap=True)
        self._box = box
        box.setAccessibleName(text)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._box.isEnabled():
            self._box.toggle()


def ticked(box: QCheckBox, text: str, *more: QWidget, style: TextStyle = TextStyle.STRONG) -> QHBoxLayout:
    """Return a box with its words and whatever stands behind them."""
    found = row(box, TickTitle(text, box, style), *more, gap=S)
    found.setStretch(1, 1)
    found.setAlignment(box, Qt.AlignmentFlag.AlignTop)
    return found
