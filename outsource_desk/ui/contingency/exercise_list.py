"""The exercises of a plan: what was or will be tried, when, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import S, TextStyle, scaled, text_font, tokens, tone
from outsource_desk.ui.widgets.chip import SHAPES
from outsource_desk.ui.widgets.told_list import LEFT, ToldList

ICON = 12  # pixels


@dataclass(frozen=True)
class ListedRow:
    """A row with a title, and below it a state with its shape, and what else there is to say."""

    id: int
    title: str
    state: str
    tone: str  # good, warn, bad, accent or quiet
    detail: str = ""

    @property
    def words(self) -> str:
        """Return all of it in words."""
        return ", ".join(filter(None, (self.title, self.state, self.detail)))


class StateList(ToldList):
    """Rows with the shape of their state, its words, and the detail behind them."""

    def paint_state(self, painter: QPainter, box: QRectF, each: Any) -> None:
        t, size, colour = tokens(), scaled(ICON), tone(each.tone)[0]
        painter.drawPixmap(
            round(box.left()), round(box.center().y() - size / 2), pixmap(SHAPES[each.tone], colour, size)
        )
        painter.setFont(text_font(TextStyle.CAPTION))
        metrics, left = QFontMetrics(painter.font()), box.left() + size + scaled(6)
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(left, box.top(), box.right() - left, box.height()), LEFT, each.state)
        left += metrics.horizontalAdvance(each.state) + scaled(S)
        room = box.right() - left
        if each.detail and room > scaled(24):
            painter.setPen(QColor(t.muted))
            said = metrics.elidedText(each.detail, Qt.TextElideMode.ElideRight, round(room))
            painter.drawText(QRectF(left, box.top(), room, box.height()), LEFT, said)


def nothing_words() -> str:
    """Return what stands where a plan was never exercised."""
    return tr("Nobody has tried the plan yet. A tabletop exercise takes two hours and shows what is missing.")
