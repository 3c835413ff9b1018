"""Stacked contributions: named once above the first bar, valued inside each segment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outsource_desk.charts.marks import Anchor, Mark, Measure, Rect, Text, Weight
from outsource_desk.charts.spec import ChartSpec, Role, Series, Theme
from outsource_desk.charts.words import elided, wrapped

HEAD, BODY, SMALL = 13.0, 10.0, 8.5
TIGHT, TALLEST = 13.5, 34.0
APART = 4.0  # before the price
RIGHT = 52.0  # totals
OUTSIDE = 24.0  # more, where the value of a price stands beside its segment
KEY_LINE = 15.0
SPILL = 6.0  # a name may stand over its segment by as much
LEAD = 12.0


@dataclass(frozen=True)
class _Frame:
    spec: ChartSpec
    start: float
    unit: float  # points of paper for one point of value
    width: float
    theme: Theme
    measure: Measure

    def fill(self, place: int, series: Series) -> str:
        return self.theme.price if series.role is Role.PRICE else segment_color(self.theme, place)


def segment_color(theme: Theme, place: int) -> str:
    """Return the colour of the segment at a place of the stack; darkest first."""
    return theme.ramp[min(place, len(theme.ramp) - 1)]


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed."""
    return 40.0 + TALLEST * len(spec.categories)


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of a stacked chart."""
    names = max(measure(category.name, BODY, Weight.SEMIBOLD) for category in spec.categories)
    start = min(max(60.0, names + 12), 0.3 * width)
    totals = [sum(max(0.0, series.values[row] or 0.0) for series in spec.series) for row in range(len(spec.categories))]
    top = spec.top or max(totals) or 1.0
    ranges = [measure(each.beside, HEAD, Weight.SEMIBOLD) + 8 for each in spec.categories if each.beside]
    right = max([RIGHT, *ranges])
    unit = max(1.0, width - start - right - APART) / top
    if any(0 < (price or 0.0) * unit < OUTSIDE for price in spec.values(Role.PRICE)):
        unit = max(1.0, width - start - right - APART - OUTSIDE) / top
    frame = _Frame(spec, start, unit, width, theme, measure)
    labels, unnamed = _labels(frame)
    key = list(_key(frame, unnamed))
    key_height = KEY_LINE * (1 + max((line for line, *_ in key), default=-1))
    head = 6.0 + max((mark.y for mark in labels if isinstance(mark, Text)), default=-2.0)
    row, shown = _rows(len(spec.categories), height - head - key_height)
    yield from labels
    for place in range(shown):
        yield from _bar(frame, place, totals[place], head + row * place, row)
    base = head + row * shown
    if shown < len(spec.categories):
        yield Text(0, base + 10, spec.more(totals[shown:]), BODY, theme.muted)
        base += TIGHT
    for line, x, series, words in key:
        y = base + KEY_LINE * line + 3
        place = spec.series.index(series)
        yield Rect(x, y, 9, 9, frame.fill(place, series), _outline(place, series, theme))
        yield Text(x + 14, y + 8, words, BODY, theme.ink, tip=series.name)


def _rows(count: int, room: float) -> tuple[float, int]:
    """Return the height of a row, and how many rows can be shown."""
    fitting = max(1, int(room // TIGHT))
    if count <= fitting:
        return min(TALLEST, room / count), count
    return TIGHT, max(1, fitting - 1)


def _labels(frame: _Frame) -> tuple[list[Mark], list[Series]]:
    """Return names above the segments of the first bar, and the series whose name has no room there."""
    found: list[tuple[float, list[str], Series]] = []
    unnamed: list[Series] = []
    x, free = frame.start, frame.start
    color = frame.theme.muted
    for series in frame.spec.series:
        x += APART if series.role is Role.PRICE else 0.0
        wide = max(0.0, series.values[0] or 0.0) * frame.unit
        middle = x + wide / 2
        lines = _label(frame, series.name, wide)
        half = max((frame.measure(line, BODY, Weight.REGULAR) for line in lines), default=0.0) / 2
        if lines and middle - half >= free and middle + half <= frame.width:
            found.append((middle, lines, series))
            free = middle + half + 6
        else:
            unnamed.append(series)
        x += wide
    deepest = max((len(lines) for _, lines, _ in found), default=0)
    labels: list[Mark] = [
        Text(middle, 12 + LEAD * (deepest - len(lines) + n), line, BODY, color, anchor=Anchor.CENTRE, tip=series.name)
        for middle, lines, series in found
        for n, line in enumerate(lines)
    ]
    return labels, unnamed


def _label(frame: _Frame, name: str, width: float) -> list[str]:
    """Return a segment's name in one or two lines of about its width, if need be only its first words."""
    if width < 12:
        return []
    for words, most in ((name, 1), (_first_words(name), 1), (name, 2)):
        lines = wrapped(words, width + SPILL, BODY, Weight.REGULAR, frame.measure)
        is_whole = "".join(lines).replace(" ", "") == words.replace(" ", "") and all(
            w in words.split() for w in " ".join(lines).split()
        )
        if len(lines) <= most and is_whole:
            return lines
    return []


