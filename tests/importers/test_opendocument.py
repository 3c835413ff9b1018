"""OpenDocument spreadsheets: what the second reader sees in them, and what repeats."""

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.formats import CARD, ods_cell, ods_parts, ods_rows, ods_table, package

CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
HIDDEN_ROW = '<table:table-row table:visibility="collapse">'
SHARE = '<table:table-cell office:value-type="percentage" office:value="0.4"><text:p>40 %</text:p></table:table-cell>'
FAULT = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
    f'xmlns:calcext="{CALC}" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
)
NOTED = (
    '<table:table-cell office:value-type="string"><office:annotation><text:p>a remark</text:p></office:annotation>'
    "<text:p>Dog<text:s/>wood</text:p></table:table-cell>"
)


@pytest.fixture
def document(tmp_path):
    """Return a writer of documents of tables given as XML."""

    def make(tables: str):
        (tmp_path / "table.ods").write_bytes(package(ods_parts(tables)))
        return tmp_path / "table.ods"

    return make


def row(*cells: str, start: str = "<table:table-row>") -> str:
    return f"{start}{''.join(cells)}</table:table-row>"


def test_hidden_rows_and_columns_shares_and_errors_are_seen(document):
    columns = '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>'
    rows = ods_rows(CARD) + row(NOTED, FAULT, SHARE, start=HIDDEN_ROW)
    reading = read_spreadsheet(document(ods_table(columns + rows)))
    [sheet] = reading.sheets
    assert reading.is_checked
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({5}, {4})
    assert (sheet.faults, sheet.formulas, sheet.percents) == ({(5, 2): "#DIV/0!"}, {(5, 2)}, {(5, 3)})
    assert [sheet.rows[-1][1][at] for at in (0, 2)] == ["Dog wood", 0.4]
    assert sheet.disagreements == []


def test_merged_blocks_are_seen(document):
    title = ods_cell("Bids", 'table:number-columns-spanned="4" table:number-rows-spanned="1"')
    covered = "<table:covered-table-cell/>" * 3
    reading = read_spreadsheet(document(ods_table(row(title, covered) + ods_rows(CARD))))
    assert [str(area) for area in reading.sheets[0].merged] == ["A1:D1"]


def test_equal_neighbours_that_stand_once_are_all_read(document):
    fours = ods_cell(4, 'table:number-columns-repeated="3"')
    twice = row(ods_cell("Dogwood"), fours, start='<table:table-row table:number-rows-repeated="2">')
    gap = row("<table:table-cell/>", start='<table:table-row table:number-rows-repeated="3">')
    reading = read_spreadsheet(document(ods_table(ods_rows(CARD) + twice + gap + row(ods_cell("Elder"), fours))))
    assert reading.sheets[0].rows[4:] == [
        (5, ["Dogwood", 4, 4, 4]),
        (6, ["Dogwood", 4, 4, 4]),
        (10, ["Elder", 4, 4, 4]),
    ]
    assert reading.sheets[0].disagreements == []


def test_a_value_in_the_last_corner_does_not_matter(document):
    gap = row("<table:table-cell/>", start='<table:table-row table:number-rows-repeated="1048571">')
    far = row('<table:table-cell table:number-columns-repeated="16383"/>', ods_cell("x"))
    reading = read_spreadsheet(document(ods_table(ods_rows(CARD) + gap + far)))
    assert reading.refusal is None
    assert [vendor.name for vendor in reading.tables[0].vendors] == ["Alder", "Birch", "Cedar"]
    assert reading.sheets[0].wide == [(1048576, [(16384, "x")])]


def test_empty_rows_and_columns_to_the_end_of_a_large_sheet_are_no_harm(document):
    rows = ods_rows([CARD[0], *([f"Vendor {at}", 3, 900.5, 4] for at in range(9_000))])
    gap = row(
        '<table:table-cell table:number-columns-repeated="16384"/>',
        start='<table:table-row table:number-rows-repeated="1039575">',
    )
    reading = read_spreadsheet(document(ods_table(rows + gap)), second_reader=False)
    assert reading.refusal is None
    assert len(reading.tables[0].vendors) == 9_000


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (ods_cell(7, 'table:number-columns-repeated="999999999"'), "used cells"),
        (ods_cell(7, 'table:number-columns-repeated="150000"'), "the same few cells repeated 150,016 times"),
        (ods_cell(7, 'table:number-columns-repeated="-1"'), "damaged"),
        (ods_cell("x" * 100_001), "more than 100,000 letters"),
    ],
)
def test_what_unfolds_to_too_much_is_refused(document, cells, said):
    assert said in str(read_spreadsheet(document(ods_table(ods_rows(CARD) + row(cells)))).refusal)
