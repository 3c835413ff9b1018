"""Which class shows which page; each is loaded when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page, Shell

PAGES = {
    "home": "HomePage",
    "initiative": "InitiativePage",
    "vendors": "VendorsPage",
    "vetting": "VettingPage",
    "scoring": "ScoringPage",
    "analysis": "AnalysisPage",
    "risks": "RisksPage",
    "contingency": "ContingencyPage",
    "exit": "ExitPage",
    "performance": "PerformancePage",
    "governance": "GovernancePage",
    "reports": "ReportsPage",
    "history": "HistoryPage",
    "importing": "ImportPage",
    "settings": "SettingsPage",
}
MODULES = {"import": "importing"}  # a page's key is no name for a module if Python keeps the word


def make_page(key: str, window: Shell) -> Page:
    """Return a new page of a window."""
    module = MODULES.get(key, key)
    return getattr(import_module(f"outsource_desk.ui.pages.{module}"), PAGES[module])(window)
