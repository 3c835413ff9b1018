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
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.reporting import board_facts, paper_bytes, workbook_bytes

if TYPE_CHECKING:
    from outsource_desk.ui.window import MainWindow

CANDIDATES, CRITERIA, VENDORS = 30, 30, 1_000
TICK = 2  # milliseconds
LEAST = 1.0  # seconds that the idle window is watched
IDLE, BESIDE = "the idle window", "the window beside a foreign process that spins"
Work = Callable[[Callable[[float, str], None]], Any]


def rows(rounds: int) -> list[Row]:
    """Compare the gaps that one in a hundred exceeds: busy in the background, and idle just before."""
    with folder() as place:
        path, sheet = place / "stall.odesk", _sheet(place / "vendors.xlsx")
        with create_desk(path, author="Bench") as desk:
            initiative, scores = add_matrix(desk, CANDIDATES, CRITERIA)
            add_scores(desk, scores)
        with window_on(path) as window:
            facts = board_facts(window.session.desk, initiative)
            works: tuple[tuple[str, Work], ...] = (
                (f"read a spreadsheet of {VENDORS:,} × 10", lambda tell: read_spreadsheet(sheet, progress=tell)),
                (f"make a board paper, {CANDIDATES} × {CRITERIA}", partial(_paper, facts)),
                (f"make a workbook, {CANDIDATES} × {CRITERIA}", partial(_workbook, facts)),
            )
            found: list[Row] = []
            for what, work in works:
                late = [
                    (_late(_busy(window, work)), _late(_idle(window)), _late(_beside(window))) for _ in range(rounds)
                ]
                busy, idle, beside = zip(*late, strict=True)
                name = f"p99 gap of a {TICK} ms timer"
                found.append(Row("G16", name, what, IDLE, Spread.of_ratios(busy, idle), 1.25))
                found.append(Row("", name, what, BESIDE, Spread.of_ratios(busy, beside)))
            return [*found, _written(window, sheet)]


def _paper(facts: Any, tell: Callable[[float, str], None]) -> bytes:
    return paper_bytes(facts, tell)


def _workbook(facts: Any, tell: Callable[[float, str], None]) -> bytes:
    return workbook_bytes(facts, tell)


def _written(window: MainWindow, sheet: Path) -> Row:
    """Tell how long the window stands still while an import is written; that is not done in the background."""
    reading = read_spreadsheet(sheet)
    begin = perf_counter()
    assert window.session.act(import_spreadsheet, reading) is not None
    taken = 1000 * (perf_counter() - begin)
    what = "the window stands still while an import is written"
    return Row("", what, f"{VENDORS:,} × 10 values, once", "", Spread((taken,)), None, "ms")


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
