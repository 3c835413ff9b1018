"""Looking for words in the paper, page by page between other events."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from outsource_desk.ui.reports.paper import Hit, Paper

MOST = 2000  # places; more of them help nobody


class PaperSearch(QObject):
    """What was looked for, where it stands, and which place is the current one."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.text = ""
        self.hits: list[Hit] = []
        self._paper: Paper | None = None
        self._place = -1  # of the current hit
        self._from_page = 0
        self._next_page = 0
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._search_page)

    @property
    def is_searching(self) -> bool:
        """Tell whether there are pages left to look at."""
        return self._slices.isActive()

    @property
    def current(self) -> Hit | None:
        """Return the current place."""
        return self.hits[self._place] if 0 <= self._place < len(self.hits) else None

    @property
    def number(self) -> int:
        """Return the number of the current place, from 1; 0 if there is none."""
        return self._place + 1

    def look_for(self, text: str, paper: Paper | None, page: int) -> None:
        """Look for a text; the first place from a page on becomes the current one."""
        self.text, self._paper = text.strip(), paper
        self.hits, self._place = [], -1
        self._from_page, self._next_page = page, 0
        if self.text and paper is not None and len(paper):
            self._slices.start()
        else:
            self._slices.stop()
        self.changed.emit()

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) place, round the end."""
        if self.hits:
            self._place = (self._place + by) % len(self.hits)
            self.changed.emit()

    def _search_page(self) -> None:
        paper, page = self._paper, self._next_page
        if paper is None or page >= len(paper) or len(self.hits) >= MOST:
            self._slices.stop()
            if self._place < 0 and self.hits:
                self._place = 0  # nothing from that page on: begin at the front
            self.changed.emit()
            return
        self._next_page += 1
        found = paper.find(self.text, page)
        if found and self._place < 0 and page >= self._from_page:
            self._place = len(self.hits)
        self.hits.extend(found)
        if found:
            self.changed.emit()
