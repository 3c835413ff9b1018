"""What the evaluators amount to: agreement, camps, habits, and where they lie apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.charts.spreads import spreads_spec
from outsource_desk.domain.criterion import criterion_paths, leaves_of
from outsource_desk.domain.panel_report import EvaluatorRecord, PanelReport
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.moderation import moderation_agenda
from outsource_desk.services.panel import panel_report
from outsource_desk.services.panel_words import camp_sentence, concordance_sentence, dispute_sentence, habit_sentences
from outsource_desk.ui.analysis.figures import Figures
from outsource_desk.ui.analysis.tab import AnalysisTab
from outsource_desk.ui.formats import number, percent
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.places import Place
from outsource_desk.ui.scoring.evaluators.words import declaration_words
from outsource_desk.ui.theme import L, S, TextStyle
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.chart_table import ChartTable
from outsource_desk.ui.widgets.layout import caption, card, clear, column, heading, holder, label, link, row
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page

_NOTHING = "–"


class EvaluatorsTab(AnalysisTab):
    """Kendall's W in a sentence, who would choose whom, who is strict, and a picture of disagreement."""

    KEY = "evaluators"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.sentence = label("", TextStyle.SECTION, wrap=True)
        self.sentence.setObjectName("panel.sentence")
        self._ground = caption("", wrap=True)
        self.camps = label("", wrap=True)
        self.camps.setObjectName("panel.camps")
        self.choices = Figures("panel.choices", tr("Totals by each evaluator’s own scores"))
        self._habits = column(gap=S)
        self.records = Figures("panel.records", tr("Each evaluator beside the panel"))
        self.disputes = label("", wrap=True)
        self.disputes.setObjectName("panel.disputes")
        self.chart = ChartView("panel.spreads")
        self._table = link(tr("Show as table"), self._show_table, "panel.table")
        self._moderate = link(tr("Go to moderation"), lambda: self._go("moderation"), "panel.moderate")
        manage = link(tr("Evaluators, interests and ballots"), lambda: self._go("evaluators"), "panel.manage")
        own = tr(
            "By their own scores, and by their own weights where they gave any; "
            "what counts stands in where they gave none."
        )
        about = tr(
            "Above or below the panel’s mean, in points of a scale of 5. Flagged from 0.75 over 8 cells. "
            "The same score on nine criteria of ten is a sign that one impression coloured all."
        )
        cards = [
            card(self.sentence, self._ground, row(manage, None), gap=S),
            card(heading(tr("Who would choose whom")), self.camps, self.choices, caption(own, wrap=True), gap=S),
            card(
                heading(tr("Strict, generous, one impression")),
                holder(self._habits),
                self.records,
                caption(about, wrap=True),
                gap=S,
            ),
            card(
                row(heading(tr("Where they lie apart")), None, self._table),
                self.disputes,
                self.chart,
                row(self._moderate, None),
                gap=S,
            ),
        ]
        self._nothing = label(
            tr("Nobody is ranked yet. Once evaluators have scored, this page says how far they agree."),
            tone="muted",
            wrap=True,
        )
        self._layers = QStackedLayout(self)
        self._content = Scroll(column(*cards, None, gap=L, margins=(0, 0, S, 0)))
        self._layers.addWidget(self._content)
        self._layers.addWidget(holder(column(self._nothing, None)))

    def show_case(self, case: DecisionCase | None) -> None:
        self._layers.setCurrentIndex(0 if case is not None else 1)
        if case is None:
            return
        evaluation, ranking, speech = case.evaluation, case.ranking, screen_speech()
        report = panel_report(evaluation, ranking)
        agenda = moderation_agenda(evaluation, ranking, disputed=report.disputed)
        self.sentence.setText(concordance_sentence(evaluation, report, speech))
        self._ground.setText(_ground_words(report))
        self.camps.setText(camp_sentence(evaluation, report, speech))
        self._show_choices(case, report)
        clear(self._habits)
        for each in habit_sentences(evaluation, report, speech) or [tr("Nobody stands out.")]:
            self._habits.addWidget(label(each, wrap=True))
        self._show_records(evaluation, report)
        self.disputes.setText(dispute_sentence(evaluation, report, len(agenda), speech))
        self._moderate.setVisible(bool(report.disputed))
        self.chart.setVisible(bool(report.spreads))  # the sentence says why there is none
        self._table.setVisible(bool(report.spreads))
        paths = criterion_paths(evaluation.criteria)
        leaves = {each.id: paths[each.id] for each in leaves_of(evaluation.criteria)}
        candidates = {each.id: each.name for each in evaluation.candidates}
        self.chart.show_spec(spreads_spec(report.spreads, leaves, candidates, speech))

    def first_focus(self) -> QWidget | None:
        return self.choices

    def _show_choices(self, case: DecisionCase, report: PanelReport) -> None:
        choices = [each for each in report.records if each.choice is not None]
        self.choices.setVisible(bool(choices))
        head = [tr("Evaluator"), tr("Weights"), *(each.name for each in case.candidates)]
        rows, marked = [], set()
        for place, record in enumerate(choices):
            choice = record.choice
            assert choice is not None
            own = tr("own") if choice.has_own_weights else tr("official")
            totals = [choice.totals.get(each.id) for each in case.candidates]
            rows.append([record.evaluator.name, own, *(_NOTHING if each is None else number(each) for each in totals)])
            marked |= {
                (place, 2 + column) for column, each in enumerate(case.candidates) if each.id in choice.leader_ids
            }
        self.choices.show_rows(head, rows, marked, [tr("Tinted: whom this evaluator would choose.")])

    def _show_records(self, evaluation: Evaluation, report: PanelReport) -> None:
        names = {each.id: each.name for each in evaluation.candidates}
        head = [
            tr("Evaluator"),
            tr("Scored"),
            tr("Beside the panel"),
            tr("Common cells"),
            tr("Most favoured"),
            tr("Most alike"),
            tr("Interests"),
        ]
        rows = [self._record_row(each, names) for each in report.records]
        marked = {(place, 2) for place, each in enumerate(report.records) if each.is_severity_flagged}
        marked |= {
            (place, 4) for place, each in enumerate(report.records) if any(one.is_flagged for one in each.favours)
        }
        marked |= {(place, 5) for place, each in enumerate(report.records) if any(one.is_flagged for one in each.halos)}
        tips = ["", "", tr("Points of a scale of 5 above or below the panel’s mean.")]
        self.records.show_rows(head, rows, marked, [*tips, "", "", tr("The largest share of equal scores."), ""])

    def _record_row(self, record: EvaluatorRecord, names: dict[int, str]) -> list[str]:
        favour = max(record.favours, key=lambda each: each.deviation, default=None)
        halo = max(record.halos, key=lambda each: each.share_identical, default=None)
        return [
            record.evaluator.name,
            tr("{done} of {all}", done=record.scored, all=record.asked),
            _NOTHING if record.severity is None else number(record.severity, 2),
            str(record.common_cells),
            f"{names[favour.candidate_id]} {_signed(favour.deviation)}" if favour else _NOTHING,
            f"{names[halo.candidate_id]} {percent(halo.share_identical)}" if halo else _NOTHING,
            declaration_words(record.declaration),
        ]

    def _show_table(self) -> None:
        if self.chart.spec is not None:
            ChartTable(self.chart.spec, self).open()

    def _go(self, tab: str) -> None:
        self.page.go(Place("scoring", field=tab))


def _ground_words(report: PanelReport) -> str:
    """Return on what agreement was measured."""
    found = report.concordance
    if found.coefficient is None:
        return ""
    return tr_n(
        len(found.criterion_ids),
        "Measured on {count} criterion that all of them scored. 1 = the same order, 0 = nothing in common.",
        "Measured on {count} criteria that all of them scored. 1 = the same order, 0 = nothing in common.",
    )


def _signed(value: float) -> str:
    text = number(value, 2)
    return f"+{text}" if value > 0 and float(f"{value:.2f}") > 0 else text
