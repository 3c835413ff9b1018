from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from outsource_desk.domain.criterion import Criterion, Direction, Measure, leaves_of
from outsource_desk.domain.robustness import SimulationPlan
from outsource_desk.services.candidates import add_in_house, remove_candidate
from outsource_desk.services.criteria import add_criterion, delete_criterion, update_criterion
from outsource_desk.services.in_house import against_in_house
from outsource_desk.services.initiatives import add_initiative, update_initiative
from outsource_desk.services.progress import progress_of
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.scoring import agree_score, record_score
from outsource_desk.ui.analysis.study import study_of
from outsource_desk.ui.home.attention import FEW, FindingList, Findings
from outsource_desk.ui.home.figures import cells_in_words
from outsource_desk.ui.home.sentences import in_house_in_words
from outsource_desk.ui.home.steps import Stage, days_left
from outsource_desk.ui.home.tile import Tile
from outsource_desk.ui.pages.home import HomePage
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import Scheme, look
from outsource_desk.ui.widgets.chart import ChartView
from tests.builders import evaluation


@pytest.fixture
def home(window) -> HomePage:
    window.go(Place("home"))
    assert isinstance(window.page, HomePage)
    return window.page


def tile(home: HomePage, name: str) -> Tile:
    found = home.findChild(Tile, f"tile.{name}")
    assert isinstance(found, Tile)
    return found


def texts(home: HomePage) -> list[str]:
    return [label.text() for label in home.findChildren(QLabel) if label.isVisible()]


def test_it_says_who_leads_and_how_far_that_can_be_trusted(home):
    headline = home.findChild(QLabel, "home.headline")

    assert headline is not None
    assert (
        headline.text()
        == "Ardenfell Digital is 1.1 points ahead, which is too close to call; Callisten Services can still reach 72.8"
    )
    assert "IT outsourcing · 5 candidates · decision due 16 Dec 2026" in texts(home)


def test_nobody_is_called_the_winner(home):
    said = " ".join([*texts(home), *(each.accessibleName() for each in home.findChildren(QWidget))])

    assert "Ardenfell" in said
    assert "winner" not in said.lower().replace("no clear winner", "")
    assert "wins" not in said.lower()


def test_four_figures_are_told_with_their_state(home):
    gates = tile(home, "gates").accessibleName()
    assert gates.startswith("Gates: 4 of 5 candidates pass. 1 failed. Vetting ")
    assert " % done. Quillbrook Support: Security assurance 2, minimum 3, SEC-03 “" in gates
    assert gates.endswith("knock-out failed")
    assert tile(home, "merit").accessibleName() == (
        "Merit: 70.9 Ardenfell Digital. Too close to call. 1.1 points ahead of Callisten Services"
    )
    assert tile(home, "money").accessibleName() == (
        "Money: 11.40 m EUR, Ardenfell Digital. 3 % above the lowest. 11.62 m with a 12 % chance to reverse it. "
        "Ranked prices EUR 11.10 m to 13.40 m"
    )


def test_the_last_tile_says_how_sure_the_first_place_is_and_leads_to_the_analysis(home, window, qtbot):
    sure = tile(home, "confidence")
    qtbot.waitUntil(lambda: "more often" in sure.accessibleName(), timeout=20_000)
    assert sure.isVisible()
    assert sure.accessibleName().replace("\u00a0", " ") == (
        "Confidence: 44 % first, Ardenfell Digital. No clear winner."
        " Callisten Services comes first more often (56 %): its open scores may turn out high"
    )
    qtbot.mouseClick(sure, Qt.MouseButton.LeftButton)
    assert window.trail.here == Place("analysis", field="overview")


def test_the_last_tile_says_that_nothing_more_comes_where_the_simulation_was_stopped(home, window, qtbot):
    sure, study = tile(home, "confidence"), study_of(window.session)
    qtbot.waitUntil(lambda: study.is_simulating(SimulationPlan()), timeout=20_000)
    study.stop()
    qtbot.waitUntil(lambda: "stopped" in sure.accessibleName(), timeout=20_000)
    assert sure.accessibleName() == "Confidence: –. The simulation was stopped; Analysis starts it again."


