"""Reading a table of vendors and criteria, in either direction, into values with their cells."""

from __future__ import annotations

from collections import Counter

from outsource_desk.importers.reading import CriterionCell, NamedCell, Table
from outsource_desk.importers.scorecards.criteria import CriteriaReading
from outsource_desk.importers.scorecards.evaluator_sheets import evaluator_in, said_above
from outsource_desk.importers.scorecards.lines import sides_of, tell_vendors_apart
from outsource_desk.importers.scorecards.result_checks import ResultChecks
from outsource_desk.importers.scorecards.scores import read_scores
from outsource_desk.importers.scorecards.side_results import mark_weighted
from outsource_desk.importers.scorecards.sides import COMMENTS, Sides, source_of_weights
from outsource_desk.importers.scorecards.sorted_lines import Sorting
from outsource_desk.importers.scorecards.sorting import sort_criteria, tell_criteria_apart
from outsource_desk.importers.scorecards.units import ask_about_units
from outsource_desk.importers.scorecards.unnamed_lines import UnnamedLines
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.scorecards.weighing import (
    adopt_proven_weights,
    ask_about_weights,
    find_unnamed_weights,
    weigh_criteria,
)
from outsource_desk.importers.sheets.ledger import Cell, Ledger
from outsource_desk.importers.sheets.periods import is_period, is_year, year_in
from outsource_desk.importers.sheets.vocabulary import PRICE_WORDS, RISK_WORDS, SCORE, WEIGHTED
from outsource_desk.importers.sheets.words import has, is_vendor_title, looks_like_measure, looks_like_vendor, words_of


def read_matrix(view: View, sheet_name: str) -> Table | None:
    """Read the block as a table of scores, or of criteria and weights alone; nothing if it is neither after all."""
    sides = sides_of(view)
    _name_single_vendor(view, sides)
    if sides.vendors and not view.roles and all(_is_time(line.name) for line in sides.vendors):
        return None
    if not view.is_across and not view.roles and sides.evaluator is None and _share_names(sides.vendors):
        return None
    if sides.weight is None:
        find_unnamed_weights(view, sides)
    sorting = sort_criteria(view, sides)
    if sides.weight is None and sides.unnamed:
        sorting = sort_criteria(view, sides) if adopt_proven_weights(view, sides, sorting) else sorting
    if not view.roles and not view.is_across and _are_times(sides, sorting):
        return None
    tell_vendors_apart(sides)
    tell_criteria_apart(view, sorting)
    if not sorting.criteria or (not sides.vendors and (sides.weight is None or not view.is_across)):
        return None
    ledger = Ledger(view.grid, view.block.rows)
    reading = _MatrixReading(view, sides, sorting, ledger)
    return reading.table(sheet_name)


def _name_single_vendor(view: View, sides: Sides) -> None:
    """Take the only column of scores for those of the vendor that stands above the table, as on a sheet for each."""
    if sides.vendors or not view.is_across or source_of_weights(sides) is None:
        return
    scores = [line for line, _ in sides.results if set(words_of(line.name)) <= SCORE - WEIGHTED]
    name, cell = said_above(view.grid, view.block, is_vendor_title)
    if cell is None and (cell := _title_of_vendor(view)) is not None:
        name = view.grid.text(*cell)
    if len(scores) == 1 and cell is None and looks_like_vendor(view.grid.sheet.name):
        name, cell = view.grid.sheet.name, scores[0].name_cell
        sides.doubts.append((scores[0], f"the sheet is taken for the scores of the vendor “{name}”; is that so?"))
    if len(scores) == 1 and cell is not None:
        sides.results = [(line, why) for line, why in sides.results if line is not scores[0]]
        scores[0].name, scores[0].name_cell = name, cell
        sides.vendors.append(scores[0])
        mark_weighted(view, sides)


def _title_of_vendor(view: View) -> Cell | None:
    """Return the only cell of the row right above a table, if it is called like a vendor."""
    row = view.block.header - 1
    cells = [(row, at) for at, kind in enumerate(view.grid.kinds[row]) if kind != " "] if row in view.block.rows else []
    return cells[0] if len(cells) == 1 and looks_like_vendor(view.grid.text(*cells[0])) else None


def _is_time(name: str) -> bool:
    """Tell whether a name is a year of the calendar, a month or the like, which no vendor is called."""
    year = year_in(name)
    return (year is not None and is_year(year)) or (len(name) > 3 and is_period(name))  # “T1” may be a code


