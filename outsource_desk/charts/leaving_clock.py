"""The months of an exit: how long it takes, planned and unplanned, above what limits it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outsource_desk.charts.axis import Axis, ticks
from outsource_desk.charts.marks import Line, Mark, Measure, Rect, Text, Weight
from outsource_desk.charts.spec import Category, ChartSpec, Role, State, Theme
from outsource_desk.charts.words import elided

BODY, SMALL = 10.0, 8.5
HEAD, ROW, APART, TIGHT = 18.0, 21.0, 8.0, 14.0
EXITS = 2  # rows of exits; the others are limits
LIMITED_BY = {0: (2, 3), 1: (4,)}  # row of an exit → rows of what limits it
BESIDE = 6.0  # between a bar and its words
NAMES = 0.34  # of the width at most
LEAST = 0.35  # of what is left of the names that bars have


@dataclass(frozen=True)
class _Frame:
    spec: ChartSpec
    axis: Axis
    names: float
    row: float
    width: float
    theme: Theme
    measure: Measure

    def middle(self, place: int) -> float:
        """Return the middle of a row; the limits stand a little apart."""
        return HEAD + self.row * (place + 0.5) + (APART if place >= EXITS else 0.0)


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed."""
    return HEAD + APART + ROW * len(spec.categories)


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of the clock."""
    names = min(NAMES * width, 12 + max(measure(each.name, BODY, Weight.SEMIBOLD) for each in spec.categories))
    row = min(ROW, max(TIGHT, (height - HEAD - APART) / len(spec.categories)))
    months = [value for value in (*spec.values(Role.TOTAL), *spec.values(Role.HIGH)) if value is not None]
    scale = ticks(0.0, max(months, default=1.0) or 1.0)
    words = BESIDE + max(measure(_time(each), BODY, Weight.SEMIBOLD) for each in spec.categories)  # behind the bars
    axis = Axis(0.0, scale[-1], names, max(width - words, names + LEAST * (width - names)))
    frame = _Frame(spec, axis, names, row, width, theme, measure)
    bottom = frame.middle(len(spec.categories) - 1) + row / 2
    yield from _scale(frame, scale, bottom)
    for place in range(len(spec.categories)):
        yield from _bar(frame, place)
    yield from _limits(frame)
    for place in range(len(spec.categories)):
        yield from _words(frame, place)


def _scale(frame: _Frame, scale: list[float], bottom: float) -> Iterator[Mark]:
    free, theme = 0.0, frame.theme
    for value in scale:
        x, words = frame.axis.at(value), frame.spec.speech.tick(value)
        if value == scale[-1]:
            words = f"{words} {frame.spec.unit}"
        wide = frame.measure(words, SMALL, Weight.REGULAR)
        left = x - frame.measure(frame.spec.speech.tick(value), SMALL, Weight.REGULAR) / 2
        yield Line(((x, HEAD - 4), (x, bottom)), theme.rule)
        if left >= free and left + wide <= frame.width:
            yield Text(left, 10, words, SMALL, theme.muted)
            free = left + wide + 6


def _bar(frame: _Frame, place: int) -> Iterator[Mark]:
    """Yield a bar, hatched where it goes beyond its limit."""
    spec, theme, category = frame.spec, frame.theme, frame.spec.categories[place]
    months, limit = spec.values(Role.TOTAL)[place], spec.values(Role.HIGH)[place]
    if months is None:
        return
    start, end, middle, tip = frame.axis.start, frame.axis.at(months), frame.middle(place), _tip(category)
    thick = min(11.0 if category.is_accent else 7.0, frame.row * 0.6)
    top, held = middle - thick / 2, end if limit is None or limit >= months else frame.axis.at(limit)
    if held - start > 0.2:
        yield Rect(start, top, held - start, thick, theme.accent if category.is_accent else theme.bar, tip=tip)
    if end - held > 0.2:
        yield Rect(held, top, end - held, thick, theme.background, theme.bad, 1.0, theme.bad, tip)


def _words(frame: _Frame, place: int) -> Iterator[Mark]:
    """Yield what a row is called, and its time behind the bar."""
    spec, theme, category = frame.spec, frame.theme, frame.spec.categories[place]
    months, base, tip = spec.values(Role.TOTAL)[place], frame.middle(place) + 3.6, _tip(category)
    weight = Weight.SEMIBOLD if category.is_accent else Weight.REGULAR
    name = elided(category.name, frame.names - 8, BODY, weight, frame.measure)
    yield Text(0, base, name, BODY, theme.ink, weight, tip=tip)
    color = theme.bad if category.state is State.BAD else theme.muted if months is None else theme.ink
    strong = Weight.SEMIBOLD if category.state is State.BAD else Weight.REGULAR
    end, limit = frame.axis.at(months or 0.0), spec.values(Role.HIGH)[place]
    needed = frame.measure(_time(category), BODY, strong) + 2 * BESIDE
    if limit is not None and months is not None and 0 < frame.axis.at(limit) - end < needed:
        end = frame.axis.at(limit)  # behind the stroke of the limit, which would go through the words
    words = elided(_time(category), frame.width - end - BESIDE, BODY, strong, frame.measure)
    yield Text(end + BESIDE, base, words, BODY, color, strong, halo=theme.background, tip=tip)


def _time(category: Category) -> str:
    return f"{category.beside}, {category.note}" if category.note else category.beside


def _tip(category: Category) -> str:
    return f"{category.name}: {_time(category)}."


def _limits(frame: _Frame) -> Iterator[Mark]:
    """Yield a stroke on each exit where its limit ends, and a faint line down to what sets it, where it is known."""
    totals, limits = frame.spec.values(Role.TOTAL), frame.spec.values(Role.HIGH)
    for exit_row, rows in LIMITED_BY.items():
        limit = limits[exit_row] if exit_row < len(limits) else None
        by = next((row for row in rows if row < len(totals) and limit is not None and totals[row] == limit), None)
        if limit is None or by is None:
            continue
        x, middle = frame.axis.at(limit), frame.middle(exit_row)
        yield Line(((x, middle), (x, frame.middle(by))), frame.theme.muted, 0.6, (1.5, 2.5))
        yield Line(((x, middle - frame.row * 0.42), (x, middle + frame.row * 0.42)), frame.theme.ink, 1.6)
