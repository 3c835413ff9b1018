"""Run the fault tests at full size: ``python -m tests.faults [--only NAME] [--json OUT]``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from tests.faults import damaged, kills, steps, surroundings
from tests.faults.acts import ACTS, build_material
from tests.faults.figures import Figures, table
from tests.faults.scene import Scene
from tests.faults.scene import run as play_scene

KILLS, COPIES, READINGS = 200, 1000, 150
HANDS = 2  # tries under way at the same time
MEMORY_DISK = Path("/dev/shm")  # where there is one: what is tested is order, which the speed of the disk only delays


def _kills(folder: Callable[[], Path]) -> Figures:
    return _shared(lambda hand: kills.run(folder(), KILLS // HANDS, seed=hand + 1))


def _steps(kind: str, name: str) -> Callable[[Callable[[], Path]], Figures]:
    def run(folder: Callable[[], Path]) -> Figures:
        names = [act.name for act in ACTS]
        material = folder() / "material"
        build_material(material)
        job = {"name": name, "kind": kind, "material": str(material)}
        jobs = [{**job, "acts": names[hand::HANDS]} for hand in range(HANDS)]
        return _shared(lambda hand: steps.start(jobs[hand], folder()))

    return run


def _copies(folder: Callable[[], Path]) -> Figures:
    each = COPIES // HANDS
    return _shared(lambda hand: damaged.result(damaged.start(each, folder(), first=hand * each)))


def _scene(play: Callable[[Scene], None]) -> Callable[[Callable[[], Path]], Figures]:
    return lambda folder: play_scene(play, folder(), READINGS)


def _shared(work: Callable[[int], Figures]) -> Figures:
    """Return the figures of work that several processes share."""
    began = time.monotonic()
    with ThreadPoolExecutor(HANDS) as pool:
        first, *others = pool.map(work, range(HANDS))
    for other in others:
        first.add(other)
    first.seconds = time.monotonic() - began
    return first


TESTS: dict[str, Callable[[Callable[[], Path]], Figures]] = {
    **{play.__name__: _scene(play) for play in surroundings.SCENES},
    "kills": _kills,
    "copies": _copies,
    "calls": _steps("call", "each call fails or kills"),
    "sizes": _steps("size", "files limited in size"),
    "rooms": _steps("room", "disk nearly full"),
}


def _run(names: list[str]) -> Iterator[Figures]:
    place = MEMORY_DISK if MEMORY_DISK.is_dir() else None
    for name in names:
        sys.stderr.write(f"{name} …\n")
        with ExitStack() as stack:
            yield TESTS[name](lambda: Path(stack.enter_context(tempfile.TemporaryDirectory(dir=place))))


def main() -> int:
    """Run what was asked for, print the figures and return 1 if anything was lost, silent or a fault of ours."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", choices=TESTS, action="append", metavar="NAME", help=f"one of {', '.join(TESTS)}")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write the figures as JSON")
    options = parser.parse_args()
    rows = list(_run(options.only or list(TESTS)))
    sys.stdout.write(f"{table(rows)}\n")
    if options.json:
        options.json.write_text(json.dumps([row.as_json() for row in rows], indent=1), encoding="utf-8")
    return 0 if all(row.is_clean for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
