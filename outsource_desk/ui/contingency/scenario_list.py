"""The scenarios of a plan, each with how far its first day is prepared and what is the matter with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import TextStyle, scaled, text_font, tokens, tone
from outsource_desk.ui.widgets.told_list import LEFT, ToldList


@dataclass(frozen=True)
class ScenarioRow:
    """One scenario as the list shows it."""

    id: int
    title: str
    is_required: bool
    prepared: int  # steps of the first 24 hours
    steps: int
    state: str
    tone: str  # of the state: good, warn, bad, quiet

    @property
    def words(self) -> str:
        """Return all of it in words."""
        counted = tr("{count} of {all} steps of the first 24 hours prepared", count=self.prepared, all=self.steps)
        return ", ".join(filter(None, (self.title, tr("required") if self.is_required else "", counted, self.state)))


class ScenarioList(ToldList):
    """Scenarios with how much of the first day is prepared, and beside it what is the matter."""

    def __init__(self) -> None:
        super().__init__("contingency.scenarios", tr("Scenarios"))

    def paint_state(self, painter: QPainter, box: QRectF, each: Any) -> None:
        t, high = tokens(), scaled(4)
        track = QRectF(box.left(), box.center().y() - high / 2, scaled(32), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.line))
        painter.drawRoundedRect(track, high / 2, high / 2)
        share = each.prepared / each.steps if each.steps else 0.0
        if share:
            painter.setBrush(QColor(t.accent))
            painter.drawRoundedRect(QRectF(track.left(), track.top(), track.width() * share, high), high / 2, high / 2)
        painter.setFont(text_font(TextStyle.CAPTION))
        counted = f"{each.prepared} / {each.steps}"
        painter.setPen(QColor(t.muted))
        painter.drawText(QRectF(track.right() + scaled(6), box.top(), box.width(), box.height()), LEFT, counted)
        left = track.right() + QFontMetrics(painter.font()).horizontalAdvance(counted) + scaled(14)
        painter.setPen(QColor(tone(each.tone)[0]))
        room = box.right() - left
        said = QFontMetrics(painter.font()).elidedText(each.state, Qt.TextElideMode.ElideRight, round(room))
        painter.drawText(QRectF(left, box.top(), room, box.height()), LEFT, said)
