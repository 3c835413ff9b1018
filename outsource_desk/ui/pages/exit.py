"""Exit: how we would get out, how long that takes, and what is ready for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.exit_words import exit_headline
from outsource_desk.services.leaving import item_progress
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.language import tr
from outsource_desk.ui.leaving.checklist_tab import ChecklistTab
from outsource_desk.ui.leaving.clock_tab import ClockTab
from outsource_desk.ui.leaving.costs_tab import CostsTab
from outsource_desk.ui.leaving.plan_tab import PlanTab
from outsource_desk.ui.leaving.returns_tab import ReturnsTab
from outsource_desk.ui.leaving.runbook_tab import RunbookTab
from outsource_desk.ui.leaving.start_panel import StartPanel
from outsource_desk.ui.leaving.tab import ExitTab
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.pages.tabbed import TabbedPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, XS, L, S, TextStyle
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.folding_tabs import FoldingTabs
from outsource_desk.ui.widgets.layout import caption, column, heading, holder

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking

_TABS: dict[str, type[ExitTab]] = {
    each.KEY: each for each in (ClockTab, ChecklistTab, RunbookTab, ReturnsTab, CostsTab, PlanTab)
}
_OF_THING = {"exit_item": "checklist", "exit_task": "runbook", "exit_return": "returns", "exit_cost": "costs"}
_OF_COSTS = ("failure_probability", "cost_to_failure", "plan_b_cost")


class ExitPage(TabbedPage):
    """The worst truth above, and below it one part at a time."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window, FoldingTabs(_titles(), "exit", tr("Part of Exit")), "exit")
        self._given: tuple[Evaluation, Ranking] | None = None  # none before a plan has begun
        self.headline = heading("", TextStyle.TITLE)
        self.headline.setWordWrap(True)
        self.headline.setObjectName("exit.headline")
        self._under = caption("", wrap=True)
        self._start = StartPanel(self)
        self._no_initiative = EmptyState(
            "exit",
            tr("Nothing to leave yet"),
            tr("Once there is an initiative, this page says how long leaving its provider takes and what is ready."),
            tr("Go to Initiative"),
            self._go_initiative,
            sample_slot=window.actions_of_window["file.sample"].trigger,
        )
        whole = column(
            column(self.headline, self._under, gap=XS), self.tabs, holder(self.parts), gap=L, margins=(XL, XL, XL, 0)
        )
        whole.setStretch(2, 1)
        self._whole = holder(whole)
        starting = column(heading(tr("Exit"), TextStyle.TITLE), self._start, gap=L, margins=(XL, XL, XL, XL - S))
        starting.setStretch(1, 1)
        self._starting = holder(starting)
        self._stack = QStackedLayout(self)
        for each in (self._whole, self._starting, self._no_initiative):
            self._stack.addWidget(each)
        self._begin = make_action(
            self, "exit.begin", tr("Begin the exit plan"), self._start.start, why_not=self._why_not_begin
        )

    def title(self) -> str:
        return tr("Exit")

    def load(self) -> None:
        evaluation, ranking = self.session.evaluation, self.session.ranking
        self._given = None
        self.age()
        if evaluation is None or ranking is None or evaluation.protection is None:
            self._stack.setCurrentWidget(self._no_initiative)
        elif not evaluation.protection.leaving.is_begun:
            self._start.load(evaluation, ranking)
            self._stack.setCurrentWidget(self._starting)
        else:
            self._given = evaluation, ranking
            self._stack.setCurrentWidget(self._whole)
            self._show_head(evaluation, ranking)
            self.show_part()
        self._begin.look_again()

    def reveal(self, place: Place) -> None:
        key = _OF_THING.get(place.thing, "")
        if not key and place.field:
            key = "costs" if place.field in _OF_COSTS else place.field if place.field in _TABS else "plan"
        if key:
            self.tabs.choose(key)
        if self.tab is not None:
            self.tab.reveal(place)

    def first_focus(self) -> QWidget | None:
        if self._given is None:
            return self._start.button if self.session.initiative_id is not None else self._no_initiative.button
        return super().first_focus()

    def page_actions(self) -> list[Action]:
        return [self._begin] if self.tab is None else super().page_actions()

    def has_parts(self) -> bool:
        return self._given is not None

    def make_part(self, key: str) -> ExitTab:
        return _TABS[key](self)

    def give(self, part: ExitTab) -> None:
        if self._given is not None:
            part.show_evaluation(*self._given)

    def _show_head(self, evaluation: Evaluation, ranking: Ranking) -> None:
        speech = screen_speech()
        clock, progress = exit_clock(evaluation, ranking, speech), item_progress(evaluation)
        self.headline.setText(exit_headline(clock, progress, speech))
        facts = evaluation.protection.leaving.facts if evaluation.protection else None
        said = [
            tr("Owner {name}", name=facts.owner) if facts and facts.owner else tr("nobody owns the exit"),
            tr("{count} of {all} mandatory items in order", count=progress.current, all=progress.mandatory),
            tr("service ends {day}", day=formats.day(facts.ends_on)) if facts and facts.ends_on else "",
        ]
        self._under.setText(" · ".join(filter(None, said)))

    def _why_not_begin(self) -> str:
        if self.session.initiative_id is None:
            return tr("This file holds no initiative yet.")
        return "" if self._start.button.isEnabled() else self._start.button.toolTip()

    def _go_initiative(self) -> None:
        self.go(Place("initiative"))


def _titles() -> list[tuple[str, str]]:
    """Return the parts of the page with their words."""
    words = {
        "clock": tr("Clock"),
        "checklist": tr("Checklist"),
        "runbook": tr("Runbook"),
        "returns": tr("Returns"),
        "costs": tr("Costs"),
        "plan": tr("Facts"),
    }
    return list(words.items())
