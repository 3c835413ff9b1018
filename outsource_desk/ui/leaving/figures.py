"""A small table of words and figures that is only read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from outsource_desk.ui.theme import L, S, TextStyle
from outsource_desk.ui.widgets.layout import caption, clear, label


@dataclass(frozen=True)
class Cell:
    """What stands in one cell."""

    text: str
    tone: str = "text"
    is_strong: bool = False


class Figures(QWidget):
    """Columns under headings: the first holds names, the others figures to the right."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(S)
        self.rows: tuple[tuple[str, ...], ...] = ()

    def show_figures(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show headings and rows of as many cells."""
        clear(self._grid)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        for place, head in enumerate(heads):
            words = caption(head, wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignLeft if place == 0 else right)
            self._grid.addWidget(words, 0, place)
            self._grid.setColumnStretch(place, 3 if place == 0 else 2)
        for line, cells in enumerate(rows, 1):
            for place, cell in enumerate(cells):
                style = TextStyle.STRONG if cell.is_strong else TextStyle.BODY
                words = label(cell.text, style, cell.tone, wrap=True)
                words.setAlignment(Qt.AlignmentFlag.AlignLeft if place == 0 else right)
                self._grid.addWidget(words, line, place)
        self.rows = tuple(tuple(cell.text for cell in cells) for cells in rows)
        self.setAccessibleDescription(" ".join(f"{': '.join(filter(None, row))}." for row in self.rows))
