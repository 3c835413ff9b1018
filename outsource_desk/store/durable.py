"""Putting a finished file in its place so that it stays there after a power cut."""

from __future__ import annotations

import os
import sys
import time
from itertools import count
from pathlib import Path

from outsource_desk.store.errors import UncertainFileError

_DRAFT = ".part-"
_FORGOTTEN_AFTER = 86_400.0  # seconds
_drafts = count(1)


def draft_beside(target: Path) -> Path:
    """Return a name for a draft on the same disk as the target, short whatever the target's name is."""
    return target.with_name(f"{_DRAFT}{os.getpid()}-{next(_drafts)}")


def put_in_place(draft: Path, target: Path) -> None:
    """Move a closed, finished file to its name, replacing what was there, and make both lasting.

    What a crash left beside an earlier file of this name goes first: SQLite would play it into the new one.

    Raises:
        OSError: the target is as it was.
        UncertainFileError: the file is in its place, but the disk does not confirm that it stays there.
    """
    handle = os.open(draft, os.O_RDWR)  # not the document: a draft that no connection has open
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    for leftover in _unfinished_beside(target):
        leftover.unlink(missing_ok=True)
    draft.replace(target)
    if sys.platform != "win32":  # a folder cannot be opened there, and need not be
        try:
            _make_lasting(target.parent)
        except OSError as error:
            raise UncertainFileError(target) from error


def _make_lasting(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)  # not the document: its folder
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_draft(draft: Path) -> None:
    """Remove what is left of an unfinished file, if anything is."""
    for leftover in (draft, *_unfinished_beside(draft)):
        try:
            leftover.unlink(missing_ok=True)
        except OSError:
            pass  # a draft that cannot be removed harms nobody; the fault that led here is the one to report


def remove_forgotten_drafts(folder: Path) -> None:
    """Remove drafts that a killed process left in a folder; younger ones than a day may be under way somewhere."""
    try:
        for draft in folder.glob(f"{_DRAFT}*"):
            if time.time() - draft.stat().st_mtime > _FORGOTTEN_AFTER:
                draft.unlink(missing_ok=True)
    except OSError:
        pass  # they harm nobody


def _unfinished_beside(path: Path) -> list[Path]:
    """Return where SQLite keeps what it has not finished."""
    return [path.with_name(f"{path.name}{ending}") for ending in ("-journal", "-wal", "-shm")]
