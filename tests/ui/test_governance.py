"""The Governance page: proposals, records edited in place, the contract, the decision and the calendar."""

from __future__ import annotations

import shutil

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from outsource_desk.domain.governance import ClauseState
from outsource_desk.services.candidates import add_in_house
from outsource_desk.services.desk import create_desk
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.records import update_record
from outsource_desk.store.rows import delete_rows
from outsource_desk.ui.governance.decide_dialog import DecideDialog
from outsource_desk.ui.governance.tabs import keys, tab_of
from outsource_desk.ui.governance.waiver_dialog import ClauseWaiverDialog
from outsource_desk.ui.places import Place
from outsource_desk.ui.warnings.ways import place_of
from tests.protection_desk import days_on, decided_case, protected_case
from tests.ui.acts import find, focused_line, type_over, undo_from_toast


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """One file with everything in it and one with a decision alone; each built once."""
    folder = tmp_path_factory.mktemp("governance")
    for name, build in (("full", protected_case), ("bare", decided_case)):
        with create_desk(folder / f"{name}.odesk", author="Analyst") as desk:
            build(desk)
    return folder


@pytest.fixture
def open_page(files, open_window, tmp_path):
    """Open a copy of one of the files at Governance: ``open_page("full", "audits")``."""

    def open_page(name, tab):
        path = tmp_path / "documents" / f"{name}.odesk"
        shutil.copy(files / f"{name}.odesk", path)
        window = open_window(path)
        window.go(Place("governance", field=tab))
        return window.page

    return open_page


def steering(page):
    return page.session.evaluation.protection.governance


def texts(model, column):
    return [model.index(place, column).data() for place in range(model.rowCount())]


def type_into(qtbot, records, place, column, text):
    """Type into a cell of a list, as a user does."""
    records.table.setFocus()
    records.table.setCurrentIndex(records.model.index(place, column))
    qtbot.keyClick(records.table, Qt.Key.Key_F2)
    editor = focused_line()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # the cell takes it a moment later


@pytest.mark.parametrize("name", ["full", "bare"])
def test_every_tab_shows_its_part(open_page, name):
    page = open_page(name, keys()[0])
    for key in keys():
        page.tabs.choose(key)
        assert page.tab.objectName() == f"governance.{key}"
        assert page.tab.isVisible()
        assert page.first_focus() is not None


def test_without_an_initiative_the_page_leads_to_one(empty_window):
    empty_window.go(Place("governance"))
    page = empty_window.page
    assert page.tab is None
    assert page.first_focus().text() == "Begin an initiative"


def test_an_initiative_with_nobody_but_ourselves_can_be_steered(open_window, tmp_path):
    path = tmp_path / "documents" / "alone.odesk"
    with create_desk(path, author="Analyst") as desk:
        add_in_house(desk, add_initiative(desk, "Payroll"))
    window = open_window(path)
    window.go(Place("governance"))
    for key in keys():
        window.page.tabs.choose(key)
    window.page.tabs.choose("contract")
    assert not find(window.page, QPushButton, "contract.begin").isEnabled()


def test_what_fits_is_proposed_with_reasons_and_taken_over(open_page):
    page = open_page("bare", "communication")
    assert page.tab.proposal.isVisible()
    find(page.tab, QPushButton, "governance.take").click()
    assert not page.tab.proposal.isVisible()
    assert texts(page.tab.forums.model, 0)[0] == "Daily huddle"
    assert len(steering(page).audit_plans) == 8
    undo_from_toast(page.window())
    assert page.tab.proposal.isVisible()
    assert not steering(page).is_begun


def test_a_forum_is_edited_in_place(open_page, qtbot):
    page = open_page("full", "communication")
    type_into(qtbot, page.tab.forums, 0, 0, "Morning call")
    assert steering(page).forums[0].name == "Morning call"
    field = page.tab.form.field("protocol.language_level")
    type_over(qtbot, field, "C1")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert steering(page).protocol.language_level == "C1"


def test_what_has_no_column_is_edited_below_the_list(open_page, qtbot):
    page = open_page("full", "communication")
    first, second = steering(page).forums[:2]
    more = page.tab.forums.more
    assert find(more, QLabel, "records.forum.more_title").text() == first.name
    field = more.form.field("records.forum.members")
    field.setPlainText("Ann;  Ben\nand Cho")
    page.tab.forums.select(second.id)
    assert field.toPlainText() == "; ".join(second.members)
    page.tab.forums.select(first.id)
    assert field.toPlainText() == "Ann;  Ben\nand Cho"  # kept while another was looked at
    page.tabs.choose("audits")
    assert steering(page).forums[0].members == ("Ann", "Ben and Cho")


