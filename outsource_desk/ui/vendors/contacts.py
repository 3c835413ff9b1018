"""The people at a vendor."""

from __future__ import annotations

from typing import Any

from outsource_desk.domain.vendor import Contact
from outsource_desk.services.vendors import add_contact, delete_contact, list_contacts, update_contact
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column, EditableRows, Verbs
from outsource_desk.ui.pages.page import Page
from outsource_desk.ui.widgets.row_list import RowList


class Contacts(RowList):
    """Names, roles and how to reach them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._vendor_id = 0
        columns = (
            Column("name", tr("Name"), lambda contact: contact.name),
            Column("role", tr("Role"), lambda contact: contact.role),
            Column("email", tr("E-mail"), lambda contact: contact.email),
            Column("phone", tr("Phone"), lambda contact: contact.phone, width=120),
        )
        super().__init__(
            "contacts",
            tr("Contacts"),
            EditableRows(columns, "name", Verbs(self._add, self._update)),
            blank=lambda: Contact(0, 0, ""),
            add_text=tr("Add"),
            delete=self._delete_contact,
        )
        self.empty.setText(tr("Nobody is named yet."))

    def show_vendor(self, vendor_id: int) -> None:
        """Show the people at a vendor."""
        if vendor_id != self._vendor_id:
            self.model.give_up()
        self._vendor_id = vendor_id
        self.show_rows(list_contacts(self._page.session.desk, vendor_id))

    def _add(self, fields: dict[str, Any]) -> int:
        return self._page.session.try_act(add_contact, self._vendor_id, **fields)

    def _update(self, contact_id: int, field: str, value: object) -> None:
        self._page.session.try_act(update_contact, contact_id, field, value)

    def _delete_contact(self, contact: Contact) -> None:
        if self._page.session.did(delete_contact, contact.id):
            self._page.toast_done(tr("{name} deleted.", name=contact.name))
