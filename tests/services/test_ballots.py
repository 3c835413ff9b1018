import json
import zipfile
from dataclasses import dataclass, replace
from hashlib import sha256

import openpyxl
import pytest

from outsource_desk.domain.ballot import BallotEntry, ballot_document
from outsource_desk.domain.errors import DeskError
from outsource_desk.services import criteria, scoring
from outsource_desk.services.ballot_merging import ChangedSinceError, merge_ballots, review_ballots
from outsource_desk.services.ballots import (
    NothingToScoreError,
    ballot_of,
    filled,
    open_ballot,
    save_ballot,
    write_ballot,
)
from outsource_desk.services.desk import Desk
from outsource_desk.services.evaluators import assign, declare_interest, submit_scores
from outsource_desk.services.exports import WrongEndingError
from outsource_desk.services.history import list_edits, undo
from outsource_desk.services.ranking import load_evaluation
from tests.office import saved_by_office
from tests.scene import Scene, build_scene, refused


@dataclass
class Panel:
    desk: Desk
    scene: Scene
    second: int  # another evaluator

    def scores(self, evaluator):
        found = load_evaluation(self.desk, self.scene.initiative).scores
        return {
            (each.candidate_id, each.criterion_id): (each.points, each.not_applicable, each.rationale)
            for each in found
            if each.evaluator_id == evaluator
        }

    def review(self, *paths):
        return review_ballots(self.desk, self.scene.initiative, paths)


@pytest.fixture
def panel(desk):
    scene = build_scene(desk)
    return Panel(desk, scene, scoring.add_evaluator(desk, scene.initiative, "CISO office"))


def rows_of(path):
    """Return (candidate id, criterion id) → row of the sheet of scores."""
    sheet = openpyxl.load_workbook(path)["Scores"]
    return {(row[0].value, row[1].value): row for row in sheet.iter_rows() if isinstance(row[0].value, int)}


def fill(path, answers):
    """Type (points, reason) into a workbook, as its evaluator would, by (candidate id, criterion id)."""
    book = openpyxl.load_workbook(path)
    for row in book["Scores"].iter_rows():
        if (row[0].value, row[1].value) in answers:
            row[3].value, row[4].value = answers[row[0].value, row[1].value]
    book.save(path)


@pytest.fixture
def sheet(panel, tmp_path):
    path = tmp_path / "IT office.xlsx"
    write_ballot(panel.desk, panel.scene.evaluator, path)
    return path


def test_a_workbook_comes_back_with_points_reasons_and_where_they_stood(panel, sheet):
    scene = panel.scene
    fill(
        sheet,
        {(scene.candidate, scene.quality): (3.5, "Good references"), (scene.in_house, scene.quality): ("n/a", None)},
    )
    review = panel.review(sheet)
    assert (review.problems, review.clashes, review.same) == ((), (), 0)
    assert merge_ballots(panel.desk, review) == 2
    assert panel.scores(scene.evaluator) == {
        (scene.candidate, scene.quality): (3.5, False, "Good references"),
        (scene.in_house, scene.quality): (None, True, ""),
    }
    source = next(each.source for each in load_evaluation(panel.desk, scene.initiative).scores if each.points)
    assert str(source) == f"IT office.xlsx, Scores!D{rows_of(sheet)[scene.candidate, scene.quality][3].row}"


def test_merging_is_one_act_that_hands_the_scores_in_and_can_be_undone(panel, sheet):
    scene = panel.scene
    fill(sheet, {(scene.candidate, scene.quality): (3, None), (scene.in_house, scene.quality): (4, None)})
    before, fingerprint = panel.desk.journal.revision, panel.desk.journal.fingerprint
    merge_ballots(panel.desk, panel.review(sheet))
    assert panel.desk.journal.revision == before + 1
    assert load_evaluation(panel.desk, scene.initiative).evaluators[0].submitted_at
    undo(panel.desk)
    assert panel.desk.journal.fingerprint == fingerprint


def test_a_workbook_shows_its_evaluator_the_anchors_and_locks_everything_else(panel, sheet):
    book = openpyxl.load_workbook(sheet)
    scores = book["Scores"]
    assert [each.sheet_state for each in book] == ["visible", "veryHidden", "veryHidden"]
    assert all(each.protection.sheet for each in book)
    unlocked = {cell.coordinate for row in scores.iter_rows() for cell in row if not cell.protection.locked}
    rows = rows_of(sheet).values()
    assert unlocked == {cell.coordinate for row in rows for cell in row[3:5]}
    (rule,) = scores.data_validations.dataValidation
    assert rule.type == "list"
    assert "5 = Proven" in rule.prompt
    assert [cell.value for cell in book["Lists"]["A"]][:3] == [0, 0.5, 1]
    assert scores.column_dimensions["A"].hidden
    assert scores.column_dimensions["B"].hidden


