"""What an import of records comes to: the fate of each row, what is asked, what would be and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as made_with
from enum import StrEnum
from typing import Any, NamedTuple

from outsource_desk.services.import_policy import Fate
from outsource_desk.services.import_records.shapes import ProposedColumn, RecordKind


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    SKIPPED = "skipped"
    ASKED = "asked"  # which record is meant?
    PROBLEM = "problem"

    @property
    def is_taken(self) -> bool:
        """Tell whether something of the row is written."""
        return self in (Outcome.NEW, Outcome.CHANGED)


@dataclass(frozen=True)
class FieldChange:
    """One field of a row that is written, or that would be if the policy let it."""

    field: str  # key
    label: str
    cell: str
    before: str = ""  # as a person reads it; empty where nothing is on file
    after: str = ""
    fate: Fate | None = None  # of a conflict; None where nothing was on file
    value: Any = made_with(default=None, repr=False)  # as the services take it
    raw: str = made_with(default="", repr=False)
    which: str = ""  # of several of a kind

    @property
    def is_written(self) -> bool:
        """Tell whether the import writes it."""
        return self.fate in (None, Fate.REPLACED)


class Asks(StrEnum):
    """What a question is about."""

    CELL = "cell"  # what the cell says
    CONFLICT = "conflict"  # whether it replaces what is on file
    MATCH = "match"  # which record the row means
    NAME = "name"  # which candidate or metric a name means
    SCALE = "scale"  # which levels the words of a column mean
    DIRECTION = "direction"  # whether more or less of a metric is better


@dataclass(frozen=True)
class RecordQuestion:
    """Something that the import leaves out until somebody has answered it.

    Attributes:
        cell: of the value; of the header for a scale.
        row: number in the file; 0 for a whole column.
        choices: (what an answer would say, in words); ids for a match or a name, levels for a scale.
        words: of a scale: the words of the column that need a level.
        is_blocking: the row does not come in without an answer.
        is_note: what the cell says comes in without an answer, and is worth a look.
    """

    asks: Asks
    cell: str
    row: int
    field: str
    reason: str
    raw: str = ""
    column: int = 0
    choices: tuple[tuple[int, str], ...] = ()
    words: tuple[str, ...] = ()
    proposals: tuple[tuple[int, ...], ...] = ()  # possible levels of ``words``
    is_blocking: bool = False
    is_note: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the question as the dry run shows it."""
        shape = {"asks": str(self.asks), "cell": self.cell, "row": self.row, "field": self.field}
        return shape | {"reason": self.reason, "raw": self.raw, "words": list(self.words)}

    @property
    def alike(self) -> tuple[str, int, str]:
        """Return what questions share that one answer may settle."""
        return str(self.asks), self.column, self.raw.casefold()


@dataclass(frozen=True)
class Entry:
    """What a row writes into one table: into the record itself, or a part of it such as a contact."""

    part: str  # empty: the record itself
    table: str
    record_id: int | None  # None: a new row
    changes: tuple[FieldChange, ...]
    first: int = 0  # number of the row that begins what is new
    identity: tuple[str, ...] = ()  # of a part, in small letters


@dataclass(frozen=True)
class RowPreview:
    """What becomes of a row, and why."""

    number: int  # in the file
    name: str  # what the record is called
    outcome: Outcome
    record_id: int | None = None  # of the record that it means; None: a new one
    entries: tuple[Entry, ...] = ()
    same: int = 0  # cells that say what is on file
    why: str = ""
    first: int = 0  # number of the row that begins the record, where several rows say something of a new one
    waiting: frozenset[str] = made_with(default=frozenset(), repr=False)  # cells held up by one that is asked

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """Return every field that the row says otherwise than the file does."""
        return tuple(change for entry in self.entries for change in entry.changes)

    def as_json(self) -> dict[str, Any]:
        """Return the row as the dry run shows it."""
        changes = [
            {"field": each.field, "cell": each.cell, "before": each.before, "after": each.after}
            | ({"fate": str(each.fate)} if each.fate else {})
            for each in self.changes
        ]
        shape = {"row": self.number, "name": self.name, "outcome": str(self.outcome), "record": self.record_id}
        return shape | {"changes": changes, "same": self.same, "why": self.why}


@dataclass(frozen=True)
class RecordAccount:
    """How many used cells of the list became what; each counts once."""

    headers: int = 0
    taken: int = 0
    same: int = 0
    kept: int = 0  # the file has another value, which stays
    left_out: int = 0  # of columns that mean no field
    skipped: int = 0  # of rows that do not come in
    asked: int = 0  # with the cells of rows that are asked about

    @property
    def used(self) -> int:
        """Return how many cells are accounted for."""
        return sum(vars(self).values())


