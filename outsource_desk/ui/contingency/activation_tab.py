"""The plan in use: declare a scenario, tick its steps against the clock, keep the log, and stand down."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from outsource_desk.domain.contingency import Activation, Contingency, Scenario
from outsource_desk.services.activation import log_entry, step_done, step_open_again
from outsource_desk.services.running_plan import StepState, hours_since, past, running, running_steps
from outsource_desk.services.triggers import RaisedTrigger, raised_triggers
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.contingency.activation_questions import DeclareQuestion, StandDownQuestion
from outsource_desk.ui.contingency.activation_steps import LogBoard, PastBoard, StepsBoard, span_words
from outsource_desk.ui.contingency.tab import ContingencyTab
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XS, L, M, S, TextStyle, look, scaled
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.form import FREE
from outsource_desk.ui.widgets.layout import button, caption, card, clear, column, heading, label, row
from outsource_desk.ui.widgets.notice import Notice
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place

LOG, SIDE_BY_SIDE = 340, 860  # pixels: of the log, and from which width on it stands beside the steps
HEAD = 600  # pixels from which on the buttons stand beside what is declared
_TICK = 30_000  # milliseconds between two looks at the clock


class ActivationTab(ContingencyTab):
    """What is happening now, and what has happened before."""

    KEY = "activation"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._evaluation: Evaluation | None = None
        self._chosen = 0  # id of the activation that is shown, where several are running
        self._actions = self._make_actions()
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._look_at_clock)
        self.signs = QVBoxLayout()
        self.signs.setSpacing(S)
        self._heads = row(gap=L)
        self.calm = self._built_calm()
        self.head = self._built_head()
        self.steps, self.log = StepsBoard(), LogBoard()
        self.steps.ticked.connect(self._tick)
        self._work = card(heading(tr("What must be done")), self.steps, gap=M)
        self._log = card(heading(tr("Log")), self._built_entry(), self.log, gap=M)
        self._beside = row(self._work, self._log, gap=L)
        self._beside.setAlignment(self._work, Qt.AlignmentFlag.AlignTop)
        self._beside.setAlignment(self._log, Qt.AlignmentFlag.AlignTop)
        self._beside.setStretch(0, 1)
        self.past = PastBoard()
        self._past = card(heading(tr("Earlier")), self.past, gap=M)
        parts = (self.signs, self.calm, self.head, self._beside, self._past)
        self.setLayout(column(Scroll(column(*parts, None, gap=L)), gap=0))
        look.changed.connect(self._fold)

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:  # noqa: ARG002 (what every part is given)
        self._evaluation = evaluation
        now_running = running(self._contingency)
        ids = [each.id for _, each in now_running]
        self._chosen = self._chosen if self._chosen in ids else next(iter(ids), 0)
        self._show_signs(evaluation)
        self._show_choice([(str(each.id), scenario.title) for scenario, each in now_running])
        for each in (self.head, self._work, self._log):
            each.setVisible(bool(now_running))
        self.calm.setVisible(not now_running)
        self.past.show_past(self._contingency, evaluation.initiative.currency)
        self._past.setVisible(bool(past(self._contingency)))
        current = self.current
        if current is not None:
            self.log.show_log(current[1])
        self._look_at_clock()
        for action in self._actions:
            action.look_again()
        why = why_read_only(self.session)
        allow(why, self._entry, self._by, self._add, self._down, self._another)
        allow(self._why_not_declare(), self._declare)

    @property
    def current(self) -> tuple[Scenario, Activation] | None:
        """Return the declared scenario that is shown."""
        return next((pair for pair in running(self._contingency) if pair[1].id == self._chosen), None)

    def first_focus(self) -> QWidget | None:
        return (self.steps.first_open() or self._entry) if self.current else self._declare

    def tab_actions(self) -> list[Action]:
        return self._actions

    def reveal(self, place: Place) -> None:
        if place.thing == "activation" and place.id is not None:
            self._choose(place.id)

    def state(self) -> dict[str, Any]:
        return {"activation": self._chosen}

    def restore(self, state: dict[str, Any]) -> None:
        self._chosen = int(state.get("activation", 0) or 0)

    def declare(self, scenario_id: int = 0) -> None:
        """Ask which scenario has happened and declare it."""
        if self._why_not_declare():
            return
        running_ids = {scenario.id for scenario, _ in running(self._contingency)}
        calm = [each for each in self._contingency.scenarios if each.id not in running_ids]
        plan = self._contingency.plan
        question = DeclareQuestion(self.page, calm, scenario_id, plan.decision_owner if plan else "")
        question.accepted.connect(lambda: self.page.toast_done(tr("Declared. The clock is running.")))
        question.open()

    def stand_down(self) -> None:
        """Ask what it cost and what was learnt, and stand down."""
        current, evaluation = self.current, self._evaluation
        if current is None or evaluation is None or why_read_only(self.session):
            return
        question = StandDownQuestion(self.page, *current, evaluation.initiative.currency)
        question.accepted.connect(lambda: self.page.toast_done(tr("Stood down.")))
        question.open()

    def add_entry(self) -> None:
        """Write what was typed into the log."""
        current, text = self.current, self._entry.text().strip()
        if current is None or not text:
            return
        if self.session.did(log_entry, current[1].id, text, self._by.text()):
            self._entry.clear()
            self._entry.setFocus()

    @property
    def _contingency(self) -> Contingency:
        protection = self._evaluation.protection if self._evaluation else None
        return protection.contingency if protection else Contingency()

    def _built_calm(self) -> QWidget:
        self._declare = button(
            tr("Declare a scenario"), self.declare, kind="primary", icon="flag", name="activation.declare"
        )
        said = tr(
            "When a scenario has happened, declare it: who, when and why. Its steps then count against the clock,"
            " and everything that is done and decided goes into a log."
        )
        line = row(
            column(label(tr("Nothing is declared"), TextStyle.SECTION), label(said, tone="muted", wrap=True), gap=XS),
            self._declare,
            gap=L,
        )
        line.setStretch(0, 1)
        return card(line)

    def _built_head(self) -> QWidget:
        self.which = Choice()
        self.which.setObjectName("activation.which")
        self.which.setAccessibleName(tr("Declared scenarios"))
        self.which.activated.connect(lambda _place: self._choose(int(str(self.which.currentData()))))
        self.title, self.since = label("", TextStyle.SECTION, wrap=True), label("", tone="bad", wrap=True)
        self.count = caption("", wrap=True)
        self._down = button(tr("Stand down"), self.stand_down, name="activation.stand_down")
        self._another = button(tr("Declare another"), self.declare, name="activation.another")
        self._heads.addLayout(column(self.title, self.since, self.count, gap=XS), 1)
        self._heads.addLayout(row(self._another, self._down, None, gap=S))
        return card(self.which, self._heads)

    def _built_entry(self) -> QVBoxLayout:
        self._entry, self._by = QLineEdit(), QLineEdit()
        for field, name, words in (
            (self._entry, "activation.entry", tr("What happened, was said or decided")),
            (self._by, "activation.by", tr("Who writes")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.setPlaceholderText(words)
        self._entry.returnPressed.connect(self.add_entry)
        self._add = button(tr("Add to the log"), self.add_entry, name="activation.add")
        line = row(self._by, self._add, gap=S)
        line.setStretch(0, 1)
        return column(self._entry, line, gap=S)

    def _make_actions(self) -> list[Action]:
        name = "contingency.activation"
        return [
            make_action(
                self, f"{name}.declare", tr("Declare a Scenario…"), self.declare, why_not=self._why_not_declare
            ),
            make_action(self, f"{name}.down", tr("Stand Down…"), self.stand_down, why_not=self._why_not_down),
        ]

    def _why_not_declare(self) -> str:
        running_ids = {scenario.id for scenario, _ in running(self._contingency)}
        is_any = any(each.id not in running_ids for each in self._contingency.scenarios)
        return why_read_only(self.session) or ("" if is_any else tr("There is no scenario to declare."))

    def _why_not_down(self) -> str:
        return why_read_only(self.session) or ("" if self.current else tr("Nothing is declared."))

    def _choose(self, activation_id: int) -> None:
        if self._evaluation is None or activation_id == self._chosen:
            return
        self._chosen = activation_id
        if self.current is not None:
            self.log.show_log(self.current[1])
            self._look_at_clock()

    def _show_choice(self, options: list[tuple[str, str]]) -> None:
        self.which.clear()
        for key, text in options:
            self.which.addItem(text, key)
        self.which.setCurrentIndex(max(0, self.which.findData(str(self._chosen))))
        self.which.setVisible(len(options) > 1)

    def _show_signs(self, evaluation: Evaluation) -> None:
        """Name the signs that ask to declare what is not declared."""
        clear(self.signs)
        running_ids = {scenario.id for scenario, _ in running(self._contingency)}
        for each in raised_triggers(evaluation):
            if each.asks_to_declare and each.scenario.id not in running_ids:
                self.signs.addWidget(self._sign(each))

    def _sign(self, raised: RaisedTrigger) -> Notice:
        said = tr(
            "“{sign}” has been raised since {date}. It asks to declare “{scenario}”.",
            sign=raised.trigger.wording,
            date=formats.day(raised.seen.on),
            scenario=raised.scenario.title,
        )
        if why_read_only(self.session):
            return Notice("warn", said)
        return Notice("warn", said, tr("Declare it…"), lambda: self.declare(raised.scenario.id))

    def _look_at_clock(self) -> None:
        """Say how long it has been, and how each step stands now."""
        current = self.current
        if current is None or not self.isVisible():
            self._clock.stop()
        elif not self._clock.isActive():
            self._clock.start()
        if current is None:
            return
        scenario, activation = current
        now = datetime.now(UTC)
        steps = running_steps(self._contingency, scenario, activation, now)
        self.title.setText(scenario.title)
        self.since.setText(
            tr(
                "Declared {span} ago by {name}: {reason}",
                span=span_words(hours_since(activation.declared_at, now)),
                name=activation.declared_by,
                reason=activation.reason,
            )
        )
        done = sum(each.done_at is not None for each in steps)
        late = sum(each.state is StepState.OVERDUE for each in steps)
        said = tr_n(len(steps), "{done} of {count} step done", "{done} of {count} steps done", done=done)
        self.count.setText(f"{said} · {tr_n(late, '{count} overdue', '{count} overdue')}" if late else said)
        self.steps.show_steps(steps, now, why_read_only(self.session))

    def _tick(self, step_id: int, is_on: bool) -> None:
        current = self.current
        if current is None:
            return
        scenario, activation = current
        if is_on:
            person = next(self._contingency.person(each) for each in scenario.steps if each.id == step_id)
            is_done = self.session.did(step_done, activation.id, step_id, self._by.text().strip() or person)
        else:
            is_done = self.session.did(step_open_again, activation.id, step_id)
        if not is_done:
            self._look_at_clock()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_at_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        is_wide = self.width() >= scaled(SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(direction)
        has_room = self.width() >= scaled(HEAD)
        self._heads.setDirection(QBoxLayout.Direction.LeftToRight if has_room else QBoxLayout.Direction.TopToBottom)
        self._log.setMinimumWidth(scaled(LOG) if is_wide else 0)
        self._log.setMaximumWidth(scaled(LOG) if is_wide else FREE)
