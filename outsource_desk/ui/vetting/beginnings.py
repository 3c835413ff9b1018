"""What Vetting shows before there is anything to vet, each with the next step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.vetting.setup.start_panel import StartVettingPanel
from outsource_desk.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page

INITIATIVE, CANDIDATES, IN_HOUSE, QUESTIONNAIRE = "initiative", "candidates", "in_house", "questionnaire"


def missing(evaluation: Evaluation | None) -> str:
    """Return what is missing before anybody can be vetted; nothing if all is there."""
    if evaluation is None:
        return INITIATIVE
    if not evaluation.candidates:
        return CANDIDATES
    if all(each.vendor_id is None for each in evaluation.candidates):
        return IN_HOUSE
    return "" if evaluation.vetting is not None else QUESTIONNAIRE


def make_beginning(which: str, page: Page) -> EmptyState | StartVettingPanel:
    """Return what is shown while something is missing."""
    window = page.window_
    if which == QUESTIONNAIRE:
        return StartVettingPanel(page)
    acts = window.actions_of_window

    def vendors() -> None:
        window.go(Place("vendors"))

    texts: dict[str, tuple[str, str, str, Callable[[], object]]] = {
        INITIATIVE: (
            tr("Nothing to vet for yet"),
            tr("Vetting finds out before signature what would fail after it. It begins with an initiative."),
            tr("New initiative"),
            acts["file.new_initiative"].trigger,
        ),
        CANDIDATES: (
            tr("Nobody to vet yet"),
            tr("Candidates are the vendors that compete in this initiative, and the in-house option."),
            tr("Choose candidates"),
            vendors,
        ),
        IN_HOUSE: (
            tr("Only the in-house option competes"),
            tr("It answers no questionnaire. Once a vendor is a candidate too, it can be vetted."),
            tr("Choose candidates"),
            vendors,
        ),
    }
    title, sentence, words, slot = texts[which]
    return EmptyState("vetting", title, sentence, words, slot, sample_slot=acts["file.sample"].trigger)
