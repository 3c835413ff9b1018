from __future__ import annotations

import csv
import shutil
import time

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QTextBrowser, QWidget

from outsource_desk.services import history
from outsource_desk.services.desk import open_desk
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.vendors import add_vendor, delete_vendor, update_vendor
from outsource_desk.store.history import Edit
from outsource_desk.ui.history.edits_table import EditsTable
from outsource_desk.ui.models.edits import NAME, REVISION, WHAT, EditsModel
from outsource_desk.ui.pages.history import HistoryPage
from outsource_desk.ui.places import Place

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window, qtbot) -> HistoryPage:
    """The History page after a few edits: 1 the sample, 2 to 4 a vendor, 5 the aim."""
    session = window.session
    vendor = session.try_act(add_vendor, "Hooli")
    session.try_act(update_vendor, vendor, "country", "IE")
    session.try_act(delete_vendor, vendor)
    session.try_act(update_initiative, session.initiative_id, "aim", "Answer in a minute")
    window.go_to("history")
    settle(window.page, qtbot)
    return window.page


def child(page: QWidget, name: str, kind: type = QWidget):
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def table_of(page: QWidget) -> EditsTable:
    return child(page, "history.edits", EditsTable)


def settle(page: QWidget, qtbot) -> None:
    """Wait until the selection has been read and the table has its words."""
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in page.findChildren(QTimer)))


def rows(page: QWidget, column: int = WHAT) -> list[str]:
    model = table_of(page).edits
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def choose(page: QWidget, revision: int, qtbot) -> None:
    assert table_of(page).choose(revision)
    settle(page, qtbot)


def choose_two(page: QWidget, first: int, second: int, qtbot) -> None:
    table = table_of(page)
    table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    for revision in (first, second):
        row = table.edits.row_of(revision)
        assert row is not None
        index = table.edits.index(row, 0)
        table.selectionModel().select(index, flags.Select | flags.Rows)
    settle(page, qtbot)


def press(page: QWidget, name: str, qtbot) -> None:
    qtbot.mouseClick(child(page, name, QPushButton), Qt.MouseButton.LeftButton)


def dialog_of(window) -> QDialog:
    found = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def text(page: QWidget, name: str) -> str:
    return child(page, name, QLabel).text()


def test_edits_stand_in_words_the_newest_first(page):
    assert rows(page, REVISION) == ["5", "4", "3", "2", "1"]
    said = rows(page)
    assert said[0].startswith("Change aim: Initiative IT service desk and field support: aim “Give 2,900")
    assert said[0].endswith("…” → “Answer in a minute”")
    assert said[1:4] == [
        "Delete vendor: Vendor Hooli deleted",
        "Change vendor's country: Vendor Hooli: country empty → “IE”",
        "Add vendor: Vendor Hooli added",
    ]
    assert said[4].endswith(" more")


def test_the_page_opens_with_the_focus_in_the_table(page):
    assert QApplication.focusWidget() is table_of(page)


def test_a_new_edit_comes_on_top_and_the_selection_stays_where_it_was(window, page, qtbot):
    choose(page, 3, qtbot)
    window.session.try_act(add_vendor, "Initech")
    settle(page, qtbot)
    assert rows(page)[0] == "Add vendor: Vendor Initech added"
    assert table_of(page).chosen() == [3]


def test_the_selected_edit_is_read_in_words(page, qtbot):
    choose(page, 3, qtbot)
    assert text(page, "history.title") == "Change vendor's country"
    assert child(page, "history.changes", QTextBrowser).toPlainText() == "Vendor Hooli: country empty → “IE”"
    qtbot.keyClick(table_of(page), Qt.Key.Key_Up)
    settle(page, qtbot)
    assert child(page, "history.changes", QTextBrowser).toPlainText() == "Vendor Hooli deleted"


