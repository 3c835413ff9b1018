"""Where the pages of a paper lie below each other at a zoom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

from outsource_desk.ui.reports.paper import pixels
from outsource_desk.ui.theme import L

SCREEN = 96 / 72  # pixels per point at a zoom of 1
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)


class Fit(Enum):
    """What the zoom follows."""

    WIDTH = "width"
    PAGE = "page"
    NONE = "none"


class PageLayout:
    """Pages below each other, centred; lengths in pixels before the screen's ratio."""

    def __init__(
        self,
        sizes: Sequence[QSizeF],
        view: QSize | None = None,
        fit: Fit = Fit.NONE,
        zoom: float = 1.0,
        ratio: float = 1.0,
    ) -> None:
        """Lay out pages.

        Args:
            sizes: of the pages, in points.
            view: the room there is.
            fit: what the zoom follows.
            zoom: taken where it follows nothing.
            ratio: pixels of the screen per pixel; pages begin on whole pixels of the screen.
        """
        view = view or QSize()
        self.zoom = _fitting(sizes, view, fit, zoom)
        self.scale = self.zoom * SCREEN
        rects = []
        top = float(L)
        widest = max((size.width() for size in sizes), default=0.0) * self.scale + 2 * L
        self.wide = max(view.width(), round(widest))
        for size in sizes:
            wide, high = (length / ratio for length in pixels(size, self.scale * ratio))
            left = round((self.wide - wide) / 2 * ratio) / ratio
            rects.append(QRectF(left, round(top * ratio) / ratio, wide, high))
            top += high + L
        self._rects = rects
        self._tops = [rect.top() for rect in rects]
        self.high = round(top)

    def __len__(self) -> int:
        return len(self._rects)

    def rect(self, page: int) -> QRectF:
        """Return where a page lies."""
        return QRectF(self._rects[page])

    def top(self, page: int) -> int:
        """Return how far to scroll for a page."""
        return round(self._tops[page]) - L // 2

    def pages_in(self, seen: QRectF) -> list[int]:
        """Return the pages that a rectangle touches."""
        first = max(0, bisect_right(self._tops, seen.top()) - 1)
        last = bisect_right(self._tops, seen.bottom())
        return [page for page in range(first, last) if self._rects[page].intersects(seen)]

    def page_in(self, seen: QRectF) -> int:
        """Return the page of which most is seen, the earlier of two."""
        pages = self.pages_in(seen) or [max(0, bisect_right(self._tops, seen.top()) - 1)]
        return max(pages, key=lambda page: round(self._rects[page].intersected(seen).height()) if len(self) else 0)

    def anchor(self, scrolled: int) -> tuple[int, float]:
        """Return the page at the upper edge, and how far it is scrolled as a share of its height."""
        if not self._rects:
            return 0, 0.0
        page = max(0, bisect_right(self._tops, scrolled + L) - 1)
        return page, (scrolled - self.top(page)) / self._rects[page].height()

    def scroll_to(self, anchor: tuple[int, float]) -> int:
        """Return how far to scroll for what `anchor` returned, also of a paper with other pages."""
        if not self._rects:
            return 0
        page = min(anchor[0], len(self) - 1)
        return self.top(page) + round(anchor[1] * self._rects[page].height())

    def point_at(self, place: QPointF) -> tuple[int, QPointF]:
        """Return page and point on it, in points, that lie nearest to a place."""
        page = max(0, bisect_right(self._tops, place.y()) - 1)
        return page, (place - self._rects[page].topLeft()) / self.scale if self._rects else place

    def place_of(self, point: tuple[int, QPointF]) -> QPointF:
        """Return where a point on a page lies."""
        return self._rects[point[0]].topLeft() + point[1] * self.scale if self._rects else point[1]


def next_zoom(zoom: float, step: int) -> float:
    """Return the next larger (1) or smaller (-1) step of the zoom."""
    if step > 0:
        return next((each for each in ZOOMS if each > zoom * 1.01), ZOOMS[-1])
    return next((each for each in reversed(ZOOMS) if each < zoom / 1.01), ZOOMS[0])


def _fitting(sizes: Sequence[QSizeF], view: QSize, fit: Fit, zoom: float) -> float:
    if fit is Fit.NONE or not sizes or view.width() <= 2 * L:
        return zoom
    wide = (view.width() - 2 * L) / (max(size.width() for size in sizes) * SCREEN)
    high = (view.height() - 2 * L) / (max(size.height() for size in sizes) * SCREEN)
    return min(max(wide if fit is Fit.WIDTH else min(wide, high), ZOOMS[0]), ZOOMS[-1])
