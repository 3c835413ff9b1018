"""What only a whole column shows, by itself and in tables that are read."""

import pytest
from openpyxl import Workbook

from outsource_desk.importers.cells import Moment, decide_column, odd_fractions, read_score
from outsource_desk.importers.sheets.grid import Sheet
from outsource_desk.importers.spreadsheet import read_spreadsheet
from outsource_desk.importers.tables import read_sheet


def table_of(*rows):
    sheet = Sheet("Sheet1", rows=[(number, list(row)) for number, row in enumerate(rows, start=1)])
    ((table,), _) = read_sheet(sheet)
    return table


def cells(table):
    return {score.cell: (score.value, "ask" in score.flags) for score in table.scores}


@pytest.mark.parametrize(
    ("texts", "decimal", "is_mixed"),
    [
        (["1,5", "2,25"], ",", False),
        (["1.5", "1,234"], ".", False),
        (["1,234", "2,500,000"], ".", False),
        (["1.234", "€ 2.500.000"], ",", False),
        (["€1.234,50", "99.000"], ",", False),
        (["1,234", "5,678"], None, False),
        (["1,5", "1.5"], None, True),
        (["1.234,50", "1,234.50"], None, True),
        (["12", "14"], None, False),
        (["31.12.2026", "1.2.3", "tbd"], None, False),
    ],
)
def test_the_cells_of_a_column_settle_the_decimal_sign(texts, decimal, is_mixed):
    decision = decide_column(texts)

    assert (decision.decimal, decision.is_mixed) == (decimal, is_mixed)


def test_the_column_settles_the_sign_before_the_sheet_does():
    assert decide_column(["1,5", "1.234"], decimal=".").decimal == ","
    assert decide_column(["1,234"], decimal=".").decimal == "."


@pytest.mark.parametrize(
    ("texts", "day_first", "has_both"),
    [
        (["31/12/2026", "03/04/2026"], True, False),
        (["12/31/2026", "03/04/2026"], False, False),
        (["31/12/2026", "12/31/2026"], None, True),
        (["03/04/2026", "31.12.2026"], None, False),
    ],
)
def test_days_vote_for_their_order(texts, day_first, has_both):
    decision = decide_column(texts)

    assert (decision.day_first, decision.has_both_orders) == (day_first, has_both)
    assert decision.hints.day_first == day_first


def test_currencies_dashes_and_kinds_of_numbers_are_counted():
    decision = decide_column(["€5", "$6", "-", "7 %", 8.0, True, Moment("2026-01-01"), ""], currencies=["CHF"])

    assert decision.currencies == ("EUR", "USD", "CHF")
    assert (decision.dashes, decision.has_percents, decision.has_plain_numbers) == (1, True, True)
    assert "mixed_currencies" in decision.checked(read_score("€5")).flags


def test_a_lone_fraction_among_points_is_odd_and_one_among_averages_is_not():
    assert odd_fractions({4.0, 3.5, 0.8}) == {0.8}
    assert odd_fractions({4.0, 3.67, 0.8}) == odd_fractions({0.2, 0.3, 0.5}) == odd_fractions({0.5, 4.0}) == set()


def test_two_decimal_signs_in_one_column_are_asked_and_other_columns_are_not():
    table = table_of(
        ["Supplier", "Price", "Quality", "Service"],
        ["Alder", "1.234,50", "3,5", 4.0],
        ["Birch", "2,500.00", "4,5", 5.0],
    )

    assert cells(table) == {
        "B2": (1234.5, True), "C2": (3.5, False), "D2": (4, False),
        "B3": (2500, True), "C3": (4.5, False), "D3": (5, False),
    }  # fmt: skip


def test_the_neighbours_settle_what_a_lone_mark_means():
    table = table_of(["Supplier", "Price", "Quality"], ["Alder", "1.234", "3,5"], ["Birch", "2.500", "4,5"])

    assert [score.value for score in table.scores] == [1234, 3.5, 2500, 4.5]
    assert not any(asked for _, asked in cells(table).values())


