"""What stands below and beside the vendors and is none: notes, signatures, statistics."""

from __future__ import annotations

import pytest

from tests.importers.drawn import criteria, table_of, values, vendors

NOTES = [
    "* not audited||", "(1) Late bid||", "1) Late bid||", "[2] see annex||", "† on request||", "Source: RFP 2026||",
    "Quelle: Ausschreibung||", "Fuente: licitación||", "Źródło: przetarg||", "Approved by:|M. Jones|", "Signed|____|",
    "Geprüft von|M. Maier|", "Date: 3 May||", "Fecha|3 de mayo|", "Page 1 of 1||", "Confidential||", "Nota: sin IVA||",
    "Uwaga: ceny netto||", "Legenda: 1 = ruim||", "Scale 1 to 5||", "Prepared by the purchasing office||",
]  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("gap", ["", "||\n"])
def test_notes_below_the_rows_of_vendors_are_no_vendors(note, gap):
    table = table_of(f"Vendor|Team|Quality\nAlder|3|5\nBirch|4|4\n{gap}{note}\n")
    assert (vendors(table), values(table)) == (["Alder", "Birch"], [[3, 5], [4, 4]])


@pytest.mark.parametrize("note", NOTES)
def test_notes_below_the_criteria_are_no_criteria(note):
    table = table_of(f"Criterion|Alder|Birch\nTeam|3|4\nQuality|5|4\n{note}\n")
    assert (vendors(table), criteria(table)) == (["Alder", "Birch"], ["Team", "Quality"])


def test_a_vendor_without_any_value_is_still_a_vendor():
    assert vendors(table_of("Vendor|Team|Quality\nAlder|3|5\nBirch|4|4\nCedar||\n")) == ["Alder", "Birch", "Cedar"]


def test_the_mark_of_a_footnote_is_no_part_of_a_name():
    table = table_of("Vendor|Team|Quality\nAlder*|3|5\nBirch ²|4|4\n* not audited||\n")
    assert vendors(table) == ["Alder", "Birch"]


@pytest.mark.parametrize("below", ["3||\n", "||\n3||\n"])
def test_a_lone_number_below_names_is_no_vendor(below):
    assert vendors(table_of(f"Vendor|Team|Quality\nAlder|3|5\nBirch|4|4\n{below}")) == ["Alder", "Birch"]


def test_a_vendor_with_a_number_for_a_name_may_have_no_points():
    assert vendors(table_of("Vendor|Team|Quality\n101|3|5\n102|4|4\n103||\n")) == ["101", "102", "103"]


STATISTICS = [
    ("Average", 3.5, 4.5), ("Median", 3.5, 4.5), ("Mittelwert", 3.5, 4.5), ("Moyenne", 3.5, 4.5), ("Media", 3.5, 4.5),
    ("Średnia", 3.5, 4.5), ("Std. dev.", 0.7, 0.7), ("Standardabweichung", 0.7, 0.7), ("Écart-type", 0.7, 0.7),
    ("Min", 3, 4), ("Max", 4, 5), ("Best", 4, 5), ("Worst", 3, 4), ("Bester", 4, 5), ("Meilleur", 4, 5),
    ("Best in class", 4, 5), ("Difference", 1, 1), ("Spread", 1, 1), ("Count", 2, 2), ("Benchmark", 3, 4),
    ("Target", 4, 4), ("Our estimate", 3, 3), ("Engineer's Estimate", 3, 3),
]  # fmt: skip


@pytest.mark.parametrize(("name", "first", "second"), STATISTICS)
@pytest.mark.parametrize("is_across", [True, False])
def test_statistics_and_benchmarks_are_no_vendors(name, first, second, is_across):
    drawing = f"Vendor|Team|Quality\nAlder|3|5\nBirch|4|4\n{name}|{first}|{second}\n"
    if is_across:
        drawing = f"Criterion|Alder|Birch|{name}\nTeam|3|4|{first}\nQuality|5|4|{second}\n"
    table = table_of(drawing)
    assert (vendors(table), criteria(table)) == (["Alder", "Birch"], ["Team", "Quality"])
    assert values(table) == [[3, 5], [4, 4]]


@pytest.mark.parametrize("name", ["Delta", "Best", "Range"])
def test_a_vendor_may_be_called_like_a_statistic_that_it_does_not_show(name):
    assert vendors(table_of(f"Vendor|Team|Quality\nAlder|3|5\nBirch|4|4\n{name}|2|5\n"))[-1] == name


def test_the_most_points_of_each_criterion_are_told_from_the_best_vendor():
    above = table_of("Vendor|Team|Quality\nMax points|40|60\nAlder|30|50\nBirch|40|60\n")
    assert [each.maximum for each in above.criteria] == [40, 60]
    below = table_of("Vendor|Team|Quality\nAlder|30|50\nBirch|40|60\nMax|40|60\n")
    assert "“Max”: a statistic of the vendors" in {left.why for left in below.derived}
