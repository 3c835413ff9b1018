"""Who earned what: a column for each part, as wide as its weight, filled as far as it was earned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outsource_desk.charts.axis import Axis, ticks
from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Rect, Text, Weight, disc, state_mark, stop_mark
from outsource_desk.charts.spec import Category, ChartSpec, Role, Series, State, Theme
from outsource_desk.charts.words import elided

BODY, SMALL = 10.0, 8.5
HEAD, ROW, TIGHT = 28.0, 24.6, 14.0
THICK, GAP, RADIUS = 9.2, 3.0, 1.5
APART = 1.2  # at least, between the names of two columns
NAME_AT = 18.5
SCALE = 82.0  # panel with the enlarged totals
LEAST = 170.0  # of the columns together, before that panel is left out
DOT, CAP = 3.5, 3.2
RANGE = 0.05  # points from which a total is a range


@dataclass(frozen=True)
class _Frame:
    """Where everything stands."""

    spec: ChartSpec
    columns: tuple[tuple[Series, float, float], ...]  # part, left, width
    axis: Axis | None
    ticks: tuple[float, ...]
    width: float
    numbers: float  # room for the totals at the right
    theme: Theme
    measure: Measure

    def fitted(self, text: str, width: float, size: float = BODY, weight: Weight = Weight.REGULAR) -> str:
        return elided(text, width, size, weight, self.measure)

    @property
    def start(self) -> float:
        """Return where the columns begin."""
        return self.columns[0][1] if self.columns else NAME_AT


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed or left out."""
    return HEAD + ROW * len(spec.categories)


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of the chart."""
    shown = min(len(spec.categories), max(1, int((height - HEAD) // TIGHT)))
    if shown < len(spec.categories):
        shown = max(1, shown - 1)
    hidden = len(spec.categories) - shown
    row = min(ROW, (height - HEAD - (TIGHT if hidden else 0)) / shown)
    frame = _frame(spec, width, theme, measure)
    ranked = sum(category.is_ranked for category in spec.categories[:shown])
    yield from _heads(frame)
    yield from _scale(frame, HEAD + row * ranked)
    yield from _band(frame, row, ranked)
    for index in range(shown):
        top = HEAD + row * index
        yield Line(((0, top), (width, top)), theme.rule)
        draw = _ranked if spec.categories[index].is_ranked else _stopped
        yield from draw(frame, index, top + row / 2)
    if hidden:
        words = spec.speech.tr("and {count} more", count=hidden)
        yield Text(NAME_AT, HEAD + row * shown + 11, frame.fitted(words, width - NAME_AT), BODY, theme.muted)


def _frame(spec: ChartSpec, width: float, theme: Theme, measure: Measure) -> _Frame:
    """Share the width out: names, columns, the enlarged totals if there is room, totals."""
    names = max(measure(category.name, BODY, Weight.SEMIBOLD) for category in spec.categories)
    start = min(max(70.0, NAME_AT + names + 8), max(0.24 * width, 60.0))
    totals = [_total_text(spec, index) for index, one in enumerate(spec.categories) if one.is_ranked]
    wide = max((measure(text, BODY, Weight.SEMIBOLD) for text in totals), default=0.0)
    numbers = min(max(wide, measure(_head_of_totals(spec), SMALL, Weight.REGULAR)) + 4, 0.3 * width)
    limits = _limits(spec)
    room = width - start - numbers - 9
    has_axis = bool(limits) and room - SCALE - 12 >= LEAST
    end = start + (room - SCALE - 12 if has_axis else room)
    axis = Axis(*limits, end + 18, end + 12 + SCALE - 6) if has_axis and limits else None
    shown = _ticks(*limits) if limits else ()
    return _Frame(spec, tuple(_columns(spec, start, end)), axis, shown, width, numbers, theme, measure)


def _columns(spec: ChartSpec, start: float, end: float) -> Iterator[tuple[Series, float, float]]:
    parts = [series for series in spec.series if series.role in (Role.PART, Role.PRICE) and series.most]
    whole = sum(series.most or 0.0 for series in parts)
    left = start
    for series in parts:
        wide = (end - start) * (series.most or 0.0) / whole
        yield series, left, max(1.0, wide - GAP)
        left += wide


def _limits(spec: ChartSpec) -> tuple[float, float] | None:
    """Return the ends of the enlarged totals; they need not begin at zero."""
    ends = [
        value
        for index, category in enumerate(spec.categories)
        for value in (spec.values(Role.LOW)[index], spec.values(Role.HIGH)[index])
        if category.is_ranked and value is not None
    ]
    if not ends:
        return None
    low, high = min(ends), max(ends)
    spare = max(1.0, 0.12 * (high - low))
    return low - spare, high + spare


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Return two or three round values inside the axis."""
    for most in (2, 3, 4, 6):
        inside = tuple(value for value in ticks(low, high, most) if low <= value <= high)
        if len(inside) > 1:
            return inside
    return inside


