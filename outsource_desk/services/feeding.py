"""Say what vetting does for a criterion: which questions it is judged by, or which section gives it its value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.errors import NotALeafError, NotFoundError
from outsource_desk.domain.feed_errors import NotByPointsError
from outsource_desk.services.criteria import list_criteria, load_criterion
from outsource_desk.store.rows import delete_rows, insert_row, update_row
from outsource_desk.store.vetting import load_questionnaire, load_vetting

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def set_feeds(desk: Desk, criterion_id: int, question_ids: Iterable[int]) -> None:
    """Say by which questions of the vetting a criterion is judged; their answers are shown beside its scores.

    Undoable. Saved when this returns. They change no score.

    Raises:
        NotALeafError: it is a group.
        NotFoundError: there is no such criterion, or no such question in the initiative's questionnaire.
    """
    criterion = _leaf(desk, criterion_id)
    vetting = load_vetting(desk.connection, criterion.initiative_id)
    known = {each.id for each in vetting.questionnaire.questions} if vetting else set()
    wanted = list(dict.fromkeys(question_ids))
    for question_id in wanted:
        if question_id not in known:
            raise NotFoundError("question", question_id)
    now = {each.question_id for each in (vetting.feeds if vetting else ()) if each.criterion_id == criterion_id}
    with desk.edit(
        "Choose the questions that a criterion is judged by", merge_key=("criterion", criterion_id, "feeds")
    ):
        for question_id in sorted(now.difference(wanted)):
            delete_rows(desk.db, "feed", {"criterion_id": criterion_id, "question_id": question_id})
        for question_id in wanted:
            if question_id not in now:
                insert_row(desk.db, "feed", {"criterion_id": criterion_id, "question_id": question_id})


def take_from_section(desk: Desk, criterion_id: int, section_id: int | None) -> None:
    """Let a criterion take its value from a section of the vetting; None = score it again.

    Each vetted candidate is then worth what it has secured in the section. Scores that were typed are kept, and count
    again once the section is taken away. The in-house option is not vetted and goes on being scored.

    Undoable. Saved when this returns.

    Raises:
        NotALeafError: it is a group.
        NotByPointsError: it is measured or a price, or its points become values by a curve of their own.
        NotFoundError: there is no such criterion, or no such section in the initiative's questionnaire.
    """
    criterion = _leaf(desk, criterion_id)
    if section_id is not None:
        questionnaire = load_questionnaire(desk.connection, criterion.initiative_id)
        if section_id not in {each.id for each in (questionnaire.sections if questionnaire else ())}:
            raise NotFoundError("section", section_id)
        if not criterion.is_plain:
            raise NotByPointsError(criterion.name)
    label = "Take a value from the vetting" if section_id is not None else "Score a criterion again"
    with desk.edit(label, merge_key=("criterion", criterion_id, "section_id")):
        update_row(desk.db, "criterion", criterion_id, {"section_id": section_id})


def _leaf(desk: Desk, criterion_id: int) -> Criterion:
    criterion = load_criterion(desk, criterion_id)
    if any(each.parent_id == criterion_id for each in list_criteria(desk, criterion.initiative_id)):
        raise NotALeafError(criterion.name)
    return criterion
