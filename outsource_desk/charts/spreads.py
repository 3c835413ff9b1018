"""How far evaluators lie apart: criteria down, candidates across, the farther the darker.

`spreads_spec` takes the cells of a `PanelReport`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Rect, Text, Weight
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Series, Theme
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.words import elided
from outsource_desk.domain.panel_report import CellSpread

BODY, SMALL = 10.0, 8.5
HEAD, ROW, TIGHT = 24.0, 20.0, 13.0
_STEPS = (0.5, 1.0, 1.5, 2.0)  # points of a scale of 5 from which a cell is a shade darker


def spreads_spec(
    spreads: Sequence[CellSpread],
    criteria: Mapping[int, str],
    candidates: Mapping[int, str],
    speech: Speech = ENGLISH,
) -> ChartSpec:
    """Return how far evaluators lie apart in each cell, in points of a scale of 5.

    Args:
        spreads: the cells that at least two evaluators scored.
        criteria: leaf id → name, in tree order; those without such a cell are left out.
        candidates: candidate id → name, in their order.
        speech: how to say it.
    """
    tr, by_cell = speech.tr, {(each.candidate_id, each.criterion_id): each for each in spreads}
    rows = [leaf for leaf in criteria if any((one, leaf) in by_cell for one in candidates)]
    series = []
    for candidate_id, name in candidates.items():
        cells = [by_cell.get((candidate_id, leaf)) for leaf in rows]
        torn = frozenset(
            place for place, each in enumerate(cells) if each and each.is_out_of_tolerance and not each.is_agreed
        )
        series.append(Series(name, tuple(each.spread if each else None for each in cells), set_off=torn))
    title = tr("How far evaluators lie apart")
    told = [
        tr("{candidate}, {criterion}: {points}", candidate=each.name, criterion=criteria[rows[place]], points=points)
        for each in series
        for place in sorted(each.set_off)
        for points in [speech.number(each.values[place] or 0.0, 1)]
    ]
    alt = f"{title}. {'; '.join(told) or tr('No cell is out of tolerance.')}"
    return ChartSpec(
        Kind.SPREADS,
        title,
        tuple(Category(criteria[leaf]) for leaf in rows),
        tuple(series),
        1,
        alt,
        tr("points of a scale of 5"),
        nothing=tr("No cell was scored by two evaluators yet."),
        speech=speech,
    )


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed or left out."""
    return HEAD + ROW * len(spec.categories) + 18


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of the picture."""
    fitting = max(1, int((height - HEAD - 18) // TIGHT))
    count = len(spec.categories)
    shown = count if count <= fitting else max(1, fitting - 1)
    row = min(ROW, (height - HEAD - 18) / max(shown, 1))
    names = max(measure(each.name, BODY, Weight.REGULAR) for each in spec.categories)
    start = min(names + 12, 0.34 * width)
    wide = (width - start) / len(spec.series)
    for column, series in enumerate(spec.series):
        x = start + column * wide
        name = elided(series.name, wide - 6, SMALL, Weight.REGULAR, measure)
        tip = series.name if name != series.name else ""
        yield Text(x + wide / 2, 12, name, SMALL, theme.muted, anchor=Anchor.CENTRE, tip=tip)
    for place in range(shown):
        yield from _row(spec, place, (start, wide, HEAD + row * place, row), theme, measure)
    bottom = HEAD + row * shown
    if shown < count:
        yield Text(0, bottom + 12, spec.speech.tr("and {count} more", count=count - shown), BODY, theme.muted)
    elif any(series.set_off for series in spec.series):
        yield Rect(start, bottom + 6, 9, 9, None, theme.open, 1.6)
        words = spec.speech.tr("too far apart to be averaged")
        yield Text(start + 14, bottom + 14, words, SMALL, theme.muted)


def _row(
    spec: ChartSpec, place: int, box: tuple[float, float, float, float], theme: Theme, measure: Measure
) -> Iterator[Mark]:
    start, wide, top, high = box
    name, middle = spec.categories[place].name, top + high / 2
    short = elided(name, start - 8, BODY, Weight.REGULAR, measure)
    yield Text(0, middle + 3.6, short, BODY, theme.ink, tip=name if short != name else "")
    yield Line(((0, top + high), (start + wide * len(spec.series), top + high)), theme.rule)
    for column, series in enumerate(spec.series):
        value, is_torn = series.values[place], place in series.set_off
        x = start + column * wide
        if value is None:
            continue
        shade = sum(value >= step - 1e-9 for step in _STEPS)
        points = spec.text(value)
        tip = spec.speech.tr("{candidate}, {criterion}: {points}", candidate=series.name, criterion=name, points=points)
        fill = _shades(theme)[shade]
        edge = theme.open if is_torn else None
        yield Rect(x + 2, top + 1.5, wide - 4, high - 3, fill, edge, 1.6, tip=tip)
        weight = Weight.SEMIBOLD if is_torn else Weight.REGULAR
        colour = theme.on_dark if shade == len(_STEPS) else theme.ink
        yield Text(x + wide / 2, middle + 3.4, points, SMALL, colour, weight, Anchor.CENTRE, tip=tip)


def _shades(theme: Theme) -> tuple[str, ...]:
    """Return the shades from agreement to dispute."""
    return (theme.ramp[6], theme.ramp[5], theme.ramp[4], theme.ramp[3], theme.ramp[1])
