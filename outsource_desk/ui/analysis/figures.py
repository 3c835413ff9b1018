"""A table of figures to read inside a page that scrolls: as high as its rows, with what matters most marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from outsource_desk.ui.theme import ROW, scaled, tokens
from outsource_desk.ui.widgets.chart_table import GridModel
from outsource_desk.ui.widgets.table import PADDING, DeskTable, Index, RowDelegate, colour

WIDEST = 320  # pixels of the first column
_NARROWEST = 72


class _Marked(RowDelegate):
    """Tints the cells that are marked."""

    def __init__(self, view: Figures) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        is_selected = QStyle.StateFlag.State_Selected in option.state
        if (index.row(), index.column()) in self._view.marked and not is_selected:
            painter.fillRect(option.rect, colour(tokens().accent_soft))
        super().paint(painter, option, index)


class Figures(DeskTable):
    """Rows of texts under headings; the first column takes what room is left, and long tables scroll by themselves."""

    def __init__(self, name: str, accessible_name: str, most_rows: int = 0) -> None:
        self.marked: Collection[tuple[int, int]] = ()
        self._rows, self._most = 0, most_rows
        self._widths: list[int] = []
        super().__init__(GridModel([], [], None), name, accessible_name)
        self.setItemDelegate(_Marked(self))

    def show_rows(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        marked: Collection[tuple[int, int]] = (),
        tips: Sequence[str] = (),
    ) -> None:
        """Show other figures; the row that had the focus keeps it.

        Args:
            head: the headings.
            rows: texts, one for each heading.
            marked: (row, column) of what to tint.
            tips: what each heading means, in a sentence.
        """
        place, before = self.currentIndex().row(), self.model()
        self.marked, self._rows = frozenset(marked), len(rows)
        self.setModel(_Explained(list(head), [list(each) for each in rows], tips, self))
        before.deleteLater()
        self._fit()
        if 0 <= place < len(rows):
            self.setCurrentIndex(self.model().index(place, 0))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(scaled(320), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(160), self._height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure again where the size of the text has changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._rows:
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page where the whole table is in view."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
        else:
            super().wheelEvent(event)

    def _height(self) -> int:
        rows = min(self._rows, self._most) if self._most else self._rows
        bar = self.horizontalScrollBar().sizeHint().height() if self.horizontalScrollBar().maximum() else 0
        header = max(self.horizontalHeader().sizeHint().height(), scaled(32))
        return header + rows * scaled(ROW) + bar + 2 * self.frameWidth()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _fit(self) -> None:
        """Measure the words of every column."""
        self._widths = [self._words_width(column) for column in range(self.horizontalHeader().count())]
        self._share_room()

    def _words_width(self, column: int) -> int:
        words = self.fontMetrics().horizontalAdvance
        model = self.model()
        texts = [str(model.index(row, column).data()) for row in range(model.rowCount())]
        heading = self.horizontalHeader().sectionSizeHint(column)
        return max(heading, *(words(text) + 2 * PADDING + 2 for text in texts), scaled(_NARROWEST))

    def _is_of_figures(self, column: int) -> bool:
        place = self.model().index(0, column).data(int(Qt.ItemDataRole.TextAlignmentRole))
        return place is not None and bool(place & Qt.AlignmentFlag.AlignRight)

    def _share_room(self) -> None:
        """Make columns of figures alike if there is room, and give the first column what is left."""
        header, room = self.horizontalHeader(), self.viewport().width()
        if not header.count():
            return
        first, *others = self._widths
        least = max(min(first, scaled(WIDEST), room - sum(others)), scaled(2 * _NARROWEST))
        figures = [column for column in range(1, header.count()) if self._is_of_figures(column)]
        alike = max((self._widths[column] for column in figures), default=0)
        wide = [alike if column in figures else width for column, width in enumerate(others, 1)]
        widths = wide if least + sum(wide) <= room else others
        for column, width in enumerate(widths, 1):
            header.resizeSection(column, width)
        header.resizeSection(0, max(least, room - sum(widths)))
        self.updateGeometry()


class _Explained(GridModel):
    """Texts whose headings are explained in a sentence each."""

    def __init__(self, head: list[str], rows: list[list[str]], tips: Sequence[str], parent: Figures) -> None:
        super().__init__(head, rows, parent)
        self._tips = tips

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)):
        if role == int(Qt.ItemDataRole.ToolTipRole) and 0 <= section < len(self._tips) and self._tips[section]:
            return self._tips[section]
        return super().headerData(section, orientation, role)
