"""Starting the desktop."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

from outsource_desk import __version__


class NoScreen(Exception):  # noqa: N818 (a condition of the machine, told in words)
    """There is no screen to show a window on."""


class MissingLibrary(Exception):  # noqa: N818 (a condition of the machine, told in words)
    """A library of the system without which Qt ends the process is not installed."""


def run_desktop(path: Path | None = None) -> int:
    """Show the desktop until its last window is closed, and return the exit code."""
    refuse_without_screen()
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from outsource_desk.ui.desktop import Desktop
    from outsource_desk.ui.log import log_fault, start_log

    QApplication.setApplicationName("Outsource Desk")
    QApplication.setOrganizationName("Outsource Desk")
    QApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("outsource-desk")
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(True)
    start_log()
    desktop = Desktop()

    def fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log_fault(kind, error, trace)
        if desktop.windows:
            desktop.windows[-1].show_error(error)

    sys.excepthook = fault
    return app.exec() if desktop.start(path) else 0


def refuse_without_screen() -> None:
    """Refuse before Qt ends the process where there is no screen.

    Raises:
        NoScreen: there is none.
        MissingLibrary: there is one, but what Qt needs to use it is missing.
    """
    has_screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not has_screen:
        raise NoScreen
    if os.environ.get("DISPLAY") and "QT_QPA_PLATFORM" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
        from ctypes import CDLL

        try:
            CDLL("libxcb-cursor.so.0")
        except OSError as error:
            raise MissingLibrary from error
