"""The rows of the ranking, painted in one widget: totals, bars, whiskers and what the last edit moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, Standing
from outsource_desk.ui.icons import draw
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.ranking_words import MOVED, reasons_text, signed, total_text
from outsource_desk.ui.theme import L, S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.table import colour

ROOMY, TIGHT = 60, 46  # heights of a row
IN_VIEW = 8  # candidates that are to be seen without scrolling
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class RankingBoard(QAbstractScrollArea):
    """Rows of the ranking; only those in view are painted. Up and Down move, Enter goes to the candidate."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ranking.board")
        self.setAccessibleName(tr("Ranking"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.rows_painted = 0  # for tests
        self._standings: tuple[Standing, ...] = ()
        self._before: Mapping[int, float] = {}
        self._groups: tuple[int, ...] = ()
        self._emphasis: int | None = None
        self._row = 0
        look.changed.connect(self._measure)

    def show_ranking(self, evaluation: Evaluation, ranking: Ranking, before: Ranking | None) -> None:
        """Show who stands where."""
        self._standings = ranking.standings
        self._groups = tuple(each.id for each in evaluation.criteria if each.parent_id is None)
        self._before = {each.candidate.id: each.total for each in before.standings} if before else {}
        self._row = min(self._row, max(0, len(self._standings) - 1))
        self._measure()
        self._tell()

    def emphasise(self, group_id: int | None) -> None:
        """Set one group off in each bar."""
        if group_id != self._emphasis:
            self._emphasis = group_id
            self.viewport().update()

    def set_menu(self, actions: Sequence[QAction]) -> None:
        """Offer these actions in the context menu."""
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.addActions(actions)

    @property
    def natural_height(self) -> int:
        """Return the height of all rows as they stand close, of a long list the first ones."""
        return min(len(self._standings), IN_VIEW) * scaled(TIGHT)

    @property
    def texts(self) -> list[str]:
        """Return the rows in words."""
        return [self.words(standing) for standing in self._standings]

    def words(self, standing: Standing) -> str:
        """Return one row in words, as a screen reader has it."""
        rank = tr("rank {rank}", rank=standing.rank) if standing.rank is not None else tr("not ranked")
        moved = self._moved(standing)
        parts = [
            standing.candidate.name,
            rank,
            total_text(standing),
            signed(moved) if moved else "",
            reasons_text(standing),
        ]
        return ", ".join(filter(None, parts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._standings:
            self._go_to(min(max(0, self._row + step), len(self._standings) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._standings:
            self.chosen.emit(self._standings[self._row].candidate.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.RightButton:
            return
        place = int(event.position().y() + self.verticalScrollBar().value()) // self._tall()
        if 0 <= place < len(self._standings):
            self._go_to(place)
            self.chosen.emit(self._standings[place].candidate.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        tall, top = self._tall(), self.verticalScrollBar().value()
        for place in range(top // tall, min(len(self._standings), (top + self.viewport().height()) // tall + 1)):
            self.rows_painted += 1
            box = QRectF(0, place * tall - top, self.viewport().width(), tall)
            self._paint_row(painter, box, self._standings[place], place)
        painter.end()

    def _paint_row(self, painter: QPainter, box: QRectF, standing: Standing, place: int) -> None:
        t = tokens()
        painter.fillRect(QRectF(L, box.top(), box.width() - 2 * L, 1), colour(t.line))
        if self.hasFocus() and place == self._row:
            painter.setPen(QPen(colour(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(box.adjusted(S, 4, -S, -3), 4, 4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        is_tight = box.height() < scaled(ROOMY)
        inner = box.adjusted(L, scaled(4 if is_tight else 10), -L, -scaled(2 if is_tight else 8))
        line = QRectF(inner.left(), inner.top(), inner.width(), scaled(20))
        self._paint_name(painter, line, standing)
        below = QRectF(inner.left(), line.bottom() + scaled(5), inner.width(), scaled(10))
        if standing.rank is not None:
            self._paint_bar(painter, below, standing)
        else:
            painter.setFont(text_font(TextStyle.CAPTION))
            painter.setPen(colour(t.muted))
            room = int(inner.width() if is_tight else 2 * inner.width() - scaled(30))
            metrics = QFontMetrics(painter.font())
            reasons = metrics.elidedText(reasons_text(standing), Qt.TextElideMode.ElideRight, room)
            painter.drawText(below.adjusted(0, -2, 0, scaled(22)), _WRAP, reasons)

    def _paint_name(self, painter: QPainter, line: QRectF, standing: Standing) -> None:
        t, is_first, is_failed = tokens(), standing.rank == 1, standing.gate is GateStatus.FAILED
        painter.setFont(text_font(TextStyle.STRONG if is_first else TextStyle.BODY))
        total = total_text(standing)
        painter.setPen(colour(t.bad if is_failed else t.muted if standing.rank is None else t.text))
        if standing.rank is None:
            painter.setFont(text_font(TextStyle.LABEL))
        painter.drawText(line, _RIGHT, total)
        total_wide = QFontMetrics(painter.font()).horizontalAdvance(total) + S
        painter.setPen(colour(t.muted))
        if standing.rank is None:
            size = scaled(13)
            spot = QRectF(line.left(), line.center().y() - size / 2, size, size)
            draw(painter, "stop" if is_failed else "open", spot, t.bad if is_failed else t.muted)
        else:
            painter.setFont(text_font(TextStyle.BODY))
            painter.drawText(line, _LEFT, str(standing.rank))
        painter.setFont(text_font(TextStyle.STRONG if is_first else TextStyle.BODY))
        painter.setPen(colour(t.text if standing.rank is not None else t.muted))
        metrics = QFontMetrics(painter.font())
        ahead = scaled(20) if (standing.rank or 0) < 100 else scaled(30)
        moved = self._moved(standing)
        moved_wide = scaled(46) if moved else 0
        room = int(line.width() - ahead - total_wide - moved_wide)
        name = metrics.elidedText(standing.candidate.name, Qt.TextElideMode.ElideRight, max(scaled(30), room))
        painter.drawText(line.adjusted(ahead, 0, 0, 0), _LEFT, name)
        if moved:
            spot = line.adjusted(ahead + metrics.horizontalAdvance(name) + scaled(8), 0, 0, 0)
            self._paint_move(painter, spot, moved)

    def _paint_move(self, painter: QPainter, spot: QRectF, moved: float) -> None:
        t = tokens()
        hue, size, middle = t.good if moved > 0 else t.bad, scaled(7), spot.center().y()
        way = -1 if moved > 0 else 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(hue))
        tip, left = middle + way * size / 2, spot.left()
        corners = [(left + size / 2, tip), (left, tip - way * size), (left + size, tip - way * size)]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(text_font(TextStyle.CAPTION))
        painter.setPen(colour(hue))
        painter.drawText(spot.adjusted(size + scaled(3), 0, 0, 0), _LEFT, signed(moved))

    def _paint_bar(self, painter: QPainter, track: QRectF, standing: Standing) -> None:
        t = tokens()
        painter.fillRect(track, colour(t.sunken))
        plain = t.accent if standing.rank == 1 else t.mark
        unit, left = track.width() / 100, track.left()
        for group in self._groups:
            wide = standing.contributions.get(group, 0.0) * unit
            if wide <= 0:
                continue
            strong = group == self._emphasis
            hue = (t.accent_hover if standing.rank == 1 else t.text) if strong else plain
            segment = QRectF(left, track.top(), max(1.0, wide - 1), track.height())
            painter.fillRect(segment, colour(hue))
            if strong:
                painter.fillRect(QRectF(left, track.bottom() + 1, max(1.0, wide - 1), 2), colour(hue))
            left += wide
        if standing.high - standing.low >= MOVED:
            self._paint_whisker(painter, track, track.left() + standing.low * unit, track.left() + standing.high * unit)

    def _paint_whisker(self, painter: QPainter, track: QRectF, low: float, high: float) -> None:
        painter.setPen(QPen(colour(tokens().text), 1.5))
        middle = track.center().y()
        painter.drawLine(int(low), int(middle), int(high), int(middle))
        for end in (low, high):
            painter.drawLine(int(end), int(track.top()), int(end), int(track.bottom()))

    def _moved(self, standing: Standing) -> float:
        """Return how far a total has moved with the last edit; nothing that a reader could not see."""
        before = self._before.get(standing.candidate.id)
        moved = standing.total - before if before is not None else 0.0
        return moved if abs(moved) >= MOVED and standing.rank is not None else 0.0

    def _tall(self) -> int:
        """Return the height of a row: less where that brings more of many candidates into view."""
        has_room = len(self._standings) * scaled(ROOMY) <= self.viewport().height()
        return scaled(ROOMY if has_room else TIGHT)

    def _measure(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, len(self._standings) * self._tall() - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._tall())
        self.viewport().update()

    def _go_to(self, place: int) -> None:
        self._row = place
        top, bar = place * self._tall(), self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + self._tall() > bar.value() + self.viewport().height():
            bar.setValue(top + self._tall() - self.viewport().height())
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        words = self.words(self._standings[self._row]) if self._standings else tr("Nobody is a candidate yet.")
        self.setAccessibleDescription(words)
