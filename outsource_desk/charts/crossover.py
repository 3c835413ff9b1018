"""Every candidate's total as one weight goes from 0 to 100 %: straight lines, and where they cross.

`crossover_spec` takes a `Crossover`, the criterion's name and the candidates' names, best first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from outsource_desk.charts.axis import Axis, pushed_apart, ticks
from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Rect, Text, Weight, disc
from outsource_desk.charts.shares import as_now, lasts_to, percent, turns_at
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Series, Stretch, Theme
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.words import elided
from outsource_desk.domain.robustness import Crossover

BODY, SMALL = 10.0, 8.5
HEAD, FOOT, NOTE = 20.0, 18.0, 15.0  # who is first where; the weights; the marked weight
APART = 12.5
SAME = 1e-6  # points of 100, and shares
NOW, SUPPOSED = "now", "supposed"


def crossover_spec(
    crossover: Crossover,
    criterion: str,
    names: Mapping[int, str],
    supposed: float | None = None,
    speech: Speech = ENGLISH,
) -> ChartSpec:
    """Return the totals over the weight of one criterion.

    Args:
        crossover: lines and crossings; weights are shares, 0 to 1.
        criterion: its name.
        names: candidate id → name, the official order; the first is set off.
        supposed: another weight that is being tried.
        speech: how to say it.
    """
    tr, now = speech.tr, crossover.weight
    marked = {0.0: Category(percent(speech, 0), at=0.0), 1.0: Category(percent(speech, 1), at=1.0)}
    for crossing in crossover.crossings:
        leads = _leader(crossover, names, crossing.weight - SAME), _leader(crossover, names, crossing.weight + SAME)
        words = (
            tr("{name} comes first from here on", name=names[leads[1]])
            if crossing.is_lead
            else tr("{name} and {other} cross", name=names[crossing.first_id], other=names[crossing.second_id])
        )
        where = _edge(speech, crossing.weight, now, is_start=True)
        marked[crossing.weight] = Category(where, note=words, is_accent=crossing.is_lead, at=crossing.weight)
    said = as_now(speech, now)
    marked[now] = Category(said, mark=NOW, note=tr("now {weight}", weight=said), at=now)
    if supposed is not None and abs(supposed - now) > SAME:
        words = tr("tried {weight}", weight=percent(speech, supposed, 1))
        marked[supposed] = Category(percent(speech, supposed, 1), mark=SUPPOSED, note=words, at=supposed)
    weights = sorted(marked)
    series = tuple(Series(name, tuple(_total(crossover, each, w) for w in weights)) for each, name in names.items())
    stretches = tuple(_stretches(crossover, names, speech))
    title = tr("Totals by the weight of {criterion}", criterion=criterion)
    return ChartSpec(
        Kind.CROSSOVER,
        title,
        tuple(marked[weight] for weight in weights),
        series,
        alt=_in_words(title, stretches, [marked[weight] for weight in weights], series, speech),
        unit=tr("points"),
        stretches=stretches,
        speech=speech,
    )


def _total(crossover: Crossover, candidate_id: int, weight: float) -> float:
    return (1 - weight) * crossover.at_zero[candidate_id] + weight * crossover.at_one[candidate_id]


def _leader(crossover: Crossover, names: Mapping[int, str], weight: float) -> int:
    at = min(max(weight, 0.0), 1.0)
    return max(names, key=lambda each: _total(crossover, each, at))


def _stretches(crossover: Crossover, names: Mapping[int, str], speech: Speech) -> Iterator[Stretch]:
    """Yield who is first between which weights, where the first place changes at all."""
    tr, first = speech.tr, next(iter(names), None)
    turns = sorted({crossing.weight for crossing in crossover.crossings if crossing.is_lead})
    inside = [turn for turn in turns if SAME < turn < 1 - SAME]
    ends = [0.0, *inside, 1.0]
    for low, high in pairwise(ends):
        leader = _leader(crossover, names, (low + high) / 2)
        name, below, above = (
            names[leader],
            _edge(speech, low, crossover.weight, is_start=True),
            _edge(speech, high, crossover.weight, is_start=False),
        )
        if low == 0 and high == 1:
            words = tr("{name} is first at any weight", name=name)
        elif low == 0:
            words = tr("{name} first up to {weight}", name=name, weight=above)
        elif high == 1:
            words = tr("{name} first from {weight}", name=name, weight=below)
        else:
            words = tr("{name} first from {low} to {high}", name=name, low=below, high=above)
        yield Stretch(low, high, words, leader == first)


def _edge(speech: Speech, edge: float, now: float, *, is_start: bool) -> str:
    """Return where somebody begins or ceases to be first, rounded into that stretch, so that it holds as printed."""
    is_away = (edge > now) == is_start and 0 < edge < 1
    return turns_at(speech, edge, now) if is_away else lasts_to(speech, edge, now)


def _in_words(
    title: str, stretches: tuple[Stretch, ...], marked: list[Category], series: tuple[Series, ...], speech: Speech
) -> str:
    words = [f"{title}.", *(f"{each.words}." for each in stretches)]
    for index, category in enumerate(marked):
        if not (category.mark or category.is_accent or category.at in (0.0, 1.0)):
            continue  # who crosses behind the first is in the table
        totals = ", ".join(f"{each.name} {speech.number(each.values[index] or 0.0, 1)}" for each in series)
        words.append(speech.tr("At {weight}: {totals}.", weight=category.name, totals=totals))
    return " ".join(words)


@dataclass(frozen=True)
class Plot:
    """Where the lines are drawn."""

    weights: Axis
    values: Axis
    limits: tuple[float, ...]
    width: float


def plot_of(spec: ChartSpec, width: float, height: float, measure: Measure) -> Plot:
    """Return the axes of a chart of this size, as for a slider below it that moves along the same weights."""
    known = [value for series in spec.series for value in series.values if value is not None]
    limits = ticks(min(known), max(known), 4 if height < 220 else 5)
    left = max(measure(spec.speech.tick(value), SMALL, Weight.REGULAR) for value in limits) + 8
    names = max(measure(series.name, BODY, Weight.SEMIBOLD) for series in spec.series)
    right = max(width - min(names + 12, 0.28 * width), left + 60)
    top = (HEAD if spec.stretches else 0.0) + NOTE
    return Plot(Axis(0, 1, left, right), Axis(limits[0], limits[-1], height - FOOT, top), tuple(limits), width)


def natural_height(_spec: ChartSpec, width: float) -> float:
    """Return a height in good proportion to the width."""
    return min(270.0, max(190.0, 0.42 * width))


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of a crossover chart; as many lines are named as have room for a name."""
    plot = plot_of(spec, width, height, measure)
    yield from _axes(spec, plot, theme, measure)
    yield from _heads(spec, plot, theme, measure)
    for order in reversed(range(len(spec.series))):  # the first lies on top
        yield from _line(spec, order, plot, theme)
    yield from _crossings(spec, plot, theme)
    yield from _marked(spec, plot, theme, measure)
    yield from _names(spec, plot, theme, measure)


