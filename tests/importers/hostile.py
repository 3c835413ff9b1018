"""Files that mean harm, built by code: each small on the disk and far too much when it is believed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.importers.formats import (
    CARD,
    binary_record,
    binary_sheet,
    cells,
    compound,
    ods_cell,
    ods_parts,
    ods_rows,
    ods_table,
    old_workbook_stream,
    package,
    strings_part,
    styles_part,
    workbook_part,
    workbook_parts,
    xlsb_parts,
    xlsx,
)

Maker = Callable[[], bytes]
HOSTILE: dict[str, Maker] = {}
_HEADER = '<table:table-row><table:table-cell office:value-type="string"><text:p>Vendor</text:p></table:table-cell>'


def _hostile(ending: str) -> Callable[[Maker], Maker]:
    """Enter a maker under its name and the ending of its file."""

    def enter(make: Maker) -> Maker:
        HOSTILE[f"{make.__name__}.{ending}"] = make
        return make

    return enter


def _sheet(body: str, **parts: str) -> bytes:
    return package(workbook_parts(body, **parts))


@_hostile("xlsx")
def zip_bomb() -> bytes:
    """Return a package with 100 MB of nothing in it."""
    return package({**workbook_parts(cells(CARD)), "xl/media/image1.png": b"\0" * 100_000_000})


@_hostile("xlsx")
def nested_bomb() -> bytes:
    """Return a package that holds packages that hold a bomb."""
    inner = package({"xl/embeddings/deep.xlsx": b"\0" * 19_000_000})
    for _ in range(5):
        inner = package({f"xl/embeddings/{number}.xlsx": inner for number in range(10)})
    return package({**workbook_parts(cells(CARD)), "xl/embeddings/inner.xlsx": inner})


@_hostile("xlsx")
def lying_sizes() -> bytes:
    """Return a package whose sheet says that it unpacks to 2,000 bytes and unpacks to 100 MB."""
    start = str(workbook_parts(cells(CARD))["xl/worksheets/sheet1.xml"]).removesuffix("</sheetData></worksheet>")
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeeze.compress(start.encode())
    for _ in range(100):
        packed += squeeze.compress(b" " * 1_000_000)
    packed += squeeze.flush()
    return _with_packed("xl/worksheets/sheet1.xml", packed, 2_000)


def _with_packed(name: str, packed: bytes, size: int) -> bytes:
    """Return a workbook in which one part is replaced by packed bytes that claim a size."""
    parts = workbook_parts(cells(CARD))
    marker = b"@" * 64
    parts[name] = marker
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as writer:
        for part, content in parts.items():
            if part != name:
                writer.writestr(part, content)
        writer.writestr(zipfile.ZipInfo(name), packed)
    whole = bytearray(buffer.getvalue())
    for signature, method, sizes in ((b"PK\x03\x04", 8, 18), (b"PK\x01\x02", 10, 20)):
        at = whole.rfind(signature)
        struct.pack_into("<H", whole, at + method, zipfile.ZIP_DEFLATED)
        struct.pack_into("<II", whole, at + sizes, len(packed), size)
    return bytes(whole)


@_hostile("xlsx")
def parts_over_one_another() -> bytes:
    """Return a package whose parts share the same packed bytes."""
    whole = bytearray(xlsx())
    first = whole.find(b"PK\x01\x02")
    at = whole.find(b"PK\x01\x02", first + 4)
    struct.pack_into("<I", whole, at + 42, struct.unpack_from("<I", whole, first + 42)[0])
    return bytes(whole)


@_hostile("xlsx")
def duplicate_parts() -> bytes:
    """Return a package with the sheet twice, the second time in capitals."""
    return package({**workbook_parts(cells(CARD)), "XL/Worksheets/Sheet1.xml": b"<worksheet/>"})


@_hostile("xlsx")
def traversal() -> bytes:
    """Return a package with a part that would land outside of the folder."""
    return package({**workbook_parts(cells(CARD)), "../../../../tmp/outside.xml": b"x"})


@_hostile("xlsx")
def many_parts() -> bytes:
    """Return a package of 10,000 parts."""
    return package({**workbook_parts(cells(CARD)), **{f"xl/media/{number}": b"" for number in range(10_000)}})


def _laughs(levels: int = 9, width: int = 10) -> str:
    entities = ['<!ENTITY e0 "ha">']
    entities += [f'<!ENTITY e{at} "{f"&e{at - 1};" * width}">' for at in range(1, levels + 1)]
    return f"<!DOCTYPE sst [{''.join(entities)}]>"


@_hostile("xlsx")
def entity_bomb() -> bytes:
    """Return shared texts of a billion laughs."""
    body = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    return _sheet(body, strings=strings_part("<si><t>&e9;</t></si>", _laughs()))


@_hostile("xlsx")
def long_entity() -> bytes:
    """Return shared texts of one long entity said again and again."""
    entity = f'<!DOCTYPE sst [<!ENTITY e "{"a" * 100_000}">]>'
    body = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    return _sheet(body, strings=strings_part(f"<si><t>{'&e;' * 20_000}</t></si>", entity))


@_hostile("xlsx")
def outside_entity() -> bytes:
    """Return shared texts that ask for a file of the machine."""
    entity = '<!DOCTYPE sst [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    rows = cells(CARD).replace('t="inlineStr"><is><t>Alder</t></is>', 't="s"><v>0</v>')
    return _sheet(rows, strings=strings_part("<si><t>&e;</t></si>", entity))


@_hostile("ods")
def entity_bomb_ods() -> bytes:
    """Return a table with a billion laughs."""
    row = '<table:table-row><table:table-cell office:value-type="string"><text:p>&e9;</text:p></table:table-cell>'
    return package(ods_parts(ods_table(f"{row}</table:table-row>"), _laughs()))


@_hostile("xlsx")
def huge_dimension() -> bytes:
    """Return a small sheet that says it fills everything."""
    return _sheet(cells(CARD), before='<dimension ref="A1:XFD1048576"/>')


@_hostile("xlsx")
def absurd_dimension() -> bytes:
    """Return a small sheet that says it reaches beyond every sheet."""
    return _sheet(cells(CARD), before='<dimension ref="A1:ZZZZZZZ99999999999999999999"/>')


@_hostile("xlsx")
def sparse_corners() -> bytes:
    """Return a table with a value in each corner of the sheet."""
    far = '<c r="XFD{0}"><v>1</v></c>'
    body = cells(CARD).replace("</row>", far.format(1) + "</row>", 1)
    return _sheet(f'{body}<row r="1048576"><c r="A1048576"><v>1</v></c>{far.format(1048576)}</row>')


@_hostile("xlsx")
def absurd_rows() -> bytes:
    """Return rows with numbers that no sheet has."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in (4294967295, 99999999999999999999, -1, 0, 2097153)
    )
    return _sheet(cells(CARD) + rows)


