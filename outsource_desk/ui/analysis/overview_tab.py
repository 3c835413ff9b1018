"""Why the ranking is as it is: how far it can be trusted, what would turn it, and where the totals come from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from outsource_desk.charts.ranking import contributions_chart
from outsource_desk.ui.analysis.columns import Columns
from outsource_desk.ui.analysis.study import study_of
from outsource_desk.ui.analysis.tab import AnalysisTab
from outsource_desk.ui.analysis.verdict_card import VerdictCard, plain_card
from outsource_desk.ui.analysis.why_card import WhyCard
from outsource_desk.ui.analysis.worth_card import WorthCard
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import L, M, S, TextStyle
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.layout import (
    caption,
    clear,
    column,
    heading,
    holder,
    label,
    link,
    picture,
    row,
)
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.robustness import Flip
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page


class OverviewTab(AnalysisTab):
    """The verdict, what would turn it, why one is ahead of another, and what is worth settling first."""

    KEY = "overview"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._case: DecisionCase | None = None
        self.study = study_of(self.session)
        self.verdict = VerdictCard("overview.verdict")
        self.why = WhyCard(page)
        self.worth = WorthCard(page)
        self.chart = ChartView("overview.contributions")
        self._nothing = label(
            tr("Nobody is ranked yet. Score two candidates or more to see how far their order can be trusted."),
            tone="muted",
            wrap=True,
        )
        columns = Columns((self._build_flips(), self.why, self._build_parts()), (self.verdict, self.worth))
        self._layers = QStackedLayout(self)
        self._content = Scroll(column(columns, gap=L, margins=(0, 0, S, 0)))
        self._layers.addWidget(self._content)
        self._layers.addWidget(holder(column(self._nothing, None)))
        self.study.simulated.connect(self._on_simulated)
        self.study.stopped.connect(self._on_simulated)

    def _build_flips(self) -> QFrame:
        self.headline = label("", TextStyle.SECTION, wrap=True)
        self.headline.setObjectName("overview.headline")
        self._turns = caption(
            tr(
                "Any one of these, all else equal, turns the first place. Where a weight changes, all other criteria"
                " keep their proportions."
            ),
            wrap=True,
        )
        self._flips = column(gap=S)
        go_on = link(tr("Try other weights"), self._on_sensitivity, name="overview.sensitivity")
        return plain_card("overview.flips", self.headline, self._turns, holder(self._flips), holder(row(go_on, None)))

    def _build_parts(self) -> QFrame:
        self._parts = label("", tone="muted", wrap=True)
        self._parts.setText(tr("Each part is as long as what it adds to the total: its weight times the value earned."))
        return plain_card("overview.parts", heading(tr("What each part adds")), self._parts, self.chart)

    def show_case(self, case: DecisionCase | None) -> None:
        self._case = case
        self._layers.setCurrentIndex(0 if case is not None else 1)
        if case is None:
            return
        self.chart.show_spec(contributions_chart(case.evaluation, case.ranking, screen_speech()))
        self.why.show_case(case)
        self.worth.show_case(case)
        self._show_flips(case)
        self.study.simulate(partial(self.page.window_.run, text=""))
        self._show_verdict(case)

    def first_focus(self) -> QWidget | None:
        return self.why.one

    def state(self) -> dict[str, Any]:
        return {"scroll": self._content.place()}

    def restore(self, state: dict[str, Any]) -> None:
        self._content.go_to(int(state.get("scroll", 0)))

    def _show_verdict(self, case: DecisionCase) -> None:
        from outsource_desk.domain.robustness import SimulationPlan
        from outsource_desk.services.flip_words import verdict_sentence

        verdict = self.study.verdict
        self.headline.setText(verdict_sentence(case, verdict, screen_speech()) if verdict is not None else "")
        self.verdict.show_verdict(verdict, "", is_simulating=self.study.is_simulating(SimulationPlan()))

    def _show_flips(self, case: DecisionCase) -> None:
        from outsource_desk.services.flip_words import flip_sentences

        robustness = self.study.robustness
        clear(self._flips)
        if robustness is None:
            return
        nearest: dict[int, Flip] = {}
        for flip in () if case.is_too_early else robustness.flips:
            nearest.setdefault(flip.rival_id, flip)
        sentences = flip_sentences(case, robustness, screen_speech())
        self._turns.setVisible(bool(nearest) and len(sentences) <= len(nearest))
        for sentence, flip in zip(sentences, [*nearest.values(), *[None] * len(sentences)], strict=False):
            words = label(sentence, wrap=True)
            words.setMinimumWidth(1)
            mark = picture("info", "muted") if case.is_too_early else _mark(flip)
            line = row(mark, words, gap=M)
            line.setStretch(1, 1)
            if flip is not None and nearest:
                line.addWidget(self._link_to(case, flip))
            self._flips.addLayout(line)

    def _link_to(self, case: DecisionCase, flip: Flip) -> QWidget:
        from outsource_desk.domain.robustness import FlipKind

        name = next(each.name for each in case.evaluation.criteria if each.id == flip.criterion_id)
        if flip.kind is FlipKind.WEIGHT:
            place = Place("analysis", field="sensitivity", criterion_id=flip.criterion_id, weight=flip.needed)
            found = self._link(place, flip)
            found.setAccessibleName(tr("Try the weight of {criterion} that turns the first place", criterion=name))
            return found
        candidate = {
            FlipKind.LEADER_SCORE: case.candidates[0].id,
            FlipKind.LEADER_PRICE: case.candidates[0].id,
        }.get(flip.kind, flip.rival_id)
        place = Place("scoring", criterion_id=flip.criterion_id, candidate_id=candidate)
        found = self._link(place, flip)
        found.setAccessibleName(tr("Go to {criterion} on Scoring", criterion=name))
        return found

    def _link(self, place: Place, flip: Flip) -> QWidget:
        return link(tr("Go to it"), partial(self.page.go, place), name=f"overview.flip_{flip.rival_id}")

    def _on_simulated(self, _plan: object) -> None:
        if self._case is not None and self.isVisible() and self.study.case is self._case:
            self._show_verdict(self._case)

    def _on_sensitivity(self) -> None:
        self.page.go(Place("analysis", field="sensitivity"))


def _mark(flip: Flip | None) -> QWidget:
    return picture("swap" if flip else "check", "accent" if flip else "good")
