"""A sheet for each evaluator, and the sheet that sums them up."""

from __future__ import annotations

import pytest

from outsource_desk.importers.reading import SheetView
from outsource_desk.importers.spreadsheet import read_again, read_spreadsheet
from tests.importers.drawn import asked, table_of


def sheet(first, second, names=("Alder", "Birch")):
    return [["Criterion", *names], ["Team", *first], ["Support", *second]]


KIM, LEE, MEAN = sheet((3, 4), (5, 2)), sheet((4, 4), (2, 2)), sheet((3.5, 4), (3.5, 2))


def test_each_sheet_holds_the_scores_of_one_evaluator_and_their_average_is_left_out(xlsx):
    reading = read_spreadsheet(xlsx({"Kim": KIM, "Lee": LEE, "Summary": MEAN}))
    assert [(table.sheet, table.evaluator) for table in reading.tables] == [("Kim", "Kim"), ("Lee", "Lee")]
    assert [(left.sheet, left.why) for left in reading.sheets_left_out] == [
        ("Summary", "the average of “Kim” and “Lee”, sheet by sheet")
    ]
    assert not any("is that so" in problem.reason for table in reading.tables for problem in table.problems)


@pytest.mark.parametrize("name", ["Total", "Zusammenfassung", "Synthèse", "Kim and Lee", "Board"])
@pytest.mark.parametrize("values", [MEAN, sheet((7, 8), (7, 4))])
def test_average_and_sum_are_known_by_arithmetic_and_by_any_name(xlsx, name, values):
    reading = read_spreadsheet(xlsx({name: values, "Kim": KIM, "Lee": LEE}))
    assert [table.evaluator for table in reading.tables] == ["Kim", "Lee"]


def test_without_a_summary_the_user_is_asked_whether_sheets_are_people(xlsx):
    reading = read_spreadsheet(xlsx({"Kim": KIM, "Lee": LEE}))
    assert [table.evaluator for table in reading.tables] == ["Kim", "Lee"]
    assert all("B1" in asked(table) for table in reading.tables)


@pytest.mark.parametrize("names", [("2026", "2027"), ("Lot 1", "Lot 2"), ("Sheet1", "Sheet2"), ("Round A", "Round B")])
def test_years_lots_and_unnamed_sheets_are_nobody(xlsx, names):
    reading = read_spreadsheet(xlsx(dict(zip(names, (KIM, LEE), strict=True))))
    assert [table.evaluator for table in reading.tables] == ["", ""]


def test_sheets_about_other_vendors_are_no_second_opinion(xlsx):
    other = sheet((1, 2), (3, 4), ("Cedar", "Dogwood"))
    reading = read_spreadsheet(xlsx({"Kim": KIM, "Lee": other}))
    assert [table.evaluator for table in reading.tables] == ["", ""]


def test_a_summary_that_is_no_average_is_kept(xlsx):
    reading = read_spreadsheet(xlsx({"Kim": KIM, "Lee": LEE, "Summary": sheet((3, 4), (1, 2))}))
    assert [table.sheet for table in reading.tables] == ["Kim", "Lee", "Summary"]


def test_a_summary_that_the_user_looks_at_is_kept(xlsx):
    reading = read_spreadsheet(xlsx({"Kim": KIM, "Lee": LEE, "Summary": MEAN}))
    again = read_again(reading, {"Summary": SheetView(header_row=1)})
    assert [table.sheet for table in again.tables] == ["Kim", "Lee", "Summary"]


@pytest.mark.parametrize(
    "line",
    ["Evaluator: Kim Lee|", "Evaluated by|Kim Lee", "Bewertet von: Kim Lee|", "Évaluateur :|Kim Lee",
     "Evaluador: Kim Lee|", "Avaliador|Kim Lee", "Valutatore:|Kim Lee", "Oceniający: Kim Lee|",
     "Reviewer name|Kim Lee"],
)  # fmt: skip
def test_the_evaluator_may_stand_above_the_table(line):
    table = table_of(f"{line}|\nCriterion|Alder|Birch\nTeam|3|4\nSupport|5|2\n")
    assert table.evaluator == "Kim Lee"
