"""Find words in texts as people type them: from the beginning of a word, whatever its case and accents."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

WORDS = 12  # of a search; more add nothing
_MARKS = "[\u0300-\u036f]*"
_WITH_ACCENTS = (range(0xC0, 0x530), range(0x1E00, 0x2000))  # Latin, Greek and Cyrillic letters
# letters that Unicode does not take apart, and those that are also written with two
_ALSO = {"o": "ø", "d": "đð", "l": "ł", "h": "ħ", "i": "ı", "t": "ŧ"}
_PAIRS = {"ss": "ßẞ", "ae": "æÆäÄ", "oe": "œŒöÖ", "ue": "üÜ"}
_AT_THE_BEGINNING = r"(?<![^\W_](?s:.))"  # after the first letter: no letter or digit before it
_AROUND = 36  # characters shown before a match
_SHOWN = 100  # characters of an excerpt


def patterns_of(text: str) -> tuple[re.Pattern[str], ...]:
    """Return one pattern for each word of a search; each finds the word at the beginning of a word."""
    return tuple(re.compile(_beginning(word)) for word in _folded(text).split()[:WORDS])


def is_whole(patterns: tuple[re.Pattern[str], ...], name: str) -> bool:
    """Tell whether a name consists of the searched words and nothing else."""
    words = name.split()
    return len(words) == len(patterns) and all(
        pattern.fullmatch(word) for pattern, word in zip(patterns, words, strict=True)
    )


def excerpt(text: str, at: int) -> str:
    """Return a short piece of a text around a place, in one line, cut between words."""
    start = text.rfind(" ", 0, max(0, at - _AROUND)) + 1 if at > _AROUND else 0
    piece = " ".join(text[start : start + 4 * _SHOWN].split())
    if len(piece) > _SHOWN:
        piece = f"{piece[:_SHOWN].rpartition(' ')[0] or piece[:_SHOWN]}…"
    return f"…{piece}" if start else piece


def _folded(text: str) -> str:
    """Return a text in small letters without accents."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _beginning(word: str) -> str:
    """Return the pattern of a word; the first letter stands first, so that `re` leaps from one to the next."""
    parts, at = [], 0
    while at < len(word):
        pair = word[at : at + 2]
        if pair in _PAIRS:
            parts.append(_pair(pair, "" if at else _AT_THE_BEGINNING))
        else:
            pair = word[at]
            parts.append(_letter(pair, "" if at or not pair.isalnum() else _AT_THE_BEGINNING))
        at += len(pair)
    return "".join(parts)


def _pair(pair: str, place: str) -> str:
    """Return the pattern of two letters that may also be written with one."""
    first, one = _variants(pair[0]), _PAIRS[pair]
    return f"[{first}{one}]{place}(?:(?<=[{first}]){_MARKS}{_letter(pair[1])}|(?<=[{one}])){_MARKS}"


def _letter(letter: str, place: str = "") -> str:
    return f"[{_variants(letter)}]{place}{_MARKS}" if letter.isalpha() else f"{re.escape(letter)}{place}"


def _variants(letter: str) -> str:
    return "".join(sorted({letter, *letter.upper(), *_accented().get(letter, "")}))


@cache
def _accented() -> dict[str, str]:
    """Return letter without accents → all that are written with one, in both cases."""
    found: dict[str, str] = {}
    for letter in (chr(code) for codes in _WITH_ACCENTS for code in codes):
        base = unicodedata.normalize("NFD", letter.casefold())[:1]
        if base != letter:
            found[base] = found.get(base, "") + letter
    for base, more in _ALSO.items():
        found[base] = found.get(base, "") + more + "".join(letter.upper() for letter in more if letter != "ı")
    return found
