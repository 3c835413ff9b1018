"""Cost against merit: who is better is higher, who is cheaper is further left; a line joins those whom nobody beats.

`frontier_spec` takes the points, the candidates' names and the currency.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outsource_desk.charts.axis import Axis, ticks
from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Text, Weight, disc
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Role, Series, Theme
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.words import elided
from outsource_desk.domain.robustness import FrontierPoint

BODY, SMALL = 10.0, 8.5
TOP, FOOT = 22.0, 30.0


def frontier_spec(
    points: Sequence[FrontierPoint], names: Mapping[int, str], currency: str, speech: Speech = ENGLISH
) -> ChartSpec:
    """Return cost and merit of all who name a price.

    Args:
        points: price in major units, merit in points of 100 without the price.
        names: candidate id → name, the official order; the first is set off.
        currency: its code.
        speech: how to say it.
    """
    tr, first = speech.tr, next(iter(names), None)
    known = sorted((each for each in points if each.price is not None), key=lambda each: each.price or 0.0)
    is_large = max((abs(each.price or 0.0) for each in known), default=0.0) >= 1e6
    scale, unit = (1e6, tr("{currency} m", currency=currency).strip()) if is_large else (1.0, currency)
    rows = tuple(
        Category(
            names[each.candidate_id],
            note="" if each.is_on_frontier else tr("somebody is both cheaper and better"),
            is_accent=each.candidate_id == first,
            is_ranked=each.is_on_frontier,
        )
        for each in known
    )
    series = (
        Series(tr("Price, {unit}", unit=unit), tuple((each.price or 0.0) / scale for each in known), Role.PRICE),
        Series(tr("Merit, points of 100"), tuple(each.merit for each in known), Role.TOTAL),
    )
    title = tr("Merit without the price, against the price")
    places = 2 if is_large else 0
    said = [
        tr("{name}: {price} {unit}, merit {merit}.", name=row.name, price=speech.number((each.price or 0.0) / scale,
           places), unit=unit, merit=speech.number(each.merit, 1)) + (f" {row.note}." if row.note else "")
        for each, row in zip(known, rows, strict=True)
    ]  # fmt: skip
    nothing = tr("No ranked candidate has named a price.")
    return ChartSpec(Kind.FRONTIER, title, rows, series, 2 if is_large else 1, " ".join([f"{title}.", *said]), unit,
                     nothing, speech=speech)  # fmt: skip


def natural_height(_spec: ChartSpec, width: float) -> float:
    """Return a height in good proportion to the width."""
    return min(260.0, max(180.0, 0.42 * width))


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of the frontier."""
    prices = [value or 0.0 for value in spec.values(Role.PRICE)]
    merits = [value or 0.0 for value in spec.values(Role.TOTAL)]
    across, up = _limits(prices, 6), _limits(merits, 4)
    left = max(measure(spec.speech.tick(value), SMALL, Weight.REGULAR) for value in up) + 8
    costs, values = Axis(across[0], across[-1], left, width - 14), Axis(up[0], up[-1], height - FOOT, TOP)
    yield from _scales(spec, costs, values, across, up, theme, measure)
    places = [(costs.at(price), values.at(merit)) for price, merit in zip(prices, merits, strict=True)]
    best = [place for place, row in zip(places, spec.categories, strict=True) if row.is_ranked]
    if len(best) > 1:
        yield Line(tuple(best), theme.muted, 1.0, (4, 3))
    taken: list[tuple[float, float, float, float]] = [(x - 5, y - 5, x + 5, y + 5) for x, y in places]
    for index in sorted(range(len(places)), key=lambda each: not spec.categories[each].is_accent):
        yield from _point(spec, index, places[index], (left, width, values.start), taken, theme, measure)


def _limits(values: Sequence[float], most: int) -> list[float]:
    """Return round numbers around all values, with room at both ends."""
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    return ticks(max(0.0, low - room) if low >= 0 else low - room, high + room, most)


def _scales(
    spec: ChartSpec,
    costs: Axis,
    values: Axis,
    across: Sequence[float],
    up: Sequence[float],
    theme: Theme,
    measure: Measure,
) -> Iterator[Mark]:
    for value in up:
        y = values.at(value)
        yield Line(((costs.start, y), (costs.end, y)), theme.rule)
        yield Text(costs.start - 6, y + 3, spec.speech.tick(value), SMALL, theme.muted, anchor=Anchor.RIGHT)
    free = 0.0
    for value in across:
        x, words = costs.at(value), spec.speech.tick(value)
        half = measure(words, SMALL, Weight.REGULAR) / 2
        if x - half >= free and x + half <= costs.end + 14:
            yield Text(x, values.start + 13, words, SMALL, theme.muted, anchor=Anchor.CENTRE)
            free = x + half + 6
    room = costs.end - costs.start
    yield Text(0, 9, elided(spec.series[1].name, costs.end, SMALL, Weight.REGULAR, measure), SMALL, theme.muted)
    words = elided(spec.series[0].name, room, SMALL, Weight.REGULAR, measure)
    yield Text(costs.end, values.start + 25, words, SMALL, theme.muted, anchor=Anchor.RIGHT)


def _point(
    spec: ChartSpec,
    index: int,
    place: tuple[float, float],
    edges: tuple[float, float, float],
    taken: list[tuple[float, float, float, float]],
    theme: Theme,
    measure: Measure,
) -> Iterator[Mark]:
    """Yield a candidate as a dot, hollow where somebody beats it in both, with its name where there is room."""
    category, (x, y), (left, width, bottom) = spec.categories[index], place, edges
    color = theme.accent if category.is_accent else theme.ink if category.is_ranked else theme.muted
    price, merit = spec.values(Role.PRICE)[index] or 0.0, spec.values(Role.TOTAL)[index] or 0.0
    tip = spec.speech.tr("{name}: {price} {unit}, merit {merit}.", name=category.name, price=spec.text(price),
                         unit=spec.unit, merit=spec.speech.number(merit, 1))  # fmt: skip
    tip = f"{tip} {category.note}" if category.note else tip
    yield disc(x, y, 4.2, color if category.is_ranked else theme.background, color, tip)
    weight = Weight.SEMIBOLD if category.is_accent else Weight.REGULAR
    name = elided(category.name, 0.4 * width, BODY, weight, measure)
    wide = measure(name, BODY, weight)
    beside = ((x + 8, y + 3.6), (x - 8 - wide, y + 3.6), (x - wide / 2, y - 8), (x - wide / 2, y + 15))
    off_the_line = ((x + 6, y + 13), (x - 6 - wide, y - 6))
    for at, base in (*off_the_line, *beside) if category.is_ranked else beside:
        box = at, base - 8, at + wide, base + 2.5
        fits = left <= box[0] and box[2] <= width and box[1] >= TOP - 6 and box[3] <= bottom
        if fits and not any(_touch(box, other) for other in taken):
            taken.append(box)
            yield Text(at, base, name, BODY, color, weight, halo=theme.background, tip=tip)
            return


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 0 and min(one[3], other[3]) - max(one[1], other[1]) > 0
