"""The runbook: its tasks as bars on days, and as a list with what each waits for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outsource_desk.charts.runbook import runbook_spec
from outsource_desk.charts.times import days_words
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.exit_clock import ExitClock, RunbookTimes
from outsource_desk.domain.leaving import ExitTask
from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.leaving import set_task_needs
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action
from outsource_desk.ui.initiative.reading import echo_day, read_amount
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.leaving.tab import ExitTab
from outsource_desk.ui.leaving.words import number_words
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.theme import XS, L, M, S
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.folding_tabs import FoldingTabs
from outsource_desk.ui.widgets.layout import caption, card, column, heading, holder, label, row
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place

PLANNED, STRESSED = "planned", "stressed"


@dataclass(frozen=True)
class TaskRow:
    """A task as the list shows it."""

    id: int
    number: int = 0
    wording: str = ""
    needs: str = ""  # numbers of the tasks before it
    days: float | None = None
    stressed_days: float | None = None
    when: str = ""
    spare: str = ""
    is_critical: bool = False
    owner: str = ""
    needs_vendor: bool = False
    done_on: str | None = None
    proof: str = ""


class Tasks(Records):
    """The tasks; what they wait for is typed as numbers."""

    def __init__(self, tab: RunbookTab, page: Page) -> None:
        self._tab = tab
        super().__init__(page, _kind())

    def _add(self, fields: dict[str, Any]) -> int:
        """Add a task; what it waits for can be said once it is there."""
        return super()._add({name: value for name, value in fields.items() if name != "needs"})

    def _update(self, record_id: int, field: str, value: object) -> None:
        if field == "needs":
            self._page.session.try_act(set_task_needs, record_id, self._tab.numbered(str(value)))
        else:
            super()._update(record_id, field, value)


class RunbookTab(ExitTab):
    """Bars above the list, for a planned or an unplanned exit."""

    KEY = "runbook"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._tasks: tuple[ExitTask, ...] = ()
        self._clock = ExitClock()
        self._holders: dict[str, str] = {}
        self.ways = FoldingTabs(
            ((PLANNED, tr("Planned exit")), (STRESSED, tr("Unplanned exit"))), "exit.ways", tr("Kind of exit")
        )
        self.bars = ChartView("exit.bars")
        self.bars.setContentsMargins(XS, XS, XS, XS)  # room for the ring of the focus
        self.tasks = Tasks(self, page)
        self._long = label("", wrap=True)
        key = caption(
            tr("Strong bars are the critical path: each day that one of them is late, the end is. Dotted lines show how"
               " late the others may be."), wrap=True,
        )  # fmt: skip
        self.ways.chosen.connect(lambda _key: self._show())
        head = row(heading(tr("Runbook")), self.ways, gap=L)
        head.setStretch(1, 1)
        bars = card(holder(head), self._long, self.bars, key, gap=M)
        numbers = caption(
            tr("After: numbers of the tasks that must be done before, with commas. Unplanned: days where it is not"
               " simply longer by the factor of the plan."), wrap=True,
        )  # fmt: skip
        self._scroll = Scroll(column(bars, card(self.tasks, numbers, gap=M), None, gap=L, margins=(0, 0, S, 0)))
        self.setLayout(column(self._scroll, gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        protection = evaluation.protection
        if protection is None:
            return
        self._tasks = protection.leaving.tasks
        self._clock = exit_clock(evaluation, ranking, screen_speech())
        self._holders = {each.role: each.name for each in protection.contingency.roles}
        self._initiative_id = evaluation.initiative.id
        self._show()

    def first_focus(self) -> QWidget | None:
        return self.ways.shown

    def tab_actions(self) -> list[Action]:
        return self.tasks.actions_of_list

    def reveal(self, place: Place) -> None:
        if place.id is not None and self.tasks.model.place_of(place.id) >= 0:
            self.tasks.select(place.id)
            self._scroll.ensureWidgetVisible(self.tasks)
            self.tasks.table.setFocus()

    def state(self) -> dict[str, Any]:
        return {"way": self.ways.key, "scroll": self._scroll.place()}

    def restore(self, state: dict[str, Any]) -> None:
        if state.get("way") in (PLANNED, STRESSED):
            self.ways.choose(state["way"])
        self._scroll.go_to(int(state.get("scroll", 0)))

    def numbered(self, text: str) -> tuple[int, ...]:
        """Return the tasks whose numbers were typed.

        Raises:
            NotFoundError: there is no task of such a number.
        """
        found = []
        for part in filter(None, re.split(r"[\s,;]+", text.strip())):
            if not part.isascii() or not part.isdigit() or not 0 < int(part[:9]) <= len(self._tasks):
                raise NotFoundError("task", part)
            found.append(self._tasks[int(part) - 1].id)
        return tuple(found)

    @property
    def _times(self) -> RunbookTimes | None:
        return self._clock.planned if self.ways.key == PLANNED else self._clock.stressed

    def _show(self) -> None:
        if not hasattr(self, "_initiative_id"):
            return
        times = self._times
        self.bars.setVisible(times is not None)
        if times is not None:
            self.bars.show_spec(runbook_spec(self._tasks, times, screen_speech()))
        self._long.setText(_length_words(self._clock, times))
        numbers = {each.id: place for place, each in enumerate(self._tasks, 1)}
        rows = [_row(each, numbers, times, self._holders) for each in self._tasks]
        self.tasks.show_records(self._initiative_id, rows)


def _length_words(clock: ExitClock, times: RunbookTimes | None) -> str:
    if clock.loop:
        return clock.findings[0]
    if times is None:
        return tr("No task has a duration yet; type the days of each below.")
    count = tr_n(len(times.critical), "{count} task decides it", "{count} tasks decide it")
    return tr("From the decision until the old provider is locked out: {time}. {tasks}.",
              time=days_words(times.days, screen_speech()), tasks=count)  # fmt: skip


def _row(task: ExitTask, numbers: dict[int, int], times: RunbookTimes | None, holders: dict[str, str]) -> TaskRow:
    needs = ", ".join(str(each) for each in sorted(numbers[each] for each in task.needs if each in numbers))
    when = spare = ""
    if times is not None:
        first, last = formats.points(round(times.start[task.id], 1)), formats.points(round(times.finish[task.id], 1))
        when = f"{first}–{last}"
        slack = round(times.slack[task.id], 1)
        spare = tr("Critical") if task.id in times.critical else formats.points(slack)
    return TaskRow(
        task.id, numbers[task.id], task.wording, needs, task.days, task.stressed_days, when, spare,
        times is not None and task.id in times.critical, task.owner or holders.get(task.role, ""), task.needs_vendor,
        task.done_on, task.proof,
    )  # fmt: skip


def _spare_tone(task: TaskRow) -> tuple[str, str] | None:
    return ("warn", "clock") if task.is_critical and not task.done_on else None


def _number(field: str, heading_: str, width: int) -> Column:
    return Column(
        field, heading_, lambda each: number_words(getattr(each, field)), read_amount, is_number=True, width=width
    )


def _columns() -> Sequence[Column]:
    return (
        Column("number", tr("No."), lambda each: str(each.number or ""), None, is_number=True, width=40),
        Column("wording", tr("Task"), lambda each: each.wording),
        Column("needs", tr("After"), lambda each: each.needs, width=60),
        _number("days", tr("Days"), 52),
        _number("stressed_days", tr("Unplanned"), 84),
        Column("when", tr("From–to"), lambda each: each.when, None, is_number=True, width=72),
        Column("spare", tr("To spare"), lambda each: each.spare, None, tone=_spare_tone, width=96),
        Column("owner", tr("Owner"), lambda each: each.owner, width=112),
        Column(
            "needs_vendor",
            tr("Provider"),
            lambda each: "yes" if each.needs_vendor else "",
            bool,
            choices=(("", "–"), ("yes", tr("Needed"))),
            width=80,
        ),
        Column(
            "done_on", tr("Done"), lambda each: formats.day(each.done_on), formats.read_day, echo=echo_day, width=104
        ),
    )


def _kind() -> Kind:
    return Kind(
        table="exit_task",
        title=tr("Tasks"),
        columns=_columns(),
        key="wording",
        blank=lambda: TaskRow(0),
        add_text=tr("Add"),
        empty=tr("No task yet. The longest chain of tasks is how long leaving takes."),
        deleted=lambda each: tr("“{name}” deleted.", name=each.wording),
    )
