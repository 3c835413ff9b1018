"""Why the ranking is as it is: what each part of the criteria adds to each total, as a chart and as a table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from outsource_desk.charts.ranking import contributions_chart
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.scoring.ranking_words import reasons_of_lead, verdict_sentence
from outsource_desk.ui.theme import XL, L, S, TextStyle, scaled
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.chart_table import ChartTable
from outsource_desk.ui.widgets.layout import button, card, column, label, row


class WhyDialog(QDialog):
    """Shows the contributions of the present ranking; it does not change while it is open."""

    def __init__(
        self, parent: QWidget, evaluation: Evaluation, ranking: Ranking, go: Callable[[Place], object]
    ) -> None:
        super().__init__(parent)
        self._evaluation, self._ranking, self._go = evaluation, ranking, go
        self.setObjectName("why")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Why this ranking?"))
        self._spec = contributions_chart(evaluation, ranking, screen_speech())
        self.chart = ChartView("why.chart")
        self.chart.show_spec(self._spec)
        self.chart.setContentsMargins(S, S, S, S)
        room = parent.window().size()
        self.chart.setMinimumSize(min(scaled(720), room.width() // 2), min(scaled(320), room.height() // 3))
        sentence = label(verdict_sentence(ranking), TextStyle.SECTION, wrap=True)
        words = label(
            tr("Each part is as long as what it adds to the total: its weight times the value earned on it."),
            tone="muted",
            wrap=True,
        )
        table = button(tr("Show as &table…"), self._show_table, name="why.table")
        explain = button(tr("Explain the num&bers…"), self._explain, name="why.explain")
        explain.setEnabled(bool(ranking.standings))
        close = button(tr("Close"), self.accept, kind="primary", name="why.close")
        reasons = label(reasons_of_lead(evaluation, ranking), wrap=True)
        reasons.setObjectName("why.reasons")
        reasons.setVisible(bool(reasons.text()))
        shown = card(self.chart)
        body = column(
            sentence, reasons, words, S, shown, row(table, explain, None, close), gap=S, margins=(XL, XL, XL, L)
        )
        body.setStretch(body.indexOf(shown), 1)
        self.setLayout(body)
        self.resize(min(scaled(800), room.width() - L), min(scaled(560), room.height() - L))
        self.chart.setFocus()

    def _show_table(self) -> None:
        ChartTable(self._spec, self).open()

    def _explain(self) -> None:
        """Show where the numbers come from, in place of this."""
        from outsource_desk.ui.analysis.explain_dialog import ExplainDialog

        parent = self.parentWidget()
        assert parent is not None
        self.accept()
        ExplainDialog(parent, self._evaluation, self._ranking, self._go).open()
