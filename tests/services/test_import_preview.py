"""What an import would do is told before it does it, and the user's answers come in honestly."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.history import undo
from outsource_desk.services.import_answers import Act, Answer, NoSuchCellError, NoSuchColumnError
from outsource_desk.services.import_case import NoSuchTableError
from outsource_desk.services.import_policy import Policy
from outsource_desk.services.import_preview import Mark, preview_import, used_cells
from outsource_desk.services.import_questions import EMPTY_LISTED, Severity
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.vendors import add_vendor, list_vendors
from tests.sheets import written

BIDS = [
    ["Bid comparison"],
    ["Criterion", "Weight", "Alder", "Birch", "Cedar"],
    ["Quality", 40, 4, "4/5", 3],
    ["Support", 25, "n/a", 5, "3,5"],
    ["Price (EUR)", 35, "€8.412.000", "€9.350.000", "€7.9O0.000"],
    ["Team", 10, 3, None, 2],
]


@pytest.fixture
def read(tmp_path):
    """Write sheets to a workbook and read it."""

    def read(*sheets, name="Bids.xlsx"):
        named = {f"Sheet{at}": rows for at, rows in enumerate(sheets, start=1)}
        return read_spreadsheet(written(tmp_path / name, named))

    return read


def questions(preview):
    return {each.cell: each for each in preview.questions if each.acts}


def test_a_preview_says_what_is_new_and_writes_nothing(desk, read):
    add_vendor(desk, "Birch")
    before = desk.journal.revision
    preview = preview_import(desk, read(BIDS))
    assert desk.journal.revision == before
    assert not list_initiatives(desk)
    assert (preview.initiative, preview.initiative_id, preview.evaluator) == ("Bids", None, "Bids")
    assert [(each.name, each.is_candidate, each.is_known) for each in preview.vendors] == [
        ("Alder", False, False),
        ("Birch", False, True),
        ("Cedar", False, False),
    ]
    assert [(each.name, each.is_new, each.weight) for each in preview.criteria][:2] == [
        ("Quality", True, 40),
        ("Support", True, 25),
    ]
    assert preview.changes_anything


def test_doubts_stand_with_their_cell_and_the_answers_they_can_have(desk, read):
    found = questions(preview_import(desk, read(BIDS)))
    letter = found["E5"]
    assert (letter.severity, letter.raw, letter.guess, letter.needs_answer) == (
        Severity.ASK,
        "€7.9O0.000",
        7_900_000,
        True,
    )
    assert letter.acts == (Act.OPEN, Act.VALUE)
    assert found["C4"].title == "Not applicable"
    assert found["D3"].severity is Severity.CARE
    assert found["D6"].severity is Severity.EMPTY
    assert next(iter(found)) == "E5"


def test_prices_that_cannot_be_read_are_asked_about_and_not_taken_for_words(desk, read):
    rows = [["Criteria", "Alder", "Birch", "Cedar", "Elm"], ["Quality", 4, 3, 5, 2],
            ["Cost", "$9,093,272,70", "$8,120,000.00", "—", "$9,O93.00"]]  # fmt: skip
    found = {each.cell: each for each in preview_import(desk, read(rows)).questions}
    assert found["B3"].needs_answer
    assert found["D3"].needs_answer
    assert "A3" not in found


def test_each_used_cell_counts_once_and_an_answer_moves_it(desk, read):
    reading = read(BIDS)
    preview = preview_import(desk, reading)
    used = reading.tables[0].used_cells
    assert preview.cells.used == used
    assert preview.cells.problems == 1
    table, found = reading.tables[0], preview.questions
    opened = used_cells(table, found, {"E5": Answer.leave_open()})
    assert (opened.problems, opened.left_open, opened.used) == (0, 1, used)
    typed = used_cells(table, found, {"E5": Answer.typed(7_900_000)})
    assert (typed.problems, typed.with_care, typed.used) == (0, preview.cells.with_care + 1, used)


def test_a_typed_number_keeps_its_cell_and_says_what_the_cell_said(desk, read):
    answers = {"E5": Answer.typed(7_900_000), "D6": Answer.typed(2.5)}
    import_spreadsheet(desk, read(BIDS), answers=answers)
    evaluation = load_evaluation(desk, 1)
    amount = next(each for each in evaluation.measurements if each.amount == 7_900_000)
    assert str(amount.source) == "Bids.xlsx, Sheet1!E5"
    assert amount.rationale == "Typed at import; the cell said “€7.9O0.000”."
    points = next(each for each in evaluation.scores if each.points == 2.5)
    assert str(points.source) == "Bids.xlsx, Sheet1!D6"
    assert points.rationale == "Typed at import; the cell was empty."


def test_a_cell_that_is_left_open_keeps_its_words(desk, read):
    import_spreadsheet(desk, read(BIDS), answers={"C4": Answer.leave_open()})
    score = next(each for each in load_evaluation(desk, 1).scores if each.source and each.source.cell == "C4")
    assert (score.points, score.not_applicable, score.rationale) == (None, False, "The sheet says “n/a”.")


def test_a_doubtful_number_stays_open_until_it_is_kept(desk, read):
    rows = [["Vendor", "Cost"], ["Alder", 8000], ["Birch", "5-7"], ["Cedar", 6500]]
    reading = read(rows)
    [question] = [each for each in preview_import(desk, reading).questions if each.cell == "B3"]
    assert (question.severity, question.understood, question.acts[0]) == (Severity.ASK, 6, Act.KEEP)
    import_spreadsheet(desk, reading, initiative="Open")
    import_spreadsheet(desk, reading, initiative="Kept", answers={"B3": Answer.keep()})
    open_, kept = (load_evaluation(desk, each.id).measurements for each in list_initiatives(desk))
    assert [each.amount for each in open_] == [8000, None, 6500]
    assert [each.amount for each in kept] == [8000, 6, 6500]
    assert kept[1].rationale == "Read as 6 and confirmed at import; the cell said “5-7”."


def test_a_date_that_was_a_fraction_is_guessed_in_points(desk, tmp_path):
    path = tmp_path / "dates.xlsx"
    from datetime import date

    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 5, date(2026, 5, 4)], ["Team", 40, 3, 2]):
        page.append(row)
    book.save(path)
    [question] = [each for each in preview_import(desk, read_spreadsheet(path)).questions if each.cell == "D2"]
    assert (question.title, question.guess) == ("A date in place of a number", 4)


def test_what_would_change_is_told_with_old_and_new(desk, read):
    import_spreadsheet(desk, read(BIDS))
    changed = [list(row) for row in BIDS]
    changed[2][2] = 5
    preview = preview_import(desk, read(changed), initiative="Bids", policy=Policy.REPLACE)
    assert [(each.cell, each.candidate, each.criterion, each.old, each.new) for each in preview.changes] == [
        ("C3", "Alder", "Quality", Mark(4), Mark(5))
    ]
    assert not any(each.is_new for each in preview.criteria)
    assert all(each.is_candidate for each in preview.vendors)
    assert preview.values_new == 0


def test_numbers_that_the_initiative_does_not_allow_are_asked(desk, read):
    import_spreadsheet(desk, read(BIDS))
    changed = [list(row) for row in BIDS]
    changed[2][2] = 50
    preview = preview_import(desk, read(changed), initiative="Bids")
    question = questions(preview)["C3"]
    assert (question.title, question.needs_answer) == ("Differs from the document", True)
    assert question.sentence == "Alder, Quality: 4 here; “50” does not fit."
    preview = preview_import(desk, read(changed), initiative="Bids", evaluator="Lee")
    question = questions(preview)["C3"]
    assert (question.title, question.needs_answer) == ("Outside the scale", True)


def test_directions_that_the_sheet_does_not_say_are_asked_and_answered(desk, read):
    rows = [["Vendor", "Frobs", "Quality"], ["Alder", 8000, 3], ["Birch", 7000, 4]]
    reading = read(rows)
    asked = [each.name for each in preview_import(desk, reading).criteria if each.is_direction_asked]
    assert asked == ["Frobs"]
    preview = preview_import(desk, reading, directions={"Frobs": "min"})
    assert [each.direction for each in preview.criteria] == ["min", "max"]
    import_spreadsheet(desk, reading, directions={"Frobs": "min"})
    assert load_evaluation(desk, 1).criteria[0].direction == "min"


def test_a_weight_may_be_typed_in_place_of_the_sheets(desk, read):
    rows = [["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 4, 3], ["Support", "high", 2, 5]]
    reading = read(rows)
    assert questions(preview_import(desk, reading))["B3"].acts == (Act.OPEN, Act.VALUE)
    import_spreadsheet(desk, reading, answers={"B3": Answer.typed(40)}, weights={"Quality": 50})
    assert [each.weight for each in load_evaluation(desk, 1).criteria] == [50, 40]


def test_a_second_table_comes_in_by_its_number(desk, read):
    other = [["Criterion", "Weight", "Dogwood", "Elm"], ["Speed", 50, 1, 2], ["Care", 50, 3, 4]]
    reading = read(BIDS, other)
    assert preview_import(desk, reading, table=1).sheet == "Sheet2"
    import_spreadsheet(desk, reading, table=1, initiative="Second")
    assert [vendor.name for vendor in list_vendors(desk)] == ["Dogwood", "Elm"]
    assert desk.journal.revision == 1
    undo(desk)
    assert not list_initiatives(desk)
    with pytest.raises(NoSuchTableError):
        preview_import(desk, reading, table=2)


def test_answers_that_fit_nothing_are_refused(desk, read):
    reading = read(BIDS)
    with pytest.raises(NoSuchCellError):
        preview_import(desk, reading, answers={"Z99": Answer.typed(3)})
    with pytest.raises(NoSuchColumnError):
        preview_import(desk, reading, weights={"Beauty": 3})
    with pytest.raises(DeskError):
        Answer.typed(float("nan"))


def test_words_are_told_once_for_each_criterion(desk, read):
    rows = [["Vendor", "Risk", "Quality"], ["Alder", "High", 3], ["Birch", "Low", 4], ["Cedar", "Low", 4]]
    found = [each for each in preview_import(desk, read(rows)).questions if each.title == "Words, no numbers"]
    assert [each.cell for each in found] == ["B1"]


def test_many_empty_cells_are_listed_up_to_a_bound_and_counted(desk, read):
    names = [f"Vendor {at}" for at in range(30)]
    rows = [["Criterion", "Weight", *names], ["Quality", 60, *[3] * 30], ["Support", 20, 4], ["Team", 20, 4]]
    preview = preview_import(desk, read(rows))
    empty = [each for each in preview.questions if each.severity is Severity.EMPTY]
    assert len(empty) == EMPTY_LISTED
    assert any(each.sentence == "8 cells stay open." for each in preview.questions)
