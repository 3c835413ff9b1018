"""The sections of a questionnaire with how far each has come, and below them how far all have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QProgressBar, QStyledItemDelegate, QStyleOptionViewItem

from outsource_desk.ui import formats
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, M, S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.hover import HoverList, Index
from outsource_desk.ui.widgets.layout import caption, column, row

ROW = 32
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_DISPLAY = Qt.ItemDataRole.DisplayRole


@dataclass(frozen=True)
class SectionRow:
    """One section as the list shows it."""

    id: int
    number: int
    title: str
    complete: int
    asked: int
    has_failed: bool  # a gate of it
    scores: str

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.complete == self.asked

    @property
    def words(self) -> str:
        """Return all of it in words."""
        counted = tr("{done} of {all} accepted", done=self.complete, all=self.asked)
        failed = tr("a gate has failed") if self.has_failed else ""
        return ", ".join(filter(None, (f"{self.number} {self.title}", counted, failed, self.scores)))


class SectionList(QFrame):
    """Tells which section was chosen."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._is_quiet = False
        self._model = _Sections()
        self.list = _List(self._model)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._counted, self._share = caption(wrap=True), caption()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setObjectName("vetting.progress")
        self._bar.setAccessibleName(tr("Accepted questions"))
        said = row(self._counted, self._share)
        said.setStretch(0, 1)
        foot = column(said, self._bar, gap=S, margins=(M, S, M, M))
        body = column(self.list, foot, gap=0, margins=(1, S, 1, 1))
        body.setStretch(0, 1)
        self.setLayout(body)

    @property
    def rows(self) -> Sequence[SectionRow]:
        """Return the sections that are shown."""
        return self._model.rows

    def show_sections(self, rows: Sequence[SectionRow], current_id: int, complete: int, asked: int) -> None:
        """Show how far the sections have come."""
        self._model.show(rows)
        self.mark(current_id)
        share = complete / asked if asked else 1.0
        self._counted.setText(tr("{done} of {all} accepted", done=complete, all=asked))
        self._share.setText(formats.percent(share))
        self._bar.setRange(0, max(asked, 1))
        self._bar.setValue(complete)

    def mark(self, section_id: int) -> None:
        """Mark the section that is on screen, without telling."""
        place = next((place for place, each in enumerate(self._model.rows) if each.id == section_id), -1)
        if place >= 0 and self.list.currentIndex().row() != place:
            self._is_quiet = True
            self.list.setCurrentIndex(self._model.index(place))
            self._is_quiet = False

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_quiet:
            self.chosen.emit(self._model.rows[index.row()].id)


class _Sections(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[SectionRow, ...] = ()

    def show(self, rows: Sequence[SectionRow]) -> None:
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


class _List(HoverList):
    def __init__(self, model: _Sections) -> None:
        super().__init__()
        self.setObjectName("vetting.sections")
        self.setAccessibleName(tr("Sections"))
        self.setModel(model)
        self.setItemDelegate(_Row(self, model))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        look.changed.connect(self.scheduleDelayedItemsLayout)


class _Row(QStyledItemDelegate):
    def __init__(self, view: _List, model: _Sections) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(scaled(120), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box, each = tokens(), QRectF(option.rect), self._model.rows[index.row()]
        is_on = self._view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = box.adjusted(8, 1, -8, -1)
        painter.fillRect(box, QColor(t.surface))
        if is_on or self._view.is_under_mouse(index):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft if is_on else t.sunken))
            painter.drawRoundedRect(ground, 4, 4)
        if is_on:
            painter.setBrush(QColor(t.accent))
            painter.drawRoundedRect(QRectF(ground.left(), ground.top() + 6, 3, ground.height() - 12), 1.5, 1.5)
        if self._view.is_ringed(index):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(t.accent))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.drawRoundedRect(ground.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
        right = self._paint_count(painter, box, each, is_on=is_on)
        painter.setFont(text_font(TextStyle.BODY))
        painter.setPen(QColor(t.accent if is_on else t.muted))
        number = QRectF(box.left() + scaled(12), box.top(), scaled(24), box.height())
        painter.drawText(number, _RIGHT, str(each.number))
        painter.setFont(text_font(TextStyle.STRONG if is_on else TextStyle.BODY))
        painter.setPen(QColor(t.accent if is_on else t.text))
        left = number.right() + scaled(S)
        room = right - left - scaled(S)
        title = QFontMetrics(painter.font()).elidedText(each.title, Qt.TextElideMode.ElideRight, round(room))
        painter.drawText(QRectF(left, box.top(), room + 1, box.height()), _LEFT, title)
        painter.restore()

    def _paint_count(self, painter: QPainter, box: QRectF, each: SectionRow, *, is_on: bool) -> float:
        """Paint a tick, or how many of how many; return where the room for the title ends."""
        t, size, right = tokens(), scaled(14), box.right() - scaled(L)
        middle = box.center().y() - size / 2
        if each.has_failed:
            painter.drawPixmap(QPointF(right - size, middle), pixmap("stop", t.bad, size))
            right -= size + scaled(6)
        if each.is_complete:
            painter.drawPixmap(QPointF(right - size, middle), pixmap("check", t.good, size))
            return right - size
        text = f"{each.complete} / {each.asked}"
        painter.setFont(text_font(TextStyle.CAPTION))
        painter.setPen(QColor(t.accent if is_on else t.muted))
        painter.drawText(QRectF(box.left(), box.top(), right - box.left(), box.height()), _RIGHT, text)
        return right - QFontMetrics(painter.font()).horizontalAdvance(text)
