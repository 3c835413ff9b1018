"""The clocks of leaving, what is wrong with them, and the planned exit beside the unplanned one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.charts.exit_clock import failure_clock_spec, leaving_clock_spec
from outsource_desk.charts.times import days_words
from outsource_desk.domain.exit_clock import ClockSource, ExitClock, RunbookTimes
from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.failure_clock import failure_clock
from outsource_desk.services.reversal import ExitCosts, exit_costs
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.leaving.figures import Cell, Figures
from outsource_desk.ui.leaving.tab import ExitTab
from outsource_desk.ui.leaving.words import range_words
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XS, L, M, S, TextStyle
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.layout import caption, card, clear, column, heading, holder, label, link, picture, row
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.leaving import ExitPlan
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page

MOST = 6  # findings


class ClockTab(ExitTab):
    """Months of leaving above the first hours after a failure."""

    KEY = "clock"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.clock, self.failure = ChartView("exit.clock"), ChartView("exit.failure")
        for chart in (self.clock, self.failure):
            chart.setContentsMargins(XS, XS, XS, XS)  # room for the ring of the focus
        self.figures = Figures("exit.compared", tr("Planned and unplanned exit"))
        self._source = caption("", wrap=True)
        self._findings = column(gap=S)
        self._bare = label("", TextStyle.STRONG, "bad", wrap=True)
        fallbacks = link(tr("Fallbacks are kept on Contingency"), self._go_contingency, name="exit.fallbacks")
        months = card(heading(tr("Exit clock")), self._source, self.clock, holder(self._findings), gap=M)
        hours = card(
            heading(tr("The first hours and days if it fails")),
            self._bare,
            self.failure,
            row(caption(tr("Axis not to scale")), None, fallbacks, gap=M),
            gap=S,
        )
        beside = row(self.figures, None, gap=0)
        beside.setStretch(0, 3)
        compared = card(heading(tr("Planned and unplanned exit")), beside, gap=M)
        self._scroll = Scroll(column(months, compared, hours, None, gap=L, margins=(0, 0, S, 0)))
        self.setLayout(column(self._scroll, gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        speech = screen_speech()
        clock = exit_clock(evaluation, ranking, speech)
        failure = failure_clock(evaluation, ranking, speech=speech)
        self.clock.show_spec(leaving_clock_spec(clock, speech))
        self.failure.show_spec(failure_clock_spec(failure, speech))
        self._source.setText(_source_words(clock))
        self._show_findings(clock)
        self._bare.setText(failure.findings[0] if failure.bare_hours else "")
        self._bare.setVisible(bool(failure.bare_hours))
        protection = evaluation.protection
        if protection is not None:
            self._compare(clock, protection.leaving, evaluation.initiative.currency)

    def _show_findings(self, clock: ExitClock) -> None:
        clear(self._findings)
        has_gap = bool(clock.gap_days)
        for place, words in enumerate(clock.findings[:MOST]):
            is_worst = place == 0 and has_gap
            line = row(
                picture("risk" if is_worst else "info", "bad" if is_worst else "warn"), label(words, wrap=True), gap=S
            )
            line.setStretch(1, 1)
            self._findings.addLayout(line)
        if not clock.findings:
            line = row(picture("done", "good"), label(tr("Nothing is wrong with the way out, as far as is known.")))
            line.setStretch(1, 1)
            self._findings.addLayout(line)

    def _compare(self, clock: ExitClock, plan: ExitPlan, currency: str) -> None:
        costs = exit_costs(plan.costs, is_planned=True), exit_costs(plan.costs, is_planned=False)
        gaps = clock.planned_gap_days, clock.stressed_gap_days
        spans = (clock.planned_days, clock.stressed_days), (clock.assured_days, clock.tolerance_days)
        rows = [
            [Cell(tr("Leaving takes")), *(Cell(_span(each), is_strong=True) for each in spans[0])],
            [
                Cell(tr("It may take")),
                *(Cell(_span(each), "text" if each is not None else "muted") for each in spans[1]),
            ],
            [Cell(tr("Too long by")), *(_gap_cell(each) for each in gaps)],
            [Cell(tr("Tasks on the critical path")), *(_tasks_cell(each) for each in (clock.planned, clock.stressed))],
            [Cell(tr("Tasks that need the provider")), *_vendor_cells(plan)],
            [Cell(tr("Costs us")), *(Cell(_cost_words(each, currency)) for each in costs)],
        ]
        self.figures.show_figures(("", tr("Planned, with notice"), tr("Unplanned, provider gone")), rows)

    def _go_contingency(self) -> None:
        self.page.go(Place("contingency"))


def _source_words(clock: ExitClock) -> str:
    if clock.source is ClockSource.RUNBOOK:
        return tr("From the longest chain of tasks in the runbook. The part that nothing assures is hatched.")
    if clock.source is ClockSource.STATED:
        return tr("From the months that the initiative states; a runbook with durations would show what takes so long.")
    return tr("Neither a runbook with durations nor the initiative says how long leaving takes.")


def _span(days: float | None) -> str:
    return tr("not known") if days is None else days_words(days, screen_speech())


def _gap_cell(days: float | None) -> Cell:
    if days is None:
        return Cell(tr("not known"), "muted")
    return Cell(days_words(days, screen_speech()), "bad", is_strong=True) if days else Cell(tr("nothing"), "good")


def _tasks_cell(times: RunbookTimes | None) -> Cell:
    if times is None:
        return Cell(tr("no runbook"), "muted")
    return Cell(tr("{count} of {all}", count=len(times.critical), all=len(times.start)))


def _vendor_cells(plan: ExitPlan) -> tuple[Cell, Cell]:
    count = sum(each.needs_vendor for each in plan.tasks)
    if not plan.tasks:
        return Cell(tr("no runbook"), "muted"), Cell(tr("no runbook"), "muted")
    unplanned = tr_n(count, "{count}, who may be gone", "{count}, who may be gone") if count else tr("none")
    return Cell(str(count) if count else tr("none")), Cell(unplanned, "warn" if count else "text")


def _cost_words(costs: ExitCosts, currency: str) -> str:
    words = range_words(costs, currency)
    if costs.expected is not None and costs.unknown:
        words += " · " + tr_n(costs.unknown, "{count} line open", "{count} lines open")
    return words
