"""What an import of records would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.garbage import garbage_left_alone
from outsource_desk.services.import_records.account import headers_of, used_in
from outsource_desk.services.import_records.answers import compared_answers
from outsource_desk.services.import_records.columns import as_field, propose_columns
from outsource_desk.services.import_records.compare import compared_records
from outsource_desk.services.import_records.kinds import NoRecordsError, kind_named, register_of
from outsource_desk.services.import_records.memory import recalled, remembered_columns, remembered_scales
from outsource_desk.services.import_records.readings import compared_readings
from outsource_desk.services.import_records.shapes import (
    Compared,
    ProposedColumn,
    RecordAccount,
    RecordChoices,
    RecordKind,
    RecordPreview,
)
from outsource_desk.store.record_rows import last_import
from outsource_desk.store.rows import has_row

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Register, Table
    from outsource_desk.services.desk import Desk


class NoInitiativeError(DeskError):
    """Records are to be imported that belong to an initiative, and none is chosen."""

    remedy = "Choose the initiative that they belong to."

    def __init__(self, kind: RecordKind) -> None:
        super().__init__(f"{kind.title} belong to an initiative, and none is chosen.")


@garbage_left_alone()
def preview_records(desk: Desk, reading: Reading, table_index: int, choices: RecordChoices) -> RecordPreview:
    """Return what importing a list as records would do; nothing is written.

    Args:
        desk: the open file.
        reading: what `read_spreadsheet` understood.
        table_index: which of its tables, from 0.
        choices: what the user has decided.

    Raises:
        NoRecordsError: the table is no list, or no column says what the records are called.
        NoInitiativeError: they belong to an initiative, and none is chosen.
        DeskError: there is no such table or initiative.
    """
    table = table_at(reading, table_index)
    kind = kind_named(choices.kind or table.kind)
    register = register_of(table)
    refuse_nowhere(desk, kind, choices)
    mapping = recalled(desk, kind, reading, table) if choices.use_memory else {}
    columns = columns_of(kind, register, choices, mapping)
    choices = replace(choices, scales={**remembered_scales(mapping), **choices.scales})
    missing = missing_fields(kind, columns)
    if missing:
        found = Compared((), (), RecordAccount(headers=headers_of(register), left_out=used_in(register)))
    else:
        found = _WAYS.get(kind.key, compared_records)(desk, kind, reading, table, columns, choices)
    imported = last_import(desk.connection, reading.sha256, kind.key)
    return RecordPreview(
        kind,
        columns,
        found.rows,
        found.questions,
        found.account,
        desk.journal.revision,
        imported[:10] if imported else None,
        bool(mapping),
        missing,
        found.remarks,
    )


def missing_fields(kind: RecordKind, columns: Sequence[ProposedColumn]) -> tuple[str, ...]:
    """Return the labels of the fields without which no row can be brought in, and that no column holds."""
    there = {column.field for column in columns}
    lacking = [field for field in kind.fields if field.is_required and field.key not in there]
    if kind.key == "readings":  # a code is as good as a name, and a month may stand in the headings
        has_months = any(column.which for column in columns)
        lacking = [
            field for field in lacking
            if not (field.key == "metric" and "code" in there) and not (field.key == "period" and has_months)
        ]  # fmt: skip
    return tuple(field.label for field in lacking)


def table_at(reading: Reading, index: int) -> Table:
    """Return a table of a reading.

    Raises:
        NoRecordsError: there is none of this number.
    """
    if not 0 <= index < len(reading.tables):
        raise NoRecordsError(f"“{reading.file}” has no table number {index + 1}; {len(reading.tables)} were found.")
    return reading.tables[index]


def refuse_nowhere(desk: Desk, kind: RecordKind, choices: RecordChoices) -> None:
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


def columns_of(
    kind: RecordKind, register: Register, choices: RecordChoices, mapping: Mapping[str, Any]
) -> tuple[ProposedColumn, ...]:
    """Return what each column is taken for: as the user says, as it was taken the last time, or as it is called."""
    proposed = remembered_columns(kind, propose_columns(kind, register), mapping)
    known = {field.key for field in kind.fields}
    chosen = [
        as_field(kind, column, choices.columns[column.column])
        if column.column in choices.columns and (choices.columns[column.column] or None) in {None, *known}
        else column
        for column in proposed
    ]
    mine = {(column.field, column.which) for column in chosen if column.is_chosen}
    return tuple(
        replace(column, field=None, confidence=0, which="")
        if not column.is_chosen and (column.field, column.which) in mine
        else column
        for column in chosen
    )  # of two columns for one field the user's counts


_WAYS = {
    "readings": compared_readings,
    "answers": compared_answers,
}  # judged in a way of their own
