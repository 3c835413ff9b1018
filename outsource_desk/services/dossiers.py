"""Keep what is known of a vendor for all initiatives: sites, certificates, accounts, owners, supply chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_fields
from outsource_desk.domain.dossier_errors import SupplyLoopError
from outsource_desk.domain.errors import DuplicateNameError, EmptyNameError, NotFoundError, UnknownChoiceError
from outsource_desk.services.dossier_fields import FIELDS, MONEY, NOT_BELOW_ZERO, RECORD_CHECKS, REQUIRED, spread
from outsource_desk.services.dossier_money import in_minor_units
from outsource_desk.store import dossiers as store
from outsource_desk.store.rows import delete_row, find_row, has_row, insert_row, update_row

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier, WatchSeverity
    from outsource_desk.services.desk import Desk


@dataclass(frozen=True)
class _Labels:
    """What the Undo menu calls the three acts on a kind of record, and what one is called in a refusal."""

    add: str
    change: str
    delete: str
    noun: str


_LABELS = {
    "site": _Labels("Add site", "Change site", "Delete site", "site"),
    "certificate": _Labels("Add certificate", "Change certificate", "Delete certificate", "certificate"),
    "financial_year": _Labels("Add financial year", "Change financial year", "Delete financial year", "financial year"),
    "insurance": _Labels("Add insurance", "Change insurance", "Delete insurance", "insurance"),
    "owner": _Labels("Add owner", "Change owner", "Delete owner", "shareholder"),
    "subcontractor": _Labels("Add sub-contractor", "Change sub-contractor", "Delete sub-contractor", "sub-contractor"),
    "client_reference": _Labels("Add reference", "Change reference", "Delete reference", "reference"),
    "watch_entry": _Labels("Add observation", "Change observation", "Delete observation", "observation"),
}


def dossier_of(desk: Desk, vendor_id: int) -> Dossier:
    """Return what is known of a vendor.

    Raises:
        NotFoundError: there is no such vendor.
    """
    _refuse_unknown_vendor(desk, vendor_id)
    return store.load_dossier(desk.connection, vendor_id)


def open_observations(desk: Desk) -> dict[int, dict[WatchSeverity, int]]:
    """Return vendor id → how many open observations of each severity it has; vendors without any are left out."""
    return store.count_open_entries(desk.connection)


def add_record(desk: Desk, table: str, vendor_id: int, **fields: object) -> int:
    """Add a record to a vendor's dossier and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        table: site, certificate, financial_year, insurance, owner, subcontractor, client_reference or watch_entry;
            files are attached with `services.evidence.attach_file`.
        vendor_id: whose.
        fields: columns of the table. Money is given in the currency's main unit (1250000.5 = EUR 1,250,000.50) and
            kept in its minor units; shares as shares of 1; hours as 9.5 or “9:30”; ``hours`` of a site may be given
            in one as “9:00–17:30”; dates as YYYY-MM-DD; purposes of a site as several or as one text with spaces.

    Raises:
        DeskError: a field is not allowed, or a required one is missing; the file is then unchanged.
    """
    checks = _checks(table)
    _refuse_unknown_vendor(desk, vendor_id)
    values = checked_fields(checks, spread(table, fields))
    for field, what in REQUIRED[table].items():
        if values.get(field) in (None, ""):
            raise EmptyNameError(what)
    values = _whole_record(desk, table, vendor_id, {}, values)
    with desk.edit(_LABELS[table].add):
        return insert_row(desk.db, table, {"vendor_id": vendor_id, **values})


def update_record(desk: Desk, table: str, record_id: int, field: str, value: object) -> None:
    """Change one field of a record of a dossier; see `add_record` for how values are given.

    Undoable. Saved when this returns. Money keeps its figures when its currency is corrected.

    Raises:
        DeskError: the value is not allowed; the file is then unchanged.
    """
    checks = _checks(table)
    row = _row(desk, table, record_id)
    values = checked_fields(checks, spread(table, {field: value}))
    for required, what in REQUIRED[table].items():
        if required in values and values[required] in (None, ""):
            raise EmptyNameError(what)
    values = _whole_record(desk, table, row["vendor_id"], row, values)
    with desk.edit(_LABELS[table].change, merge_key=(table, record_id, field)):
        update_row(desk.db, table, record_id, values)


def delete_record(desk: Desk, table: str, record_id: int) -> None:
    """Delete a record of a dossier; with a sub-contractor go those that it engages.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is none with this id.
    """
    _checks(table)
    _row(desk, table, record_id)
    with desk.edit(_LABELS[table].delete):
        delete_row(desk.db, table, record_id)


def _refuse_unknown_vendor(desk: Desk, vendor_id: int) -> None:
    if not has_row(desk.connection, "vendor", vendor_id):
        raise NotFoundError("vendor", vendor_id)


def _checks(table: str) -> dict[str, Any]:
    if table not in FIELDS:
        raise UnknownChoiceError("Record", table, list(FIELDS))
    return FIELDS[table]


def _row(desk: Desk, table: str, record_id: int) -> dict[str, Any]:
    if not has_row(desk.connection, table, record_id):
        raise NotFoundError(_noun(table), record_id)
    return store.load_row(desk.connection, table, record_id)


def _whole_record(
    desk: Desk, table: str, vendor_id: int, row: dict[str, Any], values: dict[str, Any]
) -> dict[str, object]:
    """Return what to write, once the record has been checked as it will be with it."""
    values = in_minor_units(MONEY.get(table, {}), row, values, NOT_BELOW_ZERO)
    will_be = {**row, **values}
    for check in RECORD_CHECKS.get(table, ()):
        values |= check(will_be)
    own_id = row.get("id")
    if table == "financial_year" and _has_year(desk, vendor_id, will_be["year"], own_id):
        raise DuplicateNameError("The financial year", str(will_be["year"]))
    if values.get("attachment_id") is not None:
        _refuse_foreign(desk, "attachment", values["attachment_id"], vendor_id)
    if values.get("parent_id") is not None:
        _refuse_foreign(desk, "subcontractor", values["parent_id"], vendor_id)
        _refuse_loop(desk, row, values["parent_id"])
    return values


def _has_year(desk: Desk, vendor_id: int, year: int, own_id: int | None) -> bool:
    found = find_row(desk.connection, "financial_year", {"vendor_id": vendor_id, "year": year}, ["year"])
    return found is not None and found[0] != own_id


def _refuse_loop(desk: Desk, row: dict[str, Any], parent_id: int) -> None:
    """Refuse a sub-contractor as its own, or as one of those it engages."""
    above: int | None = parent_id
    while above is not None:
        if above == row.get("id"):
            raise SupplyLoopError(row["name"])
        above = store.load_row(desk.connection, "subcontractor", above)["parent_id"]


def _refuse_foreign(desk: Desk, table: str, record_id: int, vendor_id: int) -> None:
    """Refuse a record that is not there or belongs to another vendor."""
    if _row(desk, table, record_id)["vendor_id"] != vendor_id:
        raise NotFoundError(_noun(table), record_id)


def _noun(table: str) -> str:
    return _LABELS[table].noun if table in _LABELS else "file"
