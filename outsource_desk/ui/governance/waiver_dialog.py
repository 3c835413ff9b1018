"""Who does without a clause, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.services.clause_waivers import waive_clause
from outsource_desk.ui.dialogs.ask import TypedQuestion
from outsource_desk.ui.language import tr
from outsource_desk.ui.vetting.evidence.fields import add_field, lines, text_of

if TYPE_CHECKING:
    from outsource_desk.domain.governance import Clause
    from outsource_desk.ui.session import Session


class ClauseWaiverDialog(TypedQuestion):
    """A name and a reason; the clause then counts as settled, and the paper says who waived it."""

    def __init__(self, parent: QWidget, session: Session, clause: Clause) -> None:
        super().__init__(
            parent,
            tr("Do without {code}?", code=clause.code),
            clause.title,
            tr("Waive the clause"),
            "clause_waiver",
        )
        self._session, self._clause_id = session, clause.id
        self.by, self.reason = QLineEdit(clause.waived_by), lines(clause.reason)
        add_field(self, tr("Waived by"), self.by, "clause_waiver.by")
        add_field(self, tr("Reason"), self.reason, "clause_waiver.reason")
        self.by.setFocus()

    def act(self) -> None:
        self._session.try_act(waive_clause, self._clause_id, text_of(self.by), text_of(self.reason))
