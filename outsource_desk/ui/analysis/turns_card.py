"""The single scores, amounts and prices that would turn the first place, as a table that leads to their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFrame, QHeaderView

from outsource_desk.charts.shares import price_change
from outsource_desk.domain.criterion import Measure, criterion_paths
from outsource_desk.domain.formatting import MINUS
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import ROW, L, S, scaled
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.chart_table import GridModel
from outsource_desk.ui.widgets.layout import clear, column, heading, holder, label
from outsource_desk.ui.widgets.table import PADDING, DeskTable, wide_enough

if TYPE_CHECKING:
    from outsource_desk.domain.criterion import Criterion
    from outsource_desk.domain.robustness import CriticalAmount, Robustness
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page

MOST = 12


class TurnsCard(QFrame):
    """The smallest changes first; Enter or a double click goes to the cell."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("turns")
        self.setProperty("role", "card")
        self._page = page
        self._shown: tuple[CriticalAmount, ...] = ()
        self.sentence = label("", wrap=True)
        self._place = column(gap=0)
        self.table: DeskTable | None = None
        body = heading(tr("Scores and prices that would turn it")), self.sentence, holder(self._place)
        self.setLayout(column(*body, gap=S, margins=(L, L - 2, L, L - 2)))

    def show_turns(self, case: DecisionCase, robustness: Robustness) -> None:
        """Show the changes that are possible."""
        self._shown = robustness.critical[:MOST]
        clear(self._place)
        self.table = None
        if not self._shown:
            self.sentence.setText(tr("No single score, amount or price can turn the first place."))
            return
        count = len(robustness.critical)
        if count > MOST:
            self.sentence.setText(
                tr("The {count} smallest of {all} single changes that would turn it.", count=MOST, all=count)
            )
        else:
            self.sentence.setText(tr("Any one of these, all else equal, would turn it; the smallest change first."))
        head = [tr("Criterion"), tr("Candidate"), tr("Now"), tr("Needed"), tr("Then first")]
        lines = GridModel(head, [_line(case, each) for each in self._shown], None)
        self.table = DeskTable(lines, "turns.table", tr("Scores and prices that would turn the first place"))
        lines.setParent(self.table)  # and goes with it
        self.table.activated.connect(self._on_row)
        self._fit(self.table)
        self._place.addWidget(self.table)

    def _fit(self, table: DeskTable) -> None:
        """Make the table as high as its rows, and its figures as wide as they are; names share what is left."""
        header, model, metrics = table.horizontalHeader(), table.model(), table.fontMetrics()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for place in (2, 3):
            texts = [str(model.index(row, place).data()) for row in range(model.rowCount())]
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(place, max(wide_enough(header, place, 0), widest + 2 * PADDING + 2))
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setFixedHeight(scaled(32) + len(self._shown) * scaled(ROW) + 2)

    def _on_row(self, index: QModelIndex) -> None:
        each = self._shown[index.row()]
        self._page.go(Place("scoring", candidate_id=each.candidate_id, criterion_id=each.criterion_id))


def _line(case: DecisionCase, each: CriticalAmount) -> list[str]:
    leaf = case.leaves[case.column_of[each.criterion_id]]
    names = {candidate.id: candidate.name for candidate in case.candidates}
    needed = _enough(leaf, each)
    change = ""
    if each.is_price and each.now > 0:
        sign = "+" if each.needed > each.now else MINUS
        change = f" ({sign}{price_change(screen_speech(), each.needed / each.now - 1)})"
    return [
        criterion_paths(case.evaluation.criteria)[leaf.id],
        names[each.candidate_id],
        _amount(leaf, each.now),
        _amount(leaf, needed) + change,
        names[each.rival_id],
    ]


def _enough(leaf: Criterion, each: CriticalAmount) -> float:
    """Return points or an amount that is enough, rounded away from what it is now."""
    from outsource_desk.services.flip_words import amount_beyond, beyond

    if leaf.measure is not Measure.JUDGED:
        return amount_beyond(leaf, each.needed, each.now)
    return min(max(beyond(each.needed, each.now, 2), 0.0), leaf.maximum)


def _amount(leaf: Criterion, value: float) -> str:
    if leaf.measure is Measure.PRICE:
        return formats.number(value, 0)
    unit = f" {leaf.unit}" if leaf.measure is Measure.MEASURED and leaf.unit else ""
    return formats.points(value) + unit
