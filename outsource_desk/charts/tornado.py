"""What is left of the leader's lead if one criterion at a time weighs half or twice as much, the longest bar first.

`tornado_spec` takes the bars, the criteria's names, the lead as it is and the leader's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outsource_desk.charts.axis import Axis, ticks
from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Rect, Text, Weight
from outsource_desk.charts.shares import percent
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Role, Series, Theme
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.words import elided
from outsource_desk.domain.formatting import MINUS
from outsource_desk.domain.robustness import TornadoBar

BODY, SMALL = 10.0, 8.5
HEAD, ROW, TIGHT = 30.0, 23.0, 14.0
MOST = 10  # criteria


def tornado_spec(
    bars: Sequence[TornadoBar], criteria: Mapping[int, str], lead: float, leader: str, speech: Speech = ENGLISH
) -> ChartSpec:
    """Return how the lead depends on each weight.

    Args:
        bars: the longest first; only the first ten are shown.
        criteria: criterion id → name.
        lead: of the first over the second as it is, points of 100.
        leader: who leads.
        speech: how to say it.
    """
    tr, shown = speech.tr, bars[:MOST]
    rows = tuple(
        Category(
            criteria[bar.criterion_id],
            mark=percent(speech, bar.low_weight),
            beside=percent(speech, bar.high_weight),
            is_accent=min(bar.lead_at_low, bar.lead_at_high) < 0,
        )
        for bar in shown
    )
    series = (
        Series(tr("Lead at half the weight"), tuple(bar.lead_at_low for bar in shown), Role.LOW),
        Series(tr("Lead at twice the weight"), tuple(bar.lead_at_high for bar in shown), Role.HIGH),
        Series(tr("Lead now"), (lead,) * len(shown), Role.TOTAL),
    )
    title = tr("Lead of {name} if one weight is halved or doubled", name=leader)
    said = (
        tr(
            "{criterion}: {low} at {low_weight}, {high} at {high_weight}.",
            criterion=row.name,
            low=_signed(speech, bar.lead_at_low),
            low_weight=row.mark,
            high=_signed(speech, bar.lead_at_high),
            high_weight=row.beside,
        )
        for bar, row in zip(shown, rows, strict=True)
    )
    return ChartSpec(
        Kind.TORNADO,
        title,
        rows,
        series,
        alt=" ".join([f"{title}.", *said]),
        unit=tr("points"),
        nothing=tr("No weight moves the lead."),
        speech=speech,
    )


def _signed(speech: Speech, value: float) -> str:
    text = speech.number(value, 1)
    return text if text.startswith(MINUS) else f"+{text}"


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed or left out."""
    return HEAD + ROW * len(spec.categories) + 4


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of a tornado; a bar that reaches past the zero line is hatched there."""
    shown = max(1, min(len(spec.categories), int((height - HEAD) // TIGHT)))
    row = min(ROW, (height - HEAD) / shown)
    bottom = HEAD + row * shown
    known = [value for series in spec.series for value in series.values[:shown] if value is not None]
    limits = ticks(min(0.0, *known), max(0.0, *known), 5)
    names = max(measure(each.name, BODY, Weight.SEMIBOLD) for each in spec.categories[:shown])
    start = min(names + 10, 0.36 * width)
    edge = max(measure(text, SMALL, Weight.REGULAR) for each in spec.categories for text in (each.mark, each.beside))
    axis = Axis(limits[0], limits[-1], start + edge + 10, width - edge - 10)
    yield from _scale(spec, axis, limits, bottom, theme, measure)
    zero, now = axis.at(0), axis.at(spec.values(Role.TOTAL)[0] or 0.0)
    yield Line(((zero, HEAD - 6), (zero, bottom)), theme.bad, 1.2)
    for place in range(shown):
        yield from _row(spec, place, axis, HEAD + row * (place + 0.5), row, start, theme, measure)
    yield Line(((now, HEAD - 6), (now, bottom)), theme.ink, 1.2)


def _scale(
    spec: ChartSpec, axis: Axis, limits: Sequence[float], bottom: float, theme: Theme, measure: Measure
) -> Iterator[Mark]:
    """Yield the grid with its numbers, and above it what the two upright lines mean."""
    zero, lead = axis.at(0), spec.values(Role.TOTAL)[0] or 0.0
    now = axis.at(lead)
    free = 0.0
    for value in limits:
        x = axis.at(value)
        yield Line(((x, HEAD - 6), (x, bottom)), theme.rule)
        words = _signed(spec.speech, value).replace(f"{spec.speech.number(0, 1)[1:]}", "") if value else "0"
        half = measure(words, SMALL, Weight.REGULAR) / 2
        if x - half >= free:
            yield Text(x, HEAD - 10, words, SMALL, theme.muted, anchor=Anchor.CENTRE)
            free = x + half + 4
    said = spec.speech.tr("lead now {lead}", lead=spec.text(lead))
    wide = measure(said, SMALL, Weight.SEMIBOLD)
    left = min(max(now - wide / 2, 0.0), axis.end + 8 - wide)
    yield Text(left, 8, said, SMALL, theme.ink, Weight.SEMIBOLD)
    lost = spec.speech.tr("first place lost")
    wide = measure(lost, SMALL, Weight.REGULAR)
    at = min(zero - wide / 2, left - 8 - wide)  # to the left: what lies there has lost it
    if at >= 0:
        yield Text(at, 8, lost, SMALL, theme.bad)


def _row(
    spec: ChartSpec, place: int, axis: Axis, middle: float, row: float, start: float, theme: Theme, measure: Measure
) -> Iterator[Mark]:
    category = spec.categories[place]
    low, high = spec.values(Role.LOW)[place] or 0.0, spec.values(Role.HIGH)[place] or 0.0
    weight = Weight.SEMIBOLD if category.is_accent else Weight.REGULAR
    name = elided(category.name, start - 6, BODY, weight, measure)
    yield Text(0, middle + 3.6, name, BODY, theme.ink, weight, tip=category.name if name != category.name else "")
    tip = spec.speech.tr(
        "{criterion}: {low} at {low_weight}, {high} at {high_weight}.",
        criterion=category.name,
        low=_signed(spec.speech, low),
        low_weight=category.mark,
        high=_signed(spec.speech, high),
        high_weight=category.beside,
    )
    thick = min(11.0, row * 0.6)
    left, right, zero = axis.at(min(low, high)), axis.at(max(low, high)), axis.at(0)
    top = middle - thick / 2
    safe = max(left, zero)
    if right > safe:
        yield Rect(safe, top, max(right - safe, 1.0), thick, theme.bar, tip=tip)
    if left < zero:
        lost = min(right, zero) - left
        yield Rect(left, top, max(lost, 1.0), thick, theme.price, theme.open, hatch=theme.open, tip=tip)
    if right - left < 1:
        yield Rect(left - 0.5, top, 1.5, thick, theme.bar, tip=tip)
    ends = (category.mark, category.beside) if low <= high else (category.beside, category.mark)
    for x, words, anchor in ((left - 4, ends[0], Anchor.RIGHT), (right + 4, ends[1], Anchor.LEFT)):
        wide = measure(words, SMALL, Weight.REGULAR)
        begin = x - wide if anchor is Anchor.RIGHT else x
        if begin - 2 < zero < begin + wide + 2:  # the line of the first place stops at a number
            yield Rect(begin - 2, middle - 6, wide + 4, 12, theme.background)
        yield Text(x, middle + 3, words, SMALL, theme.muted, anchor=anchor, halo=theme.background, tip=tip)
