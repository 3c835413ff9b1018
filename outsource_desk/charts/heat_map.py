"""Likelihood against impact: how many risks stand in each cell, with arrows from where controls have moved them.

`heat_map_spec` takes risks with their ratings before and after controls. Letters, numbers and a stepped line say all
that colours say, so the map reads in grey print as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outsource_desk.analysis.risk import HIGHEST, band_of
from outsource_desk.charts.heat_frame import (
    CHIP,
    FOOT,
    HIGHEST_ROW,
    INSET,
    LEVELS,
    SMALL,
    HeatFrame,
    frame_of,
    now_of,
    ratings_of,
)
from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Point, Polygon, Rect, Text, Weight, disc
from outsource_desk.charts.risk_words import band_words, impact_words, likelihood_words
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Series, Theme
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.words import elided
from outsource_desk.domain.formatting import NO_BREAK
from outsource_desk.domain.risk import Band, Rating

BODY = 10.0
LOWEST_ROW = 38.0
_SHARES = {Band.LOW: 0.10, Band.MEDIUM: 0.16, Band.HIGH: 0.24, Band.CRITICAL: 0.46}  # of the tone in a cell's tint


@dataclass(frozen=True)
class PlacedRisk:
    """A risk as the map shows it."""

    mark: str  # a few letters, such as R05
    name: str
    inherent: Rating | None  # None: not rated, and not on the map
    residual: Rating | None
    is_accent: bool = False


def heat_map_spec(risks: Sequence[PlacedRisk], appetite: Band, speech: Speech = ENGLISH) -> ChartSpec:
    """Return where risks stand after controls, and where they stood before.

    Args:
        risks: the worst first; those that are not rated are only counted.
        appetite: the worst band that needs nobody's acceptance.
        speech: how to say it.
    """
    tr = speech.tr
    rows = tuple(Category(each.name, mark=each.mark, is_accent=each.is_accent) for each in risks)
    before, after = [each.inherent for each in risks], [each.residual for each in risks]
    series = (
        Series(tr("Likelihood before controls"), tuple(each and float(each.likelihood) for each in before)),
        Series(tr("Impact before controls"), tuple(each and float(each.impact) for each in before)),
        Series(tr("Likelihood now"), tuple(each and float(each.likelihood) for each in after)),
        Series(tr("Impact now"), tuple(each and float(each.impact) for each in after)),
    )
    title = tr("Risks by likelihood and impact")
    spec = ChartSpec(
        Kind.HEAT_MAP, title, rows, series, 0, nothing=tr("No risk is rated yet."), appetite=appetite, speech=speech
    )
    cells = [cell_words(spec, Rating(*place), inside) for place, inside in sorted(now_of(spec).items(), reverse=True)]
    said = [f"{title}.", *cells, tr("What can be lived with: {band}.", band=band_words(appetite, speech).lower())]
    open_ones = sum(each is None for each in after)
    if open_ones:
        said.append(tr("Not rated: {count}.", count=open_ones))
    return ChartSpec(
        Kind.HEAT_MAP, title, rows, series, 0, " ".join(said), nothing=spec.nothing, appetite=appetite, speech=speech
    )


def cell_words(spec: ChartSpec, rating: Rating, inside: Sequence[int]) -> str:
    """Return one cell in a sentence; ``inside`` are the places of its risks."""
    speech = spec.speech
    place = speech.tr(
        "Likelihood {likelihood} ({likelihood_words}), impact {impact} ({impact_words}), {band}",
        likelihood=rating.likelihood,
        likelihood_words=likelihood_words(rating.likelihood, speech),
        impact=rating.impact,
        impact_words=impact_words(rating.impact, speech),
        band=band_words(band_of(rating), speech),
    )
    if not inside:
        return speech.tr("{place}: no risk.", place=place)
    names = ", ".join(f"{spec.categories[each].mark} {spec.categories[each].name}".strip() for each in inside)
    return f"{place}: {len(inside)} – {names}."


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which cells are a little wider than high."""
    return FOOT + HIGHEST * min(max(width / HIGHEST * 0.56, LOWEST_ROW), HIGHEST_ROW)


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of a heat map."""
    frame = frame_of(spec, width, height, measure)
    for likelihood in reversed(LEVELS):
        for impact in LEVELS:
            yield from _cell(frame, Rating(likelihood, impact), theme)
    yield from _appetite(frame, theme)
    yield from _scales(frame, width, theme)
    moves = _moves(spec)
    accent = {moved for moved, places in moves.items() if any(spec.categories[each].is_accent for each in places)}
    for moved, places in moves.items():
        if moved not in accent:
            yield from _arrow(frame, moved, len(places), theme.muted, theme)
    for likelihood in LEVELS:
        for impact in LEVELS:
            yield from _head(frame, Rating(likelihood, impact), theme)
            yield from _chips(frame, Rating(likelihood, impact), theme)
    for moved in accent:
        yield from _arrow(frame, moved, len(moves[moved]), theme.accent, theme, is_bold=True)


def _cell(frame: HeatFrame, rating: Rating, theme: Theme) -> Iterator[Mark]:
    x, y, wide, high = frame.box(rating)
    band = band_of(rating)
    inside = frame.inside.get((rating.likelihood, rating.impact), ())
    tip = cell_words(frame.spec, rating, inside)
    yield Rect(x, y, wide - 1.5, high - 1.5, tint(band, theme), tip=tip, radius=2.5)


def _head(frame: HeatFrame, rating: Rating, theme: Theme) -> Iterator[Mark]:
    """Yield a cell's letter and number, above the arrows that pass."""
    x, y, wide, _ = frame.box(rating)
    band = band_of(rating)
    inside = frame.inside.get((rating.likelihood, rating.impact), ())
    letter, ground = theme.ink if inside else theme.muted, tint(band, theme)
    weight = Weight.SEMIBOLD if inside else Weight.REGULAR
    yield Text(x + INSET + 1, y + 12, band, SMALL, letter, weight, halo=ground)
    if inside:
        count = frame.spec.speech.number(len(inside), 0)
        yield Text(x + wide - INSET - 3, y + 13, count, 13.0, theme.ink, Weight.SEMIBOLD, Anchor.RIGHT, ground)


