"""What helps to find a fault, without a word of what the file says."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from outsource_desk import __version__

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

PACKAGES = ("sqlite-utils", "reportlab", "openpyxl", "python-calamine", "pypdfium2", "numpy", "rapidfuzz")


def diagnostics(desk: Desk) -> str:
    """Return versions, screen and sizes as lines of text."""
    screens = ", ".join(
        f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
    lines = [
        f"Outsource Desk {__version__}",
        f"{platform.system()} {platform.release()}, {platform.machine()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {desk.engine}",
        *(f"{name} {_version(name)}" for name in PACKAGES),
        f"Screens: {screens}; platform {QGuiApplication.platformName()}",
        f"File: {desk.path.stat().st_size if desk.path.exists() else 0} bytes, {desk.journal.revision} revisions, "
        f"{'read-only' if desk.is_read_only else 'writable'}, {desk.condition().kind}",
    ]
    return "\n".join(lines)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # the frozen app carries no metadata of some packages
        return "packed"
