"""What merging two vendors would do, in words."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from outsource_desk.domain.dossier import FinancialYear
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.vendor import VendorKind, VendorStatus
from outsource_desk.services.duplicates import Sign
from outsource_desk.services.merging import Candidacy, Meeting, MergePlan, accounts_of
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.models.vendors import status_words
from outsource_desk.ui.vendors.dossier.years_model import figure_words


def field_words() -> dict[str, str]:
    """Return what the fields of a vendor are called."""
    return {
        "name": tr("Name"),
        "legal_name": tr("Legal name"),
        "kind": tr("Kind"),
        "country": tr("Country"),
        "registration": tr("Register number"),
        "lei": tr("LEI"),
        "group_name": tr("Group"),
        "website": tr("Website"),
        "founded": tr("Founded"),
        "employees": tr("Employees"),
        "status": tr("Status"),
        "notes": tr("Notes"),
    }


def sign_words(sign: Sign) -> str:
    """Return why two vendors may be the same."""
    return {
        Sign.LEI: tr("same LEI"),
        Sign.REGISTRATION: tr("same register number"),
        Sign.WEBSITE: tr("same website"),
        Sign.NAME: tr("alike names"),
    }[sign]


def value_words(field: str, value: str | int) -> str:
    """Return a vendor's value of a field as the user reads it, in one line."""
    if field == "status":
        return status_words(VendorStatus(value))
    if field == "kind":
        return tr("Company") if value == VendorKind.COMPANY else tr("Individual")
    if field == "country":
        return say(QLocale.territoryToString(QLocale.codeToTerritory(str(value))))
    if field == "employees":
        return formats.number(int(value), 0)
    return " ".join(str(value).split())


def year_words(year: FinancialYear, other: FinancialYear) -> str:
    """Return a year's accounts by what differs from the other's, in one line."""
    ours, theirs, names = accounts_of(year), accounts_of(other), figure_words()
    different = [field for field in names if ours[field] != theirs[field]]
    return ", ".join(f"{names[field]} {_figure(year, field)}" for field in different[:2])


def _figure(year: FinancialYear, field: str) -> str:
    value = getattr(year, field)
    if value is None:
        return tr("not known")
    if field == "our_share":
        return formats.percent(value, 1)
    if isinstance(value, int):
        return formats.money(value / 10 ** minor_digits(year.currency), year.currency)
    return str(value) or tr("not known")


def moving_words(plan: MergePlan) -> str:
    """Return what comes to the vendor that stays, in one sentence; empty if nothing does."""
    counts = plan.moving
    said = [
        tr_n(counts.get("contact", 0), "{count} contact", "{count} contacts"),
        tr_n(counts.get("site", 0), "{count} site", "{count} sites"),
        tr_n(counts.get("certificate", 0), "{count} certificate", "{count} certificates"),
        tr_n(counts.get("financial_year", 0), "{count} financial year", "{count} financial years"),
        tr_n(counts.get("insurance", 0), "{count} insurance", "{count} insurances"),
        tr_n(counts.get("owner", 0), "{count} owner", "{count} owners"),
        tr_n(counts.get("subcontractor", 0), "{count} sub-contractor", "{count} sub-contractors"),
        tr_n(counts.get("client_reference", 0), "{count} reference", "{count} references"),
        tr_n(counts.get("watch_entry", 0), "{count} observation", "{count} observations"),
        tr_n(counts.get("attachment", 0), "{count} file", "{count} files"),
        tr_n(counts.get("vendor_tag", 0), "{count} tag", "{count} tags"),
    ]
    tables = ("contact", "site", "certificate", "financial_year", "insurance", "owner", "subcontractor")
    tables += ("client_reference", "watch_entry", "attachment", "vendor_tag")
    moving = [words for table, words in zip(tables, said, strict=True) if counts.get(table)]
    return tr("Moves over: {things}.", things=", ".join(moving)) if moving else ""


def candidacy_words(candidacy: Candidacy, plan: MergePlan) -> str:
    """Return what becomes of a candidacy of the vendor that goes."""
    if candidacy.meeting is Meeting.MOVES:
        return tr(
            "Its candidacy in “{initiative}” moves over with scores and answers.", initiative=candidacy.initiative
        )
    if candidacy.meeting is Meeting.JOINS:
        return tr(
            "Both compete in “{initiative}”; only one has scores or answers, and they are kept.",
            initiative=candidacy.initiative,
        )
    return tr(
        "{kept} and {other} both have scores or answers in “{initiative}”, so nobody can say which ones count. Remove "
        "one of the two candidacies first, then merge.",
        kept=plan.kept.name,
        other=plan.other.name,
        initiative=candidacy.initiative,
    )
