"""The panel of the Reports page that chooses what the board gets: by keyboard, saved at once, seen at once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QToolButton, QWidget

from outsource_desk.domain.paper import USUAL_PAPER, PaperSize, Section
from outsource_desk.services.desk import open_desk
from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.services.paper import leave_out
from outsource_desk.ui.reports.choice_panel import ChoicePanel
from outsource_desk.ui.reports.section_list import SectionList

PATIENCE = 30_000  # milliseconds; the machine may be busy
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window, qtbot):
    window.go_to("reports")
    settle(window, qtbot)
    return window.page


@pytest.fixture
def panel(window, page, qtbot) -> ChoicePanel:
    qtbot.mouseClick(child(page, "reports.choose", QPushButton), LEFT)
    return child(window, "choice", ChoicePanel)


@pytest.fixture
def sections(panel) -> SectionList:
    return panel.sections


def settle(window, qtbot) -> None:
    """Wait until the preview says what the file says."""
    chip = child(window.page, "reports.freshness")
    qtbot.waitUntil(lambda: chip.accessibleName() == "up to date", timeout=PATIENCE)


def child(page: QWidget, name: str, kind: type = QWidget):
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def chosen(window):
    return window.session.initiative.paper


def rows(sections: SectionList) -> list[str]:
    return [sections.item(row).text() for row in range(sections.count())]


def go_to(sections: SectionList, row: int, qtbot) -> None:
    """Walk to a row by keys."""
    qtbot.keyClick(sections, Qt.Key.Key_Home)
    for _ in range(row):
        qtbot.keyClick(sections, Qt.Key.Key_Down)


def test_the_panel_opens_on_the_list_and_says_what_cannot_go(sections):
    assert QApplication.focusWidget() is sections
    assert rows(sections) == [
        "Decision (always first)", "Why and what", "Ranking (always in)", "Where the points come from",
        "Vetting and gaps", "Risks", "If it goes wrong", "How we will steer", "How we will know", "Scores", "Reasons",
        "Method (always in)", "Sensitivity", "Weights", "Evaluators", "Price in detail", "Second opinions",
        "Warnings and answers (always in)", "Vendor dossiers", "Evidence register", "Answers in full",
    ]  # fmt: skip
    ticked = [sections.item(row).data(int(Qt.ItemDataRole.CheckStateRole)) for row in range(21)]
    assert [state is not None for state in ticked] == [row not in (0, 2, 11, 17) for row in range(21)]
    empty = [
        n for n, state in enumerate(ticked) if state is not None and Qt.CheckState(state) is Qt.CheckState.Unchecked
    ]
    assert empty == [18, 20]  # the long ones


def test_answers_in_full_go_in_only_when_they_are_ticked(window, sections, qtbot):
    go_to(sections, 20, qtbot)
    qtbot.keyClick(sections, Qt.Key.Key_Space)
    assert chosen(window).extras == {Section.ANSWERS}
    assert chosen(window).left_out == frozenset()
    qtbot.keyClick(sections, Qt.Key.Key_Space)
    assert chosen(window) == USUAL_PAPER


def test_space_leaves_a_section_out_and_the_preview_says_so(window, page, sections, qtbot):
    go_to(sections, 10, qtbot)
    qtbot.keyClick(sections, Qt.Key.Key_Space)
    assert chosen(window).left_out == {Section.REASONS}
    assert sections.currentRow() == 10
    settle(window, qtbot)
    pages = [each.extract_text() for each in pypdf.PdfReader(BytesIO(page.content)).pages]
    assert "This paper leaves out “Reasons”" in pages[0]
    assert not any(text.startswith("Reasons") for text in pages)
    qtbot.keyClick(sections, Qt.Key.Key_Space)
    assert chosen(window) == USUAL_PAPER


def test_space_on_what_is_always_in_changes_nothing(window, sections, qtbot):
    revision = window.session.desk.journal.revision
    for row in (0, 2, 11, 17):
        go_to(sections, row, qtbot)
        qtbot.keyClick(sections, Qt.Key.Key_Space)
    assert window.session.desk.journal.revision == revision


def test_sections_move_by_keys_and_by_buttons_and_stay_current(window, panel, sections, qtbot):
    go_to(sections, 11, qtbot)
    qtbot.keyClick(sections, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.mouseClick(child(panel, "tool.choice.up", QToolButton), LEFT)
    assert chosen(window).order[8] is Section.METHOD
    assert sections.currentItem().text() == "Method (always in)"
    qtbot.mouseClick(child(panel, "tool.choice.down", QToolButton), LEFT)
    assert chosen(window).order[9] is Section.METHOD
    window.session.undo()
    assert sections.currentRow() == 9
    assert rows(sections)[9] == "Method (always in)"


def test_the_first_page_does_not_move_and_the_buttons_say_why(window, panel, sections, qtbot):
    up, down = child(panel, "tool.choice.up", QToolButton), child(panel, "tool.choice.down", QToolButton)
    revision = window.session.desk.journal.revision
    go_to(sections, 0, qtbot)
    qtbot.keyClick(sections, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert (up.isEnabled(), down.isEnabled()) == (False, False)
    assert "The decision always stands first." in down.toolTip()
    go_to(sections, 1, qtbot)
    qtbot.keyClick(sections, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert (up.isEnabled(), down.isEnabled()) == (False, True)
    go_to(sections, 20, qtbot)
    assert (up.isEnabled(), down.isEnabled()) == (True, False)
    assert window.session.desk.journal.revision == revision


def test_paper_and_classification_are_saved_and_printed(window, page, panel, qtbot):
    size, classification = child(panel, "paper_size", QComboBox), child(panel, "classification", QLineEdit)
    size.setFocus()
    qtbot.keyClick(size, Qt.Key.Key_Down)
    assert chosen(window).size is PaperSize.LETTER
    classification.setFocus()
    classification.selectAll()
    qtbot.keyClicks(classification, "For the board only")
    qtbot.keyClick(classification, Qt.Key.Key_Return)
    settle(window, qtbot)
    first = pypdf.PdfReader(BytesIO(page.content)).pages[0]
    assert tuple(first.mediabox[2:]) == (792, 612)
    assert "For the board only" in first.extract_text()


def test_one_click_brings_back_the_usual_sections_and_undo_the_choice(window, panel, qtbot):
    usual = child(panel, "choice.usual", QPushButton)
    assert not usual.isEnabled()
    window.session.act(leave_out, window.session.initiative_id, Section.GOALS)
    assert usual.isEnabled()
    qtbot.mouseClick(usual, LEFT)
    assert chosen(window) == USUAL_PAPER
    window.session.undo()
    assert chosen(window).left_out == {Section.GOALS}
    assert not panel.sections.item(1).checkState().value


def test_the_choice_is_there_when_the_file_is_opened_again(window, desktop, sections, qtbot):
    go_to(sections, 9, qtbot)
    qtbot.keyClick(sections, Qt.Key.Key_Space)
    path: Path = window.session.desk.path
    desktop.begin(desktop.documents / "Other.odesk", sample=True)
    window.close()
    with open_desk(path) as desk:
        assert list_initiatives(desk)[0].paper.left_out == {Section.SCORES}


def test_close_keeps_what_is_being_typed_and_goes_back_to_the_paper(window, page, panel, qtbot):
    classification = child(panel, "classification", QLineEdit)
    classification.setText("Internal")
    qtbot.mouseClick(child(panel, "choice.close", QPushButton), LEFT)
    assert window.session.initiative.classification == "Internal"
    assert not panel.isVisible()
    assert QApplication.focusWidget() is child(page, "reports.paper")


def test_a_file_open_for_reading_shows_its_choice_and_takes_none(desktop, sample_file, open_window, tmp_path, qtbot):
    path = tmp_path / "documents" / "Sent.odesk"
    path.write_bytes(sample_file.read_bytes())
    holder = open_desk(path)
    window = open_window(path)
    assert window.session.desk.is_read_only
    window.go_to("reports")
    window.actions_of_window["reports.choose"].trigger()
    panel = child(window, "choice", ChoicePanel)
    go_to(panel.sections, 1, qtbot)
    qtbot.keyClick(panel.sections, Qt.Key.Key_Space)
    qtbot.keyClick(panel.sections, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert chosen(window) == USUAL_PAPER
    assert not child(panel, "tool.choice.down", QToolButton).isEnabled()
    assert child(panel, "classification", QLineEdit).isReadOnly()
    holder.close()


@pytest.mark.parametrize("size", [(1024, 640), (1366, 768)])
def test_nothing_of_the_panel_is_cut_off(window, page, panel, size, qtbot):
    window.resize(*size)
    for name in ("choice.sections", "tool.choice.up", "choice.usual", "choice.close", "paper_size", "classification"):
        each = child(panel, name)
        qtbot.waitUntil(lambda each=each: panel.rect().contains(each.mapTo(panel, each.rect().bottomRight())))
        assert each.accessibleName()
    for name in ("reports.pdf", "reports.xlsx", "reports.choose"):
        each = child(page, name)
        qtbot.waitUntil(lambda each=each: page.rect().contains(each.mapTo(page, each.rect().bottomRight())))
