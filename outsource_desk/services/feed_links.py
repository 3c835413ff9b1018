"""Say which answers of vetting a criterion of the product's templates is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.services.templates import criteria_library
from outsource_desk.store.criteria import load_criteria
from outsource_desk.store.rows import upsert_row
from outsource_desk.store.vetting import load_questionnaire

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def link_feeds(desk: Desk, initiative_id: int) -> None:
    """Link an initiative's criteria with the questions that feed them, by their codes; part of the caller's edit.

    Nothing happens while there are no criteria or no questionnaire. Links that exist stay.

    Raises:
        TemplateError: the library of criteria cannot be used.
    """
    questionnaire = load_questionnaire(desk.connection, initiative_id)
    criteria = [each for each in load_criteria(desk.connection, initiative_id) if each.code]
    if questionnaire is None or not criteria:
        return
    library = criteria_library()
    numbers = {question.code: question.id for question in questionnaire.questions}
    for criterion in criteria:
        leaf = library.get(criterion.code)
        for code in leaf.feeds if leaf is not None else ():
            if code in numbers:
                key = {"criterion_id": criterion.id, "question_id": numbers[code]}
                upsert_row(desk.db, "feed", key, {})
