"""The desktop with the file that is named, by its own entry, until Home is painted. Prints what `child_bare` prints."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from outsource_desk.cli import main
from outsource_desk.ui import start


def end() -> None:
    """Print the figures and end the process; a picture of the window goes to the second argument, if there is one."""
    import os
    import time

    now, used = time.monotonic(), time.process_time()
    peak = Path("/proc/self/status").read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]
    print(now, used, peak, flush=True)
    if sys.argv[2:]:
        from PySide6.QtWidgets import QApplication

        widgets = QApplication.topLevelWidgets()
        next(each for each in widgets if each.objectName() == "window").grab().save(sys.argv[2])
    os._exit(0)


def watched(begin):
    """Return the start of the application, with an eye on the first window's first painting."""

    def begin_watched():
        app = begin()
        from outsource_desk.ui.desktop import Desktop
        from outsource_desk.ui.first_paint import AfterFirstPaint

        start_it = Desktop.start

        def start_watched(self: Desktop, path: Path | None = None) -> bool:
            is_shown = start_it(self, path)
            AfterFirstPaint(self.windows[0], end)
            return is_shown

        Desktop.start = start_watched
        return app

    return begin_watched


start.make_application = watched(start.make_application)
sys.exit(main([sys.argv[1]]))
