"""Read many wrong files: ``python -m tests.fuzz --files 10000 --seed 1 --seconds 3000``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from outsource_desk.services.desk import create_desk
from tests.fuzz.running import Tally, read_wrong_files


def main() -> int:
    """Return 0 if every file ended in data or in a message; else the faults are told and their files kept."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    with create_desk(folder / "fuzz.odesk", author="Fuzz") as desk:
        tally = read_wrong_files(folder, desk, options.seed, options.files, options.seconds, _tell)
    ends = ", ".join(f"{count:,} {end}" for end, count in sorted(tally.ends.items()))
    seconds, slowest = tally.slowest
    _say(f"{tally.files:,} files from seed {options.seed}: {ends}; the slowest, {slowest}, took {seconds:.1f} s.")
    for fault in tally.faults:
        _say(fault)
    if tally.faults:
        _say(f"{len(tally.faults):,} faults; their files are in {folder}.")
    return 1 if tally.faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="how many files at most")
    parser.add_argument("--seed", type=int, default=1, help="of the first file; the next has the next")
    parser.add_argument("--seconds", type=float, default=3_600.0, help="after which no further file is begun")
    return parser.parse_args()


def _tell(tally: Tally) -> None:
    if tally.files % 500 == 0:
        _say(f"{tally.files:,} files, {len(tally.faults):,} faults, slowest {tally.slowest[0]:.1f} s")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
