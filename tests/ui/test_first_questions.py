"""What a new user asks first: why somebody leads, what is marked, who competes, how a number is written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QPushButton, QTableView

from outsource_desk.services.candidates import list_candidates
from outsource_desk.services.criteria import update_criterion
from outsource_desk.services.questionnaires import delete_questionnaire
from outsource_desk.services.vendors import find_vendor
from outsource_desk.ui.models.vendors import COMPETES, GATES, RANK, STATE, TOTAL
from outsource_desk.ui.pages.vendors import VendorsPage
from outsource_desk.ui.scoring.matrix_view import MatrixView
from outsource_desk.ui.scoring.ranking_words import reasons_of_lead, total_text, verdict_sentence
from outsource_desk.ui.vendors.directory import ADD


@pytest.fixture
def view(window) -> MatrixView:
    window.go_to("scoring")
    window.page.tabs.choose("matrix")
    found = window.page.findChild(MatrixView)
    assert found is not None
    return found


@pytest.fixture
def vendors(window) -> VendorsPage:
    window.go_to("vendors")
    assert isinstance(window.page, VendorsPage)
    return window.page


def test_why_on_home_opens_the_explanation_with_its_reasons_on_top(window, qtbot):
    window.go_to("home")
    qtbot.mouseClick(window.page.findChild(QPushButton, "home.why"), Qt.MouseButton.LeftButton)
    dialog = window.page.findChild(QDialog, "why")
    assert dialog.isVisible()
    reasons = dialog.findChild(QLabel, "why.reasons").text()
    first, second = window.session.ranking.ranked[:2]
    assert reasons.startswith(f"{first.candidate.name} is ahead of {second.candidate.name} on ")
    assert reasons == reasons_of_lead(window.session.evaluation, window.session.ranking)
    best = max(
        (each for each in window.session.evaluation.criteria if each.parent_id is None),
        key=lambda each: first.contributions.get(each.id, 0.0) - second.contributions.get(each.id, 0.0),
    )
    assert f" on {best.name} (+" in reasons
    dialog.accept()


def test_open_scores_are_not_spoken_of_where_none_are_open(window):
    ranking = window.session.ranking
    said = verdict_sentence(ranking)
    has_open = any(each.high - each.low >= 0.05 for each in ranking.ranked)
    assert ("Open scores" in said) <= has_open


def test_a_missed_minimum_that_is_no_gate_is_marked_and_said_in_the_matrix(window, view):
    model, evaluation = view.model(), window.session.evaluation
    cell, leaf = next(
        (key, each)
        for each in evaluation.criteria
        if each.measure == "judged" and not each.is_gate
        for key, value in window.session.ranking.cells.items()
        if key[1] == each.id and value.points is not None and value.points < each.maximum
    )
    index = model.index_of(cell)
    assert "below the minimum" not in model.spoken(index.row(), index.column())
    window.session.try_act(update_criterion, leaf.id, "minimum", leaf.maximum)
    index = model.index_of(cell)
    face = model.face_at(index.row(), index.column())
    assert (face.is_below, face.fails_gate) == (True, False)
    assert "below the minimum" in model.spoken(index.row(), index.column())


def test_a_pasted_number_with_a_comma_is_refused_with_the_way_to_write_it(window, view, qtbot):
    evaluation = window.session.evaluation
    leaf = next(each for each in evaluation.criteria if each.measure == "judged" and each.parent_id is not None)
    view.show_cell((evaluation.candidates[0].id, leaf.id))
    view.setFocus()
    QGuiApplication.clipboard().setText("3,5")
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    table = window.page.findChild(QTableView, "refusals.table")
    assert table.isVisible()
    reason = table.model().index(0, 2).data()
    assert reason.endswith("You typed “3,5”. Write 3.5.")
    assert table.model().index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == reason


def test_after_undo_the_panel_says_no_longer_that_values_were_taken(window, view, qtbot):
    evaluation = window.session.evaluation
    price = next(each for each in evaluation.criteria if each.measure == "price")
    view.show_cell((evaluation.candidates[0].id, price.id))
    view.setFocus()
    QGuiApplication.clipboard().setText("7123456\tcheap")
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    panel = window.page.findChild(QFrame, "refusals")
    assert panel.accessibleName() == "1 value was not taken; 1 were."
    window.session.undo()
    assert panel.accessibleName() == "1 value was not taken."


def test_the_vendors_show_totals_as_the_ranking_does_and_who_competes_without_scrolling(window, vendors):
    table, model = vendors.directory.table, vendors.directory.model
    standing = window.session.ranking.ranked[0]
    row = model.place_of(("vendor", standing.candidate.vendor_id))
    assert model.index(row, TOTAL).data() == total_text(standing)
    right = table.columnViewportPosition(COMPETES) + table.columnWidth(COMPETES)
    assert right <= table.viewport().width()
    for column in (RANK, TOTAL, GATES):
        assert table.columnViewportPosition(column) + table.columnWidth(column) <= table.viewport().width()


def test_gates_say_a_dash_where_the_initiative_has_none(window, vendors):
    standing = window.session.ranking.ranked[0]
    model = vendors.directory.model
    window.session.try_act(delete_questionnaire, window.session.initiative_id)
    for each in window.session.evaluation.criteria:
        if each.is_gate:
            window.session.try_act(update_criterion, each.id, "is_gate", False)
    row = model.place_of(("vendor", standing.candidate.vendor_id))
    assert model.index(row, GATES).data() == "–"
    assert model.index(row, GATES).data(STATE) is None


def test_a_new_vendor_becomes_a_candidate_with_one_click_and_one_edit(window, vendors, qtbot):
    vendors.directory.ask_name()
    field = vendors.directory.findChild(QLineEdit, ADD)
    qtbot.keyClicks(field, "Fennel Works")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    desk = window.session.desk
    (offer,) = [each for each in window.findChildren(QPushButton, "toast.action") if each.isVisible()]
    assert offer.text() == "Make it a candidate"
    before = desk.journal.revision
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert desk.journal.revision == before + 1
    found = find_vendor(desk, "Fennel Works")
    assert found in {each.vendor_id for each in list_candidates(desk, window.session.initiative_id)}
    assert window.toasts.text == "Fennel Works is now a candidate."
