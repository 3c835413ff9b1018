"""Text in a given width: elided, wrapped, balanced; measured by the painter's own metrics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outsource_desk.charts.marks import Measure, Weight

ELLIPSIS = "…"
_BREAK = re.compile("[ \t\n]")
SHORT = 8  # letters: a last line of no more looks lost


def elided(text: str, width: float, size: float, weight: Weight, measure: Measure) -> str:
    """Return a text that fits ``width``; a longer one ends in an ellipsis, and is empty if not even that fits."""
    if measure(text, size, weight) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + ELLIPSIS, size, weight) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS if low else ""


def shortened(text: str, limit: int) -> str:
    """Return at most ``limit`` characters, cut at a word where one ends near, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return cut[: space if space > limit * 0.6 else len(cut)].rstrip(" ,;:·-") + ELLIPSIS


def wrapped(text: str, width: float, size: float, weight: Weight, measure: Measure) -> list[str]:
    """Return the lines of a text, broken at spaces and line ends; a word wider than the line is split.

    Every character but the spaces at breaks comes back, in order. No-break spaces hold.
    """
    if not _BREAK.search(text) and measure(text, size, weight) <= width:
        return [text]  # as almost every cell of a table of numbers
    lines: list[str] = []
    space = measure(" ", size, weight)
    known: dict[str, float] = {}
    for paragraph in text.split("\n"):
        line: list[str] = []
        used = 0.0
        for word in filter(None, paragraph.replace("\t", " ").split(" ")):
            wide = known.get(word)
            if wide is None:
                wide = known[word] = measure(word, size, weight)
            if line and used + space + wide <= width:
                line.append(word)
                used += space + wide
                continue
            if line:
                lines.append(" ".join(line))
            if wide > width:
                *full, word = _pieces(word, width, size, weight, measure)
                lines.extend(full)
                wide = measure(word, size, weight)
            line, used = [word], wide
        lines.append(" ".join(line))
    return lines


def well_set(text: str, width: float, size: float, weight: Weight, measure: Measure) -> list[str]:
    """Return `wrapped` lines, a little narrower where that saves the last word of a short text from standing alone."""
    lines = wrapped(text, width, size, weight, measure)
    if not 1 < len(lines) < 12 or len(lines[-1]) > SHORT:
        return lines
    for narrower in (0.95, 0.9, 0.85, 0.8):
        tried = wrapped(text, width * narrower, size, weight, measure)
        if len(tried) > len(lines):
            break
        if len(tried[-1]) > SHORT:
            return tried
    return lines


def balanced(text: str, width: float, size: float, weight: Weight, measure: Measure) -> list[str]:
    """Return as few lines as `wrapped` needs, of about the same length, so that no word stands alone."""
    best = wrapped(text, width, size, weight, measure)
    narrow = width
    while len(best) > 1 and narrow > width / 2:
        narrow -= 8
        tried = wrapped(text, narrow, size, weight, measure)
        if len(tried) > len(best):
            break
        best = tried
    return best


def _pieces(word: str, width: float, size: float, weight: Weight, measure: Measure) -> Iterator[str]:
    """Split a word that is wider than a line; each piece has at least one letter."""
    letters: dict[str, float] = {}
    start, used = 0, 0.0
    for at, letter in enumerate(word):
        wide = letters.get(letter)
        if wide is None:
            wide = letters[letter] = measure(letter, size, weight)
        if used + wide > width and at > start:
            yield word[start:at]
            start, used = at, 0.0
        used += wide
    yield word[start:]
