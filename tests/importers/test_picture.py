"""The picture of a sheet shows its cells as they stand, marks its parts, and stays small."""

from __future__ import annotations

from outsource_desk.importers.sheets.picture import COLUMNS, ROWS, Region, regions_of
from outsource_desk.importers.spreadsheet import read_spreadsheet

BIDS = [
    ["Bid comparison"],
    [],
    ["Criterion", "Weight", "Alder", "Birch"],
    ["Quality", 60, 4, "n/a"],
    ["Support", 40, "tbd", 3],
    ["Total", 100, 2.4, 1.2],
]


def test_the_picture_shows_each_cell_as_it_stands(xlsx):
    [picture] = read_spreadsheet(xlsx(BIDS)).pictures
    assert (picture.sheet, picture.columns) == ("Sheet1", (1, 2, 3, 4))
    assert [row.number for row in picture.rows] == [1, 2, 3, 4, 5, 6]
    assert picture.rows[1].texts == ("", "", "", "")
    assert picture.rows[4].texts == ("Support", "40", "tbd", "3")
    assert picture.more_rows == picture.more_columns == 0


def test_each_part_of_the_table_has_its_region(xlsx):
    reading = read_spreadsheet(xlsx(BIDS))
    regions = regions_of(reading.tables[0], reading.pictures[0])
    assert [cell for cell, region in regions.items() if region == Region.SCORE] == ["C4", "C5", "D4", "D5"]
    assert {regions[cell] for cell in ("A3", "B3", "C3", "D3")} == {Region.HEADER}
    assert {regions[cell] for cell in ("A4", "A5")} == {Region.CRITERION}
    assert {regions[cell] for cell in ("B4", "B5")} == {Region.WEIGHT}
    assert {regions[cell] for cell in ("A6", "B6", "C6", "D6")} == {Region.DERIVED}
    assert regions["A1"] == Region.LEFT_OUT


def test_vendors_as_rows_have_their_names_beside_and_the_criteria_above(xlsx):
    rows = [["Vendor", "Quality", "Support"], ["Weight", 60, 40], ["Alder", 4, 3], ["Birch", 2, 5]]
    reading = read_spreadsheet(xlsx(rows))
    regions = regions_of(reading.tables[0], reading.pictures[0])
    assert (regions["B1"], regions["A3"], regions["B2"], regions["B3"]) == ("header", "criterion", "weight", "score")


def test_the_amounts_of_a_price_sheet_are_shown_as_what_comes_in(xlsx):
    rows = [["Prices in kEUR"], ["Item", "Vendor", "2026", "2027", "Total"], ["Run", "Alder", 10, 20, 30],
            ["Exit", "Alder", 0, 5, 5], ["Run", "Birch", 8, 21, 29], ["Exit", "Birch", 0, 6, 6]]  # fmt: skip
    reading = read_spreadsheet(xlsx(rows))
    regions = regions_of(reading.tables[0], reading.pictures[0])
    assert {regions[f"{letter}{row}"] for letter in "CD" for row in range(3, 7)} == {Region.SCORE}
    assert {regions[f"E{row}"] for row in range(3, 7)} == {Region.DERIVED}


def test_the_account_counts_each_used_cell_once(xlsx):
    [table] = read_spreadsheet(xlsx(BIDS)).tables
    assert table.account.used == table.used_cells == 17
    assert table.account == (12, 4, 4, 1, 0)


def test_hidden_rows_and_columns_are_marked(xlsx):
    def hide(sheet):
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["B"].hidden = True

    [picture] = read_spreadsheet(xlsx(BIDS, touch=hide)).pictures
    assert [row.number for row in picture.rows if row.is_hidden] == [5]
    assert picture.hidden_columns == {2}


def test_a_long_sheet_is_cut_and_says_so_but_cells_in_doubt_are_shown(csv):
    lines = [f"Vendor {at},{at % 5},3" for at in range(2, 1002)]
    lines[899] = "Vendor 901,tbd,3"
    reading = read_spreadsheet(csv("Vendor,Quality,Support\n" + "\n".join(lines) + "\n"))
    [picture] = reading.pictures
    assert len(picture.rows) == ROWS + 1
    assert picture.rows[-1].texts == ("Vendor 901", "tbd", "3")
    assert picture.more_rows == 1001 - len(picture.rows)
    assert picture.rows[-1].number == 901


def test_a_wide_sheet_is_cut_and_says_so(csv):
    names = ",".join(f"Criterion {at}" for at in range(100))
    marks = ",".join("3" for _ in range(100))
    [picture] = read_spreadsheet(csv(f"Vendor,{names}\nAlder,{marks}\nBirch,{marks}\n")).pictures
    assert len(picture.columns) == COLUMNS
    assert picture.more_columns == 101 - COLUMNS


def test_the_dry_run_has_no_picture(xlsx):
    document = read_spreadsheet(xlsx(BIDS)).as_json()
    assert set(document) == {"file", "sha256", "refusal", "tables", "sheets_left_out"}
    assert "account" not in document["tables"][0]


def test_the_decimal_sign_of_the_sheet_is_named(csv):
    text = "Vendor;Quality;Support\nAlder;3,5;4\nBirch;2,5;5\n"
    assert read_spreadsheet(csv(text)).tables[0].decimal == ","
