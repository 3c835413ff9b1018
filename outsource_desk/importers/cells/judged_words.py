"""Words and signs in place of points: the scales that the words of a column may stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from outsource_desk.importers.cells.judged_vocabulary import FAMILIES, Family
from outsource_desk.importers.cells.replies import read_word

_STARS = re.compile(r"([★⭐*]{1,10})([☆✩]{0,10})")
_GRADE = re.compile(r"([a-f])\s?([+-]{0,2})")
_COMMENTED = re.compile(r"([^()]+?)\s+\([^()]+\)")
_LONGEST = 60  # letters of a level with a comment behind it
_MOST = 60  # different words beyond which a column holds no levels


@dataclass(frozen=True)
class WordScale:
    """One way to read the words of a column: each word with its share of the scale, 0 worst to 1 best.

    Nothing is mapped by it until the user says so.
    """

    key: str  # of the family, and “reversed” behind it where the other end is best
    title: str  # how the reading is offered: “High is best”
    shares: Mapping[str, float]  # by word as the sheet has it
    unknown: tuple[str, ...] = ()  # words that the user has to place

    def points(self, word: str, top: float, low: float = 0.0) -> float | None:
        """Return the points of a word on a scale, or nothing if the scale does not know it."""
        share = self.shares.get(word)
        return None if share is None else round(low + share * (top - low), 10)


def word_scale(words: Iterable[str]) -> tuple[WordScale, ...]:
    """Return the possible readings of the words of one column, the likeliest first; none if no scale knows them.

    Where two readings exist (high is best, or worst; ``x`` is a tick, or a cross) both are returned, so that the user
    is asked once for the column. Blank cells and words for nothing yet and not applicable belong to no scale.
    """
    distinct = list(dict.fromkeys(words))
    has_plus = "+" in distinct or "++" in distinct  # then a dash is less, and not nothing
    said = [word for word in distinct if _is_judged(word) or (has_plus and word.strip("-−– ") == "" != word)]
    if not 1 <= len(said) <= _MOST:
        return ()
    plain = {word: plain_word(word) for word in said}
    found = [
        scale for family in FAMILIES for scale in _scales(family, said, plain) if len(scale.unknown) <= len(said) // 3
    ]
    found += filter(None, (_stars(said), _grades(said, plain)))
    fewest = min((len(scale.unknown) for scale in found), default=0)
    different: dict[tuple[float, ...], WordScale] = {}
    for scale in found:
        if len(scale.unknown) == fewest:
            different.setdefault(tuple(scale.shares.values()), scale)
    return tuple(different.values())


def is_judged_word(word: str) -> bool:
    """Tell whether a word or sign is a level of one of the scales."""
    commented = _COMMENTED.fullmatch(word) if len(word) <= _LONGEST else None
    word = commented[1] if commented else word
    return bool(_families_of(plain_word(word))) or bool(_STARS.fullmatch(word) and "★" in word)


def plain_word(word: str) -> str:
    """Return a word in lower case, without accents, brackets and the full stop behind it."""
    text = unicodedata.normalize("NFKD", " ".join(word[:200].casefold().split()).replace("ß", "ss").replace("ł", "l"))
    text = "".join(letter for letter in text if not unicodedata.combining(letter) and letter != "\ufe0f")
    bare = re.sub(r"^[\[(]|[\])]$", "", text).strip().rstrip(".!")
    return re.sub(r"(?<=\w)[-/ ]+(?=\w)", " ", bare or text)


def _is_judged(word: str) -> bool:
    reading = read_word(" ".join(word.split()))
    return reading is None or reading.kind not in ("missing", "na", "error")


@cache
def _places() -> dict[str, dict[str, float]]:
    """Return family → word → share."""
    return {family.key: {plain_word(word): share for word, share in family.steps.items()} for family in FAMILIES}


def _families_of(word: str) -> list[str]:
    return [key for key, places in _places().items() if word in places]


def _scales(family: Family, said: list[str], plain: Mapping[str, str]) -> list[WordScale]:
    """Return how a family reads the words: one way, or two where its other end may be best."""
    places = _places()[family.key]
    known = {word: places[plain[word]] for word in said if plain[word] in places}
    weak = set(map(plain_word, family.weak.split(", ")))
    if all(plain[word] in weak for word in known):
        return []
    shares = _stretched(known) if family.is_stretched else known
    unknown = tuple(word for word in said if word not in known)
    scales = [WordScale(family.key, family.title, shares, unknown)]
    if family.other:
        turned = {word: round(1 - share, 10) for word, share in shares.items()}
        scales.append(WordScale(f"{family.key}_reversed", family.other, turned, unknown))
    return scales


def _stretched(known: Mapping[str, float]) -> dict[str, float]:
    """Return three steps over the whole scale where a column never uses the outer ones of five."""
    if known and all(0.2 <= share <= 0.8 for share in known.values()):
        return {word: round((share - 0.25) * 2, 10) for word, share in known.items()}
    return dict(known)


def _stars(said: list[str]) -> WordScale | None:
    """Read ``★★★☆☆``: the stars of the longest word are the top."""
    matches = {word: match for word in said if (match := _STARS.fullmatch(word.strip().replace("\ufe0f", "")))}
    if len(matches) < len(said):
        return None
    top = max(len(match[1]) + len(match[2]) for match in matches.values())
    shares = {word: round(len(match[1]) / top, 10) for word, match in matches.items()}
    return WordScale("stars", "More stars are better", shares)


def _grades(said: list[str], plain: Mapping[str, str]) -> WordScale | None:
    """Read ``A`` to ``F`` with ``+`` and ``-``; ``A`` is best, the last letter that is used worst."""
    matches = {word: match for word in said if (match := _GRADE.fullmatch(plain[word]))}
    if len(matches) < len(said) or not any(match[1] in "abde" for match in matches.values()):
        return None
    used = {match[1] for match in matches.values()}
    letters = "abcdf" if "f" in used and "e" not in used else "abcdef"  # schools without an E
    steps = max(4, max(map(letters.index, used)))
    shares = {}
    for word, match in matches.items():
        nudge = (match[2].count("+") - match[2].count("-")) / 3
        shares[word] = round(min(1.0, max(0.0, 1 - (letters.index(match[1]) - nudge) / steps)), 10)
    return WordScale("grades", "A is best", shares)
