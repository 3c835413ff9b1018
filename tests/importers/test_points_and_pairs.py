"""Points up to the weight, pairs that are compared, tables for lots, and names with a cost in them."""

from __future__ import annotations

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.told import maxima, table_in, vendors


def test_points_that_are_added_up_as_they_stand_go_up_to_their_weight(xlsx):
    rows = [["Kryterium", "Waga", "Oferent A", "Oferent B"], ["Cena", "60%", 45, 60], ["Termin", "20%", 20, 15],
            ["Jakość", "20%", 18, 20], ["Razem", "100%", 83, 95]]  # fmt: skip
    table = table_in(xlsx(rows))
    assert maxima(table) == [60, 20, 20]
    assert any("each weight is taken as the most points too" in problem.reason for problem in table.problems)


def test_small_points_under_large_weights_stay_on_their_own_scale(xlsx):
    rows = [["Criterion", "Weight", "Alder", "Birch"], ["Look", 60, 4, 5], ["Feel", 40, 3, 2], ["Total", None, 7, 7]]
    assert maxima(table_in(xlsx(rows))) == [5, 5]


def test_pairs_of_criteria_compare_no_vendors(xlsx):
    rows = [
        [None, "Price", "Quality", "Service"],
        ["Price", 1, 3, 5],
        ["Quality", 0.33, 1, 2],
        ["Service", 0.2, 0.5, 1],
    ]
    assert read_spreadsheet(xlsx(rows)).tables == ()


def test_tables_of_two_lots_with_the_same_criteria_stay_apart(xlsx):
    rows = [["Lot 1", None, None, None, "Lot 2"], ["Criterion", "Alder", "Birch", None, "Criterion", "Cedar", "Elm"],
            ["Quality", 4, 3, None, "Quality", 2, 5], ["Service", 5, 4, None, "Service", 3, 3]]  # fmt: skip
    tables = read_spreadsheet(xlsx(rows)).tables
    assert [[vendor.name for vendor in table.vendors] for table in tables] == [["Alder", "Birch"], ["Cedar", "Elm"]]


def test_what_is_missing_makes_no_criterion_one_of_words(xlsx):
    rows = [
        ["Criterion", "Weight", "Alder", "Birch", "Cedar"],
        ["Quality", 60, 8, 7, 9],
        ["Team", 40, "7", "tbd", "n/a"],
    ]
    table = table_in(xlsx(rows))
    assert [criterion.direction for criterion in table.criteria] == ["max", "max"]
    assert [score.value for score in table.scores if score.criterion == "Team"] == [7, None, None]


def test_a_number_without_a_weight_under_no_weighted_group_is_asked_about(xlsx):
    rows = [["Facts", None, "Technical", None], ["Vendor", "Tier", "Quality", "Team"], ["Weight", None, 60, 40],
            ["Alder", 1, 4, 3], ["Birch", 2, 3, 5]]  # fmt: skip
    reasons = [problem.reason for problem in table_in(xlsx(rows)).problems if problem.severity == "ask"]
    assert any("without a weight: “Tier”" in reason for reason in reasons)


@pytest.mark.parametrize(
    ("name", "direction"),
    [("Delivery reliability", "max"), ("Delivery time", "min"), ("Cost savings", "max"), ("Quality cost", "min"),
     ("Performance of delivery", "max"), ("Price competitiveness", None), ("Cost control", None),
     ("Security incidents", "min"), ("Price per unit", "min"), ("Total cost", "min")],
)  # fmt: skip
def test_the_main_word_of_a_measure_tells_its_direction(xlsx, name, direction):
    rows = [["Supplier", name, "Spend EUR"], ["Alder", 812, 1000], ["Birch", 640, 2000]]
    assert table_in(xlsx(rows)).criteria[0].direction == direction


def test_a_vendor_with_ranges_and_words_is_kept(xlsx):
    rows = [["Criterion", "Weight", "Alder", "Birch"], ["Delivery time (weeks)", 30, "4-6", 5],
            ["Quality", 40, "High", "Medium"], ["Price (EUR)", 30, "included", 12500]]  # fmt: skip
    assert vendors(table_in(xlsx(rows))) == ["Alder", "Birch"]


