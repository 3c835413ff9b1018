"""Beside the tree: the form over the ranking, and what is said when a weight moves others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QTreeView

from outsource_desk.services.criteria import list_criteria
from outsource_desk.ui.models.criteria_tree import WEIGHT
from outsource_desk.ui.scoring.criteria_side import CriteriaSide
from outsource_desk.ui.scoring.ranking_board import RankingBoard


@pytest.fixture
def side(window, qtbot) -> CriteriaSide:
    window.go_to("scoring")
    window.page.tabs.choose("criteria")
    found = window.page.findChild(CriteriaSide, "criteria.side")
    qtbot.waitUntil(lambda: found.isVisible() and found.height() > 300)
    return found


@pytest.fixture
def tree(window, side) -> QTreeView:
    return window.page.findChild(QTreeView, "criteria.tree")


def top_level(window):
    return [each for each in list_criteria(window.session.desk, window.session.initiative_id) if each.parent_id is None]


def leaf_of(window):
    return next(
        each
        for each in list_criteria(window.session.desk, window.session.initiative_id)
        if each.parent_id is not None and each.measure == "judged"
    )


def test_all_candidates_of_the_sample_are_in_view_beside_a_group_and_beside_a_leaf(window, side, tree):
    board = side.findChild(RankingBoard)
    for criterion in (top_level(window)[0], leaf_of(window)):
        tree.setCurrentIndex(tree.model().index_of(criterion.id))
        assert board.verticalScrollBar().maximum() == 0, criterion.name


def test_a_short_form_leaves_no_void_above_the_ranking(window, side, tree):
    tree.setCurrentIndex(tree.model().index_of(top_level(window)[0].id))
    form, _ranking = side.sizes()
    assert form <= side.widget(0).natural_height + 2


def test_the_line_between_form_and_ranking_stays_where_it_was_put(window, side, tree, qtbot):
    handle = side.handle(1)
    before = side.sizes()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseMove(handle, QPoint(5, 45))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 45))
    moved = side.sizes()
    assert moved != before
    tree.setCurrentIndex(tree.model().index_of(leaf_of(window).id))
    assert side.sizes() == moved
    assert side.state() == moved


def test_a_typed_weight_says_how_many_others_made_room_and_undo_brings_them_back(window, tree, qtbot):
    before = {each.id: each.weight for each in top_level(window)}
    first = top_level(window)[0]
    wanted = first.weight + 10
    tree.model().setData(tree.model().index_of(first.id, WEIGHT), str(wanted))
    moved = sum(each.weight != before[each.id] for each in top_level(window)) - 1
    assert moved > 1
    toast = window.findChild(QPushButton, "toast.action")
    assert toast.parent().accessibleName() == (f"Weight of “{first.name}” is now {wanted:g}; {moved} others made room.")
    qtbot.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert {each.id: each.weight for each in top_level(window)} == before


def test_a_smaller_weight_says_who_took_up_the_rest(window, tree):
    first = top_level(window)[0]
    tree.model().setData(tree.model().index_of(first.id, WEIGHT), str(first.weight - 10))
    toast = window.findChild(QPushButton, "toast.action")
    assert toast.parent().accessibleName().endswith("others took up the rest.")
