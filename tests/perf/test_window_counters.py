"""What the window loads, reads and paints, by count: no clock, so it never flakes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QTableView

from outsource_desk.services.scoring import record_score
from outsource_desk.services.starting import start_file
from outsource_desk.ui.models.vendors import VendorTable
from outsource_desk.ui.pages.scoring import ScoringPage
from outsource_desk.ui.scoring.matrix_model import MatrixModel
from outsource_desk.ui.vendors.delegate import VendorDelegate
from tests.scene import build_scene

LATER = {
    "PIL", "PySide6.QtNetwork", "PySide6.QtSvg", "_socket", "asyncio", "charset_normalizer",
    "defusedxml", "multiprocessing", "numpy", "openpyxl", "pandas", "pypdfium2", "python_calamine", "rapidfuzz",
    "reportlab", "socket", "sqlite_utils", "ssl", "yaml",
}  # fmt: skip
OWN_LATER = {  # what only other pages, other languages, dialogs, copies and jobs need
    "outsource_desk.services.backups", "outsource_desk.store.copies", "outsource_desk.ui.jobs",
    "outsource_desk.ui.phrases", "outsource_desk.ui.widgets.form", "outsource_desk.ui.widgets.notice",
    "outsource_desk.ui.widgets.table",
}  # fmt: skip
JUDGES = {
    "outsource_desk.services.audits", "outsource_desk.services.clauses", "outsource_desk.services.exit_clock",
    "outsource_desk.services.missed", "outsource_desk.services.readiness", "outsource_desk.services.recovery",
    "outsource_desk.services.risk_findings", "outsource_desk.services.triggers",
}  # fmt: skip
PAGES = ("home", "initiative", "vendors", "scoring", "analysis", "reports", "history", "import", "settings")
# Our own modules on the way to Home; each costs the user who waits about a tenth of a millisecond, a file of
# dataclasses several. Risks, plans, metrics and contracts are judged with every ranking, by some thirty of them.
MOST_MODULES = 210
MOST_UNPROTECTED = 180  # where none of that has begun

SESSION = """
import json, os, sys
told = []
sys.addaudithook(lambda event, details: told.append(event) if event.startswith("socket.") else None)
before = set(sys.modules)
from outsource_desk.ui.start import make_application, load_file_services
from pathlib import Path
load_file_services()
app = make_application()
from outsource_desk.ui.desktop import Desktop
from outsource_desk.ui.first_paint import AfterFirstPaint
from PySide6.QtCore import QTimer

desktop = Desktop()
pages = json.loads(sys.argv[2])

def sockets():
    folder = Path("/proc/self/fd")
    found = [os.readlink(each) for each in folder.iterdir() if each.exists()] if folder.exists() else []
    return [each for each in found if each.startswith("socket:")]

def end():
    print(json.dumps({"modules": loaded, "told": told, "sockets": sockets(), "shown": shown}))
    sys.stdout.flush()
    os._exit(0)

def go_on():
    if not pages:
        return end()
    window = desktop.windows[0]
    window.go_to(pages.pop(0))
    shown.append(type(window.page).__name__)
    QTimer.singleShot(400, go_on)

def begin():
    loaded.extend(sorted(set(sys.modules) - before))
    go_on()

