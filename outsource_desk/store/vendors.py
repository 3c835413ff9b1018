"""Read the vendor directory and the candidates of an initiative."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.vendor import Candidate, Contact, Vendor, VendorKind, VendorStatus
from outsource_desk.store.rows import has_row, record

if TYPE_CHECKING:
    import sqlite3

_VENDOR = (
    "id, name, kind, country, website, notes, status, legal_name, registration, lei, group_name, founded, employees"
)
_CONTACT = "id, vendor_id, name, role, email, phone, time_zone, language, is_always_reachable"


def load_vendors(connection: sqlite3.Connection) -> tuple[Vendor, ...]:
    """Return the whole directory by name."""
    tags: dict[int, list[str]] = defaultdict(list)
    for vendor_id, tag in connection.execute("SELECT vendor_id, tag FROM vendor_tag ORDER BY tag"):
        tags[vendor_id].append(tag)
    rows = connection.execute(f"SELECT {_VENDOR} FROM vendor ORDER BY name, id")
    return tuple(
        replace(record(Vendor, _VENDOR, row, kind=VendorKind, status=VendorStatus), tags=tuple(tags[row[0]]))
        for row in rows
    )


def load_vendor(connection: sqlite3.Connection, vendor_id: int) -> Vendor:
    """Return one vendor.

    Raises:
        NotFoundError: there is none with this id.
    """
    for vendor in load_vendors(connection):
        if vendor.id == vendor_id:
            return vendor
    raise NotFoundError("vendor", vendor_id)


def load_contacts(connection: sqlite3.Connection, vendor_id: int) -> tuple[Contact, ...]:
    """Return a vendor's contacts in the order they were added."""
    rows = connection.execute(f"SELECT {_CONTACT} FROM contact WHERE vendor_id = ? ORDER BY id", [vendor_id])
    return tuple(record(Contact, _CONTACT, row, is_always_reachable=bool) for row in rows)


def load_candidates(connection: sqlite3.Connection, initiative_id: int) -> tuple[Candidate, ...]:
    """Return an initiative's candidates in their order."""
    rows = connection.execute(
        """SELECT candidate.id, initiative_id, vendor_id, coalesce(vendor.name, in_house_name), is_incumbent, note,
            coalesce(group_name, ''), coalesce(country, '')
        FROM candidate LEFT JOIN vendor ON vendor.id = vendor_id
        WHERE initiative_id = ? ORDER BY position, candidate.id""",
        [initiative_id],
    )
    return tuple(
        Candidate(*row[:4], is_incumbent=bool(row[4]), note=row[5], group=row[6], country=row[7]) for row in rows
    )


def load_candidate(connection: sqlite3.Connection, candidate_id: int) -> Candidate:
    """Return one candidate.

    Raises:
        NotFoundError: there is none with this id.
    """
    if not has_row(connection, "candidate", candidate_id):
        raise NotFoundError("candidate", candidate_id)
    row = connection.execute("SELECT initiative_id FROM candidate WHERE id = ?", [candidate_id]).fetchone()
    return next(each for each in load_candidates(connection, row[0]) if each.id == candidate_id)


def initiatives_of_vendor(connection: sqlite3.Connection, vendor_id: int) -> list[str]:
    """Return the names of the initiatives in which a vendor is a candidate."""
    rows = connection.execute(
        """SELECT initiative.name FROM candidate JOIN initiative ON initiative.id = initiative_id
        WHERE vendor_id = ? ORDER BY initiative.id""",
        [vendor_id],
    )
    return [row[0] for row in rows]


def initiative_ids_of_vendor(connection: sqlite3.Connection, vendor_id: int) -> list[int]:
    """Return the ids of the initiatives in which a vendor is a candidate, oldest first."""
    rows = connection.execute(
        "SELECT initiative_id FROM candidate WHERE vendor_id = ? ORDER BY initiative_id", [vendor_id]
    )
    return [row[0] for row in rows]


def vendor_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the directory as name in small letters → id."""
    return {name.casefold(): vendor_id for vendor_id, name in connection.execute("SELECT id, name FROM vendor")}


def vendor_names(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the directory as id → name."""
    return dict(connection.execute("SELECT id, name FROM vendor ORDER BY id"))


def candidate_ids(connection: sqlite3.Connection, initiative_id: int) -> dict[str, int]:
    """Return an initiative's candidates as name in small letters → id."""
    return {candidate.name.casefold(): candidate.id for candidate in load_candidates(connection, initiative_id)}
