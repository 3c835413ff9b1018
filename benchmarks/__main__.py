"""Run the benchmark: ``python -m benchmarks [area ...] [--rounds N] [--json out.json] [--write]``."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from benchmarks.table import Row, machine, markdown

AREAS = (
    "import", "workbook", "paper", "store", "startup", "scoring", "live", "window", "edit", "table", "stall",
)  # fmt: skip
RESULTS = Path(__file__).with_name("RESULTS.md")
ROUNDS = 9


def main() -> int:
    """Measure what was asked for and return 0, also where goals are missed: the table says so."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the performance budget.")
    parser.add_argument("areas", metavar="area", nargs="*", help=f"of {', '.join(AREAS)}; without one, all")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each has its turn (default {ROUNDS})")
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="also write every round's number")
    parser.add_argument("--write", action="store_true", help=f"also write {RESULTS.name} beside the benchmarks")
    options = parser.parse_args()
    if unknown := set(options.areas) - set(AREAS):
        parser.error(f"no such area: {', '.join(sorted(unknown))}")
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")

    rows: list[Row] = []
    for area in options.areas or AREAS:
        print(f"Measuring {area} …", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"benchmarks.bench_{area}").rows(options.rounds)
    about = f"{machine()}, {options.rounds} rounds"
    table = markdown(rows)
    print(f"{about}\n\n{table}")
    if options.json:
        document = {"machine": about, "rows": [row.as_json() for row in rows]}
        options.json.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    if options.write:
        RESULTS.write_text(f"# Results\n\n{about}\n\n{table}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
