"""Typing into the score matrix: by keys, on a real file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from outsource_desk.services.desk import open_desk
from outsource_desk.ui.formats import use_formats
from tests.ui.matrix_scene import (
    ARDENFELL,
    CALLISTEN,
    CONTROL,
    DELETE,
    ENTER,
    ESCAPE,
    FIT,
    GATE,
    PRACTICE,
    PRICE,
    SENNEVALE,
    SHIFT,
    SKILLS,
    TAB,
    Scene,
    open_scene,
)


@pytest.fixture
def scene(window, qtbot) -> Scene:
    """The matrix with one evaluator, so that what is typed is their score."""
    scene = open_scene(window, qtbot)
    scene.keep_evaluators(1)
    return scene


@pytest.fixture
def moderated(window, qtbot) -> Scene:
    """The matrix with three evaluators, so that what is typed is agreed on."""
    return open_scene(window, qtbot)


def test_digits_begin_a_score_and_enter_writes_it_and_goes_down(scene):
    scene.go(ARDENFELL, FIT)
    scene.type("4")
    assert scene.field is not None
    assert scene.field.text() == "4"
    scene.type(".5")
    assert scene.points(ARDENFELL, FIT) != 4.5, "nothing is written while somebody types"
    scene.press(ENTER)
    assert scene.points(ARDENFELL, FIT) == 4.5
    assert scene.text(ARDENFELL, FIT) == "4.5"
    assert scene.where() == (ARDENFELL, PRACTICE)


def test_tab_goes_right_and_scores_can_be_typed_one_after_the_other(scene):
    scene.go(ARDENFELL, FIT)
    scene.type("1")
    scene.press(TAB)
    scene.type("2")
    scene.press(TAB)
    assert (scene.points(ARDENFELL, FIT), scene.points(CALLISTEN, FIT)) == (1, 2)
    assert scene.where() == (SENNEVALE, FIT)
    scene.type("3")
    scene.press(Qt.Key.Key_Backtab)
    assert scene.where() == (CALLISTEN, FIT)


def test_enter_after_the_last_part_of_a_group_goes_on_in_the_next_group(scene):
    scene.go(ARDENFELL, "Track record and references")
    scene.type("4")
    scene.press(ENTER)
    assert scene.where() == (ARDENFELL, GATE)


def test_arrows_write_what_was_begun_by_typing_but_move_inside_what_f2_opened(scene):
    scene.go(ARDENFELL, FIT)
    scene.type("2")
    scene.press(Qt.Key.Key_Right)
    assert scene.points(ARDENFELL, FIT) == 2
    assert scene.where() == (CALLISTEN, FIT)
    scene.press(Qt.Key.Key_F2)
    assert scene.field is not None
    scene.press(Qt.Key.Key_End, Qt.Key.Key_Left)
    assert scene.field.cursorPosition() == len(scene.field.text()) - 1


def test_escape_brings_back_what_was_there(scene):
    scene.go(ARDENFELL, FIT)
    before = scene.points(ARDENFELL, FIT)
    scene.type("1")
    scene.press(ESCAPE)
    assert scene.field is None
    assert scene.points(ARDENFELL, FIT) == before


def test_a_comma_is_a_decimal_mark_where_the_format_says_so(scene):
    use_formats("de_DE")
    scene.go(ARDENFELL, FIT)
    scene.type("2,5")
    scene.press(ENTER)
    assert scene.points(ARDENFELL, FIT) == 2.5
    assert scene.text(ARDENFELL, FIT) == "2,5"


@pytest.mark.parametrize("typed", ["7", "4.3", "abc"])
def test_a_value_outside_the_scale_stays_in_its_field_with_the_sentence_that_says_why(scene, typed):
    scene.go(ARDENFELL, FIT)
    before = scene.points(ARDENFELL, FIT)
    scene.press(Qt.Key.Key_F2)
    assert scene.field is not None
    scene.field.clear()
    scene.type(typed)
    scene.press(ENTER)
    assert scene.field is not None
    assert scene.field.text() == typed
    assert scene.field.property("state") == "error"
    sentence = f"{FIT} must be 0 to 5 by 0.5. You typed “{typed}”."
    assert scene.view.bubble.isVisible()
    assert scene.view.bubble.words.text() == sentence
    assert scene.field.accessibleDescription() == sentence
    assert scene.points(ARDENFELL, FIT) == before
    scene.press(ESCAPE)
    assert scene.field is None


def test_n_is_not_applicable_and_delete_is_open_and_both_differ_from_zero(scene):
    scene.go(ARDENFELL, FIT)
    scene.type("n")
    assert scene.text(ARDENFELL, FIT) == "n/a"
    scene.press(DELETE)
    assert scene.text(ARDENFELL, FIT) == "open"
    scene.type("0")
    scene.press(ENTER)
    assert scene.text(ARDENFELL, FIT) == "0.0"


def test_delete_opens_all_selected_cells_in_one_step_to_undo(scene):
    scene.select((ARDENFELL, FIT), (CALLISTEN, SKILLS))
    before = [scene.points(who, what) for who in (ARDENFELL, CALLISTEN) for what in (FIT, PRACTICE, SKILLS)]
    scene.press(DELETE)
    after = [scene.text(who, what) for who in (ARDENFELL, CALLISTEN) for what in (FIT, PRACTICE, SKILLS)]
    assert after == ["open"] * 6
    scene.page.session.undo()
    assert [scene.points(who, what) for who in (ARDENFELL, CALLISTEN) for what in (FIT, PRACTICE, SKILLS)] == before


def test_control_and_arrows_go_to_the_edges_and_shift_selects_on_the_way(scene):
    scene.go(CALLISTEN, PRACTICE)
    scene.press(Qt.Key.Key_Right, with_=CONTROL)
    assert scene.view.current[1] == len(scene.tab.model.candidates) - 1
    scene.press(Qt.Key.Key_Up, with_=CONTROL)
    assert scene.view.current[0] == 0
    scene.press(Qt.Key.Key_Home)
    assert scene.view.current[1] == 0
    scene.go(CALLISTEN, PRACTICE)
    scene.press(Qt.Key.Key_Down, with_=CONTROL | SHIFT)
    assert scene.view.current[0] == len(scene.tab.model.rows) - 1
    rows = {index.row() for index in scene.view.selectionModel().selectedIndexes()}
    assert rows == set(range(2, len(scene.tab.model.rows)))


def test_fill_down_and_right_repeat_the_first_value_and_skip_groups(scene, window):
    scene.go(ARDENFELL, FIT)
    scene.type("2")
    scene.press(ENTER)
    scene.select((ARDENFELL, FIT), (ARDENFELL, GATE))
    window.actions_of_window["scoring.fill_down"].trigger()
    assert [scene.points(ARDENFELL, what) for what in (PRACTICE, SKILLS, GATE)] == [2, 2, 2]
    assert scene.page.session.desk.journal.undo_label == "Fill 4 scores"
    scene.select((ARDENFELL, FIT), (SENNEVALE, FIT))
    window.actions_of_window["scoring.fill_right"].trigger()
    assert [scene.points(who, FIT) for who in (CALLISTEN, SENNEVALE)] == [2, 2]


def test_fill_down_from_one_cell_repeats_the_leaf_above(scene, window):
    scene.go(ARDENFELL, "Track record and references")
    scene.type("1")
    scene.press(ENTER)
    window.actions_of_window["scoring.fill_down"].trigger()
    assert scene.points(ARDENFELL, GATE) == 1


@pytest.mark.parametrize("typed", ["9840000", "9.84m", "9840k", "9,840,000"])
def test_prices_take_amounts_as_they_are_shown_and_show_their_currency(scene, typed):
    scene.go(ARDENFELL, PRICE)
    scene.type(typed)
    scene.press(ENTER)
    assert scene.points(ARDENFELL, PRICE) == 9_840_000
    assert scene.text(ARDENFELL, PRICE) == "€ 9.84 m"


def test_typing_on_a_group_says_what_to_score_instead(scene):
    scene.go(ARDENFELL, "Technical capability")
    scene.type("4")
    assert scene.field is None
    assert scene.view.bubble.words.text().startswith("“Technical capability” is a group")


def test_a_group_closes_and_opens_by_key_and_by_its_arrow(scene, qtbot):
    model = scene.tab.model
    before = len(model.rows)
    scene.go(ARDENFELL, "Technical capability")
    scene.press(Qt.Key.Key_Space)
    assert len(model.rows) == before - 4
    header = scene.view.criteria
    spot = QPoint(18, header.sectionViewportPosition(0) + 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(model.rows) == before


def test_a_cell_in_a_closed_group_is_shown_by_opening_the_group(scene):
    scene.go(ARDENFELL, "Technical capability")
    scene.press(Qt.Key.Key_Space)
    scene.go(CALLISTEN, SKILLS)
    assert scene.where() == (CALLISTEN, SKILLS)


def test_without_evaluators_the_user_becomes_one_in_the_same_edit(window, qtbot):
    scene = open_scene(window, qtbot)
    scene.keep_evaluators(0)
    revision = scene.page.session.desk.journal.revision
    scene.go(ARDENFELL, FIT)
    scene.type("4")
    scene.press(ENTER)
    evaluation = scene.page.session.evaluation
    assert evaluation is not None
    assert [each.name for each in evaluation.evaluators] == [scene.page.session.desk.journal.author]
    assert scene.points(ARDENFELL, FIT) == 4
    assert scene.page.session.desk.journal.revision == revision + 1
    scene.page.session.undo()
    assert scene.page.session.evaluation is not None
    assert not scene.page.session.evaluation.evaluators


def test_with_several_evaluators_what_counts_is_agreed_on_with_a_reason(moderated):
    scene = moderated
    scene.go(ARDENFELL, FIT)
    before = scene.points(ARDENFELL, FIT)
    scene.type("5")
    scene.press(ENTER)
    assert scene.tab.reason.isVisible()
    assert scene.window.focusWidget() is scene.tab.reason.field
    assert scene.points(ARDENFELL, FIT) == before, "it waits for its reason"
    assert scene.text(ARDENFELL, FIT) == "5"
    scene.press(ENTER)
    assert "The reason for the agreed score has no name" in scene.tab.reason.error.text()
    scene.type("Seen live")
    scene.press(ENTER)
    assert not scene.tab.reason.isVisible()
    assert scene.points(ARDENFELL, FIT) == 5
    evaluation = scene.page.session.evaluation
    assert evaluation is not None
    agreed = {(each.candidate_id, each.criterion_id): each.rationale for each in evaluation.agreed}
    assert agreed[scene.cell(ARDENFELL, FIT)] == "Seen live"
    assert scene.window.focusWidget() is scene.view


def test_escape_in_the_reason_leaves_all_as_it_was(moderated):
    scene = moderated
    scene.go(ARDENFELL, FIT)
    before, revision = scene.text(ARDENFELL, FIT), scene.page.session.desk.journal.revision
    scene.type("5")
    scene.press(ENTER)
    scene.press(ESCAPE)
    assert not scene.tab.reason.isVisible()
    assert scene.text(ARDENFELL, FIT) == before
    assert scene.page.session.desk.journal.revision == revision


def test_one_reason_serves_all_selected_cells(moderated):
    scene = moderated
    scene.select((ARDENFELL, FIT), (CALLISTEN, PRACTICE))
    scene.type("n")
    assert scene.tab.reason.title.text() == "Reason for 4 agreed scores"
    scene.type("Out of scope")
    scene.press(ENTER)
    cells = [(ARDENFELL, FIT), (CALLISTEN, FIT), (ARDENFELL, PRACTICE), (CALLISTEN, PRACTICE)]
    assert [scene.text(*each) for each in cells] == ["n/a"] * 4


def test_a_value_that_does_not_fit_is_refused_before_a_reason_is_asked_for(moderated):
    scene = moderated
    scene.go(ARDENFELL, FIT)
    scene.type("7")
    scene.press(ENTER)
    assert not scene.tab.reason.isVisible()
    assert scene.field is not None
    scene.press(ESCAPE)


def test_in_an_evaluators_view_their_own_score_is_shown_and_recorded(moderated):
    scene = moderated
    assert scene.text(CALLISTEN, FIT) == "3.25", "the median counts"
    scene.view_of("CISO office")
    assert scene.text(CALLISTEN, FIT) == "3.0"
    scene.go(CALLISTEN, FIT)
    scene.type("4.5")
    scene.press(ENTER)
    assert not scene.tab.reason.isVisible()
    assert scene.text(CALLISTEN, FIT) == "4.5"
    scene.view_of("What counts")
    assert scene.text(CALLISTEN, FIT) == "4.0", "the median of 3.5 and 4.5"


def test_amounts_are_entered_in_every_view_without_a_reason(moderated):
    scene = moderated
    scene.go(ARDENFELL, PRICE)
    scene.type("9000000")
    scene.press(ENTER)
    assert not scene.tab.reason.isVisible()
    assert scene.points(ARDENFELL, PRICE) == 9_000_000


def test_a_file_for_reading_only_says_why_nothing_can_be_typed(open_window, sample_file, tmp_path, qtbot):
    import shutil

    path = tmp_path / "documents" / "Taken.odesk"
    shutil.copy(sample_file, path)
    with open_desk(path, author="Somebody else"):
        scene = open_scene(open_window(path), qtbot)
        scene.go(ARDENFELL, FIT)
        scene.type("4")
        assert scene.field is None
        assert scene.view.bubble.words.text().startswith("This file is open read-only.")
        scene.press(DELETE)
        assert scene.text(ARDENFELL, FIT) != "open"


def test_the_foot_says_what_typing_does(scene):
    words = [label.text() for label in scene.tab.findChildren(QLabel)]
    assert "Type points, N for not applicable, Del for open. Groups show a value of 100." in words


def test_leaving_the_page_writes_what_was_typed(scene, window):
    scene.go(ARDENFELL, FIT)
    scene.type("1")
    window.go_to("home")
    assert scene.points(ARDENFELL, FIT) == 1


def test_what_was_refused_is_listed_when_the_page_is_left(scene, window):
    scene.go(ARDENFELL, FIT)
    scene.type("7")
    window.go_to("home")
    window.go_to("scoring")
    model = scene.tab.refusals.model
    assert scene.tab.refusals.isVisible()
    assert model.index(0, 2).data() == f"{FIT} must be 0 to 5 by 0.5. You typed “7”."


def test_closing_a_group_writes_what_is_typed_inside_it(scene, qtbot):
    scene.go(ARDENFELL, FIT)
    scene.type("1")
    header = scene.view.criteria
    spot = QPoint(18, header.sectionViewportPosition(0) + 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert scene.field is None
    assert scene.points(ARDENFELL, FIT) == 1


def test_undo_while_a_cell_is_typed_takes_back_the_typing_first(scene, window):
    scene.go(ARDENFELL, FIT)
    before = scene.points(ARDENFELL, FIT)
    scene.type("1")
    scene.press(ENTER)
    scene.type("2")
    scene.press(ESCAPE)
    window.actions_of_window["edit.undo"].trigger()
    assert scene.points(ARDENFELL, FIT) == before
    assert scene.text(ARDENFELL, FIT) == "3.5"


def test_scores_typed_while_others_wait_get_the_same_reason(moderated, qtbot):
    scene = moderated
    scene.go(ARDENFELL, FIT)
    scene.type("5")
    scene.press(ENTER)
    scene.view.setFocus()
    assert scene.tab.reason.error.text() == "Not written yet: give the reason, or cancel."
    qtbot.keyClicks(scene.view, "2")
    scene.press(ENTER)
    assert scene.tab.reason.title.text() == "Reason for 2 agreed scores"
    scene.type("Settled on 3 May")
    scene.press(ENTER)
    assert (scene.points(ARDENFELL, FIT), scene.points(ARDENFELL, PRACTICE)) == (5, 2)


def test_a_window_with_scores_that_wait_for_a_reason_is_not_closed_without_a_word(moderated, window):
    scene = moderated
    scene.go(ARDENFELL, FIT)
    scene.type("5")
    scene.press(ENTER)
    scene.view.setFocus()
    assert window.refused_field() is scene.tab.reason.field
    scene.tab.writer.drop()
    assert window.refused_field() is None
