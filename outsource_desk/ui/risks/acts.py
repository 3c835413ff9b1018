"""What can be done on the Risks page, for menu, palette and keys alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.language import tr

if TYPE_CHECKING:
    from outsource_desk.ui.pages.risks import RisksPage


def make_acts(page: RisksPage) -> dict[str, Action]:
    """Return the acts of the page by their names."""
    views = (
        ("map", tr("Show the heat map")),
        ("risk", tr("Show the risk in detail")),
        ("library", tr("Show the library of risks")),
    )
    doing = page.doing
    acts = [
        make_action(page, "risks.add", tr("Add an own risk"), doing.add, "", "plus", doing.why_no_initiative),
        make_action(
            page,
            "risks.import",
            tr("&Import risks…"),
            lambda: page.window_.import_as("risks"),
            "",
            "import",
            doing.why_no_initiative,
        ),
        make_action(page, "risks.accept", tr("Accept the risk…"), doing.accept, "", "", doing.why_no_acceptance),
        make_action(
            page, "risks.next", tr("Next risk with a problem"), page.go_next, "", "", lambda: _no_problem(page)
        ),
        make_action(page, "risks.delete", tr("Delete the risk"), doing.delete, "", "trash", doing.why_no_risk),
    ]
    acts += [make_action(page, f"risks.show_{key}", words, lambda key=key: page.show_view(key)) for key, words in views]
    return {each.objectName(): each for each in acts}


def _no_problem(page: RisksPage) -> str:
    return "" if page.next_gap() is not None else tr("Nothing is amiss with any risk.")
