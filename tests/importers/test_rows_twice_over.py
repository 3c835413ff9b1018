"""What stands in a sheet twice over: groups with their parts, subtotals, rounds, answers, totals by evaluator."""

from __future__ import annotations

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.drawn import criteria, table_of, values, vendors, weights
from tests.importers.told import asked, directions, maxima, table_in


def test_parts_of_most_points_are_not_counted_with_their_groups():
    table = table_of("""
    Criteria | Max points | Alder | Birch | Cedar
    (i) Experience | 10 | 8 | 7 | 9
    (ii) Methodology | 40 | 33 | 30 | 36
    Approach | 20 | 17 | 15 | 18
    Work plan | 20 | 16 | 15 | 18
    (iii) Key staff | 50 | 42 | 44 | 40
    Team leader | 30 | 25 | 27 | 24
    Engineer | 20 | 17 | 17 | 16
    Total technical score | 100 | 83 | 81 | 85
    Financial score | | 100 | 92.5 | 80
    """)
    assert criteria(table)[:5] == ["(i) Experience", "Approach", "Work plan", "Team leader", "Engineer"]
    assert [group.name for group in table.groups] == ["(ii) Methodology", "(iii) Key staff"]
    assert table.criteria[-1].group == ""  # below the total nothing belongs to a group above it


def test_groups_whose_parts_make_a_whole_each_are_no_criteria():
    table = table_of("""
    Criterion | Weight | Alder | Birch
    Technical | 60% | 3.9 | 4.1
    Architecture | 50% | 4 | 3
    Security | 30% | 3 | 5
    Integration | 20% | 5 | 5.5
    Commercial | 40% | 2.6 | 4.7
    Price | 70% | 2 | 5
    Terms | 30% | 4 | 4
    Total | | 3.38 | 4.34
    """)
    assert criteria(table) == ["Architecture", "Security", "Integration", "Price", "Terms"]
    assert directions(table) == ["max"] * 5
    assert not asked(table)


def test_a_final_mark_that_weighs_everything_is_no_criterion():
    table = table_of("""
    Critères | Pondération | Dupont SARL | Note pondérée | Martin SAS | Note pondérée
    Prix | 40% | 15 | 6 | 20 | 8
    Valeur technique | 50% | 18 | 9 | 12 | 6
    Délais | 10% | 14 | 1.4 | 16 | 1.6
    Note finale /20 | 100% | | 16.4 | | 15.6
    """)
    assert criteria(table) == ["Prix", "Valeur technique", "Délais"]
    assert directions(table) == ["max"] * 3


def test_a_total_may_stand_before_the_names_of_the_criteria():
    table = table_of("""
    Category | Criterion | Weight | Alder | Birch
    Technical | Architecture | 35 | 4 | 3
    | Security | 25 | 3 | 5
    Commercial | Price | 40 | 2 | 5
    Total | | 100 | 295 | 430
    """)
    assert criteria(table) == ["Architecture", "Security", "Price"]
    assert directions(table) == ["max"] * 3
    assert not asked(table)


def test_marks_times_weights_in_proportion_prove_that_points_are_added():
    table = table_of(
        """
    Question | Weighting % | Alder | | Birch |
    | | Score (0-5) | Weighted score | Score (0-5) | Weighted score
    Delivery | 25% | 5 | 25 | 4 | 20
    Price | 75% | 3 | 45 | 4 | 60
    """,
        ["C1:D1", "E1:F1"],
    )
    assert values(table) == [[5, 3], [4, 4]]
    assert directions(table) == ["max", "max"]


def test_subtotals_in_columns_are_left_out():
    table = table_of("""
    Vendor | Team | Method | Technical subtotal | Price | Terms | Commercial subtotal | Grand total
    Alder | 20 | 25 | 45 | 30 | 8 | 38 | 83
    Birch | 25 | 20 | 45 | 24 | 10 | 34 | 79
    Cedar | 18 | 22 | 40 | 28 | 5 | 33 | 73
    """)
    assert criteria(table) == ["Team", "Method", "Price", "Terms"]
    assert directions(table)[2] is None  # 30 of a total that adds “Team” may be points or money
    assert "E1" in {cell for cell, _ in asked(table)}


def test_rounds_over_the_vendors_are_no_vendors():
    table = table_of(
        """
    Criterion | Weight | Round 1 | | Round 2 |
    | | Alder | Birch | Alder | Birch
    Quality | 60 | 4 | 3 | 5 | 3
    Price | 40 | 3 | 4 | 4 | 4
    """,
        ["C1:D1", "E1:F1"],
    )
    assert vendors(table) == ["Alder", "Birch"]
    assert any("“Round 1” is taken as the score, and not “Round 2”" in why for _, why in asked(table))


