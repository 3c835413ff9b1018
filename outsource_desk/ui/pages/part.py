"""What all parts of pages with tabs share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from outsource_desk.ui.actions import Action
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place


class Part(QWidget):
    """What one tab shows. Its page gives it things as they are now when it is on screen, and again after each edit."""

    KEY = ""

    def __init__(self, page: Page, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}.{self.KEY}")
        self.page = page
        self.session = page.session

    def reveal(self, place: Place) -> None:
        """Bring what the place names into view."""

    def first_focus(self) -> QWidget | None:
        """Return where work begins in this part."""
        return None

    def tab_actions(self) -> list[Action]:
        """Return what can be done in this part; in the menu and the palette while it is on screen."""
        return []

    def state(self) -> dict[str, Any]:
        """Return what to restore next time, as JSON values."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a state again."""

    def leave(self) -> None:
        """Save what is being typed, because another part or page is about to be shown."""
