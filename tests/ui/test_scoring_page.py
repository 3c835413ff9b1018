"""The Scoring page: ranking beside the matrix, all about a cell, places, and what it remembers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from outsource_desk.services.cells import cell_detail
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.initiatives import add_initiative, delete_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.scoring import record_amount, record_score
from outsource_desk.ui.formats import number
from outsource_desk.ui.pages.scoring import ScoringPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.scoring.cell_inspector import CellInspector
from outsource_desk.ui.scoring.matrix_face import Kind
from outsource_desk.ui.scoring.why_dialog import WhyDialog
from outsource_desk.ui.theme import Scheme
from outsource_desk.ui.widgets.chart_table import ChartTable
from tests.ui.matrix_scene import ARDENFELL, CALLISTEN, ENTER, ESCAPE, FIT, PRICE, SENNEVALE, SKILLS, Scene, open_scene


@pytest.fixture
def scene(window, qtbot) -> Scene:
    return open_scene(window, qtbot)


def inspector(scene: Scene) -> CellInspector:
    found = scene.window.inspector.findChild(CellInspector, "cell")
    assert isinstance(found, CellInspector)
    return found


def words(scene: Scene) -> list[str]:
    return [label.text() for label in inspector(scene).findChildren(QLabel) if label.isVisible()]


def test_the_sentence_counts_cells_and_names_who_scores(scene, qtbot):
    sentence = scene.page.findChild(QLabel, "scoring.sentence")
    assert isinstance(sentence, QLabel)
    who = "Head of Service Operations, CISO office and Procurement"
    expected = f"114 of 115 cells have a score; {who} score openly, then agree"
    qtbot.waitUntil(lambda: sentence.text() == expected)


def test_the_ranking_follows_each_score_and_says_how_far_it_moved(scene):
    scene.keep_evaluators(1)
    board = scene.tab.ranking.board
    ranking = scene.page.session.ranking
    assert ranking is not None
    before = next(each for each in ranking.standings if each.candidate.name == ARDENFELL)
    scene.go(ARDENFELL, FIT)
    scene.type("5")
    scene.press(ENTER)
    assert scene.page.session.ranking is not None
    after = next(each for each in scene.page.session.ranking.standings if each.candidate.name == ARDENFELL)
    line = next(text for text in board.texts if text.startswith(ARDENFELL))
    assert f", {after.total:.1f}" in line
    assert line.endswith(f", +{number(after.total - before.total)}")
    assert [text for text in board.texts if "+" in text or "−" in text] == [line]


def test_a_failed_gate_is_not_ranked_with_its_reason(scene):
    said = scene.tab.ranking.board.texts[-1]
    assert said.startswith("Quillbrook Support, not ranked, not ranked, Gate failed: Security assurance 2, minimum 3; ")
    assert said.endswith("”: knock-out failed")


def test_only_rows_in_view_are_painted(scene):
    board = scene.tab.ranking.board
    board.viewport().repaint()
    board.rows_painted = 0
    board.viewport().repaint()
    assert board.rows_painted == 5


def test_the_ranking_is_worked_by_keys_and_leads_to_the_candidate(scene, qtbot):
    scene.go(ARDENFELL, SKILLS)
    board = scene.tab.ranking.board
    qtbot.keyClick(board, Qt.Key.Key_Down)
    assert board.accessibleDescription().startswith(f"{CALLISTEN}, rank 2, 69.8 – 72.8")
    qtbot.keyClick(board, Qt.Key.Key_Return)
    assert scene.where() == (CALLISTEN, SKILLS)
    qtbot.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 130))
    assert scene.where() == (SENNEVALE, SKILLS)


def test_the_group_of_the_current_cell_is_named_under_the_ranking(scene):
    scene.go(ARDENFELL, FIT)
    assert scene.tab.ranking.key.text() == "■ Technical capability, as selected"


def test_why_shows_the_contributions_as_chart_and_as_table(scene, qtbot):
    qtbot.mouseClick(scene.tab.ranking.why, Qt.MouseButton.LeftButton)
    dialog = scene.page.findChild(WhyDialog, "why")
    assert isinstance(dialog, WhyDialog)
    assert ARDENFELL in dialog.chart.accessibleDescription()
    qtbot.mouseClick(dialog.findChild(QPushButton, "why.table"), Qt.MouseButton.LeftButton)
    table = dialog.findChild(ChartTable)
    assert isinstance(table, ChartTable)
    table.close()
    dialog.close()


def test_enter_shows_all_about_a_cell_and_it_follows_the_current_one(scene, qtbot):
    scene.go(ARDENFELL, FIT)
    scene.press(ENTER)
    assert scene.window.inspector.isVisible()
    assert inspector(scene).title.text() == FIT
    assert f"{ARDENFELL} · weight 7.5 · adds 5.3 points" in words(scene)
    scene.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: inspector(scene).title.text() == SKILLS)
    assert "What the points mean" in words(scene)
    assert "Head of Service Operations" in inspector(scene).dots.accessibleDescription()


def test_a_cell_is_read_once_when_the_keys_have_come_to_rest(scene, qtbot):
    scene.go(ARDENFELL, FIT)
    scene.press(ENTER)
    read: list[object] = []
    scene.tab.settled_on.connect(lambda: read.append(scene.where()))
    scene.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: bool(read))
    assert read == [(CALLISTEN, SKILLS)]


def test_points_chosen_in_the_inspector_are_written_as_if_typed(scene):
    scene.keep_evaluators(1)
    scene.go(ARDENFELL, FIT)
    scene.press(ENTER)
    inspector(scene).points.choose("4")
    assert scene.points(ARDENFELL, FIT) == 4


def test_a_rationale_left_once_its_initiative_is_gone_is_refused_in_words(scene, qtbot):
    scene.keep_evaluators(1)
    scene.go(ARDENFELL, FIT)
    scene.press(ENTER)
    field, session = inspector(scene).reason, scene.page.session
    field.setFocus()
    qtbot.keyClicks(field, "Too late")
    delete_initiative(session.desk, session.initiative_id)
    assert session.evaluation is None
    inspector(scene).put_away()
    assert "criterion" in scene.window.toasts.text


def test_a_rationale_left_after_turning_to_another_initiative_keeps_the_points(scene, qtbot):
    scene.keep_evaluators(1)
    scene.go(ARDENFELL, FIT)
    scene.press(ENTER)
    session, before, cell = scene.page.session, scene.points(ARDENFELL, FIT), scene.cell(ARDENFELL, FIT)
    first, field = session.initiative_id, inspector(scene).reason
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Seen on site")
    session.show_initiative(add_initiative(session.desk, "Another one"))
    inspector(scene).put_away()
    scores = load_evaluation(session.desk, first).scores
    written = next(each for each in scores if (each.candidate_id, each.criterion_id) == cell)
    assert (written.points, written.rationale) == (before, "Seen on site")


def test_scores_that_wait_for_a_reason_go_with_their_initiative(scene):
    before, session = scene.points(ARDENFELL, FIT), scene.page.session
    first = session.initiative_id
    scene.go(ARDENFELL, FIT)
    scene.type("1")
    scene.press(ENTER)
    assert scene.tab.writer.waiting
    session.show_initiative(add_initiative(session.desk, "Another one"))
    assert not scene.tab.writer.waiting
    assert not scene.tab.reason.isVisible()
    session.show_initiative(first)
    assert scene.points(ARDENFELL, FIT) == before


def test_a_rationale_is_saved_when_it_is_left_and_never_overwritten_while_typing(scene, qtbot):
    scene.keep_evaluators(1)
    scene.go(ARDENFELL, FIT)
    scene.press(ENTER)
    field = inspector(scene).reason
    field.selectAll()
    qtbot.keyClicks(field, "Seen in the bid")
    candidate, criterion = scene.cell(ARDENFELL, FIT)
    evaluation = scene.page.session.evaluation
    assert evaluation is not None
    evaluator = evaluation.evaluators[0].id
    scene.page.session.act(record_score, candidate, criterion, evaluator, 1.0)  # somebody else's hand
    qtbot.waitUntil(lambda: inspector(scene).big.text() == "1.0")
    assert field.toPlainText() == "Seen in the bid"
    field.save()
    detail = scene.page.session.try_act(
        cell_detail, scene.page.session.evaluation, scene.page.session.ranking, candidate, criterion
    )
    assert detail.scores[0].rationale == "Seen in the bid"
    assert detail.scores[0].points == 1.0


def test_a_rationale_that_is_being_typed_is_saved_for_its_own_cell_when_another_comes(scene, qtbot):
    scene.keep_evaluators(1)
    scene.go(ARDENFELL, FIT)
    scene.press(ENTER)
    field = inspector(scene).reason
    field.selectAll()
    qtbot.keyClicks(field, "About the fit")
    scene.go(ARDENFELL, SKILLS)
    qtbot.waitUntil(lambda: inspector(scene).title.text() == SKILLS)
    evaluation = scene.page.session.evaluation
    assert evaluation is not None
    cell = scene.cell(ARDENFELL, FIT)
    assert [each.rationale for each in evaluation.scores if (each.candidate_id, each.criterion_id) == cell] == [
        "About the fit"
    ]


def test_the_inspector_of_a_price_shows_amount_and_end_points(scene):
    scene.go(ARDENFELL, PRICE)
    scene.press(ENTER)
    assert inspector(scene).big.text() == "EUR 11,400,000"
    assert "What the amount is worth" in words(scene)
    assert not inspector(scene).points.isVisible()


def test_an_agreed_score_can_be_withdrawn_and_the_median_counts_again(scene, qtbot):
    scene.go(ARDENFELL, "Communication and language")
    scene.press(ENTER)
    agreed = scene.points(ARDENFELL, "Communication and language")
    assert "Agreed in moderation: 3.0. The single scores are kept." in words(scene)
    qtbot.mouseClick(inspector(scene).findChild(QPushButton, "cell.withdraw"), Qt.MouseButton.LeftButton)
    assert scene.points(ARDENFELL, "Communication and language") != agreed


def test_the_history_of_a_cell_is_told(scene, qtbot):
    candidate, criterion = scene.cell(ARDENFELL, PRICE)
    scene.page.session.act(record_amount, candidate, criterion, 9_000_000.0)
    scene.go(ARDENFELL, PRICE)
    scene.press(ENTER)
    assert any("9,000,000" in text for text in words(scene))


def test_a_place_leads_to_its_cell(scene, window):
    candidate, criterion = scene.cell(CALLISTEN, "Continuity and recovery")
    window.go(Place("home"))
    window.go(Place("scoring", candidate_id=candidate, criterion_id=criterion))
    assert scene.where() == (CALLISTEN, "Continuity and recovery")
    assert window.focusWidget() is scene.view


def test_the_page_comes_back_as_it_was_left(scene, window, open_window):
    path = window.session.desk.path
    scene.go(CALLISTEN, SKILLS)
    scene.tab.model.fold(scene.tab.model.index_of(scene.cell(ARDENFELL, "Security and data")).row(), is_folded=True)
    scene.view_of("CISO office")
    scene.tab.splitter.moveSplitter(700, 1)
    sizes = scene.tab.splitter.sizes()
    window.close()
    again = open_window(path)
    again.go_to("scoring")
    page = again.page
    assert isinstance(page, ScoringPage)
    assert page.matrix.views.currentText() == "CISO office"
    assert page.matrix.splitter.sizes() == sizes
    index = page.matrix.view.currentIndex()
    assert page.matrix.model.spoken(index.row(), index.column()).startswith(f"{CALLISTEN}, {SKILLS}: ")
    folded = [row.criterion.name for row in page.matrix.model.rows if row.criterion.id in page.matrix.model.folded]
    assert folded == ["Security and data"]


def test_the_ranking_can_be_put_away(scene, window):
    window.actions_of_window["scoring.ranking"].trigger()
    assert scene.tab.splitter.sizes()[1] == 0
    window.actions_of_window["scoring.ranking"].trigger()
    assert scene.tab.splitter.sizes()[1] > 0


def test_an_initiative_without_criteria_says_what_to_do_first(scene, window):
    window.session.show_initiative(window.session.act(add_initiative, "Payroll"))
    texts = [label.text() for label in scene.page.findChildren(QLabel) if label.isVisible()]
    assert "Nothing to score by yet" in texts


@pytest.mark.parametrize(("scheme", "percent"), [(Scheme.DARK, 100), (Scheme.LIGHT, 150), (Scheme.LIGHT, 90)])
def test_theme_and_font_switch_while_a_cell_is_typed(scene, desktop, scheme, percent):
    scene.go(ARDENFELL, FIT)
    scene.type("4")
    desktop.set_scheme(scheme)
    desktop.set_font(percent)
    assert scene.field is not None
    assert scene.field.text() == "4"
    assert scene.view.rowHeight(0) == round(28 * percent / 100)
    scene.press(ESCAPE)


def test_a_closed_window_lets_its_page_go(window, qtbot):
    scene = open_scene(window, qtbot)
    scene.go(ARDENFELL, FIT)
    scene.press(ENTER)
    gone: list[str] = []
    scene.page.destroyed.connect(lambda: gone.append("page"))
    scene.tab.model.destroyed.connect(lambda: gone.append("model"))
    window.close()
    qtbot.waitUntil(lambda: sorted(gone) == ["model", "page"])


def test_an_evaluator_who_has_not_judged_yet_does_not_see_what_the_others_gave(scene):
    scene.view_of("CISO office")
    empty = next(
        (column, row)
        for row, line in enumerate(scene.tab.model.rows)
        for column in range(len(scene.tab.model.candidates))
        if not line.is_group and scene.tab.model.face_at(row, column).kind is Kind.OPEN
    )
    scene.view.setCurrentIndex(scene.tab.model.index(empty[1], empty[0]))
    scene.press(ENTER)
    assert not inspector(scene).dots.isVisible()
    assert "What the others gave is shown once this score is given." in words(scene)
    scene.type("3")
    scene.press(Qt.Key.Key_Up)
    scene.view.setCurrentIndex(scene.tab.model.index(empty[1], empty[0]))
    scene.page.open_inspector()
    assert inspector(scene).dots.isVisible()


def test_the_source_of_an_imported_score_leads_to_the_import_in_the_history(scene, tmp_path, qtbot):
    sheet = tmp_path / "Bids.csv"
    sheet.write_text("Vendor,Quality (0-5),Security (0-5)\nWeight,60,40\nAlder,4,3.5\nBirch,3,4.5\n", encoding="utf-8")
    session = scene.page.session
    made = session.try_act(import_spreadsheet, read_spreadsheet(sheet))
    revision = session.desk.journal.revision
    session.show_initiative(made.initiative_id)
    scene.view.setCurrentIndex(scene.tab.model.index(0, 0))
    scene.press(ENTER)
    (show,) = inspector(scene).findChildren(QPushButton, "cell.show_import")
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    page = scene.window.page
    assert page is not None
    assert page.title() == "History"
    assert page.state()["chosen"] == [revision]
