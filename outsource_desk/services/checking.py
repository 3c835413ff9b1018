"""Check a file: its structure, content and history, and what its initiatives warn of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outsource_desk.domain.formatting import fingerprint as short_fingerprint
from outsource_desk.services.attaching import lost_files
from outsource_desk.services.desk import DAMAGE_MAY_RAISE, Desk, open_desk
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.services.overview import answered_as_json, answered_line
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.warning_answers import AnsweredWarning, answered
from outsource_desk.services.warnings import all_warnings


@dataclass(frozen=True)
class CheckResult:
    """What a check found."""

    revision: int
    fingerprint: str
    damaged: tuple[str, ...]  # tables whose rows no longer add up
    chain: bool  # the history hangs together
    faults: tuple[str, ...]  # everything that is wrong with the file, in plain words
    warnings: tuple[tuple[str, AnsweredWarning], ...]  # (initiative, warning with its answer)

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
                {**answered_as_json(one), "where": f"{initiative}: {one.warning.where}"}
                for initiative, one in self.warnings
            ],
        }

    def lines(self) -> Iterator[str]:
        """Yield the result in words."""
        yield f"Revision {self.revision}, fingerprint {short_fingerprint(self.fingerprint)}"
        yield from self.faults or ("The file is whole: structure, content and history agree.",)
        for initiative, one in self.warnings:
            yield f"{initiative}: {answered_line(one)}"


def check_file(path: Path) -> CheckResult:
    """Check a file without changing it.

    Raises:
        DeskError: it cannot be opened at all.
    """
    with open_desk(path, read_only=True) as desk:
        damage = desk.file.damage if desk.is_checked else desk.check()
        return CheckResult(
            revision=desk.journal.revision,
            fingerprint=desk.journal.fingerprint,
            damaged=damage.tables,
            chain=damage.chain_ok,
            faults=(*damage.sentences(), *lost_file_faults(desk)),
            warnings=tuple(_warnings(desk)) if damage.is_sound else (),
        )


def lost_file_faults(desk: Desk) -> tuple[str, ...]:
    """Return what is wrong with the files inside the document, in plain words; every byte of them is read.

    The document itself can still be worked with: a file that is attached again is whole again.
    """
    try:
        lost = lost_files(desk)
    except DAMAGE_MAY_RAISE:
        return ()  # their list cannot be read, which the check of the tables says already
    if not lost:
        return ()
    return (f"Files inside the document are missing or altered: {', '.join(f'“{name}”' for name in lost)}.",)


def _warnings(desk: Desk) -> Iterator[tuple[str, AnsweredWarning]]:
    """Yield all that the rules say of each initiative, also those that take their time."""
    for initiative in list_initiatives(desk):
        evaluation = load_evaluation(desk, initiative.id)
        for one in answered(evaluation, all_warnings(evaluation, ranking_of(evaluation), desk)):
            yield initiative.name, one
