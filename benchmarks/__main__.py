"""Run the benchmark: ``python -m benchmarks [area ...] [--rounds N] [--json out.json] [--write]``."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from benchmarks.table import Row, machine, markdown
from outsource_desk.threads import multiply_in_one_thread

AREAS = (
    "import", "workbook", "paper", "store", "startup", "scoring", "methods", "robustness", "live", "vetting",
    "protection", "window", "edit", "slider", "table", "stall",
)  # fmt: skip
RESULTS = Path(__file__).with_name("RESULTS.md")
ROUNDS = 9


def main() -> int:
    """Measure what was asked for and return 0, also where goals are missed: the table says so."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the performance budget.")
    parser.add_argument("areas", metavar="area", nargs="*", help=f"of {', '.join(AREAS)}; without one, all")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each has its turn (default {ROUNDS})")
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="also write every round's number")
    parser.add_argument("--write", action="store_true", help=f"also put it into {RESULTS.name}")
    options = parser.parse_args()
    if unknown := set(options.areas) - set(AREAS):
        parser.error(f"no such area: {', '.join(sorted(unknown))}")
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")

    multiply_in_one_thread()  # as the program does; CPU time would count threads that wait for each other
    found: dict[str, list[Row]] = {}
    for area in options.areas or AREAS:
        print(f"Measuring {area} …", file=sys.stderr, flush=True)
        found[area] = importlib.import_module(f"benchmarks.bench_{area}").rows(options.rounds)
    rows = [row for each in found.values() for row in each]
    about = f"{machine()}, {options.rounds} rounds"
    print(f"{about}\n\n{markdown(rows)}")
    if options.json:
        document = {"machine": about, "rows": [row.as_json() for row in rows]}
        options.json.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    if options.write:
        keep({area: f"{about}\n\n{markdown(each)}" for area, each in found.items()})
    return 0


def keep(sections: dict[str, str]) -> None:
    """Put what was measured of each area into the results; areas that were not measured stay as they are."""
    before = RESULTS.read_text(encoding="utf-8").split("\n## ")[1:] if RESULTS.exists() else []
    kept = {area: text.strip() for area, _, text in (section.partition("\n") for section in before)} | sections
    parts = [f"## {area}\n\n{kept[area]}" for area in AREAS if area in kept]
    RESULTS.write_text("\n\n".join(["# Results", *parts, ""]), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
