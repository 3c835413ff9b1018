"""The terms of one contract, in two columns where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from outsource_desk.domain.formatting import main_units
from outsource_desk.ui import formats
from outsource_desk.ui.governance import columns as c
from outsource_desk.ui.governance.record_form import RecordForm
from outsource_desk.ui.initiative.reading import echo_day, read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XXL, scaled
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.layout import column, holder, row
from outsource_desk.ui.widgets.paragraph import Paragraph

if TYPE_CHECKING:
    from outsource_desk.domain.governance import Contract
    from outsource_desk.ui.pages.page import Page

BROAD = 860  # pixels from which the two forms stand side by side
NARROW = 152  # pixels of a date or a number


class TermsCard(QWidget):
    """When it runs, how it ends, what leaving is helped with, and what is paid."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._currency = ""
        self.times, self.terms = self._times(), self._terms()
        halves = (holder(column(each, None, gap=0)) for each in (self.times, self.terms))
        self._lay = row(*halves, gap=XXL)
        for place in (0, 1):
            self._lay.setStretch(place, 1)
        self.setLayout(self._lay)

    def show_contract(self, contract: Contract, currency: str) -> None:
        """Show a contract; amounts are in the currency of the initiative."""
        self._currency = currency
        for form in (self.times, self.terms):
            form.show_record(contract)

    def first_focus(self) -> QWidget:
        """Return where work begins."""
        return self.times.field("contract.reference")

    def commit(self) -> None:
        """Save what is being typed."""
        for form in (self.times, self.terms):
            form.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_broad = event.size().width() >= scaled(BROAD)
        self._lay.setDirection(ways.LeftToRight if is_broad else ways.TopToBottom)

    def _times(self) -> RecordForm:
        form = RecordForm(self._page, "contract", label_width=152)
        form.add(tr("Reference"), QLineEdit(), "reference")
        for text, name in (
            (tr("Signed on"), "signed_on"),
            (tr("Starts on"), "starts_on"),
            (tr("Ends on"), "ends_on"),
        ):
            form.add(text, _narrow(), name, show=formats.day, read=formats.read_day, echo=echo_day)
        yes_or_no = choice((("", tr("No")), ("1", tr("Yes"))))
        form.add(tr("Renews itself"), yes_or_no, "renews_itself", show=_flag, read=bool)
        _number(form, tr("Our notice"), "notice_us_days", tr("calendar days"))
        _number(form, tr("Their notice"), "notice_vendor_days", tr("calendar days"))
        _number(form, tr("Exit assistance"), "assistance_months", tr("months"))
        return form

    def _terms(self) -> RecordForm:
        form = RecordForm(self._page, "contract", label_width=152)
        form.add(tr("Governing law"), QLineEdit(), "law")
        form.add(
            tr("Monthly charge"), _narrow(), "monthly_charge", show=self._amount, read=read_amount,
            help_text=tr("In the currency of the initiative."),
        )  # fmt: skip
        _number(form, tr("At risk"), "at_risk", "%", tr("Of the monthly charge."))
        _number(form, tr("Allocation pool"), "pool", "%", tr("Of the amount at risk."))
        yes_or_no = choice((("", tr("No")), ("1", tr("Yes"))))
        form.add(tr("Credits earned back"), yes_or_no, "earns_back", show=_flag, read=bool)
        form.add(tr("Termination rule"), Paragraph(2, 6), "termination_rule")
        form.add(tr("Note"), Paragraph(2, 8), "note")
        return form

    def _amount(self, minor: int | None) -> str:
        return formats.amount_typed(main_units(minor, self._currency), self._currency)


def _number(form: RecordForm, text: str, name: str, unit: str, help_text: str = "") -> None:
    form.add(text, _narrow(), name, show=c.shown, read=read_amount, unit=unit, help_text=help_text)


def _narrow() -> QLineEdit:
    field = QLineEdit()
    field.setFixedWidth(scaled(NARROW))
    return field


def _flag(value: bool) -> str:
    return "1" if value else ""
