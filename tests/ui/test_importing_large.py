"""Large sheets on the import page: compared off the window's thread, and nothing that comes late is believed."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from outsource_desk.services.candidates import list_candidates
from outsource_desk.services.initiatives import list_initiatives, update_initiative
from outsource_desk.services.ranking import rank_initiative
from outsource_desk.services.vendors import add_vendor, list_vendors
from outsource_desk.ui.importing.columns import Columns
from outsource_desk.ui.importing.comparing import Comparing
from outsource_desk.ui.importing.preparation import Preparation
from outsource_desk.ui.importing.reader import FileReader
from tests.ui.import_walk import Walk

VENDORS, CRITERIA = 700, 8  # more cells than are compared at once
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A sheet of scores that is compared off the window's thread."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Scores")
    page.append(["Vendor", *(f"Criterion {number}" for number in range(CRITERIA))])
    for vendor in range(VENDORS):
        page.append([f"Supplier {vendor:04}", *((vendor + number) % 5 + 1 for number in range(CRITERIA))])
    path = tmp_path_factory.mktemp("large") / "Large.xlsx"
    book.save(path)
    return path


@pytest.fixture
def small(tmp_path):
    """A sheet that is compared at once."""
    path = tmp_path / "Small.csv"
    path.write_text("Criterion,Weight,Alder,Birch\nQuality,60,4,3\nSupport,40,2,5\n", encoding="utf-8")
    return path


class LargeWalk(Walk):
    """A user on the import page who waits for what is compared meanwhile."""

    def __init__(self, qtbot, window) -> None:
        super().__init__(qtbot, window)
        self.told = []
        self.find(Comparing).done.connect(self.told.append)

    def call(self, name):
        """Call the initiative otherwise; nothing is waited for."""
        field = self.find(QLineEdit, "import.name")
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, name)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)

    def reach(self, step):
        self.go_on()
        self.qtbot.waitUntil(lambda: self.step == step, timeout=10_000)

    def settle(self):
        self.qtbot.waitUntil(lambda: self.why_not != WAITS, timeout=10_000)


WAITS = "Comparing with the document…"


@pytest.fixture
def walk(qtbot, empty_window):
    return LargeWalk(qtbot, empty_window)


@pytest.fixture
def columns(walk, large):
    """The walk at the columns of the large sheet."""
    walk.read(large)
    walk.reach(2)
    walk.told.clear()
    return walk


def initiatives(walk):
    return [each.name for each in list_initiatives(walk.window.session.desk)]


def test_a_large_sheet_comes_in_as_it_was_compared(columns):
    columns.reach(3)
    columns.reach(4)
    assert not initiatives(columns)
    columns.click("import.next")
    session = columns.window.session
    assert initiatives(columns) == ["Large"]
    assert len(list_candidates(session.desk, 1)) == VENDORS
    assert session.ranking is None  # it is counted off the window's thread
    columns.qtbot.waitUntil(lambda: columns.window.trail.here.page == "scoring", timeout=10_000)
    assert columns.window.toasts.text == "Imported 5600 values into “Large”"
    assert session.ranking == rank_initiative(session.desk, 1)
    columns.window.go_to("import")
    assert columns.find(QPushButton, "import.choose").isEnabled()


def test_going_on_waits_until_an_answer_has_been_compared(columns):
    columns.call("Payroll")
    assert columns.why_not == WAITS
    assert not columns.find(QPushButton, "import.next").isEnabled()
    columns.settle()
    assert columns.why_not == ""
    assert columns.find(QPushButton, "import.next").isEnabled()
    assert columns.find(QLineEdit, "import.name").text() == "Payroll"


def test_of_two_answers_only_the_newer_one_is_told_of(columns):
    columns.call("Payroll")
    columns.call("Logistics")
    columns.settle()
    columns.qtbot.wait(200)
    assert [found.preview.initiative for found in columns.told] == ["Logistics"]
    assert columns.find(QLineEdit, "import.name").text() == "Logistics"


def test_what_is_being_typed_stays_when_the_answer_before_it_has_been_compared(columns):
    columns.call("Payroll")
    field = columns.find(QLineEdit, "import.name")
    field.selectAll()
    columns.qtbot.keyClicks(field, "Log")
    columns.settle()
    assert field.text() == "Log"


def test_back_before_an_answer_has_been_compared_is_not_overtaken_by_it(columns):
    columns.call("Payroll")
    columns.click("import.back")
    assert columns.step == 1
    columns.settle()
    assert columns.step == 1
    columns.reach(2)
    assert columns.find(QLineEdit, "import.name").text() == "Payroll"


def test_what_was_given_up_is_not_heard_of_again(columns, small):
    columns.call("Payroll")
    columns.click("import.cancel")
    assert columns.step == 0
    columns.qtbot.wait(300)
    assert columns.step == 0
    assert not columns.told
    assert not initiatives(columns)
    columns.read(small)
    assert columns.find(Preparation).draft.name == "Small.csv"


def test_cancel_while_a_sheet_is_compared_for_the_first_time_shows_it_never(walk, large, small):
    reader = walk.find(FileReader)
    cancelled = []
    reader.done.connect(lambda _reading: cancelled or (cancelled.append(True), walk.click("import.stop")))
    walk.page.open_file(large)
    walk.qtbot.waitUntil(lambda: bool(cancelled), timeout=20_000)
    walk.qtbot.wait(300)
    assert (walk.step, walk.told) == (0, [])
    walk.read(small)


def test_another_file_while_a_sheet_is_compared_takes_its_place(columns, small):
    columns.call("Payroll")
    columns.read(small)
    columns.qtbot.wait(200)
    assert not columns.told
    assert columns.find(Preparation).draft.name == "Small.csv"


def test_the_window_can_be_closed_while_a_sheet_is_compared(columns, open_window):
    path = columns.window.session.desk.path
    columns.call("Payroll")
    assert columns.window.close()
    columns.qtbot.wait(300)
    assert not columns.told
    assert not list_initiatives(open_window(path).session.desk)


def test_an_import_can_be_undone_at_once_and_done_again(columns):
    columns.reach(3)
    columns.reach(4)
    columns.click("import.next")
    session = columns.window.session
    session.undo()
    assert not initiatives(columns)
    assert not list_vendors(session.desk)
    columns.qtbot.wait(300)
    assert columns.step == 0
    assert columns.window.trail.here.page == "import"
    assert columns.find(QPushButton, "import.choose").isEnabled()
    session.redo()
    assert initiatives(columns) == ["Large"]
    assert session.ranking == rank_initiative(session.desk, 1)


def test_an_edit_while_the_ranking_is_counted_is_told_of_with_the_import(columns):
    columns.reach(3)
    columns.reach(4)
    told = []
    session = columns.window.session
    session.changed.connect(told.append)
    columns.click("import.next")
    assert not told
    session.act(update_initiative, 1, "name", "Payroll")
    assert len(told) == 1
    assert {"score", "candidate", "initiative"} <= told[0]
    assert session.ranking == rank_initiative(session.desk, 1)
    columns.qtbot.wait(300)
    assert columns.step == 0


def test_another_file_can_be_opened_while_the_ranking_is_counted(columns, small):
    columns.reach(3)
    columns.reach(4)
    columns.click("import.next")
    columns.read(small)
    columns.qtbot.wait(300)
    assert columns.step == 1
    assert columns.find(Preparation).draft.name == "Small.csv"
    assert columns.find(QPushButton, "import.next").isEnabled()
    session = columns.window.session
    assert session.ranking == rank_initiative(session.desk, 1)


def test_the_window_can_be_closed_while_the_ranking_is_counted(columns, open_window):
    path = columns.window.session.desk.path
    columns.reach(3)
    columns.reach(4)
    columns.click("import.next")
    assert columns.window.close()
    columns.qtbot.wait(300)
    assert open_window(path).session.initiative.name == "Large"


def test_a_document_that_has_changed_is_compared_again_before_anything_is_written(columns):
    columns.reach(3)
    columns.reach(4)
    desk = columns.window.session.desk
    add_vendor(desk, "Supplier 0001")
    columns.click("import.next")
    assert not initiatives(columns)
    assert columns.window.toasts.text == "The document has changed: this is what the import does now"
    columns.settle()
    columns.click("import.next")
    assert initiatives(columns) == ["Large"]
    assert len(list_vendors(desk)) == VENDORS


def test_the_names_of_a_large_sheet_are_listed_little_by_little(walk, large):
    walk.read(large)
    shown = walk.find(Columns)
    walk.qtbot.waitUntil(lambda: bool(shown.findChildren(QLineEdit, f"import.weight.{chr(ord('B') + 7)}1")))
    assert len([each for each in shown.findChildren(QPushButton) if each.objectName() == "import.columns.more"]) == 1
