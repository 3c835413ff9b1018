"""Keep the vendor directory that all initiatives share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_choice, checked_fields, checked_name, checked_text, looked_up
from outsource_desk.domain.codes import checked_country, checked_lei, checked_time_zone, checked_whole
from outsource_desk.domain.errors import DuplicateNameError, InUseError, NotFoundError
from outsource_desk.domain.formatting import in_words
from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.ranking import GateStatus
from outsource_desk.domain.vendor import Candidate, Contact, Vendor, VendorKind, VendorStatus
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.store import vendors as store
from outsource_desk.store.rows import delete_row, delete_rows, has_row, insert_row, update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


MOST_PEOPLE = 100_000_000
FIRST_YEAR, LAST_YEAR = 1000, 9999

VENDOR_FIELDS: dict[str, Callable[[object], object]] = {
    "name": partial(checked_name, "The vendor"),
    "kind": lambda value: checked_choice("Kind of vendor", value, VendorKind),
    "country": checked_country,
    "website": partial(checked_text, "Website"),
    "notes": partial(checked_text, "Notes"),
    "status": lambda value: checked_choice("Status", value, VendorStatus),
    "legal_name": partial(checked_text, "Legal name"),
    "registration": partial(checked_text, "Register number"),
    "lei": checked_lei,
    "group_name": partial(checked_text, "Group"),
    "founded": lambda value: checked_whole("Founded in", value, FIRST_YEAR, LAST_YEAR),
    "employees": lambda value: checked_whole("Employees", value, 0, MOST_PEOPLE),
}

_SAID = {"lei": "LEI", "group_name": "company group", "registration": "register number"}  # in the Undo menu

CONTACT_FIELDS: dict[str, Callable[[object], object]] = {
    "name": partial(checked_name, "The contact"),
    "role": partial(checked_text, "Role"),
    "email": partial(checked_text, "E-mail"),
    "phone": partial(checked_text, "Phone"),
    "time_zone": checked_time_zone,
    "language": partial(checked_text, "Language"),
    "is_always_reachable": lambda value: int(bool(value)),
}


@dataclass(frozen=True)
class Candidacy:
    """A vendor's part in one initiative, and how it stands there."""

    initiative: Initiative
    candidate: Candidate
    rank: int | None  # None = not ranked
    total: float  # 0..100
    gate: GateStatus


def list_vendors(desk: Desk) -> tuple[Vendor, ...]:
    """Return the whole directory by name."""
    return store.load_vendors(desk.connection)


def find_vendor(desk: Desk, name: str) -> int | None:
    """Return the id of the vendor with this name, in any case of letters."""
    return store.vendor_ids(desk.connection).get(looked_up(name))


def candidacies(desk: Desk, vendor_id: int) -> tuple[Candidacy, ...]:
    """Return where a vendor is a candidate and how it stands there, oldest initiative first.

    Raises:
        NotFoundError: there is no such vendor.
    """
    store.load_vendor(desk.connection, vendor_id)
    return tuple(
        _candidacy(desk, initiative_id, vendor_id)
        for initiative_id in store.initiative_ids_of_vendor(desk.connection, vendor_id)
    )


def _candidacy(desk: Desk, initiative_id: int, vendor_id: int) -> Candidacy:
    evaluation = load_evaluation(desk, initiative_id)
    standings = ranking_of(evaluation).standings
    standing = next(each for each in standings if each.candidate.vendor_id == vendor_id)
    return Candidacy(evaluation.initiative, standing.candidate, standing.rank, standing.total, standing.gate)


def add_vendor(
    desk: Desk,
    name: str,
    *,
    kind: str = "company",
    country: str = "",
    website: str = "",
    notes: str = "",
    status: str = "active",
    tags: Iterable[str] = (),
) -> int:
    """Add a vendor to the directory and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        name: unlike any other vendor's, at most 500 characters.
        kind: company or individual.
        country: two letters (ISO 3166-1), or empty.
        website: address of its pages.
        notes: any text.
        status: active, watch, blocked or archived.
        tags: short words to find it by.

    Raises:
        DuplicateNameError: another vendor has this name.
        DeskError: a field is not allowed; the file is then unchanged.
    """
    fields = {"name": name, "kind": kind, "country": country, "website": website, "notes": notes, "status": status}
    values = checked_fields(VENDOR_FIELDS, fields)
    marks = checked_tags(tags)
    _refuse_duplicate(desk, str(values["name"]), None)
    with desk.edit("Add vendor"):
        vendor_id = insert_row(desk.db, "vendor", values)
        for tag in marks:
            insert_row(desk.db, "vendor_tag", {"vendor_id": vendor_id, "tag": tag})
    return vendor_id


