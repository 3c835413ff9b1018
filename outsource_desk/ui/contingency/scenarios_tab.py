"""Scenarios: the clock of a failure, the scenarios of the plan, one of them in full, and how ready we are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from outsource_desk.services.failure_clock import failure_clock
from outsource_desk.services.readiness import readiness_of
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.contingency.clock_strip import ClockStrip
from outsource_desk.ui.contingency.readiness_card import ReadinessCard
from outsource_desk.ui.contingency.rows import scenario_rows
from outsource_desk.ui.contingency.scenario_card import ScenarioCard
from outsource_desk.ui.contingency.scenario_list import ScenarioList
from outsource_desk.ui.contingency.start_panel import TakeScenarios
from outsource_desk.ui.contingency.tab import ContingencyTab
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import L, S, scaled
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.layout import caption, card, column, heading, row, tool
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.contingency import Scenario
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place

SIDE = 248  # pixels of the columns beside the scenario
ALL_BESIDE = 1000  # from this width on the readiness stands beside the scenario, too
LIST_BESIDE = 720


class ScenariosTab(ContingencyTab):
    """Three columns below the clock; in narrow windows they stand below each other."""

    KEY = "scenarios"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._evaluation: Evaluation | None = None
        self._scenario_id = 0
        self.clock = ClockStrip()
        self.list = ScenarioList()
        self.list.picked.connect(self._pick)
        self.card = ScenarioCard(page)
        self.card.steps.moved.connect(self._look_again)
        self.readiness = ReadinessCard()
        self._acts = self._make_actions()
        self._findings = caption(wrap=True)
        self._clock_title = heading("")
        self._clock_card = card(
            row(self._clock_title, None, caption(tr("Not to scale")), gap=S),
            self.clock,
            self._findings,
            gap=S,
        )
        head = row(heading(tr("Scenarios")), None, tool(self._acts[0]), gap=S)
        self._side = card(head, self.list, gap=S)
        self._columns = row(gap=L)
        self._under = column(gap=L)
        self._left = column(self._side, None, gap=L)
        self._columns.addLayout(self._left)
        self._columns.addLayout(column(self.card, None, gap=0), 1)
        self._columns.addLayout(self._under)
        self._under.addWidget(self.readiness)
        self._under.addStretch(1)
        self.scroller = Scroll(column(self._clock_card, self._columns, None, gap=L))
        self.setLayout(column(self.scroller, gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self._evaluation = evaluation
        if evaluation.protection is None:
            return
        clock = failure_clock(evaluation, ranking, speech=screen_speech())
        self.clock.show_clock(clock)
        name = clock.candidate.name if clock.candidate else tr("the provider")
        self._clock_title.setText(tr("If {name} fails without warning", name=name))
        said = clock.findings[1:] if clock.bare_hours else clock.findings  # the page's headline says the first
        self._findings.setText(" ".join(said))
        self._findings.setVisible(bool(said))
        scenarios = evaluation.protection.contingency.scenarios
        if self._scenario_id not in {each.id for each in scenarios}:
            self._scenario_id = scenarios[0].id if scenarios else 0
        self.list.show_rows(scenario_rows(evaluation), self._scenario_id)
        self._show_scenario()
        self.readiness.show_readiness(readiness_of(evaluation, ranking))

    @property
    def scenario(self) -> Scenario | None:
        """Return the scenario that is shown."""
        protection = self._evaluation.protection if self._evaluation else None
        scenarios = protection.contingency.scenarios if protection else ()
        return next((each for each in scenarios if each.id == self._scenario_id), None)

    def first_focus(self) -> QWidget | None:
        return self.list

    def tab_actions(self) -> list[Action]:
        return self._acts

    def reveal(self, place: Place) -> None:
        protection = self._evaluation.protection if self._evaluation else None
        if protection is None or place.id is None:
            return
        for each in protection.contingency.scenarios:
            owned = {
                "scenario": {each.id},
                "scenario_trigger": {one.id for one in each.triggers},
                "response_step": {one.id for one in each.steps},
            }
            if place.id in owned.get(place.thing, ()):
                self._pick(each.id)
                self.list.show_rows(self.list.rows, each.id)
                if place.thing == "scenario_trigger":
                    self.card.signs.reveal(place.id)
                elif place.thing == "response_step":
                    self.card.steps.reveal(place.id)

    def commit(self) -> None:
        self.card.steps.commit()

    def state(self) -> dict[str, Any]:
        return {"scenario": self._scenario_id, "scroll": self.scroller.place()}

    def restore(self, state: dict[str, Any]) -> None:
        self._scenario_id = int(state.get("scenario", 0))

    def take(self) -> None:
        """Ask which scenarios of the library to add."""
        if self._evaluation is not None:
            TakeScenarios(self.page, self._evaluation).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        wide = event.size().width()
        is_beside, is_all = wide >= scaled(LIST_BESIDE), wide >= scaled(ALL_BESIDE)
        self._columns.setDirection(ways.LeftToRight if is_beside else ways.TopToBottom)
        for each in (self._side, self.readiness):
            each.setFixedWidth(scaled(SIDE)) if is_beside else _set_free(each)
        if is_beside and not is_all:
            self._put_readiness_under(self._left)
        else:
            self._put_readiness_under(self._under)

    def _put_readiness_under(self, layout) -> None:
        if layout.indexOf(self.readiness) < 0:
            for each in (self._under, self._left):
                each.removeWidget(self.readiness)
            layout.insertWidget(layout.count() - 1, self.readiness)

    def _make_actions(self) -> list[Action]:
        check, change, steps = self.card.signs, self.card, self.card.steps
        given = (
            ("take", tr("Add scenarios…"), self.take, "plus", self._why_not),
            ("check_sign", tr("Check the chosen trigger…"), check.check, "", check.why_no_sign),
            ("change", tr("Change the scenario…"), change.edit, "", self._why_none),
            ("delete", tr("Delete the scenario"), change.delete, "", self._why_none),
            ("needs", tr("What the step waits for…"), steps.choose_needs, "", self._why_no_step),
        )
        return [
            make_action(self, f"contingency.{name}", text, slot, icon=icon, why_not=why)
            for name, text, slot, icon, why in given
        ]

    def _why_not(self) -> str:
        return why_read_only(self.session)

    def _why_none(self) -> str:
        return self._why_not() or ("" if self.scenario is not None else tr("No scenario is chosen."))

    def _why_no_step(self) -> str:
        return self._why_not() or ("" if self.card.steps.step is not None else tr("No step is chosen."))

    def _pick(self, scenario_id: int) -> None:
        self.commit()
        self._scenario_id = scenario_id
        self._show_scenario()

    def _show_scenario(self) -> None:
        scenario = self.scenario
        self.card.setVisible(scenario is not None)
        if scenario is not None and self._evaluation is not None:
            self.card.show_scenario(self._evaluation, scenario)
            self.page.window_.tell(scenario.title)
        self._look_again()

    def _look_again(self) -> None:
        for each in self._acts:
            each.look_again()


def _set_free(widget: QWidget) -> None:
    widget.setMinimumWidth(0)
    widget.setMaximumWidth(16_777_215)
