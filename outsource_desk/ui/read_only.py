"""Whether the open file may only be read, and saying so where something would change it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from outsource_desk.ui.language import tr
from outsource_desk.ui.session import Session


def why_read_only(session: Session) -> str:
    """Return why nothing can be changed; empty if it can."""
    return tr("This file is open read-only.") if session.desk.is_read_only else ""


def allow(why_not: str, *widgets: QWidget) -> None:
    """Enable what would change the file, or disable it and say why not."""
    for each in widgets:
        each.setEnabled(not why_not)
        each.setToolTip(why_not)
