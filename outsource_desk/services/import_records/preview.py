"""What an import of records would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.services.import_records.account import account_of, headers_of, used_in
from outsource_desk.services.import_records.book import Book
from outsource_desk.services.import_records.columns import as_field, propose_columns
from outsource_desk.services.import_records.compare import Comparison
from outsource_desk.services.import_records.kinds import NoRecordsError, kind_named, register_of
from outsource_desk.services.import_records.memory import remembered
from outsource_desk.services.import_records.row_values import RowReader
from outsource_desk.services.import_records.shapes import (
    Outcome,
    ProposedColumn,
    RecordAccount,
    RecordChoices,
    RecordKind,
    RecordPreview,
    RecordQuestion,
    RowPreview,
)
from outsource_desk.store.initiatives import load_initiative
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
    columns = columns_of(desk, kind, register, choices)
    rows, questions, account = _compared(desk, kind, table, register, columns, choices)
    imported = last_import(desk.connection, reading.sha256, kind.key)
    return RecordPreview(
        kind,
        columns,
        rows,
        questions,
        account,
        desk.journal.revision,
        imported[:10] if imported else None,
        any(column.is_remembered for column in columns),
    )


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


def columns_of(desk: Desk, kind: RecordKind, register: Register, choices: RecordChoices) -> tuple[ProposedColumn, ...]:
    """Return what each column is taken for: as the user says, as it was taken the last time, or as it is called."""
    proposed = propose_columns(kind, register)
    if choices.use_memory:
        proposed = remembered(desk, kind, register, proposed)
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


def _compared(
    desk: Desk,
    kind: RecordKind,
    table: Table,
    register: Register,
    columns: Sequence[ProposedColumn],
    choices: RecordChoices,
) -> tuple[tuple[RowPreview, ...], tuple[RecordQuestion, ...], RecordAccount]:
    missing = [each for each in kind.fields if each.is_required and each.key not in {one.field for one in columns}]
    if missing:
        return (), (), RecordAccount(headers=headers_of(register), left_out=used_in(register))
    book = Book(desk, kind, choices.initiative_id)
    reader = RowReader(kind, register, columns, choices, book.candidates(), table.decimal)
    read = list(reader.rows())
    book.look_for(
        str(row.own()[book.name_column].value) for row in read if book.name_column in row.own()
    )  # fmt: skip
    currency = load_initiative(desk.connection, choices.initiative_id).currency if choices.initiative_id else ""
    comparison = Comparison(book, choices, currency)
    fates = [comparison.fate_of(row) for row in read]
    skipped = {fate.number for fate in fates if fate.outcome is Outcome.SKIPPED}
    asked = [question for row in read if row.number not in skipped for question in row.questions]
    questions = (*reader.questions, *sorted([*asked, *comparison.questions], key=lambda each: each.row))
    return tuple(fates), questions, account_of(register, columns, read, fates, questions)
