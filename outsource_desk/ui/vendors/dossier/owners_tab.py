"""Who owns or controls a vendor, and how long ago they were screened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.days import days_between
from outsource_desk.domain.dossier import Owner, Screening
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import echo_day
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.vendors.countries import echo_country
from outsource_desk.ui.vendors.dossier import words
from outsource_desk.ui.vendors.dossier.sites_tab import read_country
from outsource_desk.ui.vendors.dossier.tab import DossierTab
from outsource_desk.ui.widgets.choice import options
from outsource_desk.ui.widgets.layout import card, column, label
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.ui.pages.page import Page

FRESH = 365  # days; a screening older than a year is to be done again
CENT = 1e-9


class OwnersTab(DossierTab):
    """A list of owners, and how much of the vendor it accounts for."""

    KEY = "owners"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.owners = Records(page, _kind())
        self.told = label("", wrap=True)
        self.told.setObjectName("owners.told")
        self.setLayout(column(Scroll(column(card(self.owners, self.told), None)), gap=0))

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:
        self.owners.show_records(vendor.id, dossier.owners)
        self.told.setText(_told(dossier.owners))
        self.told.setVisible(bool(self.told.text()))
        total = sum(each.share or 0 for each in dossier.owners)
        self.told.set_tone("bad" if total > 1 + CENT else "muted")

    def first_focus(self) -> QWidget | None:
        return self.owners.first_focus()


def _told(owners: Sequence[Owner]) -> str:
    """Return what the shares add up to, and what is left open."""
    known = [each.share for each in owners if each.share is not None]
    if not known:
        return ""
    total = sum(known)
    said = f"{words.percent_words(total)} %"
    if total > 1 + CENT:
        return tr("The shares add up to {total}; at least one is wrong.", total=said)
    if total < 1 - CENT:
        left = f"{words.percent_words(1 - total)} %"
        return tr("{total} of the shares are named; who holds the other {left} is not known.", total=said, left=left)
    return tr("The shares are all accounted for.")


def _screened(owner: Owner) -> str:
    if not owner.id:
        return ""
    if owner.screening is Screening.MATCH:
        return tr("On a list")
    if owner.screening is Screening.NOT_DONE or owner.screened_on is None:
        return tr("Not screened")
    return words.age_words(owner.screened_on, words.today())


def _tone(owner: Owner) -> words.Tone | None:
    if not owner.id:
        return None
    if owner.screening is Screening.MATCH:
        return "bad", "stop"
    if owner.screening is Screening.NOT_DONE or owner.screened_on is None:
        return "warn", "open"
    days = days_between(owner.screened_on, words.today())
    return ("warn", "clock") if not 0 <= days <= FRESH else ("good", "check")


def _kind() -> Kind:
    return Kind(
        table="owner",
        title=tr("Owners"),
        columns=(
            Column("name", tr("Owner"), lambda row: row.name),
            Column(
                "share",
                tr("Share in %"),
                lambda row: words.percent_words(row.share),
                words.read_percent,
                is_number=True,
                width=88,
            ),
            Column(
                "is_controlling",
                tr("Controls"),
                lambda row: "yes" if row.is_controlling else "",
                bool,
                choices=words.yes_no(),
                width=80,
            ),
            Column("country", tr("Country"), lambda row: row.country, read_country, echo=echo_country, width=72),
            Column("state", tr("Screened"), _screened, None, tone=_tone, width=144),
            Column(
                "screening",
                tr("Screening"),
                lambda row: str(row.screening),
                choices=options(words.screenings()),
                width=120,
            ),
            Column(
                "screened_on",
                tr("Screened on"),
                lambda row: formats.day(row.screened_on),
                formats.read_day,
                echo=echo_day,
                width=112,
            ),
        ),
        key="name",
        blank=lambda: Owner(0, 0, ""),
        add_text=tr("Add"),
        empty=tr("Nobody is named yet. Name who owns a quarter or more, or decides, and screen them for sanctions."),
        deleted=lambda row: tr("{name} deleted.", name=row.name),
    )
