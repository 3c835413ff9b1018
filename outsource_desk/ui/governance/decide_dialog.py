"""Record the decision: for whom, why, instead of what, and on which conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.services.decisions import decide
from outsource_desk.ui.dialogs.ask import TypedQuestion
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import scaled
from outsource_desk.ui.vetting.evidence.fields import add_field, add_pair, day_field, day_of, lines, text_of
from outsource_desk.ui.widgets.choice import choice

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.domain.vendor import Candidate
    from outsource_desk.ui.session import Session

WIDE = 560


class DecideDialog(TypedQuestion):
    """What is recorded rests on the standings as they are now."""

    def __init__(
        self, parent: QWidget, session: Session, evaluation: Evaluation, preferred: Candidate | None, as_of: str
    ) -> None:
        super().__init__(
            parent,
            tr("Record the decision"),
            tr("The standings of today are sealed with it, so that a later change is told."),
            tr("Record it"),
            "decide",
        )
        self.setMinimumWidth(scaled(WIDE))
        self._session, self._initiative_id = session, evaluation.initiative.id
        self.candidate = choice(candidates_of(evaluation))
        if preferred is not None:
            self.candidate.setCurrentIndex(self.candidate.findData(str(preferred.id)))
        self.decided_on = day_field(as_of)
        self.reasons, self.alternatives, self.conditions = lines(), lines(), lines()
        add_pair(
            self,
            (tr("Decided for"), self.candidate, "decide.candidate"),
            (tr("Decided on"), self.decided_on, "decide.decided_on"),
        )
        add_field(self, tr("Reasons"), self.reasons, "decide.reasons")
        add_field(
            self, tr("Alternatives"), self.alternatives, "decide.alternatives",
            tr("What else was weighed, the in-house option included, and why not."),
        )  # fmt: skip
        add_field(self, tr("Conditions"), self.conditions, "decide.conditions", tr("Each with an owner and a day."))
        self.reasons.setFocus()

    def act(self) -> None:
        chosen = str(self.candidate.currentData() or "")
        self._session.try_act(
            decide,
            self._initiative_id,
            int(chosen) if chosen else None,
            text_of(self.reasons),
            alternatives=text_of(self.alternatives),
            conditions=text_of(self.conditions),
            decided_on=day_of(self.decided_on),
        )


def candidates_of(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Return whom can be decided for: every candidate, or nobody."""
    return [*((str(each.id), each.name) for each in evaluation.candidates), ("", tr("Nobody"))]