@_hostile("xlsx")
def absurd_row_alone() -> bytes:
    """Return one cell in a row that a sheet does not have, but that fits a number."""
    return _sheet(f'{cells(CARD)}<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>')


@_hostile("xlsx")
def absurd_columns() -> bytes:
    """Return cells with letters that no sheet has."""
    return _sheet(f'{cells(CARD)}<row r="9"><c r="ZZZZZZZZZZZZ9"><v>1</v></c><c r="9"><v>1</v></c></row>')


@_hostile("xlsx")
def merged_everything() -> bytes:
    """Return a table beside a merged block as large as the sheet."""
    return _sheet(cells(CARD), after='<mergeCells><mergeCell ref="F1:XFD1048576"/></mergeCells>')


@_hostile("xlsx")
def many_merges() -> bytes:
    """Return a table above 60,000 merged blocks."""
    blocks = "".join(f'<mergeCell ref="A{row}:D{row}"/>' for row in range(10, 60_010))
    return _sheet(cells(CARD), after=f"<mergeCells>{blocks}</mergeCells>")


@_hostile("xlsx")
def endless_styles() -> bytes:
    """Return a style sheet with 60,000 styles and 30,000 number formats."""
    formats = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="0.0{at}%"/>' for at in range(30_000))
    styles = "".join(f'<xf numFmtId="{164 + at % 30_000}" applyNumberFormat="1"/>' for at in range(60_000))
    return _sheet(cells(CARD), styles=styles_part(f"<numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs>"))


