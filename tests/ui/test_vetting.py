"""The page Vetting: answers, judgements, gates and scores, by keys and by clicks, on real files."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
)

from outsource_desk.domain.vetting import Answer, AnswerState, GateResult
from outsource_desk.services.answering import give_answer
from outsource_desk.services.question_edits import update_question
from outsource_desk.services.reviewing import accept, not_applicable
from outsource_desk.ui.pages.vetting import VettingPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.vetting.card import QuestionCard, card_around
from outsource_desk.ui.widgets.chip import Chip
from tests.ui.acts import find, focused_line, type_over
from tests.ui.vetting_scene import write_vetting

CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def page(open_window, tmp_path) -> VettingPage:
    return page_of(open_window(write_vetting(tmp_path / "documents" / "Vetting.odesk")))


def page_of(window) -> VettingPage:
    window.go_to("vetting")
    assert isinstance(window.page, VettingPage)
    return window.page


def id_of(page: VettingPage, code: str) -> int:
    evaluation = page.session.evaluation
    assert evaluation is not None
    assert evaluation.vetting is not None
    return next(each.id for each in evaluation.vetting.questionnaire.questions if each.code == code)


def card(page: VettingPage, code: str) -> QuestionCard:
    page.questions.go_to(id_of(page, code))
    found = page.questions.cards.card_of(id_of(page, code))
    assert found is not None
    return found


def judged(page: VettingPage, code: str):
    assert page.found is not None
    return page.found.judged[id_of(page, code)]


def answer(page: VettingPage, code: str) -> Answer:
    found = judged(page, code).answer
    assert found is not None
    return found


def press(qtbot, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keys go."""
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifiers)


def current_code() -> str:
    found = card_around(QApplication.focusWidget())
    assert found is not None
    return found.question.code


def said(page: VettingPage, name: str) -> str:
    return find(page, QLabel, name).text()


def test_a_whole_section_is_answered_and_accepted_by_keys_alone(page, qtbot):
    window = page.window()
    press(qtbot, Qt.Key.Key_F8)
    assert current_code() == "CORP-02"  # work begins on the first question, and the next one without an answer follows
    press(qtbot, Qt.Key.Key_F8, SHIFT)
    assert current_code() == "CORP-01"
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        press(qtbot, key)
        press(qtbot, Qt.Key.Key_Return, CONTROL)
        press(qtbot, Qt.Key.Key_F8)
    assert current_code() == "CORP-04"
    press(qtbot, Qt.Key.Key_4)
    press(qtbot, Qt.Key.Key_Enter, CONTROL)

    states = [judged(page, code).state for code in ("CORP-01", "CORP-02", "CORP-03", "CORP-04")]
    assert states == [AnswerState.ACCEPTED] * 4  # “None” of the certificates is bad news, which needs no proof
    assert judged(page, "CORP-01").gate is GateResult.PASSED
    assert (judged(page, "CORP-02").points, judged(page, "CORP-04").points) == (2.5, 4.0)
    assert page.questions.sections.rows[0].is_complete
    press(qtbot, Qt.Key.Key_F8)
    assert current_code() == "DEL-01"  # the next section
    assert window.session.desk.journal.undo_label.startswith("Accept CORP-04")


def test_every_kind_of_answer_can_be_typed_on_its_card(page, qtbot):
    card(page, "DEL-01")
    press(qtbot, Qt.Key.Key_3)
    qtbot.keyClick(focused_line(), Qt.Key.Key_Return)
    assert answer(page, "DEL-01").amount == 3
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_9)
    qtbot.keyClicks(focused_line(), "5 %")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_1)
    press(qtbot, Qt.Key.Key_3)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(focused_line(), "31 Mar 2099")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_2)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "Own rooms")
    press(qtbot, Qt.Key.Key_Escape)  # brings back what the file holds
    qtbot.keyClicks(QApplication.focusWidget(), "Own rooms")
    press(qtbot, Qt.Key.Key_Tab)
    card(page, "DEL-06").setFocus()
    press(qtbot, Qt.Key.Key_4)

    assert answer(page, "DEL-02").amount == 95
    assert answer(page, "DEL-03").reply.split() == ["two", "none"]
    assert answer(page, "DEL-04").reply == "2099-03-31"
    assert answer(page, "DEL-05").reply == "missing"
    assert answer(page, "DEL-06").reply == "Own rooms"
    assert judged(page, "DEL-06").points == 4


