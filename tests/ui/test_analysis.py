"""The page Analysis on the sample: verdict, flips, a slider that moves everything, simulation, explained numbers."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QTreeView, QWidget

from outsource_desk.charts.spec import ChartSpec
from outsource_desk.domain.criterion import leaves_of
from outsource_desk.domain.robustness import FlipKind, Trust
from outsource_desk.services.candidates import remove_candidate
from outsource_desk.services.criteria import list_criteria, update_criterion
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.ui.analysis.explain_dialog import ExplainDialog
from outsource_desk.ui.analysis.overview_tab import OverviewTab
from outsource_desk.ui.analysis.sensitivity_tab import SensitivityTab
from outsource_desk.ui.analysis.simulation_tab import SimulationTab
from outsource_desk.ui.analysis.study import study_of
from outsource_desk.ui.analysis.tab import AnalysisTab
from outsource_desk.ui.analysis.tabs import TABS, keys
from outsource_desk.ui.pages.analysis import AnalysisPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.widgets.chart import ChartView
from tests.ui.acts import find

Tab = TypeVar("Tab", bound=AnalysisTab)

WORK = 20_000  # milliseconds that background work may take


@pytest.fixture
def page(window, qtbot) -> AnalysisPage:
    window.go_to("analysis")
    assert isinstance(window.page, AnalysisPage)
    study = study_of(window.session)
    wait_for_work(qtbot, lambda: study.simulation() is not None)
    return window.page


def wait_for_work(qtbot, is_done) -> None:
    """Let the threads work without the window's thread in their way, then let it hear of it."""

    def is_done_now() -> bool:
        QThreadPool.globalInstance().waitForDone(WORK)
        return is_done()

    qtbot.waitUntil(is_done_now, timeout=WORK)


def tab_of(page: AnalysisPage, key: str, kind: type[Tab]) -> Tab:
    page.tabs.choose(key)
    tab = page.tab
    assert isinstance(tab, kind)
    return tab


def spec_of(chart: ChartView) -> ChartSpec:
    assert chart.spec is not None
    return chart.spec


def said(widget: QWidget) -> str:
    labels = [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]
    return " ".join(labels).replace("\u00a0", " ")


def test_every_tab_is_there_and_comes_up(page):
    assert keys() == tuple(TABS)
    for key in keys():
        page.tabs.choose(key)
        assert page.tab is not None
        assert isinstance(page.tab, AnalysisTab)
        assert page.tab.title()


def test_why_says_the_verdict_its_rules_and_what_would_turn_it(page):
    tab = tab_of(page, "overview", OverviewTab)
    assert tab.verdict.steps.trust is Trust.NO_CLEAR_WINNER
    assert "There is no clear winner between Ardenfell Digital and Callisten Services" in tab.headline.text()
    assert "Callisten Services overtakes Ardenfell Digital if" in said(tab)
    assert "43.8 %" in said(tab.verdict)
    assert "still running" not in said(tab.verdict)


def test_a_weight_that_turns_the_first_place_is_tried_at_once(page, window, qtbot):
    tab = tab_of(page, "overview", OverviewTab)
    robustness = study_of(window.session).robustness
    assert robustness is not None
    nearest = robustness.flips[0]
    assert nearest.kind is FlipKind.WEIGHT
    link = find(tab, QPushButton, f"overview.flip_{nearest.rival_id}")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    sensitivity = tab_of(page, "sensitivity", SensitivityTab)
    assert sensitivity.weight.criterion_id == nearest.criterion_id
    assert sensitivity.weight.tried is not None
    assert (sensitivity.weight.tried < nearest.needed) == (nearest.needed < nearest.now)
    wait_for_work(qtbot, lambda: "Callisten Services is first" in said(sensitivity.weight))


def test_two_sentences_for_any_two_candidates(page):
    tab = tab_of(page, "overview", OverviewTab)
    ids = {tab.why.one.itemText(place): tab.why.one.itemData(place) for place in range(tab.why.one.count())}
    assert tab.why.text.startswith("Ardenfell Digital is ahead of Callisten Services by 1.1 points: it gains most on")
    tab.why.choose(ids["Sennevale Cooperative"], ids["Callisten Services"])
    assert tab.why.text.startswith("Callisten Services is ahead of Sennevale Cooperative by 10.5 points")
    tab.why.choose(ids["Callisten Services"], ids["Callisten Services"])
    assert tab.why.text == "Choose two different candidates."


def test_the_two_sentences_can_be_copied(page, qtbot):
    tab = tab_of(page, "overview", OverviewTab)
    button = find(tab, QPushButton, "why.copy")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == tab.why.text
    QGuiApplication.clipboard().clear()


def test_what_is_worth_settling_leads_to_its_cell(page, window):
    tab = tab_of(page, "overview", OverviewTab)
    rows = tab.worth.findings.rows
    assert rows.rowCount() == 1
    tab.worth.findings.activated.emit(rows.index(0))
    here = window.trail.here
    open_cell = next((one.candidate.id, one.open_leaves[0]) for one in window.session.ranking.ranked if one.open_leaves)
    assert (here.candidate_id, here.criterion_id) == open_cell


