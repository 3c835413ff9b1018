import pytest

from outsource_desk.importers.reading import Table
from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.told import directions, only_table

CARD = [
    ["Criterion", "Weight", "Alder", "Birch", "Cedar"],
    ["Price", 40, 3, 4, 5],
    ["Quality", 35, 5, 4, 2],
    ["Support", 25, 4, 3, 3],
    ["Total", 100, 3.95, 3.75, 3.45],
    ["Rank", None, 1, 2, 3],
]


def matrix(table: Table) -> list[list[float | None]]:
    """Return the values by vendor and criterion."""
    at = {(score.vendor, score.criterion): score.value for score in table.scores}
    return [[at.get((v.name, c.name)) for c in table.criteria] for v in table.vendors]


def names(table: Table) -> tuple[list[str], list[str]]:
    return [vendor.name for vendor in table.vendors], [criterion.name for criterion in table.criteria]


def weights(table: Table) -> list[float | None]:
    return [criterion.weight for criterion in table.criteria]


def transposed(rows: list) -> list[list]:
    return [list(column) for column in zip(*rows, strict=True)]


def test_vendors_as_columns_with_weights_total_and_rank(xlsx):
    table = only_table(read_spreadsheet(xlsx(CARD)))
    assert (table.kind, table.orientation, table.header_rows) == ("scores", "vendors_as_columns", (1,))
    assert names(table) == (["Alder", "Birch", "Cedar"], ["Price", "Quality", "Support"])
    assert weights(table) == [40, 35, 25]
    assert matrix(table) == [[3, 5, 4], [4, 4, 3], [5, 2, 3]]
    assert {(c.direction, c.maximum) for c in table.criteria} == {("max", 5.0)}
    checks = [cells.check for cells in table.derived if cells.cells == "C5:E5"]
    assert checks == [
        "your total 3.95, recomputed 3.95; your total 3.75, recomputed 3.75; your total 3.45, recomputed 3.45"
    ]


def test_vendors_as_rows_are_the_same_table_turned(xlsx):
    across, down = (
        only_table(read_spreadsheet(xlsx(CARD))),
        only_table(read_spreadsheet(xlsx(transposed(CARD), "b.xlsx"))),
    )
    assert down.orientation == "vendors_as_rows"
    assert (names(down), weights(down), matrix(down)) == (names(across), weights(across), matrix(across))
    assert {"E3:E5", "F3:F5"} <= {cells.cells for cells in down.derived}


def test_each_value_keeps_its_cell_and_what_stands_there(csv):
    table = only_table(
        read_spreadsheet(csv("Supplier,Cost,Quality,Delivery\nA,25000,80,7\nB,30000,75,9\nC,28000,85,6\n"))
    )
    assert [(s.vendor, s.criterion, s.cell, s.raw, s.value) for s in table.scores][3:5] == [
        ("B", "Cost", "B3", "30000", 30000.0),
        ("B", "Quality", "C3", "75", 75.0),
    ]
    assert directions(table) == ["min", "max", "min"]
    assert [criterion.maximum for criterion in table.criteria] == [None, 100, None]


