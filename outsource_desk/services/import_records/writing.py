"""Bring the rows of a list into the file as records, in one act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_fields
from outsource_desk.domain.garbage import garbage_left_alone
from outsource_desk.services.import_memory import layout_of
from outsource_desk.services.import_records.answers import write_answers
from outsource_desk.services.import_records.kinds import table_at
from outsource_desk.services.import_records.memory import to_remember
from outsource_desk.services.import_records.outcomes import (
    Asks,
    Entry,
    FieldChange,
    Outcome,
    RecordPreview,
    RecordSummary,
    RowPreview,
)
from outsource_desk.services.import_records.preview import preview_records
from outsource_desk.services.import_records.readings import write_readings
from outsource_desk.services.import_records.risk_states import STATE
from outsource_desk.services.import_records.shapes import RecordChoices
from outsource_desk.services.records import add_record, update_fields
from outsource_desk.services.vendors import CONTACT_FIELDS, VENDOR_FIELDS, checked_tags
from outsource_desk.services.wording import shortened
from outsource_desk.store.record_rows import load_tags
from outsource_desk.store.rows import delete_rows, insert_row, insert_rows, update_row

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.services.desk import Desk

MOST_NOTES = 20
_WAYS = {"readings": write_readings, "answers": write_answers}  # kinds that are written in a way of their own


def import_records(desk: Desk, reading: Reading, table_index: int, choices: RecordChoices) -> RecordSummary:
    """Bring a list in as records: what is asked or cannot be read is left out and told.

    Undoable as one step. Saved when this returns. Each value keeps file, sheet and cell that it came from.

    Raises:
        DeskError: see `preview_records`; nothing is written.
    """
    return import_compared(desk, reading, table_index, choices, preview_records(desk, reading, table_index, choices))


@garbage_left_alone()
def import_compared(
    desk: Desk, reading: Reading, table_index: int, choices: RecordChoices, preview: RecordPreview
) -> RecordSummary:
    """Bring in what has been compared; see `import_records`.

    Undoable as one step. Saved when this returns.

    Raises:
        ChangedMeanwhileError: the file is not as it was when the list was compared; nothing is written.
        DeskError: the file cannot be written; it is then unchanged.
    """
    from outsource_desk.services.importing import ChangedMeanwhileError  # which reads lists with this very package

    if preview.revision != desk.journal.revision:
        raise ChangedMeanwhileError(reading.file)
    table = table_at(reading, table_index)
    if preview.writes_anything:
        with desk.edit(f"Import {preview.kind.title.lower()} from “{shortened(reading.file)}”"):
            _write(desk, reading, table, preview, choices)
    return _summary(desk, reading, table, preview)


def _write(desk: Desk, reading: Reading, table: Table, preview: RecordPreview, choices: RecordChoices) -> None:
    """Write what is taken, and remember with the file how it was understood."""
    if preview.kind.key in _WAYS:
        import_id = _WAYS[preview.kind.key](desk, reading, table, preview.columns, choices)
        if import_id is not None:
            update_row(desk.db, "import_file", import_id, understood(reading, table, preview, choices))
    else:
        _Writer(desk, reading, table, preview, choices).write()


def understood(reading: Reading, table: Table, preview: RecordPreview, choices: RecordChoices) -> dict[str, object]:
    """Return what is kept with an imported file of how it was understood."""
    return {
        "sheet": table.sheet or "",
        "kind": preview.kind.key,
        "layout": layout_of(reading, table),
        "mapping": to_remember(preview.kind, preview.columns, choices),
    }


class _Writer:
    """Writes row after row inside the edit that is open."""

    def __init__(
        self, desk: Desk, reading: Reading, table: Table, preview: RecordPreview, choices: RecordChoices
    ) -> None:
        self._desk, self._reading, self._table = desk, reading, table
        self._preview, self._choices = preview, choices
        self._records: dict[int, int] = {}  # number of the row that begins a record → its id
        self._parts: dict[tuple[int, str, tuple[str, ...]], int] = {}
        self._sources: list[dict[str, object]] = []
        self._tags: dict[int, set[str]] = {}

    def write(self) -> None:
        """Write all rows that are taken."""
        import_id = self._note_file()
        for row in self._preview.rows:
            if row.outcome.is_taken:
                self._write_row(row)
        insert_rows(self._desk.db, "imported_value", [{"import_id": import_id, **source} for source in self._sources])

    def _note_file(self) -> int:
        kind = self._preview.kind
        return insert_row(
            self._desk.db,
            "import_file",
            {
                "initiative_id": self._choices.initiative_id if kind.needs_initiative else None,
                "file_name": self._reading.file,
                "sha256": self._reading.sha256,
                "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
                **understood(self._reading, self._table, self._preview, self._choices),
                "log": "\n".join(_log(self._preview)),
            },
        )

    def _write_row(self, row: RowPreview) -> None:
        record_id = row.record_id if row.record_id is not None else self._records.get(row.first)
        for entry in row.entries:
            if entry.part:
                assert record_id is not None
                self._write_part(record_id, entry)
            elif record_id is None:
                record_id = self._records[row.first] = self._add(entry, self._choices.initiative_id or 0)
            else:
                self._change(entry, record_id)

    def _write_part(self, record_id: int, entry: Entry) -> None:
        at = (record_id, entry.part, entry.identity)
        part_id = entry.record_id if entry.record_id is not None else self._parts.get(at)
        if part_id is None:
            self._parts[at] = self._add(entry, record_id)
        else:
            self._change(entry, part_id)

    def _add(self, entry: Entry, owner_id: int) -> int:
        values = _written(entry)
        if entry.table == "vendor":
            row_id = insert_row(self._desk.db, "vendor", checked_fields(VENDOR_FIELDS, _without_tags(values)))
            self._tag(row_id, values)
        elif entry.table == "contact":
            row_id = insert_row(
                self._desk.db, "contact", {"vendor_id": owner_id, **checked_fields(CONTACT_FIELDS, values)}
            )
        else:
            state = values.pop(STATE, None) if entry.table == "risk" else None
            row_id = add_record(self._desk, entry.table, owner_id, **values)
            self._set_state(row_id, state)
        self._remember(entry, row_id, is_new=True)
        return row_id

    def _change(self, entry: Entry, row_id: int) -> None:
        values = _written(entry)
        if not values:
            return
        if entry.table == "vendor":
            update_row(self._desk.db, "vendor", row_id, checked_fields(VENDOR_FIELDS, _without_tags(values)))
            self._tag(row_id, values)
        elif entry.table == "contact":
            update_row(self._desk.db, "contact", row_id, checked_fields(CONTACT_FIELDS, values))
        else:
            state = values.pop(STATE, None) if entry.table == "risk" else None
            update_fields(self._desk, entry.table, row_id, values)
            self._set_state(row_id, state)
        self._remember(entry, row_id, is_new=False)

    def _set_state(self, risk_id: int, state: str | None) -> None:
        """Let a risk be as far as its list says, which steps in the register would not lead to at once."""
        if state is not None:
            update_row(self._desk.db, "risk", risk_id, {STATE: state})

    def _tag(self, vendor_id: int, values: Mapping[str, Any]) -> None:
        """Add tags that a vendor lacks; `set_vendor_tags` would look through the whole directory for each vendor."""
        known = self._tags.setdefault(
            vendor_id, {tag.casefold() for tag in load_tags(self._desk.connection, vendor_id)}
        )
        for tag in checked_tags(values.get("tags", ())):
            if tag.casefold() not in known:
                known.add(tag.casefold())
                insert_row(self._desk.db, "vendor_tag", {"vendor_id": vendor_id, "tag": tag})

    def _remember(self, entry: Entry, row_id: int, *, is_new: bool) -> None:
        for change in entry.changes:
            if change.is_written:
                where = {"tab": entry.table, "row_id": row_id, "field": _column(change)}
                if not is_new:
                    delete_rows(self._desk.db, "imported_value", where)
                self._sources.append(
                    {**where, "sheet": self._table.sheet or "", "cell": change.cell, "raw": change.raw}
                )


def _written(entry: Entry) -> dict[str, Any]:
    return {_column(change): change.value for change in entry.changes if change.is_written}


def _column(change: FieldChange) -> str:
    return change.field.rpartition(".")[2]


def _without_tags(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "tags"}


def _summary(desk: Desk, reading: Reading, table: Table, preview: RecordPreview) -> RecordSummary:
    changes = [change for row in preview.rows if row.outcome.is_taken for change in row.changes]
    left = [row for row in preview.rows if row.outcome in (Outcome.ASKED, Outcome.PROBLEM)]
    return RecordSummary(
        preview.kind.key,
        reading.file,
        table.sheet or "",
        desk.journal.revision,
        preview.count(Outcome.NEW),
        preview.count(Outcome.CHANGED),
        preview.count(Outcome.SAME),
        preview.count(Outcome.SKIPPED),
        len(left),
        sum(change.is_written for change in changes),
        sum(not change.is_written for row in preview.rows for change in row.changes),
        len(preview.questions),
        tuple(_notes(preview)),
        sum(question.asks is Asks.DIRECTION for question in preview.questions),
    )


def _notes(preview: RecordPreview) -> Iterator[str]:
    """Yield what the user should know of cells that were not brought in, and of what came in without being said."""
    for question in preview.questions[:MOST_NOTES]:
        yield f"{question.cell}: {question.reason}"
    if len(preview.questions) > MOST_NOTES:
        yield f"{len(preview.questions) - MOST_NOTES:,} more questions are open."
    for row in preview.rows:
        if row.outcome is Outcome.PROBLEM:
            yield f"Row {row.number}: {row.why}"
    for column in preview.columns:
        if column.field is None:
            yield f"Left out: column {column.cell} “{column.name}”, which means none of the fields."
    for question in preview.read_with_care[:MOST_NOTES]:
        yield f"{question.cell}: {question.reason}"
    yield from preview.notes


def _log(preview: RecordPreview) -> Iterator[str]:
    """Yield what became of each row, to be kept with the file."""
    for row in preview.rows:
        told = f"Row {row.number} ({row.name[:200]}): {row.outcome}"
        yield f"{told}. {row.why}" if row.why else told