def test_the_slider_moves_lines_ranking_and_verdict_and_writes_nothing(page, window, qtbot):
    tab = tab_of(page, "sensitivity", SensitivityTab)
    revision = window.session.desk.journal.revision
    people = next(each for each in window.session.evaluation.criteria if each.name.startswith("People"))
    tab.weight.choose(people.id)
    assert "stays first up to 14 %" in tab.weight.sentence.text().replace("\u00a0", " ")
    tab.weight.slider.setFocus()
    for _ in range(10):  # from 10 % in steps of 1 %
        qtbot.keyClick(tab.weight.slider, Qt.Key.Key_Right)
    wait_for_work(qtbot, lambda: "At 20.0" in said(tab.weight))
    assert tab.weight.tried == pytest.approx(0.2)
    assert "Callisten Services is first" in said(tab.weight)
    assert tab.standings.names[:2] == ("Callisten Services", "Ardenfell Digital")
    assert "tried" in " ".join(each.mark + each.note for each in spec_of(tab.weight.chart).categories)
    assert window.session.desk.journal.revision == revision

    qtbot.mouseClick(tab.weight.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "official weights" in said(tab.standings))
    assert tab.weight.tried is None


def test_a_weight_that_was_tried_is_used_as_one_edit(page, window, qtbot):
    tab = tab_of(page, "sensitivity", SensitivityTab)
    session = window.session
    people = next(each for each in session.evaluation.criteria if each.name.startswith("People"))
    before = list_criteria(session.desk, session.initiative_id)
    tab.weight.choose(people.id)
    tab.weight.slider.setValue(200)
    qtbot.waitUntil(tab.weight.use.isEnabled)
    qtbot.mouseClick(tab.weight.use, Qt.MouseButton.LeftButton)

    assert session.ranking.weights[people.id] == pytest.approx(0.2, abs=1e-4)
    assert session.ranking.ranked[0].candidate.name == "Callisten Services"
    assert tab.weight.tried is None
    assert tab.weight.criterion_id == people.id
    session.undo()
    assert list_criteria(session.desk, session.initiative_id) == before


def test_a_locked_weight_is_not_moved_and_says_so(page, window, qtbot):
    session = window.session
    tops = [each for each in session.evaluation.criteria if each.parent_id is None]
    session.act(update_criterion, tops[0].id, "is_locked", True)
    tab = tab_of(page, "sensitivity", SensitivityTab)
    tab.weight.choose(tops[1].id)
    tab.weight.slider.setValue(500)
    qtbot.waitUntil(tab.weight.use.isEnabled)
    with qtbot.waitSignal(session.refused) as refusal:
        qtbot.mouseClick(tab.weight.use, Qt.MouseButton.LeftButton)
    assert "is locked" in str(refusal.args[0])


def test_each_picture_of_sensitivity_has_a_sentence_and_a_table(page):
    tab = tab_of(page, "sensitivity", SensitivityTab)
    for chart in (tab.weight.chart, tab.intervals, tab.tornado, tab.frontier):
        assert chart.spec is not None
        assert chart.accessibleName()
        assert chart.spec.alt
    text = said(tab)
    assert "The nearest turn is at Continuity, exit and control: Callisten Services comes first at 7.6 %" in text
    assert "loses the first place by Continuity and recovery" in text
    assert "Nobody is both cheaper and better than" in text


def test_intervals_turn_to_single_criteria(page):
    tab = tab_of(page, "sensitivity", SensitivityTab)
    groups = len(spec_of(tab.intervals).categories)
    tab.level.choose("leaves")
    assert len(spec_of(tab.intervals).categories) == len(leaves_of(page.session.evaluation.criteria)) > groups


def test_a_turn_leads_to_its_cell(page, window):
    tab = tab_of(page, "sensitivity", SensitivityTab)
    assert tab.turns.table is not None
    tab.turns.table.activated.emit(tab.turns.table.model().index(0, 0))
    robustness = study_of(window.session).robustness
    assert robustness is not None
    critical = robustness.critical[0]
    assert (window.trail.here.candidate_id, window.trail.here.criterion_id) == (
        critical.candidate_id, critical.criterion_id,
    )  # fmt: skip


def test_the_simulation_says_who_comes_first_how_often_and_with_which_seed(page):
    tab = tab_of(page, "simulation", SimulationTab)
    assert tab.sentence.text().replace("\u00a0", " ") == (
        "Callisten Services comes first in 56 % of the simulated cases, Ardenfell Digital in 44 %."
    )
    assert "100,000 samples, seed 20250" in said(tab)
    assert tab.central.model().columnCount() >= 4


def test_another_plan_is_simulated_and_the_first_is_kept(page, qtbot):
    tab = tab_of(page, "simulation", SimulationTab)
    usual = tab.sentence.text()
    tab.spread.setCurrentIndex(tab.spread.findData("any"))
    wait_for_work(qtbot, lambda: tab.study.simulation(tab.plan) is not None and tab.sentence.text() != usual)
    assert "any weights at all" in said(tab)
    tab.spread.setCurrentIndex(tab.spread.findData("around"))
    qtbot.waitUntil(lambda: tab.sentence.text() == usual, timeout=WORK)


