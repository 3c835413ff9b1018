"""The curve editor: by mouse, by keys and by fields, each act saved at once and undone by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from outsource_desk.domain.criterion import Curve, Measure, leaves_of
from outsource_desk.services.criteria import delete_criterion, load_criterion, turn_curve, update_criterion
from outsource_desk.ui.pages.scoring import ScoringPage
from outsource_desk.ui.scoring.criterion_form import CriterionForm
from outsource_desk.ui.scoring.curve_editor import CurveEditor

STEPS = ((0, 0), (2, 20), (4, 85), (5, 100))


@pytest.fixture
def price(window):
    return next(each.id for each in window.session.evaluation.criteria if each.measure is Measure.PRICE)


@pytest.fixture
def judged(window):
    return next(each.id for each in leaves_of(window.session.evaluation.criteria) if each.measure is Measure.JUDGED)


@pytest.fixture
def edit(window, qtbot):
    """Open the editor: ``edit(criterion_id)``."""

    def edit(criterion_id):
        editor = CurveEditor(window, window.session, criterion_id)
        with qtbot.waitExposed(editor):
            editor.open()
        editor.activateWindow()
        qtbot.waitUntil(editor.isActiveWindow)
        return editor

    yield edit
    for editor in window.findChildren(CurveEditor):
        editor.close()


def leaf(window, criterion_id):
    return load_criterion(window.session.desk, criterion_id)


def choose(editor, curve):
    field = editor.findChild(QComboBox, "curve.curve")
    field.setCurrentIndex(field.findData(curve))
    field.activated.emit(field.currentIndex())


def type_into(field, text, qtbot):
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def values(editor):
    model = editor.values.model()
    return [model.index(row, 2).data() for row in range(model.rowCount())]


def test_a_curve_is_chosen_and_begins_with_the_ends_of_the_scale(window, judged, edit):
    editor = edit(judged)
    assert editor.findChild(QPushButton, "curve.turn").isVisible()
    choose(editor, "piecewise")
    assert leaf(window, judged).points == ((0, 0), (5, 100))
    assert len(editor.rows.fields) == 3  # and one more
    window.session.undo()
    assert leaf(window, judged).curve is Curve.LINEAR
    assert not editor.rows.isVisible()


def test_points_are_typed_added_and_removed(window, judged, edit, qtbot):
    editor = edit(judged)
    choose(editor, "piecewise")
    type_into(editor.rows.fields[2][0], "4", qtbot)
    assert leaf(window, judged).points == ((0, 0), (5, 100))  # half a point waits
    type_into(editor.rows.fields[2][1], "85", qtbot)
    assert leaf(window, judged).points == ((0, 0), (4, 85), (5, 100))
    qtbot.mouseClick(editor.findChild(QPushButton, "curve.remove_1"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: leaf(window, judged).points == ((0, 0), (5, 100)))


def test_a_point_that_nobody_types_keeps_the_decimals_that_do_not_show(window, judged, edit, qtbot):
    editor = edit(judged)
    choose(editor, "piecewise")
    window.session.act(update_criterion, judged, "points", [(0, 0), (1.23456, 33.33333), (5, 100)])
    type_into(editor.rows.fields[2][1], "90", qtbot)
    assert leaf(window, judged).points == ((0, 0), (1.23456, 33.33333), (5, 90))


def test_what_is_refused_is_said_and_nothing_changes(window, judged, edit, qtbot):
    editor = edit(judged)
    choose(editor, "piecewise")
    type_into(editor.rows.fields[0][1], "120", qtbot)
    assert leaf(window, judged).points == ((0, 0), (5, 100))
    assert "100" in editor.findChild(QLabel, "curve.error").text()
    type_into(editor.rows.fields[0][1], "many", qtbot)
    assert leaf(window, judged).points == ((0, 0), (5, 100))


def test_a_point_is_dragged_and_saved_once_when_it_is_dropped(window, judged, edit, qtbot):
    update_criterion(window.session.desk, judged, "points", STEPS)
    update_criterion(window.session.desk, judged, "curve", "piecewise")
    editor = edit(judged)
    picture, before = editor.picture, window.session.desk.journal.revision
    worth = values(editor)
    start, end = (picture.place_of(2, value).toPoint() for value in (20, 60))
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(picture, end)
    assert values(editor) != worth  # live
    assert window.session.desk.journal.revision == before
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=end)
    assert leaf(window, judged).points == ((0, 0), (2, 60), (4, 85), (5, 100))
    window.session.undo()
    assert leaf(window, judged).points == STEPS
    assert values(editor) == worth


def test_points_are_moved_by_keys_and_stay_between_their_neighbours(window, judged, edit, qtbot):
    update_criterion(window.session.desk, judged, "points", STEPS)
    update_criterion(window.session.desk, judged, "curve", "piecewise")
    editor = edit(judged)
    picture = editor.picture
    picture.setFocus()
    qtbot.keyClick(picture, Qt.Key.Key_PageDown)
    assert picture.accessibleDescription().startswith("Point 2 of 4: 2 is worth 20.")
    qtbot.keyClick(picture, Qt.Key.Key_Up)
    qtbot.keyClick(picture, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert leaf(window, judged).points[1] == (2.5, 31)
    for _ in range(6):
        qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert leaf(window, judged).points[1][0] < 4
    qtbot.keyClick(picture, Qt.Key.Key_PageUp)
    qtbot.keyClick(picture, Qt.Key.Key_Down)
    assert leaf(window, judged).points[0] == (0, 0)


def test_floor_and_ceiling_of_a_price_are_dragged_sideways(window, price, edit, qtbot):
    editor = edit(price)
    picture = editor.picture
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=picture.place_of(14_000_000, 0).toPoint())
    qtbot.mouseMove(picture, picture.place_of(13_000_000, 40).toPoint())
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton)
    assert leaf(window, price).worst == pytest.approx(13_000_000, abs=200_000)
    assert leaf(window, price).best == 9_000_000


def test_prices_are_compared_with_the_offers_that_count(window, price, edit, qtbot):
    editor = edit(price)
    choose(editor, "multiple")
    assert leaf(window, price).curve is Curve.MULTIPLE
    assert values(editor)[:2] == ["100.0", "100.0"]  # the cheapest misses a gate, the next sets the scale
    type_into(editor.findChild(QLineEdit, "curve.multiple"), "1.5", qtbot)
    assert leaf(window, price).multiple == 1.5
    assert not editor.turn.isVisible()
    assert not editor.ends.isVisible()


def test_a_curve_is_turned_round(window, judged, price, edit, qtbot):
    editor = edit(judged)
    qtbot.mouseClick(editor.turn, Qt.MouseButton.LeftButton)
    assert leaf(window, judged).less_is_better
    qtbot.mouseClick(editor.turn, Qt.MouseButton.LeftButton)
    assert not leaf(window, judged).less_is_better
    choose(editor, "piecewise")
    qtbot.mouseClick(editor.turn, Qt.MouseButton.LeftButton)
    assert leaf(window, judged).points == ((0, 100), (5, 0))
    choose(editor, "linear")
    update_criterion(window.session.desk, judged, "points", ((0, 0), (2, 100), (5, 0)))
    choose(editor, "target")
    qtbot.mouseClick(editor.turn, Qt.MouseButton.LeftButton)
    assert "one best amount" in editor.findChild(QLabel, "curve.error").text()
    turn_curve(window.session.desk, price)
    assert (leaf(window, price).worst, leaf(window, price).best) == (9_000_000, 14_000_000)


def test_the_editor_closes_where_its_criterion_is_gone(window, judged, edit, qtbot):
    editor = edit(judged)
    with qtbot.waitSignal(editor.rejected):
        delete_criterion(window.session.desk, judged)


def test_the_form_says_the_curve_and_leads_to_the_editor(window, price, qtbot):
    window.go_to("scoring")
    page = window.page
    assert isinstance(page, ScoringPage)
    page.tabs.choose("criteria")
    form = page.findChild(CriterionForm)
    assert form is not None
    form.show_criterion(leaf(window, price), is_group=False)
    told = form.findChild(QLabel, "criterion.curve")
    assert told is not None
    assert told.text() == "Counts by: Floor and ceiling"
    assert form.findChild(QLineEdit, "worst") is not None
    qtbot.mouseClick(form.findChild(QPushButton, "criterion.draw"), Qt.MouseButton.LeftButton)
    editor = window.findChild(CurveEditor)
    assert editor is not None
    choose(editor, "lowest")
    assert form.criterion is not None
    editor.close()
    form.show_criterion(leaf(window, price), is_group=False)
    assert form.findChildren(QLabel, "criterion.curve")[-1].text() == "Counts by: Lowest / price"
    form.focus_field("points")
