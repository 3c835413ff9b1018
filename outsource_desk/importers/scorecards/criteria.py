"""The criteria of a table with weight, direction, unit and scale, and what was inferred about them."""

from __future__ import annotations

from functools import cached_property

from outsource_desk.domain.formatting import in_words, plain
from outsource_desk.importers.reading import CriterionCell
from outsource_desk.importers.scorecards.directions import direction_of
from outsource_desk.importers.scorecards.proof import close
from outsource_desk.importers.scorecards.scales import (
    AMOUNT,
    POINTS,
    Measured,
    Scale,
    are_points,
    is_amount_name,
    scales_of,
)
from outsource_desk.importers.scorecards.sides import Sides
from outsource_desk.importers.scorecards.sorted_lines import Sorting, numbers_of
from outsource_desk.importers.scorecards.stated import StatedScale, stated_scale, top_in_cells, top_of_scale
from outsource_desk.importers.scorecards.units import cells_in_other_units
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.scorecards.weighing import Weighing
from outsource_desk.importers.sheets.allowed import scale_by_rules
from outsource_desk.importers.sheets.ledger import Cell, Ledger
from outsource_desk.importers.sheets.vocabulary import GIVEN_POINTS, LEGEND, PRICE_WORDS, SCALE, UNIT_WORDS
from outsource_desk.importers.sheets.words import (
    direction_of_measure,
    direction_said,
    has,
    is_partial_rank_label,
    unit_in,
    words_of,
)

_LEGENDS = SCALE | LEGEND
_SMALL = 10  # up to here points look like weeks or months
_LARGE = 100  # beyond this nobody judges
_NAMED = 6  # criteria that are named in one remark
_NOTES = 100  # rows without a name that may state the scale


