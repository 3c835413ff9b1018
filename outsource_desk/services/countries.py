"""Which countries a text speaks of: by their names, or by their codes in capitals."""

from __future__ import annotations

import re
from functools import lru_cache

from outsource_desk.paths import resource

_CODE = re.compile(r"\b[A-Z]{2}\b")
_ONLY_CODES = re.compile(r"\s*[A-Z]{2}(?:[\s,;/+&]+[A-Z]{2})*\s*")


def countries_in(text: str, abbreviations: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the codes of the countries that a text names, in English or German.

    Args:
        text: a list such as ``DE, IN``, or a sentence.
        abbreviations: codes that mean something else in a sentence, such as IT and HR; in a list they are countries.

    Source: codes of ISO 3166-1 alpha-2; names of the Unicode CLDR, as Qt has them.
    """
    names, pattern = _names()
    found = {names[each.group().casefold()] for each in pattern.finditer(text)}
    codes = set(_CODE.findall(text)) & set(names.values())
    return frozenset(found | (codes if _ONLY_CODES.fullmatch(text) else codes - abbreviations))


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    """Return code → English name."""
    text = resource("rules", "countries.txt").read_text(encoding="utf-8")  # not the document: names beside the program
    lines = (line.partition("  ") for line in text.splitlines())
    return {code: rest.partition(";")[0] for code, _, rest in lines if len(code) == 2}


def country_name(code: str) -> str:
    """Return the English name of a country; a code that none has stays as it is."""
    return _english().get(code, code)


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return name → code, and what finds a name; longer names first, so that “Guinea-Bissau” is not “Guinea”."""
    names: dict[str, str] = {}
    text = resource("rules", "countries.txt").read_text(encoding="utf-8")  # not the document: names beside the program
    for line in text.splitlines():
        code, _, rest = line.partition("  ")
        if len(code) == 2:
            names.update((name.casefold(), code) for name in rest.split("; "))
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return names, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
