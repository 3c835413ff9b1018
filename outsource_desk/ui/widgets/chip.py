"""A chip: a state as a word with a shape in front, so that colour is never alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.theme import TextStyle, look, scaled, text_font, tone

SHAPES = {"good": "done", "warn": "risk", "bad": "stop", "accent": "info", "quiet": "open"}


class Chip(QWidget):
    """A state in a word or two; tones are good, warn, bad, accent and quiet."""

    def __init__(self, text: str = "", tone_name: str = "quiet", icon: str | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone_name, icon)
        look.changed.connect(self._dress)

    def show_state(self, text: str, tone_name: str, icon: str | None = None) -> None:
        """Show another state; without words the chip is hidden."""
        self._text, self._tone = text, tone_name
        self._icon = SHAPES[tone_name] if icon is None else icon
        self.setAccessibleName(text)
        self.setVisible(bool(text)) if self.parent() else None
        self._dress()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(text_font(TextStyle.LABEL)).horizontalAdvance(self._text)
        return QSize(wide + scaled(33 if self._icon else 17), scaled(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour, ground = tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        high = self.height()
        painter.drawRoundedRect(QRectF(self.rect()), high / 2, high / 2)
        left = scaled(8)
        if self._icon:
            size = scaled(12)
            painter.drawPixmap(QPointF(left, (high - size) / 2), pixmap(self._icon, colour, size))
            left += scaled(16)
        painter.setPen(QColor(colour))
        painter.setFont(text_font(TextStyle.LABEL))
        painter.drawText(QRectF(left, 0, self.width() - left, high), Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
