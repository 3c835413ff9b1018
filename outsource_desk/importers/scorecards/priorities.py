"""Priorities in words in place of weights: what must, should and could be, and how much that may weigh."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.domain.formatting import in_words, plain
from outsource_desk.importers.cells import priority_of
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.words import is_priority_label, is_weight_label

MUST = "must"
_WEIGHTS = {"should": 2.0, "could": 1.0, "won't": 0.0}  # that are proposed; what must be is asked
_LETTERS = {"m": MUST, "s": "should", "c": "could", "w": "won't"}
_PLAIN = {"must", "must have", "should", "should have", "could", "could have", "won't", "muss", "soll", "kann"}
_SAMPLE = 500


def is_line_of_priorities(view: View, line: Line) -> bool:
    """Tell whether a line beside the criteria says of each what it must, should or could be."""
    texts = _texts(view, line, view.criterion_lines[:_SAMPLE])
    named = is_priority_label(line.name) or is_weight_label(line.name)
    levels = priorities_in(texts) if named else [priority_of(t) if t.casefold() in _PLAIN else "" for t in texts]
    known = [level for level in levels if level]
    numbers = sum(view.grid.kind(*view.cell(line.at, other.at)) == "n" for other in view.criterion_lines[:_SAMPLE])
    if not known or 2 * len(known) < len(texts) or numbers > len(known):  # “Must” among weights in numbers
        return False
    return named or (len(known) == len(texts) and MUST in known and len(set(known)) > 1)


def _texts(view: View, line: Line, others: Sequence[Line]) -> list[str]:
    cells = [view.cell(line.at, other.at) for other in others]
    return [view.grid.text(*cell) for cell in cells if view.grid.kind(*cell) in "tb"]


def priorities_in(texts: Sequence[str]) -> list[str]:
    """Return must, should, could or won't for each text, or nothing; letters only where there is nothing else."""
    letters = {text.casefold() for text in texts}
    if letters <= set(_LETTERS) and len(letters) > 1:
        return [_LETTERS[text.casefold()] for text in texts]
    return [priority_of(text) for text in texts]


def priorities_of(view: View, line: Line, criteria: Sequence[Line]) -> dict[int, tuple[str, str]]:
    """Return priority and word of each criterion by its place, where it has one."""
    found = {other.at: view.grid.text(*view.cell(line.at, other.at)) for other in criteria}
    words = {at: text for at, text in found.items() if text}
    levels = priorities_in(list(words.values()))
    return {at: (level, words[at]) for at, level in zip(words, levels, strict=True) if level}


def weight_of(priority: str) -> float | None:
    """Return the weight that is proposed for a priority; none for what must be, which is rather a gate."""
    return _WEIGHTS.get(priority)


def said_of(found: dict[int, tuple[str, str]], *, has_weights: bool) -> list[str]:
    """Return the questions about priorities that stand in the place of weights or beside them."""
    words = dict(found.values())
    taken = [f"“{words[level]}” as {plain(weight)}" for level, weight in _WEIGHTS.items() if level in words]
    count = sum(level == MUST for level, _ in found.values())
    questions = []
    if taken and not has_weights:
        questions.append(f"priorities stand here in place of weights: {in_words(taken)}; is that so?")
    if count:
        questions.append(f"“{words[MUST]}” stands here {count} times: is whoever fails one of these out?")
    return questions
