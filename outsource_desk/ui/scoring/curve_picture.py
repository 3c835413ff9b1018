"""A value curve as a picture: its points can be dragged or moved by keys, and each candidate is a dot on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.analysis.value_functions import Offers, value_of
from outsource_desk.charts.axis import ticks
from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.ui.formats import number, points
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_face import short_amount
from outsource_desk.ui.theme import RADIUS, TextStyle, look, scaled, text_font, tokens

LEFT, RIGHT, TOP, BOTTOM = 40, 20, 16, 34  # pixels around the curve
REACH = 12  # pixels from a point at which the mouse still takes it
SAMPLES = 300

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Dot:
    """One candidate on the curve."""

    name: str
    amount: float


class CurvePicture(QWidget):
    """Draws the curve of a leaf. `dragged` tells the points while they move, `dropped` those that are to be kept."""

    dragged = Signal(object)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("curve.picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._leaf: Criterion | None = None
        self._dots: tuple[Dot, ...] = ()
        self._offers: Offers | None = None
        self._span = 0.0, 1.0
        self._is_read_only = False
        self.chosen = 0
        self._is_dragging = False
        look.changed.connect(self.update)

    def show_curve(self, leaf: Criterion, dots: tuple[Dot, ...], offers: Offers | None, *, is_read_only: bool) -> None:
        """Show the curve of a leaf with the candidates on it."""
        self._leaf, self._dots, self._offers, self._is_read_only = leaf, dots, offers, is_read_only
        self._span = _span(leaf, dots)
        self.chosen = min(self.chosen, max(0, len(self.knots) - 1))
        self._tell()
        self.update()

    @property
    def knots(self) -> Points:
        """Return the points that can be moved: of the curve, or the two end points of amounts."""
        leaf = self._leaf
        if leaf is None:
            return ()
        if leaf.curve.has_points:
            return leaf.points
        if leaf.curve is Curve.LINEAR and leaf.measure is not Measure.JUDGED:
            ends = ((leaf.worst, 0.0), (leaf.best, 100.0))
            return tuple((amount, value) for amount, value in ends if amount is not None)
        return ()

    def sizeHint(self) -> QSize:
        return QSize(scaled(460), scaled(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(280), scaled(180))

    def place_of(self, amount: float, value: float) -> QPointF:
        """Return where an amount and its value lie in the picture."""
        area, (low, high) = self._area(), self._span
        return QPointF(
            area.left() + (amount - low) / (high - low) * area.width(), area.bottom() - value / 100 * area.height()
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = [
            (place, (self.place_of(*knot) - event.position()).manhattanLength())
            for place, knot in enumerate(self.knots)
        ]
        place, distance = min(near, key=lambda each: each[1], default=(0, float(10 * REACH)))
        if distance <= 1.5 * scaled(REACH):
            self.chosen = place
            self._is_dragging = not self._is_read_only
            self._tell()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._is_dragging:
            near = any((self.place_of(*knot) - event.position()).manhattanLength() <= REACH for knot in self.knots)
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if near and not self._is_read_only else Qt.CursorShape.ArrowCursor
            )
            return
        area, (low, high), step = self._area(), self._span, self._step()
        amount = low + (event.position().x() - area.left()) / area.width() * (high - low)
        value = 100 * (area.bottom() - event.position().y()) / area.height()
        self._move(round(round(amount / step) * step, 9), float(round(value)))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._is_dragging:
            self._is_dragging = False
            self.dropped.emit(self.knots)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, much = event.key(), 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        knots = self.knots
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and knots:
            self.chosen = (self.chosen + (1 if key == Qt.Key.Key_PageDown else -1)) % len(knots)
            self._tell()
            self.update()
            return
        moves = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
        }  # fmt: skip
        if key not in moves or not knots or self._is_read_only:
            super().keyPressEvent(event)
            return
        right, up = moves[Qt.Key(key)]
        amount, value = knots[self.chosen]
        self._move(round(amount + right * much * self._step(), 9), value + up * much)
        self.dropped.emit(self.knots)

    def _move(self, amount: float, value: float) -> None:
        """Move the chosen point; it stays between its neighbours and on the scale."""
        leaf, knots = self._leaf, list(self.knots)
        if leaf is None or not knots:
            return
        amount = min(max(amount, self._span[0]), self._span[1])
        if leaf.measure is Measure.JUDGED:
            amount = min(max(amount, 0.0), leaf.maximum)
        if not leaf.curve.has_points:
            self._leaf = replace(leaf, **{("worst", "best")[knots[self.chosen][1] > 0]: amount})
        else:
            others = [each for place, (each, _) in enumerate(knots) if place != self.chosen]
            before = max((each for each in others[: self.chosen]), default=None)
            after = min((each for each in others[self.chosen :]), default=None)
            if (before is not None and amount <= before) or (after is not None and amount >= after):
                amount = knots[self.chosen][0]
            knots[self.chosen] = amount, min(max(value, 0.0), 100.0)
            self._leaf = replace(leaf, points=tuple(knots))
        self._tell()
        self.update()
        self.dragged.emit(self.knots)

    def _step(self) -> float:
        """Return by how much an amount moves: a step of the scale, else a round hundredth of what is in view."""
        leaf = self._leaf
        if leaf is not None and leaf.measure is Measure.JUDGED:
            return leaf.step or leaf.maximum / 100
        wide = (self._span[1] - self._span[0]) / 100
        power = 10.0 ** floor(log10(wide))
        return next(power * each for each in (1, 2, 5, 10) if power * each >= wide * 0.999)

    def _area(self) -> QRectF:
        left, top, right, bottom = (scaled(each) for each in (LEFT, TOP, RIGHT, BOTTOM))
        return QRectF(self.rect()).adjusted(left, top, -right, -bottom)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = tokens()
        painter.setPen(QPen(QColor(t.accent), 2) if self.hasFocus() else QPen(QColor(t.line), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        if self._leaf is not None:
            self._paint_axes(painter)
            self._paint_curve(painter, self._leaf)
            self._paint_dots(painter, self._leaf)
            self._paint_knots(painter)
        painter.end()

    def _paint_axes(self, painter: QPainter) -> None:
        t, area = tokens(), self._area()
        painter.setFont(text_font(TextStyle.CAPTION))
        for value in (0, 25, 50, 75, 100):
            y = self.place_of(0, value).y()
            painter.setPen(QPen(QColor(t.line), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(t.muted))
            box = QRectF(0, y - 10, area.left() - 6, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value))
        low, high = self._span
        unit = self._leaf.unit if self._leaf is not None and self._leaf.measure is Measure.MEASURED else ""
        places = [each for each in ticks(low, high) if low - 1e-9 <= each <= high + 1e-9]
        for amount in places:
            x, is_last = self.place_of(amount, 0).x(), amount == places[-1]
            words = short_amount(amount) + (f" {unit}" if unit and is_last else "")
            box = QRectF(x - 60, area.bottom() + 6, 120, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, words)

    def _paint_curve(self, painter: QPainter, leaf: Criterion) -> None:
        t, (low, high) = tokens(), self._span
        painter.setPen(QPen(QColor(t.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if leaf.curve is Curve.DISCRETE:
            for amount, value in leaf.points:
                painter.drawLine(self.place_of(amount, 0), self.place_of(amount, value))
            return
        at = sorted(
            {low + place * (high - low) / SAMPLES for place in range(SAMPLES + 1)} | {each for each, _ in self.knots}
        )
        line = [(each, value_of(leaf, each, self._offers)) for each in at]
        painter.drawPolyline(QPolygonF([self.place_of(each, value) for each, value in line if value is not None]))

    def _paint_dots(self, painter: QPainter, leaf: Criterion) -> None:
        """Draw each candidate; names where there is room for them, as the table beside says them all."""
        t, metrics = tokens(), QFontMetrics(text_font(TextStyle.CAPTION))
        taken: list[QRectF] = []
        for dot in sorted(self._dots, key=lambda each: each.amount):
            value = value_of(leaf, dot.amount, self._offers)
            if value is None:
                continue
            place = self.place_of(dot.amount, value)
            painter.setPen(QPen(QColor(t.surface), 1.5))
            painter.setBrush(QColor(t.text))
            painter.drawEllipse(place, scaled(4.5), scaled(4.5))
            wide, area = metrics.horizontalAdvance(dot.name), self._area()
            before, after = (value_of(leaf, dot.amount + side * self._step(), self._offers) for side in (-1, 1))
            is_rising = before is not None and after is not None and before < after
            left = place.x() - wide - scaled(4) if is_rising else place.x() + scaled(4)  # where no curve runs
            left = min(max(left, area.left()), area.right() - wide)
            box = QRectF(left, max(place.y() - scaled(20), area.top() - scaled(14)), wide, scaled(14))
            if not any(box.intersects(other) for other in taken):
                taken.append(box)
                painter.setPen(QColor(t.text))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, dot.name)

    def _paint_knots(self, painter: QPainter) -> None:
        t = tokens()
        for place, knot in enumerate(self.knots):
            is_chosen = place == self.chosen and self.hasFocus()
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(QColor(t.accent if is_chosen else t.surface))
            size = scaled(11)
            middle = self.place_of(*knot)
            painter.drawRect(QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size))

    def _tell(self) -> None:
        """Say to a screen reader which point is chosen and where it lies."""
        self.setAccessibleName(tr("Value curve"))
        words = tr("Page Up and Page Down choose a point, the arrow keys move it, Shift moves it farther.")
        if self.knots:
            amount, value = self.knots[self.chosen]
            told = tr("Point {place} of {count}: {amount} is worth {value}.", place=self.chosen + 1,
                      count=len(self.knots), amount=points(amount), value=number(value, 0))  # fmt: skip
            words = f"{told} {words}"
        self.setAccessibleDescription(words)
        self.setToolTip(words)


def _span(leaf: Criterion, dots: tuple[Dot, ...]) -> tuple[float, float]:
    """Return the amounts that are in view: a judged scale, else all points and candidates with a little air."""
    if leaf.measure is Measure.JUDGED:
        return 0.0, leaf.maximum
    amounts = [dot.amount for dot in dots]
    amounts += [amount for amount, _ in leaf.points] if leaf.curve.has_points else []
    amounts += [end for end in (leaf.worst, leaf.best) if end is not None] if leaf.curve is Curve.LINEAR else []
    if not amounts:
        return 0.0, 1.0
    low, high = min(amounts), max(amounts)
    air = 0.12 * (high - low) or max(abs(high) * 0.2, 1.0)
    return (max(0.0, low - air) if low >= 0 else low - air), high + air
