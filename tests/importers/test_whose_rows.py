"""Whose values rows and columns hold: vendors by their codes, offers of one vendor, and what only looks like one."""

from __future__ import annotations

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.told import asked_cells, table_in, vendors


@pytest.mark.parametrize("codes", [["S1", "S2", "S3"], [1, 2, 3]])
def test_codes_of_vendors_name_the_rows_rather_than_lots(xlsx, codes):
    rows = [["bid_id", "supplier_id", "lot", "annual_fee", "quality"]]
    rows += [[f"B{at}", code, "Service desk", 90 + at, 4] for at, code in enumerate(codes)]
    assert vendors(table_in(xlsx(rows))) == [str(code) for code in codes]


def test_a_list_without_any_number_is_of_vendors_by_their_codes(xlsx):
    rows = [["vendor_id", "name", "review", "soc2", "notes"],
            ["V-1", "Alder", "2026-02-14", "Yes", "fine"], ["V-2", "Birch", "2025-10-09", "No", "old"]]  # fmt: skip
    table = table_in(xlsx(rows))
    assert table.kind == "vendors"
    assert vendors(table) == ["Alder", "Birch"]


@pytest.mark.parametrize("title", ["nombre", "nome", "nom", "Naam"])
def test_names_in_other_languages_are_of_vendors_by_their_codes(xlsx, title):
    rows = [
        ["proveedor_id", title, "telefono", "ciudad"],
        [1, "Alder", 310555100, "Lima"],
        [2, "Birch", 310555101, "Cali"],
    ]
    table = table_in(xlsx(rows))
    assert (table.kind, vendors(table)) == ("vendors", ["Alder", "Birch"])


def test_offers_of_the_same_vendors_are_no_further_vendors(xlsx):
    rows = [["supplier_name", "sku", "unit_price", "lead_time_days", "quality_rating"],
            ["Alder", "K-1", 12.5, 14, 4.6], ["Alder", "K-2", 3.2, 10, 4.4],
            ["Birch", "K-1", 10.9, 21, 4.0], ["Birch", "K-3", 1.75, 18, 3.9]]  # fmt: skip
    assert vendors(table_in(xlsx(rows))) == ["Alder", "Birch"]


def test_a_vendor_that_stands_twice_among_others_is_asked_about(xlsx):
    rows = [["Supplier", "Quality"], ["Alder", 4], ["Birch", 3], ["Cedar", 5], ["Alder", 2], ["Elm", 1], ["Fir", 5]]
    table = table_in(xlsx(rows))
    assert "A5" in asked_cells(table)


def test_rows_that_nothing_calls_vendors_are_asked_about(xlsx):
    rows = [[None, "rating", "training score"], ["Emp_1", 3, 55], ["Emp_2", 2, 47]]
    table = table_in(xlsx(rows))
    assert "A2" in asked_cells(table)


def test_a_column_called_like_a_measure_is_asked_about(xlsx):
    rows = [["Criterion", "Weight", "Impact"], ["Brand", 1, 1], ["Screen", 2, 0], ["Price", 3, 1]]
    assert "C1" in asked_cells(table_in(xlsx(rows)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [(["cost", "benefit", "benefit"], ["min", "max", "max"]), ([-1, 1, 1], ["min", "max", "max"]),
     (["-", "+", "+"], ["min", "max", "max"]), (["min", "max", "max"], ["min", "max", "max"])],
)  # fmt: skip
def test_a_column_that_can_only_mean_directions_says_them_under_any_header(xlsx, words, expected):
    rows = [["Criterion", "Weight", "Atribut"], ["Zorba", 25, words[0]], ["Plim", 20, words[1]], ["Kora", 55, words[2]]]
    table = table_in(xlsx(rows))
    assert vendors(table) == []
    assert [criterion.direction for criterion in table.criteria] == expected


def test_signs_are_no_names(xlsx):
    rows = [["Weights", "Impacts"], [0.3, "+"], [0.5, "+"], [0.2, "-"]]
    assert read_spreadsheet(xlsx(rows)).tables == ()


def test_places_and_tax_numbers_are_no_criteria(xlsx):
    rows = [["Supplier", "CUIT", "lat", "lon", "Quality"], ["Alder", 20304050607, 48.1, 11.6, 4],
            ["Birch", 27336699001, 52.5, 13.4, 3]]  # fmt: skip
    assert [criterion.name for criterion in table_in(xlsx(rows)).criteria] == ["Quality"]


def test_an_amount_per_year_is_a_criterion_and_a_year_is_none(xlsx):
    rows = [["Supplier", "Volume EUR per year", "Founding year", "Quality"], ["Alder", 185000, 1999, 4],
            ["Birch", 62000, 2004, 3]]  # fmt: skip
    assert [criterion.name for criterion in table_in(xlsx(rows)).criteria] == ["Volume EUR per year", "Quality"]


def test_a_comparison_of_something_else_says_what_can_be_done(xlsx):
    rows = [["Model", "Zorba", "Plim"], ["B-1", 0.2, 418], ["R-2", 0.3, 478], ["D-3", 0.4, 256]]
    (left_out,) = read_spreadsheet(xlsx(rows)).sheets_left_out
    assert "read the sheet all the same" in left_out.why


def test_rows_with_a_metric_of_their_own_are_metrics_and_compare_nobody(xlsx):
    rows = [["sla_id", "vendor_name", "metric_name", "target_value", "current_value", "measurement_unit"],
            ["SLA-1", "Alder", "Response time", 200, 185, "ms"],
            ["SLA-2", "Birch", "Up time", 99.9, 99.2, "percent"]]  # fmt: skip
    table = table_in(xlsx(rows))
    assert (table.kind, table.criteria) == ("metrics", ())


def test_flags_among_facts_in_words_make_no_comparison(xlsx):
    rows = [["vendor_id", "vendor_name", "bank", "address", "category", "is_ghost"],
            ["V0", "Alder Ltd", "PK86", "81 Elm Road", "Spare parts", False],
            ["V1", "Birch Ltd", "PK43", "12 Oak Road", "Consulting", True]]  # fmt: skip
    assert table_in(xlsx(rows)).kind == "vendors"