def update_vendor(desk: Desk, vendor_id: int, field: str, value: object) -> None:
    """Change one field of a vendor, wherever it is a candidate.

    Undoable. Saved when this returns.

    Raises:
        DeskError: the value is not allowed; the file is then unchanged.
    """
    store.load_vendor(desk.connection, vendor_id)
    values = checked_fields(VENDOR_FIELDS, {field: value})
    if field == "name":
        _refuse_duplicate(desk, str(values["name"]), vendor_id)
    said = _SAID.get(field, field.replace("_", " "))
    with desk.edit(f"Change vendor's {said}", merge_key=("vendor", vendor_id, field)):
        update_row(desk.db, "vendor", vendor_id, values)


def set_vendor_tags(desk: Desk, vendor_id: int, tags: Iterable[str]) -> None:
    """Give a vendor exactly these tags.

    Undoable. Saved when this returns.

    Raises:
        DeskError: a tag is not allowed; the file is then unchanged.
    """
    vendor = store.load_vendor(desk.connection, vendor_id)
    marks = checked_tags(tags)
    with desk.edit("Tag vendor"):
        for tag in set(vendor.tags) - set(marks):
            delete_rows(desk.db, "vendor_tag", {"vendor_id": vendor_id, "tag": tag})
        for tag in marks:
            if tag not in vendor.tags:
                insert_row(desk.db, "vendor_tag", {"vendor_id": vendor_id, "tag": tag})


def delete_vendor(desk: Desk, vendor_id: int) -> None:
    """Delete a vendor that is no candidate anywhere.

    Undoable. Saved when this returns.

    Raises:
        InUseError: it is a candidate of an initiative; archive it instead.
    """
    vendor = store.load_vendor(desk.connection, vendor_id)
    if used_by := store.initiatives_of_vendor(desk.connection, vendor_id):
        raise InUseError("Vendor", vendor.name, in_words([f"“{name}”" for name in used_by]))
    with desk.edit("Delete vendor"):
        delete_row(desk.db, "vendor", vendor_id)


def delete_vendors(desk: Desk, vendor_ids: Iterable[int]) -> None:
    """Delete vendors that are no candidates anywhere, all or none.

    Undoable. Saved when this returns.

    Raises:
        InUseError: one of them is a candidate of an initiative; the file is then unchanged.
    """
    doomed = list(vendor_ids)
    with desk.edit("Delete vendor" if len(doomed) == 1 else f"Delete {len(doomed)} vendors"):
        for vendor_id in doomed:
            delete_vendor(desk, vendor_id)


def archive_vendors(desk: Desk, vendor_ids: Iterable[int]) -> None:
    """Give vendors the status “archived”, all or none; where they are candidates, they stay so.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: one of them is not there; the file is then unchanged.
    """
    put_away = list(vendor_ids)
    with desk.edit("Archive vendor" if len(put_away) == 1 else f"Archive {len(put_away)} vendors"):
        for vendor_id in put_away:
            update_vendor(desk, vendor_id, "status", VendorStatus.ARCHIVED)


def list_contacts(desk: Desk, vendor_id: int) -> tuple[Contact, ...]:
    """Return a vendor's contacts in the order they were added."""
    return store.load_contacts(desk.connection, vendor_id)


def add_contact(desk: Desk, vendor_id: int, name: str, **fields: object) -> int:
    """Add a person to a vendor and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        vendor_id: where the person works.
        name: of the person.
        fields: role, email, phone, time_zone, language, is_always_reachable.

    Raises:
        DeskError: a field is not allowed; the file is then unchanged.
    """
    store.load_vendor(desk.connection, vendor_id)
    values = checked_fields(CONTACT_FIELDS, {"name": name, **fields})
    with desk.edit("Add contact"):
        return insert_row(desk.db, "contact", {"vendor_id": vendor_id, **values})


def update_contact(desk: Desk, contact_id: int, field: str, value: object) -> None:
    """Change one field of a contact.

    Undoable. Saved when this returns.

    Raises:
        DeskError: the value is not allowed; the file is then unchanged.
    """
    _refuse_unknown_contact(desk, contact_id)
    values = checked_fields(CONTACT_FIELDS, {field: value})
    with desk.edit("Change contact", merge_key=("contact", contact_id, field)):
        update_row(desk.db, "contact", contact_id, values)


def delete_contact(desk: Desk, contact_id: int) -> None:
    """Delete a contact.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such contact.
    """
    _refuse_unknown_contact(desk, contact_id)
    with desk.edit("Delete contact"):
        delete_row(desk.db, "contact", contact_id)


def checked_tags(tags: Iterable[str]) -> list[str]:
    """Return tags without doubles, in any case of letters.

    Raises:
        DeskError: a tag is empty, too long or unreadable.
    """
    marks = {tag.casefold(): tag for tag in (checked_name("The tag", tag, limit=100) for tag in tags)}
    return list(marks.values())


def _refuse_duplicate(desk: Desk, name: str, own_id: int | None) -> None:
    for vendor in list_vendors(desk):
        if vendor.id != own_id and vendor.name.casefold() == name.casefold():
            raise DuplicateNameError("The vendor", vendor.name)


def _refuse_unknown_contact(desk: Desk, contact_id: int) -> None:
    if not has_row(desk.connection, "contact", contact_id):
        raise NotFoundError("contact", contact_id)