def tint(band: Band, theme: Theme) -> str:
    """Return the ground of a band: darker for worse, so that grey print keeps the order."""
    tone = {Band.LOW: theme.good, Band.MEDIUM: theme.open}.get(band, theme.bad)
    return mixed(theme.background, tone, _SHARES[band])


def mixed(ground: str, tone: str, share: float) -> str:
    """Return a colour between two: ``share`` of the tone on the ground; both as #RRGGBB."""
    parts = ((int(ground[at : at + 2], 16), int(tone[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)


def _chips(frame: HeatFrame, rating: Rating, theme: Theme) -> Iterator[Mark]:
    spec = frame.spec
    for chip in frame.chips(rating):
        category = spec.categories[chip.place]
        tip = _tip(spec, chip.place)
        fill, edge, ink = (
            (theme.accent, theme.accent, theme.on_dark)
            if category.is_accent
            else (theme.background, theme.bar, theme.ink)
        )
        yield Rect(chip.x, chip.y, chip.width, CHIP, fill, edge, 0.6, tip=tip, radius=2.5)
        words = elided(category.mark, chip.width - 4, SMALL, Weight.SEMIBOLD, frame.measure)
        middle = chip.x + chip.width / 2
        yield Text(middle, chip.y + 8.9, words, SMALL, ink, Weight.SEMIBOLD, Anchor.CENTRE, tip=tip)


def _tip(spec: ChartSpec, place: int) -> str:
    category = spec.categories[place]
    before, now = ratings_of(spec, place)
    assert before is not None
    assert now is not None
    name = f"{category.mark} {category.name}".strip()
    said = {
        "name": name,
        "now": _rating_words(now, spec.speech),
        "before": _rating_words(before, spec.speech),
    }
    if before == now:
        return spec.speech.tr("{name}: {now}; no control has moved it", **said)
    return spec.speech.tr("{name}: {now}, before controls {before}", **said)


def _rating_words(rating: Rating, speech: Speech) -> str:
    words = NO_BREAK.join((str(rating.likelihood), "×", str(rating.impact)))
    return f"{words} {band_words(band_of(rating), speech)}"


def _appetite(frame: HeatFrame, theme: Theme) -> Iterator[Mark]:
    """Yield the stepped line between what can be lived with and what cannot."""
    appetite = Band(frame.spec.appetite or Band.MEDIUM)
    above = {
        (likelihood, impact): band_of(Rating(likelihood, impact)).is_above(appetite)
        for likelihood in LEVELS
        for impact in LEVELS
    }
    tip = frame.spec.speech.tr("What can be lived with: {band}.", band=band_words(appetite, frame.spec.speech).lower())
    for (likelihood, impact), is_above in above.items():
        x, y, wide, high = frame.box(Rating(likelihood, impact))
        x, y = x - 0.75, y - 0.75
        if above.get((likelihood, impact - 1), is_above) is not is_above:
            yield Line(((x, y), (x, y + high)), theme.ink, 2.2, tip=tip)
        if above.get((likelihood - 1, impact), is_above) is not is_above:
            yield Line(((x, y + high), (x + wide, y + high)), theme.ink, 2.2, tip=tip)


def _scales(frame: HeatFrame, width: float, theme: Theme) -> Iterator[Mark]:
    speech, measure = frame.spec.speech, frame.measure
    for level in LEVELS:
        _, y, _, high = frame.box(Rating(level, 1))
        number = speech.number(level, 0)
        yield Text(frame.left - 8, y + high / 2 + 3.4, number, BODY, theme.ink, Weight.SEMIBOLD, Anchor.RIGHT)
        if frame.left > 40:
            words = likelihood_words(level, speech)
            yield Text(frame.left - 20, y + high / 2 + 3, words, SMALL, theme.muted, anchor=Anchor.RIGHT)
        x, _, wide, _ = frame.box(Rating(1, level))
        words = f"{number} {impact_words(level, speech)}"
        words = words if measure(words, SMALL, Weight.REGULAR) <= wide - 2 else number
        yield Text(x + wide / 2 - 0.75, frame.bottom + 11, words, SMALL, theme.muted, anchor=Anchor.CENTRE)
    line = speech.tr("Up: likelihood. Right: impact. Thick line: above it, somebody must accept the risk.")
    short = speech.tr("Up: likelihood. Right: impact.")
    words = line if measure(line, SMALL, Weight.REGULAR) <= width - frame.left else short
    yield Text(frame.left, frame.bottom + 26, words, SMALL, theme.muted)


_Move = tuple[Rating, Rating]


def _moves(spec: ChartSpec) -> dict[_Move, list[int]]:
    """Return (before, now) → places of the risks that controls have moved so."""
    found: dict[_Move, list[int]] = defaultdict(list)
    for place in range(len(spec.categories)):
        before, now = ratings_of(spec, place)
        if before is not None and now is not None and before != now:
            found[before, now].append(place)
    return dict(found)


def _arrow(
    frame: HeatFrame, moved: _Move, count: int, color: str, theme: Theme, *, is_bold: bool = False
) -> Iterator[Mark]:
    """Yield an arrow from the cell before controls to the cell now; thicker for several risks."""
    start, end = (_spot(frame, each, way) for each, way in zip(moved, (-1, 1), strict=True))
    wide = min(0.9 + 0.4 * count, 2.4) + (0.6 if is_bold else 0)
    across, down = end[0] - start[0], end[1] - start[1]
    long = (across**2 + down**2) ** 0.5 or 1.0
    x, y = across / long, down / long
    head = 5.0 + wide
    neck = end[0] - x * head, end[1] - y * head
    yield Line((start, neck), theme.background, wide + 1.8)
    yield Line((start, neck), color, wide)
    yield disc(*start, 2.6, theme.background, color)
    half = head * 0.5
    yield Polygon((end, (neck[0] - y * half, neck[1] + x * half), (neck[0] + y * half, neck[1] - x * half)), color)


def _spot(frame: HeatFrame, rating: Rating, way: int) -> Point:
    """Return where an arrow meets a cell: below its middle where it starts, above where it ends."""
    x, y, wide, high = frame.box(rating)
    return x + wide * 0.46, y + high * (0.5 - 0.24 * way)