def test_nobody_settles_a_lone_mark_and_it_is_asked():
    table = table_of(["Supplier", "Price", "Quality"], ["Alder", "1,234", 3.0], ["Birch", "2,500", 4.0])

    assert cells(table)["B2"] == (1234, True)
    assert [problem.cell for problem in table.problems if "thousands or decimals" in problem.reason] == ["B2", "B3"]


def test_mixed_currencies_are_asked_also_for_the_plain_numbers_among_them():
    table = table_of(
        ["Supplier", "Price", "Quality"],
        ["Alder", "€1,200.00", 3.0],
        ["Birch", "£1,250.00", 4.0],
        ["Cedar", 900.0, 5.0],
    )

    assert [cells(table)[cell] for cell in ("B2", "B3", "B4")] == [(1200, True), (1250, True), (900, True)]
    assert {"“900” stands among amounts in other currencies"} <= {problem.reason for problem in table.problems}


def test_currencies_of_formats_count_as_well(tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["Supplier", "Price", "Travel", "Quality"], ["Alder", 1200, 80, 4], ["Birch", 1300, 90, 5]):
        sheet.append(row)
    sheet["B2"].number_format, sheet["B3"].number_format = "[$€-407] #,##0", '"£"#,##0'
    sheet["C2"].number_format = sheet["C3"].number_format = "#,##0 [$€-407]"
    workbook.save(tmp_path / "Bids.xlsx")
    (table,) = read_spreadsheet(tmp_path / "Bids.xlsx").tables

    assert [cells(table)[cell] for cell in ("B2", "B3", "C2", "D2")] == [
        (1200, True), (1300, True), (80, False), (4, False)
    ]  # fmt: skip
    assert [criterion.unit for criterion in table.criteria] == ["", "EUR", ""]


def test_typing_errors_never_become_numbers():
    table = table_of(
        ["Supplier", "Price", "Quality"], ["Alder", "$9,093,272,70", "1.2O0"], ["Birch", 9000000.0, "12..5"],
        ["Cedar", 8000000.0, 4.0], ["Dogwood", 7000000.0, 5.0],
    )  # fmt: skip

    assert [cells(table)[cell] for cell in ("B2", "C2", "C3")] == [(None, True)] * 3
    assert "“$9,093,272,70” is mistyped; which number is meant?" in {each.reason for each in table.problems}


def test_per_cent_among_plain_numbers_is_asked_where_it_is_the_rarer_kind():
    table = table_of(
        ["Supplier", "Uptime", "Quality"], ["Alder", "99%", 3.0], ["Birch", "98.5%", 4.0], ["Cedar", "97", 5.0]
    )

    assert [cells(table)[cell] for cell in ("B2", "B3", "B4")] == [(99, False), (98.5, False), (97, True)]


def test_a_fraction_among_points_is_asked_and_a_column_of_fractions_once():
    table = table_of(
        ["Supplier", "Quality", "Innovation"], ["Alder", 4.0, 0.25], ["Birch", 0.8, 0.5], ["Cedar", 5.0, 0.75]
    )

    assert [cells(table)[cell] for cell in ("B2", "B3", "B4")] == [(4, False), (0.8, True), (5, False)]
    asked = [problem.reason for problem in table.problems if "between 0 and 1" in problem.reason]
    assert asked == ["the values of “Innovation” lie between 0 and 1: are they shares of one, or points?"]


def test_in_a_list_of_scores_each_criterion_settles_its_own_signs():
    table = table_of(
        ["Vendor", "Criterion", "Score"],
        ["Alder", "Price", "1.234,50"], ["Birch", "Price", "2,500.00"],
        ["Alder", "Quality", "3,5"], ["Birch", "Quality", "1.2O0"],
    )  # fmt: skip

    assert table.orientation == "long"
    assert cells(table) == {"C2": (1234.5, True), "C3": (2500, True), "C4": (3.5, False), "C5": (None, True)}


def test_in_a_list_of_scores_per_cent_count_in_per_cent():
    sheet = Sheet(
        "Sheet1",
        rows=[(1, ["Vendor", "Criterion", "Score"]), (2, ["Alder", "Uptime", 0.99]), (3, ["Birch", "Uptime", 0.985])],
        percents={(2, 3), (3, 3)},
    )
    ((table,), _) = read_sheet(sheet)

    assert [score.value for score in table.scores] == [99, 98.5]


