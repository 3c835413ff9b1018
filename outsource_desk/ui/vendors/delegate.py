"""How the vendor table paints a state: its shape and its word, on a soft ground if it asks for attention."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.models.vendors import STATES, VendorTable
from outsource_desk.ui.theme import M, TextStyle, scaled, text_font, tokens, tone
from outsource_desk.ui.widgets.table import Index, RowDelegate

LOUD = {"warn", "bad"}


class VendorDelegate(RowDelegate):
    """Paints a vendor's status and gates as chips."""

    def __init__(self, view: QTableView, vendors: VendorTable) -> None:
        super().__init__(view)
        self._vendors = vendors

    def words(self, index: Index) -> tuple[str, int]:
        """Return what is written in a cell, and its alignment; a state is drawn as a chip."""
        text, place = self._vendors.words_at(index.row(), index.column())
        is_chip = index.column() in STATES and self._vendors.state_at(index.row(), index.column()) is not None
        return ("" if is_chip else text), place

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        place, column = index.row(), index.column()
        if column in STATES and (state := self._vendors.state_at(place, column)):
            _draw_state(painter, QRectF(option.rect), self._vendors.words_at(place, column)[0], *state)


def _draw_state(painter: QPainter, cell: QRectF, text: str, tone_name: str, icon: str) -> None:
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
