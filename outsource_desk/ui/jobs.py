"""Work that takes longer than a glance: off the window's thread, with progress, and it can be cancelled."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMetaMethod, QObject, QRunnable, QThreadPool, Signal

Progress = Callable[[float, str], None]  # share done 0..1, what is going on
TELL_EVERY = 0.1  # seconds
log = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818 (no error: the user wished it)
    """The user has cancelled the work."""


class Job(QObject):
    """One piece of work: ``work(progress) -> value``. It gets values, never the file.

    A job that reports progress can be cancelled: `progress` raises `Cancelled`. `finished` always comes last.
    """

    progressed = Signal(float, str)
    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()
    _told = Signal(bool, object)  # from the thread that works to the window's thread

    def __init__(self, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._work = work
        self._cancel = threading.Event()
        self._told_at = 0.0
        self._told.connect(self._deliver)

    def start(self) -> None:
        """Begin, as soon as a thread is free."""
        QThreadPool.globalInstance().start(QRunnable.create(self._run))

    def cancel(self) -> None:
        """Stop at the next report of progress."""
        self._cancel.set()

    def _run(self) -> None:
        try:
            self._told.emit(True, self._work(self._progress))
        except Cancelled as cancelled:
            self._told.emit(False, cancelled)
        except Exception as error:  # handed to the window's thread, which decides
            self._told.emit(False, error)

    def _deliver(self, is_done: bool, value: Any) -> None:
        """Hand on what the work has come to, unless it was cancelled while the news was on its way."""
        if not self._cancel.is_set():
            if is_done:
                self.succeeded.emit(value)
            elif not isinstance(value, Cancelled):
                self._fail(value)
        self.finished.emit()
        self.deleteLater()  # and with it all that its signals hold, such as pages and windows

    def _fail(self, error: BaseException) -> None:
        """Tell whoever wants to know; where nobody does, it is a fault like any other and must not be lost."""
        log.debug("Job failed", exc_info=error)
        if self.isSignalConnected(QMetaMethod.fromSignal(self.failed)):
            self.failed.emit(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)

    def _progress(self, share: float, text: str) -> None:
        if self._cancel.is_set():
            raise Cancelled
        if time.monotonic() - self._told_at >= TELL_EVERY:
            self._told_at = time.monotonic()
            self.progressed.emit(share, text)