class CriteriaReading:
    """Reads the criterion lines of a table; what is inferred or doubtful is told to the ledger."""

    def __init__(
        self,
        view: View,
        sides: Sides,
        sorting: Sorting,
        ledger: Ledger,
        weighing: Weighing,
        *,
        is_open: bool,
        has_proven_total: bool,
    ) -> None:
        self._view, self._sides, self._sorting, self._ledger = view, sides, sorting, ledger
        self._grid, self._weighing = view.grid, weighing
        self._has_proven_total = has_proven_total
        self._is_open = is_open  # no direction can be told: line items, or no vendors
        self._numeric = [line for line in sorting.criteria if line.at not in sorting.worded]
        self.in_other_units: set[str] = set()  # addresses of values, once the criteria are read

    def criteria(self) -> tuple[CriterionCell, ...]:
        """Return the criteria, after saying once what was taken as their scale."""
        if self._sides.vendors:
            self._tell_scale()
        weighing = self._weighing
        rows = zip(self._sorting.criteria, weighing.weights, weighing.cells, strict=True)
        judged: set[str] = set()  # by several evaluators, each in a column
        found: list[CriterionCell] = []
        for line, weight, cell in self._grid.paced(rows, 4):
            if not line.evaluator or line.name not in judged:
                found.append(self._criterion(line, weight, cell))
                judged |= {line.name} if line.evaluator else set()
        return tuple(found)

    @cached_property
    def judged(self) -> list[Line]:
        """Return the criteria whose values are points, or all with numbers if none are."""
        return [line for line in self._numeric if self._scales[line.at].is_judged] or self._numeric

    @cached_property
    def _scales(self) -> dict[int, Scale]:
        """Return how each criterion with numbers is read, by its place."""
        sides = self._sides
        is_scored = sides.weight is not None or sides.maximum is not None or bool(self._sorting.shares.weights)
        found = scales_of(
            list(self._measures.values()), self._stated, has_weights=any(self._weighing.weights),
            has_proven_total=self._has_proven_total and (is_scored or self._adds_points_up),
        )  # fmt: skip
        return {line.at: scale for line, scale in zip(self._numeric, found, strict=True)}

    @cached_property
    def _measures(self) -> dict[int, Measured]:
        return {line.at: self._measured(line) for line in self._numeric}

    def _measured(self, line: Line) -> Measured:
        numbers = tuple(number for number in numbers_of(self._view, self._sides, line) if number is not None)
        unit = _common_unit(self._units_in_cells(line), len(numbers)) or _known_unit(self._unit_beside(line) or "")
        stated = stated_scale([(line.name, line.name_cell)])
        is_open = stated is None and self._stated is None and self._grid.sheet.rules
        if is_open and unit in ("", *POINTS) and not is_amount_name(line.name):
            stated = scale_by_rules(self._grid.sheet, self._places(line))
        maximum = self._own_maximum(line) or top_in_cells(self._typed(line), numbers)
        return Measured(line.name, numbers, unit, maximum, stated)

    def _typed(self, line: Line) -> list[str]:
        """Return the values of a criterion that are texts."""
        return [str(value) for value in self._view.values_of(line, self._sides.vendors) if type(value) is str]

    def _places(self, line: Line) -> list[Cell]:
        """Return the row and the column in the file of each value of a criterion."""
        grid = self._grid
        cells = [self._view.cell(vendor.at, line.at) for vendor in self._sides.vendors]
        return [(grid.row_numbers[row], grid.column_numbers[at]) for row, at in cells if grid.kind(row, at) == "n"]

    def _units_in_cells(self, line: Line) -> list[str]:
        grid = self._grid
        vendors = self._sides.vendors
        if not grid.sheet.percents and not grid.sheet.money:  # then a plain number has no unit
            values = zip(vendors, self._view.values_of(line, vendors), strict=True)
            vendors = [vendor for vendor, value in values if type(value) is not float]
        cells = [self._view.cell(vendor.at, line.at) for vendor in vendors]
        return [unit for cell in cells if (unit := grid.unit(*cell))]

    def _own_maximum(self, line: Line) -> float | None:
        """Return the top in the line of maxima or scales, or in place of a unit."""
        if self._sides.maximum is None and self._sorting.shares.are_points:
            return self._sorting.shares.weights.get(line.at)
        if self._sides.maximum is None and self._go_up_to_weights:
            return self._weight_of[line.at]
        if self._sides.maximum is None:
            return top_of_scale(self._unit_beside(line) or "")
        if self._top_of_weighted is not None:
            return self._top_of_weighted
        cell = self._view.cell(self._sides.maximum.at, line.at)
        number = self._grid.number(*cell) if type(self._grid.value(*cell)) is float else None
        return number if number is not None else top_of_scale(self._grid.text(*cell))

    @cached_property
    def _top_of_weighted(self) -> float | None:
        """Return the top of the marks where the line of maxima is of marks times weights: 5 if 40 % can give 200."""
        sides, grid = self._sides, self._grid
        if sides.maximum is None or sides.weight is None or not self._numeric:
            return None
        tops = {line.at: grid.number(*self._view.cell(sides.maximum.at, line.at)) for line in self._numeric}
        pairs = [(top, weight) for line in self._numeric
                 if (top := tops[line.at]) and (weight := self._weight_of[line.at])]  # fmt: skip
        if len(pairs) < max(2, len(self._numeric)) or len({weight for _, weight in pairs}) < 2:
            return None
        by = pairs[0][0] / pairs[0][1]
        most = {line.at: max((n for n in numbers_of(self._view, sides, line) if n is not None), default=0)
                for line in self._numeric}  # fmt: skip
        is_product = by > 1 and all(close(top, by * weight) for top, weight in pairs)
        are_marks = all(most[line.at] <= by and 4 * most[line.at] < (tops[line.at] or 0) for line in self._numeric)
        return by if is_product and are_marks and 2 * max(most.values()) > by else None

    @cached_property
    def _weight_of(self) -> dict[int, float | None]:
        """Return the weight of each criterion by its place."""
        return dict(zip([line.at for line in self._sorting.criteria], self._weighing.weights, strict=True))

    @cached_property
    def _go_up_to_weights(self) -> bool:
        """Tell whether 60 % means up to 60 points: the total adds the points up as they stand, and none is higher."""
        proof, weights = self._sorting.proven_total, self._weight_of
        if proof is None or proof.how != "sum" or not self._numeric:
            return False
        if None in weights.values() and not self._sorting.shares.weights:
            return False
        ends = [
            (max(numbers), weights[line.at] or 0)
            for line in self._numeric
            if weights[line.at] is not None
            and (numbers := [n for n in numbers_of(self._view, self._sides, line) if n is not None])
        ]
        near = sum(2 * most >= weight for most, weight in ends)
        return bool(ends) and all(most <= weight for most, weight in ends) and 2 * near > len(ends)

    @cached_property
    def _adds_points_up(self) -> bool:
        """Tell whether the total can only be of points: it is called so, or it adds what is good to what costs."""
        totals = [result.line for result in self._sorting.results if result.proof and result.kind != "rank"]
        names = [words_of(line.name) for line in self._numeric]
        if any(len(words) > 1 and words[-1] in PRICE_WORDS for words in names):  # “Delivery cost” is money
            return False
        ways = {direction_of_measure(line.name) for line in self._numeric}
        return any(has(line.name, GIVEN_POINTS) for line in totals) or (bool(totals) and {"max", "min"} <= ways)

    @cached_property
    def _adds_what_is_no_price(self) -> bool:
        """Tell whether a proven sum adds criteria of which nobody can tell whether they are amounts or points."""
        proof = self._sorting.proven_total
        is_sum = proof is not None and proof.how == "sum"
        return is_sum and any(direction_of_measure(line.name) is None for line in self._numeric)

    @cached_property
    def _stated(self) -> StatedScale | None:
        legend = self._view.legend
        beside = [(legend.text, legend.cell)] if legend else []
        return stated_scale([*((self._grid.text(*cell), cell) for cell in self._telling_cells()), *beside])

    def _telling_cells(self) -> list[Cell]:
        """Return the texts around the table that may state its scale: titles, headers, notes and legends."""
        view, block = self._view, self._view.block
        named = {line.name_cell for line in self._sorting.criteria}
        nameless = [row for row in block.body if self._grid.kind(row, view.label) == " "]
        rows = [*block.above, *block.upper, block.header, *block.lower, *block.foreign, *nameless[:_NOTES]]
        cells = [(row, column) for row in rows for column in range(len(self._grid.column_numbers))]
        cells += [line.name_cell for line, _ in (*self._sorting.left_out, *self._sides.left_out) if line.name_cell]
        legends = [line for line, _ in self._sides.left_out if has(line.name, _LEGENDS)] if view.is_across else []
        beside = [*legends, *self._sides.unnamed] if view.is_across else []
        cells += [view.cell(line.at, row) for line in beside for row in block.body]
        return [cell for cell in dict.fromkeys(cells) if self._grid.kind(*cell) == "t" and cell not in named]

    def _tell_scale(self) -> None:
        """Say once for each scale what was taken from the sheet or inferred."""
        first = self._weighing.cells[0] if self._weighing.cells else None
        if first is not None and self._go_up_to_weights and self._sides.maximum is None:
            said = "the total adds the points up as they stand, so each weight is taken as the most points too"
            self._ledger.remark(first, "note", said)
        lines: dict[Scale, list[Line]] = {}
        for line in self._numeric:
            lines.setdefault(self._scales[line.at], []).append(line)
        for scale, alike in lines.items():
            if scale.how == "stated":
                self._tell_stated(scale)
            elif scale.how in ("inferred", "whole") and scale.maximum is not None and self._sides.maximum is None:
                self._tell_inferred(alike, scale.maximum, is_mixed=scale.how == "inferred")
            elif scale.is_reversed:
                self._tell_reversed(alike)

    def _tell_stated(self, scale: Scale) -> None:
        stated = self._stated
        if stated is None or stated.cell is None:
            return
        amounts = [f"“{line.name}”" for line in self._numeric if not self._scales[line.at].is_judged]
        rest = f"; not judged but measured: {in_words(amounts[:_NAMED])}" if amounts else ""
        said = "“less is better”" if scale.is_reversed else f"the scale 0 to {plain(stated.top or 0)}"
        self._ledger.remark(stated.cell, "note", f"“{stated.text[:80]}” is taken as {said} of the criteria{rest}")

    def _tell_reversed(self, lines: list[Line]) -> None:
        for line in lines:
            if line.name_cell:
                self._ledger.remark(line.name_cell, "note", f"by its name, less of “{line.name}” is better")

    def _tell_inferred(self, lines: list[Line], top: float, *, is_mixed: bool) -> None:
        first = self._view.cell(self._sides.vendors[0].at, lines[0].at)
        highest = max(value for line in lines for value in self._measures[line.at].values)
        is_unknown = any(self._scales[line.at].is_guessed and self._by_name(line) is None for line in lines)
        severity = "note" if highest > top / 2 and not is_unknown else "ask"
        names = in_words([f"“{line.name}”" for line in lines[:_NAMED]]) + " …" * (len(lines) > _NAMED)
        for_whom = f" for {names}" if is_mixed else ""
        said = f"the sheet names no scale; 0 to {plain(top)} is assumed{for_whom}, the highest score is"
        self._ledger.remark(first, severity, f"{said} {plain(highest)}")

    def _criterion(self, line: Line, weight: float | None, weighed_at: Cell | None) -> CriterionCell:
        assert line.name_cell is not None
        beside = self._unit_beside(line) or ""
        self.in_other_units.update(cells_in_other_units(self._view, line, self._sides.vendors, beside))
        scale = self._scales.get(line.at, AMOUNT)
        direction = self._direction(line, scale)
        weight_cell = self._grid.address(*weighed_at) if weighed_at else ""
        stated = self._measures[line.at].stated if scale.how in ("name", "column") else self._stated
        has_ends = scale.is_reversed and stated is not None and stated.top is not None
        return CriterionCell(
            line.name, self._grid.address(*line.name_cell), weight, direction, self._unit(line), scale.maximum,
            weight_cell,
            worst=stated.top if has_ends and stated else None,
            best=max(stated.low, 1.0) if has_ends and stated else None,
            group=self._sorting.tree.group_of(line),
            priority=self._weighing.priorities.get(line.at, ""),
        )  # fmt: skip

    def _direction(self, line: Line, scale: Scale) -> str | None:
        """Return which way a criterion points; where nobody can tell, the criterion's cell is asked about."""
        assert line.name_cell is not None
        said = self._direction_said(line)
        if said or self._is_open or line.at in self._sorting.worded:
            return said
        if scale.is_reversed:
            return "min"
        if scale.is_upward:
            return "max"
        if is_partial_rank_label(line.name):
            self._ledger.remark(
                line.name_cell,
                "note",
                f"“{line.name}” looks like a result (a rank in one respect); it comes in all the same, "
                f"so delete the criterion afterwards if it is one",
            )
            return None
        direction = self._by_name(line) or self._by_group(line, scale)
        if direction is None:
            self._ledger.remark(line.name_cell, "ask", f"is more or less of “{line.name}” better?")
        return direction

    def _by_group(self, line: Line, scale: Scale) -> str | None:
        """Return that less is better of amounts below a heading of costs."""
        is_cost = direction_of_measure(self._sorting.tree.group_of(line)) == "min" and not scale.is_judged
        return "min" if is_cost and max(self._measures[line.at].numbers, default=0) > _LARGE else None

    def _by_name(self, line: Line) -> str | None:
        """Return the direction that a criterion's name and its scale make plain."""
        scale = self._scales.get(line.at, AMOUNT)
        if self._may_be_points(line, scale):
            return None
        return direction_of(
            line.name, judged=scale.is_judged, has_proven_total=self._has_proven_total, is_guessed=scale.is_guessed
        )

    def _may_be_points(self, line: Line, scale: Scale) -> bool:
        """Tell whether a bare “Delivery” or “Cost” may hold weeks or money as well as points like those beside it."""
        measured = self._measures.get(line.at)
        if measured is None or scale.is_judged:
            return False
        if self._adds_what_is_no_price and not self._unit(line) and are_points(measured.values, _LARGE):
            return True
        if len(words_of(line.name)) != 1:
            return False
        if measured.unit == "%" and has(line.name, PRICE_WORDS):  # nobody pays per cent
            return True
        if self._unit(line) or measured.unit:
            return False
        tops = self._judged_tops
        return bool(tops) and tops[-1] <= _SMALL and are_points(measured.values, tops[0])

    @cached_property
    def _judged_tops(self) -> list[float]:
        """Return the different tops of judged scales, the lowest first."""
        return sorted({each.maximum for each in self._scales.values() if each.is_judged and each.maximum})

    def _direction_said(self, line: Line) -> str | None:
        """Return the direction in the sheet's own column of directions."""
        if self._sides.direction is None:
            return None
        return direction_said(self._grid.text(*self._view.cell(self._sides.direction.at, line.at)))

    def _unit(self, line: Line) -> str:
        beside = self._unit_beside(line)
        if beside is not None:
            return "" if top_of_scale(beside) else beside
        measured = self._measures.get(line.at)
        return unit_in(line.name) or (measured.unit if measured and measured.unit != "money" else "")

    def _unit_beside(self, line: Line) -> str | None:
        """Return what stands in the sheet's line of units; nothing if it has none."""
        if self._sides.unit is not None:
            return self._grid.text(*self._view.cell(self._sides.unit.at, line.at))
        if self._view.is_across or not self._view.block.lower:
            return None
        row = self._view.block.lower[0]
        return self._grid.text(row, line.at) if self._grid.kind(row, line.at) == "t" else ""


def _known_unit(text: str) -> str:
    """Return a unit that we know, points among them; a text that may mean anything is none."""
    return unit_in(f"in ({text})") or (text if has(text, UNIT_WORDS) else "")


def _common_unit(units: list[str], numbers: int) -> str:
    """Return the currency, or ``money``, of which one sign is enough, or ``%`` if most values are per cent."""
    money = {unit for unit in units if unit != "%"}
    if money:
        return next(iter(money)) if len(money) == 1 and "USD" not in money else "money"  # “$” alone may be any dollar
    return "%" if units and 2 * len(units) > numbers else ""
