"""Look for vendors that may be one and the same, off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from outsource_desk.ui.jobs import Job
from outsource_desk.ui.pages.page import Shell

if TYPE_CHECKING:
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.services.duplicates import LikelyPair

MOST_COMPARED = 20_000  # vendors; beyond it comparing all names with each other takes minutes
_FIELDS = ("name", "legal_name", "lei", "registration", "website", "country")  # that say whether two may be the same


class LikenessSearch(QObject):
    """Compares the vendors of the directory; `found` tells the pairs that may be the same."""

    found = Signal(object)  # pairs

    def __init__(self, window: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._compared: Mapping[int, tuple[object, ...]] = {}
        self._job: Job | None = None

    def compare(self, vendors: Mapping[int, Vendor]) -> None:
        """Compare these vendors, unless nothing that matters has changed since the last time or they are too many."""
        marks = {each: tuple(getattr(vendor, name) for name in _FIELDS) for each, vendor in vendors.items()}
        if marks == self._compared or len(vendors) > MOST_COMPARED:
            return
        self._compared = marks
        values = tuple(vendors.values())

        def look(_progress: object) -> tuple[Mapping[int, tuple[object, ...]], tuple[LikelyPair, ...]]:
            from outsource_desk.services.duplicates import likely_duplicates

            return marks, likely_duplicates(values)

        self._job = Job(look)
        self._job.succeeded.connect(self._on_result)
        self._window.run(self._job, "")

    def _on_result(self, result: tuple[Mapping[int, tuple[object, ...]], tuple[LikelyPair, ...]]) -> None:
        marks, pairs = result
        if marks == self._compared:
            self.found.emit(pairs)
