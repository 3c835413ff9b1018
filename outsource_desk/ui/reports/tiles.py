"""The pictures of a paper's pages, cut into squares, so that any zoom takes little memory and little time at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap

from outsource_desk.ui.reports.paper import Paper, pixels

SIDE = 640  # pixels of the screen; one takes a few milliseconds
KEPT = 96  # squares, some 150 MB at most


@dataclass(frozen=True)
class Tile:
    """A square of one page at one zoom."""

    page: int
    scale: float  # pixels of the screen per point
    part: tuple[int, int, int, int]  # left, top, width and height in pixels of the screen


class Tiles:
    """The squares that have been drawn; those not looked at for longest are let go."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[Tile, QPixmap] = OrderedDict()
        self._before: dict[Tile, QPixmap] = {}  # of the paper before, shown until the new one is drawn

    def __len__(self) -> int:
        return len(self._drawn)

    def turn_over(self) -> None:
        """Forget all squares, as another paper has come; what is on screen stays until it is drawn anew."""
        self._before, self._drawn = dict(self._drawn), OrderedDict()

    def picture(self, tile: Tile) -> QPixmap | None:
        """Return a square, of the paper before if need be."""
        if tile in self._drawn:
            self._drawn.move_to_end(tile)
            return self._drawn[tile]
        return self._before.get(tile)

    def is_drawn(self, tile: Tile) -> bool:
        """Tell whether a square shows the present paper."""
        return tile in self._drawn

    def draw(self, paper: Paper, tile: Tile) -> None:
        """Draw a square and keep it."""
        self._drawn[tile] = QPixmap.fromImage(paper.picture(tile.page, tile.scale, QRect(*tile.part)))
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)

    def settle(self) -> None:
        """Let the paper before go, because all that is on screen has been drawn."""
        self._before = {}


def tiles_of(paper: Paper, page: int, scale: float, seen: QRect) -> Iterator[Tile]:
    """Yield the squares of a page that a rectangle of it touches, row by row; pixels of the screen."""
    wide, high = pixels(paper.sizes[page], scale)
    seen = seen.intersected(QRect(0, 0, wide, high))
    if seen.isEmpty():
        return
    for down in range(seen.top() // SIDE, seen.bottom() // SIDE + 1):
        for along in range(seen.left() // SIDE, seen.right() // SIDE + 1):
            left, top = along * SIDE, down * SIDE
            yield Tile(page, scale, (left, top, min(SIDE, wide - left), min(SIDE, high - top)))
