"""The one typeface of the paper: its metrics, what it can print, and what stands in for what it cannot."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from outsource_desk.charts.marks import Weight
from outsource_desk.paths import resource

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

FONT_NAMES = {Weight.REGULAR: "Inter-Regular", Weight.SEMIBOLD: "Inter-SemiBold"}
_INVISIBLE = {"Cf", "Cc", "Mn", "Me"}  # joiners, direction marks, controls, marks that no font here can place
_DEFAULT_WIDTH = 0.6


@cache
def font(weight: Weight) -> TTFont:
    """Return a weight of the typeface, registered for embedding; done once in a process."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = FONT_NAMES[weight]
    loaded = TTFont(name, str(resource("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(loaded)
    return loaded


@cache
def _widths(weight: Weight) -> dict[str, float]:
    face = font(weight).face
    return {chr(code): wide / 1000 for code, wide in face.charWidths.items() if code in face.charToGlyph}


def measure(text: str, size: float, weight: Weight) -> float:
    """Return the width of a text in points."""
    widths = _widths(weight)
    return size * sum([widths.get(letter, _DEFAULT_WIDTH) for letter in text])


@cache
def _unprintable() -> re.Pattern[str]:
    """Return what matches a run of characters that one of the two weights lacks."""
    both = set(_widths(Weight.REGULAR)) & set(_widths(Weight.SEMIBOLD))
    known = sorted(ord(letter) for letter in both if letter.isprintable() or letter == "\u00a0")
    ranges: list[list[int]] = []
    for code in known:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    listed = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return re.compile(f"[^\n{listed}]+")


def missing(text: str) -> str:
    """Return the visible characters of a text that the typeface lacks, each once, in order."""
    runs = _unprintable().findall(unicodedata.normalize("NFC", text))
    return "".join(dict.fromkeys(letter for run in runs for letter in run if not _is_silent(letter)))


def printable(text: str) -> str:
    """Return a text in characters that the typeface has.

    What it lacks is named by its code points, ``[U+1F600]`` or ``[U+0634 0631]``, so that two names in another
    script stay different and nothing is lost; invisible characters go, and any wide space becomes a plain one.
    """
    if _unprintable().search(text) is None:
        return text
    return _unprintable().sub(_stand_in, unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    """Return a printable text without line ends and doubled spaces."""
    return re.sub("[ \t\n]+", " ", printable(text)).strip()


def _stand_in(match: re.Match[str]) -> str:
    pieces: list[str] = []
    codes: list[str] = []
    for letter in match[0]:
        if letter == "\t" or unicodedata.category(letter)[0] == "Z":
            pieces += [_named(codes), "\n" if letter in "\u2028\u2029" else " "]
            codes = []
        elif not _is_silent(letter):
            codes.append(f"{ord(letter):04X}")
    return "".join([*pieces, _named(codes)])


def _named(codes: list[str]) -> str:
    return f"[U+{' '.join(codes)}]" if codes else ""


def _is_silent(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category in _INVISIBLE or category[0] == "Z"
