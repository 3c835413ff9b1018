"""The heat map on screen: choose a cell to filter the register, drag a risk to rate it, all of it by keys as well."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication

from outsource_desk.charts.heat_frame import CHIP, HeatFrame, frame_of
from outsource_desk.charts.heat_map import PlacedRisk, cell_words, heat_map_spec
from outsource_desk.domain.risk import Band, Rating
from outsource_desk.services.risks import JudgedRisk
from outsource_desk.ui.theme import tokens
from outsource_desk.ui.widgets.chart import NARROWEST, ChartView
from outsource_desk.ui.widgets.chart_paint import measure, screen_speech, unit

MIDDLE = Rating(3, 3)
_STEPS = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Left: (0, -1),
}


def mark_of(each: JudgedRisk) -> str:
    """Return the few letters by which a risk is known on the map."""
    return each.risk.code or f"#{each.risk.id}"


class HeatMap(ChartView):
    """Arrow keys go from cell to cell, Enter chooses one, Ctrl+arrow keys move the current risk, Escape lets go."""

    cell_chosen = Signal(object)  # Rating; None: none any more
    risk_chosen = Signal(int)  # id
    moved = Signal(int, int, int)  # id, steps of likelihood, steps of impact
    told = Signal(str)  # the cell that the ring is on, in words

    def __init__(self) -> None:
        super().__init__("risks.map")
        self._ids: list[int] = []
        self._now: dict[int, Rating] = {}
        self._selected = 0
        self._cursor: Rating | None = None  # the cell with the ring
        self._chosen: Rating | None = None  # the cell that filters the register
        self._held: int | None = None  # the risk under the pressed button
        self._pressed = QPointF()
        self._dragged: QPointF | None = None  # where the mouse is with a risk in hand
        self._can_move = True

    def show_risks(self, risks: Sequence[JudgedRisk], appetite: Band, selected_id: int, *, can_move: bool) -> None:
        """Show where open risks stand; the selected one is set off."""
        shown = [each for each in risks if each.risk.state.is_open]
        self._ids = [each.risk.id for each in shown]
        self._now = {each.risk.id: each.residual for each in shown if each.residual is not None}
        self._selected, self._can_move = selected_id, can_move
        placed = [
            PlacedRisk(mark_of(each), each.risk.title, each.inherent, each.residual, each.risk.id == selected_id)
            for each in shown
        ]
        self.show_spec(heat_map_spec(placed, appetite, screen_speech()))

    def show_chosen(self, cell: Rating | None) -> None:
        """Set off the cell that filters the register."""
        self._chosen = cell
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.frame is not None:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._move(self._selected, *_STEPS[key])
            else:
                self._go(*_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cursor is not None:
            self._choose(self._cursor)
        elif key == Qt.Key.Key_Escape and (self._chosen or self._cursor):
            self._cursor = None
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._cursor = None
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        frame = self.frame
        if event.button() is not Qt.MouseButton.LeftButton or frame is None:
            return
        self._pressed, self._held = event.position(), None
        place = frame.chip_at(*self._point(event.position()))
        if place is not None:
            self._held = self._ids[place]
            self.risk_chosen.emit(self._held)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._held is not None and self._can_move and (far or self._dragged is not None):
            self._dragged = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
        elif event.buttons() is Qt.MouseButton.NoButton:
            frame = self.frame
            over = frame is not None and frame.chip_at(*self._point(event.position())) is not None
            self.setCursor(Qt.CursorShape.OpenHandCursor if over and self._can_move else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        frame, held, dragged = self.frame, self._held, self._dragged
        self._held, self._dragged = None, None
        self.unsetCursor()
        self.update()
        if frame is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        cell = frame.cell_at(*self._point(event.position()))
        if held is not None and dragged is not None:
            now = self._now.get(held)
            if cell is not None and now is not None:
                self._move(held, cell.likelihood - now.likelihood, cell.impact - now.impact)
        elif held is None and cell is not None and cell == frame.cell_at(*self._point(self._pressed)):
            self._choose(cell)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        frame = self.frame
        if frame is None or (self._chosen is None and self._dragged is None):
            return
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        target = frame.cell_at(*self._point(self._dragged)) if self._dragged is not None else None
        for cell in {each for each in (self._chosen, target) if each is not None}:
            painter.setPen(QPen(QColor(t.accent), 2.5))
            painter.drawRoundedRect(self._box(frame, cell).adjusted(1, 1, -2, -2), 4, 4)
        if self._dragged is not None and self._held is not None:
            self._paint_held(painter)
        painter.end()

    def _paint_held(self, painter: QPainter) -> None:
        """Paint the risk in hand under the mouse."""
        spec = self.spec
        assert spec is not None
        assert self._dragged is not None
        t, scale = tokens(), unit()
        words = spec.categories[self._ids.index(self._held)].mark if self._held in self._ids else ""
        wide = painter.fontMetrics().horizontalAdvance(words) + 12 * scale
        box = QRectF(0, 0, wide, (CHIP + 6) * scale)
        box.moveCenter(self._dragged)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(t.on_accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _go(self, likelihood: int, impact: int) -> None:
        """Put the ring on a neighbouring cell; at first on that of the current risk."""
        if self._cursor is None:
            self._cursor = self._now.get(self._selected, MIDDLE)
        else:
            self._cursor = _clamped(self._cursor.likelihood + likelihood, self._cursor.impact + impact)
        self._tell()

    def _tell(self) -> None:
        frame, cell = self.frame, self._cursor
        if frame is None or cell is None or self.spec is None:
            return
        words = cell_words(self.spec, cell, frame.inside.get((cell.likelihood, cell.impact), ()))
        self.setAccessibleDescription(words)
        self.told.emit(words)
        self.update()

    def _choose(self, cell: Rating | None) -> None:
        self._chosen = None if cell == self._chosen else cell
        self.update()
        self.cell_chosen.emit(self._chosen)

    def _move(self, risk_id: int, likelihood: int, impact: int) -> None:
        if self._can_move and risk_id in self._now and (likelihood or impact):
            self.moved.emit(risk_id, likelihood, impact)

    @property
    def frame(self) -> HeatFrame | None:
        """Return where everything stands now; nothing while nothing is shown."""
        if self.spec is None or not self._now:
            return None
        room, scale = self.contentsRect(), unit()
        wide, high = max(NARROWEST, (room.width() - 2) / scale), max(40.0, (room.height() - 2) / scale)
        return frame_of(self.spec, wide, high, measure)

    def _point(self, position: QPointF) -> tuple[float, float]:
        point = (position - self._corner()) / unit()
        return point.x(), point.y()

    def _box(self, frame: HeatFrame, cell: Rating) -> QRectF:
        scale = unit()
        x, y, wide, high = (each * scale for each in frame.box(cell))
        return QRectF(x, y, wide, high).translated(self._corner())

    def _ring(self) -> QRectF:
        frame = self.frame
        if frame is None or self._cursor is None:
            return super()._ring()
        return self._box(frame, self._cursor).adjusted(0, 0, -2, -2)


def _clamped(likelihood: int, impact: int) -> Rating:
    return Rating(min(max(likelihood, 1), 5), min(max(impact, 1), 5))
