"""Small real spreadsheets made wrong: by bytes, by part, by element, by cell, each the same for the same seed."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from tests.importers.formats import (
    CARD,
    FORMATS,
    Rows,
    compound,
    ods,
    old_workbook_stream,
    package,
    xls,
    xlsb,
    xlsx,
)

NASTY = (
    "NaN", "1e309", "-1e309", "1e308", "-0", "", " ", "0", "-1", "4294967296", "99999999999999999999", "1.2.3,4",
    "$9,093,272,70", "4/5", "€ 1.2m", "(12,500)", "80%", "#REF!", "=1+1", "@SUM(A1)", "total", "Weight", "n/a", "–",
    "\u202e5", "a\u0000b", "\ufeff", "\u0301" * 40, "x" * 40_000, "9" * 400, "1," * 300, "\n\n", '"', "'", "<a>", "&e;",
    "2026-04-05", "35:70:99", "TRUE", "high", "±3", "１２", "½", "10,-", "12 500 / month",
)  # fmt: skip
_WRONG_ALREADY = (zipfile.BadZipFile, NotImplementedError, struct.error, zlib.error, IndexError)
_NUMBERS = (b"0", b"-1", b"255", b"65536", b"1048577", b"4294967295", b"99999999999999999999", b"1e309", b"NaN", b"")
_SIZES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
_ELEMENT = re.compile(rb"<[A-Za-z][^<>]{0,400}>")
_VALUE = re.compile(rb'(?<=")[^"<>]{0,60}(?=")|(?<=>)[^<>]{1,60}(?=<)')


def _rich() -> bytes:
    """Return a workbook with everything that readers stumble over: blocks, hidden lines, formulas, dates, rules."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Bids for the service desk", None, None, None, None],
        ["Criterion", "Weight", "Alder GmbH", "Birch Ltd", "Cedar SA"],
        ["Price (EUR)", 0.4, 1200.5, "1.350,00", 990],
        ["Quality (1-5)", 0.35, 5, "4/5", date(2026, 4, 5)],
        ["Support", 0.25, "high", "n/a", "=1+1"],
        ["Total", "=SUM(B3:B5)", 12, 13, 14],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.row_dimensions[5].hidden = True
    sheet["B3"].number_format = "0%"
    sheet["C3"].number_format = "#,##0.00 [$€-407]"
    rule = DataValidation(type="whole", formula1="1", formula2="5")
    rule.add("C4:E4")
    sheet.add_data_validation(rule)
    other = book.create_sheet("Risks")
    for row in (["Risk", "Likelihood", "Impact", "Owner"], ["Late start", 3, 4, "Kim"], ["Key person", 2, 5, "Lee"]):
        other.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


BASES: dict[str, tuple[str, bytes]] = {
    **{name: (name, make()) for name, make in FORMATS.items()},
    "rich": ("xlsx", _rich()),
}
_OF_CELLS: dict[str, Callable[[Rows], bytes]] = {"xlsx": xlsx, "xls": xls, "xlsb": xlsb, "ods": ods}


def mutated(seed: int) -> tuple[str, bytes]:
    """Return the name and the bytes of one file that is wrong somewhere."""
    source = random.Random(seed)
    name = source.choice(sorted(BASES))
    ending, content = BASES[name]
    ways: list[Callable[[random.Random, bytes], bytes]] = [_by_bytes]
    if content.startswith(b"PK"):
        ways += [_by_part, _by_element, _by_element, _by_element]
    if ending == "xls":
        ways += [_by_record, _by_chain]
    if ending in ("csv", "tsv"):
        ways += [_by_text, _by_text]
    if ending in _OF_CELLS:
        ways += [lambda source, _: _of_nasty_cells(source, ending)]
    way = source.choice(ways)
    for _ in range(source.choice((1, 1, 1, 2, 5))):
        try:
            content = way(source, content)
        except _WRONG_ALREADY:
            content = _by_bytes(source, content)
    return f"{seed}.{ending}", content


