"""The page Performance: what it says first, how a reading is typed, imported and pasted, and what misses cost."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from outsource_desk.ui.importing.draft import CHECK
from outsource_desk.ui.pages.performance import PerformancePage
from outsource_desk.ui.performance.metric_table import LAST, NAME, STATUS, TARGET
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import Scheme, look
from outsource_desk.ui.widgets.empty import EmptyState
from tests.ui.performance_scene import month_back, write_performance
from tests.ui.tour import settle, wait_until


def shown(window):
    window.go_to("performance")
    settle()
    return window.findChild(PerformancePage)


@pytest.fixture
def page(desktop, tmp_path):
    """The page of half a year of readings, on screen."""
    window = desktop.open(write_performance(tmp_path / "measured.odesk"))
    window.resize(1366, 768)
    return shown(window)


def performance(page):
    return page.session.evaluation.protection.performance


def of_table(page):
    model = page.metrics.table.metrics
    return [
        [str(model.index(row, column).data()) for column in (NAME, TARGET, LAST, STATUS)]
        for row in range(model.rowCount())
    ]


def text_of(page, name):
    return page.findChild(QLabel, name).text()


def test_the_worst_truth_stands_first(page):
    assert text_of(page, "performance.headline").startswith("2 of 3 critical service levels missed in ")
    assert text_of(page, "performance.below") == "Service availability: missed 2 times in a row"


def test_the_table_says_how_each_level_stands_in_words(page):
    assert of_table(page) == [
        ["Service availability", "≥ 99.9 %", "99.3 %", "Missed"],
        ["Time to restore a critical service", "≤ 4 hours", "8.5 hours", "Missed"],
        ["Customer or user satisfaction", "≥ 85", "86", "On target"],
        ["Staff turnover on our account", "≤ 15", "18", "Off target"],
    ]


def test_the_level_that_is_chosen_is_drawn_listed_and_defined(page):
    table, metrics = page.metrics.table, performance(page).metrics
    table.select(metrics[1].id)
    assert page.metrics.chart.spec.title == "Time to restore a critical service over time"
    assert "Target 4 hours, Minimum 8 hours" in page.metrics.chart.accessibleDescription()
    assert page.metrics.readings.model.rowCount() == 6
    guard = page.metrics.definition.origin.field("metric.guard")
    assert guard.toPlainText() == "We own priority; status history is immutable"


def test_a_reading_is_recorded_by_typing(page):
    table = page.metrics.table
    table.select(performance(page).metrics[3].id)
    page.acts["record"].trigger()
    settle()
    editor = page.metrics.readings.table.findChild(QLineEdit)
    wait_until(lambda: editor.visibleRegion().boundingRect().height() >= editor.height() - 1, "it is not in view")
    QTest.keyClicks(editor, "March 2025")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    readings = performance(page).metrics[3].readings
    assert (readings[0].starts_on, readings[0].ends_on, readings[0].actual) == ("2025-03-01", "2025-03-31", None)


def test_what_is_agreed_is_saved_when_a_field_is_left(page):
    form = page.metrics.definition.figures
    field = form.field("metric.target")
    field.setText("99.7")
    field.editingFinished.emit()
    assert performance(page).metrics[0].target == 99.7
    field.setText("soon")
    field.editingFinished.emit()
    assert performance(page).metrics[0].target == 99.7
    assert field.property("state") == "error"
    QTest.keyClick(field, Qt.Key.Key_Escape)


def test_a_metric_is_deleted_and_comes_back(page):
    page.findChild(QPushButton, "performance.delete").click()
    assert [each.code for each in performance(page).metrics] == ["K02", "K09", "K15"]
    page.session.undo()
    assert len(performance(page).metrics[0].readings) == 6


def test_credits_say_what_is_at_risk_due_and_claimed(page):
    page.tabs.choose("credits")
    settle()
    tab = page.credits
    figures = [each.text() for each in tab.findChildren(QLabel)]
    assert {"EUR 30,000", "95 %", "EUR 27,000", "Not reached"} <= set(figures)
    first = [str(tab.months.rows.index(0, column).data()) for column in range(1, 4)]
    assert first == [
        "EUR 27,000", "Not claimed yet", "Service availability (2 in a row); Time to restore a critical service",
    ]  # fmt: skip
    state = tab.claim.field("claim.state")
    state.setCurrentIndex(state.findData("claimed"))
    state.activated.emit(state.currentIndex())
    (claim,) = performance(page).claims
    assert (claim.amount, str(claim.state)) == (2_700_000, "claimed")
    assert str(tab.months.rows.index(0, 2).data()) == "Claimed"


def test_availability_is_worked_out_as_it_is_typed(page):
    page.tabs.choose("availability")
    settle()
    tab = page.availability
    words = [each.text() for each in tab.findChildren(QLabel)]
    assert "43.2 minutes of downtime a month" in words
    assert any(each.startswith("99.2017 % together") for each in words)
    tab.level.setText("99")
    assert "7 h 12 min of downtime a month" in [each.text() for each in tab.findChildren(QLabel)]
    tab.level.setText("many")
    assert "Type one number between 0 and 100." in [each.text() for each in tab.findChildren(QLabel)]


def write_report(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["KPI", "Month", "Actual"], *rows])
    return path


def last_month():
    return f"{month_back(7):%Y-%m}"


def test_a_report_is_imported_and_says_that_it_is_known_the_second_time(page, answers, tmp_path):
    rows = [["K01", last_month(), "99.97"], ["Uptime", last_month(), "98"], ["K02", last_month(), "about 4"]]
    answers.open = write_report(tmp_path / "Report.csv", rows)
    page.acts["import"].trigger()
    way = read_in(page)
    assert way.why_not(CHECK) == "Answer 2 questions to go on"
    press(way, "import.answer.name.Uptime.none")
    press(way, "import.answer.C4.open")
    way.bring_in()
    settle()
    reading = performance(page).metrics[0].readings[0]
    assert (reading.actual, reading.cell) == (99.97, "C2")
    page.acts["import"].trigger()
    way = read_in(page)
    assert way.preview.imported_on is not None


def read_in(page):
    """Return how the file comes in that is being read on the import page, at the doubts."""
    window = page.window_
    wait_until(lambda: window.page is not page and window.page._work.draft is not None, "the report was not read")
    work = window.page._work
    work.next.click()
    work.next.click()
    settle()
    return work.way


def press(way, name):
    way.check.findChild(QPushButton, name).click()
    settle()


def test_readings_are_pasted(page):
    QGuiApplication.clipboard().setText(f"K09\t{last_month()}\t91\n")
    page.acts["paste"].trigger()
    way = read_in(page)
    assert way.why_not(CHECK) == ""
    way.bring_in()
    settle()
    assert performance(page).metrics[2].readings[0].actual == 91


def test_months_pasted_into_the_list_find_their_readings(page):
    readings = page.metrics.readings
    place = 3
    page.metrics.table.select(performance(page).metrics[place].id)
    held = {each.starts_on: each.actual for each in performance(page).metrics[place].readings}
    newest = max(held)
    QGuiApplication.clipboard().setText(f"Period\tActual\n{newest}\t91.5\n2020-01\t90.5")
    readings.table.setCurrentIndex(readings.model.index(0, 0))
    QTest.keyClick(readings.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    after = {each.starts_on: each.actual for each in performance(page).metrics[place].readings}
    assert after == {**held, newest: 91.5, "2020-01-01": 90.5}


def test_a_clipboard_without_readings_is_told_about(page):
    QGuiApplication.clipboard().setText("Dear all")
    page.acts["paste"].trigger()
    settle()
    assert page.window_.page is page


def test_a_warning_leads_to_its_metric(page):
    metric = performance(page).metrics[2].id
    page.window_.go(Place("performance", "metric", metric))
    assert page.metrics.table.metric_id == metric
    page.window_.go(Place("performance", field="credits"))
    assert page.tabs.key == "credits"


def test_without_metrics_those_that_fit_are_proposed_with_reasons(desktop, tmp_path):
    page = shown(desktop.open(write_performance(tmp_path / "new.odesk", is_begun=False)))
    ticks = page.choosing.ticks
    assert ticks["K09"].isChecked()
    assert ticks["K09"].accessibleDescription() == "Shows whether the goal “Users who like to call” is reached."
    assert "K11" not in ticks
    for code, tick in ticks.items():
        tick.setChecked(code in ("K09", "K26"))
    assert page.choosing.button.text() == "Take 2 metrics"
    page.choosing.button.click()
    settle()
    assert [each.code for each in performance(page).metrics] == ["K09", "K26"]
    assert text_of(page, "performance.headline") == "2 metrics are agreed; nothing was measured yet"
    page.acts["choose"].trigger()
    assert "K09" not in page.choosing.ticks
    page.choosing.back.click()
    assert page.metrics.isVisibleTo(page)


def test_a_metric_of_our_own_is_added(page):
    page.acts["add"].trigger()
    settle()
    assert performance(page).metrics[-1].name == "New metric"
    assert page.metrics.chosen.name == "New metric"


def test_an_empty_file_says_where_to_begin(desktop, tmp_path):
    from outsource_desk.services.starting import start_file

    start_file(tmp_path / "empty.odesk").close()
    page = shown(desktop.open(tmp_path / "empty.odesk"))
    assert isinstance(page.first_focus().parent(), EmptyState)


def test_a_read_only_file_can_be_looked_at_but_not_changed(desktop, tmp_path):
    window = desktop.open(write_performance(tmp_path / "fixed.odesk"), read_only=True)
    page = shown(window)
    for tab in ("metrics", "credits", "availability"):
        page.tabs.choose(tab)
    assert page.acts["record"].why_not
    assert not page.findChild(QPushButton, "performance.delete").isEnabled()
    assert page.metrics.definition.figures.field("metric.name").isReadOnly()


@pytest.mark.parametrize("tab", ["metrics", "credits", "availability"])
def test_nothing_is_wider_than_the_smallest_window_with_the_largest_text(page, tab):
    look.dress(Scheme.LIGHT, 150)
    try:
        page.window().resize(1024, 640)
        page.tabs.choose(tab)
        settle(50)
        pane = {"metrics": page.metrics, "credits": page.credits, "availability": page.availability}[tab].pane
        assert pane.widget().minimumSizeHint().width() <= pane.viewport().width()
    finally:
        look.dress(Scheme.LIGHT, 100)
