"""End a process with ``kill -9`` while it edits, and look for every edit that it had acknowledged."""

from __future__ import annotations

import json
import random
import select
import subprocess
import sys
import time
from pathlib import Path

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import history
from outsource_desk.services.attaching import lost_files
from outsource_desk.services.desk import Desk, open_desk
from outsource_desk.services.starting import start_file
from outsource_desk.store.lock import lock_path
from tests.faults.figures import Figures
from tests.faults.shim import environment

LONGEST = 0.4  # seconds of editing before the end
START = 60.0  # seconds that the process may take to begin
SAME_FILE = 10  # tries in a row on one file, so that each finds what the last one left


def run(folder: Path, tries: int, seed: int = 1) -> Figures:
    """Kill an editing process again and again, and count what is there afterwards."""
    figures = Figures("kill -9 in mid-edit")
    began = time.monotonic()
    chance = random.Random(seed)
    for number in range(tries):
        path = folder / f"killed-{number // SAME_FILE}.odesk"
        if not path.exists():
            start_file(path, template="ito").close()
        acknowledged = _edit_and_kill(path, seed * 10_000 + number, chance.uniform(0, LONGEST))
        figures.tries += 1
        figures.killed += 1
        if acknowledged is None:
            figures.complain("tracebacks", f"try {number}: the editing process ended by itself")
            return figures
        _examine(path, number, acknowledged, figures)
    figures.seconds = time.monotonic() - began
    return figures


def _edit_and_kill(path: Path, seed: int, patience: float) -> list[tuple[int, str]] | None:
    """Return what an editing process acknowledged before it was killed; nothing if it was not alive any more."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.editing", str(path), str(seed)],
        cwd=Path(__file__).parents[2],
        env=environment(None),
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    with child, child.stdout as pipe:
        is_ready = bool(select.select([pipe], [], [], START)[0])
        time.sleep(patience)
        was_alive = is_ready and child.poll() is None
        child.kill()
        lines = whole_lines(pipe.read())
    return [(revision, fingerprint) for revision, fingerprint in map(json.loads, lines)] if was_alive else None


def whole_lines(out: bytes) -> list[bytes]:
    """Return the lines of an output that were finished before its writer was killed."""
    return [line for line in out.splitlines(keepends=True) if line.endswith(b"\n")]


def _examine(path: Path, number: int, acknowledged: list[tuple[int, str]], figures: Figures) -> None:
    where = f"try {number}"
    figures.acknowledged += acknowledged[-1][0] - acknowledged[0][0]
    try:
        with open_desk(path, author="Next day") as desk:
            _judge(desk, acknowledged, where, figures)
    except DeskError as refusal:
        figures.complain("lost", f"{where}: the file cannot be used: {refusal}")
        return
    if lock_path(path).exists():
        figures.complain("silent", f"{where}: the lock is still there")
    figures.harmless += 1


def _judge(desk: Desk, acknowledged: list[tuple[int, str]], where: str, figures: Figures) -> None:
    revision, fingerprint = acknowledged[-1]
    if damage := (*desk.file.check().sentences(), *lost_files(desk)):
        figures.complain("lost", f"{where}: {damage}")
        return
    present = desk.journal.revision
    if present < revision:
        figures.lost += revision - present - 1
        figures.complain("lost", f"{where}: revision {present} after {revision} was acknowledged")
        return
    if present > revision + 1:
        figures.complain("silent", f"{where}: revision {present} after {revision} was acknowledged")
    if present == revision and desk.journal.fingerprint != fingerprint:
        figures.complain("lost", f"{where}: revision {revision} has another content")
    if desk.journal.undo_label is not None:
        before = desk.journal.fingerprint
        history.undo(desk)
        history.redo(desk)
        if desk.journal.fingerprint != before:
            figures.complain("lost", f"{where}: undo and redo do not lead back")
