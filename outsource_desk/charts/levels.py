"""A metric over time on a cut axis, with the levels that were agreed as lines across."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.charts.axis import Axis, pushed_apart, ticks
from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Point, Polygon, Text, Weight, disc
from outsource_desk.charts.spec import Category, ChartSpec, Role, Series, State, Theme
from outsource_desk.charts.words import elided

BODY, SMALL = 10.0, 8.5
TOP, FOOT, HIGH = 12.0, 20.0, 156.0
APART = 12.5
DOT = 3.4
_DASHES: tuple[tuple[float, ...], ...] = ((), (6.0, 3.0))  # tell the target from the minimum in grey print


def natural_height(_spec: ChartSpec, _width: float) -> float:
    """Return a height in which half a year can be read; the width does not matter."""
    return HIGH


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks: readings as a line with dots, target and minimum as lines across, named at their right ends.

    A reading that missed the minimum is a triangle, so that it can be told without colour.
    """
    known = [value for series in spec.series for value in series.values if value is not None]
    limits = ticks(min(known), max(known), 4)
    if len(limits) < 2:
        limits = [limits[0], limits[0] + 1]
    bottom = max(TOP + 10, min(height, HIGH) - FOOT)
    values = Axis(limits[0], limits[-1], bottom, TOP)
    left = max(measure(spec.speech.tick(value), SMALL, Weight.REGULAR) for value in limits) + 8
    levels = [series for series in spec.series if series.role is not Role.TOTAL]
    names = max((measure(_named(spec, series), BODY, Weight.SEMIBOLD) for series in levels), default=0.0)
    right = width - min(names + 10, 0.35 * width)
    for value in limits:
        yield Line(((left, values.at(value)), (right, values.at(value))), theme.rule, 0.6)
        yield Text(left - 6, values.at(value) + 3, spec.speech.tick(value), SMALL, theme.muted, anchor=Anchor.RIGHT)
    yield from _levels(spec, levels, values, (left, right), width, theme, measure)
    places = Axis(0, max(1, len(spec.categories) - 1), left + 8, right - 8)
    yield from _dates(spec, places, bottom + 14, theme, measure)
    for series in spec.series:
        if series.role is Role.TOTAL:
            yield from _readings(spec, series, places, values, theme)


def _named(spec: ChartSpec, series: Series) -> str:
    value = next((each for each in series.values if each is not None), None)
    return series.name if value is None else f"{series.name} {spec.speech.tick(value)}"


def _levels(
    spec: ChartSpec,
    levels: list[Series],
    values: Axis,
    across: tuple[float, float],
    width: float,
    theme: Theme,
    measure: Measure,
) -> Iterator[Mark]:
    shown = [(series, next((each for each in series.values if each is not None), None)) for series in levels]
    agreed = [(series, value) for series, value in shown if value is not None]
    wanted = [values.at(value) + 3.6 for _, value in agreed]
    placed = pushed_apart(wanted, APART, values.end + 3.6, values.start + 3.6)
    for order, ((series, value), y) in enumerate(zip(agreed, placed, strict=True)):
        color = theme.bad if series.role is Role.LOW else theme.good
        name = _named(spec, series)
        level = values.at(value)
        yield Line(((across[0], level), (across[1], level)), color, 1.2, _DASHES[order % 2], name)
        fitting = elided(name, width - across[1] - 6, BODY, Weight.SEMIBOLD, measure)
        yield Text(across[1] + 6, y, fitting, BODY, color, Weight.SEMIBOLD, tip=name)


def _dates(spec: ChartSpec, places: Axis, base: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    free = 0.0
    for index, category in enumerate(spec.categories):
        half = measure(category.name, SMALL, Weight.REGULAR) / 2
        x = max(places.at(index), half)
        if x - half >= free:
            yield Text(x, base, category.name, SMALL, theme.muted, anchor=Anchor.CENTRE)
            free = x + half + 10


def _readings(spec: ChartSpec, series: Series, places: Axis, values: Axis, theme: Theme) -> Iterator[Mark]:
    piece: list[Point] = []
    for index in range(len(series.values) + 1):
        value = series.values[index] if index < len(series.values) else None
        if value is not None:
            piece.append((places.at(index), values.at(value)))
            continue
        if len(piece) > 1:
            yield Line(tuple(piece), theme.accent, 1.8)
        piece = []
    for index, (category, value) in enumerate(zip(spec.categories, series.values, strict=True)):
        if value is not None:
            yield _dot(places.at(index), values.at(value), category, f"{_told(spec, category, value)}", theme)


def _told(spec: ChartSpec, category: Category, value: float) -> str:
    return ", ".join(filter(None, (f"{category.name}: {spec.text(value)} {spec.unit}".strip(), category.note)))


def _dot(x: float, y: float, category: Category, tip: str, theme: Theme) -> Mark:
    if category.state is State.BAD:
        reach = DOT + 1.2
        return Polygon(((x, y - reach), (x - reach, y + reach * 0.8), (x + reach, y + reach * 0.8)), theme.bad, tip=tip)
    if category.state is State.OPEN:
        return disc(x, y, DOT, theme.background, theme.open, tip)
    return disc(x, y, DOT, theme.accent, tip=tip)
