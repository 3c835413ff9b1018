"""More of what stands on scorecards: subtotals, evaluators behind names, marks times weights, sheets of one vendor."""

from __future__ import annotations

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.told import asked, only_table, vendors


@pytest.mark.parametrize("sums", [["Section A Subtotal", "Section B Subtotal"], ["Company total", "Technical total"]])
def test_subtotals_that_end_in_the_word_are_no_criteria(xlsx, sums):
    rows = [["Criteria", "Max Pts", "Alder", "Birch"], ["Section A"], ["Experience", 20, 18, 15],
            ["References", 10, 9, 8], [sums[0], 30, 27, 23], ["Section B"],
            ["Approach", 50, 45, 30], ["Staffing", 20, 15, 18],
            [sums[1], 70, 60, 48], ["GRAND TOTAL", 100, 87, 71]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [c.name for c in table.criteria] == ["Experience", "References", "Approach", "Staffing"]
    assert asked(table) == []


@pytest.mark.parametrize("sign", [" - ", " – ", ": ", " / ", "_"])
def test_evaluators_behind_the_vendors_names_are_no_part_of_them(xlsx, sign):
    heads = [f"{vendor}{sign}{person}" for vendor in ("Alder", "Birch") for person in ("Evaluator 1", "Evaluator 2")]
    rows = [["Criteria", *heads], ["Team", 4, 5, 3, 4], ["Support", 3, 3, 5, 4]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert list(dict.fromkeys(vendors(table))) == ["Alder", "Birch"]
    assert [(s.vendor, s.evaluator, s.value) for s in table.scores if s.criterion == "Team"] == [
        ("Alder", "Evaluator 1", 4), ("Alder", "Evaluator 2", 5),
        ("Birch", "Evaluator 1", 3), ("Birch", "Evaluator 2", 4),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["{} - {}", "{} ({})"])
def test_whatever_else_stands_behind_the_vendors_names_is_asked_about(xlsx, form):
    heads = [form.format(vendor, other) for vendor in ("Alder", "Birch") for other in ("Kim", "Lee")]
    rows = [["Criteria", *heads], ["Team", 4, 5, 3, 4], ["Support", 3, 3, 5, 4]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == heads
    said = "“Kim” and “Lee” stand behind the names of the same vendors; are they evaluators?"
    assert ("B1", said) in asked(table)


@pytest.mark.parametrize(
    ("form", "mean"), [("{} - {}", "Average"), ("{} ({})", "mean"), ("{} ({})", "avg"), ("{}_{}", "avg")]
)
def test_the_mean_of_what_stands_behind_a_vendors_name_is_no_vendor(xlsx, form, mean):
    names = [[form.format(vendor, "Kim"), form.format(vendor, "Lee")] for vendor in ("Alder", "Birch")]
    last = [form.format(vendor, mean) if mean != "avg" else f"{vendor} avg" for vendor in ("Alder", "Birch")]
    heads = [*names[0], last[0], *names[1], last[1]]
    rows = [["Criteria", *heads], ["Team", 4, 5, 4.5, 3, 4, 3.5], ["Support", 3, 3, 3, 5, 4, 4.5]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == names[0] + names[1]
    assert any("are they evaluators?" in said for _, said in asked(table))


@pytest.mark.parametrize(("title", "names"), [("Evaluator", ["Kim", "Lee"]), (None, ["Evaluator 1", "Evaluator 2"])])
def test_rows_of_evaluators_are_scores_of_the_vendors_as_a_whole(xlsx, title, names):
    rows = [[title, "Alder", "Birch", "Cedar"], [names[0], 82, 75, 90], [names[1], 70, 89, 64], ["Average", 76, 82, 77]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder", "Birch", "Cedar"]
    assert [criterion.name for criterion in table.criteria] == ["Score"]
    assert [(s.evaluator, s.value) for s in table.scores if s.vendor == "Birch"] == [(names[0], 75), (names[1], 89)]


def test_rows_of_evaluators_below_criteria_name_no_vendor(xlsx):
    rows = [["Evaluator", "Quality", "Price", "Support"], ["Kim", 4, 3, 5], ["Lee", 5, 4, 4]]
    assert read_spreadsheet(xlsx(rows)).tables == ()


def test_a_vendor_with_comments_behind_a_gap_is_no_legend(xlsx):
    rows = [["Criteria", "Alder", None, "Birch", "Comment"], ["Price", 5, None, 4, "Good"],
            ["Quality", 4, None, 3, "Average"], ["Support", 3, None, 2, "Poor"]]  # fmt: skip
    assert vendors(only_table(read_spreadsheet(xlsx(rows)))) == ["Alder", "Birch"]


def test_costs_of_quality_are_costs_and_no_points(xlsx):
    rows = [["Supplier", "Quality cost", "Delivery cost", "Security", "Total"], ["Alder", 20, 10, 5, 35],
            ["Birch", 15, 12, 6, 33]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [c.direction for c in table.criteria][:2] == ["min", "min"]


@pytest.mark.parametrize("kinds", [("Base bid", "Alternate"), ("Lot 1", "Lot 2"), ("2024", "2025")])
def test_offers_lots_and_years_behind_the_vendors_names_stay(xlsx, kinds):
    heads = [f"{vendor} - {kind}" for vendor in ("Alder", "Birch") for kind in kinds]
    rows = [["Criteria", *heads], ["Team", 4, 5, 3, 4], ["Support", 3, 3, 5, 4]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == heads
    assert {score.evaluator for score in table.scores} == {""}


def test_columns_whose_mean_is_weighted_may_be_evaluators(xlsx):
    rows = [["Criteria", "Weight", "Kim", "Lee", "Average", "Weighted"], ["Team", 60, 4, 5, 4.5, 2.7],
            ["Support", 40, 3, 4, 3.5, 1.4], ["Total", 100, None, None, None, 4.1]]  # fmt: skip
    reasons = [reason for _, reason in asked(only_table(read_spreadsheet(xlsx(rows))))]
    assert "the weights multiply the mean of “Kim” and “Lee”; are they evaluators?" in reasons


def test_the_most_points_of_marks_times_weights_give_the_scale_of_the_marks(xlsx):
    rows = [["Kriterien", "Gewicht", "Max. Punkte", "Anbieter A", None, "Anbieter B", None],
            [None, None, None, *["Note", "Punkte"] * 2], ["Preis", 40, 200, 5, 200, 4, 160],
            ["Umfang", 35, 175, 4, 140, 5, 175], ["Termine", 25, 125, 3, 75, 4, 100]]  # fmt: skip

    def merge(sheet):
        sheet.merge_cells("D1:E1")
        sheet.merge_cells("F1:G1")

    table = only_table(read_spreadsheet(xlsx(rows, touch=merge)))
    assert [(c.weight, c.maximum) for c in table.criteria] == [(40, 5), (35, 5), (25, 5)]


def test_the_most_points_of_points_stay_what_they_are(xlsx):
    rows = [["Criteria", "Weight", "Max points", "Alder", "Birch"], ["Price", 0.4, 40, 35, 40],
            ["Scope", 0.6, 60, 55, 45]]  # fmt: skip
    assert [c.maximum for c in only_table(read_spreadsheet(xlsx(rows))).criteria] == [40, 60]


def test_who_did_not_respond_is_a_vendor_all_the_same(xlsx):
    rows = [["Criteria", "Max points", "Alder", "Birch", "Cedar"], ["Quality", 60, 50, "Non-responsive", 40],
            ["Price", 40, 30, "Non-responsive", 35]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder", "Birch", "Cedar"]
    assert [s.value for s in table.scores if s.vendor == "Birch"] == [None, None]


def test_musts_below_the_names_over_blocks_are_gates(xlsx):
    rows = [["MUSTS", None, "Option A", None, "Option B", None], ["Budget", None, "Go", None, "Go", None],
            ["Residency", None, "Go", None, "No go", None], ["WANTS", "Weight", *["Score", "Weighted"] * 2],
            ["Ease of use", 8, 9, 72, 6, 48], ["Reporting", 5, 7, 35, 10, 50]]  # fmt: skip

    def merge(sheet):
        for row in (1, 2, 3):
            sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=4)
            sheet.merge_cells(start_row=row, end_row=row, start_column=5, end_column=6)

    table = only_table(read_spreadsheet(xlsx(rows, touch=merge)))
    assert [c.name for c in table.criteria] == ["Budget", "Residency", "Ease of use", "Reporting"]
    assert [(s.vendor, s.text) for s in table.scores if s.criterion == "Residency"] == [
        ("Option A", "Go"), ("Option B", "No go"),
    ]  # fmt: skip


def test_a_combined_score_with_its_formula_is_a_result(xlsx):
    rows = [["Firm", "Technical score (St)", "Financial score (Sf)", "Combined score (0.8 St + 0.2 Sf)", "Rank"],
            ["Alder", 85, 100, 88, 1], ["Birch", 88, 80, 86.4, 2]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [c.name for c in table.criteria] == ["Technical score (St)", "Financial score (Sf)"]


def test_a_sheet_called_after_a_vendor_holds_its_scores_if_the_user_agrees(xlsx):
    rows = [["Criteria", "Weight", "Score", "Weighted"], ["Quality", 60, 4, 240], ["Price", 40, 3, 120],
            ["Total", 100, None, 360]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx({"Alder GmbH": rows})))
    assert vendors(table) == ["Alder GmbH"]
    assert ("C1", "the sheet is taken for the scores of the vendor “Alder GmbH”; is that so?") in asked(table)


def test_scores_on_a_sheet_of_nobody_are_asked_about(xlsx):
    rows = [["Criteria", "Weight", "Score", "Weighted"], ["Quality", 60, 4, 240], ["Price", 40, 3, 120]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == []
    assert ("C1", "here stand scores, but nothing says of which vendor") in asked(table)


def test_names_below_numbered_columns_are_the_vendors(xlsx):
    rows = [[None, None, "Bidder 1", "Bidder 2"], ["Name", None, "Alder", "Birch"], ["Criteria", "Weight"],
            ["Quality", 60, 4, 3], ["Price", 40, 3, 5]]  # fmt: skip
    assert vendors(only_table(read_spreadsheet(xlsx(rows)))) == ["Alder", "Birch"]


def test_scales_behind_the_vendors_names_are_no_part_of_them(xlsx):
    rows = [["Criteria", "Weight", "Alder (0-5)", "Birch (0-5)"], ["Quality", 60, 4, 3], ["Support", 40, 3, 5]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder", "Birch"]
    assert [c.maximum for c in table.criteria] == [5, 5]


def test_strengths_and_weaknesses_below_the_scores_are_no_criteria(xlsx):
    rows = [["Criteria", "Weight", "Alder", "Birch"], ["Quality", 60, 4, 3], ["Support", 40, 3, 5],
            ["Total", None, 3.6, 3.8], ["Strengths", None, "Local team", "Low price"]]  # fmt: skip
    assert [c.name for c in only_table(read_spreadsheet(xlsx(rows))).criteria] == ["Quality", "Support"]


def test_a_title_over_a_blank_corner_is_no_header(xlsx):
    rows = [["Vendor comparison"], [None, "Alder", "Birch"], ["Quality", 4, 3], ["Fit", 3, 5], ["Speed", 2, 4]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (vendors(table), table.header_rows) == (["Alder", "Birch"], (2,))


def test_kinds_of_score_over_the_vendors_names_are_no_vendors(xlsx):
    rows = [[None, None, "Score (1-5)", None, "Weighted Score", None], ["Criteria", "Weight", *["Alder", "Birch"] * 2],
            ["Price", 0.4, 3, 5, 1.2, 2], ["Quality", 0.6, 5, 3, 3, 1.8],
            ["Total", 1, None, None, 4.2, 3.8]]  # fmt: skip

    def merge(sheet):
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("E1:F1")

    table = only_table(read_spreadsheet(xlsx(rows, touch=merge)))
    assert vendors(table) == ["Alder", "Birch"]
    assert [(s.value, s.evaluator) for s in table.scores] == [(3, ""), (5, ""), (5, ""), (3, "")]


@pytest.mark.parametrize("title", ["Pond.", "Gew.", "Anteil", "Share"])
def test_per_cent_before_the_vendors_that_make_a_whole_are_weights(xlsx, title):
    rows = [["Critère", title, "Alder SA", "Birch SARL"], ["Prix", "60%", 8.5, 10], ["Technique", "30%", 9, 7],
            ["Délai", "10%", 8, 8], ["Total pondéré", "100%", 8.6, 8.9]]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder SA", "Birch SARL"]
    assert [(c.weight, c.direction) for c in table.criteria] == [(60, "max"), (30, "max"), (10, "max")]


def test_a_score_beside_answers_in_words_is_kept(xlsx):
    rows = [["Vendor", "Meets requirements?", "Score"], ["Alder", "Yes", 85], ["Birch", "Partial", 70]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [c.name for c in table.criteria] == ["Meets requirements?", "Score"]


@pytest.mark.parametrize("name", ["Value", "Supplier rating", "Test data", "Source code", "Website", "Ergebnis"])
@pytest.mark.parametrize("values", [[4, 2, 5], ["High", "Low", "High"]])
def test_whatever_has_its_part_of_the_whole_weight_is_a_criterion(xlsx, name, values):
    down = [["Criterion", "Weight", "Alder", "Birch", "Cedar"], ["Team", 40, 3, 4, 5], [name, 35, *values],
            ["Support", 25, 5, 3, 1], ["Total", 100, None, None, None]]  # fmt: skip
    across = [
        ["Vendor", "Team", name, "Support"],
        ["Weight", 40, 35, 25],
        *([vendor, 3, value, 4] for vendor, value in zip(["Alder", "Birch", "Cedar"], values, strict=True)),
    ]
    for rows in (down, across):
        table = only_table(read_spreadsheet(xlsx(rows)))
        assert [(c.name, c.weight) for c in table.criteria] == [("Team", 40), (name, 35), ("Support", 25)]
        scores = [score for score in table.scores if score.criterion == name]
        assert [score.value if score.value is not None else score.text for score in scores] == values
