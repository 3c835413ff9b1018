"""The picture of a sheet: cells coloured by what they are, doubts marked, moved through by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.importing.header_drag import HeaderDrag
from outsource_desk.ui.importing.sheet_model import Index, SheetModel
from outsource_desk.ui.theme import TextStyle, Tokens, look, scaled, text_font, tokens

_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_BLOCKS = {
    "header": "header", "criterion": "names", "group": "names", "weight": "names", "beside names": "names",
    "score": "scores", "between scores": "scores", "name": "names", "value": "scores",
}  # fmt: skip
_ICONS = {"error": "stop", "ask": "risk", "care": "risk", "empty": "open", "answered": "done"}
_NARROWEST, _WIDEST, _SAMPLE = 56, 240, 60


def block_colours(block: str, t: Tokens) -> tuple[str, str]:
    """Return ground and border of a part of the table."""
    return {
        "header": (t.accent_soft, t.accent),
        "names": (t.surface, t.muted),
        "scores": (t.good_soft, t.good),
        "": (t.window, t.mark),
    }[block]


def state_colours(state: str, t: Tokens) -> tuple[str, str]:
    """Return ground and border of a cell in doubt."""
    return {
        "error": (t.bad_soft, t.bad),
        "ask": (t.warn_soft, t.warn),
        "care": (t.warn_soft, t.warn),
        "empty": (t.surface, t.muted),
        "answered": (t.accent_soft, t.accent),
    }[state]


class SheetDelegate(QStyledItemDelegate):
    """Paints one cell: the ground of its part, the borders of the part, the mark of a doubt, the text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        view, model = option.widget, index.model()
        if not isinstance(model, SheetModel) or not isinstance(view, QTableView):
            return
        t, box, row, column = tokens(), option.rect, index.row(), index.column()
        region, state = model.region(row, column), model.state(row, column)
        block = _BLOCKS.get(region, "")
        painter.save()
        ground = t.surface if region == "between scores" else block_colours(block, t)[0]
        painter.fillRect(box, QColor(ground))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(t.line))
        painter.fillRect(box.right(), box.top(), 1, box.height(), QColor(t.line))
        self._paint_borders(painter, model, box, (row, column), block, t)
        if state:
            self._paint_doubt(painter, box, state, t)
        if view.currentIndex() == index:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(t.accent if view.hasFocus() else t.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -2, -2), 3, 3)
        is_strong = region in ("header", "group")
        painter.setFont(text_font(TextStyle.STRONG if is_strong else TextStyle.BODY))
        painter.setPen(QColor(t.text if block else t.muted))
        inset = scaled(10)
        place = box.adjusted(scaled(24) if state else inset, 0, -inset, 0)
        text = painter.fontMetrics().elidedText(model.text(row, column), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(index.data(_ALIGN)), text)
        painter.restore()

    @staticmethod
    def _paint_borders(
        painter: QPainter, model: SheetModel, box: QRect, at: tuple[int, int], block: str, t: Tokens
    ) -> None:
        if not block:
            return
        row, column = at
        painter.setPen(QPen(QColor(block_colours(block, t)[1]), 1))
        lines = {
            (-1, 0): (box.left(), box.top(), box.right(), box.top()),
            (1, 0): (box.left(), box.bottom(), box.right(), box.bottom()),
            (0, -1): (box.left(), box.top(), box.left(), box.bottom()),
            (0, 1): (box.right(), box.top(), box.right(), box.bottom()),
        }
        for (down, right), line in lines.items():
            if _BLOCKS.get(model.region(row + down, column + right), "") != block:
                painter.drawLine(*line)

    @staticmethod
    def _paint_doubt(painter: QPainter, box: QRect, state: str, t: Tokens) -> None:
        ground, border = state_colours(state, t)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_empty = state == "empty"
        painter.setPen(QPen(QColor(border), 1.5, Qt.PenStyle.DashLine if is_empty else Qt.PenStyle.SolidLine))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -2.5, -2.5), 3, 3)
        side = scaled(12)
        top = box.top() + (box.height() - side) // 2
        painter.drawPixmap(box.left() + scaled(7), top, pixmap(_ICONS[state], border, side))


