"""What is asked before a scenario is declared, and before it is stood down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from outsource_desk.domain.contingency import Activation, Scenario
from outsource_desk.services.activation import declare, stand_down
from outsource_desk.ui.contingency import words
from outsource_desk.ui.dialogs.ask import TypedQuestion
from outsource_desk.ui.initiative.reading import read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import scaled
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import caption
from outsource_desk.ui.widgets.paragraph import Paragraph

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page

WIDE, LABEL = 560, 120  # pixels


class DeclareQuestion(TypedQuestion):
    """Which scenario has happened, who says so, and why."""

    def __init__(self, page: Page, scenarios: Sequence[Scenario], chosen: int, by: str) -> None:
        super().__init__(
            page,
            tr("Declare a scenario"),
            tr("The clock begins now: every deadline counts from this moment."),
            tr("Declare it now"),
            "ask.declare",
        )
        self._page, self._scenarios = page, {str(each.id): each for each in scenarios}
        self._scenario = choice([(key, each.title) for key, each in self._scenarios.items()])
        self._scenario.setCurrentIndex(max(0, self._scenario.findData(str(chosen))))
        self._by, self._why = QLineEdit(by), Paragraph(2)
        self.rule = caption("", wrap=True)
        self.form = Form(lambda _name, _text: None, label_width=LABEL)
        self.form.add_row(tr("&Scenario"), self._scenario, name="declare.scenario")
        self.form.add_row(tr("&Who declares"), self._by, name="declare.by")
        self.form.add_row(tr("W&hy"), self._why, name="declare.why", help_text=tr("What was seen, and by whom."))
        self.setMinimumWidth(scaled(WIDE))
        self.content.addWidget(self.form)
        self.content.addWidget(self.rule)
        self._scenario.currentIndexChanged.connect(lambda _place: self._say_rule())
        self._say_rule()

    def act(self) -> None:
        scenario_id = int(str(self._scenario.currentData()))
        self._page.session.try_act(declare, scenario_id, self._by.text(), self._why.toPlainText())

    def _say_rule(self) -> None:
        scenario = self._scenarios[str(self._scenario.currentData())]
        role = words.role_name(scenario.activated_by)
        said = [tr("May be declared by: {role}.", role=role)] if role else []
        if scenario.activation_rule:
            said.append(tr("Rule: {rule}.", rule=scenario.activation_rule))
        self.rule.setText(" ".join(said))


class StandDownQuestion(TypedQuestion):
    """What it cost and what was learnt, once a scenario is over."""

    def __init__(self, page: Page, scenario: Scenario, activation: Activation, currency: str) -> None:
        sentence = (
            tr("It is over when: {rule}.", rule=scenario.stand_down)
            if scenario.stand_down
            else tr("The log ends and stays as it is.")
        )
        super().__init__(
            page, tr("Stand down “{title}”", title=scenario.title), sentence, tr("Stand down"), "ask.stand_down"
        )
        self._page, self._activation = page, activation
        self._cost, self._lessons = QLineEdit(), Paragraph(3)
        self.form = Form(lambda _name, _text: None, label_width=LABEL)
        self.form.add_row(tr("&Cost"), self._cost, name="stand_down.cost", unit=currency)
        self.form.add_row(
            tr("&Lessons"), self._lessons, name="stand_down.lessons", help_text=tr("What should go better next time.")
        )
        self.setMinimumWidth(scaled(WIDE))
        self.content.addWidget(self.form)

    def act(self) -> None:
        cost = read_amount(self._cost.text())
        self._page.session.try_act(stand_down, self._activation.id, cost, self._lessons.toPlainText())
