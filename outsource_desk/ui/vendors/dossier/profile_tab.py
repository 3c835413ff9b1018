"""What a vendor is, and its part in the initiatives; or the name of an in-house option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.codes import checked_lei
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vendor import Vendor, VendorKind, VendorStatus
from outsource_desk.services.candidates import update_candidate
from outsource_desk.services.vendors import set_vendor_tags, update_vendor
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.vendors import VendorRow, status_words
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import L, M
from outsource_desk.ui.vendors.candidacy import Candidacies
from outsource_desk.ui.vendors.countries import echo_country
from outsource_desk.ui.vendors.dossier.tab import DossierTab
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.imported import Imported
from outsource_desk.ui.widgets.layout import card, column, frame, heading, small_button
from outsource_desk.ui.widgets.paragraph import Paragraph
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.ui.pages.page import Page

PREFIX = "vendor."  # of the fields' object names
IN_HOUSE = "in_house.name"
NUMBERS = ("founded", "employees")
LABELS = 112  # pixels
LEI_LENGTH = 20


class ProfileTab(DossierTab):
    """The fields of a vendor and where it competes; the dossier shows it for in-house options too."""

    KEY = "profile"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._vendor: Vendor | None = None
        self._row: VendorRow | None = None
        self.form, self.facts = self._build_form(), self._build_facts()
        self.imported = Imported("vendor.imported")
        self.own = Form(self._save_own, label_width=LABELS)
        self.own.add_row(tr("Name"), QLineEdit(), name=IN_HOUSE)
        self._remove = small_button(tr("Remove from the initiative"), self.remove_candidate, "in_house.remove")
        self.candidacies = Candidacies(page)
        self._form_card, self._own_card = card(self.form), card(self.own)
        self._facts_card = card(heading(tr("Company facts")), self.facts, self.imported, gap=M)
        part = frame("card", column(self.candidacies, self._remove, gap=L, margins=(L, L, L, L)))
        self.pane = Scroll(column(self._form_card, self._own_card, part, self._facts_card, None, gap=L))
        self.setLayout(column(self.pane, gap=0))

    def show_row(self, row: VendorRow) -> None:
        """Show where a vendor competes; or all about an in-house option."""
        self._row = row
        why, is_vendor = why_read_only(self.session), row.kind is not None
        for form in (self.form, self.facts, self.own):
            form.set_read_only(bool(why))
        allow(why, self._remove)
        for each in (self._form_card, self._facts_card):
            each.setVisible(is_vendor)
        self._own_card.setVisible(not is_vendor)
        self._remove.setVisible(not is_vendor)
        if not is_vendor:
            self._vendor = None
            self.own.show_subject(row.key)
            self.own.show_value(IN_HOUSE, row.name)
        self.candidacies.show_row(row)

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:  # noqa: ARG002 (what all tabs are given)
        self._vendor = vendor
        for form in (self.form, self.facts):
            form.show_subject(vendor.id)
        for field in ("name", "kind", "country", "website", "status", "notes"):
            self.form.show_value(PREFIX + field, str(getattr(vendor, field)))
        self.form.show_value(PREFIX + "tags", ", ".join(vendor.tags))
        for field in ("legal_name", "registration", "lei", "group_name"):
            self.facts.show_value(PREFIX + field, getattr(vendor, field))
        self.facts.show_value(PREFIX + "founded", "" if vendor.founded is None else str(vendor.founded))
        self.facts.show_value(PREFIX + "employees", _count(vendor.employees))
        self.imported.show_record(self.session, "vendor", vendor.id)

    def first_focus(self) -> QWidget | None:
        return self.form.field(PREFIX + "name") if self._vendor else self.own.field(IN_HOUSE)

    def commit(self) -> None:
        if self._row is not None:
            for form in (self.form, self.facts, self.own, self.candidacies.form):
                if form.isVisibleTo(self):
                    form.commit()

    def remove_candidate(self) -> None:
        """Take the present candidate out of the present initiative."""
        initiative = self.session.initiative
        if self._row is not None and self._row.candidate_id is not None and initiative is not None:
            self.candidacies.remove(self._row.candidate_id, self._row.name, initiative.id, initiative.name)

    def _build_form(self) -> Form:
        form = Form(self._save, label_width=LABELS)
        kinds = [(str(VendorKind.COMPANY), tr("Company")), (str(VendorKind.INDIVIDUAL), tr("Individual"))]
        form.add_row(tr("Name"), QLineEdit(), name=PREFIX + "name")
        form.add_row(tr("Kind"), choice(kinds), name=PREFIX + "kind")
        form.add_row(
            tr("Country"),
            QLineEdit(),
            name=PREFIX + "country",
            help_text=tr("Two letters, such as DE."),
            echo=echo_country,
        )
        form.add_row(tr("Website"), QLineEdit(), name=PREFIX + "website")
        statuses = [(str(status), status_words(status)) for status in VendorStatus]
        form.add_row(tr("Status"), choice(statuses), name=PREFIX + "status")
        form.add_row(tr("Tags"), QLineEdit(), name=PREFIX + "tags", help_text=tr("Separated by commas."))
        form.add_row(tr("Notes"), Paragraph(), name=PREFIX + "notes")
        return form

    def _build_facts(self) -> Form:
        form = Form(self._save, label_width=LABELS)
        whom = tr("Who signs the contract, where it is not the name above.")
        form.add_row(tr("Legal name"), QLineEdit(), name=PREFIX + "legal_name", help_text=whom)
        form.add_row(tr("Register number"), QLineEdit(), name=PREFIX + "registration")
        lei = tr("Legal Entity Identifier, 20 characters.")
        form.add_row(tr("LEI"), QLineEdit(), name=PREFIX + "lei", help_text=lei, echo=_echo_lei)
        group = tr("The ultimate parent; vendors of one group fail together.")
        form.add_row(tr("Company group"), QLineEdit(), name=PREFIX + "group_name", help_text=group)
        form.add_row(tr("Founded"), QLineEdit(), name=PREFIX + "founded", help_text=tr("A year, such as 1998."))
        form.add_row(tr("Employees"), QLineEdit(), name=PREFIX + "employees")
        return form

    def _save(self, name: str, text: str) -> None:
        assert self._vendor is not None
        field = name.removeprefix(PREFIX)
        if field == "tags":
            self.session.try_act(set_vendor_tags, self._vendor.id, [tag for tag in text.split(",") if tag.strip()])
        elif field in NUMBERS:
            number = formats.read_number(text) if text.strip() else None
            self.session.try_act(update_vendor, self._vendor.id, field, number)
        else:
            self.session.try_act(update_vendor, self._vendor.id, field, text)

    def _save_own(self, _name: str, text: str) -> None:
        assert self._row is not None
        assert self._row.candidate_id is not None
        self.session.try_act(update_candidate, self._row.candidate_id, "name", text)


def _count(number: int | None) -> str:
    return "" if number is None else formats.number(number, 0)


def _echo_lei(text: str) -> str:
    """Say how far an LEI is typed, and whether its check digits fit."""
    typed = "".join(text.split())
    if len(typed) < LEI_LENGTH:
        return tr("{count} of 20 characters", count=len(typed))
    try:
        checked_lei(text)
    except DeskError:
        return tr("The check digits do not fit.")
    return tr("The check digits fit.")
