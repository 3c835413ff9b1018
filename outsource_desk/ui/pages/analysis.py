"""Analysis: why the ranking is as it is, how far it can be trusted, and what would turn it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.ui.analysis.study import study_of
from outsource_desk.ui.analysis.tabs import keys, make_tab, title_of
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.pages.tabbed import TabbedPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, L, M, S, TextStyle
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.folding_tabs import FoldingTabs
from outsource_desk.ui.widgets.layout import column, heading, holder, row

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.analysis.tab import AnalysisTab


class AnalysisPage(TabbedPage):
    """Tabs on one decision; the one on screen is given the decision anew after each edit."""

    topics = frozenset((
        "initiative", "candidate", "vendor", "criterion", "anchor", "evaluator", "score", "agreed_score", "measurement",
        "price_line",
        "curve_point", "preference", "frozen_weight", "weight_set", "set_weight", "scenario_value", "elicitation",
        "elicited", "judgement", "assignment", "conflict", "warning_answer", "questionnaire", "section", "question",
        "question_option", "question_point", "answer", "evidence", "attachment", "waiver", "feed",
    ))  # fmt: skip

    def __init__(self, window: Shell) -> None:
        choices = [(key, title_of(key)) for key in keys()]
        tabs = FoldingTabs(choices, "analysis", tr("Part of Analysis"), at_right=True)
        super().__init__(window, tabs, "analysis")
        self._case: DecisionCase | None = None
        self._build()

    def _build(self) -> None:
        sample = self.window_.actions_of_window["file.sample"].trigger
        self._no_criteria = EmptyState(
            "analysis",
            tr("Nothing to analyse yet"),
            tr("Once candidates are scored by weighted criteria, this page says how far the ranking can be trusted."),
            tr("Go to Scoring"),
            self._show_scoring,
            sample_slot=sample,
        )
        self._no_candidates = EmptyState(
            "vendors",
            tr("Nobody to compare yet"),
            tr("Candidates are the vendors that compete in this initiative, and the in-house option."),
            tr("Choose candidates"),
            self._show_vendors,
            sample_slot=sample,
        )
        below = holder(self.parts)
        for each in (self._no_criteria, self._no_candidates):
            self.parts.addWidget(each)
        head = row(heading(tr("Analysis"), TextStyle.TITLE), self.tabs, gap=M)
        head.setStretch(1, 1)
        body = column(head, below, gap=L, margins=(XL, XL, XL, XL - S))
        body.setStretch(1, 1)
        self.setLayout(body)

    def title(self) -> str:
        return tr("Analysis")

    def load(self) -> None:
        self._case = study_of(self.session).case
        self.age()
        evaluation = self.session.evaluation
        if evaluation is None or not evaluation.criteria:
            self.parts.setCurrentWidget(self._no_criteria)
        elif not evaluation.candidates:
            self.parts.setCurrentWidget(self._no_candidates)
        else:
            self.show_part()

    def reveal(self, place: Place) -> None:
        if place.field in keys():
            self.tabs.choose(place.field)
        if self.tab is not None:
            self.tab.reveal(place)

    def has_parts(self) -> bool:
        evaluation = self.session.evaluation
        return evaluation is not None and bool(evaluation.criteria and evaluation.candidates)

    def make_part(self, key: str) -> AnalysisTab:
        return make_tab(key, self)

    def give(self, part: AnalysisTab) -> None:
        part.show_case(self._case)

    def _show_scoring(self) -> None:
        self.go(Place("scoring"))

    def _show_vendors(self) -> None:
        self.go(Place("vendors"))
