"""Damaged copies: each must be named, refused or the same as before; ``python -m tests.faults.damaged FOLDER``."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from outsource_desk import cli
from outsource_desk.domain.errors import DeskError
from outsource_desk.services import history, reporting, vendors
from outsource_desk.services.desk import Desk, open_desk
from outsource_desk.services.initiatives import find_initiative
from outsource_desk.services.starting import start_file
from tests.faults.figures import Figures
from tests.faults.forks import Ended, in_fork, warm_up
from tests.faults.shim import environment

PAGE = 4096
_HEAD_FIELDS = [(16, 2), (18, 1), (19, 1), (20, 1), *((at, 4) for at in range(24, 72, 4)), (92, 4), (96, 4)]


def _flip_bit(content: bytearray, chance: random.Random) -> str:
    at, bit = chance.randrange(len(content)), chance.randrange(8)
    content[at] ^= 1 << bit
    return f"bit {bit} of byte {at} flipped"


def _flip_bit_of_head(content: bytearray, chance: random.Random) -> str:
    at, bit = chance.randrange(100), chance.randrange(8)
    content[at] ^= 1 << bit
    return f"bit {bit} of byte {at} of the head flipped"


def _set_head(content: bytearray, chance: random.Random) -> str:
    at, length = chance.choice(_HEAD_FIELDS)
    value = chance.choice([b"\0" * length, b"\xff" * length, chance.randbytes(length), b"\0" * (length - 1) + b"\2"])
    content[at : at + length] = value
    return f"field at {at} of the head set to {value.hex()}"


def _cut(content: bytearray, chance: random.Random) -> str:
    length = chance.randrange(len(content))
    del content[length:]
    return f"cut to {length} bytes"


def _cut_pages(content: bytearray, chance: random.Random) -> str:
    pages = chance.randrange(len(content) // PAGE)
    del content[pages * PAGE :]
    return f"cut to {pages} pages"


def _zero_page(content: bytearray, chance: random.Random) -> str:
    page = chance.randrange(len(content) // PAGE)
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    return f"page {page + 1} zeroed"


def _swap_pages(content: bytearray, chance: random.Random) -> str:
    one, other = chance.sample(range(len(content) // PAGE), 2)
    here, there = (slice(page * PAGE, (page + 1) * PAGE) for page in (one, other))
    content[here], content[there] = content[there], content[here]
    return f"pages {one + 1} and {other + 1} swapped"


def _stale_page(content: bytearray, chance: random.Random) -> str:
    one, other = chance.sample(range(len(content) // PAGE), 2)
    content[one * PAGE : (one + 1) * PAGE] = content[other * PAGE : (other + 1) * PAGE]
    return f"page {one + 1} is a copy of page {other + 1}"


def _garbage(content: bytearray, chance: random.Random) -> str:
    at, length = chance.randrange(len(content)), chance.choice([1, 16, 512, PAGE])
    content[at : at + length] = chance.randbytes(length)
    return f"{length} bytes of garbage at {at}"


def _tail(content: bytearray, chance: random.Random) -> str:
    length = chance.choice([1, 100, PAGE, 3 * PAGE + 7])
    content += chance.randbytes(length)
    return f"{length} bytes of garbage at the end"


# how often of each 20; half of all damage that a disk does unseen is a single bit
DAMAGES: tuple[tuple[int, Callable[[bytearray, random.Random], str]], ...] = (
    (8, _flip_bit),
    (1, _flip_bit_of_head),
    (2, _set_head),
    (1, _cut),
    (1, _cut_pages),
    (2, _zero_page),
    (1, _swap_pages),
    (1, _stale_page),
    (2, _garbage),
    (1, _tail),
)
_LOOKS = ("check", "rank", "overview", "read", "work")
_EACH = [damage for often, damage in DAMAGES for _ in range(often)]


def read_everything(desk: Desk) -> dict[str, Any]:
    """Return all that a file says: every row of every table, and its history in words."""
    tables = [name for (name,) in desk.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        "rows": {name: [list(map(repr, row)) for row in desk.connection.execute(f"SELECT * FROM {name}")]
                 for name in tables},
        "history": history.history_as_json(desk),
        "described": [history.describe_edit(desk, edit.id) for edit in history.list_edits(desk)],
    }  # fmt: skip


def _answer(act: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"told": act()}
    except DeskError as refusal:
        return {"refused": [str(refusal), refusal.remedy]}


def _read(path: Path) -> dict[str, Any]:
    with open_desk(path, read_only=True) as desk:
        return {"sound": desk.file.check().is_sound, "all": read_everything(desk)}


def _work(path: Path) -> dict[str, Any]:
    """Work with a file as its user would who knows nothing: edit, take it back, make a report's facts."""
    with open_desk(path, author="Analyst") as desk:
        facts = _answer(lambda: reporting.board_facts(desk, find_initiative(desk).id).fingerprint)
        edit = _answer(lambda: vendors.add_vendor(desk, "One more") and history.undo(desk).id)
        return {"facts": facts, "edit": edit, "fingerprint": desk.journal.fingerprint}


def _command(*words: str) -> dict[str, Any]:
    ended = in_fork(lambda: cli.main(words))
    return {"code": ended.answer, "out": ended.stdout, "err": ended.stderr, "fault": ended.fault}


