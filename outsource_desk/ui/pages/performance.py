"""Performance."""

from __future__ import annotations

from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page


class PerformancePage(Page):
    """Performance."""

    def title(self) -> str:
        return tr("Performance")

    def load(self) -> None:
        pass
