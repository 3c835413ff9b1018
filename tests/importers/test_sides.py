"""Columns and rows beside the vendors, and names that stand twice."""

from __future__ import annotations

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.told import only_table, vendors

SCORES = [["Team", 60, 4, 3], ["Support", 30, 3, 5], ["Price (EUR)", 10, 90000, 80000]]


def with_column(title: str, cells: list[object], at: int = 2) -> list[list[object]]:
    rows = [["Criterion", "Weight", "Alder", "Birch"], *SCORES]
    return [[*row[:at], cell, *row[at:]] for row, cell in zip(rows, [title, *cells], strict=True)]


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Min", [0, 0, None]), ("Minimum", [1, 2, 3]), ("Target", [4, 4, 85000]), ("Threshold", [2, 3, None]),
        ("Comment", ["a b", "c d", "e f"]), ("Remarks", ["x", None, "see below"]), ("Notes", [None, None, "net"]),
        ("Reason", ["long story", "short", "?"]), ("Begründung", ["lang", "kurz", "x"]), ("Bemerkung", ["a", "b", "c"]),
        ("Kommentar", ["a", "b", "c"]), ("Source", ["RFP", "call", "bid"]), ("Group", ["A", "A", "B"]),
        ("Category", ["Soft", "Soft", "Hard"]), ("Unit", ["points", "points", "EUR"]), ("Scale", ["0-5", "0-5", None]),
        ("Max", [5, 5, None]), ("Maximum", [5, 5, None]), ("Max points", [5, 5, None]),
        ("Direction", ["max", "max", "min"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", [2, 4])
def test_columns_about_the_criteria_are_never_vendors(xlsx, title, cells, at):
    table = only_table(read_spreadsheet(xlsx(with_column(title, cells, at))))
    assert vendors(table) == ["Alder", "Birch"]
    assert [(c.name, c.weight, c.maximum) for c in table.criteria] == [
        ("Team", 60, 5), ("Support", 30, 5), ("Price (EUR)", 10, None),
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["Min", "Max", "Scale", "Target", "Threshold", "Direction"])
def test_rows_about_the_criteria_are_never_vendors(xlsx, title):
    cells = {"Direction": ["more is better", "max"], "Scale": ["0-5", "0-5"]}.get(title, [5, 5])
    rows = [["Vendor", "Team", "Support"], [title, *cells], ["Alder", 4, 3], ["Birch", 3, 5]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert vendors(table) == ["Alder", "Birch"]
    assert [criterion.maximum for criterion in table.criteria] == [5, 5]


def test_a_column_of_scales_gives_each_criterion_its_own(xlsx):
    table = only_table(read_spreadsheet(xlsx(with_column("Scale", ["0-10", "1 bis 5", "EUR"]))))
    assert [criterion.maximum for criterion in table.criteria] == [10, 5, None]


@pytest.mark.parametrize(
    ("more", "less"),
    [("more is better", "less is better"), ("max", "min"), ("higher", "lower"), ("↑", "↓"),
     ("je mehr desto besser", "je weniger desto besser")],
)  # fmt: skip
def test_a_column_of_directions_settles_them(xlsx, more, less):
    rows = with_column("Direction", [more, less, less])
    rows[3][0] = "Volume"
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [criterion.direction for criterion in table.criteria] == ["max", "min", "min"]
    assert not any(problem.severity == "ask" for problem in table.problems)


def test_a_column_of_units_gives_the_units(xlsx):
    table = only_table(read_spreadsheet(xlsx(with_column("Unit", ["points", "points", "EUR"]))))
    assert [criterion.unit for criterion in table.criteria] == ["points", "points", "EUR"]


NAMED = [
    ["Criterion", "Alder", "Alder comment", "Birch", "Birch comment"],
    ["Team", 4, "solid", 3, None],
    ["Support", 3, None, 5, "very friendly"],
]


@pytest.mark.parametrize(
    "header",
    [
        NAMED[0],
        ["Criterion", "Alder", "Comment", "Birch", "Comment"],
        ["Kriterium", "Alder", "Bemerkung Alder", "Birch", "Bemerkung Birch"],
    ],
)
def test_comments_go_with_the_scores_of_their_vendor(xlsx, header):
    table = only_table(read_spreadsheet(xlsx([header, *NAMED[1:]])))
    assert vendors(table) == ["Alder", "Birch"]
    assert [(score.cell, score.value, score.rationale) for score in table.scores] == [
        ("B2", 4, "solid"), ("B3", 3, ""), ("D2", 3, ""), ("D3", 5, "very friendly"),
    ]  # fmt: skip
    assert not any("comment" in left.why for left in table.skipped)


def test_comments_in_pairs_of_headers_go_with_their_vendor(xlsx):
    def merge(sheet):
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")

    rows = [["Criterion", "Alder", None, "Birch", None], [None, "Score", "Comment", "Score", "Comment"], *NAMED[1:]]
    table = only_table(read_spreadsheet(xlsx(rows, touch=merge)))
    assert vendors(table) == ["Alder", "Birch"]
    assert [(score.cell, score.rationale) for score in table.scores if score.rationale] == [
        ("B3", "solid"), ("D4", "very friendly"),
    ]  # fmt: skip
    assert {score.evaluator for score in table.scores} == {""}


def test_comments_beside_criteria_in_columns_go_with_their_scores(xlsx):
    rows = [
        ["Vendor", "Team", "Team comment", "Support"],
        ["Alder", 4, "solid, calm", 3],
        ["Birch", 3, "small team", 5],
    ]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [criterion.name for criterion in table.criteria] == ["Team", "Support"]
    assert [score.rationale for score in table.scores] == ["solid, calm", "", "small team", ""]


def test_a_comment_on_an_open_score_is_kept(xlsx):
    rows = [*NAMED, ["Security", None, "no answer yet", 4, None]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    (kept,) = [score for score in table.scores if score.cell == "B4"]
    assert (kept.value, kept.flags, kept.rationale) == (None, ("missing",), "no answer yet")


def test_one_column_of_comments_on_several_vendors_is_left_out(xlsx):
    rows = [["Criterion", "Alder", "Birch", "Comments (Jane)"], ["Team", 4, 3, "Birch late"], ["Support", 3, 5, "fine"]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [(left.cells, left.why) for left in table.skipped] == [("D1:D3", "“Comments (Jane)”: comments")]
    assert {score.rationale for score in table.scores} == {""}


def test_criteria_of_one_name_are_told_apart_by_their_group(xlsx):
    rows = [
        ["Criterion", "Weight", "Alder", "Birch"],
        ["Staff"], ["Skill", 20, 4, 3], ["Speed", 30, 2, 3],
        ["Managers"], ["Skill", 50, 1, 5],
    ]  # fmt: skip
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [criterion.name for criterion in table.criteria] == ["Skill (Staff)", "Speed", "Skill (Managers)"]
    assert [score.value for score in table.scores if score.criterion == "Skill (Managers)"] == [1, 5]
    assert [problem.cell for problem in table.problems if "more than once" in problem.reason] == ["A3", "A6"]


def test_names_without_groups_get_a_number(xlsx):
    rows = [["Criterion", "Alder", "Birch", "Birch"], ["Skill", 4, 3, 2], ["Skill", 1, 5, 4], ["Skill (2)", 1, 1, 1]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [criterion.name for criterion in table.criteria] == ["Skill", "Skill (3)", "Skill (2)"]
    assert vendors(table) == ["Alder", "Birch", "Birch (2)"]
    assert len({(score.vendor, score.criterion) for score in table.scores}) == 9
    assert {problem.severity for problem in table.problems if "more than once" in problem.reason} == {"note", "ask"}


def test_tables_of_one_sheet_say_where_they_lie(xlsx):
    rows = [["Lot 1"], ["Criterion", "Alder", "Birch"], ["Team", 4, 3], ["Support", 3, 5], []]
    reading = read_spreadsheet(
        xlsx([*rows, ["Lot 2"], ["Criterion", "Cedar", "Elm"], ["Team", 2, 3], ["Support", 1, 4]])
    )
    assert [table.range for table in reading.tables] == ["A1:C4", "A6:C9"]
    assert [table["range"] for table in reading.as_json()["tables"]] == ["A1:C4", "A6:C9"]
