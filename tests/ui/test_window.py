"""The window around the pages: its file, its menus, its way back, and what it says."""

from __future__ import annotations

import shutil
import sqlite3
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QWidget,
)

from outsource_desk.services.desk import open_desk
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.starting import start_file
from outsource_desk.services.vendors import add_vendor, list_vendors
from outsource_desk.ui.places import Place
from outsource_desk.ui.shell.menus import PAGE_KEYS, PAGE_SHORTCUTS


def test_every_page_opens_by_its_shortcut_and_the_way_leads_back(window, qtbot):
    for key, shortcut in PAGE_SHORTCUTS.items():
        QTest.keySequence(window, QKeySequence(shortcut))
        assert window.trail.here == Place(key)
        assert window.findChild(QLabel, "where.page").toolTip() or window.findChild(QLabel, "where.page").text()
    window.actions_of_window["go.back"].trigger()
    assert window.trail.here == Place(PAGE_KEYS[-2])
    window.actions_of_window["go.forward"].trigger()
    assert window.trail.here == Place(PAGE_KEYS[-1])
    assert window.actions_of_window["go.forward"].why_not == "This is the last place you were at."


def test_no_page_shows_a_window_of_its_own_while_it_is_made(window, qapp):
    class Watch(QObject):
        seen: ClassVar[list[str]] = []

        def eventFilter(self, watched, event):  # noqa: N802 (Qt's own name)
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(type(watched).__name__)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    for key in PAGE_KEYS:
        window.go_to(key)
    window.go_to("scoring")
    window.page.tabs.choose("criteria")
    qapp.removeEventFilter(watch)
    assert watch.seen == []


def test_undo_in_the_menu_names_the_act_and_takes_it_back(window):
    desk = window.session.desk
    window.session.act(add_vendor, "Alder")
    assert window.actions_of_window["edit.undo"].words == "Undo “Add vendor”"
    window.actions_of_window["edit.undo"].trigger()
    assert "Alder" not in [vendor.name for vendor in list_vendors(desk)]
    assert window.toasts.text == "Undone: Add vendor"
    window.actions_of_window["edit.redo"].trigger()
    assert "Alder" in [vendor.name for vendor in list_vendors(desk)]


def test_undo_takes_back_what_is_being_typed_before_it_takes_back_an_act(window, qtbot):
    window.session.act(add_vendor, "Alder")
    window.go_to("initiative")
    field = next(field for field in window.page.findChildren(QLineEdit) if field.isVisible() and field.isEnabled())
    before = field.text()
    field.setFocus()
    field.end(False)
    qtbot.keyClicks(field, "xyz")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == before
    assert "Alder" in [vendor.name for vendor in list_vendors(window.session.desk)]
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "Alder" not in [vendor.name for vendor in list_vendors(window.session.desk)]


def test_a_refusal_stays_on_screen_until_it_is_closed(window, qtbot):
    window.session.act(add_vendor, "")
    assert "has no name" in window.toasts.text
    qtbot.mouseClick(window.findChild(QPushButton, "toast.close"), Qt.MouseButton.LeftButton)
    assert window.toasts.text == ""


def test_the_same_file_is_opened_once(window, desktop):
    assert desktop.open(window.session.desk.path) is window
    assert len(desktop.windows) == 1


def test_a_file_that_another_process_writes_opens_for_reading_and_says_so(sample_file, tmp_path, open_window):
    path = tmp_path / "Shared.odesk"
    shutil.copy(sample_file, path)
    with open_desk(path, author="Somebody else"):
        window = open_window(path)
        assert window.session.desk.is_read_only
        assert "is open already" in window.band.text
        assert window.actions_of_window["file.import"].why_not == "This file is open read-only."


def test_a_file_that_is_moved_away_is_told_and_nothing_is_lost(window, tmp_path):
    path = window.session.desk.path
    path.rename(path.with_name("Moved.odesk"))
    window.session.act(add_vendor, "Alder")
    assert "Moved" not in window.toasts.text
    assert "while it was open" in window.toasts.text
    assert window.band.text


