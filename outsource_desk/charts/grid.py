"""A chart as a table: every value that it shows, in words."""

from __future__ import annotations

from outsource_desk.charts.spec import Category, ChartSpec, Role, Series


def grid_of(spec: ChartSpec) -> list[list[str]]:
    """Return the headings and one row for each category; without a value the cell is empty."""
    tr = spec.speech.tr
    has_marks = any(category.mark for category in spec.categories)
    has_notes = any(not category.is_ranked for category in spec.categories)
    head = [*([tr("Rank")] if has_marks else []), tr("Name"), *(_heading(spec, series) for series in spec.series)]
    rows = [[*head, *([tr("Note")] if has_notes else [])]]
    for index, category in enumerate(spec.categories):
        values = [series.values[index] for series in spec.series]
        texts = ["" if value is None else spec.text(value) for value in values]
        start = [category.mark] if has_marks else []
        rows.append([*start, category.name, *texts, *([_note(category)] if has_notes else [])])
    return rows


def _heading(spec: ChartSpec, series: Series) -> str:
    if series.role is Role.PART and series.most is not None:
        return spec.speech.tr("{name}, of {most}", name=series.name, most=spec.text(series.most))
    return series.name


def _note(category: Category) -> str:
    return "" if category.is_ranked else category.remark or category.beside
