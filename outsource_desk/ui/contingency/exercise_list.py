"""The exercises of a plan: what was or will be tried, when, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import M, S, TextStyle, look, scaled, text_font, tokens, tone
from outsource_desk.ui.widgets.chip import SHAPES
from outsource_desk.ui.widgets.hover import HoverList, Index

ROW, ICON = 56, 12  # pixels
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_DISPLAY = Qt.ItemDataRole.DisplayRole


@dataclass(frozen=True)
class ListedRow:
    """A row with a title, and below it a state with its shape, and what else there is to say."""

    id: int
    title: str
    state: str
    tone: str  # good, warn, bad, accent or quiet
    detail: str = ""

    @property
    def words(self) -> str:
        """Return all of it in words."""
        return ", ".join(filter(None, (self.title, self.state, self.detail)))


class StateList(HoverList):
    """As high as its rows; tells which one was chosen."""

    picked = Signal(int)

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self._is_quiet = False
        self._listed = _Rows()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setModel(self._listed)
        self.setItemDelegate(_Row(self, self._listed))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.selectionModel().currentChanged.connect(self._on_current)
        look.changed.connect(self._dress)

    @property
    def rows(self) -> tuple[ListedRow, ...]:
        """Return the rows that are shown."""
        return self._listed.rows

    def show_rows(self, rows: Sequence[ListedRow], current_id: int) -> None:
        """Show rows and mark one, without telling."""
        self._is_quiet = True
        self._listed.show(rows)
        place = next((place for place, each in enumerate(rows) if each.id == current_id), -1)
        if place >= 0:
            self.setCurrentIndex(self._listed.index(place))
        self._is_quiet = False
        self._dress()

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(max(1, len(self.rows)) * scaled(ROW) + 2)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_quiet:
            self.picked.emit(self.rows[index.row()].id)


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ListedRow, ...] = ()

    def show(self, rows: Sequence[ListedRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = _DISPLAY) -> str | None:
        if not index.isValid():
            return None
        if role == _DISPLAY:
            return self.rows[index.row()].title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()].words
        return None


class _Row(QStyledItemDelegate):
    def __init__(self, view: StateList, model: _Rows) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(scaled(120), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box, each = tokens(), QRectF(option.rect), self._model.rows[index.row()]
        is_on = self._view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, QColor(t.surface))
        self._paint_ground(painter, box.adjusted(0, 1, 0, -1), index, is_on=is_on)
        inner = box.adjusted(scaled(M), scaled(6), -scaled(S), -scaled(6))
        half = inner.height() / 2
        painter.setFont(text_font(TextStyle.STRONG if is_on else TextStyle.BODY))
        painter.setPen(QColor(t.text))
        title = QFontMetrics(painter.font()).elidedText(each.title, Qt.TextElideMode.ElideRight, round(inner.width()))
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width() + 1, half), _LEFT, title)
        self._paint_state(painter, QRectF(inner.left(), inner.top() + half, inner.width(), half), each)
        painter.restore()

    def _paint_ground(self, painter: QPainter, ground: QRectF, index: Index, *, is_on: bool) -> None:
        t = tokens()
        if is_on or self._view.is_under_mouse(index):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft if is_on else t.sunken))
            painter.drawRoundedRect(ground, 4, 4)
        if is_on:
            painter.setBrush(QColor(t.accent))
            painter.drawRoundedRect(QRectF(ground.left(), ground.top() + 8, 3, ground.height() - 16), 1.5, 1.5)
        if self._view.is_ringed(index):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(t.accent))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_state(self, painter: QPainter, box: QRectF, each: ListedRow) -> None:
        """Paint the shape of the state, its words, and the detail behind them."""
        t, size, colour = tokens(), scaled(ICON), tone(each.tone)[0]
        painter.drawPixmap(
            round(box.left()), round(box.center().y() - size / 2), pixmap(SHAPES[each.tone], colour, size)
        )
        painter.setFont(text_font(TextStyle.CAPTION))
        metrics, left = QFontMetrics(painter.font()), box.left() + size + scaled(6)
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(left, box.top(), box.right() - left, box.height()), _LEFT, each.state)
        left += metrics.horizontalAdvance(each.state) + scaled(S)
        room = box.right() - left
        if each.detail and room > scaled(24):
            painter.setPen(QColor(t.muted))
            said = metrics.elidedText(each.detail, Qt.TextElideMode.ElideRight, round(room))
            painter.drawText(QRectF(left, box.top(), room, box.height()), _LEFT, said)


def nothing_words() -> str:
    """Return what stands where a plan was never exercised."""
    return tr("Nobody has tried the plan yet. A tabletop exercise takes two hours and shows what is missing.")