def test_remarks_and_spelt_out_codes_are_no_vendors(xlsx):
    rows = [["Ref", "Requirement", "M/O", "Alder", "Alder remarks", "Birch", "Birch remarks"],
            ["1.1", "Encrypt at rest", "M", "C", "AES", "PC", "roadmap"],
            ["1.2", "Support", "O", "NC", None, "C", None], ["1.3", "Hosting", "M", "C", None, "C", None]]  # fmt: skip
    assert vendors(table_in(xlsx(rows))) == ["Alder", "Birch"]


def test_the_rank_of_a_vendor_is_no_vendor(xlsx):
    rows = [["Criterion", "Weight", "Alder", "Alder rank", "Birch", "Birch rank"], ["Quality", 60, 4, 1, 3, 2],
            ["Service", 40, 2, 2, 5, 1]]  # fmt: skip
    assert vendors(table_in(xlsx(rows))) == ["Alder", "Birch"]


def test_options_without_a_title_before_them_run_across(xlsx):
    rows = [[None, "Option 1: Build", "Option 2: Buy", "Option 3: Outsource"], ["Cost (k$)", 450, 300, 280],
            ["Time (months)", 18, 6, 9], ["Fit (1-5)", 5, 3, 2]]  # fmt: skip
    assert vendors(table_in(xlsx(rows))) == ["Option 1: Build", "Option 2: Buy", "Option 3: Outsource"]


def test_letters_behind_scores_name_vendors_and_their_weighted_copies_are_results(xlsx):
    rows = [["Kriterien", "Gewicht", "Bewertung A", "Bewertung B", "Nutzwert A", "Nutzwert B"],
            ["Preis", 50, 8, 6, 400, 300], ["Qualität", 50, 7, 9, 350, 450],
            ["Summe", 100, None, None, 750, 750]]  # fmt: skip
    assert vendors(table_in(xlsx(rows))) == ["Bewertung A", "Bewertung B"]


def test_the_most_points_in_brackets_end_the_scale(xlsx):
    rows = [["Vendor", "Tech score (max 70)", "Financial score (max 30)"], ["Alder", 60, 25], ["Birch", 58, 30]]
    assert maxima(table_in(xlsx(rows))) == [70, 30]


def test_a_difference_with_its_sign_is_no_vendor(xlsx):
    rows = [
        ["Criterion", "Weight", "Alder", "Birch", "Difference"],
        ["Quality", 60, 4, 3, 1],
        ["Service", 40, 2, 5, -3],
    ]
    assert vendors(table_in(xlsx(rows))) == ["Alder", "Birch"]


def test_what_is_a_must_is_no_vendor(xlsx):
    rows = [["Criterion", "Must have?", "Alder", "Birch"], ["SSO", "yes", "yes", "no"], ["Audit", "no", "yes", "yes"]]
    assert vendors(table_in(xlsx(rows))) == ["Alder", "Birch"]


def test_a_row_of_answers_heads_no_table(xlsx):
    rows = [[None, "Alder", "Birch", "Cedar"], ["Annual revenue (M€)", 120, 45, 300], ["Employees", 800, 300, 2500],
            ["ISO 9001", "yes", "yes", "no"], ["Price per unit (€)", 12.5, 11.9, 14]]  # fmt: skip
    assert vendors(table_in(xlsx(rows))) == ["Alder", "Birch", "Cedar"]


def test_letters_of_vendors_stay_where_roles_are_taken_off(xlsx):
    rows = [["Item", "Vendor A unit price", "Vendor A total", "Vendor B unit price", "Vendor B total", "Qty"],
            ["Laptop", 900, 9000, 950, 9500, 10], ["Dock", 120, 1200, 110, 1100, 10]]  # fmt: skip
    assert vendors(table_in(xlsx(rows))) == ["Vendor A", "Vendor B"]
