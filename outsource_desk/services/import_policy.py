"""What becomes of a value that the file has already and the sheet says otherwise."""

from __future__ import annotations

from enum import StrEnum


class Policy(StrEnum):
    """How an import treats what it finds."""

    REPLACE = "replace"  # the sheet counts
    KEEP = "keep"  # what is here stays; a cell that is here without a value stays open too
    MERGE = "merge"  # only what is open here is filled
    ASK = "ask"  # each conflict is decided by itself; what nobody decides stays as it is here


class Fate(StrEnum):
    """What becomes of one conflict."""

    REPLACED = "replaced"
    KEPT = "kept"
    ASKED = "asked"  # nobody has decided yet; it stays as it is here