def test_while_a_criterion_is_open_for_all_the_last_tile_says_how_much_is_done(home, window):
    assert not tile(home, "coverage").isVisible()
    session = window.session
    session.act(add_criterion, session.initiative_id, "Exit costs", weight=5.0)
    assert tile(home, "coverage").isVisible()
    assert tile(home, "coverage").accessibleName().startswith("Coverage: 95 % of the scores are in")
    session.undo()
    assert tile(home, "confidence").isVisible()


def test_a_tile_leads_to_where_its_figure_comes_from(home, window, qtbot):
    evaluation = window.session.evaluation
    security = next(leaf.id for leaf in leaves_of(evaluation.criteria) if leaf.is_gate)
    failed = next(each.id for each in evaluation.candidates if each.name == "Quillbrook Support")

    qtbot.mouseClick(tile(home, "gates"), Qt.MouseButton.LeftButton)

    assert window.trail.here == Place("scoring", candidate_id=failed, criterion_id=security)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_tile_answers_to_the_keyboard(home, window, qtbot, key):
    price = next(leaf.id for leaf in leaves_of(window.session.evaluation.criteria) if leaf.measure is Measure.PRICE)
    tile(home, "money").setFocus()

    qtbot.keyClick(tile(home, "money"), key)

    assert window.trail.here.page == "scoring"
    assert window.trail.here.criterion_id == price


def test_a_tie_is_shown_as_a_tie(home, window):
    session = window.session
    callisten = session.ranking.ranked[1].candidate
    keep = {session.ranking.ranked[0].candidate.id, callisten.id}
    for candidate in session.evaluation.candidates:
        if candidate.id not in keep:
            session.act(remove_candidate, candidate.id)
    for criterion in session.evaluation.criteria[1:]:
        if criterion.parent_id is None:
            session.act(delete_criterion, criterion.id)
    for leaf in leaves_of(session.evaluation.criteria):
        for candidate in session.evaluation.candidates:
            for evaluator in session.evaluation.evaluators:
                session.act(record_score, candidate.id, leaf.id, evaluator.id, 3.0)
            session.act(agree_score, candidate.id, leaf.id, 3.0, rationale="Equal after the visit on site.")

    assert len(session.ranking.leaders) == 2
    headline = home.findChild(QLabel, "home.headline")
    assert headline.text() == "Ardenfell Digital and Callisten Services share the first place"
    assert "They share the first place with 60.0 points" in tile(home, "merit").accessibleName()
    assert "gates, nobody misses one" in tile(home, "gates").accessibleName()  # those of the vetting
    assert tile(home, "money").accessibleName().startswith("Money: – no price")


def test_an_edit_elsewhere_is_on_home_at_once(home, window):
    session = window.session
    session.act(update_initiative, session.initiative_id, "name", "Help desk 2027")
    session.act(add_criterion, session.initiative_id, "Exit costs", weight=5.0)

    assert "Help desk 2027" in texts(home)
    assert tile(home, "coverage").accessibleName().startswith("Coverage: 95 %")
    assert home.findings.rows.index(0).data() == "Bring the weights to 100 %"


def test_what_needs_attention_comes_most_pressing_first_and_leads_there(home, window, qtbot):
    rows = home.findings.rows
    said = [rows.index(row).data() for row in range(rows.rowCount())]
    assert said[:2] == ["Quillbrook Support failed a gate", "Score Callisten Services on 1 open criterion"]
    callisten = next(each.id for each in window.session.evaluation.candidates if each.name == "Callisten Services")

    home.findings.setFocus()
    qtbot.keyClick(home.findings, Qt.Key.Key_Down)
    qtbot.keyClick(home.findings, Qt.Key.Key_Return)

    assert window.trail.here.page == "scoring"
    assert window.trail.here.candidate_id == callisten


def test_a_click_on_a_row_leads_to_its_place(home, window, qtbot):
    first = home.findings.visualRect(home.findings.rows.index(0)).center()
    qtbot.mouseClick(home.findings.viewport(), Qt.MouseButton.LeftButton, pos=first)

    assert window.trail.here.page == "scoring"


def test_all_findings_are_shown_when_asked_for_and_stay_so(home, window, qtbot):
    before = home.findChild(QLabel, "home.count").text()
    for field in ("question", "aim", "scope", "owner"):
        window.session.act(update_initiative, window.session.initiative_id, field, "")
    link = home.findChild(QPushButton, "home.all")
    assert home.findings.rows.rowCount() == FEW

    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)

    assert home.findings.rows.rowCount() == int(before) + 4
    assert home.findings.height() >= sum(
        home.findings.sizeHintForRow(row) for row in range(home.findings.rows.rowCount())
    )
    assert home.state() == {"all": True}
    assert link.text() == "Fewer"


