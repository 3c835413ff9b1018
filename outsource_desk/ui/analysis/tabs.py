"""Which class shows which tab of Analysis; each is loaded when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from outsource_desk.ui.language import tr

if TYPE_CHECKING:
    from outsource_desk.ui.analysis.tab import AnalysisTab
    from outsource_desk.ui.pages.page import Page

TABS = {
    "overview": ("overview_tab", "OverviewTab"),
    "sensitivity": ("sensitivity_tab", "SensitivityTab"),
    "simulation": ("simulation_tab", "SimulationTab"),
    "methods": ("methods_tab", "MethodsTab"),
    "evaluators": ("evaluators_tab", "EvaluatorsTab"),
    "price": ("price_tab", "PriceTab"),
    "lenses": ("lenses_tab", "LensesTab"),
}
_PACKAGE = "outsource_desk.ui.analysis"


def keys() -> tuple[str, ...]:
    """Return the tabs in their order."""
    return tuple(TABS)


def title_of(key: str) -> str:
    """Return what a tab is called."""
    return {
        "overview": tr("Why"),
        "sensitivity": tr("Sensitivity"),
        "simulation": tr("Simulation"),
        "methods": tr("Methods"),
        "evaluators": tr("Evaluators"),
        "price": tr("Price"),
        "lenses": tr("Lenses"),
    }[key]


def make_tab(key: str, page: Page) -> AnalysisTab:
    """Return a new tab of the page."""
    module, name = TABS[key]
    return getattr(import_module(f"{_PACKAGE}.{module}"), name)(page)
