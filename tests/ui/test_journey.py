"""From the welcome to the board paper on disk, with nothing but a keyboard."""

from __future__ import annotations

import pypdf
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from outsource_desk.services.desk import open_desk
from outsource_desk.services.history import named_revisions
from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.ui.importing.steps import Steps
from outsource_desk.ui.pages.importing import ImportPage
from outsource_desk.ui.pages.reports import ReportsPage
from outsource_desk.ui.pages.scoring import ScoringPage
from tests.ui.tour import wait_until

CONTROL, NO = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
Key = Qt.Key
MOST_TABS = 80
BIDS = "Criterion,Weight,Alder,Birch\nQuality,60,4,3\nSupport,40,2,5\n"


def focus() -> QWidget:
    if QApplication.activeWindow() is None:  # after a dialog a window manager would bring the window to the front
        next(each for each in QApplication.topLevelWidgets() if each.isVisible()).activateWindow()
        QApplication.processEvents()
    found = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
    assert found is not None
    return (found.focusWidget() or found) if found.isWindow() else found


def press(*keys: Qt.Key, with_: Qt.KeyboardModifier = NO) -> None:
    for key in keys:
        QTest.keyClick(focus(), key, with_)
        QApplication.processEvents()


def type_text(text: str) -> None:
    for letter in text:
        QTest.keyClicks(focus(), letter)
        QApplication.processEvents()


def tab_to(name: str) -> None:
    """Press Tab until the focus is where it is wanted."""
    for _ in range(MOST_TABS):
        if focus().objectName() == name:
            return
        press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def do(command: str) -> None:
    """Do something by the palette."""
    press(Key.Key_K, with_=CONTROL)
    type_text(command)
    press(Key.Key_Return)


@pytest.fixture
def window(desktop):
    """The window of the sample, opened from the welcome."""
    desktop.start()
    wait_until(lambda: desktop.welcome.isActiveWindow())
    assert focus().objectName() == "welcome.new"
    tab_to("welcome.sample")
    press(Key.Key_Space)
    wait_until(lambda: desktop.windows and desktop.windows[0].isActiveWindow())
    assert not desktop.welcome.isVisible()
    return desktop.windows[0]


def totals(window) -> list[tuple[str, float]]:
    return [(each.candidate.name, round(each.total, 4)) for each in window.session.ranking.standings]


def label_text(root: QWidget, name: str) -> str:
    found = root.findChild(QLabel, name)
    assert found is not None
    return found.text()


def test_from_the_welcome_to_the_board_paper_with_the_keyboard_alone(window, desktop, answers, tmp_path):
    change_a_weight_and_take_it_back(window)
    score_and_paste(window)
    import_bids(window, answers, tmp_path)
    do("name this revision")
    type_text("For the board")
    press(Key.Key_Return)
    assert "For the board" in named_revisions(window.session.desk)
    export(window, answers, tmp_path)
    path = window.session.desk.path
    revision = window.session.desk.journal.revision
    press(Key.Key_W, with_=CONTROL)
    wait_until(desktop.welcome.isVisible)
    with open_desk(path, author="Somebody") as desk:
        assert desk.check().is_sound
        assert desk.journal.revision == revision


def change_a_weight_and_take_it_back(window) -> None:
    press(Key.Key_5, with_=CONTROL)
    page = window.page
    assert isinstance(page, ScoringPage)
    tab_to("scoring.tabs")
    press(Key.Key_Left)
    tab_to("criteria.tree")
    before = totals(window)
    type_text("40")
    press(Key.Key_Return)
    assert page.session.evaluation is not None
    assert page.session.evaluation.criteria[0].weight == 40
    changed = totals(window)
    assert changed != before
    board = next(each for each in page.findChildren(QWidget, "ranking.board") if each.isVisible())
    assert f"{changed[0][1]:.1f}" in board.accessibleDescription()
    press(Key.Key_Z, with_=CONTROL)
    assert totals(window) == before


def score_and_paste(window) -> None:
    page = window.page
    tab_to("scoring.tabs")
    press(Key.Key_Right)
    tab_to("matrix")
    press(Key.Key_Down)
    type_text("1")
    press(Key.Key_Return)
    give_a_reason(page)
    model = page.matrix.model
    assert model.index(1, 0).data() == "1.0"
    QApplication.clipboard().setText("2\t3\n4\t5")
    press(Key.Key_V, with_=CONTROL)
    give_a_reason(page)
    row = page.matrix.view.currentIndex().row()
    assert [[model.index(row + down, right).data() for right in (0, 1)] for down in (0, 1)] == [
        ["2.0", "3.0"],
        ["4.0", "5.0"],
    ]


def give_a_reason(page) -> None:
    """Agreed scores ask why; say it in the line that has come up."""
    if page.matrix.reason.isVisible():
        type_text("Agreed in the meeting")
        press(Key.Key_Return)
        tab_to("matrix")


def import_bids(window, answers, tmp_path) -> None:
    answers.open = tmp_path / "Bids.csv"
    answers.open.write_text(BIDS, encoding="utf-8")
    press(Key.Key_I, with_=CONTROL)
    page = window.page
    assert isinstance(page, ImportPage)
    steps = page.findChild(Steps, "import.steps")
    assert steps is not None
    wait_until(lambda: steps.current == 1)
    for step in (2, 3, 4):
        tab_to("import.next")
        press(Key.Key_Space)
        wait_until(lambda step=step: steps.current == step, f"step {step} did not come")
    tab_to("import.next")
    press(Key.Key_Space)
    wait_until(lambda: len(list_initiatives(window.session.desk)) == 2, "nothing was imported")
    press(Key.Key_Z, with_=CONTROL)
    assert len(list_initiatives(window.session.desk)) == 1
    press(Key.Key_Y, with_=CONTROL)
    assert [each.name for each in list_initiatives(window.session.desk)][-1] == "Bids"


def export(window, answers, tmp_path) -> None:
    press(Key.Key_P, with_=CONTROL)
    page = window.page
    assert isinstance(page, ReportsPage)
    chip = page.findChild(QWidget, "reports.freshness")
    assert chip is not None
    wait_until(lambda: chip.accessibleName() == "up to date", "no preview")
    answers.save = tmp_path / "paper.pdf"
    do("export pdf")
    wait_until(answers.save.exists)
    assert answers.save.read_bytes() == page.content
    assert "For the board" in " ".join(each.extract_text() for each in pypdf.PdfReader(answers.save).pages)
    answers.save = tmp_path / "workbook.xlsx"
    do("export workbook")
    wait_until(answers.save.exists)
    assert len(load_workbook(answers.save).sheetnames) >= 4
    wait_until(lambda: label_text(page, "reports.written") == "“workbook.xlsx” was written.")
