"""Draw a display list straight on a reportlab canvas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor

from outsource_desk.charts.marks import Line, Mark, Point, Rect, Text, extent, left_edge
from outsource_desk.reports.elements import Element, Tag
from outsource_desk.reports.tagged_canvas import Box, TaggedCanvas
from outsource_desk.reports.typeface import FONT_NAMES, font, measure

HATCH_STEP = 5.0

_color = cache(HexColor)


class Painter:
    """Draws on one page of a known height; y runs downwards in the marks and upwards in PDF."""

    def __init__(self, canvas: TaggedCanvas, height: float) -> None:
        self._canvas, self._height = canvas, height
        for weight in FONT_NAMES:
            font(weight)

    def draw(self, element: Element) -> None:
        """Draw an element and its parts, each as what it means."""
        canvas = self._canvas
        if element.tag is Tag.ARTIFACT:
            self._draw_decoration(element.marks)
            return
        canvas.begin_element(element.tag, element.alt, element.scope, self._box(element))
        if element.tag is Tag.FIGURE:
            canvas.begin_content()
            self.paint(element.marks)
            canvas.end_content()
        elif element.marks:
            self._draw_text(element.marks)
        for part in element.parts:
            self.draw(part)
        canvas.end_element()

    def paint(self, marks: Iterable[Mark]) -> None:
        """Draw marks in their order."""
        for mark in marks:
            if isinstance(mark, Text):
                self._text(mark)
            elif isinstance(mark, Rect):
                self._rect(mark)
            elif isinstance(mark, Line):
                self._path(mark.points, None, mark.color, mark.width, mark.dash)
            else:
                self._path(mark.points, mark.fill, mark.stroke, mark.stroke_width, is_closed=True)

    def _draw_text(self, marks: Sequence[Mark]) -> None:
        """Draw words as content, and the shapes around them as decoration."""
        words = [mark for mark in marks if isinstance(mark, Text)]
        if len(words) < len(marks):
            self._draw_decoration([mark for mark in marks if not isinstance(mark, Text)])
        self._canvas.begin_content()
        self.paint(words)
        self._canvas.end_content()

    def _draw_decoration(self, marks: Sequence[Mark]) -> None:
        self._canvas.begin_artifact()
        self.paint(marks)
        self._canvas.end_content()

    def _box(self, element: Element) -> Box | None:
        if element.tag is not Tag.FIGURE or not element.marks:
            return None
        lefts, tops, rights, bottoms = zip(*(extent(mark, measure) for mark in element.marks), strict=True)
        return min(lefts), self._height - max(bottoms), max(rights), self._height - min(tops)

    def _text(self, mark: Text) -> None:
        canvas = self._canvas
        x, y = left_edge(mark, measure), self._height - mark.y
        canvas.setFont(FONT_NAMES[mark.weight], mark.size)
        if mark.halo:  # the render mode outlives the text, so it is fenced in
            canvas.saveState()
            canvas.setLineJoin(1)
            canvas.stroke_with(_color(mark.halo), 3)
            canvas.drawString(x, y, mark.text, mode=1)
            canvas.restoreState()
        canvas.fill_with(_color(mark.color))
        canvas.drawString(x, y, mark.text)

    def _rect(self, mark: Rect) -> None:
        canvas, bottom = self._canvas, self._height - mark.y - mark.height
        if mark.fill:
            canvas.fill_with(_color(mark.fill))
            canvas.rect(mark.x, bottom, mark.width, mark.height, stroke=0, fill=1)
        if mark.hatch:
            self._hatch(mark, bottom, mark.hatch)
        if mark.stroke:
            canvas.stroke_with(_color(mark.stroke), mark.stroke_width)
            canvas.rect(mark.x, bottom, mark.width, mark.height, stroke=1, fill=0)

    def _hatch(self, mark: Rect, bottom: float, color: str) -> None:
        canvas = self._canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(mark.x, bottom, mark.width, mark.height)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.stroke_with(_color(color), 0.7)
        lines = canvas.beginPath()
        at = mark.x - mark.height
        while at < mark.x + mark.width:
            lines.moveTo(at, bottom)
            lines.lineTo(at + mark.height, bottom + mark.height)
            at += HATCH_STEP
        canvas.drawPath(lines)
        canvas.restoreState()

    def _path(
        self,
        points: Sequence[Point],
        fill: str | None,
        stroke: str | None,
        width: float,
        dash: tuple[float, ...] = (),
        is_closed: bool = False,
    ) -> None:
        canvas = self._canvas
        path: Any = canvas.beginPath()
        path.moveTo(points[0][0], self._height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self._height - y)
        if is_closed:
            path.close()
        if fill:
            canvas.fill_with(_color(fill))
        if stroke:
            canvas.stroke_with(_color(stroke), width)
        if dash:
            canvas.setDash(list(dash))
        canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))
        if dash:
            canvas.setDash()
