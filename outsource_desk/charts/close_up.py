"""The leaders enlarged: range, total, and the band in which they cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.charts.axis import Axis, ticks
from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Rect, Text, Weight, disc, whisker
from outsource_desk.charts.spec import ChartSpec, Role, Theme
from outsource_desk.charts.words import elided

BODY, SMALL = 10.0, 8.5
FOOT = 18.0
ROW = 30.0


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed."""
    return FOOT + ROW * len(spec.categories)


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of a close-up."""
    names = max(measure(category.name, BODY, Weight.SEMIBOLD) for category in spec.categories)
    start = min(max(40.0, names + 10), 0.55 * width)
    known = [value for series in spec.series for value in series.values if value is not None]
    known += [spec.band.low, spec.band.high] if spec.band else []
    limits = ticks(min(known) - 0.3, max(known) + 0.3, 2)
    axis = Axis(limits[0], limits[-1], start + 8, width - 12)
    count = min(len(spec.categories), max(1, int((height - FOOT) // 14)))
    row = min(ROW, (height - FOOT) / count)
    bottom = row * count
    if spec.band:
        left, right = axis.at(spec.band.low), axis.at(spec.band.high)
        shaded = row * min(spec.band.rows, count)
        yield Rect(left, 0, max(1.0, right - left), shaded, theme.band, tip=spec.band.words)
    for index in range(count):
        yield from _row(spec, index, axis, row * (index + 0.5), theme, measure)
    yield Line(((start, bottom), (width, bottom)), theme.muted)
    free = start - 1.0
    for value in limits:
        words = spec.speech.tick(value)
        half = measure(words, SMALL, Weight.REGULAR) / 2
        x = min(max(axis.at(value), half), width - half)
        if x - half > free:
            yield Text(x, bottom + 12, words, SMALL, theme.muted, anchor=Anchor.CENTRE)
            free = x + half + 4


def _row(spec: ChartSpec, index: int, axis: Axis, middle: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    category = spec.categories[index]
    total, low, high = (spec.values(role)[index] for role in (Role.TOTAL, Role.LOW, Role.HIGH))
    name = elided(category.name, axis.start - 16, BODY, Weight.SEMIBOLD, measure)
    yield Text(0, middle + 3.6, name, BODY, theme.ink, Weight.SEMIBOLD, tip=category.name)
    if low is not None and high is not None and high - low >= 0.05:
        tip = f"{category.name}: {spec.between(low, high)}"
        yield from whisker(axis.at(low), axis.at(high), middle, theme, tip)
    if total is not None:
        fill = theme.accent if category.is_accent else theme.ink
        yield disc(axis.at(total), middle, 5, fill, theme.background, f"{category.name}: {spec.text(total)}")
