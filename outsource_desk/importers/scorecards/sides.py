"""What runs beside the criteria of a table: vendors, weights, scales, units, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from outsource_desk.importers.cells import CellReading, read_weight
from outsource_desk.importers.scorecards.criterion_blocks import CriterionBlocks
from outsource_desk.importers.scorecards.proof import is_whole
from outsource_desk.importers.scorecards.view import Line, View

COMMENTS = "comments"
EVALUATORS = "whose scores a row holds"
STATISTICS = "a statistic of the vendors"
AS_SAID = "left out, as you said"
SIDES_OF_CRITERIA = ("weight", "maximum", "unit", "direction")
MANY = 60  # vendors beyond which nobody writes a second line for each


@dataclass
class Sides:
    """The lines across the criteria, by what they are."""

    vendors: list[Line] = field(default_factory=list)
    weight: Line | None = None
    worded_weight: Line | None = None  # weights such as “high”, which nobody can count with
    group_weight: Line | None = None  # of the groups that the criteria stand in
    maximum: Line | None = None
    unit: Line | None = None
    direction: Line | None = None
    evaluator: Line | None = None  # the column that says whose scores a row holds
    offer: Line | None = None  # the column that says which of several offers a row is
    priority: Line | None = None  # what must, should and could be
    has_points_to_share: bool = False  # the maximum is the most points of each criterion, and so a weight too
    comments: dict[int, Line] = field(default_factory=dict)  # owner of each line of comments, by the comments' place
    unnamed: list[Line] = field(default_factory=list)
    left_out: list[tuple[Line, str]] = field(default_factory=list)  # with why
    results: list[tuple[Line, str]] = field(default_factory=list)  # averages over vendors and the like
    renamed: list[tuple[Line, str]] = field(default_factory=list)  # with the name in the sheet
    blocks: CriterionBlocks = field(default_factory=CriterionBlocks)  # of columns, where vendors run down
    doubts: list[tuple[Line, str]] = field(default_factory=list)  # what is to be asked about a line
    are_weighted: bool = False  # columns beside the vendors multiply their scores with the weights


def source_of_weights(sides: Sides) -> Line | None:
    """Return the line of weights; the most points of each criterion stand for them, unless words say what it weighs."""
    return sides.weight or (sides.maximum if sides.has_points_to_share and not sides.worded_weight else None)


def weights_of(view: View, line: Line | None, criteria: list[Line]) -> list[float | None]:
    """Return the weight of each criterion, nothing where there is none."""
    if line is None:
        return [None] * len(criteria)
    grid = view.grid
    cells = [view.cell(line.at, other.at) for other in criteria]
    readings = [read_weight(grid.value(*cell), grid.decimal) for cell in grid.paced(cells)]
    in_percent = any(reading.unit == "%" for reading in readings)  # then 0.35 shown as 35 % is 35, as the others are
    found = [reading.value if reading.kind in ("number", "money") else None for reading in readings]
    if not in_percent:
        return found
    are_shares = _are_shares_beside_percents(found, readings)
    return [
        round(100 * weight, 10)
        if weight is not None and (grid.is_percent(*cell) or (are_shares and reading.unit != "%"))
        else weight
        for weight, cell, reading in zip(found, cells, readings, strict=True)
    ]


def _are_shares_beside_percents(weights: list[float | None], readings: list[CellReading]) -> bool:
    """Tell whether the plain numbers among per cents are shares of one, with which the weights make a whole."""
    pairs = zip(weights, readings, strict=True)
    known = [(weight, reading.unit == "%") for weight, reading in pairs if weight is not None]
    total = sum(weight if is_percent else 100 * weight for weight, is_percent in known)
    return all(is_percent or weight <= 1 for weight, is_percent in known) and is_whole(total)


def are_multipliers(view: View, line: Line) -> bool:
    """Tell whether the weights of a line are all written as ``x2``."""
    texts = [view.grid.value(*view.cell(line.at, other.at)) for other in view.criterion_lines[:MANY] if other.name]
    said = [read_weight(text) for text in texts if text != ""]
    return bool(said) and all("multiplier" in reading.flags for reading in said)
