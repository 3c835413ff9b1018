"""The tabs of a page as a list, for windows in which they have no room side by side."""

from __future__ import annotations

from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.segments import Segments


class TabList(Choice):
    """Stands beside tabs and takes their place while they do not fit; either shows what is chosen in the other."""

    def __init__(self, tabs: Segments, name: str) -> None:
        super().__init__()
        self._tabs = tabs
        self.setObjectName(name)
        self.setAccessibleName(tabs.accessibleName())
        for key, words in tabs.choices:
            self.addItem(words, key)
        self.setMinimumContentsLength(max(len(words) for _, words in tabs.choices))
        self._follow(tabs.key)
        self.activated.connect(lambda _place: tabs.choose(str(self.currentData())))
        tabs.chosen.connect(self._follow)
        self.hide()

    def fold(self, room: int) -> None:
        """Show the tabs where they fit into a width in pixels, else the list."""
        has_room = self._tabs.sizeHint().width() <= room
        self._tabs.setVisible(has_room)
        self.setHidden(has_room)

    def _follow(self, key: str) -> None:
        self.setCurrentIndex(self.findData(key))