def test_a_ballot_holds_no_prices_no_weights_and_nothing_of_others(panel, sheet, tmp_path):
    scene = panel.scene
    scoring.record_score(panel.desk, scene.candidate, scene.quality, panel.second, 1.5, rationale="Secret remark")
    scoring.record_amount(panel.desk, scene.candidate, scene.price, 123456)
    for name in ("a.xlsx", "a.odballot"):
        write_ballot(panel.desk, scene.evaluator, tmp_path / name)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        content = b"".join(package.read(part) for part in package.namelist())
    content += (tmp_path / "a.odballot").read_bytes()
    for secret in (b"Secret remark", b"123456", b"Price", b"CISO", b"Lead time", b"weight"):
        assert secret not in content


def test_a_ballot_asks_only_for_what_is_assigned_and_not_for_whom_one_is_tied_to(panel):
    scene = panel.scene
    assert set(ballot_of(panel.desk, scene.evaluator).form.cells) == {
        (scene.candidate, scene.quality),
        (scene.in_house, scene.quality),
    }
    assign(panel.desk, scene.evaluator, [(scene.group, scene.in_house)])
    assert ballot_of(panel.desk, scene.evaluator).form.cells == ((scene.in_house, scene.quality),)
    declare_interest(panel.desk, scene.evaluator, "employment", candidate_id=scene.in_house, note="Works there")
    with refused(panel.desk, NothingToScoreError):
        ballot_of(panel.desk, scene.evaluator)


def test_a_ballot_file_of_a_copy_is_merged_and_says_who_and_when(panel, tmp_path):
    scene, path = panel.scene, tmp_path / "back.odballot"
    scoring.record_score(panel.desk, scene.candidate, scene.quality, scene.evaluator, 4, rationale="Seen at work")
    write_ballot(panel.desk, scene.evaluator, path)
    undo(panel.desk)
    review = panel.review(path)
    assert [each.points for each in review.new] == [4]
    assert review.files[0].evaluator == "IT office"
    assert (review.files[0].scored, review.files[0].asked) == (1, 2)
    assert json.loads(path.read_text(encoding="utf-8"))["issued_at"].startswith("20")


def test_a_score_that_differs_is_kept_unless_it_is_to_be_replaced(panel, sheet):
    scene = panel.scene
    scoring.record_score(panel.desk, scene.candidate, scene.quality, scene.evaluator, 2, rationale="First look")
    fill(sheet, {(scene.candidate, scene.quality): (5, "Second look"), (scene.in_house, scene.quality): (1, None)})
    review = panel.review(sheet)
    (clash,) = review.clashes
    assert (clash.now.points, clash.points) == (2, 5)
    merge_ballots(panel.desk, review, hand_in=False)
    assert panel.scores(scene.evaluator)[scene.candidate, scene.quality] == (2, False, "First look")
    merge_ballots(panel.desk, panel.review(sheet), replace=[clash.key])
    assert panel.scores(scene.evaluator)[scene.candidate, scene.quality] == (5, False, "Second look")


def test_a_ballot_without_a_reason_takes_none_away_and_what_is_left_open_changes_nothing(panel, sheet):
    scene = panel.scene
    scoring.record_score(panel.desk, scene.candidate, scene.quality, scene.evaluator, 2, rationale="First look")
    fill(sheet, {(scene.candidate, scene.quality): (2, None)})
    review = panel.review(sheet)
    assert (review.same, review.clashes, review.new) == (1, (), ())
    fill(sheet, {(scene.candidate, scene.quality): (None, None)})
    assert panel.review(sheet).values == ()


def test_the_same_file_twice_counts_once_and_later_it_is_known_again(panel, sheet, tmp_path):
    scene = panel.scene
    fill(sheet, {(scene.candidate, scene.quality): (3, None)})
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(sheet.read_bytes())
    review = panel.review(sheet, copy)
    assert [(each.file, each.text) for each in review.problems] == [
        ("copy.xlsx", "The same file was given twice; it counts once.")
    ]
    merge_ballots(panel.desk, review, hand_in=False)
    again = panel.review(copy)
    assert again.same == 1
    assert "merged before, as “IT office.xlsx”" in again.problems[0].text


