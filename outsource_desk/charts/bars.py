"""Ranking bars with whiskers, and below a line what is not ranked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outsource_desk.charts.axis import Axis, ticks
from outsource_desk.charts.marks import Line, Mark, Measure, Rect, Text, Weight, state_mark, whisker
from outsource_desk.charts.spec import ChartSpec, Role, Theme
from outsource_desk.charts.words import elided

HEAD, BODY, SMALL = 13.0, 10.0, 8.5
TOP = 18.0  # ticks
DIVIDER = 40.0  # the line, and "Not ranked"
ROOMY, TIGHT = 42.0, 12.5
TALLEST = 96.0
RIGHT = 96.0  # totals
TINY, WHOLE = 1e-6, 100.0  # totals of nothing stand on an axis to 100


@dataclass(frozen=True)
class _Row:
    index: int
    middle: float
    height: float


@dataclass(frozen=True)
class _Frame:
    """What every row needs to draw itself."""

    spec: ChartSpec
    axis: Axis
    width: float
    theme: Theme
    measure: Measure
    is_roomy: bool

    @property
    def numbers(self) -> float:
        """Return where the column of totals begins."""
        return self.axis.end + 14

    def fitted(self, text: str, width: float, size: float = BODY, weight: Weight = Weight.REGULAR) -> str:
        return elided(text, width, size, weight, self.measure)


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed."""
    divider = 0.0 if all(category.is_ranked for category in spec.categories) else DIVIDER
    return TOP + ROOMY * len(spec.categories) + divider


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of a ranking chart."""
    ranked = [i for i, category in enumerate(spec.categories) if category.is_ranked]
    others = [i for i, category in enumerate(spec.categories) if not category.is_ranked]
    ranked, others, hidden = _that_fit(ranked, others, height)
    divider = DIVIDER if others else 0.0
    room = height - TOP - divider - (TIGHT if hidden else 0.0)
    row = min(TALLEST, room / max(1, len(ranked) + len(others)))
    label = _label_width(spec, width, measure)
    most = spec.top or max(value or 0.0 for series in spec.series for value in series.values)
    limits = ticks(0, most if most > TINY else WHOLE)
    axis = Axis(0, limits[-1], label, max(label + 40, width - RIGHT))
    frame = _Frame(spec, axis, width, theme, measure, row >= ROOMY)
    bottom = TOP + row * len(ranked)
    if ranked:
        yield from _scale(frame, limits, bottom)
        yield from _band(frame, row, len(ranked))
    for place, index in enumerate(ranked):
        yield from _ranked_row(frame, _Row(index, TOP + row * (place + 0.5), row))
    if others:
        line = bottom + 10 if ranked else 6.0
        yield Line(((0, line), (width, line)), theme.ink, 0.9)
        yield Text(0, line + 16, spec.speech.tr("Not ranked"), BODY, theme.muted)
        for place, index in enumerate(others):
            yield from _other_row(frame, _Row(index, bottom + divider + row * (place + 0.5) - 4, row))
    if hidden:
        words = spec.more([spec.values(Role.TOTAL)[index] or 0.0 for index in hidden])
        yield Text(0, height - 4, frame.fitted(words, width), BODY, theme.muted)


def _that_fit(ranked: list[int], others: list[int], height: float) -> tuple[list[int], list[int], list[int]]:
    """Return what can be shown in rows of readable height, and what is only counted."""
    room = int((height - TOP - (DIVIDER if others else 0.0)) // TIGHT)
    if len(ranked) + len(others) <= room:
        return ranked, others, []
    room = max(1, room - 1)
    below = min(len(others), room // 3)
    above = max(0, room - below)
    return ranked[:above], others[:below], [*ranked[above:], *others[below:]]


def _label_width(spec: ChartSpec, width: float, measure: Measure) -> float:
    names = max(measure(category.name, HEAD, Weight.SEMIBOLD) for category in spec.categories)
    notes = max(measure(category.note, BODY, Weight.REGULAR) for category in spec.categories)
    return max(min(max(90.0, names + 34), 0.34 * width), min(notes + 48, 0.40 * width))


def _scale(frame: _Frame, limits: list[float], bottom: float) -> Iterator[Mark]:
    theme, axis, spec = frame.theme, frame.axis, frame.spec
    free = 0.0
    for place, value in enumerate(limits):
        x = axis.at(value)
        yield Line(((x, TOP - 4), (x, bottom)), theme.rule)
        words = f"{spec.speech.tick(value)} {spec.unit}".strip() if place == 0 else spec.speech.tick(value)
        wide = frame.measure(words, SMALL, Weight.REGULAR)
        left = x if place == 0 else x - wide / 2
        if left >= free:
            yield Text(left, TOP - 9, words, SMALL, theme.muted)
            free = left + wide + 3
    if frame.numbers >= free:
        yield Text(frame.numbers, TOP - 9, spec.speech.tr("Total"), SMALL, theme.muted)


def _band(frame: _Frame, row: float, rows: int) -> Iterator[Mark]:
    band, axis = frame.spec.band, frame.axis
    if band is None:
        return
    shown = min(band.rows, rows)
    left, right = axis.at(band.low), axis.at(band.high)
    yield Rect(left, TOP + 2, max(right - left, 1.0), row * shown - 4, frame.theme.band, tip=band.words)
    if frame.is_roomy and shown > 1:
        words = frame.fitted(band.words, frame.width - frame.numbers, BODY, Weight.SEMIBOLD)
        yield Text(frame.numbers, TOP + row + 3, words, BODY, frame.theme.open, Weight.SEMIBOLD)


def _ranked_row(frame: _Frame, row: _Row) -> Iterator[Mark]:
    spec, theme, axis = frame.spec, frame.theme, frame.axis
    category = spec.categories[row.index]
    total, low, high = (spec.values(role)[row.index] for role in (Role.TOTAL, Role.LOW, Role.HIGH))
    yield from _label(frame, row, theme.ink)
    if total is None:
        return
    tip = f"{category.name}: {spec.text(total)} {spec.unit}".strip()
    thick = min(26.0, row.height * 0.3) if frame.is_roomy else row.height * 0.62
    reach = axis.at(total) - axis.start
    if reach > 0:
        fill = theme.accent if category.is_accent else theme.bar
        yield Rect(axis.start, row.middle - thick / 2, reach, thick, fill, tip=tip)
    inside = frame.measure(category.remark, BODY, Weight.REGULAR) + 16
    if category.remark and frame.is_roomy and inside <= reach:
        color = theme.on_dark if category.is_accent else theme.ink
        yield Text(axis.start + 8, row.middle + 3.5, category.remark, BODY, color)
    is_range = low is not None and high is not None and high - low >= 0.05
    if low is not None and high is not None and is_range:
        words = f"{category.name}: {spec.between(low, high)}"
        yield from whisker(axis.at(low), axis.at(high), row.middle, theme, words, min(5.0, row.height * 0.28))
    color = theme.accent if category.is_accent else theme.ink
    size = HEAD if frame.is_roomy else BODY
    lift = -1.0 if frame.is_roomy and is_range else 3.6 if not frame.is_roomy else 4.6
    yield Text(frame.numbers, row.middle + lift, spec.text(total), size, color, Weight.SEMIBOLD, tip=tip)
    if low is not None and high is not None and is_range and frame.is_roomy:
        yield Text(frame.numbers, row.middle + 14, spec.between(low, high), BODY, theme.muted)
    elif low is not None and high is not None and is_range:
        wide = frame.measure(spec.text(total), BODY, Weight.SEMIBOLD)
        reach = spec.speech.tr("to {high}", high=spec.text(high))
        words = frame.fitted(reach, frame.width - frame.numbers - wide - 6)
        yield Text(frame.numbers + wide + 6, row.middle + 3.6, words, BODY, theme.muted)


def _other_row(frame: _Frame, row: _Row) -> Iterator[Mark]:
    spec, theme, axis = frame.spec, frame.theme, frame.axis
    category = spec.categories[row.index]
    total = spec.values(Role.TOTAL)[row.index] or 0.0
    yield from _label(frame, row, theme.muted)
    thick = min(16.0, row.height * 0.3)
    reach = axis.at(total) - axis.start
    rise = 8.0 if frame.is_roomy else 0.0
    if reach > 1 and frame.is_roomy:  # where there is room for one, the reason says more than the bar
        tip = f"{category.name}: {category.beside}, {category.remark}"
        top = row.middle - rise - thick / 2
        yield Rect(axis.start, top, reach, thick, theme.background, theme.bar, hatch=theme.bar, tip=tip)
    words = frame.fitted(category.beside, frame.width - frame.numbers, BODY, Weight.SEMIBOLD)
    yield Text(frame.numbers, row.middle - rise + 3.6, words, BODY, theme.muted, Weight.SEMIBOLD)
    has_bar = reach > 1 and frame.is_roomy
    remark = frame.fitted(category.remark, (frame.width if has_bar else axis.end) - axis.start)
    if remark:
        base = row.middle + 15 if has_bar else row.middle - rise + 3.6
        yield Text(axis.start, base, remark, BODY, theme.ink, tip=category.remark)


def _label(frame: _Frame, row: _Row, color: str) -> Iterator[Mark]:
    category, theme = frame.spec.categories[row.index], frame.theme
    room = frame.axis.start - 28
    has_note = frame.is_roomy and bool(category.note)
    size = HEAD if frame.is_roomy else BODY
    base = row.middle - 1 if has_note else row.middle + 0.36 * size
    if category.mark:
        yield Text(0, base, category.mark, size, theme.muted, Weight.SEMIBOLD)
    name = frame.fitted(category.name, room, size, Weight.SEMIBOLD)
    yield Text(20, base, name, size, color, Weight.SEMIBOLD, tip=category.name)
    if not has_note:
        return
    left = 20.0
    if category.state is not None:
        yield from state_mark(24, row.middle + 11, category.state, theme, 4)
        left = 33.0
    yield Text(left, row.middle + 14.5, frame.fitted(category.note, room - left + 20), BODY, theme.muted)
