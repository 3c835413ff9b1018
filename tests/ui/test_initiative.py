import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from outsource_desk.domain.initiative import Goal, GoalKind
from outsource_desk.services.desk import open_desk
from outsource_desk.services.initiatives import list_goals, list_initiatives, update_initiative
from outsource_desk.services.scoring import list_evaluators
from outsource_desk.ui.initiative.reading import days_left, echo_day, echo_term, measured
from outsource_desk.ui.models.editable_rows import PROBLEM, Column, EditableRows, Verbs
from outsource_desk.ui.places import Place
from tests.ui.acts import find, focused_line, type_over, undo_from_toast

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def page(window):
    window.go(Place("initiative"))
    return window.page


@pytest.fixture
def desk(page):
    return page.session.desk


def initiative_of(page):
    return page.session.initiative


def cell_editor(qtbot, table, row, column):
    """Open a cell with F2, as a user does, and return the field that stands in it."""
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    return find(table, QLineEdit, f"{table.objectName()}.editor")


def error_below(field):
    """Return what is said in red in the card of a field."""
    said = [label.text() for label in field.window().findChildren(QLabel) if label.property("tone") == "bad"]
    return " ".join(said)


def test_a_field_is_saved_when_it_is_left_and_undo_brings_it_back(page, window, desk, qtbot):
    owner = find(page, QLineEdit, "initiative.owner")
    before = owner.text()
    type_over(qtbot, owner, "Head of IT")
    assert initiative_of(page).owner == before
    qtbot.keyClick(owner, Qt.Key.Key_Tab)
    assert list_initiatives(desk)[0].owner == "Head of IT"
    window.session.undo()
    assert owner.text() == before


def test_a_long_text_is_saved_when_it_is_left(page, qtbot):
    aim = find(page, QPlainTextEdit, "initiative.aim")
    aim.setFocus()
    aim.selectAll()
    qtbot.keyClicks(aim, "Cheaper")
    qtbot.keyClick(aim, Qt.Key.Key_Tab)
    assert initiative_of(page).aim == "Cheaper"


def test_a_refused_value_stays_with_its_error_until_escape_brings_back_what_the_file_holds(page, qtbot):
    term = find(page, QLineEdit, "initiative.term_months")
    before = term.text()
    type_over(qtbot, term, "500")
    qtbot.keyClick(term, Qt.Key.Key_Return)
    assert term.text() == "500"
    assert "between 1 and 180" in error_below(term)
    assert "between 1 and 180" in term.accessibleDescription()
    assert term.property("state") == "error"
    term.setFocus()
    qtbot.keyClick(term, Qt.Key.Key_Escape)
    assert (term.text(), term.property("state"), error_below(term).strip()) == (before, "", "")


def test_unsaved_typing_is_not_overwritten_by_an_edit_elsewhere(page, desk, qtbot):
    owner, organisation = find(page, QLineEdit, "initiative.owner"), find(page, QLineEdit, "initiative.organisation")
    type_over(qtbot, owner, "Half a na")
    update_initiative(desk, initiative_of(page).id, "owner", "Somebody else")
    update_initiative(desk, initiative_of(page).id, "organisation", "Another company")
    assert (owner.text(), organisation.text()) == ("Half a na", "Another company")


def test_typing_that_was_refused_for_one_initiative_waits_there_while_another_is_shown(page, window, desk, qtbot):
    first = initiative_of(page).id
    from outsource_desk.services.starting import start_initiative

    second = start_initiative(desk, "Catering")
    currency = find(page, QLineEdit, "initiative.currency")
    type_over(qtbot, currency, "Euro")
    qtbot.keyClick(currency, Qt.Key.Key_Return)
    window.session.show_initiative(second)
    assert (currency.text(), currency.property("state")) == ("", "")
    window.session.show_initiative(first)
    assert (currency.text(), currency.property("state")) == ("Euro", "error")
    currency.setFocus()
    qtbot.keyClick(currency, Qt.Key.Key_Escape)
    assert (currency.text(), currency.property("state")) == ("EUR", "")


