"""What all tabs of a dossier share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outsource_desk.ui.vendors.dossier.tabs import title_of

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.ui.pages.page import Page


class DossierTab(QWidget):
    """One tab. The dossier gives the vendor to the tab that is on screen, and again after each edit."""

    KEY = ""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName(f"dossier.{self.KEY}")
        self.page = page
        self.session = page.session

    def title(self) -> str:
        """Return what the tab is called."""
        return title_of(self.KEY)

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:
        """Show a vendor as it is now; whether the file is read-only is looked up here too (`why_read_only`)."""
        raise NotImplementedError

    def first_focus(self) -> QWidget | None:
        """Return where work begins on this tab."""
        return None

    def commit(self) -> None:
        """Save what is being typed, because another tab, vendor or page is about to be shown."""

    def state(self) -> dict[str, Any]:
        """Return what to restore next time, as JSON values."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a state again."""
