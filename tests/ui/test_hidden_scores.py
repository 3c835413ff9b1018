"""What is hidden until it is handed in, or locked, is so everywhere in the window."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import delete

from outsource_desk.services.ballots import write_ballot
from outsource_desk.services.evaluators import declare_interest, score_blindly, submit_scores
from outsource_desk.ui.scoring.evaluators.merge_dialog import MergeDialog
from outsource_desk.ui.scoring.matrix_face import Kind
from outsource_desk.ui.scoring.view_choice import COUNTS


@pytest.fixture
def matrix(window):
    window.go_to("scoring")
    window.page.tabs.choose("matrix")
    return window.page.matrix


def judged_cell(window, evaluator):
    """Return a cell that an evaluator has given points in."""
    found = next(each for each in window.session.evaluation.scores if each.evaluator_id == evaluator and each.points)
    return found.candidate_id, found.criterion_id


def test_the_status_bar_forgets_a_hidden_score_when_the_view_changes(window, matrix):
    evaluator = window.session.evaluation.evaluators[0].id
    cell = judged_cell(window, evaluator)
    matrix.views.choose(str(evaluator))
    matrix.view.show_cell(cell)
    told = window.status._selection.text()
    window.session.try_act(score_blindly, window.session.initiative_id, True)
    assert matrix.views.key == COUNTS
    assert window.status._selection.text() != told
    assert "open" in window.status._selection.text()
    matrix.views.choose(str(evaluator))
    next(each for each in window.findChildren(QPushButton, "ask.deed") if each.isVisible()).click()
    assert window.status._selection.text() == told  # to whom scores for this evaluator
    matrix.views.choose(COUNTS)
    assert "open" in window.status._selection.text()


def test_what_hiding_scores_moved_in_the_ranking_is_not_told(window, matrix):
    standings = window.session.ranking.standings
    window.session.try_act(score_blindly, window.session.initiative_id, True)
    assert window.session.ranking.standings != standings
    board = matrix.ranking.board
    assert all(not board._moved(each) for each in window.session.ranking.standings)
    window.page.tabs.choose("criteria")
    board = window.page._criteria.ranking.board
    assert all(not board._moved(each) for each in window.session.ranking.standings)


def test_a_cell_that_cannot_be_scored_is_marked_and_says_why(window, matrix):
    evaluator = window.session.evaluation.evaluators[0].id
    cell = judged_cell(window, evaluator)
    matrix.views.choose(str(evaluator))
    index = matrix.model.index_of(cell)

    def face():
        return matrix.model.face_at(index.row(), index.column())

    assert (face().kind, face().locked) == (Kind.VALUE, "")
    kind = {"candidate_id": cell[0], "note": "A brother"}
    window.session.try_act(declare_interest, evaluator, "family", **kind)
    assert "locked: a declared interest" in matrix.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    window.session.try_act(submit_scores, evaluator)
    other = next(each for each in window.session.evaluation.candidates if each.id != cell[0])
    index = matrix.model.index_of((other.id, cell[1]))
    assert "locked: handed in" in matrix.model.data(index, Qt.ItemDataRole.ToolTipRole)


def test_a_refused_ballot_is_told_in_red_and_cannot_be_merged(window, qtbot, tmp_path):
    evaluators, path = window.session.evaluation.evaluators, tmp_path / "CISO.odballot"
    write_ballot(window.session.desk, evaluators[0].id, path)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["evaluator"] = {"id": evaluators[1].id, "name": evaluators[1].name}
    path.write_text(json.dumps(document), encoding="utf-8")
    window.go_to("scoring")
    window.page.tabs.choose("evaluators")
    window.page._panel["evaluators"].ballots.review([path])
    qtbot.waitUntil(lambda: bool(window.findChildren(MergeDialog)))
    dialog = window.findChildren(MergeDialog)[-1]
    assert "CISO.odballot" in dialog.refusal.text
    assert dialog.refusal.property("role") == "notice-bad"
    assert not dialog.findChild(QPushButton, "merge.deed").isEnabled()
    assert dialog.hand_in.isHidden()
    dialog.reject()


def test_a_change_of_focus_while_a_window_goes_is_no_fault(window):
    desktop = window.desktop

    gone = QWidget()
    delete(gone)
    desktop.windows.append(gone)
    try:
        desktop._on_focus(None, None)
    finally:
        desktop.windows.remove(gone)
