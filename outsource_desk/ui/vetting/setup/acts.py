"""What can be done about the questions themselves, from the menu and the palette."""

from __future__ import annotations

from collections.abc import Callable

from outsource_desk.ui.actions import make_action
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page


class SetupActs:
    """Change the questionnaire, and say how critical the function is."""

    def __init__(self, page: Page, question: Callable[[], int]) -> None:
        """Keep the acts of a page; ``question`` names the question that is looked at, 0 for none."""
        self._page, self._session, self._question = page, page.session, question
        self.edit = make_action(
            page, "vetting.edit_questionnaire", tr("Edit &questionnaire…"), self._edit, "", "edit", self._why_no_edit
        )
        self.criticality = make_action(
            page,
            "vetting.criticality",
            tr("How criti&cal is the function…"),
            self._ask_criticality,
            "",
            "shield",
            self._why_no_initiative,
        )
        self.acts = [self.edit, self.criticality]

    def _edit(self) -> None:
        from outsource_desk.ui.vetting.setup.editor import edit_questionnaire

        edit_questionnaire(self._page.window_, self._question() or None)

    def _ask_criticality(self) -> None:
        from outsource_desk.ui.vetting.setup.criticality import ask_criticality

        ask_criticality(self._page.window_)

    def _why_no_edit(self) -> str:
        evaluation = self._session.evaluation
        has_started = evaluation is not None and evaluation.vetting is not None
        return "" if has_started else tr("Vetting has not started yet.")

    def _why_no_initiative(self) -> str:
        return "" if self._session.initiative_id is not None else tr("This file holds no initiative yet.")
