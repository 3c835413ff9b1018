"""Finding weights: what is typed or judged, what follows at once, what is kept, and freezing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget

from outsource_desk.domain.weighting import Purpose, WeightMethod
from outsource_desk.services.criteria import add_criterion, change_weight, list_criteria
from outsource_desk.services.found_weights import Said
from outsource_desk.services.freezing import unfreeze_weights
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.weighting import elicitation_of, record_weighting
from outsource_desk.ui.formats import use_formats
from outsource_desk.ui.scoring.weighting.dialog import WeightingDialog
from outsource_desk.ui.scoring.weighting.scale_bar import STEPS, ratio_of, step_of
from outsource_desk.ui.theme import Scheme
from outsource_desk.ui.widgets.notice import Notice
from tests.ui.tour import settle

SWINGS = [100, 80, 40, 60, 20, 100]


@pytest.fixture
def criteria_page(window):
    window.go_to("scoring")
    window.page.tabs.choose("criteria")
    return window.page


def part(parent, name: str, kind=QWidget):
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def text(parent, name: str) -> str:
    return part(parent, name, QLabel).text()


def act(window, name: str) -> None:
    window.actions_of_window[name].trigger()


def top_level(window):
    found = list_criteria(window.session.desk, window.session.initiative_id)
    return [each for each in found if each.parent_id is None]


def kept_of(window, parent_id: int | None):
    """Return how a level was weighed."""
    kept = elicitation_of(window.session.evaluation, None, parent_id)
    assert kept is not None
    return kept


def open_dialog(window) -> WeightingDialog:
    settle()  # an earlier dialog goes
    act(window, "criteria.find_weights")
    found = window.findChild(QDialog, "weighting")
    assert isinstance(found, WeightingDialog)
    return found


def choose(field, value: str) -> None:
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())
    settle()  # what was shown before goes


def choose_top_level(dialog: WeightingDialog) -> None:
    choose(dialog.level, "")


def type_answers(window, dialog: WeightingDialog, answers) -> None:
    for each, answer in zip(top_level(window), answers, strict=True):
        part(dialog, f"weighting.answer_{each.id}", QLineEdit).setText(str(answer))


def press(dialog, name: str, qtbot) -> None:
    qtbot.mouseClick(part(dialog, name, QPushButton), Qt.MouseButton.LeftButton)


def thawed(window) -> None:
    unfreeze_weights(window.session.desk, window.session.initiative_id)


def test_swings_become_official_weights_and_the_effect_shows_before_they_are_applied(window, criteria_page, qtbot):
    thawed(window)
    dialog = open_dialog(window)
    choose_top_level(dialog)
    choose(dialog.method, WeightMethod.SWING)
    assert "worst to the best offer here" in text(dialog, "weighting.question")
    type_answers(window, dialog, SWINGS)
    first = top_level(window)[0]
    weighs = text(dialog, f"weighting.share_{first.id}")
    counts = text(dialog, f"weighting.counts_{first.id}")
    assert counts.startswith(f"The step counts 25.0 %, the criterion weighs {weighs}; now ")
    assert "first" in text(dialog, "weighting.effect")
    assert "one point of quality" in text(dialog, "weighting.worth")
    part(dialog, "weighting.given_by", QLineEdit).setText("Board")
    press(dialog, "weighting.apply", qtbot)
    kept = kept_of(window, None)
    per_step = [
        swing / ((each.best or 0) - (each.worst or 0)) for swing, each in zip(SWINGS, kept.answers, strict=True)
    ]
    expected = [100 * each / sum(per_step) for each in per_step]
    assert [each.weight for each in top_level(window)] == pytest.approx(expected)
    assert weighs == f"{expected[0]:.1f} %"
    assert (kept.method, kept.given_by) == (WeightMethod.SWING, "Board")
    window.session.undo()
    assert first.weight == top_level(window)[0].weight


def test_swings_about_other_steps_keep_them_until_the_level_is_asked_about_anew(window, criteria_page, qtbot):
    thawed(window)
    top = [each.id for each in top_level(window)]
    said = Said(WeightMethod.SWING, dict(zip(top, SWINGS, strict=True)), ends=dict.fromkeys(top, (0.0, 50.0)))
    record_weighting(window.session.desk, window.session.initiative_id, None, said)
    first = top_level(window)[0]
    again = open_dialog(window)
    choose_top_level(again)
    assert text(again, f"weighting.step_{first.id}") == "from 0.0 to 50.0 of 100"
    assert text(again, f"weighting.share_{first.id}") == "25.0 %"
    assert "changed since" not in text(again, "weighting.note")
    press(again, "notice.button", qtbot)
    settle()
    assert again.findChild(Notice) is None
    assert text(again, f"weighting.step_{first.id}") != "from 0.0 to 50.0 of 100"
    press(again, "weighting.apply", qtbot)
    now = next(each for each in kept_of(window, None).answers if each.criterion_id == first.id)
    assert (now.worst, now.best) != (0, 50)


def test_answers_are_there_again_when_the_dialog_is_opened_again(window, criteria_page, qtbot):
    thawed(window)
    dialog = open_dialog(window)
    choose_top_level(dialog)
    choose(dialog.method, WeightMethod.RANK_SUM)
    type_answers(window, dialog, [1, 2, 2, 4, 5, 6])
    press(dialog, "weighting.apply", qtbot)
    again = open_dialog(window)
    choose_top_level(again)
    assert again.method.currentData() == WeightMethod.RANK_SUM
    fields = [part(again, f"weighting.answer_{each.id}", QLineEdit).text() for each in top_level(window)]
    assert fields == ["1", "2", "2", "4", "5", "6"]
    assert "changed since" not in text(again, "weighting.note")
    again.reject()
    change_weight(window.session.desk, top_level(window)[0].id, 60)
    again = open_dialog(window)
    choose_top_level(again)
    assert "changed since" in text(again, "weighting.note")


def test_what_is_typed_stays_while_another_method_is_looked_at(window, criteria_page):
    dialog = open_dialog(window)
    choose_top_level(dialog)
    choose(dialog.method, WeightMethod.POINTS)
    type_answers(window, dialog, [1, 2, 3, 4, 5, 6])
    choose(dialog.method, WeightMethod.PAIRWISE)
    choose(dialog.method, WeightMethod.POINTS)
    assert part(dialog, f"weighting.answer_{top_level(window)[2].id}", QLineEdit).text() == "3"


def test_answers_that_are_missing_or_no_numbers_say_so_and_are_not_applied(window, criteria_page, qtbot):
    dialog = open_dialog(window)
    choose_top_level(dialog)
    choose(dialog.method, WeightMethod.POINTS)
    before = [each.weight for each in top_level(window)]
    type_answers(window, dialog, [1, 2, 3, 4, 5, ""])
    assert "There is no answer yet" in text(dialog, "weighting.note")
    type_answers(window, dialog, [1, 2, 3, 4, 5, "many"])
    assert "many" in text(dialog, "weighting.note")
    part(dialog, "weighting.reason", QLineEdit).setText("Why not")
    press(dialog, "weighting.apply", qtbot)
    assert "many" in text(dialog, "weighting.error")
    assert dialog.isVisible()
    assert [each.weight for each in top_level(window)] == before


def test_up_and_down_change_a_number_and_enter_goes_on(window, criteria_page, qtbot):
    dialog = open_dialog(window)
    choose_top_level(dialog)
    choose(dialog.method, WeightMethod.SWING)
    type_answers(window, dialog, [50, 50, 50, 50, 50, 98])
    fields = [part(dialog, f"weighting.answer_{each.id}", QLineEdit) for each in top_level(window)]
    qtbot.keyClick(fields[5], Qt.Key.Key_Up)
    qtbot.keyClick(fields[0], Qt.Key.Key_Down)
    assert (fields[5].text(), fields[0].text()) == ("100", "45")
    fields[0].setFocus()
    qtbot.keyClick(fields[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: fields[1].hasFocus())
    choose(dialog.method, WeightMethod.CENTROID)
    field = part(dialog, f"weighting.answer_{top_level(window)[0].id}", QLineEdit)
    field.setText("3")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "2"  # up the order


def test_pairs_are_judged_with_keys_and_a_contradiction_is_mended_with_one_click(window, criteria_page, qtbot):
    thawed(window)
    dialog = open_dialog(window)
    price_group = top_level(window)[3]  # three parts
    choose(dialog.level, str(price_group.id))
    choose(dialog.method, WeightMethod.PAIRWISE)
    scale = part(dialog, "weighting.scale")
    assert "connected" in text(dialog, "weighting.consistency")
    qtbot.keyClick(scale, Qt.Key.Key_Left)
    qtbot.keyClick(scale, Qt.Key.Key_Left)  # the first 3 times
    qtbot.keyClick(scale, Qt.Key.Key_Return)
    assert "Pair 2 of 3, 1 judged" in text(dialog, "weighting.pair_count")
    qtbot.keyClicks(scale, "1")  # the same
    qtbot.keyClick(scale, Qt.Key.Key_Return)
    qtbot.keyClicks(scale, "9")
    assert "matters 9 times" in text(dialog, "weighting.pair_words")
    assert "contradict" in text(dialog, "weighting.consistency")
    assert "Saaty 1980" in text(dialog, "weighting.consistency")
    press(dialog, "weighting.take_0", qtbot)
    assert "fine" in text(dialog, "weighting.consistency")
    press(dialog, "weighting.apply", qtbot)
    kept = kept_of(window, price_group.id)
    assert len(kept.judgements) == 3
    again = open_dialog(window)
    choose(again.level, str(price_group.id))
    assert "Pair 1 of 3, 3 judged" in text(again, "weighting.pair_count")


def test_a_pair_may_be_left_out(window, criteria_page, qtbot):
    dialog = open_dialog(window)
    choose(dialog.level, str(top_level(window)[3].id))
    choose(dialog.method, WeightMethod.PAIRWISE)
    scale = part(dialog, "weighting.scale")
    qtbot.keyClicks(scale, "3")
    qtbot.keyClick(scale, Qt.Key.Key_Return)
    qtbot.keyClicks(scale, "5")
    assert "fine" in text(dialog, "weighting.consistency")  # two pairs of three weigh all
    press(dialog, "weighting.pair_skip", qtbot)
    assert "1 judged" in text(dialog, "weighting.pair_count")
    press(dialog, "weighting.pair_back", qtbot)
    assert "Which matters more?" in text(dialog, "weighting.pair_words")


def test_the_steps_of_the_scale_are_ratios():
    assert [ratio_of(step) for step in (-8, -1, 0, 1, 8)] == [9, 2, 1, 1 / 2, 1 / 9]
    assert [step_of(ratio_of(step)) for step in STEPS] == list(STEPS)


def test_a_person_who_is_not_listed_yet_is_added_with_the_answers(window, criteria_page, qtbot):
    dialog = open_dialog(window)
    choose_top_level(dialog)
    choose(dialog.whose, "new person")
    choose(dialog.method, WeightMethod.POINTS)
    type_answers(window, dialog, [6, 1, 1, 1, 1, 0])
    press(dialog, "weighting.apply", qtbot)
    assert "no name" in text(dialog, "weighting.error")
    part(dialog, "weighting.name", QLineEdit).setText("Head of HR")
    before, revision = [each.weight for each in top_level(window)], window.session.desk.journal.revision
    press(dialog, "weighting.apply", qtbot)
    added = window.session.evaluation.weight_sets[-1]
    assert (added.name, added.purpose) == ("Head of HR", Purpose.PERSON)
    assert dict(added.weights)[top_level(window)[0].id] == pytest.approx(60)
    assert [each.weight for each in top_level(window)] == before
    assert window.session.desk.journal.revision == revision + 1


def test_frozen_weights_change_only_with_a_reason_and_the_line_says_so(window, criteria_page, qtbot):
    assert "unchanged since" in text(criteria_page, "criteria.frozen_words")
    dialog = open_dialog(window)
    choose_top_level(dialog)
    choose(dialog.method, WeightMethod.DIRECT)
    type_answers(window, dialog, [10, 10, 10, 50, 10, 10])
    press(dialog, "weighting.apply", qtbot)
    assert "not said why" in text(dialog, "weighting.error")
    part(dialog, "weighting.reason", QLineEdit).setText("Budget was cut")
    press(dialog, "weighting.apply", qtbot)
    told = text(criteria_page, "criteria.frozen_words")
    assert "20.0 % → 50.0 %" in told
    assert "Reason: Budget was cut" in told


def test_a_change_without_a_reason_asks_for_it(window, criteria_page, qtbot):
    change_weight(window.session.desk, top_level(window)[3].id, 60)
    assert "Nobody has said why." in text(criteria_page, "criteria.frozen_words")
    press(criteria_page, "criteria.frozen_button", qtbot)
    question = window.findChild(QDialog, "ask")
    part(question, "ask.field", QLineEdit).setText("New law")
    press(question, "ask.deed", qtbot)
    assert "New law" in text(criteria_page, "criteria.frozen_words")


def test_weights_are_unfrozen_frozen_again_and_stay_once_offers_are_opened(window, criteria_page, qtbot):
    act(window, "criteria.unfreeze")
    assert "not frozen yet" in text(criteria_page, "criteria.frozen_words")
    press(criteria_page, "criteria.frozen_button", qtbot)
    question = window.findChild(QDialog, "ask")
    part(question, "ask.field", QLineEdit).setText("Steering committee")
    press(question, "ask.deed", qtbot)
    assert "by Steering committee" in text(criteria_page, "criteria.frozen_words")
    act(window, "criteria.open_offers")
    refusals = []
    window.session.refused.connect(refusals.append)
    act(window, "criteria.unfreeze")
    assert "offers are opened" in str(refusals[0])
    act(window, "criteria.close_offers")
    act(window, "criteria.unfreeze")
    assert window.session.initiative.weights_frozen_at is None


def test_peoples_weights_are_brought_together(window, criteria_page, qtbot):
    thawed(window)
    act(window, "criteria.together")
    dialog = window.findChild(QDialog, "together")
    choose(part(dialog, "together.level", QComboBox), "")
    assert "They differ most on" in text(dialog, "together.sentence")
    part(dialog, "together.middle").choose("geometric")
    press(dialog, "together.apply", qtbot)
    kept = kept_of(window, None)
    assert kept.note == "Geometric mean of several people's weights"


def test_a_level_that_nobody_weighed_has_no_middle(window, criteria_page, qtbot):
    from outsource_desk.ui.scoring.weighting.together_dialog import TogetherDialog

    dialog = TogetherDialog(criteria_page, window)
    qtbot.addWidget(dialog)
    dialog.level.addItem("Commercial value", str(top_level(window)[3].id))
    dialog.level.setCurrentIndex(dialog.level.count() - 1)
    dialog.level.activated.emit(0)
    assert "Nobody has weighed this level yet" in text(dialog, "together.sentence")
    assert not part(dialog, "together.apply").isEnabled()


def test_weights_are_found_before_anybody_competes(window, qtbot):
    desk = window.session.desk
    initiative = add_initiative(desk, "Payroll")
    for name in ("Cost", "Care"):
        add_criterion(desk, initiative, name)
    window.session.show_initiative(initiative)
    window.go_to("scoring")
    window.page.tabs.choose("criteria")
    dialog = open_dialog(window)
    assert dialog.method.currentData() == WeightMethod.DIRECT
    for place, each in enumerate(top_level(window)):
        part(dialog, f"weighting.answer_{each.id}", QLineEdit).setText(("70", "30")[place])
    assert "Nobody can be ranked" in text(dialog, "weighting.effect")
    press(dialog, "weighting.apply", qtbot)
    assert [each.weight for each in top_level(window)] == [70, 30]


def test_numbers_are_understood_as_the_user_writes_them(window, criteria_page):
    use_formats("de_DE")
    dialog = open_dialog(window)
    choose_top_level(dialog)
    choose(dialog.method, WeightMethod.POINTS)
    type_answers(window, dialog, ["2,5", "2,5", "5", "0", "0", "0"])
    assert text(dialog, f"weighting.share_{top_level(window)[0].id}") == "25,0 %"


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("method", list(WeightMethod))
def test_every_method_fits_a_small_window_with_large_text(window, criteria_page, desktop, scheme, method):
    window.resize(1024, 640)
    desktop.set_scheme(scheme)
    desktop.set_font(150)
    dialog = open_dialog(window)
    choose_top_level(dialog)
    choose(dialog.method, method)
    assert dialog.width() <= 1024
    assert dialog.minimumSizeHint().width() <= 1024
    assert dialog.minimumSizeHint().height() <= 640
