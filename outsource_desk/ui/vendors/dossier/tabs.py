"""Which class shows which tab of a vendor's dossier; each is loaded when it is first shown."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from outsource_desk.ui.language import tr

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place
    from outsource_desk.ui.vendors.dossier.tab import DossierTab

TABS = {
    "profile": ("profile_tab", "ProfileTab"),
    "contacts": ("contacts_tab", "ContactsTab"),
    "sites": ("sites_tab", "SitesTab"),
    "certificates": ("certificates_tab", "CertificatesTab"),
    "finance": ("finance_tab", "FinanceTab"),
    "owners": ("owners_tab", "OwnersTab"),
    "supply": ("supply_tab", "SupplyTab"),
    "references": ("references_tab", "ReferencesTab"),
    "watch": ("watch_tab", "WatchTab"),
    "files": ("files_tab", "FilesTab"),
}
_TAB_OF_TABLE = {"contact": "contacts", "site": "sites", "certificate": "certificates", "insurance": "certificates"}
_PACKAGE = "outsource_desk.ui.vendors.dossier"


def keys() -> tuple[str, ...]:
    """Return the tabs in their order."""
    return tuple(key for key, (module, _) in TABS.items() if find_spec(f"{_PACKAGE}.{module}"))


def title_of(key: str) -> str:
    """Return what a tab is called."""
    return {
        "profile": tr("Profile"),
        "contacts": tr("Contacts"),
        "sites": tr("Sites"),
        "certificates": tr("Certificates and insurance"),
        "finance": tr("Finance"),
        "owners": tr("Owners"),
        "supply": tr("Supply chain"),
        "references": tr("References"),
        "watch": tr("Watch list"),
        "files": tr("Files"),
    }[key]


def count_of(key: str, dossier: Dossier) -> int | None:
    """Return how many records a tab holds; nothing for one that is no list of them."""
    held = {
        "sites": dossier.sites,
        "certificates": (*dossier.certificates, *dossier.insurances),
        "finance": dossier.years,
        "owners": dossier.owners,
        "supply": dossier.subcontractors,
        "references": dossier.references,
        "watch": [each for each in dossier.watch_entries if each.closed_on is None],
        "files": dossier.attachments,
    }
    return len(held[key]) if key in held else None


def tab_of(place: Place) -> str | None:
    """Return the tab that a place leads to: one that it names, that of a record, or the profile for a field."""
    if place.field in TABS:
        return place.field if place.field in keys() else None
    if place.thing in _TAB_OF_TABLE:
        return _TAB_OF_TABLE[place.thing]
    return "profile" if place.field else None


def make_tab(key: str, page: Page) -> DossierTab:
    """Return a new tab of the page."""
    module, name = TABS[key]
    return getattr(import_module(f"{_PACKAGE}.{module}"), name)(page)
