"""Context menus of the matrix's headings and of the ranking."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from outsource_desk.services.scoring import record_score
from outsource_desk.ui.scoring.why_dialog import WhyDialog
from tests.ui.matrix_scene import ARDENFELL, FIT, SENNEVALE, Scene, open_scene


@pytest.fixture
def scene(window, qtbot) -> Scene:
    return open_scene(window, qtbot)


def do(widget, name: str) -> None:
    next(act for act in widget.actions() if act.objectName() == name).trigger()


def columns(scene: Scene) -> list[str]:
    return [each.name for each in scene.tab.model.candidates]


def test_columns_are_ordered_by_rank_by_name_and_as_entered_and_the_cell_stays(scene):
    entered, header = columns(scene), scene.view.candidates
    scene.go(SENNEVALE, FIT)
    text = scene.text(SENNEVALE, FIT)
    do(header, "scoring.order_name")
    assert columns(scene) == sorted(entered, key=str.casefold)
    assert scene.where() == (SENNEVALE, FIT)
    do(header, "scoring.order_rank")
    ranking = scene.page.session.ranking
    assert ranking is not None
    assert columns(scene)[: len(ranking.ranked)] == [each.candidate.name for each in ranking.ranked]
    assert scene.where() == (SENNEVALE, FIT)
    assert scene.text(SENNEVALE, FIT) == text
    do(header, "scoring.order_entered")
    assert columns(scene) == entered


def test_columns_stay_in_place_when_a_score_changes_the_ranks(scene):
    scene.keep_evaluators(1)
    do(scene.view.candidates, "scoring.order_rank")
    order = columns(scene)
    evaluation = scene.page.session.evaluation
    assert evaluation is not None
    for leaf in [each for each in evaluation.criteria if each.name == FIT]:
        who = scene.cell(order[0], FIT)[0]
        scene.page.session.act(record_score, who, leaf.id, evaluation.evaluators[0].id, 0.0)
    assert columns(scene) == order
    assert scene.text(order[0], FIT) == "0.0"


def test_the_order_is_remembered(scene):
    do(scene.view.candidates, "scoring.order_name")
    state = scene.page.state()
    do(scene.view.candidates, "scoring.order_entered")
    scene.page.restore(state)
    assert columns(scene) == sorted(columns(scene), key=str.casefold)
    checked = [act.objectName() for act in scene.view.candidates.actions() if act.isChecked()]
    assert checked == ["scoring.order_name"]


def test_what_is_typed_goes_to_the_candidate_under_whose_name_it_stands(scene):
    scene.keep_evaluators(1)
    do(scene.view.candidates, "scoring.order_name")
    scene.go(SENNEVALE, FIT)
    scene.type("1")
    scene.press(Qt.Key.Key_Return)
    assert scene.points(SENNEVALE, FIT) == 1.0


def test_all_groups_are_closed_and_opened(scene):
    every = len(scene.tab.model.rows)
    do(scene.view.criteria, "scoring.close_groups")
    assert [row.depth for row in scene.tab.model.rows] == [0] * len(scene.tab.model.top_rows)
    do(scene.view.criteria, "scoring.open_groups")
    assert len(scene.tab.model.rows) == every


def test_the_ordered_model_passes_the_model_tester(scene, qtmodeltester):
    do(scene.view.candidates, "scoring.order_rank")
    qtmodeltester.check(scene.tab.model)


def test_the_ranking_is_copied_as_text_with_reasons_for_who_is_not_ranked(scene):
    do(scene.tab.ranking.board, "scoring.copy_ranking")
    lines = QGuiApplication.clipboard().text().splitlines()
    ranking = scene.page.session.ranking
    assert ranking is not None
    assert scene.page.session.initiative.name in lines[0]
    assert lines[1] == f"Too close to call. {scene.tab.ranking.sentence.text()}"
    assert lines[2].startswith(f"1. {ARDENFELL}: ")
    assert len(lines) == 2 + len(ranking.standings)
    assert "Gate failed" in lines[-1]


def test_why_is_in_the_menu_of_the_ranking_and_a_right_click_chooses_nobody(scene, qtbot):
    where = scene.where()
    qtbot.mouseClick(scene.tab.ranking.board.viewport(), Qt.MouseButton.RightButton, pos=QPoint(40, 150))
    assert scene.where() == where
    do(scene.tab.ranking.board, "scoring.why")
    (dialog,) = scene.page.findChildren(WhyDialog)
    dialog.accept()
