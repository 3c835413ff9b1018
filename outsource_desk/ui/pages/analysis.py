"""Analysis: why the ranking is as it is, how far it can be trusted, and what would turn it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.analysis.study import study_of
from outsource_desk.ui.analysis.tabs import keys, make_tab, title_of
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, L, M, S, TextStyle, look, scaled, text_font
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.layout import column, heading, holder, row
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.tab_list import TabList

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.analysis.tab import AnalysisTab


class AnalysisPage(Page):
    """Tabs on one decision; the one on screen is given the decision anew after each edit."""

    topics = frozenset((
        "initiative", "candidate", "vendor", "criterion", "anchor", "evaluator", "score", "agreed_score", "measurement",
        "curve_point", "preference", "frozen_weight", "weight_set", "set_weight", "scenario_value", "elicitation",
        "elicited", "judgement", "assignment", "conflict", "warning_answer", "questionnaire", "section", "question",
        "question_option", "question_point", "answer", "evidence", "attachment", "waiver", "feed",
    ))  # fmt: skip

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._case: DecisionCase | None = None
        self._made: dict[str, AnalysisTab] = {}
        self._stale: set[str] = set()  # tabs that have not been given the present decision
        self._states: dict[str, dict[str, Any]] = {}  # for when a tab is made
        self.tabs = Segments([(key, title_of(key)) for key in keys()], "analysis.tabs", tr("Part of Analysis"))
        self._list = TabList(self.tabs, "analysis.list")
        self._build()
        self._acts = [
            make_action(self, f"analysis.show_{key}", title_of(key), lambda key=key: self.tabs.choose(key))
            for key in keys()
        ]
        self.tabs.chosen.connect(self._on_tab)
        look.changed.connect(self._fold)

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
        self._stack = QStackedLayout()
        below = holder(self._stack)
        for each in (self._no_criteria, self._no_candidates):
            self._stack.addWidget(each)
        head = row(heading(tr("Analysis"), TextStyle.TITLE), None, self.tabs, self._list, gap=M)
        body = column(head, below, gap=L, margins=(XL, XL, XL, XL - S))
        body.setStretch(1, 1)
        self.setLayout(body)

    @property
    def tab(self) -> AnalysisTab | None:
        """Return the tab that is on screen; none while there is nothing to analyse."""
        shown = self._stack.currentWidget()
        return next((tab for tab in self._made.values() if tab is shown), None)

    def title(self) -> str:
        return tr("Analysis")

    def load(self) -> None:
        self._case = study_of(self.session).case
        self._stale = set(self._made)
        self._show()

    def reveal(self, place: Place) -> None:
        if place.field in keys():
            self.tabs.choose(place.field)
        if self.tab is not None:
            self.tab.reveal(place)

    def first_focus(self) -> QWidget | None:
        return (self.tab.first_focus() if self.tab is not None else None) or (
            self._list if self.tabs.isHidden() else self.tabs
        )

    def page_actions(self) -> list[Action]:
        return [*(self.tab.tab_actions() if self.tab is not None else []), *self._acts]

    def state(self) -> dict[str, Any]:
        made = {key: tab.state() for key, tab in self._made.items()}
        return {"tab": self.tabs.key, "tabs": {**self._states, **made}}

    def restore(self, state: dict[str, Any]) -> None:
        self._states = dict(state.get("tabs", {}))
        for key, tab in self._made.items():
            tab.restore(self._states.get(key, {}))
        if state.get("tab") in keys():
            self.tabs.choose(state["tab"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Return less than the tabs need in one line: without room there is a list in their place."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), scaled(360)), hint.height())

    def leave(self) -> None:
        for tab in self._made.values():
            tab.leave()

    def _fold(self) -> None:
        """Show the tabs as a list where the head of the page is too narrow for them."""
        title = QFontMetrics(text_font(TextStyle.TITLE)).horizontalAdvance(self.title())
        self._list.fold(self.width() - 2 * XL - title - 2 * M)

    def _show(self) -> None:
        evaluation = self.session.evaluation
        if evaluation is None or not evaluation.criteria:
            self._stack.setCurrentWidget(self._no_criteria)
        elif not evaluation.candidates:
            self._stack.setCurrentWidget(self._no_candidates)
        else:
            self._show_tab(self.tabs.key)

    def _show_tab(self, key: str) -> None:
        tab = self._made.get(key)
        if tab is None:
            tab = self._made[key] = make_tab(key, self)
            tab.restore(self._states.get(key, {}))
            self._stack.addWidget(tab)
            self._stale.add(key)
        self._stack.setCurrentWidget(tab)
        if key in self._stale:
            self._stale.discard(key)
            tab.show_case(self._case)

    def _on_tab(self, _key: str) -> None:
        self.leave()
        if self._made:  # as when a state is taken up again after the page has been read
            self._show()
        if self.isVisible():
            self.window_.offer(self.page_actions())

    def _show_scoring(self) -> None:
        self.go(Place("scoring"))

    def _show_vendors(self) -> None:
        self.go(Place("vendors"))
