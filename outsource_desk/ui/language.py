"""The words on the screen in the user's language; English is what the code says."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from outsource_desk.paths import resource
from outsource_desk.ui.formats import number_marks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outsource_desk.ui.phrases import Phrases  # its patterns take their time, and English needs none

LANGUAGES = {"en": "English", "de": "Deutsch"}
PSEUDO = "pseudo"  # a third of each text longer, with accents: shows what would be clipped or was not marked
MESSAGES = "messages"  # how the files of a language begin whose texts `say` looks for; all others are the window's own
_ENTRY = re.compile(r'^  ("(?:[^"\\]|\\.)*"): ("(?:[^"\\]|\\.)*")$', re.MULTILINE)
_WORD = 6  # letters
_ACCENTS = str.maketrans("aeiouAEIOUncs", "áéíóúÁÉÍÓÚñçš")


class _Speech:
    """The language in use and its catalogue."""

    language = "en"
    catalogue: Mapping[str, str] = {}
    phrases: Phrases | None = None  # none in English


def use_language(language: str) -> None:
    """Speak a language of `LANGUAGES`, or `PSEUDO`, from now on; texts already on screen stay as they are."""
    if language == _Speech.language:
        return
    _Speech.language = language
    window, messages = _read_catalogue(language) if language not in ("en", PSEUDO) else ({}, {})
    _Speech.catalogue, _Speech.phrases = window, None
    if messages:
        from outsource_desk.ui.phrases import Phrases

        _Speech.phrases = Phrases(messages)
    _known.cache_clear()


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


def say(text: str) -> str:
    """Return a text that a lower layer has made, such as an error or a warning, in the user's language.

    Its numbers and names are found by the pattern of the catalogue's entry: ``“{name}” is empty.``
    """
    if not text or _Speech.phrases is None:
        return _said(text)
    return _known(text, *number_marks())


@lru_cache(maxsize=2048)
def _known(text: str, group: str, decimal: str) -> str:
    said = phrases().say(text, (group, decimal))
    return _said(text) if said is None else said


def phrases() -> Phrases:
    """Return the entries of the language in use for texts of lower layers."""
    from outsource_desk.ui.phrases import Phrases

    return Phrases({}) if _Speech.phrases is None else _Speech.phrases


def _said(text: str) -> str:
    if _Speech.language == PSEUDO:
        return _pseudo(text)
    return _Speech.catalogue.get(text, text)


def _pseudo(text: str) -> str:
    from outsource_desk.ui.phrases import FIELD

    parts = FIELD.split(text) if "{" in text else [text]
    if len(parts) == 1:
        return f"[{text.translate(_ACCENTS)}{_tail(text)}]"
    fields = [match.group(0) for match in FIELD.finditer(text)]
    plain = [part.translate(_ACCENTS) for part in FIELD.sub("\0", text).split("\0")]
    mixed = "".join(a + b for a, b in zip(plain, [*fields, ""], strict=True))
    return f"[{mixed}{_tail(text)}]"


def _tail(text: str) -> str:
    """Return what makes a text a third longer, in words that a line can end after."""
    tail = "~" * (len(text) // 3 + 1)
    return " ".join(tail[start : start + _WORD] for start in range(0, len(tail), _WORD))


def _read_catalogue(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return English → translation for the window's own texts and for messages."""
    window: dict[str, str] = {}
    messages: dict[str, str] = {}
    for path in sorted(resource("i18n", language).glob("*.yaml")):
        found = messages if path.name.startswith(MESSAGES) else window
        found |= read_entries(path.read_text(encoding="utf-8"))
    return window, messages


def read_entries(text: str) -> dict[str, str]:
    """Return the entries of a catalogue, each a line of two texts in double quotes below the name of its section.

    To people and editors that is YAML; a reader of all of YAML would hold up the first picture of the window.
    """
    texts: list[str] = json.loads(f"[{','.join(','.join(each) for each in _ENTRY.findall(text))}]")
    return dict(zip(texts[::2], texts[1::2], strict=True))
