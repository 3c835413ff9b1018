"""The scenarios of a plan, each with how far its first day is prepared and what is the matter with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import M, S, TextStyle, look, scaled, text_font, tokens, tone
from outsource_desk.ui.widgets.hover import HoverList, Index

ROW = 56
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_DISPLAY = Qt.ItemDataRole.DisplayRole


@dataclass(frozen=True)
class ScenarioRow:
    """One scenario as the list shows it."""

    id: int
    title: str
    is_required: bool
    prepared: int  # steps of the first 24 hours
    steps: int
    state: str
    tone: str  # of the state: good, warn, bad, quiet

    @property
    def words(self) -> str:
        """Return all of it in words."""
        counted = tr("{count} of {all} steps of the first 24 hours prepared", count=self.prepared, all=self.steps)
        return ", ".join(filter(None, (self.title, tr("required") if self.is_required else "", counted, self.state)))


class ScenarioList(HoverList):
    """As high as its rows; tells which scenario was chosen."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._is_quiet = False
        self._scenarios = _Scenarios()
        self.setObjectName("contingency.scenarios")
        self.setAccessibleName(tr("Scenarios"))
        self.setModel(self._scenarios)
        self.setItemDelegate(_Row(self, self._scenarios))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.selectionModel().currentChanged.connect(self._on_current)
        look.changed.connect(self._dress)

    @property
    def rows(self) -> tuple[ScenarioRow, ...]:
        """Return the scenarios that are shown."""
        return self._scenarios.rows

    def show_rows(self, rows: Sequence[ScenarioRow], current_id: int) -> None:
        """Show scenarios and mark one, without telling."""
        self._is_quiet = True
        self._scenarios.show(rows)
        place = next((place for place, each in enumerate(rows) if each.id == current_id), -1)
        if place >= 0:
            self.setCurrentIndex(self._scenarios.index(place))
        self._is_quiet = False
        self._dress()

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(max(1, len(self.rows)) * scaled(ROW) + 2)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_quiet:
            self.picked.emit(self.rows[index.row()].id)


class _Scenarios(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ScenarioRow, ...] = ()

    def show(self, rows: Sequence[ScenarioRow]) -> None:
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
    def __init__(self, view: ScenarioList, model: _Scenarios) -> None:
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
        above = QRectF(inner.left(), inner.top(), inner.width(), half)
        below = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        painter.setPen(QColor(t.text))
        painter.setFont(text_font(TextStyle.STRONG if is_on else TextStyle.BODY))
        title = QFontMetrics(painter.font()).elidedText(each.title, Qt.TextElideMode.ElideRight, round(above.width()))
        painter.drawText(above, _LEFT, title)
        self._paint_state(painter, below, each)
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

    def _paint_state(self, painter: QPainter, box: QRectF, each: ScenarioRow) -> None:
        """Paint how much of the first day is prepared, and beside it what is the matter."""
        t, high = tokens(), scaled(4)
        track = QRectF(box.left(), box.center().y() - high / 2, scaled(32), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.line))
        painter.drawRoundedRect(track, high / 2, high / 2)
        share = each.prepared / each.steps if each.steps else 0.0
        if share:
            painter.setBrush(QColor(t.accent))
            painter.drawRoundedRect(QRectF(track.left(), track.top(), track.width() * share, high), high / 2, high / 2)
        painter.setFont(text_font(TextStyle.CAPTION))
        counted = f"{each.prepared} / {each.steps}"
        painter.setPen(QColor(t.muted))
        painter.drawText(QRectF(track.right() + scaled(6), box.top(), box.width(), box.height()), _LEFT, counted)
        left = track.right() + QFontMetrics(painter.font()).horizontalAdvance(counted) + scaled(14)
        painter.setPen(QColor(tone(each.tone)[0]))
        words = each.state
        room = box.right() - left
        said = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, round(room))
        painter.drawText(QRectF(left, box.top(), room, box.height()), _LEFT, said)
