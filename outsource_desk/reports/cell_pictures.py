"""Figures of a table's cell as a picture: dots on a line, bars, stretches, boxes to be ticked off."""

from __future__ import annotations

from outsource_desk.charts.marks import Anchor, Line, Mark, Rect, Text, Weight, disc
from outsource_desk.reports.blocks import Dots, Gain, Share, Span, Tick
from outsource_desk.reports.grid import BODY, THEME
from outsource_desk.reports.typeface import measure, one_line

TICK = 12.0  # a box to be ticked off
_GAIN = 68.0  # beside a bar, for its figure: ``+99 points``


def picture(content: Dots | Gain | Share | Span, x: float, y: float, width: float, high: float) -> list[Mark]:
    """Return the marks of a cell that shows figures as a picture.

    Args:
        content: what is shown.
        x: its left edge, points.
        y: its upper edge.
        width: of the cell, without the gap to the next column.
        high: of the row.
    """
    match content:
        case Dots():
            return _dots(content, x, y, width, high)
        case Gain():
            return _gain(content, x, y, width, high)
        case Share():
            return _share(content, x, y, width, high)
        case Span():
            return _span(content, x, y, width, high)


def _share(share: Share, x: float, y: float, width: float, high: float) -> list[Mark]:
    """Return a frame as long as the most that can be earned, filled as far as it was."""
    room, thick = width / share.top, min(12.0, high * 0.55)
    top = y + (high - thick) / 2
    marks: list[Mark] = [Rect(x, top, room * share.most, thick, THEME.track, THEME.bar, stroke_width=0.7)]
    if share.earned > 0:
        marks.append(Rect(x, top, room * min(share.earned, share.most), thick, THEME.ramp[1]))
    return marks


def tick_box(tick: Tick, x: float, base: float) -> list[Mark]:
    """Return a box as high as a line, large enough for a pen, with a tick where it is done."""
    marks: list[Mark] = [Rect(x, base - TICK + 1.5, TICK, TICK, THEME.background, THEME.ink, stroke_width=1.0)]
    if tick.is_done:
        top = base - TICK + 1.5
        points = ((x + 2.4, top + 6.4), (x + 5.0, top + 9.0), (x + 9.8, top + 2.8))
        marks.append(Line(points, THEME.ink, 1.8))
    return marks


def _span(span: Span, x: float, y: float, width: float, high: float) -> list[Mark]:
    """Return a stretch of a line as a bar, with an upright mark where things are now."""
    left, right, middle = x + 8, x + width - 8, y + high / 2

    def at(value: float) -> float:
        return left + (right - left) * min(max(value / span.top, 0.0), 1.0)

    low, high_end, now = at(span.low), at(span.high), at(span.mark)
    return [
        Line(((left, middle), (right, middle)), THEME.rule, 1.0),
        Line(((left, middle - 3), (left, middle + 3)), THEME.bar, 0.7),
        Line(((right, middle - 3), (right, middle + 3)), THEME.bar, 0.7),
        Rect(low, middle - 4, max(high_end - low, 1.5), 8, THEME.ramp[3]),
        Line(((now, middle - 8), (now, middle + 8)), THEME.ink, 1.6),
    ]


def _dots(dots: Dots, x: float, y: float, width: float, high: float) -> list[Mark]:
    left, right, middle = x + 8, x + width - 8, y + high / 2

    def at(value: float) -> float:
        return left + (right - left) * min(max(value / dots.top, 0.0), 1.0)

    marks: list[Mark] = [Line(((left, middle), (right, middle)), THEME.rule, 1.0)]
    for step in range(dots.steps + 1):
        tick = at(dots.top * step / dots.steps)
        marks.append(Line(((tick, middle - 3), (tick, middle + 3)), THEME.bar, 0.7))
    for minimum in sorted(set(dots.minimums)):
        marks.append(Line(((at(minimum), middle - 8), (at(minimum), middle + 8)), THEME.ink, 1.6))
    weakest = min(dots.values, default=None)
    for value in sorted(set(dots.values)):
        color = THEME.bad if dots.weak and value == weakest else THEME.accent
        count = min(dots.values.count(value), 5)
        for k in range(count):
            place = min(max(at(value) + (k - (count - 1) / 2) * 6.5, left), right)
            marks.append(disc(place, middle, 3.6, color, THEME.background))
    if dots.weak and weakest is not None:
        marks += _weak_word(dots, at(weakest), middle, left, right)
    return marks


def _weak_word(dots: Dots, at: float, middle: float, left: float, right: float) -> list[Mark]:
    """Return the weakest value's name on the side that has room for it and no other dot, if there is one."""
    color = THEME.bad
    words = one_line(dots.weak)
    wide = measure(words, BODY, Weight.SEMIBOLD)
    if at - 9 - wide >= left:
        return [Text(at - 9, middle + 3.6, words, BODY, color, Weight.SEMIBOLD, Anchor.RIGHT, halo=THEME.background)]
    others = [value for value in dots.values if value > min(dots.values)]
    edge = left + (right - left) * min(others) / dots.top - 8 if others else right
    if at + 9 + wide <= edge:
        return [Text(at + 9, middle + 3.6, words, BODY, color, Weight.SEMIBOLD, halo=THEME.background)]
    return []


def _gain(gain: Gain, x: float, y: float, width: float, high: float) -> list[Mark]:
    """Return a bar from the column's common zero, with its figure at the end."""
    left = _GAIN if gain.low < 0 else 12.0  # room for the figures at the ends of the longest bars
    room = width - left - (_GAIN if gain.high > 0 else 12.0)
    reach = max(gain.high - gain.low, 1e-9)
    zero = x + left + room * -gain.low / reach
    long = room * gain.value / reach
    middle, thick = y + high / 2, min(12.0, high * 0.55)
    color = THEME.ramp[1] if gain.is_neutral else THEME.accent if gain.value > 0 else THEME.open
    marks: list[Mark] = []
    if abs(long) > 0.3:
        marks.append(Rect(min(zero, zero + long), middle - thick / 2, abs(long), thick, color))
    marks.append(Line(((zero, y), (zero, y + high)), THEME.ink, 0.9))
    is_left = gain.value < 0
    anchor = Anchor.RIGHT if is_left else Anchor.LEFT
    marks.append(
        Text(zero + long + (-6 if is_left else 6), middle + 3.6, gain.text, BODY, THEME.ink, Weight.SEMIBOLD, anchor)
    )
    return marks
