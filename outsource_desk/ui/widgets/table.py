"""A table of rows: hairlines, a focus ring, sorting by its model, and copying that keeps its shape in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from outsource_desk.ui.theme import ROW, look, scaled, tokens

INSET = 9  # with the 3 pixels that Qt adds it is the padding of the header
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints a cell with a hairline below, and the current row's ring where the table has the focus."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        option.state &= ~QStyle.StateFlag.State_HasFocus
        t, rect = tokens(), QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(t.accent_soft))
        option.rect = rect.adjusted(INSET, 0, -INSET, 0)  # the text stands where its heading does
        super().paint(painter, option, index)
        option.rect = rect
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(t.line))
        view = option.widget
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex().row() == index.row():
            painter.setPen(QPen(QColor(t.accent), 2))
            box = QRectF(rect)
            painter.drawLine(box.topLeft(), box.topRight())
            painter.drawLine(box.bottomLeft(), box.bottomRight())


class DeskTable(QTableView):
    """A table of whole rows. Ctrl+C copies the selection as text with tabs and as HTML."""

    def __init__(self, model: QAbstractItemModel, name: str, accessible_name: str) -> None:
        super().__init__()
        self._hidden: dict[int, int] = {}  # column → its width
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
            self._hidden[column] = header.sectionSize(column)
            header.hideSection(column)
        else:
            header.showSection(column)
            self._hidden.pop(column, None)

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
        widths = [self._hidden.get(column, header.sectionSize(column)) for column in range(header.count())]
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
            for column, width in enumerate(widths):
                header.resizeSection(column, max(24, int(width)))
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
        chosen = [index for index in chosen if not view.isColumnHidden(index.column())]
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
