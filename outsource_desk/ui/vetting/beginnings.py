"""What Vetting shows before there is anything to vet, each with the next step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

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


def make_beginning(which: str, window: Shell) -> EmptyState:
    """Return what is shown while something is missing."""
    acts, session = window.actions_of_window, window.session

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
        QUESTIONNAIRE: (
            tr("Vetting has not started"),
            tr("The same questions go to every candidate. They are copied into this file when vetting starts."),
            tr("Start vetting"),
            lambda: start(window),
        ),
    }
    title, sentence, words, slot = texts[which]
    made = EmptyState("vetting", title, sentence, words, slot, sample_slot=acts["file.sample"].trigger)
    if which == QUESTIONNAIRE:
        allow(why_read_only(session), made.button)
    return made


def start(window: Shell) -> None:
    """Start with the first questionnaire that the product ships, as deep as the criticality asks for."""
    from outsource_desk.services.questionnaire_templates import questionnaire_templates
    from outsource_desk.services.questionnaires import start_vetting

    session = window.session
    if session.initiative_id is not None:
        session.act(start_vetting, session.initiative_id, questionnaire_templates(session.desk)[0])
