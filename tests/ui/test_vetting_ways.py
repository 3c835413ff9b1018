"""The next open question on the page Vetting: by its button and by F8, also where all has an answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QPushButton

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.answering import give_answer
from outsource_desk.services.reviewing import accept, not_applicable
from outsource_desk.services.vendors import add_vendor
from outsource_desk.ui.pages.vetting import VettingPage
from outsource_desk.ui.vetting.card import QuestionCard
from tests.ui.acts import find
from tests.ui.test_vetting import current_code, id_of, page_of
from tests.ui.vetting_scene import write_vetting


def choose(page: VettingPage, name: str) -> None:
    chooser = page.head.candidates
    place = next(place for place in range(chooser.count()) if chooser.itemText(place).startswith(name))
    page.show_candidate(int(chooser.itemData(place)))


def test_the_button_goes_to_what_waits_for_a_review_where_all_is_answered(window, qtbot):
    page = page_of(window)
    following = find(page, QPushButton, "vetting.next_button")
    choose(page, "Callisten")
    following.setFocus()
    qtbot.keyClick(following, Qt.Key.Key_Space)
    assert current_code() == "BCR-03"
    choose(page, "Quillbrook")
    following.click()
    first = current_code()
    following.click()
    assert current_code() != first


def test_f8_on_vetting_stays_there(window, qtbot):
    page = page_of(window)
    choose(page, "Ardenfell")
    page.questions.first_focus().setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_F8)
    assert window.page is page
    assert current_code() == "COM-04"


def test_nothing_open_is_said(open_window, tmp_path, qtbot):
    window = open_window(write_vetting(tmp_path / "documents" / "Vetting.odesk", ("Alder",)))
    page = page_of(window)
    session, candidate_id = page.session, page.reviewing.candidate_id
    found = page.found
    assert found is not None
    for question_id in found.judged:
        if question_id != id_of(page, "CORP-01"):
            session.act(not_applicable, candidate_id, question_id, "Office", "No such place")
    answer_id = session.act(give_answer, candidate_id, id_of(page, "CORP-01"), "yes")
    assert answer_id is not None
    find(page, QPushButton, "vetting.next_button").click()
    assert window.toasts.text == "Nothing else is open for Alder."
    session.act(accept, answer_id, "Office")
    find(page, QPushButton, "vetting.next_button").click()
    assert window.toasts.text == "Nothing is open for Alder in this depth."


def test_a_word_over_the_window_keeps_off_the_card_that_is_worked_on(window):
    window.resize(1366, 768)
    page = page_of(window)
    choose(page, "Callisten")
    page.questions.go_to(id_of(page, "CORP-01"))
    shown = page.questions.first_focus()
    assert isinstance(shown, QuestionCard)
    shown.setFixedHeight(500)
    QApplication.processEvents()
    window.toast("Done.")
    word = find(window, QFrame, "toast")
    assert word.geometry().bottom() < shown.mapTo(window.stack, shown.rect().bottomLeft()).y() - 40


def test_a_refusal_goes_with_the_next_act_that_succeeds(window, qtbot):
    window.show_error(DeskError("Refused."))
    window.session.act(add_vendor, "Alder")
    assert window.toasts.text.startswith("Refused.")  # part of the same act
    qtbot.wait(1)
    window.session.act(add_vendor, "Birch")
    assert window.toasts.text == ""
