"""Lines of statistics over the vendors, which no vendor is behind: their spread, their best and their worst value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from outsource_desk.importers.scorecards.proof import close
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.vocabulary import EXTREME, FILLER, MAXIMUM, SCORE, STATISTIC, VENDOR
from outsource_desk.importers.sheets.words import words_of

_MANY = 60  # vendors, beyond which nobody adds such a line
_FORMULAS: tuple[Callable[[Sequence[float]], float], ...] = (max, min, lambda values: max(values) - min(values))


def is_statistic_label(name: str) -> bool:
    """Tell whether a name can only mean a statistic, such as “Std. dev.” or “Best in class”."""
    words = set(words_of(name))
    return bool(words & STATISTIC) and words <= STATISTIC | EXTREME | FILLER | SCORE | VENDOR | {"in", "s"}


def statistics_among(view: View, lines: Sequence[Line]) -> list[Line]:
    """Return the lines that are named like an extreme and show just that of the lines before them."""
    if not 3 <= len(lines) <= _MANY:
        return []
    found: list[Line] = []
    for line in lines:
        words = set(words_of(line.name))
        others = [other for other in lines if other not in found and other.at < line.at and not _is_extreme(other)]
        if words and _is_extreme(line) and len(others) >= 2 and is_statistic_of(view, line, others):
            found.append(line)
    return found


def _is_extreme(line: Line) -> bool:
    words = set(words_of(line.name))
    return bool(words & (EXTREME | MAXIMUM)) and words <= EXTREME | MAXIMUM | FILLER | SCORE | VENDOR | {"in", "class"}


def is_statistic_of(view: View, line: Line, vendors: Sequence[Line]) -> bool:
    """Tell whether a line shows the largest value, the smallest or their difference for every criterion."""
    pairs: list[tuple[float, list[float]]] = []
    for criterion in view.criterion_lines:
        own = view.grid.number(*view.cell(line.at, criterion.at))
        values = [view.grid.number(*view.cell(vendor.at, criterion.at)) for vendor in vendors]
        known = [value for value in values if value is not None]
        if own is not None and known:
            pairs.append((own, known))
    return len(pairs) >= 2 and any(all(close(formula(known), own) for own, known in pairs) for formula in _FORMULAS)


def is_difference_of(view: View, line: Line, first: Line, second: Line) -> bool:
    """Tell whether a line is called a difference and shows how far one vendor is before the other."""
    if not _is_extreme(line):
        return False
    rows = [[view.grid.number(*view.cell(each.at, at.at)) for each in (line, first, second)]
            for at in view.criterion_lines]  # fmt: skip
    known = [row for row in rows if None not in row]
    return len(known) >= 2 and any(
        all(close((own or 0), sign * ((one or 0) - (other or 0))) for own, one, other in known) for sign in (1, -1)
    )
