"""The page Contingency: proposals with reasons, the worst truth, scenarios, triggers, steps, fallbacks, people."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton

from outsource_desk.domain.contingency import PlanState
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.records import add_record, update_record
from outsource_desk.services.scenario_taking import start_plan
from outsource_desk.services.starting import start_file
from outsource_desk.ui.contingency.words import deadline_words, read_span
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.places import Place
from tests.protection_desk import decided_case
from tests.scene import there
from tests.ui.acts import find


def write_case(path, codes=("C01", "C02")):
    """Write a file in which Alder leads; with codes also a plan for its failure."""
    with start_file(path) as desk:
        case = decided_case(desk)
        if codes:
            start_plan(desk, case.initiative, codes, "Ann")
            plan = there(case.evaluation.protection).contingency
            for fallback, hours, days in zip(plan.fallbacks[:2], (336, 2160), (90, None), strict=True):
                update_record(desk, "fallback", fallback.id, "status", "identified")
                update_record(desk, "fallback", fallback.id, "activation_hours", hours)
                update_record(desk, "fallback", fallback.id, "sustain_days", days)
    return path


@pytest.fixture
def page(open_window, tmp_path):
    window = open_window(write_case(tmp_path / "documents" / "Plan.odesk"))
    window.go(Place("contingency"))
    return window.page


@pytest.fixture
def fresh(open_window, tmp_path):
    window = open_window(write_case(tmp_path / "documents" / "Fresh.odesk", ()))
    window.go(Place("contingency"))
    return window.page


def plan_of(page):
    return there(page.session.evaluation.protection).contingency


def words_of(page, name):
    return find(page, QLabel, name).text()


def open_dialog() -> Question:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, Question) and each.isVisible())


def test_without_a_plan_scenarios_are_proposed_with_reasons_and_one_click_begins_it(fresh):
    assert find(fresh, QLineEdit, "contingency.author").text() == "Ines Marsh"
    basic = [find(fresh, QCheckBox, f"contingency.take_C0{number}") for number in range(1, 5)]
    assert all(each.isChecked() for each in basic)
    assert "Every plan needs an answer to this." in basic[0].accessibleDescription()
    find(fresh, QCheckBox, "contingency.take_C13").setChecked(False)
    basic[3].setChecked(False)
    revision = fresh.session.desk.journal.revision
    fresh.first_focus().click()
    assert fresh.session.desk.journal.revision == revision + 1
    assert [each.code for each in plan_of(fresh).scenarios][:3] == ["C01", "C02", "C03"]
    assert "C04" not in {each.code for each in plan_of(fresh).scenarios}
    assert plan_of(fresh).plan.author == "Ines Marsh"
    assert words_of(fresh, "contingency.headline") == "If Alder fails, nothing is ready to carry the service"
    fresh.session.undo()
    assert fresh.first_focus().text() == "Begin the plan"


def test_the_headline_says_the_worst_that_is_true(page):
    # 72 h can be borne; the backup begins after 14 days and lasts 90, in-house takes over from day 90
    assert words_of(page, "contingency.headline") == "If Alder fails, nothing covers the service for 11 days"
    assert "nobody is named who decides" in words_of(page, "contingency.subline")
    scenario = plan_of(page).scenarios[0]
    event = next(each for each in scenario.triggers if each.code == "C01-T4")
    page.session.act(
        add_record, "trigger_check", event.id, checked_on=page.session.evaluation.protection.as_of, is_raised=True
    )
    assert words_of(page, "contingency.headline") == "A trigger asks to declare: Provider becomes insolvent"
    assert page._shown().list.rows[0].state == "1 trigger raised"


def test_choosing_a_scenario_shows_its_story_and_steps(page, qtbot):
    tab = page._shown()
    assert tab.scenario.code == "C01"
    tab.list.setFocus()
    qtbot.keyClick(tab.list, Qt.Key.Key_Down)
    assert tab.scenario.code == "C02"
    assert "Security lead: Confirmed or probable access" in words_of(page, "contingency.rule")
    assert tab.card.steps.list.model.rowCount() == 6
    tab.card.steps.phases.choose("d90")
    assert tab.card.steps.list.model.rowCount() == 2
    assert page.state()["tabs"]["scenarios"]["scenario"] == tab.scenario.id


def test_more_about_a_step_is_saved_field_by_field(page, qtbot):
    tab = page._shown()
    steps = tab.card.steps
    step = steps.step
    person = find(page, QLineEdit, "step.owner")
    person.setFocus()
    qtbot.keyClicks(person, "Mia Voss")
    qtbot.keyClick(person, Qt.Key.Key_Return)
    helped = find(page, QComboBox, "step.needs_vendor")
    helped.setCurrentIndex(1)
    helped.activated.emit(1)
    found = next(each for each in plan_of(page).scenarios[0].steps if each.id == step.id)
    assert (found.owner, found.needs_vendor) == ("Mia Voss", True)
    assert steps.list.model.row_at(0).who_words == "Mia Voss"
    assert steps.list.model.row_at(1).who_words == "nobody"


def test_what_a_step_waits_for_is_ticked_and_a_circle_is_refused_in_the_dialog(page):
    steps = page._shown().card.steps
    first, last = plan_of(page).scenarios[0].steps[0], plan_of(page).scenarios[0].steps[-1]
    steps.reveal(first.id)
    steps.choose_needs()
    dialog = open_dialog()
    find(dialog, QCheckBox, f"contingency.needs.{last.id}").setChecked(True)
    dialog.deed.click()
    assert "wait for each other" in dialog.error.text()
    find(dialog, QCheckBox, f"contingency.needs.{last.id}").setChecked(False)
    other = plan_of(page).scenarios[0].steps[2]
    find(dialog, QCheckBox, f"contingency.needs.{other.id}").setChecked(True)
    dialog.deed.click()
    assert plan_of(page).scenarios[0].steps[0].needs == (other.id,)


def test_a_trigger_is_checked_with_a_value(page):
    signs = page._shown().card.signs
    signs.check()
    dialog = open_dialog()
    find(dialog, QLineEdit, "check.value").setText("61")
    find(dialog, QLineEdit, "check.by").setText("Gwen")
    dialog.deed.click()
    check = plan_of(page).scenarios[0].triggers[0].last_check
    assert (check.value, check.is_raised, check.checked_by) == (61, True, "Gwen")
    assert "Found: 61 days late." in words_of(page, "contingency.seen")


def test_a_scenario_is_changed_in_one_act(page):
    page._shown().card.edit()
    dialog = open_dialog()
    find(dialog, QLineEdit, "scenario.title").setText("Alder is insolvent")
    find(dialog, QLineEdit, "scenario.owner").setText("Petra")
    revision = page.session.desk.journal.revision
    dialog.deed.click()
    assert page.session.desk.journal.revision == revision + 1
    found = plan_of(page).scenarios[0]
    assert (found.title, found.owner) == ("Alder is insolvent", "Petra")


def test_scenarios_are_added_from_the_library_and_deleted_with_a_way_back(page):
    tab = page._shown()
    tab.take()
    dialog = open_dialog()
    find(dialog, QCheckBox, "contingency.take_C05").setChecked(True)
    dialog.deed.click()
    assert [each.code for each in plan_of(page).scenarios] == ["C01", "C02", "C03", "C04", "C05"]
    tab.card.delete()
    assert [each.code for each in plan_of(page).scenarios] == ["C02", "C03", "C04", "C05"]
    assert tab.scenario.code == "C02"


def test_a_backup_is_taken_from_the_ranking_without_the_winner(page):
    page.tabs.choose("fallbacks")
    buttons = [each for each in page.findChildren(QPushButton) if "take_backup" in each.objectName()]
    buttons = [each for each in buttons if not each.isHidden()]
    assert [each.accessibleName() for each in buttons] == [
        "Take Birch as backup", "Take Dogwood as backup", "Take In-house as backup",
    ]  # fmt: skip
    buttons[0].click()
    backup = plan_of(page).fallbacks[0]
    assert (backup.title, backup.shared_risks) == ("Birch", "Both work from Poland.")
    assert "Shared risks: Both work from Poland." in words_of(page, "contingency.fallback_said")


def test_commitments_are_typed_and_judged(page):
    page.tabs.choose("recovery")
    tab = page._shown()
    row = tab.commitments.model.row_at(0)
    assert row.verdict == "not known"
    for field, value in (("rto_hours", 12), ("backup_hours", 2)):
        tab._save(row.id, field, value)
    assert tab.commitments.model.row_at(0).verdict == "met"
    tab._save(row.id, "rto_hours", 48)
    assert tab.commitments.model.row_at(0).verdict == "not met"


def test_a_need_that_nobody_has_stated_is_not_met(page):
    page.tabs.choose("recovery")
    tab, objective = page._shown(), plan_of(page).objectives[0]
    for field in ("rto_hours", "rpo_hours", "minimum_level"):
        page.session.act(update_record, "recovery_objective", objective.id, field, None)
    assert tab._title.text() == "Nobody has said yet how soon what must run again"
    assert tab.commitments.model.row_at(0).verdict == "not known"


def test_who_holds_a_role_does_its_steps(page):
    page.tabs.choose("people")
    roles = page._shown().roles
    sponsor = roles.model.row_at(0)
    assert (sponsor.role, sponsor.name) == ("executive_sponsor", "")
    page.session.act(update_record, "role_holder", sponsor.id, "name", "Ines Marsh")
    assert roles.model.row_at(0).name == "Ines Marsh"
    page.tabs.choose("scenarios")
    assert page._shown().card.steps.list.model.row_at(0).who_words == "Ines Marsh"


def paste(records, text, row=0, column=0):
    QApplication.clipboard().setText(text)
    records.table.setCurrentIndex(records.model.index(row, column))
    QTest.keyClick(records.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_block_of_people_is_pasted_in_one_act(page):
    page.tabs.choose("people")
    roles = page._shown().roles
    first, second = plan_of(page).roles[:2]
    paste(roles, "Ada Quill\t+353 1 555 0101\nBen Rowe\t", column=1)
    assert [(each.name, each.phone) for each in plan_of(page).roles[:2]] == [
        ("Ada Quill", "+353 1 555 0101"),
        ("Ben Rowe", second.phone),
    ]
    page.session.undo()
    assert plan_of(page).roles[:2] == (first, second)


def test_a_name_is_no_number(page):
    page.tabs.choose("people")
    first = plan_of(page).roles[0]
    page.session.act(update_record, "role_holder", first.id, "name", "Ada Quill")
    page.session.act(update_record, "role_holder", first.id, "phone", "Ben Rowe")
    assert page._shown()._told.text().endswith("One person has no number.")


def test_a_block_that_names_its_rows_finds_and_adds_them(page):
    page.tabs.choose("people")
    roles = page._shown().roles
    held = plan_of(page).roles
    paste(roles, f"Press officer\tCleo Dunn\n{held[1].role}\tBen Rowe")
    found = {each.role: each.name for each in plan_of(page).roles}
    assert len(found) == len(held) + 1
    assert (found["Press officer"], found[held[1].role]) == ("Cleo Dunn", "Ben Rowe")


def test_a_block_that_is_longer_than_the_list_is_refused_whole(page):
    page.tabs.choose("people")
    roles, held = page._shown().roles, plan_of(page).roles
    paste(roles, "\n".join(f"Somebody {number}" for number in range(40)), column=1)
    assert plan_of(page).roles == held


def test_a_plan_is_reviewed_from_its_head_once_nothing_is_missing(page):
    assert find(page, QPushButton, "contingency.next").text() == "Have the plan reviewed…"
    page._acts_of_plan().review()
    dialog = open_dialog()
    find(dialog, QLineEdit, "ask.field").setText("Bert")
    dialog.deed.click()
    assert "has no: an owner" in dialog.error.text()
    for each in plan_of(page).scenarios:
        page.session.act(update_record, "scenario", each.id, "owner", "Petra")
    dialog.deed.click()
    assert plan_of(page).plan.state is PlanState.REVIEWED
    assert find(page, QPushButton, "contingency.next").text() == "Approve the plan…"


def test_places_lead_to_the_row_that_they_name(page):
    scenario = plan_of(page).scenarios[1]
    step = scenario.steps[-1]
    page.go(Place("contingency", "response_step", step.id))
    assert page._shown().card.steps.step.id == step.id
    page.go(Place("contingency", "recovery_objective", plan_of(page).objectives[0].id))
    assert page.tabs.key == "recovery"
    page.go(Place("contingency", field="people"))
    assert page.tabs.key == "people"


def test_a_file_without_an_initiative_says_what_to_do(empty_window):
    empty_window.go(Place("contingency"))
    assert find(empty_window.page, QPushButton, "empty.button").text() == "Begin an initiative"


def test_another_provider_in_front_is_told_at_once(page):
    page.session.act(update_initiative, plan_of(page).plan.initiative_id, "mtpd_hours", 12)
    objective = plan_of(page).objectives[0]
    page.session.act(update_record, "recovery_objective", objective.id, "mtpd_hours", 400)
    assert "nothing covers" not in words_of(page, "contingency.headline")


@pytest.mark.parametrize(
    ("text", "hours"), [("6", 6), ("6 h", 6), ("21 d", 504), ("2 days", 48), ("1.5 h", 1.5), ("", None)]
)
def test_deadlines_are_read_as_people_write_them(qapp, text, hours):
    assert read_span(text) == hours


def test_deadlines_are_told_in_hours_up_to_four_days(qapp):
    assert [deadline_words(each) for each in (2, 96, 168, None)] == ["2 h", "96 h", "7 d", ""]
