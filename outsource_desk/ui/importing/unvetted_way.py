"""Answers to a questionnaire while there is no vetting that could take them: that is said, and where to begin one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outsource_desk.ui.importing.draft import Draft
from outsource_desk.ui.importing.records_way import kind_of, vendors_under_vetting
from outsource_desk.ui.importing.way import Way
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Shell

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import UsedCells
    from outsource_desk.services.import_questions import CellQuestion
    from outsource_desk.ui.importing.comparing import Work


class UnvettedWay(Way):
    """Holds a questionnaire at its table until a vendor is under vetting."""

    def __init__(self, window: Shell, parent: QObject) -> None:
        super().__init__(window, parent)
        self._nothing = QWidget()

    def can_take(self, draft: Draft) -> bool:
        """Tell whether the rows are answers that nobody could have given."""
        return kind_of(draft) == "answers" and not vendors_under_vetting(self.session)

    def main(self, step: int) -> QWidget | None:  # noqa: ARG002 (no further step is reached)
        return None

    def side(self, step: int) -> QWidget:  # noqa: ARG002 (no further step is reached)
        return self._nothing

    def looking(self, draft: Draft) -> Work:  # noqa: ARG002 (there is nothing to compare)
        return lambda _progress: None

    def show_look(self, draft: Draft, found: Any) -> None:  # noqa: ARG002 (nothing was compared)
        self.draft = draft

    def questions(self) -> Sequence[CellQuestion]:
        return ()

    def cells(self) -> UsedCells:
        from outsource_desk.services.import_preview import UsedCells

        assert self.draft is not None
        account = self.draft.table.account
        return UsedCells(
            imported=0,
            headers=account.headers,
            with_care=0,
            left_open=account.imported - account.headers,
            left_out=account.derived + account.skipped,
            problems=account.problems,
        )

    def need(self) -> str:
        evaluation = self.session.evaluation
        if evaluation is None or evaluation.vetting is None:
            return tr("These are answers to a questionnaire, and no vetting has been started that could take them.")
        return tr("These are answers to a questionnaire, and no candidate under vetting is a vendor.")

    def why_not(self, step: int) -> str:  # noqa: ARG002 (it holds in all of them)
        return tr("Start vetting first, or say that the sheet holds something else")

    def bring_in(self) -> None:
        raise AssertionError
