"""One cell of the matrix with everything that happened to it."""

from __future__ import annotations

import pytest

from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.score import Source
from outsource_desk.services.cells import CellDetail, EvaluatorScore, cell_detail
from outsource_desk.services.desk import Desk, open_desk
from outsource_desk.services.history import redo, undo
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.scoring import (
    ScoreEntry,
    add_evaluator,
    agree_score,
    list_evaluators,
    record_amount,
    record_score,
    record_scores,
    remove_evaluator,
    withdraw_agreed_score,
)
from outsource_desk.store.rows import insert_row
from tests.scene import build_scene


@pytest.fixture
def scene(desk: Desk):
    return build_scene(desk)


@pytest.fixture
def detail(desk: Desk, scene):
    def look(candidate_id=None, criterion_id=None, at: Desk = desk) -> CellDetail:
        evaluation = load_evaluation(at, scene.initiative)
        ranking = ranking_of(evaluation)
        return cell_detail(at, evaluation, ranking, candidate_id or scene.candidate, criterion_id or scene.quality)

    return look


@pytest.fixture
def texts(detail):
    """Return what happened to a cell, oldest first."""
    return lambda *cell: [event.text for event in reversed(detail(*cell).events)]


@pytest.fixture
def source(desk, scene):
    with desk.edit("Import"):
        values = {"file_name": "Bids.xlsx", "sha256": "0" * 64, "imported_at": "2026-07-03T10:00:00+00:00"}
        insert_row(desk.db, "import_file", {"initiative_id": scene.initiative, **values})
    return Source("Bids.xlsx", "Sheet2", "F14")


def test_a_cell_shows_what_counts_and_what_it_is_worth(desk, scene, detail):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    seen = detail()
    assert (seen.candidate.name, seen.criterion.name) == ("Acme", "Quality")
    assert seen.weight == pytest.approx(0.6)
    assert seen.contribution == pytest.approx(0.6 * 80)
    assert (seen.cell.value, seen.cell.points) == (80, 4)
    assert (seen.agreed, seen.measurement) == (None, None)


def test_every_evaluator_stands_in_the_cell_also_those_who_said_nothing(desk, scene, detail, source):
    audit = add_evaluator(desk, scene.initiative, "Audit office")
    record_score(desk, scene.candidate, scene.quality, audit, 3.5, rationale="Asked", source=source)
    silent, said = detail().scores
    offices = list_evaluators(desk, scene.initiative)
    assert silent == EvaluatorScore(offices[0])
    last = desk.journal.edits()[-1]
    assert said == EvaluatorScore(offices[1], 3.5, False, "Asked", source, last.at)


def test_an_amount_and_a_group_have_no_evaluators(desk, scene, detail):
    record_amount(desk, scene.candidate, scene.price, 120)
    price, group = detail(scene.candidate, scene.price), detail(scene.candidate, scene.group)
    assert (price.scores, price.measurement.amount, group.scores) == ((), 120, ())
    assert (group.cell.points, group.events, group.weight) == (None, (), pytest.approx(0.6))


def test_an_untouched_cell_has_no_history(detail):
    assert detail().events == ()


def test_the_life_of_a_score_is_told_newest_first(desk, scene, detail, source):
    cell = scene.candidate, scene.quality
    record_score(desk, *cell, scene.evaluator, 4.5, source=source)
    first = desk.journal.edits()[-1]
    record_score(desk, *cell, scene.evaluator, 4)
    agree_score(desk, *cell, 4.5, rationale="Two references were called")
    agree_score(desk, *cell, 5, rationale="Two references were called")
    withdraw_agreed_score(desk, *cell)
    events = detail().events
    assert [event.text for event in events] == [
        "Withdrew 5",
        "Agreed 4.5 → 5",
        "Agreed 4.5. Reason: “Two references were called”",
        "Scored 4.5 → 4",
        "Imported 4.5 from Bids.xlsx, Sheet2!F14",
    ]
    assert (events[-1].revision, events[-1].at, events[-1].author) == (first.id, first.at, "Analyst")


def test_marks_open_cells_and_reasons_have_words_of_their_own(desk, scene, texts):
    cell = scene.candidate, scene.quality
    record_scores(desk, [ScoreEntry(*cell, None, not_applicable=True)], scene.evaluator, "Mark")
    record_scores(desk, [ScoreEntry(*cell, 3)], scene.evaluator, "Fill")
    record_scores(desk, [ScoreEntry(*cell, None, not_applicable=True)], scene.evaluator, "Mark")
    record_scores(desk, [ScoreEntry(*cell, 0)], scene.evaluator, "Fill")
    record_scores(desk, [ScoreEntry(*cell, None)], scene.evaluator, "Clear")
    record_score(desk, *cell, scene.evaluator, None, rationale="To be asked")
    agree_score(desk, *cell, None, rationale="Nobody knows")
    agree_score(desk, *cell, None, rationale="Still nobody knows", not_applicable=True)
    record_score(desk, *cell, scene.evaluator, None, rationale="")
    assert texts() == [
        "Marked not applicable",
        "Scored not applicable → 3",
        "Marked 3 → not applicable",
        "Scored not applicable → 0",
        "Cleared 0",
        "Reason: “To be asked”",
        "Agreed to leave it open. Reason: “Nobody knows”",
        "Agreed not applicable. Reason: “Still nobody knows”",
        "Reason removed",
    ]


