"""The hours and days after a failure: one band of stretches, on an axis that is not to scale."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Rect, Text, Weight
from outsource_desk.charts.spec import Category, ChartSpec, Role, State, Theme
from outsource_desk.charts.times import hours_words
from outsource_desk.charts.words import elided, wrapped

BODY, SMALL = 10.0, 8.5
HEAD, BOX, FOOT = 20.0, 32.0, 20.0
LEAST = 0.45  # of an equal share that even the shortest stretch gets
FLATTER = 0.7  # power that brings the widths of hours and months still nearer to each other
GAP = 1.5  # between stretches


@dataclass(frozen=True)
class _Frame:
    spec: ChartSpec
    borders: tuple[float, ...]  # hours
    places: tuple[float, ...]  # where they lie
    box: float  # height
    theme: Theme
    measure: Measure

    def at(self, hours: float) -> float:
        """Return where a time lies; in between two borders in proportion."""
        for place, (low, high) in enumerate(pairwise(self.borders)):
            if hours <= high:
                share = (hours - low) / (high - low) if high > low else 0.0
                return self.places[place] + max(share, 0.0) * (self.places[place + 1] - self.places[place])
        return self.places[-1]


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height of the band with its times."""
    return HEAD + BOX + FOOT


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of the clock."""
    starts, ends = spec.values(Role.LOW), spec.values(Role.HIGH)
    borders = (starts[0] or 0.0, *(end or 0.0 for end in ends))
    frame = _Frame(spec, borders, _places(borders, width), min(BOX, max(14.0, height - HEAD - FOOT)), theme, measure)
    for place, category in enumerate(spec.categories):
        yield from _stretch(frame, place, category)
    yield from _times(frame, width)
    yield from _limit(frame, width)


def _places(borders: Sequence[float], width: float) -> tuple[float, ...]:
    """Return where the borders lie: longer stretches are wider, but months do not crush hours."""
    lengths = [math.log1p(max(0.0, high - low)) ** FLATTER for low, high in pairwise(borders)]
    least = LEAST * sum(lengths) / len(lengths) or 1.0
    wide = [max(each, least) for each in lengths]
    places, x = [0.0], 0.0
    for each in wide:
        x += each / sum(wide) * width
        places.append(x)
    return (*places[:-1], width)


def _stretch(frame: _Frame, place: int, category: Category) -> Iterator[Mark]:
    theme, spec = frame.theme, frame.spec
    left, right = frame.places[place], frame.places[place + 1] - GAP
    tip = spec.speech.tr("{begin} to {end}: {what}.", begin=category.beside, end=category.note, what=category.name)
    fill, ink, weight = theme.band, theme.accent, Weight.REGULAR
    if category.state is State.BAD:
        fill, ink, weight = theme.price, theme.bad, Weight.SEMIBOLD
    elif category.state is State.OPEN:
        fill, ink = theme.track, theme.muted
    elif category.is_accent:
        fill, ink, weight = theme.accent, theme.on_dark, Weight.SEMIBOLD
    wide = max(right - left, 1.0)
    yield Rect(left, HEAD, wide, frame.box, fill, tip=tip, radius=3.0)
    if category.state is State.BAD:
        top, bottom = HEAD + 0.5, HEAD + frame.box - 0.5
        ring = ((left + 0.5, top), (left + wide - 0.5, top), (left + wide - 0.5, bottom), (left + 0.5, bottom))
        yield Line((*ring, ring[0]), theme.bad, 1.0, (3, 2), tip)
    begin, room = _free_of_limit(frame, left, left + wide)
    lines = _fitting(category.name, room, frame.box, weight, frame.measure)
    first = HEAD + frame.box / 2 + 3.5 - 6 * (len(lines) - 1)
    for number, line in enumerate(lines):
        yield Text(begin, first + 12 * number, line, BODY, ink, weight, tip=tip)


def _free_of_limit(frame: _Frame, left: float, right: float) -> tuple[float, float]:
    """Return where the words of a stretch begin and how wide they may be; the line of the limit crosses none."""
    limit = frame.spec.band
    x = frame.at(limit.low) if limit is not None else left
    if not left + 2 < x < right - 2:
        return left + 6, right - left - 12
    return (x + 6, right - x - 12) if right - x > x - left else (left + 6, x - left - 12)


def _fitting(text: str, width: float, height: float, weight: Weight, measure: Measure) -> list[str]:
    """Return one or two lines that fit a box."""
    if width < BODY:
        return []
    lines = wrapped(text, width, BODY, weight, measure)
    is_whole = all(measure(word, BODY, weight) <= width for word in lines[0].split())
    if len(lines) > 1 and is_whole and not lines[0].endswith("-") and height >= 2 * 12 + 4:
        rest = elided(text[len(lines[0]) :].strip(), width, BODY, weight, measure)
        return [line for line in (lines[0], rest) if line]
    line = elided(text, width, BODY, weight, measure)
    return [line] if line else []


def _times(frame: _Frame, width: float) -> Iterator[Mark]:
    """Yield the times under the borders, the last first, as many as there is room for."""
    spec, theme = frame.spec, frame.theme
    base = HEAD + frame.box + 13
    last = hours_words(frame.borders[-1], spec.speech)
    is_complete = spec.top is not None and frame.borders[-1] == spec.top
    words = spec.speech.tr("{time}, exit complete", time=last) if is_complete else last
    if frame.measure(words, SMALL, Weight.SEMIBOLD) > 0.6 * width:
        words = last
    taken = width - frame.measure(words, SMALL, Weight.SEMIBOLD) - 8
    yield Text(width, base, words, SMALL, theme.ink, Weight.SEMIBOLD, Anchor.RIGHT)
    free = 0.0
    for place, hours in zip(frame.places[:-1], frame.borders[:-1], strict=True):
        text = hours_words(hours, spec.speech) if hours else "0"
        wide = frame.measure(text, SMALL, Weight.REGULAR)
        left = max(0.0, place - wide / 2) if place else 0.0
        if left >= free and left + wide <= taken:
            yield Text(left, base, text, SMALL, theme.muted)
            free = left + wide + 8


def _limit(frame: _Frame, width: float) -> Iterator[Mark]:
    """Yield the longest outage that can be borne, as a line with its words above."""
    limit, theme = frame.spec.band, frame.theme
    if limit is None:
        return
    x = min(max(frame.at(limit.low) - GAP / 2, 1.0), width - 1.0)
    yield Line(((x, HEAD - 5), (x, HEAD + frame.box + 4)), theme.bad, 2.0, tip=limit.words)
    words = elided(limit.words, width, SMALL, Weight.SEMIBOLD, frame.measure)
    left = min(max(0.0, x - 4), width - frame.measure(words, SMALL, Weight.SEMIBOLD))
    yield Text(max(0.0, left), 10, words, SMALL, theme.bad, Weight.SEMIBOLD, tip=limit.words)
