"""What an import of records would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.garbage import garbage_left_alone
from outsource_desk.services.import_records.account import headers_of, used_in
from outsource_desk.services.import_records.answers import compared_answers
from outsource_desk.services.import_records.columns import as_field, propose_columns
from outsource_desk.services.import_records.compare import compared_records
from outsource_desk.services.import_records.here import RecordsHere, records_here
from outsource_desk.services.import_records.kinds import register_of, table_at
from outsource_desk.services.import_records.memory import remembered_columns, remembered_scales
from outsource_desk.services.import_records.outcomes import Compared, RecordAccount, RecordPreview
from outsource_desk.services.import_records.pace import Progress, silent
from outsource_desk.services.import_records.readings import compared_readings
from outsource_desk.services.import_records.shapes import ProposedColumn, RecordChoices, RecordKind

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Register
    from outsource_desk.services.desk import Desk


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
    return compared_list(records_here(desk, reading, table_index, choices), reading, table_index, choices)


@garbage_left_alone()
def compared_list(
    here: RecordsHere, reading: Reading, table_index: int, choices: RecordChoices, progress: Progress = silent
) -> RecordPreview:
    """Compare a list with what the file says: a pure function of values, for any thread; see `preview_records`.

    What ``progress`` raises stops it.

    Raises:
        NoRecordsError: the table is no list.
        DeskError: nobody has said whose answers they are.
    """
    table, kind = table_at(reading, table_index), here.kind
    register = register_of(table)
    columns = columns_of(kind, register, choices, here.mapping)
    choices = replace(choices, scales={**remembered_scales(here.mapping), **choices.scales})
    missing = missing_fields(kind, columns)
    if missing:
        found = Compared((), (), RecordAccount(headers=headers_of(register), left_out=used_in(register)))
    else:
        found = _WAYS.get(kind.key, compared_records)(here, reading, table, columns, choices, progress)
    return RecordPreview(
        kind,
        columns,
        found.rows,
        found.questions,
        found.account,
        here.revision,
        here.imported_on,
        bool(here.mapping),
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
