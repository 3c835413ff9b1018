"""Lists of vendors from a spreadsheet, by the clipboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QTableView

from outsource_desk.domain.vendor import VendorStatus
from outsource_desk.services.vendors import find_vendor, list_vendors
from outsource_desk.ui.language import use_language
from outsource_desk.ui.places import Place
from outsource_desk.ui.vendors.countries import country_code
from outsource_desk.ui.vendors.pasted_list import read_vendors
from tests.ui.acts import undo_from_toast

PASTE = (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def page(window):
    window.go(Place("vendors"))
    return window.page


@pytest.fixture
def desk(page):
    return page.session.desk


@pytest.fixture
def table(page):
    return page.findChild(QTableView, "vendors.table")


def paste(qtbot, widget, text):
    QGuiApplication.clipboard().setText(text)
    widget.setFocus()
    qtbot.keyClick(widget, *PASTE)


def toasts(window):
    (shown,) = window.findChildren(QFrame, "toast")
    return [each.text() for each in shown.findChildren(QLabel) if each.isVisible() and each.text()]


def vendor(desk, name):
    return next(each for each in list_vendors(desk) if each.name == name)


def refusals(page):
    model = page.findChild(QFrame, "vendors.refused").model
    return [tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())]


def test_names_and_countries_come_in_as_one_act_with_undo_in_the_toast(page, table, desk, window, qtbot):
    before, revision = len(list_vendors(desk)), desk.journal.revision
    paste(qtbot, table, "Aal Works\tDE\nBirch & Sons\tUnited Kingdom\nCedar\t\r\n")
    assert desk.journal.revision == revision + 1
    assert len(list_vendors(desk)) == before + 3
    assert vendor(desk, "Aal Works").country == "DE"
    assert vendor(desk, "Birch & Sons").country == "GB"
    assert page.directory.key == ("vendor", find_vendor(desk, "Aal Works"))
    assert page.findChild(QFrame, "vendors.refused") is None
    undo_from_toast(window)
    assert len(list_vendors(desk)) == before


def test_a_heading_row_names_the_columns_in_any_order(page, table, desk, qtbot):
    paste(
        qtbot,
        table,
        "Notes\tStatus\tVendor name\tTags\tWebsite\tCountry\n"
        '"Met in May.\nGood."\tOn watch\tAal Works\tcloud, eu\taal.example\tPolska\n',
    )
    found = vendor(desk, "Aal Works")
    assert (found.country, found.website, found.notes) == ("PL", "aal.example", "Met in May.\nGood.")
    assert (found.status, set(found.tags)) == (VendorStatus.WATCH, {"cloud", "eu"})


def test_what_was_not_taken_is_listed_with_its_reason_and_leads_to_the_vendor(page, table, desk, qtbot):
    known = list_vendors(desk)[0].name
    paste(qtbot, table, f"Name\tCountry\tStatus\tRank\n{known.upper()}\tDE\t\t1\nAal Works\tAtlantis\tasleep\t2\n")
    assert refusals(page) == [
        (known.upper(), known.upper(), f"The vendor “{known.upper()}” exists already. Choose another name, or use the "
         "one that exists already."),
        ("Column 4", "Rank", "A vendor has no such field."),
        ("Aal Works", "Atlantis", "No country is known by this name; use its two letters."),
        ("Aal Works", "asleep", "There is no such status; the vendor is active."),
    ]  # fmt: skip
    panel = page.findChild(QFrame, "vendors.refused")
    assert panel.isVisible()
    assert panel.title.text() == "4 values were not taken; 1 vendor was added."
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert page.directory.key == ("vendor", find_vendor(desk, known))
    paste(qtbot, table, "Birch")
    assert not panel.isVisible()


def test_a_block_without_headings_gives_names_and_countries_and_says_so(page, table, desk, qtbot):
    paste(qtbot, table, "Aal Works\tDE\t12.50\nBirch\tFR\t13.00\n")
    assert vendor(desk, "Birch").country == "FR"
    assert refusals(page) == [("Column 3", "12.50", "Without a heading row, only names and countries are taken.")]


def test_a_list_can_be_pasted_before_there_is_any_vendor(empty_window, qtbot):
    empty_window.go(Place("vendors"))
    page = empty_window.page
    paste(qtbot, page.first_focus(), "Aal Works\nBirch\n")
    assert [each.name for each in list_vendors(page.session.desk)] == ["Aal Works", "Birch"]
    assert page.findChild(QTableView, "vendors.table").isVisible()


def test_an_empty_clipboard_changes_nothing_and_says_so(page, table, desk, window, qtbot):
    revision = desk.journal.revision
    paste(qtbot, table, "\n \n")
    assert desk.journal.revision == revision
    assert toasts(window) == ["The clipboard holds no list of vendors."]


def test_the_act_stands_in_the_menu_of_the_page_and_of_the_table(page, table):
    act = next(each for each in page.page_actions() if each.objectName() == "vendors.paste")
    assert act in table.actions()
    assert act.shortcut().toString() == "Ctrl+V"


def test_five_thousand_vendors_are_pasted_in_one_edit(page, table, desk, qtbot):
    before, revision = len(list_vendors(desk)), desk.journal.revision
    paste(
        qtbot, table, "\n".join(f"Vendor number {number}\t{'DE' if number % 2 else 'India'}" for number in range(5_000))
    )
    assert (len(list_vendors(desk)), desk.journal.revision) == (before + 5_000, revision + 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [("de", "DE"), ("UK", "GB"), ("Österreich", "AT"), ("Frankreich", "FR"), ("south  korea", "KR"), ("XX", None)],
)
def test_a_country_is_known_by_code_or_name(text, code):
    assert country_code(text) == code


def test_a_german_window_knows_countries_by_their_german_names(desktop):
    assert country_code("Armenien") is None
    use_language("de")
    assert country_code("Armenien") == "AM"


def test_only_a_row_that_names_the_names_is_a_heading():
    entries, lost = read_vendors("Status Quo Ltd\tDE\nNotes & Co\tFR")
    assert [entry.name for entry in entries] == ["Status Quo Ltd", "Notes & Co"]
    assert lost == []
