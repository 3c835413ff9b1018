"""Which column of somebody else's questionnaire is what, and which of our questions each of its rows means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import looked_up
from outsource_desk.domain.vetting import Question

if TYPE_CHECKING:
    from outsource_desk.importers.registers.foreign_answers import ForeignSheet
    from outsource_desk.importers.sheets.said import Said

LIKE_ENOUGH = 78.0  # of 100; below it nothing is proposed
HEAD_ROWS = 25  # among which the heading is looked for
_HEADINGS = {
    "code": "id no no. nr nr. # ref reference code number item",
    "question": "question questions requirement control frage fragen anforderung topic description criterion statement",
    "answer": "answer answers response reply antwort antworten yes/no compliant result status",
    "comment": "comment comments remark remarks note notes explanation kommentar bemerkung anmerkung details evidence",
}
_WORDS = {name: frozenset(words.split()) for name, words in _HEADINGS.items()}


@dataclass(frozen=True)
class ForeignColumns:
    """Which columns, from 0 on, hold what; None where there is none."""

    head: int  # the place of the row of headings, -1 for none
    question: int
    answer: int
    comment: int | None = None
    code: int | None = None
    is_doubtful: bool = False  # found by what stands in the columns, not by what they are called


def propose_columns(sheet: ForeignSheet) -> ForeignColumns:
    """Return which columns of a sheet are likely to hold question, answer, comment and code."""
    for place, (_, row) in enumerate(sheet.rows[:HEAD_ROWS]):
        found = _named(row)
        if "question" in found and "answer" in found:
            return ForeignColumns(place, found["question"], found["answer"], found.get("comment"), found.get("code"))
    return _by_content(sheet)


def _named(row: Sequence[Said]) -> dict[str, int]:
    """Return what the cells of a row of headings are called; the first of each kind counts."""
    found: dict[str, int] = {}
    for column, said in enumerate(row):
        words = set(re.findall(r"[\w#/.]+", said.text.casefold()))
        if not words or len(words) > 5:
            continue
        for name in ("answer", "comment", "question", "code"):
            if words & _WORDS[name] and name not in found:
                found[name] = column
                break
    return found


def _by_content(sheet: ForeignSheet) -> ForeignColumns:
    """Take the column with the longest texts for the questions, and the next used one for the answers."""
    wide = max((len(row) for _, row in sheet.rows), default=0)
    lengths = [sum(min(len(row[column].text), 200) for _, row in sheet.rows) for column in range(wide)]
    question = lengths.index(max(lengths)) if lengths else 0
    used = [column for column in range(wide) if lengths[column] and column != question]
    after = [column for column in used if column > question]
    answer = (after or used or [question])[0]
    comment = next((column for column in after if column > answer), None)
    code = next((column for column in used if column < question), None)
    return ForeignColumns(-1, question, answer, comment, code, is_doubtful=True)


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
