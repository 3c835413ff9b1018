"""Other programs that write, read or copy the file at the same time, and clocks that go back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import history, vendors
from outsource_desk.services.desk import create_desk, open_desk
from outsource_desk.services.starting import start_file
from outsource_desk.store.backups import backups_of
from tests.faults import shim
from tests.faults.forks import in_fork, warm_up
from tests.faults.kills import whole_lines
from tests.faults.scene import Scene

ROOT = Path(__file__).parents[2]


def two_writers(scene: Scene) -> None:
    """The second is refused and told who is first; when the first is killed, the file is free."""
    start_file(scene.path, template="ito").close()
    child = _start_editing(scene.path)
    try:
        assert child.stdout is not None
        child.stdout.readline()
        message = scene.refused("a second writer", lambda: open_desk(scene.path))
        scene.expect(f"its owner is named: {message}", str(child.pid) in message)
        copy = scene.folder / "over.odesk"
        scene.refused("a copy over a file that is open", lambda: _copy_over(copy, scene.path))
    finally:
        child.kill()
        child.communicate()
    with open_desk(scene.path) as desk:
        scene.add(desk, "Alder")


def _copy_over(source: Path, target: Path) -> None:
    with create_desk(source) as desk:
        desk.file.save_copy(target, replace=True)


def reader_while_writing(scene: Scene) -> None:
    """Every reading is one state of the file, sound, and of a later revision than the reading before."""
    start_file(scene.path, template="ito").close()
    child = _start_editing(scene.path)
    try:
        assert child.stdout is not None
        child.stdout.readline()
        last = 0
        for number in range(scene.size):
            scene.figures.tries += 1
            with open_desk(scene.path, read_only=True) as desk:
                scene.expect(f"reading {number} is sound", desk.file.check().is_sound)
                scene.expect(f"reading {number} is not older", desk.journal.revision >= last)
                last = desk.journal.revision
            scene.figures.harmless += 1
        scene.expect("the writer lives", child.poll() is None, "tracebacks")
    finally:
        child.kill()
        child.communicate()
    scene.figures.acknowledged = last


def copied_while_written(scene: Scene) -> None:
    """A plain copy of a file that is just being written opens sound, or is named as damaged or refused."""
    start_file(scene.path, template="ito").close()
    child = _start_editing(scene.path)
    try:
        assert child.stdout is not None
        child.stdout.readline()
        copies = [scene.folder / f"copy-{number}.odesk" for number in range(scene.size)]
        for copy in copies:
            shutil.copyfile(scene.path, copy)
            time.sleep(0.005)
    finally:
        child.kill()
        out, _ = child.communicate()
    states = {tuple(json.loads(line)) for line in whole_lines(out)}
    last = max((revision for revision, _ in states), default=0)
    for copy in copies:
        _judge_copy(scene, copy, states, last)


def _judge_copy(scene: Scene, copy: Path, states: set[tuple[Any, ...]], last: int) -> None:
    scene.figures.tries += 1
    try:
        with open_desk(copy, read_only=True) as desk:
            if not desk.file.check().is_sound:
                scene.figures.named += 1
                return
            state = (desk.journal.revision, desk.journal.fingerprint)
    except DeskError:
        scene.figures.refused += 1
        return
    scene.figures.harmless += 1
    is_known = state in states or state[0] > last or state[0] <= 2
    scene.expect(f"{copy.name} is a state that was acknowledged: {state}", is_known)


def clock_set_back(scene: Scene) -> None:
    """The order of edits, undo, backups and revisions do not depend on the clock."""
    library, why = shim.build(scene.folder)
    if library is None:
        scene.figures.skipped = why
        return
    create_desk(scene.path).close()
    shifts = [0, -400 * 86_400, 30 * 86_400, -2 * 86_400, 0]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.other_programs", str(scene.path), *map(str, shifts)],
        cwd=ROOT,
        env=shim.environment(library),
        capture_output=True,
        text=True,
        check=False,
    )
    scene.expect(done.stderr[-300:], done.returncode == 0, "tracebacks")
    scene.figures.tries = scene.figures.acknowledged = len(shifts)
    with open_desk(scene.path) as desk:
        edits = desk.journal.edits()
        scene.expect("edits are in order", [edit.id for edit in edits] == list(range(1, len(shifts) + 1)), "lost")
        scene.expect("the clock did jump", [edit.at for edit in edits] != sorted(edit.at for edit in edits))
        kept = {backup.revision for backup in backups_of(scene.path)}
        scene.expect(f"every session has its backup: {kept}", kept == set(range(1, len(shifts))), "lost")
        scene.expect("undo goes by number", history.undo(desk).label == f"Undo: {edits[-1].label}")
    scene.find(scene.path, *(f"Vendor {number}" for number in range(len(shifts) - 1)))


def _add_at(path: Path, name: str, shift: str) -> int:
    """Add one vendor in a session of its own, while the clock is wrong by some seconds."""
    os.environ["FAULT_CLOCK_SHIFT"] = shift
    with open_desk(path) as desk:
        return vendors.add_vendor(desk, name)


def _start_editing(path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.editing", str(path), "7"],
        cwd=ROOT,
        env=shim.environment(None),
        stdout=subprocess.PIPE,
    )


def main() -> None:
    """Add one vendor at each of some times: ``python -m tests.faults.other_programs FILE SHIFT ...``, shim loaded."""
    warm_up()
    for number, shift in enumerate(sys.argv[2:]):
        ended = in_fork(lambda: _add_at(Path(sys.argv[1]), f"Vendor {number}", shift))  # noqa: B023 - called at once
        assert not ended.fault, ended.fault


if __name__ == "__main__":
    main()
