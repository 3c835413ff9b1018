"""Blocks between the matrix and a spreadsheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from outsource_desk.ui.formats import use_formats
from tests.ui.matrix_scene import (
    ARDENFELL,
    CALLISTEN,
    CONTROL,
    ENTER,
    FIT,
    GATE,
    PRACTICE,
    PRICE,
    SENNEVALE,
    SKILLS,
    Scene,
    open_scene,
)


@pytest.fixture
def scene(window, qtbot) -> Scene:
    scene = open_scene(window, qtbot)
    scene.keep_evaluators(1)
    return scene


def paste(scene: Scene, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    scene.press(Qt.Key.Key_V, with_=CONTROL)


def refused(scene: Scene) -> list[tuple[str, ...]]:
    model = scene.tab.refusals.model
    return [tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())]


def test_a_block_from_a_spreadsheet_goes_in_at_the_cell_in_one_step_to_undo(scene):
    before = scene.points(CALLISTEN, PRACTICE)
    revision = scene.page.session.desk.journal.revision
    scene.go(ARDENFELL, FIT)
    paste(scene, "4\t3.5\n2\tn/a\n")
    assert [scene.text(ARDENFELL, FIT), scene.text(CALLISTEN, FIT)] == ["4.0", "3.5"]
    assert [scene.text(ARDENFELL, PRACTICE), scene.text(CALLISTEN, PRACTICE)] == ["2.0", "n/a"]
    assert scene.page.session.desk.journal.revision == revision + 1
    assert scene.page.session.desk.journal.undo_label == "Paste 4 scores"
    assert not scene.tab.refusals.isVisible()
    scene.page.session.undo()
    assert scene.points(CALLISTEN, PRACTICE) == before


def test_what_does_not_fit_is_listed_with_cell_text_and_reason_and_the_rest_is_taken(scene):
    scene.go(ARDENFELL, FIT)
    paste(scene, "4\t9\nmany\t3\n")
    assert scene.points(ARDENFELL, FIT) == 4
    assert scene.points(CALLISTEN, PRACTICE) == 3
    assert scene.tab.refusals.isVisible()
    assert scene.tab.refusals.title.text() == "2 values were not taken; 2 were."
    assert refused(scene) == [
        (f"{CALLISTEN}, {FIT}", "9", f"{FIT} must be 0 to 5 by 0.5. You typed “9”."),
        (f"{ARDENFELL}, {PRACTICE}", "many", f"{PRACTICE} must be 0 to 5 by 0.5. You typed “many”."),
    ]


def test_each_refusal_leads_to_its_cell(scene, qtbot):
    scene.go(ARDENFELL, FIT)
    paste(scene, "4\t9\n")
    table = scene.tab.refusals.table
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert scene.where() == (CALLISTEN, FIT)
    assert scene.window.focusWidget() is scene.view


def test_an_empty_cell_of_the_clipboard_leaves_what_is_there(scene):
    before = scene.points(ARDENFELL, FIT)
    scene.go(ARDENFELL, FIT)
    paste(scene, "\t1\n")
    assert scene.points(ARDENFELL, FIT) == before
    assert scene.points(CALLISTEN, FIT) == 1


def test_a_block_runs_over_groups_to_the_next_leaf(scene):
    scene.go(ARDENFELL, "Track record and references")
    paste(scene, "1\n2\n")
    assert scene.points(ARDENFELL, "Track record and references") == 1
    assert scene.points(ARDENFELL, GATE) == 2


def test_a_closed_group_takes_its_part_of_a_block_so_that_nothing_slips(scene):
    scene.go(ARDENFELL, "Technical capability")
    scene.press(Qt.Key.Key_Space)
    paste(scene, "1\n2\n3\n4\n5\n")
    assert [scene.points(ARDENFELL, what) for what in (FIT, PRACTICE, SKILLS, GATE)] == [1, 2, 3, 5]


def test_what_has_no_candidate_or_criterion_is_listed_too(scene):
    last = scene.tab.model.candidates[-1].name
    scene.go(last, FIT)
    paste(scene, "1\t2\n")
    assert scene.points(last, FIT) == 1
    assert refused(scene) == [("outside the matrix", "2", "There is no candidate further right.")]


def test_one_value_fills_the_whole_selection(scene):
    scene.select((ARDENFELL, FIT), (CALLISTEN, PRACTICE))
    paste(scene, "2.5")
    cells = [(ARDENFELL, FIT), (CALLISTEN, FIT), (ARDENFELL, PRACTICE), (CALLISTEN, PRACTICE)]
    assert [scene.points(*each) for each in cells] == [2.5] * 4


def test_amounts_come_with_their_currency_and_the_locales_separators(scene):
    use_formats("de_DE")
    scene.go(ARDENFELL, PRICE)
    paste(scene, "€ 9.840.000,50\t9.1E+99\n")
    assert scene.points(ARDENFELL, PRICE) == 9_840_000.50
    assert refused(scene)[0][2] == f"{PRICE} must be a number. You typed “9.1E+99”."


def test_copy_gives_a_block_that_can_be_pasted_back(scene):
    scene.select((ARDENFELL, FIT), (CALLISTEN, GATE))
    scene.press(Qt.Key.Key_C, with_=CONTROL)
    text = QGuiApplication.clipboard().text()
    assert len(text.split("\n")) == 5, "five leaves, without the group between them"
    assert QGuiApplication.clipboard().mimeData().html().startswith("<table><tr><td>")
    before = [scene.points(CALLISTEN, what) for what in (FIT, PRACTICE, SKILLS, GATE)]
    revision = scene.page.session.desk.journal.revision
    scene.go(ARDENFELL, FIT)
    scene.press(Qt.Key.Key_V, with_=CONTROL)
    assert [scene.points(CALLISTEN, what) for what in (FIT, PRACTICE, SKILLS, GATE)] == before
    assert scene.page.session.desk.journal.revision <= revision + 1
    assert not scene.tab.refusals.isVisible()


def test_copy_with_headings_names_candidates_criteria_and_weights(scene):
    scene.select((ARDENFELL, "Technical capability"), (CALLISTEN, FIT))
    scene.window.actions_of_window["scoring.copy_headings"].trigger()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0] == ["Criterion", "Weight", ARDENFELL, CALLISTEN]
    assert lines[1][:2] == ["Technical capability", "25 %"]
    assert lines[2][0] == FIT


def test_a_block_that_is_agreed_on_asks_for_one_reason(window, qtbot):
    scene = open_scene(window, qtbot)
    scene.go(ARDENFELL, FIT)
    paste(scene, "4\t9\n3\t2\n")
    assert scene.tab.reason.title.text() == "Reason for 3 agreed scores"
    assert len(refused(scene)) == 1
    scene.type("Moderated")
    scene.press(ENTER)
    assert (scene.points(ARDENFELL, FIT), scene.points(CALLISTEN, PRACTICE)) == (4, 2)
    assert scene.points(SENNEVALE, FIT) != 4


def test_a_text_that_is_no_table_is_refused_in_one_short_line(scene):
    scene.go(ARDENFELL, FIT)
    paste(scene, '"' + "x" * 200_000)
    assert len(refused(scene)) == 1
    assert len(refused(scene)[0][2]) < 120


def test_the_list_of_refusals_goes_with_the_next_block_that_fits(scene):
    scene.go(ARDENFELL, FIT)
    paste(scene, "9")
    assert scene.tab.refusals.isVisible()
    paste(scene, "4")
    assert not scene.tab.refusals.isVisible()
