"""What can be done about weights as a whole: find them, bring people's together, freeze them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outsource_desk.domain.weighting import Purpose
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.scoring.weighting.freezing import FreezingActs


class WeightingActs(QObject):
    """The acts of one tab; the dialogs are loaded when they are first asked for."""

    def __init__(self, owner: QWidget, window: Shell, level_id: Callable[[], int | None]) -> None:
        super().__init__(owner)
        self._owner, self._window, self._level_id = owner, window, level_id
        self.find = make_action(
            owner,
            "criteria.find_weights",
            tr("Find weig&hts…"),
            self.find_weights,
            "Ctrl+Shift+W",
            "tag",
            self._why_not,
        )
        self.together = make_action(
            owner, "criteria.together", tr("Bring people's weights &together…"), self.bring_together, "", "vendors",
            self._why_nobody,
        )  # fmt: skip
        self.freezing = FreezingActs(owner, window)

    @property
    def all(self) -> list[Action]:
        """Return all acts in the order of the menu."""
        return [self.find, self.together, *self.freezing.all]

    def find_weights(self) -> None:
        """Ask how the criteria of the chosen level weigh."""
        from outsource_desk.ui.scoring.weighting.dialog import WeightingDialog

        WeightingDialog(self._owner, self._window, self._level_id()).open()

    def bring_together(self) -> None:
        """Show several people's weights of the chosen level and their middle."""
        from outsource_desk.ui.scoring.weighting.together_dialog import TogetherDialog

        TogetherDialog(self._owner, self._window, self._level_id()).open()

    def _why_not(self) -> str:
        if why := why_read_only(self._window.session):
            return why
        evaluation = self._window.session.evaluation
        return "" if evaluation and evaluation.criteria else tr("There are no criteria yet.")

    def _why_nobody(self) -> str:
        if why := self._why_not():
            return why
        evaluation = self._window.session.evaluation
        sets = evaluation.weight_sets if evaluation else ()
        has_people = any(each.purpose is Purpose.PERSON and each.weights for each in sets)
        return "" if has_people else tr("No person's weights are there yet; Find weights keeps them.")