@_hostile("xlsx")
def long_number_format() -> bytes:
    """Return a number format of two million signs that asks for backtracking."""
    formats = f'<numFmt numFmtId="164" formatCode="{"[$" * 500_000}{"&quot;x" * 150_000}"/>'
    styles = f'<numFmts>{formats}</numFmts><cellXfs><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    return _sheet(cells(CARD).replace("<c ", '<c s="0" '), styles=styles_part(styles))


@_hostile("xlsx")
def deep_sheet() -> bytes:
    """Return a sheet with 150,000 elements inside one another."""
    return _sheet(f"{cells(CARD)}{'<a>' * 150_000}{'</a>' * 150_000}")


@_hostile("xlsx")
def deep_strings() -> bytes:
    """Return a shared text with 150,000 elements inside one another."""
    body = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    return _sheet(body, strings=strings_part(f"<si>{'<r>' * 150_000}<t>x</t>{'</r>' * 150_000}</si>"))


@_hostile("xlsx")
def huge_counts() -> bytes:
    """Return parts that claim four billion texts, styles and merged blocks."""
    strings = strings_part("<si><t>x</t></si>").replace("<sst ", '<sst count="4294967295" uniqueCount="4294967295" ')
    styles = styles_part('<cellXfs count="4294967295"><xf numFmtId="0"/></cellXfs>')
    merged = '<mergeCells count="4294967295"><mergeCell ref="F1:G2"/></mergeCells>'
    return _sheet(cells(CARD), after=merged, strings=strings, styles=styles)


@_hostile("xlsx")
def linked_everything() -> bytes:
    """Return a sheet that is one link all over, with a rule for each of 20,000 cells."""
    links = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
    rules = "".join(
        f'<dataValidation type="list" sqref="H{at}"><formula1>"1,2,3"</formula1></dataValidation>'
        for at in range(1, 20_001)
    )
    return _sheet(cells(CARD), after=f"<dataValidations>{rules}</dataValidations>{links}")


@_hostile("xlsx")
def many_names() -> bytes:
    """Return a workbook with 50,000 defined names."""
    names = "".join(f'<definedName name="n{at}">Scores!$A$1:$XFD$1048576</definedName>' for at in range(50_000))
    sheets = '<sheet name="Scores" sheetId="1" r:id="rId1"/></sheets><definedNames>'
    book = workbook_part(f"{sheets}{names}</definedNames><sheets>")
    return _sheet(cells(CARD), workbook=book.replace("<sheets></sheets>", ""))


@_hostile("xlsx")
def part_outside() -> bytes:
    """Return a workbook whose sheet is said to lie outside of the package."""
    parts = workbook_parts(cells(CARD))
    links = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = links.replace("worksheets/sheet1.xml", "../../../../../etc/passwd")
    return package(parts)


@_hostile("ods")
def deep_ods() -> bytes:
    """Return a text with 150,000 elements inside one another."""
    nested = f"{'<text:span>' * 150_000}x{'</text:span>' * 150_000}"
    cell = f'<table:table-cell office:value-type="string"><text:p>{nested}</text:p></table:table-cell>'
    return package(ods_parts(ods_table(f"<table:table-row>{cell}</table:table-row>")))


@_hostile("xlsx")
def giant_text() -> bytes:
    """Return one cell of nineteen million letters."""
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 19_000_000}</t></is></c></row>'
    return _sheet(row)


@_hostile("xlsx")
def giant_text_said_often() -> bytes:
    """Return 20,000 cells that all point to one text of 30,000 letters: 600 MB in all."""
    body = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_001))
    return _sheet(body, strings=strings_part(f"<si><t>{'a' * 30_000}</t></si>"))


