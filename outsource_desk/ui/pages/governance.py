"""Governance: how both sides work together, what was agreed and decided, and everything that is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.ui.governance.tabs import keys, make_tab, tab_of, title_of
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.pages.tabbed import TabbedPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, XS, L, S, TextStyle
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.folding_tabs import FoldingTabs
from outsource_desk.ui.widgets.layout import caption, column, heading, holder

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.governance.tab import GovernanceTab


class GovernancePage(TabbedPage):
    """The worst truth above, and below it one part at a time."""

    def __init__(self, window: Shell) -> None:
        choices = [(key, title_of(key)) for key in keys()]
        super().__init__(window, FoldingTabs(choices, "governance", tr("Part of Governance")), "governance")
        self._given: tuple[Evaluation, Ranking] | None = None  # none without an initiative
        self.headline = heading("", TextStyle.TITLE)
        self.headline.setWordWrap(True)
        self.headline.setObjectName("governance.headline")
        self._under = caption("", wrap=True)
        self._under.setObjectName("governance.under")
        self._empty = EmptyState(
            "governance",
            tr("Nothing to steer yet"),
            tr("An initiative says what is to be outsourced; here stands how both sides work together."),
            tr("Begin an initiative"),
            lambda: self.go(Place("initiative")),
            sample_slot=self.window_.actions_of_window["file.sample"].trigger,
        )
        titles = column(self.headline, self._under, gap=XS)
        whole = column(titles, self.tabs, holder(self.parts), gap=L, margins=(XL, XL, XL, XL - S))
        whole.setStretch(2, 1)
        self._whole = holder(whole)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._whole)

    def title(self) -> str:
        return tr("Governance")

    def load(self) -> None:
        evaluation, ranking = self.session.evaluation, self.session.ranking
        self.age()
        if evaluation is None or ranking is None:
            self._given = None
            self._stack.setCurrentWidget(self._empty)
            return
        self._given = evaluation, ranking
        self._stack.setCurrentWidget(self._whole)
        self._show_head(evaluation, ranking)
        self.show_part()

    def reveal(self, place: Place) -> None:
        key = place.field if place.field in keys() else tab_of(place.thing)
        if key is not None:
            self.tabs.choose(key)
        if self.tab is not None:
            self.tab.reveal(place)

    def first_focus(self) -> QWidget | None:
        return super().first_focus() if self.has_parts() else self._empty.button

    def has_parts(self) -> bool:
        return self._given is not None

    def make_part(self, key: str) -> GovernanceTab:
        return make_tab(key, self)

    def give(self, part: GovernanceTab) -> None:
        if self._given is not None:
            part.show_evaluation(*self._given)
            for action in part.tab_actions():
                action.look_again()

    def _show_head(self, evaluation: Evaluation, ranking: Ranking) -> None:
        from outsource_desk.ui.governance.headline import headline_of

        worst, below = headline_of(evaluation, ranking)
        self.headline.setText(worst)
        self._under.setText(below)
