"""Readiness, exercises and the plan in use, on the Contingency page of a real window."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton

from outsource_desk.services.running_plan import running
from outsource_desk.services.starting import start_file
from outsource_desk.ui import formats
from outsource_desk.ui.contingency.activation_questions import DeclareQuestion, StandDownQuestion
from outsource_desk.ui.contingency.activation_tab import ActivationTab
from outsource_desk.ui.contingency.exercise_questions import HoldQuestion, PlanQuestion
from outsource_desk.ui.contingency.exercises_tab import ExercisesTab
from outsource_desk.ui.contingency.readiness_card import ReadinessCard
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.places import Place
from outsource_desk.ui.widgets.choice import Choice
from tests.protection_desk import days_on, protected_case
from tests.scene import there

Asked = TypeVar("Asked", bound=Question)


@pytest.fixture
def window(open_window, tmp_path):
    """Return the window of a protected decision."""
    path = tmp_path / "documents" / "Protected.odesk"
    with start_file(path) as desk:
        protected_case(desk)
    return open_window(path)


def part(window, key: str, kind: type):
    """Return a part of the Contingency page."""
    window.go_to("contingency")
    window.page.tabs.choose(key)
    return window.page.findChild(kind)


def contingency(window):
    """Return the plan as the file holds it."""
    return window.session.evaluation.protection.contingency


def dialog(window, name: str, kind: type[Asked]) -> Asked:
    """Return the open question of a name."""
    return next(each for each in window.findChildren(kind, name) if each.isVisible())


def put(question: Question, name: str, text: str) -> None:
    """Type into a field of a question."""
    for line in question.findChildren(QLineEdit, name):
        line.setText(text)
    for lines in question.findChildren(QPlainTextEdit, name):
        lines.setPlainText(text)


def press(owner, name: str) -> None:
    """Press a button."""
    owner.findChild(QPushButton, name).click()


def test_the_card_says_how_ready_we_are_why_not_more_and_what_to_begin_with(window, qtbot):
    card = part(window, "scenarios", ReadinessCard)
    assert card.figure.text() == "55"
    assert card.accessibleName() == "Readiness 55 of 100: Weak"
    assert card.behind.text() == "of 100, parts add up to 75, the tier asks for 70"
    said = [each.text() for each in card.findChildren(type(card.behind)) if each.text().startswith("Capped")]
    assert said[0] == "Capped at 55: leaving takes 200 days, but service is assured for 180 only."
    assert len(said) == 2
    press(card, "readiness.more")
    assert "Hide what is missing" in [each.text() for each in card.findChildren(QPushButton)]
    with qtbot.waitSignal(card.asked) as asked:
        press(card, "readiness.go")
    assert asked.args == ["exit"]


def test_an_exercise_is_planned_held_and_taken_back(window, qtbot):
    tab = part(window, "exercises", ExercisesTab)
    tab.plan()
    question = dialog(window, "ask.exercise", PlanQuestion)
    put(question, "exercise.on", formats.day(days_on(-3)))
    press(question, "ask.exercise.deed")
    assert "has gone already" in question.error.text()
    put(question, "exercise.on", formats.day(days_on(0)))
    put(question, "exercise.with", "Sponsor and security")
    press(question, "ask.exercise.deed")
    planned = contingency(window).exercises[-1]
    assert (planned.planned_on, planned.participants) == (days_on(0), "Sponsor and security")
    assert tab.chosen == planned
    assert tab.due.text() == f"The next exercise is planned for {formats.day(days_on(0))}."

    tab.hold()
    question = dialog(window, "ask.held", HoldQuestion)
    put(question, "held.action", "Name a speaker")
    put(question, "held.owner", "Ines Marsh")
    press(question, "ask.held.deed")
    assert "Nobody says yet whether the exercise was passed." in question.error.text()
    result = there(question.findChild(Choice, "held.result"))
    result.setCurrentIndex(result.findData("passed"))
    press(question, "ask.held.deed")
    held = contingency(window).exercises[-1]
    assert (held.held_on, [each.wording for each in held.actions]) == (days_on(0), ["Name a speaker"])
    assert tab.detail.hold_button.isHidden()
    assert [each.state for each in tab.list.rows] == ["Passed", "Passed with actions"]
    assert tab.explained.text() == "2 actions from exercises are open."

    field = tab.detail.form.field("exercise.participants")
    field.setText("Sponsor")
    tab.commit()
    assert contingency(window).exercises[-1].participants == "Sponsor"
    window.session.undo()
    assert field.text() == "Sponsor and security"
    for _ in range(2):
        window.session.undo()
    assert len(contingency(window).exercises) == 1


def test_a_place_leads_to_an_exercise_by_one_of_its_actions(window):
    action = contingency(window).exercises[0].actions[0]
    window.go(Place("contingency", "exercise_action", action.id))
    tab = window.page.findChild(ExercisesTab)
    assert tab.detail.actions_.table.currentIndex().isValid()


def test_a_scenario_is_declared_ticked_logged_and_stood_down(window, qtbot):
    tab = part(window, "activation", ActivationTab)
    assert tab.signs.count() == 1  # a sign asks to declare
    assert tab.first_focus() is tab.findChild(QPushButton, "activation.declare")
    tab.declare()
    question = dialog(window, "ask.declare", DeclareQuestion)
    assert "Any sign to activate, confirmed by finance and legal" in question.rule.text()
    press(question, "ask.declare.deed")
    assert "The reason" in question.error.text()
    put(question, "declare.why", "The administrator has called")
    press(question, "ask.declare.deed")
    ((scenario, activation),) = running(contingency(window))
    assert (activation.declared_by, activation.reason) == ("Ines Marsh", "The administrator has called")
    assert tab.since.text() == "Declared 0 min ago by Ines Marsh: The administrator has called"
    assert tab.signs.count() == 0

    box = tab.findChild(QCheckBox, f"activation.step.{scenario.steps[0].id}")
    assert tab.first_focus() is box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert running(contingency(window))[0][1].entries[0].entered_by == "Ines Marsh"
    assert tab.count.text() == "1 of 9 steps done"
    assert box.hasFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert running(contingency(window))[0][1].entries == ()

    entry = tab.findChild(QLineEdit, "activation.entry")
    tab.findChild(QLineEdit, "activation.by").setText("Gwen Stone")
    entry.setText("Payments are stopped")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    logged = running(contingency(window))[0][1].entries[0]
    assert (logged.wording, logged.entered_by, entry.text()) == ("Payments are stopped", "Gwen Stone", "")

    tab.stand_down()
    question = dialog(window, "ask.stand_down", StandDownQuestion)
    put(question, "stand_down.cost", "12,500")
    press(question, "ask.stand_down.deed")
    assert "learnt" in question.error.text()
    put(question, "stand_down.lessons", "Numbers on paper")
    press(question, "ask.stand_down.deed")
    assert running(contingency(window)) == ()
    done = next(each for each in contingency(window).scenarios if each.code == "C01").activations[0]
    assert (done.cost, done.lessons) == (1_250_000, "Numbers on paper")
    assert tab.calm.isVisible()
    window.session.undo()
    assert tab.calm.isHidden()
