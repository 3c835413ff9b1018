"""What was not taken into the matrix: cell, text and reason, each a step from its cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.score_entry import Refusal, refusals_title
from outsource_desk.ui.widgets.refusals import RefusedList


class RefusalsPanel(RefusedList):
    """Lists refusals below the matrix until it is closed; Enter or a double click goes to the cell."""

    cell_reached = Signal(int, int)

    def __init__(self) -> None:
        super().__init__("refusals", tr("Cell"), tr("Values that were not taken"))
        self._refusals: list[Refusal] = []
        self.reached.connect(self._on_row)

    def tell(self, refusals: Sequence[Refusal], taken: int, evaluation: Evaluation) -> None:
        """Show what was refused, and say how much was taken all the same."""
        names = {each.id: each.name for each in evaluation.candidates}
        leaves = {each.id: each.name for each in evaluation.criteria}
        self._refusals = list(refusals)
        lines = [
            (
                f"{names[each.cell[0]]}, {leaves[each.cell[1]]}" if each.cell else tr("outside the matrix"),
                each.text,
                each.reason,
            )
            for each in refusals
        ]
        self.show_lines(refusals_title(len(refusals), max(0, taken)), lines)

    def forget_taken(self) -> None:
        """Say no longer how much was taken: the file has changed since, perhaps because that was undone."""
        if self._refusals:
            self.say_title(refusals_title(len(self._refusals), 0))

    def _on_row(self, place: int) -> None:
        cell = self._refusals[place].cell
        if cell is not None:
            self.cell_reached.emit(*cell)
