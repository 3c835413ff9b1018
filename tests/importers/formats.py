"""Small spreadsheets of every format as bytes, written part by part, so that each part can be made wrong."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from outsource_desk.domain.spreadsheets import column_letters

Rows = Sequence[Sequence[object]]
CARD: Rows = [
    ["Vendor", "Quality", "Price", "Support"],
    ["Alder", 3, 1200.5, 4],
    ["Birch", 4, 1350, 2],
    ["Cedar", 5, 990, 3],
]
TEXT = "Vendor;Quality;Price;Support\nAlder;3;1.200,50;4\nBirch;4;1.350,00;2\nCedar;5;990,00;3\n"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD  # sectors of a compound file
SECTOR = 512  # bytes


def package(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP package of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as writer:
        for name, content in parts.items():
            writer.writestr(name, content)
    return buffer.getvalue()


def workbook_parts(body: str, *, before: str = "", after: str = "", **parts: str) -> dict[str, bytes | str]:
    """Return the parts of an .xlsx with one sheet.

    Args:
        body: the rows, as XML.
        before: what stands before the rows in the sheet.
        after: what stands behind them.
        parts: ``workbook``, ``strings`` or ``styles`` as XML, in place of plain ones.
    """
    strings = parts.get("strings", f'{_HEAD}<sst xmlns="{_MAIN}"/>')
    styles = parts.get("styles", f'{_HEAD}<styleSheet xmlns="{_MAIN}"/>')
    kinds = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "sharedStrings": "sharedStrings"}
    kinds["styles"] = "styles"
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}.xml"/>'
        for at, (kind, target) in enumerate(
            (("worksheet", "worksheets/sheet1"), ("sharedStrings", "sharedStrings"), ("styles", "styles")), start=1
        )
    )
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{types}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": parts.get("workbook", workbook_part('<sheet name="Scores" sheetId="1" r:id="rId1"/>')),
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{relations}">{links}</Relationships>',
        "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{_MAIN}">{before}<sheetData>{body}</sheetData>{after}'
        "</worksheet>",
        "xl/sharedStrings.xml": strings,
        "xl/styles.xml": styles,
    }


def workbook_part(sheets: str) -> str:
    """Return the XML of a workbook with a list of sheets."""
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def strings_part(items: str, entities: str = "") -> str:
    """Return the XML of shared texts, with a document type should there be entities."""
    return f'{_HEAD}{entities}<sst xmlns="{_MAIN}">{items}</sst>'


def styles_part(formats: str) -> str:
    """Return the XML of a style sheet."""
    return f'{_HEAD}<styleSheet xmlns="{_MAIN}">{formats}</styleSheet>'


def cells(rows: Rows) -> str:
    """Return rows of numbers and texts as the XML of a sheet."""
    return "".join(
        f'<row r="{number}">{"".join(_cell(number, column, value) for column, value in enumerate(row, start=1))}</row>'
        for number, row in enumerate(rows, start=1)
    )


def _cell(row: int, column: int, value: object) -> str:
    address = f"{column_letters(column)}{row}"
    if isinstance(value, int | float):
        return f'<c r="{address}"><v>{value}</v></c>'
    return f'<c r="{address}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def xlsx(rows: Rows = CARD) -> bytes:
    """Return a workbook with one sheet."""
    return package(workbook_parts(cells(rows)))


def ods_parts(tables: str, entities: str = "") -> dict[str, bytes | str]:
    """Return the parts of an .ods with tables given as XML."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{entities}<office:document-content {names} '
        f'office:version="1.2"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>'
        "</office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{manifest}"/>',
    }


def ods_table(rows: str, name: str = "Scores") -> str:
    """Return the XML of a table."""
    return f'<table:table table:name="{name}">{rows}</table:table>'


def ods_rows(rows: Rows) -> str:
    """Return rows of numbers and texts as XML."""
    return "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)


def ods_cell(value: object, more: str = "") -> str:
    """Return one cell as XML, with more attributes."""
    kind = f'float" office:value="{value}' if isinstance(value, int | float) else "string"
    return (
        f'<table:table-cell office:value-type="{kind}" {more}><text:p>{escape(str(value))}</text:p></table:table-cell>'
    )


def ods(rows: Rows = CARD) -> bytes:
    """Return an OpenDocument spreadsheet with one table."""
    return package(ods_parts(ods_table(ods_rows(rows))))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def old_workbook_stream(rows: Rows = CARD, sheets: int = 1) -> bytes:
    """Return the records of an old .xls with so many sheets, all of them the same cells."""
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _record(0x0042, b"\xb0\x04")
    names = [f"Sheet{number}".encode() for number in range(1, sheets + 1)]
    lengths = [4 + 4 + 2 + 2 + len(name) for name in names]
    at = len(start) + sum(lengths) + 4
    listed = b"".join(_record(0x0085, struct.pack("<IHBB", at, 0, len(name), 0) + name) for name in names)
    return start + listed + _record(0x000A) + _old_sheet(rows)