def _head_of_totals(spec: ChartSpec) -> str:
    tr = spec.speech.tr
    return tr("Total of {top}", top=spec.speech.number(spec.top, 0)) if spec.top else tr("Total")


def _heads(frame: _Frame) -> Iterator[Mark]:
    """Yield each part's name and weight above its column, and what the numbers at the right are."""
    spec, theme = frame.spec, frame.theme
    for series, left, wide in frame.columns:
        name = next((name for name in _shorter(series.name) if _fits(frame, name, wide + GAP - APART)), series.name)
        tip = spec.speech.tr("{name}: at most {points}", name=series.name, points=_points(spec, series.most or 0.0))
        words = frame.fitted(name, wide + GAP - APART, SMALL, Weight.SEMIBOLD)
        if len(words) > 2 or words == name:
            yield Text(left, 9, words, SMALL, theme.muted, Weight.SEMIBOLD, tip=tip)
        weight = f"{spec.speech.tick(round(series.most or 0.0, 1))} %"
        if frame.measure(weight, SMALL, Weight.REGULAR) <= wide + GAP:
            yield Text(left, 20, weight, SMALL, theme.muted, tip=tip)
    yield Text(frame.width, 20, frame.fitted(_head_of_totals(spec), frame.numbers, SMALL), SMALL, theme.muted,
               anchor=Anchor.RIGHT)  # fmt: skip


def _shorter(name: str) -> tuple[str, ...]:
    """Return a name, and its first words alone: ``Security and data`` may become ``Security``."""
    return name, name.split(",")[0].split(" and ")[0], name.split()[0]


def _fits(frame: _Frame, name: str, width: float) -> bool:
    return frame.measure(name, SMALL, Weight.SEMIBOLD) <= width


def _scale(frame: _Frame, bottom: float) -> Iterator[Mark]:
    if frame.axis is None:
        return
    free = frame.axis.start - 14
    for value in frame.ticks:
        x = frame.axis.at(value)
        words = frame.spec.speech.tick(value)
        half = frame.measure(words, SMALL, Weight.REGULAR) / 2
        yield Line(((x, HEAD - 2), (x, bottom)), frame.theme.rule)
        if x - half >= free:
            yield Text(x, 20, words, SMALL, frame.theme.muted, anchor=Anchor.CENTRE)
            free = x + half + 4


def _band(frame: _Frame, row: float, rows: int) -> Iterator[Mark]:
    band, axis = frame.spec.band, frame.axis
    if band is None or axis is None or not rows:
        return
    left, right = axis.at(band.low), axis.at(band.high)
    high = row * min(band.rows, rows)
    yield Rect(left, HEAD + 1, max(right - left, 1.0), high - 1, frame.theme.band, tip=band.words)


