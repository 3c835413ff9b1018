"""Names over repeated headers, where vendors run down: evaluators, or criteria with several kinds of score."""

from __future__ import annotations

import pytest

from outsource_desk.importers.reading import Table
from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.told import only_table


def asked(table: Table) -> list[str]:
    return [problem.reason for problem in table.problems if problem.severity == "ask"]


def in_blocks(xlsx, names, headers, numbers, ends=()):
    head = [None, *(cell for name in names for cell in (name, *[None] * (len(headers) - 1))), *[None] * len(ends)]
    rows = [head, ["Vendor", *list(headers) * len(names), *ends], *numbers]

    def merge(sheet):
        for at in range(len(names)):
            left = 2 + at * len(headers)
            sheet.merge_cells(start_row=1, end_row=1, start_column=left, end_column=left + len(headers) - 1)

    return only_table(read_spreadsheet(xlsx(rows, touch=merge)))


VALUES = [["Alder", 4, 3, 5, 3], ["Birch", 3, 5, 3, 4], ["Cedar", 5, 2, 4, 2]]


def test_names_over_repeated_criteria_are_evaluators(xlsx):
    table = in_blocks(xlsx, ["Kim", "Lee"], ["Team", "Price"], VALUES)
    assert [criterion.name for criterion in table.criteria] == ["Team", "Price"]
    assert [(s.criterion, s.evaluator, s.value) for s in table.scores if s.vendor == "Alder"] == [
        ("Team", "Kim", 4), ("Price", "Kim", 3), ("Team", "Lee", 5), ("Price", "Lee", 3),
    ]  # fmt: skip
    assert "“Kim” and “Lee” are taken as evaluators; is that so?" in asked(table)
    assert asked(table).count("is more or less of “Price” better?") == 1


@pytest.mark.parametrize("people", [["Evaluator 1", "Evaluator 2"], ["Gutachter A", "Gutachter B"]])
def test_names_that_say_evaluator_are_not_asked_about(xlsx, people):
    table = in_blocks(xlsx, people, ["Team", "Support"], VALUES)
    assert {score.evaluator for score in table.scores} == set(people)
    assert not any("evaluators" in reason for reason in asked(table))


def test_names_below_criteria_are_evaluators_and_their_mean_a_result(xlsx):
    rows = [["Alder", 4, 2, 3, 5, 3, 4], ["Birch", 3, 5, 4, 3, 4, 3.5], ["Cedar", 5, 1, 3, 4, 2, 3]]
    table = in_blocks(xlsx, ["Quality", "Service"], ["Kim", "Lee", "Avg"], rows)
    assert [criterion.name for criterion in table.criteria] == ["Quality", "Service"]
    assert [(s.criterion, s.evaluator, s.value) for s in table.scores if s.vendor == "Birch"] == [
        ("Quality", "Kim", 3), ("Quality", "Lee", 5), ("Service", "Kim", 3), ("Service", "Lee", 4),
    ]  # fmt: skip
    assert not any("evaluators" in reason for reason in asked(table))


def test_raw_and_weighted_below_criteria_are_one_score_each(xlsx):
    rows = [
        ["Alder", 85, 59.5, 90, 27, 86.5, 1],
        ["Birch", 80, 56, 95, 28.5, 84.5, 2],
        ["Cedar", 70, 49, 100, 30, 79, 3],
    ]
    table = in_blocks(xlsx, ["Technical (70%)", "Financial (30%)"], ["Raw", "Weighted"], rows, ["Score", "Rank"])
    assert [(c.name, c.weight, c.direction, c.maximum) for c in table.criteria] == [
        ("Technical", 70, "max", 100), ("Financial", 30, "max", 100),
    ]  # fmt: skip
    assert [score.value for score in table.scores] == [85, 90, 80, 95, 70, 100]
    assert asked(table) == []


def test_comments_below_criteria_stay_with_their_scores(xlsx):
    rows = [["Alder", 4, "senior", 5, None], ["Birch", 3, None, 4, "slow"], ["Cedar", 5, "new", 2, "weak"]]
    table = in_blocks(xlsx, ["Quality", "Service"], ["Score", "Comment"], rows)
    assert [(s.criterion, s.value, s.rationale) for s in table.scores if s.vendor == "Birch"] == [
        ("Quality", 3, ""), ("Service", 4, "slow"),
    ]  # fmt: skip


@pytest.mark.parametrize("names", [["2024", "2025"], ["Q1", "Q2"], ["Lot 1", "Lot 2"], ["Technical", "Commercial"]])
def test_years_lots_and_groups_are_no_evaluators(xlsx, names):
    table = in_blocks(xlsx, names, ["Team", "Price"], VALUES)
    assert {score.evaluator for score in table.scores} == {""}
    assert len(table.criteria) == 4


def test_columns_of_evaluators_are_scores_of_the_vendor_as_a_whole(xlsx):
    rows = [["Vendor", "Evaluator 1", "Evaluator 2", "Average"], ["Alder", 82, 74, 78], ["Birch", 70, 88, 79]]
    table = only_table(read_spreadsheet(xlsx(rows)))
    assert [criterion.name for criterion in table.criteria] == ["Score"]
    assert [(s.vendor, s.evaluator, s.value) for s in table.scores] == [
        ("Alder", "Evaluator 1", 82), ("Alder", "Evaluator 2", 74),
        ("Birch", "Evaluator 1", 70), ("Birch", "Evaluator 2", 88),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Average", "Mean", "Total", "Durchschnitt"])
@pytest.mark.parametrize("place", [0, 2])
def test_the_mean_of_the_evaluators_is_none_of_them_wherever_it_stands(xlsx, name, place):
    names, values = ["Kim", "Lee"], [[4, 3, 2, 5], [3, 3, 3, 4], [5, 1, 3, 1]]
    names.insert(place, name)
    means = [[(row[0] + row[2]) / 2, (row[1] + row[3]) / 2] for row in values]
    rows = [[*row[: 2 * place], *mean, *row[2 * place :]] for row, mean in zip(values, means, strict=True)]
    vendors = zip(["Alder", "Birch", "Cedar"], rows, strict=True)
    over = in_blocks(xlsx, names, ["Team", "Price"], [[vendor, *row] for vendor, row in vendors])
    below = in_blocks(xlsx, ["Team", "Price"], names, [["Alder", 3, 4, 2, 4, 3, 5], ["Birch", 3, 2, 4, 4, 4, 4]])
    assert {score.evaluator for score in over.scores} == {score.evaluator for score in below.scores} == {"Kim", "Lee"}
    assert all("a result of its neighbours" in left.why for table in (over, below) for left in table.derived)


def test_one_evaluator_beside_a_mean_is_no_riddle(xlsx):
    values = [["Alder", 3, 4, 4, 3], ["Birch", 3, 3, 3.5, 3]]
    table = in_blocks(xlsx, ["Team", "Quality"], ["Average", "Kim"], values)
    assert [(s.criterion, s.evaluator, s.value) for s in table.scores if s.vendor == "Alder"] == [
        ("Team", "Kim", 4), ("Quality", "Kim", 3),
    ]  # fmt: skip
