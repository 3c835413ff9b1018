"""How a table paints a state: its shape and its word, on a soft ground if it asks for attention."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.theme import M, TextStyle, scaled, text_font, tokens, tone

LOUD = {"warn", "bad"}


def draw_state(painter: QPainter, cell: QRectF, text: str, tone_name: str, icon: str) -> None:
    """Draw a state into a cell of a table."""
    is_loud, font, size = tone_name in LOUD, text_font(TextStyle.LABEL), scaled(12)
    colour, ground = tone(tone_name) if is_loud else (tokens().muted, "")
    left, high = cell.left() + M, scaled(20)
    wide = QFontMetrics(font).horizontalAdvance(text) + scaled(32)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(cell)
    if is_loud:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(left, cell.center().y() - high / 2, wide, high), high / 2, high / 2)
        left += scaled(8)
    painter.drawPixmap(QPointF(left, cell.center().y() - size / 2), pixmap(icon, colour, size))
    painter.setPen(QColor(colour))
    painter.setFont(font)
    painter.drawText(cell.adjusted(left - cell.left() + scaled(16), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()
