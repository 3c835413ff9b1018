"""Governance."""

from __future__ import annotations

from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page


class GovernancePage(Page):
    """Governance."""

    def title(self) -> str:
        return tr("Governance")

    def load(self) -> None:
        pass
