"""Tries of writing on a failing disk; run as a process of its own: ``python -m tests.faults.steps JOB.json``."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import history, vendors
from outsource_desk.services.attaching import lost_files
from outsource_desk.services.desk import open_desk
from tests.faults import shim
from tests.faults.acts import OLD, Act, act_named, perform, reading
from tests.faults.figures import Figures
from tests.faults.forks import Ended, in_fork, warm_up
from tests.faults.hindrances import Hindrance, Manner, calls, mount_small_disk

UNCERTAIN = "but the disk reported a fault when"  # it was to be made lasting: done, and said so
_PROGRESS = re.compile(r".*\(\d+%\)")
_TEMPORARY = ("-journal", ".lock")


class Bench:
    """Material, and a folder in which one try after the other is made."""

    def __init__(self, folder: Path, material: Path) -> None:
        self._material = material
        self._try = folder / "try"
        reading()
        warm_up()
        self._before: dict[str, tuple[int, str]] = {}

    def state_before(self, document: str) -> tuple[int, str]:
        """Return revision and fingerprint of a document before any act; of one that does not exist yet, nothing."""
        if document not in self._before:
            path = self.fresh(document) / document
            self._before[document] = _state(path) if path.exists() else (0, "")
        return self._before[document]

    def room_calls(self, act: Act) -> list[bool]:
        """Return for each call of an act whether a full disk can refuse it; demand that all goes well undisturbed."""
        folder = self._prepared(act)
        ended = in_fork(lambda: _count(act, folder))
        assert ended.answer, (act.name, ended)
        assert ended.answer["said"] == "done", (act.name, ended)
        return [mark == "1" for mark in ended.answer["calls"]]

    def attempt(self, act: Act, hindrance: Hindrance, figures: Figures) -> None:
        """Make one try and count what came of it."""
        before = self.state_before(act.document)
        folder = self._prepared(act)
        ended = in_fork(lambda: _hindered(act, folder, hindrance))
        if hindrance.kind == "room":
            hindrance.disarm(folder)
        where = f"{act.name}, {hindrance}"
        figures.tries += 1
        figures.killed += ended.was_killed
        if ended.was_killed and not hindrance.kills:
            figures.complain("tracebacks", f"{where}: killed by another")
        if ended.fault:
            figures.complain("tracebacks", f"{where}: {ended.fault}")
        _judge_words(act, ended, where, figures)
        after = in_fork(lambda: examine(act, folder))
        if after.fault:
            figures.complain("silent", f"{where}: what is left cannot be used: {after.fault}")
            return
        judge_state(act, hindrance, ended, after.answer, before, where, figures)

    def _prepared(self, act: Act) -> Path:
        folder = self.fresh(act.document)
        if act.replaces:
            (folder / act.product).write_bytes(OLD)
        return folder

    def fresh(self, document: str) -> Path:
        """Return the folder of the tries, holding one document and nothing else."""
        shutil.rmtree(self._try, ignore_errors=True)
        self._try.mkdir()
        for entry in self._material.glob(f"{document}*"):  # with what a crash left beside it
            shutil.copy(entry, self._try)
        return self._try


def _count(act: Act, folder: Path) -> dict[str, Any]:
    told = _hindered(act, folder, Hindrance("call", 0, Manner.COUNT))
    return {**told, "calls": shim.Shim().calls}


def _hindered(act: Act, folder: Path, hindrance: Hindrance) -> dict[str, Any]:
    told = perform(act, folder, lambda: hindrance.arm(folder), lambda: hindrance.disarm(folder))
    struck = shim.Shim().struck if hindrance.kind == "call" else hindrance.kind
    return {**told, "struck": struck, "left": sorted(entry.name for entry in folder.iterdir())}


def _state(path: Path) -> tuple[int, str]:
    with open_desk(path, read_only=True) as desk:
        return desk.journal.revision, desk.journal.fingerprint


def examine(act: Act, folder: Path) -> dict[str, Any]:
    """Return what is in a folder after a try, and use its document as the next start would."""
    return {
        "document": _examine_document(folder / act.document),
        "product": _examine_product(folder / act.product) if act.product else "none",
        "bad_backups": [path.name for path in folder.glob("* backups/*.odesk") if not _is_sound(path)],
        "rest": _left_beside(folder / act.document),
    }


def _left_beside(document: Path) -> list[str]:
    """Return what should be gone when a document was opened and closed; a killed process's drafts stay for a day."""
    names = (f"{document.name}-journal", f".{document.name}.lock")
    return [name for name in names if document.exists() and document.with_name(name).exists()]


