"""Read files one after the other in a process of its own, and say what each cost it: ``python -m ... FILE...``.

Each line is one object: ``file``, ``seconds``, ``grown`` (bytes by which the process was larger at its peak than
before), ``refusal`` and ``tables``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from outsource_desk.importers.spreadsheet import read_spreadsheet


def main() -> None:
    """Read the first file to warm up, then all others."""
    first, *others = map(Path, sys.argv[1:])
    read_spreadsheet(first)
    for path in others:
        sys.stdout.write(json.dumps(_cost(path)) + "\n")
        sys.stdout.flush()


def _cost(path: Path) -> dict:
    before, began = _forget_peak(), time.monotonic()
    reading = read_spreadsheet(path)
    seconds, grown = time.monotonic() - began, _kilobytes("VmHWM") * 1024 - before
    refusal, tables = reading.refusal, len(reading.tables)
    return {"file": path.name, "seconds": seconds, "grown": grown, "refusal": refusal, "tables": tables}


def _forget_peak() -> int:
    """Let the system count the peak of this process anew; return what it holds now, in bytes."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _kilobytes("VmRSS") * 1024


def _kilobytes(what: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what))


if __name__ == "__main__":
    main()
