"""What leaving costs and who pays, and what each choice is expected to cost once its failure is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.exit_clock import Reversal
from outsource_desk.domain.formatting import in_words, main_units, minor_digits
from outsource_desk.domain.leaving import ExitCost, ExitFacts, Payer
from outsource_desk.services.leaving import take_costs
from outsource_desk.services.records import update_record
from outsource_desk.services.reversal import cost_of_reversal, exit_costs, turning_chance
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.initiative.reading import echo_amount, read_amount
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.leaving.figures import Cell, Figures
from outsource_desk.ui.leaving.tab import ExitTab
from outsource_desk.ui.leaving.words import (
    number_words,
    payers,
    range_words,
    read_percent,
)
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.choice import options
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import button, caption, card, column, heading, label, row
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place

PREFIX = "exit."
_NARROW = 240  # pixels of a field for an amount
_MILLION = 1_000_000
_READ: dict[str, Callable[[str], object]] = {
    "failure_probability": read_percent,
    "cost_to_failure": read_amount,
    "plan_b_cost": read_amount,
}


@dataclass(frozen=True)
class CostRow:
    """A cost as its list shows it: money in the currency's main unit."""

    id: int
    wording: str = ""
    low: float | None = None
    expected: float | None = None
    high: float | None = None
    payer: Payer | str = Payer.US
    note: str = ""
    currency: str = ""


