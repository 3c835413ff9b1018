"""Reading a file off the window's thread; a new file, or Cancel, ends the reading before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from outsource_desk.ui.jobs import Job, Progress

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import Reading
    from outsource_desk.services.import_views import SheetView


class FileReader(QObject):
    """Reads one file at a time; only the file that was asked for last is told of."""

    progressed = Signal(float, str)
    done = Signal(object)  # a Reading
    failed = Signal(object)  # an error that is no refusal of the reader

    def __init__(self, keep: Callable[[Job], None], parent: QObject) -> None:
        """Make it; ``keep`` holds a job until it has finished, and ends it with the application."""
        super().__init__(parent)
        self._keep = keep
        self._job: Job | None = None
        self._running: list[Job] = []
        self.destroyed.connect(partial(_cancel_all, self._running))  # a closed window leaves no reader behind

    def start(self, path: Path, encoding: str = "", delimiter: str = "") -> None:
        """Read a file; a text file also with an encoding and a delimiter in place of those that would be found."""
        self._run(partial(_read, path, encoding, delimiter))

    def start_pasted(self, text: str) -> None:
        """Read a block of cells from the clipboard."""
        self._run(partial(_read_pasted, text))

    def _run(self, work: Callable[[Progress], Reading]) -> None:
        self.stop()
        self._job = job = Job(work)
        job.progressed.connect(self.progressed)
        job.succeeded.connect(self._on_done)
        job.failed.connect(self._on_failed)
        self._running[:] = [job]
        self._keep(job)
        job.start()

    def stop(self) -> None:
        """End the reading; its child process is killed within a tenth of a second."""
        if self._job is not None:
            self._job.cancel()
            for signal in (self._job.progressed, self._job.succeeded, self._job.failed):
                signal.disconnect()
            self._job = None

    def _on_done(self, reading: Reading) -> None:
        self._job = None
        self.done.emit(reading)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self.failed.emit(error)


def _cancel_all(jobs: list[Job], *_: object) -> None:
    for job in jobs:
        job.cancel()


def _read(path: Path, encoding: str, delimiter: str, progress: Progress) -> Reading:
    from outsource_desk.services.importing import read_spreadsheet

    return read_spreadsheet(path, None, progress, encoding=encoding, delimiter=delimiter)


def _read_pasted(text: str, progress: Progress) -> Reading:
    from outsource_desk.services.importing import read_pasted

    return read_pasted(text, progress=progress)


def rereading(reading: Reading, views: Mapping[str, SheetView]) -> Job:
    """Return the work of reading sheets once more in other views; it comes to a Reading."""

    def work(progress: Progress) -> Reading:
        from outsource_desk.services.import_views import read_again

        progress(0, "Looking for tables")
        return read_again(reading, views)

    return Job(work)