def test_prices_carry_their_currency_and_amounts_none(desk, scene, texts, source):
    for criterion, amounts in ((scene.price, (1120000.5, 990000)), (scene.lead_time, (60, 45.5))):
        for amount in amounts:
            record_scores(desk, [ScoreEntry(scene.candidate, criterion, amount)], None, "Enter")
        record_amount(desk, scene.candidate, criterion, 20, source=source)
        record_amount(desk, scene.candidate, criterion, None)
    assert texts(scene.candidate, scene.price) == [
        "Entered 1,120,000.50 EUR",
        "Entered 1,120,000.50 EUR → 990,000.00 EUR",
        "Imported 990,000.00 EUR → 20.00 EUR from Bids.xlsx, Sheet2!F14",
        "Cleared 20.00 EUR",
    ]
    assert texts(scene.candidate, scene.lead_time)[:3] == [
        "Entered 60",
        "Entered 60 → 45.5",
        "Imported 45.5 → 20 from Bids.xlsx, Sheet2!F14",
    ]


def test_undo_and_redo_are_told_as_such_also_where_the_row_is_gone(desk, scene, texts):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    undo(desk)
    assert texts() == ["Scored 4", "Undone: 4 → not scored"]
    redo(desk)
    agree_score(desk, scene.candidate, scene.quality, 3, rationale="Seen")
    undo(desk)
    assert texts()[2:] == ["Done again: not scored → 4", "Agreed 3. Reason: “Seen”", "Undone: 3 → not agreed"]


def test_a_reason_may_come_before_any_points(desk, scene, texts):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, None, rationale="To be asked")
    record_amount(desk, scene.candidate, scene.price, None, rationale="Offer to come")
    assert (texts(), texts(scene.candidate, scene.price)) == (["Reason: “To be asked”"], ["Reason: “Offer to come”"])


def test_typing_a_score_anew_at_once_is_one_event(desk, scene, texts):
    for points in (1, 2, 3):
        record_score(desk, scene.candidate, scene.quality, scene.evaluator, points)
    assert texts() == ["Scored 3"]


def test_several_evaluators_are_told_apart_also_those_who_left(desk, scene, texts):
    audit = add_evaluator(desk, scene.initiative, "Audit office")
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    record_score(desk, scene.candidate, scene.quality, audit, 2)
    remove_evaluator(desk, audit)
    assert texts() == ["IT office: Scored 4", "Audit office: Scored 2", "Audit office: Removed 2"]


def test_only_what_concerns_the_cell_is_told(desk, scene, texts):
    record_score(desk, scene.in_house, scene.quality, scene.evaluator, 4)
    record_amount(desk, scene.candidate, scene.price, 120)
    agree_score(desk, scene.in_house, scene.quality, 4, rationale="Seen")
    withdraw_agreed_score(desk, scene.in_house, scene.quality)
    assert texts() == []


def test_a_real_import_is_told_with_file_and_cell_also_after_it_was_undone(desk, tmp_path):
    sheet = tmp_path / "Bids.csv"
    sheet.write_text("Vendor,Quality (0-5),Security (0-5)\nWeight,60,40\nAlder,4,3.5\nBirch,3,4.5\n", encoding="utf-8")
    import_spreadsheet(desk, read_spreadsheet(sheet))
    undo(desk)
    redo(desk)
    evaluation = load_evaluation(desk, 1)
    birch, security = evaluation.candidates[1].id, evaluation.criteria[1].id
    events = cell_detail(desk, evaluation, ranking_of(evaluation), birch, security).events
    assert [event.text for event in events] == [
        "Done again: not scored → 4.5",
        "Undone: 4.5 → not scored",
        "Imported 4.5 from Bids.csv, C4",
    ]
    assert [event.source for event in events] == [None, None, Source("Bids.csv", "", "C4")]


def test_a_copy_without_history_shows_the_cell_without_events(desk, scene, detail, tmp_path):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    desk.file.save_copy(tmp_path / "bare.odesk", with_history=False)
    with open_desk(tmp_path / "bare.odesk", author="Analyst") as bare:
        seen = detail(at=bare)
    assert (seen.events, [(each.points, each.at) for each in seen.scores]) == ((), [(4, "")])


def test_what_is_not_in_the_evaluation_is_refused(desk, scene, detail):
    for cell in ((999, scene.quality), (scene.candidate, 999), (scene.other_candidate, scene.quality)):
        with pytest.raises(NotFoundError):
            detail(*cell)


def test_the_history_of_a_cell_is_found_by_index(desk, scene, detail):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    seen: list[str] = []
    desk.connection.set_trace_callback(seen.append)
    detail()
    desk.connection.set_trace_callback(None)
    (query,) = [sql for sql in seen if sql.lstrip().startswith("WITH held")]
    plan = [row[3] for row in desk.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert [step for step in plan if "change" in step and "SEARCH" not in step] == []
    assert any("change_row" in step for step in plan)
    assert any("change_deleted" in step for step in plan)
