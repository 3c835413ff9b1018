"""Price: the same offers under every price formula, what a dummy or a missing loser turns, and money for quality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QLineEdit, QStackedLayout, QWidget

from outsource_desk.domain.checks import checked_number
from outsource_desk.domain.criterion import Curve, Measure, leaves_of
from outsource_desk.domain.currency import is_money
from outsource_desk.services.price_lab import TRIED, fix_price_range, price_lab, priced_leaves
from outsource_desk.services.price_words import (
    exchange_sentence,
    function_about,
    lab_headline,
    no_paradox,
    paradox_sentences,
)
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.analysis.columns import Columns
from outsource_desk.ui.analysis.figures import Figures
from outsource_desk.ui.analysis.levelling_card import LevellingCard
from outsource_desk.ui.analysis.price_rule import PriceRule
from outsource_desk.ui.analysis.tab import AnalysisTab
from outsource_desk.ui.analysis.verdict_card import plain_card
from outsource_desk.ui.formats import money, number, points, read_number
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.form import Form
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
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.domain.criterion import Criterion
    from outsource_desk.domain.price_lab import Outcome, PriceLab
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page


class PriceTab(AnalysisTab):
    """All price functions on the offers as they are; floor and ceiling are one click away."""

    KEY = "price"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._case: DecisionCase | None = None
        self._dummy: float | None = None
        self._amount_id: int | None = None  # of what could be the price, where there is none
        self.lab: PriceLab | None = None
        self.rule = PriceRule(self.session, self._use_range, self._on_criterion, page.toast_done)
        self.levelling = LevellingCard()
        main = self._build_functions(), self._build_turns(), self._build_worth()
        columns = Columns(main, (self.rule,))
        self._layers = QStackedLayout(self)
        self._content = Scroll(column(columns, self.levelling, gap=L, margins=(0, 0, S, 0)))
        self._layers.addWidget(self._content)
        self._layers.addWidget(self._build_nothing())
        self._use = make_action(
            self, "price.use_range", tr("Use floor and ceiling"), self._use_range, why_not=self._why_not
        )

    def _build_functions(self) -> QFrame:
        self.headline = label("", TextStyle.SECTION, wrap=True)
        self.headline.setObjectName("price.headline")
        views = [("totals", tr("Totals")), ("values", tr("Values of the price")), ("dummy", tr("With the dummy"))]
        self.views = Segments(views, "price.views", tr("What the table shows"))
        self.views.chosen.connect(lambda _key: self._show_figures())
        self.figures = Figures("price.figures", tr("Offers under every price formula"))
        self.missing = caption("", wrap=True)
        self._about = caption("", wrap=True)
        return plain_card(
            "price.functions", self.headline, holder(row(self.views, None)), self.figures, self._about, self.missing
        )

    def _build_turns(self) -> QFrame:
        self._turns = column(gap=S)
        self.form = Form(self._save_dummy, label_width=120)
        field = QLineEdit()
        field.setMaximumWidth(scaled(180))
        words = tr("An offer nobody made, to see what one more would do; empty = one at the ceiling.")
        self.form.add_row(tr("&Dummy offer"), field, name="price.dummy", help_text=words)
        title = heading(tr("Can a loser decide who comes first?"))
        return plain_card("price.turns", title, holder(self._turns), self.form)

    def _build_worth(self) -> QFrame:
        self.exchange = label("", wrap=True)
        self.exchange.setObjectName("price.exchange")
        self.adjusted = Figures("price.adjusted", tr("Prices less what their quality is worth"))
        about = caption(tr("Price less what quality above the lowest here is worth; the lowest is best."), wrap=True)
        self._worth = plain_card("price.worth", heading(tr("Money for quality")), self.exchange, self.adjusted, about)
        return self._worth

    def _build_nothing(self) -> QWidget:
        self.nothing = label("", tone="muted", wrap=True)
        self.nothing.setObjectName("price.nothing")
        self._make = link(tr("Show how it is scored"), self._go_to_amount, name="price.make")
        go = link(
            tr("Go to the criteria"), lambda: self.page.go(Place("scoring", field="criteria")), name="price.scoring"
        )
        return holder(column(self.nothing, row(self._make, go, None, gap=L), None, gap=M))

    def show_case(self, case: DecisionCase | None) -> None:
        self._case = case
        prices = priced_leaves(case.evaluation, case.ranking) if case is not None else ()
        chosen = self.rule.criterion_id if self.rule.criterion_id in {leaf.id for leaf in prices} else None
        self.lab = None
        if case is not None:
            self.lab = price_lab(case.evaluation, case.ranking, chosen, self._dummy)
        if self.lab is None:
            self._show_nothing(has_price=bool(prices))
            return
        self._layers.setCurrentIndex(0)
        self._show_lab(self.lab)
        self.levelling.show_lines(case.evaluation if case else None, self.lab.criterion_id)
        self.rule.show_lab(self.lab, prices)
        self._use.look_again()

    def _show_nothing(self, *, has_price: bool) -> None:
        """Say why there is nothing to try, and lead to the amount that could be the price."""
        amount = None if has_price or self._case is None else _could_be_price(self._case.evaluation)
        self._amount_id = amount.id if amount is not None else None
        if has_price:
            words = tr("Nobody who passes the gates has a price yet.")
        elif amount is not None and not is_money(amount):
            told = tr("“{name}” is the sum of lines without a currency: make it the price.", name=amount.name)
            words = f"{tr('No price counts yet.')} {told}"
        elif amount is not None:
            told = tr("“{name}” is an amount in {unit}: make it the price.", name=amount.name, unit=amount.unit)
            words = f"{tr('No price counts yet.')} {told}"
        else:
            words = tr("No price counts yet. Let a criterion be scored by a price, and give it a weight.")
        self.nothing.setText(words)
        self._make.setVisible(amount is not None)
        self._layers.setCurrentIndex(1)

    def _go_to_amount(self) -> None:
        self.page.go(Place("scoring", criterion_id=self._amount_id, field="measure"))

    def first_focus(self) -> QWidget | None:
        return self.views

    def tab_actions(self) -> list[Action]:
        return [self._use]

    def state(self) -> dict[str, Any]:
        return {"view": self.views.key, "dummy": self._dummy, "scroll": self._content.place()}

    def restore(self, state: dict[str, Any]) -> None:
        if state.get("view") in ("totals", "values", "dummy"):
            self.views.choose(state["view"])
        dummy = state.get("dummy")
        self._dummy = float(dummy) if isinstance(dummy, int | float) else None
        self._content.go_to(int(state.get("scroll", 0)))

    def leave(self) -> None:
        self.form.commit()
        for form in self.rule.forms:
            form.commit()

    def _show_lab(self, lab: PriceLab) -> None:
        speech = screen_speech()
        self.headline.setText(lab_headline(lab, speech))
        names = ", ".join(lab.without_price)
        self.missing.setText(tr("Without a price that counts: {names}.", names=names) if names else "")
        self.missing.setVisible(bool(names))
        self.form.show_value("price.dummy", points(self._dummy) if self._dummy is not None else "")
        field = self.form.field("price.dummy")
        assert isinstance(field, QLineEdit)
        field.setPlaceholderText(number(lab.ceiling, 0))
        self._show_figures()
        self._show_turns(lab)
        self._worth.setVisible(lab.current is Curve.LINEAR)  # what a point is worth moves with the offers else
        self.exchange.setText(exchange_sentence(lab, lambda amount: _money(amount, lab.currency), speech))
        rows = [[bid.name, number(bid.quality, 1), number(lab.adjusted[bid.candidate_id], 0)] for bid in lab.bids]
        lowest = min(lab.adjusted.values())
        marked = {(at, 2) for at, bid in enumerate(lab.bids) if lab.adjusted[bid.candidate_id] == lowest}
        self.adjusted.show_rows([tr("Candidate"), tr("Quality"), tr("Adjusted price")], rows, marked)

    def _show_figures(self) -> None:
        lab = self.lab
        if lab is None:
            return
        speech = screen_speech()
        outcomes = lab.with_dummy if self.views.key == "dummy" else lab.outcomes
        rows = [
            [bid.name, number(bid.price, 0), *(self._figure(each, bid.candidate_id) for each in outcomes)]
            for bid in lab.bids
        ]
        marked = {
            (at, 2 + place)
            for at, bid in enumerate(lab.bids)
            for place, each in enumerate(outcomes)
            if bid.candidate_id in each.leaders
        }
        if self.views.key == "values":
            worth = [number(lab.point_prices[curve], 0) for curve in TRIED]
            rows.append([tr("One quality point"), "", *worth])
        if self.views.key == "dummy":
            rows.append([tr("The dummy"), number(lab.dummy, 0), *["" for _ in outcomes]])
        price = tr("Price, {currency}", currency=lab.currency) if lab.currency else tr("Price")
        short = [tr("Floor–ceiling"), tr("Lowest / price"), tr("Multiple"), tr("Lowest–highest")]  # as `TRIED`
        head = [tr("Candidate"), price, *short]
        tips = ["", "", *(function_about(curve, lab.multiple, speech) for curve in TRIED)]
        self.figures.show_rows(head, rows, marked, tips)
        self._about.setText(self._about_view())

    def _about_view(self) -> str:
        return {
            "totals": tr("Place and total under each formula. Tinted: who is first."),
            "values": tr("What each price is worth, 0 to 100; below, the money that one quality point is worth."),
            "dummy": tr("Place and total if the dummy were one of the offers. Tinted: who would be first."),
        }[self.views.key]

    def _figure(self, outcome: Outcome, candidate_id: int) -> str:
        if self.views.key == "values":
            return number(outcome.values[candidate_id], 1)
        return f"{outcome.ranks[candidate_id]} · {number(outcome.totals[candidate_id], 1)}"

    def _show_turns(self, lab: PriceLab) -> None:
        speech = screen_speech()
        clear(self._turns)
        told = paradox_sentences(lab, speech)
        for text in told or (no_paradox(lab, speech),):
            mark = picture("risk", "warn") if told else picture("check", "good")
            words = label(text, wrap=True)
            words.setMinimumWidth(1)
            line = row(mark, words, gap=M)
            line.setStretch(1, 1)
            self._turns.addLayout(line)

    def _save_dummy(self, _name: str, text: str) -> None:
        self._dummy = checked_number("The dummy offer", read_number(text), 0.01) if text.strip() else None
        if self._case is not None:
            self.show_case(self._case)

    def _on_criterion(self) -> None:
        self.show_case(self._case)

    def _why_not(self) -> str:
        if self.session.desk.is_read_only:
            return tr("This file can only be read.")
        if self.lab is None:
            return tr("There is no price.")
        if self.lab.current is Curve.LINEAR and not self.lab.is_range_suggested:
            return tr("Floor and ceiling are in use.")
        return ""

    def _use_range(self) -> None:
        lab = self.lab
        if lab is not None and self.session.did(fix_price_range, lab.criterion_id, lab.floor, lab.ceiling):
            self.page.toast_done(tr("The price counts between floor and ceiling now."))


def _money(amount: float, currency: str) -> str:
    """Return an amount without cents where it is large."""
    return money(float(round(amount)), currency) if abs(amount) >= 100 else money(round(amount, 2), currency)


def _could_be_price(evaluation: Evaluation) -> Criterion | None:
    """Return the first criterion that is an amount of money, else the first that lines of offers add up to."""
    leaves = leaves_of(evaluation.criteria)
    summed = {line.criterion_id for line in evaluation.price_lines}
    lined = (each for each in leaves if each.id in summed and each.measure is Measure.MEASURED)
    return next(filter(is_money, leaves), None) or next(lined, None)
