"""Making many widgets a few at a time, so that the window answers meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

SLICE = 0.008  # seconds for which the window is held at once


class Slices(QObject):
    """Goes through one piece of work step by step, between all else that the window has to do."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: Iterator[object] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)

    def start(self, work: Iterator[object], at_once: int) -> None:
        """Begin other work, in place of what is left; its first steps are done at once."""
        self._left = work
        self._timer.start(0)
        for _ in range(at_once):
            if not self.step():
                return

    def step(self) -> bool:
        """Do one step now; false if nothing is left."""
        if next(self._left, self) is self:
            self._timer.stop()
            return False
        return True

    def finish(self) -> None:
        """Do all that is left now."""
        while self.step():
            pass

    def _on_time(self) -> None:
        until = perf_counter() + SLICE
        while perf_counter() < until and self.step():
            pass
