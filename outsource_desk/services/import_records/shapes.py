"""What an import of records works with: kinds and their fields, what columns are taken for, what the user decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_with
from enum import StrEnum

from outsource_desk.services.import_policy import Policy


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
