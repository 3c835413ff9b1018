"""Putting a finished file in its place so that it stays there after a power cut."""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

_drafts = count(1)


def draft_beside(target: Path) -> Path:
    """Return a name for a draft on the same disk as the target, short whatever the target's name is."""
    return target.with_name(f".part-{os.getpid()}-{next(_drafts)}")


def put_in_place(draft: Path, target: Path) -> None:
    """Move a closed, finished file to its name, replacing what was there, and make both lasting."""
    handle = os.open(draft, os.O_RDWR)  # not the document: a draft that no connection has open
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(target)
    if sys.platform != "win32":  # a folder cannot be opened there, and need not be
        folder = os.open(target.parent, os.O_RDONLY)  # not the document: its folder
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def remove_draft(draft: Path) -> None:
    """Remove what is left of an unfinished file, if anything is."""
    for leftover in (draft, draft.with_name(f"{draft.name}-journal")):
        try:
            leftover.unlink(missing_ok=True)
        except OSError:
            pass  # a draft that cannot be removed harms nobody; the fault that led here is the one to report
