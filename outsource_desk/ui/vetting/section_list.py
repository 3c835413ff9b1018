"""The sections of a questionnaire with how far each has come, and below them how far all have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QProgressBar, QStyledItemDelegate, QStyleOptionViewItem

from outsource_desk.ui import formats
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, M, S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.hover import HoverList, Index
from outsource_desk.ui.widgets.layout import caption, column, row
from outsource_desk.ui.widgets.told_list import LEFT, ToldRows, paint_ground

ROW = 32
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


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
        self._model = ToldRows()
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
        place = self._model.place_of(section_id)
        if place >= 0 and self.list.currentIndex().row() != place:
            self._is_quiet = True
            self.list.setCurrentIndex(self._model.index(place))
            self._is_quiet = False

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_quiet:
            self.chosen.emit(self._model.rows[index.row()].id)


class _List(HoverList):
    def __init__(self, model: ToldRows) -> None:
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
    def __init__(self, view: _List, model: ToldRows) -> None:
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
        paint_ground(painter, box.adjusted(8, 1, -8, -1), self._view, index)
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
        painter.drawText(QRectF(left, box.top(), room + 1, box.height()), LEFT, title)
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
