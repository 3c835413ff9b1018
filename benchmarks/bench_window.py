"""The window from cold: from the start of the process until Home of the sample is painted, and the memory for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.material import folder
from benchmarks.pairing import Spread
from benchmarks.table import Row
from outsource_desk.services.starting import start_file

HERE = Path(__file__).resolve().parent
BARE, DESKTOP = "a bare QWidget", "the desktop with the sample's Home"


@dataclass(frozen=True)
class Start:
    """One process: seconds waited for, seconds of CPU, and kibibytes of memory at its greatest."""

    waited: float
    cpu: float
    memory: float


def rows(rounds: int) -> list[Row]:
    """Measure without a screen and, where there is Xvfb, on an X server."""
    if not sys.platform.startswith("linux"):  # the children read their memory from /proc
        what = "start to first paint"
        return [Row("G14", what, DESKTOP, BARE, None, 1.35, why_skipped="measured on Linux alone")]
    with folder() as place:
        start_file(place / "Sample.odesk", sample=True).close()
        found = _compared(place, "no screen", {"QT_QPA_PLATFORM": "offscreen"}, rounds)
        with _screen() as display:
            if display is None:
                what = "start to first paint, Xvfb"
                return [*found, Row("G14", what, DESKTOP, BARE, None, 1.35, why_skipped="Xvfb is not installed")]
            return found + _compared(place, "Xvfb", {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}, rounds)


def _compared(place: Path, where: str, screen: dict[str, str], rounds: int) -> list[Row]:
    scripts = [("child_bare.py",), ("child_desktop.py", str(place / "Sample.odesk"))]
    for words in scripts:  # leaves the compiled modules, as an installation has them
        _started(place, screen, words)
    taken: list[list[Start]] = [[], []]
    for turn in range(rounds):
        for which in (turn % 2, 1 - turn % 2):
            taken[which].append(_started(place, screen, scripts[which]))
    bare, desktop = taken

    def row(goal: str, what: str, figure: str, limit: float | None) -> Row:
        numbers = ([getattr(each, figure) for each in starts] for starts in (desktop, bare))
        return Row(goal, f"{what}, {where}", DESKTOP, BARE, Spread.of_ratios(*numbers), limit)

    return [
        row("G14", "start to first paint, as waited for", "waited", 1.35),
        row("", "start to first paint, CPU", "cpu", None),
        row("G14", "resident memory at first paint", "memory", 1.25),
    ]


def _started(place: Path, screen: dict[str, str], words: tuple[str, ...]) -> Start:
    """Run one process as a user who has never started the program before."""
    home = place / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHONPYCACHEPREFIX": str(place / "compiled"),
    }
    begin = time.monotonic()
    command = [sys.executable, str(HERE / words[0]), *words[1:]]
    done = subprocess.run(command, env=kept | own | screen, capture_output=True, text=True, check=True, timeout=60)
    painted, cpu, memory = map(float, done.stdout.split())
    return Start(painted - begin, cpu, memory)


@contextmanager
def _screen() -> Iterator[str | None]:
    """Lend an X server of its own; nothing where Xvfb is not installed."""
    if shutil.which("Xvfb") is None:
        yield None
        return
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
