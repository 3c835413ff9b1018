"""Exit."""

from __future__ import annotations

from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page


class ExitPage(Page):
    """Exit."""

    def title(self) -> str:
        return tr("Exit")

    def load(self) -> None:
        pass
