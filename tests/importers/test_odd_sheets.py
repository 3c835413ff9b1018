"""Sheets that nobody means to write: read in full all the same, in a time that grows with their rows."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from outsource_desk.importers.reading import SheetView, Table
from outsource_desk.importers.sheets.grid import Sheet, Value
from outsource_desk.importers.tables import read_sheet
from tests.importers.told import asked

HEAD: list[Value] = ["Criterion", "Weight", "Alder", "Birch", "Cedar"]


def sheet_of(rows: list[list[Value]], **facts) -> Sheet:
    return Sheet("Sheet1", rows=list(enumerate(rows, start=1)), **facts)


def only_table(sheet: Sheet, view: SheetView | None = None) -> Table:
    (table,), left_out = read_sheet(sheet, view=view)
    assert left_out is None
    assert table.accounted_cells == table.used_cells
    return table


def half_without_weights(rows: int) -> list[list[Value]]:
    return [HEAD, *([f"Quality {at}", "" if at % 2 else 3.0, 1.0, 2.0, at % 5 + 0.0] for at in range(rows))]


def with_subtotals(rows: int) -> list[list[Value]]:
    lines: list[list[Value]] = [[f"Quality {at}", 3.0, 1.0, 2.0, at % 5 + 0.0] for at in range(rows)]
    for at in range(3, rows, 4):
        lines[at] = [f"Subtotal {at}", 9.0, 1.0, 2.0, 3.0]
    return [HEAD, *lines]


def of_weighted_averages(rows: int) -> list[list[Value]]:
    few: list[list[Value]] = [["Alder", 3.0, 4.0], ["Birch", 4.0, 5.0], ["Weight", 40.0, 60.0]]
    return [["Vendor", "Quality", "Price"], *few, *(["Weighted average", at % 5 + 0.0, 1.0] for at in range(rows))]


def calls_for(sheet: Sheet) -> int:
    """Return how many functions and steps of generators are run to read a sheet."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_sheet(sheet)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("rows", [half_without_weights, with_subtotals, of_weighted_averages])
def test_three_times_as_many_rows_cost_about_three_times_as_much(rows):
    read_sheet(sheet_of(rows(600)))  # words are taken apart once
    few, many = (calls_for(sheet_of(rows(count))) for count in (700, 2_100))
    assert many < 4.5 * few


def test_a_name_over_a_hidden_column_is_still_that_of_its_block():
    rows: list[list[Value]] = [
        ["Criterion", "Alder", "", "", "Birch", "", ""],
        ["", "Draft", "Score", "Comment", "Draft", "Score", "Comment"],
        ["Team", 1.0, 4.0, "good", 1.0, 3.0, "few"],
        ["Price", 2.0, 5.0, "low", 2.0, 4.0, "fair"],
    ]
    table = only_table(sheet_of(rows, hidden_columns={2, 5}))
    assert [(vendor.name, vendor.cell) for vendor in table.vendors] == [("Alder", "B1"), ("Birch", "E1")]
    assert [score.value for score in table.scores] == [4.0, 5.0, 3.0, 4.0]


def test_numbers_that_make_up_for_each_other_are_tried_as_weights_all_the_same():
    rows: list[list[Value]] = [["Criterion", "", "Alder", "Birch", "Cedar"], ["Team", 10.0, 4.0, 3.0, 5.0],
                               ["Quality", -10.0, 2.0, 1.0, 1.0], ["Total", "", 22.0, 23.0, 41.0]]  # fmt: skip
    table = only_table(sheet_of(rows))
    assert [criterion.weight for criterion in table.criteria] == [None, None]
    assert [score.value for score in table.scores] == [4.0, 2.0, 3.0, 1.0, 5.0, 1.0]


def test_a_nameless_column_is_no_criterion_even_if_the_user_says_so():
    rows: list[list[Value]] = [["Vendor", "Quality", ""], ["Alder", 4.0, 7.0], ["Birch", 3.0, 8.0]]
    table = only_table(sheet_of(rows), SheetView(orientation="vendors_as_rows", roles={3: "criterion"}))
    assert [criterion.name for criterion in table.criteria] == ["Quality"]
    assert asked(table)[-1] == ("C2:C3", "not recognised as part of the table")


def test_a_number_that_no_currency_reaches_is_no_price():
    rows: list[list[Value]] = [["Item", "Quantity", "Alder", "", "Birch", ""],
                               ["", "", "Unit price", "Amount", "Unit price", "Amount"],
                               ["Work", 2.0, 4.0, 1e308, 5.0, 10.0], ["Care", 3.0, 4.0, 12.0, 5.0, 15.0]]  # fmt: skip
    table = only_table(sheet_of(rows), SheetView(kind="prices"))
    assert [line.amount for line in table.lines] == [None, 10.0, 12.0, 15.0]
    assert [cell for cell, said in asked(table) if said.endswith("is no price; the line stays open")] == ["D3"]
