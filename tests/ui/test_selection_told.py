"""The status bar says what is selected."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTableView

from tests.ui.matrix_scene import ARDENFELL, CALLISTEN, FIT, PRACTICE, PRICE, SKILLS, Scene, open_scene


@pytest.fixture
def scene(window, qtbot) -> Scene:
    return open_scene(window, qtbot)


def told(window) -> str:
    found = window.findChild(QLabel, "status.selection")
    assert isinstance(found, QLabel)
    return found.text()


def test_several_scores_are_counted_with_their_mean_and_the_open_ones(scene):
    scene.select((ARDENFELL, FIT), (CALLISTEN, SKILLS))
    points = [scene.points(who, what) for who in (ARDENFELL, CALLISTEN) for what in (FIT, PRACTICE, SKILLS)]
    given = [each for each in points if each is not None]
    mean = f"{sum(given) / len(given):.2f}"
    assert told(scene.window) == f"6 cells selected · mean {mean} · 0 open"
    scene.go(ARDENFELL, FIT)
    assert told(scene.window).startswith(f"{ARDENFELL}, {FIT}: ")


def test_open_scores_are_counted_and_unlike_things_have_no_mean(scene):
    scene.view.selectAll()
    said = told(scene.window).split(" · ")
    leaves = sum(not row.is_group for row in scene.tab.model.rows)
    assert said[0] == f"{leaves * len(scene.tab.model.candidates)} cells selected"
    assert said[1:] == ["1 open"]
    assert scene.cell(ARDENFELL, PRICE)


def test_one_cell_and_its_group_are_one_score(scene):
    scene.go(ARDENFELL, FIT)
    scene.press(Qt.Key.Key_Up, with_=Qt.KeyboardModifier.ShiftModifier)
    assert "selected" not in told(scene.window)


def test_selected_vendors_are_counted(window):
    window.go_to("vendors")
    table = window.page.findChild(QTableView, "vendors.table")
    table.selectAll()
    assert told(window) == f"{table.model().rowCount()} selected"
    table.setCurrentIndex(table.model().index(1, 0))
    assert told(window) == table.model().index(1, 0).data()
