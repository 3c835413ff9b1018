"""Whatever is opened and closed many times leaves nothing behind: no widgets, no objects of ours, no open files."""

from __future__ import annotations

import gc
import os
import shutil
from collections import Counter
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtWidgets import QApplication, QPushButton

from outsource_desk.services.criteria import change_weight
from outsource_desk.ui.analysis.tabs import TABS
from outsource_desk.ui.pages.analysis import AnalysisPage
from outsource_desk.ui.pages.registry import make_page
from outsource_desk.ui.places import Place
from outsource_desk.ui.shell.menus import PAGE_KEYS
from tests.ui.tour import (
    DIALOG_SCENES,
    MORE_SCENES,
    PAGE_SCENES,
    import_scene,
    put_away,
    wait_until,
    write_bids,
)

TIMES = 12  # what grows each time is seen after a few
PAGE_TIMES = 8  # a whole page takes long to make
IN_A_PROCESS = {"read a questionnaire": 4, "letter": 4}  # times; each starts one
TWICE = ("price", "lenses")  # also among the tabs of Analysis
SHOWN = [each for each in (*PAGE_SCENES, *MORE_SCENES) if each.name not in TWICE]
WARM_UP = 3  # first times load modules and fill caches


@pytest.fixture(scope="module", autouse=True)
def nothing_older():
    """Spare the collector what other tests have left: it is asked some hundred times here."""
    gc.collect()
    gc.freeze()


def settle() -> None:
    """Let go of everything that waits for its end, jobs that were cancelled among them."""
    QThreadPool.globalInstance().waitForDone()
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def counted() -> Counter[str]:
    """Count all widgets, and all Python objects of the desktop's own classes."""
    settle()
    found = Counter(f"widget {type(each).__name__}" for each in QApplication.allWidgets())
    ours = (each for each in gc.get_objects() if str(type(each).__module__).startswith("outsource_desk.ui"))
    found.update(f"object {type(each).__name__}" for each in ours)
    found["open files"] = open_files()
    return found


def open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(os.listdir(folder)) if folder.exists() else 0  # noqa: PTH208 (a path for each would be opened too)


def growth(act, times: int = TIMES) -> dict[str, int]:
    """Return what has become more by doing something again and again; less than once per time may be chance."""
    for _ in range(WARM_UP):
        act()
    before = counted()
    for _ in range(times):
        act()
    after = counted()
    return {name: more for name, more in (after - before).items() if more >= times // 2}


def test_what_grows_by_each_act_is_found(window):
    kept: list[object] = []
    found = growth(lambda: kept.append((Place("home"), QPushButton(window))), 6)
    assert (found["object Place"], found["widget QPushButton"]) == (6, 6)


@pytest.mark.parametrize("key", PAGE_KEYS)
def test_a_page_made_and_closed_again_leaves_nothing(window, key):
    def act() -> None:
        page = make_page(key, window)
        window.stack.addWidget(page)
        window.stack.setCurrentWidget(page)
        page.come_up()
        page.restore(page.state())
        QApplication.processEvents()
        page.leave()
        for cancel in window.findChildren(QPushButton, "status.cancel"):
            cancel.click()
        window.inspect(None)
        window.stack.removeWidget(page)
        page.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert growth(act, PAGE_TIMES) == {}


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_of_analysis_made_and_let_go_again_leaves_nothing(window, tab):
    def act() -> None:
        page = AnalysisPage(window)
        window.stack.addWidget(page)
        window.stack.setCurrentWidget(page)
        page.come_up()
        page.tabs.choose(tab)
        QApplication.processEvents()
        page.leave()
        window.offer([])
        window.stack.removeWidget(page)
        page.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert growth(act, PAGE_TIMES) == {}


@pytest.mark.parametrize("scene", SHOWN, ids=lambda scene: scene.name)
def test_what_is_shown_anew_after_each_edit_leaves_nothing_of_what_it_showed_before(window, scene):
    scene.show(window)
    session = window.session
    group = next(each.id for each in session.evaluation.criteria if each.parent_id is None)
    weights = cycle((10.0, 45.0, 30.0))

    def act() -> None:
        session.act(change_weight, group, next(weights))
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert growth(act) == {}


@pytest.mark.parametrize("scene", DIALOG_SCENES, ids=lambda scene: scene.name)
def test_a_dialog_opened_and_closed_again_leaves_nothing(window, scene):
    def act() -> None:
        scene.show(window)
        put_away(window)

    assert growth(act, IN_A_PROCESS.get(scene.name, PAGE_TIMES)) == {}


def test_a_file_read_for_import_and_put_away_leaves_nothing(window, tmp_path, qtbot):
    scene = import_scene(2, write_bids(tmp_path))

    def act() -> None:
        scene.show(window)
        put_away(window)

    assert growth(act, 4) == {}


def test_a_window_opened_and_closed_again_leaves_nothing(desktop, sample_file, tmp_path):
    path = tmp_path / "documents" / "Often.odesk"
    shutil.copy(sample_file, path)

    def act() -> None:
        window = desktop.open(path)
        assert window is not None
        for key in PAGE_KEYS:
            window.go_to(key)
        window.acts.open_palette()
        window.acts.palette.close()
        QApplication.processEvents()
        window.close()
        wait_until(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
        settle()

    assert growth(act, 4) == {}


def test_edits_and_undos_leave_nothing_but_their_history(window):
    window.go_to("home")
    session = window.session

    def act() -> None:
        from outsource_desk.services.initiatives import update_initiative

        session.act(update_initiative, session.initiative_id, "aim", f"Aim {session.desk.journal.revision}")
        session.undo()
        QApplication.processEvents()

    assert growth(act) == {}
