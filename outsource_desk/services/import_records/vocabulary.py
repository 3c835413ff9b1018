"""The words of headings and cells in seven languages, as the product knows them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from outsource_desk.paths import resource

_APART = re.compile(r"[^\w%#&+@]+|_")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")
_UNFOLDED = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "đ": "d"})
LONGEST = 200  # characters of a heading that are looked at


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a heading or a word as they are compared: small letters without accents, one space between words."""
    apart = unicodedata.normalize("NFKD", _HUMPS.sub(" ", text[:LONGEST]).casefold().translate(_UNFOLDED))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_APART.sub(" ", plain).split()) or plain.strip()


@cache
def headings_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return folded heading → the fields of a kind that are called so."""
    found: dict[str, tuple[str, ...]] = {}
    for field, words in _read("headings.yaml")[kind].items():
        for word in dict.fromkeys(map(folded, words.split(","))):
            found[word] = (*found.get(word, ()), field)
    return found


@cache
def words_of(name: str) -> Mapping[str, str]:
    """Return folded word → value of a choice, such as ``status`` or ``countries``; nothing where none are known."""
    values = _read("words.yaml").get(name, {})
    return {folded(word): value for value, words in values.items() for word in words.split(",")}


@cache
def _read(name: str) -> Mapping[str, Mapping[str, str]]:
    import yaml

    return yaml.safe_load(resource("templates", "import", name).read_text(encoding="utf-8"))  # not the document: words
