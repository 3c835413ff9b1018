"""Which line beside the criteria weighs them, or says how many points each can have."""

from __future__ import annotations

from outsource_desk.importers.scorecards.proof import is_whole
from outsource_desk.importers.scorecards.side_notes import holds
from outsource_desk.importers.scorecards.sides import MANY, Sides
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.vocabulary import FILLER
from outsource_desk.importers.sheets.words import (
    is_maximum_label,
    is_weight_label,
    looks_like_vendor,
    result_of_label,
    starts_as_total,
    words_of,
)

_SAMPLE = 300  # lines that are looked at
_POINTS = frozenset(["points", "pts", "punkte", "puntos", "pontos", "punti", "punkty", "punten", "poang", "poeng"])


def are_shares_of_all(view: View, sides: Sides, line: Line) -> bool:
    """Tell whether a column before all vendors holds per cent that make a whole, as no other column does."""
    if not view.is_across or sides.vendors or sides.weight is not None or looks_like_vendor(line.name):
        return False
    if not _are_per_cent(view, line):
        return False
    others = [other for other in view.vendor_lines[:MANY] if other.at > line.at and holds(view, other, "n")]
    return bool(others) and not any(_are_per_cent(view, other) for other in others)


def _are_per_cent(view: View, line: Line) -> bool:
    """Tell whether all values of a line are per cent, and add up to a hundred."""
    rows = [row for row in view.criterion_lines if row.name and not result_of_label(row.name)]
    rows = [row for row in rows if not starts_as_total(row.name)]
    cells = [cell for row in rows if view.grid.kind(*(cell := view.cell(line.at, row.at))) != " "]
    if len(cells) < 2 or any(view.grid.unit(*cell) != "%" for cell in cells):
        return False
    return is_whole(sum(view.grid.number(*cell) or 0 for cell in cells))


def is_of_maxima(view: View, line: Line) -> bool:
    """Tell whether a line is called after the most points and holds numbers."""
    return is_maximum_label(line.name) and holds(view, line, "n")


def are_points_to_share(view: View, line: Line) -> bool:
    """Tell whether the most points say what criteria weigh: they differ, or add up to a whole; else all are a scale."""
    named = [other for other in view.criterion_lines[:_SAMPLE] if other.name and not result_of_label(other.name)]
    tops = [view.grid.number(*view.cell(line.at, other.at)) for other in named if not starts_as_total(other.name)]
    known = [top for top in tops if top is not None]
    return len(set(known)) > 1 or is_whole(sum(known))


def are_most_points(view: View, sides: Sides, line: Line) -> bool:
    """Tell whether “Points” before all vendors are the most that each criterion can have: a whole that none exceeds."""
    if not view.is_across or sides.vendors or sides.weight or not set(words_of(line.name)) & _POINTS:
        return False
    if not set(words_of(line.name)) <= _POINTS | FILLER:
        return False
    after = [other for other in view.vendor_lines if other.at > line.at and other.name][:MANY]
    others = [other for other in after if not is_weight_label(other.name) and holds(view, other, "n")]
    rows = [row for row in view.criterion_lines if row.name and not result_of_label(row.name)]
    tops = [view.grid.number(*view.cell(line.at, row.at)) for row in rows]
    numbers = [(top, view.numbers_of(row, others)) for row, top in zip(rows, tops, strict=True) if top is not None]
    are_within = all(0 <= number <= top for top, scores in numbers for number in scores if number is not None)
    return len(others) > 0 and len(numbers) > 1 and are_within and is_whole(sum(top for top, _ in numbers))


def is_sparser(view: View, first: Line, second: Line) -> bool:
    """Tell whether a line has numbers in half as many places as another, or fewer."""
    grid, others = view.grid, view.criterion_lines
    counts = [sum(grid.kind(*view.cell(line.at, o.at)) == "n" for o in others) for line in (first, second)]
    return 2 * counts[0] <= counts[1]