def _old_sheet(rows: Rows) -> bytes:
    width = max(map(len, rows))
    records = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))]
    records.append(_record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(value, int | float):
                records.append(_record(0x0203, place + struct.pack("<d", value)))
            else:
                text = str(value).encode("latin-1")
                records.append(_record(0x0204, place + struct.pack("<HB", len(text), 0) + text))
    return b"".join([*records, _record(0x000A)])


def compound(stream: bytes, chain: Mapping[int, int] | None = None, **header: int) -> bytes:
    """Return a compound file with one stream ``Workbook``.

    Args:
        stream: its bytes.
        chain: sector → the sector that follows it, in place of the true one.
        header: ``directory``, ``tables``, ``more_tables``, ``child`` or ``size``, in place of the true numbers.
    """
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % SECTOR)
    sectors = len(stream) // SECTOR
    tables = -(-(sectors + 2) // (SECTOR // 4 - 1))
    first = tables + 1  # sector of the stream: the tables and the directory stand before it
    following = [_TABLE] * tables + [_END] + [first + at + 1 for at in range(sectors - 1)] + [_END]
    for at, to in (chain or {}).items():
        following[at] = to
    following += [_FREE] * (tables * SECTOR // 4 - len(following))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, header.get("tables", tables), header.get("directory", tables), 0, 4096, _END, 0,
        header.get("more_tables", _END), 1 if "more_tables" in header else 0,
    )  # fmt: skip
    places = [*range(tables), *[_FREE] * (109 - tables)]
    directory = _entry("Root Entry", 5, header.get("child", 1), _END, 0)
    directory += _entry("Workbook", 2, header.get("child", _FREE), first, header.get("size", len(stream)))
    directory = directory.ljust(SECTOR, b"\0")
    return head + struct.pack("<109I", *places) + struct.pack(f"<{len(following)}I", *following) + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", letters, len(letters) + 2, kind, 1, _FREE, _FREE, child, start, size)


def xls(rows: Rows = CARD) -> bytes:
    """Return an old workbook with one sheet."""
    return compound(old_workbook_stream(rows))


def binary_record(kind: int, content: bytes = b"") -> bytes:
    """Return one record of a binary workbook: kind and length seven bits at a time."""
    return _sevens(kind, kind > 0x7F) + _sevens(len(content)) + content


def _sevens(number: int, is_kind: bool = False) -> bytes:
    if is_kind:
        return struct.pack("<H", number)
    digits = []
    while True:
        number, digit = number >> 7, number & 0x7F
        digits.append(digit | (0x80 if number else 0))
        if not number:
            return bytes(digits)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_sheet(rows: Rows) -> bytes:
    """Return the records of one sheet of a binary workbook."""
    width = max(map(len, rows))
    records = [binary_record(0x0181), binary_record(0x0194, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))]
    records.append(binary_record(0x0191))
    for number, row in enumerate(rows):
        records.append(binary_record(0x00, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0)))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(value, int | float):
                records.append(binary_record(0x05, place + struct.pack("<d", value)))
            else:
                records.append(binary_record(0x06, place + _wide(str(value))))
    return b"".join([*records, binary_record(0x0192), binary_record(0x0182)])


def xlsb_parts(rows: Rows = CARD) -> dict[str, bytes | str]:
    """Return the parts of a binary workbook with one sheet."""
    plain = workbook_parts("")
    types = str(plain["[Content_Types].xml"])
    sheet = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Scores")
    book = binary_record(0x0183) + binary_record(0x018F) + binary_record(0x019C, sheet) + binary_record(0x0190)
    return {
        "[Content_Types].xml": types.replace(".xml", ".bin").replace(f"{_TYPE}.sheet.main+xml", "binary"),
        "_rels/.rels": str(plain["_rels/.rels"]).replace("workbook.xml", "workbook.bin"),
        "xl/workbook.bin": book + binary_record(0x0184),
        "xl/_rels/workbook.bin.rels": str(plain["xl/_rels/workbook.xml.rels"]).replace(".xml", ".bin"),
        "xl/worksheets/sheet1.bin": binary_sheet(rows),
    }


def xlsb(rows: Rows = CARD) -> bytes:
    """Return a binary workbook with one sheet."""
    return package(xlsb_parts(rows))


FORMATS = {
    "xlsx": xlsx,
    "xls": xls,
    "xlsb": xlsb,
    "ods": ods,
    "csv": lambda: TEXT.encode(),
    "tsv": lambda: TEXT.replace(";", "\t").encode("utf-16"),
}