def test_dates_and_the_term_say_how_they_are_understood_while_they_are_typed(page, qtbot):
    start = find(page, QLineEdit, "initiative.start_date")
    type_over(qtbot, start, "2027-03-05")
    assert "Friday, 5 March 2027" in find(page, QLabel, "initiative.start_date.echo").text()
    term = find(page, QLineEdit, "initiative.term_months")
    type_over(qtbot, term, "30")
    assert find(page, QLabel, "initiative.term_months.echo").text() == "= 2 years and 6 months"


def test_a_date_is_read_in_several_ways_and_shown_in_one(page, qtbot):
    start = find(page, QLineEdit, "initiative.start_date")
    type_over(qtbot, start, "5.3.2027")
    qtbot.keyClick(start, Qt.Key.Key_Return)
    assert initiative_of(page).start_date == "2027-03-05"
    assert start.text() == "5 Mar 2027"


@pytest.mark.parametrize(
    ("iso", "said"), [("2026-12-12", "1 day left"), ("2026-12-11", "today"), ("2026-12-09", "2 days ago")]
)
def test_the_days_until_a_date_are_counted(iso, said):
    from datetime import date

    assert days_left(iso, date(2026, 12, 11)) == said


@pytest.mark.parametrize(
    ("text", "echo"), [("12", "= 1 year"), ("13", "= 1 year and 1 month"), ("7", ""), ("x", "not a number yet")]
)
def test_a_term_is_said_in_years(text, echo):
    assert echo_term(text) == echo


@pytest.mark.parametrize(
    ("value", "unit", "said"), [(1250000.0, "EUR", "EUR 1,250,000"), (62.5, "%", "62.5 %"), (None, "%", "")]
)
def test_money_has_its_currency_before_it_and_other_amounts_their_unit_behind(value, unit, said):
    assert measured(value, unit) == said


def test_a_text_that_is_no_date_yet_says_how_to_write_one():
    assert "2026-12-12" in echo_day("soon")


def test_a_choice_is_saved_at_once(page, qtbot):
    kind = find(page, QComboBox, "initiative.outsourcing_type")
    kind.setFocus()
    qtbot.keyClicks(kind, "B")
    kind.activated.emit(kind.currentIndex())
    assert initiative_of(page).outsourcing_type == "BPO"


def test_a_goal_is_added_by_typing_it_and_taken_back_by_undo(page, window, desk, qtbot):
    count = len(list_goals(desk, initiative_of(page).id))
    qtbot.mouseClick(find(page, QPushButton, "goals.add"), Qt.MouseButton.LeftButton)
    editor = focused_line()
    assert editor.objectName() == "goals.editor"
    qtbot.keyClicks(editor, "Answer in one minute")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    table = find(page, QTableView, "goals")
    qtbot.waitUntil(lambda: len(list_goals(desk, initiative_of(page).id)) == count + 1)
    assert table.model().index(count, 1).data() == "Answer in one minute"
    window.session.undo()
    assert table.model().rowCount() == count


def test_a_new_goal_without_words_goes_away_with_escape(page, desk, qtbot):
    table = find(page, QTableView, "goals")
    count = table.model().rowCount()
    find(page, QPushButton, "goals.add").click()
    assert table.model().rowCount() == count + 1
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert table.model().rowCount() == count
    assert len(list_goals(desk, initiative_of(page).id)) == count


def test_a_goal_is_edited_in_its_cell_and_its_number_in_the_users_format(page, desk, qtbot):
    editor = cell_editor(qtbot, find(page, QTableView, "goals"), 0, 4)
    editor.selectAll()
    qtbot.keyClicks(editor, "1,250.5")
    assert find(page, QLabel, "goals.echo").text() == "= 1,250.5"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list_goals(desk, initiative_of(page).id)[0].target == 1250.5)


def test_a_cell_that_was_refused_keeps_what_was_typed_and_says_why(page, desk, qtbot):
    table = find(page, QTableView, "goals")
    before = list_goals(desk, initiative_of(page).id)[0].target
    editor = cell_editor(qtbot, table, 0, 4)
    editor.selectAll()
    qtbot.keyClicks(editor, "lots")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    index = table.model().index(0, 4)
    qtbot.waitUntil(lambda: index.data() == "lots")
    assert "not “lots”" in find(page, QLabel, "goals.error").text()
    assert list_goals(desk, initiative_of(page).id)[0].target == before
    update_initiative(desk, initiative_of(page).id, "owner", "Somebody")
    assert index.data() == "lots"
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert index.data(PROBLEM) == ""
    assert index.data() != "lots"


