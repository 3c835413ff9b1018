"""The scale of a pairwise judgement: nine steps to each side, moved with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.weighting.words import ratio_words
from outsource_desk.ui.theme import RADIUS, TextStyle, look, scaled, text_font, tokens

STEPS = tuple(range(-8, 9))  # -8: the first matters nine times as much; 0: the same; 8: the second nine times
TALL = 36


def ratio_of(step: int) -> float:
    """Return how many times as much the first matters as the second."""
    return 1.0 - step if step <= 0 else 1.0 / (1 + step)


def step_of(ratio: float) -> int:
    """Return the step that is nearest to a ratio."""
    return -round(ratio - 1) if ratio >= 1 else round(1 / ratio - 1)


class ScaleBar(QWidget):
    """Shows 9 … 1 … 9; none is marked until the pair is judged."""

    judged = Signal(float)  # the ratio
    left = Signal()  # Enter: go on

    def __init__(self) -> None:
        super().__init__()
        self._names = "", ""
        self._step: int | None = None
        self.setObjectName("weighting.scale")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)

    def show_pair(self, first: str, second: str, ratio: float | None) -> None:
        """Show a judgement of a pair, or that there is none yet."""
        self._names, self._step = (first, second), None if ratio is None else step_of(ratio)
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(scaled(26) * len(STEPS), scaled(TALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(16) * len(STEPS), scaled(TALL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if move:
            self._take((self._step or 0) + move)
        elif event.text() in set("123456789"):
            side = 1 if self._step is not None and self._step > 0 else -1
            self._take(side * (int(event.text()) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        place = int(event.position().x() / (self.width() / len(STEPS)))
        self._take(STEPS[min(max(place, 0), len(STEPS) - 1)])

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.sunken))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        wide = (self.width() - 4) / len(STEPS)
        for place, step in enumerate(STEPS):
            cell = QRectF(2 + place * wide, 2, wide, self.height() - 4)
            is_on = step == self._step
            is_passed = self._step is not None and (self._step < step <= 0 or 0 <= step < self._step)
            if is_on or is_passed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.accent if is_on else t.accent_soft))
                painter.drawRoundedRect(cell.adjusted(1.5, 1.5, -1.5, -1.5), RADIUS - 2, RADIUS - 2)
            painter.setPen(QColor(t.on_accent if is_on else t.text if step == 0 else t.muted))
            painter.setFont(text_font(TextStyle.STRONG if is_on or step == 0 else TextStyle.BODY))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(abs(step) + 1))
        painter.end()

    def _take(self, step: int) -> None:
        self._step = min(max(step, STEPS[0]), STEPS[-1])
        self._tell()
        self.judged.emit(ratio_of(self._step))

    def _tell(self) -> None:
        first, second = self._names
        self.setAccessibleName(tr("How {first} compares with {second}", first=first, second=second))
        said = tr("not judged yet") if self._step is None else ratio_words(first, second, ratio_of(self._step))
        self.setAccessibleDescription(said)
        self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