loaded, shown = [], []
assert desktop.start(Path(sys.argv[1]))
AfterFirstPaint(desktop.windows[0], begin)
sys.exit(app.exec())
"""


def session(path: Path, home: Path, pages: tuple[str, ...]) -> dict[str, list[str]]:
    """Start the desktop in a process of its own, note what it has loaded when it is painted, and walk its pages."""
    home.mkdir(exist_ok=True)
    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SESSION, str(path), json.dumps(pages)],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), **own},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def calls_of(*functions: Callable) -> Iterator[list[int]]:
    """Count the calls of Python functions inside the block, one number for each."""
    counts = [0] * len(functions)
    which = {function.__code__: place for place, function in enumerate(functions)}

    def look(frame: FrameType, event: str, _detail: object) -> None:
        if event == "call" and frame.f_code in which:
            counts[which[frame.f_code]] += 1

    sys.setprofile(look)
    try:
        yield counts
    finally:
        sys.setprofile(None)


@contextmanager
def reads_of(window) -> Iterator[list[str]]:
    seen: list[str] = []
    connection = window.session.desk.connection
    connection.set_trace_callback(lambda sql: None if sql.startswith("--") else seen.append(sql))
    try:
        yield seen
    finally:
        connection.set_trace_callback(None)


def cells_in_view(view: QTableView) -> int:
    size: QSize = view.viewport().size()
    rows = view.rowAt(size.height() - 1) if view.rowAt(size.height() - 1) >= 0 else view.model().rowCount() - 1
    columns = range(view.model().columnCount())  # in any order, as the user may have moved them
    shown = [each for each in columns if not view.isColumnHidden(each)]
    ends = [(view.columnViewportPosition(each), view.columnWidth(each)) for each in shown]
    return (rows + 1 - view.rowAt(0)) * sum(left < size.width() and left + width > 0 for left, width in ends)


@pytest.fixture
def scoring(window, qtbot) -> ScoringPage:
    window.go_to("scoring")
    qtbot.wait(100)
    assert isinstance(window.page, ScoringPage)
    return window.page


@pytest.fixture
def own_sample(sample_file, tmp_path) -> Path:
    return Path(shutil.copy(sample_file, tmp_path / "Sample.odesk"))


def test_home_is_painted_before_anything_heavy_is_loaded(own_sample, tmp_path):
    loaded = session(own_sample, tmp_path / "home", ())["modules"]
    assert "outsource_desk.ui.pages.home" in loaded
    assert "sqlite3" in loaded
    assert {name for name in loaded if name in LATER or name.partition(".")[0] in LATER} == set()
    assert {name for name in loaded if name.startswith("outsource_desk.ui.pages.")} == {
        "outsource_desk.ui.pages.home", "outsource_desk.ui.pages.page", "outsource_desk.ui.pages.registry",
    }  # fmt: skip
    assert OWN_LATER & set(loaded) == set()
    own = [name for name in loaded if name.startswith("outsource_desk.")]
    assert len(own) <= MOST_MODULES, own


def test_what_has_not_begun_loads_nothing_that_would_judge_it(tmp_path):
    with start_file(tmp_path / "New.odesk") as desk:
        build_scene(desk)
    own = [
        name
        for name in session(tmp_path / "New.odesk", tmp_path / "home", ())["modules"]
        if name.startswith("outsource_desk.")
    ]
    assert JUDGES & set(own) == set()
    assert len(own) <= MOST_UNPROTECTED, own


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="open sockets are looked up in /proc")
def test_no_socket_is_ever_opened_whatever_page_is_shown(own_sample, tmp_path):
    seen = session(own_sample, tmp_path / "home", PAGES)
    assert len(set(seen["shown"])) == len(PAGES)
    assert (seen["told"], seen["sockets"]) == ([], [])


def test_a_thousand_calls_of_qt_take_no_reference_to_none_away(qapp):
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
        label.setToolTip("")
        label.update()
    assert sys.getrefcount(None) > before - 100


def test_a_repaint_of_the_matrix_paints_each_cell_in_view_once_and_asks_the_model_for_no_role(scoring):
    view = scoring.matrix.view
    painted, made = view.delegate.cells_painted, scoring.matrix.model.faces_made
    with calls_of(MatrixModel.data) as asked:
        view.viewport().repaint()
    assert view.delegate.cells_painted - painted == cells_in_view(view) > 0
    assert asked == [0]
    assert scoring.matrix.model.faces_made == made


def test_a_score_makes_few_faces_again_and_paints_no_more_than_is_in_view(scoring, qtbot):
    view, model, evaluation = scoring.matrix.view, scoring.matrix.model, scoring.session.evaluation
    assert evaluation is not None
    given = evaluation.scores[0]
    assert view.show_cell((given.candidate_id, given.criterion_id))
    qtbot.wait(100)
    painted, made = view.delegate.cells_painted, model.faces_made
    scoring.session.try_act(record_score, given.candidate_id, given.criterion_id, given.evaluator_id, 1)
    QApplication.processEvents()
    groups = sum(row.is_group for row in model.rows)
    assert 0 < model.faces_made - made <= (groups + 1) * len(model.candidates)
    assert 0 < view.delegate.cells_painted - painted <= cells_in_view(view)


def test_a_repaint_of_the_vendors_asks_for_each_cell_in_view_once_and_for_no_role(window, qtbot):
    window.go_to("vendors")
    qtbot.wait(100)
    view = window.page.directory.table
    with calls_of(VendorTable.data, VendorDelegate.words) as counts:
        view.viewport().repaint()
    assert counts == [0, cells_in_view(view)]
    assert counts[1] > 0


def test_coming_back_to_a_page_reads_nothing_but_what_undo_and_redo_would_do(window, qtbot):
    for key in PAGES:
        window.go_to(key)
        qtbot.wait(60)
    for key in PAGES:
        with reads_of(window) as seen:
            window.go_to(key)
            QApplication.processEvents()
        assert len(seen) <= 4, (key, seen)
        assert all(sql.startswith("SELECT") and "FROM main.edit" in sql for sql in seen), (key, seen)


def test_a_window_that_is_left_alone_reads_nothing(window, qtbot):
    qtbot.wait(200)
    with reads_of(window) as seen:
        qtbot.wait(200)
    assert seen == []