def _ranked(frame: _Frame, index: int, middle: float) -> Iterator[Mark]:
    spec, theme = frame.spec, frame.theme
    category = spec.categories[index]
    color = theme.accent if category.is_accent else theme.bar
    weight = Weight.SEMIBOLD if category.is_accent else Weight.REGULAR
    total = f"{category.name}: {_total_text(spec, index)}"
    yield Text(11, middle + 3.6, category.mark, BODY, theme.muted, anchor=Anchor.RIGHT)
    yield _name(frame, category, middle, theme.ink, weight)
    for series, left, wide in frame.columns:
        yield from _track(frame, index, series, left, wide, middle, color)
    yield from _place(frame, index, middle, color, total)
    words = frame.fitted(_total_text(spec, index), frame.numbers, BODY, weight)
    yield Text(frame.width, middle + 3.6, words, BODY, theme.ink, weight, Anchor.RIGHT, tip=total)


def _track(
    frame: _Frame, index: int, series: Series, left: float, wide: float, middle: float, color: str
) -> Iterator[Mark]:
    spec, most, earned = frame.spec, series.most or 0.0, series.values[index]
    tip = spec.speech.tr(
        "{name}, {part}: {points} of {most}",
        name=spec.categories[index].name,
        part=series.name,
        points=spec.text(earned or 0.0),
        most=_points(spec, most),
    )
    top = middle - THICK / 2
    yield Rect(left, top, wide, THICK, frame.theme.track, tip=tip, radius=RADIUS)
    filled = wide * min(1.0, max(0.0, (earned or 0.0) / most)) if most else 0.0
    if filled > 0:
        yield Rect(left, top, filled, THICK, color, tip=tip, radius=min(RADIUS, filled / 2))


def _place(frame: _Frame, index: int, middle: float, color: str, tip: str) -> Iterator[Mark]:
    """Yield where a total stands among the others: a dot, or a whisker while scores are open."""
    spec, axis = frame.spec, frame.axis
    low, high = (spec.values(role)[index] for role in (Role.LOW, Role.HIGH))
    if axis is None or low is None or high is None:
        return
    left, right = axis.at(low), axis.at(high)
    if high - low < RANGE:
        yield disc(left, middle, DOT, color, tip=tip)
        return
    for stroke in (((left, middle), (right, middle)), _cap(left, middle), _cap(right, middle)):
        yield Line(stroke, color, 1.15, tip=tip)


def _cap(x: float, middle: float) -> tuple[tuple[float, float], tuple[float, float]]:
    return (x, middle - CAP), (x, middle + CAP)


def _stopped(frame: _Frame, index: int, middle: float) -> Iterator[Mark]:
    """Yield a candidate without a rank, and why."""
    spec, theme = frame.spec, frame.theme
    category = spec.categories[index]
    is_bad = category.state is not State.OPEN
    yield from stop_mark(7, middle, theme) if is_bad else state_mark(7, middle, State.OPEN, theme, 4.4)
    yield _name(frame, category, middle, theme.muted, Weight.REGULAR)
    beside = frame.fitted(category.beside, 0.3 * frame.width, SMALL, Weight.SEMIBOLD)
    wide = frame.measure(beside, SMALL, Weight.SEMIBOLD)
    words = frame.fitted(category.remark, frame.width - frame.start - wide - 10)
    yield Text(frame.start, middle + 3.6, words, BODY, theme.muted, tip=f"{category.name}: {category.remark}")
    color = theme.bad if is_bad else theme.muted
    yield Text(frame.width, middle + 3.1, beside, SMALL, color, Weight.SEMIBOLD, Anchor.RIGHT)


def _name(frame: _Frame, category: Category, middle: float, color: str, weight: Weight) -> Text:
    name = frame.fitted(category.name, frame.start - NAME_AT - 6, BODY, weight)
    return Text(NAME_AT, middle + 3.6, name, BODY, color, weight, tip=category.name if name != category.name else "")


def _total_text(spec: ChartSpec, index: int) -> str:
    total, low, high = (spec.values(role)[index] for role in (Role.TOTAL, Role.LOW, Role.HIGH))
    if low is not None and high is not None and high - low >= RANGE:
        return spec.speech.between(low, high, spec.places)
    return spec.text(total or 0.0)


def _points(spec: ChartSpec, value: float) -> str:
    return f"{spec.text(value)} {spec.unit}".strip()
