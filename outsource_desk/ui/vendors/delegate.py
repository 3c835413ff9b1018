"""How the vendor table paints a state: its shape and its word, on a soft ground if it asks for attention."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from outsource_desk.ui.models.vendors import STATES, VendorTable
from outsource_desk.ui.widgets.state_mark import draw_state
from outsource_desk.ui.widgets.table import Index, RowDelegate


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
            draw_state(painter, QRectF(option.rect), self._vendors.words_at(place, column)[0], *state)
