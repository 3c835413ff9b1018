"""The clock of a failure as a strip: what carries the service from the first hour until the exit is complete."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.charts.times import hours_words
from outsource_desk.domain.exit_clock import ClockSpan, FailureClock, SpanKind
from outsource_desk.ui import formats
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.chart_paint import screen_speech

BAR, TOP, FOOT = 40, 28, 24  # pixels
LEAST = 0.09  # of the width, that each stretch gets at least
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ClockStrip(QWidget):
    """Stretches side by side, not to scale, with the hours between them; an uncovered one is dashed and in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("contingency.clock")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._clock = FailureClock()
        look.changed.connect(self._dress)
        self._dress()

    def show_clock(self, clock: FailureClock) -> None:
        """Show another clock."""
        self._clock = clock
        self.setVisible(bool(clock.spans))
        said = "; ".join(f"{_hours(each.from_hours)}: {span_words(each)}" for each in clock.spans)
        self.setAccessibleName(tr("What carries the service after a failure"))
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(480), scaled(BAR + TOP + FOOT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes = self._boxes()
        for box, span in zip(boxes, self._clock.spans, strict=True):
            self._paint_span(painter, box, span)
        self._paint_hours(painter, boxes)
        self._paint_limit(painter, boxes)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens().accent), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _boxes(self) -> list[QRectF]:
        """Return one box per stretch: long ones are wider, but by far not as much as they are longer."""
        spans, whole = self._clock.spans, self.width() - 2.0
        metrics = QFontMetrics(text_font(TextStyle.STRONG))
        fixed = {  # what nothing covers is said in full
            each.from_hours: min(whole / 2, metrics.horizontalAdvance(span_words(each)) + scaled(2 * S))
            for each in spans
            if each.kind is SpanKind.BARE
        }
        sizes = [max(each.to_hours - each.from_hours, 1.0) ** 0.28 for each in spans]
        unit = whole / (sum(sizes) or 1.0)
        least = [max(whole * LEAST, fixed.get(each.from_hours, 0.0)) for each in spans]
        wanted = [max(size * unit - low, 0.0) for size, low in zip(sizes, least, strict=True)]
        room = max(whole - sum(least), 0.0)
        share = room / sum(wanted) if sum(wanted) else 0.0
        shrink = min(1.0, whole / sum(least)) if least else 1.0
        boxes, left = [], 1.0
        for low, more in zip(least, wanted, strict=True):
            wide = low * shrink + more * share
            boxes.append(QRectF(left, scaled(TOP), wide, scaled(BAR)))
            left += wide
        return boxes

    def _paint_span(self, painter: QPainter, box: QRectF, span: ClockSpan) -> None:
        t = tokens()
        ground, ink = {
            SpanKind.BEARABLE: (t.sunken, t.muted),
            SpanKind.BARE: (t.warn_soft, t.warn),
            SpanKind.FALLBACK: (t.accent_soft, t.accent),
        }[span.kind]
        inner = box.adjusted(1, 0, -1, 0)
        is_bare = span.kind is SpanKind.BARE
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(ink), 1, Qt.PenStyle.DashLine) if is_bare else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(text_font(TextStyle.STRONG if is_bare else TextStyle.BODY))
        painter.setPen(QColor(ink))
        text = inner.adjusted(scaled(S), 0, -scaled(4), 0)
        words = QFontMetrics(painter.font()).elidedText(
            span_words(span), Qt.TextElideMode.ElideRight, int(text.width())
        )
        painter.drawText(text, _LEFT, words)

    def _paint_hours(self, painter: QPainter, boxes: list[QRectF]) -> None:
        """Paint the hours below the borders, those that have room."""
        if not boxes:
            return
        painter.setFont(text_font(TextStyle.CAPTION))
        painter.setPen(QColor(tokens().muted))
        metrics, top = QFontMetrics(painter.font()), boxes[0].bottom() + 2
        spans = self._clock.spans
        places = [(box.left(), span.from_hours) for box, span in zip(boxes, spans, strict=True)]
        last = _hours(spans[-1].to_hours)
        end = boxes[-1].right() - metrics.horizontalAdvance(last)
        painter.drawText(QPointF(end, top + metrics.ascent() + 2), last)
        free = 0.0
        for at, hours in places:
            words = _hours(hours) if hours else "0"
            wide = metrics.horizontalAdvance(words)
            left = max(0.0, at - (wide / 2 if hours else 0))
            if left >= free and left + wide < end - scaled(S):
                painter.drawText(QPointF(left, top + metrics.ascent() + 2), words)
                free = left + wide + scaled(S)

    def _paint_limit(self, painter: QPainter, boxes: list[QRectF]) -> None:
        """Paint the longest outage that can be borne, where it lies on a border."""
        limit, t = self._clock.mtpd_hours, tokens()
        at = None if limit is None else self._place_of(limit, boxes)
        if limit is None or at is None:
            return
        painter.setPen(QPen(QColor(t.bad), 2))
        top, foot = scaled(TOP), scaled(TOP + BAR)
        if any(each.from_hours == limit for each in self._clock.spans):
            painter.drawLine(QPointF(at, top - scaled(8)), QPointF(at, foot + 6))
        else:  # inside a stretch it would cross its words
            painter.drawLine(QPointF(at, top - scaled(8)), QPointF(at, top + scaled(6)))
            painter.drawLine(QPointF(at, foot - scaled(6)), QPointF(at, foot + 6))
        font = text_font(TextStyle.LABEL)
        painter.setFont(font)
        words = tr("Longest outage we can bear: {time}", time=_hours(limit))
        wide, size = QFontMetrics(font).horizontalAdvance(words), scaled(14)
        left = at + scaled(S)
        if left + size + scaled(4) + wide > self.width():
            left = max(0.0, at - wide - size - scaled(12))
        painter.drawPixmap(QPointF(left, scaled(4)), pixmap("clock", t.bad, size))
        painter.drawText(QRectF(left + size + scaled(4), 0, wide + 2, scaled(TOP) - scaled(6)), _LEFT, words)

    def _place_of(self, hours: float, boxes: list[QRectF]) -> float | None:
        """Return where a moment lies; None beyond the end."""
        for box, span in zip(boxes, self._clock.spans, strict=True):
            if span.from_hours <= hours <= span.to_hours:
                whole = span.to_hours - span.from_hours
                return box.left() + (box.width() * (hours - span.from_hours) / whole if whole else 0.0)
        return None

    def _dress(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()


def span_words(span: ClockSpan) -> str:
    """Return what happens in a stretch."""
    if span.kind is SpanKind.BEARABLE:
        return tr("Alert")
    if span.kind is SpanKind.BARE:
        return tr("Nothing covers {time}", time=_hours(span.to_hours - span.from_hours))
    if span.capacity is None:
        return span.name
    return tr("{name}, {share} of volume", name=span.name, share=formats.percent(span.capacity))


def _hours(hours: float) -> str:
    return hours_words(hours, screen_speech())
