"""A list whose delegate paints what is chosen and what lies under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QListView

Index = QModelIndex | QPersistentModelIndex


class HoverList(QListView):
    """A list that knows the row under the mouse.

    `QStyleOptionViewItem.state` knows it too, but the first look at it makes PySide build the three hundred
    enumerations of `QStyle`, and `viewport()` those of every kind of widget: both are seen by who waits for the window.
    """

    def __init__(self) -> None:
        super().__init__()
        self._under = -1
        self.setMouseTracking(True)
        self.entered.connect(self._pass_over)
        self.viewportEntered.connect(self._pass_over)

    def is_under_mouse(self, index: Index) -> bool:
        """Tell whether the mouse is over a row."""
        return self._under == index.row()

    def is_ringed(self, index: Index) -> bool:
        """Tell whether a row is where the keys go."""
        return self.hasFocus() and self.currentIndex() == index

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pass_over()

    def _pass_over(self, index: QModelIndex = QModelIndex()) -> None:  # noqa: B008 (Qt's own default)
        before, self._under = self._under, index.row()
        for row in (before, self._under):
            if row >= 0:
                self.update(self.model().index(row, 0))
