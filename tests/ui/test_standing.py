"""What the window says about how the file stands: saved, being typed, not saving, read-only."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton

from outsource_desk.services.vendors import add_vendor, list_vendors
from outsource_desk.ui.places import Place
from outsource_desk.ui.reports.preview import PaperPreview
from outsource_desk.ui.widgets.header import PageHeader
from tests.ui.matrix_scene import ARDENFELL, FIT, open_scene

TYPING = "Typing, not saved yet"


def said(window) -> str:
    return window.findChild(QLabel, "status.saved").text()


def names(window) -> list[str]:
    return [vendor.name for vendor in list_vendors(window.session.desk)]


@pytest.mark.parametrize(("kind", "name"), [(QLineEdit, "initiative.name"), (QPlainTextEdit, "initiative.scope")])
def test_what_is_being_typed_is_not_called_saved_until_the_field_is_left(window, qtbot, kind, name):
    window.go_to("initiative")
    field = window.findChild(kind, name)
    field.setFocus()
    assert said(window).startswith("All changes saved")
    qtbot.keyClicks(field, "x")
    assert said(window) == TYPING
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert said(window).startswith("All changes saved")
    qtbot.keyClicks(field, "y")
    assert said(window) == TYPING
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert said(window).startswith("All changes saved")


def test_enter_saves_a_field_and_the_status_line_says_so(window, qtbot):
    window.go(Place("initiative", field="owner"))
    field = window.findChild(QLineEdit, "initiative.owner")
    field.setFocus()
    qtbot.keyClicks(field, "x")
    assert said(window) == TYPING
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert said(window).startswith("All changes saved")


def test_a_refused_text_that_was_left_is_not_called_saved(window, qtbot):
    window.go(Place("initiative", field="decision_date"))
    field = window.findChild(QLineEdit, "initiative.decision_date")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "some day")
    window.go_to("home")
    assert said(window) == "“Decision” was refused and is not saved"
    window.actions_of_window["file.save"].trigger()
    assert "saved already" not in window.toasts.text
    window.go_to("initiative")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert said(window).startswith("All changes saved")


def test_words_to_look_for_are_nothing_to_save(window, qtbot):
    window.go_to("history")
    field = window.page.find_field()
    field.setFocus()
    qtbot.keyClicks(field, "vendor")
    assert said(window).startswith("All changes saved")


def test_a_score_being_typed_is_not_called_saved_until_it_is_entered(window, qtbot):
    scene = open_scene(window, qtbot)
    scene.go(ARDENFELL, FIT)
    scene.type("3")
    assert said(window) == TYPING
    scene.press(Qt.Key.Key_Escape)
    assert said(window).startswith("All changes saved")


def test_a_file_that_was_renamed_is_not_called_saved(window):
    path = window.session.desk.path
    path.rename(path.with_name("Moved.odesk"))
    window.session.act(add_vendor, "Alder")
    status = window.findChild(QLabel, "status.saved")
    assert status.text() == "Not saving"
    assert "renamed or deleted" in status.toolTip()
    window.actions_of_window["file.save"].trigger()
    assert "Not saving" in window.toasts.text
    path.with_name("Moved.odesk").rename(path)
    window.band.refresh()
    window.session.act(add_vendor, "Alder")
    assert status.text().startswith("All changes saved")


def test_a_change_that_could_not_be_written_is_not_called_saved_until_one_was(window):
    desk = window.session.desk
    desk.connection.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        window.session.act(add_vendor, "Alder")
        assert said(window) == "The last change was not saved"
    window.session.act(add_vendor, "Alder")
    assert said(window).startswith("All changes saved")


def test_after_a_crash_the_notice_says_what_is_lost_at_most(sample_file, tmp_path, preferences, open_window):
    path = tmp_path / "documents" / "Crashed.odesk"
    shutil.copy(sample_file, path)
    preferences.note_running(path, 4711)
    assert "At most what was being typed then is lost." in open_window(path).band.text


def test_a_file_can_be_opened_for_reading_on_purpose(desktop, answers, tmp_path, sample_file, window):
    answers.open = tmp_path / "documents" / "Look.odesk"
    shutil.copy(sample_file, answers.open)
    window.actions_of_window["file.open_read_only"].trigger()
    opened = desktop.windows[-1]
    assert opened.session.desk.path == answers.open
    assert opened.session.desk.is_read_only
    assert "is open read-only" in opened.band.text
    assert said(opened) == "Read-only"


def test_a_toast_with_undo_goes_with_the_next_edit(window):
    window.session.act(add_vendor, "Alder")
    window.toast("Added.", "Undo", window.session.way_back())
    window.toasts.look_again()
    assert window.toasts.text == "Added."
    window.session.act(add_vendor, "Birch")
    assert window.toasts.text == ""


def test_an_undo_that_comes_too_late_says_why(window):
    window.session.act(add_vendor, "Alder")
    way_back = window.session.way_back()
    window.session.act(add_vendor, "Birch")
    way_back()
    assert "Something has been changed since" in window.toasts.text
    assert {"Alder", "Birch"} <= set(names(window))


def test_what_is_no_success_has_no_green_tick(window, qtbot):
    window.go_to("settings")
    qtbot.mouseClick(window.findChild(QPushButton, "settings.restore"), Qt.MouseButton.LeftButton)
    assert window.toasts.text == "Choose a backup in the list first."
    assert window.toasts.tone == "quiet"
    window.toast("Done.")
    assert window.toasts.tone == "good"


def test_settings_say_when_a_new_file_gets_its_first_backup(empty_window):
    empty_window.session.act(add_vendor, "Alder")
    empty_window.session.act(add_vendor, "Birch")
    empty_window.go_to("settings")
    texts = [each.text() for each in empty_window.page.findChildren(QLabel)]
    assert any(text.startswith("No backup yet.") and "every 30 minutes of changes" in text for text in texts)


def test_the_safe_answer_has_the_focus_when_a_text_would_be_lost(window, qtbot):
    window.go(Place("initiative", field="decision_date"))
    field = window.findChild(QLineEdit, "initiative.decision_date")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "some day")
    asked = []

    def press_enter() -> None:
        (box,) = window.findChildren(QMessageBox)
        asked.append(box.defaultButton().text())
        qtbot.keyClick(box.defaultButton(), Qt.Key.Key_Return)

    QTimer.singleShot(0, press_enter)
    assert not window.close()
    assert asked == ["Go back to it"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_the_paper_is_closed_with_its_window_and_has_the_height_of_the_page(window, qtbot):
    window.go_to("reports")
    view = window.page.findChild(PaperPreview).view
    qtbot.waitUntil(lambda: view.paper is not None, timeout=60_000)
    window.page.open_inspector()
    qtbot.waitUntil(window.inspector.isVisible)
    assert window.page.findChild(PageHeader).height() < 120
    assert view.height() > 280
    paper = view.paper
    assert not paper.is_closed
    window.close()
    assert paper.is_closed
