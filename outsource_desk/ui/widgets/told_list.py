"""Lists of what somebody works through one by one: each row a title, and below it how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from outsource_desk.ui.theme import M, S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.hover import HoverList, Index

ROW = 56  # pixels
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_DISPLAY = Qt.ItemDataRole.DisplayRole
_NOWHERE = QModelIndex()


class ToldRow(Protocol):
    """What a row must say of itself."""

    @property
    def id(self) -> int:
        """Return by what the row is known."""
        ...

    @property
    def title(self) -> str:
        """Return what it is called."""
        ...

    @property
    def words(self) -> str:
        """Return all of it in words."""
        ...


class ToldRows(QAbstractListModel):
    """Rows with a title; all of each is said in words to whoever cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Any, ...] = ()

    def show(self, rows: Sequence[ToldRow]) -> None:
        """Show other rows; those that are still there keep their place."""
        now, before = tuple(rows), self.rows
        if now == before:
            return
        if [each.id for each in now] != [each.id for each in before]:
            self.beginResetModel()
            self.rows = now
            self.endResetModel()
            return
        self.rows = now
        self.dataChanged.emit(self.index(0), self.index(len(now) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = _DISPLAY) -> str | None:
        if not index.isValid():
            return None
        if role == _DISPLAY:
            return self.rows[index.row()].title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()].words
        return None

    def place_of(self, row_id: int) -> int:
        """Return where the row with an id stands, −1 if nowhere."""
        return next((place for place, each in enumerate(self.rows) if each.id == row_id), -1)


class ToldList(HoverList):
    """As high as its rows; tells which one was chosen. What stands below a title is painted by `paint_state`."""

    picked = Signal(int)

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self._is_quiet = False
        self._told = ToldRows()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setModel(self._told)
        self.setItemDelegate(_Row(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.selectionModel().currentChanged.connect(self._on_current)
        look.changed.connect(self._dress)

    @property
    def rows(self) -> tuple[Any, ...]:
        """Return the rows that are shown."""
        return self._told.rows

    def show_rows(self, rows: Sequence[ToldRow], current_id: int) -> None:
        """Show rows and mark one, without telling."""
        self._is_quiet = True
        self._told.show(rows)
        place = self._told.place_of(current_id)
        if place >= 0:
            self.setCurrentIndex(self._told.index(place))
        self._is_quiet = False
        self._dress()

    def paint_state(self, painter: QPainter, box: QRectF, each: Any) -> None:
        """Paint how a row stands."""
        raise NotImplementedError

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(max(1, len(self.rows)) * scaled(ROW) + 2)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_quiet:
            self.picked.emit(self.rows[index.row()].id)


class _Row(QStyledItemDelegate):
    def __init__(self, view: ToldList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(scaled(120), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box, each = tokens(), QRectF(option.rect), self._view.rows[index.row()]
        is_on = self._view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, QColor(t.surface))
        paint_ground(painter, box.adjusted(0, 1, 0, -1), self._view, index)
        inner = box.adjusted(scaled(M), scaled(6), -scaled(S), -scaled(6))
        half = inner.height() / 2
        painter.setFont(text_font(TextStyle.STRONG if is_on else TextStyle.BODY))
        painter.setPen(QColor(t.text))
        title = QFontMetrics(painter.font()).elidedText(each.title, Qt.TextElideMode.ElideRight, round(inner.width()))
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width() + 1, half), LEFT, title)
        self._view.paint_state(painter, QRectF(inner.left(), inner.top() + half, inner.width(), half), each)
        painter.restore()


def paint_ground(painter: QPainter, ground: QRectF, view: HoverList, index: Index) -> None:
    """Paint the ground of a row: chosen, below the mouse, or with the focus of the keyboard."""
    t, is_on = tokens(), view.currentIndex() == index
    if is_on or view.is_under_mouse(index):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent_soft if is_on else t.sunken))
        painter.drawRoundedRect(ground, 4, 4)
    if is_on:
        edge = min(8.0, ground.height() / 5)
        painter.setBrush(QColor(t.accent))
        painter.drawRoundedRect(QRectF(ground.left(), ground.top() + edge, 3, ground.height() - 2 * edge), 1.5, 1.5)
    if view.is_ringed(index):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(t.accent))
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.drawRoundedRect(ground.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
