"""A table of texts that is only read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
TEXT, ALIGN, TIP = (
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.TextAlignmentRole),
    int(Qt.ItemDataRole.ToolTipRole),
)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class PlainColumn:
    """A heading; numbers stand at the right; ``width`` 0 takes what is left."""

    heading: str
    is_number: bool = False
    width: int = 0


class PlainRows(QAbstractTableModel):
    """Rows of texts, one for each column."""

    def __init__(self, columns: Sequence[PlainColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[tuple[str, ...], ...] = ()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows, if they are others than before."""
        fresh = tuple(tuple(row) for row in rows)
        if fresh == self._rows:
            return
        if len(fresh) == len(self._rows) and fresh:
            self._rows = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = TEXT) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == TEXT:
            return self.columns[section].heading
        return (_RIGHT if self.columns[section].is_number else _LEFT) if role == ALIGN else None

    def data(self, index: Index, role: int = TEXT) -> object:
        if not index.isValid():
            return None
        if role in (TEXT, TIP):
            return self._rows[index.row()][index.column()]
        return (_RIGHT if self.columns[index.column()].is_number else _LEFT) if role == ALIGN else None
