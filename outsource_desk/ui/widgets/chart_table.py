"""The values of a chart as a table, for those who rather read than look."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QWidget

from outsource_desk.charts.grid import grid_of
from outsource_desk.charts.spec import ChartSpec
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, TextStyle, scaled
from outsource_desk.ui.widgets.layout import button, column, heading, row
from outsource_desk.ui.widgets.table import DeskTable, copy_grid

Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _ALIGN = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.TextAlignmentRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GridModel(QAbstractTableModel):
    """Texts in rows and columns under headings."""

    def __init__(self, head: list[str], rows: list[list[str]], parent: QObject | None) -> None:
        super().__init__(parent)
        self._head, self._rows = head, rows
        self._places = [_alignment([row[place] for row in rows]) for place in range(len(head))]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._head)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        text = self._rows[index.row()][index.column()]
        if role in (_DISPLAY, _TIP):
            return text
        return self._places[index.column()] if role == _ALIGN else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._head):
            return None
        if role == _ALIGN:
            return self._places[section]
        return self._head[section] if role in (_DISPLAY, _TIP) else None


def _alignment(texts: list[str]) -> Qt.AlignmentFlag:
    """Return where a column stands with its heading: figures, and what is said in place of one, at the right."""
    given = [text for text in texts if text]
    instead = ("–", tr("open"), tr("not ranked"))
    figures = [text for text in given if text[:1].isdigit() or text[:1] in "−+<>≥" or text in instead]
    return _RIGHT if given and 2 * len(figures) >= len(given) else _LEFT


class ChartTable(QDialog):
    """A window over the page with a chart's values."""

    def __init__(self, spec: ChartSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chart.table.window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(spec.title)
        self._grid = grid_of(spec)
        head, *rows = self._grid
        self.table = DeskTable(GridModel(head, rows, self), "chart.table.cells", spec.title)
        for place in range(len(head)):
            self.table.resizeColumnToContents(place)
        copy = button(tr("&Copy all"), self._on_copy, name="chart.table.copy")
        close = button(tr("Close"), self.close, kind="primary", name="chart.table.close")
        buttons = row(None, copy, close)
        title = heading(spec.title, TextStyle.SECTION)
        self.setLayout(column(title, self.table, buttons, gap=L, margins=(L, L, L, L)))
        widths = sum(self.table.columnWidth(place) for place in range(len(head)))
        self.resize(min(max(scaled(420), widths + 48), scaled(1000)), min(scaled(160 + 28 * len(rows)), scaled(560)))

    def _on_copy(self) -> None:
        copy_grid(self._grid)
