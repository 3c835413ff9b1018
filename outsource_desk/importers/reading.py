"""What a spreadsheet says: tables of vendors, criteria and scores, with the cell of each value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from outsource_desk.importers.sheets.grid import Sheet
    from outsource_desk.importers.sheets.said import Said


KINDS = ("scores", "prices", "vendors", "risks", "metrics", "readings", "answers", "criteria", "contracts")
# what a column or row is in the user's words
ROLES = ("names", "vendor", "criterion", "weight", "maximum", "unit", "direction", "comment", "evaluator", "score",
         "group", "ignore")  # fmt: skip


@dataclass(frozen=True)
class NamedCell:
    """A vendor's name and where it stands."""

    name: str
    cell: str
    key: str = ""  # the candidate's id, in workbooks that this program wrote

    def as_json(self) -> dict:
        """Return the vendor as the dry run shows it."""
        return {"name": self.name, "cell": self.cell} | ({"key": self.key} if self.key else {})


@dataclass(frozen=True)
class CriterionCell:
    """A criterion as the sheet has it; nothing is rescaled."""

    name: str
    cell: str
    weight: float | None = None  # as entered
    direction: str | None = None  # "max", "min" or not said
    unit: str = ""
    maximum: float | None = None  # top of a judged scale
    weight_cell: str = ""
    key: str = ""  # the criterion's id, in workbooks that this program wrote
    worst: float | None = None  # ends of a scale on which the smallest mark is the best: 6
    best: float | None = None  # and 1
    is_price: bool = False  # an amount of money that is made of lines
    group: str = ""  # the name of the group that it stands in
    priority: str = ""  # must, should, could or won't, where the sheet says so

    def as_json(self) -> dict:
        """Return the criterion as the dry run shows it."""
        shape = {
            "name": self.name,
            "cell": self.cell,
            "weight": self.weight,
            "direction": self.direction,
            "unit": self.unit,
            "maximum": self.maximum,
        }
        ends = {"worst": self.worst, "best": self.best} if self.worst is not None and self.best is not None else {}
        more = {"key": self.key, "group": self.group, "priority": self.priority}
        return shape | ends | {name: text for name, text in more.items() if text}


class ScoreCell(NamedTuple):
    """One value at its cell; a tuple and not a dataclass because large sheets have a hundred thousand."""

    vendor: str
    criterion: str
    cell: str
    raw: str  # what stands in the cell
    value: float | None
    text: str = ""  # a level in words, where there is no number
    flags: tuple[str, ...] = ()
    evaluator: str = ""
    rationale: str = ""

    def as_json(self) -> dict:
        """Return the score as the dry run shows it."""
        shape = {
            "vendor": self.vendor,
            "criterion": self.criterion,
            "cell": self.cell,
            "raw": self.raw,
            "value": self.value,
            "text": self.text,
            "flags": list(self.flags),
        }
        if self.evaluator:
            shape["evaluator"] = self.evaluator
        if self.rationale:
            shape["rationale"] = self.rationale
        return shape


class OfferLine(NamedTuple):
    """What a vendor asks for one line of a price sheet, as the sheet has it; in units of ``Table.multiplier``."""

    vendor: str
    name: str
    cell: str  # of the amount
    amount: float | None  # what the line costs; None = it cannot be read, and a problem says so
    raw: str = ""
    year: int | None = None
    quantity: float | None = None
    unit: str = ""
    unit_price: float | None = None
    currency: str = ""
    per: str = ""  # once, year, month, day or hour, where the sheet says what span of time the amount is for

    def as_json(self) -> dict:
        """Return the line as the dry run shows it, without what the sheet does not have."""
        return {name: value for name, value in self._asdict().items() if value not in (None, "")}


@dataclass(frozen=True)
class RegisterColumn:
    """A column of a list with a record to each row."""

    column: int  # its number in the file, 1 is A
    name: str  # its header, in one line
    cell: str  # of the header


@dataclass(frozen=True)
class Register:
    """A table with one record to each row: vendors with their fields, risks, metrics, readings, questions."""

    columns: tuple[RegisterColumn, ...]
    rows: tuple[tuple[int, tuple[Said, ...]], ...]  # number in the file, and one cell for each column


@dataclass(frozen=True)
class SheetView:
    """What the user says about a sheet in place of what was found; None or nothing leaves it to the reader."""

    header_row: int | None = None  # number in the file of the lowest row of headers
    orientation: str | None = None  # vendors_as_rows or vendors_as_columns
    kind: str | None = None  # one of KINDS
    decimal: str | None = None  # "," or "."
    roles: Mapping[int, str] = field(default_factory=dict)  # number of a column → ROLES; −5 is row 5
    with_hidden: bool = False  # hidden rows and columns count too

    @property
    def is_said(self) -> bool:
        """Tell whether the user takes the sheet for a table, so that nobody asks whether it is one."""
        return bool(self.header_row or self.orientation or self.kind or self.roles)


@dataclass(frozen=True)
class LeftOut:
    """Cells that are not imported, and why; ``check`` compares a total with our own arithmetic."""

    cells: str
    why: str
    check: str = ""

    def as_json(self) -> dict:
        """Return the cells as the dry run shows them."""
        return {"cells": self.cells, "why": self.why} | ({"check": self.check} if self.check else {})


@dataclass(frozen=True)
class CellProblem:
    """Something about a cell that the user should know (note), decide (ask) or mend (error)."""

    cell: str
    severity: str
    reason: str

    def as_json(self) -> dict:
        """Return the problem as the dry run shows it."""
        return {"cell": self.cell, "severity": self.severity, "reason": self.reason}


