"""One way in: a chart definition becomes a display list of a given size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from outsource_desk.charts.marks import Mark, Measure, Text, Weight
from outsource_desk.charts.spec import ChartSpec, Kind, Role, Series, Theme
from outsource_desk.charts.words import wrapped

MOST_SEGMENTS = 8
NOTHING = 28.0  # points, for the sentence in place of a chart


class _Layout(Protocol):
    """What the module of each kind can do."""

    def layout(self, spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> Iterator[Mark]:
        """Yield the marks of a chart."""
        ...

    def natural_height(self, spec: ChartSpec, width: float, /) -> float:
        """Return the height that suits a chart."""
        ...


def _layout_of(kind: Kind) -> _Layout:
    """Return the module of a kind; the first window needs only one of them."""
    match kind:
        case Kind.COLUMNS:
            from outsource_desk.charts import columns as module
        case Kind.RANKING:
            from outsource_desk.charts import bars as module
        case Kind.STACKED:
            from outsource_desk.charts import stacks as module
        case Kind.CLOSE_UP:
            from outsource_desk.charts import close_up as module
        case Kind.LINES:
            from outsource_desk.charts import lines as module
        case Kind.CROSSOVER:
            from outsource_desk.charts import crossover as module
        case Kind.TORNADO:
            from outsource_desk.charts import tornado as module
        case Kind.INTERVALS:
            from outsource_desk.charts import intervals as module
        case Kind.ACCEPTABILITY:
            from outsource_desk.charts import acceptability as module
        case Kind.FRONTIER:
            from outsource_desk.charts import frontier as module
        case Kind.SPREADS:
            from outsource_desk.charts import spreads as module
        case Kind.COVERAGE:
            from outsource_desk.charts import coverage as module
        case Kind.FAILURE:
            from outsource_desk.charts import failure_clock as module
        case Kind.LEAVING:
            from outsource_desk.charts import leaving_clock as module
        case Kind.RUNBOOK:
            from outsource_desk.charts import runbook as module
        case Kind.LEVELS:
            from outsource_desk.charts import levels as module
        case Kind.HEAT_MAP:
            from outsource_desk.charts import heat_map as module
    return module


def layout(spec: ChartSpec, width: float, height: float, theme: Theme, measure: Measure) -> tuple[Mark, ...]:
    """Return the marks of a chart, back to front, inside ``width`` by ``height``.

    Args:
        spec: what the chart says.
        width: in points.
        height: in points; a chart with few rows may use less, never more.
        theme: colours.
        measure: width of a text in the painter's own metrics.
    """
    if not any(value is not None for series in spec.series for value in series.values):
        sentence = wrapped(spec.nothing, width, 10, Weight.REGULAR, measure)
        fitting = sentence[: max(1, int(height // 14))]
        return tuple(Text(0, 11 + 14 * n, line, 10, theme.muted) for n, line in enumerate(fitting) if line)
    if spec.kind is Kind.STACKED:
        spec = with_rest_grouped(spec)
    return tuple(_layout_of(spec.kind).layout(spec, width, height, theme, measure))


def natural_height(spec: ChartSpec, width: float) -> float:
    """Return the height in points that suits a chart of this width."""
    return _layout_of(spec.kind).natural_height(spec, width) if spec.categories else NOTHING


def with_rest_grouped(spec: ChartSpec, most: int = MOST_SEGMENTS) -> ChartSpec:
    """Return a stack of at most ``most`` segments: the smallest are added up as one; price always stays."""
    parts = [series for series in spec.series if series.role is not Role.PRICE]
    price = [series for series in spec.series if series.role is Role.PRICE]
    room = max(1, most - len(price))
    if len(parts) <= room:
        return spec
    by_size = sorted(parts, key=lambda series: -sum(value or 0.0 for value in series.values))
    kept = {id(series) for series in by_size[: room - 1]}
    rest = [series for series in parts if id(series) not in kept]
    sums = tuple(sum(series.values[row] or 0.0 for series in rest) for row in range(len(spec.categories)))
    together = Series(spec.speech.tr("{count} smaller parts", count=len(rest)), sums, Role.PART)
    shown = (*(series for series in parts if id(series) in kept), together, *price)
    return replace(spec, series=shown)
