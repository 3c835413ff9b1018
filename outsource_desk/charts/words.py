"""Text in a given width: elided, wrapped, balanced; measured by the painter's own metrics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outsource_desk.charts.marks import Measure, Weight

ELLIPSIS = "…"
NO_BREAK = "\u00a0"
_BREAK = re.compile("[ \t\n]")
_HELD = re.compile(r"(?<=\d) (?=(?:%|‰|€|£|m|bn|Mio\.|Mrd\.)(?!\w))|(?<=[€£$¥]) (?=\d)")  # a space inside an amount
_JOINT = re.compile(r"[-–—/_.,;:@&\u00a0](?=\w)")  # after which a long word may be broken as it stands
_VOWELS, _TOGETHER = "aeiouyäöüéèà", "sch|ch|ph|th|sh|qu"
_SYLLABLE = re.compile(  # a letter, and what a syllable begins with
    rf"(?!{_TOGETHER}|ck)[^\W\d_](?:{_TOGETHER}|(?![{_VOWELS}])[^\W\d_])[{_VOWELS}]", re.IGNORECASE
)
SHORT = 8  # letters: a last line of no more looks lost
LEAST = 3  # letters of a broken word on its last line


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


def held(text: str) -> str:
    """Return a text whose amounts never break over two lines: ``30 %``, ``€ 2.60 m``."""
    return _HELD.sub(NO_BREAK, text)


def wrapped(text: str, width: float, size: float, weight: Weight, measure: Measure) -> list[str]:
    """Return the lines of a text, broken at spaces and line ends; a word wider than the line is split.

    Every character but the spaces at breaks comes back, in order, and a hyphen where letters are parted. No-break
    spaces hold.
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
    """Split a word that is wider than a line: after a sign inside it, else between letters with a hyphen."""
    letters: dict[str, float] = {}
    hyphen = measure("-", size, weight)
    start = 0
    while start < len(word):
        at, used = start, 0.0
        while at < len(word):
            letter = word[at]
            if letter not in letters:
                letters[letter] = measure(letter, size, weight)
            if used + letters[letter] > width and at > start:
                break
            used += letters[letter]
            at += 1
        if at == len(word):
            yield word[start:]
            return
        piece = _broken_off(word, start, at, width - hyphen, [letters[letter] for letter in word[start:at]])
        yield piece
        start += len(piece) - (piece != word[start : start + len(piece)])


def _broken_off(word: str, start: int, end: int, room: float, widths: list[float]) -> str:
    """Return the first piece of ``word[start:]``, of which ``word[start:end]`` fits a line.

    Args:
        word: wider than the line.
        start: where the piece begins.
        end: the last place where it may end.
        room: how wide it may be with a hyphen to follow.
        widths: of its letters.
    """
    joints = [match.end() for match in _JOINT.finditer(word, start, end + 1)]
    if joints and joints[-1] - start >= (end - start) * 0.4:
        return word[start : joints[-1]]
    cut = min(end, max(len(word) - LEAST, start + 1))  # no piece of one or two letters
    while cut > start + 1 and sum(widths[: cut - start]) > room:
        cut -= 1
    cut = next((at for at in range(cut, max(cut - 8, start + LEAST - 1), -1) if _SYLLABLE.match(word, at - 1)), cut)
    is_inside = word[cut - 1].isalpha() and word[cut].isalpha() and sum(widths[: cut - start]) <= room
    return f"{word[start:cut]}-" if is_inside else word[start:end]
