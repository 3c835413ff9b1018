"""Text that a worksheet can hold: nothing unreadable, nothing cut."""

from __future__ import annotations

import math
import re

CELL_LIMIT = 32_767  # UTF-16 units, which is how Excel counts
# C0 controls but tab and line feed, C1 controls, lone surrogates, non-characters
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NARROW = " ijlftrI.,:;'|!()-"
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read it as the character with that number


def readable(text: str) -> tuple[str, int]:
    """Return a text without characters that no worksheet can hold, and how many were left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = _UNREADABLE.sub("", text)
    return _ESCAPE_LIKE.sub("_x005F_", kept), len(text) - len(kept)


def parts(text: str, limit: int = CELL_LIMIT) -> list[str]:
    """Return a text in pieces that each fit into one cell; an empty text is one empty piece."""
    if 2 * len(text) <= limit or units(text) <= limit:
        return [text]
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = min(len(text), start + limit)
        while units(text[start:end]) > limit:
            end -= max(1, (units(text[start:end]) - limit) // 2)
        pieces.append(text[start:end])
        start = end
    return pieces


def units(text: str) -> int:
    """Return the length as Excel counts it: characters beyond the basic plane, such as emoji, count twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def shortened(text: str, limit: int) -> str:
    """Return one line of at most ``limit`` units, for places that Excel keeps short; the full text stands elsewhere."""
    line = " ".join(text.split())
    if units(line) <= limit:
        return line
    line = line[: limit - 1]
    while units(line) > limit - 1:
        line = line[:-1]
    return line.rstrip() + "…"


def line_count(text: str, width: float) -> int:
    """Return about how many lines a text takes in a column of ``width`` digits, rather too many than too few."""
    return sum(max(1, math.ceil(_width(line) / max(1.0, width - 1))) for line in text.split("\n"))


def _width(line: str) -> float:
    """Return about how wide a line is, in digits of the standard font."""
    narrow = sum(map(line.count, _NARROW))
    wide = sum(map(line.count, "mwMW@%")) + sum(map(str.isupper, line))
    double = sum(letter > "\u1100" for letter in line)
    return 0.95 * len(line) - 0.4 * narrow + 0.3 * wide + double
