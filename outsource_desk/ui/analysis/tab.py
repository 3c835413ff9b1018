"""What all tabs of Analysis share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.ui.analysis.tabs import title_of
from outsource_desk.ui.pages.part import Part

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page


class AnalysisTab(Part):
    """One tab. The page gives the decision to the tab that is on screen, and again after each edit."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, "analysis")

    def title(self) -> str:
        """Return what the tab is called."""
        return title_of(self.KEY)

    def show_case(self, case: DecisionCase | None) -> None:
        """Show the decision as it is now; nothing where no candidate is ranked or no criterion has a weight."""
        raise NotImplementedError