def test_training_says_who_came(open_page):
    page = open_page("full", "training")
    assert page.tab.told.text().startswith("1 of 2 trainings are held. 85 % of those invited came. Feedback is 4.2")


def test_a_contract_begins_and_a_clause_is_waived_by_name(open_page, qtbot):
    page = open_page("bare", "contract")
    assert page.tab.contract is None
    find(page.tab, QPushButton, "contract.begin").click()
    assert page.tab.candidates.currentText() == "Alder"
    page.tab.kinds.choose("ip")
    assert texts(page.tab.clauses.model, 0)[0] == "IP1"
    page.tab.clauses.table.setCurrentIndex(page.tab.clauses.model.index(0, 1))
    find(page.tab, QPushButton, "contract.waive_button").click()
    dialog = page.window().findChild(ClauseWaiverDialog)
    qtbot.keyClicks(dialog.by, "Ruth Adler")
    dialog.deed.click()
    assert dialog.isVisible()
    assert "name and a reason" in dialog.error.text()
    qtbot.keyClicks(dialog.reason, "Nothing is brought in")
    dialog.deed.click()
    clause = next(each for each in steering(page).contracts[0].clauses if each.code == "IP1")
    assert (clause.state, clause.waived_by) == (ClauseState.WAIVED, "Ruth Adler")
    assert page.tab.kinds.choices[1][1] == "IP 1/14"
    page.tab.tab_actions()[1].trigger()
    assert page.tab.kinds.choices[1][1] == "IP 0/14"


def test_terms_are_saved_and_the_radar_follows(open_page, qtbot):
    page = open_page("full", "contract")
    field = page.tab.terms.times.field("contract.notice_us_days")
    assert field.text() == "90"
    type_over(qtbot, field, "1090")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert steering(page).contracts[0].notice_us_days == 1090
    assert page.tab.terms.terms.field("contract.monthly_charge").text() == "240,000"
    type_over(qtbot, field, "often")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.property("state") == "error"
    assert steering(page).contracts[0].notice_us_days == 1090
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "1,090"


def test_an_audit_is_recorded_with_a_finding_that_is_due_in_three_months(open_page, qtbot):
    page = open_page("full", "audits")
    tab = page.tab
    assert tab.told.text() == "1 audit is overdue. 1 finding is open, 1 of them overdue."
    tab.plans.select(steering(page).audit_plans[1].id)
    assert texts(tab.audits.model, 0) == []
    tab.audits.add()
    qtbot.keyClicks(focused_line(), "2026-03-02")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert steering(page).audit_plans[1].audits[0].performed_on == "2026-03-02"
    tab.findings.add()
    type_into(qtbot, tab.findings, 0, 1, "Rates of last year")
    finding = steering(page).audit_plans[1].audits[0].findings[0]
    assert (finding.wording, finding.due_on) == ("Rates of last year", "2026-05-31")


def test_a_decision_is_recorded_and_a_later_change_of_the_standings_is_told(open_page, qtbot):
    page = open_page("bare", "decision")
    find(page.tab, QPushButton, "decision.begin").click()
    dialog = page.window().findChild(DecideDialog)
    assert dialog.candidate.currentText() == "Alder"
    dialog.deed.click()
    assert "without its reasons" in dialog.error.text()
    qtbot.keyClicks(dialog.reasons, "Best service at a fair price")
    dialog.deed.click()
    decision = steering(page).decision
    assert (decision.reasons, decision.candidate_id) == (
        "Best service at a fair price", page.session.evaluation.candidates[0].id,
    )  # fmt: skip
    assert page.tab.seal.accessibleName() == "Rests on the standings as they are"
    with page.session.desk.edit("Score"):
        delete_rows(page.session.desk.db, "score", {"candidate_id": page.session.evaluation.candidates[1].id})
    assert page.tab.seal.accessibleName() == "The standings have changed since"
    find(page.tab, QPushButton, "decision.confirm").click()
    assert page.tab.seal.accessibleName() == "Rests on the standings as they are"