@pytest.mark.parametrize("typed", ["", "abc", "-1", "1.5"])
def test_a_seed_that_is_none_is_refused_in_place(page, qtbot, typed):
    tab = tab_of(page, "simulation", SimulationTab)
    tab.seed.setFocus()
    tab.seed.selectAll()
    qtbot.keyClick(tab.seed, Qt.Key.Key_Delete)
    qtbot.keyClicks(tab.seed, typed)
    qtbot.keyClick(tab.seed, Qt.Key.Key_Return)
    error = find(tab, QLabel, "simulation.error")
    qtbot.waitUntil(error.isVisible)
    assert error.text()
    assert (tab.plan.seed, tab.seed.text()) == (20250, "20250")


def test_an_edit_is_on_the_page_at_once_and_the_other_tabs_follow_when_shown(page, window, qtbot):
    overview = tab_of(page, "overview", OverviewTab)
    tab_of(page, "sensitivity", SensitivityTab)
    session = window.session
    first = session.ranking.ranked[0].candidate
    session.act(remove_candidate, first.id)
    assert first.name not in page.tab.standings.names
    page.tabs.choose("overview")
    assert overview.why.one.findData(first.id) == -1
    wait_for_work(qtbot, lambda: study_of(session).simulation() is not None)


def test_with_one_candidate_there_is_nothing_to_compare_and_nothing_breaks(page, window):
    session = window.session
    for standing in session.ranking.ranked[1:]:
        session.act(remove_candidate, standing.candidate.id)
    assert len(session.ranking.ranked) == 1
    for key in keys():
        page.tabs.choose(key)
    page.tabs.choose("sensitivity")
    assert "Two candidates must be ranked" in said(page)
    page.tabs.choose("simulation")
    assert "Two candidates must be ranked" in said(page)


def test_with_nobody_ranked_every_tab_survives(page, window):
    session = window.session
    for standing in session.ranking.ranked:
        session.act(remove_candidate, standing.candidate.id)
    assert not session.ranking.ranked
    for key in keys():
        page.tabs.choose(key)
    page.tabs.choose("overview")
    assert "Nobody is ranked yet" in said(page)


def test_without_criteria_the_page_leads_to_scoring(empty_window, qtbot):
    made = empty_window.session.act(add_initiative, "New one")
    empty_window.session.show_initiative(made)
    empty_window.go_to("analysis")
    button = next(each for each in empty_window.page.findChildren(QPushButton, "empty.button") if each.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert empty_window.trail.here == Place("scoring")


def test_a_place_brings_up_its_tab_and_criterion(page, window):
    leaf = leaves_of(window.session.evaluation.criteria)[2]
    window.go(Place("analysis", field="sensitivity", criterion_id=leaf.id))
    assert isinstance(page.tab, SensitivityTab)
    assert page.tab.weight.criterion_id == leaf.id


def test_the_page_comes_back_as_it_was_left(page, window):
    tab = tab_of(page, "sensitivity", SensitivityTab)
    tab.level.choose("leaves")
    state = page.state()
    again = AnalysisPage(window)
    again.restore(state)
    assert again.tabs.key == "sensitivity"
    assert again.state()["tabs"]["sensitivity"]["level"] == "leaves"
    again.deleteLater()


def test_numbers_are_explained_down_to_who_gave_them_and_lead_to_their_cell(page, window, qtbot):
    tab = tab_of(page, "overview", OverviewTab)
    qtbot.mouseClick(find(tab, QPushButton, "why.explain"), Qt.MouseButton.LeftButton)
    dialog = next(each for each in tab.findChildren(ExplainDialog) if each.isVisible())
    tree = find(dialog, QTreeView, "explain.tree")
    root = tree.model().index(0, 0)
    assert (root.data(), root.siblingAtColumn(1).data()) == ("Ardenfell Digital", "70.9")
    leaf = tree.model().index(0, 0, tree.model().index(0, 0, root))
    tree.setCurrentIndex(leaf)
    criterion = next(each for each in window.session.evaluation.criteria if each.name == leaf.data())
    qtbot.mouseClick(dialog.cell, Qt.MouseButton.LeftButton)
    assert window.trail.here.page == "scoring"
    assert window.trail.here.criterion_id == criterion.id


def test_a_total_of_the_live_ranking_is_explained_at_the_tried_weight(page, qtbot):
    tab = tab_of(page, "sensitivity", SensitivityTab)
    total = find(tab, QPushButton, "standings.total_0")
    qtbot.mouseClick(total, Qt.MouseButton.LeftButton)
    dialog = next(each for each in tab.findChildren(ExplainDialog) if each.isVisible())
    assert find(dialog, QTreeView, "explain.tree").model().index(0, 1).data() == total.text()
    dialog.reject()
