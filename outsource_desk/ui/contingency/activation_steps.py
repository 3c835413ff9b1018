"""What is on the boards of a plan in use: its steps against the clock, its log, and what is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from outsource_desk.domain.contingency import Activation, Contingency, Scenario
from outsource_desk.domain.formatting import main_units
from outsource_desk.services.running_plan import RunningStep, StepState, hours_since, past
from outsource_desk.ui import formats
from outsource_desk.ui.contingency import words
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XS, M, S, TextStyle
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import caption, clear, column, label, row, rule

if TYPE_CHECKING:
    from outsource_desk.domain.contingency import ActivationEntry

MINUTES, DAY = 60, 24
_IN_DAYS = 96  # hours from which on a stretch of time is told in days


def span_words(hours: float) -> str:
    """Return a stretch of time as people say it under pressure: ``12 min``, ``9 h 5 min``, ``6 days``."""
    minutes = max(0, int(abs(hours) * MINUTES))
    if minutes < MINUTES:
        return tr("{minutes} min", minutes=minutes)
    if abs(hours) >= _IN_DAYS:
        return tr("{days} days", days=int(abs(hours) // DAY))
    whole, rest = divmod(minutes, MINUTES)
    if whole >= DAY or not rest:
        return tr("{hours} h", hours=whole)
    return tr("{hours} h {minutes} min", hours=whole, minutes=rest)


class StepsBoard(QWidget):
    """The steps by phase, each with a box to tick; tells which was ticked, and which taken back."""

    ticked = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("contingency.running_steps")
        self._rows: dict[int, _StepRow] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.setLayout(column(self._lines, gap=0))

    def show_steps(self, steps: Sequence[RunningStep], now: datetime, why_not: str) -> None:
        """Show how the steps stand; the same steps keep their rows, and so the place of the keys."""
        if [each.step.id for each in steps] != list(self._rows):
            self._build(steps)
        for each in steps:
            self._rows[each.step.id].show_step(each, now, why_not)

    def box(self, step_id: int) -> QCheckBox:
        """Return the box of a step."""
        return self._rows[step_id].box

    def first_open(self) -> QWidget | None:
        """Return the box of the first step that is not done."""
        return next((each.box for each in self._rows.values() if not each.box.isChecked()), None)

    def _build(self, steps: Sequence[RunningStep]) -> None:
        clear(self._lines)
        self._rows = {}
        for phase, title in words.phases().items():
            of_phase = [each for each in steps if each.step.phase is phase]
            if of_phase and self._lines.count():
                self._lines.addSpacing(M)
            if of_phase:
                self._lines.addWidget(label(title, TextStyle.LABEL, "muted"))
            for each in of_phase:
                line = self._rows[each.step.id] = _StepRow(each)
                line.box.clicked.connect(lambda on, step_id=each.step.id: self.ticked.emit(step_id, on))
                self._lines.addWidget(rule())
                self._lines.addWidget(line)


class _StepRow(QWidget):
    """One step: its box, its words, who does it, and how it stands against the clock."""

    def __init__(self, running: RunningStep) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setObjectName(f"activation.step.{running.step.id}")
        self._wording, self._who = label(running.step.wording, wrap=True), caption("", wrap=True)
        self._state = Chip()
        line = row(self.box, column(self._wording, self._who, gap=2), self._state, gap=M)
        line.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_step(self, running: RunningStep, now: datetime, why_not: str) -> None:
        self.box.setChecked(running.done_at is not None)
        self.box.setEnabled(not why_not)
        self._wording.set_tone("muted" if running.done_at else "text")
        said, tone = _state(running, now)
        self._state.show_state(said, tone)
        who = " · ".join(_who(running))
        self._who.setText(who)
        self.box.setAccessibleName(running.step.wording)
        self.box.setAccessibleDescription(f"{said}, {who}" if who else said)
        self.box.setToolTip(why_not)


class LogBoard(QWidget):
    """What happened and when, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("contingency.log")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.setLayout(column(self._lines, gap=0))

    def show_log(self, activation: Activation) -> None:
        """Show the log of a declared scenario; its first line is the declaration."""
        clear(self._lines)
        latest = sorted(activation.entries, key=lambda each: (each.at, each.id), reverse=True)
        for each in latest:
            self._lines.addLayout(_entry(activation, each))
        said = tr("Declared: {reason}", reason=activation.reason)
        self._lines.addLayout(_line(formats.moment(activation.declared_at), said, activation.declared_by))


class PastBoard(QWidget):
    """What was declared and is over, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("contingency.past")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(M)
        self.setLayout(column(self._lines, gap=0))

    def show_past(self, contingency: Contingency, currency: str) -> None:
        """Show what is over; costs are in a currency."""
        clear(self._lines)
        for place, (scenario, each) in enumerate(past(contingency)):
            if place:
                self._lines.addWidget(rule())
            self._lines.addLayout(_past_line(scenario, each, currency))


def _entry(activation: Activation, entry: ActivationEntry) -> QVBoxLayout:
    after = span_words(hours_since(activation.declared_at, datetime.fromisoformat(entry.at)))
    said = tr("Done: {step}", step=entry.wording) if entry.step_id is not None else entry.wording
    return _line(tr("{time}, +{after}", time=formats.moment(entry.at), after=after), said, entry.entered_by)


def _line(when: str, said: str, by: str) -> QVBoxLayout:
    text = label(said, wrap=True)
    who = caption(" · ".join(filter(None, (when, by))))
    return column(who, text, gap=2)


def _state(running: RunningStep, now: datetime) -> tuple[str, str]:
    """Return how a step stands: words and tone."""
    if running.done_at is not None:
        said = tr("Done {time}", time=formats.moment(running.done_at))
        return (tr("{done}, late", done=said), "warn") if running.state is StepState.DONE_LATE else (said, "good")
    if running.due_at is None:
        return tr("No deadline"), "quiet"
    left = -hours_since(running.due_at, now)
    if running.state is StepState.OVERDUE:
        return tr("{time} overdue", time=span_words(left)), "bad"
    return tr("{time} left", time=span_words(left)), "warn" if left < 1 else "accent"


def _who(running: RunningStep) -> Iterator[str]:
    """Yield who does a step, what it waits for, and what is in the way."""
    yield running.person or words.role_name(running.step.role) or tr("nobody is named")
    if running.done_at is not None:
        return
    if running.waits_for:
        yield tr("waits for “{step}”", step=running.waits_for[0].wording)
    if running.step.needs_vendor:
        yield tr("needs the provider")
    if running.step.proof:
        yield tr("proof: {proof}", proof=running.step.proof)


def _past_line(scenario: Scenario, activation: Activation, currency: str) -> QVBoxLayout:
    """Return what is told of a scenario that is over."""
    said = tr(
        "{begin} to {end}, declared by {name}: {reason}",
        begin=formats.day(activation.declared_at),
        end=formats.day(activation.stood_down_at),
        name=activation.declared_by,
        reason=activation.reason,
    )
    lines = [label(scenario.title, TextStyle.STRONG, wrap=True), label(said, tone="muted", wrap=True)]
    if activation.lessons:
        lines.append(label(tr("Learnt: {lessons}", lessons=activation.lessons), wrap=True))
    if activation.cost is not None:
        cost = formats.money(main_units(activation.cost, currency), currency)
        lines.append(caption(tr("Cost: {cost}", cost=cost)))
    return column(*lines, gap=XS)
