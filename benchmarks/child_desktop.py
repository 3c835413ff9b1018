"""The desktop with the file that is named, by its own entry, until Home is painted. Prints what `child_bare` prints."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from outsource_desk.cli import main
from outsource_desk.ui import start

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from outsource_desk.ui.application import Application


def the_window() -> QWidget:
    """Return the window of the file."""
    from PySide6.QtWidgets import QApplication

    return next(each for each in QApplication.topLevelWidgets() if each.objectName() == "window")


def end() -> None:
    """Print the figures and end the process; a picture of the window goes to the second argument, if there is one."""
    import os
    import time

    now, used = time.monotonic(), time.process_time()
    peak = Path("/proc/self/status").read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]
    print(now, used, peak, flush=True)
    if sys.argv[2:]:
        the_window().grab().save(sys.argv[2])
    os._exit(0)


def watched(make: Callable[[], Application]) -> Callable[[], Application]:
    """Return what makes the application, with an eye on the window's first painting once it runs."""

    def make_watched() -> Application:
        app = make()
        run = app.exec

        def run_watched() -> int:
            from outsource_desk.ui.first_paint import AfterFirstPaint

            AfterFirstPaint(the_window(), end)  # the last one that asks is the first one told
            return run()

        app.exec = run_watched
        return app

    return make_watched


start.make_application = watched(start.make_application)
sys.exit(main([sys.argv[1]]))
