"""Sheets read again as the user says that they are to be seen."""

from __future__ import annotations

from typing import Any

import pytest

from outsource_desk.importers.reading import Reading, SheetView, Table
from outsource_desk.importers.spreadsheet import read_again, read_spreadsheet
from tests.importers.told import criteria, vendors

CARD = [
    ["Bids of May", None, None, None],
    ["Criterion", "Weight", "Alder", "Birch"],
    ["Price", 40, 3, 4],
    ["Quality", 60, 5, 4],
]


def seen(reading: Reading, **said: Any) -> Table:
    again = read_again(reading, {reading.sheets[0].name: SheetView(**said)})
    (table,) = again.tables
    assert table.accounted_cells == table.used_cells == table.account.used
    return table


def test_a_view_that_says_nothing_changes_nothing(xlsx):
    reading = read_spreadsheet(xlsx(CARD))
    assert seen(reading) == reading.tables[0]


def test_the_direction_is_turned_as_the_user_says(xlsx):
    reading = read_spreadsheet(xlsx([["", "Alder", "Birch"], ["Oak", 3, 4], ["Pine", 5, 2]]))
    across = seen(reading, orientation="vendors_as_columns")
    down = seen(reading, orientation="vendors_as_rows")
    assert (vendors(across), criteria(across)) == (["Alder", "Birch"], [("Oak", None), ("Pine", None)])
    assert (vendors(down), criteria(down)) == (["Oak", "Pine"], [("Alder", None), ("Birch", None)])
    assert not [problem for problem in across.problems if "is that so" in problem.reason]


def test_the_header_is_taken_where_the_user_drags_it(xlsx):
    rows = [["Criterion", "Weight", "Old one", "Old two"], ["Task", "Weight", "Alder", "Birch"], *CARD[2:]]
    reading = read_spreadsheet(xlsx(rows))
    table = seen(reading, header_row=2)
    assert table.header_rows[-1] == 2
    assert vendors(table) == ["Alder", "Birch"]
    assert [score.value for score in table.scores if score.vendor == "Alder"] == [3, 5]


def test_a_header_dragged_above_the_first_table_heads_it_and_a_second_table_stays(xlsx):
    rows = [["From", "Share", "Alder", "Birch"], [None], *CARD[1:], [None], *CARD[1:]]
    reading = read_spreadsheet(xlsx(rows))
    tables = read_again(reading, {"Sheet1": SheetView(header_row=1)}).tables
    assert tables[0].header_rows == (1,)
    assert tables[-1].header_rows == (7,)


@pytest.mark.parametrize("row", [1, 2, 3, 4, 5, 99])
def test_any_row_may_be_called_the_header(xlsx, row):
    reading = read_spreadsheet(xlsx([*CARD, ["Support", None, 1, 2]]))
    for table in read_again(reading, {"Sheet1": SheetView(header_row=row)}).tables:
        assert table.accounted_cells == table.used_cells


def test_what_hides_is_read_if_the_user_wants_it(xlsx):
    def hide(sheet):
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["D"].hidden = True

    reading = read_spreadsheet(xlsx(CARD, touch=hide))
    assert (vendors(reading.tables[0]), criteria(reading.tables[0])) == (["Alder"], [("Price", 40)])
    table = seen(reading, with_hidden=True)
    assert (vendors(table), criteria(table)) == (["Alder", "Birch"], [("Price", 40), ("Quality", 60)])


def test_the_decimal_sign_is_the_one_that_the_user_says(csv):
    reading = read_spreadsheet(csv("Vendor;Price;Quality\nAlder;1.250;4\nBirch;1.500;5\n"))
    assert [score.value for score in seen(reading, decimal=",").scores][::2] == [1250, 1500]
    assert [score.value for score in seen(reading, decimal=".").scores][::2] == [1.25, 1.5]


def test_columns_and_rows_are_what_the_user_says(xlsx):
    rows = [
        ["Criterion", "Points", "Alder", "Note", "Birch"],
        ["Price", 40, 3, 1, 4],
        ["Sum", None, 7, 2, 8],
        ["Quality", 60, 5, 1, 4],
    ]
    reading = read_spreadsheet(xlsx(rows))
    table = seen(reading, roles={1: "names", 2: "weight", 4: "ignore", 5: "vendor", -3: "ignore"})
    assert vendors(table) == ["Alder", "Birch"]
    assert criteria(table) == [("Price", 40), ("Quality", 60)]
    assert {left.why for left in table.skipped} >= {"“Note”: left out, as you said", "left out, as you said"}


def test_a_result_is_a_criterion_if_the_user_says_so(xlsx):
    rows = [["Vendor", "Price", "Team", "Total"], ["Alder", 3, 4, 7], ["Birch", 5, 1, 6]]
    reading = read_spreadsheet(xlsx(rows))
    assert [name for name, _ in criteria(reading.tables[0])] == ["Price", "Team"]
    assert [name for name, _ in criteria(seen(reading, roles={4: "criterion"}))] == ["Price", "Team", "Total"]


def test_a_row_of_weights_may_be_named_by_the_user(xlsx):
    rows = [["Vendor", "Price", "Team"], ["Must count", 2, 3], ["Alder", 4, 5], ["Birch", 1, 2]]
    table = seen(read_spreadsheet(xlsx(rows)), roles={-2: "weight"})
    assert (vendors(table), criteria(table)) == (["Alder", "Birch"], [("Price", 2), ("Team", 3)])


def test_comments_belong_to_the_vendor_before_them_if_the_user_says_so(xlsx):
    rows = [["Criterion", "Alder", "Word", "Birch"], ["Price", 3, "dear", 4], ["Team", 5, "fine", 2]]
    table = seen(read_spreadsheet(xlsx(rows)), roles={3: "comment"})
    assert {(s.vendor, s.rationale) for s in table.scores} == {("Alder", "dear"), ("Alder", "fine"), ("Birch", "")}


def test_a_sheet_that_is_no_comparison_is_read_all_the_same(xlsx):
    rows = [["Item", "Qty", "Price"], ["Bolt", 3, 1.5], ["Nut", 5, 0.5]]
    reading = read_spreadsheet(xlsx(rows))
    assert reading.tables == ()
    assert vendors(seen(reading, kind="scores", orientation="vendors_as_rows")) == ["Bolt", "Nut"]


def test_a_hidden_sheet_is_left_out_again_when_nobody_wants_it_any_more(xlsx):
    def hide(sheet):
        sheet.sheet_state = "hidden" if sheet.title == "Old" else "visible"

    reading = read_spreadsheet(xlsx({"New": CARD, "Old": CARD}, touch=hide))
    wanted = read_again(reading, {"Old": SheetView(header_row=2)})
    assert [table.sheet for table in wanted.tables] == ["New", "Old"]
    again = read_again(wanted, {})
    assert [table.sheet for table in again.tables] == ["New"]
    assert again.sheets_left_out == reading.sheets_left_out
