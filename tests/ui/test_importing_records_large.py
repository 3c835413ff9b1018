"""Large lists on the import page: compared off the window's thread, and nothing that comes late is believed."""

from __future__ import annotations

from time import perf_counter

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from outsource_desk.services.vendors import add_vendor, list_vendors
from outsource_desk.ui.importing.comparing import Comparing
from outsource_desk.ui.importing.preparation import Preparation
from outsource_desk.ui.importing.records_check import RecordCheck
from tests.ui.import_walk import Walk, written

VENDORS = 1_500  # more cells than are compared at once
HEADINGS = ["Supplier name", "Country", "Website", "Employees"]
WAITS = "Comparing with the document…"


def suppliers(count):
    """Return a list of suppliers; of the second and the third the number of employees is not clear."""
    unclear = {1: "about many", 2: "some"}
    rows = [
        [f"Supplier {at:04}", "Germany", f"https://{at}.example", unclear.get(at, 10 + at)] for at in range(count)
    ]  # fmt: skip
    return [HEADINGS, *rows]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A list that is compared off the window's thread."""
    book = Workbook(write_only=True)
    page = book.create_sheet("List")
    for row in suppliers(VENDORS):
        page.append(row)
    path = tmp_path_factory.mktemp("large") / "Large.xlsx"
    book.save(path)
    return path


class LargeWalk(Walk):
    """A user on the import page who waits for what is compared meanwhile."""

    def __init__(self, qtbot, window) -> None:
        super().__init__(qtbot, window)
        self.told = []
        self.find(Comparing).done.connect(self.told.append)

    def reach(self, step):
        self.go_on()
        self.qtbot.waitUntil(lambda: self.step == step, timeout=10_000)

    def settle(self):
        self.qtbot.waitUntil(lambda: self.why_not != WAITS, timeout=10_000)


@pytest.fixture
def walk(qtbot, empty_window):
    return LargeWalk(qtbot, empty_window)


@pytest.fixture
def check(walk, large):
    """The walk at the doubts of the large list."""
    walk.read(large)
    walk.reach(2)
    walk.reach(3)
    walk.told.clear()
    return walk


def employees(walk):
    return [each.employees for each in list_vendors(walk.desk)][:4]


def test_a_large_list_comes_in_as_it_was_compared(check):
    assert check.why_not == "Answer 2 questions to go on"
    check.click("import.all_open")
    check.settle()
    check.reach(4)
    assert f"{VENDORS:,} new rows" in check.find(QPushButton, "import.part.new").accessibleName()
    assert not list_vendors(check.desk)
    check.click("import.next")
    assert len(list_vendors(check.desk)) == VENDORS
    assert employees(check) == [10, None, None, 13]
    assert check.window.trail.here.page == "vendors"


def test_a_small_list_is_compared_at_once(walk, tmp_path):
    walk.read(written(tmp_path / "Small.xlsx", {"List": suppliers(4)}))
    walk.go_on(2)
    walk.click("import.all_open")
    assert walk.why_not == ""
    assert not walk.told


def test_the_window_answers_while_a_list_is_compared(check):
    beats = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(perf_counter()))
    timer.start(1)
    check.click("import.all_open")
    check.settle()
    timer.stop()
    assert len(check.told) == 1
    assert len(beats) > 5


def test_an_answer_is_marked_at_once_and_going_on_waits_for_what_follows_from_it(check):
    check.click("import.answer.D3.open")
    assert check.find(RecordCheck).waiting() == 1
    assert check.why_not == WAITS
    assert not check.find(QPushButton, "import.next").isEnabled()
    check.settle()
    assert check.why_not == "Answer D4 to go on"


def test_of_two_answers_only_the_newer_one_is_told_of_and_both_count(check):
    check.click("import.answer.D3.open")
    check.click("import.answer.D4.open")
    check.settle()
    check.qtbot.wait(200)
    assert [found.preview.questions for found in check.told] == [()]
    assert check.why_not == ""


def test_a_column_that_is_taken_otherwise_is_compared_in_the_background_too(check):
    check.click("import.back")
    check.choose("import.column.D1", "Leave it out")
    assert check.why_not == WAITS
    check.settle()
    check.reach(3)
    assert check.why_not == ""
    assert check.find(QComboBox, "import.column.D1").currentText() == "Leave it out"


def test_what_was_given_up_is_not_heard_of_again(check, tmp_path):
    check.click("import.all_open")
    check.click("import.cancel")
    assert check.step == 0
    check.qtbot.wait(300)
    assert (check.step, check.told, list_vendors(check.desk)) == (0, [], ())
    check.read(written(tmp_path / "Small.xlsx", {"List": suppliers(4)}))
    assert check.find(Preparation).draft.name == "Small.xlsx"


def test_a_document_that_has_changed_is_compared_again_before_anything_is_written(check):
    check.click("import.all_open")
    check.settle()
    check.reach(4)
    add_vendor(check.desk, "Supplier 0003")
    check.click("import.next")
    assert len(list_vendors(check.desk)) == 1
    assert check.window.toasts.text == "The document has changed: this is what the import does now"
    check.settle()
    assert f"{VENDORS - 1:,} new rows" in check.find(QPushButton, "import.part.new").accessibleName()
    check.click("import.next")
    assert len(list_vendors(check.desk)) == VENDORS


def test_the_window_can_be_closed_while_a_list_is_compared(check, open_window):
    path = check.desk.path
    check.click("import.all_open")
    assert check.window.close()
    check.qtbot.wait(300)
    assert not check.told
    assert not list_vendors(open_window(path).session.desk)


def test_thousands_of_rows_are_listed_a_few_at_a_time(check):
    check.click("import.all_open")
    check.settle()
    check.reach(4)
    check.click("import.part.new")
    said = {each.text() for each in check.page.findChildren(QLabel)}
    assert {f"Supplier {at:04}" for at in range(60)} <= said
    assert "Supplier 0060" not in said
    assert check.find(QPushButton, "import.part.new.more").isVisible()
