"""Vendors, shared by all initiatives, and candidates, their part in one initiative."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen


class VendorKind(StrEnum):
    """Work can be contracted to a company or to an individual."""

    COMPANY = "company"
    INDIVIDUAL = "individual"


class VendorStatus(StrEnum):
    """How the directory regards a vendor."""

    ACTIVE = "active"
    WATCH = "watch"
    BLOCKED = "blocked"
    ARCHIVED = "archived"


@frozen
class Vendor:
    """An external party, kept once for all initiatives."""

    id: int
    name: str
    kind: VendorKind = VendorKind.COMPANY
    country: str = ""  # ISO 3166-1 alpha-2, or empty
    website: str = ""
    notes: str = ""
    status: VendorStatus = VendorStatus.ACTIVE
    tags: tuple[str, ...] = ()
    legal_name: str = ""  # of the contracting party, where it differs
    registration: str = ""  # number in the public register
    lei: str = ""  # Legal Entity Identifier, ISO 17442
    group_name: str = ""  # the ultimate parent; vendors of one group fail together
    founded: int | None = None  # year
    employees: int | None = None


@frozen
class Contact:
    """A person at a vendor."""

    id: int
    vendor_id: int
    name: str
    role: str = ""
    email: str = ""
    phone: str = ""
    time_zone: str = ""  # IANA
    language: str = ""
    is_always_reachable: bool = False  # around the clock


@frozen
class Candidate:
    """A vendor, or the in-house option, competing in an initiative."""

    id: int
    initiative_id: int
    vendor_id: int | None  # None for the in-house option
    name: str  # the vendor's name, or that of the in-house option
    is_incumbent: bool = False
    note: str = ""
    group: str = ""  # the vendor's ultimate parent
    country: str = ""  # the vendor's, ISO 3166-1 alpha-2, or empty

    @property
    def is_in_house(self) -> bool:
        """Tell whether this is the in-house option."""
        return self.vendor_id is None
