"""The tree of criteria: weights with locks, moving, anchors, and where a warning leads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTreeView

from outsource_desk.services.criteria import list_criteria, update_criterion
from outsource_desk.services.initiatives import add_initiative, update_initiative
from outsource_desk.ui.models.criteria_tree import LOCK, NAME, WEIGHT, CriteriaTree
from outsource_desk.ui.places import Place
from outsource_desk.ui.scoring.ranking_board import RankingBoard


@pytest.fixture
def tab(window):
    window.go_to("scoring")
    window.page.tabs.choose("criteria")
    return window.page.findChild(QTreeView, "criteria.tree").parent().parent().parent()


@pytest.fixture
def tree(window, tab) -> QTreeView:
    return window.page.findChild(QTreeView, "criteria.tree")


def criteria_of(window):
    return list_criteria(window.session.desk, window.session.initiative_id)


def top_level(window):
    return [each for each in criteria_of(window) if each.parent_id is None]


def test_the_model_passes_the_model_tester(window, qtmodeltester):
    model = CriteriaTree(window.session)
    model.show_criteria(criteria_of(window))
    qtmodeltester.check(model)


def test_typing_a_weight_moves_the_other_weights_of_the_level_and_keeps_the_sum(window, tree, qtbot):
    first = top_level(window)[0]
    tree.setFocus()
    tree.setCurrentIndex(tree.model().index_of(first.id, WEIGHT))
    qtbot.keyClick(tree, Qt.Key.Key_F2)
    editor = tree.findChild(QLineEdit, "criteria.editor")
    editor.selectAll()
    qtbot.keyClicks(editor, "40")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: top_level(window)[0].weight == 40)
    weights = [each.weight for each in top_level(window)]
    assert sum(weights) == pytest.approx(100)
    window.session.undo()
    assert top_level(window)[0].weight == first.weight


def test_a_digit_begins_a_new_weight_from_any_cell_of_the_row_and_the_ranking_moves(window, tree, qtbot):
    first = top_level(window)[0]
    before = {each.candidate.name: each.total for each in window.session.ranking.ranked}
    tree.setFocus()
    tree.setCurrentIndex(tree.model().index_of(first.id, NAME))
    qtbot.keyClicks(tree, "6")
    editor = tree.findChild(QLineEdit, "criteria.editor")
    qtbot.keyClicks(editor, "0")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: top_level(window)[0].weight == 60)
    assert top_level(window)[0].name == first.name
    board = window.page.findChildren(RankingBoard)[-1]
    leader = window.session.ranking.ranked[0]
    assert leader.total != before[leader.candidate.name]
    assert f"{leader.total:.1f}" in board.texts[0]


def test_a_locked_weight_stays_while_others_change(window, tree, qtbot):
    first, second, *_ = top_level(window)
    box = tree.visualRect(tree.model().index_of(second.id, LOCK))
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert top_level(window)[1].is_locked
    tree.model().setData(tree.model().index_of(first.id, WEIGHT), "40")
    assert top_level(window)[1].weight == second.weight
    assert sum(each.weight for each in top_level(window)) == pytest.approx(100)


def test_a_weight_that_is_no_number_is_refused_in_place(window, tree, qtbot):
    first = top_level(window)[0]
    index = tree.model().index_of(first.id, WEIGHT)
    with qtbot.waitSignal(tree.model().rejected):
        assert not tree.model().setData(index, "much")
    error = window.page.findChild(QLabel, "criteria.error")
    assert "much" in error.text()
    assert error.isVisible()
    assert top_level(window)[0].weight == first.weight


def test_a_level_that_does_not_add_up_says_so_and_is_balanced_by_one_button(window, tree, qtbot):
    first = top_level(window)[0]
    window.session.act(update_criterion, first.id, "weight", first.weight + 10)
    tree.setCurrentIndex(tree.model().index_of(first.id))
    said = window.page.findChild(QLabel, "criteria.sum")
    assert said.text() == "The top level: weights add up to 110 %, not to 100 %"
    qtbot.mouseClick(window.page.findChild(QPushButton, "criteria.balance"), Qt.MouseButton.LeftButton)
    assert sum(each.weight for each in top_level(window)) == pytest.approx(100)
    assert said.text() == "The top level: weights add up to 100 %"


def test_dragging_a_criterion_into_another_group_moves_it_there(window, tree):
    model = tree.model()
    groups = top_level(window)
    part = model.level(groups[0].id)[0]
    content = model.mimeData([model.index_of(part.id)])
    model.dropMimeData(content, Qt.DropAction.MoveAction, 0, 0, model.index_of(groups[1].id))
    assert next(each.id for each in model.level(groups[1].id)) == part.id
    assert window.session.desk.journal.undo_label == "Move criterion"


def test_a_criterion_goes_down_and_up_within_its_group_by_keys(window, tree, qtbot):
    groups = top_level(window)
    part = tree.model().level(groups[0].id)[0]
    tree.setFocus()
    tree.setCurrentIndex(tree.model().index_of(part.id))
    qtbot.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert tree.model().level(groups[0].id)[1].id == part.id
    qtbot.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert tree.model().level(groups[0].id)[0].id == part.id
    assert tree.model().criterion(tree.currentIndex()).id == part.id


def test_deleting_a_group_says_how_many_parts_go_and_offers_undo(window, tree, qtbot):
    group = top_level(window)[0]
    count = len(tree.model().level(group.id))
    tree.setFocus()
    tree.setCurrentIndex(tree.model().index_of(group.id))
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert f"deleted with {count} parts" in window.toasts.text
    qtbot.mouseClick(window.findChild(QPushButton, "toast.action"), Qt.MouseButton.LeftButton)
    assert group.id in [each.id for each in top_level(window)]


def test_the_widths_of_the_tree_are_remembered(window, tree):
    tree.setColumnWidth(WEIGHT, 123)
    state = window.page.state()
    tree.setColumnWidth(WEIGHT, 60)
    window.page.restore(state)
    assert tree.columnWidth(WEIGHT) == 123


def test_the_offer_to_undo_a_deletion_never_takes_back_something_newer(window, tree, qtbot):
    group, session = top_level(window)[0], window.session
    tree.setFocus()
    tree.setCurrentIndex(tree.model().index_of(group.id))
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert session.did(update_initiative, session.initiative_id, "owner", "Somebody new")
    qtbot.mouseClick(window.findChild(QPushButton, "toast.action"), Qt.MouseButton.LeftButton)
    assert session.initiative.owner == "Somebody new"
    assert group.id not in [each.id for each in top_level(window)]


def test_an_anchor_is_saved_when_its_field_is_left(window, tree, qtbot):
    leaf = next(each for each in criteria_of(window) if each.anchors)
    tree.setCurrentIndex(tree.model().index_of(leaf.id))
    field = window.page.findChild(QLineEdit, "anchor 5")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Shown live twice")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    saved = next(each for each in criteria_of(window) if each.id == leaf.id)
    assert dict(saved.anchors)[5.0] == "Shown live twice"


def test_a_warning_leads_into_the_field_that_cures_it(window):
    leaf = next(each for each in criteria_of(window) if each.is_gate)
    window.go(Place("scoring", criterion_id=leaf.id, field="minimum"))
    assert window.focusWidget().objectName() == "minimum"


def test_new_criteria_get_a_name_of_their_own_and_are_named_at_once(window, tree, qtbot):
    qtbot.mouseClick(window.page.findChild(QPushButton, "criteria.add"), Qt.MouseButton.LeftButton)
    assert top_level(window)[-1].name == "New criterion"
    editor = tree.findChild(QLineEdit, "criteria.editor")
    editor.selectAll()
    qtbot.keyClicks(editor, "Carbon")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: top_level(window)[-1].name == "Carbon")


def test_an_initiative_without_criteria_takes_those_of_a_template(window, qtbot):
    made = window.session.act(add_initiative, "Empty one")
    window.session.show_initiative(made)
    window.go_to("scoring")
    window.page.tabs.choose("criteria")
    qtbot.mouseClick(window.page.findChild(QPushButton, "criteria.bpo"), Qt.MouseButton.LeftButton)
    assert len(criteria_of(window)) > 20


def test_finding_a_criterion_selects_it(window, tree):
    wanted = criteria_of(window)[-1]
    window.page.findChild(QLineEdit, "criteria.find").setText(wanted.name)
    assert tree.model().criterion(tree.currentIndex()).id == wanted.id
    assert isinstance(tree.model().parent(tree.currentIndex()), QModelIndex)
    assert tree.currentIndex().column() == NAME
