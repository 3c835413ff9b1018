"""Which way a criterion points, on what scale it is, and what the sheet leaves open about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from outsource_desk.importers.sheets.vocabulary import NEITHER, RISK_WORDS
from outsource_desk.importers.sheets.words import direction_of_measure, has, looks_like_measure, words_of

_SCALES = (5.0, 10.0, 100.0)


def is_judged(names: Sequence[str], numbers: Collection[float], *, has_weights: bool, has_proven_total: bool) -> bool:
    """Tell whether the values are points that people gave, on one scale, and not raw measures."""
    if not numbers or min(numbers) < 0 or max(numbers) > 100:
        return False
    scored = sum(
        1 for name in names if words_of(name)[-1:] and words_of(name)[-1] in {"score", "scores", "rating", "points"}
    )
    if has_proven_total or (names and scored > len(names) / 2):
        return True
    return has_weights or max(numbers) <= 10


def scale_of(numbers: Collection[float]) -> float | None:
    """Return the smallest usual scale that holds all points: 0 to 5, 10 or 100, or to 1 where all are yes or no."""
    top = max(numbers, default=0.0)
    if are_flags(numbers):
        return 1.0
    return next((scale for scale in _SCALES if top <= scale), None)


def are_flags(numbers: Collection[float]) -> bool:
    """Tell whether values are 0 and 1 only, and both of them, as yes and no are stored."""
    return set(numbers) == {0.0, 1.0}


def direction_of(name: str, *, judged: bool, has_proven_total: bool, is_guessed: bool = False) -> str | None:
    """Return ``max`` or ``min`` where the sheet or the word makes it plain, else nothing.

    Points that are added up to a total point upwards, whatever they are called; of other points for “cost” or “risk”
    nobody can tell whether a high number is good, so that is asked.

    Args:
        name: of the criterion.
        judged: its values are points.
        has_proven_total: the sheet adds them up.
        is_guessed: nothing but their size says that they are points, so a name that we do not know is asked about.
    """
    if judged and has_proven_total:
        return "max"
    by_word = direction_of_measure(name)
    if not judged:
        return by_word
    if by_word == "min" or has(name, RISK_WORDS) or (by_word is None and set(words_of(name)) & NEITHER):
        return None
    return "max" if by_word or not is_guessed or looks_like_measure(name) else None
