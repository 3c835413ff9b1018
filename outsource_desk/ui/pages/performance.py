"""Performance: what is expected of the provider, what was measured, what a miss costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.services.metrics import headline_of
from outsource_desk.ui.actions import Action
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.performance import words
from outsource_desk.ui.performance.acts import make_acts
from outsource_desk.ui.performance.choose_panel import ChoosePanel
from outsource_desk.ui.performance.metrics_tab import MetricsTab
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, XS, L, S, TextStyle
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.header import PageHeader
from outsource_desk.ui.widgets.layout import button, column, heading, holder, label, row
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.tab_list import TabList

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.ui.performance.availability_tab import AvailabilityTab
    from outsource_desk.ui.performance.credits_tab import CreditsTab

METRICS, CREDITS, AVAILABILITY = "metrics", "credits", "availability"


class PerformancePage(Page):
    """Service levels, service credits and a helper for availability; before that, what to agree on."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.metrics, self.choosing = MetricsTab(self), ChoosePanel(self)
        self._credits: CreditsTab | None = None
        self._availability: AvailabilityTab | None = None
        self._nothing: EmptyState | None = None
        self._is_choosing = False
        self.acts = make_acts(self)
        self.tabs = Segments(
            [(METRICS, tr("Service levels")), (CREDITS, tr("Service credits")), (AVAILABILITY, tr("Availability"))],
            "performance.tabs",
            tr("Part of Performance"),
        )
        self._list = TabList(self.tabs, "performance.tab_list")
        self._build()
        self.tabs.chosen.connect(lambda _key: self._show())
        self.choosing.done.connect(self.stop_choosing)

    def _build(self) -> None:
        self._headline = heading("", TextStyle.TITLE)
        self._headline.setObjectName("performance.headline")
        self._headline.setWordWrap(True)
        self._below = label("", tone="muted", wrap=True)
        self._below.setObjectName("performance.below")
        acts = self.acts
        take_in = button(tr("Import readings"), acts["import"].trigger, icon="import", name="performance.import_button")
        record = button(tr("Record a reading"), acts["record"].trigger, "primary", "plus", "performance.record_button")
        self._head = PageHeader(column(self._headline, self._below, gap=XS), take_in, record)
        self._buttons = (take_in, record)
        self._more = button(tr("Add from the library"), acts["choose"].trigger, "link", name="performance.more")
        self._bar = holder(row(self.tabs, self._list, None, self._more, gap=S))
        self._stack = QStackedLayout()
        below = holder(self._stack)
        self._stack.addWidget(self.metrics)
        self._stack.addWidget(self.choosing)
        body = column(self._head, self._bar, below, gap=L, margins=(XL, XL, XL, XL - S))
        body.setStretch(2, 1)
        self.setLayout(body)

    def title(self) -> str:
        return tr("Performance")

    def load(self) -> None:
        self._show()
        for act in self.acts.values():
            act.look_again()

    def choose(self) -> None:
        """Offer more metrics of the library."""
        self._is_choosing = True
        self._show()
        self.choosing.first_focus().setFocus()

    def stop_choosing(self) -> None:
        """Go back to the metrics that are used."""
        self._is_choosing = False
        self._show()
        self.metrics.table.setFocus()

    def record(self) -> None:
        """Begin a reading of the metric that is chosen."""
        self.tabs.choose(METRICS)
        self.stop_choosing()
        self.metrics.record()

    def why_no_metric(self) -> str:
        """Return why there is nothing to measure."""
        return "" if self._is_begun(self.session.evaluation) else tr("Choose what to measure first.")

    def why_no_initiative(self) -> str:
        """Return why there is nothing to choose metrics for."""
        return "" if self.session.evaluation is not None else tr("This file holds no initiative yet.")

    def reveal(self, place: Place) -> None:
        if place.field in (METRICS, CREDITS, AVAILABILITY):
            self.tabs.choose(place.field)
        elif place.thing == CREDITS:
            self.tabs.choose(CREDITS)
        elif place.thing == "metric" and place.id is not None:
            self.tabs.choose(METRICS)
            self._is_choosing = False
            self._show()
            self.metrics.table.select(place.id)

    def first_focus(self) -> QWidget | None:
        shown = self._stack.currentWidget()
        if isinstance(shown, EmptyState):
            return shown.button
        if shown is self.choosing:
            return self.choosing.first_focus()
        return self.metrics.table if shown is self.metrics else self.tabs

    def next_gap(self) -> Callable[[], object] | None:
        return None

    def page_actions(self) -> list[Action]:
        return list(self.acts.values())

    def state(self) -> dict[str, Any]:
        return {"tab": self.tabs.key, "metric": self.metrics.table.metric_id}

    def restore(self, state: dict[str, Any]) -> None:
        if state.get("tab") in (CREDITS, AVAILABILITY):
            self.tabs.choose(str(state["tab"]))
        self.metrics.table.select(int(state.get("metric", 0)))

    def leave(self) -> None:
        if self._stack.currentWidget() is self.metrics:
            self.metrics.commit()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self._list.fold(self.width() - 2 * XL - self._more.sizeHint().width() - L)

    @staticmethod
    def _is_begun(evaluation: Evaluation | None) -> bool:
        return (
            evaluation is not None and evaluation.protection is not None and evaluation.protection.performance.is_begun
        )

    def _show(self) -> None:
        evaluation, ranking = self.session.evaluation, self.session.ranking
        is_begun = self._is_begun(evaluation)
        self._bar.setVisible(is_begun and not self._is_choosing)
        for each in self._buttons:
            each.setVisible(is_begun and not self._is_choosing)
        self._tell(evaluation)
        if evaluation is None or ranking is None:
            self._stack.setCurrentWidget(self._beginning())
        elif not is_begun or self._is_choosing:
            self.choosing.show_evaluation(evaluation)
            self._stack.setCurrentWidget(self.choosing)
        elif self.tabs.key == CREDITS:
            self.credits.show_evaluation(evaluation, ranking)
            self._stack.setCurrentWidget(self.credits)
        elif self.tabs.key == AVAILABILITY:
            self.availability.show_evaluation(evaluation)
            self._stack.setCurrentWidget(self.availability)
        else:
            self.metrics.show_evaluation(evaluation)
            self._stack.setCurrentWidget(self.metrics)
        self._fold()

    def _tell(self, evaluation: Evaluation | None) -> None:
        """Say the worst truth in the head."""
        protection = evaluation.protection if evaluation is not None else None
        if protection is None or not protection.performance.is_begun:
            self._headline.setText(tr("Performance"))
            self._below.setText("")
        else:
            found = headline_of(protection.performance, protection.as_of)
            self._headline.setText(words.headline(found, protection.performance.metrics))
            self._below.setText(words.below(found))
        self._below.setVisible(bool(self._below.text()))

    @property
    def credits(self) -> CreditsTab:
        """Return what misses cost the provider."""
        if self._credits is None:
            from outsource_desk.ui.performance.credits_tab import CreditsTab

            self._credits = CreditsTab(self)
            self._stack.addWidget(self._credits)
        return self._credits

    @property
    def availability(self) -> AvailabilityTab:
        """Return the helper for availability."""
        if self._availability is None:
            from outsource_desk.ui.performance.availability_tab import AvailabilityTab

            self._availability = AvailabilityTab()
            self._stack.addWidget(self._availability)
        return self._availability

    def _beginning(self) -> EmptyState:
        if self._nothing is None:
            acts = self.window_.actions_of_window
            self._nothing = EmptyState(
                "performance",
                tr("Nothing to measure yet"),
                tr("What a provider must reach is agreed before signature. It begins with an initiative."),
                tr("New initiative"),
                acts["file.new_initiative"].trigger,
                sample_slot=acts["file.sample"].trigger,
            )
            self._stack.addWidget(self._nothing)
        return self._nothing
