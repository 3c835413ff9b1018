"""Lines over categories, each named at its end."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.charts.axis import Axis, pushed_apart, ticks
from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Point, Text, Weight, disc
from outsource_desk.charts.spec import ChartSpec, Series, Theme
from outsource_desk.charts.words import elided

BODY, SMALL = 10.0, 8.5
TOP, FOOT = 12.0, 20.0
APART = 12.5
_DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (2, 2), (8, 3, 2, 3))  # tell lines apart in grey print


def natural_height(_spec: ChartSpec, width: float) -> float:
    """Return a height in good proportion to the width."""
    return min(320.0, max(160.0, 0.45 * width))


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of a line chart; as many lines are named as have room for a name."""
    known = [value for series in spec.series for value in series.values if value is not None]
    limits = ticks(min(0.0, *known), max(*known, spec.top or known[0]))
    bottom = height - FOOT
    values = Axis(limits[0], limits[-1], bottom, TOP)
    left = max(measure(spec.speech.tick(value), SMALL, Weight.REGULAR) for value in limits) + 8
    names = max(measure(series.name, BODY, Weight.SEMIBOLD) for series in spec.series)
    right = width - min(names + 12, 0.3 * width)
    for value in limits:
        y = values.at(value)
        yield Line(((left, y), (right, y)), theme.ink if value == 0 else theme.rule, 0.9 if value == 0 else 0.6)
        yield Text(left - 6, y + 3, spec.speech.tick(value), SMALL, theme.muted, anchor=Anchor.RIGHT)
    places = Axis(0, max(1, len(spec.categories) - 1), left + 6, right - 6)
    yield from _categories(spec, places, bottom + 14, theme, measure)
    for order, series in enumerate(spec.series):
        yield from _line(spec, series, order, places, values, theme)
    yield from _end_names(spec, values, right, width, theme, measure)


def _categories(spec: ChartSpec, places: Axis, base: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    free = 0.0
    room = 2 * min(places.start, 60.0)
    for index, category in enumerate(spec.categories):
        words = elided(category.name, max(room, 40.0), SMALL, Weight.REGULAR, measure)
        half = measure(words, SMALL, Weight.REGULAR) / 2
        x = max(places.at(index), half)
        if words and x - half >= free and x + half <= places.end + 40:
            yield Text(x, base, words, SMALL, theme.muted, anchor=Anchor.CENTRE, tip=category.name)
            free = x + half + 6


def _line(spec: ChartSpec, series: Series, order: int, places: Axis, values: Axis, theme: Theme) -> Iterator[Mark]:
    """Yield one line, in pieces where a value is missing; a value alone is a dot."""
    color, dash = _look(order, theme)
    piece: list[Point] = []
    for index in range(len(series.values) + 1):
        value = series.values[index] if index < len(series.values) else None
        if value is not None:
            piece.append((places.at(index), values.at(value)))
        elif len(piece) > 1:
            yield Line(tuple(piece), color, 1.8, dash, series.name)
            piece = []
        elif piece:
            yield disc(*piece[0], 2.5, color, tip=series.name)
            piece = []
    for index, value in enumerate(series.values):
        if value is not None and len(series.values) <= 12:
            tip = f"{series.name}, {spec.categories[index].name}: {spec.text(value)}"
            yield disc(places.at(index), values.at(value), 2.2, color, tip=tip)


def _end_names(
    spec: ChartSpec, values: Axis, right: float, width: float, theme: Theme, measure: Measure
) -> Iterator[Mark]:
    """Yield each line's name beside its last value, pushed apart where two would touch."""
    most = max(1, int((values.start - values.end) // APART))
    named = [(order, series) for order, series in enumerate(spec.series) if any(v is not None for v in series.values)]
    named = named[:most]
    ends = [next(value for value in reversed(series.values) if value is not None) for _, series in named]
    wanted = [values.at(end) + 3.6 for end in ends]
    placed = pushed_apart(wanted, APART, values.end + 3.6, values.start + 3.6)
    for (order, series), y in zip(named, placed, strict=True):
        name = elided(series.name, width - right - 4, BODY, Weight.SEMIBOLD, measure)
        if name:
            yield Text(right + 4, y, name, BODY, _look(order, theme)[0], Weight.SEMIBOLD, tip=series.name)


def _look(order: int, theme: Theme) -> tuple[str, tuple[float, ...]]:
    colors = (theme.accent, theme.ink, theme.open, theme.muted)
    return colors[order % len(colors)], _DASHES[(order // len(colors) + order) % len(_DASHES)]
