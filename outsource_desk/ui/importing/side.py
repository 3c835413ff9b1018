"""A column of the side card that scrolls when it is too long for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea

from outsource_desk.ui.widgets.layout import holder


def scrolling(layout: QLayout) -> QScrollArea:
    """Return a layout that scrolls up and down on the ground of its card."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    body = holder(layout)
    body.setProperty("role", "page")
    body.setMinimumWidth(1)  # a long word must not push the rest aside
    area.setWidget(body)
    return area
