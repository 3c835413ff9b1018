"""How a text file is to be read: its encoding and the sign between its fields."""

from __future__ import annotations

import codecs
from typing import NamedTuple

# in the order in which they are offered
ENCODINGS = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257",
    "iso8859-1", "iso8859-2", "iso8859-15", "cp437", "cp850", "cp852", "mac-roman",
    "cp932", "shift_jis", "gb18030", "big5", "cp949",
)  # fmt: skip
DELIMITERS = (",", ";", "\t", "|", " ", ":", "^", "~")


class TextForm(NamedTuple):
    """What the user says about a text file; an empty part is found out."""

    encoding: str = ""  # one of ENCODINGS
    delimiter: str = ""  # one sign


FOUND_OUT = TextForm()


def encoding_named(name: str) -> str | None:
    """Return the one of ``ENCODINGS`` that is meant by any of its names (``Windows-1252``), or nothing."""
    try:
        codec = codecs.lookup(name.strip()).name.replace("_", "-")
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    return next((each for each in ENCODINGS if each.replace("_", "-") == codec), None)


def is_delimiter(sign: str) -> bool:
    """Tell whether a sign could stand between fields."""
    return len(sign) == 1 and sign.isprintable() | (sign == "\t") and not sign.isalnum() and sign not in "\"'.-+"


def is_wide_text(content: bytes) -> str:
    """Return ``utf-16-le`` or ``utf-16-be`` if the bytes are text of that kind without a mark, else an empty text."""
    start = content[: 4096 & ~1]
    if b"\0" not in start or len(content) % 2:
        return ""
    for encoding, scripts in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        text = start.decode(encoding, "ignore")
        is_text = len(text) >= len(start) // 2 - 1 and all(sign.isprintable() or sign in "\t\r\n" for sign in text)
        if is_text and len(set(scripts)) <= max(3, len(scripts) // 8):  # a text keeps to few scripts
            return encoding
    return ""
