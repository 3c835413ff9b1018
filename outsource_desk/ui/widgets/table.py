"""A table of rows: hairlines, a focus ring, sorting by its model, and copying that keeps its shape in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from outsource_desk.ui.theme import ROW, look, scaled, tokens

PADDING = 12  # beside a text, as in the header
_DISPLAY, _ALIGN = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ONE_LINE = int(Qt.TextFlag.TextSingleLine)
_SELECTED, _ENABLED = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_Enabled
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: one line of text, a hairline below, and the current row's ring where the table has the focus.

    It paints all of it itself. Qt's own way asks the model for seven roles of each cell, each a call into Python.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._table = view

    def words(self, index: Index) -> tuple[str, int]:
        """Return what is written in a cell, and its alignment; a delegate that draws the text itself returns none."""
        text, place = index.data(_DISPLAY), index.data(_ALIGN)
        return "" if text is None else str(text), _LEFT if place is None else int(place)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        t, rect, state = tokens(), option.rect, option.state
        left, wide = rect.left(), rect.width()
        if _SELECTED in state:
            painter.fillRect(rect, colour(t.accent_soft))
        text, place = self.words(index)
        if text:
            inside = rect.adjusted(PADDING, 0, -PADDING, 0)
            painter.setPen(colour(t.text if _ENABLED in state else t.muted))
            painter.drawText(inside, place | _ONE_LINE, _fitted(text, inside.width(), option.fontMetrics))
        painter.fillRect(left, rect.bottom(), wide, 1, colour(t.line))
        if self._table.hasFocus() and self._table.currentIndex().row() == index.row():
            painter.setPen(QPen(colour(t.accent), 2))
            painter.drawLine(left, rect.top(), left + wide, rect.top())
            painter.drawLine(left, rect.bottom() + 1, left + wide, rect.bottom() + 1)


@lru_cache(maxsize=64)
def colour(name: str) -> QColor:
    """Return a colour; made once, because a cell is painted thousands of times."""
    return QColor(name)


def _fitted(text: str, width: int, metrics: QFontMetrics) -> str:
    if metrics.horizontalAdvance(text) <= width:
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class DeskTable(QTableView):
    """A table of whole rows. Ctrl+C copies the selection as text with tabs and as HTML."""

    def __init__(self, model: QAbstractItemModel, name: str, accessible_name: str) -> None:
        super().__init__()
        self._hidden: dict[int, int] = {}  # column → its width
        self._left_out: dict[int, int] = {}  # column without room → its width
        self._fewest = 0  # columns that stay whatever the room; 0 = all of them
        self.setModel(model)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._dress()
        look.changed.connect(self._dress)

    def set_menu(self, actions: Sequence[QAction]) -> None:
        """Offer these actions in the context menu."""
        for action in actions:
            self.addAction(action)

    def let_choose_columns(self, always: int = 0) -> None:
        """Offer in the heading's context menu to hide columns and show them again; one is always there."""
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for column in range(self.model().columnCount()):
            name = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            act = QAction(name.replace("&", "&&"), header)
            act.setObjectName(f"{self.objectName()}.column_{column}")
            act.setCheckable(True)
            act.setChecked(True)
            act.setEnabled(column != always)
            act.toggled.connect(partial(self._show_column, column))
            header.addAction(act)

    def _show_column(self, column: int, is_shown: bool) -> None:
        header = self.horizontalHeader()
        if not is_shown:
            self._hidden[column] = self._left_out.pop(column, header.sectionSize(column))
            header.hideSection(column)
        else:
            header.showSection(column)
            self._hidden.pop(column, None)
        self.fit_columns()

    def let_columns_give_way(self, fewest: int) -> None:
        """Leave out the last columns where there is no room for all; some stay whatever the room."""
        self._fewest = fewest
        self.fit_columns()

    def widen(self, widths: Sequence[int]) -> None:
        """Give each column its width in pixels."""
        header = self.horizontalHeader()
        for column in list(self._left_out):
            header.showSection(column)
            del self._left_out[column]
        for column, width in enumerate(widths):
            header.resizeSection(column, width)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Leave out the columns that have no room, and show them again once there is."""
        if not self._fewest:
            return
        header, left = self.horizontalHeader(), self.viewport().width()
        shown = [each for each in map(header.logicalIndex, range(header.count())) if each not in self._hidden]
        for place, column in enumerate(shown):
            left -= self._left_out.get(column, header.sectionSize(column))
            if left < 0 and place >= self._fewest:
                self._left_out.setdefault(column, header.sectionSize(column))
                header.hideSection(column)
            elif column in self._left_out:
                header.showSection(column)
                del self._left_out[column]

    def is_put_away(self, column: int) -> bool:
        """Tell whether somebody has hidden a column; one without room is still part of the table."""
        return self.isColumnHidden(column) and column not in self._left_out

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_cells(self)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():  # no row to put the ring around
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.end()

    def layout_state(self) -> dict[str, Any]:
        """Return the widths of the columns, those that are hidden, and what the table is sorted by."""
        header = self.horizontalHeader()
        away = self._hidden | self._left_out
        widths = [away.get(column, header.sectionSize(column)) for column in range(header.count())]
        order = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return {
            "widths": widths,
            "hidden": sorted(self._hidden),
            "sorted_by": header.sortIndicatorSection(),
            "descending": order,
        }

    def restore_layout(self, state: dict[str, Any]) -> None:
        """Take up widths and order again."""
        widths = state.get("widths", [])
        header = self.horizontalHeader()
        if len(widths) == header.count():
            self.widen([max(24, int(width)) for width in widths])
        for place, act in enumerate(header.actions()):
            act.setChecked(not act.isEnabled() or place not in state.get("hidden", []))
        column = int(state.get("sorted_by", -1))
        if self.isSortingEnabled() and 0 <= column < header.count():
            descending = bool(state.get("descending"))
            self.sortByColumn(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(scaled(ROW))
        self.horizontalHeader().setMinimumHeight(scaled(32))


def copy_cells(view: QAbstractItemView) -> None:
    """Copy the selected cells with their headings: tabs for a spreadsheet, HTML for a document."""
    chosen = sorted(view.selectionModel().selectedIndexes(), key=lambda index: (index.row(), index.column()))
    if isinstance(view, QTableView):
        away = view.is_put_away if isinstance(view, DeskTable) else view.isColumnHidden
        chosen = [index for index in chosen if not away(index.column())]
    if not chosen:
        return
    model, columns = view.model(), sorted({index.column() for index in chosen})
    grid: dict[int, dict[int, str]] = {}
    for index in chosen:
        grid.setdefault(index.row(), {})[index.column()] = str(index.data() if index.data() is not None else "")
    head = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns]
    rows = [[cells.get(column, "") for column in columns] for cells in grid.values()]
    copy_grid([head, *rows] if len(chosen) > 1 else rows)


def copy_grid(rows: Sequence[Sequence[str]]) -> None:
    """Put a grid of texts on the clipboard, as TSV and as HTML."""
    content = QMimeData()
    lines = ("\t".join(" ".join(cell.split()) for cell in cells) for cells in rows)
    content.setText("\n".join(lines))
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in each)}</tr>" for each in rows)
    content.setHtml(f"<table>{cells}</table>")
    QGuiApplication.clipboard().setMimeData(content)


def read_block(text: str) -> list[list[str]]:
    """Return the lines of a clipboard as a spreadsheet writes them: tabs between cells, quotes around line ends."""
    import csv
    import io

    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t")]
    except csv.Error:  # no table, but one long text
        return [[text]]
    return [row or [""] for row in rows]


def wide_enough(header: QHeaderView, column: int, width: int) -> int:
    """Return the width of a column in which its heading can be read, in whatever language.

    Args:
        header: of the table.
        column: which one.
        width: that its contents need at the ordinary font size.
    """
    words = str(header.model().headerData(column, header.orientation()))
    return max(scaled(width), header.fontMetrics().horizontalAdvance(words) + scaled(24))
