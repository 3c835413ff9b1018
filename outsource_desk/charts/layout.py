"""One way in: a chart definition becomes a display list of a given size."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.charts import bars, close_up, columns, lines, stacks
from outsource_desk.charts.marks import Mark, Measure, Text, Weight
from outsource_desk.charts.spec import ChartSpec, Kind, Role, Series, Theme
from outsource_desk.charts.words import wrapped

MOST_SEGMENTS = 8
_LAYOUTS = {
    Kind.RANKING: bars.layout,
    Kind.STACKED: stacks.layout,
    Kind.CLOSE_UP: close_up.layout,
    Kind.LINES: lines.layout,
    Kind.COLUMNS: columns.layout,
}


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
    return tuple(_LAYOUTS[spec.kind](spec, width, height, theme, measure))


def natural_height(spec: ChartSpec, width: float) -> float:
    """Return the height in points that suits a chart of this width."""
    rows = len(spec.categories)
    match spec.kind:
        case _ if not rows:
            return 28.0
        case Kind.COLUMNS:
            return columns.natural_height(spec)
        case Kind.RANKING:
            return (
                bars.TOP + bars.ROOMY * rows + (0.0 if all(one.is_ranked for one in spec.categories) else bars.DIVIDER)
            )
        case Kind.STACKED:
            return 40.0 + stacks.TALLEST * rows
        case Kind.CLOSE_UP:
            return close_up.FOOT + close_up.ROW * rows
        case Kind.LINES:
            return min(320.0, max(160.0, width * 0.45))


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