def test_of_two_ballots_of_one_evaluator_the_newer_counts_in_whatever_order_they_are_given(panel, tmp_path):
    scene = panel.scene
    ballot = ballot_of(panel.desk, scene.evaluator)
    for name, points, at in (("old", 1, "2026-03-01T08:00:00+00:00"), ("new", 4, "2026-03-02T08:00:00+00:00")):
        entries = [BallotEntry(scene.candidate, scene.quality, points)]
        save_ballot(replace(filled(ballot, entries), handed_in_at=at), tmp_path / f"{name}.odballot")
    review = panel.review(tmp_path / "new.odballot", tmp_path / "old.odballot")
    assert [each.points for each in review.new] == [4]
    assert [each.text for each in review.problems] == [
        "It is newer than “old.odballot” of the same evaluator; where they differ, it counts."
    ]


def test_points_off_the_scale_words_and_blocked_candidates_are_left_out_and_listed(panel, sheet):
    scene = panel.scene
    fill(sheet, {(scene.candidate, scene.quality): (7, None), (scene.in_house, scene.quality): ("quite good", None)})
    problems = {each.cell: each.text for each in panel.review(sheet).problems}
    rows = rows_of(sheet)
    assert "7 points are not on the scale" in problems[f"D{rows[scene.candidate, scene.quality][3].row}"]
    assert "“quite good” is neither points" in problems[f"D{rows[scene.in_house, scene.quality][3].row}"]
    declare_interest(panel.desk, scene.evaluator, "family", candidate_id=scene.candidate, note="A brother")
    fill(sheet, {(scene.candidate, scene.quality): (3, None), (scene.in_house, scene.quality): (3, None)})
    review = panel.review(sheet)
    assert [each.candidate_id for each in review.new] == [scene.in_house]
    assert any("because of a declared interest" in each.text for each in review.problems)
    assert any("have been changed since it was sent" in each.text for each in review.problems)


def test_criteria_that_are_gone_or_have_another_scale_are_left_out(panel, sheet):
    scene = panel.scene
    fill(sheet, {(scene.candidate, scene.quality): (3, None)})
    criteria.update_criterion(panel.desk, scene.quality, "maximum", 10)
    review = panel.review(sheet)
    assert review.values == ()
    assert any("from 5 to 10 points" in each.text for each in review.problems)
    criteria.delete_criterion(panel.desk, scene.quality)
    assert any("not in the document any more" in each.text for each in panel.review(sheet).problems)


def test_a_ballot_of_another_document_initiative_or_evaluator_is_refused_as_a_whole(panel, tmp_path):
    scene = panel.scene
    ballot = filled(ballot_of(panel.desk, scene.evaluator), [BallotEntry(scene.candidate, scene.quality, 3)])
    for name, changes in {
        "document": {"document": "0" * 64},
        "initiative": {"initiative_id": scene.other_initiative, "initiative": "Payroll"},
        "evaluator": {"evaluator_id": 999, "evaluator": "Nobody"},
    }.items():
        path = tmp_path / f"{name}.odballot"
        save_ballot(replace(ballot, form=replace(ballot.form, **changes)), path)
        review = panel.review(path)
        assert review.values == ()
        assert review.usable == ()
        assert name in review.problems[0].text