class CellAccount(NamedTuple):
    """How many used cells of a table became what; each cell counts once."""

    imported: int = 0  # headers among them
    headers: int = 0
    derived: int = 0
    skipped: int = 0
    problems: int = 0  # cells that cannot be used as they are

    @property
    def used(self) -> int:
        """Return how many cells are accounted for."""
        return self.imported + self.derived + self.skipped + self.problems


class PictureRow(NamedTuple):
    """One row of a sheet as it is shown: its number in the file and the raw text of each column."""

    number: int
    texts: tuple[str, ...]
    is_hidden: bool = False


@dataclass(frozen=True)
class SheetPicture:
    """The cells of a sheet round its tables as they stand in the file, so that a person can look at them."""

    sheet: str
    columns: tuple[int, ...]  # their numbers in the file, 1 is A
    rows: tuple[PictureRow, ...]
    hidden_columns: frozenset[int] = frozenset()
    more_rows: int = 0  # used ones that are not shown
    more_columns: int = 0


@dataclass(frozen=True)
class Table:
    """One table of a sheet; every used cell of its part of the sheet is accounted for."""

    sheet: str
    kind: str  # scores, vendors, criteria, prices, answers or risks
    orientation: str  # vendors_as_rows, vendors_as_columns, long or list
    header_rows: tuple[int, ...]
    vendors: tuple[NamedCell, ...] = ()
    criteria: tuple[CriterionCell, ...] = ()  # those that are scored
    groups: tuple[CriterionCell, ...] = ()  # with their weights; nameless in workbooks that this program wrote
    scores: tuple[ScoreCell, ...] = ()
    derived: tuple[LeftOut, ...] = ()
    skipped: tuple[LeftOut, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    used_cells: int = 0
    accounted_cells: int = 0
    range: str = ""  # where the table lies with its titles and notes, such as A20:F28
    account: CellAccount = field(default_factory=CellAccount)
    decimal: str = ""  # the decimal sign of numbers in text: "," or ".", or "" if nothing settles it
    lines: tuple[OfferLine, ...] = ()  # of a price sheet
    currency: str = ""  # that the sheet names for all its amounts
    multiplier: float = 1.0  # 1000 where the sheet is in thousands
    register: Register | None = None  # of a table with one record to each row
    evaluator: str = ""  # whose scores these are, where each sheet is one evaluator's

    def as_json(self) -> dict:
        """Return the table as the dry run shows it."""
        return {
            "sheet": self.sheet,
            "range": self.range,
            "kind": self.kind,
            "orientation": self.orientation,
            "header_rows": list(self.header_rows),
            "vendors": [vendor.as_json() for vendor in self.vendors],
            "criteria": [criterion.as_json() for criterion in self.criteria],
            "scores": [score.as_json() for score in self.scores],
            "derived": [cells.as_json() for cells in self.derived],
            "skipped": [cells.as_json() for cells in self.skipped],
            "problems": [problem.as_json() for problem in self.problems],
            "used_cells": self.used_cells,
            "accounted_cells": self.accounted_cells,
        } | self._more_as_json()

    def _more_as_json(self) -> dict:
        """Return what only some tables have."""
        more: dict = {}
        if any(group.name for group in self.groups):
            more["groups"] = [group.as_json() for group in self.groups]
        if self.lines:
            more |= {"lines": [line.as_json() for line in self.lines], "currency": self.currency}
            more["multiplier"] = self.multiplier
        if self.register is not None:
            more["fields"] = [column.name for column in self.register.columns]
            more["rows"] = len(self.register.rows)
        return more | ({"evaluator": self.evaluator} if self.evaluator else {})


@dataclass(frozen=True)
class SheetLeftOut:
    """A sheet in which no table was found, or that is hidden."""

    sheet: str
    used_cells: int
    why: str

    def as_json(self) -> dict:
        """Return the sheet as the dry run shows it."""
        return {"sheet": self.sheet, "used_cells": self.used_cells, "why": self.why}


@dataclass(frozen=True)
class Reading:
    """Everything that one file says, or why it is not read."""

    file: str
    sha256: str = ""
    refusal: str | None = None
    tables: tuple[Table, ...] = ()
    sheets_left_out: tuple[SheetLeftOut, ...] = ()
    origin: dict[str, str] = field(default_factory=dict)  # of a workbook that this program wrote
    is_checked: bool = False  # the second reader has read it too
    pictures: tuple[SheetPicture, ...] = ()  # of the sheets with tables
    sheets: tuple[Sheet, ...] = field(default=(), repr=False, compare=False)  # raw, to be looked at once more
    hidden_sheets: frozenset[str] = frozenset()
    views: Mapping[str, SheetView] = field(default_factory=dict)  # by sheet: what the user said about it
    encoding: str = ""  # of a text file, as it was read: one of text_form.ENCODINGS
    delimiter: str = ""  # of a text file: the sign between its fields
    read_on: str = ""  # the page of the window that reads such a file, where this one does not

    def as_json(self) -> dict:
        """Return the document that ``import --dry-run --json`` prints."""
        document = {
            "file": self.file,
            "sha256": self.sha256,
            "refusal": self.refusal,
            "tables": [table.as_json() for table in self.tables],
            "sheets_left_out": [sheet.as_json() for sheet in self.sheets_left_out],
        }
        return document | ({"origin": dict(self.origin)} if self.origin else {})
