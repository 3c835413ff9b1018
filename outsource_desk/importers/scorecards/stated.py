"""Scales that a sheet states in words: “Scale 0-5”, “0 = none, 5 = excellent”, “Schulnote 1-6”, “1 is best”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outsource_desk.importers.cells import read_score, tidy
from outsource_desk.importers.sheets.ledger import Cell

_USUAL_TOPS = {3.0, 4.0, 5.0, 6.0, 7.0, 9.0, 10.0, 12.0, 15.0, 20.0, 100.0}
_SCALE = (
    "scales?|scaled?|points?|pts|scores?|scored|scoring|ratings?|rated?|marks?|grades?|skala|punkten?|bewertung|bewertet|"
    "bewerten|wertung|noten?|schulnoten?|échelle|echelle|escala|puntos|puntuación|puntuacion|pontos|scala|punti|voto|"
    "schaal|punten|cijfers?|betyg|poäng|poeng|ocena|punkty"
)
_NUMBER = r"(\d{1,4})"
_TO = r"\s*(?:-|–|—|−|\.\.\.?|…|to|bis|à|a|al|até|tot|and|und)\s*"
_RANGE = rf"(?<![\d.,/-]){_NUMBER}{_TO}{_NUMBER}(?!\d|[.,]\d|\s*[-/]\s*\d)"
_NAMED_RANGES = (
    re.compile(rf"\b(?:{_SCALE})\b[^\d]{{0,25}}?{_RANGE}", re.IGNORECASE),
    re.compile(rf"{_RANGE}[\s-]*(?:{_SCALE})\b", re.IGNORECASE),
)
_FROM_ZERO = re.compile(rf"\b(?:from|between|von|zwischen|de|da|van)\s+{_RANGE}", re.IGNORECASE)
_BRACKETED = re.compile(rf"[(\[]\s*{_RANGE}\s*[)\]]", re.IGNORECASE)
_OUT_OF = (
    re.compile(rf"\b(?:{_SCALE})\b[^\d]{{0,15}}?\bout of\s+{_NUMBER}\b", re.IGNORECASE),
    re.compile(rf"[(\[]\s*(?:out of|of|max(?:imum|imal)?\.?|/)\s*:?\s*{_NUMBER}\s*[)\]]", re.IGNORECASE),
    re.compile(rf"\bmax(?:imum|imal|\.)?\s*:?\s*{_NUMBER}\s*(?:{_SCALE})\b", re.IGNORECASE),
)
_POINTS = re.compile(rf"\b(?:{_SCALE})\b", re.IGNORECASE)
_BEST = (
    "best|beste|bester|bestes|excellent|outstanding|very good|perfect|ideal|optimal|sehr gut|hervorragend|exzellent|"
    "ausgezeichnet|excelente|eccellente|ottimo|très bien|très bon|uitstekend|fully met|vollständig erfüllt"
)
_WORST = (
    "worst|none|poor|very poor|bad|very bad|unacceptable|inadequate|insufficient|not met|fail|fails|ungenügend|"
    "mangelhaft|schlecht|sehr schlecht|schlechteste|nicht erfüllt|mauvais|insuffisant|malo|ruim|pessimo|slecht"
)
_MEANINGS = re.compile(rf"(?<![\d.,]){_NUMBER}\s*(?:=|means|bedeutet)\s*([^\W\d][^,;|\d=]*)", re.IGNORECASE)
_JUDGEMENTS = (
    re.compile(
        rf"(?<![\d.,]){_NUMBER}\s*(?:is|being|ist|:|-|–)\s*(?:the\s+|am\s+)?({_BEST}|{_WORST})\w*\b", re.IGNORECASE
    ),
    re.compile(rf"(?<![\d.,]){_NUMBER}\s*\(\s*(?:the\s+)?({_BEST}|{_WORST})\s*\)", re.IGNORECASE),
)
_BACKWARDS = re.compile(rf"\b({_BEST}|{_WORST})\s*(?:=|is|ist|:)\s*{_NUMBER}(?![\d.,])", re.IGNORECASE)
_SMALLER_IS_BETTER = re.compile(
    r"\b(?:lower|smaller|less|fewer|kleiner|niedriger|weniger|geringer)\b\W{0,3}(?:\w+\W{1,3}){0,2}?"
    r"(?:better|besser)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"\bschulnoten?\b|\bnoten?\b[^\d]{0,12}?(?<!\d)1\s*(?:-|–|bis)\s*6(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class StatedScale:
    """What the sheet says about its scale, and where."""

    text: str
    cell: Cell | None
    low: float = 0.0
    top: float | None = None
    is_reversed: bool = False  # the smallest number is the best
    is_upward: bool = False  # the legend says that the largest number is the best

    def holds(self, number: float) -> bool:
        """Tell whether a number lies on the scale."""
        return 0 <= number <= (100.0 if self.top is None else self.top)


def stated_scale(texts: Iterable[tuple[str, Cell | None]]) -> StatedScale | None:
    """Return the scale that titles, headers and legends state together, or nothing."""
    texts = [(tidy(text), cell) for text, cell in texts if len(text) <= 2_000]
    meanings = [(number, word, text, cell) for text, cell in texts for number, word in _meanings(text)]
    ranges = [(found, text, cell) for text, cell in texts if (found := _range(text)) is not None]
    judged = [(number, _is_good(word)) for number, word, _, _ in meanings]
    if not ranges and len({number for number, *_ in meanings}) >= 2:
        numbers = [number for number, *_ in meanings]
        if min(numbers) in (0.0, 1.0):
            ranges = [((min(numbers), max(numbers)), meanings[0][2], meanings[0][3])]
    reverse = _reversing(texts, judged)
    best = [number for number, is_good in judged if is_good]
    if not ranges and best and max(best) in _USUAL_TOPS:
        ranges = [((0.0, max(best)), meanings[0][2], meanings[0][3])]
    if ranges:
        (low, top), text, cell = ranges[0]
        is_upward = bool(best) and max(best) == top and reverse is None
        return StatedScale(text, cell, low, top, reverse is not None, is_upward)
    return StatedScale(*reverse, low=1.0, is_reversed=True) if reverse else None


def _meanings(text: str) -> list[tuple[float, str]]:
    found = [(float(number), word.strip()) for number, word in _MEANINGS.findall(text)]
    found += [(float(number), word) for pattern in _JUDGEMENTS for number, word in pattern.findall(text)]
    return found + [(float(number), word) for word, number in _BACKWARDS.findall(text)]


def _is_good(word: str) -> bool | None:
    """Tell whether a word of a legend means the best or the worst; nothing if neither."""
    if re.match(rf"(?:the\s+)?(?:{_BEST})\b", word, re.IGNORECASE):
        return True
    return False if re.match(rf"(?:the\s+)?(?:{_WORST})\b", word, re.IGNORECASE) else None


def _range(text: str) -> tuple[float, float] | None:
    for pattern in (*_NAMED_RANGES, _BRACKETED, _FROM_ZERO):
        for match in pattern.finditer(text):
            low, top = sorted((float(match[1]), float(match[2])))
            is_usual = 2 <= top <= 1000 if pattern in _NAMED_RANGES else top in _USUAL_TOPS
            if is_usual and (low == 0.0 or (low == 1.0 and pattern is not _FROM_ZERO)):
                return low, top
    for pattern in _OUT_OF:
        match = pattern.search(text)
        top = float(match[1]) if match else 0.0
        if top in _USUAL_TOPS or (2 <= top <= 1000 and _POINTS.search(text)):
            return 0.0, top
    return None


def _reversing(
    texts: Sequence[tuple[str, Cell | None]], judged: list[tuple[float, bool | None]]
) -> tuple[str, Cell | None] | None:
    """Return the text by which the smallest number is the best, or nothing."""
    good = [number for number, is_good in judged if is_good]
    bad = [number for number, is_good in judged if is_good is False]
    if good and max(good) > 1:
        return None  # “6 is best” stands above every habit
    if good or (bad and min(bad) > 1):
        return next((text, cell) for text, cell in texts if any(_is_good(w) is not None for _, w in _meanings(text)))
    said = (_SMALLER_IS_BETTER, _SCHOOL)
    return next(((text, cell) for text, cell in texts if any(pattern.search(text) for pattern in said)), None)


def top_in_cells(texts: Iterable[str], numbers: Sequence[float]) -> float | None:
    """Return the top that at least half of the values name themselves, as in ``4/5``, where no value is above it."""
    tops = [top for text in texts if "/" in text or " " in text if (top := read_score(text).maximum) is not None]
    if len(set(tops)) != 1 or 2 * len(tops) < len(numbers):
        return None
    return tops[0] if all(0 <= number <= tops[0] for number in numbers) else None


def top_of_scale(text: str) -> float | None:
    """Return the top of a scale that stands in a cell of its own: ``0-5``, ``1 bis 10`` or ``5``."""
    text = tidy(text)
    if match := re.fullmatch(rf"{_RANGE}(?:\s*(?:{_SCALE}))?", text, re.IGNORECASE):
        low, top = sorted((float(match[1]), float(match[2])))
        return top if low in (0.0, 1.0) else None
    match = re.fullmatch(
        rf"(?:max\.?\s*|/\s*|out of\s*)?(\d{{1,4}}(?:[.,]\d+)?)(?:\s*(?:{_SCALE}))?", text, re.IGNORECASE
    )
    return float(match[1].replace(",", ".")) if match else None