def _by_bytes(source: random.Random, content: bytes) -> bytes:
    """Overwrite, cut, double or insert some bytes."""
    at = source.randrange(max(1, len(content)))
    size = source.choice((1, 2, 4, 16, 200))
    match source.randrange(6):
        case 0:
            return content[:at] + source.randbytes(size) + content[at + size :]
        case 1:
            return content[:at] + content[at + size :]
        case 2:
            return content[: at + size] + content[at:]
        case 3:
            return content[:at]
        case 4:
            return content[:at] + struct.pack("<I", source.choice(_SIZES)) + content[at + 4 :]
        case _:
            return content[:at] + source.randbytes(size) + content[at:]


def _parts(content: bytes) -> dict[str, bytes | str]:
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def _by_part(source: random.Random, content: bytes) -> bytes:
    """Leave a part out, give it the content of another, or make its bytes wrong."""
    parts = _parts(content)
    name, other = source.choice(sorted(parts)), source.choice(sorted(parts))
    match source.randrange(4):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[other]
        case 2:
            parts[other + "x"] = parts.pop(name)
        case _:
            parts[name] = _by_bytes(source, bytes(parts[name]))  # type: ignore[arg-type]  (parts that were read)
    return package(parts)


def _by_element(source: random.Random, content: bytes) -> bytes:
    """Double, leave out or nest an element of a part, or put something else for one of its values."""
    parts = _parts(content)
    name = source.choice([part for part in sorted(parts) if part.endswith((".xml", ".rels"))] or sorted(parts))
    text = bytes(parts[name])  # type: ignore[arg-type]  (parts that were read)
    elements, values = list(_ELEMENT.finditer(text)), list(_VALUE.finditer(text))
    if not elements or not values:
        parts[name] = _by_bytes(source, text)
        return package(parts)
    element, value = source.choice(elements), source.choice(values)
    match source.randrange(5):
        case 0:
            text = text[: element.start()] + text[element.end() :]
        case 1:
            text = text[: element.end()] + element[0] * source.choice((1, 3, 3000)) + text[element.end() :]
        case 2:
            other = source.choice(elements)
            text = text[: element.start()] + other[0] + text[element.end() :]
        case 3:
            text = text[: value.start()] + source.choice(_NUMBERS) + text[value.end() :]
        case _:
            nasty = source.choice(NASTY).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
            text = text[: value.start()] + nasty.encode() + text[value.end() :]
    parts[name] = text
    return package(parts)


def _by_record(source: random.Random, _: bytes) -> bytes:
    """Make some bytes of the stream in an old workbook wrong; the file round it stays whole."""
    return compound(_by_bytes(source, old_workbook_stream(sheets=source.choice((1, 2, 70)))))


def _by_chain(source: random.Random, _: bytes) -> bytes:
    """Let sectors of an old workbook follow one another as they should not."""
    chain = {source.randrange(10): source.choice((*range(12), *_SIZES)) for _ in range(source.randint(1, 4))}
    return compound(old_workbook_stream(), chain, size=source.choice((4096, 1 << 20, 1 << 40)))


def _by_text(source: random.Random, content: bytes) -> bytes:
    """Put quotes, separators, line ends and odd letters where they do not belong."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    text = content.decode(encoding, "replace")
    at = source.randrange(len(text) + 1)
    what = source.choice((*NASTY, '"', '"', ";", "\t", "\r", "\n", "\r\n", "sep=;\n", '""', '";', "\u2028", "\x1c"))
    text = text[:at] + what * source.choice((1, 1, 2, 500)) + text[at + source.choice((0, 0, 1, 20)) :]
    return text.encode(source.choice((encoding, "utf-8", "utf-16", "utf-16-be", "cp1252")), "replace")


def _of_nasty_cells(source: random.Random, ending: str) -> bytes:
    """Return a whole file in which some cells hold what nobody expects."""
    rows = [list(row) for row in CARD]
    for _ in range(source.randint(1, 8)):
        row = source.choice(rows)
        nasty = source.choice((*NASTY, *NASTY, 1e308, -1e308, 1.5e305, 5e-324, 1e15 + 0.3, -0.0))
        row[source.randrange(len(row))] = nasty if not isinstance(nasty, str) else _sayable(nasty, ending)
    rows += [source.choice(rows) for _ in range(source.choice((0, 0, 3, 40)))]
    return _OF_CELLS[ending](rows)


def _sayable(text: str, ending: str) -> str:
    text = text.replace("\0", "")
    return text.encode("latin-1", "replace").decode("latin-1")[:8_000] if ending == "xls" else text
