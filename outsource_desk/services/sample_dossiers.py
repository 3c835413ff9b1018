"""The part of a sample that is known of the vendors besides their answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.attaching import attach_file
from outsource_desk.services.records import add_record
from outsource_desk.services.sample_parts import blamed_on, day_of
from outsource_desk.services.template_text import Entry
from outsource_desk.services.vendors import update_vendor

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

# the lists of a dossier in the file, and the table that each fills
_TABLES = {
    "sites": "site",
    "certificates": "certificate",
    "years": "financial_year",
    "insurances": "insurance",
    "owners": "owner",
    "references": "client_reference",
    "watch": "watch_entry",
}
_DAYS = {"visited_on", "issued", "expires", "bridge_until", "screened_on", "spoken_on", "observed_on", "closed_on"}
_FLAGS = {"is_controlling", "touches_data", "is_former", "chosen_by_us"}
_SHARES = {"share", "our_share"}  # per cent in the file
_NUMBERS = {
    "work_start", "work_end", "headcount", "year", "revenue", "operating_profit", "ebitda", "net_profit", "net_debt",
    "current_assets", "inventory", "current_liabilities", "equity", "interest", "free_cash_flow", "cover",
    "deductible", "rating", "founded", "employees",
}  # fmt: skip


def fill_dossier(desk: Desk, vendor_id: int, entry: Entry, folder: Path) -> None:
    """Add what the file says of a vendor.

    Args:
        desk: the open file.
        vendor_id: whose dossier.
        entry: profile, lists of records, and the tree of sub-contractors.
        folder: where the files lie that certificates name.
    """
    fields = entry.fields([], ["profile", "subcontractors", *_TABLES])
    for name, value in fields["profile"].mapping().items() if "profile" in fields else []:
        update_vendor(desk, vendor_id, name, _value(name, value))
    for name, table in _TABLES.items():
        for record in fields[name].items() if name in fields else []:
            with blamed_on(record, DeskError):
                add_record(desk, table, vendor_id, **_record(desk, vendor_id, record, folder))
    engaged: dict[str, int] = {}  # key → id of a sub-contractor that engages others
    for record in fields["subcontractors"].items() if "subcontractors" in fields else []:
        values = {name: _value(name, value) for name, value in record.mapping().items() if name not in ("key", "under")}
        parts = record.mapping()
        if "under" in parts:
            values["parent_id"] = engaged[parts["under"].text()]
        with blamed_on(record, DeskError):
            link = add_record(desk, "subcontractor", vendor_id, **values)
        if "key" in parts:
            engaged[parts["key"].text()] = link


def _record(desk: Desk, vendor_id: int, entry: Entry, folder: Path) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, value in entry.mapping().items():
        if name == "file":
            values["attachment_id"] = attach_file(desk, vendor_id, folder / value.text()).id
        else:
            values[name] = _value(name, value)
    return values


def _value(name: str, entry: Entry) -> object:
    if name in _DAYS:
        return day_of(entry)
    if name in _FLAGS:
        return entry.flag()
    if name in _SHARES:
        return entry.number(0, 100) / 100
    if name in _NUMBERS:
        return entry.number()
    if name == "purposes":
        return [purpose.text() for purpose in entry.items()]
    return entry.text()
