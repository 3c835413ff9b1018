import time

import openpyxl
from openpyxl.workbook.defined_name import DefinedName

from outsource_desk.importers.spreadsheet import read_spreadsheet

NAMES = {
    "desk_workbook": '"outsource-desk/workbook/1"',
    "desk_initiative": '"Service desk, ""phase 2"""',
    "desk_revision": "17",
    "desk_fingerprint": "Cover!$A$3",
    "Cand_Names": "Scores!$D$3:$E$3",
    "Scores_Candidate_Keys": "Scores!$D$2:$E$2",
    "Scores_Criteria": "Scores!$B$4:$B$7",
    "Scores_Keys": "Scores!$A$4:$A$7",
    "Scores_Points": "Scores!$D$4:$E$7",
    "Criteria_Keys": "'Criteria'!$A$2:$A$5",
    "Criteria_Weights": "'Criteria'!$C$2:$C$5",
}


def own_workbook(path, names=NAMES):
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Cover"
    cover["A1"], cover["A3"] = "Service desk", "ab12 cd34"
    scores = book.create_sheet("Scores")
    for row in (
        ["Scores and ranking"],
        ["", "", "", 101, 102],
        ["", "Criterion", "Scale", "Total Care Ltd", "In-house"],
        ["", "Service", "", "", ""],
        [11, "Quality", "0 to 5", 4, 3.5],
        [12, "Total cost", "0 to 5", "n/a", None],
        [13, "Rank in references", "0 to 5", 0, 2],
        ["", "Total", "", 61.5, 40.25],
    ):
        scores.append([None if value == "" else value for value in row])
    scores.column_dimensions["A"].hidden = True
    criteria = book.create_sheet("Criteria")
    for row in (
        ["", "Criterion", "Weight"],
        ["", "Service", 100],
        [11, "Quality", 60],
        [12, "Total cost", 30],
        [13, "x", 10],
    ):
        criteria.append([None if value == "" else value for value in row])
    lists = book.create_sheet("Lists")
    lists["A1"] = "0"
    lists.sheet_state = "veryHidden"
    for name, value in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=value)
    book.save(path)
    return path


def test_our_own_workbook_is_read_by_its_named_ranges(tmp_path):
    reading = read_spreadsheet(own_workbook(tmp_path / "own.xlsx"))
    assert reading.refusal is None
    (table,) = reading.tables
    assert (table.sheet, table.orientation, table.header_rows) == ("Scores", "vendors_as_columns", (3,))
    assert [(v.name, v.cell, v.key) for v in table.vendors] == [
        ("Total Care Ltd", "D3", "101"),
        ("In-house", "E3", "102"),
    ]
    assert [(c.name, c.key, c.weight) for c in table.criteria] == [
        ("Quality", "11", 60), ("Total cost", "12", 30), ("Rank in references", "13", 10),
    ]  # fmt: skip
    assert [(s.vendor, s.cell, s.value, s.flags) for s in table.scores] == [
        ("Total Care Ltd", "D5", 4, ()), ("In-house", "E5", 3.5, ()), ("Total Care Ltd", "D6", None, ("na",)),
        ("Total Care Ltd", "D7", 0, ()), ("In-house", "E7", 2, ()),
    ]  # fmt: skip
    assert table.used_cells == table.accounted_cells
    assert reading.origin == {"initiative": 'Service desk, "phase 2"', "revision": "17", "fingerprint": "ab12 cd34"}
    assert reading.as_json()["origin"] == reading.origin


def test_a_range_of_ten_million_rows_costs_no_more_than_the_rows_there_are(tmp_path):
    names = NAMES | {"Scores_Points": "Scores!$D$4:$E$9999999", "Criteria_Keys": "Criteria!$A$2:$A$9999999"}
    started = time.perf_counter()
    reading = read_spreadsheet(own_workbook(tmp_path / "own.xlsx", names))
    assert [criterion.weight for criterion in reading.tables[0].criteria] == [60, 30, 10]
    assert time.perf_counter() - started < 5


def test_without_its_mark_the_workbook_is_read_like_any_other(tmp_path):
    names = {name: value for name, value in NAMES.items() if name != "desk_workbook"}
    reading = read_spreadsheet(own_workbook(tmp_path / "own.xlsx", names))
    assert "origin" not in reading.as_json()
    assert all(vendor.key == "" for table in reading.tables for vendor in table.vendors)
