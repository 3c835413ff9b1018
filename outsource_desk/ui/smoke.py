"""A walk through the window without a hand on it, for whoever has packed the program: `FILE.odesk --smoke DIR`.

It opens the file, waits for the first painted Home, shows every page, lets the preview draw the real paper, and
exports paper and workbook as a user does. The preview of evidence then draws the exported paper and a picture. A
picture of each page and both exports land in the folder.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from outsource_desk.ui.shell.menus import PAGE_KEYS
from outsource_desk.ui.start import make_application

if TYPE_CHECKING:
    from outsource_desk.ui.desktop import Desktop
    from outsource_desk.ui.window import MainWindow

GLANCE = 20  # milliseconds between two looks whether the walk can go on
PATIENCE = 120.0  # seconds for one step
SIZE = (1366, 768)
EXPORTS = {"reports.export_pdf": "paper.pdf", "reports.export_xlsx": "workbook.xlsx"}
Condition = Callable[[], bool]


@dataclass
class Smoke:
    """What the walk has seen."""

    painted_at: float = 0.0  # seconds of the clock on the wall when Home was first painted
    platform: str = ""
    pages: list[str] = field(default_factory=list)
    exports: dict[str, int] = field(default_factory=dict)  # name and bytes
    preview_pages: int = 0
    evidence_pages: dict[str, int] = field(default_factory=dict)  # file and how many of its pages the preview drew
    fault: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as one JSON document."""
        return asdict(self)


def run_smoke(path: Path, folder: Path) -> Smoke:
    """Walk through the window of a file and leave pictures and exports in a folder.

    Raises:
        NoScreen: there is no screen.
        MissingLibrary: what Qt needs to use the screen is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    from outsource_desk.ui.desktop import Desktop
    from outsource_desk.ui.preferences import Preferences

    settings = folder / "preferences" / "desktop.ini"
    targets = [folder / name for name in EXPORTS.values()]
    for left in (settings, *targets):  # by a walk before
        left.unlink(missing_ok=True)
    own = Preferences(QSettings(str(settings), QSettings.Format.IniFormat))
    desktop = Desktop(own, lambda *_: None, lambda *_: targets.pop(0), folder)
    walk = Walk(desktop, path, folder)
    sys.excepthook = walk.stumble
    app.setQuitOnLastWindowClosed(False)
    QTimer.singleShot(0, walk.go_on)
    app.exec()
    desktop.close_all()
    return walk.seen


class Walk(QObject):
    """Goes from step to step, each as soon as what it waits for has come about."""

    def __init__(self, desktop: Desktop, path: Path, folder: Path) -> None:
        super().__init__()
        self.seen = Smoke()
        self._desktop, self._path, self._folder = desktop, path, folder
        self._steps = self._walk()
        self._condition: Condition = lambda: True
        self._deadline = time.monotonic() + PATIENCE
        self._timer = QTimer(self, interval=GLANCE)
        self._timer.timeout.connect(self.go_on)
        self._timer.start()

    def go_on(self) -> None:
        """Take the next step if its condition is met; end the walk after the last one or when one takes too long."""
        if not self._condition():
            if time.monotonic() > self._deadline:
                self._end(f"nothing came of the step after {self.seen}")
            return
        try:
            self._condition = next(self._steps)
        except StopIteration:
            self._end()
        self._deadline = time.monotonic() + PATIENCE

    def stumble(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """End the walk at a fault of the program."""
        self._end("".join(traceback.format_exception(kind, error, trace)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when Home has been painted for the first time."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._note_paint)  # after the painting of all that is on the page
        return False

    def _note_paint(self) -> None:
        self.seen.painted_at = self.seen.painted_at or time.time()

    def _walk(self) -> Iterator[Condition]:
        self.seen.platform = QApplication.platformName()
        window = self._desktop.open(self._path)
        if window is None or window.page is None:
            self.seen.fault = f"“{self._path.name}” was not opened"
            return
        for widget in (window.page, *window.page.findChildren(QWidget)):
            widget.installEventFilter(self)
        yield lambda: bool(self.seen.painted_at)
        window.resize(*SIZE)
        for key in PAGE_KEYS:
            yield from self._visit(window, key)
        yield from self._export(window)
        self._preview()

    def _visit(self, window: MainWindow, key: str) -> Iterator[Condition]:
        window.go_to(key)
        yield lambda: True
        if key == "reports":
            from outsource_desk.ui.reports.paper_view import PaperView

            view = window.findChild(PaperView)
            assert view is not None
            yield lambda: bool(view.paper) and view.is_drawn
            self.seen.preview_pages = len(view.paper or ())
        self._picture(window, key)
        self.seen.pages.append(key)

    def _export(self, window: MainWindow) -> Iterator[Condition]:
        window.go_to("reports")
        for name, file in EXPORTS.items():
            target = self._folder / file
            window.actions_of_window[name].trigger()
            yield target.exists
            self.seen.exports[file] = target.stat().st_size

    def _preview(self) -> None:
        """Let the child that draws evidence draw a PDF and a PNG of this very walk."""
        from outsource_desk.services.file_kinds import PDF, PNG
        from outsource_desk.services.file_preview import Wanted, preview_of

        for name, kind in (("paper.pdf", PDF), ("home.png", PNG)):
            content = (self._folder / name).read_bytes()
            self.seen.evidence_pages[name] = len(preview_of(Wanted(content, kind, 600), lambda *_: None).pages)

    def _picture(self, window: QWidget, name: str) -> None:
        if not window.grab().save(str(self._folder / f"{name}.png")):
            self.seen.fault = f"no picture of “{name}” could be written"

    def _end(self, fault: str = "") -> None:
        self.seen.fault = self.seen.fault or fault
        self._timer.stop()
        QApplication.exit()
