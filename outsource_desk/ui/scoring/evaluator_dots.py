"""Evaluators' points as dots on the scale, so that a disagreement is seen before it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.domain.criterion import Criterion
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_face import TORN, shown
from outsource_desk.ui.theme import TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.table import colour

if TYPE_CHECKING:
    from outsource_desk.services.cells import EvaluatorScore

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LINE = 28
ROOMY = 250  # from here on there is room for the day
TICKS = 11  # at most on a scale


class EvaluatorDots(QWidget):
    """A line for each evaluator: office, dot on the scale, points, day."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cell.evaluators")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._leaf: Criterion | None = None
        self._scores: Sequence[EvaluatorScore] = ()
        look.changed.connect(self._dress)

    def show_scores(self, leaf: Criterion, scores: Sequence[EvaluatorScore]) -> None:
        """Show who gave what."""
        self._leaf, self._scores = leaf, scores
        said = [f"{each.evaluator.name}: {self._text(each)}" for each in scores]
        self.setAccessibleName(tr("Evaluators"))
        self.setAccessibleDescription("; ".join(said))
        self.setToolTip("\n".join(said))
        self._dress()

    def sizeHint(self) -> QSize:
        return QSize(scaled(240), scaled(LINE) * len(self._scores))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(110), scaled(LINE) * len(self._scores))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self._middle()
        for place, each in enumerate(self._scores):
            line = QRectF(0, place * scaled(LINE), self.width(), scaled(LINE))
            self._paint_line(painter, line, each, middle)
        painter.end()

    def _paint_line(self, painter: QPainter, line: QRectF, each: EvaluatorScore, middle: float | None) -> None:
        t, wide = tokens(), line.width()
        painter.setFont(text_font(TextStyle.BODY))
        painter.setPen(colour(t.text))
        has_day = wide >= scaled(ROOMY)
        name_wide, day_wide, points_wide = wide * (0.34 if has_day else 0.4), scaled(48) * has_day, scaled(40)
        name = QFontMetrics(painter.font()).elidedText(
            each.evaluator.name, Qt.TextElideMode.ElideRight, int(name_wide) - scaled(6)
        )
        painter.drawText(line, _LEFT, name)
        scale = QRectF(name_wide, line.top(), wide - name_wide - day_wide - points_wide, line.height())
        is_apart = self._paint_scale(painter, scale.adjusted(scaled(5), 0, -scaled(5), 0), each, middle)
        has_points = each.points is not None
        painter.setFont(text_font(TextStyle.STRONG if has_points else TextStyle.CAPTION))
        painter.setPen(colour((t.warn if is_apart else t.text) if has_points else t.muted))
        painter.drawText(QRectF(scale.right(), line.top(), points_wide, line.height()), _RIGHT, self._text(each))
        painter.setFont(text_font(TextStyle.CAPTION))
        painter.setPen(colour(t.muted))
        if has_day:
            painter.drawText(line, _RIGHT, short_day(each.at))

    def _paint_scale(self, painter: QPainter, box: QRectF, each: EvaluatorScore, middle: float | None) -> bool:
        """Paint scale and dot; return whether the dot lies apart from the others."""
        assert self._leaf is not None
        t, y, top = tokens(), box.center().y(), self._leaf.maximum
        painter.setPen(QPen(colour(t.line), 1))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(t.field))
        ticks = int(top) if float(top).is_integer() and top < TICKS else 5
        for tick in range(ticks + 1):
            painter.drawEllipse(QPointF(box.left() + box.width() * tick / ticks, y), 1.5, 1.5)
        if each.points is None:
            return False
        is_apart = middle is not None and abs(each.points - middle) >= TORN * top - 1e-9
        painter.setBrush(colour(t.warn if is_apart else t.accent))
        centre = QPointF(box.left() + box.width() * min(each.points, top) / top, y)
        radius = scaled(5)
        if is_apart:  # a shape of its own, not a colour alone
            painter.drawRect(QRectF(centre.x() - radius + 1, y - radius + 1, 2 * radius - 2, 2 * radius - 2))
        else:
            painter.drawEllipse(centre, radius, radius)
        return is_apart

    def _middle(self) -> float | None:
        """Return the median of the points that were given."""
        points = sorted(each.points for each in self._scores if each.points is not None)
        if len(points) < 2:
            return None
        half = len(points) // 2
        return points[half] if len(points) % 2 else (points[half - 1] + points[half]) / 2

    def _text(self, each: EvaluatorScore) -> str:
        assert self._leaf is not None
        if each.is_sealed:
            return tr("hidden")
        return shown(self._leaf, each.points, each.not_applicable, "")[0]

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


def short_day(at: str) -> str:
    """Return the day of a time without its year: ``14 Nov``."""
    return " ".join(formats.day(at).split()[:2]) if at else ""
