"""The ways through Vetting: to the next open question, section and candidate, and to what lies around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.language import tr

if TYPE_CHECKING:
    from outsource_desk.ui.pages.vetting import VettingPage


def make_ways(page: VettingPage) -> dict[str, Action]:
    """Return the acts that go somewhere, by name."""
    pane, step, why = page.questions, page.step, page.why_nobody
    return {
        "next": make_action(page, "vetting.next", tr("Ne&xt open question"), page.go_next, "", "arrow", why),
        "previous": make_action(
            page, "vetting.previous", tr("&Previous open question"), page.go_previous, "Shift+F8", "", why
        ),
        "next_section": make_action(
            page, "vetting.next_section", tr("Next &section"), lambda: pane.step(1), "Ctrl+PgDown", "down"
        ),
        "previous_section": make_action(
            page, "vetting.previous_section", tr("Previous section"), lambda: pane.step(-1), "Ctrl+PgUp", "up"
        ),
        "next_candidate": make_action(
            page, "vetting.next_candidate", tr("Next &candidate"), lambda: step(1), "Alt+PgDown", "right"
        ),
        "previous_candidate": make_action(
            page, "vetting.previous_candidate", tr("Previous can&didate"), lambda: step(-1), "Alt+PgUp", "left"
        ),
        "matrix": make_action(
            page, "vetting.matrix", tr("Questions or a&ll candidates"), page.turn, "Ctrl+M", "scoring"
        ),
        "edit": make_action(
            page,
            "vetting.edit_questions",
            tr("Questionnaire…"),
            lambda: _edit_questionnaire(page),
            "",
            "edit",
            page.why_nobody,
        ),
        "criticality": make_action(
            page,
            "vetting.criticality",
            tr("&How critical is the function…"),
            lambda: _ask_criticality(page),
            "",
            "shield",
            page.why_no_initiative,
        ),
        "gaps": make_action(
            page, "vetting.gaps", tr("Gaps of this vendor…"), lambda: _show_gaps(page), "", "flag", page.why_nobody
        ),
    }


def _edit_questionnaire(page: VettingPage) -> None:
    from outsource_desk.ui.vetting.setup.editor import edit_questionnaire

    edit_questionnaire(page.window_, page.reviewing.question_id or None)


def _ask_criticality(page: VettingPage) -> None:
    from outsource_desk.ui.vetting.setup.criticality import ask_criticality

    ask_criticality(page.window_)


def _show_gaps(page: VettingPage) -> None:
    from outsource_desk.ui.vetting.evidence.gap_dialogs import GapsDialog

    GapsDialog(page, page.session, page.reviewing.candidate_id, page.head.candidate_name).open()
