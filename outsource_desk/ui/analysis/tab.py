"""What all tabs of Analysis share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outsource_desk.ui.analysis.tabs import title_of

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.actions import Action
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place


class AnalysisTab(QWidget):
    """One tab. The page gives the decision to the tab that is on screen, and again after each edit."""

    KEY = ""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName(f"analysis.{self.KEY}")
        self.page = page
        self.session = page.session

    def title(self) -> str:
        """Return what the tab is called."""
        return title_of(self.KEY)

    def show_case(self, case: DecisionCase | None) -> None:
        """Show the decision as it is now; nothing where no candidate is ranked or no criterion has a weight."""
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
        """Let go of what is going on, because another tab or page is about to be shown."""
