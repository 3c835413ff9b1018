"""Lenses: official weights, people, offices and scenarios side by side, and what can be done with them."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget

from outsource_desk.domain.weighting import Purpose
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.starting import start_file
from outsource_desk.services.weight_sets import remove_weight_set
from outsource_desk.ui.analysis.figures import Figures
from outsource_desk.ui.scoring.weighting.dialog import WeightingDialog
from outsource_desk.ui.theme import Scheme
from tests.ui.tour import settle


@pytest.fixture
def tab(window):
    window.go_to("analysis")
    window.page.tabs.choose("lenses")
    return window.page.tab


def part(parent, name: str, kind=QWidget):
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def rows(table: Figures) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose_row(tab, name: str) -> None:
    settle()
    line = [cells[0] for cells in rows(tab.places)].index(name)
    tab.places.selectRow(line)


def act(window, name: str) -> None:
    window.actions_of_window[name].trigger()


def press(dialog, name: str, qtbot) -> None:
    qtbot.mouseClick(part(dialog, name, QPushButton), Qt.MouseButton.LeftButton)


def test_every_set_of_weights_has_a_row_in_both_tables(window, tab):
    sets = window.session.evaluation.weight_sets
    names = ["Official weights", *(each.name for each in sets if each.purpose is not Purpose.OFFICIAL)]
    assert [cells[0] for cells in rows(tab.places)] == names
    assert [cells[0] for cells in rows(tab.shares)] == names
    ranking = window.session.ranking
    leader = ranking.leaders[0]
    place = [each.id for each in window.session.evaluation.candidates].index(leader.candidate.id)
    assert rows(tab.places)[0][2 + place] == f"1 · {leader.total:.1f}"
    assert (0, 2 + place) in tab.places.marked
    assert leader.candidate.name in part(tab, "lenses.sentence", QLabel).text()


def test_a_row_chosen_in_one_table_is_chosen_in_the_other(tab):
    tab.places.selectRow(2)
    assert tab.shares.currentIndex().row() == 2
    tab.shares.selectRow(1)
    assert tab.places.currentIndex().row() == 1


def test_the_official_weights_are_weighed_but_neither_renamed_nor_removed(window, tab):
    tab.places.selectRow(0)
    assert part(tab, "lenses.weigh_button").isEnabled()
    for name in ("lenses.rename", "lenses.remove", "lenses.suppose", "lenses.duplicate"):
        assert "other than the official" in window.actions_of_window[name].why_not
    assert not part(tab, "lenses.suppose_button").isEnabled()
    tab.places.selectRow(1)
    assert part(tab, "lenses.suppose_button").isEnabled()


def test_a_lens_is_added_weighed_renamed_and_removed(window, tab, qtbot):
    act(window, "lenses.add")
    question = window.findChild(QDialog, "new_set")
    part(question, "new_set.name", QLineEdit).setText("Risk office")
    press(question, "new_set.deed", qtbot)
    settle()
    assert rows(tab.places)[-1][:2] == ["Risk office", "lens"]
    assert tab.places.currentIndex().row() == len(rows(tab.places)) - 1
    act(window, "lenses.weigh")
    dialog = window.findChild(QDialog, "weighting")
    assert isinstance(dialog, WeightingDialog)
    assert dialog.whose.currentText() == "Risk office"
    dialog.close()
    choose_row(tab, "Risk office")
    act(window, "lenses.rename")
    question = window.findChild(QDialog, "ask")
    part(question, "ask.field", QLineEdit).setText("Head of Risk")
    press(question, "ask.deed", qtbot)
    choose_row(tab, "Head of Risk")
    act(window, "lenses.remove")
    assert "Head of Risk" not in [cells[0] for cells in rows(tab.places)]
    window.session.undo()
    assert "Head of Risk" in [cells[0] for cells in rows(tab.places)]


def test_a_name_that_exists_is_refused_in_the_dialog(window, tab, qtbot):
    choose_row(tab, rows(tab.places)[1][0])
    act(window, "lenses.duplicate")
    question = window.findChild(QDialog, "new_set")
    assert part(question, "new_set.purpose", QComboBox).currentData() == "person"
    part(question, "new_set.name", QLineEdit).setText(rows(tab.places)[2][0])
    press(question, "new_set.deed", qtbot)
    assert "exists already" in part(question, "new_set.error", QLabel).text()


def test_a_value_is_supposed_and_taken_back(window, tab, qtbot):
    lens = next(each for each in window.session.evaluation.weight_sets if each.purpose is Purpose.LENS)
    choose_row(tab, lens.name)
    before = rows(tab.places)
    act(window, "lenses.suppose")
    dialog = window.findChild(QDialog, "suppose")
    assert "Given now" in part(dialog, "suppose.now", QLabel).text()
    field = part(dialog, "suppose.amount", QLineEdit)
    field.setText("77")
    press(dialog, "suppose.take", qtbot)
    assert not part(dialog, "suppose.error", QLabel).isHidden()
    field.setText("0")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert part(dialog, "suppose.error", QLabel).isHidden()
    settle()
    assert rows(tab.places) != before
    assert f"“{lens.name}” supposes" in part(tab, "lenses.supposed", QLabel).text()
    press(dialog, "suppose.back_0", qtbot)
    settle()
    assert rows(tab.places) == before


def test_without_other_sets_the_tab_says_what_they_are_good_for(window, tab):
    for each in window.session.evaluation.weight_sets:
        if each.purpose is not Purpose.OFFICIAL:
            remove_weight_set(window.session.desk, each.id)
    settle()
    assert len(rows(tab.places)) == 1
    assert "Only the official weights" in part(tab, "lenses.sentence", QLabel).text()


def test_a_read_only_file_is_looked_at_and_not_changed(desktop, sample_file, tmp_path, qtbot):
    path = tmp_path / "documents" / "Only to read.odesk"
    shutil.copy(sample_file, path)
    window = desktop.open(path, read_only=True)
    window.go_to("analysis")
    window.page.tabs.choose("lenses")
    tab = window.page.tab
    assert len(rows(tab.places)) > 1
    for name in ("lenses.add_button", "lenses.weigh_button", "lenses.suppose_button"):
        assert not part(tab, name).isEnabled()
    window.go_to("scoring")
    window.page.tabs.choose("criteria")
    for name in ("criteria.find_weights", "criteria.freeze", "criteria.unfreeze", "criteria.explain"):
        assert "read-only" in window.actions_of_window[name].why_not


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_the_tab_fits_a_small_window_with_large_text(window, tab, desktop, scheme):
    window.resize(1024, 640)
    desktop.set_scheme(scheme)
    desktop.set_font(150)
    settle()
    assert tab.minimumSizeHint().width() <= tab.width()
    for name in ("lenses.add_button", "lenses.weigh_button", "lenses.suppose_button"):
        each = part(tab, name)
        assert each.width() >= each.sizeHint().width()


def test_an_initiative_with_nothing_to_weigh_survives(open_window, tmp_path):
    path = tmp_path / "documents" / "Bare.odesk"
    desk = start_file(path)
    add_initiative(desk, "Payroll")
    desk.close()
    window = open_window(path)
    window.go_to("analysis")
    window.page.tabs.choose("lenses")
    window.go_to("scoring")
    window.page.tabs.choose("criteria")
    assert "no criteria" in window.actions_of_window["criteria.find_weights"].why_not
