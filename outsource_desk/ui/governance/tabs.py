"""Which class shows which tab of Governance; each is loaded when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from outsource_desk.ui.language import tr

if TYPE_CHECKING:
    from outsource_desk.ui.governance.tab import GovernanceTab
    from outsource_desk.ui.pages.page import Page

TABS = {
    "communication": ("communication_tab", "CommunicationTab"),
    "training": ("training_tab", "TrainingTab"),
    "contract": ("contract_tab", "ContractTab"),
    "audits": ("audits_tab", "AuditsTab"),
    "decision": ("decision_tab", "DecisionTab"),
    "calendar": ("calendar_tab", "CalendarTab"),
}
_OF_TABLE = {
    "protocol": "communication",
    "forum": "communication",
    "channel": "communication",
    "escalation": "communication",
    "training": "training",
    "contract": "contract",
    "clause": "contract",
    "audit_plan": "audits",
    "audit": "audits",
    "finding": "audits",
    "decision": "decision",
    "approval": "decision",
}
_PACKAGE = "outsource_desk.ui.governance"


def keys() -> tuple[str, ...]:
    """Return the tabs in their order."""
    return tuple(TABS)


def tab_of(table: str) -> str | None:
    """Return the tab that shows the records of a table."""
    return _OF_TABLE.get(table)


def title_of(key: str) -> str:
    """Return what a tab is called."""
    return {
        "communication": tr("Communication"),
        "training": tr("Training"),
        "contract": tr("Contract and clauses"),
        "audits": tr("Audits"),
        "decision": tr("Decision"),
        "calendar": tr("Calendar"),
    }[key]


def make_tab(key: str, page: Page) -> GovernanceTab:
    """Return a new tab of the page."""
    module, name = TABS[key]
    return getattr(import_module(f"{_PACKAGE}.{module}"), name)(page)
