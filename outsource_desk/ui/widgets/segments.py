"""Choices side by side, one of them on; the arrow keys move between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.ui.theme import RADIUS, TextStyle, look, scaled, text_font, tokens


class Segments(QWidget):
    """One choice of a few: tabs of a page, views of a table. Emits the key that was chosen."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, accessible_name: str) -> None:
        super().__init__()
        self._choices = list(choices)
        self._current = 0
        self._purpose = accessible_name
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tell()
        look.changed.connect(self._dress)

    @property
    def key(self) -> str:
        """Return the key of the choice that is on."""
        return self._choices[self._current][0] if self._choices else ""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return the choices: pairs of a key and its words."""
        return tuple(self._choices)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; the one that is on stays on if it is still there."""
        key = self.key
        self._choices = list(choices)
        keys = [each for each, _ in self._choices]
        self._current = keys.index(key) if key in keys else 0
        self._tell()
        self._dress()

    def choose(self, key: str) -> None:
        """Turn a choice on and tell, if it is another one."""
        place = [each for each, _ in self._choices].index(key)
        if place != self._current:
            self._current = place
            self._tell()
            self.update()
            self.chosen.emit(key)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 4, scaled(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._choices:
            self.choose(self._choices[(self._current + step) % len(self._choices)][0])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = 2.0
        for (key, _), wide in zip(self._choices, self._widths(), strict=True):
            if left <= event.position().x() < left + wide:
                self.choose(key)
            left += wide

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.sunken))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        left = 2.0
        for place, ((_, text), wide) in enumerate(zip(self._choices, self._widths(), strict=True)):
            cell = QRectF(left, 2, wide, self.height() - 4)
            is_on = place == self._current
            if is_on:
                painter.setPen(QPen(QColor(t.field), 1))
                painter.setBrush(QColor(t.surface))
                painter.drawRoundedRect(cell.adjusted(1.5, 1.5, -1.5, -1.5), RADIUS - 2, RADIUS - 2)
            painter.setPen(QColor(t.text if is_on else t.muted))
            painter.setFont(text_font(TextStyle.STRONG if is_on else TextStyle.BODY))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
            left += wide
        painter.end()

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(text_font(TextStyle.STRONG))
        return [metrics.horizontalAdvance(text) + scaled(24) for _, text in self._choices]

    def _tell(self) -> None:
        self.setAccessibleName(self._purpose)
        on = self._choices[self._current][1] if self._choices else ""
        self.setAccessibleDescription(f"{on} ({', '.join(text for _, text in self._choices)})")

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
