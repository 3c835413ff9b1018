"""All about one vendor, or about an in-house option."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from outsource_desk.domain.vendor import Vendor, VendorKind, VendorStatus
from outsource_desk.services.candidates import update_candidate
from outsource_desk.services.vendors import set_vendor_tags, update_vendor
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.vendors import VendorRow, status_tone, status_words
from outsource_desk.ui.pages.page import Page
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import L, M, S, TextStyle
from outsource_desk.ui.vendors.candidacy import Candidacies
from outsource_desk.ui.vendors.contacts import Contacts
from outsource_desk.ui.vendors.countries import echo_country
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import card, clear, column, frame, holder, label, link, row, small_button
from outsource_desk.ui.widgets.paragraph import Paragraph
from outsource_desk.ui.widgets.scroll import Scroll

PREFIX = "vendor."  # of the fields' object names
IN_HOUSE = "in_house.name"


class Detail(QWidget):
    """The fields of a vendor, where it competes, and its contacts."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._vendor: Vendor | None = None
        self._row: VendorRow | None = None
        self._name = label("", TextStyle.SECTION, wrap=True)
        self._status = Chip("", "quiet", "")
        self._like: QVBoxLayout = column(gap=0)
        self.form = self._build_form()
        self.own = Form(self._save_own, label_width=112)
        self.own.add_row(tr("Name"), QLineEdit(), name=IN_HOUSE)
        self._remove = small_button(tr("Remove from the initiative"), self.remove_candidate, "in_house.remove")
        self.candidacies, self.contacts = Candidacies(page), Contacts(page)
        head = row(self._name, self._status, gap=S)
        head.setStretch(0, 1)
        self._own_card, self._form_card = holder(column(self.own, gap=0)), holder(column(self.form, gap=0))
        self._contacts_card = card(self.contacts)
        first = card(holder(head), self._like, self._form_card, self._own_card, gap=M)
        second = frame("card", column(self.candidacies, self._remove, gap=L, margins=(L, L, L, L)))
        self.pane = Scroll(column(first, second, self._contacts_card, None, gap=L))
        self.setLayout(column(self.pane, gap=0))

    def show_row(self, row_: VendorRow, vendor: Vendor | None, like: list[tuple[int, str]]) -> None:
        """Show a vendor; without one the row is an in-house option."""
        self._row, self._vendor = row_, vendor
        why = why_read_only(self._page.session)
        for form in (self.form, self.own):
            form.set_read_only(bool(why))
        self.contacts.set_read_only(why)
        allow(why, self._remove)
        self._name.setText(row_.name)
        tone, icon = status_tone(row_.status) if row_.status else ("quiet", "home")
        self._status.show_state(status_words(row_.status) if row_.status else tr("In-house"), tone, icon)
        clear(self._like)
        for vendor_id, name in like:
            link_ = link(
                tr("Looks like {name}", name=name), lambda key=vendor_id: self._go_to(key), f"like.{vendor_id}"
            )
            self._like.addWidget(link_)
        for each in (self._form_card, self._contacts_card):
            each.setVisible(vendor is not None)
        self._own_card.setVisible(vendor is None)
        self._remove.setVisible(vendor is None)
        if vendor is not None:
            self._show_vendor(vendor)
        else:
            self.own.show_subject(row_.key)
            self.own.show_value(IN_HOUSE, row_.name)
        self.candidacies.show_row(row_)

    def begin(self) -> None:
        """Put the focus where work on it begins."""
        (self.form.field(PREFIX + "name") if self._vendor else self.own.field(IN_HOUSE)).setFocus()

    def commit(self) -> None:
        """Save what is being typed."""
        if self._row is not None:
            for form in (self.form, self.own, self.candidacies.form):
                if form.isVisibleTo(self):
                    form.commit()

    def remove_candidate(self) -> None:
        """Take the present candidate out of the present initiative."""
        initiative = self._page.session.initiative
        if self._row is not None and self._row.candidate_id is not None and initiative is not None:
            self.candidacies.remove(self._row.candidate_id, self._row.name, initiative.id, initiative.name)

    def _build_form(self) -> Form:
        form = Form(self._save, label_width=112)
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

    def _show_vendor(self, vendor: Vendor) -> None:
        self.form.show_subject(vendor.id)
        for field in ("name", "kind", "country", "website", "status", "notes"):
            self.form.show_value(PREFIX + field, str(getattr(vendor, field)))
        self.form.show_value(PREFIX + "tags", ", ".join(vendor.tags))
        self.contacts.show_vendor(vendor.id)

    def _save(self, name: str, text: str) -> None:
        assert self._vendor is not None
        session, field = self._page.session, name.removeprefix(PREFIX)
        if field == "tags":
            session.try_act(set_vendor_tags, self._vendor.id, [tag for tag in text.split(",") if tag.strip()])
        else:
            session.try_act(update_vendor, self._vendor.id, field, text)

    def _save_own(self, _name: str, text: str) -> None:
        assert self._row is not None
        assert self._row.candidate_id is not None
        self._page.session.try_act(update_candidate, self._row.candidate_id, "name", text)

    def _go_to(self, vendor_id: int) -> None:
        self._page.go(Place("vendors", "vendor", vendor_id))
