"""Blocks with a width: what they need, how they stretch, how they part, how they are drawn."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from outsource_desk.charts.layout import layout
from outsource_desk.charts.marks import Line, Mark, Text, Weight, state_mark
from outsource_desk.charts.spec import ChartSpec
from outsource_desk.charts.words import elided, held, well_set, wrapped
from outsource_desk.reports.blocks import Figure, Heading, Items, Paragraph, Tile, Tone
from outsource_desk.reports.elements import Element, Tag, moved
from outsource_desk.reports.grid import BODY, BODY_LEAD, FIGURE, HEAD, HEAD_LEAD, THEME
from outsource_desk.reports.typeface import measure, one_line, printable

COLORS = {Tone.PLAIN: THEME.ink, Tone.MUTED: THEME.muted, Tone.STRONG: THEME.ink}


def weight_of(tone: Tone) -> Weight:
    """Return the weight of a tone of voice."""
    return Weight.SEMIBOLD if tone is Tone.STRONG else Weight.REGULAR


def _sentence(text: str) -> str:
    """Return a short text as it is set; a shortened name at the end of a sentence needs no further stop."""
    return held(one_line(text)).replace("….", "…")


class Box(ABC):
    """A block that knows its width, and so what height it needs."""

    shrink = 0.0  # how much of its height it can do without
    stretch = 0.0  # how much more it can use
    before = 0.0  # the space it wants above itself
    after = 6.0  # the space it wants below itself

    @property
    @abstractmethod
    def height(self) -> float:
        """Return what it needs by nature."""

    @property
    def least(self) -> float:
        """Return the height of the smallest first piece worth standing under a heading."""
        return self.height - self.shrink

    def split(self, room: float) -> tuple[Box, Box | None] | None:  # noqa: ARG002 - most boxes stay whole
        """Return a piece that fits and the rest, if any; or nothing if it stays whole."""
        return None

    @abstractmethod
    def draw(self, x: float, y: float, extra: float) -> list[Element]:
        """Return its elements with the top left corner at x, y; ``extra`` is added to its height."""


@dataclass(frozen=True)
class HeadingBox(Box):
    """A heading in at most two lines, with its note beside it if there is room, else left out of the line."""

    heading: Heading
    width: float
    before: float = 18.0
    after: float = 5.0

    @property
    def _lines(self) -> list[str]:
        lines = wrapped(one_line(self.heading.text), self.width, HEAD, Weight.SEMIBOLD, measure)
        if len(lines) <= 2:
            return lines
        return [lines[0], elided(" ".join(lines[1:]), self.width, HEAD, Weight.SEMIBOLD, measure)]

    @property
    def height(self) -> float:
        """Return one line, or two."""
        return HEAD_LEAD * len(self._lines)

    def draw(self, x: float, y: float, extra: float) -> list[Element]:  # noqa: ARG002 - as every box
        """Return a heading of the second level."""
        lines = self._lines
        marks = [
            Text(x, y + HEAD + HEAD_LEAD * n, line, HEAD, THEME.ink, Weight.SEMIBOLD) for n, line in enumerate(lines)
        ]
        end = measure(lines[-1], HEAD, Weight.SEMIBOLD) + 8
        note = elided(one_line(self.heading.note), self.width - end, BODY, Weight.REGULAR, measure)
        if note:
            marks.append(Text(x + end, marks[-1].y, note, BODY, THEME.muted))
        return [Element(Tag.HEADING_2, tuple(marks))]


@dataclass(frozen=True)
class LinesBox(Box):
    """Running text, already broken into lines."""

    lines: tuple[str, ...]
    tone: Tone = Tone.PLAIN
    before: float = 0.0
    after: float = 6.0

    @classmethod
    def of(cls, paragraph: Paragraph, width: float) -> LinesBox:
        """Break a paragraph into lines of a width."""
        text = held(printable(paragraph.text))
        return cls(tuple(well_set(text, width, BODY, weight_of(paragraph.tone), measure)), paragraph.tone)

    @property
    def height(self) -> float:
        """Return all lines."""
        return BODY_LEAD * len(self.lines)

    @property
    def least(self) -> float:
        """Return three lines: fewer are no paragraph."""
        return BODY_LEAD * min(3, len(self.lines))

    def split(self, room: float) -> tuple[Box, Box | None] | None:
        """Part between lines; no line stands alone on either side."""
        fitting = min(int(room // BODY_LEAD), len(self.lines) - 2)
        if fitting < 2:
            return None
        return LinesBox(self.lines[:fitting], self.tone), LinesBox(self.lines[fitting:], self.tone)

    def draw(self, x: float, y: float, extra: float) -> list[Element]:  # noqa: ARG002 - as every box
        """Return one paragraph."""
        marks = _lines(x, y, self.lines, self.tone)
        return [Element(Tag.PARAGRAPH, tuple(marks))] if marks else []


def _lines(x: float, y: float, lines: Sequence[str], tone: Tone = Tone.PLAIN) -> list[Mark]:
    color, weight = COLORS[tone], weight_of(tone)
    return [Text(x, y + BODY + BODY_LEAD * n, line, BODY, color, weight) for n, line in enumerate(lines) if line]


@dataclass(frozen=True)
class ItemsBox(Box):
    """A numbered list; it parts between items."""

    items: tuple[tuple[str, ...], ...]  # lines of each
    first: int = 1
    before: float = 0.0
    after: float = 6.0
    INDENT = 16.0
    GAP = 5.0

    @classmethod
    def of(cls, items: Items, width: float) -> ItemsBox:
        """Break each item into lines of a width."""
        room = width - cls.INDENT
        return cls(tuple(tuple(well_set(_sentence(item), room, BODY, Weight.REGULAR, measure)) for item in items.items))

    @property
    def height(self) -> float:
        """Return all items."""
        return sum(BODY_LEAD * len(lines) + self.GAP for lines in self.items) - self.GAP if self.items else 0.0

    @property
    def least(self) -> float:
        """Return the first item."""
        return BODY_LEAD * len(self.items[0]) if self.items else 0.0

    def split(self, room: float) -> tuple[Box, Box | None] | None:
        """Part between items."""
        used, fitting = 0.0, 0
        for lines in self.items:
            used += BODY_LEAD * len(lines) + self.GAP
            if used - self.GAP > room:
                break
            fitting += 1
        if fitting in (0, len(self.items)):
            return None
        return ItemsBox(self.items[:fitting], self.first), ItemsBox(self.items[fitting:], self.first + fitting)

    def draw(self, x: float, y: float, extra: float) -> list[Element]:  # noqa: ARG002 - as every box
        """Return one list."""
        entries: list[Element] = []
        for place, lines in enumerate(self.items):
            number = Text(x, y + BODY, str(self.first + place), BODY, THEME.accent, Weight.SEMIBOLD)
            body = Element(Tag.LIST_BODY, tuple(_lines(x + self.INDENT, y, lines)))
            entries.append(Element(Tag.LIST_ITEM, parts=(Element(Tag.LABEL, (number,)), body)))
            y += BODY_LEAD * len(lines) + self.GAP
        return [Element(Tag.LIST, parts=tuple(entries))]


@dataclass(frozen=True)
class TilesBox(Box):
    """Verdicts side by side, each under its own rule."""

    tiles: tuple[Tile, ...]
    width: float
    before: float = 0.0
    after: float = 22.0
    GAP = 18.0
    WORD, SENTENCE = 42.0, 50.0

    @property
    def _each(self) -> float:
        return (self.width - self.GAP * (len(self.tiles) - 1)) / len(self.tiles)

    def _words(self, tile: Tile) -> list[str]:
        lines = wrapped(one_line(tile.word), self._each, FIGURE, Weight.SEMIBOLD, measure)
        if len(lines) <= 2:
            return lines
        return [lines[0], elided(" ".join(lines[1:]), self._each, FIGURE, Weight.SEMIBOLD, measure)]

    def _sentence(self, tile: Tile) -> list[str]:
        return well_set(_sentence(tile.text), self._each, BODY, Weight.REGULAR, measure)

    @property
    def height(self) -> float:
        """Return what the longest sentence needs."""
        words = max(len(self._words(tile)) for tile in self.tiles)
        lines = max(len(self._sentence(tile)) for tile in self.tiles)
        return self.SENTENCE + 19 * (words - 1) + BODY_LEAD * lines

    def draw(self, x: float, y: float, extra: float) -> list[Element]:  # noqa: ARG002 - as every box
        """Return one paragraph for each verdict."""
        below = 19 * (max(len(self._words(tile)) for tile in self.tiles) - 1)
        elements: list[Element] = []
        for tile in self.tiles:
            color = THEME.ink if tile.state is None else getattr(THEME, tile.state)
            rule = Line(((x, y), (x + self._each, y)), color, 2.4)
            mark = state_mark(x + 5, y + 16, tile.state, THEME) if tile.state else ()
            left = 16 if tile.state else 0
            label = elided(one_line(tile.name), self._each - left, BODY, Weight.REGULAR, measure)
            name = Text(x + left, y + 19.5, label, BODY, THEME.muted)
            words = [
                Text(x, y + self.WORD + 19 * n, line, FIGURE, THEME.ink, Weight.SEMIBOLD)
                for n, line in enumerate(self._words(tile))
            ]
            sentence = _lines(x, y + self.SENTENCE + below, self._sentence(tile))
            elements.append(Element(Tag.PARAGRAPH, (rule, *mark, name, *words, *sentence)))
            x += self._each + self.GAP
        return elements


@dataclass(frozen=True)
class FigureBox(Box):
    """A chart that takes the height it is given, between its limits."""

    figure: Figure
    width: float
    before: float = 0.0
    after: float = 14.0

    @property
    def height(self) -> float:
        """Return what its rows need."""
        return self.figure.tallest

    @property
    def shrink(self) -> float:
        """Return how much lower it still reads well."""
        return max(0.0, self.figure.tallest - self.figure.shortest)

    def draw(self, x: float, y: float, extra: float) -> list[Element]:
        """Return the chart with its alternative text."""
        spec = printable_spec(self.figure.spec)
        marks = layout(spec, self.width, self.height + extra, THEME, measure)
        alt = self.figure.spec.alt or self.figure.spec.title
        return [Element(Tag.FIGURE, tuple(moved(mark, x, y) for mark in marks), alt=alt)]


def printable_spec(spec: ChartSpec) -> ChartSpec:
    """Return a chart whose names are in characters that the typeface has."""
    categories = tuple(
        replace(
            one,
            name=one_line(one.name),
            note=one_line(one.note),
            remark=one_line(one.remark),
            beside=one_line(one.beside),
        )
        for one in spec.categories
    )
    series = tuple(replace(one, name=one_line(one.name)) for one in spec.series)
    stretches = tuple(replace(one, words=one_line(one.words)) for one in spec.stretches)
    return replace(spec, categories=categories, series=series, stretches=stretches, nothing=one_line(spec.nothing))


def stacked_height(boxes: Sequence[Box]) -> float:
    """Return the height of boxes one above the other."""
    return sum(box.height for box in boxes) + sum(gaps(boxes))


def gaps(boxes: Sequence[Box]) -> list[float]:
    """Return the space above each box; none above the first."""
    return [0.0, *(max(above.after, below.before) for above, below in pairwise(boxes))][: len(boxes)]


@dataclass(frozen=True)
class ColumnsBox(Box):
    """Stacks of boxes side by side."""

    stacks: tuple[tuple[Box, ...], ...]
    places: tuple[float, ...]  # left edge of each, from the left edge of the whole
    before: float = 0.0
    after: float = 18.0

    def without_extras(self) -> ColumnsBox:
        """Return the columns without the figures that may go when room is short, and without their headings."""
        return replace(self, stacks=tuple(_without_extras(stack) for stack in self.stacks))

    @property
    def height(self) -> float:
        """Return the tallest stack."""
        return max((stacked_height(stack) for stack in self.stacks), default=0.0)

    @property
    def shrink(self) -> float:
        """Return how much lower every stack can be."""
        tallest = self.height
        needs = [stacked_height(stack) - sum(box.shrink for box in stack) for stack in self.stacks]
        return max(0.0, tallest - max(needs, default=tallest))

    def draw(self, x: float, y: float, extra: float) -> list[Element]:
        """Return the stacks from left to right."""
        room = self.height + extra
        elements: list[Element] = []
        for stack, place in zip(self.stacks, self.places, strict=True):
            elements += draw_stack(stack, x + place, y, room)
        return elements


def _without_extras(stack: tuple[Box, ...]) -> tuple[Box, ...]:
    kept: list[Box] = []
    for box in stack:
        if not (isinstance(box, FigureBox) and box.figure.is_extra):
            kept.append(box)
        elif kept and isinstance(kept[-1], HeadingBox):
            kept.pop()
    return tuple(kept)


def draw_stack(stack: Sequence[Box], x: float, y: float, room: float) -> list[Element]:
    """Draw boxes one above the other; what is spare or lacking is shared by those that give or take."""
    spare = room - stacked_height(stack)
    elastic = [box.stretch if spare > 0 else box.shrink for box in stack]
    share = math.copysign(min(1.0, abs(spare) / sum(elastic)), spare) if sum(elastic) else 0.0
    elements: list[Element] = []
    for box, gap, give in zip(stack, gaps(stack), elastic, strict=True):
        y += gap
        elements += box.draw(x, y, share * give)
        y += box.height + share * give
    return elements
