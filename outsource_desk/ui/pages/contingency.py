"""Contingency."""

from __future__ import annotations

from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page


class ContingencyPage(Page):
    """Contingency."""

    def title(self) -> str:
        return tr("Contingency")

    def load(self) -> None:
        pass
