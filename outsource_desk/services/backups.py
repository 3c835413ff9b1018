"""The backups beside a document: list them, make one, and get a sound copy back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.services.desk import open_desk
from outsource_desk.store import backups as store
from outsource_desk.store.errors import (
    DamagedContentError,
    DamagedFileError,
    DamagedHistoryError,
    ForeignObjectError,
    NotADeskFileError,
)
from outsource_desk.store.faults import explained

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


_DAMAGE = (DamagedContentError, DamagedFileError, DamagedHistoryError, ForeignObjectError, NotADeskFileError)


@dataclass(frozen=True)
class BackupFile:
    """One backup: where it lies, when it was made, and of which revision."""

    path: Path
    at: datetime  # UTC
    revision: int


def is_damage(error: BaseException) -> bool:
    """Tell whether a file was refused because of what is in it, so that a backup helps."""
    return isinstance(error, _DAMAGE)


def list_backups(path: Path) -> tuple[BackupFile, ...]:
    """Return the backups of a document, newest first; the document itself need not be there or be sound.

    Raises:
        DeskError: their folder cannot be read.
    """
    with explained(store.backup_folder(path)):
        return tuple(BackupFile(each.path, each.at, each.revision) for each in store.backups_of(path))


def newest_good_backup(path: Path) -> BackupFile | None:
    """Return the newest backup that passes every check, if one of the newest does.

    Raises:
        DeskError: their folder cannot be read.
    """
    good = store.newest_good_backup(path)
    return next((backup for backup in list_backups(path) if backup.path == good), None) if good else None


def back_up_now(desk: Desk) -> Path:
    """Make a checked backup of the open file now and return where it lies.

    Raises:
        DeskError: there is no new backup; the older ones are as they were.
    """
    return desk.file.backup_now()


def restore_backup(path: Path, backup: BackupFile) -> Path:
    """Put a checked copy of a backup beside a document and return where it lies, ready to be opened.

    The document, damaged or not, and the backup are not touched: the copy gets a free name such as
    “Bids restored.odesk”.

    Raises:
        DeskError: the backup is not sound or the copy cannot be written; nothing is left behind.
    """
    with open_desk(backup.path, read_only=True) as desk:
        desk.refuse_damaged()
        target = _free_name(path)
        desk.file.save_copy(target)
    return target


def _free_name(path: Path) -> Path:
    """Return a name beside the document that nothing has, with backups of its own name free as well."""
    name = path.name.removesuffix(".odesk")
    names = (path.with_name(f"{name} restored{f' {number}' if number > 1 else ''}.odesk") for number in count(1))
    return next(each for each in names if not each.exists() and not store.backup_folder(each).exists())
