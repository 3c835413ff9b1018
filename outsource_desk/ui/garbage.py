"""Collecting Python's garbage on the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY = 5_000  # milliseconds


class Garbage(QObject):
    """Keeps the collector off the threads of jobs: a Qt object that it deletes there takes the process with it."""

    def __init__(self) -> None:
        super().__init__()
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Collect only here from now on."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.enable()

    def collect(self) -> None:
        """Collect what has become due, the young objects more often than the old ones."""
        due = [count > limit for count, limit in zip(gc.get_count(), self._thresholds, strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
