"""All kinds of records that a list can be imported as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.import_records.protection_fields import ANSWERS, METRICS, READINGS, RISKS
from outsource_desk.services.import_records.shapes import RecordKind
from outsource_desk.services.import_records.vendor_fields import VENDORS

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Register, Table

RECORD_KINDS: Mapping[str, RecordKind] = {kind.key: kind for kind in (VENDORS, RISKS, METRICS, READINGS, ANSWERS)}


class NoRecordsError(DeskError):
    """A table is to be imported as records that it cannot hold."""

    remedy = "Choose another table, or another kind of records."


def kind_named(key: str) -> RecordKind:
    """Return a kind of records.

    Raises:
        NoRecordsError: there is none of this key.
    """
    if key not in RECORD_KINDS:
        raise NoRecordsError(f"“{key}” is no kind of record that can be imported; there are {', '.join(RECORD_KINDS)}.")
    return RECORD_KINDS[key]


def register_of(table: Table) -> Register:
    """Return the list that a table is, a record to each row.

    Raises:
        NoRecordsError: it is none.
    """
    if table.register is None:
        place = f"Sheet “{table.sheet}”" if table.sheet else "The table"
        raise NoRecordsError(f"{place} is no list with a record to each row.")
    return table.register


def table_at(reading: Reading, index: int) -> Table:
    """Return a table of a reading.

    Raises:
        NoRecordsError: there is none of this number.
    """
    if not 0 <= index < len(reading.tables):
        raise NoRecordsError(f"“{reading.file}” has no table number {index + 1}; {len(reading.tables)} were found.")
    return reading.tables[index]