def _examine_document(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"exists": False}
    with open_desk(path, author="Next day") as desk:
        damage = [*desk.file.check().sentences(), *(f"lost: {name}" for name in lost_files(desk))]
        found = {
            "exists": True,
            "damage": damage,
            "revision": desk.journal.revision,
            "fingerprint": desk.journal.fingerprint,
            "labels": [edit.label for edit in desk.journal.edits()],
            "afterwards": vendors.find_vendor(desk, "Afterwards") is not None,
        }
        vendors.add_vendor(desk, "Next day")
        history.undo(desk)
        assert desk.journal.fingerprint == found["fingerprint"], "undo does not lead back"
        assert desk.file.backup_problem is None, str(desk.file.backup_problem)
    return found


def _examine_product(path: Path) -> str:
    """Return what a product is: none, old, whole or broken."""
    if not path.exists():
        return "none"
    if path.read_bytes() == OLD:
        return "old"
    match path.suffix:
        case ".odesk":
            return "whole" if _is_sound(path) else "broken"
        case ".pdf":
            import pypdfium2

            content = path.read_bytes()
            with pypdfium2.PdfDocument(content) as document:
                return "whole" if len(document) > 2 and content.rstrip().endswith(b"%%EOF") else "broken"
        case ".ics":
            content = path.read_bytes()
            is_framed = content.startswith(b"BEGIN:VCALENDAR\r\n") and content.endswith(b"END:VCALENDAR\r\n")
            return "whole" if is_framed else "broken"
        case _:
            import zipfile

            with zipfile.ZipFile(path) as package:
                return "broken" if package.testzip() else "whole"


def _is_sound(path: Path) -> bool:
    try:
        with open_desk(path, read_only=True) as desk:
            return desk.file.damage.is_sound
    except DeskError:
        return False


def _judge_words(act: Act, ended: Ended, where: str, figures: Figures) -> None:
    """Count how an act ended, and demand usable words of a refusal."""
    said = (ended.answer or {}).get("said")
    if said == "done":
        figures.harmless += 1
    elif said == "refused":
        figures.refused += 1
        told = ended.answer
        lines = [told["message"], told["remedy"]] if "message" in told else _without_progress(ended.stderr)
        if len(lines) != 2 or not all(line.strip().endswith((".", ".odesk", ".pdf")) for line in lines):
            figures.complain("silent", f"{where}: no message of two lines: {lines}")
    elif said:
        figures.complain("tracebacks", f"{where}: {said}")


def _without_progress(stderr: str) -> list[str]:
    return [line for line in stderr.splitlines() if not _PROGRESS.fullmatch(line)]


def judge_state(
    act: Act,
    hindrance: Hindrance,
    ended: Ended,
    found: dict[str, Any],
    before: tuple[int, str],
    where: str,
    figures: Figures,
) -> None:
    told = ended.answer or {}
    said = "killed" if ended.was_killed else told.get("said")
    message = told.get("message") or ended.stderr
    document = found["document"]
    for problem in _state_problems(act, said, message, told, document, before):
        figures.complain(*problem[:1], f"{where}: {problem[1]}")
    figures.acknowledged += bool(before[0]) * before[0] + (said == "done") + (told.get("afterwards") == "done")
    for name in found["rest"]:
        figures.complain("silent", f"{where}: {name} is still there after the next day's work")
    for name in found["bad_backups"]:
        figures.complain("silent", f"{where}: the backup {name} is not sound")
    if act.product:
        allowed = {"done": {"whole"}, "refused": {"old" if act.replaces else "none"}}
        of_killed = {"whole", "old" if act.replaces else "none"}
        is_said = said == "refused" and UNCERTAIN in message and found["product"] == "whole"
        if found["product"] not in allowed.get(str(said), of_killed) and not is_said:
            figures.complain(
                "lost" if said == "done" else "silent", f"{where}: {act.product} is {found['product']} after “{said}”"
            )
    if told and hindrance.spares_cleaning_up(told["struck"]):
        rest = [name for name in told["left"] if name.startswith(".") or name.endswith(_TEMPORARY)]
        if rest and not (said == "refused" and _is_needed(rest, act, hindrance)):
            figures.complain("silent", f"{where}: left behind {rest}")


