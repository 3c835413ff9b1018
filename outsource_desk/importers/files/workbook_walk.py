"""Walking through the parts of an .xlsx element by element, for the child process."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import NamedTuple
from xml.parsers import expat

from outsource_desk.importers.files.worker import ERROR, FORMULA, LETTER_LIMIT, NO_VALUE, LimitReached

_CHUNK = 1 << 17  # bytes parsed at once
_MOST_FORMATS = 100_000  # styles of cells that are known
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")

Value = str | float | bool | dict | None
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str, str], None]


class BrokenWorkbook(Exception):  # noqa: N818  (it ends the reading in good order)
    """The workbook is not what it should be."""


class SheetPart(NamedTuple):
    """A worksheet and where in the package it lies."""

    name: str
    part: str


class CheckedCell(NamedTuple):
    """A cell as it stands: a number with the style that shows it, or anything else."""

    column: int  # 1 is A
    value: Value
    facts: int
    style: int


@dataclass
class WalkedSheet:
    """All that a worksheet says, but for its pictures."""

    rows: dict[int, list[CheckedCell]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)  # of those with cells
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)  # addresses
    rules: list[dict[str, str]] = field(default_factory=list)  # attributes and formulas of each


class WorkbookParts:
    """The package of a workbook: its sheets, shared texts and number formats."""

    def __init__(self, content: bytes) -> None:
        self._package = zipfile.ZipFile(io.BytesIO(content))
        book = next((target for kind, target in self._links("") if kind == "officeDocument"), "xl/workbook.xml")
        links = dict(self._named_links(book))
        self.epoch = 1900
        self.sheets: list[SheetPart] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "sheet":
                kind, target = links.get(_of(attributes, "id"), ("", ""))
                if kind == "worksheet":
                    self.sheets.append(SheetPart(attributes.get("name", ""), target))
            elif name == "workbookPr" and attributes.get("date1904", "0") in ("1", "true"):
                self.epoch = 1904

        self._parse(book, start)
        kinds = dict(links.values())
        self._texts = self._shared_texts(kinds.get("sharedStrings", ""))
        self.formats = self._number_formats(kinds.get("styles", ""))

    def _links(self, part: str) -> Iterator[tuple[str, str]]:
        yield from (link for _, link in self._named_links(part))

    def _named_links(self, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield id, and kind and part, of each link of a part."""
        folder = dirname(part)
        found: list[tuple[str, tuple[str, str]]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = normpath(join("/", folder, attributes.get("Target", ""))).lstrip("/")
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append((attributes.get("Id", ""), (kind, target)))

        self._parse(f"{folder}/_rels/{part.rpartition('/')[2]}.rels".lstrip("/"), start)
        yield from found

    def _shared_texts(self, part: str) -> list[str]:
        texts: list[str] = []
        pieces: list[str] = []
        aside = 0  # inside a phonetic run

        def start(name: str, _: dict[str, str]) -> None:
            nonlocal aside
            aside += name == "rPh"

        def end(name: str, text: str) -> None:
            nonlocal aside
            if name == "t" and not aside:
                pieces.append(text)
            elif name == "si":
                texts.append(_unescaped("".join(pieces)))
                pieces.clear()
            aside -= name == "rPh"

        if part in self._package.NameToInfo:
            self._parse(part, start, end)
        return texts

    def _number_formats(self, part: str) -> list[str]:
        """Return the number format of each style of cells."""
        named = dict(_BUILT_IN)
        styles: list[str] = []
        is_inside = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal is_inside
            if name == "numFmt":
                named[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]
            elif name == "cellXfs":
                is_inside = True
            elif name == "xf" and is_inside and len(styles) < _MOST_FORMATS:
                styles.append(named.get(attributes.get("numFmtId", "0"), "General"))

        def end(name: str, _: str) -> None:
            nonlocal is_inside
            is_inside = is_inside and name != "cellXfs"

        if part in self._package.NameToInfo:
            self._parse(part, start, end)
        return styles

    def walk(self, sheet: SheetPart) -> WalkedSheet:
        """Return what a sheet says.

        Raises:
            BrokenWorkbook: the part is not what it should be.
        """
        walk = _SheetWalk(self._texts)
        self._parse(sheet.part, walk.start, walk.end)
        return walk.sheet

    def _parse(self, part: str, start: Start, end: End | None = None) -> None:
        """Walk through a part; ``end`` gets the text of an element that holds nothing else."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        letters: list[str] = []

        def on_start(name: str, attributes: dict[str, str]) -> None:
            letters.clear()
            start(name.rpartition(":")[2] if ":" in name else name, attributes)

        def on_end(name: str) -> None:
            if end is not None:
                end(name.rpartition(":")[2] if ":" in name else name, "".join(letters))
            letters.clear()

        parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
        parser.StartDoctypeDeclHandler = _refuse
        if end is not None:
            parser.CharacterDataHandler = letters.append
        with self._package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
                if sum(map(len, letters)) > LETTER_LIMIT:
                    raise LimitReached(f"a cell with more than {LETTER_LIMIT:,} letters")
            parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    """Refuse a document type: no office program writes one, and entities hide in it."""
    raise BrokenWorkbook


def _of(attributes: dict[str, str], name: str) -> str:
    """Return an attribute by its name behind any prefix."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name and ":" in key), "")


class _SheetWalk:
    """Takes the cells of a sheet as its elements go by."""

    def __init__(self, texts: list[str]) -> None:
        self.sheet = WalkedSheet()
        self._texts = texts
        self._row = self._column = 0
        self._cells: list[CheckedCell] = []
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._inline: list[str] = []
        self._has_formula = self._is_row_hidden = self._is_phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == "c":
            self._cell, self._value, self._has_formula = attributes, None, False
            self._inline.clear()
            self._column = self._place(attributes.get("r"))
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._row = _number(attributes["r"]) if "r" in attributes else self._row + 1
            self._column, self._is_row_hidden = 0, attributes.get("hidden") in ("1", "true")
            self._cells = self.sheet.rows.setdefault(self._row, [])
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            ends = _number(attributes.get("min", "")), _number(attributes.get("max", ""))
            self.sheet.hidden_columns.append(ends)
        elif name == "rPh":
            self._is_phonetic = True
        elif name == "mergeCell":
            self.sheet.merged.append(attributes.get("ref", ""))
        elif name == "dataValidation":
            self.sheet.rules.append(dict(attributes))

    def end(self, name: str, text: str) -> None:
        """Take the end of an element, with its text."""
        if name == "v":
            self._value = text if self._value is None else self._value  # of two, the first
        elif name == "c":
            self._end_cell()
        elif name == "t":
            self._inline += [] if self._is_phonetic else [text]
        elif name == "rPh":
            self._is_phonetic = False
        elif name == "row":
            if not self._cells:
                del self.sheet.rows[self._row]
            elif self._is_row_hidden:
                self.sheet.hidden_rows.append(self._row)
        elif name in ("formula1", "formula2") and self.sheet.rules:
            self.sheet.rules[-1][name] = text

    def _place(self, address: str | None) -> int:
        if address is None:
            return self._column + 1
        match = _ADDRESS.fullmatch(address)
        if match is None or int(match[2]) != self._row:
            raise BrokenWorkbook
        column = 0
        for letter in match[1]:
            column = 26 * column + ord(letter) - 64
        return column

    def _end_cell(self) -> None:
        kind = self._cell.get("t", "n")
        facts = FORMULA if self._has_formula else 0
        value: Value = self._said(kind, self._value) if kind != "inlineStr" else _unescaped("".join(self._inline))
        if value is None and self._has_formula and kind != "str":  # an empty text is a value
            facts |= NO_VALUE
        if kind == "e":
            facts |= ERROR
        if value is not None or facts & (NO_VALUE | ERROR):
            self._cells.append(CheckedCell(self._column, value, facts, _number(self._cell.get("s", "0"))))

    def _said(self, kind: str, value: str | None) -> Value:
        if value is None or value == "":
            return None
        match kind:
            case "s":
                at = _number(value.strip())
                if at >= len(self._texts):
                    raise BrokenWorkbook
                return self._texts[at]
            case "n":
                try:
                    return float(value)
                except ValueError:
                    return value
            case "b":
                return value.strip() in ("1", "true")
            case "d":
                return {"date": value}
            case _:
                return value


def _unescaped(text: str) -> str:
    """Return a text with the signs that XML cannot hold: ``_x000D_`` is the end of a line."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise BrokenWorkbook
    return int(text)


# number formats that a workbook need not spell out
_BUILT_IN = {
    "5": '"$"#,##0', "6": '"$"#,##0', "7": '"$"#,##0.00', "8": '"$"#,##0.00', "9": "0%", "10": "0.00%",
    "14": "mm-dd-yy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm AM/PM", "19": "h:mm:ss AM/PM",
    "20": "h:mm", "21": "h:mm:ss", "22": "m/d/yy h:mm", "42": '_("$"* #,##0_)', "44": '_("$"* #,##0.00_)',
    "45": "mm:ss", "46": "[h]:mm:ss", "47": "mmss.0",
}  # fmt: skip
