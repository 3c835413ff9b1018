"""What each column of a table is taken for, with how certain that is."""

from __future__ import annotations

import pytest

from outsource_desk.services.import_columns import columns_of
from outsource_desk.services.import_views import SheetView, answerable, read_again, taken_as_tables, used_cells_of
from outsource_desk.services.importing import read_spreadsheet


@pytest.fixture
def read(tmp_path):
    """Read a text file of these rows."""

    def read(*rows):
        path = tmp_path / "bids.csv"
        path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
        return read_spreadsheet(path)

    return read


def seen(reading):
    return [(each.letters, each.name, each.role) for each in columns_of(reading, reading.tables[0])]


def test_vendors_across_with_names_weights_and_remarks(read):
    reading = read(
        ["Criterion", "Weight", "Alder", "Birch", "Comment"],
        ["Quality", 60, 4, 3, "seen twice"],
        ["Support", 40, 2, 5, "by telephone"],
    )
    assert seen(reading)[:4] == [
        ("A", "Criterion", "names"), ("B", "Weight", "weight"), ("C", "Alder", "vendor"), ("D", "Birch", "vendor"),
    ]  # fmt: skip
    assert seen(reading)[4:] in ([], [("E", "Comment", "comment")])
    columns = columns_of(reading, reading.tables[0])
    assert columns[2].samples == ("4", "2")
    assert columns[2].belongs_to == "Alder"
    assert columns[2].confidence >= 90


def test_the_amounts_of_a_price_sheet_are_their_vendors_and_not_left_out(read):
    reading = read(
        ["Item", "Qty", "Unit", "Alder", "", "Birch", ""],
        ["", "", "", "Unit price", "Total", "Unit price", "Total"],
        ["Desk", 10, "each", 5, 50, 6, 60],
        ["Calls", 20, "each", 2, 40, 3, 60],
        ["Devices", 4, "each", 9, 36, 8, 32],
    )
    columns = {each.letters: each for each in columns_of(reading, reading.tables[0])}
    assert [(columns[at].role, columns[at].belongs_to) for at in "EG"] == [("vendor", "Alder"), ("vendor", "Birch")]


def test_criteria_across_have_the_names_of_vendors_beside_them(read):
    reading = read(["Vendor", "Quality", "Support"], ["Alder", 4, 2], ["Birch", 3, 5])
    assert seen(reading) == [("A", "Vendor", "names"), ("B", "Quality", "criterion"), ("C", "Support", "criterion")]


def test_a_column_with_doubts_is_less_certain_than_a_plain_one(read):
    rows = [[f"Criterion {at}", 10, at % 5, at % 4] for at in range(1, 6)]
    rows[0][3], rows[1][3] = "1.2O0", "1,23,4"
    reading = read(["Criterion", "Weight", "Alder", "Birch"], *rows)
    alder, birch = columns_of(reading, reading.tables[0])[2:4]
    assert alder.confidence > birch.confidence


def test_what_the_user_says_of_a_column_is_certain(read):
    reading = read(["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 4, 3], ["Support", 40, 2, 5])
    reading = read_again(reading, {reading.tables[0].sheet: SheetView(roles={4: "ignore"})})
    birch = columns_of(reading, reading.tables[0])[3]
    assert (birch.role, birch.confidence, birch.is_said) == ("ignore", 100, True)


def test_values_weights_and_open_places_can_be_answered_for_and_nothing_else(read):
    reading = read(["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 4, ""], ["Support", 40, 2, 5])
    cells = ("A1", "A2", "B2", "C2", "D2", "Z9")
    assert answerable(reading.tables[0], cells) == {"B2", "C2", "D2"}


def test_a_sheet_without_a_table_is_read_from_its_first_row_of_several_texts(read):
    reading = read(["Dear all"], ["", "Elm", "Fir"], ["speed", "good", "bad"], ["care", "fair", "good"])
    again = taken_as_tables(reading)
    assert again.views[again.sheets[0].name].header_row == 2
    assert used_cells_of(again, again.sheets[0].name) == 9


def test_a_sheet_that_holds_no_scores_at_all_is_taken_for_a_list(read):
    reading = read(["Dear all"], ["Remark", "Said by"], ["All went well", "Elm"], ["Nothing to add", "Fir"])
    assert not reading.tables
    again = taken_as_tables(reading)
    (table,) = again.tables
    assert table.register is not None
    assert [column.name for column in table.register.columns] == ["Remark", "Said by"]