def test_the_way_to_the_decision_is_told_and_leads_to_each_step(home, window, qtbot):
    steps = home.steps
    assert steps.accessibleDescription().startswith("Vetting, next. ")

    steps.setFocus()
    qtbot.keyClick(steps, Qt.Key.Key_Right)
    assert steps.accessibleDescription().startswith("Scores, open. 114 of 115")
    qtbot.keyClick(steps, Qt.Key.Key_Right)
    assert steps.accessibleDescription().startswith("Plan B, done. ready 78 of 100")
    qtbot.keyClick(steps, Qt.Key.Key_Right)
    assert steps.accessibleDescription().startswith("Board paper, open. due 16 Dec 2026")
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert window.trail.here == Place("reports")


def test_a_step_is_also_clicked(home, window, qtbot):
    qtbot.mouseClick(home.steps, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))

    assert window.trail.here == Place("initiative")


def test_the_days_to_the_decision_are_counted():
    today = date(2026, 12, 12)

    assert days_left("2026-12-16", today) == ("4 days left", "accent")
    assert days_left("2026-12-13", today) == ("1 day left", "accent")
    assert days_left("2026-12-12", today) == ("Due today", "warn")
    assert days_left("2026-12-10", today) == ("2 days late", "bad")
    assert days_left(None, today) == ("", "quiet")


def test_the_board_paper_is_one_click_away(home, window, qtbot):
    qtbot.mouseClick(home.findChild(QPushButton, "home.preview"), Qt.MouseButton.LeftButton)

    assert window.trail.here == Place("reports")


def test_an_initiative_without_candidates_says_what_to_do_first(home, window):
    session = window.session
    session.act(add_initiative, "Payroll 2028")
    session.show_initiative(2)
    assert "No candidates yet" in texts(home)
    assert home.first_focus() is home.findChild(QPushButton, "empty.button")

    session.act(add_in_house, 2, "In-house")
    assert "No candidates yet" not in texts(home)
    assert home.findChild(QLabel, "home.headline").text() == "Nobody can be ranked yet"


def test_several_initiatives_are_chosen_between(home, window, qtbot):
    chooser = home.findChild(QComboBox, "home.initiative")
    assert not chooser.isVisible()
    window.session.act(add_initiative, "Payroll 2028")
    window.session.act(add_in_house, 2, "In-house")
    assert chooser.isVisible()

    chooser.setFocus()
    qtbot.keyClick(chooser, Qt.Key.Key_Down)

    assert window.session.initiative_id == 2
    assert "Payroll 2028" in texts(home)


