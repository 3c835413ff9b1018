"""What all tabs of Governance share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from outsource_desk.domain.governance import Governance
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.actions import Action
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place


class GovernanceTab(QWidget):
    """One tab. The page gives the initiative to the tab that is on screen, and again after each edit."""

    KEY = ""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName(f"governance.{self.KEY}")
        self.page = page
        self.session = page.session

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        """Show an initiative as it is now."""
        raise NotImplementedError

    def reveal(self, place: Place) -> None:
        """Bring what the place names into view."""

    def first_focus(self) -> QWidget | None:
        """Return where work begins on this tab."""
        return None

    def tab_actions(self) -> list[Action]:
        """Return what can be done on this tab; in the menu and the palette while it is on screen."""
        return []

    def state(self) -> dict[str, Any]:
        """Return what to restore next time, as JSON values."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a state again."""

    def leave(self) -> None:
        """Save what is being typed, because another tab or page is about to be shown."""


def governance_of(evaluation: Evaluation) -> Governance:
    """Return how an initiative is steered; a window always reads it."""
    assert evaluation.protection is not None
    return evaluation.protection.governance