def test_what_is_no_number_stays_in_the_field_with_its_reason(page, qtbot):
    asked = card(page, "DEL-01")
    field = find(asked, QLineEdit, "reply.DEL-01")
    type_over(qtbot, field, "14d")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("state") == "error"
    assert "14d" in field.accessibleDescription()
    assert judged(page, "DEL-01").answer is None

    page.step(1)
    assert field.text() == ""
    page.step(-1)
    assert (field.text(), field.property("state")) == ("14d", "error")
    type_over(qtbot, field, "4")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("state") == ""
    assert answer(page, "DEL-01").amount == 4


def test_no_answer_no_and_not_applicable_are_three_things(page, qtbot):
    asked = card(page, "CORP-02")
    assert find(asked, QRadioButton, "no_reply.CORP-02").isChecked()
    press(qtbot, Qt.Key.Key_3)
    assert find(asked, QRadioButton, "reply.CORP-02.no").isChecked()
    assert judged(page, "CORP-02").points == 0
    press(qtbot, Qt.Key.Key_Delete)
    assert find(asked, QRadioButton, "no_reply.CORP-02").isChecked()
    assert judged(page, "CORP-02").points is None
    page.session.act(not_applicable, page.reviewing.candidate_id, id_of(page, "CORP-02"), "Procurement", "No staff")
    assert not judged(page, "CORP-02").applies
    assert "No staff" in " ".join(each.text() for each in asked.findChildren(QLabel) if each.isVisible())


def test_a_claim_is_worth_less_than_it_says_until_proof_is_seen(page, qtbot):
    asked = card(page, "CORP-03")
    press(qtbot, Qt.Key.Key_1)
    words = [each.text() for each in asked.findChildren(QLabel) if each.isVisible()]
    assert "Claims 5 of 5, worth 2 until proof is seen. Behind it: nobody named stands by it." in words
    find(asked, QPushButton, "say.CORP-03").click()
    qtbot.keyClicks(focused_line(), "J. Doe, sales")
    press(qtbot, Qt.Key.Key_Return)
    words = [each.text() for each in asked.findChildren(QLabel) if each.isVisible()]
    assert "Claims 5 of 5, worth 3 until proof is seen. Behind it: the vendor’s own word." in words
    find(asked, QPushButton, "accept.CORP-03").click()
    assert judged(page, "CORP-03").state is AnswerState.IN_REVIEW  # refused, and said why
    assert [each for each in page.window().findChildren(QLabel) if "needs a document" in each.text()]


def test_what_is_so_far_known_never_stands_without_its_coverage(page):
    assert said(page, "vetting.scores") == "0 secured · nothing answered · 0 % covered"
    ids = page.reviewing.candidate_id, id_of(page, "CORP-02")
    answer_id = page.session.act(give_answer, *ids, "yes")
    assert said(page, "vetting.scores") == "0 secured · 100 so far · 0 % covered"
    page.session.act(accept, answer_id or 0, "Procurement")
    assert said(page, "vetting.scores") == "13 secured · 100 so far · 13 % covered"


def test_gates_lead_to_their_questions_and_the_worst_stands_first(page, qtbot):
    candidate = page.reviewing.candidate_id
    answer_id = page.session.act(give_answer, candidate, id_of(page, "DEL-07"), "yes")
    page.session.act(accept, answer_id or 0, "Procurement")
    assert [each.code for each in page.questions.gates.gates] == ["DEL-07", "CORP-01"]
    assert said(page, "vetting.gates.counted") == "2 gates: 1 on condition, 1 open"
    strip = find(page, QListView, "vetting.gates")
    strip.setFocus()
    strip.setCurrentIndex(strip.model().index(0, 0))
    press(qtbot, Qt.Key.Key_Return)
    assert current_code() == "DEL-07"
    answer_id = page.session.act(give_answer, candidate, id_of(page, "CORP-01"), "no")
    page.session.act(accept, answer_id or 0, "Procurement")
    assert page.head.verdict.accessibleName() == "Fails 1 knock-out"
    assert page.questions.sections.rows[0].has_failed


