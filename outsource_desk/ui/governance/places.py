"""Where something that is due is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.ui.places import Place

if TYPE_CHECKING:
    from outsource_desk.domain.due import Due
    from outsource_desk.domain.ranking import Evaluation


def place_of_due(due: Due, evaluation: Evaluation) -> Place:
    """Return the place that shows the record; gaps and waivers of vetting are shown at their question."""
    if due.page == "initiative":
        return Place("initiative", field="decision_date" if due.part == "decision" else "start_date")
    if due.page == "vetting":
        return Place("vetting", "question", _question(due, evaluation), due.candidate_id)
    return Place(due.page, due.thing, due.id, candidate_id=due.candidate_id)


def _question(due: Due, evaluation: Evaluation) -> int | None:
    vetting = evaluation.vetting
    records = () if vetting is None else {"gap": vetting.gaps, "waiver": vetting.waivers}.get(due.thing, ())
    return next((each.question_id for each in records if each.id == due.id), None)
