"""Pictures of every page, dialog and step, light and dark, for people to look at: `python -m tests.shots [folder]`.

With a second argument only the scenes whose name holds it: `python -m tests.shots pictures import`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QWidget

from outsource_desk.ui.desktop import Desktop
from outsource_desk.ui.language import use_language
from outsource_desk.ui.start import make_application
from outsource_desk.ui.theme import Scheme
from outsource_desk.ui.window import MainWindow
from tests.ui.tour import (
    PAGE_SCENES,
    Scene,
    all_scenes,
    make_desktop,
    page_scene,
    put_away,
    settle,
    write_bids,
    write_empty,
)

SIZES = ((1366, 768), (1920, 1080))


class Camera:
    """Takes pictures of windows into a folder."""

    def __init__(self, folder: Path, only: str) -> None:
        self._folder, self._only = folder, only
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, widget: QWidget, name: str) -> None:
        settle(100)
        path = self._folder / f"{name}.png"
        assert widget.grab().save(str(path))
        print(path)

    def tour(self, window: MainWindow, scenes: list[Scene], suffix: str) -> None:
        """Take every scene; a dialog is put where it would stand over its window."""
        for scene in scenes:
            if self._only not in scene.name:
                continue
            widget = scene.show(window)
            settle(100)  # some sentences are counted a moment later
            picture = window.grab()
            if widget.isWindow():
                from PySide6.QtGui import QPainter

                painter = QPainter(picture)
                at = window.mapFromGlobal(widget.mapToGlobal(widget.rect().topLeft()))
                painter.drawPixmap(at, widget.grab())
                painter.end()
            path = self._folder / f"{scene.name.replace(' ', '-')}-{suffix}.png"
            assert picture.save(str(path))
            print(path)
            put_away(window)


def main(folder: Path, only: str) -> None:
    app = make_application()
    app.setQuitOnLastWindowClosed(False)
    camera = Camera(folder, only)
    with TemporaryDirectory() as temporary:
        bids = write_bids(Path(temporary))
        desktop = make_desktop(Path(temporary), bids)
        _welcome(desktop, camera)
        window = desktop.open_sample()
        assert window is not None
        _looks(desktop, window, camera, all_scenes(bids), "")
        empty = desktop.open(write_empty(desktop.documents))
        assert empty is not None
        _looks(desktop, empty, camera, [*PAGE_SCENES, page_scene("import")], "empty-")
        desktop.close_all()
        use_language("en")


def _welcome(desktop: Desktop, camera: Camera) -> None:
    desktop.show_welcome()
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        desktop.set_scheme(scheme)
        assert desktop.welcome is not None
        camera.take(desktop.welcome, f"welcome-{scheme.value}")


def _looks(desktop: Desktop, window: MainWindow, camera: Camera, scenes: list[Scene], prefix: str) -> None:
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        desktop.set_scheme(scheme)
        for wide, high in SIZES:
            window.resize(wide, high)
            camera.tour(window, scenes, f"{prefix}{scheme.value}-{wide}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "shots"), sys.argv[2] if len(sys.argv) > 2 else "")