class Examination:
    """Looks at damaged copies of one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        warm_up()
        path = folder / "whole.odesk"
        with start_file(path, sample=True) as desk:
            for number in range(30):
                vendors.add_vendor(desk, f"Vendor {number}", notes=f"Note {number} " * 20)
            for _ in range(3):
                history.undo(desk)
            history.name_revision(desk, "Committee")
        self.whole = path.read_bytes()
        (folder / "truth").mkdir()
        self._truth = self._look(self._copy(folder / "truth", self.whole))

    def attempt(self, number: int, seed: int, figures: Figures) -> None:
        """Damage one copy, look at it in every way and judge what was said."""
        chance = random.Random(f"{seed}-{number}")
        content = bytearray(self.whole)
        what = _EACH[number * 7 % len(_EACH)](content, chance)
        folder = self._folder / "copy"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        seen = self._look(self._copy(folder, bytes(content)))
        figures.tries += 1
        self._judge(f"copy {number}, {what}", seen, is_changed=bytes(content) != self.whole, figures=figures)

    @staticmethod
    def _copy(folder: Path, content: bytes) -> Path:
        path = folder / "paper.odesk"
        path.write_bytes(content)
        return path

    @staticmethod
    def _look(path: Path) -> dict[str, Any]:
        content = path.read_bytes()
        seen: dict[str, Any] = {
            "check": _command("check", str(path), "--json"),
            "rank": _command("rank", str(path), "--json"),
            "overview": _command("show", str(path)),
            "read": _told(in_fork(lambda: _answer(lambda: _read(path)))),
        }
        seen["changed by reading"] = path.read_bytes() != content
        seen["work"] = _told(in_fork(lambda: _answer(lambda: _work(path))))
        return seen

    def _judge(self, where: str, seen: dict[str, Any], *, is_changed: bool, figures: Figures) -> None:
        faults = [f"{step}: {seen[step]['fault']}" for step in _LOOKS if seen[step]["fault"]]
        if faults:
            figures.complain("tracebacks", f"{where}: {faults}")
            return
        if seen["changed by reading"]:
            figures.complain("silent", f"{where}: reading changed the file")
        verdict = self._verdict(seen["check"])
        if not is_changed:
            verdict = "harmless" if verdict == "harmless" else "a whole file was called damaged"
        if verdict not in ("harmless", "named", "refused"):
            figures.complain("silent", f"{where}: {verdict}")
            return
        setattr(figures, verdict, getattr(figures, verdict) + 1)
        problems = self._untrue(seen) if verdict == "harmless" else self._trusted(seen)
        if problems:
            figures.complain("silent", f"{where} ({verdict}): {problems}")

    def _verdict(self, check: dict[str, Any]) -> str:
        """Return what the check said: harmless, named or refused."""
        if check["code"] == 0:
            return "harmless"
        if check["code"] == 1 and check["out"]:
            return "named" if json.loads(check["out"])["faults"] else "exit code 1 and no damage named"
        if check["code"] == 1 and len(check["err"].splitlines()) == 2:
            return "refused"
        return f"exit code {check['code']}: {check['err']}"

    def _untrue(self, seen: dict[str, Any]) -> list[str]:
        """Return what a file called sound says otherwise than the whole one."""
        found = [step for step in ("check", "rank", "overview") if seen[step]["out"] != self._truth[step]["out"]]
        read, truth = seen["read"].get("told"), self._truth["read"]["told"]
        if not read or read["all"] != truth["all"]:
            found.append("reading")
        work, whole = seen["work"].get("told"), self._truth["work"]["told"]
        if work and (work["facts"] != whole["facts"] or work["fingerprint"] != whole["fingerprint"]):
            found.append(f"working: {work}")
        return [f"{step} differs" for step in found]

    def _trusted(self, seen: dict[str, Any]) -> list[str]:
        """Return what was done with a damaged file as if it were sound."""
        found: list[str] = []
        if all(
            fault.startswith("Files inside") for fault in json.loads(seen["check"]["out"] or "{}").get("faults", [""])
        ):
            return found  # every figure is sound, and the files that are not are named
        if seen["rank"]["code"] == 0:
            found.append("a ranking was shown")
        if seen["overview"]["code"] == 0 and "amaged" not in seen["overview"]["err"]:
            found.append("an overview was shown without a word of the damage")
        read, work = seen["read"].get("told"), seen["work"].get("told")
        if read and read["sound"]:
            found.append("opened as sound for reading")
        if work and "told" in work["facts"]:
            found.append("a report was made")
        if work and "told" in work["edit"]:
            found.append("an edit was taken")
        return found


def _told(ended: Ended) -> dict[str, Any]:
    return {**(ended.answer or {}), "fault": ended.fault}


def run(tries: int, seed: int, first: int, folder: Path) -> Figures:
    """Damage copies and judge what is said of them."""
    figures = Figures("damaged copies")
    began = time.monotonic()
    examination = Examination(folder)
    for number in range(first, first + tries):
        examination.attempt(number, seed, figures)
    figures.seconds = time.monotonic() - began
    return figures


def start(tries: int, folder: Path, *, seed: int = 1, first: int = 0) -> subprocess.Popen[str]:
    """Begin to examine damaged copies in a process of its own."""
    words = [str(tries), str(seed), str(first), str(folder)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.damaged", *words],
        env=environment(None),
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )


def result(process: subprocess.Popen[str]) -> Figures:
    """Wait for the figures of what `start` began."""
    out, _ = process.communicate()
    if process.returncode:
        return Figures("damaged copies", tracebacks=1, complaints=[f"broke down: exit code {process.returncode}"])
    return Figures(**json.loads(out.splitlines()[-1]))


def main() -> int:
    """Examine as many copies as the command line says and print the figures as JSON."""
    tries, seed, first = map(int, sys.argv[1:4])
    sys.stdout.write(json.dumps(run(tries, seed, first, Path(sys.argv[4])).as_json()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
