"""The steps of the import: what is done, where the user is, what is to come."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.ui.icons import draw
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import S, TextStyle, look, scaled, text_font, tokens

_RING, _LINE = 24, 24


class Steps(QWidget):
    """Rings joined by lines; too narrow for all names, only the present step keeps its name."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names = names
        self.current = 0
        self.setObjectName("import.steps")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_step(0)
        look.changed.connect(self._dress)

    def show_step(self, current: int) -> None:
        """Mark a step as the present one and those before it as done."""
        self.current = current
        place = tr("Step {number} of {count}", number=current + 1, count=len(self._names))
        self.setAccessibleName(f"{place}: {self._names[current]}")
        self.update()

    def suit(self, room: int) -> None:
        """Take all names into this room, or only the present one."""
        whole = self.sizeHint().width()
        self.setMaximumWidth(whole if whole <= room else self.minimumSizeHint().width())

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths(all_names=True)), scaled(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(self._widths(all_names=False)), scaled(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_names = self.width() >= self.sizeHint().width()
        widths = self._widths(all_names=has_names)
        left = float(self.width() - sum(widths))
        ring = scaled(_RING)
        top = (self.height() - ring) / 2
        for at, (name, wide) in enumerate(zip(self._names, widths, strict=True)):
            box = QRectF(left + 1, top + 1, ring - 2, ring - 2)
            is_ahead = at > self.current
            painter.setPen(QPen(QColor(t.field if is_ahead else t.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush if is_ahead else QColor(t.accent))
            painter.drawEllipse(box)
            if at < self.current:
                side = scaled(12)
                mark = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
                draw(painter, "check", mark, t.on_accent)
            else:
                painter.setFont(text_font(TextStyle.LABEL))
                painter.setPen(QColor(t.muted if is_ahead else t.on_accent))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(at + 1))
            x = left + ring + 4
            if has_names or at == self.current:
                x += 4
                font = text_font(TextStyle.STRONG if at == self.current else TextStyle.BODY)
                painter.setFont(font)
                painter.setPen(QColor(t.muted if is_ahead else t.text))
                text_wide = QFontMetrics(font).horizontalAdvance(name)
                place = QRectF(x, 0, text_wide + 2, self.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
                x += text_wide + (scaled(12) if has_names else 4)
            if at + 1 < len(self._names):
                painter.setPen(QPen(QColor(t.field), 1))
                middle = round(self.height() / 2) + 0.5
                right = left + wide - (scaled(12) if has_names else 4)
                painter.drawLine(int(x), int(middle), int(right), int(middle))
            left += wide
        painter.end()

    def _widths(self, *, all_names: bool) -> list[int]:
        metrics = QFontMetrics(text_font(TextStyle.STRONG))
        widths = []
        for at, name in enumerate(self._names):
            is_named = all_names or at == self.current
            wide = scaled(_RING) + (S + metrics.horizontalAdvance(name) if is_named else 0)
            is_last = at + 1 == len(self._names)
            line = scaled(_LINE + 24) if all_names else 8 + scaled(12)
            widths.append(wide + (0 if is_last else line))
        return widths

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
