"""Governance: how both sides work together, what was agreed and decided, and everything that is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.governance.calendar_tab import CalendarTab
from outsource_desk.ui.governance.tabs import keys, make_tab, tab_of, title_of
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, L, M, S, TextStyle, look, scaled, text_font
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.layout import column, heading, holder, row
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.tab_list import TabList

if TYPE_CHECKING:
    from outsource_desk.ui.governance.tab import GovernanceTab

LEAST = 360  # pixels that the page can do with


class GovernancePage(Page):
    """Tabs on one initiative; the one on screen is given it anew after each edit."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._made: dict[str, GovernanceTab] = {}
        self._stale: set[str] = set()  # tabs that have not been given the initiative as it is now
        self._states: dict[str, dict[str, Any]] = {}  # for when a tab is made
        choices = [(key, title_of(key)) for key in keys()]
        self.tabs = Segments(choices, "governance.tabs", tr("Part of Governance"))
        self._list = TabList(self.tabs, "governance.list")
        self._empty = EmptyState(
            "governance",
            tr("Nothing to steer yet"),
            tr("An initiative says what is to be outsourced; here stands how both sides work together."),
            tr("Begin an initiative"),
            lambda: self.go(Place("initiative")),
            sample_slot=self.window_.actions_of_window["file.sample"].trigger,
        )
        self._stack = QStackedLayout()
        below = holder(self._stack)
        self._stack.addWidget(self._empty)
        head = row(heading(tr("Governance"), TextStyle.TITLE), None, self.tabs, self._list, gap=M)
        body = column(head, below, gap=L, margins=(XL, XL, XL, XL - S))
        body.setStretch(1, 1)
        self.setLayout(body)
        self._acts = [
            make_action(self, f"governance.show_{key}", title_of(key), lambda key=key: self.tabs.choose(key))
            for key in keys()
        ]
        export = tr("Export the calendar…")
        self._acts.append(
            make_action(self, "governance.export", export, self._export, icon="export", why_not=self._no_initiative)
        )
        self.tabs.chosen.connect(self._on_tab)
        look.changed.connect(self._fold)

    @property
    def tab(self) -> GovernanceTab | None:
        """Return the tab that is on screen; none without an initiative."""
        shown = self._stack.currentWidget()
        return next((tab for tab in self._made.values() if tab is shown), None)

    def title(self) -> str:
        return tr("Governance")

    def load(self) -> None:
        self._stale = set(self._made)
        self._show()

    def reveal(self, place: Place) -> None:
        key = place.field if place.field in keys() else tab_of(place.thing)
        if key is not None:
            self.tabs.choose(key)
        if self.tab is not None:
            self.tab.reveal(place)

    def first_focus(self) -> QWidget | None:
        if self._stack.currentWidget() is self._empty:
            return self._empty.button
        own = self.tab.first_focus() if self.tab is not None else None
        return own or (self._list if self.tabs.isHidden() else self.tabs)

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
        return QSize(min(hint.width(), scaled(LEAST)), hint.height())

    def leave(self) -> None:
        for tab in self._made.values():
            tab.leave()

    def _export(self) -> None:
        self.tabs.choose("calendar")
        if isinstance(self.tab, CalendarTab):
            self.tab.export()

    def _no_initiative(self) -> str:
        return "" if self.session.initiative_id is not None else tr("Begin an initiative first.")

    def _fold(self) -> None:
        """Show the tabs as a list where the head of the page is too narrow for them."""
        title = QFontMetrics(text_font(TextStyle.TITLE)).horizontalAdvance(self.title())
        self._list.fold(self.width() - 2 * XL - title - 2 * M)

    def _show(self) -> None:
        evaluation, ranking = self.session.evaluation, self.session.ranking
        if evaluation is None or ranking is None:
            self._stack.setCurrentWidget(self._empty)
            return
        key = self.tabs.key
        tab = self._made.get(key)
        if tab is None:
            tab = self._made[key] = make_tab(key, self)
            tab.restore(self._states.get(key, {}))
            self._stack.addWidget(tab)
            self._stale.add(key)
        self._stack.setCurrentWidget(tab)
        if key in self._stale:
            self._stale.discard(key)
            tab.show_evaluation(evaluation, ranking)
        for action in (*tab.tab_actions(), *self._acts):
            action.look_again()

    def _on_tab(self, _key: str) -> None:
        shown = self._stack.currentWidget()
        for tab in tuple(self._made.values()):  # saving may make the tab that comes
            if tab is shown:
                tab.leave()
        if self._made or self._stack.currentWidget() is not self._empty:
            self._show()
        if self.isVisible():
            self.window_.offer(self.page_actions())
