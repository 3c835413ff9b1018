"""All metrics in a table, and below it the one that is chosen: its line, its readings, what is agreed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.performance import Metric, MetricKind, Performance
from outsource_desk.services.metrics import JudgedPeriod, judged_metrics
from outsource_desk.services.records import delete_record
from outsource_desk.ui.language import tr
from outsource_desk.ui.performance import words
from outsource_desk.ui.performance.definition import Definition
from outsource_desk.ui.performance.metric_table import MetricTable
from outsource_desk.ui.performance.readings_list import chart_of, make_readings, rows_of
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XS, L, M, S
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import caption, card, column, heading, row, small_button
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.ui.pages.page import Page


class MetricsTab(QWidget):
    """The table is the master; Enter goes on to the readings of its row."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("performance.metrics_tab")
        self._page, self._session = page, page.session
        self._evaluation: Evaluation | None = None
        self._judged: Mapping[int, tuple[JudgedPeriod, ...]] = {}
        self.table = MetricTable()
        self.chart = ChartView("performance.chart")
        self.readings, self.definition = make_readings(page), Definition(page)
        self._name, self._about, self._chip = heading(""), caption("", wrap=True), Chip()
        self._few = caption(tr("The line shows once something was measured."), wrap=True)
        self._delete = small_button(tr("Delete metric"), self.delete, "performance.delete")
        self._build()
        self.table.chosen.connect(lambda _id: self._show_metric())
        self.table.activated.connect(lambda _index: self.work_on())

    def _build(self) -> None:
        named = row(self._name, self._chip, None, self._delete, gap=M)
        head = column(named, self._about, gap=XS)
        self._detail = card(head, self.chart, self._few, self.readings, gap=M)
        agreed = card(heading(tr("What is agreed")), self.definition, gap=M)
        self.pane = Scroll(column(card(self.table, pad=S), self._detail, agreed, None, gap=L))
        self.setLayout(column(self.pane, gap=0))

    @property
    def chosen(self) -> Metric | None:
        """Return the metric that is chosen."""
        return next((each for each in self._metrics if each.id == self.table.metric_id), None)

    @property
    def _metrics(self) -> tuple[Metric, ...]:
        return self._performance.metrics

    @property
    def _performance(self) -> Performance:
        protection = self._evaluation.protection if self._evaluation is not None else None
        return protection.performance if protection is not None else Performance()

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show all metrics as they stand."""
        assert evaluation.protection is not None
        self._evaluation = evaluation
        self._judged = judged_metrics(self._performance, evaluation.protection.as_of)
        allow(why_read_only(self._session), self._delete)
        self.table.show_metrics(sorted_metrics(self._metrics, self._judged), self._judged)
        self._show_metric()

    def work_on(self) -> None:
        """Go on to the readings of the metric that is chosen."""
        self.pane.ensureWidgetVisible(self._detail)
        self.readings.first_focus().setFocus()

    def record(self) -> None:
        """Begin a reading of the metric that is chosen."""
        self.pane.ensureWidgetVisible(self.readings)
        self.readings.add()

    def delete(self) -> None:
        """Delete the metric that is chosen, with its readings."""
        metric = self.chosen
        if metric is not None and self._session.did(delete_record, "metric", metric.id):
            self._page.toast_done(tr("{name} deleted.", name=metric.name))

    def commit(self) -> None:
        """Save what is being typed."""
        self.definition.commit()

    def _show_metric(self) -> None:
        metric = self.chosen
        if metric is None or self._evaluation is None:
            return
        periods = self._judged.get(metric.id, ())
        self._name.setText(metric.name)
        self._about.setText(_about(metric))
        if periods:
            tone, icon = words.TONES[periods[-1].status]
            when = words.period(periods[-1].starts_on, metric.period)
            said = words.statuses()[periods[-1].status]
            self._chip.show_state(tr("{status} in {period}", status=said, period=when), tone, icon)
        else:
            self._chip.show_state(tr("Not measured"), "quiet", "open")
        is_drawn = any(each.actual is not None for each in periods)
        self.chart.setVisible(is_drawn)
        self._few.setVisible(not is_drawn)
        if is_drawn:
            self.chart.show_spec(chart_of(metric, periods))
        self.readings.show_records(metric.id, rows_of(metric, periods))
        self.definition.show_metric(metric, self._evaluation.goals)


def sorted_metrics(metrics: tuple[Metric, ...], judged: Mapping[int, tuple[JudgedPeriod, ...]]) -> list[Metric]:
    """Return metrics in the order of concern: critical ones first, and in them what was missed longest."""

    def concern(metric: Metric) -> tuple[bool, int]:
        periods = judged[metric.id]
        return metric.kind is not MetricKind.CSL, -(periods[-1].nth if periods else 0)

    return sorted(metrics, key=concern)


def _about(metric: Metric) -> str:
    said = [words.kinds()[metric.kind], words.periods()[metric.period]]
    if metric.source:
        said.append(metric.source)
    if metric.owner:
        said.append(tr("Owner: {name}", name=metric.owner))
    return " · ".join(said)