@_hostile("xlsx")
def many_sheets() -> bytes:
    """Return a workbook of 50,000 sheets that are all the same part."""
    sheets = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rId1"/>' for at in range(1, 50_001))
    return _sheet(cells(CARD), workbook=workbook_part(sheets))


@_hostile("ods")
def many_sheets_ods() -> bytes:
    """Return a document of 50,000 tables."""
    rows = ods_rows(CARD)
    return package(ods_parts("".join(ods_table(rows, f"S{at}") for at in range(50_000))))


@_hostile("xls")
def many_sheets_xls() -> bytes:
    """Return an old workbook of 50,000 sheets that all begin at the same place."""
    return compound(old_workbook_stream(sheets=50_000))


@_hostile("xlsx")
def odd_numbers() -> bytes:
    """Return cells whose numbers are none."""
    odd = ("NaN", "1e309", "-1e309", "INF", "-0", "1_0", "0x10", "٣", "1e-400", "--1", "", "9" * 5_000)
    body = "".join(f'<row r="{at}"><c r="A{at}"><v>{value}</v></c></row>' for at, value in enumerate(odd, start=9))
    return _sheet(cells(CARD) + body)


@_hostile("ods")
def odd_numbers_ods() -> bytes:
    """Return cells whose numbers are none."""
    odd = ("NaN", "1e309", "INF", "-INF", "", "9" * 5_000)
    body = "".join(
        f'<table:table-row><table:table-cell office:value-type="float" office:value="{value}"/></table:table-row>'
        for value in odd
    )
    return package(ods_parts(ods_table(ods_rows(CARD) + body)))


@_hostile("xls")
def odd_numbers_xls() -> bytes:
    """Return cells that hold no number and infinities."""
    return compound(old_workbook_stream([*CARD, ["Dogwood", float("nan"), float("inf"), float("-inf")]]))


def _repeated(columns: int, rows: int) -> bytes:
    cell = ods_cell(7, f'table:number-columns-repeated="{columns}"')
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return package(ods_parts(ods_table(ods_rows(CARD) + row)))


@_hostile("ods")
def repeated_columns_ods() -> bytes:
    """Return one value said a hundred million times in a row."""
    return _repeated(100_000_000, 1)


@_hostile("ods")
def repeated_rows_ods() -> bytes:
    """Return one row said a hundred million times."""
    return _repeated(1, 100_000_000)


@_hostile("ods")
def repeated_both_ods() -> bytes:
    """Return one value in every cell of a whole sheet."""
    return _repeated(16_384, 1_048_576)


@_hostile("ods")
def repeated_within_limits_ods() -> bytes:
    """Return one value repeated as often as a large sheet has cells."""
    return _repeated(10, 199_000)


@_hostile("ods")
def repeated_absurdly_ods() -> bytes:
    """Return counts that fit no number."""
    return _repeated(99999999999999999999999, -5)


@_hostile("ods")
def repeated_spaces_ods() -> bytes:
    """Return a text with a space repeated two billion times."""
    cell = '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2000000000"/>b</text:p>'
    return package(ods_parts(ods_table(f"{_HEADER}{cell}</table:table-cell></table:table-row>")))


@_hostile("ods")
def sparse_corner_ods() -> bytes:
    """Return a table and one value in the last corner of the sheet."""
    gap = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    far = f'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{ods_cell(1)}</table:table-row>'
    return package(ods_parts(ods_table(ods_rows(CARD) + gap + far)))


@_hostile("xls")
def loop_in_stream_xls() -> bytes:
    """Return a compound file whose stream follows itself in a circle."""
    stream = old_workbook_stream()
    return compound(stream, {4: 2})


@_hostile("xls")
def loop_on_itself_xls() -> bytes:
    """Return a compound file whose first sector follows itself, and that claims a huge stream."""
    return compound(old_workbook_stream(), {2: 2}, size=1 << 40)


