"""The calendar of an initiative as a file."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.services.calendar import due_dates
from outsource_desk.services.exports import refuse_wrong_ending, write_checked
from outsource_desk.services.ics import to_ics
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.reporting import refuse_own_document

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

ENDING = ".ics"
_DIGITS = 12  # of the file's mark


def write_calendar(desk: Desk, initiative_id: int, target: Path) -> int:
    """Write everything of an initiative that is due as a calendar, and return how many events it has.

    Raises:
        WrongEndingError: the name does not end in .ics.
        OwnDocumentError: the target is the open file.
        CannotWriteError: it cannot be written there; an older file of this name is untouched.
    """
    refuse_own_document(desk, target)
    refuse_wrong_ending(target, ENDING)
    evaluation = load_evaluation(desk, initiative_id)
    dues = due_dates(evaluation, ranking_of(evaluation))
    stamp = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    content = to_ics(dues, stamp, evaluation.initiative.name, mark_of(desk))
    write_checked(target, content, partial(_fault_of, content))
    return len(dues)


def _fault_of(content: bytes, draft: Path) -> str:
    kept = draft.read_bytes()  # not the document: a draft beside the target
    return "" if kept == content else "it was not kept whole"


def mark_of(desk: Desk) -> str:
    """Return what tells this file from others; it stays as long as the file keeps its history."""
    first = next(iter(desk.journal.edits()), None)
    began = f"{first.at} {first.author} {first.label}" if first is not None else str(desk.path)
    return hashlib.sha256(began.encode()).hexdigest()[:_DIGITS]
