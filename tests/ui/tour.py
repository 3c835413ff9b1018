"""A tour of the desktop: every page, tab, dialog and step by name, for tests and pictures that look at all of them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton, QTableView, QTreeView, QWidget

from outsource_desk.domain.ballot import BALLOT_ENDING
from outsource_desk.services.ballots import ballot_of, open_ballot, save_ballot
from outsource_desk.services.starting import start_file
from outsource_desk.services.vendor_copies import save_vendor_copy, vendor_copy_of
from outsource_desk.services.warning_answers import AnsweredWarning
from outsource_desk.ui.analysis.study import study_of
from outsource_desk.ui.analysis.tabs import TABS
from outsource_desk.ui.desktop import Desktop
from outsource_desk.ui.dialogs.ask import confirm
from outsource_desk.ui.pages.analysis import AnalysisPage
from outsource_desk.ui.pages.importing import ImportPage
from outsource_desk.ui.pages.page import Page
from outsource_desk.ui.pages.scoring import ScoringPage
from outsource_desk.ui.pages.vetting import VettingPage
from outsource_desk.ui.places import Place
from outsource_desk.ui.preferences import Preferences
from outsource_desk.ui.scoring.evaluators.fill_dialog import FillDialog
from outsource_desk.ui.scoring.evaluators.merge_dialog import MergeDialog
from outsource_desk.ui.scoring.evaluators.tab import EvaluatorsTab
from outsource_desk.ui.theme import Scheme
from outsource_desk.ui.vetting.copies.read_dialog import ReadDialog
from outsource_desk.ui.warnings.answer_dialog import AnswerDialog
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.window import MainWindow
from tests.protection_desk import decided_case

PATIENCE = 30.0  # seconds
BIDS = [
    ["Criterion", "Weight", "Alder", "Birch", "Cedar"],
    ["Quality", "40", "4", "4/5", "3"],
    ["Support", "25", "n/a", "5", "3,5"],
    ["Price (EUR)", "35", "8412000", "9350000", "79O0000"],
]
Show = Callable[[MainWindow], QWidget]


@dataclass(frozen=True)
class Scene:
    """Something to look at: `show` brings it up and returns the widget that is it."""

    name: str
    show: Show


def wait_until(condition: Callable[[], object], what: str = "") -> None:
    """Let the window work until something has come about."""
    waited = 0
    while not condition():
        assert waited < PATIENCE * 1000, what or "nothing came of it"
        QTest.qWait(5)
        waited += 5


def settle(milliseconds: int = 10) -> None:
    """Let everything happen that is due, such as layouts and ends of widgets."""
    QTest.qWait(milliseconds)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def make_desktop(folder: Path, bids: Path | None = None) -> Desktop:
    """Return a desktop that keeps everything in a folder, and whose file dialogs answer with a file of bids."""
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    own = Preferences(QSettings(str(folder / "preferences" / "desktop.ini"), QSettings.Format.IniFormat))
    own.scheme, own.formats = Scheme.LIGHT, "en_GB"
    return Desktop(own, lambda *_: bids, lambda *_: None, documents)


def write_bids(folder: Path) -> Path:
    """Write a small file of bids with three cells in doubt."""
    path = folder / "Bids.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(BIDS)
    return path


def write_empty(folder: Path) -> Path:
    """Write a file without an initiative."""
    path = folder / "Empty.odesk"
    start_file(path).close()
    return path


def write_fresh(folder: Path) -> Path:
    """Write a file with vendors and scores, in which nothing protects the decision yet."""
    path = folder / "Fresh.odesk"
    with start_file(path) as desk:
        decided_case(desk)
    return path


def page_scene(key: str) -> Scene:
    """Return a page as it comes up."""

    def show(window: MainWindow) -> QWidget:
        window.go_to(key)
        page = shown(window)
        if key == "reports" and window.session.initiative_id is not None:
            wait_until(lambda: is_paper_made(page), "the paper was not made")
        if key == "history":
            wait_until(lambda: is_edit_read(page), "the edit was not read")
        return page

    return Scene(key, show)


def is_paper_made(page: QWidget) -> bool:
    return bool(getattr(page, "content", b""))


def is_edit_read(page: QWidget) -> bool:
    title = page.findChild(QWidget, "history.title")
    return title is None or not title.isVisible() or title.height() > 0


def shown(window: MainWindow) -> Page:
    assert window.page is not None
    return window.page


def scoring(window: MainWindow, tab: str) -> ScoringPage:
    window.go_to("scoring")
    page = shown(window)
    assert isinstance(page, ScoringPage)
    page.tabs.choose(tab)
    return page


def analysis_scene(tab: str) -> Scene:
    """Return a tab of Analysis once what is simulated is there."""

    def show(window: MainWindow) -> QWidget:
        window.go_to("analysis")
        page = shown(window)
        assert isinstance(page, AnalysisPage)
        page.tabs.choose(tab)
        study = study_of(window.session)
        wait_until(lambda: QThreadPool.globalInstance().waitForDone(100) and study.simulation() is not None)
        return page

    return Scene(f"analysis {tab}", show)


def show_explanation(window: MainWindow) -> QWidget:
    scoring(window, "matrix").explain()
    return dialog_of(window, "explain")


def show_criteria(window: MainWindow) -> QWidget:
    return scoring(window, "criteria")


def show_criterion(window: MainWindow) -> QWidget:
    """Return the tab of criteria with all about one that is scored."""
    page = scoring(window, "criteria")
    tree = page.findChild(QTreeView, "criteria.tree")
    assert tree is not None
    tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(0, 0)))
    return page


def show_inspector(window: MainWindow) -> QWidget:
    page = scoring(window, "matrix")
    page.open_inspector()
    return window.inspector


def show_vetting_matrix(window: MainWindow) -> QWidget:
    window.go(Place("vetting", field="matrix"))
    return shown(window)


def show_evidence(window: MainWindow) -> QWidget:
    """Return the inspector with what stands behind the first answer."""
    window.go_to("vetting")
    page = shown(window)
    assert isinstance(page, VettingPage)
    page.head.views.choose("questions")
    page.open_inspector()
    return window.inspector


def show_comparison(window: MainWindow) -> QWidget:
    window.go_to("history")
    window.actions_of_window["history.compare"].trigger()
    return shown(window)


def act_scene(name: str, act: str, page: str = "home", owner: str = "") -> Scene:
    """Return the dialog that an act of a page opens."""

    def show(window: MainWindow) -> QWidget:
        window.go_to(page)
        window.actions_of_window[act].trigger()
        return dialog_of(window, owner)

    return Scene(name, show)


def weighting_scene(method: str) -> Scene:
    """Return the dialog that finds weights, by one method."""

    def show(window: MainWindow) -> QWidget:
        show_criteria(window)
        window.actions_of_window["criteria.find_weights"].trigger()
        dialog = dialog_of(window, "weighting")
        field = dialog.findChild(QComboBox, "weighting.method")
        assert field is not None
        field.setCurrentIndex(field.findData(method))
        field.activated.emit(field.currentIndex())
        settle()
        return dialog

    return Scene(f"weighting {method}", show)


def show_curve(window: MainWindow) -> QWidget:
    """Return the editor of a value curve with points."""
    page = scoring(window, "criteria")
    tree = page.findChild(QTreeView, "criteria.tree")
    assert tree is not None
    tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(0, 0)))
    window.actions_of_window.look_again()
    window.actions_of_window["criteria.draw"].trigger()
    editor = dialog_of(window, "curve")
    field = editor.findChild(QComboBox, "curve.curve")
    assert field is not None
    field.setCurrentIndex(field.findData("piecewise"))
    field.activated.emit(field.currentIndex())
    settle()
    return editor


def show_price(window: MainWindow) -> QWidget:
    window.go_to("analysis")
    window.actions_of_window["analysis.show_price"].trigger()
    return shown(window)


def show_together(window: MainWindow) -> QWidget:
    show_criteria(window)
    window.actions_of_window["criteria.together"].trigger()
    return dialog_of(window, "together")


def lenses_scene(name: str, act: str = "") -> Scene:
    """Return the tab of lenses, or the dialog that one of its acts opens for the last row."""

    def show(window: MainWindow) -> QWidget:
        window.go_to("analysis")
        window.actions_of_window["analysis.show_lenses"].trigger()
        table = shown(window).findChild(QTableView, "lenses.places")
        assert table is not None
        table.selectRow(table.model().rowCount() - 1)
        if not act:
            return shown(window)
        window.actions_of_window[act].trigger()
        return dialog_of(window)

    return Scene(name, show)


def panel_scene(name: str, tab: str = "evaluators", act: str = "") -> Scene:
    """Return the tab of evaluators or of their moderation, or the dialog that one of its acts opens."""

    def show(window: MainWindow) -> QWidget:
        page = scoring(window, tab)
        if not act:
            return page
        window.actions_of_window[act].trigger()
        return dialog_of(window)

    return Scene(name, show)


def ballot_of_first(window: MainWindow) -> Path:
    """Write the ballot of the first evaluator beside the file and return where it lies."""
    evaluation = window.session.evaluation
    assert evaluation is not None
    path = window.session.desk.path.with_name(f"Ballot{BALLOT_ENDING}")
    save_ballot(ballot_of(window.session.desk, evaluation.evaluators[0].id), path)
    return path


def show_fill(window: MainWindow) -> QWidget:
    path = ballot_of_first(window)
    dialog = FillDialog(scoring(window, "evaluators"), open_ballot(path), path)
    dialog.open()
    return dialog


def show_merge(window: MainWindow) -> QWidget:
    tab = scoring(window, "evaluators").findChild(EvaluatorsTab)
    assert tab is not None
    tab.ballots.review([ballot_of_first(window)])
    wait_until(lambda: any(each.isVisible() for each in window.findChildren(MergeDialog)), "the ballot was not read")
    return dialog_of(window)


def vetting(window: MainWindow) -> VettingPage:
    window.go_to("vetting")
    page = shown(window)
    assert isinstance(page, VettingPage)
    return page


def show_sending(window: MainWindow) -> QWidget:
    vetting(window).copies.send()
    return dialog_of(window, "send_copy")


def show_reading(window: MainWindow) -> QWidget:
    page = vetting(window)
    path = window.session.desk.path.with_name("Questionnaire.xlsx")
    save_vendor_copy(vendor_copy_of(window.session.desk, page.reviewing.candidate_id), path)
    page.copies.review(page.reviewing.candidate_id, path)
    wait_until(lambda: any(each.isVisible() for each in window.findChildren(ReadDialog)), "the copy was not read")
    return dialog_of(window, "read_copy")


def show_chart_table(window: MainWindow) -> QWidget:
    window.go_to("analysis")
    chart = analysis_scene("overview").show(window).findChild(ChartView, "overview.contributions")
    assert chart is not None
    chart.show_table()
    return dialog_of(window)


def dialog_of(window: MainWindow, name: str = "") -> QDialog:
    """Return the dialog that is open over a window."""
    found = [each for each in window.findChildren(QDialog) if each.isVisible() and name in ("", each.objectName())]
    assert found, f"no dialog {name}"
    return found[-1]


def show_question(window: MainWindow) -> QWidget:
    return confirm(window, "Delete “Alder”?", "Its notes go with it.", "Delete 1 vendor", lambda: None)


def show_licences(window: MainWindow) -> QWidget:
    window.go_to("settings")
    button = shown(window).findChild(QPushButton, "settings.licences")
    assert button is not None
    button.click()
    return dialog_of(window, "licences")


def show_why(window: MainWindow) -> QWidget:
    scoring(window, "matrix").show_why()
    return dialog_of(window)


def show_answer(window: MainWindow) -> QWidget:
    assert window.session.ranking is not None
    dialog = AnswerDialog(window, window.session, AnsweredWarning(window.session.ranking.warnings[0]))
    dialog.open()
    return dialog


def import_scene(step: int, bids: Path) -> Scene:
    """Return the import page at a step after the file has been read."""

    def show(window: MainWindow) -> QWidget:
        window.go_to("import")
        page = shown(window)
        assert isinstance(page, ImportPage)
        page.open_file(bids)
        wait_until(lambda: page.findChild(QWidget, "import.steps").current == 1, "the bids were not read")  # type: ignore[union-attr]
        for _ in range(step - 1):
            press(page, "import.next")
            answer_all(page)
        return page

    return Scene(f"import {step + 1}", show)


def answer_all(page: ImportPage) -> None:
    """Leave every cell in doubt open, so that the import can go on."""
    for _ in range(9):
        answers = [each for each in page.findChildren(QPushButton) if each.objectName().endswith(".open")]
        open_ones = [each for each in answers if each.isVisible() and each.isEnabled()]
        following = page.findChild(QPushButton, "import.next")
        if following is None or following.isEnabled() or not open_ones:
            return
        open_ones[0].click()
        settle()


def press(page: QWidget, name: str) -> None:
    found = [each for each in page.findChildren(QPushButton, name) if each.isVisible()]
    assert found, name
    found[-1].click()
    settle()


RISKS = (
    "Risk,Likelihood,Impact,Owner,Next review,Remarks", "Vendor fails,2,5,CFO,2027-01-31,",
    "Knowledge is lost,high,low,CIO,2027-02-28,ask again", "Data leaks,low,very high,CISO,soon,",
)  # fmt: skip


def list_scene(step: int, bids: Path) -> Scene:
    """Return the import page at a step of a list that becomes risks."""

    def show(window: MainWindow) -> QWidget:
        path = bids.with_name("Risks.csv")
        path.write_text("\n".join(RISKS), encoding="utf-8")
        window.import_file(path, "risks")
        page = shown(window)
        assert isinstance(page, ImportPage)
        wait_until(lambda: page.findChild(QWidget, "import.steps").current == 1, "the list was not read")  # type: ignore[union-attr]
        for _ in range(min(step, 3) - 1):
            press(page, "import.next")
        if step > 3:
            press(page, "import.all_open")
            press(page, "import.next")
        return page

    return Scene(f"import list {step + 1}", show)


def show_answers(bids: Path) -> Scene:
    """Return the import page at the check of a questionnaire that somebody else has written."""

    def show(window: MainWindow) -> QWidget:
        path = bids.with_name("Answers.csv")
        path.write_text("Question,Answer\nWho guards the gate?,Two people\nCORP-01,Yes\n", encoding="utf-8")
        window.import_file(path, "answers")
        page = shown(window)
        assert isinstance(page, ImportPage)
        wait_until(lambda: page.findChild(QWidget, "import.steps").current == 1, "the answers were not read")  # type: ignore[union-attr]
        press(page, "import.next")
        press(page, "import.next")
        return page

    return Scene("import answers", show)


def show_refused_import(bids: Path) -> Scene:
    def show(window: MainWindow) -> QWidget:
        broken = bids.with_name("Broken.xlsx")
        broken.write_bytes(b"PK\x03\x04 no workbook")
        window.go_to("import")
        page = shown(window)
        assert isinstance(page, ImportPage)
        page.open_file(broken)
        wait_until(lambda: any(each.isVisible() for each in page.findChildren(QWidget, "import.refusal")))
        return page

    return Scene("import refused", show)


def show_word(window: MainWindow) -> QWidget:
    window.go_to("home")
    window.toast("Something was done.", "Undo", lambda: None)
    found = window.findChild(QWidget, "toast")
    assert found is not None
    return found


def show_letter(window: MainWindow) -> QWidget:
    page_scene("reports").show(window)
    next(act for act in shown(window).page_actions() if act.objectName() == "reports.letter").trigger()
    dialog = dialog_of(window, "letter")
    wait_until(lambda: is_paper_made(dialog), "the letter was not made")
    return dialog


def part_scene(page: str, part: str) -> Scene:
    """Return a part of a page that protects the decision."""

    def show(window: MainWindow) -> QWidget:
        window.go(Place(page, field=part))
        return shown(window)

    return Scene(f"{page} {part}", show)


def asking_scene(name: str, page: str, part: str, act: str) -> Scene:
    """Return the dialog that an act opens for what is chosen first in a part of a page."""

    def show(window: MainWindow) -> QWidget:
        window.go(Place(page, field=part))
        window.actions_of_window.look_again()
        window.actions_of_window[act].trigger()
        return dialog_of(window)

    return Scene(name, show)


def show_risk(window: MainWindow) -> QWidget:
    window.go_to("risks")
    window.actions_of_window["risks.show_risk"].trigger()
    return shown(window)


PROTECTING = ("risks", "contingency", "exit", "performance", "governance")
PAGE_SCENES = [
    page_scene(key)
    for key in (
        "home", "initiative", "vendors", "vetting", "scoring", "analysis", *PROTECTING, "reports", "history",
        "settings",
    )
]  # fmt: skip
MORE_SCENES = [
    Scene("criteria", show_criteria),
    Scene("criterion", show_criterion),
    panel_scene("evaluators"),
    panel_scene("moderation", "moderation"),
    Scene("vetting matrix", show_vetting_matrix),
    Scene("evidence", show_evidence),
    Scene("inspector", show_inspector),
    Scene("comparison", show_comparison),
    *[analysis_scene(key) for key in TABS if key != "overview"],
    lenses_scene("lenses"),
    Scene("price", show_price),
    Scene("risk", show_risk),
    part_scene("risks", "library"),
    *[part_scene("contingency", key) for key in ("fallbacks", "recovery", "people", "exercises", "activation")],
    *[part_scene("exit", key) for key in ("checklist", "runbook", "returns", "costs", "plan")],
    *[part_scene("performance", key) for key in ("credits", "availability")],
    *[part_scene("governance", key) for key in ("training", "contract", "audits", "decision", "calendar")],
]
DIALOG_SCENES = [
    act_scene("palette", "edit.palette", owner="palette"),
    act_scene("search", "edit.search", owner="palette"),
    act_scene("shortcuts", "help.keys", owner="shortcuts"),
    act_scene("new initiative", "file.new_initiative", owner="new_initiative"),
    act_scene("name revision", "report.name", owner="ask"),
    Scene("question", show_question),
    Scene("letter", show_letter),
    Scene("licences", show_licences),
    Scene("why", show_why),
    Scene("explain", show_explanation),
    act_scene("warnings", "report.warnings", owner="warnings"),
    Scene("answer", show_answer),
    *[panel_scene(act, act=f"evaluators.{act}") for act in ("assign", "declare", "hand_in", "rule")],
    *[weighting_scene(method) for method in ("swing", "centroid", "pairwise")],
    Scene("fill in a ballot", show_fill),
    Scene("merge ballots", show_merge),
    Scene("send a questionnaire", show_sending),
    Scene("read a questionnaire", show_reading),
    Scene("chart as a table", show_chart_table),
    Scene("together", show_together),
    Scene("curve", show_curve),
    lenses_scene("new set", "lenses.add"),
    lenses_scene("suppose", "lenses.suppose"),
    asking_scene("accept a risk", "risks", "", "risks.accept"),
    asking_scene("add scenarios", "contingency", "scenarios", "contingency.take"),
    asking_scene("change a scenario", "contingency", "scenarios", "contingency.change"),
    asking_scene("approve the plan", "contingency", "scenarios", "contingency.approve"),
    asking_scene("plan an exercise", "contingency", "exercises", "contingency.exercise.plan"),
    asking_scene("declare", "contingency", "activation", "contingency.activation.declare"),
    asking_scene("waive an item", "exit", "checklist", "exit.waive"),
    asking_scene("waive a clause", "governance", "contract", "contract.waive"),
    asking_scene("decide", "governance", "decision", "governance.decide"),
]
# pages of an initiative of which nothing is protected yet
FRESH_SCENES = [page_scene(key) for key in PROTECTING]


def import_scenes(bids: Path) -> list[Scene]:
    """Return the import page from its beginning to its summary."""
    steps = [import_scene(step, bids) for step in (1, 2, 3, 4)]
    lists = [list_scene(step, bids) for step in (2, 3, 4)]
    return [page_scene("import"), *steps, *lists, show_answers(bids), show_refused_import(bids)]


def all_scenes(bids: Path) -> list[Scene]:
    """Return the whole tour of a file that holds an initiative."""
    return [*PAGE_SCENES, *MORE_SCENES, *import_scenes(bids), *DIALOG_SCENES]


def put_away(window: MainWindow) -> None:
    """Close whatever lies over a window."""
    window.inspect(None)
    window.toasts.close()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()
    settle()
