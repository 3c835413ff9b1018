"""A column of the side card that scrolls when it is too long for it."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout

from outsource_desk.ui.widgets.scroll import Scroll


def scrolling(layout: QLayout) -> Scroll:
    """Return a layout that scrolls up and down on the ground of its card."""
    area = Scroll(layout)
    body = area.widget()
    assert body is not None
    body.setProperty("role", "page")
    body.setMinimumWidth(1)  # a long word must not push the rest aside
    return area
