"""A file that is open read-only: everything can be read, nothing offers to change it, and each act says why not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
)

from outsource_desk.services.starting import start_file
from outsource_desk.ui.places import Place
from outsource_desk.ui.window import MainWindow

WHY = "This file is open read-only."
PAGES = ("home", "initiative", "vendors", "scoring", "analysis", "reports", "history", "settings", "import")
# what is typed or chosen without changing the file: views, filters, and what the program itself remembers
NOT_OF_THE_FILE = {
    "why.one", "why.other",  # which two candidates are compared on screen
    "initiative.chooser", "home.initiative", "vendors.filter", "vendors.status_filter", "matrix.find", "matrix.views",
    "criteria.find", "reports.page", "reports.find", "history.filter", "history.from", "history.to",
    "font", "language", "formats",
}  # fmt: skip
WRITING = {
    "initiative.new", "initiative.delete", "goals.add", "goals.new", "goals.up", "goals.down", "goals.delete",
    "evaluators.add", "evaluators.new", "evaluators.delete",
    "vendors.add", "vendors.add_in_house", "vendors.import", "vendors.new", "vendors.paste", "vendors.delete",
    "vendors.in_house", "vendor.add_candidate", "candidacy.remove", "in_house.remove", "contacts.add", "contacts.new",
    "contacts.delete", "scoring.edit", "scoring.not_applicable", "scoring.clear", "scoring.fill_down",
    "scoring.fill_right", "scoring.paste", "criteria.add", "criteria.add_part", "criteria.up", "criteria.down",
    "criteria.out", "criteria.in", "criteria.delete", "history.undo_to", "history.name", "history.name_button",
    "history.undo_button", "settings.back_up", "import.choose", "file.new_initiative", "file.import", "file.backup",
    "edit.undo", "edit.redo", "report.name", "reports.usual",
}  # fmt: skip


@pytest.fixture
def read_only(desktop, sample_file, tmp_path, qtbot):
    path = tmp_path / "documents" / "Read only.odesk"
    shutil.copy(sample_file, path)
    return shown(desktop.open(path, read_only=True), qtbot)


@pytest.fixture
def read_only_and_empty(desktop, tmp_path, qtbot):
    path: Path = tmp_path / "documents" / "Empty.odesk"
    start_file(path).close()
    return shown(desktop.open(path, read_only=True), qtbot)


def shown(window: MainWindow | None, qtbot) -> MainWindow:
    assert window is not None
    assert window.session.desk.is_read_only
    window.resize(1366, 900)
    with qtbot.waitExposed(window):
        window.show()
    return window


def settle(window: MainWindow, qtbot) -> None:
    page = window.page
    assert page is not None
    if page.title() != "Reports":  # it makes a paper meanwhile, which changes none of this
        qtbot.waitUntil(lambda: not any(timer.isActive() for timer in page.findChildren(QTimer)))


def fields_to_type_into(page) -> list[str]:
    texts = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit), *page.findChildren(QTextEdit)]
    open_ = [each for each in texts if each.isEnabled() and not each.isReadOnly()] + [
        each for each in page.findChildren(QComboBox) if each.isEnabled()
    ]
    return [each.objectName() for each in open_ if each.isVisibleTo(page) and each.objectName() not in NOT_OF_THE_FILE]


def cells_to_type_into(page) -> list[str]:
    views = [each for each in page.findChildren(QAbstractItemView) if not isinstance(each, QHeaderView)]
    return [
        view.objectName()
        for view in views
        if view.editTriggers() != QAbstractItemView.EditTrigger.NoEditTriggers and has_open_cell(view.model())
    ]


def has_open_cell(model: QAbstractItemModel) -> bool:
    top = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
    places = [(row, column) for row in range(model.rowCount(top)) for column in range(columns)]
    return any(model.index(*place, top).flags() & Qt.ItemFlag.ItemIsEditable for place in places)


def writes(name: str) -> bool:
    plain = name.removeprefix("tool.")
    return plain in WRITING or plain.rstrip("0123456789").rstrip(".") in WRITING


def enabled_or_unexplained(window: MainWindow) -> list[str]:
    page = window.page
    assert page is not None
    buttons = [*page.findChildren(QPushButton), *page.findChildren(QToolButton)]
    acts = [*page.page_actions(), *window.actions_of_window]
    bad = [each.objectName() for each in (*buttons, *acts) if writes(each.objectName()) and each.isEnabled()]
    bad += [each.objectName() for each in (*buttons, *acts) if writes(each.objectName()) and WHY not in each.toolTip()]
    return bad


@pytest.mark.parametrize("key", PAGES)
def test_no_page_of_a_read_only_file_offers_to_change_it(read_only, qtbot, key):
    read_only.go_to(key)
    settle(read_only, qtbot)
    assert fields_to_type_into(read_only.page) == []
    assert cells_to_type_into(read_only.page) == []
    assert enabled_or_unexplained(read_only) == []


def test_the_criteria_of_a_read_only_file_cannot_be_changed_or_dragged(read_only, qtbot):
    read_only.go(Place("scoring", field="criteria"))
    settle(read_only, qtbot)
    assert fields_to_type_into(read_only.page) == []
    assert cells_to_type_into(read_only.page) == []
    assert enabled_or_unexplained(read_only) == []
    tree = read_only.page.findChild(QAbstractItemView, "criteria.tree")
    assert not tree.model().index(0, 0).flags() & Qt.ItemFlag.ItemIsDragEnabled


@pytest.mark.parametrize("key", ["home", "initiative", "vendors"])
def test_an_empty_page_of_a_read_only_file_says_why_nothing_can_begin(read_only_and_empty, key):
    read_only_and_empty.go_to(key)
    begin = next(
        each for each in read_only_and_empty.page.findChildren(QPushButton, "empty.button") if each.isVisible()
    )
    assert not begin.isEnabled()
    assert begin.toolTip() == WHY


def test_a_file_that_can_be_changed_offers_all_of_it(window, qtbot):
    window.go_to("initiative")
    names = ("initiative.name", "initiative.question")
    assert set(names) <= set(fields_to_type_into(window.page))
    assert {"goals", "evaluators"} <= set(cells_to_type_into(window.page))
    assert window.page.findChild(QPushButton, "goals.add").isEnabled()


def test_keys_in_a_read_only_list_begin_nothing(read_only, qtbot):
    read_only.go_to("initiative")
    goals = read_only.page.goals
    count = goals.model.rowCount()
    goals.select(goals.model.row_at(0).id, 1)
    goals.table.setFocus()
    for key in (Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_A):
        qtbot.keyClick(goals.table, key)
    assert goals.model.rowCount() == count
    assert goals.table.state() is not QAbstractItemView.State.EditingState