def test_an_empty_file_offers_an_initiative_or_the_sample(empty_window, qtbot):
    empty_window.go(Place("home"))
    home = empty_window.page
    assert isinstance(home, HomePage)
    assert "No initiative yet" in texts(home)
    asked = []
    for name in ("file.new_initiative", "file.sample"):
        action = empty_window.actions_of_window[name]
        action.triggered.disconnect()
        action.triggered.connect(lambda _on, name=name: asked.append(name))

    qtbot.mouseClick(home.findChild(QPushButton, "empty.button"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(home.findChild(QPushButton, "empty.link"), Qt.MouseButton.LeftButton)

    assert asked == ["file.new_initiative", "file.sample"]


@pytest.mark.parametrize("size", [(1366, 768), (1024, 640), (1920, 1080)])
@pytest.mark.parametrize("percent", [100, 150])
def test_nothing_is_cut_off_sideways_at_any_size(home, window, qtbot, size, percent):
    look.dress(Scheme.LIGHT, percent)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    page = home.findChild(Tile, "tile.gates").parentWidget()

    def is_laid_out() -> None:
        tiles = [each for each in home.findChildren(Tile) if each.isVisible()]
        for each in (*tiles, home.chart, home.steps, home.findings):
            left = each.mapTo(page, QPoint(0, 0)).x()
            assert left >= 0
            assert left + each.width() <= page.width()
            assert each.width() >= each.minimumSizeHint().width() or isinstance(each, FindingList)

    QApplication.processEvents()  # the layouts follow the new size
    qtbot.waitUntil(is_laid_out)
    look.dress(Scheme.LIGHT, 100)


def test_the_chart_is_wholly_visible_on_a_common_screen_without_scrolling(home, window, qtbot):
    bottom = home.steps.mapTo(home, QPoint(0, home.steps.height())).y()

    assert bottom <= home.height()
    assert isinstance(home.chart, ChartView)


def test_everything_that_can_have_the_focus_has_a_name(home):
    for each in home.findChildren(QWidget):
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.isVisible():
            is_named = each.accessibleName() or (isinstance(each, QPushButton) and each.text())
            assert is_named, each
            assert each.objectName(), each


def test_dark_and_light_are_both_painted(home):
    light = home.grab().toImage()
    look.dress(Scheme.DARK)
    dark = home.grab().toImage()
    look.dress(Scheme.LIGHT)

    assert light.pixelColor(2, 2).lightness() > 200
    assert dark.pixelColor(2, 2).lightness() < 60


def test_the_list_of_findings_keeps_qt_s_rules_for_models(home, qtmodeltester):
    assert isinstance(home.findings.rows, Findings)
    qtmodeltester.check(home.findings.rows)


def test_home_is_let_go_with_its_window(home, window, desktop, qtbot):
    with qtbot.waitSignal(home.destroyed, timeout=2000):
        window.close()


def test_points_that_cannot_count_yet_are_not_called_complete(home, window, qtbot):
    session = window.session
    leaf = next(each for each in leaves_of(session.evaluation.criteria) if each.measure is Measure.JUDGED)
    session.act(update_criterion, leaf.id, "direction", Direction.UNKNOWN)
    progress = progress_of(session.desk, session.evaluation, session.ranking)

    told = tile(home, "coverage").accessibleName()
    stages = {step.name: (step.stage, step.detail) for step in home.steps._steps}

    assert progress.cells_all - progress.cells_done == 1 + len(session.evaluation.candidates)
    assert "1 criterion cannot count yet, Callisten Services 1 open" in told
    assert "Complete" not in told
    assert stages["Criteria"] == (Stage.CURRENT, "1 criterion cannot count yet")
    assert stages["Scores"] == (Stage.OPEN, f"{progress.cells_done} of {progress.cells_all}")

    qtbot.mouseClick(tile(home, "coverage"), Qt.MouseButton.LeftButton)
    assert window.trail.here == Place("scoring", criterion_id=leaf.id, field="direction")
    assert cells_in_words(progress).endswith(" cells count; 1 criterion cannot count yet")


def test_it_says_how_the_first_of_the_vendors_stands_to_the_in_house_option(home):
    sentence = home.findChild(QLabel, "home.in_house")

    assert sentence is not None
    assert sentence.isVisible()
    assert sentence.text() == (
        "Against the in-house option the first of the vendors is 15.2 points ahead and EUR 2.00 m cheaper."
    )


@pytest.mark.parametrize(
    ("vendor", "in_house", "said"),
    [
        ([90, 3e6], [60, 5.005e6], "30.0 points ahead and EUR 2.01 m cheaper"),
        ([60, 5e6], [90, 3e6], "30.0 points behind and EUR 2.00 m dearer"),
        ([61, 3e5], [60, 3e5], "1.0 points ahead (too close to call) and equally dear"),
        ([60, 900], [60, 1000], "level and EUR 100 cheaper"),
        ([60, None], [80, 1000], "20.0 points behind"),
    ],
)
def test_the_in_house_option_is_compared_in_points_and_money(vendor, in_house, said):
    tree = [
        Criterion(1, 1, None, "Quality", 100, maximum=100, step=0),
        Criterion(2, 1, None, "Price", 0, measure=Measure.PRICE, worst=9e6, best=0),
    ]
    given = evaluation({"Acme": vendor, "Own staff": in_house}, [], criteria=tree)
    own = replace(given.candidates[1], vendor_id=None)
    given = replace(given, candidates=(given.candidates[0], own))
    words = in_house_in_words(against_in_house(given, ranking_of(given)), "EUR")
    assert words == f"Against the in-house option the first of the vendors is {said}."


def test_nothing_is_said_of_an_in_house_option_that_is_not_there():
    given = evaluation({"Acme": [60], "Globex": [50]}, [100])
    assert in_house_in_words(against_in_house(given, ranking_of(given)), "EUR") == ""
