"""What is asked before an exercise is planned, and once it was held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit

from outsource_desk.domain.contingency import Exercise, ExerciseResult, Scenario
from outsource_desk.services.exercises import hold_exercise, plan_exercise
from outsource_desk.ui import formats
from outsource_desk.ui.contingency import words
from outsource_desk.ui.dialogs.ask import TypedQuestion
from outsource_desk.ui.initiative.reading import echo_day, read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import M, scaled
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import column
from outsource_desk.ui.widgets.paragraph import Paragraph
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outsource_desk.ui.pages.page import Page

WIDE, LABEL, HIGH = 560, 152, 420  # pixels


def results() -> dict[ExerciseResult, tuple[str, str]]:
    """Return result → words and tone."""
    return {
        ExerciseResult.PASSED: (tr("Passed"), "good"),
        ExerciseResult.PASSED_WITH_ACTIONS: (tr("Passed with actions"), "warn"),
        ExerciseResult.FAILED: (tr("Failed"), "bad"),
    }


class PlanQuestion(TypedQuestion):
    """Which scenario is tried, how hard, when, and with whom."""

    def __init__(self, page: Page, scenarios: Sequence[Scenario], chosen: int, on: str) -> None:
        super().__init__(
            page,
            tr("Plan an exercise"),
            tr("Script and surprises come with the scenario; nobody should know the surprises before."),
            tr("Plan it"),
            "ask.exercise",
        )
        self._page = page
        scenario = next((each for each in scenarios if each.id == chosen), scenarios[0])
        self._scenario = choice([(str(each.id), each.title) for each in scenarios])
        self._scenario.setCurrentIndex(max(0, self._scenario.findData(str(scenario.id))))
        self._kind = choice([(str(kind), text) for kind, text in words.exercise_kinds().items()])
        self._kind.setCurrentIndex(max(0, self._kind.findData(str(scenario.exercise_kind))))
        self._on, self._with = QLineEdit(formats.day(on)), QLineEdit()
        self._vendor = QCheckBox(tr("The provider takes part"))
        self._vendor.setObjectName("exercise.vendor")
        self.form = Form(lambda _name, _text: None, label_width=LABEL)
        self.form.add_row(tr("&Scenario"), self._scenario, name="exercise.scenario")
        self.form.add_row(tr("&How"), self._kind, name="exercise.kind")
        self.form.add_row(tr("&On"), self._on, name="exercise.on", echo=echo_day)
        self.form.add_row(tr("&With whom"), self._with, name="exercise.with")
        self.setMinimumWidth(scaled(WIDE))
        self.content.addWidget(self.form)
        self.content.addWidget(self._vendor)

    def act(self) -> None:
        self._page.session.try_act(
            plan_exercise,
            int(str(self._scenario.currentData())),
            formats.read_day(self._on.text()),
            str(self._kind.currentData()),
            self._with.text(),
            is_vendor_present=self._vendor.isChecked(),
        )


class HoldQuestion(TypedQuestion):
    """When the exercise was held, how it ended, and what must be done."""

    def __init__(self, page: Page, exercise: Exercise, title: str, on: str) -> None:
        super().__init__(page, tr("The exercise was held"), title, tr("Record it"), "ask.held")
        self._page, self._exercise = page, exercise
        self._on = QLineEdit(formats.day(on))
        self._result = choice([("", tr("Not said")), *((str(each), text) for each, (text, _) in results().items())])
        self._objectives, self._met, self._hours = QLineEdit(), QLineEdit(), QLineEdit()
        self._seen = Paragraph(2)
        self._action, self._owner, self._due = QLineEdit(), QLineEdit(), QLineEdit()
        self.form = form = Form(lambda _name, _text: None, label_width=LABEL)
        form.add_row(tr("&Held on"), self._on, name="held.on", echo=echo_day)
        form.add_row(tr("&Result"), self._result, name="held.result")
        form.add_row(tr("&Objectives"), self._objectives, name="held.objectives")
        form.add_row(tr("Objectives &met"), self._met, name="held.met")
        form.add_row(tr("Service &back after"), self._hours, name="held.hours", unit=tr("hours"))
        form.add_row(tr("&What was seen"), self._seen, name="held.seen")
        form.add_row(
            tr("First &action"), self._action, name="held.action", help_text=tr("More can be added afterwards.")
        )
        form.add_row(tr("O&wner"), self._owner, name="held.owner")
        form.add_row(tr("&Due on"), self._due, name="held.due", echo=echo_day)
        self.setMinimumWidth(scaled(WIDE))
        scroll = Scroll(column(form, None, gap=0, margins=(0, 0, M, 0)))
        scroll.setMinimumHeight(min(scaled(HIGH), form.sizeHint().height() + M))
        self.content.addWidget(scroll)

    def act(self) -> None:
        action = self._action.text().strip()
        due = formats.read_day(self._due.text())
        self._page.session.try_act(
            hold_exercise,
            self._exercise.id,
            formats.read_day(self._on.text()),
            str(self._result.currentData()),
            objectives=_whole(self._objectives.text()),
            objectives_met=_whole(self._met.text()),
            rto_hours=read_amount(self._hours.text()),
            observations=self._seen.toPlainText(),
            actions=[(action, self._owner.text(), due)] if action else [],
        )


def _whole(text: str) -> float | None:
    return read_amount(text)
