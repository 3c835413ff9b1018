"""Take a whole list of vendors into the directory in one act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_fields
from outsource_desk.domain.errors import DeskError, DuplicateNameError
from outsource_desk.services.vendors import VENDOR_FIELDS, checked_tags
from outsource_desk.store import vendors as store
from outsource_desk.store.rows import insert_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


@dataclass(frozen=True)
class VendorEntry:
    """A vendor that is to be added."""

    name: str
    country: str = ""  # two letters (ISO 3166-1), or empty
    website: str = ""
    notes: str = ""
    status: str = "active"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class RefusedVendor:
    """An entry that was not added, and why."""

    entry: VendorEntry
    error: DeskError


def add_vendors(desk: Desk, entries: Iterable[VendorEntry]) -> list[RefusedVendor]:
    """Add many vendors to the directory in one act; what fits is added.

    Undoable as one step. Saved when this returns. Nothing is written if no entry fits.

    Returns:
        The entries that were refused, each with the reason that `add_vendor` would give; a name that the directory
        has, or that an earlier entry has, in any case of letters, is refused.
    """
    known = set(store.vendor_ids(desk.connection))
    fitting: list[tuple[dict[str, object], list[str]]] = []
    refused: list[RefusedVendor] = []
    for entry in entries:
        try:
            values, tags = _checked(entry, known)
        except DeskError as error:
            refused.append(RefusedVendor(entry, error))
        else:
            known.add(str(values["name"]).casefold())
            fitting.append((values, tags))
    if fitting:
        with desk.edit("Add vendor" if len(fitting) == 1 else "Add vendors"):
            for values, tags in fitting:
                vendor_id = insert_row(desk.db, "vendor", values)
                for tag in tags:
                    insert_row(desk.db, "vendor_tag", {"vendor_id": vendor_id, "tag": tag})
    return refused


def _checked(entry: VendorEntry, known: set[str]) -> tuple[dict[str, object], list[str]]:
    fields = {"name": entry.name, "country": entry.country, "website": entry.website, "notes": entry.notes}
    values = checked_fields(VENDOR_FIELDS, {**fields, "kind": "company", "status": entry.status})
    name = str(values["name"])
    if name.casefold() in known:
        raise DuplicateNameError("The vendor", name)
    return values, checked_tags(entry.tags)