def _first_words(name: str) -> str:
    """Return a long name up to its first comma or “and”: ``People, language and culture`` becomes ``People``."""
    return name.split(",")[0].split(" and ")[0]


def _key(frame: _Frame, unnamed: list[Series]) -> Iterator[tuple[int, float, Series, str]]:
    """Yield line, x, series and words of a key for the segments that are too narrow for a name of their own."""
    if frame.spec.is_keyed_elsewhere:
        return
    line, x = 0, frame.start
    for series in unnamed:
        words = elided(series.name, frame.width - frame.start - 14, BODY, Weight.REGULAR, frame.measure)
        wide = 14 + frame.measure(words, BODY, Weight.REGULAR)
        if x + wide > frame.width and x > frame.start:
            line, x = line + 1, frame.start
        yield line, x, series, words
        x += wide + 16


def _bar(frame: _Frame, row: int, total: float, top: float, height: float) -> Iterator[Mark]:
    spec, theme, measure = frame.spec, frame.theme, frame.measure
    category = spec.categories[row]
    thick = min(22.0, height * 0.8)
    base = top + height / 2 + 3.6
    weight = Weight.SEMIBOLD if category.is_accent else Weight.REGULAR
    name = elided(category.name, frame.start - 10, BODY, weight, measure)
    yield Text(0, base, name, BODY, theme.ink, weight, tip=category.name)
    x = frame.start
    for place, series in enumerate(spec.series):
        value = max(0.0, series.values[row] or 0.0)
        is_price = series.role is Role.PRICE
        x += APART if is_price else 0.0
        wide = value * frame.unit
        tip = f"{category.name}, {series.name}: {spec.text(value)}"
        if wide > 0.3:
            shown = max(wide - 1, 0.3)
            y = top + (height - thick) / 2
            yield Rect(x, y, shown, thick, frame.fill(place, series), _outline(place, series, theme), tip=tip)
        words = spec.text(value)
        size = BODY if wide >= measure(words, BODY, Weight.REGULAR) + 5 else SMALL
        if thick >= 11 and wide >= measure(words, size, Weight.REGULAR) + (5 if size == BODY else 2):
            color = theme.on_dark if place < 2 and not is_price else theme.ink
            lift = 0.0 if size == BODY else -0.5
            yield Text(x + (wide - 1) / 2, base + lift, words, size, color, anchor=Anchor.CENTRE, tip=tip)
        elif is_price and thick >= 11 and value > 0:  # nothing follows it but the total
            yield Text(x + wide + 3, base, words, BODY, theme.open, tip=tip)
            x += 3 + measure(words, BODY, Weight.REGULAR)
        x += wide
    color = theme.accent if category.is_accent else theme.ink
    size = HEAD if category.is_accent and height >= 20 else BODY
    yield Text(x + 8, base, category.beside or spec.text(total), size, color, Weight.SEMIBOLD)


def _outline(place: int, series: Series, theme: Theme) -> str | None:
    """Return an edge for the price, and for segments so pale that they would melt into the paper."""
    if series.role is Role.PRICE:
        return theme.open
    return theme.bar if place >= len(theme.ramp) - 2 else None