CHANGES = {
    "criterion": lambda document: document["criteria"][0].update(name="Something else"),
    "evaluator": lambda document: document["evaluator"].update(id=3, name="CISO office"),
    "name": lambda document: document["evaluator"].update(name="Somebody else"),
    "candidate": lambda document: document["candidates"][0].update(name="Somebody else"),
    "order": lambda document: document["cells"].reverse(),
    "day": lambda document: document.update(issued_at="2031-01-01T00:00:00+00:00"),
    "no seal": lambda document: document.pop("seal"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_ballot_changed_by_hand_is_refused_whole_by_its_fingerprint(panel, tmp_path, change):
    scene, path = panel.scene, tmp_path / "b.odballot"
    ballot = ballot_of(panel.desk, scene.evaluator)
    save_ballot(filled(ballot, [BallotEntry(scene.candidate, scene.quality, 3)]), path)
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    review = panel.review(path)
    assert (review.usable, review.values, len(review.refused)) == ((), (), 1)
    assert "fingerprint does not fit" in review.problems[0].text
    assert "send a fresh ballot" in review.problems[0].text
    assert merge_ballots(panel.desk, review) == 0
    assert not any(each.submitted_at for each in load_evaluation(panel.desk, scene.initiative).evaluators)
    with pytest.raises(DeskError):
        open_ballot(path)  # else filling it in would seal it anew


def test_a_workbook_given_to_another_evaluator_by_hand_is_refused(panel, sheet):
    scene = panel.scene
    fill(sheet, {(scene.candidate, scene.quality): (3, None)})
    book = openpyxl.load_workbook(sheet)
    head = json.loads(book["Ballot"]["A1"].value)
    head["evaluator"] = {"id": panel.second, "name": "CISO office"}
    book["Ballot"]["A1"] = json.dumps(head)
    book.save(sheet)
    assert panel.review(sheet).usable == ()


def test_the_history_tells_which_ballot_was_merged_and_of_whom(panel, sheet):
    scene = panel.scene
    fill(sheet, {(scene.candidate, scene.quality): (3, None)})
    merge_ballots(panel.desk, panel.review(sheet))
    assert list_edits(panel.desk)[-1].label == "Merge ballots: “IT office.xlsx” of “IT office”"


def test_a_ballot_saved_by_an_office_program_is_merged(panel, sheet, tmp_path):
    scene = panel.scene
    fill(sheet, {(scene.candidate, scene.quality): (3.5, "Good"), (scene.in_house, scene.quality): ("n/a", None)})
    review = panel.review(saved_by_office([sheet], tmp_path) / sheet.name)
    assert review.problems == ()
    assert merge_ballots(panel.desk, review) == 2


def test_scores_that_are_handed_in_are_not_merged_over(panel, sheet):
    scene = panel.scene
    fill(sheet, {(scene.candidate, scene.quality): (3, None)})
    submit_scores(panel.desk, scene.evaluator)
    review = panel.review(sheet)
    assert review.usable == ()
    assert "reopen them first" in review.problems[0].text


def test_nothing_is_merged_into_a_document_that_was_changed_since(panel, sheet):
    scene = panel.scene
    fill(sheet, {(scene.candidate, scene.quality): (3, None)})
    review = panel.review(sheet)
    scoring.record_score(panel.desk, scene.candidate, scene.quality, scene.evaluator, 1)
    with refused(panel.desk, ChangedSinceError):
        merge_ballots(panel.desk, review)


HOSTILE = {
    "empty": b"",
    "text": b"hello",
    "list": b"[1, 2, 3]",
    "deep": b"[" * 100_000,
    "nan": b'{"format": "outsource-desk/ballot/1", "document": NaN}',
    "missing": b'{"format": "outsource-desk/ballot/1"}',
    "newer": b'{"format": "outsource-desk/ballot/2"}',
    "ids": b'{"format": "outsource-desk/ballot/1", "document": "x", "initiative": {"id": -1, "name": "x"}}',
    "binary": bytes(range(256)) * 20,
    "huge number": b'{"format": "outsource-desk/ballot/1", "x": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_files_that_are_no_ballots_are_refused_in_words(panel, tmp_path, content):
    for name in ("x.odballot", "x.xlsx"):
        (tmp_path / name).write_bytes(content)
    review = panel.review(tmp_path / "x.odballot", tmp_path / "x.xlsx", tmp_path / "missing.odballot", tmp_path)
    assert len(review.problems) == 4
    assert all(each.is_left_out and each.text.endswith(".") for each in review.problems)
    assert review.usable == ()
    with pytest.raises(DeskError):
        open_ballot(tmp_path / "x.odballot")


def test_a_workbook_whose_hidden_sheet_was_changed_is_refused(panel, sheet):
    book = openpyxl.load_workbook(sheet)
    book["Ballot"]["A2"] = "something"
    book.save(sheet)
    assert "hidden sheet was changed" in panel.review(sheet).problems[0].text


def change_row(path, change):
    """Do something to the sheet of scores, given its first two rows."""
    book = openpyxl.load_workbook(path)
    first, second = list(rows_of(path).values())[:2]
    change(book["Scores"], first[0].row, second[0].row)
    book.save(path)


def swap(scores, first, second, columns="A"):
    for column in columns:
        one, other = scores[f"{column}{first}"], scores[f"{column}{second}"]
        one.value, other.value = other.value, one.value


ROW_CHANGES = {
    "candidate unknown": (lambda scores, first, _: scores.cell(first, 1, 4711), "mean nothing that was asked"),
    "criterion unknown": (lambda scores, first, _: scores.cell(first, 2, 4711), "mean nothing that was asked"),
    "swapped": (swap, "but its hidden numbers mean"),
    "same twice": (
        lambda scores, first, second: scores.cell(second, 1, scores.cell(first, 1).value),
        "stands in it twice",
    ),
    "missing": (lambda scores, first, _: scores.delete_rows(first), "is missing"),
    "number gone": (lambda scores, first, _: scores.__setitem__(f"A{first}", None), "is missing"),
    "renamed": (lambda scores, first, _: scores.cell(first, 3, "Somebody else"), "It shows “"),
    "other heading": (lambda scores, first, _: scores.cell(first - 1, 3, "Other"), "It shows “Other: "),
    "order": (lambda scores, first, second: swap(scores, first, second, "ABCDE"), "in another order"),
    "evaluator": (lambda scores, *_: scores.__setitem__("C2", "Scores of CISO office"), "does not show that these"),
}


@pytest.mark.parametrize(("change", "told"), ROW_CHANGES.values(), ids=ROW_CHANGES)
def test_a_ballot_whose_rows_are_not_those_that_were_sent_is_refused_and_says_which(panel, sheet, change, told):
    scene = panel.scene
    fill(sheet, {(scene.candidate, scene.quality): (3, None), (scene.in_house, scene.quality): (4, None)})
    change_row(sheet, change)
    review = panel.review(sheet)
    assert (review.values, review.usable, len(review.refused)) == ((), (), 1)
    assert "its rows are not those that were sent" in review.problems[0].text
    assert any(told in each.text for each in review.problems[1:])


@pytest.mark.parametrize(
    "changed",
    [{"anchors": 5}, {"anchors": None}, {"anchors": {"points": 1}}, {"maximum": 0}, {"maximum": -5}, {"step": -1}],
)
def test_a_ballot_file_whose_criteria_are_none_is_refused(panel, tmp_path, changed):
    path = tmp_path / "x.odballot"
    write_ballot(panel.desk, panel.scene.evaluator, path)
    document = json.loads(path.read_text("utf-8"))
    document["criteria"][0] |= changed
    path.write_text(json.dumps(document), "utf-8")
    review = panel.review(path)
    assert (len(review.problems), review.usable) == (1, ())


def test_a_hidden_sheet_whose_head_names_cells_is_read_by_its_own_lines(panel, sheet):
    book = openpyxl.load_workbook(sheet)
    head = json.loads(book["Ballot"]["A1"].value) | {"cells": 5, "criteria": 5}
    book["Ballot"]["A1"] = json.dumps(head)
    book.save(sheet)
    assert len(panel.review(sheet).usable) == 1


def test_a_ballot_that_says_two_things_of_one_cell_is_refused(panel, sheet, tmp_path):
    scene = panel.scene
    book = openpyxl.load_workbook(sheet)
    scores = book["Scores"]
    below = scores.max_row + 1
    for column, value in enumerate((scene.candidate, scene.quality, "Copied", 5), 1):
        scores.cell(below, column, value)
    book.save(sheet)
    twice = [BallotEntry(scene.candidate, scene.quality, points) for points in (3, 4)]
    ballot, path = ballot_of(panel.desk, scene.evaluator), tmp_path / "b.odballot"
    with refused(panel.desk, DeskError):
        save_ballot(filled(ballot, twice), path)
    path.write_text(json.dumps(ballot_document(filled(ballot, twice))), encoding="utf-8")
    review = panel.review(sheet, path)
    assert (review.usable, len(review.refused)) == ((), 2)
    assert sum("stands in it twice" in each.text for each in review.problems) == 2


def test_two_ballots_of_one_name_keep_each_its_own_source(panel, tmp_path):
    scene, asked = panel.scene, {}
    for evaluator, points in ((scene.evaluator, 3), (panel.second, 4)):
        path = tmp_path / str(evaluator) / "Ballot.xlsx"
        path.parent.mkdir()
        write_ballot(panel.desk, evaluator, path)
        fill(path, {(scene.candidate, scene.quality): (points, None)})
        asked[evaluator] = path
    review = panel.review(*asked.values())
    assert merge_ballots(panel.desk, review) == 2
    rows = panel.desk.connection.execute(
        "SELECT evaluator_id, sha256 FROM score JOIN import_file ON import_file.id = import_id"
    )
    assert dict(rows) == {evaluator: sha256(path.read_bytes()).hexdigest() for evaluator, path in asked.items()}


def test_a_ballot_needs_a_name_of_its_kind(panel, tmp_path):
    with refused(panel.desk, WrongEndingError):
        write_ballot(panel.desk, panel.scene.evaluator, tmp_path / "ballot.pdf")


def test_names_that_look_like_formulas_or_escapes_stay_text(panel, tmp_path):
    scene, path = panel.scene, tmp_path / "b.xlsx"
    criteria.update_criterion(panel.desk, scene.quality, "name", "=1+1 _x0041_")
    write_ballot(panel.desk, scene.evaluator, path)
    fill(path, {(scene.candidate, scene.quality): (3, "=SUM(A1)")})
    review = panel.review(path)
    assert [each.points for each in review.new] == [3]
    assert review.problems == ()
