"""How evenly the window runs while it works in the background: the gaps between the ticks of a short timer."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.material import add_matrix, add_scores, folder
from benchmarks.pairing import Spread
from benchmarks.screen import window_on
from benchmarks.table import Row
from outsource_desk.services.desk import create_desk
from outsource_desk.services.import_answers import NOTHING_DECIDED
from outsource_desk.services.import_case import case_of, prepare, what_is_here
from outsource_desk.services.import_preview import preview_of
from outsource_desk.services.importing import import_prepared, read_spreadsheet
from outsource_desk.services.reporting import board_facts, paper_bytes, workbook_bytes

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading
    from outsource_desk.services.import_case import ImportCase
    from outsource_desk.services.import_here import Here
    from outsource_desk.services.import_preview import ImportPreview
    from outsource_desk.ui.window import MainWindow

CANDIDATES, CRITERIA, VENDORS = 30, 30, 10_000
PREVIEWS = 4  # one after the other
TICK = 2  # milliseconds
LEAST = 1.0  # seconds that the idle window is watched
IDLE, SPINNING = "the idle window", "the window beside a foreign process that spins"
READING = "the window beside the same reading in a process that it knows nothing of"
_ELSEWHERE = """
import os, sys
os.nice(5)
from outsource_desk.services.importing import read_spreadsheet
read_spreadsheet(sys.argv[1])
os._exit(0)
"""
Work = Callable[[Callable[[float, str], None]], Any]
Floor = Callable[["MainWindow"], list[float]]  # the gaps beside something that is not ours to make faster


def rows(rounds: int) -> list[Row]:
    """Compare the gaps that one in a hundred exceeds: busy in the background, and idle just before."""
    with folder() as place:
        path, sheet = place / "stall.odesk", _sheet(place / "vendors.xlsx")
        with create_desk(path, author="Bench") as desk:
            initiative, scores = add_matrix(desk, CANDIDATES, CRITERIA)
            add_scores(desk, scores)
        with window_on(path) as window:
            facts = board_facts(window.session.desk, initiative)
            reading = read_spreadsheet(sheet)
            here = what_is_here(window.session.desk, reading, NOTHING_DECIDED)
            spinning, foreign = (SPINNING, _beside), (READING, partial(_foreign, sheet))
            works: tuple[tuple[str, Work, tuple[str, Floor]], ...] = (
                (f"read a spreadsheet of {VENDORS:,} × 10", partial(_read, sheet), foreign),
                (f"preview an import of {VENDORS:,} × 10", partial(_previews, here, reading), spinning),
                (f"make a board paper, {CANDIDATES} × {CRITERIA}", partial(_paper, facts), spinning),
                (f"make a workbook, {CANDIDATES} × {CRITERIA}", partial(_workbook, facts), spinning),
            )
            _idle(window)  # what it does after opening is over now
            found: list[Row] = []
            for what, work, (name_of_floor, floor) in works:
                late = [(_late(_busy(window, work)), _late(_idle(window)), _late(floor(window))) for _ in range(rounds)]
                busy, idle, least = zip(*late, strict=True)
                name = f"p99 gap of a {TICK} ms timer"
                found.append(Row("G16", name, what, IDLE, Spread.of_ratios(busy, idle), 1.25))
                found.append(Row("", name, what, name_of_floor, Spread.of_ratios(busy, least)))
                if floor is not _beside:
                    found.append(Row("", name, name_of_floor, IDLE, Spread.of_ratios(least, idle)))
            return [*found, *_held(window, reading, rounds)]


def _read(sheet: Path, tell: Callable[[float, str], None]) -> Reading:
    return read_spreadsheet(sheet, progress=tell)


def _paper(facts: Any, tell: Callable[[float, str], None]) -> bytes:
    return paper_bytes(facts, tell)


def _workbook(facts: Any, tell: Callable[[float, str], None]) -> bytes:
    return workbook_bytes(facts, tell)


def _previews(
    here: Here, reading: Reading, tell: Callable[[float, str], None]
) -> list[tuple[ImportCase, ImportPreview]]:
    """Work out what an import would do, again and again: once would be over before enough ticks were seen."""
    shown = []
    for turn in range(PREVIEWS):
        tell(turn / PREVIEWS, "Comparing")
        case = case_of(here, reading, NOTHING_DECIDED)
        shown.append((case, preview_of(case)))
    return shown


def _held(window: MainWindow, reading: Reading, rounds: int) -> list[Row]:
    """Tell how long the window stands still for what an import does in its thread; each is taken back again."""
    session, cells = window.session, f"{VENDORS:,} × 10 values"
    asking, writing, loading = [], [], []
    for _ in range(rounds):
        asking.append(_taken(lambda: what_is_here(session.desk, reading, NOTHING_DECIDED)))
        case = prepare(session.desk, reading, NOTHING_DECIDED)
        with session.held_back():
            writing.append(_taken(lambda case=case: session.act(import_prepared, case)))
        into = session.initiatives()[-1].id
        loading.append(_taken(lambda into=into: session.counting(into)))
        session.undo()
    parts = {"before an import is previewed": asking, "while an import is written": writing,
             "before its ranking is counted": loading}  # fmt: skip
    return [Row("", f"the window stands still {what}", cells, "", Spread(tuple(taken)), None, "ms")
            for what, taken in parts.items()]  # fmt: skip


def _taken(act: Callable[[], object]) -> float:
    begin = perf_counter()
    act()
    return 1000 * (perf_counter() - begin)


def _late(gaps: list[float]) -> float:
    return statistics.quantiles(gaps, n=100)[98]


def _idle(window: MainWindow) -> list[float]:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(1000 * LEAST), loop.quit)
    return _gaps(window, loop)


def _beside(window: MainWindow) -> list[float]:
    """Watch the idle window while one processor is taken by somebody else: what the machine itself costs."""
    stranger = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        return _idle(window)
    finally:
        stranger.kill()
        stranger.wait()


def _foreign(sheet: Path, window: MainWindow) -> list[float]:
    """Watch the idle window while somebody else reads the same file: what such work costs whatever its design."""

    def read(_tell: Callable[[float, str], None]) -> bool:
        subprocess.run([sys.executable, "-c", _ELSEWHERE, str(sheet)], check=True)
        return True

    return _busy(window, read)


def _busy(window: MainWindow, work: Work) -> list[float]:
    from PySide6.QtCore import QEventLoop

    from outsource_desk.ui.jobs import Job

    loop, made = QEventLoop(), []
    job = Job(work)
    job.succeeded.connect(made.append)
    job.finished.connect(loop.quit)
    window.run(job, "Benchmark")
    gaps = _gaps(window, loop)
    assert made, "the work has failed"
    return gaps


def _gaps(window: MainWindow, loop: Any) -> list[float]:
    """Run the loop to its end and return the seconds between ticks; each of them paints the status line."""
    from PySide6.QtCore import Qt, QTimer

    ticks = [perf_counter()]

    def tick() -> None:
        window.status.repaint()
        ticks.append(perf_counter())

    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TICK)
    timer.timeout.connect(tick)
    timer.start()
    loop.exec()
    timer.stop()
    return [later - earlier for earlier, later in pairwise(ticks)]


def _sheet(path: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    lines = book.create_sheet("Scores")
    lines.append(["Vendor", *(f"Criterion {number}" for number in range(1, 11))])
    lines.append(["Weight", *([10] * 10)])
    for vendor in range(VENDORS):
        lines.append([f"Supplier {vendor:05}", *((vendor * 7 + number) % 10 + 1 for number in range(10))])
    book.save(path)
    return path