def test_the_filter_looks_at_words_authors_and_names_and_counts(window, page, qtbot):
    window.session.try_act(history.name_revision, "Committee 3", 2)
    field = child(page, "history.filter", QLineEdit)
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, "hooli VENDOR")
    assert rows(page, REVISION) == ["4", "3", "2"]
    assert text(page, "history.count") == "3 of 6"
    field.setText("committee")
    assert rows(page, REVISION) == ["6", "2"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (len(rows(page)), text(page, "history.count")) == (6, "")


def test_an_edit_done_while_the_table_is_filtered_is_shown_only_if_it_fits(window, page):
    child(page, "history.filter", QLineEdit).setText("delete")
    window.session.try_act(add_vendor, "Initech")
    assert rows(page, REVISION) == ["4"]
    child(page, "history.filter", QLineEdit).setText("")
    assert rows(page, REVISION)[0] == "6"


def test_undo_to_here_asks_with_the_count_and_can_be_undone(window, page, qtbot):
    aim = window.session.initiative.aim
    choose(page, 2, qtbot)
    press(page, "history.undo_button", qtbot)
    dialog = dialog_of(window)
    deed = child(dialog, "ask.deed", QPushButton)
    assert deed.text() == "Undo 3 edits"
    assert window.session.desk.journal.revision == 5
    qtbot.mouseClick(deed, Qt.MouseButton.LeftButton)
    assert window.session.desk.journal.revision == 6
    assert window.session.initiative.aim != aim
    assert window.toasts.text == "Went back to revision 2."
    press(window, "toast.action", qtbot)
    assert window.session.initiative.aim == aim
    assert len(rows(page)) == 7


def test_cancel_in_the_question_changes_nothing(window, page, qtbot):
    choose(page, 2, qtbot)
    press(page, "history.undo_button", qtbot)
    qtbot.keyClick(dialog_of(window), Qt.Key.Key_Escape)
    assert window.session.desk.journal.revision == 5


def test_the_newest_revision_is_no_way_back_and_says_so(window, page, qtbot):
    choose(page, 5, qtbot)
    undo = window.actions_of_window["history.undo_to"]
    assert not undo.isEnabled()
    assert undo.why_not == "This is the newest revision."
    assert not child(page, "history.undo_button", QPushButton).isEnabled()


def test_any_revision_can_be_named_and_a_name_that_is_taken_stays_in_the_question(window, page, qtbot):
    choose(page, 2, qtbot)
    window.actions_of_window["history.name"].trigger()
    dialog = dialog_of(window)
    qtbot.keyClicks(child(dialog, "ask.field"), "Before the bids")
    qtbot.keyClick(child(dialog, "ask.field"), Qt.Key.Key_Return)
    settle(page, qtbot)
    assert history.named_revisions(window.session.desk) == {"Before the bids": 2}
    assert rows(page, NAME)[-2] == "Before the bids"
    choose(page, 3, qtbot)
    window.actions_of_window["history.name"].trigger()
    dialog = dialog_of(window)
    qtbot.keyClicks(child(dialog, "ask.field"), "before the BIDS")
    qtbot.mouseClick(child(dialog, "ask.deed", QPushButton), Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "exists already" in text(dialog, "ask.error")
    dialog.reject()


def test_two_selected_edits_are_compared(page, qtbot):
    choose_two(page, 5, 2, qtbot)
    fields = [child(page, f"history.{end}", QLineEdit).text() for end in ("from", "to")]
    assert fields == ["2", "5"]
    said = child(page, "history.difference", QTextBrowser).toPlainText().splitlines()
    assert said[0] == "Vendor Hooli deleted"
    assert said[1].endswith("→ “Answer in a minute”")
    assert text(page, "history.compare.count") == "2 differences from 2 to 5"


def test_revisions_are_compared_by_name_or_number_and_a_wrong_one_is_told_in_place(window, page, qtbot):
    window.session.try_act(history.name_revision, "Before the bids", 1)
    window.actions_of_window["history.compare"].trigger()
    first, last = (child(page, f"history.{end}", QLineEdit) for end in ("from", "to"))
    first.setText("before the bids")
    last.setText("4")
    qtbot.keyClick(last, Qt.Key.Key_Return)
    difference = child(page, "history.difference", QTextBrowser)
    assert difference.toPlainText() == "Nothing is different between these two revisions."
    last.setText("99")
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert text(page, "history.compare.error") == "There is no revision “99”."
    assert (last.property("state"), last.text()) == ("error", "99")
    last.setText("5")
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert not child(page, "history.compare.error").isVisible()
    difference.setFocus()
    qtbot.keyClick(difference, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(difference, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().endswith("→ “Answer in a minute”")


def test_a_copy_without_history_holds_none_and_the_question_says_what_that_means(window, page, answers, qtbot):
    answers.save = window.session.desk.path.with_name("Bare.odesk")
    press(page, "history.copy_button", qtbot)
    dialog = dialog_of(window)
    whole, bare = child(dialog, "copy.whole"), child(dialog, "copy.bare")
    assert "everything that was deleted" in whole.accessibleDescription()
    assert "nothing deleted is left" in bare.accessibleDescription()
    qtbot.waitUntil(whole.hasFocus)
    qtbot.keyClick(whole, Qt.Key.Key_Down)
    assert bare.isChecked()
    qtbot.mouseClick(child(dialog, "copy.deed", QPushButton), Qt.MouseButton.LeftButton)
    assert window.toasts.text == "Saved “Bare.odesk”."
    with open_desk(answers.save) as copy:
        assert [edit.label for edit in history.list_edits(copy)] == ["Saved without history"]


def test_a_copy_with_its_history_holds_all_of_it(window, page, answers, qtbot):
    answers.save = window.session.desk.path.with_name("Whole.odesk")
    press(page, "history.copy_button", qtbot)
    qtbot.keyClick(dialog_of(window), Qt.Key.Key_Return)
    with open_desk(answers.save) as copy:
        assert len(history.list_edits(copy)) == 5


def test_the_log_is_written_and_copied(window, page, answers, tmp_path, qtbot):
    answers.save = tmp_path / "log.csv"
    press(page, "history.log_button", qtbot)
    written = list(csv.reader(answers.save.read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in written] == ["Revision", "1", "2", "3", "4", "5"]
    assert window.toasts.text == "“log.csv” was written."
    child(page, "history.filter", QLineEdit).setText("hooli")
    window.actions_of_window["history.copy_log"].trigger()
    copied = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert copied[0] == ["Revision", "When", "What was done", "Name", "Who"]
    assert [line[0] for line in copied[1:]] == ["4", "3", "2"]


def test_a_search_hit_leads_to_its_edit_also_when_it_is_filtered_away(window, page, qtbot):
    child(page, "history.filter", QLineEdit).setText("hooli")
    window.go(Place("history", thing="edit", id=1))
    settle(page, qtbot)
    assert table_of(page).chosen() == [1]
    assert child(page, "history.filter", QLineEdit).text() == ""


def test_sorting_keeps_the_selection(page, qtbot):
    choose(page, 3, qtbot)
    table = table_of(page)
    table.sortByColumn(WHAT, Qt.SortOrder.AscendingOrder)
    assert rows(page) == sorted(rows(page), key=str.casefold)
    assert table.chosen() == [3]
    table.sortByColumn(REVISION, Qt.SortOrder.AscendingOrder)
    assert rows(page, REVISION) == ["1", "2", "3", "4", "5"]


def test_an_empty_file_has_one_next_step(empty_window, qtbot):
    empty_window.go_to("history")
    button = child(empty_window.page, "empty.button", QPushButton)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert empty_window.trail.here == Place("initiative")


def test_a_read_only_file_can_be_read_but_not_taken_back(desktop, sample_file, tmp_path, qtbot):
    path = tmp_path / "documents" / "Read.odesk"
    shutil.copy(sample_file, path)
    with open_desk(path):
        window = desktop.open(path)
        window.go_to("history")
        settle(window.page, qtbot)
        assert window.actions_of_window["history.name"].why_not == "This file is open read-only."
        assert not child(window.page, "history.undo_button", QPushButton).isEnabled()
        assert len(rows(window.page)) == 1


def test_the_model_keeps_qts_rules_filtered_and_sorted(page, qtmodeltester):
    model = table_of(page).edits
    qtmodeltester.check(model)
    model.filter("hooli")
    model.sort(WHAT, Qt.SortOrder.DescendingOrder)
    qtmodeltester.check(model)
    model.filter("no such edit")
    assert model.rowCount() == 0
    qtmodeltester.check(model)


class Counting(EditsModel):
    """Notes which rows the view asks for."""

    asked: set[int]

    def data(self, index, role=int(Qt.ItemDataRole.DisplayRole)):
        self.asked.add(index.row())
        return super().data(index, role)


def test_a_table_of_ten_thousand_edits_reads_only_the_rows_on_screen(qapp, qtbot):
    model = Counting(qapp)
    model.asked = set()
    at = "2026-11-03T09:00:00.000+00:00"
    model.add([Edit(number, at, "Ada", "Score", number, None) for number in range(1, 10_001)])
    table = EditsTable(model)
    qtbot.addWidget(table)
    table.resize(800, 500)
    with qtbot.waitExposed(table):
        table.show()
    table.grab()
    assert 5 < len(model.asked) < 60
    began = time.process_time()
    model.filter("ada 99")
    assert time.process_time() - began < 0.5
    assert model.rowCount() == 280
    assert model.index(0, REVISION).data() == "9999"
    assert model.row_of(10_000) is None
