"""Check a file: its structure, content and history, and what its initiatives warn of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outsource_desk.domain.formatting import fingerprint as short_fingerprint
from outsource_desk.domain.ranking import RuleWarning
from outsource_desk.services.desk import open_desk
from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.services.overview import warning_as_json, warning_line
from outsource_desk.services.ranking import rank_initiative


@dataclass(frozen=True)
class CheckResult:
    """What a check found."""

    revision: int
    fingerprint: str
    damaged: tuple[str, ...]  # tables whose rows no longer add up
    chain: bool  # the history hangs together
    faults: tuple[str, ...]  # everything that is wrong with the file, in plain words
    warnings: tuple[tuple[str, RuleWarning], ...]  # (initiative, warning)

    @property
    def is_sound(self) -> bool:
        """Tell whether the file itself is whole; warnings are about its content."""
        return not self.faults

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``check --json`` prints."""
        return {
            "revision": self.revision,
            "fingerprint": self.fingerprint,
            "damaged": list(self.damaged),
            "chain": self.chain,
            "faults": list(self.faults),
            "warnings": [
                {**warning_as_json(warning), "where": f"{initiative}: {warning.where}"}
                for initiative, warning in self.warnings
            ],
        }

    def lines(self) -> Iterator[str]:
        """Yield the result in words."""
        yield f"Revision {self.revision}, fingerprint {short_fingerprint(self.fingerprint)}"
        yield from self.faults or ("The file is whole: structure, content and history agree.",)
        for initiative, warning in self.warnings:
            yield f"{initiative}: {warning_line(warning)}"


def check_file(path: Path) -> CheckResult:
    """Check a file without changing it.

    Raises:
        DeskError: it cannot be opened at all.
    """
    with open_desk(path, read_only=True) as desk:
        damage = desk.file.damage if desk.is_checked else desk.check()
        warnings = (
            tuple(
                (initiative.name, warning)
                for initiative in list_initiatives(desk)
                for warning in rank_initiative(desk, initiative.id).warnings
            )
            if damage.is_sound
            else ()
        )
        return CheckResult(
            revision=desk.journal.revision,
            fingerprint=desk.journal.fingerprint,
            damaged=damage.tables,
            chain=damage.chain_ok,
            faults=tuple(damage.sentences()),
            warnings=warnings,
        )
