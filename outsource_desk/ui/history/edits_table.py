"""The table of edits, with the names of revisions as chips."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem

from outsource_desk.ui.icons import draw
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.edits import AUTHOR, NAME, REVISION, TIME, WHAT, EditsModel
from outsource_desk.ui.theme import S, TextStyle, look, scaled, text_font, tone
from outsource_desk.ui.widgets.table import DeskTable, RowDelegate

Index = QModelIndex | QPersistentModelIndex
WIDTHS = {REVISION: 88, TIME: 128, WHAT: 240, NAME: 128, AUTHOR: 96}
LEAST = 128  # height of the table where there is little room
WORDS = 220  # the least width of what was done; columns behind it give way


class NameDelegate(RowDelegate):
    """Paints the name of a revision as a chip with a flag."""

    def words(self, index: Index) -> tuple[str, int]:  # noqa: ARG002 (the same for all)
        """Return nothing: the name is drawn as a chip."""
        return "", 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        name = index.data()
        if not name:
            return
        colour, ground = tone("accent")
        metrics = QFontMetrics(text_font(TextStyle.LABEL))
        text = metrics.elidedText(str(name), Qt.TextElideMode.ElideRight, option.rect.width() - scaled(44))
        high, wide = scaled(20), metrics.horizontalAdvance(text) + scaled(32)
        box = QRectF(option.rect.left() + S, option.rect.center().y() - high / 2, wide, high)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, high / 2, high / 2)
        size = scaled(12)
        draw(painter, "flag", QRectF(box.left() + scaled(8), box.center().y() - size / 2, size, size), colour)
        painter.setPen(QColor(colour))
        painter.setFont(text_font(TextStyle.LABEL))
        painter.drawText(box.adjusted(scaled(24), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class EditsTable(DeskTable):
    """Selects one edit to read, or two revisions to compare."""

    def __init__(self, model: EditsModel) -> None:
        super().__init__(model, "history.edits", tr("Edits, newest first"))
        self.edits = model
        self.setItemDelegateForColumn(NAME, NameDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        self.sortByColumn(REVISION, Qt.SortOrder.DescendingOrder)
        self.horizontalHeader().setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self._widen()
        look.changed.connect(self._widen)

    def chosen(self) -> list[int]:
        """Return the revisions of the selected rows, oldest first."""
        rows = self.selectionModel().selectedRows()
        return sorted(self.edits.edit_at(index.row()).id for index in rows)

    def choose(self, revision: int) -> bool:
        """Select the row of a revision alone and bring it into view; tell whether it is shown."""
        row = self.edits.row_of(revision)
        if row is None:
            return False
        index = self.edits.index(row, WHAT)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def sizeHint(self) -> QSize:
        return QSize(scaled(WORDS), scaled(LEAST))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(WORDS), scaled(LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._give_way(event.size().width())
        super().resizeEvent(event)

    def _give_way(self, room: int) -> None:
        """Hide the columns that the pane beside repeats where there is no room for them."""
        room -= scaled(WORDS + WIDTHS[REVISION])
        for column in (TIME, NAME, AUTHOR):
            room -= scaled(WIDTHS[column])
            self.setColumnHidden(column, room < 0)

    def _widen(self) -> None:
        for column, wide in WIDTHS.items():
            self.setColumnWidth(column, scaled(wide))