class CostsTab(ExitTab):
    """Lines of cost above the cost of reversal, candidate by candidate."""

    KEY = "costs"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._facts: ExitFacts | None = None
        self._currency = ""
        self.costs = Records(page, _kind())
        self._told = label("", TextStyle.STRONG, wrap=True)
        self._usual = make_action(
            self, "exit.usual_costs", tr("Add what leaving usually costs"), self._take, why_not=self._why_not
        )
        self._button = button(tr("Add what leaving usually costs"), self._usual.trigger, name="exit.take_costs")
        self.form = self._build_form()
        self.reversal = Figures("exit.reversal", tr("Cost of reversal"))
        self._lacking, self._turn = label("", tone="warn", wrap=True), label("", TextStyle.STRONG, wrap=True)
        formula = caption(
            tr("Expected = (1 − chance) × cost if all goes well + chance × (cost until it fails + leaving + plan B)."
               " A provider that has failed pays nothing, so leaving costs us every line."), wrap=True,
        )  # fmt: skip
        beside = row(self.reversal, None, gap=0)
        beside.setStretch(0, 5)
        self._scroll = Scroll(
            column(
                card(self._told, self.costs, row(self._button, None), gap=M),
                card(heading(tr("Cost of reversal")), self._turn, beside, self._lacking, formula, self.form, gap=M),
                None,
                gap=L,
                margins=(0, 0, S, 0),
            )
        )
        self.setLayout(column(self._scroll, gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        if evaluation.protection is None:
            return
        plan, self._currency = evaluation.protection.leaving, evaluation.initiative.currency
        self._facts, self._initiative_id = plan.facts, evaluation.initiative.id
        self.costs.show_records(self._initiative_id, [_row(each, self._currency) for each in plan.costs])
        self._told.setText(_told(plan.costs, self._currency))
        self._button.setVisible(not plan.costs)
        self._usual.look_again()
        allow(self._why_not(), self._button)
        self._show_form()
        self._show_reversal(cost_of_reversal(evaluation, ranking, screen_speech()))

    def first_focus(self) -> QWidget | None:
        return self.costs.first_focus()

    def tab_actions(self) -> list[Action]:
        return [self._usual, *self.costs.actions_of_list]

    def reveal(self, place: Place) -> None:
        if place.thing == "exit_cost" and place.id is not None and self.costs.model.place_of(place.id) >= 0:
            self.costs.select(place.id)
            self.costs.table.setFocus()
        elif place.field in _READ:
            field = self.form.field(PREFIX + place.field)
            self._scroll.ensureWidgetVisible(field)
            field.setFocus()

    def leave(self) -> None:
        self.form.commit()

    def _build_form(self) -> Form:
        form = Form(self._save, label_width=160)
        form.add_row(
            tr("Chance of failure"),
            _narrow(),
            name=f"{PREFIX}failure_probability",
            unit="%",
            help_text=tr("That the arrangement is given up before its term ends."),
        )
        form.add_row(
            tr("Cost until it fails"),
            _narrow(),
            name=f"{PREFIX}cost_to_failure",
            help_text=tr("What is spent until the arrangement is given up."),
            echo=lambda text: echo_amount(text, self._currency),
        )
        form.add_row(
            tr("Cost of plan B"),
            _narrow(),
            name=f"{PREFIX}plan_b_cost",
            help_text=tr("What the service then costs elsewhere, for the rest of the term."),
            echo=lambda text: echo_amount(text, self._currency),
        )
        return form

    def _show_form(self) -> None:
        facts = self._facts
        self.form.set_read_only(bool(why_read_only(self.session)))
        if facts is None:
            return
        self.form.show_subject(facts.id)
        chance = facts.failure_probability
        self.form.show_value(f"{PREFIX}failure_probability", number_words(None if chance is None else 100 * chance))
        self.form.show_value(f"{PREFIX}cost_to_failure", _typed(facts.cost_to_failure, self._currency))
        self.form.show_value(f"{PREFIX}plan_b_cost", _typed(facts.plan_b_cost, self._currency))

    def _save(self, name: str, text: str) -> None:
        field = name.removeprefix(PREFIX)
        if self._facts is not None:
            self.session.try_act(update_record, "exit_plan", self._facts.id, field, _READ[field](text))

    def _show_reversal(self, reversals: Sequence[Reversal]) -> None:
        figures = [abs(figure) for each in reversals for figure in (each.cost, each.failed_cost) if figure is not None]
        minor = 10 ** minor_digits(self._currency)
        is_large = max(figures, default=0) >= _MILLION * minor
        unit = tr("{currency} m", currency=self._currency) if is_large else self._currency
        heads = unit, tr("If all goes well"), tr("If it fails"), tr("Expected"), tr("Reversal adds")
        known = [each.expected for each in reversals if each.expected is not None and each.is_ranked]
        least = min(known) if len(known) > 1 else None
        rows = [
            _reversal_cells(
                each, minor * _MILLION if is_large else minor, is_least=each.is_ranked and each.expected == least
            )
            for each in reversals
        ]
        self.reversal.show_figures(heads, rows)
        missing = dict.fromkeys(
            words for each in reversals if each.is_ranked and not each.candidate.is_in_house for words in each.missing
        )
        self._lacking.setText(tr("Not known yet: {what}.", what=in_words(list(missing), tr("and"))) if missing else "")
        self._lacking.setVisible(bool(missing))
        self._turn.setText(_turn_words(reversals))
        self._turn.setVisible(bool(self._turn.text()))

    def _take(self) -> None:
        added = self.session.act(take_costs, self._initiative_id)
        if added is not None:
            self.page.toast_done(tr_n(added, "{count} line of cost added.", "{count} lines of cost added."))

    def _why_not(self) -> str:
        return why_read_only(self.session)


def _typed(minor: int | None, currency: str) -> str:
    return formats.amount_typed(main_units(minor, currency), currency)


def _narrow() -> QLineEdit:
    """Return a field for an amount."""
    field = QLineEdit()
    field.setMaximumWidth(scaled(_NARROW))
    return field


def _reversal_cells(each: Reversal, scale: float, *, is_least: bool) -> list[Cell]:
    def money(minor: int | None, *, is_strong: bool = False) -> Cell:
        if minor is None:
            return Cell(tr("not known"), "muted")
        return Cell(formats.number(minor / scale, 2 if scale >= _MILLION else 0), is_strong=is_strong)

    name, none = Cell(each.candidate.name, is_strong=is_least), Cell("–", "muted")
    if not each.is_ranked:
        name = Cell(tr("{name}, not ranked", name=each.candidate.name), "muted")
    if each.candidate.is_in_house:
        return [name, money(each.cost), none, money(each.expected, is_strong=is_least), none]
    return [
        name,
        money(each.cost),
        money(each.failed_cost),
        money(each.expected, is_strong=is_least),
        money(each.surcharge),
    ]


def _turn_words(reversals: Sequence[Reversal]) -> str:
    """Return how likely a failure may be before in-house costs less."""
    found = turning_chance(reversals)
    if found is None:
        return ""
    first, chance = found
    name = first.candidate.name
    if chance <= 0:
        return tr("In-house is expected to cost less than {name} at any chance of failure.", name=name)
    if chance >= 1:
        return tr("{name} is expected to cost less than in-house, however likely it is to fail.", name=name)
    return tr("{name} is expected to cost less than in-house as long as its chance of failure stays below {chance}.",
              name=name, chance=formats.percent(chance))  # fmt: skip


def _row(cost: ExitCost, currency: str) -> CostRow:
    low, expected, high = (main_units(each, currency) for each in (cost.low, cost.expected, cost.high))
    return CostRow(cost.id, cost.wording, low, expected, high, cost.payer, cost.note, currency)


def _told(costs: Sequence[ExitCost], currency: str) -> str:
    if not costs:
        return tr("Nobody has said what leaving costs. Who does not know that cannot bargain.")
    planned, unplanned = exit_costs(costs, is_planned=True), exit_costs(costs, is_planned=False)
    if planned.expected is None:
        return tr("No line has an amount yet.")
    said = tr("A planned exit costs us {planned}, an unplanned one {unplanned}.",
              planned=range_words(planned, currency), unplanned=range_words(unplanned, currency))  # fmt: skip
    if planned.unknown:
        said += " " + tr_n(planned.unknown, "{count} line has no amount.", "{count} lines have no amount.")
    return said


def _money(field: str, heading_: str) -> Column:
    return Column(
        field,
        heading_,
        lambda each: formats.amount_typed(getattr(each, field), each.currency),
        read_amount,
        is_number=True,
        echo=echo_amount,
        width=112,
    )


def _kind() -> Kind:
    return Kind(
        table="exit_cost",
        title=tr("One-off costs of leaving"),
        columns=(
            Column("wording", tr("Cost"), lambda each: each.wording),
            _money("low", tr("Low")),
            _money("expected", tr("Expected")),
            _money("high", tr("High")),
            Column("payer", tr("Who pays"), lambda each: str(each.payer), choices=options(payers()), width=136),
            Column("note", tr("Note"), lambda each: each.note, width=176),
        ),
        key="wording",
        blank=lambda: CostRow(0),
        add_text=tr("Add"),
        empty="",
        deleted=lambda each: tr("“{name}” deleted.", name=each.wording),
    )
