"""Beside the paper: what is missing in it, what stands where, and the file that was written last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from outsource_desk.ui.language import tr
from outsource_desk.ui.opening import open_file, show_in_folder
from outsource_desk.ui.reports.gaps import before_signing
from outsource_desk.ui.reports.lines import Line, LineList
from outsource_desk.ui.reports.paper import Heading
from outsource_desk.ui.theme import XS, L, M, TextStyle, scaled
from outsource_desk.ui.widgets.layout import caption, card, heading, label, link, row, rule

WRITTEN = 232  # width of the card of the last export where it stands below the paper


class ReportSide(QWidget):
    """Three cards: gaps with links to their cure, contents with links to their page, the last export."""

    gap_followed = Signal(object)  # Place
    page_followed = Signal(object)  # int, from 0

    def __init__(self) -> None:
        super().__init__()
        self._sentence = label("", TextStyle.SECTION, wrap=True)
        self._sentence.setObjectName("reports.preflight")
        self._gaps = LineList("reports.gaps", tr("What to look at before the paper goes out"))
        self._contents = LineList("reports.contents", tr("Contents of the paper"))
        self._gaps.followed.connect(self.gap_followed)
        self._contents.followed.connect(self.page_followed)
        self._target = Path()
        self._written_name = caption(wrap=True)
        self._written_name.setObjectName("reports.written")
        opening = link(tr("Open"), lambda: open_file(self._target), "reports.open")
        folder = link(tr("Show in folder"), lambda: show_in_folder(self._target), "reports.folder")
        self._written = card(self._written_name, row(opening, folder, None), gap=XS, pad=M)
        self._written.hide()
        self._lay = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(L)
        self._lay.addWidget(card(self._sentence, rule(), self._gaps), 3)
        self._outline = card(heading(tr("Contents")), rule(), self._contents)
        self._lay.addWidget(self._outline, 2)
        self._lay.addWidget(self._written)
        self.setLayout(self._lay)

    def show_gaps(self, gaps: Sequence[Line]) -> None:
        """Show what is missing or doubtful."""
        self._sentence.setText(before_signing(gaps))
        self._gaps.lines.show_lines(gaps)

    def show_outline(self, headings: Sequence[Heading]) -> None:
        """Show what stands on which page."""
        lines = [Line(each.title, behind=str(each.page + 1), target=each.page) for each in headings]
        self._contents.lines.show_lines(lines)

    def show_written(self, target: Path) -> None:
        """Show which file was written last."""
        self._target = target
        self._written_name.setText(tr("“{name}” was written.", name=target.name))
        self._written.show()

    def stand_below(self, is_below: bool) -> None:
        """Lay the cards side by side, for a place below the paper; the contents have no room there."""
        self._outline.setHidden(is_below)
        self._written.setMaximumWidth(scaled(WRITTEN) if is_below else 16_777_215)
        ways = QBoxLayout.Direction
        self._lay.setDirection(ways.LeftToRight if is_below else ways.TopToBottom)
