"""Files and folders that are moved, replaced or locked beside an open file."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from outsource_desk import cli
from outsource_desk.services import history, vendors
from outsource_desk.services.desk import Desk, create_desk, open_desk
from outsource_desk.services.starting import start_file
from tests.faults.acts import crash
from tests.faults.figures import Figures
from tests.faults.forks import in_fork
from tests.faults.hindrances import mount_small_disk, obey_permissions, turn_read_only
from tests.faults.scene import Scene, take_over


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
        "overview": cli.main(["show", str(path)]),
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
    take_over(scene, told)


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
    take_over(scene, told)


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