def test_typing_in_a_cell_is_not_overwritten_by_an_edit_elsewhere(page, desk, qtbot):
    editor = cell_editor(qtbot, find(page, QTableView, "goals"), 0, 1)
    editor.selectAll()
    qtbot.keyClicks(editor, "Half a sent")
    update_initiative(desk, initiative_of(page).id, "owner", "Somebody")
    assert editor.text() == "Half a sent"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list_goals(desk, initiative_of(page).id)[0].statement == "Half a sent")


def test_goals_are_moved_with_the_keyboard(page, desk, qtbot):
    table = find(page, QTableView, "goals")
    names = [goal.statement for goal in list_goals(desk, initiative_of(page).id)]
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [goal.statement for goal in list_goals(desk, initiative_of(page).id)][:2] == [names[1], names[0]]
    assert table.currentIndex().row() == 1


def test_a_deleted_goal_can_be_had_back_from_the_toast(page, window, desk, qtbot):
    table = find(page, QTableView, "goals")
    before = list_goals(desk, initiative_of(page).id)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert list_goals(desk, initiative_of(page).id) == before[1:]
    undo_from_toast(window)
    assert list_goals(desk, initiative_of(page).id) == before


def test_nothing_can_be_deleted_in_a_file_that_is_open_elsewhere(desktop, sample_file, tmp_path):
    path = tmp_path / "documents" / "Elsewhere.odesk"
    shutil.copy(sample_file, path)
    with open_desk(path):
        window = desktop.open(path)
        window.go(Place("initiative"))
        for name in ("goals", "evaluators"):
            table = find(window.page, QTableView, name)
            table.setCurrentIndex(table.model().index(0, 0))
            delete = next(act for act in table.actions() if act.objectName() == f"{name}.delete")
            assert not delete.isEnabled()
            assert "This file is open read-only." in delete.toolTip()
        assert window.close()


def test_undo_of_a_toast_never_takes_back_something_newer(page, window, desk, qtbot):
    table = find(page, QTableView, "goals")
    count = len(list_goals(desk, initiative_of(page).id))
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    update_initiative(desk, initiative_of(page).id, "owner", "Somebody new")
    assert window.toasts.text == ""  # the word about what is no longer the newest act has gone, and its Undo with it
    assert initiative_of(page).owner == "Somebody new"
    assert len(list_goals(desk, initiative_of(page).id)) == count - 1


def test_an_evaluator_is_renamed_in_place_and_removed_with_the_count_of_their_scores(page, window, desk, qtbot):
    table = find(page, QTableView, "evaluators")
    editor = cell_editor(qtbot, table, 0, 0)
    editor.selectAll()
    qtbot.keyClicks(editor, "Service office")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list_evaluators(desk, initiative_of(page).id)[0].name == "Service office")
    count = table.model().index(0, 1).data()
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert f"Service office removed with {count} scores." in window.toasts.text
    assert "Service office" not in [each.name for each in list_evaluators(desk, initiative_of(page).id)]


def test_fields_that_the_board_paper_needs_are_marked_and_the_next_gap_is_one_click_away(page, desk, qtbot):
    scope = find(page, QPlainTextEdit, "initiative.scope")
    assert "Required" in scope.accessibleDescription()
    update_initiative(desk, initiative_of(page).id, "scope", "")
    gap = find(page, QPushButton, "initiative.next_gap")
    assert gap.isVisible()
    gap.click()
    assert QApplication.focusWidget() is scope


