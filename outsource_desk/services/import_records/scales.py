"""Which levels the words of a column mean, such as high, medium and low; asked once per column where not certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from outsource_desk.services.import_records.cells import is_placeholder, level_in
from outsource_desk.services.import_records.vocabulary import folded, words_of
from outsource_desk.services.reading_words import DoubtError

_ENDS = {1, 5}
_SPREAD = {1: 1, 2: 1, 3: 3, 4: 5, 5: 5}  # low, medium and high, where they reach from end to end
_OTHER_SCALE = re.compile(r"\b1\s*(?:-|–|to|bis|à|a)\s*(?!5\b)\d+")


def words_in(texts: Iterable[str], heading: str = "") -> tuple[str, ...]:
    """Return the words of a column that need a level, in small letters; those that plainly are a level do not.

    Numbers are among them where the heading says that the scale does not end at 5, or one lies outside.
    """
    told = dict.fromkeys(text.strip() for text in texts if text.strip() and not is_placeholder(text.strip()))
    if _OTHER_SCALE.search(heading) or any(map(is_outside, told)):
        return tuple(text.casefold() for text in told)
    return tuple(text.casefold() for text in told if level_in(text) is None)


def is_outside(text: str) -> bool:
    """Tell whether a text is a number, but none of the five levels."""
    try:
        level_in(text)
    except DoubtError:
        return True
    return False


def certain_scale(words: tuple[str, ...]) -> Mapping[str, int]:
    """Return word → level where the words are plainly those of five steps; nothing where they may be of fewer."""
    levels = _known(words)
    return levels if len(levels) == len(words) and set(levels.values()) >= _ENDS else {}


def proposals(words: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the possible levels of the words, the likelier first; none where a word is not known."""
    levels = _known(words)
    if len(levels) < len(words):
        return ()
    middle = tuple(levels[word] for word in words)
    spread = tuple(_SPREAD[level] for level in middle)
    return (middle,) if middle == spread or len(set(spread)) < len(set(middle)) else (middle, spread)


def _known(words: tuple[str, ...]) -> dict[str, int]:
    known = words_of("levels_of_five")
    return {word: int(known[folded(word)]) for word in words if folded(word) in known}