def test_gates_that_are_passed_are_folded_away(page, qtbot):
    candidate, strip = page.reviewing.candidate_id, page.questions.gates
    for code, reply in (("CORP-01", "yes"), ("DEL-07", "no")):
        answer_id = page.session.act(give_answer, candidate, id_of(page, code), reply)
        page.session.act(accept, answer_id or 0, "Procurement")
        assert code not in [each.code for each in strip.gates]
    assert said(page, "vetting.gates.counted") == "2 gates: 2 passed"
    assert not strip.list.isVisible()
    unfold = find(page, QPushButton, "vetting.gates.fold")
    assert unfold.text() == "Show the 2 passed"
    unfold.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert [each.code for each in strip.gates] == ["CORP-01", "DEL-07"]
    assert (strip.list.isVisible(), unfold.text()) == (True, "Hide the 2 passed")


def test_what_an_answer_brings_comes_into_view(page, qtbot):
    page.window().resize(1024, 640)
    page.questions.go_to(id_of(page, "DEL-07"))  # the last one, at the bottom of the view
    card, view = page.questions.cards.card_of(id_of(page, "DEL-07")), page.questions.cards.viewport()
    qtbot.waitUntil(lambda: card.mapTo(view, card.rect().bottomLeft()).y() < view.height())
    press(qtbot, Qt.Key.Key_1)
    place = find(page, QPushButton, "accept.DEL-07")
    qtbot.waitUntil(lambda: place.mapTo(view, place.rect().bottomLeft()).y() < view.height())


def test_a_condition_is_said_once(page):
    answer_id = page.session.act(give_answer, page.reviewing.candidate_id, id_of(page, "DEL-07"), "yes")
    page.session.act(accept, answer_id or 0, "Procurement")
    page.questions.go_to(id_of(page, "DEL-07"))
    card = page.questions.cards.card_of(id_of(page, "DEL-07"))
    assert "On condition" in card.accessibleDescription()
    assert "Condition: " not in card.accessibleDescription()
    assert find(page, Chip, "gate.DEL-07").toolTip() == "Passed if the answer is “No”."


def test_keys_turn_to_sections_and_candidates_and_the_question_stays(page, qtbot):
    first = page.reviewing.candidate_id
    press(qtbot, Qt.Key.Key_PageDown, CONTROL)
    assert current_code() == "DEL-01"
    press(qtbot, Qt.Key.Key_PageDown, ALT)
    assert page.reviewing.candidate_id != first
    assert (page.head.candidate_name, current_code()) == ("Birch", "DEL-01")
    press(qtbot, Qt.Key.Key_PageUp, ALT)
    press(qtbot, Qt.Key.Key_PageUp, CONTROL)
    assert (page.reviewing.candidate_id, current_code()) == (first, "CORP-01")


def test_the_page_comes_back_as_it_was_left(page, open_window, qtbot, tmp_path):
    page.step(1)
    card(page, "DEL-03")
    window, path = page.window(), page.session.desk.path
    window.close()
    again = page_of(open_window(path))
    assert again.head.candidate_name == "Birch"
    assert again.questions.section is not None
    assert again.reviewing.judged is not None
    assert again.questions.section.title == "Delivery"
    assert again.reviewing.judged.question.code == "DEL-03"


def test_a_place_leads_to_a_question_of_a_candidate(page):
    other = list(page.session.ranking.vetted.candidates)[1]
    page.window().go(Place("vetting", "question", id_of(page, "DEL-05"), candidate_id=other))
    assert (current_code(), page.head.candidate_name) == ("DEL-05", "Birch")
    page.window().actions_of_window["go.back"].trigger()
    assert page.isVisible()


def test_undo_takes_an_answer_back_on_its_card(page, qtbot):
    asked = card(page, "CORP-02")
    press(qtbot, Qt.Key.Key_1)
    page.window().actions_of_window["edit.undo"].trigger()
    assert find(asked, QRadioButton, "no_reply.CORP-02").isChecked()
    page.window().actions_of_window["edit.redo"].trigger()
    assert find(asked, QRadioButton, "reply.CORP-02.yes").isChecked()


