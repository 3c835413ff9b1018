"""Whose columns and rows they are: names beside placeholders, vendors who are out, and texts that name nobody."""

from __future__ import annotations

import pytest

from tests.importers.drawn import criteria, table_of, values, vendors
from tests.importers.told import asked

SCORES = """
    Team | 40 | 4 | 3 | 5
    Quality | 35 | 3 | 5 | 4
    Support | 25 | 5 | 4 | 3
    Weighted score | | 390 | 395 | 415
"""


@pytest.mark.parametrize("name", ["Vendor", "Bieter", "Proveedor"])
def test_names_above_placeholders_are_the_vendors(name):
    table = table_of(f"""
    | | Alder GmbH | Birch Ltd | Cedar SA
    Criterion | Weight | {name} A | {name} B | {name} C{SCORES}
    """)
    assert vendors(table) == ["Alder GmbH", "Birch Ltd", "Cedar SA"]
    assert [scores[0] for scores in values(table)] == [4, 3, 5]


@pytest.mark.parametrize("names", ["EUR | USD | GBP", "Base | Alternate | Premium", "yes | no | partly"])
def test_what_names_nobody_above_placeholders_leaves_them(names):
    table = table_of(f"""
    | | {names}
    Criterion | Weight | Vendor A | Vendor B | Vendor C{SCORES}
    """)
    assert vendors(table) == ["Vendor A", "Vendor B", "Vendor C"]


def test_a_vendor_who_is_out_is_a_vendor_without_scores():
    table = table_of("""
    Criterion | Weight | Alder | Birch | Cedar
    Team | 50 | 7 | DQ | 9
    Method | 30 | 6 | DQ | 6
    Total | 100 | 530 | DQ | 630
    """)
    assert vendors(table) == ["Alder", "Birch", "Cedar"]
    assert values(table) == [[7, 6], ["DQ", "DQ"], [9, 6]]
    assert {cell for cell, _ in asked(table)} == {"D2", "D3"}


def test_a_number_among_names_is_no_vendor():
    table = table_of("""
    Criterion | Weight | Alder | Birch | 3
    Team | 50 | 7 | 8 | 2
    Method | 30 | 6 | 9 | 1
    """)
    assert vendors(table) == ["Alder", "Birch"]
    assert ("E1", "“3” stands among names; is it a vendor?") in asked(table)


def test_a_guide_whose_marks_begin_beside_the_header_is_no_vendor():
    table = table_of("""
    Selection | | | | | Scoring guide |
    | | | | | 5 | Exceeds requirements
    Criteria | Weight | Alder | Birch | | 3 | Meets requirements
    Team | 5 | 4 | 3 | | 1 | Below requirements
    Method | 3 | 3 | 4 | | 0 | No response
    Total | | 29 | 27 | | |
    """)
    assert vendors(table) == ["Alder", "Birch"]


def test_a_sentence_between_the_rows_is_no_vendor():
    table = table_of("""
    Vendor | Team | Method | Total
    Alder, Inc. | 7 | 6 | 13
    clarification received 3 May | | |
    Birch & Co. (Berlin) | 5 | 9 | 14
    Cedar, Oak & Pine LLP | 9 | 6 | 15
    """)
    assert vendors(table) == ["Alder, Inc.", "Birch & Co. (Berlin)", "Cedar, Oak & Pine LLP"]
    assert not [cell for cell, _ in asked(table) if cell == "A3"]


def test_a_lone_name_between_the_rows_is_asked_about():
    table = table_of("""
    Vendor | Team | Method | Total
    Alder | 7 | 6 | 13
    Birch | | |
    Cedar | 5 | 9 | 14
    """)
    assert vendors(table) == ["Alder", "Birch", "Cedar"]
    assert ("A3", "only a name stands in the row of “Birch”; is it a vendor?") in asked(table)


def test_names_below_a_score_that_spans_them_are_the_vendors():
    table = table_of(
        """
    Critério | Peso | Nota | |
    | | Alfa Ltda. | Beta S.A. | Gama ME
    Capacidade | 3 | 8 | 9 | 7
    Prazo | 2 | 9 | 8 | 6
    """,
        ["C1:E1"],
    )
    assert vendors(table) == ["Alfa Ltda.", "Beta S.A.", "Gama ME"]
    assert values(table) == [[8, 9], [9, 8], [7, 6]]


