"""A vendor's accounts year by year, and what they say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.dossier import FinancialYear
from outsource_desk.domain.errors import NotAWholeNumberError
from outsource_desk.services.ratios import expected_share, opinion_sentence, ratios_of
from outsource_desk.services.records import add_record, delete_record, update_record
from outsource_desk.ui import formats
from outsource_desk.ui.actions import make_action
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import L, M, S
from outsource_desk.ui.vendors.dossier.ratio_list import RatioList
from outsource_desk.ui.vendors.dossier.tab import DossierTab
from outsource_desk.ui.vendors.dossier.years_model import UNITS, YearsModel
from outsource_desk.ui.vendors.dossier.years_table import YearsTable
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import caption, card, column, heading, holder, label, row, small_button, tool
from outsource_desk.ui.widgets.scroll import Scroll
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.ui.pages.page import Page

NEW, CURRENCY = "finance.new_year", "finance.new_currency"


class FinanceTab(DossierTab):
    """Accounts as a table of figures by year; below it ratios, their bands and trends."""

    KEY = "finance"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._vendor: Vendor | None = None
        self._why = ""
        self.model = YearsModel(self._update)
        self.years = YearsTable(self.model, tr("Accounts"))
        units = [("full", tr("In full")), ("thousand", tr("Thousands")), ("million", tr("Millions"))]
        self.unit = Segments(units, "finance.unit", tr("Unit of the amounts"))
        self.unit.choose("thousand")  # as most accounts are printed
        self.unit.chosen.connect(self._on_unit)
        self.ratios = RatioList()
        self._in_unit = caption("", wrap=True)
        self._in_unit.setObjectName("finance.in_unit")
        self._opinion = label("", wrap=True)
        self._share = caption("", wrap=True)
        self._empty = label(
            tr("No accounts yet. Two years are enough to see margin, liquidity, debt and where they are heading."),
            tone="muted",
            wrap=True,
        )
        self._make_actions()
        self._build()

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:
        self._vendor, self._why = vendor, why_read_only(self.session)
        self.model.set_read_only(bool(self._why))
        self.model.show_years(dossier.years)
        self.new.show_subject(vendor.id)
        findings = ratios_of(dossier.years)
        self.ratios.show_findings(findings)
        has_years = bool(dossier.years)
        for each in (self.years, self.unit, self._in_unit, self._judged):
            each.setVisible(has_years)
        self._empty.setVisible(not has_years)
        self._opinion.setText(say(opinion_sentence(dossier.years[0])) if has_years else "")
        self._share.setText(self._expected(dossier))
        self._share.setVisible(bool(self._share.text()))
        allow(self._why, self._add_button)
        self._delete.look_again()
        self._on_unit(self.unit.key)

    def first_focus(self) -> QWidget | None:
        return self.years.table if self.model.years else self._add_button

    def commit(self) -> None:
        editor = self.years.table.findChild(QWidget, "finance.years.editor")
        if editor is not None:
            self.years.table.commitData(editor)

    def state(self) -> dict[str, Any]:
        return {"unit": self.unit.key}

    def restore(self, state: dict[str, Any]) -> None:
        if state.get("unit") in UNITS:
            self.unit.choose(state["unit"])

    def _build(self) -> None:
        self.new = Form(self._save_new, label_width=112)
        self.new.add_row(
            tr("Financial year"), QLineEdit(), name=NEW, help_text=tr("The year in which it ends; Enter adds it.")
        )
        field = self.new.field(NEW)
        assert isinstance(field, QLineEdit)
        field.returnPressed.connect(self._take_proposed)
        field.editingFinished.connect(self._put_line_away)
        self.new.hide()
        self._add_button = small_button(tr("Add year"), self.add_year, "finance.add")
        head = row(heading(tr("Accounts")), None, tool(self._delete), self._add_button, gap=S)
        unit_line = row(self.unit, None)
        self._judged = card(heading(tr("What they say")), self._opinion, self._share, self.ratios, gap=M)
        accounts = card(head, self.new, self._empty, holder(unit_line), self._in_unit, self.years, gap=M)
        self.setLayout(column(Scroll(column(accounts, self._judged, None, gap=L)), gap=0))

    def _make_actions(self) -> None:
        self._delete = make_action(
            self, "finance.delete", tr("Delete year"), self._delete_year, "Del", "trash", self._no_year
        )
        new = make_action(self, "finance.new", tr("Add year"), self.add_year, "Ins", "plus", lambda: self._why)
        for action in (new, self._delete):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.years.addAction(action)
        self.years.table.set_menu([new, self._delete])
        self.years.table.selectionModel().currentChanged.connect(lambda *_: self._delete.look_again())

    def add_year(self) -> None:
        """Ask which year to add."""
        years = [each.year for each in self.model.years]
        proposed = min(years) - 1 if years else datetime.now(UTC).year - 1
        self.new.show()
        field = self.new.field(NEW)
        assert isinstance(field, QLineEdit)
        field.setPlaceholderText(str(proposed))
        field.setFocus()

    def _take_proposed(self) -> None:
        """Add the year that is proposed if none was typed."""
        field = self.new.field(NEW)
        assert isinstance(field, QLineEdit)
        if not field.text():
            field.setText(field.placeholderText())
            self.new.commit()

    def _put_line_away(self) -> None:
        field = self.new.field(NEW)
        assert isinstance(field, QLineEdit)
        if not field.text():
            self.new.hide()

    def _save_new(self, _name: str, text: str) -> None:
        if self._vendor is None:
            return
        if not text.strip():
            self.new.hide()
            return
        year = formats.read_number(text)
        if not year.is_integer():
            raise NotAWholeNumberError("The financial year", year)
        self.session.try_act(add_record, "financial_year", self._vendor.id, year=int(year), currency=self._currency())
        self.new.hide()
        field = self.new.field(NEW)
        assert isinstance(field, QLineEdit)
        field.clear()
        self.new.show_value(NEW, "")
        self.years.select_year(int(year))
        self.years.table.setFocus()

    def _currency(self) -> str:
        """Return the currency that another year has, else that of the initiative."""
        known = [each.currency for each in self.model.years if each.currency]
        initiative = self.session.initiative
        return known[0] if known else (initiative.currency if initiative else "")

    def _update(self, year_id: int, field: str, value: object) -> None:
        self.session.try_act(update_record, "financial_year", year_id, field, value)

    def _current(self) -> FinancialYear | None:
        index = self.years.table.currentIndex()
        return self.model.year_at(index.column()) if index.isValid() else None

    def _no_year(self) -> str:
        return self._why or ("" if self._current() else tr("Select a year first."))

    def _delete_year(self) -> None:
        year = self._current()
        if year is not None and self.session.did(delete_record, "financial_year", year.id):
            self.page.toast_done(tr("Accounts of {year} deleted.", year=year.year))

    def _on_unit(self, key: str) -> None:
        self.model.set_unit(key)
        currencies = sorted({each.currency for each in self.model.years if each.currency})
        what = ", ".join(currencies) or tr("the currency that is still to be entered")
        words = {
            "full": tr(
                "All amounts in {currency}. A figure that is left empty stays unknown; it is never taken as 0.",
                currency=what,
            ),
            "thousand": tr(
                "All amounts in thousands of {currency}. A figure that is left empty stays unknown.", currency=what
            ),
            "million": tr(
                "All amounts in millions of {currency}. A figure that is left empty stays unknown.", currency=what
            ),
        }
        self._in_unit.setText(words[key])

    def _expected(self, dossier: Dossier) -> str:
        initiative = self.session.initiative
        share = expected_share(initiative, dossier.years) if initiative else None
        if share is None or initiative is None:
            return ""
        return tr(
            "The yearly value of “{initiative}” would be {share} of the revenue of {year}.",
            initiative=initiative.name,
            share=formats.percent(share, 1),
            year=dossier.years[0].year,
        )
