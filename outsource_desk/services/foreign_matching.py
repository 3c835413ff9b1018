"""Which of our questions each row of somebody else's questionnaire means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from outsource_desk.domain.checks import looked_up
from outsource_desk.domain.vetting import Question

LIKE_ENOUGH = 78.0  # of 100; below it nothing is proposed


def propose_matches(questions: Iterable[Question], rows: Sequence[tuple[str, str]]) -> Mapping[int, tuple[int, float]]:
    """Return which question each row probably means, and how alike they are, 0..100.

    A row that has the code of a question means that question. For the others the likest pairs come first, and each
    question is proposed once.

    Args:
        questions: ours.
        rows: code and wording of theirs.

    Returns:
        Place of the row → id of the question and likeness.
    """
    from rapidfuzz import fuzz, utils
    from rapidfuzz.process import extract

    ours = list(questions)
    by_code = {looked_up(each.code): each.id for each in ours}
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for place, (code, wording) in enumerate(rows):
        question_id = by_code.get(looked_up(code)) or by_code.get(looked_up(wording))
        if question_id is not None and question_id not in taken:
            found[place] = question_id, 100.0
            taken.add(question_id)
    wordings = {each.id: each.wording for each in ours if each.id not in taken}
    pairs = [
        (score, place, question_id)
        for place, (_, wording) in enumerate(rows)
        if place not in found and wording
        for _, score, question_id in extract(
            wording, wordings, scorer=fuzz.token_sort_ratio, processor=utils.default_process, limit=3,
            score_cutoff=LIKE_ENOUGH,
        )
    ]  # fmt: skip
    for score, place, question_id in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if place not in found and question_id not in taken:
            found[place] = question_id, score
            taken.add(question_id)
    return found