def test_a_first_row_of_passes_is_no_second_header():
    table = table_of("""
    Criterion | Type | Alder | Birch | Cedar
    Insurance certificate | Pass/Fail | Pass | Pass | Fail
    Team | Scored | 30 | 35 |
    Method | Scored | 50 | 60 |
    Total | | 80 | 95 | Rejected
    """)
    assert vendors(table) == ["Alder", "Birch", "Cedar"]
    assert criteria(table) == ["Insurance certificate", "Team", "Method"]


def test_places_that_nobody_filled_in_are_no_vendors():
    table = table_of("""
    Criterion | Weight | Alder | Birch | Vendor 3 | Vendor 4
    Team | 60 | 4 | 3 | |
    Method | 40 | 3 | 5 | |
    Total | 100 | 360 | 380 | 0 | 0
    """)
    assert vendors(table) == ["Alder", "Birch"]


def test_a_first_row_of_letters_for_yes_and_no_is_no_second_header():
    table = table_of("""
    Requirement | MoSCoW | Weight | Alder | Birch
    Single sign on | Must | | Y | Y
    Audit log | Must | | Y | N
    Dashboards | Should | 3 | 2 | 3
    Mobile app | Could | 1 | 3 | 1
    """)
    assert criteria(table) == ["Single sign on", "Audit log", "Dashboards", "Mobile app"]


def test_the_highest_and_the_lowest_of_two_vendors_are_no_vendors():
    table = table_of("""
    Criteria | Max | Alder | Birch | High | Low
    Team | 60 | 36.4 | 31.2 | 36.4 | 31.2
    Method | 40 | 28.6 | 30 | 30 | 28.6
    """)
    assert vendors(table) == ["Alder", "Birch"]


def test_a_name_that_stands_once_for_several_evaluators_holds_for_all_their_rows():
    table = table_of("""
    Vendor | Evaluator | Team | Method
    Alder | Kim | 4 | 3
    | Lee | 5 | 3
    | Average | 4.5 | 3
    Birch | Kim | 3 | 5
    | Lee | 2 | 4
    | Average | 2.5 | 4.5
    """)
    assert vendors(table) == ["Alder", "Birch"]
    assert [(score.vendor, score.evaluator, score.value) for score in table.scores if score.criterion == "Team"] == [
        ("Alder", "Kim", 4), ("Alder", "Lee", 5), ("Birch", "Kim", 3), ("Birch", "Lee", 2),
    ]  # fmt: skip


def test_things_with_a_cost_and_a_score_are_compared_once_somebody_says_so():
    table = table_of("""
    Tool | Cost | Score
    Alder | 1200 | 8.5
    Birch | 900 | 7
    Cedar | 300 | 5.5
    """)
    assert vendors(table) == ["Alder", "Birch", "Cedar"]
    assert values(table) == [[1200, 8.5], [900, 7], [300, 5.5]]
    assert ("A2", "nothing says that “Alder” and the others are vendors; are they?") in asked(table)


@pytest.mark.parametrize("title", ["Vendors", "Bidders", "VENDORS", "Scores"])
def test_a_title_over_the_names_of_the_vendors_is_no_vendor(title):
    table = table_of(
        f"""
    Criteria | Weight | {title} | |
    | | Alder | Birch | Cedar
    Team | 60 | 4 | 3 | 5
    Method | 40 | 3 | 5 | 2
    """,
        ["A1:A2", "B1:B2", "C1:E1"],
    )
    assert vendors(table) == ["Alder", "Birch", "Cedar"]


@pytest.mark.parametrize(("first", "second"), [("Panel member", "Question"), ("Reviewer", "Criterion")])
def test_criteria_that_each_evaluator_scores_once_are_the_same(first, second):
    table = table_of(f"""
    {first} | {second} | Alder | Birch
    Kim | Approach | 4 | 3
    Kim | Team | 5 | 4
    Lee | Approach | 3 | 3
    Lee | Team | 4 | 5
    Average | Approach | 3.5 | 3
    Average | Team | 4.5 | 4.5
    """)
    assert criteria(table) == ["Approach", "Team"]
    assert [(score.evaluator, score.value) for score in table.scores if score.vendor == "Alder"] == [
        ("Kim", 4), ("Kim", 5), ("Lee", 3), ("Lee", 4),
    ]  # fmt: skip