def _is_needed(rest: list[str], act: Act, hindrance: Hindrance) -> bool:
    """Tell whether what is left is the rollback journal alone, by which the next start sets the document right.

    It stays where it was not played back: after a crash, or if no write at that place succeeds any more.
    """
    fails_on = hindrance.manner == Manner.FAIL_FROM_NOW_ON or hindrance.kind == "size"
    is_stuck = act.document == "crashed.odesk" or fails_on
    return is_stuck and rest == [f"{act.document}-journal"]


def _state_problems(
    act: Act, said: str | None, message: str, told: dict[str, Any], document: dict[str, Any], before: tuple[int, str]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a document after an act, as (column, words)."""
    if not document["exists"]:
        if before[0] or said == "done":
            yield "lost", "the document is gone"
        return
    if document["damage"]:
        yield "lost", f"the document is damaged: {document['damage']}"
    labels = document["labels"]
    extra = len(labels) - before[0]
    own = (bool(act.verb) and not act.is_first) + (told.get("afterwards") == "done")
    if act.verb and said == "killed":
        own = int(not act.is_first)  # the first of the session was acknowledged before the disturbance
    least = own + (act.adds if said == "done" else 0)
    most = own + (act.adds if said in ("done", "killed", None) or UNCERTAIN in message else 0)
    if extra < least:
        yield "lost", f"{extra} edits are there instead of {least}: {labels[-4:]}"
    elif extra > most:
        yield "silent", f"{extra} edits are there instead of {most}: {labels[-4:]}"
    if extra == 0 and before[1] and document["fingerprint"] != before[1]:
        yield "lost", "the content is another"
    if told.get("afterwards") == "done" and not document["afterwards"]:
        yield "lost", "the edit acknowledged afterwards is gone"
    if "afterwards" in told and told["afterwards"] != "done" and not told.get("afterwards_remedy"):
        yield "silent", f"no remedy: {told['afterwards']}"


def hindrances_for(bench: Bench, act: Act, job: dict[str, Any]) -> Iterator[Hindrance]:
    """Yield what is tried on an act; a sample of it where the job says how many at most."""
    sample = job.get("sample")
    if job["kind"] == "call":
        every = list(calls(bench.room_calls(act)))
    else:
        sizes = [5_000, *range(10_000, 900_000, 10_000 if not act.is_slow else 100_000)]
        every = [Hindrance(job["kind"], size) for size in sizes]
    if not sample:
        yield from every
        return
    yield from random.Random(act.name).sample(every, min(1 if act.is_slow else sample, len(every)))
    if job["kind"] == "call" and act.replaces and not act.is_slow:  # when the new file is in its place, or nearly so
        last = max(hindrance.number for hindrance in every)
        yield from (Hindrance("call", number, Manner.FAIL_ONCE) for number in range(last - 9, last + 1))


def run(job: dict[str, Any], folder: Path) -> Figures:
    """Make the tries of a job in this process, which must not be anybody else's."""
    figures = Figures(job["name"])
    began = time.monotonic()
    if job["kind"] == "room" and (why := mount_small_disk(folder)):
        figures.skipped = why
        return figures
    bench = Bench(folder, Path(job["material"]))
    for name in job["acts"]:
        act = act_named(name)
        for hindrance in hindrances_for(bench, act, job):
            bench.attempt(act, hindrance, figures)
    figures.seconds = time.monotonic() - began
    return figures


def start(job: dict[str, Any], folder: Path) -> Figures:
    """Make the tries of a job in a process of its own.

    Args:
        job: its name, kind of hindrance, acts, the folder that `build_material` filled, and how many tries per act
            (``sample``; all if missing).
        folder: an empty folder to work in.
    """
    library, why = shim.build(folder) if job["kind"] == "call" else (None, "")
    if why:
        return Figures(job["name"], skipped=why)
    work = folder / "work"
    work.mkdir()
    (folder / "job.json").write_text(json.dumps(job))
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.steps", str(folder)],
        env=shim.environment(library),
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        return Figures(job["name"], tracebacks=1, complaints=[f"the tries broke down: exit code {done.returncode}"])
    return Figures(**json.loads(done.stdout.splitlines()[-1]))


def main() -> int:
    """Make the tries of the job that lies in a folder and print the figures as JSON."""
    folder = Path(sys.argv[1])
    figures = run(json.loads((folder / "job.json").read_text()), folder / "work")
    sys.stdout.write(json.dumps(figures.as_json()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
