"""Paints the cells of the matrix itself: one question to the model for each cell."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from outsource_desk.ui.icons import draw
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_face import CellFace, Kind
from outsource_desk.ui.scoring.matrix_model import Index, MatrixModel
from outsource_desk.ui.theme import ROW, TextStyle, scaled, text_font, tokens
from outsource_desk.ui.widgets.table import colour

if TYPE_CHECKING:
    from outsource_desk.ui.scoring.matrix_view import MatrixView

INSET = 10  # of a number from the right edge of its cell; the headings have the same
_SELECTED = QStyle.StateFlag.State_Selected
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_AT_RIGHT, _IN_MIDDLE = int(_RIGHT), int(Qt.AlignmentFlag.AlignCenter)  # as painting takes them without conversion
_NO_PEN, _NO_BRUSH = Qt.PenStyle.NoPen, Qt.BrushStyle.NoBrush
_SMOOTH = QPainter.RenderHint.Antialiasing
# looked up once: finding a member of an enumeration takes longer than all else that Python does for a cell
_OPEN, _NOT_APPLICABLE = Kind.OPEN, Kind.NOT_APPLICABLE
_CAPTION, _BODY, _STRONG = TextStyle.CAPTION, TextStyle.BODY, TextStyle.STRONG
_AWAY = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_SIDEWAYS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


class MatrixDelegate(QStyledItemDelegate):
    """Paints faces and opens the field in which a cell is typed."""

    def __init__(self, view: MatrixView, model: MatrixModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.cells_painted = 0  # for tests
        self.field: QLineEdit | None = None
        self._seed = ""
        self._is_typed = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        self.cells_painted += 1
        row, column = index.row(), index.column()
        face, t = self._model.face_at(row, column), tokens()
        rect = option.rect
        if self._model.rows[row].is_group:
            painter.fillRect(rect, colour(t.window))
            painter.setFont(text_font(_STRONG))
            painter.setPen(colour(t.muted if face.is_muted else t.text))
            painter.drawText(rect.adjusted(0, 0, -scaled(INSET) - 2, 0), _AT_RIGHT, face.text)
        else:
            self._leaf(painter, QRectF(rect).adjusted(2, 3, -2, -3), face)
        is_current = (row, column) == self._view.current
        if is_current or _SELECTED in option.state:
            self._ring(painter, QRectF(rect), is_current=is_current)

    def _leaf(self, painter: QPainter, box: QRectF, face: CellFace) -> None:
        t = tokens()
        painter.setRenderHint(_SMOOTH)
        if face.kind is _OPEN or face.is_pending:
            pen = QPen(colour(t.accent if face.is_pending else t.field), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(_NO_BRUSH)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        elif face.fails_gate or face.heat >= 0:
            painter.setPen(_NO_PEN)
            painter.setBrush(colour(t.bad_soft if face.fails_gate else t.heat[face.heat]))
            painter.drawRoundedRect(box, 3, 3)
        if face.is_torn:
            size = scaled(7)
            corner = box.topRight()
            painter.setPen(_NO_PEN)
            painter.setBrush(colour(t.warn))
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(size, 0), corner + QPointF(0, size)]))
        self._words(painter, box, face)

    def _words(self, painter: QPainter, box: QRectF, face: CellFace) -> None:
        t = tokens()
        is_word = face.kind in (_OPEN, _NOT_APPLICABLE)
        if is_word:
            painter.setFont(text_font(_CAPTION))
            painter.setPen(colour(t.muted))
            painter.drawText(box, _IN_MIDDLE, face.text)
            if face.locked:
                size = scaled(12)
                draw(painter, "lock", QRectF(box.left() + scaled(6), box.center().y() - size / 2, size, size), t.muted)
            return
        icon, hue = _mark(face)
        style = _STRONG if face.fails_gate or face.is_below else _BODY
        painter.setFont(text_font(style))
        painter.setPen(colour(t.bad if face.fails_gate else t.muted if face.is_muted else t.text))
        inner = box.adjusted(scaled(4), 0, -scaled(INSET), 0)
        if face.unit:
            inner = self._unit(painter, inner, face)
        room, text = inner.width() - (scaled(14) if face.is_below else 0), face.text
        if face.short and advance(style, text) > room:
            text = face.short
        if icon:
            size = scaled(12)
            spot = QRectF(box.left() + scaled(6), box.center().y() - size / 2, size, size)
            has_room = spot.right() + 2 <= inner.right() - advance(style, text)
            if face.is_below and not has_room:  # a missed minimum is marked however narrow the column is
                spot.moveTopLeft(box.topLeft())
            if face.is_below or has_room:
                draw(painter, icon, spot, hue)
        painter.drawText(inner, _AT_RIGHT, text)

    def _unit(self, painter: QPainter, inner: QRectF, face: CellFace) -> QRectF:
        """Write the unit small behind the amount where both have room; return what is left for the amount."""
        wide = advance(_CAPTION, face.unit) + scaled(3)
        if advance(_BODY, face.text) + wide > inner.width():
            return inner
        pen, font = painter.pen(), painter.font()
        painter.setFont(text_font(_CAPTION))
        painter.setPen(colour(tokens().muted))
        painter.drawText(inner, _AT_RIGHT, face.unit)
        painter.setFont(font)
        painter.setPen(pen)
        return inner.adjusted(0, 0, -wide, 0)

    def _ring(self, painter: QPainter, rect: QRectF, *, is_current: bool) -> None:
        t = tokens()
        painter.setRenderHint(_SMOOTH)
        painter.setBrush(_NO_BRUSH)
        has_keys = is_current and self._view.hasFocus()
        wide = 2.0 if has_keys else 1.0  # colour alone would not tell where the keys go
        painter.setPen(QPen(colour(t.accent if has_keys else t.field), wide))
        if not is_current:
            wash = QColor(t.accent)
            wash.setAlpha(40)
            painter.setPen(QPen(colour(t.accent), 1))
            painter.setBrush(wash)
        inset = 1.0 + wide / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset + 1, -inset, -inset - 1), 4, 4)
        painter.setRenderHint(_SMOOTH, False)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(scaled(72), scaled(ROW))

    def begin_with(self, text: str, *, is_typed: bool) -> None:
        """Say what the next field starts with; one begun by typing is left by the arrow keys too."""
        self._seed, self._is_typed = text, is_typed

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("matrix.field")
        leaf = self._model.leaf_at(index)
        who = self._model.candidates[index.column()].name
        field.setAccessibleName(tr("{candidate} on {criterion}", candidate=who, criterion=leaf.name if leaf else ""))
        field.setAlignment(_RIGHT)
        field.setFrame(False)
        small = "min-height: 0; padding: 0 4px; border-radius: 4px;"
        field.setStyleSheet(f"QLineEdit, QLineEdit:focus, QLineEdit[state='error'] {{ {small} }}")
        field.setText(self._seed)
        field.setProperty("unsaved", self._is_typed)
        if not self._is_typed:
            field.selectAll()
        self.field = field
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave what is being typed alone: the field got its text when it was made."""

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Write nothing here: the view writes through the services."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        wanted = max(rect.width(), scaled(72 if self._is_short(index) else 124))
        left = min(rect.left(), self._view.viewport().width() - wanted)
        editor.setGeometry(max(0, left), rect.top(), wanted, rect.height())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self.field = None
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(watched, QLineEdit):
            if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(watched, event)
            if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAYS:
                self._view.leave_field(watched)
        return False

    def _on_key(self, field: QLineEdit, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.close(field)
            return True
        step = _AWAY.get(key) or (_SIDEWAYS.get(key) if self._is_typed else None)
        if step is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and step == (1, 0):
            step = (-1, 0)
        self._view.take(field, step)
        return True

    def close(self, field: QLineEdit) -> None:
        """Close the field without writing."""
        self.field = None
        self.closeEditor.emit(field, QStyledItemDelegate.EndEditHint.NoHint)

    def _is_short(self, index: Index) -> bool:
        leaf = self._model.leaf_at(index)
        return leaf is not None and leaf.measure == "judged"


def _mark(face: CellFace) -> tuple[str, str]:
    """Return the icon at the left of a cell and its colour: of what matters most."""
    t = tokens()
    if face.fails_gate:
        return "stop", t.bad
    if face.is_below:
        return "risk", t.warn
    if face.locked:
        return "lock", t.muted
    return ("check", t.muted) if face.is_agreed else ("", "")


def advance(style: TextStyle, text: str) -> int:
    """Return how wide a short text is."""
    return _advance(text_font(style).key(), style, text)


@lru_cache(maxsize=4096)
def _advance(_font: str, style: TextStyle, text: str) -> int:
    return QFontMetrics(text_font(style)).horizontalAdvance(text)
