import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPushButton

from outsource_desk.services.vendors import add_vendor, list_vendors
from outsource_desk.ui.places import Place
from outsource_desk.ui.vendors.comparison import DIFFERENCES, ComparisonDialog
from outsource_desk.ui.vendors.comparison_model import DIFFERS, HEADING
from outsource_desk.ui.vendors.merging import DoublesNotice, MergeDialog
from tests.ui.acts import find


@pytest.fixture
def page(window):
    window.go(Place("vendors"))
    return window.page


@pytest.fixture
def desk(page):
    return page.session.desk


def choose(page, count):
    table = page.directory.table
    table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    rows = [row for row in range(table.model().rowCount()) if table.model().row_at(row).kind is not None]
    for row in rows[:count]:
        table.selectionModel().select(table.model().index(row, 0), flags.Select | flags.Rows)


def test_vendors_that_are_selected_stand_side_by_side_with_what_differs_marked(page, qtbot, qtmodeltester):
    compare = find(page, QPushButton, "vendors.compare_button")
    choose(page, 1)
    assert not compare.isEnabled()
    assert "two to six" in compare.toolTip()
    choose(page, 3)
    compare.click()
    dialog = page.findChild(ComparisonDialog)
    model = dialog.model
    qtmodeltester.check(model)
    names = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(1, 4)]
    assert names == page_names(page, 3)
    rows = range(model.rowCount())
    marked = [str(model.index(row, 0).data()) for row in rows if model.index(row, 0).data(DIFFERS)]
    assert "≠ Country" in marked
    dialog.filter.choose(DIFFERENCES)
    left = [model.index(row, 0) for row in range(model.rowCount())]
    assert all(each.data(DIFFERS) or each.data(HEADING) for each in left)
    find(dialog, QPushButton, "comparison.copy").click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t")[1:] == names
    assert any(line.startswith("≠ Country\t") for line in copied)
    dialog.reject()


def page_names(page, count):
    rows = [page.directory.model.row_at(row) for row in range(page.directory.model.rowCount())]
    return [row.name for row in rows if row.kind is not None][:count]


def test_a_likely_double_is_told_calmly_and_merged_in_one_act(page, window, desk, qtbot):
    first = list_vendors(desk)[0]
    twin = add_vendor(desk, f"{first.name} Ltd.", notes="Met at the fair")
    qtbot.waitUntil(lambda: page.findChild(DoublesNotice) is not None and page.findChild(DoublesNotice).isVisible())
    find(page.findChild(DoublesNotice), QPushButton, "notice.button").click()
    dialog = page.findChild(MergeDialog)
    stays = find(dialog, QComboBox, "merging.stays")
    stays.setCurrentIndex(stays.findData(str(first.id)))
    stays.activated.emit(stays.currentIndex())
    find(dialog, QPushButton, "merging.deed").click()
    assert twin not in {each.id for each in list_vendors(desk)}
    assert "Met at the fair" in next(each.notes for each in list_vendors(desk) if each.id == first.id)
    assert page.directory.key == ("vendor", first.id)
    page.session.undo()
    assert twin in {each.id for each in list_vendors(desk)}


def test_two_candidates_with_scores_cannot_be_merged_and_it_is_said_why(page, qtbot):
    choose(page, 2)
    page._on_merge()
    dialog = page.findChild(MergeDialog)
    deed = find(dialog, QPushButton, "merging.deed")
    assert not deed.isEnabled()
    assert "nobody can say which ones count" in find_notice(dialog)
    dialog.reject()


def find_notice(dialog):
    from outsource_desk.ui.widgets.notice import Notice

    return dialog.findChild(Notice).text
