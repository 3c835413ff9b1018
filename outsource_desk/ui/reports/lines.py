"""A list of wrapped lines that lead somewhere: gaps to their cure, headings to their page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from outsource_desk.ui.icons import draw
from outsource_desk.ui.theme import RADIUS, ROW, XS, M, S, TextStyle, look, scaled, text_font, tokens

Index = QModelIndex | QPersistentModelIndex
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)

LEAST = 56  # height of a list that has little room


@dataclass(frozen=True)
class Line:
    """One entry: words, smaller words below, a mark in front or a short text behind."""

    text: str
    detail: str = ""
    icon: str = ""
    tone: str = "muted"
    behind: str = ""
    target: object = None  # what it leads to; None = nowhere

    @property
    def words(self) -> str:
        """Return all that it says."""
        return ". ".join(filter(None, (self.text.rstrip("."), self.detail.rstrip("."), self.behind)))


class LineModel(QAbstractListModel):
    """The entries of a list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other entries."""
        if list(lines) != list(self.lines):
            self.beginResetModel()
            self.lines = tuple(lines)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role not in (DISPLAY, TOOLTIP, SPOKEN) or not index.isValid():
            return None
        line = self.lines[index.row()]
        return line.text if role == DISPLAY else line.words


class LineDelegate(QStyledItemDelegate):
    """Paints an entry: mark, words as high as they need, and an arrow where it leads somewhere."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, view = self._line(index), option.widget
        wide = view.viewport().width() if isinstance(view, QListView) else 240
        high = sum(self._heights(line, wide - self._left(line) - self._right(line))) + 2 * scaled(S)
        return QSize(wide, max(high, scaled(ROW)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        t, line, rect = tokens(), self._line(index), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, rect)
        left, right = self._left(line), self._right(line)
        if line.icon:
            size = scaled(16)
            draw(painter, line.icon, QRectF(rect.left() + S, rect.top() + scaled(S), size, size), getattr(t, line.tone))
        words = rect.adjusted(left, scaled(S), -right, 0)
        text_high, detail_high = self._heights(line, words.width())
        painter.setFont(text_font(TextStyle.BODY))
        painter.setPen(QColor(t.text))
        painter.drawText(QRect(words.left(), words.top(), words.width(), text_high), _WRAP, line.text)
        painter.setPen(QColor(t.muted))
        painter.setFont(text_font(TextStyle.CAPTION))
        if line.detail:
            below = QRect(words.left(), words.top() + text_high, words.width(), detail_high)
            painter.drawText(below, _WRAP, line.detail)
        if line.behind:
            spot = QRect(rect.right() - right, words.top(), right - S, QFontMetrics(text_font(TextStyle.BODY)).height())
            painter.drawText(spot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.behind)
        elif line.target is not None:
            size = scaled(12)
            spot = QRectF(rect.right() - size - XS, rect.top() + (rect.height() - size) / 2, size, size)
            draw(painter, "right", spot, t.muted)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        t, view = tokens(), option.widget
        state = option.state
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            is_chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft if is_chosen else t.sunken))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), RADIUS, RADIUS)
            if is_chosen and isinstance(view, QListView) and view.hasFocus():
                painter.setPen(QPen(QColor(t.accent), 2))
                painter.drawRoundedRect(QRectF(rect).adjusted(1, 2, -1, -2), RADIUS, RADIUS)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(t.line))

    def _line(self, index: Index) -> Line:
        model = index.model()
        return model.lines[index.row()] if isinstance(model, LineModel) else Line("")

    def _left(self, line: Line) -> int:
        return S + (scaled(16) + S if line.icon else 0)

    def _right(self, line: Line) -> int:
        if line.behind:
            return QFontMetrics(text_font(TextStyle.CAPTION)).horizontalAdvance(line.behind) + M + S
        return scaled(12) + M if line.target is not None else S

    def _heights(self, line: Line, wide: int) -> tuple[int, int]:
        room = QRect(0, 0, max(wide, 40), 10_000)
        text = QFontMetrics(text_font(TextStyle.BODY)).boundingRect(room, _WRAP, line.text).height()
        if not line.detail:
            return text, 0
        return text, QFontMetrics(text_font(TextStyle.CAPTION)).boundingRect(room, _WRAP, line.detail).height() + 2


class LineList(QListView):
    """The list itself; a click or Enter follows an entry."""

    followed = Signal(object)  # the entry's target

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self.lines = LineModel(self)
        self.setModel(self.lines)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setItemDelegate(LineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._follow)
        look.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(LEAST))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), scaled(LEAST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._follow(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.lines.rowCount() and not self.selectedIndexes():
            self.setCurrentIndex(self.lines.index(max(0, self.currentIndex().row())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the words wrap elsewhere now

    def _follow(self, index: QModelIndex) -> None:
        target = self.lines.lines[index.row()].target
        if target is not None:
            self.followed.emit(target)

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
