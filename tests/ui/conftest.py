"""A real desktop on a real file: preferences in a folder of the test, choosers that answer what the test says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from outsource_desk.services.starting import start_file
from outsource_desk.ui.desktop import Desktop
from outsource_desk.ui.formats import use_formats
from outsource_desk.ui.language import use_language
from outsource_desk.ui.preferences import Preferences
from outsource_desk.ui.theme import Scheme


class Answers:
    """What the user chooses in the system's file dialogs: `open` and `save` are paths, or None for Cancel."""

    def __init__(self) -> None:
        self.open: Path | None = None
        self.save: Path | None = None
        self.asked: list[str] = []
        self.folder: Path | None = None  # where the user was asked for a file to read

    def choose_open(self, _parent, caption: str, _pattern: str, folder: Path | None = None) -> Path | None:
        self.asked.append(caption)
        self.folder = folder
        return self.open

    def choose_save(self, _parent, caption: str, _proposed: Path, _pattern: str) -> Path | None:
        self.asked.append(caption)
        return self.save


@contextmanager
def lose_all_entries() -> Iterator[None]:
    """Answer what the window asks at closing, so that a test which failed over a refused entry ends nevertheless."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            return
        for button in box.buttons():
            if box.buttonRole(button) is QMessageBox.ButtonRole.DestructiveRole:
                button.click()

    timer = QTimer(interval=50)
    timer.timeout.connect(answer)
    timer.start()
    yield
    timer.stop()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def preferences(tmp_path) -> Preferences:
    found = Preferences(QSettings(str(tmp_path / "preferences" / "desktop.ini"), QSettings.Format.IniFormat))
    found.scheme, found.formats = Scheme.LIGHT, "en_GB"
    return found


@pytest.fixture
def desktop(qapp, tmp_path, preferences, answers):
    """The running application without a window yet."""
    documents = tmp_path / "documents"
    documents.mkdir()
    desktop = Desktop(preferences, answers.choose_open, answers.choose_save, documents)
    yield desktop
    with lose_all_entries():
        assert desktop.close_all()
    use_language("en")
    use_formats("en_GB")


@pytest.fixture
def open_window(desktop, qtbot, tmp_path):
    """Open a file in a window: ``open_window(path)``."""

    def open_window(path: Path):
        window = desktop.open(path)
        assert window is not None
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return open_window


@pytest.fixture
def window(open_window, sample_file, tmp_path):
    """The window of a copy of the sample."""
    path = tmp_path / "documents" / "Service desk.odesk"
    shutil.copy(sample_file, path)
    return open_window(path)


@pytest.fixture
def empty_window(open_window, tmp_path):
    """The window of a file without an initiative."""
    path = tmp_path / "documents" / "Empty.odesk"
    start_file(path).close()
    return open_window(path)
