"""A field for a text of several lines that grows with what is typed."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from outsource_desk.ui.theme import look

FRAME = 18  # border, padding and the document's own margin, above and below


class Paragraph(QPlainTextEdit):
    """As high as its text, between some and many lines."""

    def __init__(self, lines: int = 2, most: int = 10) -> None:
        super().__init__()
        self._lines, self._most = lines, most
        self._is_resizing = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fit_at_once)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        look.changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._is_resizing = True
        super().resizeEvent(event)
        self._is_resizing = False
        self._later.start()  # Qt would not lay out what is inside for a size that is set while it is setting another

    def _fit_at_once(self) -> None:
        """Fit with all that stands around; one layout a turn would show what is below out of its place meanwhile."""
        before = self.height()
        self._fit()
        around = self.parentWidget() if self.height() != before else None
        while around is not None:
            QApplication.sendPostedEvents(around, QEvent.Type.LayoutRequest)
            around = around.parentWidget()

    def _fit(self, *_: object) -> None:
        if self._is_resizing:
            return
        lines = int(self.document().documentLayout().documentSize().height())  # counted in lines here
        shown = min(max(lines, self._lines), self._most)
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        spacing = ceil(QFontMetricsF(self.document().defaultFont()).lineSpacing())  # lines begin at whole pixels
        self.setFixedHeight(shown * spacing + FRAME)