def test_a_new_initiative_asks_for_three_things_and_a_refusal_stays_in_the_dialog(page, window, desk, qtbot):
    find(page, QPushButton, "initiative.new").click()
    dialog = find(window, QWidget, "new_initiative")
    name = find(dialog, QLineEdit, "new_initiative.name")
    taken = initiative_of(page).name
    qtbot.keyClicks(name, taken)
    find(dialog, QPushButton, "new_initiative.deed").click()
    assert dialog.isVisible()
    assert "exists already" in find(dialog, QLabel, "new_initiative.error").text()
    name.clear()
    qtbot.keyClicks(name, "Payroll 2027")
    find(dialog, QPushButton, "new_initiative.deed").click()
    assert initiative_of(page).name == "Payroll 2027"
    assert len(page.session.evaluation.criteria) > 10
    assert desk.journal.undo_label == "Start ITO initiative"


def test_the_chooser_turns_all_pages_to_another_initiative(page, window, desk, qtbot):
    from outsource_desk.services.starting import start_initiative

    chooser = find(page, QComboBox, "initiative.chooser")
    assert not chooser.isVisible()
    start_initiative(desk, "Catering")
    assert chooser.isVisible()
    chooser.setFocus()
    qtbot.keyClicks(chooser, "Ca")
    chooser.activated.emit(chooser.currentIndex())
    assert initiative_of(page).name == "Catering"
    assert find(page, QLineEdit, "initiative.name").text() == "Catering"


def test_a_deleted_initiative_leaves_an_empty_page_and_comes_back_with_undo(page, window, desk):
    name = initiative_of(page).name
    window.actions_of_window["initiative.delete"].trigger()
    assert find(page, QPushButton, "empty.button").isVisible()
    assert name in window.toasts.text
    window.session.undo()
    assert list_initiatives(desk)[0].name == name


def test_a_file_without_an_initiative_says_what_one_is_and_begins_one(empty_window):
    empty_window.go(Place("initiative"))
    begin = find(empty_window.page, QPushButton, "empty.button")
    assert begin.isVisible()
    begin.click()
    assert find(empty_window, QWidget, "new_initiative").isVisible()


def test_a_link_to_a_field_or_a_goal_leads_there(page, window, desk):
    window.go(Place("initiative", field="decision_date"))
    assert QApplication.focusWidget() is find(page, QLineEdit, "initiative.decision_date")
    goal = list_goals(desk, initiative_of(page).id)[-1]
    window.go(Place("initiative", "goal", goal.id))
    table = find(page, QTableView, "goals")
    assert table.currentIndex().row() == table.model().rowCount() - 1
    assert not table.visibleRegion().isEmpty()


def test_every_field_has_a_label_that_leads_to_it_and_a_name_of_its_own(page):
    fields = [
        each
        for each in page.findChildren(QWidget)
        if each.objectName().startswith("initiative.") and hasattr(each, "setReadOnly")
    ]
    assert len(fields) >= 11
    assert len({field.objectName() for field in fields}) == len(fields)
    buddies = {label.buddy() for label in page.findChildren(QLabel) if label.buddy()}
    assert all(field in buddies and field.accessibleName() for field in fields)


def test_nothing_is_cut_off_in_a_narrow_window_with_large_text(page, window, desktop):
    desktop.set_font(150)
    window.resize(1024, 640)
    QApplication.processEvents()
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()
    desktop.set_font(100)


def goals_model(calls):
    columns = [
        Column("statement", "Goal", lambda goal: goal.statement),
        Column("id", "Number", lambda goal: str(goal.id), None),
    ]
    return EditableRows(
        columns, "statement", Verbs(lambda fields: calls.append(fields), lambda *what: calls.append(what))
    )


def test_the_model_of_short_lists_keeps_qts_rules_through_every_change(qtmodeltester):
    model = goals_model([])
    qtmodeltester.check(model)
    goals = [Goal(number, 1, GoalKind.COST, f"Goal {number}") for number in (1, 2, 3)]
    model.show_rows(goals)
    model.begin(Goal(0, 1, GoalKind.COST, ""))
    model.show_rows(goals[1:])
    model.give_up()
    qtmodeltester.check(model)
    assert model.rowCount() == 2


def test_a_computed_column_cannot_be_edited():
    calls = []
    model = goals_model(calls)
    model.show_rows([Goal(1, 1, GoalKind.COST, "Save")])
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(0, 1), "7")
    assert calls == []
