"""Pages with nothing on them yet lead to the sample."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from outsource_desk.services.candidates import list_candidates
from outsource_desk.services.criteria import add_criterion
from outsource_desk.services.initiatives import add_initiative


def sample_links(window):
    found = window.page.findChildren(QPushButton)
    return [each for each in found if each.isVisible() and "sample" in each.text().casefold()]


@pytest.mark.parametrize("page", ["home", "initiative", "vendors", "scoring", "analysis", "reports"])
def test_a_page_of_an_empty_file_opens_the_sample(page, empty_window, desktop, qtbot):
    empty_window.go_to(page)
    (link,) = sample_links(empty_window)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert [window.session.initiative is not None for window in desktop.windows] == [False, True]


@pytest.mark.parametrize("page", ["home", "scoring", "analysis", "reports"])
def test_a_page_without_candidates_has_one_step_and_the_sample(page, empty_window):
    made = empty_window.session.act(add_initiative, "New one")
    empty_window.session.show_initiative(made)
    empty_window.session.act(add_criterion, made, "Price")
    assert list_candidates(empty_window.session.desk, made) == ()
    empty_window.go_to(page)
    assert len(sample_links(empty_window)) == 1
