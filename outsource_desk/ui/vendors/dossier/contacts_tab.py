"""The people at a vendor: what for, how and when they can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.vendor import Contact
from outsource_desk.services.vendors import add_contact, delete_contact, list_contacts, update_contact
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column, EditableRows, Verbs
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.vendors.dossier.tab import DossierTab
from outsource_desk.ui.vendors.dossier.words import yes_no, zones
from outsource_desk.ui.widgets.layout import card, column
from outsource_desk.ui.widgets.row_list import RowList
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.ui.pages.page import Page


def roles() -> tuple[str, ...]:
    """Return the roles to choose from; any other text is allowed too."""
    return (
        tr("Account lead"),
        tr("Delivery"),
        tr("Security"),
        tr("Privacy"),
        tr("Legal"),
        tr("Finance"),
        tr("Executive"),
        tr("Emergency"),
    )


class ContactsTab(DossierTab):
    """A list of people; who to call at night stands out."""

    KEY = "contacts"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.contacts = Contacts(page)
        self.setLayout(column(Scroll(column(card(self.contacts), None)), gap=0))

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:  # noqa: ARG002 (what all tabs are given)
        self.contacts.show_vendor(vendor.id)

    def first_focus(self) -> QWidget | None:
        return self.contacts.first_focus()


class Contacts(RowList):
    """Names, roles and how to reach them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._vendor_id = 0
        columns = (
            Column("name", tr("Name"), lambda contact: contact.name),
            Column("role", tr("Role"), lambda contact: contact.role, width=104, offers=roles),
            Column("email", tr("E-mail"), lambda contact: contact.email),
            Column("phone", tr("Phone"), lambda contact: contact.phone, width=120),
            Column("time_zone", tr("Time zone"), lambda contact: contact.time_zone, width=124, offers=zones),
            Column("language", tr("Language"), lambda contact: contact.language, width=88),
            Column(
                "is_always_reachable",
                tr("Around the clock"),
                lambda contact: "yes" if contact.is_always_reachable else "",
                bool,
                choices=yes_no(),
                width=112,
            ),
        )
        super().__init__(
            "contacts",
            tr("Contacts"),
            EditableRows(columns, "name", Verbs(self._add, self._update)),
            blank=lambda: Contact(0, 0, ""),
            add_text=tr("Add"),
            delete=self._delete_contact,
        )
        self.empty.setText(
            tr("Nobody is named yet. Add whoever answers for delivery and security, and whom to call at night.")
        )

    def show_vendor(self, vendor_id: int) -> None:
        """Show the people at a vendor."""
        if vendor_id != self._vendor_id:
            self.model.give_up()
        self._vendor_id = vendor_id
        self.set_read_only(why_read_only(self._page.session))
        self.show_rows(list_contacts(self._page.session.desk, vendor_id))

    def _add(self, fields: dict[str, Any]) -> int:
        return self._page.session.try_act(add_contact, self._vendor_id, **fields)

    def _update(self, contact_id: int, field: str, value: object) -> None:
        self._page.session.try_act(update_contact, contact_id, field, value)

    def _delete_contact(self, contact: Contact) -> None:
        if self._page.session.did(delete_contact, contact.id):
            self._page.toast_done(tr("{name} deleted.", name=contact.name))
