"""The words on the screen in the user's language; English is what the code says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from outsource_desk.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = {"en": "English", "de": "Deutsch"}
PSEUDO = "pseudo"  # a third of each text longer, with accents: shows what would be clipped or was not marked
_ACCENTS = str.maketrans("aeiouAEIOUncs", "áéíóúÁÉÍÓÚñçš")
_FIELD = re.compile(r"\{(\w+)[^}]*\}")


class _Speech:
    """The language in use and its catalogue."""

    language = "en"
    catalogue: Mapping[str, str] = {}
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()


def use_language(language: str) -> None:
    """Speak a language of `LANGUAGES`, or `PSEUDO`, from now on; texts already on screen stay as they are."""
    _Speech.language = language
    _Speech.catalogue = _read_catalogue(language) if language not in ("en", PSEUDO) else {}
    _Speech.patterns = _patterns(_Speech.catalogue)
    say.cache_clear()


def language() -> str:
    """Return the code of the language in use."""
    return _Speech.language


def tr(text: str, /, **fields: object) -> str:
    """Return a text of the window in the user's language, with its fields filled in."""
    said = _said(text)
    return said.format(**fields) if fields else said


def tr_n(count: int, one: str, many: str, /, **fields: object) -> str:
    """Return a text that depends on a number: ``tr_n(2, "{count} vendor", "{count} vendors")``."""
    return tr(one if count == 1 else many, count=count, **fields)


@lru_cache(maxsize=2048)
def say(text: str) -> str:
    """Return a text that a lower layer has made, such as an error or a warning, in the user's language.

    Its numbers and names are found by the pattern of the catalogue's entry: ``“{name}” is empty.``
    """
    if _Speech.language == PSEUDO:
        return _said(text)
    if not _Speech.catalogue or text in _Speech.catalogue:
        return _said(text)
    for pattern, translation in _Speech.patterns:
        if found := pattern.fullmatch(text):
            fields = {name: _Speech.catalogue.get(value, value) for name, value in found.groupdict().items()}
            return translation.format(**fields)
    return text


def _said(text: str) -> str:
    if _Speech.language == PSEUDO:
        return _pseudo(text)
    return _Speech.catalogue.get(text, text)


def _pseudo(text: str) -> str:
    parts = _FIELD.split(text) if "{" in text else [text]
    if len(parts) == 1:
        return f"[{text.translate(_ACCENTS)}{'~' * (len(text) // 3 + 1)}]"
    fields = [match.group(0) for match in _FIELD.finditer(text)]
    plain = [part.translate(_ACCENTS) for part in _FIELD.sub("\0", text).split("\0")]
    mixed = "".join(a + b for a, b in zip(plain, [*fields, ""], strict=True))
    return f"[{mixed}{'~' * (len(text) // 3 + 1)}]"


def _read_catalogue(language: str) -> dict[str, str]:
    """Return English → translation from every file of a language's folder; each file maps sections to entries."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same loader, only fast
    found: dict[str, str] = {}
    for path in sorted(resource("i18n", language).glob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            sections = yaml.load(file, loader)
        for entries in sections.values():
            found |= entries or {}
    return found


def _patterns(catalogue: Mapping[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the entries with fields, those with most fixed text first."""
    texts = sorted((text for text in catalogue if _FIELD.search(text)), key=lambda text: -len(_FIELD.sub("", text)))
    return tuple((re.compile(_pattern(text), re.DOTALL), catalogue[text]) for text in texts)


def _pattern(text: str) -> str:
    seen: set[str] = set()
    parts, end = [], 0
    for match in _FIELD.finditer(text):
        name = match.group(1)
        parts.append(re.escape(text[end : match.start()]))
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
        seen.add(name)
        end = match.end()
    return "".join([*parts, re.escape(text[end:])])
