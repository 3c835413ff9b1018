"""The ways in which a disk fails under an act."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.shim import Manner, Shim

ROOM = 12 * 2**20  # bytes of the small disk
_MOUNTED_FOR_US_ONLY = 0x4000 | 0x40000  # MS_REC | MS_PRIVATE
_REMOUNT_READ_ONLY = 0x20 | 0x1  # MS_REMOUNT | MS_RDONLY
_CAPABILITIES_VERSION = 0x20080522
_NEW_NAMESPACE = 0x00020000  # CLONE_NEWNS


@dataclass(frozen=True)
class Hindrance:
    """One way to fail, at one place.

    Attributes:
        kind: ``call`` (the N-th call is disturbed), ``size`` (no file may grow beyond N bytes) or ``room`` (N bytes
            are left on the disk).
    """

    kind: str
    number: int
    manner: Manner = Manner.COUNT
    error: int = errno.EIO

    def __str__(self) -> str:
        if self.kind != "call":
            return f"{self.kind} {self.number}"
        return f"call {self.number} {self.manner.name} {errno.errorcode[self.error]}"

    @property
    def kills(self) -> bool:
        return self.manner in (Manner.KILL, Manner.KILL_HALF_WRITTEN)

    def spares_cleaning_up(self, struck: str) -> bool:
        """Tell whether what an act made can be removed again: the disk takes orders, and the process lives."""
        fails_on = self.manner == Manner.FAIL_FROM_NOW_ON and self.error == errno.EIO
        return not (self.kills or fails_on or struck == "unlink")

    def arm(self, folder: Path) -> None:
        """Begin to hinder."""
        match self.kind:
            case "call":
                Shim().arm(folder, self.number, self.manner, self.error)
            case "size":
                _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
                resource.setrlimit(resource.RLIMIT_FSIZE, (self.number, hard))
            case _:
                _leave_room(folder.parent, self.number)

    def disarm(self, folder: Path) -> None:
        """Let everything pass again."""
        match self.kind:
            case "call":
                Shim().disarm()
            case "size":
                _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
                resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            case _:
                _ballast(folder.parent).unlink(missing_ok=True)


def calls(takes_room: list[bool]) -> Iterator[Hindrance]:
    """Yield every way to disturb each of an act's calls, given whether it takes room on the disk."""
    ways = [
        (Manner.FAIL_ONCE, errno.EIO),
        (Manner.FAIL_ONCE, errno.ENOSPC),
        (Manner.FAIL_FROM_NOW_ON, errno.EIO),
        (Manner.FAIL_FROM_NOW_ON, errno.ENOSPC),
        (Manner.KILL, errno.EIO),
        (Manner.KILL_HALF_WRITTEN, errno.EIO),
    ]
    for manner, error in ways:
        for number, is_asking_for_room in enumerate(takes_room, start=1):
            if is_asking_for_room or error != errno.ENOSPC:
                yield Hindrance("call", number, manner, error)


def mount_small_disk(folder: Path) -> str:
    """Put a small disk of this process's own in the place of a folder; return why not, if the system refuses."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "unshare"):
        return "this system has no mount namespaces"
    if library.unshare(_NEW_NAMESPACE) or library.mount(b"none", b"/", None, _MOUNTED_FOR_US_ONLY, None):
        return f"the system refuses a mount namespace: {os.strerror(ctypes.get_errno())}"
    if library.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, f"size={ROOM}".encode()):
        return f"the system refuses to mount a disk: {os.strerror(ctypes.get_errno())}"
    return ""


def turn_read_only(folder: Path) -> None:
    """Let the small disk take no more writes."""
    if ctypes.CDLL(None).mount(None, os.fsencode(folder), None, _REMOUNT_READ_ONLY, None):
        raise OSError(f"{folder} cannot be turned read-only")


def obey_permissions() -> str:
    """Let permission bits bind this process even if it is the superuser's; return why not, if that is impossible."""
    if os.geteuid() != 0:
        return ""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "capset"):
        return "the superuser's rights cannot be given up on this system"
    head = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    if library.capset(head, (ctypes.c_uint32 * 6)()):
        return f"the system refuses to take rights away: {os.strerror(ctypes.get_errno())}"
    return ""


def _ballast(folder: Path) -> Path:
    return folder / "ballast"


def _leave_room(folder: Path, size: int) -> None:
    """Fill the small disk but for some bytes."""
    status = os.statvfs(folder)
    free = status.f_bavail * status.f_frsize
    with _ballast(folder).open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(free - size, 1))
