"""What an import of records works with: kinds and their fields, what columns are taken for, the fate of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_with
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from outsource_desk.services.import_policy import Fate, Policy

if TYPE_CHECKING:
    from collections.abc import Iterator


class Reads(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    NAME = "name"
    LIST = "list"  # several short texts, apart by commas, semicolons or lines
    NUMBER = "number"
    WHOLE = "whole"
    MONEY = "money"  # in the main unit of the currency
    SHARE = "share"  # of 1; per cent on screen
    DATE = "date"
    CHOICE = "choice"
    COUNTRY = "country"
    CURRENCY = "currency"
    FLAG = "flag"
    LEVEL = "level"  # 1 to 5
    CANDIDATE = "candidate"  # a name among the initiative's candidates
    METRIC = "metric"  # a code or a name among the initiative's metrics
    PERIOD = "period"
    FIGURE = "figure"  # in the unit of a metric


@dataclass(frozen=True)
class RecordField:
    """One field that a column may hold.

    Attributes:
        key: unlike any other of its kind: the column of the table, behind the part's name where it is not the record's
            own, such as ``contact.email``.
        label: its heading in templates and on screen.
        help: what to fill in, in one sentence.
        choices: value → the word that templates offer.
    """

    key: str
    label: str
    reads: Reads = Reads.TEXT
    help: str = ""
    is_required: bool = False
    choices: Mapping[str, str] = made_with(default_factory=dict)

    @property
    def part(self) -> str:
        """Return the part of the record that it belongs to; empty for the record itself."""
        return self.key.partition(".")[0] if "." in self.key else ""

    @property
    def column(self) -> str:
        """Return the column of the table."""
        return self.key.rpartition(".")[2]


@dataclass(frozen=True)
class RecordPart:
    """A table that hangs on the record's own, and by which of its columns one of its rows is known."""

    name: str  # in keys of fields; also the table, unless stated
    table: str
    identity: tuple[str, ...]
    title: str


@dataclass(frozen=True)
class RecordKind:
    """A kind of record that lists can be imported as."""

    key: str  # one of the kinds of a table
    title: str  # several of them, as a heading
    table: str
    fields: tuple[RecordField, ...]
    parts: tuple[RecordPart, ...] = ()
    needs_initiative: bool = True
    needs_candidate: bool = False  # whose answers they are

    def field(self, key: str) -> RecordField:
        """Return the field of this key; there must be one."""
        return next(each for each in self.fields if each.key == key)


@dataclass(frozen=True)
class ProposedColumn:
    """What a column of a list is taken for."""

    column: int  # its number in the file, 1 is A
    name: str  # its header
    cell: str  # of the header
    field: str | None  # key of a field; None: it is left out
    confidence: int = 0  # 0..100
    samples: tuple[str, ...] = ()  # values of it
    which: str = ""  # of several of a kind: the year, the number or the period that the header names
    factor: float = 1.0  # 1000 where the header says thousands
    currency: str = ""  # that the header names
    is_remembered: bool = False  # so it was taken the last time this layout came
    is_chosen: bool = False  # the user says so


class RecordAct(StrEnum):
    """What the user wants with one cell."""

    OPEN = "open"  # bring in nothing for it
    VALUE = "value"  # read this text in its place
    TAKE = "take"  # the sheet's value replaces what is on file
    KEEP = "keep"  # what is on file stays


@dataclass(frozen=True)
class RecordAnswer:
    """The user's answer for one cell."""

    act: RecordAct
    text: str = ""  # that is read in place of the cell

    @classmethod
    def leave_open(cls) -> RecordAnswer:
        """Bring in nothing for the cell."""
        return cls(RecordAct.OPEN)

    @classmethod
    def typed(cls, text: str) -> RecordAnswer:
        """Read this text in place of the cell."""
        return cls(RecordAct.VALUE, text)

    @classmethod
    def take(cls) -> RecordAnswer:
        """Let the sheet's value replace what is on file."""
        return cls(RecordAct.TAKE)

    @classmethod
    def keep(cls) -> RecordAnswer:
        """Let what is on file stay."""
        return cls(RecordAct.KEEP)


NEW: int | None = None  # in place of a record's id: the row is a record of its own


@dataclass(frozen=True)
class RecordChoices:
    """All that the user decides about an import of records.

    Attributes:
        kind: key of `RECORD_KINDS`; empty: what the table is.
        initiative_id: where to; vendors belong to none.
        columns: number of a column → key of a field, or None to leave it out; the others stay as proposed.
        answers: by cell.
        policy: what becomes of values that the file has already.
        skipped: numbers of rows that do not come in.
        matches: number of a row → id of the record that it means, or `NEW`.
        names: a name in the sheet → id of the candidate or metric that it means; None: nobody in particular.
        scales: key of a field → word in the sheet in small letters → level.
        directions: name of a metric in the sheet → “up” where more is better, “down” where less is.
        candidate_id: whose answers they are.
        reported_by: who measured readings: vendor, own or independent.
        stated_by: who at the vendor stands by answers.
        stated_on: YYYY-MM-DD, when; None: today.
        use_memory: take columns as they were taken when the layout came before.
    """

    kind: str = ""
    initiative_id: int | None = None
    columns: Mapping[int, str | None] = made_with(default_factory=dict)
    answers: Mapping[str, RecordAnswer] = made_with(default_factory=dict)
    policy: Policy = Policy.REPLACE
    skipped: frozenset[int] = frozenset()
    matches: Mapping[int, int | None] = made_with(default_factory=dict)
    names: Mapping[str, int | None] = made_with(default_factory=dict)
    scales: Mapping[str, Mapping[str, int]] = made_with(default_factory=dict)
    directions: Mapping[str, str] = made_with(default_factory=dict)
    candidate_id: int | None = None
    reported_by: str = "vendor"
    stated_by: str = ""
    stated_on: str | None = None
    use_memory: bool = True


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
