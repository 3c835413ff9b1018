"""Contingency: what may fail, who then does what, and what carries the service meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.contingency.tabs import EARNED, PARTS, make_tab, titles
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.layout import button, column, holder, label, row
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.tab_list import TabList

if TYPE_CHECKING:
    from outsource_desk.ui.contingency.plan_acts import PlanActs
    from outsource_desk.ui.contingency.start_panel import StartPanel

NARROW = 640  # pixels; below it the state and the next step stand beside the parts, not beside the headline


class ContingencyPage(Page):
    """Parts of one plan below the worst that is true of it; before there is one, what it would begin with."""

    # topics are all: a name, a score or a contract may change what is shown

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._made: dict[str, Any] = {}
        self._stale: set[str] = set()  # parts that have not been given the present decision
        self._states: dict[str, dict[str, Any]] = {}  # for when a part is made
        self._start: StartPanel | None = None
        self._plan_acts: PlanActs | None = None
        said = titles()
        self.tabs = Segments(list(said.items()), "contingency.tabs", tr("Part of Contingency"))
        self._list = TabList(self.tabs, "contingency.list")
        self._build()
        self._acts = [
            make_action(self, f"contingency.show_{key}", tr("Contingency: {part}", part=text), self._chooser(key))
            for key, text in said.items()
        ]
        self.tabs.chosen.connect(self._on_tab)

    def _build(self) -> None:
        self._nothing = EmptyState(
            "shield",
            tr("Nothing to plan for yet"),
            tr("A contingency plan says who does what when the provider of this initiative fails."),
            tr("Begin an initiative"),
            lambda: self.go(Place("initiative")),
            sample_slot=lambda: self.window_.actions_of_window["file.sample"].trigger(),
        )
        self._stack = QStackedLayout()
        below = holder(self._stack)
        self._stack.addWidget(self._nothing)
        self._headline = label("", TextStyle.TITLE, wrap=True)
        self._headline.setObjectName("contingency.headline")
        self._subline = label("", tone="muted", wrap=True)
        self._subline.setObjectName("contingency.subline")
        self._state = Chip()
        self._state.setObjectName("contingency.state")
        self._next = button("", self._take_next_step, kind="primary", name="contingency.next")
        title = column(self._headline, self._subline, gap=XS)
        plan = self.window_.actions_of_window["report.plan"]
        self._print = button(tr("Print the plan…"), plan.trigger, name="contingency.print")
        self._tools = holder(row(self._state, self._print, self._next, gap=M))
        self._head = row(title, self._tools, gap=L)
        self._head.setStretch(0, 1)
        self._bar = row(self.tabs, self._list, None, gap=M)
        self._top = holder(column(self._head, self._bar, gap=M))
        body = column(self._top, below, gap=L, margins=(XL, XL, XL, XL - S))
        body.setStretch(1, 1)
        self.setLayout(body)

    def title(self) -> str:
        return tr("Contingency")

    def load(self) -> None:
        evaluation, ranking = self.session.evaluation, self.session.ranking
        self._stale = set(self._made)
        has_plan = (
            evaluation is not None and evaluation.protection is not None and evaluation.protection.contingency.is_begun
        )
        self._top.setVisible(has_plan)
        if evaluation is None or ranking is None:
            self._stack.setCurrentWidget(self._nothing)
        elif not has_plan:
            self._stack.setCurrentWidget(self._beginning())
            self._beginning().load(evaluation, ranking)
        else:
            self._show_head()
            self._show_tab()
        for each in self._acts:
            each.look_again()
        self.window_.offer(self.page_actions()) if self.isVisible() else None

    def reveal(self, place: Place) -> None:
        part = PARTS.get(place.thing) or (place.field if place.field in titles() else "")
        if part:
            self.tabs.choose(part)
        shown = self._shown()
        if shown is not None and hasattr(shown, "reveal"):
            shown.reveal(place)

    def first_focus(self) -> QWidget | None:
        shown = self._shown()
        if shown is not None and hasattr(shown, "first_focus"):
            return shown.first_focus() or self.tabs
        current = self._stack.currentWidget()
        return getattr(current, "button", None)

    def page_actions(self) -> list[Action]:
        if self._shown() is None:
            return []
        shown = self._shown()
        own = shown.tab_actions() if hasattr(shown, "tab_actions") else []
        return [*own, *self._acts_of_plan().acts, *self._acts]

    def state(self) -> dict[str, Any]:
        made = {key: tab.state() for key, tab in self._made.items() if hasattr(tab, "state")}
        return {"tab": self.tabs.key, "tabs": {**self._states, **made}}

    def restore(self, state: dict[str, Any]) -> None:
        self._states = dict(state.get("tabs", {}))
        if state.get("tab") in titles():
            self.tabs.choose(state["tab"])

    def leave(self) -> None:
        shown = self._shown()
        if shown is not None and hasattr(shown, "commit"):
            shown.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - 2 * XL
        self._list.fold(room)
        is_narrow = room < scaled(NARROW)
        (self._bar if is_narrow else self._head).addWidget(self._tools)
        self._subline.setHidden(is_narrow)
        self._print.setHidden(is_narrow)
        self._headline.setToolTip(self._subline.text() if is_narrow else "")

    def _shown(self) -> Any:
        """Return the part that is on screen; none while there is no plan."""
        current = self._stack.currentWidget()
        return next((tab for tab in self._made.values() if tab is current), None)

    def _beginning(self) -> StartPanel:
        if self._start is None:
            from outsource_desk.ui.contingency.start_panel import StartPanel

            self._start = StartPanel(self)
            self._stack.addWidget(self._start)
        return self._start

    def _acts_of_plan(self) -> PlanActs:
        if self._plan_acts is None:
            from outsource_desk.ui.contingency.plan_acts import PlanActs

            self._plan_acts = PlanActs(self)
        return self._plan_acts

    def _show_head(self) -> None:
        from outsource_desk.ui.contingency.headline import headline_of, state_of, subline_of

        evaluation, ranking = self.session.evaluation, self.session.ranking
        if evaluation is None or ranking is None or evaluation.protection is None:
            return
        self._headline.setText(headline_of(evaluation, ranking))
        self._subline.setText(subline_of(evaluation, ranking))
        self._state.show_state(*state_of(evaluation.protection.contingency))
        acts = self._acts_of_plan()
        acts.look_again()
        step = acts.next_act()
        self._next.setVisible(step is not None and step.isEnabled())
        if step is not None:
            self._next.setText(step.words)
            self._next.setAccessibleName(step.words)

    def _take_next_step(self) -> None:
        step = self._acts_of_plan().next_act()
        if step is not None:
            step.trigger()

    def _show_tab(self) -> None:
        evaluation, ranking, key = self.session.evaluation, self.session.ranking, self.tabs.key
        if evaluation is None or ranking is None:
            return
        if key not in self._made:
            tab = self._made[key] = make_tab(key, self)
            self._stack.addWidget(tab)
            if key in self._states and hasattr(tab, "restore"):
                tab.restore(self._states[key])
            if key == "scenarios":
                tab.readiness.asked.connect(self._on_asked)
            self._stale.add(key)
        tab = self._made[key]
        if key in self._stale:
            self._stale.discard(key)
            tab.show_evaluation(evaluation, ranking)
        self._stack.setCurrentWidget(tab)

    def _on_tab(self, _key: str) -> None:
        self.leave()
        if self._top.isVisibleTo(self):
            self._show_tab()
            self.window_.offer(self.page_actions())

    def _on_asked(self, part: str) -> None:
        """Go to where a part of the readiness is earned."""
        if part == "exit":
            self.go(Place("exit"))
        elif part == "approval":
            self._take_next_step()
        elif part in EARNED:
            self.tabs.choose(EARNED[part])

    def _chooser(self, key: str):
        return lambda: self.tabs.choose(key)
