"""The second reader of .xlsx says what the first one says, and what it cannot see."""

import pytest

from outsource_desk.importers.sheets.grid import Sheet
from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.formats import CARD, cells, package, strings_part, styles_part, workbook_parts


@pytest.fixture
def read(tmp_path):
    """Return a reader of a plain table with one more row, given as XML."""

    def make(cell: str, row: str = "", **parts: str) -> Sheet:
        body = f'{cells(CARD)}<row r="5" {row}><c r="A5" {cell}</c></row>'
        (tmp_path / "book.xlsx").write_bytes(package(workbook_parts(body, **parts)))
        reading = read_spreadsheet(tmp_path / "book.xlsx")
        assert reading.is_checked
        return reading.sheets[0]

    return make


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('t="s"><v>0</v>', "a\rb"),
        ('t="s"><v>1</v>', "Tokyo"),
        ('t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is>', "ab"),
        ('t="inlineStr"><is><t><![CDATA[a<b]]></t></is>', "a<b"),
        ('t="b"><v>1</v>', True),
        ('t="d"><v>2026-04-05</v>', "2026-04-05"),
        ('t="str"><f>A1&amp;B1</f><v>x</v>', "x"),
        ("><v>1.0E-2</v>", 0.01),
        ('><f t="shared" si="0"/><v>4</v>', 4),
    ],
)
def test_both_readers_say_the_same_of_every_kind_of_cell(read, cell, value):
    texts = "<si><t>a_x000D_b</t></si><si><r><t>Tok</t></r><r><t>yo</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
    sheet = read(cell, strings=strings_part(texts))
    assert sheet.rows[-1] == (5, [value])
    assert sheet.disagreements == []


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ('t="e"><v>#N/A</v>', "#N/A"),
        ('t="e"><f>1/0</f><v>#DIV/0!</v>', "#DIV/0!"),
        ("><f>A1</f>", "formula without a stored value"),
        ("><f>A1</f><v></v>", "formula without a stored value"),
    ],
)
def test_errors_and_missing_results_are_faults(read, cell, fault):
    assert read(cell).faults == {(5, 1): fault}


def test_an_empty_text_of_a_formula_is_a_value(read):
    assert read('t="str"><f>A1</f><v></v>').faults == {}


@pytest.mark.parametrize(
    ("shown", "facts"),
    [
        ("0.0%", ({(5, 1)}, set(), {})),
        ("#,##0.00 [$€-407]", (set(), {(5, 1)}, {})),
        ("[$-409]0.00", (set(), set(), {})),
        ("dd.mm", (set(), set(), {(5, 1): "dd.mm"})),
        ('0 "days"', (set(), set(), {})),
        ("[Red]0.0;[h]", (set(), set(), {})),
        ("[h]:mm", (set(), set(), {(5, 1): "[h]:mm"})),
        ("General", (set(), set(), {})),
    ],
)
def test_shares_money_and_dates_are_known_by_their_formats(read, shown, facts):
    styles = f'<numFmts><numFmt numFmtId="170" formatCode="{shown.replace(chr(34), "&quot;")}"/></numFmts>'
    xfs = '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    sheet = read('s="1"><v>40</v>', styles=styles_part(styles + xfs))
    assert (sheet.percents, sheet.money, sheet.formats) == facts


def test_hidden_rows_are_seen_however_they_are_marked(read):
    assert read("><v>1</v>", row='hidden="true"').hidden_rows == {5}
    assert read("><v>1</v>", row='hidden="1"').hidden_rows == {5}
    assert read("><v>1</v>", row='hidden="0"').hidden_rows == set()


def test_serial_dates_may_count_from_1904(read):
    book = str(workbook_parts("")["xl/workbook.xml"]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert read("><v>1</v>", workbook=book).epoch == 1904