class _Frame(QHeaderView):
    """The letters above and the numbers beside the cells."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        t, view = tokens(), self.parent()
        is_across = self.orientation() is Qt.Orientation.Horizontal
        current = view.currentIndex() if isinstance(view, QTableView) else QModelIndex()
        is_current = section == (current.column() if is_across else current.row())
        painter.save()
        painter.fillRect(rect, QColor(t.accent_soft if is_current else t.sunken))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(t.line))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(t.line))
        painter.setFont(text_font(TextStyle.LABEL if is_current else TextStyle.CAPTION))
        painter.setPen(QColor(t.accent if is_current else t.muted))
        text = self.model().headerData(section, self.orientation())
        if not is_across and isinstance(view, SheetView) and str(view.header) == text:
            self._paint_grip(painter, rect, t)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(text or ""))
        painter.restore()

    @staticmethod
    def _paint_grip(painter: QPainter, rect: QRect, t: Tokens) -> None:
        """Show that the row of headers can be taken and moved."""
        painter.fillRect(rect, QColor(t.accent_soft))
        painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, QColor(t.accent))
        for at in (-3, 0, 3):
            painter.fillRect(rect.left() + scaled(5), rect.center().y() + at, scaled(6), 1, QColor(t.accent))
        painter.setPen(QColor(t.accent))

    def sectionSizeFromContents(self, _section: int) -> QSize:
        return QSize(scaled(36), scaled(24))


class SheetView(QTableView):
    """Shows a sheet; `cell_chosen` tells to which cell the user has moved."""

    cell_chosen = Signal(str)
    cell_reached = Signal(str)  # also when somebody else has led there
    header_moved = Signal(int)  # number of the row that is to be the header
    menu_asked = Signal(str, QPoint)  # the cell under the pointer or the present one, and where on the screen

    def __init__(self, model: SheetModel) -> None:
        super().__init__()
        self._sheet = model
        self._is_led = False
        self._header = 0  # number of the lowest row of headers; 0 = none
        self.setObjectName("import.sheet")
        self.setHorizontalHeader(_Frame(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Frame(Qt.Orientation.Vertical, self))
        self._drag = HeaderDrag(self)  # watches the row numbers that stand here now
        self.setModel(model)
        self.setItemDelegate(SheetDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setMinimumSectionSize(scaled(20))
        model.modelReset.connect(self.fit)
        self._dress()
        look.changed.connect(self._dress)

    @property
    def header(self) -> int:
        """Return the number of the lowest row of headers; 0 for none."""
        return self._header

    def show_header(self, row: int) -> None:
        """Show which row of the file is the lowest one of headers; 0 for none."""
        self._header = row
        self.viewport().update()
        self.verticalHeader().viewport().update()

    def go_to_start(self) -> None:
        """Show the first rows and columns, because another sheet is to be seen."""
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)

    def row_beside_header(self, step: int) -> int:
        """Return the number of the used row that lies so many used rows below the header, or above it; 0 = none."""
        rows = self._sheet.used_rows()
        later, earlier = [row for row in rows if row > self._header], [row for row in rows if row < self._header]
        return (later[0] if later else 0) if step > 0 else (earlier[-1] if earlier and self._header else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._drag.paint()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        if index.isValid():
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if is_key else event.globalPos()
            self.menu_asked.emit(self._sheet.cell(index), place)

    def lead_to(self, cell: str) -> None:
        """Go to a cell without telling, because somebody else has chosen it."""
        index = self._sheet.index_of(cell)
        if index.isValid() and index != self.currentIndex():
            self._is_led = True
            self.setCurrentIndex(index)
            self._is_led = False
        if index.isValid():
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.viewport().update()
        self.cell_reached.emit(self._sheet.cell(current))
        if current.isValid() and not self._is_led:
            self.cell_chosen.emit(self._sheet.cell(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give each column room for its texts, and what is left to all; a lone title may run on to the right."""
        model, metrics = self._sheet, QFontMetrics(text_font(TextStyle.STRONG))
        count = model.columnCount()
        self.clearSpans()
        if not count:
            return
        rows = range(min(model.rowCount(), _SAMPLE))
        alone = [row for row in rows if self._stands_alone(row)]
        widths = []
        for column in range(count):
            longest = max((self._needed(metrics, row, column) for row in rows if row not in alone), default=0)
            widths.append(min(max(longest, scaled(_NARROWEST)), scaled(_WIDEST)))
        spare = self.viewport().width() - sum(widths)
        for column, wide in enumerate(widths):
            share = spare * (column + 1) // count - spare * column // count if spare > 0 else 0
            self.setColumnWidth(column, wide + share)
        for row in alone:
            first = next(column for column in range(count) if model.text(row, column))
            if count - first > 1:
                self.setSpan(row, first, 1, count - first)

    def _needed(self, metrics: QFontMetrics, row: int, column: int) -> int:
        mark = scaled(14) if self._sheet.state(row, column) else 0
        return metrics.horizontalAdvance(self._sheet.text(row, column)[:60]) + scaled(24) + mark

    def _stands_alone(self, row: int) -> bool:
        model = self._sheet
        used = [column for column in range(model.columnCount()) if model.text(row, column)]
        return len(used) == 1 and model.region(row, used[0]) in ("", "left out")

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(scaled(24))
        self.horizontalHeader().setFixedHeight(scaled(24))
        self.verticalHeader().setFixedWidth(scaled(40))
        self.fit()
        self.viewport().update()
