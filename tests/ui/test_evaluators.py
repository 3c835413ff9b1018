from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from outsource_desk.domain.ballot import BallotEntry
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.ballots import ballot_of, filled, open_ballot, save_ballot
from outsource_desk.services.evaluators import assign, score_blindly, submit_scores
from outsource_desk.services.history import describe_edit
from outsource_desk.services.scoring import record_score, withdraw_agreed_score
from outsource_desk.services.tasks import cells_of, judged_leaves, tasks_given
from outsource_desk.ui.analysis.evaluators_tab import EvaluatorsTab as PanelTab
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.pages.analysis import AnalysisPage
from outsource_desk.ui.pages.scoring import ScoringPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.scoring.evaluators.fill_dialog import FillDialog
from outsource_desk.ui.scoring.evaluators.merge_dialog import MergeDialog
from outsource_desk.ui.scoring.evaluators.moderation_tab import ModerationTab
from outsource_desk.ui.scoring.evaluators.tab import EvaluatorsTab
from outsource_desk.ui.scoring.view_choice import COUNTS
from outsource_desk.ui.window import MainWindow

FIT, LEADER = "Technical fit of the solution", "Ardenfell Digital"


@dataclass
class Panel:
    """The window of the sample, as tests of evaluators drive it."""

    window: MainWindow
    qtbot: QtBot

    @property
    def session(self):
        return self.window.session

    @property
    def evaluation(self) -> Evaluation:
        assert self.session.evaluation is not None
        return self.session.evaluation

    @property
    def page(self) -> ScoringPage:
        page = self.window.page
        assert isinstance(page, ScoringPage)
        return page

    def id_of(self, name: str) -> int:
        evaluation = self.evaluation
        everything = (*evaluation.candidates, *evaluation.criteria, *evaluation.evaluators)
        return next(each.id for each in everything if each.name == name)

    @property
    def evaluators(self) -> list[int]:
        return [each.id for each in self.evaluation.evaluators]

    def do(self, verb, *arguments, **options):
        return self.session.try_act(verb, *arguments, **options)

    def tab(self, key: str):
        self.window.go_to("scoring")
        self.page.tabs.choose(key)
        return self.page._panel[key]

    def dialog(self, kind: type = QDialog):
        found = [each for each in self.window.findChildren(kind) if each.isVisible()]
        assert found, f"no {kind.__name__}"
        return found[-1]

    def press(self, dialog, name: str) -> None:
        self.qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)

    def dispute(self) -> tuple[int, int]:
        """Let two evaluators lie far apart where the leader is at stake."""
        cell = self.id_of(LEADER), self.id_of(FIT)
        for each in self.evaluation.agreed:
            self.do(withdraw_agreed_score, each.candidate_id, each.criterion_id)
        self.do(record_score, *cell, self.evaluators[0], 1, rationale="Replaced after a year elsewhere")
        self.do(record_score, *cell, self.evaluators[1], 5)
        return cell


@pytest.fixture
def panel(window, qtbot):
    return Panel(window, qtbot)


def test_the_table_of_evaluators_says_task_progress_interest_and_state(panel):
    first = panel.evaluators[0]
    panel.do(assign, first, [(panel.id_of(FIT), None)])
    panel.do(submit_scores, first)
    tab = panel.tab("evaluators")
    row = [tab.table.rows.index(0, column).data() for column in range(5)]
    assert row[1] == FIT
    assert "of" in row[2]
    assert row[4].startswith("2")  # the day
    assert tab._hand_in.isHidden()
    assert not tab._reopen.isHidden()


def test_an_evaluator_is_assigned_by_ticking(panel):
    tab = panel.tab("evaluators")
    tab.assign()
    dialog = panel.dialog()
    assert all(dialog.criteria.item(place).checkState() is Qt.CheckState.Checked for place in range(5))
    for place in range(1, dialog.candidates.count()):
        dialog.candidates.item(place).setCheckState(Qt.CheckState.Unchecked)
    panel.press(dialog, "assign.deed")
    given = [each for each in panel.evaluation.assignments if each.evaluator_id == panel.evaluators[0]]
    assert [(each.criterion_id, each.candidate_id) for each in given] == [(None, panel.evaluation.candidates[0].id)]


