"""Columns that name a vendor and a criterion in one header."""

from __future__ import annotations

import pytest

from tests.importers.drawn import asked, criteria, table_of, tables_of, values, vendors


@pytest.mark.parametrize("sign", ["_", " - ", " – ", ": ", " / "])
def test_a_row_under_headers_of_vendor_and_criterion_holds_their_scores(sign):
    headers = "|".join(f"{vendor}{sign}{name}" for vendor in ("Alder", "Birch") for name in ("Price", "Quality"))
    table = table_of(f"{headers}\n3|4|5|2\n")
    assert (vendors(table), criteria(table)) == (["Alder", "Birch"], ["Price", "Quality"])
    assert values(table) == [[3, 4], [5, 2]]
    assert [each.cell for each in table.vendors] == ["A1", "C1"]


def test_letters_may_differ_and_criteria_may_come_first():
    table = table_of("price_Alder|quality_alder|price_birch|quality_Birch\n3|4|5|2\n")
    assert (vendors(table), criteria(table)) == (["Alder", "birch"], ["price", "quality"])
    assert values(table) == [[3, 4], [5, 2]]


def test_rows_of_evaluators_keep_whose_scores_they_are():
    table = table_of("""
    Evaluator|Alder_price|Alder_quality|Birch_price|Birch_quality
    Kim|3|4|5|2
    Lee|2|5|4|3
    """)
    assert [(s.vendor, s.criterion, s.evaluator, s.value) for s in table.scores][:4] == [
        ("Alder", "price", "Kim", 3), ("Alder", "quality", "Kim", 4),
        ("Birch", "price", "Kim", 5), ("Birch", "quality", "Kim", 2),
    ]  # fmt: skip
    assert table.accounted_cells == 15


def test_what_cannot_be_told_apart_is_no_crossing():
    tables = tables_of("""
    Vendor|2025_cost|2025_quality|2026_cost|2026_quality
    Alder|3|4|5|2
    Birch|2|5|4|3
    """)
    assert [vendors(table) for table in tables] == [["Alder", "Birch"]]


def test_score_and_weighted_score_are_two_ways_of_one_vendor():
    table = table_of("""
    Criterion|Weight|Alder – Score|Alder – Weighted|Birch – Score|Birch – Weighted
    Price|40|3|120|4|160
    Quality|60|5|300|4|240
    """)
    assert (vendors(table), values(table)) == (["Alder", "Birch"], [[3, 5], [4, 4]])


def test_missing_weights_and_directions_are_asked_about():
    assert asked(table_of("Alder_cost|Alder_team|Birch_cost|Birch_team\n3|4|5|2\n")) == ["A1", "A1"]