def test_answers_beside_their_scores_are_no_vendors():
    table = table_of("""
    Requirement | Priority | Alder response | Alder score | Birch response | Birch score
    Single sign on | Must | F | 2 | P | 1
    Audit log | Must | P | 1 | F | 2
    Dark mode | Could | N | 0 | F | 2
    """)
    assert vendors(table) == ["Alder", "Birch"]
    assert values(table) == [[2, 1, 0], [1, 2, 2]]


@pytest.mark.parametrize("title", ["Minimum pass mark", "Minimum required", "Industry average", "Market average"])
def test_what_others_reach_or_must_reach_is_no_vendor(title):
    table = table_of(f"""
    Criterion | Weight | {title} | Alder | Birch
    Team | 60 | 36 | 50 | 45
    Method | 40 | 24 | 30 | 20
    """)
    assert vendors(table) == ["Alder", "Birch"]


def test_headings_of_the_chosen_are_no_vendors():
    table = table_of("""
    Supplier | Quality | Price | Score
    Shortlisted | | |
    Alder GmbH | 4 | 3 | 7
    Birch AG | 5 | 4 | 9
    Not shortlisted | | |
    Cedar KG | 2 | 3 | 5
    """)
    assert vendors(table) == ["Alder GmbH", "Birch AG", "Cedar KG"]


def test_a_name_with_a_legal_form_over_scores_is_their_vendor(xlsx):
    rows = [["Criterion", "Weight", "Score", "Weighted"], ["Team", 60, 4, 240], ["Price", 40, 3, 120]]
    table = table_in(xlsx([["Alder GmbH"], *rows]))
    assert vendors(table) == ["Alder GmbH"]
    assert values(table) == [[4, 3]]


def test_a_long_list_says_what_its_criteria_weigh_and_how_far_they_go():
    table = table_of("""
    Supplier | Criterion | Weight | Max score | Score | Weighted score
    Alder | Team | 0.6 | 20 | 17 | 10.2
    Alder | Plan | 0.4 | 10 | 5 | 2
    Birch | Team | 0.6 | 20 | 16 | 9.6
    Birch | Plan | 0.4 | 10 | 8 | 3.2
    """)
    assert weights(table) == [0.6, 0.4]
    assert maxima(table) == [20, 10]
    assert directions(table) == ["max", "max"]
    assert [criterion.weight_cell for criterion in table.criteria] == ["C2", "C3"]


def test_a_long_list_that_weighs_a_criterion_in_two_ways_is_asked_about():
    table = table_of("""
    Supplier | Criterion | Weight | Score
    Alder | Team | 0.6 | 7
    Alder | Plan | 0.4 | 5
    Birch | Team | 0.5 | 6
    Birch | Plan | 0.4 | 8
    """)
    assert weights(table) == [None, 0.4]
    assert ("C2", "“Weight” says different numbers of “Team”; which one holds?") in asked(table)


def test_a_sheet_of_the_evaluators_totals_is_left_out(xlsx):
    def sheet(*scores: int) -> list[list[object]]:
        return [["Criteria", "Max", "Alder", "Birch"], ["Team", 60, *scores[:2]], ["Price", 40, *scores[2:]]]

    summary = [["Vendor", "Evaluator 1", "Evaluator 2"], ["Alder", 73, 77], ["Birch", 69, 71]]
    sheets = {"Summary": summary, "Evaluator 1": sheet(43, 39, 30, 30), "Evaluator 2": sheet(45, 41, 32, 30)}
    reading = read_spreadsheet(xlsx(sheets))
    assert [table.sheet for table in reading.tables] == ["Evaluator 1", "Evaluator 2"]
    assert reading.sheets_left_out[0].why == "the sum of “Evaluator 1” and “Evaluator 2”, sheet by sheet"


def test_weights_in_a_part_of_their_own_are_no_scores():
    table = table_of("""
    Criterion | Alder | Birch
    Team | 4 | 3
    Method | 3 | 5
    WEIGHTS | |
    Team | 60 |
    Method | 40 |
    """)
    assert criteria(table) == ["Team", "Method"]
    assert values(table) == [[4, 3], [3, 5]]
    assert "A4" in {cell for cell, _ in asked(table)}


def test_points_below_a_title_of_weighted_ones_are_asked_about():
    table = table_of("""
    WEIGHTED SCORES
    Criterion | Alder | Birch
    Team | 240 | 180
    Method | 120 | 200
    """)
    assert ("B2", "“WEIGHTED SCORES” stands above; are these points, or points times weights?") in asked(table)


def test_totals_named_after_part_of_a_vendor_are_its_weighted_scores():
    table = table_of("""
    Criteria | Weight | Acme Co | Beta Co | Total Acme | Total Beta
    Team | 8 | 4 | 3 | 32 | 24
    Method | 6 | 5 | 4 | 30 | 24
    """)
    assert vendors(table) == ["Acme Co", "Beta Co"]
    assert values(table) == [[4, 5], [3, 4]]
