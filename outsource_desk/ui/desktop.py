"""The running application: its windows, its preferences, and opening and making files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.spreadsheets import PATTERN_OF_READABLE
from outsource_desk.services.desk import DAMAGE_MAY_RAISE, Desk, open_desk, open_or_read
from outsource_desk.ui.choosing import ask_open_path, ask_save_path
from outsource_desk.ui.formats import use_formats
from outsource_desk.ui.garbage import Garbage
from outsource_desk.ui.language import tr, use_language
from outsource_desk.ui.preferences import Preferences
from outsource_desk.ui.qt_words import translate_qt
from outsource_desk.ui.session import Session
from outsource_desk.ui.shell.instances import Instances
from outsource_desk.ui.shell.view_acts import TEXT_FIELDS, leaves_undo
from outsource_desk.ui.theme import Scheme, look
from outsource_desk.ui.window import MainWindow

if TYPE_CHECKING:
    from outsource_desk.ui.jobs import Job

PATTERN = "Outsource Desk (*.odesk)"
SWITCH = 0.0001  # seconds that the thread of a job may keep the window's thread waiting for Python
SAMPLE = "Outsource Desk sample.odesk"
OpenChooser = Callable[[QWidget | None, str, str, Path | None], Path | None]
SaveChooser = Callable[[QWidget | None, str, Path, str], Path | None]


class Desktop(QObject):
    """One process of the desktop, with a window for each open file, or the welcome."""

    def __init__(
        self,
        preferences: Preferences | None = None,
        choose_open: OpenChooser | None = None,
        choose_save: SaveChooser | None = None,
        documents: Path | None = None,
    ) -> None:
        super().__init__()
        self.preferences = preferences or Preferences()
        self.choose_open = choose_open or ask_open_path
        self.choose_save = choose_save or ask_save_path
        self.windows: list[MainWindow] = []
        self._documents = documents
        self._folder: Path | None = None  # where the last file to read was found
        self.welcome: QWidget | None = None
        self._jobs: set[Job] = set()
        sys.setswitchinterval(SWITCH)
        self._garbage = Garbage()
        self._garbage.start()
        self._instances = Instances(self.preferences.file.parent, self._raise)
        look.hold_sheet()  # until there is a window to see
        self.dress()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, TEXT_FIELDS):
            old.removeEventFilter(self)
        if isinstance(new, TEXT_FIELDS):
            new.installEventFilter(self)
        for window in self.windows:
            if isValid(window):  # one may go without closing, as with the screen that it is on
                window.typing.follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a field that has nothing to undo leave the keys to the window, which takes back the last act."""
        if event.type() is QEvent.Type.ShortcutOverride and leaves_undo(watched, event):
            event.ignore()
            return True
        return False

    def dress(self) -> None:
        """Put theme, font size, language and formats into force."""
        use_language(self.preferences.language)
        use_formats(self.preferences.formats, self.preferences.language)
        translate_qt(self.preferences.language)
        look.dress(self.preferences.scheme, self.preferences.font_percent)

    @property
    def documents(self) -> Path:
        """Return the folder where new files are proposed."""
        if self._documents is None:
            from PySide6.QtCore import QStandardPaths

            place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            self._documents = Path(place or Path.home())
        return self._documents

    def start(self, path: Path | None = None) -> bool:
        """Show the window of a file, or the welcome; tell whether there is a window to stay for."""
        if path is not None:
            if self._instances.ask_to_raise(path):
                return False
            if self.open(path) is not None:
                return True
        if not self.windows:
            self.show_welcome()
        return True

    def open(self, path: Path, *, restored_from: Path | None = None, read_only: bool = False) -> MainWindow | None:
        """Open a file in a window of its own, or raise the window that it has."""
        path = path.resolve()
        for window in self.windows:
            if window.session.desk.path == path:
                self._raise(path)
                return window
        try:
            desk = open_desk(path, read_only=True) if read_only else open_or_read(path)
        except (DeskError, OSError) as error:
            self._refused(path, error)
            return None
        window = self._window_of(desk)
        if window is not None and restored_from is not None:
            window.band.restored(restored_from)
        return window

    def begin(self, path: Path, *, template: str | None = None, sample: bool = False) -> MainWindow | None:
        """Make a file and open it in a window of its own."""
        from outsource_desk.services.starting import start_file

        try:
            desk = start_file(path, template=template, sample=sample)
        except (DeskError, OSError) as error:
            self._refused(path, error)
            return None
        return self._window_of(desk)

    def ask_file(self, window: QWidget | None, caption: str, pattern: str) -> Path | None:
        """Ask for a file to read, where the last one was found, else beside the document of the window."""
        beside = window.session.desk.path.parent if isinstance(window, MainWindow) else self.documents
        path = self.choose_open(window, caption, pattern, self._folder or beside)
        self._folder = path.parent if path is not None else self._folder
        return path

    def ask_open(self) -> None:
        """Choose a file and open it."""
        path = self.ask_file(self._active(), tr("Open"), PATTERN)
        if path is not None:
            self.open(path)

    def ask_open_read_only(self) -> None:
        """Choose a file and open it for reading, so that nothing in it can be changed by mistake."""
        path = self.ask_file(self._active(), tr("Open read-only"), PATTERN)
        if path is not None:
            self.open(path, read_only=True)

    def ask_new(self, template: str | None = None) -> MainWindow | None:
        """Choose where a new file is to lie and make it."""
        proposed = self.documents / f"{tr('Our decision')}.odesk"
        path = self.choose_save(self._active(), tr("New file"), proposed, PATTERN)
        if path is None:
            return None
        if path.exists():  # the chooser has asked whether it may go; what it holds is kept all the same
            path = _free_name(path)
        return self.begin(path, template=template)

    def ask_new_from_spreadsheet(self) -> None:
        """Choose a spreadsheet, make a file beside it, and begin to import."""
        pattern = tr("Spreadsheets ({pattern})", pattern=PATTERN_OF_READABLE)
        sheet = self.ask_file(self._active(), tr("New from a spreadsheet"), pattern)
        if sheet is not None:
            self.begin_from(sheet)

    def begin_from(self, sheet: Path) -> None:
        """Make a file for a spreadsheet in the documents folder and begin to import it."""
        target = self.choose_save(self._active(), tr("New file"), self.documents / f"{sheet.stem}.odesk", PATTERN)
        if target is None:
            return
        window = self.begin(_free_name(target))
        if window is not None:
            window.import_file(sheet)

    def open_sample(self) -> MainWindow | None:
        """Open the sample; made anew where it does not lie in the documents folder yet."""
        path = self.documents / SAMPLE
        return self.open(path) if path.exists() else self.begin(path, sample=True)

    def reset_sample(self) -> MainWindow | None:
        """Make another, untouched sample beside the first."""
        return self.begin(_free_name(self.documents / SAMPLE), sample=True)

    def show_welcome(self) -> None:
        """Show where to begin."""
        from outsource_desk.ui.welcome import Welcome

        if self.welcome is None:
            self.welcome = Welcome(self)
        look.wear_sheet()
        self.welcome.show()
        self.welcome.raise_()

    def closed(self, window: MainWindow) -> None:
        """Let a window go; with the last one the welcome comes back."""
        path = window.session.desk.path
        self.windows.remove(window)
        self._instances.released(path)
        for timer in window.findChildren(QTimer):  # none may read the file any more
            timer.stop()
        window.session.close()
        self.preferences.note_running(path, None)
        self.preferences.save()
        window.deleteLater()
        if not self.windows and not self._is_quitting:
            self.show_welcome()

    _is_quitting = False

    def quit(self) -> None:
        """Close every window and end, unless one has something to say first."""
        if self.close_all():
            QApplication.quit()

    def close_all(self) -> bool:
        """Close every window; tell whether all of them have gone."""
        self._is_quitting = True
        for window in tuple(self.windows):
            if not window.close():
                self._is_quitting = False
                return False
        for job in self._jobs:
            job.cancel()
        from PySide6.QtCore import QThreadPool

        QThreadPool.globalInstance().waitForDone()
        self._instances.close()
        self._garbage.stop()
        if self.welcome is not None:
            self.welcome.close()
        self.preferences.save()
        return True

    def keep(self, job: Job) -> None:
        """Hold on to a job until it has finished."""
        self._jobs.add(job)
        job.finished.connect(lambda: self._jobs.discard(job))

    def may_lose(self, window: QWidget, field: str) -> bool:
        """Ask whether a text that was refused may be lost."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(
            QMessageBox.Icon.Warning, tr("Not saved"), tr("The text in “{field}” was not accepted.", field=field)
        )
        box.setParent(window, box.windowFlags())
        box.setInformativeText(tr("Everything else is saved. Close the window and lose this text?"))
        lose = box.addButton(tr("Close and lose it"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(tr("Go back to it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is lose

    def set_scheme(self, scheme: Scheme) -> None:
        """Switch the theme at once."""
        self.preferences.scheme = scheme
        self.dress()
        for window in self.windows:
            for each in Scheme:
                window.actions_of_window[f"view.{each.value}"].setChecked(each is scheme)

    def set_font(self, percent: int) -> None:
        """Change the font size at once."""
        self.preferences.font_percent = min(max(percent, 90), 150)
        self.dress()

    def step_font(self, step: int) -> None:
        """Make all text larger or smaller."""
        self.set_font(self.preferences.font_percent + step)

    def speak(self, language: str, formats: str) -> None:
        """Change language and formats; the windows are built again, each where it was."""
        self.preferences.language, self.preferences.formats = language, formats
        self.dress()
        for window in tuple(self.windows):
            self._rebuild(window)
        if self.welcome is not None:
            self.welcome.deleteLater()
            self.welcome = None

    def show_log(self) -> None:
        """Show the log in the system's file manager."""
        from outsource_desk.ui.log import log_file
        from outsource_desk.ui.opening import show_in_folder

        show_in_folder(log_file())

    def _window_of(self, desk: Desk) -> MainWindow | None:
        path = desk.path
        crashed = not desk.is_read_only and self.preferences.left_open(path)
        try:
            window = MainWindow(self, Session(desk))
        except DAMAGE_MAY_RAISE as error:
            refusal = desk.explain(error)
            if refusal is None:
                raise
            desk.close()
            self._refused(path, refusal)
            return None
        self.windows.append(window)
        self._instances.holds(path)
        self.preferences.note_opened(path)
        if not desk.is_read_only:
            self.preferences.note_running(path, os.getpid())
        self.preferences.save()
        if crashed:
            window.band.closed_badly()
        look.wear_sheet()
        window.show()
        if self.welcome is not None:
            self.welcome.hide()
        return window

    def _rebuild(self, window: MainWindow) -> None:
        from outsource_desk.ui.shell.memory import kept

        session, state, box = window.session, kept(window), window.geometry()
        window.end_pages()
        self.preferences.keep_window_state(session.desk.path, state)
        fresh = MainWindow(self, session)
        self.windows[self.windows.index(window)] = fresh
        fresh.setGeometry(box)
        fresh.show()
        window.hide()
        window.deleteLater()

    def _refused(self, path: Path, error: BaseException) -> None:
        from outsource_desk.ui.dialogs.refusal import show_refusal

        look.wear_sheet()
        show_refusal(self, self._active(), path, error)

    def show_window(self, window: MainWindow) -> None:
        """Bring a window to the front."""
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()

    def show_next_window(self) -> None:
        """Bring the next window to the front."""
        active = self._active()
        here = next((place for place, window in enumerate(self.windows) if window is active), -1)
        self.show_window(self.windows[(here + 1) % len(self.windows)])

    def _raise(self, path: Path) -> None:
        for window in self.windows:
            if window.session.desk.path == path:
                self.show_window(window)

    def _active(self) -> QWidget | None:
        return QApplication.activeWindow()


def _free_name(path: Path) -> Path:
    """Return the path, or the first one like it that is not taken."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return found
