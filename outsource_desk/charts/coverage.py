"""Sections down, candidates across: bars filled as far as answers are accepted, darker the stronger the proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Rect, Text, Weight
from outsource_desk.charts.spec import ChartSpec, Series, Theme
from outsource_desk.charts.words import elided

BODY, SMALL = 10.0, 8.5
HEAD, KEY = 20.0, 22.0
TIGHT, TALLEST = 14.0, 21.0  # rows
FIGURE = 38.0  # beside each bar
GAP = 16.0  # between candidates
NAMES = 0.28  # of the width at most
WHOLE = 100.0


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed."""
    return HEAD + KEY + TALLEST * len(spec.categories)


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of a chart of coverage; the last category stands apart, for it sums up the others."""
    panels = panels_of(spec)
    names = min(NAMES * width, 14 + max(measure(each.name, BODY, Weight.REGULAR) for each in spec.categories))
    each = (width - names + GAP) / len(panels)
    row = min(TALLEST, max(TIGHT, (height - HEAD - KEY) / len(spec.categories)))
    for place, panel in enumerate(panels):
        left = names + each * place
        name = elided(panel[0].name, each - GAP, BODY, Weight.SEMIBOLD, measure)
        yield Text(left, 11, name, BODY, theme.ink, Weight.SEMIBOLD, tip=panel[0].name)
    last = len(spec.categories) - 1
    for place, category in enumerate(spec.categories):
        top = HEAD + row * place
        weight = Weight.SEMIBOLD if place == last else Weight.REGULAR
        base = top + row / 2 + 3.6
        if place == last:
            yield Line(((0, top), (width, top)), theme.ink, 0.9)
        yield Text(0, base, elided(category.name, names - 10, BODY, weight, measure), BODY, theme.ink, weight)
        for number, panel in enumerate(panels):
            yield from _bar(spec, panel, place, (names + each * number, top, each - GAP, row), theme, weight)
    yield from _key(spec, HEAD + row * len(spec.categories) + 8, width, theme, measure)


def panels_of(spec: ChartSpec) -> list[Sequence[Series]]:
    """Return the series candidate by candidate: as many segments each as the key has."""
    size = max(1, len(spec.key))
    return [spec.series[at : at + size] for at in range(0, len(spec.series), size)]


def _bar(
    spec: ChartSpec,
    panel: Sequence[Series],
    row: int,
    place: tuple[float, float, float, float],
    theme: Theme,
    weight: Weight,
) -> Iterator[Mark]:
    left, top, width, high = place
    base, room, thick = top + high / 2 + 3.6, width - FIGURE, min(11.0, high * 0.62)
    y = top + (high - thick) / 2
    values = [series.values[row] for series in panel]
    if all(value is None for value in values):
        yield Text(left + width, base, "–", BODY, theme.muted, anchor=Anchor.RIGHT)
        return
    yield Rect(left, y, room, thick, theme.track)
    x = left
    for segment, value in enumerate(values):
        wide = room * max(0.0, value or 0.0) / WHOLE
        if wide > 0.2:
            yield _segment(segment, (x, y, wide, thick), theme, spec.key[segment] if spec.key else "")
        x += wide
    yield Rect(left, y, room, thick, None, theme.bar, 0.5)
    total = sum(value or 0.0 for value in values)
    yield Text(left + width, base, f"{spec.text(total)}\u00a0%", BODY, theme.ink, weight, Anchor.RIGHT)


def _segment(place: int, box: tuple[float, float, float, float], theme: Theme, tip: str) -> Rect:
    """Return a segment that is told from its neighbours without colour: dark, grey, hatched, empty with an edge."""
    x, y, wide, high = box
    match place:
        case 0:
            return Rect(x, y, wide, high, theme.ramp[0], tip=tip)
        case 1:
            return Rect(x, y, wide, high, theme.ramp[2], tip=tip)
        case 2:
            return Rect(x, y, wide, high, theme.background, theme.ramp[1], 0.7, hatch=theme.ramp[1], tip=tip)
        case _:
            return Rect(x, y, wide, high, theme.background, theme.open, 1.0, tip=tip)


def _key(spec: ChartSpec, y: float, width: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    x = 0.0
    for place, words in enumerate(spec.key):
        if x + 16 + measure(words, BODY, Weight.REGULAR) > width:
            return
        yield _segment(place, (x, y, 12, 9), theme, words)
        yield Text(x + 17, y + 8, words, BODY, theme.muted)
        x += 17 + measure(words, BODY, Weight.REGULAR) + 18
