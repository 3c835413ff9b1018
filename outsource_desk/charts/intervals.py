"""How far each weight may move before somebody else comes first: a bar per criterion, and where it stands now.

`intervals_spec` takes the stability of the criteria, and the names of criteria and candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from outsource_desk.charts.axis import Axis
from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Rect, Text, Weight
from outsource_desk.charts.shares import as_now, span, turns_at
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Role, Series, State, Theme
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.words import elided
from outsource_desk.domain.robustness import Stability

BODY, SMALL = 10.0, 8.5
HEAD, ROW, TIGHT = 22.0, 22.0, 14.0
NEAR = 0.1  # of the whole: a turn that is nearer is set off


def intervals_spec(
    stability: Sequence[Stability], criteria: Mapping[int, str], names: Mapping[int, str], speech: Speech = ENGLISH
) -> ChartSpec:
    """Return the weights between which the first place stays as it is.

    Args:
        stability: of groups, leaves or both, in the order to show.
        criteria: criterion id → name.
        names: candidate id → name.
        speech: how to say it.
    """
    tr = speech.tr
    rows = tuple(
        Category(
            criteria[each.criterion_id],
            note=span(speech, each.low, each.high, each.weight),
            beside=_nearest(each, names, speech),
            state=State.OPEN if each.distance <= NEAR else None,
            is_accent=each.distance <= NEAR,
        )
        for each in stability
    )
    series = (
        Series(tr("Weight now, %"), tuple(100 * each.weight for each in stability)),
        Series(tr("Stays first from, %"), tuple(100 * each.low for each in stability), Role.LOW),
        Series(tr("Stays first up to, %"), tuple(100 * each.high for each in stability), Role.HIGH),
    )
    title = tr("Weights at which the first place stays as it is")
    said = [
        tr("{criterion}: now {weight}, stays first at {range}; {turn}.", criterion=row.name,
           weight=as_now(speech, each.weight), range=row.note, turn=row.beside)
        for each, row in zip(stability, rows, strict=True)
    ]  # fmt: skip
    return ChartSpec(
        Kind.INTERVALS, title, rows, series, alt=" ".join([f"{title}.", *said]), unit="%", top=100.0, speech=speech
    )


def _nearest(each: Stability, names: Mapping[int, str], speech: Speech) -> str:
    """Return where the first place turns first, and to whom."""
    if not each.turning_points:
        return speech.tr("nobody")
    end, rival = each.turning_points[0]
    weight = turns_at(speech, end, each.weight)
    if rival == each.rival_above and end == each.high:
        return speech.tr("{name} from {weight}", name=names[rival], weight=weight)
    return speech.tr("{name} below {weight}", name=names[rival], weight=weight)


@dataclass(frozen=True)
class _Frame:
    spec: ChartSpec
    axis: Axis
    stays: float  # right edge of the ranges in words
    width: float
    start: float
    theme: Theme
    measure: Measure


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed or left out."""
    return HEAD + ROW * len(spec.categories)


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of the intervals."""
    fitting = max(1, int((height - HEAD) // TIGHT))
    count = len(spec.categories)
    shown = count if count <= fitting else max(1, fitting - 1)
    row = min(ROW, (height - HEAD - (TIGHT if shown < count else 0)) / shown)
    frame = _frame(spec, width, theme, measure)
    bottom = HEAD + row * shown
    yield from _heads(frame, bottom)
    for place in range(shown):
        yield from _row(frame, place, HEAD + row * (place + 0.5), row)
    if shown < count:
        yield Text(0, bottom + 10, spec.speech.tr("and {count} more", count=count - shown), BODY, theme.muted)


def _frame(spec: ChartSpec, width: float, theme: Theme, measure: Measure) -> _Frame:
    """Share the width out: names, bars, range in words, nearest turn."""
    names = max(measure(each.name, BODY, Weight.SEMIBOLD) for each in spec.categories)
    heads = spec.speech.tr("Stays first"), spec.speech.tr("Who is first beyond")
    turn = max(measure(heads[1], SMALL, Weight.REGULAR), *(
        measure(each.beside, BODY, Weight.SEMIBOLD) for each in spec.categories))  # fmt: skip
    ranges = max(measure(heads[0], SMALL, Weight.REGULAR), *(
        measure(each.note, BODY, Weight.REGULAR) for each in spec.categories))  # fmt: skip
    start, turn = min(names + 12, 0.32 * width), min(turn, 0.3 * width)
    ranges = min(ranges, 0.2 * width)
    stays = width - turn - 12
    end = stays - ranges - 16
    if end - start < 60:  # too narrow for bars and words: the ranges give way
        stays, end = 0.0, width - turn - 12
    return _Frame(spec, Axis(0, 100, start + 4, max(end, start + 30)), stays, width, start, theme, measure)


def _heads(frame: _Frame, bottom: float) -> Iterator[Mark]:
    spec, theme = frame.spec, frame.theme
    free = 0.0
    for value in (0, 25, 50, 75, 100):
        x = frame.axis.at(value)
        yield Line(((x, HEAD - 5), (x, bottom)), theme.rule)
        words = spec.speech.tick(value)
        half = frame.measure(words, SMALL, Weight.REGULAR) / 2
        if x - half >= free:
            yield Text(x, 10, words, SMALL, theme.muted, anchor=Anchor.CENTRE)
            free = x + half + 4
    if frame.stays > 0:
        words = spec.speech.tr("Stays first")
        words = elided(words, frame.stays - free, SMALL, Weight.REGULAR, frame.measure)
        yield Text(frame.stays, 10, words, SMALL, theme.muted, anchor=Anchor.RIGHT)
        free = frame.stays + 4
    words = spec.speech.tr("Who is first beyond")
    words = elided(words, frame.width - free, SMALL, Weight.REGULAR, frame.measure)
    yield Text(frame.width, 10, words, SMALL, theme.muted, anchor=Anchor.RIGHT)


def _row(frame: _Frame, place: int, middle: float, row: float) -> Iterator[Mark]:
    spec, theme, category = frame.spec, frame.theme, frame.spec.categories[place]
    now, low, high = (spec.values(role)[place] or 0.0 for role in (Role.TOTAL, Role.LOW, Role.HIGH))
    weight = Weight.SEMIBOLD if category.is_accent else Weight.REGULAR
    name = elided(category.name, frame.start - 6, BODY, weight, frame.measure)
    tip = spec.speech.tr("{criterion}: now {weight}, stays first at {range}; {turn}.", criterion=category.name,
                         weight=as_now(spec.speech, now / 100), range=category.note, turn=category.beside)  # fmt: skip
    yield Text(0, middle + 3.6, name, BODY, theme.ink, weight, tip=category.name if name != category.name else "")
    thick = min(8.5, row * 0.5)
    left, right = frame.axis.at(low), frame.axis.at(high)
    fill, edge = (theme.price, theme.open) if category.is_accent else (theme.track, theme.muted)
    yield Rect(left, middle - thick / 2, max(right - left, 1.5), thick, fill, edge, 0.8, tip=tip, radius=1.5)
    x = frame.axis.at(now)
    yield Line(((x, middle - row * 0.34), (x, middle + row * 0.34)), theme.ink, 2.0, tip=tip)
    if frame.stays > 0:
        room = frame.stays - frame.axis.end - 6
        words = elided(category.note, room, BODY, Weight.REGULAR, frame.measure)
        yield Text(frame.stays, middle + 3.6, words, BODY, theme.ink, anchor=Anchor.RIGHT)
    room = frame.width - max(frame.stays, frame.axis.end) - 10
    words = elided(category.beside, room, BODY, weight, frame.measure)
    color = theme.open if category.is_accent else theme.muted
    yield Text(frame.width, middle + 3.6, words, BODY, color, weight, Anchor.RIGHT, tip=tip)
