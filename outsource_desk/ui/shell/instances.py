"""One window per file across processes: a second start asks the first to come forward, through a folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject

PATIENCE = 1.0  # seconds that a second start waits for the first to answer


class Instances(QObject):
    """Watches a folder of wishes: an empty file per open document, renamed by whoever wants to see it."""

    def __init__(self, folder: Path, show: Callable[[Path], None]) -> None:
        super().__init__()
        self._folder = folder / "open files"
        self._show = show
        self._held: dict[Path, Path] = {}
        self._watcher: QFileSystemWatcher | None = None

    def holds(self, document: Path) -> None:
        """Let others know that this process has a document open."""
        sign = self._sign(document)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _wish(sign).unlink(missing_ok=True)
            sign.touch()
        except OSError:  # then a second start opens the document read-only, as the lock says
            return
        self._held[sign] = document
        if self._watcher is None:
            self._watcher = QFileSystemWatcher([str(self._folder)], self)
            self._watcher.directoryChanged.connect(self._look)

    def released(self, document: Path) -> None:
        """Let others know that the document is closed."""
        sign = self._sign(document)
        self._held.pop(sign, None)
        for path in (sign, _wish(sign)):
            try:
                path.unlink(missing_ok=True)
            except OSError:
                pass

    def close(self) -> None:
        """Stop watching."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None

    def ask_to_raise(self, document: Path) -> bool:
        """Ask the process that has a document open to show it; tell whether one has answered."""
        sign = self._sign(document.resolve())
        if sign in self._held or not sign.exists():
            return False
        wish = _wish(sign)
        try:
            wish.touch()
        except OSError:
            return False
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not wish.exists():
                return True
            time.sleep(0.02)
        for path in (wish, sign):  # nobody is there any more: what a crash has left behind
            path.unlink(missing_ok=True)
        return False

    def _look(self) -> None:
        for sign, document in tuple(self._held.items()):
            if _wish(sign).exists():
                _wish(sign).unlink(missing_ok=True)
                self._show(document)

    def _sign(self, document: Path) -> Path:
        return self._folder / sha256(str(document).encode()).hexdigest()[:24]


def _wish(sign: Path) -> Path:
    return sign.with_suffix(".show")
