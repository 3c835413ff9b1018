"""The command line from cold: `rank` as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.material import add_matrix, add_scores, folder
from benchmarks.pairing import Contender, cpu, wall
from benchmarks.table import Row, compared
from outsource_desk.services.desk import create_desk

ROOT = Path(__file__).resolve().parent.parent
CANDIDATES, CRITERIA, EVALUATORS = 5, 20, 3


def rows(rounds: int) -> list[Row]:
    """Measure how long a bare interpreter, numpy and `rank` take to come and go."""
    with folder() as place:
        path = place / "startup.odesk"
        with create_desk(path, author="Bench") as desk:
            _, scores = add_matrix(desk, CANDIDATES, CRITERIA, EVALUATORS)
            add_scores(desk, scores)
        rank = _process("`main.py rank FILE --json`", str(ROOT / "main.py"), "rank", str(path), "--json")
        answer = json.loads(_output(str(ROOT / "main.py"), "rank", str(path), "--json"))
        assert len(answer["candidates"]) == CANDIDATES
        bare = _process("bare `python -c pass`", "-c", "pass")
        library = _process("`import numpy`", "-c", "import numpy")
        what = f"rank {CANDIDATES} candidates × {CRITERIA} criteria × {EVALUATORS} evaluators from cold"
        others = [("", rank, None), ("", library, None)]
        return [
            *compared(f"{what}, as waited for", bare, others, rounds, wall),
            *compared(f"{what}, CPU", bare, others, rounds, cpu),
            *compared(f"{what}, CPU", library, [("", rank, None)], rounds, cpu),
        ]


def _process(name: str, *arguments: str) -> Contender:
    return Contender(name, lambda: _output(*arguments))


def _output(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stdout
