"""Look back, undo and redo, and name revisions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_name, looked_up
from outsource_desk.domain.errors import DeskError

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk
    from outsource_desk.store.journal import Change, Edit


class NoSuchRevisionError(DeskError):
    """A revision was asked for that the file does not have."""

    remedy = "Give a number or a name that the history lists."

    def __init__(self, revision: str, newest: int) -> None:
        shown = revision if len(revision) <= 80 else f"{revision[:79]}…"
        super().__init__(f"This file has no revision “{shown}”. The newest is {newest}.")


class NumericNameError(DeskError):
    """A revision was to be called by a number, which already means the revision of that number."""

    remedy = "Choose a name with a letter in it, for example “Committee 3”."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” cannot be the name of a revision, because it is a number.")


def list_edits(desk: Desk, since: int = 0) -> list[Edit]:
    """Return every edit after a revision, oldest first."""
    return desk.journal.edits(since)


def named_revisions(desk: Desk) -> dict[str, int]:
    """Return name → revision, in the order of naming."""
    return desk.journal.named_revisions()


def undo(desk: Desk) -> Edit:
    """Take the last act back; the undo is itself an edit that can be redone.

    Undoable. Saved when this returns.

    Raises:
        DeskError: there is nothing to undo, or the file is read-only.
    """
    return desk.journal.undo()


def redo(desk: Desk) -> Edit:
    """Do again what was undone last.

    Undoable. Saved when this returns.

    Raises:
        DeskError: there is nothing to redo, or the file is read-only.
    """
    return desk.journal.redo()


def undo_to(desk: Desk, revision: int) -> Edit:
    """Go back to a revision: bring everything back to what it was then, in one edit.

    A name that the revision was given straight away stays; names given after later changes go with them.

    Undoable. Saved when this returns.

    Raises:
        DeskError: there is no such revision, the history does not reach back to it, nothing has changed since, or
            the file is read-only; the file is then unchanged.
    """
    journal = desk.journal
    named = revision
    while (changes := journal.changes(named, named + 1)) and _only_names(changes):
        named += 1
    return journal.go_back(named, f"Go back to revision {revision}")


def _only_names(changes: Iterable[Change]) -> bool:
    return all(change.table == "named_revision" for change in changes)


def name_revision(desk: Desk, name: str, revision: int | None = None) -> None:
    """Give a revision a name, the newest if no other is given, so that it can be found and compared later.

    Undoable. Saved when this returns.

    Raises:
        DeskError: the name is empty or taken, there is no such revision, or the file is read-only.
    """
    text = checked_name("The revision", name, limit=200)
    if text.isdecimal():
        raise NumericNameError(text)
    desk.journal.name_revision(text, revision)


def find_revision(desk: Desk, revision: str) -> int:
    """Return the number of a revision given by number or name.

    Raises:
        NoSuchRevisionError: there is none.
    """
    named = {looked_up(name): number for name, number in desk.journal.named_revisions().items()}
    wanted = looked_up(revision)
    if wanted in named:
        return named[wanted]
    newest = desk.journal.revision
    if wanted.isdecimal() and len(wanted) <= 18 and int(wanted) <= newest:
        return int(wanted)
    raise NoSuchRevisionError(revision, desk.journal.revision)


def describe_edit(desk: Desk, revision: int) -> list[str]:
    """Return what one edit changed, one line for each change, in the user's words."""
    from outsource_desk.services.retelling import difference

    return difference(desk, revision - 1, revision)


def diff(desk: Desk, first: int, last: int) -> list[str]:
    """Return what is different at revision ``last`` from ``first``, in the user's words; nothing if nothing is.

    What changed and changed back in between does not appear. ``last`` may be the earlier one.
    """
    from outsource_desk.services.retelling import difference

    return difference(desk, first, last)


def current_name(desk: Desk) -> str:
    """Return the name of the present revision, or ""; giving a name is no change of content."""
    for name, number in reversed(desk.journal.named_revisions().items()):
        if _only_names(desk.journal.changes(number)):
            return name
    return ""


def history_lines(desk: Desk) -> list[str]:
    """Return every edit as one line, oldest first: number, time, author, what was done, name."""
    edits = list_edits(desk)
    if not edits:
        return ["Nothing has been changed yet."]
    width = len(str(edits[-1].id))
    return [
        f"{edit.id:>{width}}  {edit.at[:16].replace('T', ' ')}  {edit.author}  {edit.label}"
        + (f"  [{edit.name}]" if edit.name else "")
        for edit in edits
    ]


def write_log(desk: Desk, target: Path) -> None:
    """Write every edit, oldest first, as a table that spreadsheets open: revision, time (UTC), author, what, name.

    Raises:
        DeskError: it cannot be written; an older file of this name is untouched.
    """
    from outsource_desk.services.exports import refuse_wrong_ending, write_checked

    refuse_wrong_ending(target, ".csv")
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["Revision", "Time (UTC)", "Author", "Edit", "Name"])
    for edit in list_edits(desk):
        table.writerow([edit.id, edit.at, *map(_as_text, (edit.author, edit.label, edit.name))])
    write_checked(target, text.getvalue().encode("utf-8-sig"), lambda _path: "")


def _as_text(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def history_as_json(desk: Desk) -> dict[str, Any]:
    """Return the document that ``history --json`` prints."""
    return {
        "revision": desk.journal.revision,
        "fingerprint": desk.journal.fingerprint,
        "undo": desk.journal.undo_label,
        "redo": desk.journal.redo_label,
        "edits": [
            {
                "revision": edit.id,
                "at": edit.at,
                "author": edit.author,
                "label": edit.label,
                "reverts": edit.reverts,
                "name": edit.name or None,
            }
            for edit in list_edits(desk)
        ],
    }


def save_copy(desk: Desk, target: Path, *, with_history: bool = True) -> None:
    """Save a verified copy of the file; without history, nothing that was deleted is left in it.

    Raises:
        DeskError: it cannot be written or did not pass its check; the original is untouched.
    """
    from outsource_desk.services.exports import refuse_wrong_ending

    refuse_wrong_ending(target, ".odesk")
    desk.file.save_copy(target, with_history=with_history)
