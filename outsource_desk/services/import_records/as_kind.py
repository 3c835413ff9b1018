"""Which table of a file is a list of a kind, and how a table is seen as one that was taken for something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.services.import_records.kinds import NoRecordsError, RecordKind, kind_named
from outsource_desk.services.import_records.own_registers import own_list
from outsource_desk.services.likeness import is_same_company

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.services.desk import Desk

BY_THEMSELVES = ("risks", "metrics", "readings", "answers")  # kinds that no ranking could take in


def is_list(table: Table) -> bool:
    """Tell whether a table can only be brought in as records: it compares nobody."""
    return table.kind in BY_THEMSELVES and table.register is not None and not table.scores and not table.lines


def list_kind(reading: Reading, wanted: int | None = None) -> str:
    """Return the kind of records that a file can only be; empty where a table of it compares vendors.

    Args:
        reading: what was understood of a file.
        wanted: which of its tables, from 0; None = all of them count, and the first says the kind.
    """
    tables = [table for at, table in enumerate(reading.tables) if wanted in (None, at)]
    return tables[0].kind if tables and all(map(is_list, tables)) else ""


def has_dossiers(reading: Reading) -> bool:
    """Tell whether a list of vendors says more of them than their names."""
    lists = [table.register for table in reading.tables if table.kind == "vendors" and table.register is not None]
    return any(len(register.columns) > 1 for register in lists)


def seen_as(reading: Reading, key: str, wanted: int | None = None) -> tuple[Reading, int]:
    """Return a reading in which a table is a list of a kind, and which table that is, from 0.

    Args:
        reading: what was understood of a file.
        key: of `RECORD_KINDS`.
        wanted: which of its tables, from 0; None = the first that is such a list, or can be seen as one.

    Raises:
        NoRecordsError: nothing in the file can be such a list.
    """
    from outsource_desk.importers.reading import SheetView
    from outsource_desk.importers.spreadsheet import read_again

    kind = kind_named(key)
    tables = [at for at in range(len(reading.tables)) if wanted in (None, at)]
    for at in tables:
        if _is_of(reading.tables[at], kind):
            return reading, at
    own = own_list(reading, key) if wanted is None else None
    if own is not None:
        return replace(reading, tables=(*reading.tables, own)), len(reading.tables)
    for name in _sheets(reading, wanted):
        view = replace(reading.views.get(name, SheetView()), kind=key)
        again = read_again(reading, {**reading.views, name: view})
        for at, table in enumerate(again.tables):
            if table.sheet == name and _is_of(table, kind):
                return again, at
    for at in tables:
        if reading.tables[at].register is not None:
            return reading, at
    raise NoRecordsError(f"“{reading.file}” holds no list that could be read as {kind.title.lower()}.")


def _is_of(table: Table, kind: RecordKind) -> bool:
    return table.kind == kind.key and table.register is not None


def _sheets(reading: Reading, wanted: int | None) -> list[str]:
    if wanted is not None and wanted < len(reading.tables):
        return [reading.tables[wanted].sheet]
    return [sheet.name for sheet in reading.sheets if sheet.name not in reading.hidden_sheets]


def named_candidate(table: Table, candidates: Mapping[int, str]) -> int | None:
    """Return the candidate whose name stands above a list; None where nobody does, or none of them.

    Args:
        table: the list.
        candidates: whose it could be: id → name.
    """
    named = {vendor.name for vendor in table.vendors}
    if len(named) != 1:
        return None
    name = named.pop()
    found = [each for each, called in candidates.items() if is_same_company(name, called)]
    return found[0] if len(found) == 1 else None


def whose(desk: Desk, kind: RecordKind, initiative: str | None, candidate: str | None) -> tuple[int | None, int | None]:
    """Return the ids of the initiative and the candidate that records of a kind belong to.

    Args:
        desk: the open file.
        kind: of the records.
        initiative: its name; None = the newest.
        candidate: its name; None = nobody.

    Raises:
        DeskError: there is none of this name.
    """
    from outsource_desk.services.initiatives import find_initiative
    from outsource_desk.services.vendor_copies import find_candidate

    if not kind.needs_initiative:
        return None, None
    initiative_id = find_initiative(desk, initiative).id
    return initiative_id, find_candidate(desk, initiative_id, candidate) if candidate else None