class Compared(NamedTuple):
    """What the rows of a list come to beside what the file has."""

    rows: tuple[RowPreview, ...]
    questions: tuple[RecordQuestion, ...]
    account: RecordAccount
    remarks: tuple[RecordQuestion, ...] = ()


@dataclass(frozen=True)
class RecordPreview:
    """What an import of records would do; nothing has been written.

    Attributes:
        revision: of the file that it was compared with.
        imported_on: when the same bytes were brought in before; None: never.
        remembered: the layout came before, and its columns are taken as then.
        missing: labels of fields that some column must hold before any row can come in.
        remarks: what comes in without an answer, and can be sent elsewhere with one.
    """

    kind: RecordKind
    columns: tuple[ProposedColumn, ...]
    rows: tuple[RowPreview, ...]
    questions: tuple[RecordQuestion, ...]
    account: RecordAccount
    revision: int
    imported_on: str | None = None
    remembered: bool = False
    missing: tuple[str, ...] = ()
    remarks: tuple[RecordQuestion, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Return how many rows have this fate."""
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def read_with_care(self) -> tuple[RecordQuestion, ...]:
        """Return the cells that come in though what they say is not exact."""
        return tuple(each for each in self.remarks if each.is_note)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what is worth knowing of what comes in without a question."""
        if self.kind.table != "risk":
            return ()
        new = [row for row in self.rows if row.outcome is Outcome.NEW]
        bare = sum(all(each.field != "category" or not each.is_written for each in row.changes) for row in new)
        if not bare:
            return ()
        if bare == 1:
            return ("One new risk comes in as one of delivery, as the list does not say its category.",)
        return (f"{bare:,} new risks come in as risks of delivery, as the list does not say their category.",)

    @property
    def writes_anything(self) -> bool:
        """Tell whether the file will be different."""
        return any(row.outcome.is_taken for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``import --kind --dry-run --json`` prints."""
        return {
            "kind": self.kind.key,
            "columns": [
                {"column": each.column, "name": each.name, "field": each.field, "confidence": each.confidence}
                | ({"which": each.which} if each.which else {})
                for each in self.columns
            ],
            "missing": list(self.missing),
            "rows": [row.as_json() for row in self.rows],
            "questions": [each.as_json() for each in self.questions],
            "account": vars(self.account) | {"used": self.account.used},
        }

    def lines(self) -> Iterator[str]:
        """Yield what an import would do, in words."""
        for column in self.columns:
            taken = self.kind.field(column.field).label if column.field else "left out"
            sure = f" ({column.confidence} %)" if column.field else ""
            yield f"{column.cell:>5}  {column.name}: {taken} {column.which}".rstrip() + sure
        if self.missing:
            yield f"No column holds: {', '.join(self.missing)}."
        for row in self.rows:
            yield f"Row {row.number}: {row.outcome}, {row.name}. {row.why}".rstrip()
            for change in row.changes:
                before = f"{change.before} → " if change.before else ""
                kept = "" if change.is_written else " (stays as it is)"
                yield f"  {change.cell:>5}  {change.label}: {before}{change.after}{kept}"
        for question in self.questions:
            yield f"  {question.cell}: {question.reason}"
        for question in self.read_with_care:
            yield f"  {question.cell}: {question.reason}"
        yield from self.notes


@dataclass(frozen=True)
class RecordSummary:
    """What an import of records did."""

    kind: str
    file: str
    sheet: str
    revision: int
    new: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0
    left_open: int = 0  # rows that wait for an answer or cannot be read
    values: int = 0  # that were written
    values_kept: int = 0  # on file, though the sheet says otherwise
    questions: int = 0  # that nobody has answered
    notes: tuple[str, ...] = ()
    undirected: int = 0  # metrics that wait until somebody says which way is better

    @property
    def changed_anything(self) -> bool:
        """Tell whether the file is different now."""
        return bool(self.new or self.changed)

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``import --json`` prints."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}

    def lines(self) -> Iterator[str]:
        """Yield the summary in words."""
        place = f", sheet {self.sheet}" if self.sheet else ""
        if self.changed_anything:
            yield f"Brought “{self.file}”{place} in as {self.kind} (revision {self.revision})."
        else:
            yield f"“{self.file}”{place} says nothing new; nothing was changed."
        yield (
            f"{self.new:,} new, {self.changed:,} changed, {self.same:,} the same, {self.skipped:,} skipped, "
            f"{self.left_open:,} left open."
        )
        yield from self.notes
