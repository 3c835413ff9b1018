"""Backups beside the document: made by themselves, checked, and thinned with age."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from outsource_desk.domain.errors import DeskError
from outsource_desk.store import chain, opening
from outsource_desk.store.damage import find_damage
from outsource_desk.store.durable import remove_forgotten_drafts
from outsource_desk.store.errors import BackupFailedError
from outsource_desk.store.faults import explained

EVERY = timedelta(minutes=30)
KEEP_ALL_FOR = timedelta(days=2)
KEEP_DAILY_FOR = timedelta(days=14)
KEEP_WEEKLY_FOR = timedelta(weeks=12)
KEEP_MONTHLY_FOR = timedelta(days=2 * 366)
LONG = 16 * 2**20  # bytes; a backup of a larger file takes about half a second or more
LOOKED_AT = 5  # backups tried in search of a good one

_STAMP = "%Y-%m-%d %H%M%SZ"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d{6}Z) r(\d+) ([0-9a-f]{8}|new)\.odesk")


@dataclass(frozen=True)
class Backup:
    """One backup: of which revision, and when it was made."""

    path: Path
    at: datetime
    revision: int
    head: str


def backup_folder(path: Path) -> Path:
    """Return the folder of a document's backups: beside it, so that confidential bids lie in no other place."""
    return path.with_name(f"{path.name.removesuffix('.odesk')} backups")


def backups_of(path: Path) -> list[Backup]:
    """Return the backups of a document, newest first."""
    found: list[Backup] = []
    folder = backup_folder(path)
    for entry in folder.iterdir() if folder.is_dir() else ():
        parts = _NAME.fullmatch(entry.name)
        if parts:
            at = datetime.strptime(parts[1], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(entry, at, int(parts[2]), parts[3]))
    return sorted(found, key=lambda backup: (backup.at, backup.revision), reverse=True)


def newest_good_backup(path: Path) -> Path | None:
    """Return the newest backup that still passes every check, if there is one."""
    try:
        candidates = backups_of(path)[:LOOKED_AT]
    except OSError:
        return None
    return next((backup.path for backup in candidates if _is_good(backup.path)), None)


def to_remove(times: list[datetime], now: datetime) -> set[datetime]:
    """Return which backups are thinned out, by their times.

    All of the last 2 days stay; then the last of each day for 2 weeks, of each week for 12 weeks, of each month for
    2 years. The newest always stays.
    """
    kept: set[datetime] = set()
    taken: set[tuple[object, ...]] = set()
    for at in sorted(times, reverse=True):
        slot = _slot(at, now - at)
        if not kept or (slot is not None and slot not in taken):
            kept.add(at)
        if slot is not None:
            taken.add(slot)
    return set(times) - kept


def _slot(at: datetime, age: timedelta) -> tuple[object, ...] | None:
    """Return what a backup stands for at its age; one of each is enough."""
    if age <= KEEP_ALL_FOR:
        return ("moment", at)
    if age <= KEEP_DAILY_FOR:
        return ("day", at.date())
    if age <= KEEP_WEEKLY_FOR:
        return ("week", *at.isocalendar()[:2])
    if age <= KEEP_MONTHLY_FOR:
        return ("month", at.year, at.month)
    return None


class Backups:
    """Makes the backups of one open document.

    Attributes:
        problem: why the last automatic backup failed, or nothing.
        announce: called with true before an automatic backup that takes long, and with false after it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._connection = connection
        self._clock = clock
        self._tried: tuple[datetime, int] | None = None  # when, and at which revision, in this session
        self.problem: DeskError | None = None
        self.announce: Callable[[bool], object] = lambda _begins: None

    def before_edit(self) -> None:
        """Make a backup if one is due: before the first edit of a session, and every 30 minutes of changes.

        A backup that fails does not stop the edit; it is reported in ``problem``.
        """
        now = self._clock()
        if self._tried is not None and timedelta(0) <= now - self._tried[0] < EVERY:  # a clock may be set back
            return
        revision = self._revision()
        if self._tried is not None and self._tried[1] == revision:
            return
        self._tried = (now, revision)
        self.problem = None
        try:
            if revision and not self._is_backed_up(revision):
                self._make_announced()
        except DeskError as error:
            self.problem = error

    def _make_announced(self) -> None:
        (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
        (size,) = self._connection.execute("PRAGMA page_size").fetchone()
        is_long = pages * size >= LONG
        if is_long:
            self.announce(True)
        try:
            self.make()
        finally:
            if is_long:
                self.announce(False)

    def make(self) -> Path:
        """Make a backup now, check it, and thin the older ones.

        Raises:
            BackupFailedError: there is no new backup; the older ones are as they were.
        """
        from outsource_desk.store.copies import write_verified

        now = self._clock().astimezone(UTC)
        revision = self._revision()
        folder = backup_folder(self._path)
        head = chain.last_hash(self._connection)[:8] or "new"
        target = folder / f"{now.strftime(_STAMP)} r{revision} {head}.odesk"
        try:
            with explained(target):
                folder.mkdir(mode=0o700, exist_ok=True)
                write_verified(self._connection, target)
                self._thin(now)
        except DeskError as error:
            raise BackupFailedError(self._path, f"{error}") from error
        self._tried = (now, revision)
        self.problem = None
        return target

    def _thin(self, now: datetime) -> None:
        remove_forgotten_drafts(backup_folder(self._path))
        present = backups_of(self._path)
        surplus = to_remove([backup.at for backup in present], now)
        for backup in present:
            if backup.at in surplus:
                backup.path.unlink(missing_ok=True)

    def _is_backed_up(self, revision: int) -> bool:
        head = chain.last_hash(self._connection)[:8]
        with explained(self._path):
            return any(backup.revision == revision and backup.head == head for backup in backups_of(self._path))

    def _revision(self) -> int:
        return self._connection.execute("SELECT ifnull(max(id), 0) FROM main.edit").fetchone()[0]


def _is_good(path: Path) -> bool:
    try:
        real = opening.checked_path(path)
        with closing(opening.first_read(real, mode="ro")) as connection, explained(real):
            opening.inspect(connection, real)
            return find_damage(connection).is_sound
    except DeskError:
        return False