def test_the_calendar_is_filtered_by_who_and_opens_the_place(open_page, qtbot):
    page = open_page("full", "calendar")
    tab = page.tab
    assert tab.told.text().endswith(f"{tab.model.rowCount()} in all.")
    assert tab.model.index(0, 1).data() == "Overdue"
    tab.who.setCurrentIndex(tab.who.findData("Sam Alder"))
    tab.who.activated.emit(tab.who.currentIndex())
    assert texts(tab.model, 2) == ["Shared administrator account"]
    tab.table.setFocus()
    tab.table.setCurrentIndex(tab.model.index(0, 0))
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert page.tabs.key == "audits"
    findings = page.tab.findings
    assert findings.model.row_at(findings.table.currentIndex().row()).wording == "Shared administrator account"


def test_whose_dates_were_looked_at_is_shown_again(open_page):
    tab = open_page("full", "calendar").tab
    tab.restore({"who": "Sam Alder", "area": "nowhere any more"})
    tab.show_evaluation(tab.session.evaluation, tab.session.ranking)
    assert tab.state() == {"who": "Sam Alder", "area": ""}
    assert texts(tab.model, 2) == ["Shared administrator account"]


def test_every_line_of_the_calendar_leads_to_a_page(open_page):
    page = open_page("full", "calendar")
    model = page.tab.model
    dues = [model.row_at(place).due for place in range(model.rowCount())]
    assert {each.page for each in dues} == {"risks", "contingency", "exit", "governance"}
    for place, due in enumerate(dues):
        if due.page == "governance":
            page.tabs.choose("calendar")
            page.tab.table.setCurrentIndex(model.index(place, 0))
            page.tab.open_place()
            assert page.tabs.key == tab_of(due.thing)


def test_the_calendar_is_exported_whatever_is_filtered(open_page, answers, tmp_path):
    page = open_page("full", "calendar")
    rows = page.tab.model.rowCount()
    answers.save = tmp_path / "due.ics"
    find(page.tab, QPushButton, "calendar.export_button").click()
    assert len(Calendar.from_ical(answers.save.read_bytes()).walk("VEVENT")) == rows


def test_warnings_lead_to_what_they_are_about(open_page):
    page = open_page("full", "calendar")
    shown = {}
    for warning in page.session.ranking.warnings:
        if warning.id in ("GV08", "GV09", "GV10"):
            page.window().go(place_of(warning))
            shown.setdefault(warning.id, page.tabs.key)
    assert shown == {"GV08": "audits", "GV09": "contract", "GV10": "decision"}


def test_a_read_only_file_offers_no_change(files, desktop, qtbot):
    window = desktop.open(files / "full.odesk", read_only=True)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.go(Place("governance"))
    page = window.page
    assert page.tab.form.field("protocol.language").isReadOnly()
    page.tabs.choose("contract")
    page.tab.clauses.table.setCurrentIndex(page.tab.clauses.model.index(0, 1))
    assert not page.tab.tab_actions()[0].isEnabled()
    page.tabs.choose("decision")
    assert not find(page.tab, QPushButton, "decision.confirm").isEnabled()
    page.tabs.choose("calendar")
    assert find(page.tab, QPushButton, "calendar.export_button").isEnabled()


def test_an_edit_elsewhere_is_shown_at_once(open_page):
    page = open_page("full", "audits")
    finding = steering(page).audit_plans[0].audits[0].findings[0]
    update_record(page.session.desk, "finding", finding.id, "closed_on", days_on(0))
    assert page.tab.told.text() == "1 audit is overdue. No finding is open."


def test_the_calendar_is_exported_from_anywhere(open_page, answers, tmp_path):
    window = open_page("full", "training").window()
    answers.save = tmp_path / "due.ics"
    window.go_to("home")
    window.actions_of_window["report.calendar"].trigger()
    assert answers.save.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_calendar_without_a_date_is_not_written(open_window, answers, tmp_path):
    path = tmp_path / "documents" / "alone.odesk"
    with create_desk(path, author="Analyst") as desk:
        add_initiative(desk, "Payroll")
    window = open_window(path)
    answers.save = tmp_path / "due.ics"
    window.actions_of_window["report.calendar"].trigger()
    assert not answers.save.exists()


@pytest.mark.parametrize(
    ("name", "worst"),
    [
        ("bare", "Nothing is agreed yet on how both sides work together"),
        ("full", "35 mandatory clauses are not agreed; 6 dates are overdue"),
    ],
)
def test_the_headline_says_what_is_not_agreed_and_overdue(open_page, name, worst):
    page = open_page(name, "training")
    assert page.headline.text() == worst
