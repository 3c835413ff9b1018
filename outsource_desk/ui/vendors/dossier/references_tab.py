"""Clients of a vendor that can tell how it was, and what they told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.dossier import ClientReference
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import echo_day
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.vendors.dossier import words
from outsource_desk.ui.vendors.dossier.tab import DossierTab
from outsource_desk.ui.widgets.layout import card, column, label
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.ui.pages.page import Page


class ReferencesTab(DossierTab):
    """A list of clients; who was named by the vendor itself counts less than who we chose."""

    KEY = "references"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.references = Records(page, _kind())
        self.told = label("", tone="muted", wrap=True)
        self.told.setObjectName("references.told")
        self.setLayout(column(Scroll(column(card(self.references, self.told), None)), gap=0))

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:
        self.references.show_records(vendor.id, dossier.references)
        self.told.setText(_told(dossier))
        self.told.setVisible(bool(dossier.references))

    def first_focus(self) -> QWidget | None:
        return self.references.first_focus()


def _told(dossier: Dossier) -> str:
    """Return what is still to be done for the references to say something."""
    waiting = sum(each.spoken_on is None for each in dossier.references)
    said = [
        tr_n(waiting, "{count} client has not been spoken to yet.", "{count} clients have not been spoken to yet.")
        if waiting
        else tr("All clients have been spoken to."),
        ""
        if any(each.chosen_by_us for each in dossier.references)
        else tr("All were named by the vendor itself; find one of your own choice."),
        ""
        if any(each.is_former for each in dossier.references)
        else tr("No former client is among them; those tell why people leave."),
    ]
    return " ".join(filter(None, said))


def _kind() -> Kind:
    return Kind(
        table="client_reference",
        title=tr("References"),
        columns=(
            Column("client", tr("Client"), lambda row: row.client),
            Column("state", tr("Spoken to"), _spoken, None, tone=_tone, width=128),
            Column(
                "rating",
                tr("Rating of 5"),
                lambda row: "" if row.rating is None else formats.points(row.rating),
                words.read_number,
                is_number=True,
                width=96,
            ),
            Column("note", tr("What was told"), lambda row: row.note, width=240),
            Column("person", tr("Person"), lambda row: row.person, width=112),
            Column("service", tr("Service"), lambda row: row.service),
            _flag("chosen_by_us", tr("Chosen by us"), 104),
            _flag("is_former", tr("Former client"), 104),
            Column(
                "spoken_on",
                tr("Spoken to on"),
                lambda row: formats.day(row.spoken_on),
                formats.read_day,
                echo=echo_day,
                width=116,
            ),
            Column("spoken_by", tr("By whom"), lambda row: row.spoken_by, width=112),
        ),
        key="client",
        blank=lambda: ClientReference(0, 0, ""),
        add_text=tr("Add"),
        empty=tr("No client is named yet. Speak to two or three, one of them former, and one that you chose yourself."),
        deleted=lambda row: tr("{name} deleted.", name=row.client),
    )


def _flag(field: str, heading: str, width: int) -> Column:
    return Column(
        field, heading, lambda row: "yes" if getattr(row, field) else "", bool, choices=words.yes_no(), width=width
    )


def _spoken(row: ClientReference) -> str:
    if not row.id:
        return ""
    return words.age_words(row.spoken_on, words.today()) if row.spoken_on else tr("Not yet")


def _tone(row: ClientReference) -> words.Tone | None:
    if not row.id:
        return None
    return ("good", "check") if row.spoken_on else ("warn", "open")
