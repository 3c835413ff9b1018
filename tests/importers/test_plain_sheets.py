"""Plain sheets in the layouts that everybody draws: each says exactly what was typed, in any language."""

from __future__ import annotations

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from outsource_desk.importers.tables import read_sheet
from tests.importers.drawn import asked, criteria, sheet_of, table_of, values, vendors, weights


@pytest.mark.parametrize("title", ["N.º", "Nº", "Lp.", "Nr.", "N°"])
def test_numbers_before_the_criteria_are_no_vendor(title):
    table = table_of(f"""
    {title} | Criterion | Weight | Alder | Birch
    1.1 | Quality | 60 | 4 | 3
    2.1 | Security | 40 | 5 | 2
    """)
    assert vendors(table) == ["Alder", "Birch"]


@pytest.mark.parametrize("title", ["Max points", "Puntos máximos", "Pontos máximos", "Punteggio massimo"])
@pytest.mark.parametrize(("tops", "expected"), [((9, 9), [None, None]), ((50, 50), [50, 50]), ((30, 20), [30, 20])])
def test_most_points_weigh_the_criteria_where_they_differ_or_make_a_whole(title, tops, expected):
    table = table_of(f"""
    Criterion | {title} | Alder | Birch
    Quality | {tops[0]} | 4 | 3
    Security | {tops[1]} | 5 | 2
    """)
    assert vendors(table) == ["Alder", "Birch"]
    assert weights(table) == expected
    assert [criterion.maximum for criterion in table.criteria] == list(tops)


def test_most_points_are_no_weights_where_words_say_what_a_criterion_weighs():
    table = table_of("""
    Criterion | Weight | Max points | Alder | Birch
    Quality | High | 50 | 40 | 30
    Security | Low | 50 | 50 | 20
    """)
    assert weights(table) == [None, None]
    assert "B1" in asked(table)


def test_comments_behind_the_last_of_several_blocks_cost_no_vendor():
    table = table_of("""
    | | Alder | | Birch | | Cedar | |
    Criterion | Weight | Score | Weighted | Score | Weighted | Score | Weighted | Comment
    Quality | 60 | 4 | 240 | 3 | 180 | 5 | 300 | see offer
    Security | 40 | 5 | 200 | 2 | 80 | 1 | 40 | agreed
    """)
    assert values(table) == [[4, 5], [3, 2], [5, 1]]
    assert asked(table) == []


def test_comments_behind_the_second_of_two_blocks_cost_no_scores():
    table = table_of("""
    | | Score | | Weighted score | |
    Criterion | Weight | Alder | Birch | Alder | Birch | Comment
    Quality | 60 | 4 | 3 | 240 | 180 | see offer
    Security | 40 | 5 | 2 | 200 | 80 | agreed
    """)
    assert values(table) == [[4, 5], [3, 2]]


def test_a_name_that_looks_like_an_amount_is_a_vendor():
    table = table_of("""
    Criterion | Weight | 3M | Accenture | IBM
    Quality | 60 | 4 | 3 | 1
    Security | 40 | 5 | 2 | 2
    """)
    assert vendors(table) == ["3M", "Accenture", "IBM"]


BIDS = """
    Item | Qty | {0} | | {1} | | {2} |
    | | Unit price | Total price | Unit price | Total price | Unit price | Total price
    Setup | 10 | 410 | 4100 | 500 | 5000 | 200 | 2000
    Licence | 5 | 390 | 1950 | 50 | 250 | 290 | 1450
"""
PRICES = """
    Price (EUR) | | |
    Item | {0} | {1} | {2}
    Setup | 4100 | 5000 | 2000
    Licence | 1950 | 250 | 1450
"""


@pytest.mark.parametrize("drawing", [BIDS, PRICES, PRICES.replace("}", "} (EUR)")])
@pytest.mark.parametrize("name", ["Umbrella Services", "3M", "Cedar Support"])
def test_bidders_that_are_called_like_a_measure_lose_no_prices(drawing, name):
    table = table_of(drawing.format("Alder", "Birch", name))
    assert table.kind == "prices"
    assert vendors(table) == ["Alder", "Birch", name]
    assert [line.amount for line in table.lines if line.vendor == name] == [2000, 1450]


@pytest.mark.parametrize("name", ["Delivery time", "Expected duration"])
def test_what_lines_are_measured_by_is_no_bidder(name):
    table = table_of(f"""
    Price (EUR) | | |
    Item | Alder | Birch | {name}
    Setup | 4100 | 5000 | 3
    Licence | 1950 | 250 | 5
    """)
    assert vendors(table) == ["Alder", "Birch"]