def _axes(spec: ChartSpec, plot: Plot, theme: Theme, measure: Measure) -> Iterator[Mark]:
    left, right, bottom = plot.weights.start, plot.weights.end, plot.values.start
    for value in plot.limits:
        y = plot.values.at(value)
        yield Line(((left, y), (right, y)), theme.rule)
        yield Text(left - 6, y + 3, spec.speech.tick(value), SMALL, theme.muted, anchor=Anchor.RIGHT)
    free = 0.0
    steps = 10 if right - left > 420 else 5 if right - left > 180 else 2
    for step in range(steps + 1):
        x = plot.weights.at(step / steps)
        words = percent(spec.speech, step / steps)
        half = measure(words, SMALL, Weight.REGULAR) / 2
        if x - half >= free and x + half <= plot.width:
            yield Text(x, bottom + 13, words, SMALL, theme.muted, anchor=Anchor.CENTRE)
            free = x + half + 4


def _heads(spec: ChartSpec, plot: Plot, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield who is first where, above the lines."""
    for stretch in spec.stretches:
        left, right = plot.weights.at(stretch.low), plot.weights.at(stretch.high)
        fill = theme.band if stretch.is_accent else theme.track
        yield Rect(left + 0.5, 0, max(1.0, right - left - 1), HEAD - 4, fill, tip=stretch.words, radius=2)
        color = theme.accent if stretch.is_accent else theme.ink
        words = elided(stretch.words, right - left - 8, SMALL, Weight.SEMIBOLD, measure)
        if len(words) > len(stretch.words) // 2:
            middle = (left + right) / 2
            yield Text(middle, 11.4, words, SMALL, color, Weight.SEMIBOLD, Anchor.CENTRE, tip=stretch.words)


def _line(spec: ChartSpec, order: int, plot: Plot, theme: Theme) -> Iterator[Mark]:
    """Yield one candidate's line, with a tip at each marked weight."""
    series, color = spec.series[order], _color(order, theme)
    points = [
        (plot.weights.at(category.at or 0.0), plot.values.at(value))
        for category, value in zip(spec.categories, series.values, strict=True)
        if value is not None
    ]
    yield Line((points[0], points[-1]), color, (2.2, 1.6)[order] if order < 2 else 1.0, tip=series.name)


def _crossings(spec: ChartSpec, plot: Plot, theme: Theme) -> Iterator[Mark]:
    """Yield a ring where the first place changes and a dot where two others cross."""
    for index, category in enumerate(spec.categories):
        at, values = category.at or 0.0, [series.values[index] or 0.0 for series in spec.series]
        if category.mark or not category.note:
            continue
        x, tip = plot.weights.at(at), f"{category.name}: {category.note}"
        if category.is_accent:
            y = plot.values.at(max(values))
            yield Line(((x, HEAD - 4), (x, y - 4)), theme.open, 1.1)
            yield disc(x, y, 4, theme.background, theme.open, tip)
            continue
        for one, other in pairwise(sorted(values)):
            if other - one < 1e-3:
                yield disc(x, plot.values.at(one), 1.8, theme.background, theme.muted, tip)


def _marked(spec: ChartSpec, plot: Plot, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the weight as it is and the one that is tried, each as a line from top to bottom with its words."""
    taken: list[tuple[float, float]] = []
    marked = [index for index, category in enumerate(spec.categories) if category.mark]
    for index in sorted(marked, key=lambda each: spec.categories[each].mark != SUPPOSED):
        category = spec.categories[index]
        x, is_now = plot.weights.at(category.at or 0.0), category.mark == NOW
        color = theme.muted if is_now else theme.accent
        top = plot.values.end - NOTE + 2
        yield Line(((x, top), (x, plot.values.start)), color, 0.9, (3, 2) if is_now else ())
        for order, series in enumerate(spec.series[:2] if is_now else spec.series):
            value = series.values[index] or 0.0
            tip = f"{category.note}: {series.name} {spec.text(value)}"
            yield disc(x, plot.values.at(value), 2.4, _color(order, theme), theme.background, tip)
        weight = Weight.REGULAR if is_now else Weight.SEMIBOLD
        wide = measure(category.note, SMALL, weight)
        left = x + 5 if x + 5 + wide <= plot.width else x - 5 - wide
        if all(left + wide < low or left > high for low, high in taken):
            yield Text(left, top + 8, category.note, SMALL, color, weight, halo=theme.background)
            taken.append((left - 3, left + wide + 3))


def _names(spec: ChartSpec, plot: Plot, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield each candidate's name beside the end of its line, pushed apart where two would touch."""
    low, high, right = plot.values.end, plot.values.start, plot.weights.end
    most = max(1, int((high - low) // APART))
    named = list(enumerate(spec.series))[:most]
    wanted = [plot.values.at(series.values[-1] or 0.0) + 3.6 for _, series in named]
    for (order, series), y in zip(named, pushed_apart(wanted, APART, low + 3.6, high + 3.6), strict=True):
        weight = Weight.SEMIBOLD if order < 2 else Weight.REGULAR
        name = elided(series.name, plot.width - right - 8, BODY, weight, measure)
        if name:
            yield Text(right + 8, y, name, BODY, _color(order, theme), weight, tip=series.name)


def _color(order: int, theme: Theme) -> str:
    return (theme.accent, theme.ink)[order] if order < 2 else theme.muted
