"""Sending a vendor its questionnaire and reading it back, in the window."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton

from outsource_desk.services.desk import create_desk
from outsource_desk.services.question_edits import update_question
from outsource_desk.services.vendor_copy_import import import_vendor_copy
from outsource_desk.services.vendor_copy_review import review_vendor_copy
from outsource_desk.ui.importing.draft import CHECK
from outsource_desk.ui.language import say, use_language
from outsource_desk.ui.places import Place
from outsource_desk.ui.vetting.copies.acts import CopyActs
from outsource_desk.ui.widgets.notice import Notice
from tests.services.vendor_copy_scene import FILLED, build_vetting, fill_copy


@pytest.fixture
def copies(open_window, tmp_path):
    """The acts on a vendor of a file with a questionnaire, in its window."""
    path = tmp_path / "documents" / "Decision.odesk"
    with create_desk(path, author="Analyst") as desk:
        vetted = build_vetting(desk)
        vetted.answer("GEN-01", reply="no", state="accepted", reviewer="Rui")
        vetted.answer("GEN-05", amount=50)
        vetted.answer("SEC-05", reply="Nobody yet")
        candidate, initiative = vetted.candidate, vetted.scene.initiative
    window = open_window(path)
    window.session.show_initiative(initiative)
    return CopyActs(window, window, lambda: candidate)


def dialog_of(window, name: str) -> Any:
    return next(each for each in window.findChildren(QDialog, name) if each.isVisible())


def words_of(dialog: Any) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel))


def press(qtbot, dialog: Any, name: str) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def sheet(copies, qtbot, answers, tmp_path):
    """The workbook that the window wrote."""
    window, path = copies._window, tmp_path / "Acme.xlsx"
    answers.save = path
    copies.send()
    dialog = dialog_of(window, "send_copy")
    press(qtbot, dialog, "send_copy.deed")
    qtbot.waitUntil(lambda: path.exists() and window.session.evaluation.vetting.assessments != (), timeout=20000)
    return path


def test_only_the_questions_that_are_ticked_are_sent_with_contact_and_day(copies, qtbot, answers, tmp_path):
    window, path = copies._window, tmp_path / "q.xlsx"
    copies.send()
    dialog = dialog_of(window, "send_copy")
    questions = dialog.findChild(QListWidget, "send_copy.questions")
    assert dialog.findChild(QLineEdit, "send_copy.contact").text() == "Ana Lima"
    questions.item(0).setCheckState(Qt.CheckState.Unchecked)  # the first section
    assert questions.item(1).checkState() is Qt.CheckState.Unchecked
    assert "5 of 10 questions are sent." in words_of(dialog)
    press(qtbot, dialog, "send_copy.none")
    assert not dialog.findChild(QPushButton, "send_copy.deed").isEnabled()
    press(qtbot, dialog, "send_copy.all")
    questions.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert questions.item(0).checkState() is Qt.CheckState.PartiallyChecked
    dialog.findChild(QLineEdit, "send_copy.due").setText("31 Maybe")
    press(qtbot, dialog, "send_copy.deed")
    assert "31 Maybe" in words_of(dialog)
    dialog.findChild(QLineEdit, "send_copy.due").setText("31 May 2027")
    press(qtbot, dialog, "send_copy.deed")  # and thinks better of it
    assert dialog.isVisible()
    answers.save = path
    press(qtbot, dialog, "send_copy.deed")
    qtbot.waitUntil(lambda: window.session.evaluation.vetting.assessments != (), timeout=20000)
    codes = {str(row[2].value) for row in openpyxl.load_workbook(path)["Questions"].iter_rows(min_row=5)}
    assert "GEN-02" in codes
    assert "GEN-01" not in codes
    (sent,) = window.session.evaluation.vetting.assessments
    assert sent.due_on == "2027-05-31"


def test_the_dialog_counts_what_is_ours_to_answer_and_not_sent(copies):
    window = copies._window
    (first,) = (each for each in window.session.evaluation.vetting.questionnaire.questions if each.code == "GEN-01")
    window.session.act(update_question, first.id, is_ours=True)
    copies.send()
    words = words_of(dialog_of(window, "send_copy"))
    assert "9 of 9 questions are sent. 1 question is ours to answer and is not sent." in words


def test_a_copy_is_read_judged_answers_are_kept_and_the_log_is_shown(copies, qtbot, answers, sheet):
    window = copies._window
    fill_copy(sheet, {**FILLED, "GEN-02": "maybe", "SEC-05": None})
    answers.open = sheet
    copies.read()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "read_copy") is not None, timeout=20000)
    dialog = dialog_of(window, "read_copy")
    differences = dialog.findChild(QListWidget, "read_copy.differences")
    texts = [differences.item(place).text() for place in range(differences.count())]
    assert texts == [
        "GEN-01, judged: “no” in the document, “yes” in the copy",
        "GEN-05: “50 %” in the document, “91 %” in the copy",
    ]
    assert [differences.item(place).checkState() for place in range(2)] == [
        Qt.CheckState.Unchecked,
        Qt.CheckState.Checked,
    ]
    left_out = dialog.findChild(QPlainTextEdit, "read_copy.left_out").toPlainText()
    assert "E7 GEN-02: “maybe” is not one of the answers: yes, partly or no." in left_out
    assert "SEC-05: empty in the copy; “Nobody yet” stays" in left_out
    deed = dialog.findChild(QPushButton, "read_copy.deed")
    assert deed.text() == "Take over 7 answers"
    press(qtbot, dialog, "read_copy.take_all")
    assert deed.text() == "Take over 8 answers"
    press(qtbot, dialog, "read_copy.keep_all")
    differences.item(1).setCheckState(Qt.CheckState.Checked)
    press(qtbot, dialog, "read_copy.deed")
    log = dialog_of(window, "copy_log")
    assert "Kept as it stood in the document: 2" in words_of(log)
    assert "GEN-01, SEC-05" in words_of(log)
    assert not log.findChild(QPushButton, "copy_log.cancel").isVisible()  # it is done
    press(qtbot, log, "copy_log.deed")
    answers_now = {each.question_id: each for each in window.session.evaluation.vetting.answers}
    assert sorted((each.reply, each.amount) for each in answers_now.values())[:2] == [("", 4.0), ("", 12.5)]
    window.session.undo()
    assert len(window.session.evaluation.vetting.answers) == 3


def test_a_copy_that_cannot_be_used_says_why_and_takes_nothing(copies, qtbot, answers, sheet):
    window = copies._window
    book = openpyxl.load_workbook(sheet)
    book["Questions"].cell(6, 4, "Something else?")
    book.save(sheet)
    answers.open = sheet
    copies.read()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "read_copy") is not None, timeout=20000)
    dialog = dialog_of(window, "read_copy")
    assert "Refused" in dialog.findChild(Notice).text
    assert "wording of GEN-01" in dialog.findChild(QPlainTextEdit, "read_copy.left_out").toPlainText()
    assert not dialog.findChild(QPushButton, "read_copy.deed").isEnabled()
    dialog.reject()


def test_a_copy_that_only_differs_from_judged_answers_is_noted_on_card_and_beside_it(copies, qtbot, answers, sheet):
    window = copies._window
    fill_copy(sheet, {"GEN-01": "yes"}, signed=(None, None, None))
    answers.open = sheet
    copies.read()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "read_copy") is not None, timeout=20000)
    dialog = dialog_of(window, "read_copy")
    deed = dialog.findChild(QPushButton, "read_copy.deed")
    assert (deed.text(), deed.isEnabled()) == ("Note what differs", True)
    window.go(Place("vetting"))
    press(qtbot, dialog, "read_copy.deed")
    dialog_of(window, "copy_log").accept()
    vetting = window.session.evaluation.vetting
    number = next(each.id for each in vetting.questionnaire.questions if each.code == "GEN-01")
    window.go(Place("vetting", "question", number, candidate_id=copies._candidate()))
    told = "says “yes”; the accepted “no” was kept. Look at it again."
    qtbot.waitUntil(lambda: any(told in each.text() for each in window.findChildren(QLabel) if each.isVisible()))


def test_the_status_bar_says_what_the_cell_says_once_a_copy_is_read(copies, sheet):
    window, candidate = copies._window, copies._candidate()
    fill_copy(sheet, {"GEN-03": 2})
    questions = window.session.evaluation.vetting.questionnaire.questions
    number = next(each.id for each in questions if each.code == "GEN-03")
    window.go(Place("vetting", "question", number, candidate_id=candidate))
    window.page.head.views.choose("matrix")
    said: list[str] = []
    window.page.matrix.moved.connect(said.append)
    plan = review_vendor_copy(window.session.desk, candidate, sheet)
    window.session.act(import_vendor_copy, plan)
    assert said[-1].startswith("Acme, GEN-03: 2")


def test_an_unsigned_copy_says_that_its_answers_are_no_claim(copies, qtbot, answers, sheet):
    window = copies._window
    fill_copy(sheet, {"GEN-03": 2}, signed=(None, None, None))
    answers.open = sheet
    copies.read()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "read_copy") is not None, timeout=20000)
    dialog = dialog_of(window, "read_copy")
    assert "count as no claim" in dialog.findChild(Notice).text
    dialog.reject()


def test_without_vetting_or_a_vendor_the_acts_say_why_not(empty_window, copies):
    send, read, foreign_act = CopyActs(empty_window, empty_window, lambda: 0).acts
    assert send.why_not == read.why_not == foreign_act.why_not == "Start vetting first."
    send, *_ = CopyActs(copies._window, copies._window, lambda: 0).acts
    assert send.why_not == "Choose a candidate that is a vendor."


def foreign(path):
    book: Any = openpyxl.Workbook()
    for row in (
        ["Question", "Answer", "Comment"],
        ["Do you own your company at all?", "Yes", None],
        ["Are all your staff screened?", "Yes, since 2019", None],
        ["Who guards the gate?", "Two people", None],
        ["How many fires did you have?", "None", None],
        ["Chapter", None, None],
    ):
        book.active.append(row)
    book.save(path)
    return path


def test_answers_of_another_questionnaire_go_through_the_import_page(copies, qtbot, answers, tmp_path):
    window = copies._window
    answers.open = foreign(tmp_path / "theirs.xlsx")
    copies.acts[2].trigger()
    work = window.page._work
    qtbot.waitUntil(lambda: work.draft is not None, timeout=20000)
    work.next.click()
    target = work.way.target
    target.stated_by.setText("Dana Weiß")
    target.stated_by.editingFinished.emit()
    target.stated_on.setText("soon")
    target.stated_on.editingFinished.emit()
    assert "soon" in words_of(target)
    target.stated_on.setText("2 Feb 2026")
    target.stated_on.editingFinished.emit()
    work.next.click()
    assert work.way.why_not(CHECK) == "Answer B3 to go on"  # which is alike, but not enough
    for cell, code in (("B3", "GEN-02"), ("B4", "SEC-05")):
        meant = work.findChild(QComboBox, f"import.answer.{cell}.options")
        meant.setCurrentIndex(next(at for at in range(meant.count()) if meant.itemText(at).startswith(code)))
        meant.activated.emit(meant.currentIndex())
    press(qtbot, work, "import.answer.B5.skip")
    assert work.way.why_not(CHECK) == ""
    work.next.click()
    work.next.click()
    vetting = window.session.evaluation.vetting
    given = {each.reply: (each.stated_by, each.stated_on) for each in vetting.answers}
    assert given["Two people"] == ("Dana Weiß", "2026-02-02")
    assert "None" not in given
    window.session.undo()
    assert len(window.session.evaluation.vetting.answers) == 3


SAID = {
    "Read questionnaire of “Acme”: taken 9; kept 2 (GEN-01, GEN-02); not understood 1 (SEC-02)": (
        "Fragebogen von „Acme“ gelesen: übernommen 9; behalten 2 (GEN-01, GEN-02); nicht verstanden 1 (SEC-02)"
    ),
    "It is not signed (missing: Name and Date): the answers are read, but they are nobody's word and count as "
    "no claim.": (
        "Er ist nicht unterschrieben (es fehlen: Name und Tag): Die Antworten werden gelesen, aber niemand steht "
        "für sie ein, und sie zählen nicht als Eigenangabe."
    ),
    "“a.xlsx” cannot be used as a vendor's copy: its sheet “Sign-off” is missing.": (
        "„a.xlsx“ lässt sich nicht als Fragebogen des Anbieters verwenden: sein Blatt „Sign-off“ fehlt."
    ),
    "C3: “x” is not one of the answers: yes or no. It is kept as a comment.": (
        "C3: „x“ ist keine der Antworten: yes or no. Es bleibt als Kommentar."
    ),
    "Answers from “a.csv”: imported 5; skipped 2; problems in rows 9, 12": (
        "Antworten aus „a.csv“: eingelesen 5; ausgelassen 2; Probleme in den Zeilen 9, 12"
    ),
}


@pytest.mark.parametrize("text", SAID)
def test_what_was_found_is_said_in_german(qapp, text):
    use_language("de")
    try:
        assert say(text) == SAID[text]
    finally:
        use_language("en")
