"""By what ballots and vendors' copies are known again when they come back."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")  # a character by its number, which programs write and read differently


def bare(text: str) -> str:
    """Return what spreadsheet programs leave of a text in any case."""
    plain = unicodedata.normalize("NFC", _ESCAPED.sub("", text))
    return "".join(letter for letter in plain if letter.isprintable() and not letter.isspace())


def digest(content: object) -> str:
    """Return the SHA-256 of a plain value: 64 hexadecimal digits."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
