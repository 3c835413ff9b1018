"""Doubts that are alike: what is answered for one cell can be answered for all that have the same reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from outsource_desk.services.import_answers import Act, Answer

if TYPE_CHECKING:
    from outsource_desk.services.import_questions import CellQuestion


def answers_alike(
    question: CellQuestion,
    answer: Answer,
    questions: Iterable[CellQuestion],
    answers: Mapping[str, Answer],
    *,
    same_criterion: bool,
) -> dict[str, Answer]:
    """Return cell → answer of the other doubts that have the same reason and no answer yet.

    A guess is each cell's own. A typed number goes only to cells of the same criterion that say the same, since
    another criterion has another scale.

    Args:
        question: the doubt that was answered.
        answer: what was answered.
        questions: all doubts of the table.
        answers: what has been answered so far, by cell.
        same_criterion: look only at cells of the same criterion.
    """
    is_guess = answer.act is Act.VALUE and answer.number == question.guess
    is_typed = answer.act is Act.VALUE and not is_guess
    found: dict[str, Answer] = {}
    for other in questions:
        if other.cell in answers or other.cell == question.cell or other.title != question.title:
            continue
        if other.severity is not question.severity or answer.act not in other.acts:
            continue
        if (same_criterion or is_typed) and other.criterion != question.criterion:
            continue
        if is_typed and other.raw != question.raw:
            continue
        if is_guess and other.guess is None:
            continue
        found[other.cell] = Answer.typed(other.guess) if is_guess and other.guess is not None else answer
    return found
