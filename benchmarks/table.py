"""Rows of the benchmark, and the Markdown table of them."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.pairing import Contender, Spread, cpu, ratios


@dataclass(frozen=True)
class Row:
    """One contender against its base, or one absolute time.

    Attributes:
        goal: the goal's id; empty for a row that only informs.
        spread: ratios to the base, or times; None = not measured.
        limit: what the median must not exceed.
        unit: ``×``, ``s`` or ``ms``.
        why_skipped: what is missing, where nothing was measured.
    """

    goal: str
    what: str
    contender: str
    base: str
    spread: Spread | None
    limit: float | None = None
    unit: str = "×"
    why_skipped: str = ""

    @property
    def verdict(self) -> str:
        """Say whether the goal is met."""
        if self.spread is None:
            return f"skipped: {self.why_skipped}"
        if self.limit is None:
            return ""
        return "met" if self.spread.median <= self.limit else "**missed**"

    def as_json(self) -> dict[str, Any]:
        """Return the row with the numbers of every round."""
        rounds = list(self.spread.rounds) if self.spread else None
        return {**vars(self), "spread": rounds, "verdict": self.verdict}

    def as_markdown(self) -> str:
        """Return the row of the table."""
        spread = self.spread
        measured = "" if spread is None else f"{_short(spread.median)} [{_short(spread.low)}, {_short(spread.high)}]"
        goal = "" if self.limit is None else f"≤ {self.limit:g} {self.unit}"
        unit = f" {self.unit}" if spread else ""
        cells = (self.goal, self.what, self.contender, self.base, measured + unit, goal, self.verdict)
        return f"| {' | '.join(cells)} |"


def compared(
    what: str,
    base: Contender,
    goals: Sequence[tuple[str, Contender, float | None]],
    rounds: int,
    clock: Callable[[], float] = cpu,
) -> list[Row]:
    """Time contenders against their base and return a row for each.

    Args:
        what: the work, as the table shows it.
        base: the floor or peer.
        goals: (goal id or "", contender, limit or None) of each.
        rounds: how often each has its turn.
        clock: `cpu` for work of one process, `wall` where a user waits for processes or the disk.
    """
    spreads = ratios(base, [contender for _, contender, _ in goals], rounds, clock)
    return [
        Row(goal, what, contender.name, base.name, spread, limit)
        for (goal, contender, limit), spread in zip(goals, spreads, strict=True)
    ]


def markdown(rows: Sequence[Row]) -> str:
    """Return the whole table."""
    head = "| Goal | What | Contender | Base | Median [min, max] | Goal | Verdict |\n|---|---|---|---|---|---|---|"
    return "\n".join([head, *(row.as_markdown() for row in rows)])


def machine() -> str:
    """Say what was measured where and when."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, commit {_commit()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{_load()}"
    )


def _load() -> str:
    """Say how many processes wanted to run, on average over the last five minutes, where the system tells."""
    return f", load {os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else ""


def _commit() -> str:
    if shutil.which("git") is None:
        return "unknown"
    words = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(words, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"
