"""Lists that come in as records through the import page: columns, doubts, summary, one edit, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from outsource_desk.services.vendors import list_vendors
from outsource_desk.ui.importing.account import AccountBar
from outsource_desk.ui.importing.records_columns import RecordColumns
from outsource_desk.ui.importing.steps import Steps
from outsource_desk.ui.widgets.scroll import Scroll
from tests.ui.import_walk import Walk, written

SUPPLIERS = [
    ["Supplier name", "Country", "Website", "Employees", "Remarks by Tom"],
    ["Alder Services GmbH", "Germany", "https://alder.example", 4200, "good call"],
    ["Birch Oy", "Finland", "birch.example", "about many", ""],
    ["Cedar Ltd", "United Kingdom", "cedar.example", 310, "ask again"],
]
RISKS = [
    ["Risk", "Likelihood", "Impact", "Owner", "Next review"],
    ["Vendor fails", 2, 5, "CFO", "2027-01-31"],
    ["Knowledge is lost", 4, "high", "CIO", "2027-02-28"],
    ["Data leak", 3, "low", "CISO", "soon"],
]


@pytest.fixture
def write(tmp_path):
    """Write a workbook of one sheet."""

    def write(rows, name="List.xlsx"):
        return written(tmp_path / name, {"List": rows})

    return write


@pytest.fixture
def walk(qtbot, empty_window):
    return Walk(qtbot, empty_window)


@pytest.fixture
def sample_walk(qtbot, window):
    return Walk(qtbot, window)


def test_a_list_of_suppliers_becomes_vendors_and_goes_with_one_undo(walk, write):
    walk.read(write(SUPPLIERS))
    walk.go_on()
    assert walk.find(QComboBox, "import.column.B1").currentText() == "Country"
    assert walk.find(QComboBox, "import.column.E1").currentText() == "Leave it out"
    walk.go_on()
    assert walk.why_not == "Answer D3 to go on"
    walk.click("import.answer.D3.open")
    walk.go_on()
    assert "3 new rows" in walk.find(QPushButton, "import.part.new").accessibleName()
    assert not list_vendors(walk.desk)
    walk.go_on()
    assert [each.name for each in list_vendors(walk.desk)] == ["Alder Services GmbH", "Birch Oy", "Cedar Ltd"]
    assert walk.window.trail.here.page == "vendors"
    walk.window.page.directory.setFocus()
    walk.qtbot.wait(20)
    assert "List!A" in walk.window.page.findChild(QLabel, "vendor.imported").text()
    walk.desk.journal.undo()
    assert not list_vendors(walk.desk)


def test_what_is_typed_for_a_cell_comes_in_and_every_cell_is_in_the_account(walk, write):
    walk.read(write(SUPPLIERS))
    account = walk.find(AccountBar, "import.account")
    assert account.accessibleName() == "19 used cells, all accounted for"
    walk.go_on(2)
    walk.click("import.answer.D3.value")
    from PySide6.QtWidgets import QLineEdit

    field = walk.find(QLineEdit, "import.answer.D3.field")
    walk.qtbot.keyClicks(field, "750")
    walk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert walk.why_not == ""
    assert walk.find(QPushButton, "import.answer.D3.value").text() == "Typed: 750"
    walk.go_on(2)
    assert [each.employees for each in list_vendors(walk.desk)] == [4200, 750, 310]


def test_the_second_time_only_what_differs_changes_and_is_shown(walk, write):
    path = write(SUPPLIERS)
    walk.read(path)
    walk.go_on(2)
    walk.click("import.answer.D3.open")
    walk.go_on(2)
    changed = [SUPPLIERS[0], ["Alder Services GmbH", "Germany", "https://alder.example", 5000, ""], *SUPPLIERS[2:]]
    walk = Walk(walk.qtbot, walk.window)
    walk.read(write(changed, "Second.xlsx"))
    walk.go_on(2)
    walk.click("import.all_open" if walk.find(QPushButton, "import.all_open").isVisible() else "import.answer.D3.open")
    walk.go_on()
    assert walk.find(QPushButton, "import.change.D2").isVisible()
    walk.go_on()
    assert next(each.employees for each in list_vendors(walk.desk)) == 5000


def test_a_column_can_be_taken_for_another_field_or_left_out(walk, write):
    walk.read(write(SUPPLIERS))
    walk.go_on()
    walk.choose("import.column.D1", "Leave it out")
    walk.go_on()
    assert walk.why_not == ""
    walk.go_on(2)
    assert {each.employees for each in list_vendors(walk.desk)} == {None}


def test_title_and_total_of_a_list_are_in_the_account_and_what_stays_open_is_in_the_summary(walk, write):
    walk.read(write([["Our suppliers, confidential"], [], *SUPPLIERS, ["Total", "", "", 4510, ""]]))
    account = walk.find(AccountBar, "import.account")
    assert account.accessibleName() == "22 used cells, all accounted for"
    walk.go_on(2)
    walk.click("import.answer.D5.open")
    walk.go_on()
    assert "cell left open" in {each.text() for each in walk.page.findChildren(QLabel) if each.isVisible()}


def test_after_a_column_is_said_the_list_stays_where_it_is_and_so_does_the_focus(walk, write):
    walk.window.resize(1024, 640)
    walk.read(write(SUPPLIERS))
    walk.go_on()
    choice = walk.find(QComboBox, "import.column.D1")
    choice.setFocus()
    walk.qtbot.wait(20)
    bar = walk.find(Scroll, "import.columns").verticalScrollBar()
    before = bar.value()
    walk.choose("import.column.D1", "Leave it out")
    said = walk.page.findChild(RecordColumns)
    walk.qtbot.waitUntil(lambda: any("3 of 5" in each.text() for each in said.findChildren(QLabel)), timeout=5000)
    assert walk.find(QComboBox, "import.column.D1") is choice
    assert choice.hasFocus()
    assert bar.value() == before


def test_risks_go_into_the_register_of_the_initiative(sample_walk, write):
    walk = sample_walk
    before = len(walk.window.session.evaluation.protection.register.risks)
    walk.read(write(RISKS))
    walk.go_on(2)
    assert walk.why_not == "Answer 3 questions to go on"
    walk.click("import.answer.C1.high.4")
    if walk.find(QPushButton, "import.alike.C1.high.column").isVisible():
        walk.click("import.alike.C1.high.column")
    else:
        walk.click("import.answer.C1.low.2")
    walk.click("import.answer.E4.open")
    walk.go_on(2)
    assert walk.window.trail.here.page == "risks"
    risks = walk.window.session.evaluation.protection.register.risks
    assert len(risks) == before + 3
    assert [each.impact for each in risks if each.title in ("Knowledge is lost", "Data leak")] == [4, 2]


ANSWERS = [
    ["Question", "Answer", "Comment"],
    ["Is your company certified to ISO/IEC 27001?", "Yes", "until 2028"],
    ["What is the colour of the chief's hat?", "Green", ""],
]


def test_risks_are_imported_from_their_own_page(sample_walk, write, answers):
    walk = sample_walk
    walk.window.go_to("risks")
    answers.open = write([["Risk", "Cause"], ["Vendor fails", "Debt"], ["Data leak", "Haste"]])
    act = next(each for each in walk.window.page.page_actions() if each.objectName() == "risks.import")
    act.trigger()
    assert walk.window.page is walk.page
    walk.qtbot.waitUntil(lambda: walk.find(Steps, "import.steps").current == 1, timeout=8_000)
    walk.go_on(4)
    assert walk.window.trail.here.page == "risks"
    assert "Vendor fails" in [each.title for each in walk.window.session.evaluation.protection.register.risks]


def test_a_matrix_that_is_brought_to_the_vendors_stays_a_matrix(walk, write, answers):
    answers.open = write([["Criterion", "Weight", "Alder", "Birch"], ["Quality", 60, 4, 3], ["Support", 40, 2, 5]])
    walk.window.import_as("vendors")
    walk.qtbot.waitUntil(lambda: walk.find(Steps, "import.steps").current == 1, timeout=8_000)
    walk.go_on(4)
    assert [each.name for each in list_vendors(walk.desk)] == ["Alder", "Birch"]


def test_answers_to_a_questionnaire_come_in_for_the_vendor_that_is_looked_at(sample_walk, write, answers):
    walk = sample_walk
    answers.open = write(ANSWERS)
    candidate = list(walk.window.session.evaluation.vetting.kinds)[1]
    walk.window.import_as("answers", candidate)
    walk.qtbot.waitUntil(lambda: walk.find(Steps, "import.steps").current == 1, timeout=8_000)
    walk.go_on()
    assert walk.find(QComboBox, "import.candidate").currentData() == candidate
    walk.go_on()
    before = walk.desk.journal.revision
    if walk.why_not:
        walk.click(
            "import.all_open" if "questions" in walk.why_not else f"import.answer.{walk.why_not.split()[1]}.skip"
        )
    walk.go_on(2)
    assert walk.window.trail.here.page == "vetting"
    assert walk.desk.journal.revision == before + 1


def test_each_field_that_differs_is_decided_by_itself_where_the_user_wants_it(walk, write):
    clean = [SUPPLIERS[0][:4], SUPPLIERS[1][:4], SUPPLIERS[3][:4]]
    walk.read(write(clean))
    walk.go_on(4)
    changed = [
        clean[0], ["Alder Services GmbH", "Germany", "https://alder.example", 5000], ["Cedar Ltd", "Ireland", "", 90],
    ]  # fmt: skip
    walk = Walk(walk.qtbot, walk.window)
    walk.read(write(changed, "Second.xlsx"))
    walk.go_on()
    walk.choose("import.policy", "Ask each time")
    walk.go_on()
    assert walk.why_not == "Answer 3 questions to go on"
    walk.click("import.answer.D2.keep")
    walk.click("import.answer.D3.stay")
    walk.click("import.answer.B3.stay")
    walk.go_on()
    assert "1 changed row" in walk.find(QPushButton, "import.part.changed").accessibleName()
    walk.go_on()
    assert [each.employees for each in list_vendors(walk.desk)] == [5000, 310]


@pytest.mark.parametrize("is_vetted", [True, False])
def test_rows_can_be_answers_only_where_somebody_is_vetted(qtbot, request, write, is_vetted):
    walk = Walk(qtbot, request.getfixturevalue("window" if is_vetted else "empty_window"))
    walk.read(write(SUPPLIERS))
    walk.go_on()
    assert (walk.find(QComboBox, "import.kind").findData("answers") >= 0) is is_vetted


def test_answers_are_those_of_the_candidate_that_is_named_above_them(sample_walk, write):
    sample_walk.read(write([["Vendor:", "Callisten Services Ltd"], [None], *ANSWERS]))
    sample_walk.go_on()
    assert sample_walk.find(QComboBox, "import.candidate").currentText() == "Callisten Services"


def test_answers_wait_for_a_vetting_and_say_where_it_begins(qtbot, empty_window, write):
    walk = Walk(qtbot, empty_window)
    walk.read(write(ANSWERS))
    walk.choose("import.view.kind", "Answers to questions")
    assert "no vetting has been started" in walk.find(QLabel, "import.need").text()
    assert walk.why_not == "Start vetting first, or say that the sheet holds something else"
    assert not walk.find(QPushButton, "import.next").isEnabled()
    walk.click("import.begin_vetting")
    assert walk.window.trail.here.page == "vetting"
    walk.window.go_to("import")
    assert walk.find(Steps, "import.steps").current == 1
    walk.choose("import.view.kind", "A list of vendors")
    assert not walk.find(QLabel, "import.need").isVisible()
    assert walk.find(QPushButton, "import.next").isEnabled()


def test_what_was_not_understood_can_be_said_to_be_a_list(sample_walk, write):
    walk = sample_walk
    metric = walk.window.session.evaluation.protection.performance.metrics[0].name
    walk.page.open_file(write([["Name", "Jan 2026", "Feb 2026"], [metric, 91.5, 92.25]]))
    kinds = walk.find(QComboBox, "import.list_of")
    walk.qtbot.waitUntil(kinds.isVisible, timeout=8_000)
    kinds.setCurrentIndex(kinds.findData("readings"))
    kinds.activated.emit(kinds.currentIndex())
    assert walk.find(Steps, "import.steps").current == 1
    walk.go_on()
    assert walk.find(QComboBox, "import.kind").currentData() == "readings"
    walk.go_on(3)
    assert walk.window.trail.here.page == "performance"


def test_a_template_shows_its_empty_columns_only_where_they_are_asked_for(walk, write):
    names = ["Supplier name", "Country", "Website", "Employees", "Legal name", "LEI"]
    walk.read(write([names, ["Alder Ltd", "Germany", *[""] * 4], ["Birch Oy", "Finland", *[""] * 4]]))
    walk.go_on()
    assert not [each for each in walk.page.findChildren(QComboBox, "import.column.C1") if each.isVisible()]
    walk.click("import.columns.empty")
    walk.qtbot.waitUntil(lambda: walk.find(QComboBox, "import.column.C1").isVisible())


def test_a_metric_waits_until_somebody_says_which_way_is_better(sample_walk, write):
    walk = sample_walk
    rows = [
        ["KPI", "Unit", "Target", "Minimum", "Owner"],
        ["Vorgänge am Dienstag", "", 15, "", "Ann"],
        ["Uptime of the portal", "%", 99.9, 99.5, "Bob"],
        ["Time to answer", "minutes", 15, 20, "Bob"],
    ]
    walk.read(write(rows))
    walk.go_on()
    walk.go_on()
    assert walk.why_not == "Answer A2 to go on"
    walk.click("import.answer.direction.A2.down")
    walk.go_on(2)
    metrics = {each.name: each for each in walk.window.session.evaluation.protection.performance.metrics}
    assert (metrics["Vorgänge am Dienstag"].direction, metrics["Vorgänge am Dienstag"].target) == ("down", 15)


def test_a_number_that_is_only_about_right_is_shown_and_holds_nothing_up(walk, write):
    walk.read(write([SUPPLIERS[0], ["Alder Services GmbH", "Germany", None, "ca. 60", None], SUPPLIERS[3]]))
    walk.go_on(2)
    texts = [label.text() for label in walk.window.page.findChildren(QLabel)]
    assert "1 read with care" in walk.find(AccountBar, "import.account").accessibleDescription()
    assert "Employees is not exact" in texts
    assert walk.find(QPushButton, "import.answer.D2.open").isEnabled()
    assert walk.why_not == ""
    walk.go_on(2)
    assert [each.employees for each in list_vendors(walk.desk)] == [60, 310]
