"""Which column names the vendors: never one of results, and codes where there is nothing else."""

from __future__ import annotations

import pytest

from outsource_desk.importers.sheets.words import direction_of_measure, is_vendor_title
from outsource_desk.importers.spreadsheet import read_spreadsheet


@pytest.fixture
def read(tmp_path):
    def read(*lines: str):
        path = tmp_path / "Vendors.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_spreadsheet(path)

    return read


def test_a_column_of_scores_of_suppliers_never_names_them(read):
    (table,) = read(
        "supplier_id,lead_time_score,cost_score,supplier_score,rank", "S018,100,78.2,89.1,1", "S004,38.4,100,69.2,2"
    ).tables
    assert [vendor.name for vendor in table.vendors] == ["S018", "S004"]
    assert [criterion.name for criterion in table.criteria] == ["lead_time_score", "cost_score"]


def test_codes_name_vendors_only_where_no_name_does(read):
    (table,) = read("vendor_id,vendor,price,quality", "V1,Alder,100,4", "V2,Birch,120,5").tables
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch"]


def test_vendors_that_are_numbered_in_the_sheet_keep_their_numbers(read):
    (table,) = read("Vendor,Price,Quality", "1,100,4", "2,120,5").tables
    assert [vendor.name for vendor in table.vendors] == ["1", "2"]


@pytest.mark.parametrize(
    "title", ["Supplier score", "vendor_risk", "Supplier rank", "Vendor total", "Number of vendors"]
)
def test_what_is_about_vendors_is_no_title_of_their_names(title):
    assert not is_vendor_title(title)


def test_nobody_can_tell_whether_a_high_score_of_a_risk_is_good():
    assert direction_of_measure("risk_score") is None
    assert direction_of_measure("quality_score") == "max"
