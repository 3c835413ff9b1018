"""Read what is known of vendors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from outsource_desk.domain.dossier import (
    Attachment,
    Certificate,
    Classification,
    ClientReference,
    Consent,
    Covers,
    Dossier,
    FinancialYear,
    Insurance,
    InsuranceKind,
    Location,
    Opinion,
    Owner,
    Purpose,
    Screening,
    Site,
    Subcontractor,
    Visit,
    WatchEntry,
    WatchKind,
    WatchSeverity,
    WorkingHours,
)
from outsource_desk.store.rows import record

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")

TABLES = frozenset(
    {"site", "certificate", "financial_year", "insurance", "owner", "subcontractor", "client_reference"}
    | {"watch_entry", "attachment"}
)


_SITE = "id, vendor_id, name, country, city, location, purposes, headcount, visited_on, visit"
_HOURS = "time_zone, work_start, work_end, work_days"
_CERTIFICATE = (
    "id, vendor_id, scheme, number, issuer, scope, covers_service, issued, expires, bridge_until, exceptions, "
    "attachment_id"
)
_YEAR = (
    "id, vendor_id, year, currency, revenue, operating_profit, ebitda, net_profit, net_debt, current_assets, "
    "inventory, current_liabilities, equity, interest, free_cash_flow, opinion, our_share"
)
_INSURANCE = "id, vendor_id, kind, insurer, currency, cover, deductible, expires, attachment_id"
_OWNER = "id, vendor_id, name, share, country, is_controlling, screened_on, screening"
_SUBCONTRACTOR = "id, vendor_id, parent_id, name, service, country, touches_data, consent"
_REFERENCE = "id, vendor_id, client, person, service, is_former, chosen_by_us, spoken_on, spoken_by, rating, note"
_WATCH_ENTRY = "id, vendor_id, kind, observed_on, wording, severity, closed_on"
ATTACHMENT_COLUMNS = (
    "id, vendor_id, sha256, file_name, media_type, size, issuer, dated, expires, classification, added_at, added_by"
)


def load_dossiers(connection: sqlite3.Connection, vendor_ids: Iterable[int]) -> dict[int, Dossier]:
    """Return vendor id → dossier, one for each vendor asked for."""
    wanted = sorted(set(vendor_ids))

    def many(
        table: str, columns: str, make: Callable[..., T], order: str = "id", **convert: Callable[[Any], object]
    ) -> dict[int, tuple[T, ...]]:
        found: dict[int, list[T]] = {each: [] for each in wanted}
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT {columns} FROM {table} WHERE vendor_id IN ({marks}) ORDER BY {order}"
        for row in connection.execute(query, wanted):
            found[row[1]].append(record(make, columns, row, **convert))
        return {vendor: tuple(rows) for vendor, rows in found.items()}

    sites = many("site", f"{_SITE}, {_HOURS}", _site, location=_location, purposes=_purposes, visit=_visit)
    certificates = many("certificate", _CERTIFICATE, Certificate, covers_service=Covers)
    years = many("financial_year", _YEAR, FinancialYear, "year DESC, id", opinion=Opinion)
    insurances = many("insurance", _INSURANCE, Insurance, kind=InsuranceKind)
    owners = many("owner", _OWNER, Owner, is_controlling=bool, screening=Screening)
    links = many("subcontractor", _SUBCONTRACTOR, Subcontractor, touches_data=bool, consent=Consent)
    references = many("client_reference", _REFERENCE, ClientReference, is_former=bool, chosen_by_us=bool)
    entries = many(
        "watch_entry", _WATCH_ENTRY, WatchEntry, "observed_on DESC, id DESC", kind=WatchKind, severity=WatchSeverity
    )
    files = many("attachment", ATTACHMENT_COLUMNS, Attachment, "file_name, id", classification=Classification)
    return {
        vendor: Dossier(
            vendor,
            sites=sites[vendor],
            certificates=certificates[vendor],
            years=years[vendor],
            insurances=insurances[vendor],
            owners=owners[vendor],
            subcontractors=_in_tree_order(links[vendor]),
            references=references[vendor],
            watch_entries=entries[vendor],
            attachments=files[vendor],
        )
        for vendor in wanted
    }


def load_dossier(connection: sqlite3.Connection, vendor_id: int) -> Dossier:
    """Return what is known of one vendor."""
    return load_dossiers(connection, [vendor_id])[vendor_id]


def count_open_entries(connection: sqlite3.Connection) -> dict[int, dict[WatchSeverity, int]]:
    """Return vendor id → how many open observations of each severity it has; vendors without any are left out."""
    found: dict[int, dict[WatchSeverity, int]] = {}
    query = "SELECT vendor_id, severity, count(*) FROM watch_entry WHERE closed_on IS NULL GROUP BY 1, 2"
    for vendor_id, severity, count in connection.execute(query):
        found.setdefault(vendor_id, {})[WatchSeverity(severity)] = count
    return found


def attachment_of(row: Iterable[object]) -> Attachment:
    """Return the attachment in a row of ``ATTACHMENT_COLUMNS``."""
    return record(Attachment, ATTACHMENT_COLUMNS, row, classification=Classification)


def _site(*, time_zone: str, work_start: float | None, work_end: float | None, work_days: str, **fields: Any) -> Site:
    return Site(hours=WorkingHours(time_zone, work_start, work_end, work_days), **fields)


def _location(text: str) -> Location | None:
    return Location(text) if text else None


def _visit(text: str) -> Visit | None:
    return Visit(text) if text else None


def _purposes(text: str) -> tuple[Purpose, ...]:
    return tuple(Purpose(word) for word in text.split())


def _in_tree_order(links: tuple[Subcontractor, ...]) -> tuple[Subcontractor, ...]:
    """Return a supply chain so that each link comes right behind the one that engages it."""
    below: dict[int | None, list[Subcontractor]] = {}
    for link in links:
        below.setdefault(link.parent_id, []).append(link)
    ordered: list[Subcontractor] = []
    pending = list(reversed(below.get(None, [])))
    while pending:
        link = pending.pop()
        ordered.append(link)
        pending.extend(reversed(below.get(link.id, [])))
    return tuple(ordered)
