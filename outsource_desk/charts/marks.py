"""The display list: what a painter draws, in points, with y downwards from the top left corner."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from outsource_desk.charts.spec import State, Theme

Point = tuple[float, float]


class Weight(StrEnum):
    """The two weights of the one typeface."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"


class Anchor(StrEnum):
    """Which end of a text stands at its x."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Rect:
    """A rectangle; ``hatch`` is the colour of slanting lines inside it."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.8
    hatch: str | None = None
    tip: str = ""
    radius: float = 0.0  # of its corners; paper keeps them square


@dataclass(frozen=True)
class Line:
    """An open line through two or more points."""

    points: tuple[Point, ...]
    color: str
    width: float = 0.6
    dash: tuple[float, ...] = ()
    tip: str = ""


@dataclass(frozen=True)
class Polygon:
    """A closed, filled shape."""

    points: tuple[Point, ...]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.8
    tip: str = ""


@dataclass(frozen=True)
class Text:
    """One line of text with its baseline at ``y``; ``halo`` is the colour of a soft edge around it."""

    x: float
    y: float
    text: str
    size: float = 10.0
    color: str = "#1B2430"
    weight: Weight = Weight.REGULAR
    anchor: Anchor = Anchor.LEFT
    halo: str | None = None
    tip: str = ""


Mark: TypeAlias = Rect | Line | Polygon | Text
Measure: TypeAlias = Callable[[str, float, Weight], float]  # text, size, weight → width in points


def left_edge(text: Text, measure: Measure) -> float:
    """Return where a text begins."""
    if text.anchor is Anchor.LEFT:
        return text.x
    wide = measure(text.text, text.size, text.weight)
    return text.x - (wide if text.anchor is Anchor.RIGHT else wide / 2)


def extent(mark: Mark, measure: Measure) -> tuple[float, float, float, float]:
    """Return the box of a mark: left, top, right, bottom."""
    if isinstance(mark, Rect):
        return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
    if isinstance(mark, Text):
        left = left_edge(mark, measure)
        right = left + measure(mark.text, mark.size, mark.weight)
        return left, mark.y - 0.72 * mark.size, right, mark.y + 0.2 * mark.size
    xs, ys = zip(*mark.points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def disc(x: float, y: float, radius: float, fill: str | None, stroke: str | None = None, tip: str = "") -> Polygon:
    """Return a circle as a polygon that looks round at any size of paper."""
    return Polygon(_arc(x, y, radius, 0, 360), fill, stroke, 1.2, tip)


def state_mark(x: float, y: float, state: State, theme: Theme, radius: float = 5.0) -> tuple[Mark, ...]:
    """Return a mark that reads without colour: a tick in a disc, a half disc, or a triangle."""
    r, paper = radius, theme.background
    if state is State.GOOD:
        tick = ((x - r * 0.5, y), (x - r * 0.1, y + r * 0.42), (x + r * 0.52, y - r * 0.42))
        return disc(x, y, r, theme.good), Line(tick, paper, 1.4)
    if state is State.OPEN:
        half = ((x, y), *_arc(x, y, r - 0.6, 90, 270))
        return disc(x, y, r - 0.6, paper, theme.open), Polygon(half, theme.open)
    triangle = Polygon(((x, y - r), (x - r, y + r * 0.8), (x + r, y + r * 0.8)), theme.bad)
    stroke = Line(((x, y - r * 0.4), (x, y + r * 0.15)), paper, 1.3)
    return triangle, stroke, disc(x, y + r * 0.48, 0.8, paper)


def stop_mark(x: float, y: float, theme: Theme, radius: float = 4.4) -> tuple[Mark, ...]:
    """Return a stop sign: a ring with a bar across, for what a gate has stopped."""
    reach = radius * 0.7
    return disc(x, y, radius, None, theme.bad), Line(((x - reach, y - reach), (x + reach, y + reach)), theme.bad, 1.2)


def whisker(low: float, high: float, y: float, theme: Theme, tip: str = "", cap: float = 5.0) -> tuple[Mark, ...]:
    """Return a range with caps; its light edge keeps it legible on any bar."""
    strokes = (((low, y), (high, y)), ((low, y - cap), (low, y + cap)), ((high, y - cap), (high, y + cap)))
    edge = tuple(Line(stroke, theme.background, 3.4) for stroke in strokes)
    return (*edge, *(Line(stroke, theme.ink, 1.4, tip=tip) for stroke in strokes))


def _arc(x: float, y: float, radius: float, start: float, end: float) -> tuple[Point, ...]:
    steps = 36 if end - start >= 360 else 18
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + (end - start < 360)))
    return tuple((x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles)
