"""Risks."""

from __future__ import annotations

from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page


class RisksPage(Page):
    """Risks."""

    def title(self) -> str:
        return tr("Risks")

    def load(self) -> None:
        pass
