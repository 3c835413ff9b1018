"""The figures of a fault test, and the table that shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import Any

SHOWN = 20  # complaints printed per test


@dataclass
class Figures:
    """What came of many tries.

    Attributes:
        tries: how often a fault was brought about.
        killed: of these, how many ended the process.
        acknowledged: acts that had been reported as done when the fault was looked at.
        lost: of these, how many were not in the file afterwards.
        named: the damage or the fault was named by the check, and nothing was shown as sound.
        harmless: nothing was changed, or all of it.
        refused: ended in a refusal with its remedy.
        tracebacks: ended in a fault of ours, a signal or a hang.
        silent: something was wrong and nothing said so.
        complaints: one line for each thing that is not as it must be.
        skipped: the system lacks what the test needs; why.
    """

    name: str
    tries: int = 0
    killed: int = 0
    acknowledged: int = 0
    lost: int = 0
    named: int = 0
    harmless: int = 0
    refused: int = 0
    tracebacks: int = 0
    silent: int = 0
    complaints: list[str] = field(default_factory=list)
    skipped: str = ""
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was lost, silent or a fault of ours."""
        return not (self.lost or self.tracebacks or self.silent or self.complaints)

    def add(self, other: Figures) -> None:
        """Count another's figures in."""
        for each in fields(self):
            if each.type in ("int", "float"):
                setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))
        self.complaints += other.complaints
        self.skipped = self.skipped or other.skipped

    def complain(self, kind: str, what: str) -> None:
        """Count one thing that is not as it must be under ``kind`` (lost, silent, tracebacks) and say what it is."""
        setattr(self, kind, getattr(self, kind) + 1)
        self.complaints.append(f"{kind}: {what}")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


_COLUMNS = ("tries", "killed", "acknowledged", "lost", "named", "harmless", "refused", "tracebacks", "silent")


def table(rows: Iterable[Figures]) -> str:
    """Return the figures as a Markdown table, with what was skipped and complained of below it."""
    rows = list(rows)
    lines = [
        f"| test | {' | '.join(_COLUMNS)} | s |",
        f"|---|{'---:|' * (len(_COLUMNS) + 1)}",
        *(
            f"| {row.name} | {' | '.join(f'{getattr(row, column):,}' for column in _COLUMNS)} | {row.seconds:.0f} |"
            for row in rows
        ),
    ]
    lines += [f"\nSkipped in {row.name}: {row.skipped}" for row in rows if row.skipped]
    for row in rows:
        lines += [f"\n{row.name}: {complaint}" for complaint in row.complaints[:SHOWN]]
        if len(row.complaints) > SHOWN:
            lines.append(f"\n{row.name}: and {len(row.complaints) - SHOWN} more")
    return "\n".join(lines)