def test_the_acts_say_why_they_cannot_be_done(page, qtbot):
    acts = page.window().actions_of_window
    card(page, "CORP-01")
    assert acts["vetting.accept"].why_not == "It has not been answered yet."
    assert acts["vetting.leave_out"].why_not == "A knock-out question is never left out."
    assert acts["vetting.again"].why_not == "It has not been judged yet."
    assert acts["vetting.waive"].why_not == "Only a gate that was missed can be waived."
    press(qtbot, Qt.Key.Key_1)
    press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert acts["vetting.accept"].why_not == "It has been judged. Review it again first."
    acts["vetting.again"].trigger()
    assert judged(page, "CORP-01").state is AnswerState.IN_REVIEW


@pytest.mark.parametrize(
    ("vendors", "is_started", "title"),
    [
        ((), True, "Only the in-house option competes"),
        (("Alder",), False, "Start vetting"),
    ],
)
def test_what_is_missing_is_said_with_the_next_step(vendors, is_started, title, open_window, tmp_path):
    path = write_vetting(tmp_path / "documents" / "Early.odesk", vendors, is_started=is_started)
    page = page_of(open_window(path))
    assert title in [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert find(page, QPushButton, "empty.button").isVisible()
    assert page.next_gap() is None
    for act in page.page_actions():
        assert isinstance(act.why_not, str)
    if not is_started:
        find(page, QPushButton, "empty.button").click()
        assert page.found is not None
        assert page.found.overall.asked > 40


def test_a_file_that_may_only_be_read_shows_answers_and_takes_none(desktop, tmp_path, qtbot):
    path = write_vetting(tmp_path / "documents" / "Vetting.odesk")
    window = desktop.open(path, read_only=True)
    assert window is not None
    window.show()
    page = page_of(window)
    asked = page.questions.cards.cards[1]
    asked.setFocus()
    qtbot.keyClick(asked, Qt.Key.Key_1)
    assert page.found is not None
    assert page.found.judged[asked.question.id].answer is None
    assert not find(asked, QPushButton, "not_applicable.CORP-02").isVisible()
    assert "read-only" in window.actions_of_window["vetting.accept"].why_not


def dialog(page: VettingPage) -> QDialog:
    return next(each for each in page.window().findChildren(QDialog) if each.isVisible())


def test_an_answer_is_rejected_and_a_question_left_out_only_with_a_reason(page, qtbot):
    card(page, "CORP-02")
    press(qtbot, Qt.Key.Key_1)
    page.window().actions_of_window["vetting.reject"].trigger()
    asked = dialog(page)
    find(asked, QPushButton, "reason.deed").click()
    assert asked.isVisible()
    qtbot.keyClicks(find(asked, QPlainTextEdit, "reason.text"), "The code is a draft")
    find(asked, QPushButton, "reason.deed").click()
    assert (judged(page, "CORP-02").state, judged(page, "CORP-02").points) == (AnswerState.REJECTED, 0)

    card(page, "CORP-04")
    page.window().actions_of_window["vetting.leave_out"].trigger()
    qtbot.keyClicks(find(dialog(page), QPlainTextEdit, "reason.text"), "One person only")
    find(dialog(page), QPushButton, "reason.deed").click()
    assert judged(page, "CORP-04").state is AnswerState.NOT_APPLICABLE


def test_the_dialogs_of_gaps_waivers_and_questions_back_come_up(page, qtbot):
    acts = page.window().actions_of_window
    card(page, "CORP-01")
    acts["vetting.ask_back"].trigger()
    dialog(page).reject()
    press(qtbot, Qt.Key.Key_2)
    acts["vetting.accept_with_gap"].trigger()
    dialog(page).reject()
    press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert judged(page, "CORP-01").gate is GateResult.FAILED
    acts["vetting.waive"].trigger()
    dialog(page).reject()
    acts["vetting.gaps"].trigger()
    dialog(page).reject()


def test_what_is_ours_to_answer_says_so_and_asks_for_nobody_who_stands_by_it(page):
    update_question(page.session.desk, id_of(page, "CORP-02"), is_ours=True)
    vendor = page.reviewing.candidate_id
    page.session.act(give_answer, vendor, id_of(page, "CORP-02"), "partly", comment="Read on its site")
    shown = card(page, "CORP-02")
    assert "ours to answer" in shown.accessibleDescription()
    assert find(shown, QLineEdit, "comment.CORP-02").isVisibleTo(shown)
    assert not find(shown, QLineEdit, "stated_by.CORP-02").isVisibleTo(shown)
    other = card(page, "CORP-03")
    assert "ours to answer" not in other.accessibleDescription()
