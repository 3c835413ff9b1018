"""Copies of a file: with its history, or with the content alone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from outsource_desk.domain.errors import DeskError
from outsource_desk.store import chain, digest, opening
from outsource_desk.store.blobs import drop_unused_blobs, has_all_blobs
from outsource_desk.store.connection import connect, sqlite_uri
from outsource_desk.store.damage import find_damage
from outsource_desk.store.durable import draft_beside, put_in_place, remove_draft
from outsource_desk.store.errors import CopyFailedError, DamagedContentError, SameFileError
from outsource_desk.store.faults import explained
from outsource_desk.store.journal import utc_now
from outsource_desk.store.lock import WriteLock

WITHOUT_HISTORY = "Saved without history"


def save_copy(
    source: sqlite3.Connection, path: Path, target: Path, *, author: str, with_history: bool, replace: bool
) -> None:
    """Write a copy of an open file under another name and check it; the target changes only when the copy is good.

    Raises:
        SameFileError: the target is the open file itself.
        FileError: the target exists (unless ``replace``), is open somewhere, or cannot be written.
        CopyFailedError: the copy did not pass its check.
    """
    if os.path.lexists(target) and path.exists() and path.samefile(target):
        raise SameFileError(target)
    target = opening.checked_path(target) if replace and target.exists() else opening.checked_new_path(target)
    with explained(target):
        lock = WriteLock(target, author)
        try:
            if target.exists():
                _finish_unfinished_save(target)
            write_verified(source, target, stripped_by=None if with_history else author)
        finally:
            lock.release()


def write_verified(source: sqlite3.Connection, target: Path, *, stripped_by: str | None = None) -> None:
    """Write a compact copy, check it as if it were opened, and put it in place.

    Args:
        source: the open file, outside any transaction.
        target: replaced if it exists.
        stripped_by: who takes the history off; ``None`` keeps it.
    """
    draft = draft_beside(target)
    remove_draft(draft)
    try:
        _vacuum_into(source, draft)
        if stripped_by is not None:
            _strip_history(draft, stripped_by)
        _verify(draft, target, source, with_history=stripped_by is None)
        put_in_place(draft, target)
    finally:
        remove_draft(draft)


def _finish_unfinished_save(target: Path) -> None:
    """Let SQLite set right what a crash left, so that the old file is whole until the new one takes its place."""
    try:
        opening.first_read(target, mode="rw").close()
    except DeskError:
        pass  # it is no file of ours, and about to be replaced


def _vacuum_into(source: sqlite3.Connection, draft: Path) -> None:
    """Write a compact copy; SQLite counts it as a write of the source, which it is not."""
    (query_only,) = source.execute("PRAGMA query_only").fetchone()
    source.execute("PRAGMA query_only = OFF")
    try:
        source.execute("VACUUM INTO ?", [sqlite_uri(draft)])
    finally:
        source.execute(f"PRAGMA query_only = {query_only}")


def _strip_history(draft: Path, author: str) -> None:
    """Take the history off a draft, and everything that was ever deleted with it."""
    with closing(connect(draft, mode="rw")) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("BEGIN IMMEDIATE")
        for table in ("named_revision", "change", "edit"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM digest WHERE tab = 'named_revision'")
        drop_unused_blobs(connection)  # nothing can be undone any more that would need them
        content = digest.fingerprint_of(digest.recorded_totals(connection))
        edit = chain.EditRow(1, utc_now(), author, WITHOUT_HISTORY, 1, None, None, is_barrier=1, content=content)
        chain.append(connection, edit)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode = DELETE")


def _verify(draft: Path, target: Path, source: sqlite3.Connection, *, with_history: bool) -> None:
    try:
        with closing(opening.first_read(draft, mode="ro")) as copy:
            opening.inspect(copy, draft)
            damage = find_damage(copy)
            is_same = digest.fingerprint_of(digest.recorded_totals(copy)) == digest.fingerprint_of(
                digest.recorded_totals(source)
            )
            is_same = is_same and has_all_blobs(copy, source)
            same_head = not with_history or chain.last_hash(copy) == chain.last_hash(source)
    except DeskError as error:
        raise CopyFailedError(target, str(error)) from error
    if not damage.is_sound:
        raise DamagedContentError(target, damage.sentences())
    if not (is_same and same_head):
        raise CopyFailedError(target, "the copy is not the same as the open file.")