def test_pairs_of_criteria_and_candidates_stay_pairs_when_something_else_is_ticked(panel):
    evaluator = panel.evaluators[0]
    one, other, third, *_ = (each.id for each in panel.evaluation.candidates)
    fit, *_, last = judged_leaves(panel.evaluation)
    pairs = [(fit, one), (last, other)]
    panel.do(assign, evaluator, pairs)
    tab = panel.tab("evaluators")
    tab.choose(evaluator)
    tab.assign()
    dialog = panel.dialog()
    assert not dialog.uneven.isHidden()
    assert dialog.tasks() == pairs
    dialog.candidates.item(2).setCheckState(Qt.CheckState.Checked)
    panel.press(dialog, "assign.deed")
    given = cells_of(panel.evaluation, tasks_given(panel.evaluation, evaluator))
    assert given == {*pairs, (fit, third), (last, third)}


def test_a_group_is_ticked_with_its_parts_and_nothing_ticked_is_refused_in_place(panel):
    tab = panel.tab("evaluators")
    tab.assign()
    dialog = panel.dialog()
    for place in range(dialog.criteria.count()):
        dialog.criteria.item(place).setCheckState(Qt.CheckState.Unchecked)
    panel.press(dialog, "assign.deed")
    assert dialog.isVisible()
    assert "at least one criterion" in dialog.error.text()
    dialog.criteria.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.criteria.item(1).checkState() is Qt.CheckState.Checked
    group = panel.evaluation.criteria[0].id
    assert dialog.tasks() == [(group, None)]
    dialog.reject()


def test_an_interest_is_declared_and_ruled_on_from_the_tab(panel):
    tab = panel.tab("evaluators")
    tab.choose(panel.evaluators[2])
    before = len(panel.evaluation.conflicts)
    tab.declare()
    dialog = panel.dialog()
    panel.press(dialog, "declare.deed")
    assert "has no name" in dialog.error.text()  # the words are missing
    dialog.note.setPlainText("A cousin works there")
    panel.press(dialog, "declare.deed")
    conflict = panel.evaluation.conflicts[-1]
    assert (len(panel.evaluation.conflicts), conflict.blocks) == (before + 1, True)
    tab.rule()
    dialog = panel.dialog()
    dialog.name.setText("Head of procurement")
    dialog.reason.setPlainText("Distant")
    panel.press(dialog, "rule.deed")
    assert not panel.evaluation.conflicts[-1].blocks


def test_scores_are_handed_in_after_a_question_and_reopened_with_a_reason(panel):
    tab = panel.tab("evaluators")
    tab.hand_in()
    panel.press(panel.dialog(), "ask.deed")
    assert panel.evaluation.evaluators[0].submitted_at
    tab.reopen()
    dialog = panel.dialog()
    dialog.findChild(QLineEdit, "ask.field").setText("A reference came late")
    panel.press(dialog, "ask.deed")
    assert panel.evaluation.evaluators[0].submitted_at is None
    assert panel.session.desk.journal.undo_label.endswith("A reference came late")


def test_blind_scoring_hides_sealed_scores_everywhere_until_they_are_handed_in(panel):
    cell, (first, second, *_) = panel.dispute(), panel.evaluators
    tab = panel.tab("evaluators")
    tab.blind.choose("blind")
    assert panel.session.initiative.is_blind
    panel.do(submit_scores, second)
    panel.page.tabs.choose("matrix")
    matrix = panel.page.matrix
    assert panel.session.ranking.cells[cell].points == 5
    matrix.view.show_cell(cell)
    panel.page.open_inspector()
    scores = {each.evaluator.id: each for each in panel.page._inspector._detail.scores}
    assert (scores[first].is_sealed, scores[first].points, scores[first].rationale) == (True, None, "")
    assert scores[second].points == 5
    assert "hidden" in panel.page._inspector.dots.accessibleDescription()
    told = [line for revision in range(1, panel.session.desk.journal.revision + 1)
            for line in describe_edit(panel.session.desk, revision) if "Replaced after" in line]  # fmt: skip
    assert told == []


