"""Starting the desktop."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from outsource_desk import __version__
from outsource_desk.paths import resource

if TYPE_CHECKING:
    from outsource_desk.ui.application import Application


class NoScreen(Exception):  # noqa: N818 (a condition of the machine, told in words)
    """There is no screen to show a window on."""


class MissingLibrary(Exception):  # noqa: N818 (a condition of the machine, told in words)
    """A library of the system without which Qt ends the process is not installed."""


def run_desktop(path: Path | None = None) -> int:
    """Show the desktop until its last window is closed, and return the exit code."""
    gc.disable()  # what is loaded on the way to the window is there to stay; `Garbage` takes over from then on
    refuse_without_screen()
    if path is not None:
        load_file_services()
    app = make_application()
    from outsource_desk.ui.desktop import Desktop
    from outsource_desk.ui.first_paint import AfterFirstPaint
    from outsource_desk.ui.log import log_fault, start_log

    start_log()
    desktop = Desktop()

    def fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log_fault(kind, error, trace)
        if desktop.windows:
            window = desktop.windows[-1]
            window.show_error(window.session.desk.explain(error) or error)

    sys.excepthook = fault
    app.file_wanted.connect(lambda name: desktop.open(Path(name)))
    if not desktop.start(path):
        return 0
    if desktop.windows:
        AfterFirstPaint(desktop.windows[0], show_icon)  # Qt loads a library to draw it
    else:
        show_icon()
    gc.freeze()  # no collection will look through all of this again
    return app.exec()


def show_icon() -> None:
    """Put the program's icon on its windows, the present ones and those to come."""
    from PySide6.QtGui import QGuiApplication, QIcon

    QGuiApplication.setWindowIcon(QIcon(str(resource("icons", "outsource-desk.svg"))))


def load_file_services() -> None:
    """Load what reads a file before Qt is there.

    Once PySide6 is imported, it reads the source of every module imported after it, in search of its own name.
    """
    from importlib import import_module

    for name in ("desk", "history", "live", "progress"):
        import_module(f"outsource_desk.services.{name}")
    import_module("outsource_desk.charts.earned")


def make_application() -> Application:
    """Return Qt's application under the program's own name.

    Raises:
        NoScreen: there is no screen.
        MissingLibrary: what Qt needs to use the screen is missing.
    """
    refuse_without_screen()
    from PySide6.QtGui import QGuiApplication

    from outsource_desk.ui.application import Application

    Application.setApplicationName("Outsource Desk")
    Application.setOrganizationName("Outsource Desk")
    Application.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("outsource-desk")
    # asked for here, because `setStyle` returns the style, for which PySide builds hundreds of enumerations
    app = Application([*sys.argv[:1], "-style", "Fusion"])
    app.setProperty("is_fusion", True)
    app.setQuitOnLastWindowClosed(True)
    return app


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