def test_dropping_a_spreadsheet_begins_an_import_and_dropping_a_document_opens_it(window, tmp_path, sample_file):
    sheet = tmp_path / "Bids.csv"
    sheet.write_text("Vendor,Quality,Price\nWeight,60,40\nAlder,3,4\nBirch,4,2\n", encoding="utf-8")
    _drop(window, sheet)
    assert window.trail.here == Place("import")
    other = tmp_path / "Other.odesk"
    shutil.copy(sample_file, other)
    _drop(window, other)
    assert [each.session.desk.path.name for each in window.desktop.windows] == ["Service desk.odesk", "Other.odesk"]


def _drop(window, path):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, content, buttons, keys)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, content, buttons, keys))


def test_the_palette_finds_acts_and_things_and_says_why_an_act_is_disabled(window, qtbot):
    window.actions_of_window["edit.palette"].trigger()
    palette = window.acts.palette
    palette.field.setText("forward")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()  # disabled: it stays and says why
    shown = palette.findChild(QListView, "palette.list").currentIndex()
    assert shown.data(Qt.ItemDataRole.ToolTipRole) == "This is the last place you were at."
    vendor = list_vendors(window.session.desk)[0]
    palette.field.setText(vendor.name)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.trail.here.page == "vendors"
    assert window.trail.here.id == vendor.id


def test_the_window_comes_back_as_it_was_left(window, desktop, open_window):
    path = window.session.desk.path
    window.go_to("vendors")
    window.sidebar.set_narrow(True)
    window.resize(1200, 700)
    window.close()
    again = open_window(path)
    assert again.trail.here == Place("vendors")
    assert again.sidebar.is_narrow


def test_the_page_that_a_window_begins_with_has_its_acts_in_the_menu(window, desktop):
    window.go_to("scoring")
    offered = [act.objectName() for act in window.page.page_actions()]
    desktop.speak("de", "de_DE")
    fresh = desktop.windows[0]
    assert [act.objectName() for act in fresh.page.page_actions()] == offered
    assert {*offered} <= {act.objectName() for act in fresh.actions_of_window}


def test_after_a_crash_the_next_start_says_what_is_safe(sample_file, tmp_path, preferences, open_window):
    path = tmp_path / "documents" / "Crashed.odesk"
    shutil.copy(sample_file, path)
    preferences.note_running(path, 4711)
    window = open_window(path)
    assert "Every completed change is in the file." in window.band.text


@pytest.mark.parametrize("key", ["look", "words"])
def test_preferences_that_make_no_sense_are_ignored(preferences, key):
    preferences.save()
    written = QSettings(str(preferences.file), QSettings.Format.IniFormat)
    for name, value in {"look/scheme": "purple", "words/language": "xx", "files/recent": "{broken"}.items():
        written.setValue(name, value)
    written.sync()
    preferences.save()  # takes up what was written
    assert preferences.scheme.value == "system"
    assert preferences.language == "en"
    assert preferences.recent() == ()


def test_the_title_and_the_sidebar_follow_an_edit(window):
    initiative = window.session.initiative
    window.session.act(update_initiative, initiative.id, "name", "A new name")
    assert window.findChild(QLabel, "where.initiative").text() == "A new name"


def test_an_empty_file_has_one_next_step_on_every_page(empty_window):
    for key in PAGE_KEYS:
        empty_window.go_to(key)
        assert empty_window.page.isVisible()


def test_closing_the_last_window_brings_the_welcome_back(window, desktop):
    window.close()
    assert desktop.welcome.isVisible()


