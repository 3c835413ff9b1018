"""Choices side by side that become a list where there is no room for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.ui.theme import look, scaled
from outsource_desk.ui.widgets.layout import row
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.tab_list import TabList

NARROW = 160  # pixels of the list


class FoldingTabs(QWidget):
    """Tabs as wide as they want to be, else a list of the same choices. Emits the key that was chosen.

    They stand to the left, or with ``at_right`` at the right end of the line that they share with a title.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str, accessible_name: str, *, at_right: bool = False
    ) -> None:
        super().__init__()
        self.tabs = Segments(choices, f"{name}.tabs", accessible_name)
        self.list = TabList(self.tabs, f"{name}.list")
        self.setLayout(row(None, self.tabs, self.list, gap=0) if at_right else row(self.tabs, self.list, None, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tabs.chosen.connect(self.chosen)
        look.changed.connect(self._fold)

    @property
    def key(self) -> str:
        """Return the key of the choice that is on."""
        return self.tabs.key

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return the choices: pairs of a key and its words."""
        return self.tabs.choices

    def choose(self, key: str) -> None:
        """Turn a choice on and tell, if it is another one."""
        self.tabs.choose(key)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Say the same choices in other words, as when a count has changed."""
        if tuple(choices) == self.tabs.choices:
            return
        self.tabs.show_choices(choices)
        for place, (_, words) in enumerate(choices):
            self.list.setItemText(place, words)
        self._fold()

    @property
    def shown(self) -> QWidget:
        """Return what is on screen of the two."""
        return self.list if self.tabs.isHidden() else self.tabs

    def sizeHint(self) -> QSize:
        return QSize(self.tabs.sizeHint().width(), max(self.tabs.sizeHint().height(), self.list.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(NARROW), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self.list.fold(self.width())
