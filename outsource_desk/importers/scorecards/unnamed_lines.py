"""Numbers without a name beside or below the scores: the weights once more, and scores times weights."""

from __future__ import annotations

from functools import cached_property

from outsource_desk.domain.formatting import plain
from outsource_desk.importers.scorecards.proof import are_normalised, close, is_weighted_copy
from outsource_desk.importers.scorecards.sides import Sides
from outsource_desk.importers.scorecards.sorted_lines import Sorting
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.ledger import Ledger


class UnnamedLines:
    """Explains numbers that no header names."""

    def __init__(self, view: View, sides: Sides, sorting: Sorting, weights: list[float | None], ledger: Ledger) -> None:
        self._view, self._sides, self._sorting, self._ledger = view, sides, sorting, ledger
        self._grid, self._weights = view.grid, weights

    def account(self) -> None:
        """Explain numbers without a name: weights once more, scores times weights, and their totals."""
        for line in self._sides.unnamed:
            self._explain_unnamed_side(line)
        copies = [line for line in self._sides.unnamed if line.at in self.copied]
        for line in self._sorting.unnamed:
            cells = [self._view.cell(side.at, line.at) for side in self._view.vendor_lines]
            totals = {side.at: self._grid.number(*self._view.cell(side.at, line.at)) for side in copies}
            if any(total is not None for total in totals.values()):
                self._account_copied_totals(cells, totals)

    def _account_copied_totals(self, cells: list[tuple[int, int]], totals: dict[int, float | None]) -> None:
        checks = []
        for at, total in totals.items():
            own = sum((w or 0) * (s or 0) for w, s in zip(self._weights, self._scores_of(self.copied[at]), strict=True))
            if total is not None:
                checks.append(f"your total {plain(total)}, recomputed {plain(own)}")
        self._ledger.derived(cells, "totals of the weighted copies", "; ".join(checks))
        words = [cell for cell in cells if self._grid.kind(*cell) == "t"]
        self._ledger.derived(words, "totals of the weighted copies", "; ".join(checks))

    def _scores_of(self, vendor: Line) -> list[float | None]:
        return [self._grid.number(*self._view.cell(vendor.at, line.at)) for line in self._sorting.criteria]

    @cached_property
    def copied(self) -> dict[int, Line]:
        """Return which nameless line is the weighted copy of which vendor."""
        found: dict[int, Line] = {}
        if not any(self._weights):
            return found
        for line in self._sides.unnamed:
            numbers = [self._grid.number(*self._view.cell(line.at, c.at)) for c in self._sorting.criteria]
            taken = {vendor.at for vendor in found.values()}
            for vendor in self._sides.vendors:
                if vendor.at not in taken and is_weighted_copy(numbers, self._scores_of(vendor), self._weights):
                    found[line.at] = vendor
                    break
        return found

    def _explain_unnamed_side(self, line: Line) -> None:
        cells = [self._view.cell(line.at, other.at) for other in self._sorting.criteria]
        numbers = [self._grid.number(*cell) for cell in cells]
        if not any(number is not None for number in numbers):
            return
        vendor = self.copied.get(line.at)
        if vendor is not None:
            self._ledger.derived(cells, f"weight × score of “{vendor.name}”, without a name")
        elif all(a is None or (b is not None and close(a, b)) for a, b in zip(numbers, self._weights, strict=True)):
            self._ledger.derived(cells, "the weights once more, without a name")
        elif are_normalised(numbers, self._weights):
            self._ledger.derived(cells, "the weights divided by their sum, without a name")
