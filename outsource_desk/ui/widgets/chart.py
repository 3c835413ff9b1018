"""A chart on screen: painted once per size, read by mouse, keys and ear, copied as picture or table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from outsource_desk.charts.layout import layout, natural_height
from outsource_desk.charts.marks import Mark, extent
from outsource_desk.charts.spec import ChartSpec
from outsource_desk.ui.formats import locale
from outsource_desk.ui.language import language, tr
from outsource_desk.ui.theme import look, tokens
from outsource_desk.ui.widgets.chart_paint import ChartPainter, measure, screen_theme, unit

SHARP = 2.0  # pixels of a copied picture for one on screen
NARROWEST = 260.0  # points


class ChartView(QWidget):
    """Shows a chart definition. Arrow keys step from mark to mark; what a mark says is its tip."""

    def __init__(self, name: str = "chart") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._spec: ChartSpec | None = None
        self._marks: tuple[Mark, ...] = ()
        self._stops: list[tuple[QRectF, str]] = []  # box and words of each mark that says something
        self._laid_out: tuple[object, ...] = ()
        self._at = -1
        look.changed.connect(self._dress)

    @property
    def spec(self) -> ChartSpec | None:
        """Return what is shown."""
        return self._spec

    def show_spec(self, spec: ChartSpec) -> None:
        """Show a chart; nothing is laid out again if it is the one that is shown."""
        if spec == self._spec:
            return
        self._spec, self._at = spec, -1
        self.setAccessibleName(spec.title)
        self.setAccessibleDescription(spec.alt)
        self._dress()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the display list for the present size."""
        spec = self._spec
        if spec is None:
            return ()
        speaks = language(), locale().name()
        key = (id(spec), self.width(), self.height(), look.tokens, look.percent, speaks)
        if key != self._laid_out:
            self._laid_out = key
            scale = unit()
            room = self.contentsRect()
            wide, high = max(NARROWEST, (room.width() - 2) / scale), max(40.0, (room.height() - 2) / scale)
            self._marks = layout(spec, wide, high, screen_theme(), measure)
            self._stops = _stops(self._marks)
            self._at = min(self._at, len(self._stops) - 1)
        return self._marks

    def sizeHint(self) -> QSize:
        return QSize(round(420 * unit()), self.heightForWidth(round(420 * unit())))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(NARROWEST * unit()), self.heightForWidth(round(NARROWEST * unit())))

    def heightForWidth(self, width: int) -> int:
        if self._spec is None:
            return 0
        edges = self.contentsMargins()
        wide = max(1, width - edges.left() - edges.right())
        return round(natural_height(self._spec, wide / unit()) * unit()) + edges.top() + edges.bottom() + 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.translate(self._corner())
        ChartPainter(painter, unit()).paint(self.marks)
        painter.resetTransform()
        if self.hasFocus() and self._spec is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.drawRoundedRect(self._ring(), 4, 4)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._stop_at(QPointF(event.pos()))
            if place < 0:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._stops[place][1], self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._stop_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and place >= 0:
            self._step_to(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
            return
        count = len(self._stops) if self.marks else 0
        steps = {
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Left: self._at - 1 if self._at > 0 else 0,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
            Qt.Key.Key_Down: self._beyond(1),
            Qt.Key.Key_Up: self._beyond(-1),
        }
        key = Qt.Key(event.key())
        if key in steps and count:
            self._step_to(min(steps[key], count - 1))
        elif key == Qt.Key.Key_Escape and self._at >= 0:
            self._step_to(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._step_to(-1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """Return the context menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, text, slot in (
            ("chart.table", tr("Show as &table…"), self.show_table),
            ("chart.copy_picture", tr("&Copy picture"), self.copy_picture),
            ("chart.copy_svg", tr("Copy as &SVG"), self.copy_svg),
            ("chart.copy_table", tr("Copy t&able"), self.copy_table),
        ):
            action = QAction(text, menu)
            action.setObjectName(name)
            action.triggered.connect(slot)
            menu.addAction(action)
        return menu

    def show_table(self) -> None:
        """Show every value of the chart as a table."""
        from outsource_desk.ui.widgets.chart_table import ChartTable

        if self._spec is not None:
            ChartTable(self._spec, self).open()

    def copy_table(self) -> None:
        """Put every value of the chart on the clipboard, as a table."""
        from outsource_desk.charts.grid import grid_of
        from outsource_desk.ui.widgets.table import copy_grid

        if self._spec is not None:
            copy_grid(grid_of(self._spec))

    def picture(self) -> QImage:
        """Return the chart as a picture, twice as sharp as on screen."""
        image = QImage(self.size() * SHARP, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SHARP)
        image.fill(QColor(tokens().surface))
        painter = QPainter(image)
        painter.translate(self._corner())
        ChartPainter(painter, unit()).paint(self.marks)
        painter.end()
        return image

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        QGuiApplication.clipboard().setImage(self.picture())

    def copy_svg(self) -> None:
        """Put the chart on the clipboard as an SVG document."""
        from outsource_desk.charts.svg import svg_of

        if self._spec is None:
            return
        wide, high = self.width() / unit(), self.height() / unit()
        svg = svg_of(self.marks, wide, high, self._spec.title, self._spec.alt, tokens().surface)
        content = QMimeData()
        content.setData("image/svg+xml", svg.encode())
        content.setText(svg)
        QGuiApplication.clipboard().setMimeData(content)

    def _step_to(self, place: int) -> None:
        """Put the ring on a mark and say its words; -1 is the chart as a whole."""
        spec = self._spec
        if spec is None:
            return
        self._at = place
        words = self._stops[place][1] if 0 <= place < len(self._stops) else spec.alt
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        self.update()

    def _beyond(self, way: int) -> int:
        """Return the nearest mark in the next row below or above."""
        if self._at < 0 or not self._stops:
            return 0
        here = self._stops[self._at][0].center()
        rest = [
            (place, box.center())
            for place, (box, _) in enumerate(self._stops)
            if way * (box.center().y() - here.y()) > 4
        ]
        if not rest:
            return self._at
        return min(rest, key=lambda each: (round(abs(each[1].y() - here.y())), abs(each[1].x() - here.x())))[0]

    def _stop_at(self, position: QPointF) -> int:
        """Return the mark under a place on the widget; -1 if there is none."""
        if not self.marks:
            return -1
        point = (position - self._corner()) / unit()
        under = [place for place, (box, _) in enumerate(self._stops) if box.adjusted(-2, -2, 2, 2).contains(point)]
        return min(under, key=lambda place: self._stops[place][0].width() * self._stops[place][0].height(), default=-1)

    def _ring(self) -> QRectF:
        scale = unit()
        if 0 <= self._at < len(self._stops):
            box = self._stops[self._at][0]
            spot = QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale)
            return spot.adjusted(-3, -3, 3, 3).translated(self._corner())
        return QRectF(self.rect()).adjusted(1, 1, -1, -1)

    def _corner(self) -> QPointF:
        """Return where the chart begins: inside the margins that keep the ring of the focus away from its names."""
        return QPointF(self.contentsRect().topLeft()) + QPointF(1, 1)

    def _dress(self) -> None:
        self._laid_out = ()
        self.updateGeometry()
        self.update()


def _stops(marks: tuple[Mark, ...]) -> list[tuple[QRectF, str]]:
    """Return the boxes of marks that say something; neighbours that say the same are one."""
    found: list[tuple[QRectF, str]] = []
    for mark in marks:
        if not mark.tip:
            continue
        left, top, right, bottom = extent(mark, measure)
        box = QRectF(left, top, right - left, bottom - top)
        if found and found[-1][1] == mark.tip:
            found[-1] = (found[-1][0].united(box), mark.tip)
        else:
            found.append((box, mark.tip))
    return found
