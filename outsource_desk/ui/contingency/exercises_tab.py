"""Exercises: when the next is due, what was tried and found, and what must be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from outsource_desk.domain.contingency import Exercise
from outsource_desk.domain.days import days_after
from outsource_desk.services.exercise_facts import exercise_due, last_exercise
from outsource_desk.services.records import delete_record
from outsource_desk.services.tiering import tier_of
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.contingency import words
from outsource_desk.ui.contingency.exercise_card import ExerciseCard
from outsource_desk.ui.contingency.exercise_list import ListedRow, StateList, nothing_words
from outsource_desk.ui.contingency.exercise_questions import HoldQuestion, PlanQuestion, results
from outsource_desk.ui.contingency.tab import ContingencyTab
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XS, L, M, TextStyle, look, scaled
from outsource_desk.ui.widgets.form import FREE
from outsource_desk.ui.widgets.layout import button, caption, card, column, label, row
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place

LIST, SIDE_BY_SIDE = 320, 860  # pixels: of the list, and from which width on it stands beside the exercise
_AHEAD = 14  # days from now, proposed for an exercise


class ExercisesTab(ContingencyTab):
    """The exercises of the plan, and the chosen one."""

    KEY = "exercises"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._evaluation: Evaluation | None = None
        self._exercises: tuple[Exercise, ...] = ()
        self._chosen = 0
        self._actions = self._make_actions()
        self.due, self.explained = label("", TextStyle.SECTION, wrap=True), caption("", wrap=True)
        self.plan_button = button(tr("Plan an exercise"), self.plan, icon="plus", name="exercises.plan")
        self.list = StateList("contingency.exercise_list", tr("Exercises"))
        self.list.picked.connect(self._choose)
        self.detail = ExerciseCard(page, self.hold)
        self._lists = card(self.list, pad=M)
        self._beside = row(self._lists, self.detail, gap=L)
        self._beside.setAlignment(self._lists, Qt.AlignmentFlag.AlignTop)
        self._beside.setStretch(1, 1)
        head = row(column(self.due, self.explained, gap=XS), self.plan_button, gap=L)
        head.setStretch(0, 1)
        self.setLayout(column(Scroll(column(card(head), self._beside, None, gap=L)), gap=0))
        look.changed.connect(self._fold)

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:  # noqa: ARG002 (what every part is given)
        self._evaluation = evaluation
        contingency = evaluation.protection.contingency if evaluation.protection else None
        found = contingency.exercises if contingency else ()
        self._exercises = _newest_first(found)
        if self._chosen not in {each.id for each in self._exercises}:
            self._chosen = self._exercises[0].id if self._exercises else 0
        self.list.show_rows([self._row(each) for each in self._exercises], self._chosen)
        self._say_due(evaluation)
        self._beside_shown(is_any=bool(self._exercises))
        if self.chosen is not None:
            self.detail.show_exercise(self.chosen, self._title(self.chosen), self._row(self.chosen))
        self._look_again()

    @property
    def chosen(self) -> Exercise | None:
        """Return the exercise that is shown."""
        return next((each for each in self._exercises if each.id == self._chosen), None)

    def first_focus(self) -> QWidget | None:
        return self.list if self._exercises else self.plan_button

    def tab_actions(self) -> list[Action]:
        return self._actions

    def reveal(self, place: Place) -> None:
        for each in self._exercises:
            ids = {
                "exercise": [each.id],
                "exercise_action": [one.id for one in each.actions],
                "exercise_inject": [one.id for one in each.injects_put],
            }.get(place.thing, [])
            if place.id in ids:
                self._choose(each.id)
                self.detail.reveal(place)

    def commit(self) -> None:
        self.detail.form.commit()

    def state(self) -> dict[str, Any]:
        return {"exercise": self._chosen}

    def restore(self, state: dict[str, Any]) -> None:
        self._chosen = int(state.get("exercise", 0) or 0)

    def plan(self) -> None:
        """Ask for an exercise and plan it."""
        assert self._evaluation is not None
        protection = self._evaluation.protection
        if protection is None or self._why_not_plan():
            return
        before = {each.id for each in self._exercises}
        chosen = self.chosen.scenario_id if self.chosen and self.chosen.scenario_id else 0
        scenarios = protection.contingency.scenarios
        question = PlanQuestion(self.page, scenarios, chosen, days_after(protection.as_of, _AHEAD))
        question.accepted.connect(lambda: self._choose_new(before))
        question.open()

    def hold(self) -> None:
        """Ask how the chosen exercise went and record it."""
        exercise = self.chosen
        if exercise is None or self._why_not_hold() or self._evaluation is None or self._evaluation.protection is None:
            return
        HoldQuestion(self.page, exercise, self._title(exercise), self._evaluation.protection.as_of).open()

    def _delete(self) -> None:
        exercise = self.chosen
        if exercise is not None and self.session.did(delete_record, "exercise", exercise.id):
            self.page.toast_done(tr("Exercise deleted."))

    def _make_actions(self) -> list[Action]:
        name = "contingency.exercise"
        return [
            make_action(self, f"{name}.plan", tr("Plan an Exercise…"), self.plan, why_not=self._why_not_plan),
            make_action(self, f"{name}.hold", tr("Record that It Was Held…"), self.hold, why_not=self._why_not_hold),
            make_action(self, f"{name}.delete", tr("Delete the Exercise"), self._delete, why_not=self._why_not_delete),
        ]

    def _why_not_plan(self) -> str:
        protection = self._evaluation.protection if self._evaluation else None
        has_scenarios = protection is not None and bool(protection.contingency.scenarios)
        return why_read_only(self.session) or ("" if has_scenarios else tr("Add a scenario first."))

    def _why_not_hold(self) -> str:
        if self.chosen is None:
            return tr("Choose an exercise first.")
        return why_read_only(self.session) or (tr("It was held already.") if self.chosen.held_on else "")

    def _why_not_delete(self) -> str:
        return why_read_only(self.session) or ("" if self.chosen else tr("Choose an exercise first."))

    def _choose(self, exercise_id: int) -> None:
        if exercise_id == self._chosen or self._evaluation is None:
            return
        self.commit()
        self._chosen = exercise_id
        exercise = self.chosen
        if exercise is not None:
            self.list.show_rows(self.list.rows, exercise_id)
            self.detail.show_exercise(exercise, self._title(exercise), self._row(exercise))
        self._look_again()

    def _choose_new(self, before: set[int]) -> None:
        new = [each.id for each in self._exercises if each.id not in before]
        if new:
            self._choose(new[0])
            self.page.toast_done(tr("Exercise planned."))

    def _look_again(self) -> None:
        for each in self._actions:
            each.look_again()
        allow(self._why_not_plan(), self.plan_button)
        allow(self._why_not_hold(), self.detail.hold_button)

    def _say_due(self, evaluation: Evaluation) -> None:
        due, last = exercise_due(evaluation), last_exercise(evaluation)
        as_of = evaluation.protection.as_of if evaluation.protection else ""
        if due is None and tier_of(evaluation.initiative, evaluation.tiering).tier is None:
            said, tone = (
                tr("How critical the function is, and with it how often to exercise, is not known yet."),
                "warn",
            )
        elif due is None:
            said, tone = tr("How critical the function is does not ask for exercises."), "text"
        elif last is None:
            said, tone = tr("The plan has never been exercised."), "bad"
        elif due < as_of:
            said, tone = tr("An exercise has been due since {date}.", date=formats.day(due)), "bad"
        else:
            said, tone = tr("The next exercise is due on {date}.", date=formats.day(due)), "text"
        planned = min((each.planned_on or "" for each in self._exercises if _is_ahead(each, as_of)), default=None)
        if planned is not None and (due is None or planned <= due or last is None):
            said, tone = tr("The next exercise is planned for {date}.", date=formats.day(planned)), "text"
        self.due.setText(said)
        self.due.set_tone(tone)
        open_actions = sum(one.done_on is None for each in self._exercises for one in each.actions)
        counted = tr_n(
            open_actions, "{count} action from exercises is open.", "{count} actions from exercises are open."
        )
        self.explained.setText((counted if open_actions else "") if self._exercises else nothing_words())
        self.explained.setVisible(bool(self.explained.text()))

    def _title(self, exercise: Exercise) -> str:
        protection = self._evaluation.protection if self._evaluation else None
        scenarios = protection.contingency.scenarios if protection else ()
        found = next((each.title for each in scenarios if each.id == exercise.scenario_id), "")
        return found or tr("The plan as a whole")

    def _row(self, exercise: Exercise) -> ListedRow:
        kind = words.exercise_kinds()[exercise.kind]
        as_of = self._evaluation.protection.as_of if self._evaluation and self._evaluation.protection else ""
        if exercise.held_on:
            state, tone = results()[exercise.result] if exercise.result else (tr("Held"), "quiet")
            return ListedRow(
                exercise.id, self._title(exercise), state, tone, f"{formats.day(exercise.held_on)} · {kind}"
            )
        if exercise.planned_on and exercise.planned_on < as_of:
            state, tone = tr("Not held"), "warn"
        else:
            state, tone = tr("Planned"), "accent"
        return ListedRow(
            exercise.id, self._title(exercise), state, tone,
            " · ".join(filter(None, (formats.day(exercise.planned_on), kind))),
        )  # fmt: skip

    def _beside_shown(self, *, is_any: bool) -> None:
        self._lists.setVisible(is_any)
        self.detail.setVisible(is_any)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        is_wide = self.width() >= scaled(SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(direction)
        self._lists.setMinimumWidth(scaled(LIST) if is_wide else 0)
        self._lists.setMaximumWidth(scaled(LIST) if is_wide else FREE)


def _is_ahead(exercise: Exercise, as_of: str) -> bool:
    return exercise.held_on is None and exercise.planned_on is not None and exercise.planned_on >= as_of


def _newest_first(exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """Return what is planned before what was held, each the latest first."""
    latest = sorted(exercises, key=lambda each: (each.held_on or each.planned_on or "", each.id), reverse=True)
    return tuple(sorted(latest, key=lambda each: each.held_on is not None))