@_hostile("xls")
def loop_in_directory_xls() -> bytes:
    """Return a compound file whose directory follows itself and whose entries are one another's children."""
    return compound(old_workbook_stream(), {1: 1}, child=0)


@_hostile("xls")
def loop_in_tables_xls() -> bytes:
    """Return a compound file whose list of tables goes on in the table itself."""
    return compound(old_workbook_stream(), more_tables=0)


@_hostile("xls")
def many_tables_xls() -> bytes:
    """Return a compound file that claims four billion tables."""
    return compound(old_workbook_stream(), tables=0xFFFFFFF0)


@_hostile("xls")
def huge_dimension_xls() -> bytes:
    """Return an old workbook with one cell in the last corner of what its numbers can say."""
    stream = old_workbook_stream()
    far = struct.pack("<HHHHHd", 0x0203, 14, 0xFFFF, 0xFFFF, 0, 1.0)
    return compound(stream[:-4] + far + stream[-4:])


@_hostile("xlsb")
def huge_row_xlsb() -> bytes:
    """Return a binary workbook with a row far beyond the last and a cell as far to the right."""
    sheet = binary_sheet(CARD)
    end = binary_record(0x0192)
    row = binary_record(0x00, struct.pack("<IIHHBI", 0xFFFFFFF0, 0, 300, 0, 0, 0))
    far = binary_record(0x05, struct.pack("<IId", 0xFFFFFFF0, 0, 1.0))
    return package({**xlsb_parts(), "xl/worksheets/sheet1.bin": sheet.replace(end, row + far + end)})


@_hostile("xlsb")
def sparse_corner_xlsb() -> bytes:
    """Return a binary workbook with a value in the last corner."""
    sheet = binary_sheet(CARD)
    end = binary_record(0x0192)
    row = binary_record(0x00, struct.pack("<IIHHBI", 1_048_575, 0, 300, 0, 0, 0))
    far = binary_record(0x05, struct.pack("<IId", 16_383, 0, 1.0))
    return package({**xlsb_parts(), "xl/worksheets/sheet1.bin": sheet.replace(end, row + far + end)})


@_hostile("xlsb")
def long_record_xlsb() -> bytes:
    """Return a binary workbook in which a record claims more bytes than there are."""
    sheet = binary_sheet(CARD)
    return package({**xlsb_parts(), "xl/worksheets/sheet1.bin": sheet[:40] + b"\x06\xff\xff\xff\x7f" + sheet[40:]})


@_hostile("csv")
def unclosed_quote() -> bytes:
    """Return a table whose second line opens a quote that nobody closes, and eight megabytes behind it."""
    return b'Vendor,Quality,Price\nAlder,"4,10\n' + b"".join(b"Vendor %d,3,12\n" % at for at in range(500_000))


@_hostile("csv")
def many_quotes() -> bytes:
    """Return four million quotes."""
    return b"Vendor,Quality\n" + b'"' * 4_000_001


@_hostile("csv")
def one_long_line() -> bytes:
    """Return one line of twenty megabytes without any separator."""
    return b"Vendor " * 3_000_000


@_hostile("csv")
def many_fields() -> bytes:
    """Return one line of five million empty fields."""
    return b"Vendor,Quality\nAlder,4\n" + b"," * 5_000_000


@_hostile("csv")
def many_lines() -> bytes:
    """Return two million lines."""
    return b"Vendor,Quality\n" + b"A,1\n" * 2_000_000


@_hostile("csv")
def odd_letters() -> bytes:
    """Return two megabytes of every byte but zero."""
    return bytes(range(1, 256)) * 8_000


@_hostile("csv")
def long_digits() -> bytes:
    """Return cells of a hundred thousand digits, separators and signs each."""
    long = [
        b"9" * 100_000,
        b"1," * 50_000,
        b"1.2" * 30_000,
        b"-" * 100_000,
        b"1 " * 50_000,
        b"(" * 50_000,
        b"%" * 9_000,
    ]
    return b"Vendor;Quality;Price\n" + b"".join(b"Alder;" + each + b";4\n" for each in long)