def test_units_are_kept_and_several_in_one_column_are_asked():
    table = table_of(
        ["Supplier", "Delivery", "Set-up", "Quality"],
        ["Alder", "5 days", "2 weeks", 3.0],
        ["Birch", "7 Tage", "10 days", 4.0],
    )

    assert [criterion.unit for criterion in table.criteria] == ["days", "", ""]
    assert cells(table) == {
        "B2": (5, False), "C2": (2, True), "D2": (3, False),
        "B3": (7, False), "C3": (10, True), "D3": (4, False),
    }  # fmt: skip


def test_a_unit_that_only_one_of_many_numbers_has_is_asked():
    table = table_of(
        ["Supplier", "Quality", "Delivery"], ["Alder", 5.0, "5 days"], ["Birch", "4s", 7.0], ["Cedar", 3.0, "9 days"]
    )

    assert cells(table) == {
        "B2": (5, False), "C2": (5, False), "B3": (4, True), "C3": (7, False), "B4": (3, False), "C4": (9, False)
    }  # fmt: skip


def test_a_word_among_numbers_is_asked_and_what_is_included_in_a_price_may_cost_nothing():
    table = table_of(
        ["Supplier", "Price", "Quality"], ["Alder", 1200.0, 4.0], ["Birch", "included", 5.0],
        ["Cedar", "no bid", "see note"], ["Dogwood", 1100.0, 3.0],
    )  # fmt: skip

    assert [cells(table)[cell] for cell in ("B3", "B4", "C4")] == [(0, True), (None, False), (None, True)]
    reasons = {problem.reason for problem in table.problems}
    assert "“included” is no amount; does it cost nothing more?" in reasons
    assert "“see note” is no number, as the values around it are" in reasons


def test_words_and_signs_of_a_scale_are_levels_in_every_language():
    table = table_of(
        ["Kryterium", "Waga", "Alder", "Birch"], ["Cena", 40.0, "wysoka", "bardzo niska"], ["Jakość", 60.0, "◕", "○"]
    )

    assert {score.text for score in table.scores} == {"wysoka", "bardzo niska", "◕", "○"}
    assert not any(asked for _, asked in cells(table).values())


@pytest.mark.parametrize("word", ["Must", "pass/fail", "Ausschlusskriterium", "obligatorio"])
def test_what_must_be_among_weights_in_numbers_is_asked_and_the_weights_stay(word):
    table = table_of(
        ["Criterion", "Weight", "Alder", "Birch"],
        ["Price", 40.0, 5.0, 4.0], ["Quality", 35.0, 3.0, 5.0], ["Service", 25.0, 4.0, 3.0],
        ["ISO certificate", word, "yes", "no"],
    )  # fmt: skip

    assert [criterion.weight for criterion in table.criteria] == [40, 35, 25, None]
    assert table.criteria[3].priority == "must"
    assert any("is whoever fails one of these out?" in problem.reason for problem in table.problems)


def test_thousands_in_a_header_make_an_amount_and_no_scale_of_points():
    table = table_of(
        ["Lieferant", "Preis (T€)", "Qualität"],
        ["Ahorn", "1.234", 4.0],
        ["Birke", "1.500", 5.0],
        ["Ceder", "2O00", 3.0],
    )

    assert [(criterion.unit, criterion.maximum) for criterion in table.criteria] == [("T€", None), ("", 5)]
    assert [cells(table)[cell] for cell in ("B2", "B3", "B4")] == [(1234, True), (1500, True), (None, True)]


def test_fractions_in_a_list_of_scores_are_asked_once():
    table = table_of(
        ["Vendor", "Criterion", "Score"], ["Alder", "Uptime", 0.99], ["Birch", "Uptime", 0.95], ["Alder", "Price", 3.0]
    )

    assert [each.cell for each in table.problems if "between 0 and 1" in each.reason] == ["C2"]


def test_a_plain_number_among_several_units_is_asked():
    table = table_of(
        ["Criterion", "Weight", "Alder", "Birch", "Cedar"],
        ["Quality", 60, 3, 2, 4],
        ["Response time", 40, "4 h", "30 min", 6],
    )
    assert cells(table)["E3"] == (6, True)
