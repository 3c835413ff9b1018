"""What misses cost the provider: the amount at risk and who shares it, the months, and whether we may leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.performance import CreditState, MetricKind
from outsource_desk.services.credit_scheme import CreditScheme, scheme_of
from outsource_desk.services.credits import (
    MonthCredit,
    Termination,
    claim_credit,
    credits_of,
    share_of,
    termination_triggered,
)
from outsource_desk.services.metrics import judged_metrics
from outsource_desk.ui import formats
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.plain_rows import PlainColumn
from outsource_desk.ui.performance import words
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.scoring.evaluators.plain_table import PlainTable
from outsource_desk.ui.theme import XL, XS, L, M, TextStyle, scaled
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import Label, caption, card, clear, column, heading, holder, label, link, row
from outsource_desk.ui.widgets.notice import Notice
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page

STATE, NOTE = "claim.state", "claim.note"


class CreditsTab(QWidget):
    """Figures of the scheme, the shares of the levels, and month after month what is due."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("performance.credits")
        self._page, self._session = page, page.session
        self._evaluation: Evaluation | None = None
        self._ranking: Ranking | None = None
        self._credits: tuple[MonthCredit, ...] = ()
        self._notices = column(gap=M)
        self._tiles = {key: _Tile() for key in ("at_risk", "allocated", "due", "exit")}
        self.shares = PlainTable(
            [
                PlainColumn(tr("Critical service level")),
                PlainColumn(tr("Share"), is_number=True, width=96),
                PlainColumn(tr("A miss costs"), is_number=True, width=136),
                PlainColumn(tr("In a row"), is_number=True, width=96),
            ],
            "performance.shares",
            tr("Shares of the amount at risk"),
        )
        self.months = PlainTable(
            [
                PlainColumn(tr("Month"), width=144),
                PlainColumn(tr("Due"), is_number=True, width=128),
                PlainColumn(tr("State"), width=152),
                PlainColumn(tr("Missed")),
            ],
            "performance.months",
            tr("Service credits by month"),
        )
        self.claim = self._build_claim()
        self._build()
        self.months.selectionModel().currentRowChanged.connect(lambda *_: self._show_month())
        self.shares.activated.connect(lambda index: self._open(index.row()))

    def _build(self) -> None:
        tiles = holder(Flow(self._tiles.values(), 2 * XL, L))
        self._contract = link(tr("Open the contract"), self._open_contract, "performance.contract")
        self._no_levels = caption(tr("No critical service level yet: only those earn credits."), wrap=True)
        self._no_months = caption(tr("No critical service level was missed so far."), wrap=True)
        self._month, self._why = heading(""), label("", tone="muted", wrap=True)
        self._chosen = holder(column(self._month, self._why, self.claim, gap=M))
        self._levels: list[int] = []
        rule = caption(
            tr(
                "A miss costs the amount at risk × the level’s share; × 1.5 in the second period in a row, × 2 from "
                "the third on. No month costs more than the amount at risk."
            ),
            wrap=True,
        )
        scheme = card(row(heading(tr("Amount at risk")), None, self._contract), tiles, gap=M)
        shares = card(heading(tr("Who shares it")), self._no_levels, self.shares, rule, gap=M)
        months = card(heading(tr("Month by month")), self._no_months, self.months, self._chosen, gap=M)
        self.pane = Scroll(column(self._notices, scheme, months, shares, None, gap=L))
        self.setLayout(column(self.pane, gap=0))

    def _build_claim(self) -> Form:
        form = Form(self._save, label_width=128)
        form.setMaximumWidth(scaled(560))
        states = [(str(each), said) for each, said in words.states().items()]
        form.add_row(tr("What became of it"), choice(states), name=STATE)
        form.add_row(tr("Note"), QLineEdit(), name=NOTE, help_text=tr("For example the number of the credit note."))
        return form

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        """Show the scheme and its months as they stand."""
        self._evaluation, self._ranking = evaluation, ranking
        scheme = scheme_of(evaluation, ranking)
        self._credits = credits_of(evaluation, ranking)
        reasons = termination_triggered(evaluation, ranking)
        self._show_notices(scheme, reasons)
        self._show_tiles(scheme, reasons)
        self._show_shares(scheme)
        self.months.show_rows([_month_row(each, self._currency) for each in self._credits])
        self.months.setVisible(bool(self._credits))
        self._no_months.setVisible(not self._credits)
        self.claim.set_read_only(bool(why_read_only(self._session)))
        self._show_month()

    @property
    def _currency(self) -> str:
        return self._evaluation.initiative.currency if self._evaluation is not None else ""

    def _show_notices(self, scheme: CreditScheme, reasons: tuple[Termination, ...]) -> None:
        clear(self._notices)
        for each in reasons:
            self._notices.addWidget(Notice("bad", _termination(each)))
        if scheme.at_risk_amount is None:
            self._notices.addWidget(Notice("warn", _unknown(scheme)))

    def _show_tiles(self, scheme: CreditScheme, reasons: tuple[Termination, ...]) -> None:
        contract, currency = scheme.contract, self._currency
        share = contract.at_risk if contract is not None else None
        of = tr("{share} % of the monthly charge", share=formats.points(share)) if share is not None else ""
        self._tiles["at_risk"].show(words.money(scheme.at_risk_amount, currency) or "–", tr("at risk a month"), of)
        self._tiles["allocated"].show(f"{formats.points(scheme.allocated)} %", tr("of it shared out"), _pool(scheme))
        last = next((each for each in self._credits if not each.is_before), None)
        when = tr("due for {month}", month=words.month(last.month)) if last is not None else tr("due so far")
        open_months = sum(each.state is CreditState.CALCULATED and bool(each.due) for each in self._credits)
        left = (
            tr_n(open_months, "{count} month not claimed yet", "{count} months not claimed yet") if open_months else ""
        )
        nothing = None if scheme.at_risk_amount is None else 0
        due = words.money(last.due if last is not None else nothing, currency) or "–"
        self._tiles["due"].show(due, when, left)
        said = tr("Reached") if reasons else tr("Not reached")
        self._tiles["exit"].show(said, tr("right to end the contract"), tr("3 misses or 2 capped months within 6"))

    def _show_shares(self, scheme: CreditScheme) -> None:
        assert self._evaluation is not None
        assert self._evaluation.protection is not None
        performance, as_of = self._evaluation.protection.performance, self._evaluation.protection.as_of
        judged = judged_metrics(performance, as_of)
        critical = [each for each in performance.metrics if each.kind is MetricKind.CSL]
        critical.sort(key=lambda each: -each.allocation)
        self._levels = [each.id for each in critical]
        rows = []
        for metric in critical:
            nth = judged[metric.id][-1].nth if judged[metric.id] else 0
            at_risk = scheme.at_risk_amount
            cost = words.money(round(at_risk * metric.allocation / 100), self._currency) if at_risk is not None else "–"
            missed = tr_n(nth, "{count} missed", "{count} missed") if nth else ""
            rows.append([metric.name, f"{formats.points(metric.allocation)} %", cost, missed])
        self.shares.show_rows(rows)
        self.shares.setVisible(bool(critical))
        self._no_levels.setVisible(not critical)

    def _show_month(self) -> None:
        place = self.months.place
        credit = self._credits[place] if 0 <= place < len(self._credits) else None
        self._chosen.setVisible(credit is not None)
        if credit is None:
            return
        self._month.setText(words.month(credit.month))
        self._why.setText(self._how(credit))
        self.claim.setVisible(credit.due is not None)
        self.claim.show_subject(credit.month)
        self.claim.show_value(STATE, str(credit.state))
        self.claim.show_value(NOTE, credit.claim.note if credit.claim is not None else "")

    def _how(self, credit: MonthCredit) -> str:
        """Return how a month's amount comes about."""
        assert self._evaluation is not None
        assert self._ranking is not None
        at_risk = None if credit.is_before else scheme_of(self._evaluation, self._ranking).at_risk_amount
        parts = []
        for each in credit.misses:
            cost = f": {words.money(share_of(each, at_risk), self._currency)}" if at_risk is not None else ""
            parts.append(f"{_missed(each.metric.name, each.nth)}{cost}")
        said = ["; ".join(parts) + "." if parts else tr("Nothing was missed.")]
        if credit.is_before:
            said.append(tr("The contract had not begun, so nothing is due."))
        if credit.is_capped:
            said.append(tr("Cut to the amount at risk."))
        if credit.earned_back:
            back = words.money(credit.earned_back, self._currency)
            said.append(tr("{amount} were earned back by three periods on target.", amount=back))
        if credit.is_outdated and credit.claim is not None:
            was = words.money(credit.claim.amount, self._currency)
            said.append(tr("{amount} were recorded; the readings now give another amount.", amount=was))
        return " ".join(said)

    def _save(self, name: str, text: str) -> None:
        place = self.months.place
        assert self._evaluation is not None
        assert self._ranking is not None
        credit = self._credits[place]
        state = text if name == STATE else str(credit.state)
        note = text if name == NOTE else (credit.claim.note if credit.claim is not None else "")
        self._session.try_act(claim_credit, self._evaluation, self._ranking, credit.month, state, note)

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._levels):
            self._page.go(Place("performance", "metric", self._levels[place]))

    def _open_contract(self) -> None:
        self._page.go(Place("governance", field="contract"))


