"""Finding candidates and criteria on the Scoring page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTreeView

from tests.ui.matrix_scene import ARDENFELL, ENTER, ESCAPE, FIT, SENNEVALE, SHIFT, SKILLS, Scene, open_scene

PART = "ce"  # in the names of some candidates and criteria


@pytest.fixture
def scene(window, qtbot) -> Scene:
    return open_scene(window, qtbot)


def open_find(scene: Scene) -> QLineEdit:
    scene.qtbot.keyClick(scene.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    return field


def count(scene: Scene, name: str) -> str:
    found = scene.page.findChild(QLabel, f"{name}.count")
    assert isinstance(found, QLabel)
    return found.text()


def matching(scene: Scene, text: str) -> list[str]:
    evaluation = scene.page.session.evaluation
    assert evaluation is not None
    return [each.name for each in evaluation.criteria if text in each.name.casefold()]


def test_ctrl_f_goes_to_a_criterion_and_keeps_the_candidate(scene):
    scene.go(SENNEVALE, FIT)
    field = open_find(scene)
    assert field.objectName() == "matrix.find"
    scene.qtbot.keyClicks(field, SKILLS.upper())
    assert scene.where() == (SENNEVALE, SKILLS)
    assert count(scene, "matrix.find") == "1 of 1"
    assert QApplication.focusWidget() is field


def test_enter_goes_on_and_shift_enter_back_round_the_matches(scene):
    names = matching(scene, PART)
    assert len(names) > 2
    scene.go(ARDENFELL, FIT)
    field = open_find(scene)
    scene.qtbot.keyClicks(field, PART)
    candidates = [each.name for each in scene.tab.model.candidates if PART in each.name.casefold()]
    assert count(scene, "matrix.find") == f"1 of {len(candidates) + len(names)}"
    assert scene.where() == (candidates[0], FIT)
    for _ in candidates[1:]:
        scene.qtbot.keyClick(field, ENTER)
    visited = []
    for _ in names:
        scene.qtbot.keyClick(field, ENTER)
        visited.append(scene.where()[1])
    assert visited == names
    scene.qtbot.keyClick(field, ENTER)
    assert count(scene, "matrix.find").startswith("1 of")
    scene.qtbot.keyClick(field, ENTER, SHIFT)
    assert scene.where()[1] == names[-1]


def test_a_criterion_inside_a_closed_group_is_found(scene):
    model = scene.tab.model
    model.fold_these([row.criterion.id for row in model.top_rows])
    scene.qtbot.keyClicks(open_find(scene), SKILLS)
    assert scene.where()[1] == SKILLS


def test_escape_clears_and_gives_the_focus_back_to_the_matrix(scene):
    field = open_find(scene)
    scene.qtbot.keyClicks(field, "no such thing")
    assert count(scene, "matrix.find") == "Not found"
    scene.qtbot.keyClick(field, ESCAPE)
    assert field.text() == ""
    assert not field.isVisible()
    assert QApplication.focusWidget() is scene.view


def test_among_the_criteria_the_count_is_shown_and_enter_goes_on(scene):
    scene.page.tabs.choose("criteria")
    field = open_find(scene)
    assert field.objectName() == "criteria.find"
    names = matching(scene, PART)
    tree = scene.page.findChild(QTreeView, "criteria.tree")
    assert isinstance(tree, QTreeView)
    scene.qtbot.keyClicks(field, PART)
    assert count(scene, "criteria.find") == f"1 of {len(names)}"
    assert tree.currentIndex().data() == names[0]
    scene.qtbot.keyClick(field, ENTER)
    assert (count(scene, "criteria.find"), tree.currentIndex().data()) == (f"2 of {len(names)}", names[1])
    scene.qtbot.keyClick(field, ESCAPE)
    assert (field.text(), count(scene, "criteria.find")) == ("", "")
    assert QApplication.focusWidget() is tree
