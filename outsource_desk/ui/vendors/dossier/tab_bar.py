"""The tabs of a dossier: side by side in as many lines as they need, or a list where that would be too many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.ui.theme import RADIUS, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.layout import column
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.tab_list import TabList

LINE = 32  # pixels
MOST_LINES = 2


class WrappedSegments(Segments):
    """Choices side by side, going on in the next line; Up and Down move between the lines."""

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, accessible_name: str) -> None:
        super().__init__(choices, name, accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def lines(self, width: int) -> int:
        """Return how many lines the choices need in a width."""
        return self._places(width)[-1].top() // scaled(LINE) + 1 if self.choices else 1

    def fit(self, width: int) -> None:
        """Become as high as the lines that a width needs."""
        self.setFixedHeight(self.lines(width) * scaled(LINE) + 4)

    def sizeHint(self) -> QSize:
        return QSize(scaled(240), scaled(LINE) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(LINE) + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        place = self._beside(step) if step else None
        if place is not None:
            self.choose(self.choices[place][0])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, rect in enumerate(self._places(self.width())):
            if rect.contains(event.position().toPoint()):
                self.choose(self.choices[place][0])

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.sunken))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        for (key, text), rect in zip(self.choices, self._places(self.width()), strict=True):
            is_on = key == self.key
            if is_on:
                painter.setPen(QPen(QColor(t.field), 1))
                painter.setBrush(QColor(t.surface))
                painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), RADIUS - 2, RADIUS - 2)
            painter.setPen(QColor(t.text if is_on else t.muted))
            painter.setFont(text_font(TextStyle.STRONG if is_on else TextStyle.BODY))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    def _places(self, width: int) -> list[QRect]:
        """Return where each choice stands in a width."""
        return list(self._laid_out(width))

    def _laid_out(self, width: int) -> Iterator[QRect]:
        left, top, high = 2, 2, scaled(LINE)
        for wide in self._widths():
            if left > 2 and left + wide > width - 2:
                left, top = 2, top + high
            yield QRect(left, top, wide, high)
            left += wide

    def _beside(self, step: int) -> int | None:
        """Return the choice above or below the one that is on; nothing where there is no such line."""
        places = self._places(self.width())
        now = next(place for place, (key, _) in enumerate(self.choices) if key == self.key)
        wanted = places[now].top() + step * scaled(LINE)
        line = [place for place, rect in enumerate(places) if rect.top() == wanted]
        middle = places[now].center().x()
        return min(line, key=lambda place: abs(places[place].center().x() - middle), default=None)


class TabBar(QWidget):
    """The tabs with how much each holds; a list in their place where they would need too many lines."""

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, accessible_name: str) -> None:
        super().__init__()
        self.tabs = WrappedSegments(choices, name, accessible_name)
        self.list = TabList(self.tabs, f"{name}_list")
        self.setLayout(column(self.tabs, self.list, gap=0))
        look.changed.connect(self._fold)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Say anew what each tab is called."""
        if list(choices) == list(self.tabs.choices):
            return
        self.tabs.show_choices(choices)
        for place, (_, words) in enumerate(choices):
            self.list.setItemText(place, words)
        self._fold()

    def focus(self) -> None:
        """Take the focus where the tabs can be changed."""
        (self.list if self.tabs.isHidden() else self.tabs).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        has_room = self.tabs.lines(self.width()) <= MOST_LINES
        self.tabs.fit(self.width())
        self.tabs.setVisible(has_room)
        self.list.setHidden(has_room)
