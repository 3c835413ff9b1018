"""What all tabs of Governance share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.ui.pages.part import Part

if TYPE_CHECKING:
    from outsource_desk.domain.governance import Governance
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page


class GovernanceTab(Part):
    """One tab. The page gives the initiative to the tab that is on screen, and again after each edit."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, "governance")

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        """Show an initiative as it is now."""
        raise NotImplementedError


def governance_of(evaluation: Evaluation) -> Governance:
    """Return how an initiative is steered; a window always reads it."""
    assert evaluation.protection is not None
    return evaluation.protection.governance
