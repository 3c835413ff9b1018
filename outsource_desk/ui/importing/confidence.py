"""How certain a reading is: a word and a bar, so that colour is never alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import S, TextStyle, look, scaled, text_font, tokens

CERTAIN, LIKELY = 95, 80  # from which confidence a word holds
_BAR = 40  # pixels


def confidence_in_words(confidence: int) -> str:
    """Return a word for a confidence from 0 to 100."""
    if confidence <= 0:
        return tr("left out")
    if confidence >= CERTAIN:
        return tr("certain")
    return tr("likely") if confidence >= LIKELY else tr("perhaps")


class Confidence(QWidget):
    """A bar as long as the confidence, with its word."""

    def __init__(self, confidence: int = 0, text: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_confidence(confidence, text)
        look.changed.connect(self._dress)

    def show_confidence(self, confidence: int, text: str = "") -> None:
        """Show another confidence, 0 to 100; ``text`` says it in other words, such as who decided."""
        self._share = min(100, max(0, confidence)) / 100
        self._text = text or confidence_in_words(confidence)
        self.setAccessibleName(self._text)
        self._dress()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(text_font(TextStyle.CAPTION)).horizontalAdvance(self._text)
        return QSize(scaled(_BAR) + S + wide + 2, scaled(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide, high = scaled(_BAR), scaled(6)
        box = QRectF(0, (self.height() - high) / 2, wide, high)
        painter.setBrush(QColor(t.field))
        painter.drawRoundedRect(box.adjusted(0, high / 2 - 0.5, 0, -high / 2 + 0.5), 0.5, 0.5)
        if self._share:
            painter.setBrush(QColor(t.good if 100 * self._share >= LIKELY else t.warn))
            painter.drawRoundedRect(QRectF(box.left(), box.top(), wide * self._share, high), 3, 3)
        painter.setPen(QColor(t.muted))
        painter.setFont(text_font(TextStyle.CAPTION))
        place = QRectF(wide + S, 0, self.width(), self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
