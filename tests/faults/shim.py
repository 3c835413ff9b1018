"""Faults of the operating system, brought about by a library that is loaded before the C library."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")


class Manner(IntEnum):
    """What happens at the N-th call that changes the folder."""

    COUNT = 1
    FAIL_ONCE = 2
    FAIL_FROM_NOW_ON = 3
    KILL = 4
    KILL_HALF_WRITTEN = 5


def build(folder: Path) -> tuple[Path | None, str]:
    """Compile the library; return where it is, or nothing and why not."""
    if not sys.platform.startswith("linux"):
        return None, "calls are intercepted on Linux only"
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None, "there is no C compiler (gcc) on this machine"
    library = folder / "shim.so"
    done = subprocess.run(
        [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return None, f"the C compiler cannot build it: {done.stderr.strip().splitlines()[-1]}"
    return library, ""


def environment(library: Path | None) -> dict[str, str]:
    """Return the environment of a process that is to be disturbed."""
    extra = {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**os.environ, **extra, **({"LD_PRELOAD": str(library)} if library else {})}


class Shim:
    """The library, as the process sees it that it was loaded into."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.fault_calls.restype = ctypes.c_char_p
        self._library.fault_struck.restype = ctypes.c_char_p

    @staticmethod
    def is_loaded() -> bool:
        """Tell whether this process can be disturbed."""
        return hasattr(ctypes.CDLL(None), "fault_arm")

    def arm(self, folder: Path, nth: int, manner: Manner, error: int = errno.EIO) -> None:
        """Begin to count calls below a folder, and disturb the ``nth``."""
        self._library.fault_arm(os.fsencode(folder), ctypes.c_long(nth), int(manner), error)

    def disarm(self) -> None:
        """Let all calls pass again."""
        self._library.fault_disarm()

    @property
    def calls(self) -> str:
        """The calls since arming, one mark each: ``1`` if it takes room on the disk, else ``0``."""
        return self._library.fault_calls().decode()

    @property
    def struck(self) -> str:
        """The call that was disturbed first, or nothing."""
        return self._library.fault_struck().decode()
