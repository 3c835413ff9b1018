"""The desktop inside the benchmark's own process, on no screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    from outsource_desk.ui.window import MainWindow

SIZE = (1400, 900)


def application() -> QApplication:
    """Return Qt's application; the platform without a screen is used unless another one is asked for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(["benchmarks"])


@contextmanager
def window_on(path: Path) -> Iterator[MainWindow]:
    """Lend the painted window of a file; the desktop keeps nothing outside the file's folder."""
    app = application()
    from PySide6.QtCore import QSettings

    from outsource_desk.ui.desktop import Desktop
    from outsource_desk.ui.preferences import Preferences
    from outsource_desk.ui.theme import Scheme

    own = Preferences(QSettings(str(path.parent / "preferences" / "desktop.ini"), QSettings.Format.IniFormat))
    own.scheme, own.formats = Scheme.LIGHT, "en_GB"
    desktop = Desktop(own, lambda *_: None, lambda *_: None, path.parent)
    window = desktop.open(path)
    assert window is not None
    window.resize(*SIZE)
    settle(app)
    try:
        yield window
    finally:
        assert desktop.close_all()
        settle(app)


def settle(app: QApplication) -> None:
    """Let everything that waits have its turn, painting too."""
    for _ in range(3):
        app.processEvents()
        app.sendPostedEvents()


def repaint(view: QAbstractItemView) -> Callable[[], None]:
    """Return what paints all cells in view at once."""
    return view.viewport().repaint  # looked up once: finding the viewport's kind is slow, and not painting


def page_through(view: QAbstractItemView) -> Callable[[], None]:
    """Return what scrolls down a page and paints it, and goes back up where there is no more."""
    app, bar = application(), view.verticalScrollBar()

    def scroll() -> None:
        bar.setValue(bar.value() + bar.pageStep() if bar.value() < bar.maximum() else 0)
        app.processEvents()

    return scroll


def wait(milliseconds: int) -> None:
    """Let the window live on for a while."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