def test_a_sealed_view_is_shown_only_to_whom_scores_for_it(panel):
    panel.do(score_blindly, panel.session.initiative_id, True)
    panel.window.go_to("scoring")
    panel.page.tabs.choose("matrix")
    matrix, first = panel.page.matrix, str(panel.evaluators[0])
    matrix.views.choose(first)
    assert matrix.views.key == COUNTS
    panel.press(panel.dialog(), "ask.deed")
    assert matrix.views.key == first
    assert matrix.writer.evaluator_id == panel.evaluators[0]
    matrix.views.choose(COUNTS)
    matrix.restore({"view": first})
    assert matrix.views.key == COUNTS


def test_moderation_lists_what_could_change_the_order_and_records_what_is_agreed(panel):
    cell = panel.dispute()
    tab = panel.tab("moderation")
    assert isinstance(tab, ModerationTab)
    assert tab.table.rows.rowCount() == 1
    assert tab.table.rows.index(0, 1).data() == "1 to 5"
    assert "would come first" in tab._why.text()
    tab.points.setText("9")
    tab.reason.setPlainText("Seen together")
    tab.agree()
    assert "not on the scale" in tab._error.text()
    tab.points.setText("4")
    tab.agree()
    agreed = next(each for each in panel.evaluation.agreed if (each.candidate_id, each.criterion_id) == cell)
    assert (agreed.points, agreed.rationale) == (4, "Seen together")
    assert len([each for each in panel.evaluation.scores if (each.candidate_id, each.criterion_id) == cell]) > 1
    assert tab.table.isHidden()
    tab.which.choose("all")
    assert [tab.table.rows.index(place, 2).data() for place in range(tab.table.rows.rowCount())].count("agreed") == 1


def test_what_is_typed_in_moderation_stays_while_something_else_changes(panel):
    panel.dispute()
    tab = panel.tab("moderation")
    tab.points.setText("3")
    panel.do(record_score, panel.id_of("Callisten Services"), panel.id_of(FIT), panel.evaluators[0], 3)
    assert tab.points.text() == "3"


def test_next_and_previous_go_through_the_disagreements_by_key(panel):
    cell = panel.dispute()
    panel.do(record_score, panel.id_of("Callisten Services"), panel.id_of("Depth of skills"), panel.evaluators[0], 0)
    panel.do(record_score, panel.id_of("Callisten Services"), panel.id_of("Depth of skills"), panel.evaluators[1], 5)
    tab = panel.tab("moderation")
    tab.which.choose("all")
    tab.go_to(cell)
    first = tab._title.text()
    tab.next()
    assert tab._title.text() != first
    tab.previous()
    assert tab._title.text() == first
    assert tab.focusWidget() is tab.points


def test_a_ballot_is_sent_filled_in_and_merged_from_the_window(panel, answers, tmp_path):
    cell, first = panel.dispute(), panel.evaluators[0]
    tab = panel.tab("evaluators")
    answers.save = tmp_path / "ballot.odballot"
    tab.ballots.send()
    panel.qtbot.waitUntil(answers.save.exists)
    answers.open = answers.save
    tab.ballots.fill()
    dialog = panel.dialog(FillDialog)
    place = dialog._cells.index(cell)
    dialog.table.setCurrentIndex(dialog.table.rows.index(place, 0))
    dialog.points.setText("7")
    panel.press(dialog, "fill.deed")
    assert "not on the scale" in dialog.error.text()
    dialog.points.setText("2.5")
    dialog.reason.setPlainText("Second look")
    panel.press(dialog, "fill.deed")
    back = {(each.candidate_id, each.criterion_id): each for each in open_ballot(answers.save).entries}
    assert (back[cell].points, back[cell].rationale) == (2.5, "Second look")

    tab.ballots.merge()
    panel.qtbot.waitUntil(lambda: bool(panel.window.findChildren(MergeDialog)))
    dialog = panel.dialog(MergeDialog)
    assert dialog.clashes.count() == 1
    assert "Only hand in" in dialog.deed.text()
    dialog.clashes.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.deed.text() == "Merge 1 score"
    panel.press(dialog, "merge.deed")
    score = next(
        each
        for each in panel.evaluation.scores
        if (each.candidate_id, each.criterion_id, each.evaluator_id) == (*cell, first)
    )
    assert (score.points, score.source.file_name) == (2.5, "ballot.odballot")
    assert panel.evaluation.evaluators[0].submitted_at