class _Tile(QWidget):
    """A figure, what it is, and a word beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._figure: Label = label("", TextStyle.TITLE)
        self._what, self._more = label(""), caption("")
        self.setLayout(column(self._figure, self._what, self._more, gap=XS))

    def show(self, figure: str, what: str, more: str) -> None:  # type: ignore[override] (a tile is never shown bare)
        """Show a figure."""
        self._figure.setText(figure)
        self._what.setText(what)
        self._more.setText(more)


def _pool(scheme: CreditScheme) -> str:
    if scheme.pool is None:
        return tr("usual: 100 to 300 %")
    if abs(scheme.pool - scheme.allocated) < 1e-9:
        return tr("as the contract allows")
    return tr("the contract allows {share} %", share=formats.points(scheme.pool))


def _unknown(scheme: CreditScheme) -> str:
    """Return why no amount can be worked out."""
    if scheme.candidate is None:
        return tr("Nobody is ahead yet, so there is no contract whose charge could be at risk.")
    if scheme.contract is None:
        return tr(
            "There is no contract with {name} yet: enter it on Governance, with monthly charge and share at risk.",
            name=scheme.candidate.name,
        )
    return tr(
        "The contract with {name} names no monthly charge or no share at risk: misses cost nothing yet.",
        name=scheme.candidate.name,
    )


def _termination(reason: Termination) -> str:
    months = ", ".join(words.month(each) for each in reason.months)
    if reason.metric is None:
        return tr("Credits reached the amount at risk in {months}: by the usual rule we may leave.", months=months)
    return tr(
        "{metric} was missed in {months}: by the usual rule we may leave.", metric=reason.metric.name, months=months
    )


def _missed(name: str, nth: int) -> str:
    return name if nth < 2 else tr("{metric} ({count} in a row)", metric=name, count=nth)


def _month_row(credit: MonthCredit, currency: str) -> list[str]:
    missed = "; ".join(_missed(each.metric.name, each.nth) for each in credit.misses)
    state = words.states()[credit.state] if credit.due else tr("Before the contract") if credit.is_before else ""
    return [words.month(credit.month), words.money(credit.due, currency) or "–", state, missed or tr("nothing")]
