"""A display list on screen: its colours, its text metrics, and one painter for every chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from outsource_desk.charts.marks import Line, Mark, Point, Rect, Text, Weight, left_edge
from outsource_desk.charts.spec import Theme
from outsource_desk.charts.speech import Speech
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import FAMILY, look, tokens

PIXELS = 1.3  # of one point of a chart: its body text of 10 points has the 13 pixels of all body text
_SEMIBOLD = {Weight.REGULAR: QFont.Weight.Normal, Weight.SEMIBOLD: QFont.Weight.DemiBold}


def screen_speech() -> Speech:
    """Return how charts speak on screen: in the user's language and formats."""
    return Speech(tr, say, formats.number)


def screen_theme() -> Theme:
    """Return the colours of charts in the scheme in use."""
    t = tokens()
    return Theme(
        ink=t.text,
        muted=t.muted,
        rule=t.line,
        bar=t.mark,
        track=t.sunken,
        accent=t.accent,
        band=t.accent_soft,
        background=t.surface,
        on_dark=t.on_accent,
        good=t.good,
        open=t.warn,
        bad=t.bad,
        ramp=(t.accent, t.accent_hover, *reversed(t.heat)),
        price=t.warn_soft,
    )


def unit() -> float:
    """Return the pixels of one point of a chart; they follow the font size."""
    return PIXELS * look.percent / 100


@lru_cache(maxsize=64)
def _font(pixels: int, weight: Weight) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(_SEMIBOLD[weight])
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=64)
def _metrics(pixels: int, weight: Weight) -> QFontMetricsF:
    return QFontMetricsF(_font(pixels, weight))


@lru_cache(maxsize=4096)
def _advance(text: str, pixels: int, weight: Weight) -> float:
    return _metrics(pixels, weight).horizontalAdvance(text)


def measure(text: str, size: float, weight: Weight) -> float:
    """Return the width of a text in points, as it is painted on screen."""
    return _advance(text, round(size * unit()), weight) / unit()


class ChartPainter:
    """Paints marks at a scale; edges of boxes and hairlines fall on whole pixels."""

    def __init__(self, painter: QPainter, scale: float) -> None:
        self._painter, self._scale = painter, scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, marks: Iterable[Mark]) -> None:
        """Paint marks in their order."""
        for mark in marks:
            match mark:
                case Rect():
                    self._rect(mark)
                case Line():
                    self._line(mark)
                case Text():
                    self._text(mark)
                case _:
                    self._dress(mark.fill, mark.stroke, mark.stroke_width)
                    self._painter.drawPolygon(QPolygonF(self._points(mark.points)))

    def _dress(self, fill: str | None, stroke: str | None, width: float) -> None:
        painter = self._painter
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(stroke), width * self._scale) if stroke else Qt.PenStyle.NoPen)

    def _rect(self, mark: Rect) -> None:
        scale, painter = self._scale, self._painter
        box = QRectF(mark.x * scale, round(mark.y * scale), mark.width * scale, max(1, round(mark.height * scale)))
        self._dress(mark.fill, mark.stroke, mark.stroke_width)
        painter.drawRoundedRect(box, mark.radius * scale, mark.radius * scale)
        if mark.hatch:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mark.hatch))
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            painter.drawRect(box)

    def _line(self, mark: Line) -> None:
        pen = QPen(QColor(mark.color), max(1.0, mark.width * self._scale))
        if mark.dash:
            pen.setDashPattern([each / max(mark.width, 0.1) for each in mark.dash])
        points = self._points(mark.points)
        if len(points) == 2 and pen.widthF() < 1.5:
            points = _on_pixels(points)
            pen.setWidthF(1.0)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(QPolygonF(points))

    def _text(self, mark: Text) -> None:
        painter = self._painter
        painter.setFont(_font(round(mark.size * self._scale), mark.weight))
        at = QPointF(left_edge(mark, measure) * self._scale, round(mark.y * self._scale))
        if mark.halo:
            painter.setPen(QColor(mark.halo))
            for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                painter.drawText(at + QPointF(x, y), mark.text)
        painter.setPen(QColor(mark.color))
        painter.drawText(at, mark.text)

    def _points(self, points: Sequence[Point]) -> list[QPointF]:
        return [QPointF(x * self._scale, y * self._scale) for x, y in points]


def _on_pixels(points: list[QPointF]) -> list[QPointF]:
    """Return the ends of an upright or level hairline on half pixels; a slanting one stays."""
    first, last = points
    if abs(first.x() - last.x()) < 0.01:
        x = int(first.x()) + 0.5
        return [QPointF(x, first.y()), QPointF(x, last.y())]
    if abs(first.y() - last.y()) < 0.01:
        y = int(first.y()) + 0.5
        return [QPointF(first.x(), y), QPointF(last.x(), y)]
    return points