def test_a_ballot_is_not_closed_by_the_way_with_what_was_typed(panel, answers, tmp_path):
    answers.open = tmp_path / "ballot.odballot"
    save_ballot(ballot_of(panel.session.desk, panel.evaluators[0]), answers.open)
    fill = panel.tab("evaluators").ballots.fill
    fill()
    dialog = panel.dialog(FillDialog)
    dialog.reject()
    assert not dialog.isVisible()  # nothing was typed

    fill()
    dialog = panel.dialog(FillDialog)
    panel.qtbot.keyClicks(dialog.points, "3")
    panel.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    question = dialog.findChild(Question, "ask")
    panel.press(question, "ask.deed")
    assert not dialog.isVisible()


def test_a_merge_shows_what_is_wrong_and_merges_nothing_of_it(panel, tmp_path):
    ballot = ballot_of(panel.session.desk, panel.evaluators[0])
    save_ballot(filled(ballot, [BallotEntry(*ballot.form.cells[0], 99)]), tmp_path / "odd.odballot")
    (tmp_path / "bad.odballot").write_text("nonsense")
    tab = panel.tab("evaluators")
    tab.ballots.review([tmp_path / "odd.odballot", tmp_path / "bad.odballot"])
    panel.qtbot.waitUntil(lambda: bool(panel.window.findChildren(MergeDialog)))
    dialog = panel.dialog(MergeDialog)
    words = dialog.findChild(QPlainTextEdit, "merge.problems").toPlainText()
    assert "99 points are not on the scale" in words
    assert "bad.odballot" in words
    dialog.hand_in.setChecked(False)
    assert not dialog.deed.isEnabled()
    dialog.reject()


def test_analysis_tells_agreement_camps_and_disputes(panel):
    panel.dispute()
    panel.window.go_to("analysis")
    page = panel.window.page
    assert isinstance(page, AnalysisPage)
    page.tabs.choose("evaluators")
    tab = page.findChild(PanelTab)
    assert isinstance(tab, PanelTab)
    assert tab.chart.spec is not None
    assert "Kendall" in tab.sentence.text()
    assert "could change the first three places" in tab.disputes.text()
    assert LEADER in tab.chart.spec.alt
    tab._go("moderation")
    assert panel.page.tabs.key == "moderation"


def test_a_place_leads_to_the_cell_to_moderate_and_to_an_evaluator(panel):
    cell = panel.dispute()
    panel.window.go(Place("scoring", field="moderation", candidate_id=cell[0], criterion_id=cell[1]))
    assert panel.page._panel["moderation"]._cell == cell
    panel.window.go(Place("scoring", field="evaluators", id=panel.evaluators[1]))
    tab = panel.page._panel["evaluators"]
    assert isinstance(tab, EvaluatorsTab)
    assert tab.record is not None
    assert tab.record.evaluator.id == panel.evaluators[1]


@pytest.mark.parametrize("key", ["evaluators", "moderation"])
def test_the_tabs_survive_a_file_without_anything(empty_window, key):
    empty_window.go_to("scoring")
    page = empty_window.page
    page.tabs.choose(key)
    assert page._panel[key].isVisible()
