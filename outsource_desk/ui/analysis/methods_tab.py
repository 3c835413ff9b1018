"""Second opinions: who is first by other methods, how far they agree, and what is behind each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.domain.opinions import Method, Opinions
from outsource_desk.services.methods import second_opinions
from outsource_desk.services.opinion_words import (
    caveat_sentences,
    compromise_sentences,
    method_about,
    method_name,
    names_of,
    opinion_sentences,
    outranking_sentences,
)
from outsource_desk.ui.analysis.figures import Figures
from outsource_desk.ui.analysis.tab import AnalysisTab
from outsource_desk.ui.analysis.thresholds import Thresholds
from outsource_desk.ui.formats import number, percent
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, S, TextStyle
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.layout import Label, caption, card, column, heading, label
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page

_PLACES = {Method.SUM: 1, Method.PRODUCT: 1}  # decimals of a score; the others run from 0 or −1 to 1
_NOTHING = "–"


class MethodsTab(AnalysisTab):
    """Six methods side by side, VIKOR and PROMETHEE in full, thresholds, and what the data alone would weigh."""

    KEY = "methods"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.sentence = label("", TextStyle.SECTION, wrap=True)
        self.sentence.setObjectName("methods.sentence")
        self.caveats = caption("", wrap=True)
        self.ranks = Figures("methods.ranks", tr("Rank and score by each method"))
        self.agreement = Figures("methods.agreement", tr("How far two methods agree"))
        self.least = caption("", wrap=True)
        self.compromise, self.vikor = label("", wrap=True), Figures("methods.vikor", tr("VIKOR's measures"))
        self.order, self.flows = label("", wrap=True), Figures("methods.flows", tr("PROMETHEE's flows"))
        self.thresholds = Thresholds(self.session)
        self.weights = Figures("methods.weights", tr("Weights that the data alone would give"))
        self._comparing = self._build_comparing()
        self.setLayout(column(Scroll(column(*self._cards(), None, gap=L))))

    def _cards(self) -> list[QWidget]:
        first = card(self.sentence, self.ranks, self.caveats, gap=S)
        about = tr(
            "What the spread of the data alone would weigh: a diagnosis, never a weight. A criterion with much "
            "official weight but little here hardly tells these candidates apart."
        )
        diagnosis = card(heading(tr("What the data alone would weigh")), caption(about, wrap=True), self.weights)
        return [first, *self._comparing, diagnosis]

    def _build_comparing(self) -> list[QFrame]:
        """Return the cards that make sense for two candidates or more only."""
        about = tr("Kendall's rank correlation: 1 = the same order, 0 = unrelated, −1 = the reverse.")
        thresholds = tr("For PROMETHEE only. Thresholds are differences in value; the total does not know them.")
        return [
            card(heading(tr("How far the methods agree")), self.least, self.agreement, caption(about, wrap=True)),
            card(heading(tr("VIKOR: is the first place acceptable?")), self.compromise, self.vikor),
            card(heading(tr("PROMETHEE: who outranks whom?")), self.order, self.flows),
            card(heading(tr("When better is better enough")), caption(thresholds, wrap=True), self.thresholds),
        ]

    def show_case(self, case: DecisionCase | None) -> None:
        if case is None:
            return
        opinions, speech = second_opinions(case), screen_speech()
        self.sentence.setText(" ".join(opinion_sentences(case, opinions, speech)))
        _say(self.caveats, caveat_sentences(case, opinions, speech))
        self._show_ranks(case, opinions)
        for each in self._comparing:
            each.setVisible(len(case.candidates) > 1)
        if len(case.candidates) > 1:
            self._show_agreement(opinions)
            self._show_compromise(case, opinions)
            self._show_outranking(case, opinions)
            self.thresholds.show_case(case)
        self._show_weights(case, opinions)

    def first_focus(self) -> QWidget | None:
        return self.ranks

    def _show_ranks(self, case: DecisionCase, opinions: Opinions) -> None:
        speech = screen_speech()
        rows = [
            [name, *(_ranked(opinions, method, candidate_id) for method in Method)]
            for candidate_id, name in names_of(case).items()
        ]
        marked = {
            (row, 1 + column)
            for row, candidate_id in enumerate(names_of(case))
            for column, opinion in enumerate(opinions.opinions)
            if opinion.ranks[candidate_id] == 1
        }
        head = [tr("Candidate"), *_headings()]
        self.ranks.show_rows(head, rows, marked, ["", *(method_about(method, speech) for method in Method)])

    def _show_agreement(self, opinions: Opinions) -> None:
        speech = screen_speech()
        tau = {(pair.first, pair.second): pair.tau for pair in opinions.concordance}
        tau |= {(second, first): value for (first, second), value in tau.items()}
        rows = [
            [
                method_name(first, speech),
                *(_signed(1.0 if first is second else tau[first, second]) for second in Method),
            ]
            for first in Method
        ]
        self.agreement.show_rows([tr("Method"), *_headings()], rows)
        known = [pair.tau for pair in opinions.concordance if pair.tau is not None]
        if not known:
            self.least.setText(tr("No method tells the candidates apart."))
        elif min(known) > 1 - 1e-9:
            self.least.setText(tr("All methods that tell the candidates apart give the same order."))
        else:
            self.least.setText(tr("Those that agree least reach {tau}.", tau=_signed(min(known))))

    def _show_compromise(self, case: DecisionCase, opinions: Opinions) -> None:
        found = opinions.compromise
        _say(self.compromise, compromise_sentences(case, opinions, screen_speech()))
        order = sorted(names_of(case).items(), key=lambda each: found.index[each[0]])
        rows = [
            [name, *(number(measure[key], 3) for measure in (found.utility, found.regret, found.index))]
            for key, name in order
        ]
        marked = {(row, 0) for row, (key, _) in enumerate(order) if key in found.candidate_ids}
        tips = [
            tr("Tinted: the compromise set."),
            tr("S: what is missing to the best on all criteria together, by weight; less is better."),
            tr("R: what is missing on the criterion where most is missing; less is better."),
            tr("Q: half of each, from the best to the worst of those compared; less is better."),
        ]
        head = [tr("Candidate"), tr("S, in all"), tr("R, where most"), tr("Q, both")]
        self.vikor.show_rows(head, rows, marked, tips)

    def _show_outranking(self, case: DecisionCase, opinions: Opinions) -> None:
        found, net = opinions.outranking, opinions.of(Method.PROMETHEE).scores
        _say(self.order, outranking_sentences(case, opinions, screen_speech()))
        order = sorted(names_of(case).items(), key=lambda each: -net[each[0]])
        rows = [
            [name, number(found.positive[key], 3), number(found.negative[key], 3), _signed(net[key], 3)]
            for key, name in order
        ]
        marked = {(row, 0) for row, (key, _) in enumerate(order) if key in found.top_ids}
        tips = [
            tr("Tinted: whom nobody outranks."),
            tr("How strongly somebody is preferred to the others; more is better."),
            tr("How strongly the others are preferred; less is better."),
            tr("The first less the second: the complete order."),
        ]
        self.flows.show_rows([tr("Candidate"), tr("Outranks"), tr("Is outranked"), tr("Net")], rows, marked, tips)

    def _show_weights(self, case: DecisionCase, opinions: Opinions) -> None:
        paths = criterion_paths(case.evaluation.criteria)
        rows = [
            [paths[each.criterion_id], *(_share(part) for part in (each.official, each.entropy, each.critic))]
            for each in opinions.weights
        ]
        tips = [
            "",
            tr("The share of the whole that counts in the total."),
            tr("Entropy: more where values differ more in proportion."),
            tr("CRITIC: more where values differ much and say something else than the other criteria."),
        ]
        self.weights.show_rows([tr("Criterion"), tr("Official"), tr("Entropy"), "CRITIC"], rows, (), tips)


def _headings() -> list[str]:
    """Return the methods as headings of narrow columns."""
    short = {Method.SUM: tr("Total"), Method.PRODUCT: tr("Product"), Method.PROMETHEE: "PROMETHEE"}
    return [short.get(method) or method_name(method, screen_speech()) for method in Method]


def _say(words: Label, sentences: Sequence[str]) -> None:
    words.setText("\n".join(sentences))
    words.setVisible(bool(sentences))


def _ranked(opinions: Opinions, method: Method, candidate_id: int) -> str:
    opinion = opinions.of(method)
    score = number(opinion.scores[candidate_id], _PLACES.get(method, 2))
    return f"{opinion.ranks[candidate_id]} · {score}"


def _signed(value: float | None, places: int = 2) -> str:
    return _NOTHING if value is None else number(value, places)


def _share(part: float | None) -> str:
    return _NOTHING if part is None else percent(part, 1)
