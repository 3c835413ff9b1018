"""The Exit page: begun, read and changed as a user does it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from outsource_desk.domain.leaving import ItemState
from outsource_desk.services.desk import create_desk
from outsource_desk.services.leaving import set_item_state, start_exit_plan
from outsource_desk.services.records import add_record, update_record
from outsource_desk.store.protection import load_exit_plan
from outsource_desk.ui.leaving.waive_dialog import SetAsideDialog
from outsource_desk.ui.pages.exit import ExitPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.widgets.bubble import Bubble
from tests.protection_desk import decided_case
from tests.ui.acts import find, type_over
from tests.ui.tour import settle

PARTS = ("clock", "checklist", "runbook", "returns", "costs", "plan")


@pytest.fixture
def decided(tmp_path):
    """A file with a decision, and no exit plan."""
    path = tmp_path / "Decision.odesk"
    with create_desk(path, author="Analyst") as desk:
        decided_case(desk)
    return path


@pytest.fixture
def planned(tmp_path):
    """A file with an exit plan as it begins, a contract and one item that was done long ago."""
    path = tmp_path / "Decision.odesk"
    with create_desk(path, author="Analyst") as desk:
        case = decided_case(desk)
        start_exit_plan(desk, case.initiative, "Tom Reyes")
        add_record(desk, "contract", case.candidates["Alder"], notice_vendor_days=90, assistance_months=3)
        item = next(each for each in load_exit_plan(desk.connection, case.initiative).items if each.code == "X12")
        set_item_state(desk, item.id, "done")
        update_record(desk, "exit_item", item.id, "done_on", "2024-03-01")
    return path


@pytest.fixture
def page(open_window, planned) -> ExitPage:
    window = open_window(planned)
    window.go(Place("exit"))
    assert isinstance(window.page, ExitPage)
    return window.page


def plan_of(page):
    return page.session.evaluation.protection.leaving


def said(widget) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def test_before_a_plan_the_page_proposes_one_with_reasons_and_begins_it(open_window, decided):
    window = open_window(decided)
    window.go(Place("exit"))
    page = window.page
    text = said(page)
    assert "How would we get out of Alder? Nothing is prepared yet." in text
    assert "The function is critical (T1)" in text
    assert "You state that leaving takes 8 months; the standard runbook takes 4.9 months" in text
    button = next(each for each in page.findChildren(QPushButton, "empty.button") if each.isVisible())
    button.click()
    assert len(plan_of(page).items) == 45
    assert plan_of(page).facts.owner == "Ines Marsh"
    page.session.undo()
    assert not plan_of(page).is_begun
    assert button.isVisible()


def test_the_headline_is_the_worst_truth_and_the_clock_says_the_rest(page):
    assert page.headline.text() == "Leaving Alder takes 4.9 months, but service is assured for 3 months"
    clock = page.tab
    assert "56 days are covered by nothing." in said(clock)
    assert ("Leaving takes", "4.9 months", "6.6 months") in clock.figures.rows
    assert ("It may take", "3 months", "not known") in clock.figures.rows
    assert "hatched" in said(clock)
    assert clock.clock.accessibleDescription().startswith("How long leaving takes")


def test_an_item_is_set_aside_only_by_name_and_reason(page, qtbot):
    page.tabs.choose("checklist")
    items = page.tab.items
    state = next(place for place, each in enumerate(items.model.columns) if each.field == "state")
    index = items.model.index(0, state)
    items.model.setData(index, str(ItemState.WAIVED))
    dialog = page.tab.findChild(SetAsideDialog)
    assert dialog is not None
    dialog.deed.click()
    assert "has no name" in said(dialog) or dialog.error.text()
    type_over(qtbot, find(dialog, QLineEdit, "exit.aside_by"), "Petra Halloran")
    type_over(qtbot, find(dialog, QPlainTextEdit, "exit.aside_reason"), "Pilot only")
    dialog.deed.click()
    assert plan_of(page).items[0].state is ItemState.WAIVED
    items.select(plan_of(page).items[0].id)
    assert "Waived by Petra Halloran: Pilot only" in said(page.tab)


def test_what_was_done_long_ago_is_open_again_and_is_done_by_the_menu(page):
    item = next(each for each in plan_of(page).items if each.code == "X12")
    page.reveal(Place("exit", "exit_item", item.id))
    assert page.tabs.key == "checklist"
    assert page.tab.phases.key == "maintain"
    assert "1 was done more than a year ago and is open again." in said(page.tab)
    index = page.tab.items.table.currentIndex()
    assert index.siblingAtColumn(2).data() == "Open again"
    done = next(each for each in page.page_actions() if each.objectName() == "exit.item_done")
    assert done.isEnabled()
    done.trigger()
    assert index.siblingAtColumn(2).data() == "Done"


def test_the_order_of_tasks_is_typed_as_numbers_and_a_loop_is_refused_by_name(page):
    page.tabs.choose("runbook")
    model = page.tab.tasks.model
    after = next(place for place, each in enumerate(model.columns) if each.field == "needs")
    assert model.index(11, after).data() == "3, 9"
    assert model.setData(model.index(13, after), "2")
    assert plan_of(page).tasks[13].needs == (plan_of(page).tasks[1].id,)
    assert not model.setData(model.index(0, after), "6")
    assert "wait for each other" in said(page.tab)
    assert not model.setData(model.index(1, after), "99")
    assert plan_of(page).tasks[0].needs == ()
    for place in (0, 1):  # else closing the window asks for what was typed
        assert model.forget(model.index(place, after))


def test_why_a_cell_was_refused_stands_beside_it_where_the_foot_of_the_list_is_out_of_sight(page):
    page.tabs.choose("runbook")
    tasks = page.tab.tasks
    after = next(place for place, each in enumerate(tasks.model.columns) if each.field == "needs")
    tasks.table.setFocus()
    tasks.table.setCurrentIndex(tasks.model.index(0, after))
    settle()
    tasks.model.setData(tasks.model.index(0, after), "6")
    settle()
    bubble = tasks.findChild(Bubble)
    assert bubble.isVisible()
    assert "wait for each other" in bubble.words.text()
    tasks.model.forget(tasks.model.index(0, after))
    settle()
    assert not bubble.isVisible()


def test_a_longer_task_on_the_critical_path_lengthens_the_exit_at_once(page):
    page.tabs.choose("runbook")
    model = page.tab.tasks.model
    days = next(place for place, each in enumerate(model.columns) if each.field == "days")
    assert model.setData(model.index(5, days), "75")
    assert page.headline.text().startswith("Leaving Alder takes 5.9 months")


def test_usual_returns_and_costs_are_added_and_what_is_unknown_is_said(page):
    page.tabs.choose("returns")
    assert "is not listed yet" in said(page.tab)
    find(page, QPushButton, "exit.take_returns").click()
    assert "9 are not known to come back." in said(page.tab)
    page.tabs.choose("costs")
    find(page, QPushButton, "exit.take_costs").click()
    assert len(plan_of(page).costs) == 8
    assert "No line has an amount yet." in said(page.tab)
    assert "the chance of failure" in said(page.tab)


def test_the_cost_of_reversal_follows_its_three_figures(page, qtbot):
    page.tabs.choose("costs")
    form = page.tab.form
    for name, text in (("failure_probability", "12"), ("cost_to_failure", "2,900,000"), ("plan_b_cost", "9,800,000")):
        field = form.field(f"exit.{name}")
        type_over(qtbot, field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    facts = plan_of(page).facts
    assert (facts.failure_probability, facts.cost_to_failure) == (0.12, 290_000_000)
    assert "Not known yet: what it costs and the cost of leaving." in said(page.tab)


def test_every_part_fits_a_small_window(page):
    page.window().resize(1024, 640)
    for key in PARTS:
        page.tabs.choose(key)
        QApplication.processEvents()
        scroll = page.tab._scroll
        assert scroll.widget().minimumSizeHint().width() <= scroll.viewport().width(), key


def test_without_an_initiative_the_page_leads_to_one(empty_window):
    empty_window.go(Place("exit"))
    button = empty_window.page.first_focus()
    assert button.isVisible()
    button.click()
    assert empty_window.page.title() == "Initiative"
