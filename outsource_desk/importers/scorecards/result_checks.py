"""Comparing the results of a sheet, such as its totals, with our own arithmetic."""

from __future__ import annotations

import math
from functools import cached_property

from outsource_desk.domain.formatting import in_words, plain
from outsource_desk.importers.scorecards.proof import Proof, close, nearest_arithmetic
from outsource_desk.importers.scorecards.sides import Sides
from outsource_desk.importers.scorecards.sorted_lines import Result, Sorting, numbers_of, whole_weights
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.ledger import Ledger

_CHECKS_SHOWN = 12


class ResultChecks:
    """Accounts for the lines of results, and asks about those that do not follow from the scores."""

    def __init__(self, view: View, sides: Sides, sorting: Sorting, judged: list[Line], ledger: Ledger) -> None:
        self._view, self._sides, self._sorting, self._judged, self._ledger = view, sides, sorting, judged, ledger
        self._numeric = [line for line in sorting.criteria if line.at not in sorting.worded]

    def account(self) -> None:
        """Account for all results, each with a check where there is one."""
        checkable = {result.line.at for result in self._sorting.checkable}
        for result in self._sorting.results:
            self._account_result(result, is_checked=result.line.at in checkable)

    def _account_result(self, result: Result, *, is_checked: bool) -> None:
        line, view = result.line, self._view
        cells = [view.cell(vendor.at, line.at) for vendor in self._sides.vendors]
        named = f"“{line.name}” is the {result.kind} of each vendor"
        why = f"{named}: {result.proof.how}" if result.proof else named
        self._ledger.derived(cells, why, self._check(result) if is_checked else "")
        if line.name_cell:
            self._ledger.derived([line.name_cell], "the name of a line of results")
        beside = [view.cell(side.at, line.at) for side in view.vendor_lines]
        self._ledger.derived(set(beside) - set(cells), "the result of a column beside the vendors")

    def _check(self, result: Result) -> str:
        """Compare the sheet's results with our own arithmetic, in words."""
        given = numbers_of(self._view, self._sides, result.line)
        if result.kind == "rank" or not any(number is not None for number in given):
            return ""
        if result.proof:
            pairs = zip(given, result.proof.recomputed, strict=True)
            shown = [
                f"your {result.kind} {plain(mine)}, recomputed {plain(ours)}"
                for mine, ours in pairs
                if mine is not None
            ]
            return "; ".join(shown[:_CHECKS_SHOWN])
        judged = self._judged
        if not judged and self._sorting.worded:  # signs and words cannot be added up
            return ""
        if len(judged) < len(self._numeric):
            self._tell_unproven(result)
            return ""
        nearest = nearest_arithmetic(given, *self._scores_and_weights)
        self._ask_results(result, given, nearest)
        pairs = zip(given, nearest.recomputed, strict=True)
        shown = [
            f"your {result.kind} {plain(mine)}, {nearest.how} {plain(ours)}"
            for mine, ours in pairs
            if mine is not None and math.isfinite(ours)
        ]
        return "; ".join(shown[:_CHECKS_SHOWN])

    @cached_property
    def _scores_and_weights(self) -> tuple[list[list[float | None]], list[float | None] | None]:
        """Return the points by vendor, and what the criteria weigh."""
        columns = [numbers_of(self._view, self._sides, criterion) for criterion in self._judged]
        scores = [list(line) for line in zip(*columns, strict=True)] or [[] for _ in self._sides.vendors]
        return scores, whole_weights(self._view, self._sides, self._sorting, self._judged)

    def _tell_unproven(self, result: Result) -> None:
        """Say that amounts enter a result in a way that the sheet does not show."""
        if result.line.name_cell is None:
            return
        known = {line.at for line in self._judged}
        amounts = in_words([f"“{line.name}”" for line in self._numeric if line.at not in known][:3])
        said = f"“{result.line.name}” cannot be checked: nothing says how amounts such as {amounts} enter it"
        self._ledger.remark(result.line.name_cell, "note", said)

    def _ask_results(self, result: Result, given: list[float | None], nearest: Proof) -> None:
        """Ask about the first results that do not follow from the scores."""
        wrong = [
            (vendor, mine, ours)
            for vendor, mine, ours in zip(self._sides.vendors, given, nearest.recomputed, strict=True)
            if mine is not None and math.isfinite(ours) and not close(mine, ours)
        ]
        for vendor, mine, ours in wrong[:_CHECKS_SHOWN]:
            said = (
                f"your {result.kind} {plain(mine)} does not follow from the scores; {nearest.how} gives {plain(ours)}"
            )
            self._ledger.remark(self._view.cell(vendor.at, result.line.at), "ask", said)
