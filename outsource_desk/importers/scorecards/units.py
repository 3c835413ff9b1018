"""Units that stand in cells and are not those of the header."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from outsource_desk.domain.codes import CURRENCIES
from outsource_desk.importers.cells.units import unit_named
from outsource_desk.importers.cells.values import with_flags
from outsource_desk.importers.reading import CellProblem, ScoreCell
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.different import different
from outsource_desk.importers.sheets.ledger import Ledger
from outsource_desk.importers.sheets.money import money_in
from outsource_desk.importers.sheets.words import unit_in

_DOLLARS = {"USD", "CAD", "AUD", "NZD", "HKD", "SGD"}  # of which “$” alone may be any
_TIMES = {"hours", "days", "weeks", "months", "years", "minutes"}


def cells_in_other_units(view: View, line: Line, vendors: Sequence[Line], beside: str) -> list[str]:
    """Return addresses of values in another currency or span of time than a criterion's header or line of units names.

    Args:
        view: the table.
        line: of the criterion.
        vendors: their lines.
        beside: what stands for the criterion in a line of units.
    """
    grid = view.grid
    values = different(view.values_of(line, vendors))
    if not (grid.sheet.percents or grid.sheet.money) and all(type(value) is float for value in values):
        return []  # as nearly always: plain numbers say no unit
    wanted = unit_of_header(line.name) or unit_of_header("(" + beside + ")")
    if wanted not in _TIMES and not is_currency(wanted):
        return []
    cells = [view.cell(vendor.at, line.at) for vendor in vendors]
    found = [(cell, unit) for cell in cells if grid.kind(*cell) == "n" and (unit := grid.unit(*cell))]
    is_mixed = wanted in _TIMES and any(grid.kind(*cell) == "n" and not grid.unit(*cell) for cell in cells)
    if is_mixed or len({unit for _, unit in found}) > 1:
        return []  # which is asked about cell by cell
    return [grid.address(*cell) for cell, unit in found if _differ(wanted, unit, grid.text(*cell))]


def ask_about_units(scores: Iterable[ScoreCell], cells: Collection[str], ledger: Ledger) -> tuple[ScoreCell, ...]:
    """Return the scores, those of some cells to be asked about as their unit is not that of their header."""
    if not cells:
        return tuple(scores)
    found: list[ScoreCell] = []
    for score in ledger.grid.paced(scores):
        if score.cell in cells:
            if "ask" not in score.flags:
                reason = f"“{score.raw}” has another unit than “{score.criterion}”"
                ledger.problems.append(CellProblem(score.cell, "ask", reason))
            score = score._replace(flags=with_flags(*score.flags, "other_unit", "ask"))
        found.append(score)
    return tuple(found)


def unit_of_header(name: str) -> str:
    """Return the currency or the unit that a header names, in its one spelling, or nothing."""
    money = money_in(name)
    if money is not None and money.currency:
        return money.currency
    inside = name.rpartition("(")[2].partition(")")[0] if "(" in name else ""
    unit = unit_in(name)
    return unit_named(inside) or unit_named(unit) or unit


def _differ(wanted: str, unit: str, text: str) -> bool:
    if unit == wanted or unit == "money":
        return False
    if wanted in _DOLLARS and unit in _DOLLARS:
        return unit.casefold() in text.casefold()  # a mere “$” may be theirs
    return is_currency(unit) or unit in _TIMES


def is_currency(unit: str) -> bool:
    """Tell whether a unit is the code of a currency, and not FTE."""
    return unit in CURRENCIES
