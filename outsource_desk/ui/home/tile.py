"""A tile: one figure on a card that leads to where it comes from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from outsource_desk.ui.home.figures import Figure
from outsource_desk.ui.icons import pixmap
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import RADIUS, L, S, TextStyle, look, scaled, text_font, tokens, tone
from outsource_desk.ui.widgets.chip import SHAPES

HIGH, NARROWEST = 110, 176
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Tile(QAbstractButton):
    """Shows a figure; a click, Space or Enter asks for its place."""

    asked = Signal(Place)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"tile.{name}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._figure: Figure | None = None
        self.clicked.connect(self._on_click)
        look.changed.connect(self._dress)

    def show_figure(self, figure: Figure) -> None:
        """Show a figure."""
        self._figure = figure
        self.setAccessibleName(figure.words)
        self.setToolTip(figure.words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(266), scaled(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(NARROWEST), scaled(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        if self._figure is not None:
            left, wide = L, self.width() - 2 * L
            line = QRectF(left, scaled(14), wide, scaled(24))
            free = self._chip(painter, line, self._figure)
            self._head(painter, QRectF(left, line.y(), free, line.height()), self._figure)
            self._value(painter, QRectF(left, scaled(42), wide, scaled(36)), self._figure)
            painter.setPen(QColor(tokens().muted))
            self._words(painter, QRectF(left, scaled(80), wide, scaled(16)), self._figure.caption, TextStyle.CAPTION)
        painter.end()

    def _ground(self, painter: QPainter) -> None:
        t = tokens()
        wide = 2.0 if self.hasFocus() else 1.0
        edge = t.accent if self.hasFocus() else t.field if self.underMouse() else t.line
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(QColor(t.sunken if self.isDown() else t.surface))
        inset = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def _head(self, painter: QPainter, line: QRectF, figure: Figure) -> None:
        size = scaled(16)
        icon = pixmap(figure.icon, tokens().muted, size)
        painter.drawPixmap(QPointF(line.x(), line.y() + (line.height() - size) / 2), icon)
        painter.setPen(QColor(tokens().muted))
        self._words(painter, line.adjusted(size + S, 0, 0, 0), figure.title, TextStyle.BODY)

    def _chip(self, painter: QPainter, line: QRectF, figure: Figure) -> float:
        """Paint the state at the right end and return how much room is left of it."""
        if not figure.chip:
            return line.width()
        colour, ground = tone(figure.tone)
        metrics = QFontMetrics(text_font(TextStyle.LABEL))
        title = QFontMetrics(text_font(TextStyle.BODY)).horizontalAdvance(figure.title) + scaled(16) + 2 * S
        text = metrics.elidedText(figure.chip, Qt.TextElideMode.ElideRight, int(line.width() - title - scaled(33)))
        wide = metrics.horizontalAdvance(text) + scaled(33)
        box = QRectF(line.right() - wide, line.y(), wide, line.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        size = scaled(12)
        icon = pixmap(figure.shape or SHAPES[figure.tone], colour, size)
        painter.drawPixmap(QPointF(box.x() + scaled(8), box.y() + (box.height() - size) / 2), icon)
        painter.setPen(QColor(colour))
        painter.setFont(text_font(TextStyle.LABEL))
        painter.drawText(box.adjusted(scaled(24), 0, 0, 0), _LEFT, text)
        return line.width() - wide - S

    def _value(self, painter: QPainter, line: QRectF, figure: Figure) -> None:
        """Paint the number, smaller if it is too long, and behind it what it is, on one baseline."""
        style = TextStyle.DISPLAY
        metrics = QFontMetrics(text_font(style))
        if metrics.horizontalAdvance(figure.value) > line.width() * 0.75:
            style = TextStyle.TITLE
            metrics = QFontMetrics(text_font(style))
        value = metrics.elidedText(figure.value, Qt.TextElideMode.ElideRight, int(line.width()))
        base = line.y() + scaled(28)
        painter.setPen(QColor(tokens().text))
        painter.setFont(text_font(style))
        painter.drawText(QPointF(line.x(), base), value)
        left = line.x() + metrics.horizontalAdvance(value) + S
        painter.setPen(QColor(tokens().muted))
        painter.setFont(text_font(TextStyle.BODY))
        small = QFontMetrics(text_font(TextStyle.BODY))
        painter.drawText(
            QPointF(left, base), small.elidedText(figure.unit, Qt.TextElideMode.ElideRight, int(line.right() - left))
        )

    @staticmethod
    def _words(painter: QPainter, box: QRectF, text: str, style: TextStyle) -> None:
        painter.setFont(text_font(style))
        metrics = QFontMetrics(text_font(style))
        painter.drawText(box, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width())))

    def _on_click(self) -> None:
        if self._figure is not None:
            self.asked.emit(self._figure.place)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
