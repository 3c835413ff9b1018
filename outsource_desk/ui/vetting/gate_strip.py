"""The gates of one candidate that need attention, the worst in front; those that are passed are folded away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from outsource_desk.domain.vetted import VettedCandidate
from outsource_desk.domain.vetting import Gate, GateResult
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import M, S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.theme import tone as tone_of
from outsource_desk.ui.vetting.words import gate_kind, gate_told
from outsource_desk.ui.widgets.hover import HoverList, Index
from outsource_desk.ui.widgets.layout import column, label, link, row

HIGH, WIDE = 44, 208  # pixels of one gate
ORDER = (GateResult.FAILED, GateResult.CONDITION, GateResult.WAIVED, GateResult.OPEN, GateResult.PASSED)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_DISPLAY = Qt.ItemDataRole.DisplayRole


@dataclass(frozen=True)
class GateItem:
    """One gate as the strip shows it."""

    question_id: int
    code: str
    wording: str
    kind: str
    is_knock_out: bool
    result: GateResult

    @property
    def words(self) -> str:
        """Return all of it in words."""
        return f"{self.code}, {self.kind}: {gate_told(self.result)[0]}. {self.wording}"


class GateStrip(QFrame):
    """Tells which gate was chosen."""

    chosen = Signal(int)  # question id

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._model = _Gates()
        self.list = _List(self._model)
        self.list.clicked.connect(self._choose)
        self.list.entered_by_key.connect(self._choose)
        self._items: tuple[GateItem, ...] = ()
        self._is_unfolded = False
        self._counted = label("", TextStyle.CAPTION, "muted", wrap=True)
        self._counted.setObjectName("vetting.gates.counted")
        self._fold = link("", self.fold, name="vetting.gates.fold")
        head = row(self._counted, self._fold)
        head.setStretch(0, 1)
        self.setLayout(column(head, self.list, gap=S, margins=(M, S, M, S)))

    @property
    def gates(self) -> Sequence[GateItem]:
        """Return the gates that are shown."""
        return self._model.gates

    def show_gates(self, found: VettedCandidate) -> None:
        """Show the gates that are put to a candidate."""
        items = [
            GateItem(
                each.question.id,
                each.question.code,
                each.question.wording,
                gate_kind(each.question),
                each.question.gate is Gate.KNOCK_OUT,
                each.gate,
            )
            for each in found.gates
            if each.gate is not None
        ]
        items.sort(key=lambda item: (ORDER.index(item.result), not item.is_knock_out))
        self._items = tuple(items)
        self._counted.setText(_counted(items))
        self._show()
        self.setVisible(bool(items))

    def fold(self) -> None:
        """Show the gates that are passed beside the others, or hide them again."""
        self._is_unfolded = not self._is_unfolded
        self._show()

    def _show(self) -> None:
        pressing = [each for each in self._items if each.result is not GateResult.PASSED]
        passed = len(self._items) - len(pressing)
        self._model.show(self._items if self._is_unfolded else pressing)
        self.list.setVisible(bool(self.gates))
        self._fold.setVisible(passed > 0)
        shown = tr("Hide the {count} passed", count=passed)
        words = shown if self._is_unfolded else tr("Show the {count} passed", count=passed)
        self._fold.setText(words)
        self._fold.setAccessibleName(words)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._model.gates[index.row()].question_id)


def _counted(items: Sequence[GateItem]) -> str:
    """Return how many gates there are, and how many of each result."""
    gates = tr_n(len(items), "{count} gate", "{count} gates")
    parts = [
        f"{count} {gate_told(result)[0]}" for result in ORDER if (count := sum(item.result is result for item in items))
    ]
    return f"{gates}: {', '.join(parts)}"


class _Gates(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.gates: tuple[GateItem, ...] = ()

    def show(self, items: Sequence[GateItem]) -> None:
        if tuple(items) != self.gates:
            self.beginResetModel()
            self.gates = tuple(items)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.gates)

    def data(self, index: Index, role: int = _DISPLAY) -> str | None:
        if not index.isValid():
            return None
        if role == _DISPLAY:
            return self.gates[index.row()].code
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.gates[index.row()].words
        return None


class _List(HoverList):
    entered_by_key = Signal(QModelIndex)

    def __init__(self, model: _Gates) -> None:
        super().__init__()
        self.setObjectName("vetting.gates")
        self.setAccessibleName(tr("Gates"))
        self.setModel(model)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Gate(self, model))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.horizontalScrollBar().rangeChanged.connect(self._fit)
        look.changed.connect(self._dress)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered_by_key.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        if bar.maximum() > 0:
            bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))
            event.accept()
        else:
            event.ignore()

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _fit(self, *_: object) -> None:
        bar = self.horizontalScrollBar()
        self.setFixedHeight(scaled(HIGH) + (bar.sizeHint().height() if bar.maximum() > 0 else 0))


class _Gate(QStyledItemDelegate):
    def __init__(self, view: _List, model: _Gates) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(scaled(WIDE), scaled(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box, gate = tokens(), QRectF(option.rect), self._model.gates[index.row()]
        words, tone, icon = gate_told(gate.result)
        hue = tone_of(tone)[0]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, QColor(t.surface))
        if self._view.is_under_mouse(index) or self._view.is_ringed(index):
            painter.setPen(QPen(QColor(t.accent), 2) if self._view.is_ringed(index) else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.sunken))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        size = scaled(16)
        left = box.left() + scaled(6)
        painter.drawPixmap(QPointF(left, box.top() + scaled(6)), pixmap(icon, hue, size))
        left += size + scaled(8)
        room = box.right() - left - scaled(8)
        half = box.height() / 2
        painter.setFont(text_font(TextStyle.STRONG))
        painter.setPen(QColor(t.text))
        first = QRectF(left, box.top() + scaled(3), room, half - scaled(2))
        painter.drawText(first, _LEFT, gate.code)
        code = painter.fontMetrics().horizontalAdvance(gate.code) + scaled(8)
        painter.setFont(text_font(TextStyle.CAPTION))
        painter.setPen(QColor(hue))
        _draw(painter, first.adjusted(code, 0, 0, 0), words)
        painter.setPen(QColor(t.muted))
        _draw(painter, QRectF(left, box.top() + half, room, half - scaled(4)), gate.wording)
        painter.restore()


def _draw(painter: QPainter, box: QRectF, words: str) -> None:
    """Draw words in one line, cut short where the room ends."""
    told = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, round(box.width()))
    painter.drawText(box, _LEFT, told)
