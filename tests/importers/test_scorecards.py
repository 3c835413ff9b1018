"""Scorecards as people really lay them out: what stands beside the scores is neither a vendor nor a criterion."""

from __future__ import annotations

import pytest

from outsource_desk.importers.reading import Reading, Table
from outsource_desk.importers.spreadsheet import read_spreadsheet


def only_table(reading: Reading) -> Table:
    assert reading.refusal is None, reading.refusal
    (table,) = reading.tables
    assert table.accounted_cells == table.used_cells
    return table


def vendors(table: Table) -> list[str]:
    return [vendor.name for vendor in table.vendors]


def criteria(table: Table) -> list[tuple[str, float | None]]:
    return [(criterion.name, criterion.weight) for criterion in table.criteria]


def asked(table: Table) -> list[tuple[str, str]]:
    return [(problem.cell, problem.reason) for problem in table.problems if problem.severity == "ask"]


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
    assert sorted(score.value for score in table.scores) == [4, 7, 8, 9]


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
