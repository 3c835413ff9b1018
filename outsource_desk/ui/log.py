"""The log: what went wrong in the program itself, never what the user wrote."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths

LARGEST = 500_000  # bytes; then the log begins anew and the old one is kept once
log = logging.getLogger("outsource_desk")


def log_file() -> Path:
    """Return where the log lies."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(place or Path.home()) / "log.txt"


def start_log() -> None:
    """Write warnings and faults to the log from now on; a folder that cannot be written is no reason to stop."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST:
            path.replace(path.with_name("log before.txt"))
        handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)


def log_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Note a fault of the program."""
    log.error("Fault", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)