def _are_times(sides: Sides, sorting: Sorting) -> bool:
    """Tell whether the values of the vendors only stand below months, quarters or years, which compare nothing."""
    names = [line.name for line in sorting.criteria]
    if len(names) < 2:
        return False
    if all(map(_is_time, names)):
        return True
    if all(map(is_period, names)):  # “Q1” may be a question as well
        first, second = sorting.criteria[:2]
        sides.doubts.append((first, f"are “{first.name}” and “{second.name}” criteria, or only times?"))
    return False


def _share_names(vendors: list[Line]) -> bool:
    """Tell whether most rows share their vendor with another row, so that a row is an offer or an order, no vendor."""
    counts = Counter(line.name.casefold() for line in vendors)
    shared = sum(count for count in counts.values() if count > 1)
    return len(vendors) > 2 and 2 * shared > len(vendors)


class _MatrixReading:
    """Turns sorted lines into a table and accounts for every cell on the way."""

    def __init__(self, view: View, sides: Sides, sorting: Sorting, ledger: Ledger) -> None:
        self._view, self._sides, self._sorting, self._ledger = view, sides, sorting, ledger
        self._grid = view.grid
        self._weighing = weigh_criteria(view, sides, sorting)
        self._weights = self._weighing.weights
        self._unnamed = UnnamedLines(view, sides, sorting, self._weights, ledger)
        is_open = self._has_line_items or not sides.vendors
        self._reading = CriteriaReading(
            view, sides, sorting, ledger, self._weighing, is_open=is_open, has_proven_total=self._has_proven_total
        )

    def table(self, sheet_name: str) -> Table:
        """Return the whole table."""
        self._account_header()
        self._tell_renamed()
        criteria = self._reading.criteria()
        scores = read_scores(self._view, self._sides.vendors, self._sorting.criteria, self._ledger)
        scores = ask_about_units(scores, self._reading.in_other_units, self._ledger)
        self._account_vendors()
        self._account_criteria()
        ResultChecks(self._view, self._sides, self._sorting, self._reading.judged, self._ledger).account()
        self._account_sides()
        self._account_comments()
        self._account_evaluators()
        self._unnamed.account()
        self._ask_about_nobody()
        for line, doubt in self._sides.doubts:
            self._ledger.remark(line.name_cell or (self._view.block.header, line.at), "ask", doubt)
        if not self._has_line_items:
            ask_about_weights(self._view, self._sides, self._sorting, self._weighing, self._ledger)
        self._ledger.close()
        block = self._view.block
        headers = sorted({*block.upper, block.header, *block.lower, *self._weight_row()})
        return Table(
            sheet=sheet_name,
            kind=self._kind(criteria),
            orientation=self._orientation,
            header_rows=tuple(self._grid.row_numbers[row] for row in headers),
            vendors=self._vendors(),
            criteria=criteria,
            groups=self._groups(),
            scores=scores,
            derived=self._ledger.derived_areas(),
            skipped=self._ledger.skipped_areas(),
            problems=tuple(self._ledger.problems),
            used_cells=self._ledger.used,
            accounted_cells=self._ledger.accounted,
            range=self._ledger.area,
            account=self._ledger.account(headers),
            evaluator=evaluator_in(self._grid, block),
        )

    def _weight_row(self) -> list[int]:
        """Return the row of weights if it belongs to the header."""
        weight = self._sides.weight
        return [weight.at] if weight is not None and not self._view.is_across and self._sides.vendors else []

    @property
    def _orientation(self) -> str:
        if not self._sides.vendors:
            return "list"
        return "vendors_as_columns" if self._view.is_across else "vendors_as_rows"

    def _vendors(self) -> tuple[NamedCell, ...]:
        vendors: dict[str, NamedCell] = {}
        for line in self._sides.vendors:
            if line.name_cell is not None:
                vendors.setdefault(line.name, NamedCell(line.name, self._grid.address(*line.name_cell)))
        return tuple(vendors.values())

    def _groups(self) -> tuple[CriterionCell, ...]:
        """Return the groups that the criteria stand in."""
        grid, tree = self._grid, self._sorting.tree
        return tuple(
            CriterionCell(
                group.line.name, grid.address(*group.line.name_cell) if group.line.name_cell else "", group.weight,
                weight_cell=grid.address(*group.weight_cell) if group.weight_cell else "",
                group=tree.group_of(group.line),
            )
            for group in tree.groups
        )  # fmt: skip

    def _tell_renamed(self) -> None:
        """Say which names stand in the sheet more than once, and how they are told apart."""
        for line, name in (*self._sides.renamed, *self._sorting.renamed):
            if line.name_cell is not None:
                severity = "ask" if line in self._sides.vendors else "note"
                self._ledger.remark(
                    line.name_cell, severity, f"“{name}” stands here more than once; this one is called “{line.name}”"
                )

    def _kind(self, criteria: tuple[CriterionCell, ...]) -> str:
        if not self._sides.vendors:
            return "criteria"
        are_worded = all(line.at in self._sorting.worded for line in self._sorting.criteria)
        if are_worded and any(has(criterion.name, RISK_WORDS) for criterion in criteria):
            return "risks"
        return "prices" if self._has_line_items else "scores"

    @property
    def _has_line_items(self) -> bool:
        """Tell whether the lines are items with prices, vendor by vendor, and not criteria."""
        block = self._view.block
        prices = sum(has(self._grid.text(block.header, column), PRICE_WORDS) for column in self._view.columns)
        return self._view.is_across and prices >= 2 and bool(block.upper)

    @property
    def _has_proven_total(self) -> bool:
        """Tell whether the sheet adds the scores up, by our own arithmetic."""
        sorting = self._sorting
        proven = sorting.proven_total is not None or bool(self._unnamed.copied) or self._sides.are_weighted
        return proven or bool(sorting.left_out_results)

    def _account_header(self) -> None:
        block, ledger = self._view.block, self._ledger
        width = range(len(self._grid.column_numbers))
        ledger.imported((row, self._view.label) for row in [block.header, *block.lower])
        hidden = [(row, column) for row in block.hidden for column in width]
        hidden += [(row, column) for row in block.rows for column in self._view.hidden_columns]
        if hidden:
            ledger.problem(hidden, "ask", "the sheet hides these cells, so they are left out; is that right?")
        ledger.skipped(((row, column) for row in block.upper for column in width), "headings of groups of columns")
        ledger.skipped(((row, column) for row in block.above for column in width), "title or note above the table")
        ledger.skipped(((row, column) for row in block.coordinate_rows for column in width), "typed-in column letters")
        beside = self._view.legend.columns if self._view.legend else ()
        ledger.skipped(((row, column) for row in block.rows for column in beside), "what the scores mean")
        ledger.skipped(
            ((row, column) for row in block.rows for column in block.coordinate_columns), "typed-in row numbers"
        )
        ledger.skipped(
            ((row, column) for row in block.foreign for column in width), "a part of the sheet without vendors"
        )
        ledger.skipped(((row, column) for row in block.repeated for column in width), "the header once more")
        if block.lower and not self._view.is_across:
            ledger.imported((row, column) for row in block.lower for column in width)
        elif block.lower:
            ledger.skipped(((row, column) for row in block.lower for column in width), "a second line of headers")

    def _account_vendors(self) -> None:
        self._ledger.imported(line.name_cell for line in self._sides.vendors if line.name_cell)
        for line in self._sides.vendors if self._view.is_across and not self._view.roles else []:
            if line.name_cell and looks_like_measure(line.name) and not looks_like_vendor(line.name):
                said = f"“{line.name}” is taken as a vendor, but is called like a measure; is it a vendor?"
                self._ledger.remark(line.name_cell, "ask", said)
        if self._view.is_across:
            header = self._view.block.header
            named = [line.at for line in self._sides.vendors if line.name_cell and line.name_cell[0] != header]
            self._ledger.skipped(((header, column) for column in named), "what the columns of each vendor mean")

    def _account_criteria(self) -> None:
        sides, view = self._sides, self._view
        self._ledger.imported(line.name_cell for line in self._sorting.criteria if line.name_cell)
        others = (sides.maximum, sides.unit, sides.direction, sides.group_weight, sides.priority)
        for special, known in ((sides.weight, self._weights), *((line, None) for line in others)):
            if special is None:
                continue
            if special.name_cell:
                self._ledger.imported([special.name_cell])
            for at, line in enumerate(self._sorting.criteria):
                cell = view.cell(special.at, line.at)
                if known is None or known[at] is not None:
                    self._ledger.imported([cell])
                elif self._grid.kind(*cell) != " ":
                    self._ledger.problem(
                        [cell], "ask", f"“{self._grid.text(*cell)}” is no weight that can be used as a number"
                    )
        self._account_groups()

    def _account_groups(self) -> None:
        tree, ledger = self._sorting.tree, self._ledger
        for group in tree.groups:
            ledger.imported(cell for cell in (group.line.name_cell, group.weight_cell) if cell)
        known = {group.line.at: group for group in tree.groups}
        for line in self._sorting.groups:
            cells = [self._view.cell(side.at, line.at) for side in self._all_sides()]
            values = [self._view.cell(vendor.at, line.at) for vendor in self._sides.vendors]
            group = known.get(line.at)
            if group is not None and any(self._grid.kind(*cell) == "n" for cell in values):
                ledger.derived(values, f"“{line.name}” is a group: {group.proof.how if group.proof else 'its result'}")
                if group.proof is None and line.name_cell:
                    said = f"the values of the group “{line.name}” do not follow from its criteria; they are left out"
                    ledger.remark(line.name_cell, "ask", said)
            ledger.skipped([line.name_cell] if line.name_cell else [], "the heading of a group")
            ledger.skipped(cells, "the heading of a group")
        for cell, reason in tree.doubts:
            ledger.remark(cell, "ask", reason)

    def _all_sides(self) -> list[Line]:
        return self._view.vendor_lines

    def _account_sides(self) -> None:
        body = self._view.criterion_lines
        for line, why in self._sides.left_out:
            self._leave(line, body, why, is_result=False)
        for line, why in self._sides.results:
            self._leave(line, body, why, is_result=True)
        for line, why in self._sorting.left_out:
            cells = [self._view.cell(side.at, line.at) for side in self._all_sides()]
            self._ledger.skipped([*cells, *([line.name_cell] if line.name_cell else [])], why)

        for line, why in self._sorting.left_out_results:
            cells = [self._view.cell(side.at, line.at) for side in self._all_sides()]
            self._ledger.derived([*cells, *([line.name_cell] if line.name_cell else [])], f"“{line.name}”: {why}")

    def _ask_about_nobody(self) -> None:
        """Ask about scores on a sheet that names no vendor."""
        results = [line for line, _ in self._sides.results if line.name_cell]
        scores = [line for line in results if set(words_of(line.name)) <= SCORE - WEIGHTED]
        if not self._sides.vendors and len(scores) == 1 and scores[0].name_cell:
            self._ledger.remark(scores[0].name_cell, "ask", "here stand scores, but nothing says of which vendor")

    def _account_evaluators(self) -> None:
        """Account for the column that says whose scores a row holds, and for names over repeated headers."""
        line = self._sides.evaluator
        if line is not None:
            self._ledger.imported([line.name_cell] if line.name_cell else [])
            self._ledger.imported((vendor.at, line.at) for vendor in self._sides.vendors)
        offer = self._sides.offer
        if offer is not None:
            self._ledger.imported([offer.name_cell] if offer.name_cell else [])
            self._ledger.imported((vendor.at, offer.at) for vendor in self._sides.vendors)
        blocks = self._sides.blocks
        if blocks.row is not None:
            self._ledger.imported((row, at) for at in blocks.columns for row in (blocks.row, self._view.block.header))

    def _account_comments(self) -> None:
        """Account for the names of comments, and for comments on what is no score."""
        for at in self._sides.comments:
            self._ledger.imported([(self._view.block.header, at)])
            self._ledger.skipped((self._view.cell(at, line.at) for line in self._view.criterion_lines), COMMENTS)
        for at in self._sorting.comments:
            self._ledger.imported((row, at) for row in [*self._view.block.upper, self._view.block.header])
            self._ledger.skipped((self._view.cell(side.at, at) for side in self._all_sides()), COMMENTS)

    def _leave(self, line: Line, others: list[Line], why: str, *, is_result: bool) -> None:
        cells = [self._view.cell(line.at, other.at) for other in others if other.name or is_result]
        notes = [self._view.cell(line.at, other.at) for other in others if not other.name and not is_result]
        self._ledger.skipped(
            [cell for cell in notes if self._grid.kind(*cell) == "t"], "a note beside or below the table"
        )
        cells += [line.name_cell] if line.name_cell else []
        cells += [(self._view.block.header, line.at)] if self._view.is_across else []
        (self._ledger.derived if is_result else self._ledger.skipped)(cells, f"“{line.name}”: {why}")
