"""Points that people gave and raw measures in one table."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from outsource_desk.importers.reading import Table
from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.told import directions, maxima, only_table

JUDGED = [
    ["Payroll accuracy", 25, 4, 5, 3],
    ["Legal compliance", 20, 4, 5, 4],
    ["Data protection", 15, 3, 4, 4.5],
    ["Integration", 15, 5, 3, 4],
]
HEADER = ["Criterion", "Weight", "Alder", "Birch", "Cedar"]
PRICE = ["Total price 5 years (EUR)", 25, 2150000, 2480000, 1990000]


def notes(table: Table) -> list[tuple[str, str]]:
    return [(problem.cell, problem.reason) for problem in table.problems if problem.severity == "note"]


def asked(table: Table) -> list[str]:
    return [problem.cell for problem in table.problems if problem.severity == "ask"]


def turned(rows: list[list]) -> list[list]:
    return [list(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("is_turned", [False, True])
def test_one_price_leaves_the_points_their_scale(xlsx, is_turned):
    rows = [HEADER, *JUDGED, PRICE]
    rows[0] = ["Vendor" if is_turned else "Criterion", *HEADER[1:]]
    table = only_table(read_spreadsheet(xlsx(turned(rows) if is_turned else rows)))
    assert maxima(table) == [5, 5, 5, 5, None]
    assert directions(table) == ["max", "max", "max", "max", "min"]
    assert asked(table) == []
    assert [reason for _, reason in notes(table)] == [
        "the sheet names no scale; 0 to 5 is assumed for “Payroll accuracy”, “Legal compliance”, “Data protection” and "
        "“Integration”, the highest score is 5"
    ]


@pytest.mark.parametrize(("factor", "top"), [(1, 5), (2, 10), (20, 100)])
def test_the_scale_is_the_smallest_usual_one(xlsx, factor, top):
    rows = [[name, weight, *(factor * score for score in scores)] for name, weight, *scores in JUDGED]
    assert maxima(only_table(read_spreadsheet(xlsx([HEADER, *rows, PRICE])))) == [top] * 4 + [None]


def test_words_for_amounts_keep_small_numbers_raw(csv):
    text = (
        "Vendor,Accuracy,Compliance,Lead time (days),sku_count,Price score,Cost\n"
        "Alder,4,5,3,4,5,12000\nBirch,3,4,5,2,2,9000\n"
    )
    table = only_table(read_spreadsheet(csv(text)))
    assert maxima(table) == [5, 5, None, None, 5, None]
    assert directions(table) == ["max", "max", "min", None, "max", "min"]
    assert asked(table) == ["E1", "A1"]  # the criterion's cell, for the user's answer; no weights


def test_raw_measures_alone_are_not_judged(csv):
    text = (
        "Supplier,total_cost,avg_defect_rate,lead_time,sku_count,cost_share_pct\nS 1,15520,2,5,4,3\nS 2,9648,3,4,5,2\n"
    )
    assert maxima(only_table(read_spreadsheet(csv(text)))) == [None] * 5


def test_scores_by_name_are_out_of_a_hundred(csv):
    text = "Supplier,UnitCost,LeadTimeDays,ReliabilityScore,Quality\nA,1.2,30,94,92.5\nB,1.35,14,98,95\n"
    table = only_table(read_spreadsheet(csv(text)))
    assert maxima(table) == [None, None, 100, 100]
    assert directions(table) == ["min", "min", "max", "max"]


@pytest.mark.parametrize(
    "place",
    [
        [["Evaluation"], ["Status: draft 3 / 12.11.2026  Scale 0-10"], HEADER, *JUDGED, PRICE],
        [["Criterion (0-10)", *HEADER[1:]], *JUDGED, PRICE],
        [HEADER, *JUDGED, PRICE, [], ["0 = none, 10 = excellent"]],
        [HEADER, *JUDGED, PRICE, [], ["0 = none"], ["5 = fair"], ["10 = excellent"]],
    ],
)
def test_a_stated_scale_counts_wherever_it_stands(xlsx, place):
    table = only_table(read_spreadsheet(xlsx(place)))
    assert maxima(table) == [10, 10, 10, 10, None]
    assert directions(table) == ["max", "max", "max", "max", "min"]
    ((_, reason),) = notes(table)
    assert "is taken as the scale 0 to 10 of the criteria" in reason
    assert "“Total price 5 years (EUR)”" in reason


def test_a_legend_below_vendors_in_rows_is_no_vendor(xlsx):
    rows = [["Vendor", "Accuracy", "Support"], ["Alder", 3, 4], ["Birch", 2, 1], [], ["0 = none, 10 = excellent"]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch"]
    assert maxima(table) == [10, 10]


def test_a_scale_beside_a_name_is_that_criterions_own(xlsx):
    rows = [["Criterion", "Alder", "Birch"], ["Team (0-5)", 3, 4], ["Approach (1-10)", 4, 5], ["Price", 90000, 80000]]
    assert maxima(only_table(read_spreadsheet(xlsx(rows)))) == [5, 10, None]


@pytest.mark.parametrize("title", ["Bewertung in Schulnoten 1-6", "Marks: 1 is best", "1 = sehr gut, 6 = ungenügend"])
def test_marks_of_which_the_smallest_is_best_point_down(xlsx, title):
    rows = [[title], ["Kriterium", "Gewicht", "Ahorn", "Birke"], ["Qualität", 50, 1, 3], ["Service", 30, 2, 1.5]]
    table = only_table(read_spreadsheet(xlsx([*rows, ["Preis (EUR)", 20, 120000, 90000]])))
    assert directions(table) == ["min", "min", "min"]
    assert maxima(table) == [None, None, None]
    assert notes(table)[0][0] == "A1"
    assert "less is better" in notes(table)[0][1]


def test_school_marks_in_the_names_know_their_ends(xlsx):
    rows = [["Kriterium", "Ahorn", "Birke"], ["Qualität (Schulnote 1-6)", 1, 3], ["Service (Schulnote 1-6)", 2, 4]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [(c.direction, c.maximum, c.worst, c.best) for c in table.criteria] == [("min", None, 6, 1)] * 2
    assert table.as_json()["criteria"][0]["worst"] == 6
    assert [cell for cell, _ in notes(table)] == ["A2", "A3"]


def test_cells_shown_as_per_cent_are_measures_in_per_cent(xlsx):
    def show_per_cent(sheet):
        for cell in (*sheet["B"][1:3], *sheet["C"][1:3]):
            cell.number_format = "0.0%"

    rows = [["Criterion", "Alder", "Birch"], ["Availability", 0.995, 0.98], ["Uptime", 1, 0.9], ["Team", 4, 3]]
    table = only_table(read_spreadsheet(xlsx([*rows, ["Support", 5, 2]], touch=show_per_cent)))
    assert [(c.name, c.unit, c.maximum) for c in table.criteria] == [
        ("Availability", "%", None), ("Uptime", "%", None), ("Team", "", 5), ("Support", "", 5),
    ]  # fmt: skip
    assert [(s.raw, s.value) for s in table.scores if s.criterion == "Availability"] == [("0.995", 99.5), ("0.98", 98)]
    assert next(s.value for s in table.scores if s.cell == "B3") == 100


def test_fractions_of_one_are_no_points_of_five(xlsx):
    rows = [["Criterion", "Weight", "Alder", "Birch"], ["Availability", 50, 0.995, 0.98], ["Resolution", 50, 0.8, 0.7]]
    assert maxima(only_table(read_spreadsheet(xlsx(rows)))) == [None, None]


def test_cells_shown_as_money_are_raw(xlsx):
    def show_money(sheet):
        for cell in sheet[4][2:]:
            cell.number_format = "#,##0.00 [$€-407]"

    rows = [
        ["Criterion", "Weight", "Alder", "Birch"],
        ["Team", 40, 4, 3],
        ["Support", 30, 5, 2],
        ["Licences", 30, 4, 5],
    ]
    assert maxima(only_table(read_spreadsheet(xlsx(rows, touch=show_money)))) == [5, 5, None]


def test_a_total_in_proportion_to_our_sum_is_proven(xlsx):
    sums = [sum(row[1] * row[2 + at] for row in JUDGED) / 5 for at in range(3)]
    table = only_table(read_spreadsheet(xlsx([HEADER, *JUDGED, PRICE, ["Weighted total", None, *sums]])))
    (check,) = [left for left in table.derived if left.check]
    assert check.why == "“Weighted total” is the total of each vendor: Σ weight × score ÷ 5"
    assert asked(table) == []
    assert maxima(table) == [5, 5, 5, 5, None]


def test_a_total_that_mixes_in_a_price_is_no_alarm(xlsx):
    table = only_table(read_spreadsheet(xlsx([HEADER, *JUDGED, PRICE, ["Total", None, 57.1, 53.1, 61.9]])))
    assert asked(table) == []
    assert (
        "A7",
        "“Total” cannot be checked: nothing says how amounts such as “Total price 5 years (EUR)” enter it",
    ) in (notes(table))


@pytest.mark.parametrize("label", ["Weighted total", "Gesamt", "Average", "Rank", "Sum"])
def test_a_result_without_stored_values_is_left_out_by_its_label(xlsx, label):
    rows = [HEADER, *JUDGED, [label, "=SUM(B2:B5)", *(f"=SUM({letter}2:{letter}5)" for letter in "CDE")]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [criterion.name for criterion in table.criteria] == [row[0] for row in JUDGED]
    assert asked(table) == []
    assert "C6:E6" in [left.cells for left in table.derived]


def test_a_line_of_units_keeps_amounts_raw(xlsx):
    rows = [
        ["Vendor", "Team", "Approach", "Reaction", "Licences"],
        ["", "/10", "points", "days", "EUR"],
        ["Alder", 4, 3, 5, 4],
        ["Birch", 3, 5, 2, 5],
        ["Cedar", 2, 1.5, 1, 3],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert maxima(table) == [10, 5, None, None]
    assert [criterion.unit for criterion in table.criteria] == ["", "points", "days", "EUR"]


def test_a_blank_maximum_beside_others_leaves_an_amount(xlsx):
    rows = [["Criterion", "Weight", "Max", "Alder", "Birch"], ["Team", 50, 5, 3, 4], ["Lead time", 50, None, 12, 9]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [(c.maximum, c.direction) for c in table.criteria] == [(5, "max"), (None, "min")]


def test_weighted_averages_beside_a_price_stay_points(xlsx):
    rows = [["Criterion", "Weight", "Alder", "Birch"], ["Team", 50, 4.2, 3.67], ["Support", 30, 3.1, 4.4]]
    assert maxima(only_table(read_spreadsheet(xlsx([*rows, ["Price", 20, 90000, 80000]])))) == [5, 5, None]


@pytest.mark.parametrize(("name", "direction"), [("Delivery", None), ("Cost", None), ("Delivery (weeks)", "min"),
                                                 ("Delivery time", "min")])  # fmt: skip
def test_a_bare_name_whose_numbers_may_be_points_is_asked_about(xlsx, name, direction):
    rows = [["Criteria", "Alder", "Birch", "Cedar"], ["Quality", 4, 3, 5], ["Security", 3, 5, 4],
            ["Price per year (EUR)", 9093272, 8120000, 7000000], [name, 3, 4, 2.5]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert directions(table) == ["max", "max", "min", direction]
    assert ("A5" in asked(table)) is (direction is None)


def allowing(kind, *formulas, area="C2:D3"):
    """Return what sets a rule of entry in a sheet."""

    def touch(sheet):
        rule = DataValidation(type=kind, formula1=formulas[0], formula2=formulas[1] if len(formulas) > 1 else None)
        rule.add(area)
        sheet.add_data_validation(rule)

    return touch


@pytest.mark.parametrize(
    ("rule", "tops"),
    [
        (("list", '"1,2,3,4,5,6,7,8,9,10"'), [10, 10]),
        (("whole", "0", "10"), [10, 10]),
        (("decimal", "1", "7"), [7, 7]),
        (("decimal", "0", "1000000"), [5, 5]),  # keeps slips out
        (("list", '"1,3,9"'), [5, 5]),  # no scale without gaps
    ],
)
def test_what_may_be_entered_settles_the_scale(xlsx, rule, tops):
    rows = [["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 3, 4], ["Service", 40, 2, 4]]
    table = only_table(read_spreadsheet(xlsx(rows, touch=allowing(*rule))))
    assert maxima(table) == tops
    assert any("names no scale" in reason for _, reason in notes(table)) is (tops == [5, 5])


def test_marks_stay_marks_where_the_sheet_lets_only_them_be_entered(xlsx):
    rows = [["Schulnoten 1-6"], ["Kriterium", "Gewicht", "Ahorn", "Birke"], ["Qualität", 60, 3, 4], ["Hilfe", 40, 2, 4]]
    table = only_table(read_spreadsheet(xlsx(rows, touch=allowing("whole", "1", "6", area="C3:D4"))))
    assert directions(table) == ["min", "min"]
