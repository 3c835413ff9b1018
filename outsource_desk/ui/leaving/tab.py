"""What all parts of the Exit page share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.ui.pages.part import Part

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page


class ExitTab(Part):
    """One part. The page gives the decision to the part that is on screen, and again after each edit."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, "exit")

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        """Show how things stand now."""
        raise NotImplementedError
