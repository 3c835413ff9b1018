"""What all parts of the Contingency page share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.actions import Action
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place


class ContingencyTab(QWidget):
    """One part. The page gives the decision to the part that is on screen, and again after each edit."""

    KEY = ""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName(f"contingency.{self.KEY}")
        self.page = page
        self.session = page.session

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        """Show how things stand now."""
        raise NotImplementedError

    def first_focus(self) -> QWidget | None:
        """Return where work begins in this part."""
        return None

    def tab_actions(self) -> list[Action]:
        """Return what can be done in this part."""
        return []

    def reveal(self, place: Place) -> None:
        """Bring what the place names into view."""

    def commit(self) -> None:
        """Save what is being typed, because another part or page is about to be shown."""

    def state(self) -> dict[str, Any]:
        """Return what to restore next time, as JSON values."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a state again."""
