"""What the file says that a list of records is compared with, read at one moment; the comparing needs no file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.services.import_records.kinds import kind_named, table_at
from outsource_desk.services.import_records.memory import recalled
from outsource_desk.services.import_records.shapes import RecordChoices, RecordKind
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.protection import load_performance
from outsource_desk.store.record_rows import Row, last_import, load_rows
from outsource_desk.store.rows import has_row
from outsource_desk.store.vendors import load_candidates, load_vendors

if TYPE_CHECKING:
    from outsource_desk.domain.performance import Performance
    from outsource_desk.domain.vendor import Candidate
    from outsource_desk.domain.vetting import Vetting
    from outsource_desk.importers.reading import Reading
    from outsource_desk.services.desk import Desk


class NoInitiativeError(DeskError):
    """Records are to be imported that belong to an initiative, and none is chosen."""

    remedy = "Choose the initiative that they belong to."

    def __init__(self, kind: RecordKind) -> None:
        super().__init__(f"{kind.title} belong to an initiative, and none is chosen.")


@dataclass(frozen=True)
class Known:
    """The records of one kind that the file has.

    Attributes:
        rows: id → the record's row.
        parts: name of a part → id of a record → its rows of that part.
        candidates: of the initiative.
        currency: of the initiative; empty where records belong to none.
        performance: metrics with their readings, where measurements are compared.
        vetting: what was asked and answered, where answers are compared.
    """

    rows: Mapping[int, Row] = field(default_factory=dict)
    parts: Mapping[str, Mapping[int, Sequence[Row]]] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    currency: str = ""
    performance: Performance | None = None
    vetting: Vetting | None = None


@dataclass(frozen=True)
class RecordsHere:
    """What the file says of the records of a kind, as of a revision.

    Attributes:
        mapping: how the layout was understood the last time; see `recalled`.
        imported_on: when the same bytes were brought in before; None: never.
        is_origin: this very file wrote the workbook that is read, for the same initiative.
    """

    revision: int
    kind: RecordKind
    initiative_id: int | None
    candidate_id: int | None
    known: Known
    mapping: Mapping[str, Any] = field(default_factory=dict)
    imported_on: str | None = None
    is_origin: bool = False


def records_here(
    desk: Desk, reading: Reading, table_index: int, choices: RecordChoices, before: RecordsHere | None = None
) -> RecordsHere:
    """Read all of the file that a list is compared with.

    Args:
        desk: the open file.
        reading: what `read_spreadsheet` understood.
        table_index: which of its tables, from 0.
        choices: what the user has decided.
        before: what was read before; of what has not changed since, nothing is read again.

    Raises:
        NoRecordsError: there is no such table or kind.
        NoInitiativeError: they belong to an initiative, and none is chosen.
        DeskError: there is no such initiative or candidate, or vetting has not started.
    """
    table = table_at(reading, table_index)
    kind = kind_named(choices.kind or table.kind)
    _refuse_nowhere(desk, kind, choices)
    revision, imported = desk.journal.revision, last_import(desk.connection, reading.sha256, kind.key)
    about = (revision, kind, choices.initiative_id, choices.candidate_id)
    is_same = before is not None and (before.revision, before.kind, before.initiative_id, before.candidate_id) == about
    return RecordsHere(
        *about,
        before.known if before is not None and is_same else _known(desk, kind, choices),
        recalled(desk, kind, reading, table) if choices.use_memory else {},
        imported[:10] if imported else None,
        _is_origin(desk, reading, choices.initiative_id),
    )


def _refuse_nowhere(desk: Desk, kind: RecordKind, choices: RecordChoices) -> None:
    """Refuse records that belong to an initiative where none is chosen.

    Raises:
        NoInitiativeError: none is chosen.
        NotFoundError: there is none of this id.
    """
    if not kind.needs_initiative:
        return
    if choices.initiative_id is None:
        raise NoInitiativeError(kind)
    if not has_row(desk.connection, "initiative", choices.initiative_id):
        raise NotFoundError("initiative", choices.initiative_id)


def _is_origin(desk: Desk, reading: Reading, initiative_id: int | None) -> bool:
    origin = reading.origin or {}
    is_of_initiative = bool(origin) and origin.get("initiative_id") == str(initiative_id)
    return is_of_initiative and desk.journal.has_fingerprint(origin.get("fingerprint", ""))


def _known(desk: Desk, kind: RecordKind, choices: RecordChoices) -> Known:
    initiative_id = choices.initiative_id
    if kind.key == "answers":
        return Known(vetting=read_vetting(desk, choices.candidate_id))
    if kind.key == "readings":
        return Known(performance=load_performance(desk.connection, initiative_id or 0))
    rows = {row["id"]: row for row in _rows(desk, kind, initiative_id)}
    return Known(
        rows,
        {part.name: _of_owners(desk, kind, part.table, rows) for part in kind.parts},
        load_candidates(desk.connection, initiative_id) if initiative_id else (),
        load_initiative(desk.connection, initiative_id).currency if initiative_id else "",
    )


def read_vetting(desk: Desk, candidate_id: int | None) -> Vetting | None:
    """Return what was asked and answered in the vetting of a candidate; None where nobody is chosen.

    Raises:
        DeskError: vetting has not started, or the candidate is no vendor.
    """
    from outsource_desk.services.vendor_copies import vetting_of

    return None if candidate_id is None else vetting_of(desk, candidate_id)[1]


def _rows(desk: Desk, kind: RecordKind, initiative_id: int | None) -> list[Row]:
    if kind.key != "vendors":
        return load_rows(desk.connection, kind.table, "initiative_id", initiative_id or 0)
    tags = {each.id: each.tags for each in load_vendors(desk.connection)}
    return [{**row, "tags": tags[row["id"]]} for row in load_rows(desk.connection, "vendor")]


def _of_owners(desk: Desk, kind: RecordKind, table: str, rows: Mapping[int, Row]) -> dict[int, list[Row]]:
    column = f"{kind.table}_id"
    found: dict[int, list[Row]] = defaultdict(list)
    for row in load_rows(desk.connection, table):
        if row[column] in rows:
            found[row[column]].append(row)
    return found
