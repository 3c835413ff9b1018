"""Files that were written: names that every system takes, and opening them outside this program."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def file_name(words: str, ending: str) -> str:
    """Return a name that every file system takes."""
    plain = " ".join(_FORBIDDEN.sub(" ", words).split()).strip(". ")
    return f"{plain or 'Outsource Desk'}{ending}"


def open_file(path: Path) -> None:
    """Open a file in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> None:
    """Open the folder of a file."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
