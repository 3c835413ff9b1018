"""The records of a vendor's dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.dossier_errors import SupplyLoopError
from outsource_desk.domain.errors import DuplicateNameError, NotFoundError
from outsource_desk.services.dossier_fields import FIELDS, MONEY, NOT_BELOW_ZERO, RECORD_CHECKS, REQUIRED, spread
from outsource_desk.services.dossier_money import in_minor_units
from outsource_desk.services.kinds.kind import Labels, RecordKind, Values
from outsource_desk.store.records import load_row
from outsource_desk.store.rows import find_row, has_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_LABELS = {
    "site": Labels("Add site", "Change site", "Delete site", "site"),
    "certificate": Labels("Add certificate", "Change certificate", "Delete certificate", "certificate"),
    "financial_year": Labels("Add financial year", "Change financial year", "Delete financial year", "financial year"),
    "insurance": Labels("Add insurance", "Change insurance", "Delete insurance", "insurance"),
    "owner": Labels("Add owner", "Change owner", "Delete owner", "shareholder"),
    "subcontractor": Labels("Add sub-contractor", "Change sub-contractor", "Delete sub-contractor", "sub-contractor"),
    "client_reference": Labels("Add reference", "Change reference", "Delete reference", "reference"),
    "watch_entry": Labels("Add observation", "Change observation", "Delete observation", "observation"),
}


def _kind(table: str) -> RecordKind:
    def complete(row: Values, values: Values) -> Values:
        return _whole_record(table, row, values)

    def prepare(desk: Desk, vendor_id: int, row: Values, values: Values) -> Values:
        return _beside_others(desk, table, vendor_id, row, values)

    return RecordKind(
        "vendor",
        _LABELS[table],
        FIELDS[table],
        REQUIRED[table],
        spread=lambda fields: spread(table, fields),
        complete=complete,
        prepare=prepare,
    )


KINDS = {table: _kind(table) for table in FIELDS}


def _whole_record(table: str, row: Values, values: Values) -> Values:
    """Return what to write, once the record has been checked as it will be with it."""
    values = in_minor_units(MONEY.get(table, {}), row, values, NOT_BELOW_ZERO)
    will_be = {**row, **values}
    for check in RECORD_CHECKS.get(table, ()):
        values |= check(will_be)
    return values


def _beside_others(desk: Desk, table: str, vendor_id: int, row: Values, values: Values) -> Values:
    """Refuse a second set of figures for a year, and what is not this vendor's own."""
    year = {**row, **values}.get("year")
    if table == "financial_year" and _has_year(desk, vendor_id, year, row.get("id")):
        raise DuplicateNameError("The financial year", str(year))
    if values.get("attachment_id") is not None:
        _refuse_foreign(desk, "attachment", values["attachment_id"], vendor_id)
    if values.get("parent_id") is not None:
        _refuse_foreign(desk, "subcontractor", values["parent_id"], vendor_id)
        _refuse_loop(desk, row, values["parent_id"])
    return values


def _has_year(desk: Desk, vendor_id: int, year: object, own_id: int | None) -> bool:
    found = find_row(desk.connection, "financial_year", {"vendor_id": vendor_id, "year": year}, ["year"])
    return found is not None and found[0] != own_id


def _refuse_loop(desk: Desk, row: Values, parent_id: int) -> None:
    """Refuse a sub-contractor as its own, or as one of those it engages."""
    above: int | None = parent_id
    while above is not None:
        if above == row.get("id"):
            raise SupplyLoopError(row["name"])
        above = load_row(desk.connection, "subcontractor", above)["parent_id"]


def _refuse_foreign(desk: Desk, table: str, record_id: int, vendor_id: int) -> None:
    """Refuse a record that is not there or belongs to another vendor."""
    noun = _LABELS[table].noun if table in _LABELS else "file"
    if not has_row(desk.connection, table, record_id):
        raise NotFoundError(noun, record_id)
    if load_row(desk.connection, table, record_id)["vendor_id"] != vendor_id:
        raise NotFoundError(noun, record_id)