def damage(path, sql):
    """Change a row behind the file's back, as a flipped bit would."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(sql)
    connection.close()


def test_a_damaged_file_that_can_be_read_opens_with_its_damage_told(sample_file, tmp_path, open_window):
    path = tmp_path / "Damaged.odesk"
    shutil.copy(sample_file, path)
    damage(path, "UPDATE score SET points = 5 WHERE id = 1")
    window = open_window(path)
    assert window.session.desk.is_read_only
    assert "damaged" in window.band.text


def test_a_row_that_nobody_could_have_entered_is_refused_with_the_newest_backup_on_offer(
    sample_file, tmp_path, desktop, qtbot
):
    path = tmp_path / "documents" / "Damaged.odesk"
    shutil.copy(sample_file, path)
    with open_desk(path, author="Analyst") as desk:
        add_vendor(desk, "Alder")  # makes a backup of what was there before
    damage(path, "UPDATE criterion SET measure = 'sung'")
    assert desktop.open(path) is None
    dialog = next(each for each in QApplication.topLevelWidgets() if each.objectName() == "refusal")
    qtbot.mouseClick(dialog.findChild(QPushButton, "refusal.act"), Qt.MouseButton.LeftButton)
    assert desktop.windows[0].session.desk.path.name == "Damaged restored.odesk"
    assert "copy of the newest sound backup" in desktop.windows[0].band.text


def test_a_file_that_is_refused_without_being_damaged_is_not_answered_with_a_backup(sample_file, tmp_path, desktop):
    path = tmp_path / "documents" / "Newer.odesk"
    shutil.copy(sample_file, path)
    with open_desk(path, author="Analyst") as desk:
        add_vendor(desk, "Alder")  # makes a backup
    damage(path, "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('outsource_desk', 'm9999_later')")
    damage(path, "UPDATE format SET needs = '9.1', readable_from = 999")
    assert desktop.open(path) is None
    dialog = next(
        each for each in QApplication.topLevelWidgets() if each.objectName() == "refusal" and each.isVisible()
    )
    assert dialog.findChild(QPushButton, "refusal.act") is None
    dialog.close()


@pytest.mark.parametrize("key", PAGE_KEYS)
def test_f1_explains_the_page_and_leads_to_the_shortcuts(window, qtbot, key):
    window.go_to(key)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(QDialog, "help")
    assert window.page.title() in dialog.windowTitle()
    assert dialog.findChild(QScrollArea, "help.text").accessibleDescription().count("?") >= 2
    qtbot.mouseClick(dialog.findChild(QPushButton, "help.keys"), Qt.MouseButton.LeftButton)
    keys = window.findChild(QDialog, "shortcuts")
    assert "Ctrl+K" in keys.findChild(QScrollArea, "shortcuts.list").accessibleDescription()


def test_the_window_menu_lists_every_open_file_and_ticks_the_one_in_front(window, desktop, open_window, tmp_path):
    other = tmp_path / "Other.odesk"
    shutil.copy(window.session.desk.path, other)
    second = open_window(other)
    second.menus.fill_windows()
    shown = [(act.text(), act.isChecked()) for act in second.menus["window"].actions() if act.isCheckable()]
    assert shown == [("Service desk", False), ("Other", True)]


def test_enter_presses_the_button_that_has_the_focus(window, qtbot):
    window.session.act(add_vendor, "")
    close = window.findChild(QPushButton, "toast.close")
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Return)
    assert window.toasts.text == ""


def test_the_status_bar_says_that_a_large_file_is_being_backed_up_before_the_change(open_window, tmp_path):
    path = tmp_path / "documents" / "Large.odesk"
    with start_file(path) as desk:
        for number in range(9):
            add_vendor(desk, f"Vendor {number}", notes="x" * 1_000_000)
    window = open_window(path)
    saved = window.findChild(QLabel, "status.saved")
    told = []
    window.session.backing_up.connect(lambda _begins: told.append(saved.text()))
    window.session.act(add_vendor, "Birch")
    assert told[0] == "Backing up before the change…"
    assert told[1].startswith("All changes saved")
    assert saved.text().startswith("All changes saved")


def test_a_refused_text_on_another_page_is_not_lost_without_asking(window, qtbot):
    window.go(Place("initiative", field="decision_date"))
    field = window.findChild(QLineEdit, "initiative.decision_date")
    field.selectAll()
    qtbot.keyClicks(field, "some day")
    window.go_to("home")

    def go_back_to_it() -> None:
        (box,) = window.findChildren(QMessageBox)
        next(each for each in box.buttons() if each.text() == "Go back to it").click()

    QTimer.singleShot(0, go_back_to_it)
    assert not window.close()
    assert window.focusWidget() is field
    assert field.text() == "some day"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.refused_field() is None


def test_files_to_read_are_asked_for_beside_the_document_and_then_where_the_last_one_was(window, answers, tmp_path):
    window.choose_open("Attach a file", "")
    assert answers.folder == window.session.desk.path.parent
    answers.open = tmp_path / "elsewhere" / "report.pdf"
    window.choose_open("Attach a file", "")
    window.choose_open("Attach a file", "")
    assert answers.folder == answers.open.parent


def test_the_letter_stands_in_the_menu_of_reports(window):
    names = [act.objectName() for act in window.menus["report"].actions()]
    assert "report.letter" in names
    window.actions_of_window["report.letter"].trigger()
    assert window.findChild(QDialog, "letter") is not None
