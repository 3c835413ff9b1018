"""What one part of the window does, the others follow."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from outsource_desk.services.vendors import list_vendors


def test_settings_follow_a_theme_and_a_text_size_chosen_by_menu(window):
    window.go_to("settings")
    window.actions_of_window["view.dark"].trigger()
    window.actions_of_window["view.larger"].trigger()
    assert window.page.findChild(QWidget, "settings.theme").key == "dark"
    assert window.page.findChild(QComboBox, "font").currentData() == "110"


def test_what_is_selected_on_one_page_is_not_told_on_the_next(window):
    window.go_to("vendors")
    assert window.findChild(QLabel, "status.selection").text()
    window.go_to("settings")
    assert window.findChild(QLabel, "status.selection").text() == ""


def test_a_page_knows_of_a_vendor_that_went_with_its_initiative(window):
    """Undoing the very first edit takes initiative and vendors away at once."""
    window.go_to("vendors")
    while window.session.desk.journal.undo_label:
        window.session.undo()
    assert window.session.initiative_id is None
    assert list_vendors(window.session.desk) == ()
    assert window.page.isVisible()
