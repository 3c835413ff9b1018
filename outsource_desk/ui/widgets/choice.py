"""A field to choose from, with an arrow in the colours of the theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from outsource_desk.ui.icons import draw
from outsource_desk.ui.theme import XS, S, scaled, tokens


def options(words: Mapping[Any, str], *, none: str = "") -> tuple[tuple[str, str], ...]:
    """Return choices as pairs of a value and its words; ``none`` is what an empty choice is called, if there is one."""
    first = (("", none),) if none else ()
    return (*first, *((str(value), said) for value, said in words.items()))


class Choice(QComboBox):
    """A field to choose from, with our own arrow; it may be narrower than its longest words.

    The wheel scrolls the page and never chooses: who reads on must not change what the page holds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, size = QStylePainter(self), scaled(16)
        option, parts = QStyleOptionComboBox(), QStyle.SubControl
        self.initStyleOption(option)
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, parts.SC_ComboBoxEditField, self)
        option.currentText = self.fontMetrics().elidedText(  # type: ignore[attr-defined] (missing in Qt's types)
            self.currentText() or self.placeholderText(), Qt.TextElideMode.ElideRight, field.width() - XS
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        box = QRectF(self.width() - size - S, (self.height() - size) / 2, size, size)
        draw(painter, "down", box, tokens().muted)
        painter.end()


def choice(options: Sequence[tuple[str, str]]) -> Choice:
    """Return a field to choose from: pairs of the value to save and its words."""
    field = Choice()
    for value, words in options:
        field.addItem(words, value)
    return field
