"""The pages of the paper below each other, at any zoom, with what was looked for marked in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from outsource_desk.ui.language import tr
from outsource_desk.ui.reports.layout import Fit, PageLayout, next_zoom
from outsource_desk.ui.reports.paper import Hit, Paper
from outsource_desk.ui.reports.tiles import Tile, Tiles, tiles_of
from outsource_desk.ui.theme import LIGHT, S, look, tokens

LEAST = 160  # pixels of height
LINE = 48  # pixels that an arrow key scrolls


class PaperView(QAbstractScrollArea):
    """Shows a paper; draws only what is in view, one square at a time between other events."""

    page_changed = Signal(int)  # from 0
    zoom_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._paper: Paper | None = None
        self._layout = PageLayout([])
        self._tiles = Tiles()
        self._hits: Sequence[Hit] = ()
        self._hit: Hit | None = None
        self._page = 0
        self._fit, self._zoom = Fit.WIDTH, 1.0
        self.setObjectName("reports.paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalScrollBar().setSingleStep(LINE)
        self.horizontalScrollBar().setSingleStep(LINE)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self._slices = QTimer(self, interval=0, singleShot=True)
        self._slices.timeout.connect(self._draw_one)
        self._tell()
        look.changed.connect(self.viewport().update)

    @property
    def paper(self) -> Paper | None:
        """Return the paper on show."""
        return self._paper

    @property
    def page(self) -> int:
        """Return the page that is being read, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """Return the zoom; at 1 the paper is as large as in the hand on a screen of 96 dots per inch."""
        return self._layout.zoom

    @property
    def fit(self) -> Fit:
        """Return what the zoom follows."""
        return self._fit

    @property
    def is_drawn(self) -> bool:
        """Tell whether everything in view shows the present paper."""
        return all(self._tiles.is_drawn(tile) for tile, _ in self._tiles_in_view())

    def show_paper(self, paper: Paper | None) -> None:
        """Show another paper at the same page and zoom; the one before is closed."""
        before, self._paper = self._paper, paper
        anchor = self._layout.anchor(self.verticalScrollBar().value())
        self._hits, self._hit = (), None
        self._tiles.turn_over()
        if before is not None:
            before.close()
        self._lay_out(anchor if before is not None else (self._page, 0.0))

    def go_to(self, page: int) -> None:
        """Bring the top of a page into view."""
        if self._paper and len(self._paper):
            page = min(max(page, 0), len(self._paper) - 1)
            self.verticalScrollBar().setValue(self._layout.top(page))
            self._turn(page)  # the last pages may not reach the top
        else:
            self._page = max(page, 0)

    def set_fit(self, fit: Fit) -> None:
        """Let the zoom follow the width or the whole of a page."""
        self._fit = fit
        self._lay_out((self._page, 0.0) if fit is Fit.PAGE else self._layout.anchor(self.verticalScrollBar().value()))

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom; the point that lies under ``at`` stays there, else the middle of what is in view."""
        middle = at or QPointF(self.viewport().rect().center())
        anchor = self._layout.point_at(self._seen().topLeft() + middle)
        self._fit, self._zoom = Fit.NONE, zoom
        self._lay_out(self._layout.anchor(self.verticalScrollBar().value()))
        place = self._layout.place_of(anchor) - middle
        self.horizontalScrollBar().setValue(round(place.x()))
        self.verticalScrollBar().setValue(round(place.y()))

    def zoom_by(self, step: int, at: QPointF | None = None) -> None:
        """Zoom in (1) or out (-1)."""
        self.set_zoom(next_zoom(self.zoom, step), at)

    def show_hits(self, hits: Sequence[Hit], current: Hit | None) -> None:
        """Mark where a text stands, and bring the current place into view."""
        has_moved = current is not self._hit
        self._hits, self._hit = hits, current
        if current is not None and has_moved:
            self._reveal(current)
        self.viewport().update()

    def state(self) -> dict[str, Any]:
        """Return page and zoom."""
        return {"page": self._page, "fit": self._fit.value, "zoom": round(self._zoom, 4)}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up page and zoom again."""
        fits = {fit.value: fit for fit in Fit}
        self._fit = fits.get(str(state.get("fit")), Fit.WIDTH)
        self._zoom = min(max(float(state.get("zoom", 1.0)), 0.25), 4.0)
        self._lay_out((int(state.get("page", 0)), 0.0))
        self.go_to(int(state.get("page", 0)))

    def sizeHint(self) -> QSize:
        return QSize(2 * LEAST, LEAST)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to(self._page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self._page - 1)
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(len(self._layout) - 1)
            case Qt.Key.Key_Space:
                bar.setValue(bar.value() + (-1 if is_shifted else 1) * (high - LINE))
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned := event.angleDelta().y():
                self.zoom_by(1 if turned > 0 else -1, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._layout.anchor(self.verticalScrollBar().value()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(t.sunken))
        for page in self._pages_in_view():
            sheet = self._sheet(page)
            painter.fillRect(sheet, QColor(LIGHT.surface))  # paper is white in the dark too
            painter.setPen(QPen(QColor(t.line), 1))
            painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5))
        is_waiting = False
        for tile, place in self._tiles_in_view():
            if picture := self._tiles.picture(tile):
                painter.drawPixmap(place, picture, QRectF(picture.rect()))
            is_waiting |= not self._tiles.is_drawn(tile)
        self._paint_hits(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
        painter.end()
        self._slices.start() if is_waiting else self._tiles.settle()

    def _paint_hits(self, painter: QPainter) -> None:
        pages = set(self._pages_in_view())
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for hit in self._hits:
            if hit.page in pages:
                for box in self._boxes(hit):
                    painter.fillRect(box, QColor(LIGHT.heat[4]))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if self._hit is not None and self._hit.page in pages:
            painter.setPen(QPen(QColor(LIGHT.accent), 2))
            for box in self._boxes(self._hit):
                painter.drawRect(box.adjusted(-2, -2, 2, 2))

    def _draw_one(self) -> None:
        """Draw one square that is in view and missing."""
        for tile, place in self._tiles_in_view():
            if self._paper is not None and not self._tiles.is_drawn(tile):
                self._tiles.draw(self._paper, tile)
                self.viewport().update(place.toAlignedRect())
                return

    def _lay_out(self, anchor: tuple[int, float]) -> None:
        """Place the pages anew and return to a page and how far it was scrolled."""
        view = self.viewport().size()
        sizes = self._paper.sizes if self._paper else ()
        before = self._layout.zoom
        self._layout = PageLayout(sizes, view, self._fit, self._zoom, self.devicePixelRatioF())
        self._zoom = self._layout.zoom
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setRange(0, max(0, self._layout.wide - view.width()))
        horizontal.setPageStep(view.width())
        vertical.setRange(0, max(0, self._layout.high - view.height()))
        vertical.setPageStep(view.height())
        vertical.setValue(self._layout.scroll_to(anchor))
        if sizes:
            self._turn(min(anchor[0], len(sizes) - 1))
        if before != self._layout.zoom:
            self.zoom_changed.emit()
        self.viewport().update()

    def _reveal(self, hit: Hit) -> None:
        box = self._boxes(hit)[0] if hit.boxes else self._sheet(hit.page)
        if not QRectF(self.viewport().rect()).adjusted(S, S, -S, -S).contains(box):
            middle = self.viewport().rect().center()
            horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
            horizontal.setValue(horizontal.value() + round(box.center().x() - middle.x()))
            vertical.setValue(vertical.value() + round(box.center().y() - middle.y()))
        self._turn(hit.page)

    def _on_scroll(self) -> None:
        self._turn(self._layout.page_in(self._seen()))

    def _turn(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self._tell()

    def _tell(self) -> None:
        """Say to a screen reader which page this is and what stands on it."""
        if self._paper is None or not len(self._paper):
            self.setAccessibleName(tr("Board paper, not made yet"))
            self.setAccessibleDescription("")
        else:
            self.setAccessibleName(
                tr("Board paper, page {page} of {pages}", page=self._page + 1, pages=len(self._paper))
            )
            self.setAccessibleDescription(self._paper.text(self._page))

    def _seen(self) -> QRectF:
        corner = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRectF(corner, self.viewport().size().toSizeF())

    def _pages_in_view(self) -> list[int]:
        return self._layout.pages_in(self._seen())

    def _sheet(self, page: int) -> QRectF:
        """Return where a page lies on the viewport."""
        return self._layout.rect(page).translated(-self._seen().topLeft())

    def _boxes(self, hit: Hit) -> list[QRectF]:
        sheet, scale = self._sheet(hit.page), self._layout.scale
        return [
            QRectF(box.topLeft() * scale, box.size() * scale).translated(sheet.topLeft()).adjusted(-1, -1, 1, 1)
            for box in hit.boxes
        ]

    def _tiles_in_view(self) -> Iterator[tuple[Tile, QRectF]]:
        """Yield the squares in view, each with its place on the viewport."""
        if self._paper is None:
            return
        ratio = self.devicePixelRatioF()
        for page in self._pages_in_view():
            sheet = self._sheet(page)
            seen = QRectF(self.viewport().rect()).translated(-sheet.topLeft())
            part = QRectF(seen.topLeft() * ratio, seen.size() * ratio).toAlignedRect()
            for tile in tiles_of(self._paper, page, self._layout.scale * ratio, part):
                spot = QRect(*tile.part)
                place = QRectF(QPointF(spot.topLeft()) / ratio, spot.size().toSizeF() / ratio)
                yield tile, place.translated(sheet.topLeft())
