"""All questions against all candidates: states and points, filters, keys, the way to a card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from outsource_desk.services.answering import give_answer
from outsource_desk.services.reviewing import accept
from outsource_desk.ui.pages.vetting import MATRIX, VettingPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.vetting.matrix_pane import MatrixPane
from outsource_desk.ui.vetting.matrix_rows import CAPPED, DIFFERENCES, GATES, IDLE, OPEN
from tests.ui.vetting_scene import write_vetting

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(open_window, tmp_path) -> VettingPage:
    window = open_window(write_vetting(tmp_path / "documents" / "Vetting.odesk"))
    window.go_to("vetting")
    assert isinstance(window.page, VettingPage)
    return window.page


@pytest.fixture
def pane(page, qtbot) -> MatrixPane:
    page.turn()
    assert page.matrix.isVisible()
    return page.matrix


def answer(page: VettingPage, name: str, code: str, reply: str, *, is_accepted: bool = False) -> None:
    evaluation = page.session.evaluation
    assert evaluation is not None
    assert evaluation.vetting is not None
    candidate = next(each.id for each in evaluation.candidates if each.name == name)
    question = next(each.id for each in evaluation.vetting.questionnaire.questions if each.code == code)
    answer_id = page.session.act(give_answer, candidate, question, reply)
    if is_accepted:
        page.session.act(accept, answer_id or 0, "Procurement")


def codes(pane: MatrixPane) -> list[str]:
    return [each.question.code for each in pane.model.rows if each.question]


def face(pane: MatrixPane, name: str, code: str):
    column = next(at for at, (_, each) in enumerate(pane.model.candidates) if each == name)
    row = next(at for at, each in enumerate(pane.model.rows) if each.question and each.question.code == code)
    return pane.model.face_at(row, column)


def test_the_model_keeps_the_rules_of_qt(page, pane):
    tester = QAbstractItemModelTester(pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    answer(page, "Alder", "CORP-02", "yes")
    pane.pick(OPEN)
    assert tester.model() is pane.model
    assert [name for _, name in pane.model.candidates] == ["Alder", "Birch"]  # the in-house option is not vetted


def test_a_cell_says_state_points_gate_and_missing_proof(page, pane):
    answer(page, "Alder", "CORP-01", "no", is_accepted=True)
    answer(page, "Birch", "CORP-03", "two")
    failed = face(pane, "Alder", "CORP-01")
    assert (failed.text, failed.icon, failed.gate) == ("0", "done", "failed")
    assert failed.words == "Alder, CORP-01: No, accepted, 0 of 5 points, Knock-out failed"
    claimed = face(pane, "Birch", "CORP-03")
    assert (claimed.text, claimed.icon, claimed.is_held_back) == ("2", "info", True)
    assert "held back by missing proof" in claimed.words
    assert (face(pane, "Birch", "CORP-01").text, face(pane, "Birch", "CORP-01").icon) == ("", "open")


def test_questions_can_be_picked_out(page, pane):
    assert len(codes(pane)) == 11
    pane.pick(GATES)
    assert codes(pane) == ["CORP-01", "DEL-07"]
    pane.pick(CAPPED)
    assert codes(pane) == []
    assert not pane.view.isVisible()
    for name in ("Alder", "Birch"):
        answer(page, name, "CORP-02", "yes")
    answer(page, "Alder", "CORP-03", "two")
    answer(page, "Birch", "CORP-03", "none")
    assert codes(pane) == ["CORP-03"]
    pane.pick(IDLE)
    assert codes(pane) == ["CORP-02"]
    pane.pick(DIFFERENCES)
    assert codes(pane) == ["CORP-03"]
    answer(page, "Alder", "CORP-01", "yes", is_accepted=True)
    answer(page, "Birch", "CORP-01", "yes", is_accepted=True)
    pane.pick(OPEN)
    assert "CORP-01" not in codes(pane)


def test_questions_are_found_by_their_words(page, pane, qtbot):
    page.window().actions_of_window["edit.find"].trigger()
    qtbot.keyClicks(pane.search, "client")
    assert codes(pane) == ["DEL-01", "DEL-02"]
    qtbot.keyClick(pane.search, Qt.Key.Key_Escape)
    assert len(codes(pane)) == 11


def test_enter_opens_the_card_and_the_way_leads_back(page, pane, qtbot):
    pane.view.setFocus()
    pane.view.setCurrentIndex(pane.model.index(2, 1))
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert page.head.candidate_name == "Birch"
    assert page.reviewing.judged.question.code == "CORP-02"
    assert page.questions.isVisible()
    qtbot.keyClick(page.window(), Qt.Key.Key_M, CONTROL)
    assert pane.isVisible()
    assert pane.model.cell_at(pane.view.currentIndex())[1].question.code == "CORP-02"


def test_a_row_of_a_section_opens_the_section_and_a_place_the_overview(page, pane, qtbot):
    row = next(at for at, each in enumerate(pane.model.rows) if each.section.code == "DEL")
    pane.view.setFocus()
    pane.view.setCurrentIndex(pane.model.index(row, 0))
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert page.questions.section.code == "DEL"
    page.window().go(Place("vetting", field=MATRIX))
    assert pane.isVisible()


def test_cells_are_copied_with_their_headings(page, pane, qtbot):
    answer(page, "Alder", "CORP-02", "yes")
    pane.view.setFocus()
    pane.view.setCurrentIndex(pane.model.index(2, 0))
    qtbot.keyClick(pane.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(pane.view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Alder\tBirch\nin review 5\tnot answered"
