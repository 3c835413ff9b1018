"""How often each candidate takes each rank: a bar of shares per candidate, the first place darkest.

`acceptability_spec` takes a `Simulation` and the candidates' names, best first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outsource_desk.charts.marks import Anchor, Line, Mark, Measure, Rect, Text, Weight
from outsource_desk.charts.shares import percent
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Role, Series, Theme
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.words import elided
from outsource_desk.domain.robustness import Simulation

BODY, SMALL = 10.0, 8.5
HEAD, ROW, TIGHT = 26.0, 25.0, 14.0
MOST = 5  # ranks that are told apart; those behind are one segment


def acceptability_spec(simulation: Simulation, names: Mapping[int, str], speech: Speech = ENGLISH) -> ChartSpec:
    """Return the share of simulated weightings in which each candidate takes each rank, in per cent.

    Args:
        simulation: shares, 0 to 1.
        names: candidate id → name, the official order; the first is set off.
        speech: how to say it.
    """
    tr, ranks = speech.tr, len(names)
    shown = ranks if ranks <= MOST else MOST - 1
    series = [
        Series(
            tr("Rank {rank}", rank=rank + 1),
            tuple(100 * simulation.acceptability[each][rank] for each in names),
            Role.PART,
        )
        for rank in range(shown)
    ]
    if shown < ranks:
        rest = tuple(100 * sum(simulation.acceptability[each][shown:]) for each in names)
        series.append(Series(tr("Rank {rank} or lower", rank=shown + 1), rest, Role.PART))
    rows = tuple(
        Category(name, beside=first_share(speech, simulation.first(each)), is_accent=place == 0)
        for place, (each, name) in enumerate(names.items())
    )
    title = tr("How often each candidate takes each rank")
    said = []
    for place, row in enumerate(rows):
        shares = [(each.name, each.values[place] or 0.0) for each in series]
        listed = ", ".join(f"{name} {_share(speech, share / 100)}" for name, share in shares if share > 0)
        said.append(f"{row.name}: {listed}.")
    return ChartSpec(
        Kind.ACCEPTABILITY, title, rows, tuple(series), 1, " ".join([f"{title}.", *said]), "%", speech=speech
    )


def first_share(speech: Speech, share: float) -> str:
    """Return a share of samples in per cent that says 0 or 100 only where that is exact."""
    return _share(speech, share)


def _share(speech: Speech, share: float) -> str:
    if 0 < share < 0.005:
        return f"<{percent(speech, 0.01)}"
    if 0.995 <= share < 1:
        return f">{percent(speech, 0.99)}"
    return percent(speech, share)


def natural_height(spec: ChartSpec, width: float) -> float:  # noqa: ARG001 (as for every kind)
    """Return the height in which no row is squeezed or left out."""
    return HEAD + ROW * len(spec.categories)


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    """Yield the marks of rank acceptability."""
    fitting = max(1, int((height - HEAD) // TIGHT))
    count = len(spec.categories)
    shown = count if count <= fitting else max(1, fitting - 1)
    row = min(ROW, (height - HEAD - (TIGHT if shown < count else 0)) / shown)
    names = max(measure(each.name, BODY, Weight.SEMIBOLD) for each in spec.categories)
    head = spec.speech.tr("First")
    ends = max(measure(text, BODY, Weight.SEMIBOLD) for text in (head, *(each.beside for each in spec.categories)))
    start, end = min(names + 12, 0.32 * width), width - ends - 10
    yield from _key(spec, start, end, theme, measure)
    yield Text(width, 11, head, SMALL, theme.muted, anchor=Anchor.RIGHT)
    for place in range(shown):
        yield from _row(spec, place, HEAD + row * (place + 0.5), row, (start, end, width), theme, measure)
    if shown < count:
        words = spec.speech.tr("and {count} more", count=count - shown)
        yield Text(0, HEAD + row * shown + 10, words, BODY, theme.muted)


def _key(spec: ChartSpec, start: float, end: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
    x = start
    for place, series in enumerate(spec.series):
        wide = 13 + measure(series.name, SMALL, Weight.REGULAR)
        if x + wide > end:
            return
        yield Rect(x, 4, 9, 8, _fill(place, len(spec.series), theme), theme.muted, 0.5)
        yield Text(x + 13, 11, series.name, SMALL, theme.muted)
        x += wide + 12


def _row(
    spec: ChartSpec,
    place: int,
    middle: float,
    row: float,
    edges: tuple[float, float, float],
    theme: Theme,
    measure: Measure,
) -> Iterator[Mark]:
    category, (start, end, width) = spec.categories[place], edges
    weight = Weight.SEMIBOLD if category.is_accent else Weight.REGULAR
    name = elided(category.name, start - 8, BODY, weight, measure)
    yield Text(0, middle + 3.6, name, BODY, theme.ink, weight, tip=category.name if name != category.name else "")
    thick = min(15.0, row * 0.7)
    x = start
    for rank, series in enumerate(spec.series):
        share = (series.values[place] or 0.0) / 100
        wide = share * (end - start)
        tip = f"{category.name}, {series.name}: {_share(spec.speech, share)}"
        if wide >= 0.4:
            fill = _fill(rank, len(spec.series), theme)
            edge = theme.bar if rank >= 2 else None
            yield Rect(x, middle - thick / 2, max(wide - 0.8, 0.4), thick, fill, edge, 0.5, tip=tip)
            words = _share(spec.speech, share)
            if wide >= measure(words, SMALL, Weight.REGULAR) + 6 and thick >= 10:
                color = theme.on_dark if rank == 0 else theme.ink
                middle_x = x + (wide - 0.8) / 2
                yield Text(middle_x, middle + 3.1, words, SMALL, color, anchor=Anchor.CENTRE, tip=tip)
        x += wide
    yield Line(((start, middle + thick / 2 + 0.6), (end, middle + thick / 2 + 0.6)), theme.rule)
    color = theme.accent if category.is_accent else theme.ink
    yield Text(width, middle + 3.6, category.beside, BODY, color, Weight.SEMIBOLD, Anchor.RIGHT)


def _fill(rank: int, ranks: int, theme: Theme) -> str:
    """Return a rank's colour, each clearly paler than the one before, so that they are told apart in grey print."""
    steps = (0, 2, 3, 4, 6) if ranks > 4 else (0, 2, 4, 6)
    return theme.ramp[min(steps[rank], len(theme.ramp) - 1)]
