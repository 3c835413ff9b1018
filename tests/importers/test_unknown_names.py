"""Criteria whose names say nothing: their values may be points or measures, so that is asked."""

from __future__ import annotations

from tests.importers.told import asked_cells, directions, table_in


def test_unknown_names_without_weights_are_asked_about(xlsx):
    rows = [["Supplier", "Waktu kirim hari", "Mutu", "Quality"], ["Alder", 7, 3, 4], ["Birch", 3, 2, 5]]
    table = table_in(xlsx(rows))
    assert directions(table) == [None, None, "max"]
    assert {"B1", "C1"} <= asked_cells(table)


def test_weights_or_a_total_say_that_values_are_points(xlsx):
    header = ["Supplier", "Look", "Feel", "Sound"]
    body = [["Alder", 4, 3, 2], ["Birch", 3, 5, 1]]
    weighted = table_in(xlsx([header, ["Weight", 2, 1, 1], *body]))
    summed = table_in(xlsx([[*header, "Total"], [*body[0], 9], [*body[1], 9]]))
    assert directions(weighted) == directions(summed) == ["max", "max", "max"]


def test_weighted_values_of_different_size_may_be_measures(xlsx):
    rows = [["Supplier", "Zorba", "Plim", "Quality"], ["Weight", 2, 1, 1], ["Alder", 40, 3, 4], ["Birch", 60, 5, 3]]
    table = table_in(xlsx(rows))
    assert directions(table) == [None, None, "max"]


def test_counts_beside_scores_are_no_points(xlsx):
    rows = [["vendor_id", "delivery_score", "quality_score", "sla_breach_count"],
            ["V1", 95, 90, 1], ["V2", 88, 85, 2], ["V3", 75, 70, 5]]  # fmt: skip
    table = table_in(xlsx(rows))
    assert [criterion.maximum for criterion in table.criteria] == [100, 100, None]
    assert directions(table) == ["max", "max", None]


def test_prices_that_may_be_points_are_no_amounts_only_because_quality_stands_beside_them(xlsx):
    rows = [["Criterion", "Alder", "Birch"], ["Price", 3, 4], ["Quality", 5, 3]]
    table = table_in(xlsx(rows))
    assert [criterion.maximum for criterion in table.criteria] == [5, 5]
    assert directions(table) == [None, "max"]
    assert "A2" in asked_cells(table)


def test_yes_and_no_in_numbers_lie_on_no_scale_of_points(xlsx):
    rows = [["Supplier", "Quality", "Service", "is_single_source"],
            ["Alder", 4, 3, 1], ["Birch", 3, 5, 0], ["Cedar", 5, 4, 1]]  # fmt: skip
    table = table_in(xlsx(rows))
    assert [criterion.maximum for criterion in table.criteria] == [5, 5, None]
    assert directions(table) == ["max", "max", None]


def test_a_weighted_matrix_of_zeros_and_ones_ends_at_one(xlsx):
    rows = [["Criterion", "Weight", "Alder", "Birch"], ["Certified", 60, 1, 0], ["Insured", 40, 1, 1]]
    assert {criterion.maximum for criterion in table_in(xlsx(rows)).criteria} == {1.0}


def test_the_scale_of_unknown_names_is_asked_about_too(xlsx):
    rows = [["Supplier", "Zorba", "Plim"], ["Alder", 4, 9], ["Birch", 3, 8]]
    assert "B2" in asked_cells(table_in(xlsx(rows)))
