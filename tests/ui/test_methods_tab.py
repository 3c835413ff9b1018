"""Analysis, Methods: second opinions in words and figures, and the thresholds of outranking."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from outsource_desk.domain.opinions import Method
from outsource_desk.domain.preference import Preference, Shape
from outsource_desk.ui.analysis.figures import Figures
from outsource_desk.ui.analysis.methods_tab import MethodsTab
from outsource_desk.ui.widgets.table import PADDING
from tests.ui.matrix_scene import ENTER, ESCAPE
from tests.ui.tour import settle


@pytest.fixture
def tab(window, qtbot) -> MethodsTab:
    window.go_to("analysis")
    window.page.tabs.choose("methods")
    settle()
    found = window.page.findChild(MethodsTab)
    assert isinstance(found, MethodsTab)
    return found


def cells(table: Figures) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def type_into(tab: MethodsTab, qtbot, name: str, text: str) -> None:
    field = tab.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, ENTER)


def preferences(window) -> tuple[Preference, ...]:
    return window.session.evaluation.preferences


def test_a_sentence_says_who_is_first_by_how_many_methods(tab):
    assert tab.sentence.text() == (
        "3 of 6 methods put Ardenfell Digital first. "
        "Stretched sum, VIKOR and PROMETHEE II put Callisten Services first."
    )
    assert cells(tab.ranks)[0] == [
        "Ardenfell Digital", "1 · 70.9", "2 · 0.71", "1 · 70.0", "1 · 0.77", "2 · 0.04", "2 · 0.23",
    ]  # fmt: skip
    assert (0, 1) in tab.ranks.marked
    assert (0, 2) not in tab.ranks.marked


def test_every_heading_says_what_its_method_does(tab):
    head = tab.ranks.model()
    told = [head.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) for n in range(1, 7)]
    assert len(set(told)) == len(Method)
    assert all(each.endswith(".") for each in told)


def test_vikor_and_promethee_speak_in_whole_sentences(tab):
    assert "VIKOR's compromise is Callisten Services and Ardenfell Digital" in tab.compromise.text()
    assert tab.order.text().startswith("Nobody outranks Ardenfell Digital and Callisten Services.")
    assert [row[0] for row in cells(tab.vikor)][:2] == ["Callisten Services", "Ardenfell Digital"]


def test_a_threshold_is_typed_kept_shown_and_undone(tab, window, qtbot):
    type_into(tab, qtbot, "preference.strict", "40")
    leaf = window.session.evaluation.preferences[0].criterion_id
    assert preferences(window) == (Preference(leaf, Shape.LINEAR, 5.0, 40.0),)
    assert cells(tab.thresholds.table)[0][3] == "40"
    window.session.undo()
    assert preferences(window) == ()
    assert cells(tab.thresholds.table)[0][3] == "20"


def test_thresholds_the_wrong_way_round_are_refused_under_the_field(tab, window, qtbot):
    type_into(tab, qtbot, "preference.strict", "3")
    assert preferences(window) == ()
    said = [each.text() for each in tab.findChildren(QLabel)]
    assert any("cannot count in full while 5 does not count at all" in each for each in said)
    field = tab.thresholds.form.field("preference.strict")
    qtbot.keyClick(field, ESCAPE)
    assert isinstance(field, QLineEdit)
    assert field.text() == "20"


def test_another_shape_leaves_the_thresholds_that_it_does_not_use_alone(tab, window, qtbot):
    shapes = tab.findChild(QComboBox, "preference.shape")
    assert isinstance(shapes, QComboBox)
    shapes.setCurrentIndex(shapes.findData("usual"))
    shapes.activated.emit(shapes.currentIndex())
    assert preferences(window)[0].shape is Shape.USUAL
    assert cells(tab.thresholds.table)[0][1:] == ["Any difference counts in full", "–", "–"]
    assert not tab.thresholds.form.field("preference.strict").isEnabled()


def test_another_criterion_is_chosen_in_the_table(tab, window, qtbot):
    tab.thresholds.table.setCurrentIndex(tab.thresholds.table.model().index(3, 0))
    type_into(tab, qtbot, "preference.indifference", "0")
    kept = preferences(window)[0]
    names = {leaf.id: leaf.name for leaf in window.session.evaluation.criteria}
    assert names[kept.criterion_id] == cells(tab.thresholds.table)[3][0]
    assert tab.thresholds.table.currentIndex().row() == 3


def test_one_candidate_leaves_nothing_to_compare(tab, window):
    from outsource_desk.services.candidates import remove_candidate

    for candidate in window.session.evaluation.candidates[1:]:
        window.session.act(remove_candidate, candidate.id)
    settle()
    assert tab.sentence.text().startswith("Only ")
    assert not tab.compromise.isVisibleTo(tab)


def test_tables_are_as_high_as_their_rows(tab):
    for table in tab.findChildren(Figures):
        if table is not tab.thresholds.table:
            assert table.verticalScrollBar().maximum() == 0, table.objectName()


def test_figures_are_never_cut_in_large_text(tab, window, desktop):
    window.resize(1024, 640)
    desktop.set_font(150)
    settle()
    for table in tab.findChildren(Figures):
        words = table.fontMetrics().horizontalAdvance
        for column in range(1, table.model().columnCount()):
            widest = max(words(row[column]) for row in cells(table))
            assert table.columnWidth(column) >= widest + 2 * PADDING, (table.objectName(), column)
