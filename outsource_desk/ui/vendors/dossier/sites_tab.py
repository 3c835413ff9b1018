"""The sites of a vendor: where, when and what for; and how much of our day they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.dossier import Location, Purpose, Site, Visit
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import echo_day
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.theme import L
from outsource_desk.ui.vendors.countries import country_code, echo_country
from outsource_desk.ui.vendors.dossier import words
from outsource_desk.ui.vendors.dossier.overlap_card import OverlapCard
from outsource_desk.ui.vendors.dossier.tab import DossierTab
from outsource_desk.ui.widgets.choice import options
from outsource_desk.ui.widgets.layout import card, column
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.ui.pages.page import Page


@dataclass(frozen=True)
class SiteRow:
    """A site as its list shows it: hours and days as they are typed."""

    id: int
    name: str = ""
    country: str = ""
    city: str = ""
    location: Location | str | None = None
    time_zone: str = ""
    hours: str = ""
    work_days: str = "12345"
    purposes: tuple[Purpose | str, ...] = ()
    headcount: float | None = None
    visited_on: str | None = None
    visit: Visit | str | None = None


class SitesTab(DossierTab):
    """A list of sites above what they share of our working day."""

    KEY = "sites"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.sites = Records(page, _kind())
        self.overlap = OverlapCard(page)
        self._overlap_card = card(self.overlap)
        self.setLayout(column(Scroll(column(card(self.sites), self._overlap_card, None, gap=L)), gap=0))

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:
        self.sites.show_records(vendor.id, [_row(site) for site in dossier.sites])
        self.overlap.show_dossier(dossier)
        self._overlap_card.setVisible(bool(dossier.sites) and self.session.initiative is not None)

    def first_focus(self) -> QWidget | None:
        return self.sites.first_focus()


def read_country(text: str) -> str:
    """Return the two letters of a country that was typed as its code or its name; else the text, to be refused."""
    return country_code(text) or text


def _row(site: Site) -> SiteRow:
    return SiteRow(
        site.id,
        site.name,
        site.country,
        site.city,
        site.location,
        site.hours.time_zone,
        words.shift_words(site.hours),
        site.hours.days,
        site.purposes,
        site.headcount,
        site.visited_on,
        site.visit,
    )


def _purposes(row: SiteRow) -> str:
    said = words.purposes()
    return ", ".join(said[Purpose(each)] for each in row.purposes)


def _kind() -> Kind:
    return Kind(
        table="site",
        title=tr("Sites"),
        columns=_columns(),
        key="name",
        blank=lambda: SiteRow(0),
        add_text=tr("Add"),
        empty=tr(
            "No site is named yet. With country, time zone and hours of each, the desk works out when both sides work."
        ),
        deleted=lambda row: tr("{name} deleted.", name=row.name),
    )


def _columns() -> tuple[Column, ...]:
    locations, visits = words.locations(), words.visits()
    return (
        Column("name", tr("Site"), lambda row: row.name),
        Column("country", tr("Country"), lambda row: row.country, read_country, echo=echo_country, width=72),
        Column("city", tr("City"), lambda row: row.city, width=88),
        Column("time_zone", tr("Time zone"), lambda row: row.time_zone, offers=words.zones, width=124),
        Column("hours", tr("Hours"), lambda row: row.hours, echo=words.echo_shift, width=112),
        Column(
            "work_days",
            tr("Days"),
            lambda row: words.days_words(row.work_days),
            echo=words.echo_days,
            width=88,
        ),
        Column(
            "location",
            tr("Location"),
            lambda row: str(row.location or ""),
            choices=options(locations, none=tr("Not said")),
            width=104,
        ),
        Column(
            "purposes",
            tr("Used for"),
            _purposes,
            lambda text: words.read_several(words.purposes(), tr("Used for"), text),
            echo=_echo_purposes,
            width=152,
        ),
        Column(
            "headcount",
            tr("Headcount"),
            lambda row: words.count_words(row.headcount),
            words.read_number,
            is_number=True,
            width=88,
        ),
        Column(
            "visited_on",
            tr("Visited on"),
            lambda row: formats.day(row.visited_on),
            formats.read_day,
            echo=echo_day,
            width=116,
        ),
        Column(
            "visit",
            tr("Visited"),
            lambda row: str(row.visit or ""),
            choices=options(visits, none=tr("Not yet")),
            width=120,
        ),
    )


def _echo_purposes(_text: str) -> str:
    """Say what can be typed, several with commas between them."""
    return tr("Any of: {words}.", words=", ".join(words.purposes().values()))
