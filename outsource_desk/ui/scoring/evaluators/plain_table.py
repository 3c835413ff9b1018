"""A table of texts that is as high as its rows and gives its columns their widths."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from outsource_desk.ui.models.plain_rows import PlainColumn, PlainRows
from outsource_desk.ui.theme import look, scaled
from outsource_desk.ui.widgets.table import PADDING, DeskTable, wide_enough

LEAST = 120  # pixels of a column that takes what is left


class PlainTable(DeskTable):
    """One row is the current one; the table scrolls once it has more than ``most`` rows."""

    def __init__(self, columns: Sequence[PlainColumn], name: str, accessible_name: str, most: int = 12) -> None:
        self.rows = PlainRows(columns)
        super().__init__(self.rows, name, accessible_name)
        self.rows.setParent(self)
        self._most = most
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.rows.modelReset.connect(self._spread)
        self.horizontalScrollBar().rangeChanged.connect(self._fit)
        look.changed.connect(self._spread)
        self._fit()

    @property
    def place(self) -> int:
        """Return the current row; -1 without one."""
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows; the current place stays, the first is taken where there was none."""
        place = self.place
        self.rows.show_rows(rows)
        self._spread()
        if rows:
            self.setCurrentIndex(self.rows.index(min(max(place, 0), len(rows) - 1), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        header, columns = self.horizontalHeader(), self.rows.columns
        widths = [wide_enough(header, place, each.width) if each.width else 0 for place, each in enumerate(columns)]
        shared = [place for place, width in enumerate(widths) if not width]
        for place, width in self._shares(shared, self.viewport().width() - sum(widths)).items():
            widths[place] = width
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)
        self._fit()

    def _shares(self, places: Sequence[int], left: int) -> dict[int, int]:
        """Share what is left among columns: what their words need where there is room for all, else in proportion."""
        needs = {place: self._need(place) for place in places}
        spare = left - sum(needs.values())
        if spare < 0:
            every = sum(needs.values())
            return {place: max(left * need // every, scaled(LEAST)) for place, need in needs.items()}
        return {place: need + spare // len(places) for place, need in needs.items()}

    def _need(self, place: int) -> int:
        words = self.fontMetrics().horizontalAdvance
        texts = [str(self.rows.index(row, place).data()) for row in range(self.rows.rowCount())]
        heading = self.horizontalHeader().sectionSizeHint(place)
        return max([heading, scaled(LEAST), *(words(text) + 2 * PADDING + 2 for text in texts)])

    def _fit(self, *_: object) -> None:
        rows = min(self._most, max(1, self.rows.rowCount()))
        bar = self.horizontalScrollBar()
        high = self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(high + (bar.sizeHint().height() if bar.maximum() > 0 else 0) + 2)
