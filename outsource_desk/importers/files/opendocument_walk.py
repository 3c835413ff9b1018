"""Walking through an OpenDocument spreadsheet element by element, for the child process."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from outsource_desk.importers.files.worker import (
    DATE,
    ERROR,
    FORMULA,
    LETTER_LIMIT,
    MONEY,
    NO_VALUE,
    PERCENT,
    LimitReached,
)

_OFFICE, _TABLE, _TEXT, _STYLE, _CALC = (
    f"urn:{name} "
    for name in (
        "oasis:names:tc:opendocument:xmlns:office:1.0",
        "oasis:names:tc:opendocument:xmlns:table:1.0",
        "oasis:names:tc:opendocument:xmlns:text:1.0",
        "oasis:names:tc:opendocument:xmlns:style:1.0",
        "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    )
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_FACTS = {"percentage": PERCENT, "currency": MONEY, "date": DATE, "time": DATE}
_CHUNK = 1 << 17  # bytes parsed at once
_FURTHEST = 10_000_000  # rows or columns; what lies beyond stands there

Value = str | float | bool | dict


class BrokenDocument(Exception):  # noqa: N818  (it ends the reading in good order)
    """The document is not what it should be."""


class Cell(NamedTuple):
    """A cell that holds something, and how many neighbours to its right are the same."""

    column: int  # 1 is A
    repeated: int
    value: Value
    facts: int
    spans: tuple[int, int]  # rows and columns of the merged block that begins here


class Row(NamedTuple):
    """A row that holds something, and how many below are the same."""

    number: int
    repeated: int
    cells: list[Cell]
    is_hidden: bool


class TableStart(NamedTuple):
    """A table begins; the rows that follow are its own."""

    name: str
    is_hidden: bool


class Columns(NamedTuple):
    """Hidden columns, both ends included."""

    first: int
    last: int


def events(content: bytes) -> Iterator[TableStart | Row | Columns]:
    """Yield what the tables of a document hold, in its order; of what is empty nothing."""
    walk = _Walk()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler = walk.letters
    parser.StartDoctypeDeclHandler = walk.refuse
    with zipfile.ZipFile(io.BytesIO(content)) as package, package.open("content.xml") as part:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk)
            yield from walk.taken()
        parser.Parse(b"", True)
    yield from walk.taken()


class _Walk:
    """Follows the elements of a document; what it finds is taken from it again and again."""

    def __init__(self) -> None:
        self._found: list[TableStart | Row | Columns] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._depth = 0  # of tables: one inside a cell is not read
        self._row = self._column = self._column_style = 0  # the next ones
        self._row_repeated, self._is_row_hidden, self._hidden_groups = 1, False, 0
        self._cells: list[Cell] = []
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._letters = self._aside = self._paragraph = 0

    def taken(self) -> list[TableStart | Row | Columns]:
        """Return what was found since the last time."""
        found, self._found = self._found, []
        return found

    @staticmethod
    def refuse(*_: object) -> None:
        """Refuse a document type: no office program writes one, and entities hide in it."""
        raise BrokenDocument

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if self._cell is not None:
            self._start_in_cell(name, attributes)
        elif name == f"{_TABLE}table":
            self._start_table(attributes)
        elif name == f"{_TABLE}table-column":
            self._take_columns(attributes)
        elif name == f"{_TABLE}table-row":
            self._row_repeated = _count(attributes.get(f"{_TABLE}number-rows-repeated"))
            self._is_row_hidden = attributes.get(f"{_TABLE}visibility", "visible") != "visible"
            self._cells, self._column = [], 1
        elif name in _CELLS:
            self._cell, self._text, self._letters, self._paragraph = attributes, [], 0, 0
        elif name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif attributes.get(f"{_TABLE}display") == "false" and name == f"{_STYLE}table-properties":
            self._hidden_styles.add(self._style)

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._row = self._column_style = 1
        is_hidden = attributes.get(f"{_TABLE}style-name") in self._hidden_styles
        self._found.append(TableStart(attributes.get(f"{_TABLE}name", ""), is_hidden))

    def _take_columns(self, attributes: dict[str, str]) -> None:
        last = self._column_style + _count(attributes.get(f"{_TABLE}number-columns-repeated")) - 1
        if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self._found.append(Columns(self._column_style, last))
        self._column_style = last + 1

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside or name in (f"{_OFFICE}annotation", f"{_TABLE}table"):
            self._aside += 1
        elif name == f"{_TEXT}p":
            self._paragraph += 1
            self._add("\n" if self._text else "")
        elif name == f"{_TEXT}s":
            self._add(" " * min(_count(attributes.get(f"{_TEXT}c")), LETTER_LIMIT + 1))
        elif name in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            self._add("\t" if name.endswith("tab") else "\n")

    def letters(self, text: str) -> None:
        """Take text; only that of a cell's own paragraphs counts."""
        if self._cell is not None and self._paragraph and not self._aside:
            self._add(text)

    def _add(self, text: str) -> None:
        self._letters += len(text)
        if self._letters > LETTER_LIMIT:
            raise LimitReached(f"a cell with more than {LETTER_LIMIT:,} letters")
        self._text.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._aside:
            self._aside -= 1
        elif self._cell is not None:
            self._paragraph -= name == f"{_TEXT}p"
            if name in _CELLS:
                self._end_cell(self._cell)
        elif name == f"{_TABLE}table-row":
            if self._cells:
                self._found.append(Row(self._row, self._row_repeated, self._cells, self._is_row_hidden))
            self._row = _within(self._row + self._row_repeated)
        elif name == f"{_TABLE}table":
            self._depth -= 1

    def _end_cell(self, attributes: dict[str, str]) -> None:
        self._cell = None
        repeated = _count(attributes.get(f"{_TABLE}number-columns-repeated"))
        value, facts = _said(attributes, "".join(self._text))
        if value != "" or facts & (ERROR | NO_VALUE):
            spans = [_count(attributes.get(f"{_TABLE}number-{what}-spanned")) for what in ("rows", "columns")]
            self._cells.append(Cell(self._column, repeated, value, facts, (spans[0], spans[1])))
        self._column = _within(self._column + repeated)


def _count(text: str | None) -> int:
    """Return how often something is repeated."""
    if text is None:
        return 1
    if not text.isdecimal() or len(text) > 9:
        raise BrokenDocument
    return max(1, int(text))


def _within(place: int) -> int:
    return min(place, _FURTHEST)


def _said(attributes: dict[str, str], text: str) -> tuple[Value, int]:
    """Return a cell's value and what is special about it."""
    kind = attributes.get(f"{_OFFICE}value-type", "")
    facts = _FACTS.get(kind, 0)
    if f"{_TABLE}formula" in attributes:
        facts |= FORMULA | (0 if kind else NO_VALUE)
    if attributes.get(f"{_CALC}value-type") == "error":
        return text, facts | ERROR
    match kind:
        case "float" | "percentage" | "currency":
            return _number(attributes.get(f"{_OFFICE}value", ""), text), facts
        case "boolean":
            return attributes.get(f"{_OFFICE}boolean-value") == "true", facts
        case "date" | "time":
            said = attributes.get(f"{_OFFICE}{kind}-value", "")
            return {kind: said} if said else text, facts
        case _:
            return attributes.get(f"{_OFFICE}string-value", text), facts


def _number(said: str, text: str) -> Value:
    try:
        number = float(said)
    except ValueError:
        return text
    return number if math.isfinite(number) else text
