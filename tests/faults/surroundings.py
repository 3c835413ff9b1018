"""Other programs, other people, folders and clocks: each scene is one fault beside an open file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from outsource_desk import cli
from outsource_desk.domain.errors import DeskError
from outsource_desk.services import history, vendors
from outsource_desk.services.desk import Desk, create_desk, open_desk
from outsource_desk.services.starting import start_file
from outsource_desk.store.backups import backups_of
from tests.faults import shim
from tests.faults.acts import crash
from tests.faults.figures import Figures
from tests.faults.forks import Ended, in_fork, warm_up
from tests.faults.hindrances import mount_small_disk, obey_permissions, turn_read_only
from tests.faults.kills import whole_lines

ROOT = Path(__file__).parents[2]


class Scene:
    """One scene: a folder, a file in it, and what came of it."""

    def __init__(self, name: str, folder: Path, size: int) -> None:
        self.figures = Figures(name)
        self.folder = folder
        self.size = size  # how often what may go either way is tried
        self.path = folder / "desk" / "work.odesk"
        self.path.parent.mkdir()

    def expect(self, what: str, is_so: bool, kind: str = "silent") -> None:
        """Count a complaint unless something is as it must be."""
        if not is_so:
            self.figures.complain(kind, what)

    def refused(self, what: str, act: Callable[[], object]) -> str:
        """Demand that an act is refused with a remedy; return the message."""
        self.figures.tries += 1
        try:
            act()
        except DeskError as refusal:
            self.figures.refused += 1
            self.expect(f"{what}: no remedy", bool(refusal.remedy))
            return str(refusal)
        self.figures.complain("silent", f"{what} was not refused")
        return ""

    def add(self, desk: Desk, name: str) -> None:
        """Do an act and count it as acknowledged."""
        vendors.add_vendor(desk, name)
        self.figures.acknowledged += 1

    def find(self, path: Path, *names: str) -> None:
        """Demand that a file is sound and holds some vendors and no others."""
        with open_desk(path, read_only=True) as desk:
            self.expect(f"{path.name} is damaged", desk.file.damage.is_sound, "lost")
            found = sorted(vendor.name for vendor in vendors.list_vendors(desk))
        self.expect(f"{path.name} holds {found}, not {sorted(names)}", found == sorted(names), "lost")


def file_deleted(scene: Scene) -> None:
    """What was open can still be saved under another name."""
    with create_desk(scene.path) as desk:
        scene.add(desk, "Alder")
        scene.path.unlink()
        message = scene.refused("an edit of a deleted file", lambda: vendors.add_vendor(desk, "Birch"))
        scene.expect("the deletion is named", "deleted" in message)
        scene.refused("undo in a deleted file", lambda: history.undo(desk))
        desk.file.save_copy(scene.folder / "saved.odesk")
    scene.find(scene.folder / "saved.odesk", "Alder")
    scene.expect("nothing grew in its place", not scene.path.exists())


def file_renamed(scene: Scene) -> None:
    """All is in the renamed file."""
    other = scene.path.with_name("renamed.odesk")
    with create_desk(scene.path) as desk:
        scene.add(desk, "Alder")
        scene.path.rename(other)
        scene.refused("an edit of a renamed file", lambda: vendors.add_vendor(desk, "Birch"))
        other.rename(scene.path)
        scene.add(desk, "Cedar")  # it is back
    scene.find(scene.path, "Alder", "Cedar")


def file_replaced(scene: Scene) -> None:
    """Neither file is touched any more."""
    strange = scene.folder / "strange.odesk"
    with create_desk(strange) as desk:
        scene.add(desk, "Strange")
    with create_desk(scene.path) as desk:
        scene.add(desk, "Alder")
        strange.replace(scene.path)
        message = scene.refused("an edit of a replaced file", lambda: vendors.add_vendor(desk, "Birch"))
        scene.expect("the replacement is named", "replaced" in message)
        desk.file.save_copy(scene.folder / "saved.odesk")
    scene.find(scene.path, "Strange")
    scene.find(scene.folder / "saved.odesk", "Alder")


def file_overwritten(scene: Scene) -> None:
    """Another program copies an older state over the open file, into the same inode, as a sync program may."""
    with create_desk(scene.path) as desk:
        scene.add(desk, "Alder")
        older = scene.path.read_bytes()
    with open_desk(scene.path) as desk:
        scene.add(desk, "Birch")
        with scene.path.open("r+b") as file:
            file.write(older)
            file.truncate()
        scene.refused("an edit of an overwritten file", lambda: vendors.add_vendor(desk, "Cedar"))
    with open_desk(scene.path) as desk:
        scene.expect("the file is sound or its damage is named", desk.file.damage.is_sound or desk.is_read_only)


def folder_renamed(scene: Scene) -> None:
    """All is in the renamed folder."""
    other = scene.folder / "elsewhere"
    with create_desk(scene.path) as desk:
        scene.add(desk, "Alder")
        scene.path.parent.rename(other)
        scene.refused("an edit in a renamed folder", lambda: vendors.add_vendor(desk, "Birch"))
        scene.refused("a backup in a renamed folder", desk.file.backup_now)
    scene.find(other / scene.path.name, "Alder")
    with open_desk(other / scene.path.name) as desk:
        scene.add(desk, "Cedar")
    scene.find(other / scene.path.name, "Alder", "Cedar")


def crash_and_a_new_file_of_the_same_name(scene: Scene) -> None:
    """What a crash left beside a deleted file is not played into its successor."""
    for make in (lambda: create_desk(scene.path), lambda: _copied(scene)):
        start_file(scene.path, template="ito").close()
        ended = in_fork(lambda: crash(scene.path))
        scene.figures.tries += 1
        scene.figures.killed += ended.was_killed
        scene.expect("the crash left a rollback journal", scene.path.with_name("work.odesk-journal").exists())
        scene.path.unlink()
        with make() as desk:
            scene.add(desk, "Alder")
        scene.find(scene.path, "Alder")
        scene.path.unlink()


def _copied(scene: Scene) -> Desk:
    source = scene.folder / f"source-{time.monotonic_ns()}.odesk"
    with create_desk(source) as desk:
        desk.file.save_copy(scene.path)
    return open_desk(scene.path)


def folder_read_only(scene: Scene) -> None:
    """In a folder that cannot be written, all writing is refused, and all reading is possible."""
    start_file(scene.path, sample=True).close()
    before = scene.path.read_bytes()
    scene.path.parent.chmod(0o555)
    told = in_fork(lambda: _in_a_read_only_folder(scene.path, scene.folder))
    scene.path.parent.chmod(0o755)
    scene.expect(f"commands end well: {told.fault}", not told.fault, "tracebacks")
    answer: dict[str, int] = told.answer or {}
    if "skipped" in answer:
        scene.figures.skipped = str(answer["skipped"])
        return
    for words, code in answer.items():
        scene.figures.tries += 1
        must_be_refused = words.startswith("refuse")
        scene.expect(f"{words}: exit code {code}", code == must_be_refused)
        scene.figures.harmless += not must_be_refused
        scene.figures.refused += must_be_refused
    scene.expect("the file is as it was", scene.path.read_bytes() == before, "lost")
    scene.expect("nothing was left in the folder", list(scene.path.parent.iterdir()) == [scene.path])


def _in_a_read_only_folder(path: Path, own: Path) -> dict[str, Any]:
    if why := obey_permissions():
        return {"skipped": why}
    beside = path.parent
    return {
        "overview": cli.main([str(path)]),
        "rank": cli.main(["rank", str(path)]),
        "check": cli.main(["check", str(path)]),
        "copy elsewhere": cli.main(["history", str(path), "--copy", str(own / "copy.odesk")]),
        "paper elsewhere": cli.main(["report", str(path), "--pdf", str(own / "p.pdf")]),
        "refuse a copy beside": cli.main(["history", str(path), "--copy", str(beside / "copy.odesk")]),
        "refuse undo": cli.main(["history", str(path), "--undo"]),
        "refuse a new file": cli.main(["new", str(beside / "new.odesk")]),
        "refuse a paper beside": cli.main(["report", str(path), "--pdf", str(beside / "p.pdf")]),
    }


def folder_turned_read_only(scene: Scene) -> None:
    """A folder that can no longer be written while a file in it is open."""
    told = in_fork(lambda: _in_a_folder_turned_read_only(scene))
    _take_over(scene, told)


def _in_a_folder_turned_read_only(scene: Scene) -> dict[str, Any]:
    if why := obey_permissions():
        scene.figures.skipped = why
        return scene.figures.as_json()
    with create_desk(scene.path) as desk:
        scene.add(desk, "Alder")
        scene.path.parent.chmod(0o555)
        scene.refused("an edit in a folder turned read-only", lambda: vendors.add_vendor(desk, "Birch"))
        scene.refused("undo in a folder turned read-only", lambda: history.undo(desk))
        scene.refused("a backup in a folder turned read-only", desk.file.backup_now)
        desk.file.save_copy(scene.folder / "saved.odesk")
        scene.path.parent.chmod(0o755)
        scene.add(desk, "Cedar")
    scene.find(scene.path, "Alder", "Cedar")
    scene.find(scene.folder / "saved.odesk", "Alder")
    return scene.figures.as_json()


def _take_over(scene: Scene, told: Ended) -> None:
    """Take the figures of a part that was played in a process of its own."""
    scene.expect(f"the scene ran: {told.fault}", not told.fault, "tracebacks")
    if told.answer:
        scene.figures.add(Figures(**told.answer))


def file_immutable(scene: Scene) -> None:
    """A file that nobody may change, not even the superuser, is refused for writing and can be read."""
    with create_desk(scene.path) as desk:
        scene.add(desk, "Alder")
    chattr = shutil.which("chattr")
    if chattr is None or subprocess.run([chattr, "+i", scene.path], capture_output=True, check=False).returncode:
        scene.figures.skipped = "this disk has no immutable files, or chattr is absent"
        return
    try:
        scene.refused("an edit of an immutable file", lambda: _edit(scene.path))
        scene.find(scene.path, "Alder")
    finally:
        subprocess.run([chattr, "-i", scene.path], check=True)


def _edit(path: Path) -> None:
    with open_desk(path) as desk:
        vendors.add_vendor(desk, "Birch")


def disk_read_only(scene: Scene) -> None:
    """A disk that is mounted for reading only."""
    told = in_fork(lambda: _on_a_read_only_disk(scene.folder / "disk"))
    _take_over(scene, told)


def _on_a_read_only_disk(folder: Path) -> dict[str, Any]:
    folder.mkdir()
    if why := mount_small_disk(folder):
        return Figures("", skipped=why).as_json()
    scene = Scene("", folder, 1)
    with create_desk(scene.path) as desk:
        scene.add(desk, "Alder")
    turn_read_only(folder)
    scene.refused("opening for writing on a read-only disk", lambda: _edit(scene.path))
    scene.refused("creating on a read-only disk", lambda: create_desk(folder / "new.odesk"))
    with open_desk(scene.path, read_only=True) as desk:
        scene.refused("a copy to a read-only disk", lambda: desk.file.save_copy(folder / "copy.odesk"))
    scene.find(scene.path, "Alder")
    return scene.figures.as_json()


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
        [sys.executable, "-m", "tests.faults.surroundings", str(scene.path), *map(str, shifts)],
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


SCENES: tuple[Callable[[Scene], None], ...] = (
    file_deleted,
    file_renamed,
    file_replaced,
    file_overwritten,
    folder_renamed,
    crash_and_a_new_file_of_the_same_name,
    folder_read_only,
    file_immutable,
    folder_turned_read_only,
    disk_read_only,
    two_writers,
    reader_while_writing,
    copied_while_written,
    clock_set_back,
)


def run(play: Callable[[Scene], None], folder: Path, size: int) -> Figures:
    """Play one scene in an empty folder."""
    began = time.monotonic()
    scene = Scene(play.__name__.replace("_", " "), folder, size)
    play(scene)
    scene.figures.seconds = time.monotonic() - began
    return scene.figures


def main() -> None:
    """Add one vendor at each of some times: ``python -m tests.faults.surroundings FILE SHIFT ...``, shim loaded."""
    warm_up()
    for number, shift in enumerate(sys.argv[2:]):
        ended = in_fork(lambda: _add_at(Path(sys.argv[1]), f"Vendor {number}", shift))  # noqa: B023 - called at once
        assert not ended.fault, ended.fault


if __name__ == "__main__":
    main()
