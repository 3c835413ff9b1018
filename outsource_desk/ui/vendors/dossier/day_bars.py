"""A picture of one day: when we work, when a site works, and when both do, in winter and in summer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.analysis.overlap import Span
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XS, M, S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.vendors.dossier.words import hour

BAR, GAP, LINE, AXIS = 8, 2, 28, 18  # pixels
DAY = 24
TICKS = (0, 6, 12, 18, 24)


@dataclass(frozen=True)
class Season:
    """One line of the picture; spans in hours of our day."""

    name: str
    ours: Sequence[Span]
    theirs: Sequence[Span]
    together: str  # in words


class DayBars(QWidget):
    """Two thin bars per season, ours above theirs; what they share is in the accent colour on both."""

    def __init__(self, seasons: Sequence[Season], theirs: str) -> None:
        super().__init__()
        self._seasons = seasons
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Working hours of {name} in our time", name=theirs))
        self.setAccessibleDescription(" ".join(_spoken(season, theirs) for season in seasons))
        self.setToolTip(self.accessibleDescription())
        look.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        return QSize(scaled(320), scaled(LINE * len(self._seasons) + AXIS))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(TextStyle.CAPTION))
        metrics = QFontMetrics(text_font(TextStyle.CAPTION))
        left = max(metrics.horizontalAdvance(each.name) for each in self._seasons) + M
        right = max(metrics.horizontalAdvance(each.together) for each in self._seasons) + M
        track = QRectF(left, 0, max(self.width() - left - right, scaled(60)), scaled(LINE))
        for place, season in enumerate(self._seasons):
            self._draw(painter, season, track.translated(0, place * scaled(LINE)))
        self._draw_axis(painter, track.translated(0, len(self._seasons) * scaled(LINE)))
        painter.end()

    def _draw(self, painter: QPainter, season: Season, track: QRectF) -> None:
        t, high = tokens(), scaled(BAR)
        top = track.center().y() - high - scaled(GAP) / 2
        both = [span for one in season.ours for other in season.theirs if (span := _common(one, other))]
        painter.setPen(Qt.PenStyle.NoPen)
        for lane, spans in enumerate((season.ours, season.theirs)):
            at = top + lane * (high + scaled(GAP))
            painter.setBrush(QColor(t.sunken))
            painter.drawRect(QRectF(track.left(), at, track.width(), high))
            for colour, parts in ((t.mark, spans), (t.accent, both)):
                painter.setBrush(QColor(colour))
                for begin, end in parts:
                    left = track.left() + track.width() * begin / DAY
                    painter.drawRect(QRectF(left, at, track.width() * (end - begin) / DAY, high))
        painter.setPen(QColor(t.muted))
        names = QRectF(0, track.top(), track.left() - XS, track.height())
        painter.drawText(names, Qt.AlignmentFlag.AlignVCenter, season.name)
        painter.setPen(QColor(t.text))
        said = QRectF(track.right() + S, track.top(), self.width() - track.right() - S, track.height())
        painter.drawText(said, Qt.AlignmentFlag.AlignVCenter, season.together)

    def _draw_axis(self, painter: QPainter, track: QRectF) -> None:
        painter.setPen(QColor(tokens().muted))
        for tick in TICKS:
            middle = track.left() + track.width() * tick / DAY
            cell = QRectF(middle - scaled(24), track.top(), scaled(48), scaled(AXIS))
            painter.drawText(cell, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"{tick}:00")

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


def _common(one: Span, other: Span) -> Span | None:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low < high else None


def _spoken(season: Season, theirs: str) -> str:
    return tr(
        "{season}: we work {ours}, {name} works {theirs}; together {hours}.",
        season=season.name,
        ours=_spans_words(season.ours),
        name=theirs,
        theirs=_spans_words(season.theirs),
        hours=season.together,
    )


def _spans_words(spans: Sequence[Span]) -> str:
    return ", ".join(f"{hour(begin)}–{hour(end)}" for begin, end in spans) or tr("not at all")
