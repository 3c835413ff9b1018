"""Scorecards as people really lay them out: what stands beside the scores is neither a vendor nor a criterion."""

from __future__ import annotations

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.told import asked, criteria, only_table, vendors


def test_what_was_measured_beside_a_target_is_no_vendor(xlsx):
    rows = [["Supplier:", "Alder GmbH"], [], ["KPI", "Weight", "Target", "Actual", "Score", "Weighted score"],
            ["On-time delivery", 30, "95%", "92%", 4, 120], ["Complaints", 40, 5, 7, 3, 120],
            ["Response", 30, "24h", "20h", 5, 150], ["Total", 100, None, None, None, 390]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder GmbH"]
    assert [score.value for score in table.scores] == [4, 3, 5]


def test_per_cent_of_the_most_points_are_no_weights(xlsx):
    rows = [["Vendor: Alder"], ["Category", "Max Points", "Score", "%", "Comments"], ["Approach", 35, 28, 0.8, "solid"],
            ["Plan", 20, 15, 0.75, None], ["Team", 25, 20, 0.8, "senior"], ["Total", 80, 63, 0.7875, None]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder"]
    assert [(c.name, c.weight, c.maximum) for c in table.criteria] == [
        ("Approach", 35, 35), ("Plan", 20, 20), ("Team", 25, 25),
    ]  # fmt: skip


@pytest.mark.parametrize(("score", "weighted"), [("Punkte", "Teilnutzwert"), ("Puntaje", "Ponderado")])
@pytest.mark.parametrize("share", ["{}%", "{} %"])
def test_weighted_copies_are_known_by_arithmetic_in_per_cent_too(xlsx, score, weighted, share):
    head = [["Kriterium", "Gewichtung", "Alder", None, "Birch", None], [None, None, *[score, weighted] * 2]]
    body = [["Umfang", 60, 8, 4.8, 9, 5.4], ["Kosten", 40, 4, 1.6, 7, 2.8]]
    rows = [*head, *([row[0], share.format(row[1]), *row[2:]] for row in body)]

    def merge(sheet):
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("E1:F1")

    table = only_table(read_spreadsheet(xlsx(rows, touch=merge)))
    assert vendors(table) == ["Alder", "Birch"]
    assert {score.evaluator for score in table.scores} == {""}
    assert sorted(score.value or 0 for score in table.scores) == [4, 7, 8, 9]


def two_blocks(xlsx, first, second):
    rows = [["Criterion", "Weight", "Alder", None, "Birch", None], [None, None, *[first, second] * 2],
            ["Team", 60, 8, 7, 9, 8], ["Support", 40, 4, 6, 7, 5]]  # fmt: skip

    def merge(sheet):
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("E1:F1")

    return only_table(read_spreadsheet(xlsx(rows, touch=merge)))


def test_two_kinds_of_score_are_no_evaluators(xlsx):
    table = two_blocks(xlsx, "Initial score", "Final score")
    assert [score.value for score in table.scores] == [8, 4, 9, 7]
    assert {score.evaluator for score in table.scores} == {""}
    assert ("C1", "“Initial score” is taken as the score, and not “Final score”; is that so?") in asked(table)


def test_names_over_scores_that_nothing_proves_are_asked_about(xlsx):
    table = two_blocks(xlsx, "Fit", "Effort")
    assert ("C1", "“Fit” and “Effort” are taken as evaluators; is that so?") in asked(table)


def test_a_recommendation_below_the_scores_is_no_criterion(xlsx):
    rows = [["Criteria", "Weight", "Alder", "Birch"], ["Team", 60, 4, 3], ["Support", 40, 3, 5],
            ["Net score", None, 3.6, 3.8], ["Recommended", None, None, "X"]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert criteria(table) == [("Team", 60), ("Support", 40)]


@pytest.mark.parametrize(
    ("criterion", "weight", "vendor", "total", "rank"),
    [
        ("Underkriterium", "Vægt", "Tilbudsgiver", "Samlet score", "Rang"),
        ("Gunningscriteria", "Weging", "Inschrijver", "Totaalscore", "Rangorde"),
        ("Kryterium", "Waga", "Wykonawca", "Razem punktów", "Lokata"),
        ("Criterio", "Peso", "Offerente", "Punteggio complessivo", "Graduatoria"),
        ("Kriterium", "Vikt", "Anbudsgivare", "Sammanlagt", "Placering"),
    ],
)
def test_results_are_known_in_more_languages(xlsx, criterion, weight, vendor, total, rank):
    rows = [[criterion, weight, f"{vendor} A", f"{vendor} B"], ["Team", 60, 4, 3], ["Support", 40, 3, 5],
            [total, None, 3.6, 3.8], [rank, None, 2, 1]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == [f"{vendor} A", f"{vendor} B"]
    assert criteria(table) == [("Team", 60), ("Support", 40)]


def test_comments_go_with_scores_that_are_called_so(xlsx):
    rows = [["Question", "Weight", "Alder Score", "Alder Comments", "Birch Score", "Birch Comments"],
            ["Is support there?", 5, 4, "with SLA", 3, "limited"],
            ["Is data encrypted?", 10, 5, None, 4, "part"]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder", "Birch"]
    assert [score.rationale for score in table.scores] == ["with SLA", "", "limited", "part"]


@pytest.mark.parametrize("rating", [["Rating scale", None], ["Legend", None], [None, None]])
@pytest.mark.parametrize("marks", [[5, 4, 3, 2, 1], [1, 2, 3, 4, 5]])
def test_a_legend_beside_the_table_gives_the_scale_and_no_maxima(xlsx, rating, marks):
    words = dict(zip([5, 4, 3, 2, 1], ["Excellent", "Good", "Average", "Fair", "Poor"], strict=True))
    rows = [["Criteria", "Weight", "Alder", "Birch", None, *rating], ["Price", 30, 4, 4, None],
            ["Quality", 40, 3, 3, None], ["Support", 30, 2, 4, None], ["Total", None, 3, 3.6, None],
            [None] * 5]  # fmt: skip
    body = [[*row, mark, words[mark]] for row, mark in zip(rows[1:], marks, strict=True)]
    table = only_table(read_spreadsheet(xlsx([rows[0], *body])))
    assert vendors(table) == ["Alder", "Birch"]
    assert [(c.name, c.maximum, c.direction) for c in table.criteria] == [
        ("Price", 5, "max"), ("Quality", 5, "max"), ("Support", 5, "max"),
    ]  # fmt: skip
    assert asked(table) == []


@pytest.mark.parametrize("form", ["{} (30%)", "{} - 30 %", "{} 30%", "{} [30 %]"])
def test_shares_in_the_names_weigh_the_scores_that_the_total_proves(xlsx, form):
    heads = [
        form.format(name).replace("30", share) for name, share in [("Price", "30"), ("Team", "40"), ("Delivery", "30")]
    ]
    rows = [["Vendor", *heads, "Total"], ["Alder", 4, 3, 5, 3.9], ["Birch", 3, 5, 4, 4.1], ["Cedar", 5, 2, 3, 3.2]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [(c.name, c.weight, c.direction, c.unit) for c in table.criteria] == [
        ("Price", 30, "max", ""), ("Team", 40, "max", ""), ("Delivery", 30, "max", ""),
    ]  # fmt: skip
    assert asked(table) == []


@pytest.mark.parametrize("form", ["{} ({})", "{} (max {})", "{} ({} pts)", "{} /{}", "{} - {} points", "{} [{}]"])
def test_the_most_points_in_the_names_are_scale_and_weight(xlsx, form):
    heads = [form.format("Price score", 40), form.format("Quality score", 60)]
    rows = [
        ["Tenderer", *heads, "Total score"],
        ["Alder", 38.5, 45, 83.5],
        ["Birch", 40, 50, 90],
        ["Cedar", 33, 42, 75],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [(c.weight, c.maximum, c.direction) for c in table.criteria] == [(40, 40, "max"), (60, 60, "max")]


def test_points_for_the_price_are_no_price(xlsx):
    head = [
        "Nr oferty",
        "Nazwa wykonawcy",
        "Cena brutto",
        "Kryterium cena 60%",
        "Kryterium termin 40%",
        "Razem punktów",
    ]
    rows = [head, [1, "Alder S.A.", "1 234 567,89 zł", 60, 30, 90],
            [2, "Birch Sp. z o.o.", "1 300 000,00 zł", 57, 40, 97],
            [3, "Cedar S.A.", "1 410 200,50 zł", 52.5, 20, 72.5]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [(c.name, c.weight, c.direction, c.maximum) for c in table.criteria] == [
        ("Cena brutto", None, "min", None), ("Kryterium cena", 60, "max", 60), ("Kryterium termin", 40, "max", 40),
    ]  # fmt: skip


@pytest.mark.parametrize("total", [["Total", 75, 78, 68], ["Average score", 37.5, 39, 34]])
def test_scores_that_are_added_up_point_upwards_whatever_they_are_called(xlsx, total):
    rows = [["Supplier", "Price", "Quality", total[0]], ["Alder", 40, 35, total[1]], ["Birch", 38, 40, total[2]],
            ["Cedar", 36, 32, total[3]]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [criterion.direction for criterion in table.criteria] == ["max", "max"]


def test_costs_that_are_added_up_stay_costs(xlsx):
    rows = [["Supplier", "Licence cost", "Support cost", "Total"], ["Alder", 40, 35, 75], ["Birch", 38, 40, 78]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [criterion.direction for criterion in table.criteria] == ["min", "min"]


def test_scores_in_per_cent_with_weights_and_their_total_go_to_a_hundred(xlsx):
    rows = [["Criteria", "Weight", "Alder", "Birch"], ["Price", 0.4, 0.8, 0.9], ["Quality", 0.6, 0.75, 0.6],
            ["Total", 1, 0.77, 0.72]]  # fmt: skip

    def in_percent(sheet):
        for row in sheet["B2:D4"]:
            for cell in row:
                cell.number_format = "0%"

    table = only_table(read_spreadsheet(xlsx(rows, touch=in_percent)))
    assert [(c.name, c.direction, c.maximum) for c in table.criteria] == [
        ("Price", "max", 100),
        ("Quality", "max", 100),
    ]
    assert [score.value for score in table.scores] == [80, 75, 90, 60]


def test_a_price_in_per_cent_is_asked_about(xlsx):
    rows = [["Criteria", "Weight", "Alder", "Birch"], ["Price", 40, "80%", "90%"], ["Quality", 60, "75%", "60%"]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert ("A2", "is more or less of “Price” better?") in asked(table)


def test_points_before_the_vendors_are_the_most_of_each_criterion(xlsx):
    rows = [["Criteria", "Points", "Alder", "Birch"], ["Price", 40, 30, 40], ["Quality", 60, 50, 45],
            ["Total", 100, 80, 85], [], ["Evaluator: J. Smith", None, "Date: 3/4/2024"],
            ["Signature:", "________"]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder", "Birch"]
    assert [(c.name, c.weight, c.maximum) for c in table.criteria] == [("Price", 40, 40), ("Quality", 60, 60)]


def test_gates_above_the_scores_are_criteria_and_no_headings(xlsx):
    rows = [["Mandatory requirements", None, "Alder", "Birch"], ["ISO 27001", None, "Pass", "Fail"],
            ["Statements", None, "Pass", "Pass"], [], ["Criteria", "Weight", "Alder", "Birch"], ["Technical", 60, 8, 7],
            ["Price", 40, 6, 9], ["Total", None, 7.2, 7.8]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder", "Birch"]
    assert criteria(table) == [("ISO 27001", None), ("Statements", None), ("Technical", 60), ("Price", 40)]
    assert [(s.vendor, s.text) for s in table.scores if s.criterion == "ISO 27001"] == [
        ("Alder", "Pass"),
        ("Birch", "Fail"),
    ]


def test_answers_above_a_list_of_vendors_name_no_vendor(xlsx):
    rows = [["Required", "Yes", "Yes"], ["Vendor", "Support", "Security"], ["Alder", 4, 5], ["Birch", 3, 4]]
    assert vendors(only_table(read_spreadsheet(xlsx(rows)))) == ["Alder", "Birch"]


def test_signs_of_a_comparison_with_the_current_solution_are_left_to_be_mapped(xlsx):
    rows = [["Criteria", "Weight", "Baseline", "Option A", "Option B"], ["Cost", 3, "S", "+", "-"],
            ["Ease of use", 2, "S", "S", "-"], ["Reliability", 5, "S", "-", "+"], ["Sum of +", None, 0, 1, 1],
            ["Net score", None, 0, 0, -1]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Option A", "Option B"]
    assert [criterion.name for criterion in table.criteria] == ["Cost", "Ease of use", "Reliability"]
    assert [score.text for score in table.scores] == ["+", "S", "-", "-", "-", "+"]
    assert not any("does not follow" in reason for _, reason in asked(table))


def test_a_dash_alone_is_still_asked_about(xlsx):
    rows = [["Criteria", "Weight", "Alder", "Birch"], ["Team", 60, 4, "-"], ["Support", 40, 3, 5]]
    assert ("D2", "“-” can be read in several ways") in asked(only_table(read_spreadsheet(xlsx(rows))))


@pytest.mark.parametrize("title", ["Score", "Points", "Bewertung"])
def test_the_only_score_of_each_supplier_is_a_criterion(xlsx, title):
    rows = [["Supplier", title, "Rank"], ["Alder", 82, 2], ["Birch", 74, 3], ["Cedar", 91, 1]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder", "Birch", "Cedar"]
    assert [(c.name, c.direction) for c in table.criteria] == [(title, "max")]
    assert [score.value for score in table.scores] == [82, 74, 91]


def test_years_over_the_numbers_of_vendors_are_no_criteria(xlsx):
    rows = [["Supplier", 2023, 2024, 2025], ["Alder", 42000, 43000, 51000], ["Birch", 38000, 39000, 40100]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder", "Birch"]
    assert table.criteria == ()


def test_quarters_may_be_questions_and_are_asked_about(xlsx):
    rows = [["Supplier", "Q1", "Q2", "Q3"], ["Alder", 4.2, 4.3, 4.1], ["Birch", 3.8, 3.9, 4]]
    assert ("B1", "are “Q1” and “Q2” criteria, or only times?") in asked(only_table(read_spreadsheet(xlsx(rows))))


@pytest.mark.parametrize("title", ["Offer", "Variante", "Proposal"])
def test_several_offers_of_one_vendor_are_told_apart_and_asked_about(xlsx, title):
    rows = [["Bidder", title, "Price", "Delivery (weeks)"], ["Alder", "Base bid", 100000, 6],
            ["Alder", "Alternate", 92000, 9], ["Birch", "Base bid", 105000, 5], ["Birch", "Alternate", 99000, 5],
            ["Cedar", "Base bid", 98000, 8]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder (Base bid)", "Alder (Alternate)", "Birch (Base bid)", "Birch (Alternate)", "Cedar"]
    assert [criterion.name for criterion in table.criteria] == ["Price", "Delivery (weeks)"]
    assert ("A2", "“Alder” has several offers; is each of them a candidate of its own?") in asked(table)


@pytest.mark.parametrize(
    ("header", "cell", "is_asked"),
    [
        ("Price (EUR)", "$5000", True), ("Price (EUR)", "£5000", True), ("Price (EUR)", "5000 EUR", False),
        ("Price (CAD)", "$5000", False), ("Price (CAD)", "USD 5000", True), ("Lead time (days)", "4", False),
        ("Price", "$5000", False),
    ],
)  # fmt: skip
def test_a_cell_in_another_unit_than_its_header_is_asked_about(xlsx, header, cell, is_asked):
    rows = [["Vendor", header, "Quality"], ["Alder", 5200, 4], ["Birch", cell, 5], ["Cedar", 4900, 3]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    reasons = [reason for _, reason in asked(table)]
    assert (f"“{cell}” has another unit than “{header}”" in reasons) == is_asked
    assert [score.cell for score in table.scores if "other_unit" in score.flags] == ["B3"] * is_asked


def test_weeks_below_days_are_asked_about(xlsx):
    rows = [["Vendor", "Lead time (days)", "Quality"], ["Alder", "3 weeks", 4], ["Birch", "2 weeks", 5]]
    assert ("B2", "“3 weeks” has another unit than “Lead time (days)”") in asked(
        only_table(read_spreadsheet(xlsx(rows)))
    )


def test_features_with_yes_and_no_are_read(xlsx):
    rows = [["Feature", "Vendor A", "Vendor B"], ["Single sign-on", "Yes", "No"], ["Audit log", "Yes", "Yes"],
            ["Mobile app", "No", "Yes"]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Vendor A", "Vendor B"]
    assert [score.text for score in table.scores] == ["Yes", "Yes", "No", "No", "Yes", "Yes"]


def test_costs_below_the_scores_are_proven_among_themselves(xlsx):
    rows = [["Criteria", "Weight", "Alder", "Birch"], ["Team", 60, 8, 7], ["Usability", 40, 7, 9],
            ["Weighted score", None, 7.6, 7.8], ["5-year TCO"], ["Licences", None, 120000, 150000],
            ["Training", None, 60000, 45000], ["Total TCO", None, 180000, 195000]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [(c.name, c.direction) for c in table.criteria][2:] == [("Licences", "min"), ("Training", "min")]
    (check,) = [cells.check for cells in table.derived if "TCO" in cells.why]
    assert check == "your total 180,000, recomputed 180,000; your total 195,000, recomputed 195,000"
