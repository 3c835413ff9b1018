"""Look for names that may mean the same company, off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from outsource_desk.services.likeness import similar_names
from outsource_desk.ui.jobs import Job
from outsource_desk.ui.pages.page import Shell

MOST_COMPARED = 20_000  # vendors; beyond it comparing all names with each other takes minutes


class Comparison(QObject):
    """Compares the names of the directory; `found` tells which vendors may be the same as which others."""

    found = Signal(object)  # id → ids

    def __init__(self, window: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._compared: Mapping[int, str] = {}
        self._job: Job | None = None

    def compare(self, names: Mapping[int, str]) -> None:
        """Compare these names, unless they are the same as the last time or too many."""
        if names == self._compared or len(names) > MOST_COMPARED:
            return
        self._compared = names
        self._job = Job(lambda _progress: (names, similar_names(names)))
        self._job.succeeded.connect(self._on_result)
        self._window.run(self._job, "")

    def _on_result(self, result: tuple[Mapping[int, str], Mapping[int, tuple[int, ...]]]) -> None:
        names, like = result
        if names == self._compared:
            self.found.emit(like)