@pytest.mark.parametrize("title", ["Evaluator", "Avaliador", "Valutatore", "Oceniający", "Gutachter"])
def test_each_line_of_a_long_list_says_whose_score_it_is(title):
    table = table_of(f"""
    Vendor | Criterion | {title} | Score
    Alder | Quality | Kim | 4
    Alder | Quality | Lee | 3
    Birch | Quality | Kim | 5
    Birch | Quality | Lee | 2
    """)
    assert [(s.vendor, s.evaluator, s.value) for s in table.scores] == [
        ("Alder", "Kim", 4), ("Alder", "Lee", 3), ("Birch", "Kim", 5), ("Birch", "Lee", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("tax", ["VAT 20%", "MwSt. 19%", "TVA 20%", "IVA 22%"])
def test_a_tax_below_the_total_says_that_all_are_prices(tax):
    table = table_of(f"""
    Description | Alder | Birch
    Setup | 4100 | 5000
    Support | 1950 | 250
    Total | 6050 | 5250
    {tax} | 1210 | 1050
    """)
    assert (table.kind, vendors(table)) == ("prices", ["Alder", "Birch"])
    assert [line.amount for line in table.lines] == [4100, 5000, 1950, 250]


@pytest.mark.parametrize(
    "headers",
    ["Kennzahl | Zielwert | Istwert | Einheit", "Indicateur | Cible | Réel | Unité",
     "Indicador | Meta | Real | Unidade", "Indicatore | Obiettivo | Effettivo | Unità",
     "Wskaźnik | Cel | Wykonanie | Jednostka"],
)  # fmt: skip
def test_metrics_with_what_was_reached_are_metrics_in_any_language(headers):
    table = table_of(f"""
    {headers}
    Availability | 99 | 98 | %
    Satisfaction | 80 | 79 | %
    """)
    assert table.kind == "metrics"


def test_what_one_spends_with_suppliers_is_no_score():
    table = table_of("""
    Lieferant | Land | Ansprechpartner | E-Mail | Jahresumsatz
    Alder | DE | A. Meyer | a@example.com | 49000
    Birch | FR | B. Meyer | b@example.com | 78000
    """)
    assert (table.kind, vendors(table)) == ("vendors", ["Alder", "Birch"])


def test_a_second_score_of_the_same_place_in_a_long_list_is_asked_about():
    table = table_of("""
    Vendor | Criterion | Score
    Alder | Quality | 4
    Alder | Quality | 3
    Birch | Quality | 2
    """)
    assert asked(table) == ["C3"]


def test_weights_in_another_table_are_named_and_not_taken_over(xlsx):
    rows = [["Criterion", "Weight"], ["Quality", 60], ["Security", 40], [],
            ["Criterion", "Alder", "Birch"], ["Quality", 4, 3], ["Security", 5, 2]]  # fmt: skip
    _, table = read_spreadsheet(xlsx(rows)).tables
    assert weights(table) == [None, None]
    assert any("stand in “Sheet1” A1:B3 and are not taken over" in problem.reason for problem in table.problems)


def test_weights_in_words_tell_which_way_a_table_runs():
    table = table_of("""
    | Gewichtung | Alder | Birch | Cedar
    Preis | Hoch | 4 | 3 | 1
    Lieferzeit | Niedrig | 5 | 2 | 2
    Auftreten | Mittel | 5 | 2 | 2
    """)
    assert vendors(table) == ["Alder", "Birch", "Cedar"]


def test_a_group_weighs_what_its_hidden_rows_weigh_too():
    sheet = sheet_of("""
    Criterion | Weight | Alder | Birch
    Commercial | 60 | |
    Quality | 40 | 4 | 3
    Price | 20 | 4 | 3
    Technical | 40 | |
    Team | 40 | 5 | 2
    """)
    sheet.hidden_rows = {4}
    (table,), _ = read_sheet(sheet)
    assert criteria(table) == ["Quality", "Team"]
    assert [criterion.group for criterion in table.criteria] == ["Commercial", "Technical"]


def test_a_weighted_sum_is_no_criterion_though_a_hidden_row_is_part_of_it():
    table = table_of("""
    Kryterium | Waga | Alder | Birch
    Jakość | 60 | 4 | 3
    Referencje | 20 | 5 | 2
    Suma ważona | 100 | 485 | 500
    """)
    assert criteria(table) == ["Jakość", "Referencje"]
