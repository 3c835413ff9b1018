"""Files that odd programs write, or that were damaged on their way: the card as it is, or a message with what to do."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from outsource_desk.importers.reading import Reading
from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.formats import (
    CARD,
    binary_record,
    cells,
    ods_parts,
    ods_rows,
    ods_table,
    package,
    strings_part,
    styles_part,
    workbook_part,
    workbook_parts,
    xlsb_parts,
    xlsx,
)

COMMA_TEXT = "Vendor,Quality,Price,Support\nAlder,3,1200.5,4\nBirch,4,1350,2\nCedar,5,990,3\n"
OTHER_SHEET = '<sheet name="First" sheetId="2" r:id="rId9"/><sheet name="Scores" sheetId="1" r:id="rId1"/>'


def with_cell(old: str, new: str, **parts: str) -> bytes:
    """Return the card with something else in its rows."""
    body = cells(CARD)
    assert old in body
    return package(workbook_parts(body.replace(old, new), **parts))


def placed(reference: str) -> bytes:
    """Return the card with one more cell in its third row, at an address that is none or elsewhere."""
    return with_cell('<row r="3">', f'<row r="3"><c r="{reference}"><v>77</v></c>')


def beside(kind: str, root: str) -> bytes:
    """Return the card behind a sheet of another kind."""
    parts = workbook_parts(cells(CARD), workbook=workbook_part(OTHER_SHEET))
    link = f'<Relationship Id="rId9" Type="{kind}" Target="other/sheet1.xml"/></Relationships>'
    links = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", link)
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return package({**parts, "xl/_rels/workbook.xml.rels": links, "xl/other/sheet1.xml": f'<{root} xmlns="{name}"/>'})


def zipped(comment: bytes = b"", *, is_large: bool = False, is_streamed: bool = False) -> bytes:
    """Return the card packed as other programs pack: as if it were huge, without going back, with a comment."""
    buffer = io.BytesIO()
    target = _OneWay(buffer) if is_streamed else buffer
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in workbook_parts(cells(CARD)).items():
            with writer.open(name, "w", force_zip64=is_large) as part:
                part.write(str(content).encode())
        writer.comment = comment
    return buffer.getvalue()


class _OneWay(io.RawIOBase):
    """Takes bytes and cannot go back, so that sizes are said behind each part."""

    def __init__(self, buffer: io.BytesIO) -> None:
        self._buffer = buffer

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # pyright: ignore[reportIncompatibleMethodOverride] (bytes are enough)
        return self._buffer.write(content)


def without(*names: str) -> bytes:
    """Return the card without some parts."""
    return package({name: part for name, part in workbook_parts(cells(CARD)).items() if name not in names})


def short_number_xlsb() -> bytes:
    """Return a binary workbook that ends within a number."""
    sheet = bytes(xlsb_parts()["xl/worksheets/sheet1.bin"])  # pyright: ignore[reportArgumentType] (it is bytes)
    end = sheet.index(binary_record(0x05, struct.pack("<IId", 1, 0, 5.0))) + 8
    return package({**xlsb_parts(), "xl/worksheets/sheet1.bin": sheet[:end]})


_LAST_ROWS = '<table:table-row table:number-rows-repeated="2147483648"><table:table-cell/></table:table-row>'
_WIDE_COLUMNS = '<cols><col min="1" max="16384" width="1e308"/><col min="-5" max="4000000000" hidden="1"/></cols>'
_RICH = '<c r="A2" t="s"><v>0</v></c>'
_ALDER = '<c r="A2" t="inlineStr"><is><t>Alder</t></is></c>'
_PHONETIC = '<si><r><t>Al</t></r><r><t>der</t></r><rPh sb="0" eb="2"><t>カナ</t></rPh></si>'

AS_THE_CARD: dict[str, Callable[[], bytes]] = {
    "widths_of_1e308.xlsx": lambda: package(workbook_parts(cells(CARD), before=_WIDE_COLUMNS)),
    "style_below_zero.xlsx": lambda: with_cell('<c r="B2">', '<c r="B2" s="-1">'),
    "style_of_four_billion.xlsx": lambda: with_cell('<c r="B2">', '<c r="B2" s="4000000000">', styles=styles_part("")),
    "rich_text_with_reading_aid.xlsx": lambda: with_cell(_ALDER, _RICH, strings=strings_part(_PHONETIC)),
    "byte_order_mark_in_part.xlsx": lambda: package(
        {name: b"\xef\xbb\xbf" + str(part).encode() for name, part in workbook_parts(cells(CARD)).items()}
    ),
    "no_addresses.xlsx": lambda: package(workbook_parts(cells(CARD).replace(' r="', ' x="'))),
    "cell_right_of_the_last_column.xlsx": lambda: placed("XFE1"),
    "cell_below_the_last_row.xlsx": lambda: placed("A1048577"),
    "no_list_of_types.xlsx": lambda: without("[Content_Types].xml"),
    "no_styles_and_texts.xlsx": lambda: without("xl/styles.xml", "xl/sharedStrings.xml"),
    "behind_a_chart.xlsx": lambda: beside("http://x/relationships/chartsheet", "chartsheet"),
    "behind_a_dialog.xlsx": lambda: beside("http://x/relationships/dialogsheet", "dialogsheet"),
    "behind_macros.xlsm": lambda: beside("http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "m"),
    "packed_as_if_huge.xlsx": lambda: zipped(is_large=True),
    "packed_in_one_go.xlsx": lambda: zipped(is_streamed=True),
    "packed_with_comment.xlsx": lambda: zipped(b"a comment " * 100),
    "bytes_behind_the_package.xlsx": lambda: xlsx() + b"and more " * 500,
    "carriage_returns.csv": lambda: COMMA_TEXT.replace("\n", "\r").encode(),
    "ends_of_all_kinds.csv": lambda: COMMA_TEXT.replace("4\n", "4\r").replace("2\n", "2\n\r").encode(),
    "form_feeds.csv": lambda: COMMA_TEXT.replace("\n", "\n\f").encode(),
    "two_byte_order_marks.csv": lambda: b"\xef\xbb\xbf" * 2 + COMMA_TEXT.encode(),
    "empty_fields_at_the_end.tsv": lambda: COMMA_TEXT.replace(",", "\t").replace("\n", "\t\t\t\n").encode(),
}
REFUSED: dict[str, Callable[[], bytes]] = {
    "text_that_is_not_there.xlsx": lambda: with_cell(_ALDER, '<c r="A2" t="s"><v>99</v></c>'),
    "row_zero.xlsx": lambda: placed("A0"),
    "block_as_address.xlsx": lambda: placed("B3:C3"),
    "no_sheet.xlsx": lambda: without("xl/worksheets/sheet1.xml"),
    "no_links.xlsx": lambda: without("xl/_rels/workbook.xml.rels"),
    "cut_off.xlsx": lambda: xlsx()[:-30],
    "half_of_it.xlsx": lambda: xlsx()[:700],
    "ends_within_a_number.xlsb": short_number_xlsb,
    "two_billion_rows.ods": lambda: package(ods_parts(ods_table(ods_rows(CARD) + _LAST_ROWS))),
    "zeros_behind_the_text.csv": lambda: COMMA_TEXT.encode() + b"\0" * 5_000,
    "ten_megabytes_in_a_cell.csv": lambda: COMMA_TEXT.encode() + b"Dogwood," + b"x" * 10_000_000 + b",3,4\n",
}


def read(tmp_path, name: str, content: bytes) -> Reading:
    path = tmp_path / name
    path.write_bytes(content)
    return read_spreadsheet(path)


@pytest.mark.parametrize("name", AS_THE_CARD)
def test_what_is_only_odd_is_read_as_it_is(tmp_path, name):
    reading = read(tmp_path, name, AS_THE_CARD[name]())
    assert reading.refusal is None
    [table] = reading.tables
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch", "Cedar"]
    assert [score.value for score in table.scores] == [3, 1200.5, 4, 4, 1350, 2, 5, 990, 3]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_damaged_is_refused_with_what_to_do(tmp_path, name):
    reading = read(tmp_path, name, REFUSED[name]())
    assert reading.tables == ()
    assert reading.refusal is not None
    assert len(reading.refusal.split(". ")) >= 2


@pytest.mark.parametrize("serial", ["0", "-1", "2958466", "20260301", "1e300"])
@pytest.mark.parametrize("epoch", ["1900", "1904"])
def test_a_day_that_no_calendar_has_stops_nothing_and_is_no_certain_score(tmp_path, serial, epoch):
    styles = '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs><xf/><xf numFmtId="164"/>'
    book = workbook_part('<sheet name="Scores" sheetId="1" r:id="rId1"/>')
    book = book.replace("<sheets>", '<workbookPr date1904="1"/><sheets>') if epoch == "1904" else book
    body = cells(CARD).replace('<c r="B2"><v>3</v>', f'<c r="B2" s="1"><v>{serial}</v>')
    parts = workbook_parts(body, styles=styles_part(f"{styles}</cellXfs>"), workbook=book)
    [table] = read(tmp_path, "days.xlsx", package(parts)).tables
    quality = next(score for score in table.scores if score.cell == "B2")
    is_asked = any((each.cell, each.severity) == ("B2", "ask") for each in table.problems)
    assert quality.value is None or is_asked
    assert [score.value for score in table.scores if score.cell != "B2"] == [1200.5, 4, 4, 1350, 2, 5, 990, 3]