def test_a_blank_spacer_column_and_a_blank_row_above_the_totals(xlsx):
    rows = [
        ["Criteria", "Weight", None, "Pong", "Guitar Hero"],
        ["Motor skills", 10, None, 2, 1],
        ["Difficulty", 3, None, 2, 4],
        ["Engaging", 6, None, 2, 5],
        [],
        ["Totals", None, None, 38, 52],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert names(table) == (["Pong", "Guitar Hero"], ["Motor skills", "Difficulty", "Engaging"])
    assert [vendor.cell for vendor in table.vendors] == ["D1", "E1"]
    assert weights(table) == [10, 3, 6]
    assert directions(table) == ["max"] * 3
    assert "your total 38, recomputed 38" in table.derived[0].check


def test_typed_in_column_letters_and_row_numbers_are_no_data(xlsx):
    rows = [
        ["\\", "A", "B", "C", "D"],
        [1, "Criteria", "Weight", "Project 1", "Project 2"],
        [2, "Strategic fit", 0.5, 90, 75],
        [3, "Risk level", 0.3, 70, 70],
        [4, "Time", 0.2, 80, 60],
        [5, "Weighted Project Scores", 1, 82, 70.5],
    ]
    table = only_table(read_spreadsheet(xlsx(rows, name="1.xlsx")))
    assert names(table) == (["Project 1", "Project 2"], ["Strategic fit", "Risk level", "Time"])
    assert (table.header_rows, weights(table)) == ((2,), [0.5, 0.3, 0.2])
    assert {criterion.maximum for criterion in table.criteria} == {100.0}
    assert any(
        cells.check == "your total 82, recomputed 82; your total 70.5, recomputed 70.5" for cells in table.derived
    )


def test_options_called_a_b_c_are_no_column_letters(xlsx):
    table = only_table(read_spreadsheet(xlsx([["Criterion", "A", "B", "C"], ["Price", 3, 4, 5], ["Quality", 5, 4, 2]])))
    assert names(table)[0] == ["A", "B", "C"]


def test_criteria_and_weights_alone(xlsx):
    rows = [
        ["criteria", "weight", "normalized weight", None, "total normalized weight", 1.0000000000000002],
        *([name, 100, 1 / 3] for name in ("uncertainty", "risk", "analysis")),
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, table.orientation) == ("criteria", "list")
    assert names(table) == ([], ["uncertainty", "risk", "analysis"])
    assert weights(table) == [100, 100, 100]
    assert table.scores == ()
    assert "C1:C4" in [cells.cells for cells in table.derived]


def test_weighted_copies_without_names_are_left_out_and_their_totals_checked(ods):
    rows = [
        [None, "viability", "risk", "cost", None, None],
        ["weight", 3, 2, 2, None, None],
        ["Printer", 1, 0, 2, None, None],
        ["Custom", 2, 2, 1, None, None],
        [None, None, None, None, None, "Totals"],
        [None, 3, 0, 4, None, 7],
        [None, 6, 4, 2, None, 12],
    ]
    table = only_table(read_spreadsheet(ods(rows)))
    assert names(table) == (["Printer", "Custom"], ["viability", "risk", "cost"])
    assert (weights(table), table.header_rows) == ([3, 2, 2], (1, 2))
    assert matrix(table) == [[1, 0, 2], [2, 2, 1]]
    assert directions(table) == ["max"] * 3
    left_out = {cells.cells: (cells.why, cells.check) for cells in table.derived}
    assert left_out["B6:D6"][0] == "weight × score of “Printer”, without a name"
    assert left_out["F5:F7"][1] == "your total 7, recomputed 7; your total 12, recomputed 12"


def test_raw_measures_point_the_way_their_words_say(csv):
    header = "Supplier name,total_cost,avg_defect_rate,LeadTimeDays,sku_count,total_revenue,cost_share_pct"
    header += ",OnTimeDelivery,defect_rank"
    table = only_table(
        read_spreadsheet(
            csv(f"{header}\nS 1,15520.9,1.8,14,27,157529,29.3,90,1\nS 2,9648.4,2.4,18,22,125467,21.4,97,2\n")
        )
    )
    assert directions(table) == ["min", "min", "min", None, "max", None, "max", None]
    assert [criterion.unit for criterion in table.criteria][2] == "days"
    noted = [(problem.cell, problem.severity) for problem in table.problems]
    assert ("I1", "note") in noted  # a rank in one respect stays, with a remark
    assert ("E1", "ask") in noted


def test_an_overall_rank_is_a_result(csv):
    text = (
        "BID RANK,BID TOTAL,BIDDER ID,BIDDER NAME,BIDDER PHONE\n"
        '1,"1,037,879.00",1,SHEA INC,530 246-4292\n'
        '2,"1,104,626.00",2,MERCER,707 443-6371\n'
    )
    table = only_table(read_spreadsheet(csv(text)))
    assert names(table) == (["SHEA INC", "MERCER"], ["BID TOTAL"])
    assert matrix(table) == [[1037879], [1104626]]
    assert directions(table) == ["min"]
    assert "A2:A3" in [cells.cells for cells in table.derived]


def test_a_register_in_words_keeps_its_levels_and_says_why_the_rest_is_left_out(csv):
    text = (
        "Vendor Name,Service,SOC 2,MFA,Finding,Likelihood,Impact,Due Date,Status\n"
        "CloudPay,Payments,Yes,No,MFA not enforced for support,Medium,High,2026-08-15,Open\n"
        "PeopleCore,HR,Yes,Unknown,No significant finding,Low,Medium,2026-12-01,Closed\n"
        "ShipFast,Shipping,No,Yes,No report was given to us,Low,Critical,2026-11-01,In Progress\n"
    )
    table = only_table(read_spreadsheet(csv(text)))
    assert (table.kind, names(table)[1]) == ("risks", ["SOC 2", "MFA", "Likelihood", "Impact"])
    assert [(score.value, score.text) for score in table.scores][:4] == [
        (None, "Yes"),
        (None, "No"),
        (None, "Medium"),
        (None, "High"),
    ]
    assert {cells.cells: cells.why for cells in table.skipped} == {
        "B1:B4": "text that is no rating", "E1:E4": "text that is no rating",
        "I1:I4": "text that is no rating", "H1:H4": "dates",
    }  # fmt: skip


def test_several_sheets_are_several_tables(xlsx):
    reading = read_spreadsheet(xlsx({"Exercises": CARD, "GUI": CARD, "Notes": [["hello"], ["there"]]}))
    assert [table.sheet for table in reading.tables] == ["Exercises", "GUI"]
    assert [sheet.sheet for sheet in reading.sheets_left_out] == ["Notes"]


def test_two_tables_on_one_sheet_are_both_read_and_all_cells_accounted(xlsx):
    rows = [*CARD, [], ["Second lot"], *CARD[:4]]
    reading = read_spreadsheet(xlsx(rows))
    assert [table.header_rows for table in reading.tables] == [(1,), (9,)]
    assert sum(table.accounted_cells for table in reading.tables) == 29 + 1 + 20
    assert all(table.used_cells == table.accounted_cells for table in reading.tables)


def test_titles_numbering_repeated_header_and_signatures_are_left_out(xlsx):
    rows = [
        ["Evaluation matrix - Confidential"], ["Date: 03/04/2026"], [],
        ["No.", "Criterion", "Alder", "Birch"], [1, "Price", 3, 4], [2, "Quality", 5, 4],
        ["No.", "Criterion", "Alder", "Birch"], [3, "Support", 4, 3], [],
        ["0 = none, 5 = excellent"], ["Signed:"],
    ]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert names(table) == (["Alder", "Birch"], ["Price", "Quality", "Support"])
    assert table.header_rows == (4,)
    assert weights(table) == [None] * 3


def test_names_over_score_and_weighted_score(xlsx):
    def merge(sheet):
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("E1:F1")

    rows = [
        ["Criterion", "Weight", "Alder", None, "Birch", None],
        [None, None, "Score", "Weighted", "Score", "Weighted"],
        ["Price", 40, 3, 120, 4, 160],
        ["Quality", 60, 5, 300, 4, 240],
        ["Sum", 100, None, 420, None, 400],
    ]
    table = only_table(read_spreadsheet(xlsx(rows, touch=merge)))
    assert (names(table), table.header_rows) == ((["Alder", "Birch"], ["Price", "Quality"]), (1, 2))
    assert (matrix(table), weights(table)) == ([[3, 5], [4, 4]], [40, 60])
    assert directions(table) == ["max", "max"]
    assert {"D2:D5", "F2:F5"} <= {cells.cells for cells in table.derived}


def test_weighted_columns_beside_the_scores_are_no_further_vendors(xlsx):
    rows = [
        [
            "Criteria",
            "Weight",
            "Vendor A score",
            "Vendor B score",
            "Vendor A weighted score",
            "Vendor B weighted score",
        ],
        ["Cost", 50, 3, 4, 150, 200],
        ["Technology", 50, 4, 5, 200, 250],
        ["Total", 100, None, None, 350, 450],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert names(table) == (["Vendor A", "Vendor B"], ["Cost", "Technology"])
    assert directions(table) == ["max", "max"]
    assert {"E1:E4", "F1:F4"} <= {cells.cells for cells in table.derived}


def test_weighted_columns_of_the_criteria_are_no_further_criteria(xlsx):
    rows = [
        ["Supplier", "Price", "Quality", "Price weighted", "Quality weighted", "Total", "Rank"],
        ["Weight", 0.4, 0.6],
        ["Alder", 3, 4, 1.2, 2.4, 3.6, 2],
        ["Birch", 4, 5, 1.6, 3.0, 4.6, 1],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert names(table) == (["Alder", "Birch"], ["Price", "Quality"])
    assert {"D1", "D3:D4", "F3:F4", "G3:G4"} <= {cells.cells for cells in table.derived}


def test_evaluators_under_each_vendor(xlsx):
    def merge(sheet):
        sheet.merge_cells("B1:D1")
        sheet.merge_cells("E1:G1")

    rows = [
        ["Criterion", "Alder", None, None, "Birch", None, None],
        [None, "Kim", "Lee", "Avg", "Kim", "Lee", "Avg"],
        ["Price", 3, 4, 3.5, 4, 4, 4],
        ["Quality", 5, 2, 3.5, 4, 3, 3.5],
    ]
    table = only_table(read_spreadsheet(xlsx(rows, touch=merge)))
    assert names(table) == (["Alder", "Birch"], ["Price", "Quality"])
    by_kim = [(score.vendor, score.criterion, score.value) for score in table.scores if score.evaluator == "Kim"]
    assert by_kim == [("Alder", "Price", 3), ("Alder", "Quality", 5), ("Birch", "Price", 4), ("Birch", "Quality", 4)]
    assert len(table.scores) == 8


def test_group_headings_are_not_counted_as_criteria(xlsx):
    rows = [
        ["Criterion", "Weight", "Alder", "Birch"],
        ["Functionality", "35%"], ["  Core features", "25%", 8, 7], ["  Interfaces", "10%", 6, 9],
        ["Cost", "65%"], ["  Price", "65%", 7, 5],
    ]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert names(table)[1] == ["Core features", "Interfaces", "Price"]
    assert weights(table) == [25, 10, 65]
    assert [group.cell for group in table.groups] == ["A2", "A5"]


def test_points_out_of_a_maximum_are_weighed_by_it_and_not_rescaled(xlsx):
    rows = [
        ["Category", "Max points", "Alder", "Birch"],
        ["Approach", 35, 30, 28], ["Team", 25, 20, 25], ["Price", 40, 32, 40], ["Total", 100, 82, 93],
    ]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [(c.weight, c.maximum, c.direction) for c in table.criteria] == [
        (35, 35, "max"),
        (25, 25, "max"),
        (40, 40, "max"),
    ]
    assert matrix(table) == [[30, 20, 32], [28, 25, 40]]


def test_one_score_to_a_line(xlsx):
    rows = [
        ["Vendor", "Criterion", "Evaluator", "Score", "Comment"],
        ["Alder", "Price", "Kim", "3,5", "cheap, but extras"],
        ["Birch", "Price", "Kim", "4", None],
        ["Alder", "Quality", "Kim", "n/a", "no sample yet"],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.orientation, names(table)) == ("long", (["Alder", "Birch"], ["Price", "Quality"]))
    assert [(s.value, s.flags, s.evaluator, s.rationale) for s in table.scores] == [
        (3.5, (), "Kim", "cheap, but extras"), (4, (), "Kim", ""), (None, ("na",), "Kim", "no sample yet"),
    ]  # fmt: skip


def test_a_list_of_vendors_without_scores(xlsx):
    rows = [
        ["ref", "Supplier", "Country", "Website"],
        ["S1", "Alder Ltd", "GB", "alder.example"],
        ["S2", "Birch", "DE", None],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (table.kind, table.orientation, names(table)) == ("vendors", "list", (["Alder Ltd", "Birch"], []))


BILL_OF_MATERIALS = [
    ["Part", "Value", "Quantity", "Unit Price (USD)", "Column1"],
    ["Capacitor", "0.1 𝜇F", 2, 0.23, 0.46],
    ["Resistor", "47 𝛺", 1, 0.06, 0.06],
]
BUDGET = [["Month", "Revenue", "Cost"], ["January", 100, 80], ["February", 120, 90]]
PEOPLE = [["email", "name", "provider_ref_id"], ["a@b.example", "Marie", "ENT-3"], ["c@d.example", "Paul", "ENT-1"]]


@pytest.mark.parametrize("rows", [BILL_OF_MATERIALS, BUDGET, PEOPLE, [["just one cell"]]])
def test_a_sheet_that_compares_nobody_invents_no_vendors(xlsx, rows):
    reading = read_spreadsheet(xlsx(rows))
    assert reading.refusal is None
    assert reading.tables == ()
    assert reading.sheets_left_out[0].used_cells == sum(cell is not None for row in rows for cell in row)


@pytest.mark.parametrize(
    ("criterion", "weight", "total"),
    [
        ("Kriterium", "Gewichtung", "Summe"), ("Critère", "Poids", "Total"), ("Criterio", "Peso", "Total ponderado"),
        ("Critério", "Ponderação", "Soma"), ("Criterio", "Peso", "Totale"), ("Criterium", "Weging", "Totaal"),
        ("Kriterium", "Viktning", "Summa"), ("Kryterium", "Waga", "Razem"),
    ],
)  # fmt: skip
def test_scorecards_in_other_languages(xlsx, criterion, weight, total):
    rows = [
        [criterion, weight, "Ahorn", "Birke"],
        ["Alpha", 60, 3, 4],
        ["Beta", 30, 5, 4],
        ["Gamma", 10, 1, 2],
        [total, None, 340, 380],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert (names(table), weights(table)) == ((["Ahorn", "Birke"], ["Alpha", "Beta", "Gamma"]), [60, 30, 10])


def test_the_buyers_own_estimate_and_footnotes_are_no_vendors(xlsx):
    rows = [
        ["Bidder", "Total Price"],
        ["K&E Excavating,\nInc.", 2797065], ["Kerr", "$3,636,850.00*"],
        ["Engineer's Estimate", 3875250], ["*Corrected Bid Total", None],
    ]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert names(table) == (["K&E Excavating, Inc.", "Kerr"], ["Total Price"])
    assert matrix(table) == [[2797065], [3636850]]
    assert table.scores[1].flags == ("dollar_assumed", "footnote")


def test_a_total_that_does_not_follow_is_left_out_and_asked(xlsx):
    wrong = [*CARD[:4], ["Total", 100, 3.95, 3.0, 3.45]]
    table = only_table(read_spreadsheet(xlsx(wrong)))
    asked = [problem.reason for problem in table.problems if problem.cell == "D5"]
    assert asked == ["your total 3 does not follow from the scores; Σ weight × score ÷ Σ weight gives 3.75"]
    assert len(table.criteria) == 3


def test_an_open_cell_is_missing_and_a_zero_is_a_score(xlsx):
    table = only_table(
        read_spreadsheet(
            xlsx([["Criterion", "Weight", "Alder", "Birch"], ["Price", 50, 0, 4], ["Quality", 50, None, "tbd"]])
        )
    )
    assert {score.cell: (score.value, score.flags) for score in table.scores} == {
        "C2": (0.0, ()), "D2": (4.0, ()), "D3": (None, ("placeholder", "missing")),
    }  # fmt: skip


def test_the_document_keeps_its_shape(xlsx):
    document = read_spreadsheet(xlsx(CARD)).as_json()
    assert {"file", "sha256", "refusal", "tables"} <= set(document)
    (table,) = document["tables"]
    assert {
        "sheet", "kind", "orientation", "header_rows", "vendors", "criteria", "scores", "derived", "problems",
        "used_cells", "accounted_cells",
    } <= set(table)  # fmt: skip
    assert table["vendors"][0] == {"name": "Alder", "cell": "C1"}
    assert table["criteria"][0] == {
        "name": "Price",
        "cell": "A2",
        "weight": 40.0,
        "direction": "max",
        "unit": "",
        "maximum": 5.0,
    }
    assert table["scores"][0] == {
        "vendor": "Alder", "criterion": "Price", "cell": "C2", "raw": "3", "value": 3.0, "text": "", "flags": [],
    }  # fmt: skip
    assert set(table["problems"][0]) == {"cell", "severity", "reason"}
