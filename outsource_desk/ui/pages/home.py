"""Home: who leads, how sure that is, and what comes next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QWidget

from outsource_desk.charts.earned import earned_chart
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.robustness import Trust
from outsource_desk.services.in_house import against_in_house
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.services.progress import progress_of
from outsource_desk.ui.home.attention import FEW, Finding, FindingList, findings_of
from outsource_desk.ui.home.board import Board, Body
from outsource_desk.ui.home.figures import Figures
from outsource_desk.ui.home.last_tile import LastTile
from outsource_desk.ui.home.sentences import explanation, headline, in_house_in_words, what_it_is
from outsource_desk.ui.home.steps import StepLine, days_left, steps_of
from outsource_desk.ui.home.tile import Tile
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XL, XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.layout import button, caption, card, column, heading, label, link, row

HEAD = (XS, XS, XS, 0)  # of a card whose rows leave room for their focus ring
TILES = ("gates", "merit", "money")


class HomePage(Page):
    """Four figures, the ranking, what needs attention, and the way to the decision."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._findings: tuple[Finding, ...] = ()
        self._shows_all = False
        self._empty: EmptyState | None = None
        self._content = self._build()
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._content)

    def _build(self) -> QScrollArea:
        self._tiles = {name: Tile(name) for name in TILES}
        self._last = LastTile(self.window_)
        self._last.judged.connect(self._on_judged)
        tiles = (*self._tiles.values(), self._last)
        for tile in tiles:
            tile.asked.connect(self.go)
        board = Board(tiles, self._build_main(), self._build_findings(), self._build_way())
        page = Body()
        page.setLayout(column(self._build_head(), board, None, gap=L, margins=(XL, XL, XL, XS)))
        scroll = QScrollArea()
        scroll.setObjectName("home.scroll")
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _build_head(self) -> Any:
        self._name = label("", TextStyle.TITLE, wrap=True)
        self._what = label("", tone="muted", wrap=True)
        self._chooser = Choice()
        self._chooser.setObjectName("home.initiative")
        self._chooser.setAccessibleName(tr("Initiative"))
        self._chooser.setMaximumWidth(scaled(320))
        self._chooser.activated.connect(self._on_initiative_chosen)
        self._preview = button(tr("Preview board paper"), self._on_preview, "primary", "report", "home.preview")
        head = row(column(self._name, self._what, gap=2), self._chooser, self._preview, gap=S)
        head.setStretch(0, 1)
        return head

    def _build_main(self) -> QWidget:
        self._headline = label("", TextStyle.SECTION, wrap=True)
        self._headline.setObjectName("home.headline")
        self._in_house = label("", wrap=True)
        self._in_house.setObjectName("home.in_house")
        self._caption = caption("", wrap=True)
        why = link(tr("Why?"), self._on_why, "home.why")
        why.setAccessibleName(tr("Why is the ranking as it is?"))
        self.chart = ChartView("home.chart")
        top = row(self._headline, why)
        top.setStretch(0, 1)
        return card(top, self._in_house, self._caption, S, self.chart, None, gap=0)

    def _build_findings(self) -> QWidget:
        self._count = caption("")
        self._count.setObjectName("home.count")
        self._all = link(tr("All"), self._on_all, "home.all")
        self._warnings = link(tr("Warnings…"), self._on_warnings, "home.warnings")
        self._nothing = label(tr("Nothing. The board paper is ready to be read."), tone="muted", wrap=True)
        self.findings = FindingList()
        self.findings.asked.connect(self.go)
        head = row(heading(tr("Needs attention")), self._count, None, self._all, self._warnings, margins=HEAD)
        nothing = row(self._nothing, margins=HEAD)
        return card(head, nothing, self.findings, None, pad=M)

    def _build_way(self) -> QWidget:
        self._days = Chip()
        self._days.setObjectName("home.days")
        self.steps = StepLine()
        self.steps.asked.connect(self.go)
        head = row(heading(tr("On the way to the decision")), None, self._days, margins=HEAD)
        return card(head, self.steps, pad=M)

    def title(self) -> str:
        return tr("Home")

    def first_focus(self) -> QWidget | None:
        if self._empty is not None:
            return self._empty.button
        return self.findings if self._findings else self._preview

    def load(self) -> None:
        evaluation, ranking = self.session.evaluation, self.session.ranking
        if evaluation is None or ranking is None:
            self._show_empty(self._without_initiative())
        elif not evaluation.candidates:
            self._show_empty(self._without_candidates())
        else:
            self._show_empty(None)
            self._show(evaluation, ranking)

    def state(self) -> dict[str, Any]:
        return {"all": self._shows_all}

    def restore(self, state: dict[str, Any]) -> None:
        self._shows_all = bool(state.get("all"))
        self._show_findings()

    def _show(self, evaluation: Evaluation, ranking: Ranking) -> None:
        progress = progress_of(self.session.desk, evaluation, ranking)
        initiative = evaluation.initiative
        self._name.setText(initiative.name)
        self._what.setText(what_it_is(initiative, len(evaluation.candidates)))
        self._show_initiatives()
        *figures, coverage = Figures(evaluation, ranking, progress).all()
        for figure in figures:
            self._tiles[figure.name].show_figure(figure)
        self._last.show_figure(coverage, ranking, progress)
        self._headline.setText(headline(ranking))
        beside = in_house_in_words(against_in_house(evaluation, ranking), initiative.currency)
        self._in_house.setText(beside)
        self._in_house.setVisible(bool(beside))
        self._caption.setText(explanation(ranking))
        self.chart.show_spec(earned_chart(evaluation, ranking, screen_speech()))
        self.steps.show_steps(steps_of(evaluation, ranking, progress))
        words, tone = days_left(initiative.decision_date)
        self._days.show_state(words, tone, "clock")
        self._findings = findings_of(evaluation, ranking, progress)
        self._show_findings()

    def _on_judged(self, trust: Trust) -> None:
        """Say beside the lead how far it can be trusted, once that is known."""
        evaluation, ranking = self.session.evaluation, self.session.ranking
        if evaluation is not None and ranking is not None:
            progress = progress_of(self.session.desk, evaluation, ranking)
            self._tiles["merit"].show_figure(Figures(evaluation, ranking, progress, trust).merit())

    def _show_findings(self) -> None:
        found = self._findings
        shown = found if self._shows_all else found[:FEW]
        self.findings.show_rows(shown)
        self.findings.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._count.setText(str(len(found)) if found else "")
        self._all.setVisible(len(found) > FEW)
        self._all.setText(tr("Fewer") if self._shows_all else tr("All"))

    def _show_initiatives(self) -> None:
        initiatives = list_initiatives(self.session.desk)
        self._chooser.setVisible(len(initiatives) > 1)
        self._chooser.clear()
        if len(initiatives) > 1:
            for initiative in initiatives:
                self._chooser.addItem(initiative.name, initiative.id)
            self._chooser.setCurrentIndex(self._chooser.findData(self.session.initiative_id))

    def _show_empty(self, state: EmptyState | None) -> None:
        """Show why there is nothing to see yet, or the page itself."""
        if self._empty is not None:
            self._layers.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = state
        if state is not None:
            allow(why_read_only(self.session), state.button)
            self._layers.addWidget(state)
        self._layers.setCurrentWidget(state or self._content)

    def _without_initiative(self) -> EmptyState:
        return EmptyState(
            "initiative",
            tr("No initiative yet"),
            tr("An initiative is one outsourcing decision: its question, its candidates, its scores and its paper."),
            tr("New initiative…"),
            self._on_new_initiative,
            tr("Open the sample"),
            self._on_sample,
        )

    def _without_candidates(self) -> EmptyState:
        return EmptyState(
            "vendors",
            tr("No candidates yet"),
            tr("Bring in a spreadsheet with vendors and scores, or choose the candidates on Vendors."),
            tr("Import a spreadsheet…"),
            self._on_import,
            tr("Go to Vendors"),
            self._on_vendors,
            self._on_sample,
        )

    def _on_initiative_chosen(self, place: int) -> None:
        self.session.show_initiative(self._chooser.itemData(place))

    def _on_preview(self) -> None:
        self.go(Place("reports"))

    def _on_why(self) -> None:
        from outsource_desk.ui.scoring.why_dialog import WhyDialog

        if self.session.evaluation is not None and self.session.ranking is not None:
            WhyDialog(self, self.session.evaluation, self.session.ranking, self.go).open()

    def _on_all(self) -> None:
        self._shows_all = not self._shows_all
        self._show_findings()

    def _on_warnings(self) -> None:
        self.window_.actions_of_window["report.warnings"].trigger()

    def _on_new_initiative(self) -> None:
        self.window_.actions_of_window["file.new_initiative"].trigger()

    def _on_sample(self) -> None:
        self.window_.actions_of_window["file.sample"].trigger()

    def _on_import(self) -> None:
        self.window_.actions_of_window["file.import"].trigger()

    def _on_vendors(self) -> None:
        self.go(Place("vendors"))
