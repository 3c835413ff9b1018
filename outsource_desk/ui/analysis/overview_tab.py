"""Why the ranking is as it is: how far it can be trusted, what would turn it, and what each part adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.charts.ranking import contributions_chart
from outsource_desk.ui.analysis.tab import AnalysisTab
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, S
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.layout import card, column, heading
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page


class OverviewTab(AnalysisTab):
    """The verdict, and where the totals come from."""

    KEY = "overview"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.chart = ChartView("analysis.contributions")
        parts = card(heading(tr("What each part adds")), self.chart, gap=S)
        self.setLayout(column(Scroll(column(parts, None, gap=L))))

    def show_case(self, case: DecisionCase | None) -> None:
        if case is not None:
            self.chart.show_spec(contributions_chart(case.evaluation, case.ranking, screen_speech()))
