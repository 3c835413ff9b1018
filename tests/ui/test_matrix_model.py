"""The matrix as Qt sees it, and how little is done again after an edit."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.ranking import CellValue
from outsource_desk.services.criteria import move_criterion, update_criterion
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.scoring import record_score
from outsource_desk.ui.scoring.matrix_face import Kind, heat, short_amount, shown
from outsource_desk.ui.scoring.matrix_model import MatrixModel
from outsource_desk.ui.scoring.matrix_rows import tree_rows
from outsource_desk.ui.scoring.ranking_words import total_text, verdict_sentence, verdict_words
from tests.builders import evaluation, with_gate
from tests.ui.matrix_scene import ARDENFELL, CALLISTEN, FIT, Scene, open_scene

TREE = (
    Criterion(1, 1, None, "Quality", 60),
    Criterion(2, 1, 1, "Skill", 50),
    Criterion(3, 1, 1, "Care", 50),
    Criterion(4, 1, 3, "Day", 50),
    Criterion(5, 1, 3, "Night", 50),
    Criterion(6, 1, None, "Price", 40),
)


@pytest.fixture
def model(qapp) -> MatrixModel:
    """Two candidates on a tree of three levels; Birch has one leaf open."""
    model = MatrixModel()
    case = evaluation({"Alder": [4, 3, 5, 2], "Birch": [2, None, 1, 4]}, [], criteria=TREE)
    model.show(case, ranking_of(case))
    return model


@pytest.fixture
def scene(window, qtbot) -> Scene:
    return open_scene(window, qtbot)


def test_qt_finds_no_fault_in_it_open_closed_or_empty(model, qtmodeltester):
    qtmodeltester.check(model)
    model.fold(2, is_folded=True)
    model.fold(0, is_folded=True)
    model.fold(0, is_folded=False)
    model.show(None, None)
    assert (model.rowCount(), model.columnCount()) == (0, 0)


def test_a_group_that_was_closed_stays_closed_inside_one_that_opens(model):
    names = lambda: [row.criterion.name for row in model.rows]  # noqa: E731
    model.fold(2, is_folded=True)
    model.fold(0, is_folded=True)
    assert names() == ["Quality", "Price"]
    model.fold(0, is_folded=False)
    assert names() == ["Quality", "Skill", "Care", "Price"]
    assert model.index_of((1, 5)).row() == 4
    assert names() == ["Quality", "Skill", "Care", "Day", "Night", "Price"]


def test_groups_show_what_is_secured_and_mark_what_is_still_open(model):
    column = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert column == ["≥ 25", "2.0", "≥ 10", "open", "1.0", "4.0"]  # (0.5 * 40 + 0.25 * 20) and 0.5 * 20


def test_weights_are_shares_of_the_whole(model):
    assert [model.weight_text(row) for row in range(6)] == ["60 %", "30.0", "30 %", "15.0", "15.0", "40.0"]


def test_a_failed_gate_marks_its_cell_and_mutes_the_candidate(qapp):
    case = with_gate(evaluation({"Alder": [4, 3], "Birch": [1, 3]}, [1, 1], maximum=5), "A", 2)
    model = MatrixModel()
    model.show(case, ranking_of(case))
    face = model.face_at(0, 1)
    assert (face.fails_gate, face.is_muted, model.is_ranked(1)) == (True, True, False)
    assert not model.face_at(0, 0).is_muted
    assert model.spoken(0, 1) == "Birch, A: 1.0, fails a gate"


def test_evaluators_two_points_of_five_apart_are_marked(qapp):
    case = evaluation({"Alder": [(5, 3), (4, 3)]}, [1, 1], maximum=5)
    model = MatrixModel()
    model.show(case, ranking_of(case))
    assert (model.face_at(0, 0).is_torn, model.face_at(1, 0).is_torn) == (True, False)


@pytest.mark.parametrize(
    ("value", "step"), [(0, 0), (19.9, 0), (20, 1), (40, 2), (59.9, 2), (60, 3), (80, 4), (100, 4)]
)
def test_heat_has_five_steps(value, step):
    assert heat(value) == step


@pytest.mark.parametrize(
    ("amount", "text"),
    [(9_840_000, "9.84 m"), (12_500, "12,500"), (7.25, "7.25"), (2.5e9, "2.50 bn"), (999_999, "999,999")],
)
def test_amounts_are_short_enough_for_a_narrow_column(amount, text):
    assert short_amount(amount) == text


def test_not_applicable_open_and_zero_are_three_things():
    leaf = TREE[1]
    assert [shown(leaf, *each, "")[0] for each in ((None, True), (None, False), (0.0, False))] == ["n/a", "open", "0.0"]


def test_each_group_knows_the_leaves_below_it():
    assert [sorted(row.leaves) for row in tree_rows(TREE)] == [[2, 4, 5], [], [4, 5], [], [], []]


def test_an_edit_works_out_and_paints_its_own_cell_and_its_groups_alone(scene):
    app = QApplication.instance()
    assert app is not None
    for _ in range(3):
        app.processEvents()
    model, delegate = scene.tab.model, scene.view.delegate
    candidate, leaf = scene.cell(CALLISTEN, FIT)
    evaluation = scene.page.session.evaluation
    assert evaluation is not None
    model.faces_made = delegate.cells_painted = 0
    scene.page.session.act(record_score, candidate, leaf, evaluation.evaluators[0].id, 5.0)
    app.processEvents()
    groups = sum(row.is_group for row in model.rows)
    assert model.faces_made <= 1 + groups
    assert 1 <= delegate.cells_painted <= 1 + groups
    assert model.contents is not None
    assert model.contents.ranking is scene.page.session.ranking


def test_a_cell_is_asked_for_once_each_time_it_is_painted(scene):
    view = scene.view
    view.viewport().repaint()
    view.delegate.cells_painted = scene.tab.model.faces_made = 0
    view.viewport().repaint()
    rows = -(-view.viewport().height() // view.rowHeight(0)) + 1
    assert 0 < view.delegate.cells_painted <= rows * len(scene.tab.model.candidates)
    assert scene.tab.model.faces_made == 0, "nothing is worked out again"


def test_a_changed_weight_shows_in_every_group_without_losing_the_cell(scene):
    scene.go(CALLISTEN, FIT)
    before = scene.tab.model.weight_text(0)
    update = next(each for each in scene.tab.model.top_rows).criterion
    scene.page.session.act(update_criterion, update.id, "weight", 90.0)
    assert scene.tab.model.weight_text(0) != before
    assert scene.where() == (CALLISTEN, FIT)


def test_the_current_cell_stays_current_when_criteria_move(scene):
    scene.go(CALLISTEN, FIT)
    moved = scene.cell(CALLISTEN, FIT)[1]
    other = scene.tab.model.top_rows[1].criterion.id
    scene.page.session.act(move_criterion, moved, other)
    assert scene.where() == (CALLISTEN, FIT)
    assert scene.tab.model.top_rows[1].holds(moved)


def test_an_agreed_cell_has_its_mark_and_keeps_that_of_disagreement(scene):
    index = scene.tab.model.index_of(scene.cell(ARDENFELL, "Communication and language"))
    face = scene.tab.model.face_at(index.row(), index.column())
    assert (face.kind, face.is_agreed, face.is_torn) == (Kind.VALUE, True, True)


def test_ties_ranges_and_failed_gates_are_said_in_words(qapp):
    tied = ranking_of(evaluation({"Alder": [4, 2], "Birch": [2, 4], "Cedar": [1, None]}, [1, 1], maximum=5))
    assert [standing.rank for standing in tied.standings] == [1, 1, 3]
    assert verdict_sentence(tied) == "Alder, Birch share the first rank."
    assert verdict_words(tied) == ("warn", "Too close to call")
    assert [total_text(standing) for standing in tied.standings] == ["60.0", "60.0", "10.0 – 60.0"]
    assert tied.cells[3, 2] == CellValue(None)
