"""What an import would do, worked out at once, or off the window's thread where a sheet is large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from outsource_desk.ui.jobs import Job, Progress

Work = Callable[[Progress], Any]


class Comparing(QObject):
    """Does one piece of work at a time; a newer one replaces it, and only of the newest is anything told."""

    done = Signal(object)  # what the work has come to
    refused = Signal(object)  # a DeskError

    def __init__(self, run: Callable[[Job], None], parent: QObject) -> None:
        """Make it; ``run`` starts a job and holds it until it has finished."""
        super().__init__(parent)
        self._run = run
        self._job: Job | None = None

    def start(self, work: Work) -> None:
        """Work something out off the window's thread."""
        self.stop()
        self._job = job = Job(work)
        job.succeeded.connect(self._on_done)
        job.failed.connect(self._on_failed)
        self._run(job)

    def stop(self) -> None:
        """Let what is being worked out come to nothing."""
        if self._job is not None:
            self._job.cancel()  # a job that was cancelled tells nothing any more
            self._job = None

    def _on_done(self, found: object) -> None:
        self._job = None
        self.done.emit(found)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self.refused.emit(error)
