"""Set an item of the exit checklist aside: by whom and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.leaving import ExitItem, ItemState
from outsource_desk.services.leaving import leave_out_item, waive_item
from outsource_desk.ui.dialogs.ask import TypedQuestion
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import scaled
from outsource_desk.ui.vetting.evidence.fields import add_field, lines, text_of

if TYPE_CHECKING:
    from outsource_desk.ui.session import Session

WIDE = 480


class SetAsideDialog(TypedQuestion):
    """Asks for a name and a reason; both are printed with the item."""

    def __init__(self, parent: QWidget, session: Session, item: ExitItem, state: ItemState) -> None:
        is_waiver = state is ItemState.WAIVED
        title = tr("Waive {code}", code=item.code) if is_waiver else tr("{code} does not apply", code=item.code)
        super().__init__(
            parent,
            title if item.code else tr("Set the item aside"),
            item.wording,
            tr("Waive it") if is_waiver else tr("Leave it out"),
            "exit.aside",
        )
        self.setMinimumWidth(scaled(WIDE))
        self._session, self._item = session, item
        self._verb: Callable[..., None] = waive_item if is_waiver else leave_out_item
        self.by, self.reason = QLineEdit(item.waived_by), lines(item.reason)
        add_field(self, tr("Who says so"), self.by, "exit.aside_by", tr("Both are kept, and printed with the plan."))
        add_field(self, tr("Reason"), self.reason, "exit.aside_reason")
        self.by.setFocus()

    def act(self) -> None:
        self._session.try_act(self._verb, self._item.id, text_of(self.by), text_of(self.reason))
